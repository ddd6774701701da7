"""Economy: which way round a field says it, by what it measures: miles per gallon are better many, l/100 km few."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from shopcli.need.languages.degree_words import OrderWords
from shopcli.need.languages.registry import unit_names
from shopcli.pipeline.fields.orders.order_fields import spoken
from shopcli.text.units import SYMBOLS, UnitNames, dimension_of
from shopcli.util.lazy_regex import pattern

Order = Literal["asc", "desc"]

_WORD = pattern(r"[^\W\d_]+")
_DISTANCES = frozenset(("mi", "mile", "miles"))  # no unit of a product, so that the table has none of them
_SPENT, _COVERED = frozenset(("volume", "energy", "power")), frozenset(("length", "time"))


def economical(name: str, unit: str, words: Sequence[OrderWords]) -> Order | None:
    """In which order a field has what needs least first; None where it says nothing of what is needed.

    Args:
        name: the field's name.
        unit: its unit, empty where none is known.
        words: how languages that its name may be in speak of it.
    """
    label = " ".join(spoken(name))
    if order := _of_rate(_WORD.findall(label)):
        return order
    if any(one.yield_of.search(label) for one in words):
        return "desc"
    if any(one.consumption.search(label) for one in words):
        return "asc"
    return "asc" if unit and dimension_of(unit) == "energy" and _says_period(label) else None


def _of_rate(words: Sequence[str]) -> Order | None:
    """By two units side by side in a name: "km l" covers a distance with what is spent, "kWh 100 km" spends it."""
    measured = [kind for kind in map(_kind, words) if kind]
    for first, then in pairwise(measured):
        if (first, then) == ("covered", "spent"):
            return "desc"
        if (first, then) == ("spent", "covered"):
            return "asc"
    return None


def _kind(word: str) -> str | None:
    if word.lower() in _DISTANCES:
        return "covered"
    symbol = _names().symbol(word)
    dimension = dimension_of(symbol) if symbol else None
    return "spent" if dimension in _SPENT else "covered" if dimension in _COVERED else None


def _says_period(label: str) -> bool:
    """Whether a name says for how long something is spent: "kWh per annum"."""
    return any(word.lower() in ("annual", "annum", "yearly") or _kind(word) == "covered" for word in _WORD.findall(label))


@lru_cache(maxsize=1)
def _names() -> UnitNames:
    return UnitNames(SYMBOLS | unit_names())
