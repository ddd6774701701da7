"""What a chatbot's network learns by: teacher forcing and label smoothing; imports torch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from shopcli.models.chatbot.network import PAD, ChatbotNetwork


class EncodedPair(NamedTuple):
    """Tokens of what is read and of the whole reply, marks included."""

    source: Sequence[int]
    reply: Sequence[int]


@dataclass(frozen=True, slots=True)
class Losses:
    """Sums over the tokens that are foretold: of the smoothed loss and the cross-entropy in nats, and of right ones.

    Attributes:
        smoothed: a tensor of one number, with its gradient.
        cross_entropy: in nats.
        right: tokens whose likeliest is the right one.
        tokens: how many there are.
    """

    smoothed: Tensor
    cross_entropy: float
    right: int
    tokens: int


def losses_of(network: ChatbotNetwork, pairs: Sequence[EncodedPair], smoothing: float, *, bf16: bool = False) -> Losses:
    """The losses of a batch: each token of a reply is foretold from the source and the right tokens before it.

    Args:
        network: on any device.
        pairs: one at least.
        smoothing: the share of a target that is spread evenly over all tokens (Szegedy et al. 2016).
        bf16: whether matrices are multiplied in bfloat16; the losses are in float32 in any case.
    """
    device = network.embedding.weight.device
    source, reply = padded([pair.source for pair in pairs], device), padded([pair.reply for pair in pairs], device)
    target = reply[:, 1:]
    counted = target != PAD  # the vocabulary's layer, a large part of the work, sees no padding
    with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
        logits = network.logits(network.hidden(source, reply[:, :-1])[counted])
    return smoothed_losses(logits.float(), target[counted], smoothing)


def smoothed_losses(logits: Tensor, target: Tensor, smoothing: float) -> Losses:
    """(1 - s) · -log p(target) + s · the mean of -log p over all tokens, summed over the targets.

    Args:
        logits: (n, vocabulary).
        target: (n,), what comes next.
        smoothing: s.
    """
    logs = logits.log_softmax(-1)
    exact = -logs.gather(-1, target[:, None]).sum()
    spread = -logs.mean(-1).sum() if smoothing else 0.0
    right = int((logits.argmax(-1) == target).sum())
    return Losses((1 - smoothing) * exact + smoothing * spread, float(exact.detach()), right, len(target))


def padded(rows: Sequence[Sequence[int]], device: torch.device | None = None) -> Tensor:
    """Rows of tokens filled up on the right, (n, longest)."""
    tensors = [torch.tensor(row, dtype=torch.long) for row in rows]
    return pad_sequence(tensors, batch_first=True, padding_value=PAD).to(device)


def batches(pairs: Sequence[EncodedPair], size: int, rng: Random) -> list[list[int]]:
    """Places of pairs of like lengths, so that little is padding, the batches in a random order."""
    order = sorted(range(len(pairs)), key=lambda place: (len(pairs[place].source), len(pairs[place].reply), rng.random()))
    found = [order[start : start + size] for start in range(0, len(order), size)]
    rng.shuffle(found)
    return found


def evenly(pairs: Sequence[EncodedPair], size: int) -> Iterator[list[EncodedPair]]:
    """All pairs in batches of like lengths, always the same ones."""
    for chosen in batches(pairs, size, Random(0)):
        yield [pairs[place] for place in chosen]
