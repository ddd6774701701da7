"""What is known of a catalog as a whole: its fields, its columns, its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from shopcli.types.products import Product


@dataclass(frozen=True, slots=True)
class FieldStats:
    """One field of a catalog as the index learned it.

    Attributes:
        name: the field.
        kind: number, yes/no, choice (few values, often repeated) or text.
        filled: how many products have it.
        distinct: how many different values it takes.
        top_values: the commonest values with their counts, most first.
        minimum: the smallest number, for numbers.
        maximum: the largest number, for numbers.
    """

    name: str
    kind: Literal["number", "yes/no", "choice", "text"]
    filled: int
    distinct: int
    top_values: tuple[tuple[str, int], ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class CatalogStats:
    """A catalog at a glance. ``prices`` maps a currency to (minimum, median, maximum, count)."""

    products: int
    fields: tuple[FieldStats, ...]
    brands: tuple[tuple[str, int], ...]
    prices: Mapping[str, tuple[float, float, float, int]]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of ``shopcli doctor``: what was looked at, whether it is well, and what mends it."""

    name: str
    ok: bool
    detail: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was skipped: where it stands and why."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """How one column of a catalog was understood.

    Attributes:
        name: the column's name in the file.
        role: one of `shopcli.catalog.columns.names.ROLES`, attribute, or plumbing: of the shop's system, and left out.
        why: ``name``, ``content``, ``--map``, ``unrecognised``, or in other words.
        filled: the share of sampled rows that have it, 0 to 1.
        example: one value, cleaned.
    """

    name: str
    role: str
    why: str
    filled: float
    example: str


class Entry(NamedTuple):
    """A product of a catalog.

    Attributes:
        product: what its row there was made into.
        origin: a hash of what the row held and of how it is read, by which it is known again; empty where it is to be read
            anew each time, since there is something to tell of it.
    """

    product: Product
    origin: bytes = b""


class Seen(NamedTuple):
    """A row of a catalog that was indexed before as it is; ``id`` is that of its product."""

    id: str
    origin: bytes
