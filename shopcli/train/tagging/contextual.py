"""The contextual tagger is trained: a BERT whose layers learn, from requests tagged by hand, what each piece of them is for.

Its pieces' own vectors stay as they are, so that a word that no request has is read as those that mean nearly the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from shopcli.errors import ModelError
from shopcli.need.languages.registry import language_named
from shopcli.need.tagging.contextual import HEAD, SCALE, WORDS, ContextualTagger, in_int8, tokenizer_of
from shopcli.need.tagging.network import Array
from shopcli.need.tagging.roles import N_LABELS, begins, goes_on
from shopcli.need.tagging.tagger import SHIPPED, Tagger
from shopcli.train.tagging.tagged_requests import (
    TaggedRequest,
    Variations,
    known_words,
    read_tagged,
    shipped_requests,
    without_trades,
)
from shopcli.train.tagging.tagging_score import tagging_score
from shopcli.train.tagging.understand import LearnedTagger, labelled_by

BATCH, _PER_MADE = 32, 5
NO_LABEL = -100  # what ends and padding have, and no loss looks at
_SMOOTHING = 0.05
_LATIN = "\u024f"  # the last letter of the Latin script's first blocks


@dataclass(frozen=True, slots=True)
class FineTuning:
    """How the BERT is trained.

    Attributes:
        rate: the highest for its layers, in AdamW.
        head_rate: the same of the matrix behind them, which begins at nothing.
        warm_up: the share of the steps in which the rates rise.
        epochs: how often the requests are gone through, each time as other variations.
    """

    rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.15
    dropout: float = 0.1
    epochs: int = 4


class Batches(Protocol):
    """Texts with a label for each piece, as a BERT learns from them."""

    def __len__(self) -> int: ...
    def epoch(self) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
        """All of them once: numbers of pieces, a mask of real ones, and labels, each (texts, pieces)."""


class Labeller(nn.Module):
    """A BERT with a label for each piece.

    Args:
        folder: of the BERT that it begins as.
        n_labels: how many there are.
        dropout: of its states.
    """

    def __init__(self, folder: Path, n_labels: int, dropout: float) -> None:
        super().__init__()
        from transformers import AutoModel

        self.bert = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.drop, self.labels = nn.Dropout(dropout), nn.Linear(self.bert.config.hidden_size, n_labels)
        self.bert.embeddings.word_embeddings.weight.requires_grad = False

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits (requests, pieces, labels) from numbers of pieces and a mask of real ones."""
        logits: torch.Tensor = self.labels(self.drop(self.bert(ids, attention_mask=mask).last_hidden_state))
        return logits


def train_contextual(
    folder: Path,
    requests: Sequence[TaggedRequest],
    *,
    recipe: FineTuning = FineTuning(),
    seed: int = 0,
    on_epoch: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[str, Array]:
    """The arrays of a contextual tagger that began as the BERT in a folder, for `shopcli.need.tagging.contextual`.

    Args:
        folder: of a sentence-transformers model with a BERT: ``model.safetensors`` and ``vocab.txt``.
        requests: what it learns from; of these those in languages that it is to read.

    Raises:
        ModelError: the folder holds no such model.
    """
    known = vocabulary_of(folder)
    read = [request for request in requests if language_named(request.language).is_read_in_context]
    network = fine_tuned(folder, _Batches(known, read, seed), N_LABELS, recipe=recipe, seed=seed, on_epoch=on_epoch)
    return contextual_arrays(known, weights_of(network), network.bert.config.num_attention_heads)


def fine_tuned(
    folder: Path,
    batches: Batches,
    n_labels: int,
    *,
    recipe: FineTuning = FineTuning(),
    seed: int = 0,
    on_epoch: Callable[[int, int], None] = lambda _done, _of: None,
) -> Labeller:
    """The BERT in a folder with labels for pieces, as it has learned them; its pieces' own vectors stay as they are.

    Args:
        folder: of a sentence-transformers model.
        batches: what it learns from.
        n_labels: how many labels there are.
    """
    torch.manual_seed(seed)
    network = Labeller(folder, n_labels, recipe.dropout)
    groups = [
        {"params": network.bert.parameters(), "lr": recipe.rate},
        {"params": network.labels.parameters(), "lr": recipe.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps, rates = recipe.epochs * len(batches), [recipe.rate, recipe.head_rate]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps, pct_start=recipe.warm_up)
    network.train()
    for epoch in range(recipe.epochs):
        for ids, mask, labels in batches.epoch():
            loss = F.cross_entropy(network(ids, mask).flatten(0, 1), labels.flatten(), label_smoothing=_SMOOTHING)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        on_epoch(epoch + 1, recipe.epochs)
    return network.eval()


def weights_of(network: Labeller) -> dict[str, Array]:
    """The weights of a network by the hub's names."""
    return {name.removeprefix("bert."): value.detach().numpy() for name, value in network.state_dict().items()}


def learn_contextual(
    files: Sequence[Path],
    folder: Path,
    *,
    held: float,
    recipe: FineTuning = FineTuning(),
    seed: int = 0,
    on_epoch: Callable[[int, int], None] = lambda _done, _of: None,
) -> LearnedTagger:
    """A contextual tagger of this project's requests and those of ``files``, judged beside the small networks in use.

    Args:
        folder: of the BERT that it begins as.
        held: the share of the trades to judge by instead; the small networks may have learned from these.

    Raises:
        ModelError: the folder holds no BERT.
        UsageError: a file cannot be read, or a line of it.
    """
    requests = [*shipped_requests(), *(request for file in files for request in read_tagged(file))]
    learned, judged = without_trades(requests, held, seed)
    arrays = train_contextual(folder, learned, recipe=recipe, seed=seed, on_epoch=on_epoch)
    context = ContextualTagger(arrays)
    beside = Tagger.load(SHIPPED, lambda: context)
    return LearnedTagger(arrays, len(learned), tagging_score(judged, labelled_by(beside)) if judged else None)


class _Batches:
    """Variations of requests as tensors, those of like length together."""

    def __init__(self, vocabulary: Sequence[str], requests: Sequence[TaggedRequest], seed: int) -> None:
        self._tokenizer, self._random = tokenizer_of(vocabulary), random.Random(seed)
        self._requests, self._variations = requests, Variations(requests, known_words(), seed)

    def __len__(self) -> int:
        return ceil((len(self._requests) + len(self._requests[::_PER_MADE])) / BATCH)

    def epoch(self) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
        """All of them once, as other variations each time: numbers of pieces, mask and labels, (requests, pieces)."""
        varied = [self._variations.of(request) for request in self._requests]
        made = [self._variations.made(request.language) for request in self._requests[::_PER_MADE]]
        cut = [self._cut(request) for request in (*varied, *made)]
        return batched(cut, self._random)

    def _cut(self, request: TaggedRequest) -> tuple[list[int], list[int]]:
        encoding = self._tokenizer.encode(request.text)
        return encoding.ids, labels_at(request, encoding.offsets)


def labels_at(request: TaggedRequest, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The label of each piece by where it stands, half open; of what stands nowhere, the ends, none."""
    labels, spans, previous = [], request.spans(), -1
    for start, end in offsets:
        if start == end:
            labels.append(NO_LABEL)
            continue
        number = next((n for n, (first, last, _) in enumerate(spans) if first <= start < last), -1)
        role = spans[number][2] if number >= 0 else None
        labels.append(0 if role is None else goes_on(role) if number == previous else begins(role))
        previous = number
    return labels


def batched(
    texts: Sequence[tuple[list[int], list[int]]], rng: random.Random
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Texts as numbers of pieces and labels, in batches of like length, shuffled."""
    ordered = sorted(texts, key=lambda one: len(one[0]) + 6 * rng.random())
    batches = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
    rng.shuffle(batches)
    return map(_tensors, batches)


def _tensors(batch: Sequence[tuple[list[int], list[int]]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    shape = len(batch), max(len(ids) for ids, _ in batch)
    pieces, mask, labels = np.zeros(shape, np.int64), np.zeros(shape, np.float32), np.full(shape, NO_LABEL)
    for at, (ids, of_pieces) in enumerate(batch):
        pieces[at, : len(ids)], mask[at, : len(ids)], labels[at, : len(ids)] = ids, 1, of_pieces
    return torch.from_numpy(pieces), torch.from_numpy(mask), torch.from_numpy(labels)


def vocabulary_of(folder: Path) -> list[str]:
    """The pieces of the BERT in a folder.

    Raises:
        ModelError: it holds none.
    """
    try:
        return (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    except OSError as error:
        raise ModelError(
            f"{folder} holds no BERT: {error}", hint="Name the folder of all-MiniLM-L6-v2, or of one like it."
        ) from error


def contextual_arrays(vocabulary: Sequence[str], weights: Mapping[str, Any], heads: int) -> dict[str, Array]:
    """The arrays of a contextual tagger's file: matrices in int8, and of the pieces those in Latin script alone."""
    rows = [row for row, piece in enumerate(vocabulary) if _is_kept(piece)]
    arrays: dict[str, Array] = {"pieces": np.frombuffer("\n".join(vocabulary[row] for row in rows).encode(), np.uint8)}
    arrays["heads"] = np.asarray([heads], np.uint8)
    for name, value in weights.items():
        matrix = np.asarray(value, np.float32)
        if name == WORDS:
            matrix = matrix[rows]
        if matrix.ndim == 2 and not name.startswith(HEAD):
            arrays[name], arrays[name + SCALE] = in_int8(matrix)
        elif matrix.ndim:
            arrays[name] = matrix
    return arrays


def _is_kept(piece: str) -> bool:
    return not piece.startswith("[unused") and all(letter <= _LATIN or not letter.isalpha() for letter in piece)
