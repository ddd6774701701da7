"""Finding weights by gradient descent: the scores of `shopcli.rerank.signals`, once more in torch, and a listwise loss.

The loss is 1 - nDCG with each rank made smooth by sigmoids of score differences (ApproxNDCG, Qin et al. 2010). A pull
towards the start keeps weights that the examples say nothing about where they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import exp, log
from typing import TYPE_CHECKING, Any

from shopcli.rerank import Grown, RankWeights
from shopcli.train.examples import Example
from shopcli.train.validate import dcg

if TYPE_CHECKING:
    import numpy as np
    import torch

STEPS, RATE, PULL = 100, 0.03, 0.5
_SMOOTHNESS = 0.02  # scores differ by hundredths: a rank is counted by sigmoids of this width
_PAIRS = tuple(field.name for field in fields(RankWeights) if field.name not in ("temperature", "weakest"))


@dataclass(frozen=True, slots=True)
class _Batch:
    """All examples laid end to end; "cell" is one clause of one candidate of one request."""

    similarity: torch.Tensor  # (n_entries,) one clause with one fact of one candidate
    words: torch.Tensor  # (n_entries,)
    signs: torch.Tensor  # (n_entries,)
    cell: torch.Tensor  # (n_entries,) which cell an entry belongs to
    grown: torch.Tensor  # (n_entries,) 1 - 1/n of its request
    judged: torch.Tensor  # (n_entries,) bool, whether people graded its request
    candidate: torch.Tensor  # (n_cells,) which candidate a cell belongs to
    clauses: torch.Tensor  # (n_candidates,) how many clauses its request has
    fixed: dict[str, torch.Tensor]  # each (n_candidates,): the signals that no attention is needed for
    request: torch.Tensor  # (n_candidates,)
    place: torch.Tensor  # (n_candidates,) its place in the request's row
    gains: torch.Tensor  # (n_candidates,) 2^gain - 1 as a share of the best DCG that its request can have
    share: torch.Tensor  # (n_requests,) how much each request weighs
    graded: torch.Tensor  # (n_requests,) bool
    n_cells: int


def fit(examples: Sequence[Example], start: RankWeights, *, steps: int = STEPS, pull: float = PULL) -> RankWeights:
    """The weights that rank ``examples`` best, beginning at ``start``; the same examples give the same weights."""
    import torch

    batch = _batched(examples)
    values = _parameters(start)
    origin = {name: value.detach().clone() for name, value in values.items()}
    optimizer = torch.optim.Adam(list(values.values()), lr=RATE)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = _loss(_scores(batch, values), batch)
        loss = loss + pull * sum(((value - origin[name]) ** 2).sum() for name, value in values.items())
        loss.backward()
        optimizer.step()
    return _weights(values)


def torch_scores(example: Example, weights: RankWeights) -> np.ndarray:
    """`shopcli.rerank.scores_of` by way of torch, to hold the two against each other: (n,)."""
    return _scores(_batched([example]), _parameters(weights)).detach().numpy()


def _parameters(weights: RankWeights) -> dict[str, torch.Tensor]:
    """Free numbers; the temperature by its logarithm, so that it stays above 0."""
    import torch

    numbers: dict[str, Any] = {"temperature": [log(weights.temperature)], "weakest": [weights.weakest]}
    numbers |= {name: [getattr(weights, name).one, getattr(weights, name).more] for name in _PAIRS}
    return {name: torch.tensor(value, requires_grad=True) for name, value in numbers.items()}


def _weights(values: dict[str, torch.Tensor]) -> RankWeights:
    found = {name: value.detach().tolist() for name, value in values.items()}
    pairs = {name: Grown(*(round(number, 4) for number in found[name])) for name in _PAIRS}
    return RankWeights(round(exp(found["temperature"][0]), 4), round(min(1.0, max(0.0, found["weakest"][0])), 4), **pairs)


def _scores(batch: _Batch, values: dict[str, torch.Tensor]) -> torch.Tensor:
    """(n_candidates,), as `shopcli.rerank.scores_of`."""
    import torch

    similarity = batch.similarity + _grown(values["words"], batch.grown, batch.judged) * batch.words
    logits = similarity / values["temperature"].exp()
    highest = torch.full((batch.n_cells,), -torch.inf).scatter_reduce(0, batch.cell, logits.detach(), "amax")
    weights = (logits - highest[batch.cell]).exp()
    whole = torch.zeros(batch.n_cells).index_add(0, batch.cell, weights)
    answers = torch.zeros(batch.n_cells).index_add(0, batch.cell, weights * similarity * batch.signs) / whole.clamp_min(1e-30)
    n = len(batch.request)
    together = torch.zeros(n).index_add(0, batch.candidate, answers)
    weakest = values["weakest"][0].clamp(0, 1)
    least = torch.full((n,), torch.inf).scatter_reduce(0, batch.candidate, answers, "amin")
    least = torch.where(torch.isfinite(least), least, 0.0)
    attention = (1 - weakest) * together + weakest * batch.clauses * least
    signals = batch.fixed | {"attention": attention}
    grown, judged = 1 - 1 / batch.clauses.clamp_min(1), batch.graded[batch.request]
    added = sum(_grown(values[name], grown, judged) * signal for name, signal in signals.items() if name != "fused")
    return signals["fused"] + added


def _grown(pair: torch.Tensor, grown: torch.Tensor, judged: torch.Tensor) -> torch.Tensor:
    """A weight for each request; what it is for a single clause is learned from people's judgements alone.

    Requests made from facts say their facts' words and have two clauses or more: what they teach of short searches is
    wrong (docs/log.md).
    """
    import torch

    return torch.where(judged, pair[0], pair[0].detach()) + pair[1] * grown


def _loss(scores: torch.Tensor, batch: _Batch) -> torch.Tensor:
    """1 - the smooth nDCG, the mean over the requests by their shares."""
    import torch

    shape = (len(batch.share), int(batch.place.max()) + 1)
    table = torch.full(shape, -torch.inf).index_put((batch.request, batch.place), scores)
    gains = torch.zeros(shape).index_put((batch.request, batch.place), batch.gains)
    ahead = torch.sigmoid((table[:, None, :] - table[:, :, None]) / _SMOOTHNESS)  # how far j stands before i
    ranks = 0.5 + torch.where(torch.isfinite(table)[:, None, :], ahead, 0.0).sum(dim=2)  # each stands half before itself
    ndcg = (torch.where(gains > 0, gains / torch.log2(1 + ranks), 0.0)).sum(dim=1)
    return 1 - (ndcg * batch.share).sum() / batch.share.sum()


def _batched(examples: Sequence[Example]) -> _Batch:
    import numpy as np
    import torch

    parts: dict[str, list[np.ndarray]] = {name: [] for name in (*_ENTRY, *_CANDIDATE)}
    cells = candidates = 0
    for number, example in enumerate(examples):
        signals = example.signals
        n_clauses, n = len(signals.queries), len(signals.fused)
        lengths = np.diff(signals.spans, axis=1)[:, 0]
        owner = np.repeat(np.arange(n), lengths)
        cell = cells + np.arange(n_clauses)[:, None] * n + owner[None, :]
        entry = {
            "similarity": signals.queries @ signals.keys.T,
            "words": signals.words,
            "signs": np.broadcast_to(signals.signs, cell.shape),
            "cell": cell,
            "grown": np.full(cell.shape, 1 - 1 / max(1, n_clauses)),
            "judged": np.full(cell.shape, example.graded),
        }
        own = {
            "candidate": np.tile(candidates + np.arange(n), n_clauses),
            "clauses": np.full(n, n_clauses),
            "request": np.full(n, number),
            "place": np.arange(n),
            "gains": (2.0**example.gains - 1) / dcg(np.sort(example.gains)[::-1]),
            "fused": signals.fused,
            "category": signals.shelf,
            "silent": -signals.silent,
            "other_kind": -signals.other_kind,
        }
        for name, array in (entry | own).items():
            parts[name].append(np.ravel(array))
        cells, candidates = cells + n_clauses * n, candidates + n
    whole = {name: torch.from_numpy(np.concatenate(arrays)) for name, arrays in parts.items()}
    whole = {name: tensor.long() if name in _INTEGER else tensor if name == "judged" else tensor.float() for name, tensor in whole.items()}
    share = torch.tensor([_share(example, examples) for example in examples])
    fixed = {name: whole.pop(name) for name in ("fused", "category", "silent", "other_kind")}
    graded = torch.tensor([example.graded for example in examples])
    return _Batch(**whole, fixed=fixed, share=share, graded=graded, n_cells=cells)


def _share(example: Example, examples: Sequence[Example]) -> float:
    """How much an example weighs: each catalog the same, and what people graded as much as all that was made."""
    alike = [other for other in examples if other.graded == example.graded]
    same = sum(other.source == example.source for other in alike)
    return 1 / same / len({other.source for other in alike})


_ENTRY = ("similarity", "words", "signs", "cell", "grown", "judged")
_INTEGER = ("cell", "candidate", "request", "place")
_CANDIDATE = ("candidate", "clauses", "request", "place", "gains", "fused", "category", "silent", "other_kind")
