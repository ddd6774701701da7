"""The act encoder is trained: a BERT learns, from turns tagged by hand, what a shopper does at each piece of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from pathlib import Path

import torch

from shopcli.need.languages.registry import language_of
from shopcli.need.tagging.contextual import HEAD, SCALE, WORDS, in_int8, tokenizer_of
from shopcli.need.tagging.dialogue_acts import ACTS
from shopcli.need.tagging.network import Array
from shopcli.train.tagging.contextual import BATCH, NO_LABEL, FineTuning, batched, fine_tuned, vocabulary_of, weights_of
from shopcli.train.tagging.tagged_turns import TaggedTurn, TurnVariations, shipped_turns


def learn_act_encoder(
    turns: Sequence[TaggedTurn],
    folder: Path,
    *,
    recipe: FineTuning | None = None,
    seed: int = 0,
    on_epoch: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[str, Array]:
    """The arrays of an act encoder, for `shopcli.need.tagging.act_encoder`, that learned from turns beside this project's.

    Args:
        turns: of your own; of all those in languages that it is to read.
        folder: of the BERT that it begins as, whose pieces' vectors the contextual tagger has as they are.

    Raises:
        ModelError: the folder holds no BERT.
    """
    read = [turn for turn in (*shipped_turns(), *turns) if language_of(turn.text).is_read_in_context]
    batches = _Batches(vocabulary_of(folder), read, seed)
    network = fine_tuned(folder, batches, len(ACTS), recipe=recipe or FineTuning(), seed=seed, on_epoch=on_epoch)
    arrays: dict[str, Array] = {}
    for name, matrix in weights_of(network).items():
        if name == WORDS or not matrix.ndim:
            continue
        if matrix.ndim == 2 and not name.startswith(HEAD):
            arrays[name], arrays[name + SCALE] = in_int8(matrix)
        else:
            arrays[name] = matrix
    return arrays


class _Batches:
    """Variations of turns as tensors, those of like length together."""

    def __init__(self, vocabulary: Sequence[str], turns: Sequence[TaggedTurn], seed: int) -> None:
        self._tokenizer, self._random = tokenizer_of(vocabulary), random.Random(seed)
        self._turns, self._variations = turns, TurnVariations(turns, seed)

    def __len__(self) -> int:
        return ceil(len(self._turns) / BATCH)

    def epoch(self) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
        """All of them once, as other variations each time: numbers of pieces, mask and labels, (turns, pieces)."""
        return batched([self._cut(self._variations.of(turn)) for turn in self._turns], self._random)

    def _cut(self, turn: TaggedTurn) -> tuple[list[int], list[int]]:
        encoding, spans = self._tokenizer.encode(turn.text), turn.spans()
        acts = (
            next((ACTS.index(act) for first, last, act in spans if first <= start < last), NO_LABEL)
            if start < end
            else NO_LABEL
            for start, end in encoding.offsets
        )
        return encoding.ids, list(acts)
