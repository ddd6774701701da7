"""Facets: by what the products that match can be narrowed down, with how many each choice leaves."""

from __future__ import annotations

from dataclasses import dataclass

from shopcli.types.needs import Clause
from shopcli.types.products import Value


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice: a value, or a range of numbers with both its ends.

    Attributes:
        text: as a person reads it.
        count: how many of the matching products remain.
        clauses: what it asks for, to be added to a need.
        value: the value; None for a range.
        low, high: the ends of a range, both within it; None for a value.
        flags: of ``shopcli ask`` that ask for it; empty where none can.
    """

    text: str
    count: int
    clauses: tuple[Clause, ...]
    value: Value | None = None
    low: float | None = None
    high: float | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """One field with its choices.

    Attributes:
        field: its name in the catalog.
        name: its name as a person reads it.
        unit: of its numbers, an ISO 4217 code for money; None where there is none or it is not known.
        values: most products first; ranges by number. A product with several values counts for each of them.
        others: how many more values there are.
        unknown: how many of the matching products say nothing.
    """

    field: str
    name: str
    unit: str | None
    values: tuple[FacetValue, ...]
    others: int = 0
    unknown: int = 0
