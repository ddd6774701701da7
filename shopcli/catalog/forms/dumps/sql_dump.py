"""SQL dumps as catalogs: the table that is most like products, with what other tables say of its rows.

Shop systems keep a product's texts, its maker and its categories in tables of their own, under keys. A table that has the key
of the products in its first column says more of them, once in the shop's first language; a column that ends in ``_id`` and is
the key of a table with names is spelt out; a table of two keys links the products to what the second names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from shopcli.catalog.forms.dumps.sql_text import DumpedTable, Value, tables_of
from shopcli.catalog.forms.files import open_text, repair_line
from shopcli.catalog.forms.places import Place
from shopcli.catalog.forms.refused import Refusal, refuse
from shopcli.catalog.forms.tables import Row
from shopcli.util.lazy_regex import pattern

_LONGEST = 256 * 1024 * 1024  # characters that are held in memory
_NEARLY_ALL = 0.8  # of the products have a row in a table that says more of them
_FEWEST_NAMES = 2
_PEOPLE = "orders?|cart|basket|invoice|customer|user|session|review"
_OF_PEOPLE = pattern(rf"(?:id_(?:{_PEOPLE})|(?:{_PEOPLE})_?id)")
_JOINT = " | "


def find_dumped(place: Place, encoding: str) -> dict[str, DumpedTable]:
    """The tables of a dump that hold rows.

    Raises:
        CatalogError: there is none, or the dump is too long.
    """
    with open_text(place, encoding) as file:
        text = file.read(_LONGEST + 1)
    tables = tables_of(repair_line(text.replace("\r\n", "\n"))[0]) if len(text) <= _LONGEST else {}
    if not tables:
        what = "an SQL dump too long to be read" if len(text) > _LONGEST else "an SQL dump without rows"
        raise refuse(
            place, Refusal(what, "Load it (sqlite3 shop.db < FILE) and index shop.db, or export the table of products.")
        )
    return tables


def columns_told(name: str, tables: Mapping[str, DumpedTable]) -> tuple[str, ...]:
    """The columns of a table and of those that say more of its rows; none where its rows are of purchases or of people."""
    table = tables[name]
    if _is_of_people(table):
        return ()
    key = _key_of(table)
    more = (other for held, other in tables.items() if held != name and key and _saying_more(key, table, other))
    return tuple(dict.fromkeys([*table.columns, *(column for other in more for column in other.columns)]))


def _is_of_people(table: DumpedTable) -> bool:
    """Whether a table's rows are orders, carts, reviews: what somebody did with a product."""
    return any(_OF_PEOPLE.fullmatch(column.lower()) for column in table.columns)


def dump_rows(place: Place, encoding: str, name: str) -> Iterator[Row]:
    """The rows of a table, each with what the others say of it."""
    tables = find_dumped(place, encoding)
    table = tables[name]
    joins = _Joins(name, tables)
    for line, values in table.rows:
        if len(values) != len(table.columns) and table.columns:
            yield Row(line, None, f"{len(values)} values for {len(table.columns)} columns")
            continue
        record = dict(zip(table.columns or _numbered(values), values, strict=True))
        yield Row(line, joins.joined(record))


def _numbered(values: Sequence[Value]) -> tuple[str, ...]:
    return tuple(f"column {number}" for number in range(1, len(values) + 1))


class _Joins:
    """What other tables say of the rows of one."""

    def __init__(self, name: str, tables: Mapping[str, DumpedTable]) -> None:
        table = tables[name]
        self._own = table.columns
        others = {other: held for other, held in tables.items() if other != name and held.columns}
        self._key = _key_of(table)
        self._more = [more for held in others.values() if self._key and (more := _saying_more(self._key, table, held))]
        self._named: dict[str, dict[Value, str]] = {}
        for column in table.columns:
            if column != self._key and _is_key(column) and (names := _names_under(column, others.values())):
                self._named[column] = names
        self._linked = self._links(others)

    def _links(self, others: Mapping[str, DumpedTable]) -> list[tuple[str, dict[Value, list[str]]]]:
        """Of each table that links the products to something with a name, what it is and the names by the products' keys."""
        links = []
        for held in others.values():
            keys = [column for column in held.columns if _is_key(column) and column != self._key]
            if not self._key or self._key not in held.columns or len(keys) != 1 or len(held.columns) > 4:
                continue
            if names := _names_under(keys[0], others.values()):
                at, to = held.columns.index(self._key), held.columns.index(keys[0])
                linked: dict[Value, list[str]] = {}
                for _, values in _whole(held):
                    if values[to] in names:
                        linked.setdefault(values[at], []).append(names[values[to]])
                links.append((_without_key(keys[0]), linked))
        return links

    def joined(self, record: dict[str, Value]) -> dict[str, Value]:
        """A row with what the other tables say of it."""
        key = record.get(self._key) if self._key else None
        for more in self._more:
            for column, value in more.get(key, {}).items():
                if record.get(column) in (None, ""):
                    record[column] = value
        for column, names in self._named.items():
            if (name := names.get(record.get(column))) and not record.get(_without_key(column)):
                record[_without_key(column)] = name
        for column, linked in self._linked:
            if key in linked and not record.get(column):
                record[column] = _JOINT.join(dict.fromkeys(linked[key]))
        return record


def _is_key(column: str) -> bool:
    return column.lower().endswith(("_id", "id")) or column.lower().startswith("id_")


def _without_key(column: str) -> str:
    low = column.lower()
    return column[3:] if low.startswith("id_") else column[:-3] if low.endswith("_id") else column[:-2]


def _whole(table: DumpedTable) -> list[tuple[int, tuple[Value, ...]]]:
    return [row for row in table.rows if len(row[1]) == len(table.columns)]


def _key_of(table: DumpedTable) -> str:
    """The first column that is a key and differs in every row; "" where there is none."""
    rows = _whole(table)
    for number, column in enumerate(table.columns):
        if _is_key(column) and len({values[number] for _, values in rows}) == len(rows):
            return column
    return ""


def _saying_more(key: str, table: DumpedTable, other: DumpedTable) -> dict[Value, dict[str, Value]]:
    """The rows of a table that has a name for nearly each product, by the products' key, the first of each."""
    if key not in other.columns[:2] or not _name_column(other) or _is_of_people(other):
        return {}
    at = other.columns.index(key)
    first: dict[Value, dict[str, Value]] = {}
    for _, values in _whole(other):
        first.setdefault(values[at], dict(zip(other.columns, values, strict=True)))
    own = table.columns.index(key)
    known = sum(values[own] in first for _, values in _whole(table))
    return first if known >= _NEARLY_ALL * len(table.rows) else {}


def _name_column(table: DumpedTable, roles: Sequence[str] = ("title",)) -> str:
    from shopcli.catalog.columns.names import role_by_name

    return next((column for column in table.columns if role_by_name(column)[0] in roles), "")


def _names_under(key: str, tables: Iterable[DumpedTable]) -> dict[Value, str]:
    """The names that a table gives what is under a key, the first where it has one for each language; {} where none does."""
    for table in tables:
        name = _name_column(table, ("title", "brand", "category"))
        if not name or key not in table.columns[:2]:
            continue
        at, named = table.columns.index(key), table.columns.index(name)
        names: dict[Value, str] = {}
        for _, values in _whole(table):
            if isinstance(values[named], str) and values[named]:
                names.setdefault(values[at], str(values[named]))
        if len(names) >= _FEWEST_NAMES:
            return names
    return {}
