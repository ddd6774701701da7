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
# Of these more serves as well: who asks for 16 GB, 5 atm or ten days of battery is not let down by more of it.
_SERVED_BY_MORE = frozenset(("information", "charge", "data rate", "resolution", "pixels", "frame rate", "pressure"))
_LASTING = pattern(
    r"\b(?:battery|runtime|(?:run|running|operating|standby|play|playing) time|autonomy|warranty|guarantee)\b"
    r"|akku|laufzeit|garantie|续航|电池|保修|质保",
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


def limits_of(text: str, quantity: Quantity, measured: Measured, bounds: Sequence[tuple[Op, float]]) -> list[Clause]:
    """The limits that a quantity sets, each with one bound; a bare amount of what is served by more is the least of it.

    Args:
        text: the words that say it.
        quantity: what they say.
        measured: the field that it limits.
        bounds: what a record's value must hold, in the field's unit.
    """
    unit = measured.unit or None
    if len(bounds) == 2 and is_served_by_more(quantity, measured):
        (op, amount), (_, upper) = bounds
        return [Clause(text, "limit", measured.field, op, amount, unit, upper=upper)]
    return [Clause(text, "limit", measured.field, op, amount, unit) for op, amount in bounds]


def is_served_by_more(quantity: Quantity, measured: Measured | None, field: str | None = None) -> bool:
    """Whether a bare amount is the least that is asked for in the field that limits it, ``field`` where one is given."""
    if measured is None or quantity.op != "==" or field not in (None, measured.field):
        return False
    lasts = quantity.dimension == "time" and _LASTING.search(label_of(measured.field)) is not None
    return quantity.dimension in _SERVED_BY_MORE or lasts


def excluded(text: str, measured: Measured, bounds: Sequence[tuple[Op, float]]) -> Clause:
    """What an exclusion asks for: "not 15 inch" is whatever is sold as anything but that size."""
    op, amount = bounds[0]
    if len(bounds) == 2:
        return Clause(text, "exclude", measured.field, "outside", amount, measured.unit, upper=bounds[1][1])
    return Clause(text, "exclude", measured.field, _OPPOSITE[op], amount, measured.unit)


def label_of(name: str) -> str:
    """A field's name as it is read."""
    return name.replace("_", " ").lstrip("@")
