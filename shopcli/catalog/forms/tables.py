"""Delimited tables: the dialect from a sample by clevercsv, the rows by the standard library.

A quote that never closes would swallow the rest of the file: such a row is reported, and reading goes on behind its first line.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from shopcli.catalog.forms.files import lines_of, open_text, repair_line
from shopcli.catalog.forms.header import LOOKED_AT, SECTION, find_header, section_of, unique_names
from shopcli.catalog.forms.places import Place
from shopcli.errors import CatalogError

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 20_000  # clevercsv takes 30 ms for that, and grows with it
_ROW_LINES = 200
_CELL_CHARACTERS = 2_000_000
# What most cells of a column may be, so that one which is not shows that a row's cells are out of place.
_CELL_FORMS = (
    re.compile(r"\W{0,3}\d[\d.,'\s]*\W{0,3}(?:[A-Za-z]{1,3})?\s*"),
    re.compile(r"\s*(?:https?://|/)\S+\s*"),
    re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?"),
    re.compile(r"\s*[\w.-]*\d[\w.-]*\s*"),
)
_LEARNED_ROWS, _PROVING_ROWS, _MOST_PIECES, _NEARLY_ALL = 200, 10, 6, 0.95
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
_LINES_ABOVE = 25
_RULE = re.compile(r"\s*(?::?-{3,}:?\s*)?")
_RUN = 200  # clevercsv looks for web addresses, which takes the square of the length of what has no space in it
_LONG_COMMENT = re.compile(r"#+\s+\S")
_LONG_RUN = re.compile(r"[^\s,;|\"']{200,}")


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is written, and its columns.

    Attributes:
        delimiter: what parts the cells.
        quote: what encloses a cell that needs it.
        escape: what takes a quote's meaning away, or "" where it is doubled.
        skip: lines before the header (blank ones, Excel's ``sep=;``, titles and notes).
        header: the columns' names, unique, and the section's where rows name sections.
        named: whether the file names its columns; otherwise the first row is data and they are ``column 1``, ….
        cells: the header's cells as they stand there.
        sections: whether a row with one cell alone names the section that the rows below belong to.
        known: whether the header has a name that is a title's or a price's.
        even: whether most rows have as many cells as the header.
    """

    delimiter: str
    quote: str
    escape: str
    skip: int
    header: tuple[str, ...]
    named: bool = True
    cells: tuple[str, ...] = ()
    sections: bool = False
    known: bool = False
    even: bool = True

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The standard library's reader for this dialect."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape or None,
            doublequote=not self.escape,
        )


def find_table(sample: str, place: Place) -> Table:
    """The dialect and the header of a table, from its first characters."""
    lines = list(io.StringIO(sample, newline=""))  # as a file has them: `splitlines` ends lines at a form feed too
    skip, stated = 0, ""
    for line in lines:
        separator_line = _SEPARATOR_LINE.match(line)
        if line.strip() and not separator_line:
            break
        stated = separator_line.group(1) if separator_line else stated
        skip += 1
    skip += _comments_above(lines[skip:])
    body = "".join(lines[skip:])
    delimiter, quote, escape = _dialect(body[:_SAMPLE_CHARACTERS].replace("\0", ""), place, stated)
    bare = Table(delimiter, quote, escape, skip, ())
    rows, starts = _first_rows(bare, lines[skip:])
    if not rows:
        raise CatalogError(f"The header of {place} cannot be read.", hint="Check its first line and its quotes.") from None
    found = find_header(rows)
    names = unique_names(found.cells)
    sections = found.sections and SECTION not in names
    header = (*names, SECTION) if sections else names
    return Table(
        delimiter, quote, escape, skip + starts[found.skip], header, found.named, found.cells, sections, found.known, found.even
    )


def _comments_above(lines: list[str]) -> int:
    """How many lines that begin with # tell of a table below them; the last of them may be its header."""
    count = next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)
    if not count or not _LONG_COMMENT.match(lines[0]):
        return 0
    is_header = any(lines[count - 1].count(each) == lines[count].count(each) > 0 for each in DELIMITERS)
    return count - is_header


def _first_rows(table: Table, lines: list[str]) -> tuple[list[list[str]], list[int]]:
    """The first rows, and how many lines stand before each."""
    reader = table.reader(iter(lines))
    rows: list[list[str]] = []
    starts: list[int] = []
    try:
        while len(rows) < LOOKED_AT:
            start = reader.line_num  # type: ignore[attr-defined]
            rows.append(next(reader))
            starts.append(start)
    except (csv.Error, StopIteration):
        pass
    return rows, starts


def _dialect(sample: str, place: Place, stated: str) -> tuple[str, str, str]:
    """Delimiter, quote and escape. What clevercsv says of the delimiter stands where the header has it."""
    from clevercsv.detect import Detector

    lines = sample.split("\n")
    header = lines[0]
    delimiter = stated or ("\t" if place.name.endswith((".tsv", ".tab")) and "\t" in header else "")
    shortened = _LONG_RUN.sub(lambda run: run.group()[:_RUN], sample)
    dialect = Detector().detect(shortened, delimiters=[delimiter] if delimiter else list(DELIMITERS))
    if not delimiter:
        detected = dialect.delimiter if dialect else None
        below = [each for each in (detected, *DELIMITERS) if each and _parts_evenly(each, lines[1:_LINES_ABOVE])]
        if detected and detected in header:
            delimiter = detected
        elif below and not any(each in header for each in DELIMITERS):
            delimiter = below[0]
        else:
            delimiter = max(DELIMITERS, key=header.count)
    escape = "\\" if '\\"' in sample and not re.search(r'[^,;\t|\s"]""|""[^,;\t|\s"]', sample) else ""
    quote = "'" if dialect and dialect.quotechar == "'" and sample.lstrip().startswith("'") else '"'
    return delimiter, quote, escape


def _parts_evenly(delimiter: str, lines: list[str]) -> bool:
    """Whether most lines below a title have the delimiter, at least twice, and equally often."""
    counts = [line.count(delimiter) for line in lines if line.strip()]
    usual = max(counts, key=counts.count, default=0)
    return usual >= 2 and counts.count(usual) * 5 >= len(counts) * 3


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


def table_rows(place: Place, encoding: str, table: Table) -> Iterator[Row]:
    """Every row of a table but its header; an empty row is an empty record."""
    csv.field_size_limit(_CELL_CHARACTERS)
    maker = RecordMaker(table)
    with open_text(place, encoding) as file:
        lines = _Lines(lines_of(file), skip=table.skip)
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
            record = None
            if cells is not None:
                record, reason = maker.record(cells)
                if record is None and not reason:
                    continue
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


class _Forms:
    """What the columns of a table hold, numbers, addresses or other texts, by the rows that have as many cells.

    Args:
        width: how many columns there are.
    """

    def __init__(self, width: int) -> None:
        self._rows, self._hits = 0, [[0] * len(_CELL_FORMS) for _ in range(width)]

    def learn(self, cells: list[Any]) -> None:
        """Take in a row, one of the first ones."""
        if self._rows >= _LEARNED_ROWS:
            return
        self._rows += 1
        for hits, cell in zip(self._hits, cells, strict=True):
            for number, form in enumerate(_CELL_FORMS):
                hits[number] += not _is_filled(cell) or (isinstance(cell, str) and form.fullmatch(cell) is not None)

    def joined(self, cells: list[Any], delimiter: str) -> list[Any] | None:
        """A row with too many cells where a text has the delimiter and no quotes: its pieces put together again.

        None where nothing tells which cells they are.
        """
        extra = len(cells) - len(self._hits)
        if self._rows < _PROVING_ROWS or extra > _MOST_PIECES or not all(isinstance(cell, str) for cell in cells):
            return None
        ways = {
            at: [*cells[:at], delimiter.join(cells[at : at + extra + 1]), *cells[at + extra + 1 :]]
            for at in range(len(self._hits))
        }
        fit = {at: way for at, way in ways.items() if self._is_like(way)}
        if len(fit) > 1:  # behind a comma within a text stands a blank
            fit = {at: way for at, way in fit.items() if all(cell[:1] == " " for cell in cells[at + 1 : at + extra + 1])}
        return next(iter(fit.values())) if len(fit) == 1 else None

    def _is_like(self, cells: list[str]) -> bool:
        for hits, cell in zip(self._hits, cells, strict=True):
            for count, form in zip(hits, _CELL_FORMS, strict=True):
                if count >= _NEARLY_ALL * self._rows and _is_filled(cell) and not form.fullmatch(cell):
                    return False
        return True


class RecordMaker:
    """Makes records of a table's rows, and remembers the section that they stand in."""

    def __init__(self, table: Table) -> None:
        self._names = table.header[:-1] if table.sections else table.header
        self._header = list(table.cells) if table.named else None
        self._sections, self._section = table.sections, ""
        self._delimiter = table.delimiter
        self._forms = _Forms(len(self._names))
        self._ruled = table.delimiter == "|"  # as Markdown draws a table, with a line under the header

    def record(self, cells: list[Any]) -> tuple[dict[str, Any] | None, str]:
        """The row by column; missing cells at its end are missing values, and extra ones must be empty.

        Returns:
            the record, and "" or why there is none; (None, "") for a row that is no record: a section's, the header again.
        """
        names = self._names
        if len(cells) == 1 and len(names) > 2 and (within := self._cells_within(cells[0])):
            cells = within
        if len(cells) > len(names) and any(_is_filled(cell) for cell in cells[len(names) :]):
            joined = self._forms.joined(cells, self._delimiter)
            if joined is None:
                return None, f"{len(cells)} cells for {len(names)} columns"
            cells = joined
        elif len(cells) == len(names):
            self._forms.learn(cells)
        if self._header and len(cells) == len(self._header) and cells[0] == self._header[0] and cells == self._header:
            return None, ""
        if not any(_is_filled(cell) for cell in cells):
            return {}, ""
        if _is_comment(cells):
            return None, ""
        if self._ruled and all(_RULE.fullmatch(cell) for cell in cells):
            return None, ""
        if not self._sections:
            return dict(zip(names, cells, strict=False)), ""
        if section := section_of(cells):
            self._section = section
            return None, ""
        return {**dict(zip(names, cells, strict=False)), SECTION: self._section}, ""

    def _cells_within(self, cell: Any) -> list[Any] | None:
        """The cells of a whole row that a program has put into quotes once more, as one; None of any other."""
        if not isinstance(cell, str) or cell.count(self._delimiter) < len(self._names) - 1:
            return None
        cells = next(csv.reader([cell], delimiter=self._delimiter), [])
        return cells if len(cells) == len(self._names) else None


def _is_comment(cells: list[Any]) -> bool:
    """Whether a row says something of the rows around it: "# Polyesters"."""
    first = cells[0]
    return isinstance(first, str) and first.startswith("# ") and sum(map(_is_filled, cells)) == 1


def _is_filled(cell: Any) -> bool:
    return bool(cell) and not cell.isspace() if isinstance(cell, str) else cell is not None


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
