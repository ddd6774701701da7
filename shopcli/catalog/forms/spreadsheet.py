"""Spreadsheets: Excel (xlsx, xlsm, xlsb, xls, XML of 2003) and ODS by python-calamine, which is fast and holds one sheet."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from shopcli.catalog.forms.dumps.xml_sheet import xml_sheets
from shopcli.catalog.forms.header import LOOKED_AT, SECTION, Header, find_header, unique_names
from shopcli.catalog.forms.places import Place, as_file
from shopcli.catalog.forms.plain import plain_value
from shopcli.catalog.forms.sheet_check import Unfit, check_workbook
from shopcli.catalog.forms.sheet_process import ProcessFailed, Sheets, sheets_of
from shopcli.catalog.forms.tables import RecordMaker, Row, Table
from shopcli.errors import CatalogError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 2 * 1024**3
_RATIO, _HARMLESS = 300, 256 * 1024 * 1024


class _Workbook(Protocol):
    @property
    def names(self) -> list[str]:
        """The sheets' names, in order."""

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Any]]]:
        """The rows of a sheet from the first that holds anything, each with its number."""


class _Opened:
    """A workbook of XML parts, open in calamine."""

    def __init__(self, path: Path) -> None:
        import python_calamine

        self._workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        self.names = list(self._workbook.sheet_names)

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Any]]]:
        opened = self._workbook.get_sheet_by_name(sheet)
        first = opened.start[0] + 1 if opened.start else 1
        for line, cells in enumerate(opened.to_python(skip_empty_area=True), start=first):
            yield line, [plain_value(cell) for cell in cells]


class _Converted:
    """A binary workbook, as another process has read it."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self.names = list(sheets)

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Any]]]:
        first, rows = self._sheets[sheet]
        return enumerate(rows, start=first)


@contextmanager
def _workbook(place: Place) -> Iterator[_Workbook]:
    """The open workbook.

    Raises:
        CatalogError: a damaged or locked file, or one that unpacks to far more than a table does.
    """
    import python_calamine

    with as_file(place) as path:
        try:
            yield _Opened(path) if _is_xml(path) else _Converted(xml_sheets(path) if _is_text(path) else sheets_of(path))
        except python_calamine.PasswordError:
            raise CatalogError(f"{place} is locked with a password.", hint="Save it without a password.") from None
        except (
            python_calamine.CalamineError,
            zipfile.BadZipFile,
            OSError,
            ValueError,
            OverflowError,
            Unfit,
            ProcessFailed,
        ) as error:
            raise _unreadable(place, " ".join(str(error).split())[:80] or type(error).__name__) from None
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # how a fault in Rust shows itself
                raise
            raise _unreadable(place, "it is damaged") from None


def _unreadable(place: Place, why: str) -> CatalogError:
    return CatalogError(f"{place} cannot be read as a spreadsheet: {why}.", hint="Save it again as .xlsx or as CSV.")


def _is_text(path: Path) -> bool:
    """Whether a workbook is one XML document, as Excel wrote it in 2003."""
    with path.open("rb") as file:
        return file.read(16).lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").startswith(b"<")


def _is_xml(path: Path) -> bool:
    """Whether a workbook is made of XML parts, and all is well with them.

    Raises:
        Unfit: it is, but they are not to be opened.
    """
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > min(_LARGEST, max(_HARMLESS, path.stat().st_size * _RATIO)):
            raise Unfit(f"it unpacks to {unpacked / 2**20:,.0f} MiB")
        if any(name.lower().endswith("workbook.bin") for name in archive.namelist()):
            return False
    check_workbook(path)
    return True


def find_sheets(place: Place) -> list[tuple[str, Header, int]]:
    """Each sheet that holds anything: its name, its header, and the number of its rows, as far as it was looked at."""
    with _workbook(place) as workbook:
        first = {name: [cells for _, cells in islice(workbook.rows(name), LOOKED_AT)] for name in workbook.names}
        return [(name, find_header(rows), len(rows)) for name, rows in first.items() if rows]


def sheet_table(header: Header) -> Table:
    """A sheet's columns as a table's."""
    names = unique_names(header.cells)
    sections = header.sections and SECTION not in names
    columns = (*names, SECTION) if sections else names
    return Table(",", '"', "", header.skip, columns, header.named, header.cells, sections, header.known, header.even)


def sheet_rows(place: Place, sheet: str, table: Table) -> Iterator[Row]:
    """The rows of a sheet under its header; empty cells are missing."""
    maker = RecordMaker(table)
    width = len(table.cells)
    with _workbook(place) as workbook:
        for line, found in islice(workbook.rows(sheet), table.skip + table.named, None):
            cells = [None if cell == "" else cell for cell in found]
            record, reason = maker.record(cells[:width] if not any(cells[width:]) else cells)
            if record is not None or reason:
                yield Row(line, record, reason)
