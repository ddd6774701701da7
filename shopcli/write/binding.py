"""Whether a draft says each planned fact whole, and mixes none: "DDR4 form factor" is made of two true facts and is false.

The draft is cut into phrases at its commas and "and"s; each must be one planned fact, with nothing of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopcli.text.words import truth_of
from shopcli.types import Fact
from shopcli.write.claims import COUNTING
from shopcli.write.frames import frame_of, label_of, value_of
from shopcli.write.neutral import FUNCTION, NEUTRAL
from shopcli.write.words import stem_set

_VALUE = "\ue100"  # a planned fact's value; the next code points are those of the next facts
_CUT = re.compile(r"[,;] | and |[,;]|\.$")
_WHOLE = stem_set(["product main item overall total", *COUNTING.split("|")])
_PRICE_WORDS = stem_set("cost costs price priced sells at for".split())


def bound_facts(predicate: str, facts: Sequence[Fact], *, about: str = "") -> list[Fact] | None:
    """The facts that a draft says, in its order; None where a phrase of it is no planned fact, or half of one.

    Args:
        predicate: the draft without the product's name.
        facts: what was planned.
        about: what the product is called; of a tent, "its tent colour" may be said as "its colour".
    """
    masked, known = _mask_values(predicate, facts), stem_set([about]) | _WHOLE
    found: list[Fact] = []
    for phrase in filter(str.strip, _CUT.split(masked)):
        fact = _fact_of(phrase, facts, known)
        if fact is None:
            return None
        found.append(fact)
    return found if len(set(map(id, found))) == len(found) else None


def _mask_values(text: str, facts: Sequence[Fact]) -> str:
    """``text`` with every value (or yes/no name) replaced by a mark, so that no "and" inside one cuts it; longest first."""
    said = [_core(fact) for fact in facts]
    for place in sorted(range(len(said)), key=lambda place: -len(said[place])):
        mark = f" {chr(ord(_VALUE) + place)} "
        text = re.sub(rf"(?<!\w){re.escape(said[place])}(?!\w)", mark, text, flags=re.I)
    return text


def _core(fact: Fact) -> str:
    """What a phrase for a fact is of: its value, or the name of a yes or no."""
    framed = frame_of(fact)
    return framed[1] if framed else value_of(fact)


def _fact_of(phrase: str, facts: Sequence[Fact], known: frozenset[str]) -> Fact | None:
    """The one fact that a phrase says: its value, its name, and otherwise only neutral words.

    Of a name the first words may go where they are ``known``: leather of a strap is none of the watch.
    """
    marks = [ord(mark) - ord(_VALUE) for mark in re.findall("[\ue100-\ue1ff]", phrase)]
    if len(marks) != 1:
        return None
    fact = facts[marks[0]]
    stems = stem_set(re.findall(r"[^\W\ue100-\ue1ff]+", phrase))
    label = stem_set([label_of(fact)])
    frame = _frame_in(phrase, fact)
    if truth_of(fact.value) is False:
        if _has_own_verb(fact) and not frame:
            return None  # not to have a cable is not to need none
        return fact if stems & {"no", "not"} and stems <= label | {"no", "not"} | stem_set(NEUTRAL) else None
    if fact.field == "price":
        return fact if stems & _PRICE_WORDS and stems <= _PRICE_WORDS | stem_set(FUNCTION) else None
    if stems & (_PRICE_WORDS - stem_set(FUNCTION)) or not stems <= label | stem_set([frame]) | stem_set(NEUTRAL):
        return None
    if truth_of(fact.value) is not None:
        return fact if frame or not _has_own_verb(fact) else None
    named = frame or (label - stem_set(FUNCTION)) & stems
    left_out = stem_set(label_of(fact).split()[:-1]) - stems - stem_set(FUNCTION)
    if not frame and not left_out <= known:
        return None
    # "its tent colour is Green" shortened to "its colour is green" is the same fact; to "is green" it is a guess
    return fact if named and not re.search(r"\d", re.sub("[\ue100-\ue1ff]", "", phrase)) else None


def _frame_in(phrase: str, fact: Fact) -> str:
    """The words of a fact's own phrase, where it stands in ``phrase``: "comes in" before a colour, "has" and "buttons"."""
    framed = frame_of(fact)
    if framed is None:
        return ""
    before, _, behind = framed[0].partition("{}")
    verb = re.sub(r"^is\\ ", r"(?:is )?", re.escape(before.strip()))  # "is unisex and made of nylon"
    pattern = rf"\b{verb}\s+(?:an?\s+)?[\ue100-\ue1ff]" + (rf"\s+{re.escape(behind.strip())}\b" if behind else "")
    return f"{before} {behind}" if re.search(pattern, phrase, re.I) else ""


def _has_own_verb(fact: Fact) -> bool:
    """Whether a yes or no is neither had nor been: to require a cable is not to have one."""
    framed = frame_of(fact)
    return framed is not None and not framed[0].startswith(("has", "is"))
