"""JSON as catalogs write it: parsed with what they commonly get wrong let through."""

from __future__ import annotations

import json
import re
from typing import Any

# json.loads builds a decoder for every call that has an option; one is enough.
decoder = json.JSONDecoder(parse_constant=lambda _: None, strict=False)
_decode = decoder.decode
_SPACE = re.compile(r"[\s,]*")
# A text or a comment that never ends is kept as far as it goes, or every quote in it would be tried as the start of one.
_NO_JSON = re.compile(r'//[^\n]*|/\*.{0,5000}?\*/|,(?=\s*[\]}])|("(?:[^"\\]++|\\.)*+"?|/\*.{0,5000})', re.DOTALL)
_MOST_WRAPPED = 4  # Date(NumberLong("17")), and once for what is wrapped in nothing
_SHELL = re.compile(r'\b(?:ObjectId|ISODate|Date|NumberLong|NumberInt|NumberDecimal|UUID)\(\s*("[^"]*"|-?[\d.]+)\s*\)')


def parse_json(text: str) -> Any:
    """``json.loads`` where NaN and Infinity are missing values, and raw control characters and MongoDB's types are let through.

    Raises:
        ValueError: it cannot be parsed; that includes nesting too deep and numbers of absurd length.
    """
    for _ in range(_MOST_WRAPPED):
        try:
            return _decode(text)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        except ValueError:
            text, count = _SHELL.subn(r"\1", text)
            if not count:
                raise
    raise ValueError("wrapped too deeply")


def parse_document(text: str) -> Any:
    """A document as `parse_json` reads it, else one with comments or trailing commas, or several in a row as a list.

    Raises:
        ValueError: it is none of these.
    """
    try:
        return parse_json(text)
    except ValueError as error:
        failure = error
    if isinstance(failure, json.JSONDecodeError) and failure.msg.startswith("Extra data"):
        return _documents(text)
    plain = _NO_JSON.sub(lambda match: match[1] or "", text)
    if plain == text:
        raise failure
    return parse_json(plain)


def _documents(text: str) -> list[Any]:
    """Documents that follow one another, with nothing but space between them; of lists, what all of them hold."""
    documents, at = [], 0
    while at < len(text):
        try:
            document, at = decoder.raw_decode(text, at)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        documents.append(document)
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
    if all(isinstance(document, list) for document in documents):
        return [element for document in documents for element in document]
    return documents


def short(error: ValueError) -> str:
    """What is wrong, and where."""
    if isinstance(error, json.JSONDecodeError):
        place = f"line {error.lineno} column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        return f"{error.msg} at {place}"
    return str(error)[:80]


def kind_of(value: Any) -> str:
    """What a value is that is no object."""
    return {list: "a list", str: "text", bool: "a truth value", type(None): "null"}.get(type(value), "a number")
