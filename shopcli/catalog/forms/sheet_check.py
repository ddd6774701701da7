"""A look at a workbook before it is opened.

Calamine goes round in circles on XML that is broken, and takes memory for every cell of the rectangle that the outermost cells
span, however few there are.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.parsers import expat

MOST_CELLS = 30_000_000
_PARTS = re.compile(r"content\.xml$|xl/(?:workbook|sharedStrings|styles|worksheets/[^/]+)\.xml$", re.IGNORECASE)
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
_CHUNK = 1 << 18


class Unfit(Exception):
    """Why a workbook is not to be opened."""


def check_workbook(path: Path) -> None:
    """Whether a workbook of XML parts can be opened; one of another kind passes.

    Raises:
        Unfit: its XML is broken, or its cells span more than can be held.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        for name in filter(_PARTS.search, archive.namelist()):
            extent = _Repeated() if name.lower().endswith("content.xml") else _Extent()
            _parse(archive, name, extent)


class _Extent:
    """The rectangle that a sheet's cells span, by their names."""

    def __init__(self) -> None:
        self._rows = self._columns = self._row = self._column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "row":
            number = attributes.get("r", "")
            self._row, self._column = int(number) if number.isdigit() and len(number) < 9 else self._row + 1, 0
        elif tag == "c":
            self._column += 1
            if match := _CELL.match(attributes.get("r", "")):
                self._column, self._row = _column_number(match[1]), int(match[2])
            self._columns, self._rows = max(self._columns, self._column), max(self._rows, self._row)
            if self._columns * self._rows > MOST_CELLS:
                raise Unfit(f"its cells span {self._rows:,} rows and {self._columns:,} columns")

    def end(self, tag: str) -> None:
        """An element ends."""


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class _Repeated:
    """The cells of OpenDocument's tables, where one element may stand for many."""

    def __init__(self) -> None:
        self._cells = self._width = self._filled = self._rows = 0
        self._text = False
        self._repeat = 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(":")[2]
        if name == "table-row":
            self._rows, self._width, self._filled = _times(attributes, "rows"), 0, 0
        elif name in ("table-cell", "covered-table-cell"):
            self._repeat = _times(attributes, "columns")
            self._width += self._repeat
            if any(key.endswith("value-type") for key in attributes):
                self._filled = self._width
            if self._cells + self._filled * self._rows > MOST_CELLS:
                raise Unfit(f"it has more than {MOST_CELLS:,} cells")

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag.rpartition(":")[2] == "table-row":
            self._cells += max(self._filled, 1) * (self._rows if self._filled else 1)


def _times(attributes: dict[str, str], what: str) -> int:
    number = next((value for key, value in attributes.items() if key.endswith(f"number-{what}-repeated")), "1")
    return int(number) if number.isdigit() and len(number) < 12 else 1


def _parse(archive: zipfile.ZipFile, name: str, extent: _Extent | _Repeated) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = extent.start, extent.end
    parser.EntityDeclHandler = _refuse_entities
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unfit(f"{name} is broken: {str(error).partition(':')[0]}") from None


def _refuse_entities(*_: object) -> None:
    raise Unfit("it declares entities")
