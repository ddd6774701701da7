"""Which of what is shown is recommended, and whether it is called what was asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shopcli.text.tokens import stem_set
from shopcli.types import Clause, Hit

_BEGINNING = 6  # letters by which "Ethiopian" is "Ethiopia"


def goes_by_no_name(hits: Sequence[Hit], thing: str) -> bool:
    """Whether a thing was named and none of what is shown goes by its name, nor has its head word in its own."""
    return bool(thing) and not any(is_called(hit, thing) for hit in hits)


def is_called(hit: Hit, thing: str) -> bool:
    if hit.goes_by_name is not False or any(why.clause.kind == "topic" for why in hit.evidence):
        return True
    kind = stem_set([(hit.product.category or "").split("/")[-1]])
    if kind and kind <= stem_set([thing]):  # filed under "Red", of a red wine
        return True
    head = stem_set(thing.split()[-1:])
    return bool(head & stem_set([hit.product.title, hit.product.category or ""])) or _is_of_sort(hit, thing, head)


def _is_of_sort(hit: Hit, thing: str, head: Collection[str]) -> bool:
    """Whether a title says of what sort a thing is, by a name or where the description says what it is: "Kona" of a coffee."""
    sorts, title = thing.split()[:-1], hit.product.title.casefold().split()
    is_named = all(any(word[:_BEGINNING] == sort.casefold()[:_BEGINNING] for word in title) for sort in sorts)
    is_known = all(sort[:1].isupper() for sort in sorts) or set(head) <= stem_set([hit.product.description])
    return bool(sorts) and is_named and is_known


def picked(hits: Sequence[Hit]) -> Hit:
    """What is recommended: the first that can be had. Whatever else was tried here was less often right than the ranking."""
    return next((hit for hit in hits if hit.product.available is not False), hits[0])


def wishes_met(hit: Hit) -> frozenset[Clause]:
    """What a record grants of what was wished of the thing."""
    return frozenset(why.clause for why in hit.evidence if why.clause.kind == "feature")
