"""An index folder into another store: what a build made on this machine becomes a version that all may ask."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopcli.index.parts.columns import FieldColumns
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.filtered_columns import values_between
from shopcli.index.stores.local import LocalStore
from shopcli.index.stores.store import OnRows, ProductBatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopcli.index.stores.store import StoreWriter

_AT_ONCE = 500  # rows; of 900 numbers each they take 2 MB


def publish_index(folder: Path, writer: StoreWriter, fields: Sequence[str], on_rows: OnRows | None = None) -> None:
    """Write all of an index folder into a store, and let it be seen.

    What was written is removed where the store refuses the rest. Of a run that is killed it stays, and the next goes on.

    Args:
        folder: of the index.
        writer: of the version.
        fields: the columns that it holds limits against.
        on_rows: called as rows are written.

    Raises:
        StoreError: the store is away, or refuses it.
    """
    store = LocalStore(folder)
    try:
        _put_products(store, writer, fields, on_rows)
        _put_facts(store, writer, on_rows)
        writer.publish(store.data, store.manifest)
    except KeyboardInterrupt:
        raise
    except BaseException:
        with suppress(StoreError):  # it may be away, which is what is told then
            writer.abandon()
        raise


def _put_products(store: LocalStore, writer: StoreWriter, fields: Sequence[str], on_rows: OnRows | None) -> None:
    records, vectors, count = store.records(), store.vectors(), store.manifest.products
    every = FieldColumns(store.data, count)
    columns = {name: every.get(name) for name in fields}
    for start in range(0, count, _AT_ONCE):
        rows = np.arange(start, min(start + _AT_ONCE, count))
        if not writer.holds("products", range(start, start + len(rows))):
            fields_of = {name: values_between(column, start, start + len(rows)) for name, column in columns.items()}
            writer.put_products(ProductBatch(rows, vectors.rows(rows), [records.raw(row) for row in rows.tolist()], fields_of))
        if on_rows:
            on_rows("products", start + len(rows), count)


def _put_facts(store: LocalStore, writer: StoreWriter, on_rows: OnRows | None) -> None:
    facts = store.facts()
    count = int(np.load(store.data / "fact_vector_of.npy").max(initial=-1)) + 1
    for start in range(0, count, _AT_ONCE):
        numbers = np.arange(start, min(start + _AT_ONCE, count))
        if not writer.holds("facts", range(start, start + len(numbers))):
            writer.put_facts(start, facts.reread(numbers))
        if on_rows:
            on_rows("facts", start + len(numbers), count)
