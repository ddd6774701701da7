"""The tagger is trained: a table of pieces that stays, and small networks over it from several seeds."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from shopcli.need.tagging.network import EPSILON, HEADS, N_SIGNS, WIDTH, Array, signs
from shopcli.need.tagging.pieces import Piece, Pieces
from shopcli.need.tagging.roles import N_LABELS, begins, goes_on
from shopcli.need.tagging.tagger import HAN_NETWORKS, SHIPPED, NamedPieces, Tagger
from shopcli.text.scripts import has_han
from shopcli.train.tagging.piece_table import piece_table
from shopcli.train.tagging.tagged_requests import (
    TaggedRequest,
    Variations,
    known_words,
    read_tagged,
    shipped_requests,
    without_trades,
)
from shopcli.train.tagging.tagging_score import Labelled, TaggingScore, tagging_score

VECTOR = 96  # the length of a piece's vector
_BATCH = 32
_PER_MADE = 5  # for so many requests one is made up
_RATE = 2e-3
_DECAY = 0.02
_SMOOTHING = 0.05
_NO_LABEL = -100  # what padding has, and no loss looks at


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is trained.

    Attributes:
        width: of its vectors.
        layers: how many.
        dropout: the share of every vector that is left out at a step.
        unknown: the share of pieces that are read as unknown, so that what stands around them is learned too.
        epochs: how often the requests are gone through, each time as other variations.
    """

    width: int = 128
    layers: int = 2
    dropout: float = 0.2
    unknown: float = 0.05
    epochs: int = 20


class TaggerNetwork(nn.Module):
    """What `shopcli.need.tagging.network.Network` computes, to be trained; its parameters are called as in the file."""

    def __init__(self, vector: int, recipe: Recipe) -> None:
        super().__init__()
        d = recipe.width
        self.entry, self.signs = nn.Linear(vector, d), nn.Linear(N_SIGNS, d, bias=False)
        self.layers = nn.ModuleList(_Layer(d, recipe.dropout) for _ in range(recipe.layers))
        self.last, self.labels, self.drop = nn.LayerNorm(d, EPSILON), nn.Linear(d, N_LABELS), nn.Dropout(recipe.dropout)

    def forward(self, vectors: torch.Tensor, seen: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits (requests, pieces, labels) from vectors, signs and a mask of real pieces."""
        x = self.entry(self.drop(vectors)) + self.signs(seen)
        for layer in self.layers:
            x = layer(x, mask)
        logits: torch.Tensor = self.labels(self.drop(self.last(x)))
        return logits


class _Layer(nn.Module):
    def __init__(self, d: int, dropout: float) -> None:
        super().__init__()
        self.first, self.second = nn.LayerNorm(d, EPSILON), nn.LayerNorm(d, EPSILON)
        self.convolution, self.qkv, self.out = nn.Linear(WIDTH * d, d), nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        n, length, d = x.shape
        beside = F.pad(self.first(x) * mask[..., None], (0, 0, WIDTH // 2, WIDTH // 2))
        windows = torch.cat([beside[:, i : i + length] for i in range(WIDTH)], -1)
        x = x + self.drop(F.relu(self.convolution(windows)))
        queries, keys, values = self.qkv(self.second(x)).view(n, length, 3, HEADS, d // HEADS).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(queries, keys, values, mask[:, None, None, :].bool())
        result: torch.Tensor = x + self.drop(self.out(attended.transpose(1, 2).reshape(n, length, d)))
        return result


def labels_of(request: TaggedRequest, pieces: Sequence[Piece]) -> list[int]:
    """The label of each piece."""
    labels, spans, previous = [], request.spans(), -1
    for piece in pieces:
        number = next((i for i, (start, end, _) in enumerate(spans) if start <= piece.start < end), -1)
        role = spans[number][2] if number >= 0 else None
        labels.append(0 if role is None else goes_on(role) if number == previous else begins(role))
        previous = number
    return labels


class _Batches:
    """Variations of requests as tensors, those of like length together."""

    def __init__(self, table: Mapping[str, Array], requests: Sequence[TaggedRequest], recipe: Recipe, seed: int) -> None:
        self._pieces, self._unknown, self._random = Pieces(NamedPieces(table)), recipe.unknown, random.Random(seed)
        self._vectors = table["table"].astype(np.float32) * table["scale"].astype(np.float32)[:, None]
        self._requests, self._variations = requests, Variations(requests, known_words(), seed)

    def epoch(self) -> list[tuple[torch.Tensor, ...]]:
        varied = [self._variations.of(request) for request in self._requests]
        made = [self._variations.made(request.language) for request in self._requests[::_PER_MADE]]
        cut = [(request, self._pieces.cut(request.text)) for request in (*varied, *made)]
        cut = sorted((one for one in cut if one[1]), key=lambda one: len(one[1]) + 6 * self._random.random())
        batches = [self._batch(cut[start : start + _BATCH]) for start in range(0, len(cut), _BATCH)]
        self._random.shuffle(batches)
        return batches

    def _batch(self, cut: Sequence[tuple[TaggedRequest, list[Piece]]]) -> tuple[torch.Tensor, ...]:
        n, longest = len(cut), max(len(pieces) for _, pieces in cut)
        rows, seen = np.zeros((n, longest), np.int64), np.zeros((n, longest, N_SIGNS), np.float32)
        mask, labels = np.zeros((n, longest), np.float32), np.full((n, longest), _NO_LABEL)
        for at, (request, pieces) in enumerate(cut):
            length = len(pieces)
            rows[at, :length] = [0 if self._random.random() < self._unknown else piece.row for piece in pieces]
            seen[at, :length], mask[at, :length] = signs(request.text, pieces), 1
            labels[at, :length] = labels_of(request, pieces)
        return tuple(map(torch.from_numpy, (self._vectors[rows], seen, mask, labels)))


def train_network(
    table: Mapping[str, Array],
    requests: Sequence[TaggedRequest],
    *,
    recipe: Recipe = Recipe(),
    seed: int = 0,
    on_epoch: Callable[[int], None] = lambda _: None,
) -> dict[str, Array]:
    """The arrays of one network that has learned from requests, by AdamW at a rate that rises and falls once.

    Args:
        table: the pieces, as in a tagger's file.
        requests: what it learns from.
        on_epoch: called with how often they have been gone through.
    """
    torch.manual_seed(seed)
    network = TaggerNetwork(table["table"].shape[1], recipe)
    batches = _Batches(table, requests, recipe, seed)
    optimizer = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=_DECAY)
    n_requests = len(requests) + -(-len(requests) // _PER_MADE)
    steps = recipe.epochs * -(-n_requests // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    for epoch in range(recipe.epochs):
        for vectors, seen, mask, labels in batches.epoch():
            logits = network(vectors, seen, mask).flatten(0, 1)
            loss = F.cross_entropy(logits, labels.flatten(), label_smoothing=_SMOOTHING)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        on_epoch(epoch + 1)
    return {name: parameter.detach().numpy().astype(np.float16) for name, parameter in network.named_parameters()}


def tagger_arrays(table: Mapping[str, Array], networks: Sequence[Mapping[str, Array]], script: str = "") -> dict[str, Array]:
    """The arrays of a tagger's file, of networks for all requests or those of a ``script``."""
    trained = {f"{script}{number}/{name}": array for number, network in enumerate(networks) for name, array in network.items()}
    return {**table, **trained}


def train_tagger(
    table: Mapping[str, Array],
    requests: Sequence[TaggedRequest],
    *,
    seeds: Sequence[int],
    recipe: Recipe = Recipe(),
    on_epoch: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[str, Array]:
    """The arrays of a tagger of as many networks as there are seeds, for all requests and again for those in Chinese."""
    arrays, trained, scripts = dict(table), 0, scripts_of(requests)
    for script, of_script in scripts.items():
        networks = list[dict[str, Array]]()
        for seed in seeds:
            reach = partial(_reach, on_epoch, trained * recipe.epochs, len(scripts) * len(seeds) * recipe.epochs)
            networks.append(train_network(table, of_script, recipe=recipe, seed=seed, on_epoch=reach))
            trained += 1
        arrays |= tagger_arrays(table, networks, script)
    return arrays


def scripts_of(requests: Sequence[TaggedRequest]) -> dict[str, Sequence[TaggedRequest]]:
    """What each kind of networks learns from, by how its names begin: all requests, and those in Chinese by themselves."""
    chinese = [request for request in requests if has_han(request.text)]
    return {"": requests, **({HAN_NETWORKS: chinese} if 0 < len(chinese) < len(requests) else {})}


def _reach(on_epoch: Callable[[int, int], None], before: int, of: int, epoch: int) -> None:
    on_epoch(before + epoch, of)


def save_tagger(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write a tagger's file."""
    from safetensors.numpy import save_file

    save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, path)


def table_of(path: Path) -> dict[str, Array]:
    """The pieces of a tagger's file, which other networks can be trained over."""
    return Tagger.load(path).table


@dataclass(frozen=True, slots=True)
class LearnedTagger:
    """A tagger, how many requests it learned from, and how it labels those that were held back, if any."""

    arrays: dict[str, Array]
    n: int
    held: TaggingScore | None = None

    def lines(self) -> list[str]:
        """What is told of it."""
        return [f"Learned from {self.n:,} requests.", *([f"Held back: {self.held.line()}"] if self.held else [])]


def learn_tagger(
    files: Sequence[Path],
    pieces: Path | None,
    *,
    held: float,
    seeds: Sequence[int],
    recipe: Recipe = Recipe(),
    on_epoch: Callable[[int, int], None] = lambda _done, _of: None,
) -> LearnedTagger:
    """A tagger of this project's requests and those of ``files``.

    Args:
        pieces: a folder with the multilingual encoder's ``weights.npz`` and ``sp.model``; None: those of the tagger in use.
        held: the share of the trades to judge by instead.
        seeds: one for each network.

    Raises:
        UsageError: a file cannot be read, or a line of it.
    """
    table = piece_table(pieces / "weights.npz", pieces / "sp.model", VECTOR) if pieces else table_of(SHIPPED)
    requests = [*shipped_requests(), *(request for file in files for request in read_tagged(file))]
    learned, judged = without_trades(requests, held, seeds[0])
    arrays = train_tagger(table, learned, seeds=seeds, recipe=recipe, on_epoch=on_epoch)
    tagger = Tagger(arrays)
    return LearnedTagger(arrays, len(learned), tagging_score(judged, labelled_by(tagger)) if judged else None)


def labelled_by(tagger: Tagger) -> Callable[[str], Labelled]:
    """What a tagger says of a text, to be scored."""
    return lambda text: [(span.start, span.end, span.role) for span in tagger.spans(text)]
