"""Flags become clauses, held to what the catalog knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from math import isfinite

from shopcli.errors import UsageError
from shopcli.types import Clause, Op, show_number, show_value


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
    return (*clauses, *(_where(field, value) for field, value in where))


def flags_of(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The flags that ask for what some clauses ask for; none where no flag can."""
    flags: list[str] = []
    for clause in clauses:
        field, value = str(clause.field), clause.value
        if field == "brand" and clause.op == "is":
            flags += ["--brand", str(value)]
        elif field == "price" and isinstance(value, float) and clause.op in _PRICE_FLAGS:
            flags += [_PRICE_FLAGS[clause.op], show_number(value)]
        elif set("=<>") & set(field):
            return ()
        elif isinstance(value, float):  # a bare number would be read as a text
            bounds = (">=", "<=") if clause.op == "is" else (clause.op,)
            flags += [word for op in bounds for word in ("--where", f"{field}{op}{show_number(value)}")]
        else:
            flags += ["--where", f"{field}={show_value(value) if value is not None else ''}"]
    return tuple(flags)


_PRICE_FLAGS = {"<=": "--max-price", ">=": "--min-price"}
_BOUNDS: Mapping[str, Op] = {">": ">=", "<": "<="}


def _where(field: str, value: str) -> Clause:
    """``field=value``; ``field>=value`` and ``field<=value`` have come with their first sign at the field."""
    op = _BOUNDS.get(field[-1:])
    if op is None:
        return Clause(f"--where {field}={value}", "feature", field, "is", value, source="flag")
    name, number = field[:-1].strip(), _number(value)
    if not name or number is None:
        raise UsageError(f"--where {field}={value} sets no bound.", hint="For example: --where 'weight<=500'")
    return Clause(f"--where {name}{op}{value}", "limit", name, op, number, source="flag")


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


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
