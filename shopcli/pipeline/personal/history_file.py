"""Reading a purchase history from a file: in any form that a catalog may have, its columns found in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from shopcli.catalog.cells.clean import clean_text, is_nothing
from shopcli.catalog.cells.dates import day_order, read_moment
from shopcli.catalog.columns.purchases import PURCHASE_ROLES, REQUIRED, choose_purchase_roles
from shopcli.catalog.columns.sample import take_sample
from shopcli.catalog.columns.values import number_of
from shopcli.catalog.forms.files import find_places
from shopcli.catalog.forms.rows import Source, find_sources, read_rows
from shopcli.catalog.report import ReadReport
from shopcli.errors import CatalogError, UsageError
from shopcli.pipeline.personal.history import Purchase
from shopcli.types import BadRow

__all__ = ["ReadHistory", "read_purchases"]

_NAME = 120  # characters of an id or a name
_MOST = 1e6  # of one product in one line; beyond it is no quantity
_LISTED = 20
_NAMED = 10  # bad rows
_GUEST = "purchases by nobody who is named, kept for the baskets"
_RETURNS = "returns and lines of no quantity left out"


@dataclass
class ReadHistory:
    """What was read of a file.

    Attributes:
        purchases: its lines.
        columns: of each file, role to column.
        report: rows met, those that were skipped, and why.
    """

    purchases: list[Purchase] = field(default_factory=list)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    report: ReadReport = field(default_factory=ReadReport)

    def says(self) -> Iterator[str]:
        """How the reading went, line by line: what each column was taken for, what was left out, and the first bad rows."""
        for name, columns in self.columns.items():
            yield f"{name}: {', '.join(f'{role} is {column}' for role, column in columns.items())}."
        yield from (f"{note}." for note in self.report.notes)
        if bad := self.report.skipped_count:
            yield f"{bad:,} of {self.report.rows:,} rows skipped:"
            yield from (f"  {row.file}:{row.line}: {row.reason}" for row in self.report.skipped[:_NAMED])
            if bad > _NAMED:
                yield "  …"


def read_purchases(
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    table: str | None = None,
    is_product: Callable[[str], bool] | None = None,
) -> ReadHistory:
    """The purchases in files of any form that a catalog may have. A bad row is counted and named, and costs no other.

    Args:
        paths: the files.
        mapping: role (customer, product, time, quantity, basket) to column; it overrides what is recognised.
        table: the table of a database or the sheet of a workbook.
        is_product: whether a value is a product of the catalog; None where there is none.

    Raises:
        CatalogError: a file that cannot be read, or no column of customers, products or times.
        UsageError: a mapping of an unknown role or column.
    """
    mapping = mapping or {}
    if unknown := [role for role in mapping if role not in PURCHASE_ROLES]:
        raise UsageError(f"{unknown[0]!r} is no column of a history.", hint=f"Known: {', '.join(PURCHASE_ROLES)}.")
    read = ReadHistory()
    for place in find_places(paths):
        for source in find_sources(place, table=table):
            sample = take_sample(source)
            for role, column in mapping.items():
                if column not in sample.values:
                    hint = f"Columns: {', '.join(list(sample.values)[:_LISTED])}."
                    raise UsageError(f"{source.name} has no column {column!r} for {role}.", hint=hint)
            roles = choose_purchase_roles(sample, mapping, is_product)
            _check(source, roles, list(sample.values))
            read.columns[source.name] = roles
            _read(source, roles, read)
    return read


def _check(source: Source, roles: Mapping[str, str], columns: Sequence[str]) -> None:
    missing = [role for role in REQUIRED if role not in roles]
    if missing:
        listed = ", ".join(clean_text(column, limit=40) for column in columns[:_LISTED])
        message = f"{source.name}: no column says the {' or the '.join(missing)} of a purchase. Columns: {listed}."
        raise CatalogError(message, hint=f"Say which one does: --map {missing[0]}=COLUMN")


def _read(source: Source, roles: Mapping[str, str], read: ReadHistory) -> None:
    """The rows of one file; which stands first in its dates shows only when all were seen."""
    rows = list(_cells(source, roles, read.report))
    moment_of = lru_cache(partial(read_moment, order=day_order(cells[2] for _, cells in rows)))  # a basket has one
    for line, cells in rows:
        purchase = _purchase(cells, moment_of)
        if isinstance(purchase, Purchase):
            read.purchases.append(purchase)
            if not purchase.customer:
                read.report.note(_GUEST, source.name, line)
        elif purchase == _RETURNS:
            read.report.note(_RETURNS, source.name, line)
        else:
            read.report.skip(BadRow(source.name, line, purchase))


def _cells(source: Source, roles: Mapping[str, str], report: ReadReport) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(line, the cells in the order of `PURCHASE_ROLES`) of the rows that can be read."""
    columns = [roles.get(role) for role in PURCHASE_ROLES]
    for row in read_rows(source):
        if row.record is None:
            report.rows += 1
            report.skip(BadRow(source.name, row.line, row.reason))
        elif row.record:
            report.rows += 1
            yield row.line, tuple(row.record.get(column) if column else None for column in columns)


def _purchase(cells: tuple[Any, ...], moment_of: Callable[[Any], int | None]) -> Purchase | str:
    """A purchase, or why a row is none."""
    customer, product, basket = _name(cells[0]), _name(cells[1]), _name(cells[4])
    told = cells[2] if isinstance(cells[2], (str, int, float)) else str(cells[2])
    time, quantity = moment_of(told), 1.0 if is_nothing(cells[3]) else number_of(cells[3])
    if not product:
        return "it names no product"
    if time is None:
        return (
            "it has no time" if is_nothing(cells[2]) else f"{clean_text(str(cells[2]), limit=40)!r} is no time that can be told"
        )
    if quantity is None or abs(quantity) > _MOST:
        return f"{clean_text(str(cells[3]), limit=40)!r} is no quantity"
    if quantity <= 0:
        return _RETURNS
    if not (customer or basket):
        return "it names neither a customer nor a basket"
    return Purchase(customer, product, time, quantity, basket or f"{customer} {time}")


def _name(value: Any) -> str:
    """An id or a name as text; a number that a sheet has as 17850.0 is 17850."""
    if is_nothing(value) or isinstance(value, (list, dict)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean_text(str(value), limit=_NAME)
