"""Writing one version of an index into Milvus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from shopcli.index.parts.vectors import EXACT_UP_TO
from shopcli.index.storage.arrays import save_array
from shopcli.index.storage.integrity import digest_of, seal_of
from shopcli.index.storage.manifest import Manifest
from shopcli.index.stores.address import StoreAddress
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.milvus.collections import (
    LONGEST_TEXT,
    MOST_FIELDS,
    VersionNames,
    create_version,
    drop_version,
    field_name,
    switch_alias,
)
from shopcli.index.stores.milvus.connection import connected
from shopcli.index.stores.milvus.document import About, document_files, piece_of, record_key, write_document
from shopcli.index.stores.milvus.features import NOTHING, features_of
from shopcli.index.stores.milvus.pages import DIGESTS, PAGED, digests_of_pieces
from shopcli.index.stores.milvus.records import save_titles
from shopcli.index.stores.store import ProductBatch


class MilvusWriter:
    """See `shopcli.index.stores.store.StoreWriter`.

    Args:
        address: of the store.
        version: what the version is called.
        dim: the length of the vectors.
        fields: the columns that limits are held against in the store, at most `MOST_FIELDS`.
        products: how many there will be, by which the kind of the vectors' index is chosen.
        timeout_s: how long one call may take.

    Raises:
        StoreError: the store is away.
    """

    def __init__(
        self, address: StoreAddress, version: str, *, dim: int, fields: Sequence[str], products: int, timeout_s: float
    ) -> None:
        self.version, self._fields = version, tuple(fields[:MOST_FIELDS])
        self._names = VersionNames(address.collection, version)
        self._connection = connected(address, timeout_s)
        self._nothing = None if features_of(self._connection.server_version).leaves_empty else NOTHING
        # It is made last: where it is there, a run before was killed.
        self._goes_on = bool(self._connection.call("has_collection", self._names.document))
        create_version(self._connection, self._names, dim, len(self._fields), exact=products <= EXACT_UP_TO)

    def holds(self, what: str, rows: range) -> bool:
        """See `StoreWriter`."""
        if not self._goes_on:
            return False
        collection = {"products": self._names.products, "facts": self._names.facts}[what]
        return self._count(collection, f"row >= {rows.start} and row < {rows.stop}") == len(rows)

    def put_products(self, batch: ProductBatch) -> None:
        """See `StoreWriter`."""
        columns = [(field_name(at), batch.fields[name]) for at, name in enumerate(self._fields)]
        rows: list[dict[str, Any]] = []
        for place, row in enumerate(batch.rows.tolist()):
            record = batch.records[place]
            values = {name: self._nothing if np.isnan(column[place]) else float(column[place]) for name, column in columns}
            if len(record) > LONGEST_TEXT:  # its pieces lie beside the document
                self._connection.call("upsert", self._names.document, piece_of(record_key(row), record))
            text = record.decode() if len(record) <= LONGEST_TEXT else ""
            rows.append({"row": row, "record": text, "vector": batch.vectors[place].astype(np.float32), **values})
        if rows:
            self._connection.call("upsert", self._names.products, rows)

    def put_facts(self, first: int, vectors: np.ndarray) -> None:
        """See `StoreWriter`."""
        rows = [{"row": first + place, "vector": vector.astype(np.float32)} for place, vector in enumerate(vectors)]
        if rows:
            self._connection.call("upsert", self._names.facts, rows)

    def publish(self, data: Path, manifest: Manifest) -> None:
        """See `StoreWriter`."""
        with TemporaryDirectory() as aside:
            files, paged = document_files(data), {}
            made = save_titles(data, Path(aside))
            for name in PAGED:
                made[name + DIGESTS] = Path(aside) / f"{len(made)}{DIGESTS}"
                save_array(made[name + DIGESTS], digests_of_pieces(files[name]))
                paged[name] = files[name].stat().st_size
            whole = {name: path for name, path in files.items() if name not in paged} | made
            sizes = {name: path.stat().st_size for name, path in whole.items()}
            manifest = replace(manifest, sizes=sizes, digests={name: digest_of(path) for name, path in whole.items()}, seal="")
            manifest = replace(manifest, seal=seal_of(asdict(manifest)))
            about = About(manifest, self._fields, self._nothing, paged)
            write_document(self._connection, self._names, files | made, about)
        n_facts = int(np.load(data / "fact_vector_of.npy").max(initial=-1)) + 1
        for collection, count in ((self._names.products, manifest.products), (self._names.facts, n_facts)):
            self._connection.call("flush", collection)
            there = self._count(collection)
            if there != count:
                hint = "Write it again; the version before is still the one that is asked."
                raise StoreError(f"{collection} has {there:,} rows of {count:,}.", hint=hint)
        self._connection.call("flush", self._names.document)
        for collection in self._names.all:
            self._connection.call("load_collection", collection)
        switch_alias(self._connection, self._names.name, self.version)

    def _count(self, collection: str, expression: str = "") -> int:
        self._connection.call("load_collection", collection)
        options: dict[str, Any] = {"output_fields": ["count(*)"], "consistency_level": "Strong"}
        told = self._connection.call("query", collection, filter=expression, **options)
        return int(told[0]["count(*)"])

    def abandon(self) -> None:
        """See `StoreWriter`."""
        drop_version(self._connection, self._names)
