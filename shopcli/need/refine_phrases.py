"""What a language must say for `refine` to follow a conversation in it: one `Phrases`, in one file (see `refine_en`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Literal

from shopcli.types import Sort

Action = Literal["cheaper", "dearer", "like", "order", "other_brand", "drop", "make"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language. A pattern in ``actions`` must match a whole part of what was said.

    Attributes:
        actions: tried in order. Groups: ``which`` (an ordinal), ``words`` (the clause's text, where it is not all of
            it), ``certain`` (marks that ``drop`` can mean nothing else), any other (a value, or the name of a field).
        ordinals: words for positions; -1 is the last one shown.
        orders: words for an order over the results.
        cut: what stands between two refinements said in one breath.
        joining: openings that mark a refinement, and mean nothing themselves ("but", "and").
        asking: openings that mean nothing and mark nothing ("show me", "do you have it").
        closing: endings that mean nothing ("then", "please").
        instead: marks that a new topic takes the old one's place.
        opening: openings that mark a refinement and belong to it ("in", "with", "not").
        adding: what was said adds to a choice rather than replacing it.
        number: how a bare amount starts.
        at_most: the amount ``{what}`` as a limit that `understand` knows.
        names: words for fields that every catalog has, to ``price``, ``brand``, ``colour`` or ``order``.
        changes: what changed, in words: ``added``, ``replaced``, ``dropped``, ``order``.
    """

    actions: Mapping[Action, Pattern[str]]
    ordinals: Mapping[str, int]
    orders: Mapping[str, Sort]
    cut: Pattern[str]
    joining: Pattern[str]
    asking: Pattern[str]
    closing: Pattern[str]
    instead: Pattern[str]
    opening: Pattern[str]
    adding: Pattern[str]
    number: Pattern[str]
    at_most: str
    names: Mapping[str, str]
    changes: Mapping[str, str]
