"""Plausibility of amounts: whether one is of the size of what a field says of some products."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from shopcli.need.grounding.protocols import GroundingCatalog, Measured
from shopcli.need.grounding.quantities import Quantity
from shopcli.text.units import convert

if TYPE_CHECKING:
    import numpy as np


_NEAR = 0.45  # a field further than this from the words that say what is compared is none of theirs: "long battery life"
_OWN_MEASURES = frozenset(("mass", "length"))  # which each thing has itself, whatever else of it has such an amount
_OF_ANOTHER_SIZE = 20.0  # times less, or more, than any of the kind is of something else
_FAR, _MUCH_MORE = 2.0, 4.0  # times less, or more, than any of the kind; more than there is is asked for more often than less


def is_of_something_else(
    quantity: Quantity, context: str, measured: Measured, rows: np.ndarray, catalog: GroundingCatalog
) -> bool:
    """Whether an amount is far from whatever a field says of these products that was not named: 7 kg of a washing machine.

    It is what the machine takes, then, and nothing of what it weighs.

    Args:
        quantity: the amount.
        context: the words around it.
        measured: the field that it would limit.
        rows: the products.
        catalog: tells how small and how large the values are.
    """
    if measured.near < _NEAR:
        if "age" in context.split():
            return True  # a child of three asks for no warranty of three years
        if _asks_for_nothing(quantity, measured, rows, catalog):
            return True  # at least 120 Hz are those of a screen, where its processor has 3 GHz
        of_its_size = is_of_its_size(quantity, measured, rows, catalog, less=_OF_ANOTHER_SIZE, more=_OF_ANOTHER_SIZE)
        if quantity.op == "==" and quantity.dimension in _OWN_MEASURES and not of_its_size:
            return True  # a watch for 30 m of water has no case of 30 m
    if quantity.op != "==" or not measured.unit or context or quantity.dimension not in _OWN_MEASURES:
        return False
    return not is_of_its_size(quantity, measured, rows, catalog, less=_FAR, more=_MUCH_MORE)


def _asks_for_nothing(quantity: Quantity, measured: Measured, rows: np.ndarray, catalog: GroundingCatalog) -> bool:
    """Whether a least amount is so far below all values that each of them holds it."""
    is_least = quantity.op == ">="
    return is_least and not is_of_its_size(quantity, measured, rows, catalog, less=_OF_ANOTHER_SIZE, more=math.inf)


def is_of_its_size(
    quantity: Quantity, measured: Measured, rows: np.ndarray, catalog: GroundingCatalog, *, less: float, more: float
) -> bool:
    """Whether an amount lies among the values of a field, or about them.

    Args:
        quantity: the amount.
        measured: the field; what has no unit may be of any size.
        rows: the products.
        catalog: tells how small and how large the values are.
        less, more: how many times below the least and above the most it may lie.
    """
    ends = (catalog.share(measured.field, share, rows) for share in (0.0, 1.0))
    least, most = (0.0 if end is None else end for end in ends)
    if not measured.unit or most <= 0:
        return True
    amount = convert(quantity.low or quantity.high or 0.0, quantity.unit, measured.unit, catalog.table)
    return least / less <= amount <= most * more
