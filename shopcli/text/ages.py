"""Ranges of ages that a thing is for, as its record states them: "6-12", "ages 8+", "1½-3 years", "6-36 months", 3岁以上."""

from __future__ import annotations

import math
import re

from shopcli.util.lazy_regex import pattern

Ages = tuple[float, float]

# What a field of such ranges is called by, one of its words at the least, in the languages of shops.
FIELD_WORDS = frozenset(
    "age ages alter altersempfehlung altersgruppe altersangabe âge edad età idade leeftijd 年龄 适用年龄 适合年龄".split()
)
_N = r"(\d{1,3}(?:[.,]5)?)(½?)"
_UNIT = r"\s*(months?|mths?|mo|m|monate?n?|个月|月龄|years?|yrs?|y|jahre?n?|岁)?"
_RANGE = pattern(rf"{_N}{_UNIT}\.?\s*(?:-|–|—|~|to|bis|至|到)\s*{_N}{_UNIT}", re.IGNORECASE)
_FROM = pattern(
    rf"(?:(from|ab|over|min\.?)\s*)?{_N}{_UNIT}\s*"
    r"(\+|plus|(?:and|&) (?:up|over|older|above)|(?:及|或)?以上)?",
    re.IGNORECASE,
)
_BESIDE = pattern(
    r"(?:\b(?:[A-Z]{1,2}|for|ages?|aged|years?|yrs?|old|olds|children|kids|child|recommended|suitable|jahren?|alt|für|kinder)\b"
    r"|适合|适用|岁|儿童|的|[^\w]|_)*"
)
_MOST = 120.0


def age_range(value: str) -> Ages | None:
    """The ages in years that a value says a thing is for, from and to; None where it says something else besides, or nothing.

    >>> age_range("K 6-12"), age_range("1½-3"), age_range("6-36 months"), age_range("ages 8+"), age_range("6 colours")
    ((6.0, 12.0), (1.5, 3.0), (0.5, 3.0), (8.0, inf), None)
    """
    if found := _RANGE.search(value):
        low, half, unit, high, other_half, other_unit = found.groups()
        ages = _years(low, half, unit or other_unit), _years(high, other_half, other_unit or unit)
    elif (found := _FROM.search(value)) and (found[1] or found[5]):
        ages = _years(found[2], found[3], found[4]), math.inf
    else:
        return None
    rest = f"{value[: found.start()]} {value[found.end() :]}"
    return ages if ages[0] < ages[1] and ages[0] < _MOST and _BESIDE.fullmatch(rest) else None


def _years(number: str, half: str, unit: str | None) -> float:
    amount = float(number.replace(",", ".")) + (0.5 if half else 0.0)
    return amount / 12 if unit and unit[0].lower() in "m个月" else amount
