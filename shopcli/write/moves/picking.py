"""Which of what is shown is recommended, and whether it is called what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from shopcli.text.tokens import stem_set
from shopcli.types import Clause, Hit

_FIRST_SHOWN = 2  # beside the first, what everybody sees


def goes_by_no_name(hits: Sequence[Hit], thing: str) -> bool:
    """Whether a thing was named and none of what is shown goes by its name, nor has its head word in its own."""
    return bool(thing) and not any(is_called(hit, thing) for hit in hits)


def is_called(hit: Hit, thing: str) -> bool:
    if hit.goes_by_name is not False or any(why.clause.kind == "topic" for why in hit.evidence):
        return True
    kind = stem_set([(hit.product.category or "").split("/")[-1]])
    if kind and kind <= stem_set([thing]):  # filed under "Red", of a red wine
        return True
    return bool(stem_set(thing.split()[-1:]) & stem_set([hit.product.title, hit.product.category or ""]))


def picked(hits: Sequence[Hit], thing: str) -> Hit:
    """What is recommended: the first that can be had, that is called what was asked for, and beside which none of the first
    meets all that it meets and more."""
    had = [hit for hit in hits if hit.product.available is not False] or [hits[0]]
    named = [hit for hit in had if is_called(hit, thing) and len(hit.unmet) <= len(had[0].unmet)]
    first, *others = named or had
    better = (hit for hit in others[:_FIRST_SHOWN] if _meets_more(hit, first))
    return next(better, first)


def wishes_met(hit: Hit) -> frozenset[Clause]:
    """What a record grants of what was wished of the thing."""
    return frozenset(why.clause for why in hit.evidence if why.clause.kind == "feature")


def _meets_more(hit: Hit, first: Hit) -> bool:
    """Whether a record grants every wish that another's does and one more, or denies one less."""
    mine, others = ({why.clause for why in one.evidence} for one in (hit, first))
    denied, denied_by_first = ({why.clause for why in one.denied} for one in (hit, first))
    misses_no_more = {*hit.unmet, *hit.unknown} <= {*first.unmet, *first.unknown} and denied <= denied_by_first
    return misses_no_more and mine >= others and (mine > others or denied < denied_by_first)
