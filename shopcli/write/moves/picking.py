"""Which of what is shown is recommended, and whether it is called what was asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from shopcli.need.languages.registry import language_named
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Clause, Hit, Need
from shopcli.write.moves.second_choice import is_another_form
from shopcli.write.product_names import for_whom, name_up_to, short_name, spoken_title

_LONGEST_NAME = 60  # characters
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


def telling_name(need: Need, hits: Sequence[Hit], pick: Hit, names: Mapping[str, str]) -> str:
    """The name of the pick; all of its title where a wish is met in a part of it that the short name leaves out.

    Args:
        need: the request.
        hits: what is shown.
        pick: what is recommended.
        names: of each product's id what it is called for short.
    """
    short, whole = names[pick.product.id], spoken_title(pick.product)
    if has_han(whole):
        return short
    alone = short_name(pick.product, branded=len({hit.product.brand for hit in hits}) > 1)
    alike = (hit for hit in hits if hit is not pick and short_name(hit.product).endswith(alone))
    if language_named(need.language).lexicon is None and all(is_another_form(hit, pick, names) for hit in alike):
        short = min(short, alone, key=len)  # of its other forms nothing is told
    met = [why.clause for why in pick.evidence if why.fact.field == "title" and why.clause.kind != "topic"]
    said = stem_set([for_whom(short, pick.product)])
    cut = [stem_set([clause.says]) & (stem_set([whole]) - said) for clause in met]
    granted = {why.clause for why in pick.evidence}
    wishes = [one for one in need.clauses if one.kind == "feature" and one.source == "request" and one not in granted]
    if language_named(need.language).lexicon is None:  # what a title says in words of its own: "spicy", of hot noodles
        cut += [(stem_set([one.says, *one.alternatives]) & stem_set([whole])) - said - FUNCTION_STEMS for one in wishes]
    return name_up_to(pick.product, short, frozenset().union(*cut), _LONGEST_NAME)


def is_in_name(wish: Clause, hit: Hit) -> bool:
    """Whether a product is called what was wished, whatever a field says of it in another language: "blue"."""
    stems = stem_set([wish.says])
    return wish.kind == "feature" and bool(stems - FUNCTION_STEMS) and stems <= stem_set([hit.product.title])


def meets_every_word(hit: Hit, need: Need) -> bool:
    """Whether a product keeps every limit, and its record grants each wish that records have words for."""
    wishes = {one for one in need.clauses if one.kind == "feature" and one.op == "has" and one.source == "request"}
    return hit.meets_all and wishes <= wishes_met(hit)


def wishes_met(hit: Hit) -> frozenset[Clause]:
    """What a record grants of what was wished of the thing."""
    return frozenset(why.clause for why in hit.evidence if why.clause.kind == "feature")
