"""Amounts that stand in a title alone: "70 Hrs Playtime", "60.6%", where the request asks for what they measure."""

from __future__ import annotations

import re

from shopcli.text.tokens import is_money, tokenise, unit_of
from shopcli.text.units import dimension_of
from shopcli.types import Need, Product

_AMOUNT = re.compile(r"(?<![\w.,/#-])\d+(?:[.,]\d+)?(?:%|(?: |-)?[A-Za-z]{1,8}\b(?: old\b)?)")
_NO_UNIT = re.compile(r" old$|[\d.,\s-]")
_OF_AN_ORDER = "@"  # before the dimension that an order goes by where no field holds it


def title_amount(product: Product, need: Need) -> str:
    """The amount of a product's title that is of a unit in the request, or of its order; empty where none is, or several are.

    >>> title_amount(Product("1", "Port Vellen, 60.6%"), Need("60 percent or more"))
    '60.6%'
    """
    wanted = {_measured(token.unit) for token in tokenise(need.query) if token.unit and not is_money(token.unit)}
    if need.sort and need.sort.field.startswith(_OF_AN_ORDER):
        wanted.add(need.sort.field.removeprefix(_OF_AN_ORDER))
    found = [said for said in amounts_in(product.title) if _measured(unit_of(_NO_UNIT.sub("", said))) in wanted]
    return found[0] if len(found) == 1 else ""


def amounts_in(title: str) -> list[str]:
    """The amounts of a title with their units, as they stand there."""
    return [amount[0] for amount in _AMOUNT.finditer(title) if unit_of(_NO_UNIT.sub("", amount[0]))]


def _measured(unit: str | None) -> str:
    return (dimension_of(unit) or unit) if unit else ""
