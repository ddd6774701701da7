"""Writing by an OpenAI-compatible server: Ollama, llama-server, vLLM and their like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from shopcli.config import Decoding
from shopcli.errors import ModelError, UsageError
from shopcli.models.weights.openai_api import CONNECT_S, FORM, READ_S, Server, StatusError
from shopcli.models.writer.chat import Messages
from shopcli.models.writer.thoughts import first_sentence, holds_sentence, without_thoughts

_CHAT = "/chat/completions"
_NAMED = 20  # models that an error lists
_ROOM_TO_THINK = 4096  # tokens
_LONGEST = "max_completion_tokens"  # in place of max_tokens, which OpenAI's newer models refuse; given by --generate
# What vLLM, llama-server and SGLang obey, and what Ollama and OpenAI do. Sent only to a model that was seen to think.
_NO_THOUGHTS = {"chat_template_kwargs": {"enable_thinking": False}, "reasoning_effort": "none"}


class OpenAIServer:
    """A model behind ``POST {url}/chat/completions``; ``url`` ends in ``/v1`` as the server's own documents say.

    What a server cannot do is learned once: several drafts at a time, and a model that thinks before it writes is first
    asked not to, then given room for it.

    Args:
        url: of the server.
        model: its name there.
        timeouts_s: to connect, and to be silent; None for five seconds and two minutes.
        server: in place of the one at ``url``.
    """

    def __init__(
        self, url: str, model: str, *, timeouts_s: tuple[float, float] | None = None, server: Server | None = None
    ) -> None:
        self.name = model
        connect_s, read_s = timeouts_s or (CONNECT_S, READ_S)
        self._server = server or Server(url, connect_s=connect_s, read_s=read_s)
        self._several = True
        self._thinks: tuple[tuple[dict[str, Any], int], ...] = (({}, 0), (_NO_THOUGHTS, 0), ({}, _ROOM_TO_THINK))

    def generate(self, messages: Messages, *, decoding: Decoding, drafts: int = 1, opening: str = "") -> list[str]:
        """See `LanguageModel.generate`. Each reply is streamed, and broken off once its first sentence is whole."""
        if decoding.beams > 1:
            raise UsageError("A server makes no beam search.", hint="Leave --beams out, or name weights on this machine.")
        if opening:  # a server cannot be held to the words that a reply begins with, but it can be told
            messages = [*messages[:-1], {**messages[-1], "content": f"{messages[-1]['content']}\nBegin with: {opening}"}]
        texts: list[str] = []
        while len(texts) < drafts:
            wanted = drafts - len(texts) if self._several else 1
            replies = self._replies_to(self._body(messages, decoding, decoding.seed + len(texts), wanted))
            self._several = self._several and len(replies) == wanted
            texts += [first_sentence(reply.text.strip()) for reply in replies]
        return texts

    def _body(self, messages: Messages, decoding: Decoding, seed: int, n: int) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.name,
            "messages": [dict(message) for message in messages],
            "temperature": decoding.temperature,
            "top_p": decoding.top_p,
            "max_tokens": decoding.max_new_tokens,
            "seed": seed,
            "stream": True,
        }
        body |= {"top_k": decoding.top_k} if decoding.top_k else {}
        if _LONGEST in decoding.extra:
            del body["max_tokens"]
        return body | ({"n": n} if n > 1 else {}) | dict(decoding.extra)

    def _replies_to(self, body: Mapping[str, Any]) -> list[_ServerReply]:
        """The replies to one request, at least one; a model that only thought is asked again in the next way."""
        longest = _LONGEST if _LONGEST in body else "max_tokens"
        while True:
            ways = self._thinks
            switches, room = ways[0]
            try:
                replies = self._streamed({**body, longest: body[longest] + room, **switches})
            except StatusError as error:
                if error.status in (400, 422) and body.get("n", 1) > 1:
                    body = {name: value for name, value in body.items() if name != "n"}
                elif error.status in (400, 422) and switches:
                    self._give_up(ways)
                else:
                    raise self._explained(error) from None
                continue
            if len(ways) == 1 or not any(reply.only_thought for reply in replies):
                return replies
            self._give_up(ways)

    def _give_up(self, ways: tuple[tuple[dict[str, Any], int], ...]) -> None:
        """Ask in the next way from now on; of several threads that learn it at once, one has."""
        if self._thinks is ways:
            self._thinks = ways[1:]

    def _streamed(self, body: Mapping[str, Any]) -> list[_ServerReply]:
        """Replies in the order of their numbers. A server that begins no second one has not understood ``n``."""
        n, replies = body.get("n", 1), dict[int, _ServerReply]()
        with closing(self._server.stream(_CHAT, body)) as chunks:
            for chunk in chunks:
                for number, words, thought in self._words(chunk):
                    reply = replies.setdefault(number, _ServerReply())
                    reply.text, reply.thought = reply.text + words, reply.thought + thought
                if len(replies) in (1, n) and all(holds_sentence(reply.text) for reply in replies.values()):
                    break
        if not replies:
            raise self._no_reply()
        return [replies[number] for number in sorted(replies)][:n]

    def _words(self, chunk: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
        """What a chunk adds to each reply: its number, words, and words of a thought. An unstreamed answer is one chunk."""
        try:
            for choice in chunk["choices"]:
                delta = choice["delta"] if "delta" in choice else choice["message"]
                thought = delta.get("reasoning_content") or delta.get("reasoning") or delta.get("thinking") or ""
                yield int(choice.get("index") or 0), str(delta.get("content") or ""), str(thought)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise self._no_reply() from None

    def _no_reply(self) -> ModelError:
        return ModelError(
            f"{self._server.url} answered with no message.",
            hint="Does it serve /chat/completions as OpenAI does? Its URL ends in /v1 as a rule.",
        )

    def _explained(self, error: StatusError) -> ModelError:
        """A refusal, or where the server lists its models and this is none of them, that and their names."""
        if error.status not in (400, 404):
            return error
        try:
            names = self._server.models()
        except ModelError:
            names = []
        if names and self.name not in names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            return ModelError(
                f"{self._server.url} has no model {self.name!r}.", hint=f"It has: {', '.join(names[:_NAMED])}{more}."
            )
        if error.status == 404 and not names:
            error.hint = FORM
        return error


@dataclass(slots=True)
class _ServerReply:
    text: str = ""
    thought: str = ""

    @property
    def only_thought(self) -> bool:
        """Whether the tokens ran out while it was thinking."""
        visible = without_thoughts(self.text)
        return bool(self.thought or visible != self.text) and not visible.strip()
