"""Evidence: which facts bear what is told of a wish, so that nothing is met or missed by a word by chance."""

from __future__ import annotations

from dataclasses import replace

from shopcli.need.languages.registry import numerals
from shopcli.need.tagging.torn_words import is_torn
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Evidence, Hit, Need
from shopcli.util.lazy_regex import pattern

_NUMBER, _WORD = pattern(r"\d+(?:[.,]\d+)?"), pattern(r"[^\W\d_]+")


def borne(hit: Hit, need: Need) -> Hit:
    """A result without reasons that bear nothing, of whose wishes nothing is decided then.

    One word of a story is no wish ("all", of "get all red"); a tent for three is none for two; and a text that denies what a
    dictionary made of a wish may well grant it: "No More Tears", of a child that cries.
    """
    torn = {clause for clause in need.clauses if _is_wish(clause) and is_torn(clause.text)}
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
    """Whether the words of a fact have a number, and none of those that are wished for."""
    if not _is_wish(why.clause) or not isinstance(why.fact.value, str):
        return False
    wanted, said = _amounts(why.clause.text), _amounts(why.fact.value)
    return bool(wanted and said) and wanted.isdisjoint(said)


def _amounts(text: str) -> set[float]:
    """The numbers of a text, in figures or spelled."""
    spelled = (numerals().get(word) for word in _WORD.findall(text.casefold()))
    return {float(number.replace(",", ".")) for number in _NUMBER.findall(text)} | {float(one) for one in spelled if one}


def _denies_a_translation(why: Evidence) -> bool:
    """Whether a text in another script denies what a dictionary made of a wish."""
    is_foreign = has_han(why.clause.text) and not has_han(str(why.fact.value))
    return is_foreign and why.fact.truth is None
