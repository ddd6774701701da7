"""Delimited tables: the dialect from a sample by clevercsv, the rows by the standard library.

A quote that never closes would swallow the rest of the file: such a row is reported, and reading goes on behind its first line.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from shopcli.catalog.forms.files import open_text, repair_line
from shopcli.errors import CatalogError

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 20_000  # clevercsv takes 30 ms for that, and grows with it
_ROW_LINES = 200
_CELL_CHARACTERS = 2_000_000
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
_DATA_CELL = re.compile(r"\s*(?:[-+]?[\d.,]*\d[.,]\d+|\d{5,}|https?://\S+)\s*$")


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is written, and its columns.

    Attributes:
        delimiter: what parts the cells.
        quote: what encloses a cell that needs it.
        escape: what takes a quote's meaning away, or "" where it is doubled.
        skip: lines before the header (blank ones, Excel's ``sep=;``).
        header: the columns' names, unique.
        named: whether the file names its columns; otherwise the first row is data and they are ``column 1``, ….
    """

    delimiter: str
    quote: str
    escape: str
    skip: int
    header: tuple[str, ...]
    named: bool = True

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The standard library's reader for this dialect."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape or None,
            doublequote=not self.escape,
        )


def find_table(sample: str, path: Path) -> Table:
    """The dialect and the header of a table, from its first characters."""
    lines = sample.splitlines(keepends=True)
    skip, stated = 0, ""
    for line in lines:
        separator_line = _SEPARATOR_LINE.match(line)
        if line.strip() and not separator_line:
            break
        stated = separator_line.group(1) if separator_line else stated
        skip += 1
    body = "".join(lines[skip:])
    delimiter, quote, escape = _dialect(body[:_SAMPLE_CHARACTERS].replace("\0", ""), path, stated)
    bare = Table(delimiter, quote, escape, skip, ())
    try:
        first = next(bare.reader(iter(lines[skip:])))
    except (csv.Error, StopIteration):
        raise CatalogError(f"The header of {path} cannot be read.", hint="Check its first line and its quotes.") from None
    named = not any(_DATA_CELL.match(cell) for cell in first)
    return Table(delimiter, quote, escape, skip, _unique(first if named else [""] * len(first)), named)


def _dialect(sample: str, path: Path, stated: str) -> tuple[str, str, str]:
    """Delimiter, quote and escape. What clevercsv says of the delimiter stands where the header has it."""
    from clevercsv.detect import Detector

    header = sample.split("\n", 1)[0]
    delimiter = stated or ("\t" if path.name.lower().removesuffix(".gz").endswith(".tsv") and "\t" in header else "")
    dialect = Detector().detect(sample, delimiters=[delimiter] if delimiter else list(DELIMITERS))
    if not delimiter:
        detected = dialect.delimiter if dialect else None
        delimiter = detected if detected and detected in header else max(DELIMITERS, key=header.count)
    escape = "\\" if '\\"' in sample and not re.search(r'[^,;\t|\s"]""|""[^,;\t|\s"]', sample) else ""
    quote = "'" if dialect and dialect.quotechar == "'" and sample.lstrip().startswith("'") else '"'
    return delimiter, quote, escape


def _unique(cells: list[str]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {number}"
        copy = 2
        while name in names:
            name, copy = f"{' '.join(cell.split())} {copy}", copy + 1
        names[name] = None
    return tuple(names)


class Row(NamedTuple):
    """One record of a table or a document, or the reason why there is none.

    Attributes:
        line: the line it starts on, 1-based; in a JSON document the record's ordinal.
        record: the fields as they were read; None for a bad row.
        reason: why the row is bad, else "".
        repaired: bytes that the file's encoding could not read and that were read as cp1252.
    """

    line: int
    record: dict[str, Any] | None
    reason: str = ""
    repaired: int = 0


def table_rows(path: Path, encoding: str, table: Table) -> Iterator[Row]:
    """Every row of a table but its header; an empty row is an empty record."""
    csv.field_size_limit(_CELL_CHARACTERS)
    with open_text(path, encoding) as file:
        lines = _Lines(iter(file), skip=table.skip)
        reader = table.reader(lines)
        header_due = table.named
        while True:
            lines.start_row()
            cells, reason = _next_cells(reader, lines)
            if cells is None and not reason:
                return
            if reason:  # the reader may be in the middle of a cell
                reader = table.reader(lines)
            if header_due:
                header_due = False
                continue
            record = _record(cells, table.header) if cells is not None else None
            if cells is not None and record is None:
                reason = f"{len(cells)} cells for {len(table.header)} columns"
            yield Row(lines.row_line, record, reason, lines.repaired)


def _next_cells(reader: Iterator[list[str]], lines: _Lines) -> tuple[list[str] | None, str]:
    """The next row's cells, or None and why there are none ("" at the end); an unclosed quote costs one line only."""
    cells, reason = None, ""
    try:
        cells = next(reader, None)
    except (_Unclosed, csv.Error) as error:
        reason = str(error)
    if lines.unclosed:
        cells, reason = None, reason or "a quote opens here and never closes"
        lines.rewind()
    return cells, reason


def _record(cells: list[str], header: tuple[str, ...]) -> dict[str, str] | None:
    """The row by column; missing cells at its end are missing values, and extra ones must be empty."""
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        return None
    if not any(cell and not cell.isspace() for cell in cells):
        return {}
    return dict(zip(header, cells, strict=False))


class _Unclosed(Exception):
    """A quoted cell that runs over more lines than any real one."""


class _Lines:
    """Lines for the csv reader that knows which of them belong to the row in hand, and can hand them out again."""

    def __init__(self, lines: Iterator[str], *, skip: int) -> None:
        self._lines = islice(lines, skip, None)
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._taken = skip
        self.row_line = 1
        self.repaired = 0
        self.unclosed = False

    def start_row(self) -> None:
        self._row, self.repaired, self.unclosed = [], 0, False
        self.row_line = self._taken + 1

    def rewind(self) -> None:
        """Hand out again every line of the row but its first."""
        self._again.extendleft(reversed(self._row[1:]))
        self._taken -= len(self._row) - 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self._row) >= _ROW_LINES:
            self.unclosed = True
            raise _Unclosed(f"a quote opens here and does not close within {_ROW_LINES} lines")
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            self.unclosed = bool(self._row)  # the reader wants more in the middle of a row
            raise StopIteration
        line, repaired = repair_line(line)
        self._row.append(line)
        self._taken += 1
        self.repaired += repaired
        return line.replace("\ufeff", "") if self._taken == 1 else line
