"""A self-attentive sequence model (SASRec): which products come next, by attention over those that came before.

The design is that of Kang and McAuley, Self-Attentive Sequential Recommendation (ICDM 2018): learned positions, causal
attention, and item vectors that are shared between what is read and what is foretold. What is different: a basket has no order,
so that its products come in another with every epoch, and foretold is the rest of a basket or all of the next one, by the
cross-entropy over all products; each product has a bias; and what was bought lately counts more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

__all__ = ["SequenceSettings", "Sequences", "learn_sequence_model"]


@dataclass(frozen=True, slots=True)
class SequenceSettings:
    """How large the model is, and how it learns; the seed makes it the same each time."""

    width: int = 64
    blocks: int = 2
    heads: int = 2
    longest: int = 64  # purchases, the last ones
    foretold: int = 6  # places of a sequence that foretell, in one epoch
    dropout: float = 0.2
    epochs: int = 15
    batch: int = 64
    rate: float = 3e-3
    half_life_days: float = 30.0
    seed: int = 0


@dataclass(frozen=True)
class Sequences:
    """What each customer bought, by time.

    Attributes:
        items: for each customer (n,) the numbers of products.
        days: for each customer (n,) when, in days; products of one basket have one time.
    """

    items: Sequence[np.ndarray]
    days: Sequence[np.ndarray]


class _Batch(NamedTuple):
    """(b, longest) what is read, numbers from 1 with 0 on the left; and of each place that foretells its row, its place, the
    share of each product in what comes (m, n_items), and how much it counts (m,)."""

    read: np.ndarray
    rows: np.ndarray
    places: np.ndarray
    shares: np.ndarray
    weights: np.ndarray


def learn_sequence_model(
    sequences: Sequences,
    n_items: int,
    settings: SequenceSettings,
    on_epoch: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[np.ndarray, np.ndarray]:
    """Learn the model, and read each customer's purchases with it.

    Args:
        sequences: the purchases.
        n_items: how many products there are.
        settings: size and learning.
        on_epoch: told (epochs done, of how many).

    Returns:
        (customers, width + 1) what the model makes of each customer; (n_items, width + 1) the products, with their biases. The
        inner products are the scores.
    """
    import numpy as np
    import torch

    shuffle = np.random.default_rng(settings.seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        network = _network(n_items, settings, _log_popularity(sequences, n_items, settings))
        optimizer = torch.optim.AdamW(network.parameters(), lr=settings.rate, betas=(0.9, 0.98), weight_decay=1e-4)
        several = np.array([number for number, items in enumerate(sequences.items) if len(items) > 1], np.int64)
        steps = settings.epochs * -(-len(several) // settings.batch)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / 50) * (1 - step / (steps + 1))
        )
        for epoch in range(settings.epochs):
            network.train()
            order = shuffle.permutation(several)
            for start in range(0, len(order), settings.batch):
                batch = _batch(sequences, order[start : start + settings.batch], n_items, settings, shuffle)
                loss = network.loss(*map(torch.from_numpy, batch))
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
            on_epoch(epoch + 1, settings.epochs)
    customers = _read(network, sequences, settings)
    ones = np.ones((len(customers), 1), np.float32)
    return np.hstack([customers, ones]), network.with_biases().detach().numpy()


def _log_popularity(sequences: Sequences, n_items: int, settings: SequenceSettings) -> np.ndarray:
    """(n_items,) where the biases start: how often each product was bought lately, as a logarithm around 0."""
    import numpy as np

    counts = np.ones(n_items)
    last = max((float(days[-1]) for days in sequences.days if len(days)), default=0.0)
    for items, days in zip(sequences.items, sequences.days, strict=True):
        np.add.at(counts, items, 0.5 ** ((last - days) / settings.half_life_days))
    return (np.log(counts) - np.log(counts).mean()).astype(np.float32)


def _batch(
    sequences: Sequences, chosen: np.ndarray, n_items: int, settings: SequenceSettings, shuffle: np.random.Generator
) -> _Batch:
    import numpy as np

    last = max(float(days[-1]) for days in sequences.days if len(days))
    read = np.zeros((len(chosen), settings.longest), np.int64)
    rows, places, coming, weights = [], [], [], []
    for row, number in enumerate(chosen):
        items, days = sequences.items[number], sequences.days[number]
        mixed = np.lexsort((shuffle.random(len(items)), days))[-settings.longest - 1 :]
        items, days = items[mixed], days[mixed]
        read[row, -len(items) + 1 :] = items[:-1] + 1
        ends = np.searchsorted(days, days[1:], side="right")  # where the basket ends that the next product is in
        begins = np.flatnonzero(days[1:] != days[:-1])
        within = shuffle.integers(0, len(items) - 1, settings.foretold)
        for place in np.unique(np.concatenate([begins[-settings.foretold :], within])):
            rows.append(row)
            places.append(settings.longest - len(items) + 1 + place)
            coming.append(items[place + 1 : ends[place]])
            weights.append(0.5 ** ((last - days[place + 1]) / settings.half_life_days))
    shares = np.zeros((len(rows), n_items), np.float32)
    for share, items in zip(shares, coming, strict=True):
        share[items] = 1.0 / len(items)
    counts = np.array(weights, np.float32) * np.sqrt([len(items) for items in coming]).astype(np.float32)
    return _Batch(read, np.array(rows), np.array(places), shares, counts)


def _read(network: Any, sequences: Sequences, settings: SequenceSettings) -> np.ndarray:
    """(customers, width) what the network makes of all that each bought."""
    import numpy as np
    import torch

    network.eval()
    made = []
    with torch.no_grad():
        for start in range(0, len(sequences.items), settings.batch):
            some = sequences.items[start : start + settings.batch]
            read = np.zeros((len(some), settings.longest), np.int64)
            for row, items in enumerate(some):
                if len(items):
                    read[row, -min(len(items), settings.longest) :] = items[-settings.longest :] + 1
            made.append(network(torch.from_numpy(read))[:, -1].numpy())
    return np.concatenate(made) if made else np.zeros((0, settings.width), np.float32)


def _network(n_items: int, settings: SequenceSettings, biases: np.ndarray) -> Any:
    import torch
    from torch import nn

    class Block(nn.Module):
        """Self-attention and a feed-forward layer, each normed before and added to what came in."""

        def __init__(self) -> None:
            super().__init__()
            width = settings.width
            self.norms = nn.ModuleList([nn.LayerNorm(width), nn.LayerNorm(width)])
            self.asked, self.mixed = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.feed = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Dropout(settings.dropout), nn.Linear(width, width))
            self.dropout = nn.Dropout(settings.dropout)

        def forward(self, seen: torch.Tensor, visible: torch.Tensor) -> torch.Tensor:
            shape = (*seen.shape[:2], settings.heads, -1)
            parts = self.asked(self.norms[0](seen)).chunk(3, dim=-1)
            query, key, value = (part.view(shape).transpose(1, 2) for part in parts)
            found = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=visible)
            seen = seen + self.dropout(self.mixed(found.transpose(1, 2).flatten(2)))
            return seen + self.dropout(self.feed(self.norms[1](seen)))

    class SelfAttentiveNetwork(nn.Module):
        """Item vectors and positions, blocks of causal self-attention, and the same item vectors to tell what comes."""

        def __init__(self) -> None:
            super().__init__()
            self.items = nn.Embedding(n_items + 1, settings.width, padding_idx=0)
            self.places = nn.Embedding(settings.longest, settings.width)
            nn.init.normal_(self.items.weight, std=settings.width**-0.5)
            nn.init.normal_(self.places.weight, std=0.02)
            self.biases = nn.Parameter(torch.from_numpy(biases.copy()))
            self.blocks = nn.ModuleList(Block() for _ in range(settings.blocks))
            self.dropout, self.norm = nn.Dropout(settings.dropout), nn.LayerNorm(settings.width)

        def with_biases(self) -> torch.Tensor:
            return torch.cat([self.items.weight[1:], self.biases[:, None]], 1)

        def forward(self, read: torch.Tensor) -> torch.Tensor:
            """(b, longest, width) of (b, longest) numbers from 1, 0 where nothing is."""
            seen = self.dropout(self.items(read) + self.places.weight)
            before = torch.ones(settings.longest, settings.longest, dtype=torch.bool).tril()
            itself = torch.eye(settings.longest, dtype=torch.bool)  # so that what stands before all sees something
            visible = (before & (read > 0)[:, None, :] | itself)[:, None]
            for block in self.blocks:
                seen = block(seen, visible)
            return self.norm(seen)

        def loss(
            self, read: torch.Tensor, rows: torch.Tensor, places: torch.Tensor, shares: torch.Tensor, weights: torch.Tensor
        ) -> torch.Tensor:
            """The cross-entropy between what comes and what is foretold."""
            told = self.forward(read)[rows, places] @ self.items.weight[1:].T + self.biases
            losses = -(shares * torch.log_softmax(told, 1)).sum(1)
            return (losses * weights).sum() / weights.sum()

    return SelfAttentiveNetwork()
