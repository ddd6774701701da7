"""Whether a draft says each planned fact whole, and mixes none: "DDR4 form factor" is made of two true facts and is false.

The draft is cut into phrases at its commas and "and"s; each must be one planned fact, with nothing of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopcli.text.tokens import COUNTING, FUNCTION_STEMS, stem_set
from shopcli.text.worded_fact import WordedFact
from shopcli.write.verify.function_words import NEUTRAL_STEMS

_VALUE = "\ue100"  # a planned fact's value; the next code points are those of the next facts
_CUT = re.compile(r"[,;] | and |[,;]|\.$")
_WHOLE = stem_set(["product main item overall total", *COUNTING.split("|")])
_PRICE_WORDS = stem_set("cost costs price priced sells at for".split())


def bound_facts(predicate: str, facts: Sequence[WordedFact], *, about: str = "") -> list[WordedFact] | None:
    """The facts that a draft says, in its order; None where a phrase of it is no planned fact, or half of one.

    Args:
        predicate: the draft without the product's name.
        facts: what was planned.
        about: what the product is called; of a tent, "its tent colour" may be said as "its colour".
    """
    masked, known = _mask_values(predicate, facts), stem_set([about]) | _WHOLE
    bound: list[WordedFact] = []
    for phrase in filter(str.strip, _CUT.split(masked)):
        fact = _fact_of(phrase, facts, known)
        if fact is None:
            return None
        bound.append(fact)
    return bound if len(set(map(id, bound))) == len(bound) else None


def _mask_values(text: str, facts: Sequence[WordedFact]) -> str:
    """``text`` with every value (or yes/no name) replaced by a mark, so that no "and" inside one cuts it; longest first."""
    for place, fact in sorted(enumerate(facts), key=lambda numbered: -len(numbered[1].core)):
        text = re.sub(rf"(?<!\w){re.escape(fact.core)}(?!\w)", f" {chr(ord(_VALUE) + place)} ", text, flags=re.I)
    return text


def _fact_of(phrase: str, facts: Sequence[WordedFact], known: frozenset[str]) -> WordedFact | None:
    """The one fact that a phrase says: its value, its name, and otherwise only neutral words.

    Of a name the first words may go where they are ``known``: leather of a strap is none of the watch.
    """
    marks = [ord(mark) - ord(_VALUE) for mark in re.findall("[\ue100-\ue1ff]", phrase)]
    if len(marks) != 1:
        return None
    fact = facts[marks[0]]
    stems = stem_set(re.findall(r"[^\W\ue100-\ue1ff]+", phrase))
    label = stem_set([fact.label])
    frame = _frame_in(phrase, fact)
    if fact.truth is False:
        if _has_own_verb(fact) and not frame:
            return None  # not to have a cable is not to need none
        return fact if stems & {"no", "not"} and stems <= label | {"no", "not"} | NEUTRAL_STEMS else None
    if fact.field == "price":
        return fact if stems & _PRICE_WORDS and stems <= _PRICE_WORDS | FUNCTION_STEMS else None
    if stems & (_PRICE_WORDS - FUNCTION_STEMS) or not stems <= label | stem_set([frame]) | NEUTRAL_STEMS:
        return None
    if fact.truth is not None:
        return fact if frame or not _has_own_verb(fact) else None
    named = frame or (label - FUNCTION_STEMS) & stems
    left_out = stem_set(fact.label.split()[:-1]) - stems - FUNCTION_STEMS
    if not frame and not left_out <= known:
        return None
    # "its tent colour is Green" shortened to "its colour is green" is the same fact; to "is green" it is a guess
    return fact if named and not re.search(r"\d", re.sub("[\ue100-\ue1ff]", "", phrase)) else None


def _frame_in(phrase: str, fact: WordedFact) -> str:
    """The words of a fact's own phrase, where it stands in ``phrase``: "comes in" before a colour, "has" and "buttons"."""
    if fact.phrase is None:
        return ""
    before, _, behind = fact.phrase.frame.partition("{}")
    verb = re.sub(r"^is\\ ", r"(?:is )?", re.escape(before.strip()))  # "is unisex and made of nylon"
    pattern = rf"\b{verb}\s+(?:an?\s+)?[\ue100-\ue1ff]" + (rf"\s+{re.escape(behind.strip())}\b" if behind else "")
    return f"{before} {behind}" if re.search(pattern, phrase, re.I) else ""


def _has_own_verb(fact: WordedFact) -> bool:
    """Whether a yes or no is neither had nor been: to require a cable is not to have one."""
    return fact.phrase is not None and not fact.phrase.frame.startswith(("has", "is"))
