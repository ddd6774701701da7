"""What a catalog counts, by the names of its fields: "usb_2_0_ports_quantity", "Number of buttons", "persons"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shopcli.text.words import ends_as_plural
from shopcli.util.lazy_regex import pattern

_NUMBER_OF = pattern(r"\b(?:number|no|nr|amount) of ")
_HUMP = pattern(r"(?<=[a-z])(?=[A-Z])")
_CLOSES = frozenset(("quantity", "qty", "count"))
_PER = pattern(r"\bper\b")  # "quantity per pallet" counts what is sold, and no part of it
_NUMBERED = pattern(r"([a-z]{2,}) \d")


def counted_noun(name: str) -> str:
    """The plural of what a number field counts; empty where its name counts nothing."""
    words = _HUMP.sub(" ", name).replace("_", " ").lower()
    if _PER.search(words):
        return ""
    if of := _NUMBER_OF.search(words):
        return next(filter(_is_many, words[of.end() :].split()), "")
    *before, last = words.split() or [""]
    if last in _CLOSES and before:
        return before[-1] if _is_many(before[-1]) else f"{before[-1]}s"
    return last if _is_many(last) else ""


def _is_many(word: str) -> bool:
    """Whether a lower-case English word looks like several: "ports", and not "mass" or "s"."""
    return word.isalpha() and len(word) > 3 and ends_as_plural(word)


def are_counts(values: Sequence[float]) -> bool:
    """Whether numbers may be counts."""
    return bool(values) and all(value >= 0 and value == int(value) for value in values)


def numbered_words(names: Iterable[str]) -> frozenset[str]:
    """Words that a number closes in the names of fields: "USB 3 ports" are ports of that standard, and not three."""
    return frozenset(word for name in names for word in _NUMBERED.findall(name.replace("_", " ").lower()))
