"""Binary workbooks (xls, xlsb) in a process of their own: a damaged one may send their reader round in circles, or end it.

    python -m shopcli.catalog.forms.sheet_process WORKBOOK OUT

writes the sheets as JSON: each with its name, the number of its first row, and its rows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from shopcli.catalog.forms.plain import plain_value

Sheets = dict[str, tuple[int, list[list[Any]]]]

_BASE_S, _S_PER_BYTE = 10.0, 10e-6
_MOST_BYTES = 4 * 1024**3
_PACKAGE = Path(__file__).resolve().parents[3]


class ProcessFailed(Exception):
    """The process ended without the sheets; its text says why, as far as that is known."""


def sheets_of(path: Path) -> Sheets:
    """The sheets of a workbook that another process reads, in a time that its size is due and in bounded memory.

    Raises:
        ProcessFailed: it is damaged, or takes too long.
    """
    places = filter(None, (str(_PACKAGE), os.environ.get("PYTHONPATH")))  # an empty one would be the current folder
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    with tempfile.TemporaryDirectory(prefix="shopcli-") as folder:
        out = Path(folder) / "sheets.json"
        command = [sys.executable, "-P", "-m", __name__, str(path), str(out)]
        try:
            done = subprocess.run(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_BASE_S + path.stat().st_size * _S_PER_BYTE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ProcessFailed("it seems to have no end") from None
        if done.returncode or not out.exists():
            raise ProcessFailed("it is damaged, or locked with a password")
        return json.loads(out.read_text(encoding="utf-8"))


def main(workbook: str, out: str) -> None:
    """Read a workbook and write its sheets."""
    import python_calamine

    _limit_memory()
    opened = python_calamine.CalamineWorkbook.from_path(workbook)
    sheets: Sheets = {}
    for name in opened.sheet_names:
        sheet = opened.get_sheet_by_name(name)
        rows = [[plain_value(cell) for cell in cells] for cells in sheet.to_python(skip_empty_area=True)]
        sheets[name] = (sheet.start[0] + 1 if sheet.start else 1, rows)
    beside = Path(f"{out}.new")
    beside.write_text(json.dumps(sheets), encoding="utf-8")
    beside.replace(out)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))


if __name__ == "__main__":
    main(*sys.argv[1:])
