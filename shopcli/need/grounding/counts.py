"""Numbers of things in a request: "8 ports", "at least 4 usb ports", "2-person", 两人; the catalog says what can be counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shopcli.text.scripts import HAN
from shopcli.text.words import CONTAINER_WORDS, MEASURE_WORDS, OTHER_MEASURE_WORDS, TRADITIONAL_MEASURE_WORDS
from shopcli.util.lazy_regex import pattern

CountedBy = Callable[[str, str], str | None]  # a word and the one before its number, to the unit that it is
_BEFORE = pattern(r"([^\W\d_]+)[\s-]{0,2}\Z")
_GAP = pattern(r"-|\s{0,2}")
_WORD = pattern(r"[A-Za-z][\w.-]*(?<![.-])|\d\.\d\b")
_MOST_BETWEEN = 2  # "4 usb 3.0 ports", "2 memory card slots"
_MEASURE = pattern(rf"\s?[{MEASURE_WORDS}{CONTAINER_WORDS}{OTHER_MEASURE_WORDS}{TRADITIONAL_MEASURE_WORDS}]?")
_CHINESE = pattern(rf"[{HAN}]{{1,4}}")


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands behind a number and is counted: it ends at ``end``, and ``of`` says which sort of it."""

    end: int
    unit: str
    of: str = ""


def counted_thing(text: str, start: int, end: int, counted: CountedBy, joints: frozenset[str]) -> Thing | None:
    """What the number at ``start`` to ``end`` counts, or None.

    Args:
        counted: what a word counts in this catalog (`shopcli.need.grounding.protocols.GroundingCatalog.counted`).
        joints: words that join, and so end the search: "2 for my ports".
    """
    match = _BEFORE.search(text, 0, start)
    before = match[1].lower() if match and match[1].lower() not in joints else ""
    return _latin(text, end, counted, before, joints) or _chinese(text, end, counted)


def _latin(text: str, end: int, counted: CountedBy, before: str, joints: frozenset[str]) -> Thing | None:
    position, words_between = end, list[str]()
    for _ in range(_MOST_BETWEEN + 1):
        gap = _GAP.match(text, position)
        word = _WORD.match(text, gap.end() if gap else position)
        if not word or word[0].lower() in joints:
            return None
        if unit := counted(word[0].lower(), before):
            return Thing(word.end(), unit, " ".join(words_between))
        words_between.append(word[0])
        position = word.end()
    return None


def _chinese(text: str, end: int, counted: CountedBy) -> Thing | None:
    """The longest Chinese word that is counted, behind its measure word; a Latin one may stand before it: 4个USB接口."""
    for gap in (_MEASURE.match(text, end), None):
        position = gap.end() if gap else end
        latin = _WORD.match(text, position)
        run = _CHINESE.match(text, latin.end() if latin else position)
        for length in range(len(run[0]) if run else 0, 0, -1):
            assert run
            if unit := counted(run[0][:length], ""):
                return Thing(run.start() + length, unit, latin[0] if latin else "")
    return None
