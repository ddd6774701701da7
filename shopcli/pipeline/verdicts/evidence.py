"""Evidence: which facts bear what is told of a wish, so that nothing is met or missed by a word by chance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from shopcli.need.languages.registry import numerals
from shopcli.need.tagging.torn_words import is_torn
from shopcli.text.scripts import has_han
from shopcli.text.tokens import stem_set
from shopcli.types import Clause, Evidence, Hit, Need
from shopcli.util.lazy_regex import pattern

_COUNTED = pattern(r"(?<![\w.,])(\d+(?:[.,]\d+)?|[^\W\d_]+)[ -]([^\W\d_]{3,})")


def borne(hit: Hit, need: Need, of_the_name: Collection[Clause] = ()) -> Hit:
    """A result without reasons that bear nothing, of whose wishes nothing is decided then.

    One word of a story is no wish ("all", of "get all red"); a tent for three is none for two; and a text that denies what a
    dictionary made of a wish may well grant it: "No More Tears", of a child that cries. Nor is a part of a thing's name met by
    what is none: a "Top-Blow" cooler is no blow dryer.

    Args:
        hit: the result.
        need: the request.
        of_the_name: the wishes that are a part of the thing's whole name.
    """
    torn = {clause for clause in need.clauses if _is_wish(clause) and is_torn(clause.text)}
    is_another = hit.goes_by_name is False or any(clause.kind == "topic" for clause in hit.unmet)
    torn |= set(of_the_name) if is_another else set()
    evidence = tuple(why for why in hit.evidence if why.clause not in torn and not _has_another_amount(why))
    denied = tuple(why for why in hit.denied if why.clause not in torn and not _denies_a_translation(why))
    left = {why.clause for why in (*evidence, *denied)}
    lost = {why.clause for why in (*hit.evidence, *hit.denied)} - left
    if not (torn or lost):
        return hit
    undecided = tuple(dict.fromkeys((*hit.undecided, *(one for one in need.clauses if one in torn | lost))))
    return replace(hit, evidence=evidence, denied=denied, undecided=undecided)


def _is_wish(clause: Clause) -> bool:
    return clause.kind == "feature" and not clause.is_hard


def _has_another_amount(why: Evidence) -> bool:
    """Whether the words of a fact tell how many there are of what a wish counts, and another number than it names."""
    if not _is_wish(why.clause) or not isinstance(why.fact.value, str):
        return False
    wanted, said = _counted(why.clause.text), _counted(why.fact.value)
    return any(stem in said and numbers.isdisjoint(said[stem]) for stem, numbers in wanted.items())


def _counted(text: str) -> dict[str, set[float]]:
    """What a text counts, by its stem, with the numbers of it, in figures or spelled: "two-person", "3 Person"."""
    found: dict[str, set[float]] = {}
    for number, thing in _COUNTED.findall(text.casefold()):
        value = float(number.replace(",", ".")) if number[0].isdigit() else numerals().get(number)
        if value:
            found.setdefault("".join(sorted(stem_set([thing]))), set()).add(value)
    return found


def _denies_a_translation(why: Evidence) -> bool:
    """Whether a text in another script denies what a dictionary made of a wish."""
    is_foreign = has_han(why.clause.text) and not has_han(str(why.fact.value))
    return is_foreign and why.fact.truth is None
