"""``--map``: what the user says of the columns, checked against the columns that there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from shopcli.catalog.columns.names import MONEY_ROLES, ROLES, fold_name
from shopcli.errors import UsageError

_SCALED = re.compile(r"(?P<column>.+?)\s*(?P<sign>[*/])\s*(?P<number>\d+(?:\.\d+)?)\s*")
_NO_CONSTANT = ("id", "title")
_NUMBERS = (*MONEY_ROLES, "rating", "stock", "reviews")
_SPELLINGS = {"color": "colour", "name": "title", "link": "url", "picture": "image", "vendor": "brand"}


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a role's value comes from: a column, times ``factor``; or ``constant`` for every product; or ``columns``' texts."""

    column: str = ""
    factor: float = 1.0
    divisor: float = 1.0
    constant: str = ""
    columns: tuple[str, ...] = ()


def parse_mapping(mapping: Mapping[str, str], columns: Collection[str]) -> dict[str, Binding]:
    """``{"price": "cents/100", "currency": "=EUR"}`` as bindings by role.

    Raises:
        UsageError: an unknown role or column, or an expression that makes no sense; it suggests the nearest name.
    """
    bindings = {}
    for role, expression in mapping.items():
        role_name = _SPELLINGS.get(role.strip().lower(), role.strip().lower())
        if role_name not in ROLES:
            near = get_close_matches(role_name, ROLES, n=1)
            guess = f"Did you mean {near[0]}? " if near else ""
            raise UsageError(
                f"--map {role}={expression}: there is no role {role!r}.", hint=f"{guess}Roles: {', '.join(ROLES)}."
            )
        bindings[role_name] = _binding(role_name, expression.strip(), columns)
    return bindings


def _binding(role: str, expression: str, columns: Collection[str]) -> Binding:
    column = _find_column(expression, columns)
    if column is not None:
        return Binding(column)
    if expression.startswith("="):
        return _constant(role, expression)
    match = _SCALED.fullmatch(expression)
    column = _find_column(match.group("column"), columns) if match else None
    if match is None or column is None:
        raise _unknown_column(role, expression, match.group("column") if match else expression, columns)
    number = float(match.group("number"))
    if role not in _NUMBERS or not number:
        hint = f"Write --map {role}={column}" + ("/100" if role in _NUMBERS else "") + "."
        raise UsageError(
            f"--map {role}={expression}: {'cannot divide or multiply by 0' if not number else f'a {role} is not a number'}.",
            hint=hint,
        )
    return Binding(column, divisor=number) if match.group("sign") == "/" else Binding(column, factor=number)


def _constant(role: str, expression: str) -> Binding:
    constant = expression[1:].strip()
    if role in _NO_CONSTANT or not constant:
        reason = "a constant needs a value" if not constant else f"the {role} cannot be the same for every product"
        raise UsageError(f"--map {role}={expression}: {reason}.", hint=f"Name a column: --map {role}=COLUMN.")
    return Binding(constant=constant)


def _find_column(name: str, columns: Collection[str]) -> str | None:
    if name in columns:
        return name
    folded = fold_name(name)
    alike = [column for column in columns if fold_name(column) == folded]
    return alike[0] if folded and len(alike) == 1 else None


def _unknown_column(role: str, expression: str, name: str, columns: Collection[str]) -> UsageError:
    by_fold = {fold_name(column): column for column in columns}
    near = [by_fold[fold] for fold in get_close_matches(fold_name(name), by_fold, n=3, cutoff=0.6)]
    shown = list(columns)[:12]
    listed = ", ".join(shown) + (", …" if len(columns) > len(shown) else "")
    hint = f"Did you mean {' or '.join(near)}?" if near else f"Columns: {listed}."
    return UsageError(f"--map {role}={expression}: no column is called {name!r}.", hint=hint)
