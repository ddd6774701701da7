"""JSON documents: the list of products in one, found and read, as a stream where the document is large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple, TextIO

from shopcli.catalog.columns.lexicon import fold_name
from shopcli.catalog.forms.files import open_text, repair_line
from shopcli.catalog.forms.header import LOOKED_AT, SECTION, find_header, unique_names
from shopcli.catalog.forms.json_ld import is_product, open_item, products_within
from shopcli.catalog.forms.json_text import decoder, kind_of, parse_document, short
from shopcli.catalog.forms.lines import parse_python, unwrapped
from shopcli.catalog.forms.places import Place
from shopcli.catalog.forms.stream import AT_ONCE, JsonStream, Sampled
from shopcli.catalog.forms.stream import Path as JsonPath
from shopcli.catalog.forms.tables import Row
from shopcli.errors import CatalogError

STREAMED_FROM = 16 * 1024 * 1024  # characters from which on a JSON document is read twice rather than held in memory
_ID_OF_A_MAPPING, _NAME_OF_A_MAPPING = "id", "name"
_FEWEST_NAMED, _FIELDS_OF_A_RECORD = 3, 3  # records by their names, and fields of each
_DISTINCT = 0.8  # of the things in groups have a name of their own
_FIELDS_OF_A_GROUP = 3  # a section of a menu has a name and a picture, and no price
_LOOKED_AT = 100
_MOST_LISTS = 40
_OF_ONE_PRODUCT = frozenset(
    "variants variant skus sku variations options option attributes sizes colors colours images reviews offers prices "
    "specifications specs features properties".split()
)
_LISTS_DEPTH = 5
_TYPES_LOOKED_AT = 2000


class Records(NamedTuple):
    """The lists in a document whose elements are the records.

    Attributes:
        lists: each with the key that it stands under, which names a section where there are several.
        graph: whether the nodes are of several types, of which products alone are records.
    """

    lists: Sequence[tuple[str, list[Any]]]
    graph: bool = False

    @property
    def paths(self) -> list[tuple[str, JsonPath]] | None:
        """Where the lists are in the document; None where one is no list of the document's own."""
        if not all(isinstance(records, Sampled) for _, records in self.lists):
            return None
        return [(section, records.path) for section, records in self.lists if isinstance(records, Sampled)]


class _Document:
    """A JSON document's text, mended as it is read; ``repaired`` counts what was since it was last asked."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._started, self._repaired = file, False, 0

    def read(self, size: int = -1) -> str:
        """The next characters."""
        text, repaired = repair_line(self._file.read(size))
        self._repaired += repaired
        text, self._started = (text if self._started else text.lstrip("\ufeff")), True
        return text

    def repaired(self) -> int:
        """Bytes of another encoding since the last call."""
        repaired, self._repaired = self._repaired, 0
        return repaired


@contextmanager
def _open_document(place: Place, encoding: str) -> Iterator[_Document]:
    """A JSON document from its start; a failure to parse it is the catalog's."""
    with open_text(place, encoding) as file:
        try:
            yield _Document(file)
        except ValueError as error:
            hint = "If each line is a record of its own, name the file .jsonl; bad lines are skipped there."
            raise CatalogError(f"{place} is not valid JSON: {short(error)}.", hint=hint) from None


def document_rows(place: Place, encoding: str, streamed_from: int, *, wrapped: bool, python: bool = False) -> Iterator[Row]:
    """The records of a JSON document.

    Args:
        place: where it is.
        encoding: of its bytes.
        streamed_from: characters from which on it is not held in memory.
        wrapped: whether its values may be wrapped, by MongoDB or by GraphQL.
        python: whether it is a Python literal instead, which must be short.

    Raises:
        CatalogError: a document that cannot be parsed or that holds no list of objects.
    """
    with _open_document(place, encoding) as document:
        text = document.read(streamed_from)
        records = _streamed(place, encoding, streamed_from) if len(text) >= streamed_from and not python else None
        if records is None or records.paths is None:
            whole = text + document.read()
            records = _found(place, parse_python(whole) if python else parse_document(whole))
            yield from _record_rows(records, (_in_lists(records.lists)), document, wrapped)
            return
    with _open_document(place, encoding) as document:
        yield from _record_rows(records, _in_stream(place, encoding, streamed_from, records, document), document, wrapped)


def _stream(document: _Document, streamed_from: int) -> JsonStream:
    return JsonStream(document.read, decoder, at_once=min(AT_ONCE, streamed_from))


def _streamed(place: Place, encoding: str, streamed_from: int) -> Records | None:
    """What records a large document holds, by its outline; None where it holds none."""
    with _open_document(place, encoding) as document:
        return find_records(_stream(document, streamed_from).outline())


def _in_lists(lists: Sequence[tuple[str, list[Any]]]) -> Iterator[tuple[str, Any]]:
    for section, records in lists:
        for record in records:
            yield section, record


def _in_stream(
    place: Place, encoding: str, streamed_from: int, records: Records, document: _Document
) -> Iterator[tuple[str, Any]]:
    """The elements of each list, the document read from its start for each."""
    for number, (section, path) in enumerate(records.paths or ()):
        if number == 0:
            for element in _stream(document, streamed_from).elements(path):
                yield section, element
            continue
        with _open_document(place, encoding) as again:
            for element in _stream(again, streamed_from).elements(path):
                yield section, element


def _found(place: Place, document: Any) -> Records:
    records = find_records(document)
    if not place.found and isinstance(document, dict) and (records is None or _is_alone(records, document)):
        records = _named_by_keys(document) or records
    if records is None:
        hint = "Expected a list of objects, or an object that holds one."
        raise CatalogError(f"{place} holds no list of products.", hint=hint)
    return records


def _record_rows(records: Records, found: Iterable[tuple[str, Any]], document: _Document, wrapped: bool) -> Iterator[Row]:
    several = len(records.lists) > 1
    for ordinal, (section, element) in enumerate(found, start=1):
        repaired = document.repaired()
        record = open_item(element)
        if not isinstance(record, dict):
            yield Row(ordinal, None, f"record {ordinal} is not an object but {kind_of(record)}")
            continue
        if wrapped:
            record = unwrapped(record)
        for product in _products(record) if records.graph else (record,):
            named = {**product, SECTION: section} if several and SECTION not in product else product
            yield Row(ordinal, named, "", repaired)


def _products(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (product for product in map(open_item, products_within(node)) if isinstance(product, dict))


def find_records(document: Any) -> Records | None:
    """The records of a JSON document: the document itself, the lists of products within, or an id-to-record mapping."""
    if isinstance(document, list):
        if _are_groups(document) and (within := _lists_of_groups(document, _LISTS_DEPTH)):
            return _chosen(within)
        return _of_list(document) if _mostly_objects(document) else _of_rows(document)
    if not isinstance(document, dict):
        return None
    if (table := _of_columns(document)) is not None:
        return table
    if _is_mapping_of_records(document):
        return Records([("", [{_ID_OF_A_MAPPING: key, **record} for key, record in document.items()])])
    lists = _lists_within(document, "", _LISTS_DEPTH)
    if is_product(document) or (_has_title(document) and not _holds_a_catalog(document, lists)):
        return Records([("", [document])])
    return _chosen(lists) if lists else _without_list(document)


def _is_alone(records: Records, document: dict[str, Any]) -> bool:
    """Whether nothing but the document itself was found to be a record."""
    return len(records.lists) == 1 and len(records.lists[0][1]) == 1 and records.lists[0][1][0] is document


def _named_by_keys(document: dict[str, Any]) -> Records | None:
    """The records of a document that has each under its name, ``{"PLA Basic": {…}, "PETG": {…}}``, in groups or at once."""
    records = list(_within_mappings(document, "", {}, _LISTS_DEPTH))
    return Records([("", records)]) if len(records) >= _FEWEST_NAMED else None


def _within_mappings(document: dict[str, Any], key: str, groups: dict[str, str], depth: int) -> Iterator[dict[str, Any]]:
    """The records by name in a mapping, each with the groups that it is in: a brand in what is called brands, or a section."""
    inner = [(name, value) for name, value in document.items() if isinstance(value, dict)]
    if len(inner) == len(document) and len(inner) > 1 and _share_fields([value for _, value in inner]):
        yield from ({_NAME_OF_A_MAPPING: name, **groups, **value} for name, value in inner)
        return
    role = _role(key) if _role(key) in ("brand", "category", "type") else SECTION
    for name, value in inner if depth > 1 else ():
        yield from _within_mappings(value, name, {**groups, role: name} if len(inner) > 1 else groups, depth - 1)


def _share_fields(records: list[dict[str, Any]]) -> bool:
    """Whether records have a few fields of their own, and most of them all of these."""
    first = {key for key, value in records[0].items() if not isinstance(value, dict)}
    return len(first) >= _FIELDS_OF_A_RECORD and all(2 * len(first & set(record)) >= len(first) for record in records)


def _without_list(document: dict[str, Any]) -> Records | None:
    """The records of a document without a list: a mapping or a product below what wraps it, or the document itself."""
    for value in document.values():
        if isinstance(value, dict) and _is_mapping_of_records(value):
            return find_records(value)
    if alone := _alone(document, _LISTS_DEPTH):
        return Records([("", [alone])])
    if next(products_within(document), None) is not None:
        return Records([("", [document])], graph=True)
    scalars = sum(not isinstance(value, (dict, list)) for value in document.values())
    return Records([("", [document])]) if scalars >= 2 else None


def _alone(document: dict[str, Any], depth: int) -> dict[str, Any] | None:
    """The only product of a document, below what wraps it: an object with a name and a price."""
    for value in document.values():
        if isinstance(value, dict):
            if {"title", "price"} <= {_role(key) for key, inner in value.items() if not isinstance(inner, (dict, list))}:
                return value
            if depth > 1 and (found := _alone(value, depth - 1)):
                return found
    return None


def _of_list(records: list[Any]) -> Records:
    first = [open_item(record) for record in islice(records, _TYPES_LOOKED_AT)]
    typed = [record for record in first if isinstance(record, dict) and "@type" in record]
    graph = any(not is_product(record) for record in typed) and any(next(products_within(node), None) for node in typed)
    return Records([("", records)], graph)


def _of_rows(rows: list[Any]) -> Records | None:
    """A table as a list of rows, the first of which names the columns; None for any other list."""
    if isinstance(rows, Sampled) or len(rows) < 2 or not all(isinstance(row, list) and len(row) >= 2 for row in rows):
        return None
    header = find_header(rows[:LOOKED_AT])
    if not header.known:
        return None
    names = unique_names(header.cells)
    return Records([("", [dict(zip(names, row, strict=False)) for row in rows[header.skip + 1 :]])])


def _of_columns(document: dict[str, Any]) -> Records | None:
    """A table as pandas writes it, by its columns or split into names and rows; None for any other object."""
    names, rows = document.get("columns"), document.get("data")
    if isinstance(names, list) and isinstance(rows, list) and rows and all(isinstance(row, list) for row in rows):
        return _of_rows([list(map(str, names)), *rows]) if not isinstance(rows, Sampled) else None
    columns = list(document.values())
    if len(columns) < 2 or not any(_role(name) in ("title", "price") for name in document):
        return None
    if all(isinstance(column, dict) and column and column.keys() == columns[0].keys() for column in columns):
        cells = [list(column.values()) for column in columns]
    elif all(isinstance(column, list) and len(column) == len(columns[0]) > 1 for column in columns):
        cells = columns
    else:
        return None
    if any(isinstance(cell, dict) for column in cells for cell in column) or any(
        isinstance(column, Sampled) for column in cells
    ):
        return None
    return Records([("", [dict(zip(document, row, strict=True)) for row in zip(*cells, strict=True)])])


def _holds_a_catalog(document: dict[str, Any], lists: list[tuple[str, list[Any]]]) -> bool:
    """Whether a document with a name is a shop's rather than a product's: products stand in it, and it has no price."""
    if isinstance(document.get("products"), list):
        return True
    names = {role for key, value in document.items() if not isinstance(value, (dict, list)) for role in (_role(key),)}
    return "price" not in names and any(_rank(records)[0] == 2 for _, records in lists)


def _chosen(lists: list[tuple[str, list[Any]]]) -> Records:
    """The list that looks most like products and is longest, with those beside it that hold records of the same kind."""
    best = max(lists, key=lambda named: _rank(named[1]))
    fields = _fields(best[1])
    least = min(2, max(1, _rank(best[1])[0]))
    alike = [named for named in lists if named is best or _alike(fields, named[1], least)]
    if len(alike) == 1:
        return _of_list(best[1])
    kept = sorted(alike, key=lambda named: named is not best)[:_MOST_LISTS]
    return Records([named for named in alike if any(named is other for other in kept)])


def _alike(fields: set[str], records: list[Any], least: int) -> bool:
    own = _fields(records)
    return bool(own) and _rank(records)[0] >= least and len(fields & own) * 3 >= 2 * max(len(fields), len(own))


def _fields(records: list[Any]) -> set[str]:
    return {key for record in islice(records, 5) if isinstance(record, dict) for key in record}


def _rank(records: list[Any]) -> tuple[int, int]:
    """How much a list looks like one of products (a name and a price, a name alone, neither), and its length."""
    total = records.total if isinstance(records, Sampled) else len(records)
    roles: set[str] = set()
    for record in map(open_item, islice(records, 5)):
        if is_product(record):
            return 2, total
        roles |= {_role(key) for key in record} if isinstance(record, dict) else set()
    priced = bool(roles & {"price", "list_price"}) or "variants" in _fields(records)
    return ("title" in roles) + ("title" in roles and priced), total


def _role(key: str) -> str:
    from shopcli.catalog.columns.names import role_by_name

    return role_by_name(key)[0]


def _has_title(record: dict[str, Any]) -> bool:
    return any(_role(key) in ("title", "price") and not isinstance(record[key], (dict, list)) for key in record)


def _mostly_objects(values: list[Any]) -> bool:
    return sum(isinstance(value, dict) for value in values) * 2 > len(values)


def _is_mapping_of_records(document: dict[str, Any]) -> bool:
    """Whether all values are objects that share most of their fields, as in ``{"17": {…}, "18": {…}}``."""
    records = list(document.values())
    if len(records) < 2 or not all(isinstance(record, dict) and len(record) >= 2 for record in records):
        return False
    first = set(records[0])
    return all(len(first & set(record)) * 2 >= len(first) for record in records[:_LOOKED_AT]) and _has_title(records[0])


def _lists_within(document: dict[str, Any], name: str, depth: int) -> list[tuple[str, list[Any]]]:
    """The lists of objects in a document, each with the name of what holds it: its own key, or that of a wrapper around it."""
    lists: list[tuple[str, list[Any]]] = []
    for key, value in document.items():
        if isinstance(value, list) and value and _mostly_objects(value):
            grouped = _lists_of_groups(value, depth) if len(value) <= _LOOKED_AT and depth > 1 and _rank(value)[0] < 2 else []
            if not grouped or not _are_groups(value):
                lists.append((key, value))
            lists += grouped
        elif isinstance(value, dict) and depth > 1:
            lists += _lists_within(value, key, depth - 1)
    return lists


def _lists_of_groups(groups: list[Any], depth: int) -> list[tuple[str, list[Any]]]:
    """The lists in the elements of a short list of groups (a menu's sections, a shop's departments), by each group's name."""
    lists = []
    for group in groups:
        if not isinstance(group, dict):
            return []
        name = next(
            (str(value) for key, value in group.items() if _role(key) in ("title", "category") and isinstance(value, str)), ""
        )
        within = _lists_within(group, name, depth - 1)
        least = 1 if _are_groups(groups) else 2
        name = name or next((value for value in group.values() if isinstance(value, str)), "")
        lists += [(name or inner_name, records) for inner_name, records in within if _rank(records)[0] >= least]
    return lists


def _are_groups(elements: list[Any]) -> bool:
    """Whether the elements of a short list hold nothing but a name and a list of what says more than they do.

    A product with its variants is no group, and neither is one with its reviews or pictures; what these are called comes again
    from product to product.
    """
    if isinstance(elements, Sampled) or not 1 < len(elements) <= _LOOKED_AT or not _mostly_objects(elements):
        return False
    texts: list[tuple[str, ...]] = []
    for group in elements:
        if not isinstance(group, dict):
            return False
        own = [key for key, value in group.items() if not isinstance(value, (list, dict))]
        listed = [(key, value) for key, value in group.items() if isinstance(value, list) and _mostly_objects(value)]
        if len(own) > _FIELDS_OF_A_GROUP or any(_role(key) in ("price", "list_price") for key in own) or len(listed) > 1:
            return False
        if any(_is_of_one(key, value, len(own)) for key, value in listed):
            return False
        texts += [_said_of(record) for _, records in listed for record in records]
    return len(texts) > len(elements) and len(set(texts)) >= _DISTINCT * len(texts)


def _said_of(record: Any) -> tuple[str, ...]:
    """The names in a record."""
    return tuple(str(value) for key, value in record.items() if _role(key) == "title") if isinstance(record, dict) else ()


def _is_of_one(key: str, records: list[Any], own: int) -> bool:
    """Whether a list is of one product's own: its variants, its reviews, its pictures, or says no more than the product."""
    is_named_so = fold_name(key) in _OF_ONE_PRODUCT or _role(key) in ("image", "reviews", "size", "colour", "tags")
    return is_named_so or _rank(records)[0] == 0 or len(_fields(records)) <= own
