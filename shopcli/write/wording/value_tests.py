"""Tests on values: for which of them a wording or a quality holds, ">= 50 m", "IPX7, IP68", "yes"."""

from __future__ import annotations

import re
from functools import cache

from shopcli.text.tokens import tokenise
from shopcli.text.units import dimension_of
from shopcli.types import Fact, show_value

_COMPARED = re.compile(r"(?P<op>>=|<=|>|<|=)\s*(?P<value>.+)")


def holds(test: str, fact: Fact) -> bool:
    """Whether a fact's value passes a test; an amount that cannot be compared with it does not.

    >>> holds(">= 50 m", Fact("water resistance", 100.0, "m"))
    True
    >>> holds("IPX7, IP68", Fact("protection class", "IP68"))
    True
    """
    if not test:
        return True
    compared = _COMPARED.fullmatch(test)
    if compared is None:
        said = show_value(fact.value, fact.unit).casefold().strip()
        return said in [word.strip().casefold() for word in test.split(",")]
    limit, value = _amount(compared["value"]), amount_of(fact)
    if limit is None or value is None or limit[1] != value[1]:
        return False
    op, least = compared["op"], limit[0]
    return {
        ">=": value[0] >= least,
        "<=": value[0] <= least,
        ">": value[0] > least,
        "<": value[0] < least,
        "=": value[0] == least,
    }[op]


def amount_of(fact: Fact) -> tuple[float, str | None] | None:
    """A fact's number in the base of its unit's dimension, and that dimension; None for what is no single number."""
    return _amount(show_value(fact.value, fact.unit))


@cache
def _amount(text: str) -> tuple[float, str | None] | None:
    """A number in the base of its unit's dimension, and that dimension; None for what is no single number."""
    tokens = [token for token in tokenise(text) if token.kind != "mark"]
    if len(tokens) != 1 or tokens[0].kind != "number" or len(tokens[0].values) != 1:
        return None
    (value,), unit = tokens[0].values, tokens[0].unit
    return in_base(value, unit) if unit else (value, None)


def in_base(value: float, unit: str) -> tuple[float, str]:
    """A value in the base of its unit's dimension, and that dimension; as it is where we know no factor, and its unit."""
    dimension = dimension_of(unit)
    factor = 1.0 if unit in _BASES else _FACTORS.get(unit)
    return (value * factor, dimension) if factor and dimension else (value, unit)


_BASES = frozenset(("m", "g", "s", "l", "W", "GB", "Hz", "bar"))
# To one base where a test may name another unit than the record; what pint knows is not asked for so little.
_FACTORS = {
    "mm": 0.001, "cm": 0.01, "km": 1000.0, "in": 0.0254, "ft": 0.3048, "kg": 1000.0, "mg": 0.001, "oz": 28.349523125,
    "lb": 453.59237, "min": 60.0, "h": 3600.0, "day": 86400.0, "week": 604800.0,
    "month": 2629746.0, "year": 31556952.0, "ml": 0.001, "cl": 0.01, "dl": 0.1,
    "kW": 1000.0, "mW": 0.001, "TB": 1000.0, "MB": 0.001, "kHz": 1000.0, "MHz": 1e6, "GHz": 1e9, "atm": 1.01325,
}  # fmt: skip
