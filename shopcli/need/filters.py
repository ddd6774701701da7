"""Flags become clauses, held to what the catalog knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from math import isfinite

from shopcli.errors import UsageError
from shopcli.types import Clause, Op, show_number


def filter_clauses(
    *,
    max_price: float | None,
    min_price: float | None,
    brand: str | None,
    where: Sequence[tuple[str, str]],
    currency: str | None,
    brands: Mapping[str, str],
) -> tuple[Clause, ...]:
    """The clauses that flags set, as hard as those that words set.

    Raises:
        UsageError: prices that nothing can have, or a brand that is not in ``brands`` (by lower-case name).
    """
    _check_prices(min_price, max_price)
    clauses: list[Clause] = []
    prices: tuple[tuple[str, Op, float | None], ...] = (("--max-price", "<=", max_price), ("--min-price", ">=", min_price))
    for flag, op, amount in prices:
        if amount is not None:
            clauses.append(Clause(f"{flag} {show_number(amount)}", "limit", "price", op, amount, currency, source="flag"))
    if brand:
        _check_brand(brand, brands)
        clauses.append(Clause(f"--brand {brand}", "feature", "brand", "is", brand, source="flag"))
    clauses += [Clause(f"--where {field}={value}", "feature", field, "is", value, source="flag") for field, value in where]
    return tuple(clauses)


def _check_prices(minimum: float | None, maximum: float | None) -> None:
    for flag, amount in (("--min-price", minimum), ("--max-price", maximum)):
        if amount is not None and not (isfinite(amount) and amount >= 0):
            raise UsageError(f"{flag} {amount:g} is no price.", hint="Give a number from 0 up.")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise UsageError(f"No price is both above {minimum:g} and below {maximum:g}.", hint="Swap --min-price and --max-price.")


def _check_brand(brand: str, brands: Mapping[str, str]) -> None:
    if brand.lower() not in brands:
        near = [brands[name] for name in get_close_matches(brand.lower(), list(brands), 3)]
        hint = f"Did you mean: {', '.join(near)}?" if near else "shopcli stats lists them."
        raise UsageError(f"This catalog has no brand {brand!r}.", hint=hint)
