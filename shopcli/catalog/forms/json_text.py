"""JSON as catalogs write it: parsed with what they commonly get wrong let through."""

from __future__ import annotations

import json
import re
from typing import Any

# json.loads builds a decoder for every call that has an option; one is enough.
decoder = json.JSONDecoder(parse_constant=lambda _: None, strict=False)
_decode = decoder.decode
_SHELL = re.compile(r'\b(?:ObjectId|ISODate|Date|NumberLong|NumberInt|NumberDecimal|UUID)\(\s*("[^"]*"|-?[\d.]+)\s*\)')


def parse_json(text: str) -> Any:
    """``json.loads`` where NaN and Infinity are missing values, and raw control characters and MongoDB's types are let through.

    Raises:
        ValueError: it cannot be parsed; that includes nesting too deep and numbers of absurd length.
    """
    try:
        return _decode(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except ValueError:
        plain, count = _SHELL.subn(r"\1", text)
        if not count:
            raise
        return parse_json(plain)


def short(error: ValueError) -> str:
    """What is wrong, and where."""
    if isinstance(error, json.JSONDecodeError):
        place = f"line {error.lineno} column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        return f"{error.msg} at {place}"
    return str(error)[:80]


def kind_of(value: Any) -> str:
    """What a value is that is no object."""
    return {list: "a list", str: "text", bool: "a truth value", type(None): "null"}.get(type(value), "a number")
