"""Finding weights by gradient descent: the scores of `shopcli.rerank.signals`, once more in torch, and a listwise loss.

The loss is 1 - nDCG with each rank made smooth by sigmoids of score differences (ApproxNDCG, Qin et al. 2010). A slight pull
towards the start keeps weights that the examples say nothing about where they were, and no weight falls below 0: every signal
speaks for a product, or every cost against it.

The temperature of attention, and how much words draw it, stay as they are at the start: the mark from which a clause counts as
answered (`shopcli.rerank.explain`) was measured with them, and the best of four temperatures and four draws, which a search
among them preferred, ranked shops that were not learned from the same (docs/log.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopcli.rerank import Grown, RankWeights
from shopcli.train.batch import LINEAR, Batch, batched
from shopcli.train.examples import Example

if TYPE_CHECKING:
    import torch

STEPS, RATE, PULL = 200, 0.05, 0.003
_SMOOTHNESS = 0.05  # scores differ by hundredths: a rank is counted by sigmoids of this width
# What these weigh for a single clause is learned from people's judgements alone: requests made of facts say a thing's very
# name, and what they teach of short searches is wrong (docs/log.md).
_JUDGED_ALONE = ("attention", "thing", "other_kind")


def fit(examples: Sequence[Example], start: RankWeights, *, pull: float = PULL) -> RankWeights:
    """The weights that rank ``examples`` best, beginning at ``start``; the same examples give the same weights.

    Args:
        examples: to learn from.
        start: where learning begins.
        pull: how much it costs to go from there.
    """
    import torch

    batch, values = batched(examples, start), _parameters(start)
    origin = values.detach().clone()
    optimizer = torch.optim.Adam([values], lr=RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.01, STEPS)
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = _loss(_scores(batch, values), batch)
        (loss + pull * ((values - origin) ** 2).sum()).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            values.clamp_(min=0.0)
    return _weights(values, start)


def _parameters(weights: RankWeights) -> torch.Tensor:
    """(2, len(LINEAR)): what each weighs for one clause, and nears for many."""
    import torch

    grown: list[Grown] = [getattr(weights, name) for name in LINEAR]
    return torch.tensor([[one.one for one in grown], [one.one + one.more for one in grown]], requires_grad=True)


def _weights(values: torch.Tensor, start: RankWeights) -> RankWeights:
    ones, many = values.detach().tolist()
    grown: dict[str, Any] = {name: Grown(round(a, 4), round(b - a, 4)) for name, a, b in zip(LINEAR, ones, many, strict=True)}
    return replace(start, **grown)


def _scores(batch: Batch, values: torch.Tensor) -> torch.Tensor:
    """(n_requests, n_places), as `shopcli.rerank.scores_of`; very low for an empty place."""
    import torch

    is_held = torch.tensor([name in _JUDGED_ALONE for name in LINEAR]) & ~batch.graded[:, None]
    one = torch.where(is_held, values[0].detach(), values[0])
    nearing = (1 - 1 / batch.clauses.clamp_min(1))[:, None]
    weights = torch.where(batch.clauses[:, None] > 0, one + (values[1] - one) * nearing, 0.0)
    scores = batch.fused + (batch.signals * weights[:, None, :]).sum(dim=2)
    return torch.where(batch.there, scores, -1e9)


def _loss(scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    """1 - the smooth nDCG, the mean over the requests by their shares."""
    import torch

    ahead = torch.sigmoid((scores[:, None, :] - scores[:, :, None]) / _SMOOTHNESS)  # how far j stands before i
    ranks = 0.5 + torch.where(batch.there[:, None, :], ahead, 0.0).sum(dim=2)  # each stands half before itself
    ndcg = torch.where(batch.gains > 0, batch.gains / torch.log2(1 + ranks), 0.0).sum(dim=1)
    return 1 - (ndcg * batch.share).sum()
