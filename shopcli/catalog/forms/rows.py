"""A catalog file as rows: its encoding and format found out, then each record with the line it starts on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TextIO

from shopcli.catalog.forms.files import find_encoding, open_text, repair_line
from shopcli.catalog.forms.stream import AT_ONCE, JsonStream, Sampled
from shopcli.catalog.forms.stream import Path as JsonPath
from shopcli.catalog.forms.tables import Row, Table, find_table, table_rows
from shopcli.errors import CatalogError

_SNIFFED = 64 * 1024
STREAMED_FROM = 16 * 1024 * 1024  # characters from which on a JSON document is read twice rather than held in memory
_SNIFFED_LINE = 4 * 1024 * 1024  # where the first record alone is longer than that
_JSON_START = re.compile(r"\s*(?:\[\s*(?:[\[{\]\"]|$)|\{\s*(?:[\"}]|$))")
_ID_OF_A_MAPPING = "id"


@dataclass(frozen=True, slots=True)
class Source:
    """One file and how to read it; a JSON document of ``streamed_from`` characters is not held in memory."""

    path: Path
    encoding: str
    form: Literal["json", "lines", "table"]
    table: Table | None = None
    streamed_from: int = STREAMED_FROM


def find_source(path: Path, *, streamed_from: int = STREAMED_FROM) -> Source:
    """How a file is to be read, by its content; the suffix decides nothing but a single-column table's name.

    Raises:
        CatalogError: a file that is empty, damaged or no text.
    """
    encoding = find_encoding(path)
    with open_text(path, encoding) as file:
        sample = repair_line(file.read(_SNIFFED).lstrip("\ufeff"))[0]
        if "\n" not in sample.strip():
            sample += repair_line(file.read(_SNIFFED_LINE))[0]
    if not sample.strip():
        raise CatalogError(f"{path} is empty.", hint="Give a file with at least one product.")
    form = _form_of(sample, path)
    return Source(path, encoding, form, find_table(sample, path) if form == "table" else None, streamed_from)


def _form_of(sample: str, path: Path) -> Literal["json", "lines", "table"]:
    """JSON Lines, a JSON document or a table; the suffix speaks only where a broken first line leaves it open."""
    name = path.name.lower().removesuffix(".gz")
    named_lines = name.endswith((".jsonl", ".ndjson"))
    starts = sample.lstrip()[0] in "[{" if name.endswith(".json") or named_lines else bool(_JSON_START.match(sample))
    if starts or named_lines:
        lines = [line.strip() for line in sample.split("\n") if line.strip()][:20]
        whole = sum(line.startswith("{") and line.endswith("}") for line in lines)
        if len(lines) > 1 and not sample.lstrip().startswith("[") and whole >= (1 if named_lines else len(lines) / 2):
            return "lines"
    return "json" if starts else "table"


def read_rows(source: Source) -> Iterator[Row]:
    """The rows of one file, streamed.

    Raises:
        CatalogError: a JSON document that cannot be parsed or that holds no list of objects.
    """
    if source.form == "table":
        assert source.table is not None
        yield from table_rows(source.path, source.encoding, source.table)
    elif source.form == "lines":
        yield from _line_rows(source)
    else:
        yield from _document_rows(source)


# json.loads builds a decoder for every call that has an option; one is enough.
_decoder = json.JSONDecoder(parse_constant=lambda _: None, strict=False)
_decode = _decoder.decode


def parse_json(text: str) -> Any:
    """``json.loads`` where NaN and Infinity are missing values and raw control characters are let through.

    Raises:
        ValueError: it cannot be parsed; that includes nesting too deep and numbers of absurd length.
    """
    try:
        return _decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _line_rows(source: Source) -> Iterator[Row]:
    with open_text(source.path, source.encoding) as file:
        for line, raw in enumerate(file, start=1):
            text, repaired = repair_line(raw.strip(" \t\r\n\ufeff,"))
            if not text or text in ("[", "]"):
                continue
            try:
                record = parse_json(text)
            except ValueError as error:
                yield Row(line, None, f"broken JSON: {_short(error)}", repaired)
                continue
            if isinstance(record, dict):
                yield Row(line, record, "", repaired)
            else:
                yield Row(line, None, f"not an object but {_kind(record)}", repaired)


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
def _open_document(source: Source) -> Iterator[_Document]:
    """A JSON document from its start; a failure to parse it is the catalog's."""
    with open_text(source.path, source.encoding) as file:
        try:
            yield _Document(file)
        except ValueError as error:
            hint = "If each line is a record of its own, name the file .jsonl; bad lines are skipped there."
            raise CatalogError(f"{source.path} is not valid JSON: {_short(error)}.", hint=hint) from None


def _document_rows(source: Source) -> Iterator[Row]:
    with _open_document(source) as document:
        text = document.read(source.streamed_from)
        path = _streamed_path(source) if len(text) >= source.streamed_from else None
        if path is None:
            yield from _record_rows(source, find_records(parse_json(text + document.read())), document)
            return
    with _open_document(source) as document:
        yield from _record_rows(source, _stream(source, document).elements(path), document)


def _stream(source: Source, document: _Document) -> JsonStream:
    return JsonStream(document.read, _decoder, at_once=min(AT_ONCE, source.streamed_from))


def _streamed_path(source: Source) -> JsonPath | None:
    """Where in a large document the records are; None where they are no list, so that all of it must be in memory."""
    with _open_document(source) as document:
        records = find_records(_stream(source, document).outline())
    return records.path if isinstance(records, Sampled) else None


def _record_rows(source: Source, records: Iterable[Any] | None, document: _Document) -> Iterator[Row]:
    if records is None:
        hint = "Expected a list of objects, or an object that holds one."
        raise CatalogError(f"{source.path} holds no list of products.", hint=hint)
    for ordinal, record in enumerate(records, start=1):
        repaired = document.repaired()
        if isinstance(record, dict):
            yield Row(ordinal, record, "", repaired)
        else:
            yield Row(ordinal, None, f"record {ordinal} is not an object but {_kind(record)}")


def find_records(document: Any) -> list[Any] | None:
    """The list of records in a JSON document: itself, the longest list of objects within, or an id-to-record mapping."""
    if isinstance(document, list):
        return document if _mostly_objects(document) else None
    if not isinstance(document, dict):
        return None
    if _is_mapping_of_records(document):
        return [{_ID_OF_A_MAPPING: key, **record} for key, record in document.items()]
    if _has_title(document) and not isinstance(document.get("products"), list):
        return [document]
    if lists := _lists_within(document, depth=4):
        return max(lists, key=lambda records: records.total if isinstance(records, Sampled) else len(records))
    for value in document.values():
        if isinstance(value, dict) and _is_mapping_of_records(value):
            return find_records(value)
    scalars = sum(not isinstance(value, (dict, list)) for value in document.values())
    return [document] if scalars >= 2 else None


def _has_title(record: dict[str, Any]) -> bool:
    from shopcli.catalog.columns.names import role_by_name

    return any(role_by_name(key)[0] in ("title", "price") and not isinstance(record[key], (dict, list)) for key in record)


def _mostly_objects(values: list[Any]) -> bool:
    return sum(isinstance(value, dict) for value in values) * 2 > len(values)


def _is_mapping_of_records(document: dict[str, Any]) -> bool:
    """Whether all values are objects that share most of their fields, as in ``{"17": {…}, "18": {…}}``."""
    records = list(document.values())
    if len(records) < 2 or not all(isinstance(record, dict) and len(record) >= 2 for record in records):
        return False
    first = set(records[0])
    return all(len(first & set(record)) * 2 >= len(first) for record in records[:100]) and _has_title(records[0])


def _lists_within(document: dict[str, Any], *, depth: int) -> list[list[Any]]:
    lists = []
    for value in document.values():
        if isinstance(value, list) and value and _mostly_objects(value):
            lists.append(value)
        elif isinstance(value, dict) and depth > 1:
            lists += _lists_within(value, depth=depth - 1)
    return lists


def _short(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        place = f"line {error.lineno} column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        return f"{error.msg} at {place}"
    return str(error)[:80]


def _kind(value: Any) -> str:
    return {list: "a list", str: "text", bool: "a truth value", type(None): "null"}.get(type(value), "a number")
