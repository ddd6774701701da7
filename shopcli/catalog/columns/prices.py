"""Which of several columns of money is which: what is charged, what was charged before, net and gross, from and to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from statistics import quantiles

from shopcli.catalog.cells.money import parse_price
from shopcli.catalog.columns.names import tags_of
from shopcli.catalog.columns.sample import Sample
from shopcli.catalog.columns.values import told

_AS_FULL = 0.95
_COMPARED = 200
_FEWEST, _TENTHS = 10, 10
_CHARGED = frozenset(("price", "regular", "sale_price", "gross_price", "net_price", "min_price"))


def settle_prices(
    best: Mapping[str, str], sample: Sample, filled: Callable[[str], float], *, dated: bool = False
) -> dict[str, str]:
    """The money roles' columns, of the best column of each kind of price.

    A regular price is the price where no other stands, and the price before beside one that is. A sale price that every row
    has is the price; one that some have stays beside the regular one. Net is no price where gross stands. A price of which the
    name says what nobody here knows ("single order price") is what is charged where only a price before stands beside it.

    Args:
        best: kind of price (a money role, ``regular``, ``bought`` or ``untold``) to the best column that is named so.
        sample: the file's first rows.
        filled: the share of products that have a column.
        dated: whether columns say when a sale price holds, so that it is the price on those days only.
    """
    found = {role: column for role, column in best.items() if role not in ("regular", "bought", "untold")}
    if "untold" in best and not _CHARGED & best.keys():
        found["price"] = best["untold"]
    plain, regular, before = found.get("price"), best.get("regular"), found.get("list_price")
    if before and (paid := plain or regular) and is_cost(paid, (before,)):
        found["price"], plain, regular, before = found.pop("list_price"), before, None, None
    full = plain or regular or before
    if regular and regular != full:
        found.setdefault("list_price", regular)
    if "sale_price" in found and full:
        sale = found["sale_price"]
        if not dated and filled(sale) >= _AS_FULL * filled(full) and _mostly_below(sample, sale, full):
            del found["sale_price"]
            found |= {"price": sale, "list_price": before or full}
        else:
            found["price"] = full
    elif "price" not in found:
        for role, column in (
            *((role, found.get(role)) for role in ("sale_price", "gross_price")),
            ("regular", regular),
            *((role, found.get(role)) for role in ("list_price", "min_price")),
            ("bought", best.get("bought") if "net_price" not in found else None),
        ):
            if column:
                found.pop(role, None)
                found["price"] = column
                break
    if found.get("list_price") == found.get("price"):
        found.pop("list_price", None)
    return found


def dearest(columns: Sequence[str], sample: Sample) -> str | None:
    """Of columns of money the one that is highest on the whole: what is dearer comes with the fewest conditions."""

    def mean(column: str) -> float:
        amounts = [amount for value in sample.values[column] if (amount := parse_price(value)[0]) is not None]
        return sum(amounts) / max(1, len(amounts))

    return max(columns, key=mean, default=None)


def is_reduced(sample: Sample, lower: str, higher: str) -> bool:
    """Whether a column's amounts are below those of another all along: each tenth of them, the cheapest to the dearest."""
    some, others = (_amounts(sample.values[column]) for column in (lower, higher))
    if min(len(some), len(others)) < _FEWEST:
        return False
    pairs = list(zip(quantiles(some, n=_TENTHS), quantiles(others, n=_TENTHS), strict=True))
    return all(one <= other for one, other in pairs) and sum(one < other for one, other in pairs) > len(pairs) / 2


def _amounts(values: Sequence[object]) -> list[float]:
    return [amount for value in told(values) if (amount := parse_price(value)[0])]


def is_cost(name: str, others: Collection[str]) -> bool:
    """Whether a price is what the shop pays: Odoo's ``standard_price`` beside the ``list_price`` that its shoppers do."""
    return name == "standard_price" and "list_price" in others


def currency_beside(sample: Sample, columns: Sequence[str]) -> str | None:
    """The currency of prices that name none, where others of the same rows name it: 265 beside "SR 995".

    So may a text beside the price that says it for people: 311046.00 and "u$s 311.046".

    Args:
        sample: the file's first rows.
        columns: those of money, the price that is charged first.
    """
    named: list[set[str]] = []
    chinese = sample.is_chinese
    told_for_people = [name for name in sample.own if "price" in tags_of(name) and name not in columns]
    for column in (*columns, *told_for_people) if columns else ():
        amounts = (parse_price(value, chinese=chinese) for value in sample.values.get(column, ()))
        named.append({code for amount, code in amounts if amount is not None and code})
    codes = set().union(*named[1:]) if named and not named[0] else set()
    return codes.pop() if len(codes) == 1 else None


def _mostly_below(sample: Sample, sale: str, full: str) -> bool:
    """Whether a column holds amounts that are real prices: not 0, and no higher than those of the other."""
    lower, higher = sample.values[sale][:_COMPARED], sample.values[full][:_COMPARED]
    amounts = [amount for value in told(lower) if (amount := parse_price(value)[0]) is not None]
    if not amounts or sum(amount > 0 for amount in amounts) < _AS_FULL * len(lower):
        return False
    others = [amount for value in told(higher) if (amount := parse_price(value)[0]) is not None]
    return bool(others) and sum(amounts) / len(amounts) <= 1.05 * sum(others) / len(others)
