"""A stretch of a request that limits a field, in place of what its words were taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shopcli.pipeline.fields.named_orders import Stretch, apart
from shopcli.types import Clause, Need


def with_limits(need: Need, stretch: Stretch, limits: Sequence[Clause]) -> Need:
    """The need with limits on a stretch, and without the open clauses, parts of clauses and notes that say its words.

    Args:
        need: the request, understood.
        stretch: of its words.
        limits: what these set.
    """
    text, kept = need.query[stretch.start : stretch.end].strip(), list[Clause]()
    for clause in need.clauses:
        at = need.query.find(clause.text) if clause.text else -1
        within = at >= 0 and stretch.start <= at and at + len(clause.text) <= stretch.end
        if within and clause.kind != "topic":
            continue
        kept += [clause] if clause.is_hard and clause.op != "has" else apart(clause, need.query, stretch)
    return replace(need, clauses=(*kept, *limits), notes=tuple(note for note in need.notes if text not in note))
