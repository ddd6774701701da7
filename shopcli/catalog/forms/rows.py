"""A catalog file as rows: its encoding and form found out, then each record with the line it starts on.

A form is known by what the file holds, and its reader is imported when it is met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shopcli.catalog.forms.documents import STREAMED_FROM, document_rows
from shopcli.catalog.forms.files import find_encoding, open_text, repair_line
from shopcli.catalog.forms.lines import PYTHON_START, WRAPPED, line_rows
from shopcli.catalog.forms.places import EMPTY_ZIP, ZIP, Place, damage, head_of, is_document, member_names
from shopcli.catalog.forms.refused import binary_refusal, document_refusal, is_sql, refuse, text_refusal
from shopcli.catalog.forms.tables import Row, Table, find_table, table_rows
from shopcli.errors import CatalogError, UsageError

__all__ = ["STREAMED_FROM", "Form", "Source", "find_sources", "read_rows"]

_SNIFFED = 64 * 1024
_SNIFFED_LINE = 4 * 1024 * 1024  # where the first record alone is longer than that
_JSON_START = re.compile(r"\s*(?:\[\s*(?:[\[{\]\"]|$)|\{\s*(?:[\"}]|$))")
_XML_START = re.compile(
    r"\s*(?:<\?xml\b|<!--|<!DOCTYPE\s+(?!html)\w|<[A-Za-z_][\w:.-]*(?:\s+[\w:.-]+\s*=\s*[\"'][^<]*)?\s*/?>)", re.IGNORECASE
)
_HTML_START = re.compile(
    r"(?>(?:\s|<!--.*?-->|<\?xml[^>]*>)*)(?:<!doctype\s+html|<html\b|<head\b|<body\b|<script\b|<div\b|<meta\b)",
    re.IGNORECASE | re.DOTALL,
)
_COMMENTS = re.compile(r"(?>(?:\s*(?://[^\n]*\n|/\*.{0,5000}?\*/))*)(?=\s*[\[{])|", re.DOTALL)
_XML_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_LISTED = 10
_VAGUE = 4.0  # the rank of a name that says of a price no more than its money

Form = Literal["json", "lines", "python", "python lines", "table", "xml", "html", "spreadsheet", "parquet", "sqlite", "sql"]
_OF_CELLS = ("table", "spreadsheet", "sqlite", "parquet", "xml", "sql")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or a part of one, and how to read it.

    Attributes:
        place: where its bytes are.
        encoding: of its text; "" where it is no text.
        form: what it is.
        table: the dialect and the columns of a table or a sheet.
        streamed_from: characters from which on a JSON document is not held in memory.
        part: the sheet or the table that is read, where the file has such.
        records: the names of the elements that are an XML feed's records.
        wrapped: whether a JSON document's values may be wrapped, by MongoDB or by GraphQL.
        notes: what else there is in the file that is not read.
    """

    place: Place
    encoding: str
    form: Form
    table: Table | None = None
    streamed_from: int = STREAMED_FROM
    part: str = ""
    records: frozenset[str] = frozenset()
    wrapped: bool = False
    notes: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The file."""
        return self.place.path

    @property
    def name(self) -> str:
        """What it is called in reports: the file, with the member of an archive."""
        return str(self.place)

    @property
    def cells(self) -> bool:
        """Whether its values are a table's cells, which may hold JSON as text."""
        return self.form in _OF_CELLS


def find_sources(place: Place, *, streamed_from: int = STREAMED_FROM, table: str | None = None) -> tuple[Source, ...]:
    """How a file is to be read, by its content; the suffix speaks only where that leaves it open.

    Args:
        place: the file.
        streamed_from: characters from which on a JSON document is not held in memory.
        table: the table of a database or the sheet of a workbook that is to be read.

    Raises:
        CatalogError: a file that is empty, damaged, or of no form that can be read; it says of which.
        UsageError: there is no such table or sheet.
    """
    with damage(place):
        head = head_of(place)
        if head.startswith(b"SQLite format 3\x00"):
            return (_database(place, table),)
        if head.startswith(b"PAR1"):
            return (_parquet(place),)
        if head.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ZIP)):
            return _workbook(place, head, table)
        if head.startswith(EMPTY_ZIP):
            raise CatalogError(f"{place} is an empty archive.", hint="Give an archive with a catalog in it.")
        if refusal := binary_refusal(head):
            raise refuse(place, refusal)
        return _text_sources(place, streamed_from, table)


def _text_sources(place: Place, streamed_from: int, table: str | None) -> tuple[Source, ...]:
    encoding = find_encoding(place)
    with open_text(place, encoding) as file:
        sample = repair_line(file.read(_SNIFFED).lstrip("\ufeff"))[0]
        if "\n" not in sample.strip():
            sample += repair_line(file.read(_SNIFFED_LINE))[0]
    if not sample.strip():
        raise CatalogError(f"{place} is empty.", hint="Give a file with at least one product.")
    form = _form_of(sample, place)
    if form == "xml":
        return _workbook(place, b"", table) if _XML_SHEET in sample else (_feed(place, encoding, sample),)
    if form == "table":
        if is_sql(sample):
            return (_dump(place, encoding, table),)
        if refusal := text_refusal(sample):
            raise refuse(place, refusal)
        return (Source(place, encoding, form, find_table(sample, place)),)
    return (Source(place, encoding, form, streamed_from=streamed_from, wrapped=bool(WRAPPED.search(sample))),)


def _form_of(sample: str, place: Place) -> Form:
    """What a text is; the suffix speaks only where a broken first line leaves it open."""
    sample = sample[_COMMENTS.match(sample).end() :] or sample  # type: ignore[union-attr]
    if sample.lstrip().startswith("<"):
        if _HTML_START.match(sample):
            return "html"
        if _XML_START.match(sample):
            return "xml"
    if PYTHON_START.match(sample):
        return "python lines" if _are_lines(sample, named=True) else "python"
    named_lines = place.name.endswith((".jsonl", ".ndjson"))
    named = named_lines or place.name.endswith((".json", ".jsonld"))
    starts = sample.lstrip()[0] in "[{" if named else bool(_JSON_START.match(sample))
    if (starts or named_lines) and _are_lines(sample, named=named_lines):
        return "lines"
    return "json" if starts else "table"


def _are_lines(sample: str, *, named: bool) -> bool:
    lines = [line.strip() for line in sample.split("\n") if line.strip()][:20]
    whole = sum(line.startswith("{") and line.endswith("}") for line in lines)
    return len(lines) > 1 and not sample.lstrip().startswith("[") and whole >= (1 if named else len(lines) / 2)


def _feed(place: Place, encoding: str, sample: str) -> Source:
    from shopcli.catalog.forms.xml_feed import declared_encoding, find_feed

    encoding = declared_encoding(sample, encoding)
    return Source(place, encoding, "xml", records=find_feed(place, encoding))


def _parquet(place: Place) -> Source:
    from shopcli.catalog.forms.parquet import check_parquet

    check_parquet(place)
    return Source(place, "", "parquet")


def _database(place: Place, table: str | None) -> Source:
    from shopcli.catalog.forms.sqlite import find_tables, unread_log

    tables = find_tables(place, views=table is not None)
    unread = unread_log(place)
    if not tables:
        hint = f"{unread[0]}." if unread else "Give one with at least one product."
        raise CatalogError(f"{place} is an SQLite database without rows.", hint=hint)
    names = [name for name, _, _ in tables]
    if table is None:
        chosen, *_ = max(tables, key=lambda found: (*_likeness(found[1]), found[2]))
    else:
        chosen = _named(place, table, names, "table")
    left_out = _left_out(place, [name for name in names if name != chosen], "table", table)
    return Source(place, "", "sqlite", part=chosen, notes=(*unread, *left_out))


def _dump(place: Place, encoding: str, table: str | None) -> Source:
    from shopcli.catalog.forms.dumps.sql_dump import columns_told, find_dumped

    tables = find_dumped(place, encoding)
    if table is None:
        chosen = max(tables, key=lambda name: (*_likeness(columns_told(name, tables)), len(tables[name].rows)))
    else:
        chosen = _named(place, table, list(tables), "table")
    left_out = _left_out(place, [name for name in tables if name != chosen], "table", table)
    return Source(place, encoding, "sql", part=chosen, notes=left_out)


def _workbook(place: Place, head: bytes, table: str | None) -> tuple[Source, ...]:
    from shopcli.catalog.forms.spreadsheet import find_sheets, sheet_table

    if head.startswith(ZIP):
        names = member_names(place)
        if not any(name.startswith("xl/") or name == "content.xml" for name in names) or any(
            n.startswith("word/") for n in names
        ):
            if is_document(names):
                raise refuse(place, document_refusal(names))
            raise CatalogError(f"{place} is an archive within an archive.", hint="Unpack it, and give the folder.")
    sheets = find_sheets(place)
    if not sheets:
        raise CatalogError(f"{place} has no rows.", hint="Give a file with at least one product.")
    names = [name for name, _, _ in sheets]
    if table is None:
        best = max(sheets, key=lambda sheet: (*_likeness(sheet[1].cells), sheet[2]))
        chosen = [sheet for sheet in sheets if sheet is best or sheet[1].cells == best[1].cells]
    else:
        wanted = _named(place, table, names, "sheet")
        chosen = [sheet for sheet in sheets if sheet[0] == wanted]
    read = {name for name, _, _ in chosen}
    notes = _left_out(place, [name for name in names if name not in read], "sheet", table)
    return tuple(
        Source(place, "", "spreadsheet", sheet_table(header), part=name, notes=notes if number == 0 else ())
        for number, (name, header, _) in enumerate(chosen)
    )


def _likeness(columns: Sequence[str]) -> tuple[int, int]:
    """How much columns look like those of products: a title and a price, one of them, neither; and how many are known."""
    from shopcli.catalog.columns.names import role_by_name

    named = (role_by_name(column) for column in columns)
    roles = {role for role, rank in named if role and not (role == "price" and rank >= _VAGUE)}
    return len(roles & {"title", "price"}), len(roles)


def _named(place: Place, table: str, names: Sequence[str], noun: str) -> str:
    if table in names:
        return table
    folded = {name.casefold(): name for name in names}
    if table.casefold() in folded:
        return folded[table.casefold()]
    listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    raise UsageError(f"{place} has no {noun} {table!r}.", hint=f"It has: {listed}.")


def _left_out(place: Place, names: Sequence[str], noun: str, table: str | None) -> tuple[str, ...]:
    if not names or table is not None:
        return ()
    listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    return (f"{place}: not read: the {noun}{'s' if len(names) > 1 else ''} {listed} (--table NAME reads another)",)


def read_rows(source: Source) -> Iterator[Row]:
    """The rows of one file, streamed.

    Raises:
        CatalogError: a file that cannot be read, or that holds no records.
    """
    with damage(source.place):
        yield from _rows(source)


def _rows(source: Source) -> Iterator[Row]:
    place, encoding = source.place, source.encoding
    if source.form == "table" and source.table is not None:
        return table_rows(place, encoding, source.table)
    if source.form in ("lines", "python lines"):
        return line_rows(place, encoding, python=source.form == "python lines")
    if source.form in ("json", "python"):
        return document_rows(place, encoding, source.streamed_from, wrapped=source.wrapped, python=source.form == "python")
    return _rarer_rows(source)


def _rarer_rows(source: Source) -> Iterator[Row]:
    place = source.place
    if source.form == "xml":
        from shopcli.catalog.forms.xml_feed import feed_rows

        return feed_rows(place, source.encoding, source.records)
    if source.form == "html":
        from shopcli.catalog.forms.page import page_rows

        return page_rows(place, source.encoding)
    if source.form == "spreadsheet" and source.table is not None:
        from shopcli.catalog.forms.spreadsheet import sheet_rows

        return sheet_rows(place, source.part, source.table)
    if source.form == "parquet":
        from shopcli.catalog.forms.parquet import parquet_rows

        return parquet_rows(place)
    if source.form == "sql":
        from shopcli.catalog.forms.dumps.sql_dump import dump_rows

        return dump_rows(place, source.encoding, source.part)
    from shopcli.catalog.forms.sqlite import sqlite_rows

    return sqlite_rows(place, source.part)
