"""SQLite databases, opened to be read only: the table that was asked for, or the one that looks most like products."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from shopcli.catalog.forms.places import Place, as_file
from shopcli.catalog.forms.plain import plain_value
from shopcli.catalog.forms.tables import Row
from shopcli.errors import CatalogError

MAGIC = b"SQLite format 3\x00"
_COUNTED = 1000
_LONGEST_VALUE = 1 << 26  # bytes of a row, which a generated column may compute to be of any length
_HINT = "Copy it while nothing writes to it, or export its table as CSV."


@contextmanager
def _connection(place: Place) -> Iterator[sqlite3.Connection]:
    with as_file(place) as path:
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                connection.text_factory = lambda text: text.decode("utf-8", "replace")
                connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("PRAGMA cell_size_check = ON")
                yield connection
        except (sqlite3.Error, OverflowError, ValueError) as error:
            raise CatalogError(f"{place} cannot be read as SQLite: {error}.", hint=_HINT) from None


def find_tables(place: Place, *, views: bool = False) -> list[tuple[str, tuple[str, ...], int]]:
    """The tables of a database that hold rows: name, columns, and the number of rows up to a thousand.

    Args:
        place: the database.
        views: whether views are named too; one may compute without end, so none is counted.
    """
    tables = []
    with _connection(place) as connection:
        names = connection.execute(
            "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY rowid"
        ).fetchall()
        for name, kind in names:
            if not isinstance(name, str) or name.startswith("sqlite_") or (kind == "view" and not views):
                continue
            columns = tuple(str(row[1]) for row in connection.execute(f"PRAGMA table_info({_quoted(name)})"))
            count = 1 if kind == "view" else _count(connection, name)
            if columns and count:
                tables.append((name, columns, count))
    return tables


def unread_log(place: Place) -> tuple[str, ...]:
    """A remark where a log of changes lies beside a database, as while it is written to: what is in it is not read."""
    log = place.path.with_name(f"{place.path.name}-wal")
    if place.member or not log.is_file() or not log.stat().st_size:
        return ()
    return (f"{place}: not read: the changes in {log.name} (sqlite3 {place.path.name} 'PRAGMA wal_checkpoint' writes them)",)


def _count(connection: sqlite3.Connection, name: str) -> int:
    try:
        return connection.execute(f"SELECT count(*) FROM (SELECT 1 FROM {_quoted(name)} LIMIT {_COUNTED})").fetchone()[0]
    except sqlite3.OperationalError:  # a virtual table whose module is not here
        return 0


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def sqlite_rows(place: Place, table: str) -> Iterator[Row]:
    """The rows of a table in its own order, each with its number from 1.

    Raises:
        CatalogError: a damaged database, also one whose pages lead in a circle.
    """
    with _connection(place) as connection:
        most = place.path.stat().st_size * 300 + 1
        cursor = connection.execute(f"SELECT * FROM {_quoted(table)}")
        names = [str(column[0]) for column in cursor.description]
        for line, values in enumerate(cursor, start=1):
            if line > most:
                raise CatalogError(f"{place} cannot be read as SQLite: it has no end.", hint=_HINT)
            yield Row(line, {name: plain_value(value) for name, value in zip(names, values, strict=True)})
