"""The vectors: FAISS, exact up to a size that was measured, HNSW beyond it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

# One request over 384 dimensions and two cores: exact search takes 2 ms at 20,000 products, 18 ms at 100,000 and 35 ms
# at 200,000, HNSW 1 ms, with a longer build and 5 % of the neighbours lost (benchmarks/vector_search.py). Below this
# size HNSW saves nothing that a person would notice.
EXACT_UP_TO = 200_000
# Under a limit that keeps this few, scoring each of them is both exact and faster than walking the graph.
SCAN_UP_TO = 50_000
_HNSW_LINKS = 32
_HNSW_BUILD_BREADTH = 80
_HNSW_SEARCH_BREADTH = 128


class VectorIndex:
    """Inner products of L2-normalised vectors, that is cosines: higher is better, at most 1."""

    def __init__(self, faiss_index: Any) -> None:
        self._index = faiss_index

    @classmethod
    def build(cls, vectors: np.ndarray, *, exact_up_to: int = EXACT_UP_TO) -> VectorIndex:
        """An index over ``vectors`` (n, dim) float32, row i being product i."""
        import faiss

        count, dim = vectors.shape
        if count <= exact_up_to:
            index: Any = faiss.IndexFlatIP(dim)
        else:
            index = faiss.IndexHNSWFlat(dim, _HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = _HNSW_BUILD_BREADTH
        index.add(vectors)
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """The index in a file; FAISS checks its form and raises RuntimeError where it is damaged."""
        import faiss

        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        import faiss

        faiss.write_index(self._index, str(path))

    @property
    def size(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal)

    @property
    def is_exact(self) -> bool:
        """Whether every vector is looked at."""
        import faiss

        return not isinstance(self._index, faiss.IndexHNSW)

    def rows(self, rows: np.ndarray) -> np.ndarray:
        """The vectors of the named rows, (len(rows), dim) float32."""
        import numpy as np

        if not len(rows):
            return np.zeros((0, self._index.d), np.float32)
        return self._index.reconstruct_batch(np.ascontiguousarray(rows, np.int64))

    def search(self, query: np.ndarray, k: int, *, allowed: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """The nearest ``k`` rows, limits held before the cut.

        Args:
            query: (dim,) float32, L2-normalised.
            k: how many at the most.
            allowed: the rows that may be returned, ascending; None for all.

        Returns:
            (rows, cosines), best first; shorter than ``k`` where fewer are allowed.
        """
        import numpy as np

        if allowed is not None and len(allowed) <= SCAN_UP_TO:
            return self._scan(query, k, allowed)
        k = min(k, self.size if allowed is None else len(allowed))
        if k == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        scores, rows = self._index.search(query[None, :], k, params=self._parameters(k, allowed))
        kept = rows[0] >= 0
        return rows[0][kept], scores[0][kept]

    def _scan(self, query: np.ndarray, k: int, allowed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        scores = self.rows(allowed) @ query
        order = (-scores).argsort(kind="stable")[:k]
        return allowed[order], scores[order]

    def _parameters(self, k: int, allowed: np.ndarray | None) -> Any:
        import faiss as untyped

        faiss: Any = untyped  # its stubs lack what is used here

        selector = None if allowed is None else faiss.IDSelectorBatch(allowed)
        if self.is_exact:
            return faiss.SearchParameters(sel=selector) if selector else None
        return faiss.SearchParametersHNSW(sel=selector, efSearch=max(_HNSW_SEARCH_BREADTH, 2 * k))
