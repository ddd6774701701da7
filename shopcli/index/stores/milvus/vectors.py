"""The products' vectors in Milvus, and the search for the nearest under limits that hold before the cut.

Which rows are allowed is known here exactly. Where they are few, the search is told them; where they are many, it is told the
limits that they all hold, as an expression, and what else it returns is left out: then it is asked for more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from shopcli.index.parts.halves import compared
from shopcli.index.parts.vectors import VectorIndex
from shopcli.index.stores.milvus.collections import AT_ONCE
from shopcli.index.stores.milvus.expressions import expression_of
from shopcli.index.stores.milvus.facts import VectorRows
from shopcli.index.stores.milvus.rows import in_list

if TYPE_CHECKING:
    from shopcli.index.stores.milvus.collections import VersionNames
    from shopcli.index.stores.milvus.connection import Connection
    from shopcli.types import Predicate

FEW = 4096  # rows that are named one by one: 40 kB of an expression, gone through in tens of milliseconds
_MORE = 4  # times as many are asked for where some were not allowed


class MilvusVectors(VectorIndex):
    """See `VectorIndex`.

    Args:
        connection: to the store.
        names: of the version's collections.
        size: how many products there are.
        dim: the vectors' length.
        fields: the field of Milvus that each column is in.
        nothing: what is in a field of a product whose record is silent; None where it is empty.
        few: how many rows an expression names one by one.
    """

    def __init__(
        self,
        connection: Connection,
        names: VersionNames,
        *,
        size: int,
        dim: int,
        fields: Mapping[str, str],
        nothing: float | None = None,
        few: int = FEW,
    ) -> None:
        self._connection, self._names, self._count = connection, names, size
        self._fields, self._nothing, self._few = fields, nothing, few
        self._stored = VectorRows(connection, names.products, dim)

    @property
    def size(self) -> int:
        """See `VectorIndex`."""
        return self._count

    def rows(self, rows: np.ndarray) -> np.ndarray:
        """See `VectorIndex`."""
        return self._stored.rows(rows)

    def compared(self, rows: np.ndarray) -> np.ndarray:
        """See `VectorIndex`."""
        return compared(self.rows(rows))

    def search(
        self, query: np.ndarray, k: int, *, allowed: np.ndarray | None = None, limits: Sequence[Predicate] = ()
    ) -> tuple[np.ndarray, np.ndarray]:
        """See `VectorIndex`."""
        k = min(k, self.size if allowed is None else len(allowed), AT_ONCE)
        if k == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        if allowed is None or len(allowed) == self.size:
            return _best(*self._nearest(query, k, ""), k)
        if len(allowed) <= self._few:
            return _best(*self._nearest(query, k, f"row in {in_list(allowed.tolist())}"), k)
        is_allowed = np.zeros(self.size, bool)
        is_allowed[allowed] = True
        expression, asked = expression_of(limits, self._fields, self._nothing), k
        while True:
            rows, cosines = self._nearest(query, asked, expression)
            kept = is_allowed[rows]
            if kept.sum() >= k or len(rows) < asked:
                return _best(rows[kept], cosines[kept], k)
            if asked == AT_ONCE:
                return self._among(query, k, allowed)
            asked = min(asked * _MORE, AT_ONCE)

    def _among(self, query: np.ndarray, k: int, allowed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The nearest of many rows that no expression tells from the others, some of them at a time."""
        found = [
            self._nearest(query, k, f"row in {in_list(allowed[start : start + AT_ONCE].tolist())}")
            for start in range(0, len(allowed), AT_ONCE)
        ]
        return _best(np.concatenate([rows for rows, _ in found]), np.concatenate([cosines for _, cosines in found]), k)

    def _nearest(self, query: np.ndarray, k: int, expression: str) -> tuple[np.ndarray, np.ndarray]:
        """The rows that Milvus finds, and their cosines."""
        (hits,) = self._connection.call(
            "search", self._names.products, [query.astype(np.float32)], anns_field="vector", limit=k, filter=expression,
            search_params={"metric_type": "IP"}, output_fields=["row"],
        )  # fmt: skip
        rows = np.asarray([hit["row"] for hit in hits], np.int64)
        return rows, np.asarray([hit["distance"] for hit in hits], np.float32)


def _best(rows: np.ndarray, cosines: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    order = np.lexsort((rows, -cosines))[:k]
    return rows[order], cosines[order]
