"""The header of a table: which of its first rows names the columns, what stands above it, and rows that name a section.

What people export from a spreadsheet has a title and notes above the header, sections between the rows ("RICE,,,"), and
the header once more on every printed page. All that is read off the first rows; nothing is known of their words but which
names a column may have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

LOOKED_AT = 400
SECTION = "section"
_HIGHEST = 25
_DATA_CELL = re.compile(r"\s*(?:[-+]?[\d.,]*\d[.,]\d+|\d{5,}|https?://\S+)\s*$")
_BARE_NUMBER = re.compile(r"\s*[-+]?\d[\d.,]*\s*$")
_AMOUNT = re.compile(r"[\d\s.,'’]*\d[\d\s.,'’]*")
_LONGEST_AMOUNT = 24  # characters of a price, a date, a quantity with its unit
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_SYSTEM_NAME = re.compile(r"\s*\((?:[a-z_]+\.)?metafields\.[\w.-]+\)$")
_BRIEF, _HALVES = 20, 3  # characters of what a header's upper half names, and how many it names at the least
_LONGEST_NAME = 60
_LONGEST_SECTION = 120

Cells = Sequence[Any]
RoleOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Header:
    """A table's columns.

    Attributes:
        skip: rows above the header, or above the first row of data.
        cells: the columns' names as they stand there; empty ones where the table names none.
        named: whether there is a header.
        sections: whether a row of which only one cell is filled names the section that the rows below belong to.
        known: whether a column has a name that is a title's or a price's.
        even: whether most rows have as many cells as the header; running text with commas has not.
    """

    skip: int
    cells: tuple[str, ...]
    named: bool
    sections: bool = False
    known: bool = False
    even: bool = True


def find_header(rows: Sequence[Cells]) -> Header:
    """The header of a table.

    Args:
        rows: the table's first rows, cell by cell, at most `LOOKED_AT`; empty rows too.
    """
    from shopcli.catalog.columns.names import role_by_name

    def role_of(name: str) -> str:
        return role_by_name(name)[0] if name.strip() else ""

    at = next((number for number, cells in enumerate(rows) if _filled(cells)), None)
    if at is None:
        return Header(0, (), True)
    at = _header_row(rows, at, role_of)
    if len(rows) > at + 1 and _is_for_machines(rows[at + 1], rows[at], role_of):
        at += 1  # labels stand above the names that the feed has for them
    cells = _with_what_stands_above(rows[at - 1] if at else (), rows[at], rows[at + 1 :], role_of)
    if len(rows) > at + 1 and (joined := _joined(cells, rows[at + 1], rows[at + 2 :])):
        at, cells = at + 1, joined
    roles = {role_of(cell) for cell in cells}
    known = "title" in roles or "price" in roles
    named = known or not _is_data(cells, rows[at + 1 :])
    width = len(cells)
    below = rows[at + named :]
    sections = named and width >= 2 and _has_sections(below)
    full = [len(row) for row in below if _filled(row)]
    even = full.count(width) * 2 >= len(full)
    return Header(at, cells if named else ("",) * width, named, sections, known and named, even)


def unique_names(cells: Sequence[str]) -> tuple[str, ...]:
    """The columns' names, each once; one without a name is called by its number.

    Where a shop system has put its own name for a field in brackets behind, ``Fabric (product.metafields.shopify.fabric)``,
    it is left out, unless another column is called so.
    """
    names: dict[str, None] = {}
    bare = Counter(_SYSTEM_NAME.sub("", " ".join(cell.split())) for cell in cells)
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {number}"
        name = short if (short := _SYSTEM_NAME.sub("", name)) and bare[short] == 1 else name
        copy = 2
        while name in names:
            name, copy = f"{' '.join(cell.split())} {copy}", copy + 1
        names[name] = None
    return tuple(names)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _filled(cells: Cells) -> int:
    return sum(bool(_text(cell).strip()) for cell in cells)


def _is_data(first: Sequence[str], below: Sequence[Cells]) -> bool:
    """Whether a first row is one of data: it holds what no column is called, or numbers where all below hold numbers too.

    So does one with an amount, a date or a quantity that is written as most of those below it are: "479 Сом", "2022-12-29".
    """
    if any(_DATA_CELL.match(cell) for cell in first):
        return True
    for column, cell in enumerate(first):
        values = [_text(cells[column]) for cells in below[:50] if len(cells) > column and _text(cells[column]).strip()]
        if _BARE_NUMBER.match(cell) and len(values) >= 2 and all(map(_BARE_NUMBER.match, values)):
            return not _is_count(first)
        if (form := _form_of_amount(cell)) and len(values) >= 2:
            return 5 * sum(_form_of_amount(value) == form for value in values) >= 4 * len(values)
    return False


def _form_of_amount(cell: str) -> str:
    """What stands around the numbers of a short cell, each number as 0; empty where there is none, or nothing around it."""
    text = cell.strip()
    if len(text) > _LONGEST_AMOUNT or not (text[:1].isdigit() or text[-1:].isdigit() or _AMOUNT.search(text)):
        return ""
    form = _AMOUNT.sub("0", text)
    return form if form != "0" and sum(map(str.isalpha, form)) <= 6 else ""


def _is_count(first: Sequence[str]) -> bool:
    """Whether cells are 0, 1, 2, … as pandas names columns that have no name."""
    digits = [cell.strip() for cell in first]
    return digits in ([str(n) for n in range(len(digits))], [str(n) for n in range(1, len(digits) + 1)])


def _header_row(rows: Sequence[Cells], first: int, role_of: RoleOf) -> int:
    """The row that names the columns: the first one, or one below it where all above are titles and notes.

    A title or a note fills fewer cells than the rows below; the header fills about as many as they do, repeats nothing, and
    names at least one column as columns are named.
    """
    widths = Counter(filled for cells in rows[first : first + LOOKED_AT] if (filled := _filled(cells)) > 1)
    if not widths:
        return first
    usual = max(width for width, count in widths.items() if count >= max(widths.values()) / 2)
    for at in range(first, min(len(rows), first + _HIGHEST)):
        filled = _filled(rows[at])
        if filled >= max(2, usual * 0.6) and _names_columns(rows[at], role_of):
            lower = rows[at + 1] if at + 1 < len(rows) else ()
            titled = any(role_of(_text(cell)) == "title" for cell in lower)
            if titled and _filled(lower) >= filled and _is_upper(rows[at], lower) and _names_columns(lower, role_of):
                return at + 1
            above = first if _is_above(rows, first, at, role_of) else max(first, at - 1)
            upper = above > first and _is_above(rows, first, above, role_of) and _is_upper(rows[above], rows[at])
            return at if above == first or upper else first
        if filled >= usual:  # the rows of data have begun
            return first
    return first


def _names_columns(cells: Cells, role_of: RoleOf) -> bool:
    names = [_text(cell).strip() for cell in cells if _text(cell).strip()]
    short = all(len(name) <= _LONGEST_NAME and not _DATA_CELL.match(name) and not _BARE_NUMBER.match(name) for name in names)
    roles = {role for name in names if (role := role_of(name))}
    return short and len(set(names)) == len(names) and (bool(roles & {"title", "price"}) or len(roles) >= 2)


def _is_for_machines(cells: Cells, above: Cells, role_of: RoleOf) -> bool:
    """Whether a row below the header names all of its columns again in a program's words: ``item_sku``, ``brand_name``."""
    names = [_text(cell).strip() for cell in cells]
    named = [bool(name) for name in names] == [bool(_text(cell).strip()) for cell in above]
    programs = all(_IDENTIFIER.fullmatch(name) for name in names if name) and 2 * sum("_" in name for name in names) > len(
        names
    )
    return named and programs and _names_columns(cells, role_of)


def _joined(upper: Sequence[str], lower: Cells, below: Sequence[Cells]) -> tuple[str, ...]:
    """The names of columns that stand in two rows, of which the upper has one for several: "Price" over "retail" and "trade".

    Empty where the second row is no part of the header: it holds anything under a column that stands alone, or the columns
    below it do not hold numbers.
    """
    texts = [_text(cell).strip() for cell in lower] + [""] * (len(upper) - len(lower))
    parts = [number for number, text in enumerate(texts[: len(upper)]) if text]
    bare = [number for number, name in enumerate(upper) if not name.strip()]
    if len(texts) > len(upper) or len(parts) < 2 or not bare or not set(bare) <= set(parts):
        return ()
    if any(number not in bare and number + 1 not in bare for number in parts) or any(map(_BARE_NUMBER.match, texts)):
        return ()
    for number in parts:
        values = [_text(cells[number]) for cells in below if len(cells) > number and _text(cells[number]).strip()]
        if not values or 2 * sum(_BARE_NUMBER.match(value) is not None for value in values) < len(values):
            return ()
    names, over = [], ""
    for number, name in enumerate(upper):
        over = name.strip() or over
        names.append(f"{over} {texts[number]}" if number in parts else name)
    return tuple(names)


def _is_upper(upper: Cells, lower: Cells) -> bool:
    """Whether a row is the upper half of a header: it names columns that the lower leaves bare, and what it names is brief."""
    texts = [_text(cell).strip() for cell in upper]
    below = [_text(cell).strip() for cell in lower] + [""] * len(texts)
    bare = [text for text, under in zip(texts, below, strict=False) if text and not under]
    brief = all(len(text) <= _BRIEF and not any(map(str.isdigit, text)) for text in texts)
    return brief and bool(bare) and sum(map(bool, texts)) >= _HALVES


def _with_what_stands_above(upper: Cells, lower: Cells, below: Sequence[Cells], role_of: RoleOf) -> tuple[str, ...]:
    """The header's names, those of columns that only the row above names among them: "je" beside "Preis" over "Euro".

    A column that both rows name goes by both, where the two say more of it than the lower row alone.
    """
    names = [_text(cell) for cell in lower]
    if not upper or not _is_upper(upper, lower) or len(upper) > len(names):
        return tuple(names)
    for number, cell in enumerate(upper):
        over, under = _text(cell).strip(), names[number].strip()
        filled = any(len(cells) > number and _text(cells[number]).strip() for cells in below[:_HIGHEST])
        if over and not under and filled:
            names[number] = over
        elif over and under and not role_of(under) and role_of(over):
            names[number] = f"{over} {under}"
    return tuple(names)


def _is_above(rows: Sequence[Cells], first: int, header: int, role_of: RoleOf) -> bool:
    """Whether all rows between are titles and notes, and none of them the header itself."""
    for cells in rows[first:header]:
        filled = [_text(cell) for cell in cells if _text(cell).strip()]
        if len(filled) > 1 and sum(role_of(cell) in ("title", "price") for cell in filled) > 1:
            return False
    return True


def section_of(cells: Cells) -> str:
    """The text of the only filled cell of at least two, "" where there are more or it is a number."""
    filled = [text for cell in cells if (text := _text(cell).strip())]
    if len(filled) != 1 or len(cells) < 2 or len(filled[0]) > _LONGEST_SECTION or _BARE_NUMBER.match(filled[0]):
        return ""
    return " ".join(filled[0].split()).rstrip(":")


def _has_sections(rows: Sequence[Cells]) -> bool:
    """Whether rows with one cell alone are headings: one stands over the first row, and rows follow nearly each.

    A product of which only the name is known looks the same; but then the first row is hardly one, and they come anyhow.
    """
    thin = [bool(section_of(cells)) for cells in rows if _filled(cells)]
    count = sum(thin)
    if not count or not thin[0] or len(thin) < 3 or count > len(thin) / 2 or (len(rows[0]) < 3 and count < 2):
        return False
    followed = sum(not after for before, after in pairwise(thin) if before)
    return followed >= (count - thin[-1]) * 0.8
