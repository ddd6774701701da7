"""Products side by side: what differs comes first and stands out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import RenderableType
from rich.text import Text

from shopcli.render import words
from shopcli.render.answer import MARK, QUIET
from shopcli.render.layout import table, wrap
from shopcli.text.safe import safe, shorten
from shopcli.types import Fact, Product, show_value

_NOT_SAID = "not said"
_NARROWEST, _WIDEST = 12, 40  # cells of a product's column: narrower ones break words in every line
_LABELS, _GAP = 22, 2  # cells of the fields' names with their mark, and between columns
_SHOWN = 12  # fields a block, save where they differ
_STYLES = {"differs": "bold", "partly": "", "same": QUIET}
HEADINGS = {"differs": "What differs", "partly": "What only some of them say", "same": "What is the same"}


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One field of every product.

    Attributes:
        label: the field's name.
        cells: what each product says, None where it says nothing.
        state: whether what is said differs, is said by some only, or is the same for all.
    """

    label: str
    cells: tuple[str | None, ...]

    @property
    def state(self) -> Literal["differs", "partly", "same"]:
        values = {cell.casefold() for cell in self.cells if cell is not None}
        if len(values) > 1:
            return "differs"
        return "partly" if None in self.cells else "same"


def rows_of(products: Sequence[Product], facts: Sequence[Sequence[Fact]] | None = None) -> list[ComparedRow]:
    """Every field that at least one product has: price, brand and category, then the others as they first come.

    Args:
        products: two or more.
        facts: the facts of each, where units and merged fields are wanted; else the attributes as they stand.
    """
    records = [_record(product, facts[number] if facts else None) for number, product in enumerate(products)]
    labels = dict.fromkeys(label for record in records for label in record)
    return [ComparedRow(label, tuple(record.get(label) for record in records)) for label in labels]


def _record(product: Product, facts: Sequence[Fact] | None) -> dict[str, str]:
    if facts is None:
        facts = [Fact(name, value) for name, value in product.attributes.items()]
    first = {"price": words.price_of(product) if product.price is not None else None}
    first |= {"brand": product.brand, "category": product.category}
    record = {label: safe(value) for label, value in first.items() if value}
    for fact in facts:
        if fact.field not in (*first, "title", "description"):
            record.setdefault(safe(fact.label), safe(show_value(fact.value, fact.unit)))
    return record


def plain_comparison(products: Sequence[Product], facts: Sequence[Sequence[Fact]] | None = None) -> Iterator[str]:
    """``field: [1] a; [2] b (differs)``, what differs first."""
    for rank, product in enumerate(products, start=1):
        yield words.full_stop(f"[{rank}] {shorten(product.title, 200)}")
    for state, rows in by_state(rows_of(products, facts)):
        for row in rows:
            cells = "; ".join(f"[{rank}] {cell or _NOT_SAID}" for rank, cell in enumerate(row.cells, start=1))
            yield f"{row.label}: {row.cells[0] if state == 'same' else cells} ({state if state != 'partly' else 'not all say'})"


def rich_comparison(
    products: Sequence[Product], width: int, facts: Sequence[Sequence[Fact]] | None = None
) -> Iterator[RenderableType]:
    """A column for each product; where the screen is too narrow for all of them, blocks of columns follow each other."""
    labels = min(_LABELS, width // 4)
    free = width - labels - 2 * _GAP
    at_once = max(1, min(len(products), (free + _GAP) // (_NARROWEST + _GAP)))
    cells = min(_WIDEST, (free + _GAP) // at_once - _GAP)
    rows = rows_of(products, facts)
    for start in range(0, len(products), at_once):
        shown = range(start, min(start + at_once, len(products)))
        if start:
            yield Text()
        titles = [wrap(Text(shorten(products[number].title, 200), style="bold"), cells, limit=6) for number in shown]
        yield _block([("", "", "", [Text("\n").join(title) for title in titles])], shown, labels, cells, headed=True)
        for state, group in by_state([row for row in rows if any(row.cells[number] for number in shown)]):
            yield Text()
            yield Text(HEADINGS[state], style=QUIET)
            drawn = group if state == "differs" else group[:_SHOWN]
            yield _block([_row(row, shown, cells) for row in drawn], shown, labels, cells)
            if len(drawn) < len(group):
                yield Text(f"and {words.count(len(group) - len(drawn), 'more field')}, which --plain shows", style=QUIET)


def _row(row: ComparedRow, shown: range, cells: int) -> tuple[str, str, str, list[Text]]:
    style = _STYLES[row.state]
    values = [_cell(row.cells[number], style, cells) for number in shown]
    return "≠" if row.state == "differs" else "", row.label, style, values


def _cell(value: str | None, style: str, width: int) -> Text:
    if value is None:
        return Text("—", style=QUIET)
    return Text("\n").join(wrap(Text(value, style=style), width, limit=6))


def _block(
    rows: list[tuple[str, str, str, list[Text]]], shown: range, labels: int, cells: int, *, headed: bool = False
) -> RenderableType:
    """Rows of (mark, label, style, cells) at widths that stay the same from block to block."""
    grid = table("", "", *(f"[{number + 1}]" if headed else "" for number in shown))
    grid.header_style = MARK
    for column, width in zip(grid.columns, [1, labels - 2, *(cells for _ in shown)], strict=True):
        column.width = width
    for mark, label, style, values in rows:
        grid.add_row(Text(mark, style=style), Text(label, style=style), *values)
    return grid


def by_state(rows: list[ComparedRow]) -> Iterator[tuple[str, list[ComparedRow]]]:
    """Rows that differ, that only some say, and that are the same; the fullest of each first."""
    for state in _STYLES:
        group = sorted((row for row in rows if row.state == state), key=lambda row: row.cells.count(None))
        if group:
            yield state, group
