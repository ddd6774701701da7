"""Writing by an OpenAI-compatible server: Ollama, llama-server, vLLM and their like."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any

from shopcli.config import Decoding
from shopcli.errors import ModelError
from shopcli.write.language_model import first_sentence

_TIMEOUT_S = 120.0
_HINT = "Is the server running, and does it serve that model? Try: shopcli doctor, or another --model."


class OpenAIServer:
    """A model behind ``POST {url}/chat/completions``; ``url`` ends in ``/v1`` as the server's own documents say."""

    def __init__(self, url: str, model: str, *, timeout_s: float = _TIMEOUT_S) -> None:
        self.name = model
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._timeout_s = timeout_s

    def generate(
        self, messages: Sequence[Mapping[str, str]], *, decoding: Decoding, drafts: int = 1, opening: str = ""
    ) -> list[str]:
        """See `LanguageModel.generate`; drafts are asked for one by one, since few servers make several at once."""
        asked = (
            [*messages[:-1], {**messages[-1], "content": f"{messages[-1]['content']}\nBegin with: {opening}"}]
            if opening
            else messages
        )
        return [self._one(asked, decoding, decoding.seed + number) for number in range(drafts)]

    def _one(self, messages: Sequence[Mapping[str, str]], decoding: Decoding, seed: int) -> str:
        body: dict[str, Any] = {
            "model": self.name,
            "messages": [dict(message) for message in messages],
            "temperature": decoding.temperature,
            "top_p": decoding.top_p,
            "max_tokens": decoding.max_new_tokens,
            "seed": seed,
            "stream": False,
        }
        answer = self._post(body | dict(decoding.extra))
        try:
            return first_sentence(str(answer["choices"][0]["message"]["content"] or "").strip())
        except (KeyError, IndexError, TypeError):
            raise ModelError(f"{self._url} answered with no message.", hint=_HINT) from None

    def _post(self, body: Mapping[str, Any]) -> Any:
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get("OPENAI_API_KEY"):
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(self._url, json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout_s) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            detail = error.read(500).decode("utf-8", "replace").strip()
            raise ModelError(f"{self._url} answered with {error.code}: {detail or error.reason}", hint=_HINT) from None
        except (OSError, ValueError) as error:
            raise ModelError(f"{self._url} gives no answer: {error}", hint=_HINT) from None
