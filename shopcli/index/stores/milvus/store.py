"""A collection of Milvus, open for reading; see `shopcli.index.stores.store.Store`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.index.stores.address import StoreAddress
from shopcli.index.stores.errors import StoreEmpty
from shopcli.index.stores.milvus.collections import VersionNames, current_version, field_name
from shopcli.index.stores.milvus.connection import connected
from shopcli.index.stores.milvus.document import held_mirror, numbered_pieces, read_about
from shopcli.index.stores.milvus.pages import PagedOpener

if TYPE_CHECKING:
    from shopcli.index.parts.facts import FactVectors
    from shopcli.index.parts.records import Records
    from shopcli.index.parts.vectors import VectorIndex
    from shopcli.index.storage.arrays import Opener


class MilvusStore:
    """The version that the alias points to as it is opened.

    Args:
        address: of the store.
        folder: what the index is known by on this machine.
        mirrors: where the documents of its versions are copied to.
        timeout_s: how long one call may take.

    Raises:
        StoreEmpty: there is no index of that name.
        StoreError: the store is away, or holds something else.
    """

    def __init__(self, address: StoreAddress, *, folder: Path, mirrors: Path, timeout_s: float) -> None:
        self.folder = folder
        self._connection = connected(address, timeout_s)
        version = current_version(self._connection, address.collection)
        if not version:
            raise StoreEmpty(str(address))
        self._names = VersionNames(address.collection, version)
        for collection in self._names.all:
            self._connection.call("load_collection", collection)
        self._about = read_about(self._connection, self._names)
        self.manifest = self._about.manifest
        mirror, self._hold = held_mirror(self._connection, self._names, self._about, mirrors)
        self.data = mirror / self.manifest.data
        read = partial(numbered_pieces, self._connection, self._names)
        self.opener: Opener = PagedOpener(self.data, tuple(self._about.paged), read)

    def records(self) -> Records:
        """See `Store`."""
        from shopcli.index.stores.milvus.records import MilvusRecords

        return MilvusRecords(self.data, self._connection, self._names)

    def vectors(self) -> VectorIndex:
        """See `Store`."""
        from shopcli.index.stores.milvus.vectors import MilvusVectors

        size, dim = self.manifest.products, self.manifest.dim
        fields = {column: field_name(number) for number, column in enumerate(self._about.fields)}
        return MilvusVectors(self._connection, self._names, size=size, dim=dim, fields=fields, nothing=self._about.nothing)

    def facts(self) -> FactVectors:
        """See `Store`."""
        from shopcli.index.stores.milvus.facts import MilvusFacts, VectorRows

        vectors = VectorRows(self._connection, self._names.facts, self.manifest.dim)
        return MilvusFacts(self.data, vectors, self.manifest.dim)
