"""Plain values: what databases and spreadsheets hold, as the values that JSON knows."""

from __future__ import annotations

import decimal
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

_DEEPEST = 20
_UNBOUNDED = 1e300


def plain_value(value: Any, depth: int = 0) -> Any:
    """A value as text, number, truth value, list, dictionary or None; bytes that are no text are None."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return _plain_number(value)
    if isinstance(value, decimal.Decimal):
        return str(value) if value.is_finite() else None
    if isinstance(value, (bytes, bytearray)):
        return _text_of_bytes(bytes(value))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if depth < _DEEPEST and isinstance(value, Mapping):
        return {str(key): plain_value(inner, depth + 1) for key, inner in value.items()}
    if depth < _DEEPEST and isinstance(value, (list, tuple, set)):
        return _plain_list(list(value), depth)
    return str(value)[:1000]


def _plain_number(value: float) -> float | int | None:
    """A number; whole ones without a decimal point, since spreadsheets know no others; None where there is none."""
    if not -_UNBOUNDED < value < _UNBOUNDED:
        return None
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _text_of_bytes(value: bytes) -> str | None:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _plain_list(values: list[Any], depth: int) -> Any:
    """A list; one of pairs is a map, as Parquet hands it out."""
    if values and all(isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) for value in values):
        return {key: plain_value(inner, depth + 1) for key, inner in values}
    return [plain_value(value, depth + 1) for value in values]
