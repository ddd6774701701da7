"""Rows of a collection by their numbers, in one call as far as Milvus allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.milvus.connection import Connection

_AT_ONCE = 2_000  # rows of one answer: with vectors of 900 numbers 7 MB


def read_rows(connection: Connection, collection: str, rows: Sequence[int], field: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows with some numbers, each as its number and its fields.

    Raises:
        StoreError: the store is away, or lacks one of them.
    """
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        found = connection.call(
            "query", collection, filter=f"row in {in_list(some)}", output_fields=["row", field], limit=len(some)
        )
        if len(found) != len(set(some)):
            hint = "Another version may have replaced it: ask again. shopcli store status tells which is asked."
            raise StoreError(f"{collection} lacks {len(set(some)) - len(found):,} of {len(some):,} rows.", hint=hint)
        for row in found:
            yield int(row["row"]), row


def in_list(rows: Sequence[int]) -> str:
    """Numbers as a list in an expression of Milvus."""
    return f"[{','.join(map(str, rows))}]"
