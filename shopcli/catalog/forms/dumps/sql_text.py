"""SQL dumps as tables: the rows of INSERT statements and of PostgreSQL's COPY, read and never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from shopcli.util.lazy_regex import pattern

Value = str | int | float | None

_NAME = r"[`\"\[]?\w[\w$ -]{0,63}?[`\"\]]?"
_INTO = rf"(?:INSERT\s+(?:(?:IGNORE|DELAYED|LOW_PRIORITY|OR\s+\w+)\s+)?INTO|REPLACE\s+INTO)\s+(?:{_NAME}\.)?(?P<into>{_NAME})"
_STATEMENT = pattern(
    rf"^[ \t]*(?:{_INTO}\s*(?:\((?P<columns>[^()]*)\)\s*)?(?:OVERRIDING\s+\w+\s+VALUE\s+)?VALUES\s*"
    rf"|CREATE\s+(?:TEMPORARY\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:{_NAME}\.)?(?P<made>{_NAME})\s*\("
    rf"|COPY\s+(?:{_NAME}\.)?(?P<copied>{_NAME})\s*\((?P<named>[^()]*)\)\s+FROM\s+stdin[^\n]*\n)",
    re.IGNORECASE | re.MULTILINE,
)
_TEXT = r"'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'"
_PLAIN_TEXT = r"'[^']*(?:''[^']*)*'"  # PostgreSQL's, in which a backslash is one
_VALUE = r"\s*(?:[NEe]?(?P<text>{text})|(?P<word>[^\s,()'\"]+)(?:\s*\([^()]*\))?|\"(?P<quoted>[^\"]*)\")\s*(?:::[\w ]+)?\s*"
_VALUES = {plain: pattern(_VALUE.format(text=text), re.DOTALL) for plain, text in ((False, _TEXT), (True, _PLAIN_TEXT))}
_POSTGRES = pattern(r"PostgreSQL database dump|standard_conforming_strings")
_NUMBER = pattern(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d{1,3})?")
_ESCAPE = pattern(r"\\(.)|''", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "", "Z": "", "b": "", "%": "\\%", "_": "\\_"}
_COLUMN = pattern(rf"\s*(?P<name>{_NAME})\s+[A-Za-z]")
_NO_COLUMN = ("primary", "key", "unique", "constraint", "index", "foreign", "fulltext", "check", "spatial", "exclude", "like")
_MOST_COLUMNS = 2000


@dataclass
class DumpedTable:
    """A table of a dump: its columns, and its rows with the line that each begins on; a short row says why it is none."""

    columns: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[Value, ...]]] = field(default_factory=list)


def tables_of(text: str) -> dict[str, DumpedTable]:
    """The tables of a dump by name, those without rows left out."""
    tables: dict[str, DumpedTable] = {}
    plain = _POSTGRES.search(text, 0, 4096) is not None
    at, line, counted = 0, 1, 0
    while match := _STATEMENT.search(text, at):
        at = match.end()
        line, counted = line + text.count("\n", counted, at), at
        name = _bare(match["into"] or match["made"] or match["copied"])
        table = tables.setdefault(name, DumpedTable())
        if match["made"]:
            table.columns = table.columns or _columns_made(text, at)
        elif match["copied"]:
            at = _copy(text, at, line, match["named"], table)
        else:
            at = _insert(text, at, line, match["columns"], table, plain=plain)
    return {name: table for name, table in tables.items() if table.rows}


def _bare(name: str) -> str:
    return name.strip().strip('`"[]').strip()


def _names(columns: str | None) -> tuple[str, ...]:
    return tuple(map(_bare, columns.split(","))) if columns else ()


def _columns_made(text: str, at: int) -> tuple[str, ...]:
    """The columns that a CREATE TABLE statement has from its bracket on."""
    names = []
    for piece in _pieces(text, at):
        match = _COLUMN.match(piece)
        if match and _bare(match["name"]).lower().split(" ")[0] not in _NO_COLUMN:
            names.append(_bare(match["name"]))
    return tuple(names[:_MOST_COLUMNS])


def _pieces(text: str, at: int) -> Iterator[str]:
    """What stands between the commas within a bracket, up to its end."""
    depth, start, quote = 0, at, ""
    for place in range(at, min(len(text), at + 1_000_000)):
        letter = text[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"`":
            quote = letter
        elif letter == "(":
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
        elif letter in ",)" and not depth:
            yield text[start:place]
            start = place + 1
            if letter == ")":
                return


def _insert(text: str, at: int, line: int, columns: str | None, table: DumpedTable, *, plain: bool) -> int:
    """Add the rows of an INSERT statement; returns where it ends, or where it can be read no further."""
    named = _names(columns)
    if named and not table.columns:
        table.columns = named
    counted = at
    while True:
        while at < len(text) and text[at] in ", \t\r\n":
            at += 1
        if not text.startswith("(", at):
            return at
        line, counted = line + text.count("\n", counted, at), at
        values, at = _tuple(text, at + 1, plain=plain)
        if values is None:
            return at
        table.rows.append((line, _in_order(values, named, table.columns)))


def _in_order(values: list[Value], named: tuple[str, ...], columns: tuple[str, ...]) -> tuple[Value, ...]:
    if not named or named == columns or len(named) != len(values):
        return tuple(values)
    told = dict(zip(named, values, strict=True))
    return tuple(told.get(column) for column in columns)


def _tuple(text: str, at: int, *, plain: bool) -> tuple[list[Value] | None, int]:
    """The values of a row from behind its bracket, and where it ends; None where it is none."""
    values: list[Value] = []
    while match := _VALUES[plain].match(text, at):
        values.append(_value(match, plain=plain))
        at = match.end()
        if text.startswith(")", at):
            return values, at + 1
        if not text.startswith(",", at) or len(values) > _MOST_COLUMNS:
            break
        at += 1
    return None, at


def _value(match: re.Match[str], *, plain: bool) -> Value:
    if (text := match["text"]) is not None:
        text = text[1:-1]
        if plain:
            return text.replace("''", "'")
        return _ESCAPE.sub(_unescaped, text) if "\\" in text or "''" in text else text
    if match["quoted"] is not None:
        return match["quoted"]
    word = match["word"]
    if _NUMBER.fullmatch(word):
        return float(word) if any(sign in word for sign in ".eE") else int(word) if len(word) < 19 else word
    return None if word.upper() in ("NULL", "DEFAULT") else word


def _unescaped(match: re.Match[str]) -> str:
    return "'" if match[1] is None else _ESCAPES.get(match[1], match[1])


def _copy(text: str, at: int, line: int, columns: str, table: DumpedTable) -> int:
    """Add the rows of a COPY statement, tabs between their values; returns where it ends."""
    table.columns = table.columns if len(table.columns) == len(_names(columns)) else _names(columns)
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        row, at = text[at:end], end + 1
        if row.startswith("\\."):
            return at
        line += 1
        cells = (None if cell == "\\N" else _ESCAPE.sub(_unescaped, cell) for cell in row.split("\t"))
        table.rows.append((line, _in_order(list(cells), _names(columns), table.columns)))
    return at
