"""Pagination cursors: stateless, opaque to the agent, and good for the request and the catalog that they were given for."""

from __future__ import annotations

import json
from typing import NamedTuple

_DIGEST_BYTES = 9


class BadCursor(ValueError):
    """A cursor that was not given here, or was given for another request or an older catalog."""


class Cursor(NamedTuple):
    """Where the next page begins, counted from 0, and how many results each page has."""

    start: int
    size: int


def encode_cursor(cursor: Cursor, asked: str) -> str:
    """The cursor as text; ``asked`` is all that the pages depend on."""
    import base64

    return base64.urlsafe_b64encode(json.dumps([*cursor, _digest(asked)]).encode()).decode().rstrip("=")


def decode_cursor(text: str, asked: str) -> Cursor:
    """The cursor that a text holds.

    Raises:
        BadCursor: it holds none, or one of another request.
    """
    import base64
    import binascii

    try:
        start, size, digest = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise BadCursor("The cursor is none that was given here.") from error
    if not (_is_count(start) and _is_count(size) and size > 0):
        raise BadCursor("The cursor is none that was given here.")
    if digest != _digest(asked):
        raise BadCursor("The cursor is of another request, or of the catalog before it was indexed again; ask for page one.")
    return Cursor(start, size)


def _digest(asked: str) -> str:
    import hashlib

    return hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
