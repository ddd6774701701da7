"""A catalog at a glance: how its columns were understood, how reading went, and what an index holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from rich.console import RenderableType
from rich.text import Text

from shopcli.render import words
from shopcli.render.answer import QUIET, rich_heading
from shopcli.render.layout import MEASURE, hang, joined, table
from shopcli.text.safe import safe, shorten
from shopcli.types import BadRow, CatalogStats, Column, FieldStats, Product, show_number, show_value

FIELDS, BRANDS, BAD_ROWS, ATTRIBUTES, VALUES = 40, 12, 10, 4, 3  # how many of each are shown

_WHY = {
    "name": "by its name",
    "content": "by its content",
    "--map": "by --map",
    "brand and model": "made of brand and model",
    "person and name": "made of who it is by and its name",
    "the name of a price": "by the name of a price",
}


class Report(Protocol):
    """How reading a catalog went; ``skipped`` may hold fewer rows than ``skipped_count`` says."""

    rows: int
    products: int
    skipped: list[BadRow]
    skipped_count: int

    @property
    def notes(self) -> Sequence[str]: ...


def plain_stats(stats: CatalogStats) -> Iterator[str]:
    """Counts, prices, brands and fields, a line each."""
    yield _products(stats)
    yield from _prices(stats)
    if stats.brands:
        yield f"Brands: {', '.join(_brands(stats))}"
    for field in _fullest(stats):
        distinct = words.count(field.distinct, "different value")
        yield f"Field {safe(field.name)}: {field.kind}, {_share(field, stats)} filled, {distinct}, {_spread(field)}"
    yield from _fields_left(stats)


def rich_stats(stats: CatalogStats, width: int) -> Iterator[RenderableType]:
    """As `plain_stats`, the fields in a table, fullest first."""
    yield Text(_products(stats), style="bold")
    yield from (Text(line) for line in _prices(stats))
    if stats.brands:
        yield from hang(Text("Brands: "), joined(_brands(stats)), min(width, MEASURE))
    yield Text()
    grid = table("field", "kind", "filled", "distinct", "commonest values, or range", right=(2, 3))
    for field in _fullest(stats):
        cells = (safe(field.name), field.kind, _share(field, stats), f"{field.distinct:,}", _spread(field))
        grid.add_row(*map(Text, cells))
    yield grid
    yield from (Text(line, style=QUIET) for line in _fields_left(stats))


def _products(stats: CatalogStats) -> str:
    return words.full_stop(f"{words.count(stats.products, 'product')}, {words.count(len(stats.fields), 'field')}")


def _prices(stats: CatalogStats) -> Iterator[str]:
    for currency, (low, median, high, number) in stats.prices.items():
        unit = f" {safe(currency)}" if currency else ""
        yield f"Prices: {low:,.2f} to {high:,.2f}{unit}, half of them below {median:,.2f} ({words.count(number, 'product')})."


def _brands(stats: CatalogStats) -> list[str]:
    named = [f"{shorten(brand, 40)} {number:,}" for brand, number in stats.brands[:BRANDS]]
    return [*named, f"{len(stats.brands) - BRANDS:,} more"] if len(stats.brands) > BRANDS else named


def _fullest(stats: CatalogStats) -> list[FieldStats]:
    return sorted(stats.fields, key=lambda field: -field.filled)[:FIELDS]


def _fields_left(stats: CatalogStats) -> Iterator[str]:
    left = len(stats.fields) - FIELDS
    if left > 0:
        yield f"And {words.count(left, 'field')} that fewer products have."


def _share(field: FieldStats, stats: CatalogStats) -> str:
    share = field.filled / stats.products if stats.products else 0.0
    return "<1 %" if 0 < share < 0.01 else f"{share * 100:.0f} %"


def _spread(field: FieldStats) -> str:
    """The range of numbers, else the commonest values."""
    if field.minimum is not None and field.maximum is not None:
        return f"{show_number(field.minimum)} to {show_number(field.maximum)}"
    return ", ".join(f"{shorten(value, 24)} ({number:,})" for value, number in field.top_values[:VALUES])


def plain_findings(findings: Sequence[str]) -> Iterator[str]:
    """What was not found in a catalog and what is poor in it, a line each."""
    yield from (f"Note: {safe(finding)}" for finding in findings)


def rich_findings(findings: Sequence[str], width: int) -> Iterator[RenderableType]:
    """As `plain_findings`, set off."""
    for finding in findings:
        yield from hang(Text("Note: ", style="bold yellow"), Text(safe(finding)), width)


def plain_columns(columns: Sequence[Column], samples: Sequence[Product], findings: Sequence[str] = ()) -> Iterator[str]:
    """What each column is taken for, what was not found or is poor, then a few products as they were read."""
    for column in columns:
        understood = f"{column.role} ({_WHY.get(column.why, column.why)}, {column.filled * 100:.0f} % filled)"
        yield f"{safe(column.name)}: {understood}, as in: {shorten(column.example, 60)}"
    yield from plain_findings(findings)
    for number, product in enumerate(samples, start=1):
        brand = f"Brand {safe(product.brand)}. " if product.brand else ""
        title = words.full_stop(shorten(product.title, 200))
        more = f" {'; '.join(_attributes(product))}." if product.attributes else ""
        yield f"Sample {number}: {title} {words.price_of(product)}. {brand}Id {safe(product.id)}.{more}"


def rich_columns(
    columns: Sequence[Column], samples: Sequence[Product], width: int, findings: Sequence[str] = ()
) -> Iterator[RenderableType]:
    """As `plain_columns`: a table, notes, then cards."""
    grid = table("column", "taken for", "by", "filled", "example", right=(3,))
    for column in columns:
        example = Text(shorten(column.example, 60))
        role = Text(column.role, style=QUIET if column.role in ("attribute", "plumbing") else "bold")
        grid.add_row(Text(safe(column.name)), role, Text(column.why), Text(f"{column.filled * 100:.0f} %"), example)
    yield grid
    if findings:
        yield Text()
        yield from rich_findings(findings, width)
    if samples:
        yield from (Text(), Text("Samples, as they were read", style="bold"))
    for product in samples:
        yield Text()
        yield from rich_heading("    ", product, width)
        if product.attributes:
            facts = Text(" · ".join(_attributes(product)), style=QUIET)
            yield from hang(Text("    "), facts, min(width, MEASURE), limit=3)


def _attributes(product: Product) -> list[str]:
    named = list(product.attributes.items())
    shown = [f"{safe(name.replace('_', ' '))}: {shorten(show_value(value), 40)}" for name, value in named[:ATTRIBUTES]]
    return [*shown, f"{len(named) - ATTRIBUTES} more"] if len(named) > ATTRIBUTES else shown


def plain_report(report: Report) -> Iterator[str]:
    """How many rows were read and skipped, the first bad rows with their reasons, and what was mended."""
    if not report.rows and not report.skipped_count:
        return  # nothing was read, since nothing had changed
    skipped = f"; {words.count(report.skipped_count, 'row')} skipped" if report.skipped_count else ""
    yield f"Read {words.count(report.products, 'product')} from {words.count(report.rows, 'row')}{skipped}."
    for row in report.skipped[:BAD_ROWS]:
        yield f"{safe(row.file)}:{row.line}: {safe(row.reason)}"
    unshown = report.skipped_count - min(len(report.skipped), BAD_ROWS)
    if unshown > 0:
        yield f"And {words.count(unshown, 'more row')} skipped."
    yield from map(safe, report.notes)


def rich_report(report: Report, width: int) -> Iterator[RenderableType]:
    """As `plain_report`, what was skipped set off to the right."""
    for number, line in enumerate(plain_report(report)):
        yield from hang(Text("  " if number else ""), Text(line), width)
