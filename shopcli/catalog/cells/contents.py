"""How much there is of a product, where a catalog says it in its titles: "Basmati Rice, 500 g"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from shopcli.text.unit_price import quantity_in
from shopcli.util.lazy_regex import pattern

_PROVING_SHARE = 0.2
_SMALL_SHARE = 0.3
_ONE = Decimal(1)
# What a title lacks whose quantity can be no pack's.
_MAYBE_PACK = pattern(r"pac?k|lot de|paquete|confezione|opakowanie|\d(?:er|pk)|st(?:ü|u)?c?k|[装入]", re.IGNORECASE)
_PACK = pattern(r"pac?k|lot de|paquete|confezione|opakowanie|\d(?:er|pk)$|st(?:ü|u)?c?k\b|[装入]$", re.IGNORECASE)


def names_contents(titles: Sequence[str]) -> bool:
    """Whether the quantities in a catalog's titles are how much is sold.

    Where things are sold by weight or volume, much of the catalog says so, and a good part of it in less than a kilogram or a
    litre. Kettles hold 1.7 l, backpacks 30 l, and kettlebells weigh 16 kg: those are no contents.
    """
    amounts = [said[1] for title in titles if (said := quantity_in(title)) and said[1][0] != "piece"]
    small = sum(much < _ONE for _, much in amounts)
    return len(amounts) >= max(2, _PROVING_SHARE * len(titles)) and small >= _SMALL_SHARE * len(amounts)


def content_of(title: str, *, measured: bool) -> str | None:
    """How a title says how much there is; by weight or volume only where the catalog's titles mean contents by that.

    Of pieces only a pack counts, whose pieces are alike: a sofa set of 3 pieces is none.
    """
    said = quantity_in(title) if measured or _MAYBE_PACK.search(title) else None
    if said is None or (said[1][0] == "piece" and _is_of_a_code(said[0], title)):
        return None
    return said[0] if (_PACK.search(said[0]) if said[1][0] == "piece" else measured) else None


def _is_of_a_code(quantity: str, title: str) -> bool:
    """Whether a quantity is the end of a model's number: no pack of seven in "DW-5600SKE-7ER"."""
    before = title[: max(0, title.find(quantity))]
    return before[-1:] == "-" and before[-2:-1].isalnum()
