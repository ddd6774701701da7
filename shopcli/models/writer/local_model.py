"""A language model as an int8 graph on this machine's CPU; torch is loaded only for what the graph cannot do."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from shopcli.config import Decoding
from shopcli.models.writer import chat, prepare
from shopcli.models.writer.chat import Messages
from shopcli.models.writer.decode import Processor, decode, sentence_end
from shopcli.models.writer.engine import Engine
from shopcli.models.writer.reply_means import reply_means
from shopcli.models.writer.thoughts import first_sentence
from shopcli.models.writer.tokens import FastTokenizer
from shopcli.models.writer.transformers_model import TransformersModel, load_transformers_model


class LocalModel:
    """Greedy and sampled drafts by the graph; beams and what ``--generate`` asks go to transformers with the full weights.

    What prompts share, all but the last message, is computed once for good and mapped at each later start. The tokens of a
    prompt before its last message are always read in one piece, so that a draft does not hang on what was asked before.

    Args:
        name: for people.
        folder: what `shopcli.models.writer.prepare.prepared` made.
        weights: the file or folder that it came from.
    """

    def __init__(self, name: str, folder: Path, weights: Path) -> None:
        self.name = name
        self.tuned = prepare.is_tuned(folder)
        self.tokenizer = FastTokenizer(folder)
        self._key = folder.name
        self._engine = Engine(folder)
        self._weights = weights
        self._shared: tuple[str, list[int]] = ("", [])
        self._prompt: tuple[list[int], np.ndarray | None] = ([], None)
        self._lock = threading.RLock()
        self._whole: TransformersModel | None = None
        self._loading = threading.Lock()

    @property
    def whole(self) -> TransformersModel:
        """The same model in transformers, for beams and what else the graph cannot do; loaded once."""
        with self._loading:
            if self._whole is None:
                self._whole = load_transformers_model(self.name, prepare.converted(self._weights), "cpu")
            return self._whole

    def generate(
        self,
        messages: Messages,
        *,
        decoding: Decoding,
        drafts: int = 1,
        opening: str = "",
        processors: Sequence[Processor] = (),
    ) -> list[str]:
        """See `LanguageModel.generate`; ``processors`` are `shopcli.models.writer.decode.Processor`."""
        if decoding.beams > 1 or decoding.extra:
            return self.whole.generate(messages, decoding=decoding, drafts=drafts, opening=opening, processors=processors)
        with self._lock:
            prompt, first = self._read(messages, opening)
            ends = sentence_end(self.tokenizer.tokenizer, self._engine.shape.eos, drafts)
            replies = decode(self._engine, prompt, first, decoding=decoding, drafts=drafts, is_done=ends, processors=processors)
        return [opening + first_sentence(self.tokenizer.tokenizer.decode(reply, skip_special_tokens=True)) for reply in replies]

    def likelihoods(self, messages: Messages, texts: Sequence[str]) -> list[float]:
        """Mean log-probability a token of each text as the reply to the messages, natural logarithm; NaN for an empty one."""
        with self._lock:
            prompt, first = self._read(messages, "")
            return reply_means(self._engine, len(prompt), first, [self.ids(text) for text in texts])

    def ids(self, text: str) -> list[int]:
        """A text's tokens; no marks of beginning or end are added."""
        return list(self.tokenizer(text, add_special_tokens=False).input_ids)

    def text(self, messages: Messages, *, ask: bool) -> str:
        """The chat as its own template writes it (`chat`); without ``ask``, what every longer one begins with."""
        return chat.render(self.tokenizer, messages, ask=ask)

    def _read(self, messages: Messages, opening: str) -> tuple[list[int], np.ndarray]:
        """The engine after a prompt: its tokens, and the logits of what comes next."""
        text = self.text(messages, ask=True) + chat.plain(self.tokenizer, opening)
        ids = self.ids(text)
        previous, logits = self._prompt
        if ids != previous or logits is None:
            n_shared = self._begin(self.text(messages[:-1], ask=False) if len(messages) > 1 else "", ids)
            (logits,) = self._engine.feed(np.asarray(ids[n_shared:]))
            self._prompt = (ids, logits)
        self._engine.cut(len(ids))
        return ids, logits

    def _begin(self, shared: str, ids: Sequence[int]) -> int:
        """The engine after what prompts share; how many of the prompt's tokens that are."""
        previous, tokens = self._shared
        if previous != shared:
            tokens = self.ids(shared)
        if not shared or len(tokens) >= len(ids) or ids[: len(tokens)] != tokens:
            self._engine.cut(0)  # or a tokenizer that merges across the seam
            self._shared = ("", [])
            return 0
        if previous != shared:
            prepare.begin(self._engine, tokens, self._key)
            self._shared = (shared, tokens)
        self._engine.cut(len(tokens))
        return len(tokens)
