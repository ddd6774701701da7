"""Excel's XML of 2003 (SpreadsheetML) as sheets: what many programs still write under the name of an Excel file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shopcli.catalog.forms.plain import plain_value
from shopcli.catalog.forms.sheet_check import Unfit
from shopcli.catalog.forms.sheet_process import Sheets

_LONGEST = 256 * 1024 * 1024  # bytes
_MOST_COLUMNS = 16_384  # as Excel has
_NUMBER = "Number"


def xml_sheets(path: Path) -> Sheets:
    """The sheets of a workbook, each with the number of its first row, and its rows.

    Raises:
        Unfit: it is too long, broken, or declares entities.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    if path.stat().st_size > _LONGEST:
        raise Unfit(f"it is longer than {_LONGEST // 2**20} MiB")
    sheets: Sheets = {}
    rows: list[list[Any]] = []
    name = ""
    try:
        for event, element in iterparse(str(path), events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "start" and tag == "Worksheet":
                name, rows = _attribute(element, "Name") or f"Sheet{len(sheets) + 1}", []
            elif event == "end" and tag == "Row":
                rows.append(_cells(element))
                element.clear()
            elif event == "end" and tag == "Worksheet" and rows:
                sheets[name] = (1, rows)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unfit(str(error).partition(":")[0][:80] or "it is broken XML") from None
    return sheets


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _cells(row: Any) -> list[Any]:
    """The values of a row; a cell says its column where cells before it are empty, and how many it is merged across."""
    cells: list[Any] = []
    for cell in row:
        index, across = _attribute(cell, "Index"), _attribute(cell, "MergeAcross")
        if index.isdigit() and len(cells) < int(index) - 1 < _MOST_COLUMNS:
            cells += [""] * (int(index) - 1 - len(cells))
        data = next((part for part in cell if part.tag.rpartition("}")[2] == "Data"), None)
        cells.append("" if data is None else _value("".join(data.itertext()).strip(), _attribute(data, "Type")))
        cells += [""] * (int(across) if across.isdigit() and len(cells) + int(across) < _MOST_COLUMNS else 0)
    return cells[:_MOST_COLUMNS]


def _value(text: str, kind: str) -> Any:
    if kind != _NUMBER:
        return text
    try:
        return plain_value(float(text))
    except ValueError:
        return text
