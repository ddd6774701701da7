"""What the words of a request are for, as labelled spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["thing", "wish", "limit", "exclusion", "order"]
ROLES: tuple[Role, ...] = ("thing", "wish", "limit", "exclusion", "order")
# The labels of pieces: outside, then for each role where a span of it begins and where it goes on (Ramshaw and Marcus 1995).
N_LABELS = 1 + 2 * len(ROLES)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a request, half open, with what it is for; whatever is in no span is filler.

    Attributes:
        confidence: the mean probability of the role over its words, in (0, 1].
    """

    start: int
    end: int
    role: Role
    confidence: float


def begins(role: Role) -> int:
    """The label of a span's first piece."""
    return 1 + 2 * ROLES.index(role)


def goes_on(role: Role) -> int:
    """The label of a span's other pieces."""
    return 2 + 2 * ROLES.index(role)
