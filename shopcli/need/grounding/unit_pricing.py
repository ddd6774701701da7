"""Unit pricing in a request: for how much of a thing a sum is, as in "12 euros a bottle", "80 rupees per kg", 每斤20元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shopcli.need.languages.request_grammar import Limit
from shopcli.need.request import Request
from shopcli.text.unit_price import price_of_base
from shopcli.util.lazy_regex import pattern

_UNIT = pattern(r"(?P<number>\d{1,4})? ?(?P<of>[^\W\d_每按一]+)\Z")


@dataclass(frozen=True, slots=True)
class UnitPricing:
    """A limit with what stands beside it.

    Attributes:
        start, end: where it begins and ends, half open.
        field: what is limited: the price, or what a kilogram, a litre or a piece costs; None where no record says that.
        times: what a sum is multiplied by for one of that: 10 of "per 100 g".
    """

    start: int
    end: int
    field: str | None = "price"
    times: float = 1.0


def unit_pricing(request: Request, limit: Limit, start: int, end: int) -> UnitPricing | None:
    """For how much of a thing a limit, half open, is; None where the request does not say."""
    before = next(
        (said for said in _per_unit(request) if said.end() <= start and not request.text[said.end() : start].strip()), None
    )
    if before and (unit := _UNIT.search(before[0])):
        return _priced(request, before.start(), end, unit["number"], unit["of"])
    for_each = request.language.for_each
    match = for_each.match(request.text, end) if for_each else None
    if match is None or (limit.ends and not limit.ends.match(request.text, match.end())):
        return None
    return _priced(request, start, match.end(), match["number"], match["of"])


def _per_unit(request: Request) -> Iterator[re.Match[str]]:
    for unit, _ in request.language.per_unit:
        yield from unit.finditer(request.text)


def _priced(request: Request, start: int, end: int, number: str | None, unit: str) -> UnitPricing:
    known = price_of_base(float(number or 1), unit)
    if known is None:
        return UnitPricing(start, end)
    field, times = known
    return UnitPricing(start, end, field if request.field_values(field) else None, times)
