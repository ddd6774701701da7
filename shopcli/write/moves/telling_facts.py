"""Content selection where no wish chooses: the facts that tell most of a product, which is told of by more than its name.

What most shoppers ask for comes first, a measure or how buyers rate it, then what sets the product apart from others shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Fact, Hit, Need, show_number
from shopcli.write.moves.contrast import is_better
from shopcli.write.moves.reasons import Reason, Reasons, is_alike

LEAST = 0.1  # of a fact's worth: a licence at least
BESIDE_A_REASON = 0.4  # the same where something speaks for the product already
_APART = 0.2  # of a fact that others shown state otherwise
_ALIKE = 0.2  # of a fact that the other product told of was told by: like is compared with like
_LONGEST_CAPITALS = 5  # letters of a value in capitals, from which on it is a shop's own mark: "ACTIVE"
_YEARS = (1800, 2100)
_LONGEST = 5  # words of a value
_OF_NO_USE = re.compile(r"\b(?:design(?:er|ed)|country|origin|manufacturer|pack(?:age|aging)?)\b", re.I)  # to who did not ask
_ROW = re.compile(r"\d[;,] +\d")  # "80, 63", of nobody knows which is which


def telling_facts(
    hit: Hit,
    shown: Sequence[Hit],
    reasons: Reasons,
    told: Sequence[Reason],
    need: Need,
    *,
    fields: Collection[str] = (),
    least: float = LEAST,
) -> list[Reason]:
    """The facts of a product that tell most of it, best first; none in which all others shown are better.

    Args:
        hit: the product.
        shown: what it is shown with.
        reasons: what speaks for products.
        told: what is told of it anyway.
        need: the request.
        fields: what another product was told by.
        least: what a fact is worth at least.
    """
    others = [{fact.field: fact for fact in reasons.facts(one)} for one in shown if one is not hit]

    def worth(reason: Reason) -> float:
        states = [own[reason.fact.field] for own in others if reason.fact.field in own]
        is_apart = any(fact.value != reason.fact.value for fact in states)
        is_the_same = bool(states) and not is_apart
        return reason.worth + _APART * (is_apart - is_the_same) + _ALIKE * (reason.fact.field in fields)

    found: list[Reason] = []
    telling = [one for one in reasons.plainly(hit) if _is_telling(one, fields) and worth(one) >= least]
    telling = [one for one in telling if one.clause is not None or not _OF_NO_USE.search(one.fact.label)]
    named = stem_set([hit.product.title]) - FUNCTION_STEMS
    telling = [one for one in telling if not (named and named <= stem_set([one.fact.words]))]  # its name once more
    telling = [one for one in telling if one.fact.field in fields or not _is_worst(one, others, need)]
    for reason in sorted(telling, key=worth, reverse=True):
        if not any(is_alike(reason, other) for other in (*told, *found)):
            found.append(reason)
    worded = [one for one in found if (one.phrases.licence is not None and not _is_a_year(one)) or one.fact.field in fields]
    return worded or ([] if told else found[:1])  # what nothing words is told where nothing else is


def is_widely_wanted(reason: Reason) -> bool:
    """Whether most shoppers would have more of what a fact tells, or less, whatever they asked for: a battery's life."""
    return reason.phrases.licence is not None and reason.phrases.licence.better is not None


def is_plain_line(words: str) -> bool:
    """Whether a line names the thing in common words alone, and no model: "Children's desk chair", no "Wireless-N 300"."""
    first, *rest = words.split() or [""]
    return first[1:].islower() and not any(word[:1].isupper() for word in rest)


def stands_beside(reason: Reason, others: Sequence[Reason], name: str) -> bool:
    """Whether an amount stands in the product's name, or in a line that is told: "80x30x202 cm" of a width of 80 cm."""
    numbers = set(re.findall(r"\d+(?:\.\d+)?", reason.fact.words or show_number(float(reason.fact.value))))
    if not numbers or reason.fact.is_text or reason.clause is not None:
        return False
    told = " ".join((name, *(other.fact.words for other in others if other.fact.is_text)))
    return numbers <= set(re.findall(r"\d+(?:\.\d+)?", told))


def _is_worst(reason: Reason, others: Sequence[Mapping[str, Fact]], need: Need) -> bool:
    """Whether every other product that states a field is better by it."""
    states = [own[reason.fact.field] for own in others if reason.fact.field in own]
    return bool(states) and all(is_better(reason.fact, other, need) is False for other in states)


def _is_telling(reason: Reason, fields: Collection[str]) -> bool:
    """Whether a fact says something by itself, a licence words it, or was told of another; in few words."""
    words = reason.fact.words
    is_short = len(words.split()) <= _LONGEST and words.count(",") < 2 and not _ROW.search(words)
    is_worded = reason.phrases.licence is not None or reason.fact.field in fields or _is_bare(reason)
    is_code = words.isupper() and words.isalpha() and len(words) >= _LONGEST_CAPITALS and _is_bare(reason)
    return is_worded and reason.worth >= LEAST and not reason.fact.is_text and is_short and not is_code


def _is_a_year(reason: Reason) -> bool:
    """Whether a fact tells no more than a year, which few choose by."""
    value = reason.fact.value
    return isinstance(value, float) and reason.fact.unit is None and value.is_integer() and _YEARS[0] <= value <= _YEARS[1]


def _is_bare(reason: Reason) -> bool:
    """Whether a fact is told by its value alone."""
    return reason.phrases.forms.keys() == {"quantity"}
