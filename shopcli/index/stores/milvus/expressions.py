"""Limits as an expression of Milvus, which holds before the nearest are cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopcli.types import Predicate

_MOST_CODES = 1000  # values of one field that an expression names


def expression_of(limits: Sequence[Predicate], fields: Mapping[str, str], nothing: float | None = None) -> str:
    """What all of several limits say, for the columns that are fields of Milvus; empty where none of them is.

    A limit that cannot be said is left out, so that more is found than holds all, and never less.

    Args:
        limits: what every row that is looked for holds.
        fields: the field that each column is in; such names need no quoting, whatever a catalog calls its columns.
        nothing: what stands in a field of a product whose record is silent; None where it is empty, and so meets no limit.
    """
    said = [_said(limit, fields[limit.column], nothing) for limit in limits if limit.column in fields]
    return " and ".join(part for part in said if part)


def _said(limit: Predicate, field: str, nothing: float | None) -> str:
    if limit.op == "in":
        return f"{field} in [{','.join(map(repr, limit.values))}]" if len(limit.values) <= _MOST_CODES else ""
    said = f"{field} {limit.op} {limit.values[0]!r}"
    return said if nothing is None or limit.op[0] != ">" else f"{said} and {field} < {nothing!r}"
