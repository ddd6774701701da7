"""Records a line each: JSON Lines, Elasticsearch's bulk form, mongoexport's, and lines of Python dictionaries."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from shopcli.catalog.forms.files import lines_of, open_text, repair_line
from shopcli.catalog.forms.json_ld import open_item, with_id
from shopcli.catalog.forms.json_text import kind_of, parse_json, short
from shopcli.catalog.forms.places import Place
from shopcli.catalog.forms.tables import Row

PYTHON_START = re.compile(r"\s*(?:\[\s*)?\{\s*[uU]?'")
_PYTHON_LONGEST = 1 << 20
_PYTHON_NAN = re.compile(r"(?<=[:,\[])\s*(?:nan|inf|-inf|NaN)(?=\s*[,}\]])")
_ACTIONS = frozenset(("index", "create", "update", "delete"))
_ACTION_KEYS = frozenset(("routing", "pipeline", "version", "version_type", "parent", "require_alias"))
WRAPPED = re.compile(r'"(?:\$\w|edges"|nodes")')
_NUMBERS = ("$numberDecimal", "$numberDouble", "$numberInt", "$numberLong")
_CONNECTION = frozenset(("edges", "nodes", "pageInfo", "totalCount", "__typename"))
_DEEPEST = 60


def line_rows(place: Place, encoding: str, *, python: bool = False) -> Iterator[Row]:
    """A row for each line that holds anything; an action of Elasticsearch's bulk form gives the next line its id."""
    parse: Callable[[str], Any] = parse_python if python else parse_json
    given: Any = None
    with open_text(place, encoding) as file:
        for line, raw in enumerate(lines_of(file), start=1):
            text, repaired = repair_line(raw.strip(" \t\r\n\ufeff,\x1e"))
            if not text or text in ("[", "]", "\x1a"):
                continue
            try:
                record = parse(text)
            except ValueError as error:
                yield Row(line, None, f"broken {'Python dictionary' if python else 'JSON'}: {short(error)}", repaired)
                continue
            if not isinstance(record, dict):
                yield Row(line, None, f"not an object but {kind_of(record)}", repaired)
            elif len(record) == 1 and (action := _action(record)) is not None:
                given = action.get("_id")
            else:
                if WRAPPED.search(text):
                    record = unwrapped(record)
                yield Row(line, with_id(_opened(record), given), "", repaired)
                given = None


def _action(record: dict[str, Any]) -> dict[str, Any] | None:
    """What an action line of the bulk form says of the next line; None for any other record."""
    name, inner = next(iter(record.items()))
    if name not in _ACTIONS or not isinstance(inner, dict):
        return None
    return inner if all(key.startswith("_") or key in _ACTION_KEYS for key in inner) else None


def _opened(record: dict[str, Any]) -> dict[str, Any]:
    if isinstance(record.get("doc"), dict) and record.keys() <= {"doc", "doc_as_upsert", "upsert"}:
        return record["doc"]
    opened = open_item(record)
    return opened if isinstance(opened, dict) else record


def unwrapped(value: Any, depth: int = 0) -> Any:
    """A value without what wraps it: MongoDB's types as ids, numbers and dates of ISO 8601, GraphQL's connections as lists."""
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        return [unwrapped(inner, depth + 1) for inner in value]
    if not isinstance(value, dict):
        return value
    if (nodes := _connection(value)) is not None:
        return [unwrapped(node, depth + 1) for node in nodes]
    if len(value) == 1:
        key, inner = next(iter(value.items()))
        if key in _NUMBERS and isinstance(inner, (str, int, float)):
            return _number(inner)
        if key == "$date":
            return _date(unwrapped(inner, depth + 1))
        if key in ("$oid", "$uuid", "$symbol", "$code") and isinstance(inner, str):
            return inner
    return {key: unwrapped(inner, depth + 1) for key, inner in value.items()}


def _connection(value: dict[str, Any]) -> list[Any] | None:
    """The nodes of one of GraphQL's connections; None for any other object."""
    if not value.keys() <= _CONNECTION:
        return None
    if isinstance(value.get("nodes"), list):
        return value["nodes"]
    edges = value.get("edges")
    if isinstance(edges, list) and all(isinstance(edge, dict) and "node" in edge for edge in edges):
        return [edge["node"] for edge in edges]
    return None


def _number(value: str | int | float) -> str | int | float | None:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    return value if re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", value) else None


def _date(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    try:
        moment = datetime(1970, 1, 1) + timedelta(milliseconds=value)
    except (OverflowError, ValueError):
        return None
    return moment.isoformat()


def parse_python(text: str) -> Any:
    """A Python literal, read and never run.

    Raises:
        ValueError: it is none, or too long.
    """
    if len(text) > _PYTHON_LONGEST:
        raise ValueError(f"longer than {_PYTHON_LONGEST} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _json_like(
                ast.literal_eval(_PYTHON_NAN.sub(" None", text) if "nan" in text.lower() or "inf" in text else text)
            )
    except SyntaxError as error:
        raise ValueError(f"{error.msg} at column {error.offset}") from None
    except (RecursionError, MemoryError):
        raise ValueError("nested too deeply") from None
    except (TypeError, AttributeError):
        raise ValueError("not a literal") from None


def _json_like(value: Any) -> Any:
    from shopcli.catalog.forms.plain import plain_value

    return plain_value(value)
