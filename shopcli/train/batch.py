"""Examples laid out as tensors, so that one pass scores them all.

What attention answers depends on its temperature and on how much words draw it; with both given it is a number for each
candidate, worked out by the functions that rank, and what is left to learn is how the numbers add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from shopcli.rerank import RankWeights, Signals, answers_of, stated_of
from shopcli.train.examples import Example

if TYPE_CHECKING:
    import numpy as np
    import torch

# The weights that scores are linear in, in the order of `Batch.signals`.
LINEAR = tuple(field.name for field in fields(RankWeights) if field.name not in ("temperature", "words"))


@dataclass(frozen=True, slots=True)
class Batch:
    """All examples; those with fewer candidates than others have empty places behind them.

    Attributes:
        signals: (n_requests, n_places, len(LINEAR)) what each weight is multiplied with; costs are negative.
        fused: (n_requests, n_places) the retrieval's scores.
        gains: (n_requests, n_places) 2^gain - 1 as a share of the best DCG that its request can have.
        there: (n_requests, n_places) bool, False for an empty place.
        clauses: (n_requests,) how many clauses attend.
        graded: (n_requests,) bool, whether people judged the candidates.
        share: (n_requests,) how much each weighs; they add up to 1.
    """

    signals: torch.Tensor
    fused: torch.Tensor
    gains: torch.Tensor
    there: torch.Tensor
    clauses: torch.Tensor
    graded: torch.Tensor
    share: torch.Tensor


def batched(examples: Sequence[Example], weights: RankWeights) -> Batch:
    """The examples as one batch; ``weights`` give the temperature of attention and how words draw it."""
    import numpy as np
    import torch

    from shopcli.train.validate import dcg

    places = max(len(example.gains) for example in examples)
    signals = np.zeros((len(examples), places, len(LINEAR)), np.float32)
    fused, gains = (np.zeros((len(examples), places), np.float32) for _ in range(2))
    there = np.zeros((len(examples), places), bool)
    for number, example in enumerate(examples):
        n = len(example.gains)
        signals[number, :n], fused[number, :n], there[number, :n] = (
            linear(example.signals, weights),
            example.signals.fused,
            True,
        )
        gains[number, :n] = (2.0**example.gains - 1) / dcg(np.sort(example.gains)[::-1])
    return Batch(
        torch.from_numpy(signals),
        torch.from_numpy(fused),
        torch.from_numpy(gains),
        torch.from_numpy(there),
        torch.tensor([float(len(example.signals.wishes)) for example in examples]),
        torch.tensor([example.graded for example in examples]),
        torch.tensor(_shares(examples)),
    )


def linear(signals: Signals, weights: RankWeights) -> np.ndarray:
    """What each weight of `LINEAR` is multiplied with, (n_candidates, len(LINEAR))."""
    import numpy as np

    answers, wishes = answers_of(signals, weights), signals.wishes
    columns = {
        "attention": answers[~wishes].sum(axis=0),
        "wish": answers[wishes].sum(axis=0),
        "stated": stated_of(signals)[wishes].sum(axis=0),
        "coverage": signals.coverage,
        "whole": signals.whole,
        "text": signals.text,
        "thing": signals.thing,
        "other_kind": -signals.other_kind,
    }
    return np.stack([columns[name] for name in LINEAR], axis=1)


def _shares(examples: Sequence[Example]) -> list[float]:
    """How much each example weighs: each catalog the same, and what people graded as much as all that was made."""
    sources = [(example.graded, example.source) for example in examples]
    groups = {graded: len({source for kind, source in sources if kind == graded}) for graded, _ in sources}
    return [1 / sources.count(pair) / groups[pair[0]] / len(groups) for pair in sources]
