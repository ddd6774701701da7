"""Where in a request its clauses stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shopcli.types import Clause


@dataclass(frozen=True, slots=True)
class Place:
    """A clause and the stretch of the request that it came from, half open."""

    clause: Clause
    start: int
    end: int


def places(query: str, clauses: Sequence[Clause]) -> list[Place]:
    """Where clauses stand, which follow each other as in ``query``; one from elsewhere, such as a flag, stands at its end."""
    stretches: list[Place] = []
    previous = 0
    for clause in clauses:
        start = query.find(clause.text, previous)
        if start < 0:
            start = query.find(clause.text)
        if start < 0:
            stretches.append(Place(clause, len(query), len(query)))
            continue
        stretches.append(Place(clause, start, start + len(clause.text)))
        previous = start
    return stretches
