"""A chatbot of one's own as the writer: ``--model own:DIR``, behind the same plan and checks as any other.

It was taught questions in the writer's own form, and reads the latest turns alone: instructions and examples before them are
for models that know what words ask.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from shopcli.config import Decoding
from shopcli.errors import UsageError
from shopcli.models.chatbot.beam_search import beam_search
from shopcli.models.chatbot.pieces import MARKS, ids_of, open_pieces, source_ids, source_of
from shopcli.models.writer.chat import Messages
from shopcli.models.writer.decode import Processor, decode, sentence_end
from shopcli.models.writer.reply_means import reply_means
from shopcli.models.writer.thoughts import first_sentence, holds_sentence

if TYPE_CHECKING:
    from shopcli.models.chatbot.network import ChatbotNetwork
    from shopcli.models.writer.tokens import FastTokenizer

_MOST_THREADS = 8  # decoding waits for memory: more threads than this only cost
_BEGIN, _END = MARKS.index("<s>"), MARKS.index("</s>")


class Chatbot:
    """A language model (`shopcli.models.writer.language_model.LanguageModel`) that also tells how likely replies are.

    Threads may share it: they take turns.

    Args:
        name: for people.
        network: ready to answer.
        tokenizer: its vocabulary.
    """

    tuned = True  # it knows the writer's own questions, and needs no examples

    def __init__(self, name: str, network: ChatbotNetwork, tokenizer: FastTokenizer) -> None:
        from shopcli.models.chatbot.chatbot_engine import ChatbotEngine

        self.name, self.tokenizer = name, tokenizer
        self._turns = network.sizes.turns
        self._engine = ChatbotEngine(network)
        self._source: tuple[int, ...] = ()
        self._lock = threading.RLock()

    def generate(
        self,
        messages: Messages,
        *,
        decoding: Decoding,
        drafts: int = 1,
        opening: str = "",
        processors: Sequence[Processor] = (),
    ) -> list[str]:
        """See `LanguageModel.generate`: greedy, sampled by temperature, ``top_k`` and ``top_p``, or by beams.

        Of beams the ``drafts`` likeliest are given; ``processors`` are `shopcli.models.writer.decode.Processor`.

        Raises:
            UsageError: settings of transformers, beams that are to be sampled, or fewer beams than drafts.
        """
        _check(decoding, drafts)
        with self._lock:
            prompt, first = self._read(messages, opening)
            if decoding.beams > 1:
                found = beam_search(
                    self._engine,
                    prompt,
                    first,
                    beams=decoding.beams,
                    most=decoding.max_new_tokens,
                    is_done=self._is_done,
                    processors=processors,
                )
                replies = [list(beam.tokens) for beam in found[:drafts]]
            else:
                ends = sentence_end(self.tokenizer.tokenizer, (_END,), drafts)
                replies = decode(
                    self._engine, prompt, first, decoding=decoding, drafts=drafts, is_done=ends, processors=processors
                )
        return [opening + first_sentence(self._text(reply)) for reply in replies]

    def likelihoods(self, messages: Messages, texts: Sequence[str]) -> list[float]:
        """Mean log-probability a token of each text as the reply to the messages, natural logarithm; NaN for an empty one."""
        with self._lock:
            prompt, first = self._read(messages, "")
            return reply_means(self._engine, len(prompt), first, [ids_of(self.tokenizer, text) for text in texts])

    def _read(self, messages: Messages, opening: str) -> tuple[list[int], np.ndarray]:
        """The engine after a source and the beginning of its reply: the reply's tokens, and the logits of what comes next."""
        source = tuple(source_ids(self.tokenizer, source_of(messages, self._turns)))
        if source != self._source:
            self._source = ()  # a source that cannot be read leaves none behind
            self._engine.read(source)
            self._source = source
        self._engine.cut(0)
        prompt = [_BEGIN, *ids_of(self.tokenizer, opening)]
        (logits,) = self._engine.feed(np.asarray(prompt))
        return prompt, logits

    def _is_done(self, tokens: Sequence[int]) -> bool:
        return tokens[-1] == _END or holds_sentence(self._text(tokens))

    def _text(self, tokens: Sequence[int]) -> str:
        return str(self.tokenizer.tokenizer.decode(list(tokens), skip_special_tokens=True))


def _check(decoding: Decoding, drafts: int) -> None:
    """That the settings are some that a chatbot knows.

    Raises:
        UsageError: they are not.
    """
    if decoding.extra:
        names = ", ".join(decoding.extra)
        raise UsageError(
            f"A chatbot of one's own has no setting {names}: --generate is for models of transformers.",
            hint="It takes --temperature, --top-k, --top-p, --seed, --beams and --max-new-tokens.",
        )
    if decoding.beams > 1 and decoding.temperature > 0:
        raise UsageError("A chatbot follows beams or samples, not both.", hint="Leave out --beams or --temperature.")
    if 1 < decoding.beams < drafts:
        raise UsageError(f"{decoding.beams} beams make no {drafts} drafts.", hint=f"Give --beams {drafts} or more.")


def load_chatbot(name: str, folder: Path, device: str) -> Chatbot:
    """The chatbot in the folder of a run of ``shopcli train chatbot``.

    Args:
        name: for people.
        folder: holds ``chatbot.json``, ``model.safetensors`` and its vocabulary.
        device: what it computes on, as `shopcli.models.weights.devices.resolve_device` names it.

    Raises:
        ModelError: it holds no finished one.
    """
    import torch

    from shopcli.models.chatbot.network import load_network

    if device == "cpu" and "OMP_NUM_THREADS" not in os.environ:
        torch.set_num_threads(max(1, min(_MOST_THREADS, torch.get_num_threads())))
    network: Any = load_network(folder)
    return Chatbot(name, network.to(device), open_pieces(folder))
