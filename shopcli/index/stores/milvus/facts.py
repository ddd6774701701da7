"""The facts of an index in Milvus: which product has which is in the document, their vectors are read as they are needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopcli.index.parts.facts import FactVectors
from shopcli.index.stores.milvus.row_cache import RowCache
from shopcli.index.stores.milvus.rows import read_rows

if TYPE_CHECKING:
    from shopcli.index.stores.milvus.connection import Connection

_KEPT_BYTES = 128 << 20


class VectorRows:
    """The vectors of a collection by row.

    Args:
        connection: to the store.
        collection: with a field ``vector``.
        dim: how long they are.
    """

    def __init__(self, connection: Connection, collection: str, dim: int) -> None:
        self._connection, self._collection, self._dim = connection, collection, dim
        self._cache = RowCache(self._read, _KEPT_BYTES // (4 * dim))

    def rows(self, rows: np.ndarray) -> np.ndarray:
        """The vectors of some rows, (len(rows), dim) float32."""
        wanted = np.asarray(rows, np.int64).tolist()
        vectors = self._cache.of(wanted)
        return np.stack([vectors[row] for row in wanted]) if wanted else np.zeros((0, self._dim), np.float32)

    def _read(self, rows: Sequence[int]) -> dict[int, np.ndarray]:
        found = read_rows(self._connection, self._collection, rows, "vector")
        return {row: np.asarray(values["vector"], np.float32) for row, values in found}


class MilvusFacts(FactVectors):
    """See `FactVectors`.

    Args:
        data: the folder of the document.
        vectors: of the distinct texts.
        dim: how long they are.
    """

    def __init__(self, data: Path, vectors: VectorRows, dim: int) -> None:
        super().__init__(data)
        self._stored, self._length = vectors, dim

    @property
    def dim(self) -> int:
        """See `FactVectors`."""
        return self._length

    def rows(self, numbers: np.ndarray) -> np.ndarray:
        """See `FactVectors`."""
        return self._stored.rows(numbers)

    def reread(self, numbers: np.ndarray) -> np.ndarray:
        """See `FactVectors`."""
        return self._stored.rows(numbers)
