"""Spreadsheets: Excel (xlsx, xlsm, xlsb, xls) and ODS by python-calamine, which is fast and holds one sheet at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from shopcli.catalog.forms.header import LOOKED_AT, SECTION, Header, find_header, unique_names
from shopcli.catalog.forms.places import Place, as_file
from shopcli.catalog.forms.plain import plain_value
from shopcli.catalog.forms.tables import RecordMaker, Row, Table
from shopcli.errors import CatalogError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 2 * 1024**3
_RATIO, _HARMLESS = 300, 256 * 1024 * 1024


@contextmanager
def _workbook(place: Place) -> Iterator[Any]:
    """The open workbook.

    Raises:
        CatalogError: a damaged or locked file, or one that unpacks to far more than a table does.
    """
    import python_calamine

    hint = "Save it again as .xlsx or as CSV."
    with as_file(place) as path:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > min(_LARGEST, max(_HARMLESS, path.stat().st_size * _RATIO)):
                raise CatalogError(f"{place} unpacks to {unpacked / 2**20:,.0f} MiB.", hint="Save the table as CSV.")
        try:
            yield python_calamine.CalamineWorkbook.from_path(str(path))
        except python_calamine.PasswordError:
            raise CatalogError(f"{place} is locked with a password.", hint="Save it without a password.") from None
        except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, OverflowError) as error:
            what = " ".join(str(error).split())[:80] or type(error).__name__
            raise CatalogError(f"{place} cannot be read as a spreadsheet: {what}.", hint=hint) from None
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # how a fault in Rust shows itself
                raise
            raise CatalogError(f"{place} cannot be read as a spreadsheet.", hint=hint) from None


def find_sheets(place: Place) -> list[tuple[str, Header, int]]:
    """Each sheet that holds anything: its name, its header, and the number of its rows."""
    with _workbook(place) as workbook:
        first = {name: [cells for _, cells in islice(_rows(workbook, name), LOOKED_AT)] for name in workbook.sheet_names}
        return [(name, find_header(rows), len(rows)) for name, rows in first.items() if rows]


def sheet_table(header: Header) -> Table:
    """A sheet's columns as a table's."""
    names = unique_names(header.cells)
    sections = header.sections and SECTION not in names
    return Table(
        ",", '"', "", header.skip, (*names, SECTION) if sections else names, header.named, header.cells, sections, header.known
    )


def sheet_rows(place: Place, sheet: str, table: Table) -> Iterator[Row]:
    """The rows of a sheet under its header."""
    maker = RecordMaker(table)
    width = len(table.cells)
    with _workbook(place) as workbook:
        for line, cells in islice(_rows(workbook, sheet), table.skip + table.named, None):
            record, reason = maker.record(cells[:width] if not any(cells[width:]) else cells)
            if record is not None or reason:
                yield Row(line, record, reason)


def _rows(workbook: Any, sheet: str) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a sheet from the first that holds anything, each with its number; missing cells are None.

    Columns that are empty in every row stand at the ends only, and are cut off by calamine.
    """
    opened = workbook.get_sheet_by_name(sheet)
    start = opened.start
    first = start[0] + 1 if start else 1
    for line, cells in enumerate(opened.to_python(skip_empty_area=True), start=first):
        yield line, [None if cell == "" else plain_value(cell) for cell in cells]
