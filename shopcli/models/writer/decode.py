"""The decoding loop: greedy or sampled drafts of one sentence, side by side after one prompt.

The settings mean what they mean to transformers' ``generate``, and greedy decoding gives the same tokens
(tests/test_write_decode.py). Beams and whatever else transformers can do are left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np

from shopcli.config import Decoding
from shopcli.models.writer.engine import HIDDEN
from shopcli.models.writer.thoughts import holds_sentence

_ROWS = 8  # of logits at once

# Given the tokens of each draft with its prompt, (n_drafts, n_tokens), and the logits of what comes next,
# (n_drafts, vocab_size) in float32; gives those logits changed. It may change them in place, must not keep them, and is asked
# for drafts that go on only: a row is told by its tokens, not by its number.
Processor = Callable[[np.ndarray, np.ndarray], np.ndarray]


class DecodingEngine(Protocol):
    """What holds a prompt and the drafts that grow after it, as `shopcli.models.writer.engine.Engine` does."""

    def run(self, ids: np.ndarray, positions: np.ndarray, mask: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """New tokens in the slots after those in use; the logits behind those wanted."""
        ...

    def cut(self, n_tokens: int) -> None:
        """Forget all but the first tokens."""
        ...


def decode(
    engine: DecodingEngine,
    prompt: Sequence[int],
    first: np.ndarray,
    *,
    decoding: Decoding,
    drafts: int,
    is_done: Callable[[int, int], bool],
    processors: Sequence[Processor] = (),
) -> list[list[int]]:
    """Drafts that go on from a prompt, token by token.

    Args:
        engine: holds the prompt, and afterwards what was drafted; the prompt's part of it is as it was.
        prompt: its tokens.
        first: (vocab_size,), the logits of the first new token.
        decoding: temperature, ``top_k``, ``top_p``, ``max_new_tokens`` and seed; each draft draws from numbers of its own.
        drafts: how many.
        is_done: told each new token as (draft, token), whether that draft ends with it.
        processors: what changes the logits, in order, before the temperature does.

    Returns:
        each draft's new tokens; the one that ends it is the last.
    """
    draws = [np.random.default_rng([decoding.seed, draft]) for draft in range(drafts)]
    new: list[list[int]] = [[] for _ in range(drafts)]
    alive = list(range(drafts))
    logits = np.repeat(first[None], drafts, axis=0)
    owners: list[int] = []  # whose token is in each of the engine's slots after the prompt
    for step in range(decoding.max_new_tokens):
        chosen = _choose([[*prompt, *new[draft]] for draft in alive], logits, processors, decoding, [draws[d] for d in alive])
        for draft, token in zip(alive, chosen, strict=True):
            new[draft].append(token)
        alive = [draft for draft in alive if not is_done(draft, new[draft][-1])]
        if not alive or step + 1 == decoding.max_new_tokens:
            break
        owners += alive
        mask = np.zeros((len(alive), len(prompt) + len(owners)), np.float32)
        mask[:, len(prompt) :][np.asarray(owners)[None] != np.asarray(alive)[:, None]] = HIDDEN
        latest = np.asarray([new[draft][-1] for draft in alive])
        logits = engine.run(latest, np.full(len(alive), len(prompt) + step), mask, np.arange(len(alive)))
    return new


def _choose(
    texts: Sequence[Sequence[int]],
    logits: np.ndarray,
    processors: Sequence[Processor],
    decoding: Decoding,
    draws: Sequence[np.random.Generator],
) -> list[int]:
    if processors:
        ids = np.asarray(texts, np.int64)
        for processor in processors:
            logits = np.asarray(processor(ids, logits))
    if decoding.temperature <= 0:
        return [int(token) for token in logits.argmax(axis=1)]
    return [_draw(row, decoding, rng) for row, rng in zip(logits, draws, strict=True)]


def _draw(logits: np.ndarray, decoding: Decoding, rng: np.random.Generator) -> int:
    """A token by its probability, out of the ``top_k`` most likely, and of those the fewest that have ``top_p`` together."""
    order, shares = kept(logits, decoding)
    return int(order[min(int(np.searchsorted(np.cumsum(shares), rng.random(), side="right")), len(order) - 1)])


def kept(logits: np.ndarray, decoding: Decoding) -> tuple[np.ndarray, np.ndarray]:
    """The tokens that may be drawn, most likely first, and their probabilities, which sum to 1.

    Args:
        logits: (vocab_size,).
        decoding: temperature above 0, ``top_k`` (0 for all) and ``top_p``.
    """
    scaled = logits.astype(np.float64) / decoding.temperature
    order = np.argsort(-scaled, kind="stable")
    order = order[: decoding.top_k or len(order)]
    shares = np.exp(scaled[order] - scaled[order[0]])
    shares /= shares.sum()
    if decoding.top_p < 1:
        # the one that crosses the line is still in
        n_kept = int((np.cumsum(shares) - shares < decoding.top_p).sum())
        order, shares = order[: max(n_kept, 1)], shares[: max(n_kept, 1)]
        shares /= shares.sum()
    return order, shares


def log_normalisers(logits: np.ndarray) -> np.ndarray:
    """log Σ exp of each row of logits, (n_rows, vocab_size) in float32; (n_rows,) in float64.

    A few rows at a time, which stay in the processor's cache: all at once this takes longer than the model itself.
    """
    found = np.empty(len(logits))
    for start in range(0, len(logits), _ROWS):
        rows = logits[start : start + _ROWS]
        most = rows.max(axis=1, keepdims=True)
        found[start : start + _ROWS] = most[:, 0] + np.log(np.exp(rows - most).sum(axis=1, dtype=np.float64))
    return found


def sentence_end(tokenizer: Any, eos: Sequence[int], drafts: int) -> Callable[[int, int], bool]:
    """Whether a draft is done: at a mark of the end, or where its text, kept up token by token, holds a whole sentence.

    Args:
        tokenizer: of the ``tokenizers`` library.
        eos: tokens that end a reply.
        drafts: how many there are.
    """
    from tokenizers.decoders import DecodeStream

    streams = [DecodeStream(skip_special_tokens=True) for _ in range(drafts)]
    texts = [""] * drafts

    def is_done(draft: int, token: int) -> bool:
        if token in eos:
            return True
        piece = streams[draft].step(tokenizer, token)
        texts[draft] += piece or ""
        return bool(piece) and holds_sentence(texts[draft])

    return is_done


def batches(lengths: Sequence[int], most: int) -> Iterator[range]:
    """Runs of texts whose tokens together are at most ``most``, or one text."""
    start, size = 0, 0
    for place, length in enumerate(lengths):
        if place > start and size + length > most:
            yield range(start, place)
            start, size = place, 0
        size += length
    if start < len(lengths):
        yield range(start, len(lengths))
