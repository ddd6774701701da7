"""Rows of products: as CSV that no spreadsheet runs, as ids for a pipe, and as a plain table whose columns are aligned."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from shopcli.text.safe import safe, safe_lines, shorten
from shopcli.types import Answer, Hit, Product, show_money

Cell = str | float | bool | None
# What a spreadsheet takes for the begin of a formula, also behind blanks (OWASP, CSV injection), and its full-width forms.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "|", "%")
_WIDEST = 40  # cells of a title in a table

ANSWER_COLUMNS = (
    "rank", "id", "title", "brand", "price", "currency", "list_price", "availability", "shop", "variant", "score",
    "meets_all", "unmet", "unknown",
)  # fmt: skip


def answer_rows(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    """A row for each result, in the order of `ANSWER_COLUMNS`."""
    for rank, hit in enumerate(answer.results, start=answer.start + 1):
        product = hit.product
        unmet, unknown = ("; ".join(clause.text for clause in clauses) for clauses in (hit.unmet, hit.unknown))
        yield (
            rank, product.id, product.title, product.brand, product.price, product.currency, product.list_price,
            product.availability, product.shop, hit.variant.id if hit.variant else None, round(float(hit.score), 4),
            hit.meets_all, unmet, unknown,
        )  # fmt: skip


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """CSV (RFC 4180, but for bare line feeds): UTF-8, a heading, empty for what is not said.

    A text that a spreadsheet would take for a formula has an apostrophe before it. Numbers are numbers.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_cell(column) for column in columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return repr(cell) if cell == cell and abs(cell) != float("inf") else ""
    text = safe_lines(cell)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or cell.startswith(_FORMULA) else text


def ids_text(products: Iterable[Product]) -> str:
    """The ids, one a line; one that is no single line of plain text is left out, since it would be taken for another."""
    return "".join(f"{product.id}\n" for product in products if product.id and safe(product.id) == product.id)


class Table(NamedTuple):
    """A table of text: the headings, of which the first is of the number, and the rows of as many cells."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    @property
    def text(self) -> str:
        """In aligned columns."""
        return "\n".join(aligned(self.columns, self.rows, right=(0, 2)))

    @property
    def spoken(self) -> str:
        """For those who listen: each title by its number, and below it the other cells by their names."""
        lines = []
        for number, title, *cells in self.rows:
            lines += [
                f"{number}. {title}",
                *(f"{name}: {cell}" for name, cell in zip(self.columns[2:], cells, strict=True) if cell),
            ]
        return "\n".join(lines)


def answer_table(answer: Answer) -> Table:
    """The results as a plain table."""
    rows = [_table_row(rank, hit) for rank, hit in enumerate(answer.results, start=answer.start + 1)]
    return Table(("", "title", "price", "brand", "meets", "id"), rows)


def _table_row(rank: int, hit: Hit) -> tuple[str, ...]:
    product = hit.product
    price = "" if product.price is None else show_money(product.price, product.currency)
    meets = "all" if hit.meets_all else "not known" if not hit.unmet else "not all"
    return str(rank), fitting(product.title), price, fitting(product.brand or "", 16), meets, safe(product.id)


def product_table(products: Iterable[Product]) -> Table:
    """Products as a plain table."""
    rows = [
        (str(rank), fitting(one.title), "" if one.price is None else show_money(one.price, one.currency),
         fitting(one.brand or "", 16), safe(one.id))
        for rank, one in enumerate(products, start=1)
    ]  # fmt: skip
    return Table(("", "title", "price", "brand", "id"), rows)


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> Iterator[str]:
    """Lines with two blanks between columns, each as wide as its widest cell; ideographs are two cells wide.

    Args:
        columns: the headings.
        rows: of as many cells.
        right: the numbers of the columns that are set to the right.
    """
    table = [columns, *rows]
    widths = [max(_cells(row[at]) for row in table) for at in range(len(columns))]
    for row in table:
        padded = [
            " " * (width - _cells(cell)) + cell if at in right else cell + " " * (width - _cells(cell))
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(padded).rstrip()


def fitting(text: str, widest: int = _WIDEST) -> str:
    """A text on one line, cut at a width in cells."""
    said = safe(text)
    while _cells(said) > widest:
        said = shorten(said, min(len(said) - 1, widest))
    return said


def _cells(text: str) -> int:
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
