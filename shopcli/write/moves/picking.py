"""Which of what is shown is recommended, and whether it is called what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from shopcli.text.tokens import stem_set
from shopcli.types import Clause, Hit


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


def picked(hits: Sequence[Hit]) -> Hit:
    """What is recommended: the first that can be had. Whatever else was tried here was less often right than the ranking."""
    return next((hit for hit in hits if hit.product.available is not False), hits[0])


def wishes_met(hit: Hit) -> frozenset[Clause]:
    """What a record grants of what was wished of the thing."""
    return frozenset(why.clause for why in hit.evidence if why.clause.kind == "feature")
