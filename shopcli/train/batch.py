"""Examples laid end to end as tensors, so that one pass scores them all.

An "entry" is one clause with one fact of one candidate; a "cell" is one clause of one candidate, whose entries share a
softmax.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcli.rerank import stated_of
from shopcli.train.examples import Example

if TYPE_CHECKING:
    import numpy as np
    import torch


@dataclass(frozen=True, slots=True)
class Batch:
    """All examples; the numbers of entries, cells, candidates and requests give the shapes.

    Attributes:
        similarity, words, signs: (n_entries,) as in `shopcli.rerank.Signals`, without what is learned.
        cell: (n_entries,) which cell an entry belongs to.
        candidate: (n_cells,) which candidate a cell belongs to.
        wish: (n_cells,) 1 where that is a wish, 0 where it names the thing.
        stated: (n_cells,) whether the candidate's facts state the clause, as `shopcli.rerank.stated_of`.
        request: (n_candidates,) which request a candidate belongs to.
        place: (n_candidates,) its place among its request's candidates.
        gains: (n_candidates,) 2^gain - 1 as a share of the best DCG that its request can have.
        fixed: (n_candidates,) each, the signals that need no attention; costs are negative.
        clauses: (n_requests,) how many clauses attend.
        graded: (n_requests,) bool, whether people judged the candidates.
        share: (n_requests,) how much each weighs; they add up to 1.
    """

    similarity: torch.Tensor
    words: torch.Tensor
    signs: torch.Tensor
    cell: torch.Tensor
    candidate: torch.Tensor
    wish: torch.Tensor
    stated: torch.Tensor
    request: torch.Tensor
    place: torch.Tensor
    gains: torch.Tensor
    fixed: Mapping[str, torch.Tensor]
    clauses: torch.Tensor
    graded: torch.Tensor
    share: torch.Tensor


def batched(examples: Sequence[Example]) -> Batch:
    """The examples as one batch."""
    import numpy as np
    import torch

    parts = [_parts(example) for example in examples]
    starts = {
        "cell": np.cumsum([0, *(len(part["candidate"]) for part in parts)]),
        "candidate": np.cumsum([0, *(len(part["place"]) for part in parts)]),
        "request": np.arange(len(parts)),
    }
    for name, firsts in starts.items():
        for part, first in zip(parts, firsts, strict=False):
            part[name] += first
    whole = {name: torch.from_numpy(np.concatenate([part[name] for part in parts])) for name in parts[0]}
    fixed = {name: whole.pop(name) for name in ("fused", "thing", "other_kind", "coverage", "whole", "text")}
    return Batch(
        **whole,
        fixed=fixed,
        clauses=torch.tensor([float(len(example.signals.wishes)) for example in examples]),
        graded=torch.tensor([example.graded for example in examples]),
        share=torch.tensor(_shares(examples)),
    )


def _parts(example: Example) -> dict[str, np.ndarray]:
    """One example's own arrays, its cells, candidates and itself counted from 0."""
    import numpy as np

    from shopcli.train.validate import dcg

    signals, n_clauses, n = example.signals, len(example.signals.wishes), len(example.signals.fused)
    owner = np.repeat(np.arange(n), np.diff(signals.spans, axis=1)[:, 0])
    entries = n_clauses, len(owner)
    numbers = {
        "similarity": signals.similarities,
        "words": signals.words,
        "signs": np.broadcast_to(signals.signs, entries),
        "gains": (2.0**example.gains - 1) / dcg(np.sort(example.gains)[::-1]),
        "fused": signals.fused,
        "thing": signals.thing,
        "wish": np.repeat(signals.wishes, n),
        "stated": stated_of(signals),
        "coverage": signals.coverage,
        "whole": signals.whole,
        "text": signals.text,
        "other_kind": -signals.other_kind,
    }
    counts = {
        "cell": np.arange(n_clauses)[:, None] * n + owner[None, :],
        "candidate": np.tile(np.arange(n), n_clauses),
        "request": np.zeros(n),
        "place": np.arange(n),
    }
    floats = {name: np.ravel(array).astype(np.float32) for name, array in numbers.items()}
    return floats | {name: np.ravel(array).astype(np.int64) for name, array in counts.items()}


def _shares(examples: Sequence[Example]) -> list[float]:
    """How much each example weighs: each catalog the same, and what people graded as much as all that was made."""
    sources = [(example.graded, example.source) for example in examples]
    groups = {graded: len({source for kind, source in sources if kind == graded}) for graded, _ in sources}
    return [1 / sources.count(pair) / groups[pair[0]] / len(groups) for pair in sources]
