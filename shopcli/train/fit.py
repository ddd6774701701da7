"""Finding weights by gradient descent: the scores of `shopcli.rerank.signals`, once more in torch, and a listwise loss.

The loss is 1 - nDCG with each rank made smooth by sigmoids of score differences (ApproxNDCG, Qin et al. 2010). A pull
towards the start keeps weights that the examples say nothing about where they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from math import exp, log
from typing import TYPE_CHECKING, Any

from shopcli.rerank import Grown, RankWeights
from shopcli.train.batch import Batch, batched
from shopcli.train.examples import Example

if TYPE_CHECKING:
    import torch

STEPS, RATE, PULL = 100, 0.03, 1.0
_SMOOTHNESS = 0.02  # scores differ by hundredths: a rank is counted by sigmoids of this width
_PAIRS = tuple(field.name for field in fields(RankWeights) if field.name != "temperature")


def fit(examples: Sequence[Example], start: RankWeights, *, pull: float = PULL) -> RankWeights:
    """The weights that rank ``examples`` best, beginning at ``start``; the same examples give the same weights."""
    import torch

    batch = batched(examples)
    values = _parameters(start)
    origin = {name: value.detach().clone() for name, value in values.items()}
    optimizer = torch.optim.Adam(list(values.values()), lr=RATE)
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = _loss(_scores(batch, values), batch)
        loss = loss + pull * sum(((value - origin[name]) ** 2).sum() for name, value in values.items())
        loss.backward()
        optimizer.step()
    return _weights(values)


def _parameters(weights: RankWeights) -> dict[str, torch.Tensor]:
    """Free numbers; the temperature by its logarithm, so that it stays above 0."""
    import torch

    numbers: dict[str, Any] = {"temperature": [log(weights.temperature)]}
    numbers |= {name: [getattr(weights, name).one, getattr(weights, name).more] for name in _PAIRS}
    return {name: torch.tensor(value, requires_grad=True) for name, value in numbers.items()}


def _weights(values: dict[str, torch.Tensor]) -> RankWeights:
    numbers = {name: value.detach().tolist() for name, value in values.items()}
    pairs = {name: Grown(*(round(number, 4) for number in numbers[name])) for name in _PAIRS}
    return RankWeights(round(exp(numbers["temperature"][0]), 4), **pairs)


def _scores(batch: Batch, values: dict[str, torch.Tensor]) -> torch.Tensor:
    """(n_candidates,), as `shopcli.rerank.scores_of`."""
    import torch

    answers, none = _answers(batch, values), torch.zeros(len(batch.request))
    named = none.index_add(0, batch.candidate, answers * (1 - batch.wish))
    granted = none.index_add(0, batch.candidate, answers * batch.wish)
    stated = none.index_add(0, batch.candidate, batch.stated * batch.wish)
    signals = {**batch.fixed, "attention": named, "wish": granted, "stated": stated}
    fused = signals.pop("fused")
    return fused + sum(_grown(values[name], batch)[batch.request] * signal for name, signal in signals.items())


def _answers(batch: Batch, values: dict[str, torch.Tensor]) -> torch.Tensor:
    """(n_cells,) what each candidate's facts answer to each clause, as `shopcli.rerank.answers_of`."""
    import torch

    n_cells = len(batch.candidate)
    requests = batch.request[batch.candidate[batch.cell]]  # of each entry
    similarity = batch.similarity + _grown(values["words"], batch)[requests] * batch.words
    logits = similarity / values["temperature"].exp()
    highest = torch.full((n_cells,), -torch.inf).scatter_reduce(0, batch.cell, logits.detach(), "amax")
    weights = (logits - highest[batch.cell]).exp()
    whole = torch.zeros(n_cells).index_add(0, batch.cell, weights)
    answered = torch.zeros(n_cells).index_add(0, batch.cell, weights * similarity * batch.signs)
    return answered / whole.clamp_min(1e-30)


def _grown(pair: torch.Tensor, batch: Batch) -> torch.Tensor:
    """(n_requests,) a weight for each; what it is for a single clause is learned from people's judgements alone.

    Requests made from facts say their facts' words and have two clauses or more: what they teach of short searches is
    wrong (docs/log.md).
    """
    import torch

    grown = pair[1] * (1 - 1 / batch.clauses.clamp_min(1))
    return torch.where(batch.clauses > 0, torch.where(batch.graded, pair[0], pair[0].detach()) + grown, 0.0)


def _loss(scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    """1 - the smooth nDCG, the mean over the requests by their shares."""
    import torch

    shape = (len(batch.share), int(batch.place.max()) + 1)
    table = torch.full(shape, -torch.inf).index_put((batch.request, batch.place), scores)
    gains = torch.zeros(shape).index_put((batch.request, batch.place), batch.gains)
    ahead = torch.sigmoid((table[:, None, :] - table[:, :, None]) / _SMOOTHNESS)  # how far j stands before i
    ranks = 0.5 + torch.where(torch.isfinite(table)[:, None, :], ahead, 0.0).sum(dim=2)  # each stands half before itself
    ndcg = (torch.where(gains > 0, gains / torch.log2(1 + ranks), 0.0)).sum(dim=1)
    return 1 - (ndcg * batch.share).sum()
