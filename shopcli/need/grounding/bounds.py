"""The bounds of a quantity: what a record's value must hold, as limits and as what an exclusion asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopcli.need.grounding.protocols import Measured
from shopcli.need.grounding.quantities import Quantity, class_range
from shopcli.text.units import COUNT
from shopcli.types import Clause, Op
from shopcli.util.lazy_regex import pattern

_OPPOSITE: dict[Op, Op] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!="}
_UPPER_BOUND = pattern(r"\b(?:max|maximum|up to|maximal)\b", re.IGNORECASE)
_LOWER_BOUND = pattern(
    r"\b(?:min|minimum|minimal)\b|\b(?:age|alter|years?|jahre)\W+(?:from|ab)\b|\b(?:from|ab) (?:age|alter|years?)\b",
    re.IGNORECASE,
)


def bounds_of(quantity: Quantity, measured: Measured) -> list[tuple[Op, float]]:
    """What a record's value must hold, in the quantity's own unit."""
    if quantity.op == "==" and not quantity.strict and quantity.low != 0:
        low, high = class_range(quantity)
        if _UPPER_BOUND.search(label_of(measured.field)):
            return [(">=", low)]  # what takes at most 17 inches takes a 15 inch one too
        if _LOWER_BOUND.search(label_of(measured.field)):
            return [("<=", high)]  # what is from seven on is for one of seven
        return [("==", low)] if quantity.dimension.startswith(COUNT) and low == int(low) else [(">=", low), ("<", high)]
    if quantity.op == "==":
        return [("==", quantity.low or 0.0)]
    if quantity.op == "about":
        low, high = quantity.low or 0.0, quantity.high or 0.0
        return [(">=", 0.9 * low), ("<=", 1.1 * high)]
    lower: Op = ">" if quantity.strict else ">="
    upper: Op = "<" if quantity.strict else "<="
    return [(op, bound) for op, bound in ((lower, quantity.low), (upper, quantity.high)) if bound is not None]


def excluded(text: str, measured: Measured, bounds: Sequence[tuple[Op, float]]) -> Clause:
    """What an exclusion asks for: "not 15 inch" is whatever is sold as anything but that size."""
    op, amount = bounds[0]
    if len(bounds) == 2:
        return Clause(text, "exclude", measured.field, "outside", amount, measured.unit, upper=bounds[1][1])
    return Clause(text, "exclude", measured.field, _OPPOSITE[op], amount, measured.unit)


def label_of(name: str) -> str:
    """A field's name as it is read."""
    return name.replace("_", " ").lstrip("@")
