"""The vectors: FAISS, every one looked at up to a size that was measured, the likely ones beyond it.

They lie in one flat file in the order of the catalog, at the precision that was asked for. A large catalog has them also
sorted into cells (an inverted file, Jégou et al. 2011): a search goes through the nearest cells until it has seen enough
of the rows that are allowed, so that under a narrow limit it sees them all, and is exact.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from shopcli.index.parts.halves import compared, first_dim, has_halves
from shopcli.index.storage.arrays import save_array

if TYPE_CHECKING:
    from shopcli.types import Predicate

# One request over 384 dimensions on one core: looking at every vector takes 22 ms at 200,000 products and 110 ms at a
# million; a search by cells looks at an eighth of them (benchmarks/scale.py).
EXACT_UP_TO = 200_000
SEEN_AT_LEAST = 120_000  # allowed rows that a search by cells looks at; 80,000 of a million gave a recall@100 of .986
_VECTORS, _CELLS, _CENTRES = "vectors.faiss", "cells.npy", "cell_centres.npy"
_CELLS_PER_ROOT = 2  # cells for each square root of the number of products
_TRAINED_ON = 40  # vectors a cell
_ROUNDS = 6
_LOOKED_AT_AGAIN = 20
_BLOCK = 16_384
# FAISS goes through vectors of such a length many numbers at a time, and through others one by one, ten times as long; one of
# a few numbers is gone through as it is.
_AT_A_TIME, _SHORT = 16, 64

Cells = tuple[np.ndarray, np.ndarray]
"""The cell of each row, (n,) uint16, and the cells' centres, (n_cells, dim) float32."""

ReadRows = Callable[[slice], np.ndarray]
"""The vectors of some rows: (n, dim) float32."""


class VectorIndex:
    """Inner products of L2-normalised vectors, that is cosines: higher is better, at most 1.

    Args:
        faiss_index: the vectors in the order of the catalog.
        scale: what the stored numbers were multiplied with; 1 but for int8.
        cells: (n,) the cell of each row, and (n_cells, dim) the cells' centres; None where all is looked at.
        seen_at_least: how many allowed rows a search by cells looks at.
        dim: how long the vectors are, where zeros are stored behind them; None for all of what is stored.
    """

    def __init__(
        self,
        faiss_index: Any,
        scale: float = 1.0,
        cells: Cells | None = None,
        *,
        seen_at_least: int = SEEN_AT_LEAST,
        dim: int | None = None,
    ) -> None:
        self._index, self._scale, self._seen_at_least = faiss_index, scale, seen_at_least
        self._cells, self._dim = cells, dim or faiss_index.d
        self._first: Any = None  # the same vectors up to the end of their first half

    @classmethod
    def build(cls, vectors: np.ndarray, *, exact_up_to: int = EXACT_UP_TO, precision: str = "float32") -> VectorIndex:
        """An index in memory over ``vectors`` (n, dim) float32, row i being product i."""
        count, dim = vectors.shape
        scale = scale_of(float(abs(vectors).max(initial=0.0)), precision)
        index = _empty(stored_dim(dim), precision)
        index.add(_padded(vectors if scale == 1.0 else _rounded(vectors, scale), stored_dim(dim)))
        return cls(index, scale, _sorted_into_cells(vectors.__getitem__, count) if count > exact_up_to else None, dim=dim)

    @classmethod
    def open(
        cls, folder: Path, scale: float = 1.0, *, seen_at_least: int = SEEN_AT_LEAST, dim: int | None = None
    ) -> VectorIndex:
        """The index in a folder; FAISS checks the file's form and raises RuntimeError where it is damaged."""
        import faiss

        mapped = getattr(faiss, "IO_FLAG_MMAP_IFC", faiss.IO_FLAG_MMAP)
        index = faiss.read_index(str(folder / _VECTORS), mapped | faiss.IO_FLAG_READ_ONLY)
        opened = cls(index, scale, cells_of(folder, slice(None)), seen_at_least=seen_at_least, dim=dim)
        if has_halves(opened._dim) and first_dim(opened._dim) % _AT_A_TIME == 0 and hasattr(index, "sq") and scale == 1.0:
            opened._first = _shortened(faiss.read_index(str(folder / _VECTORS), mapped | faiss.IO_FLAG_READ_ONLY), opened._dim)
        return opened

    @property
    def size(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal)

    def rows(self, rows: np.ndarray) -> np.ndarray:
        """The vectors of the named rows, (len(rows), dim) float32."""
        if not len(rows):
            return np.zeros((0, self._dim), np.float32)
        stored = self._index.reconstruct_batch(np.ascontiguousarray(rows, np.int64))[:, : self._dim]
        return stored if self._scale == 1.0 else stored / np.float32(self._scale)

    def compared(self, rows: np.ndarray) -> np.ndarray:
        """The halves of vectors by which products are compared with each other, (len(rows), first_dim) float32."""
        if self._first is None or not len(rows):
            return compared(self.rows(rows))
        halves: np.ndarray = self._first.reconstruct_batch(np.ascontiguousarray(rows, np.int64))
        return halves

    def search(
        self, query: np.ndarray, k: int, *, allowed: np.ndarray | None = None, limits: Sequence[Predicate] = ()
    ) -> tuple[np.ndarray, np.ndarray]:
        """The nearest ``k`` rows, limits held before the cut.

        Args:
            query: (dim,) float32, L2-normalised.
            k: how many at the most.
            allowed: the rows that may be returned, ascending; None for all.
            limits: what all of these hold, for a store that is asked elsewhere; here the rows are told in no time.

        Returns:
            (rows, cosines), best first; shorter than ``k`` where fewer are allowed.
        """
        import faiss as untyped

        faiss: Any = untyped  # its stubs lack what is used here
        most = self.size if allowed is None else len(allowed)
        k = min(k, most)
        if k == 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        seen = self._seen(query, k, allowed)
        # A bitmap is looked up for each row in no time; the vectors of rows that are not in it are never read.
        selector = None if seen is None else faiss.IDSelectorBitmap(np.packbits(seen, bitorder="little"))
        parameters = faiss.SearchParameters(sel=selector) if selector else None
        if self._scale == 1.0:
            is_first = self._first is not None and not query[self._first.d :].any()
            index = self._first if is_first else self._index  # beside zeros, half of each vector tells as much
            asked = query[None, : index.d] if is_first else _padded(query[None, :], index.d)
            scores, rows = index.search(np.ascontiguousarray(asked), k, params=parameters)
            is_row = rows[0] >= 0
            nearest_rows, cosines = rows[0][is_row], scores[0][is_row]
        else:  # FAISS rounds the request to whole numbers too, so a few more are looked at again as they are
            coarse = _rounded(query, 127.0 / max(float(abs(query).max()), 1e-9))
            coarse = _padded(coarse[None, :], self._index.d)
            rows = self._index.search(coarse, min(most, k + _LOOKED_AT_AGAIN + k // 4), params=parameters)[1]
            nearest_rows = rows[0][rows[0] >= 0]
            cosines = self.rows(nearest_rows) @ query
        order = np.lexsort((nearest_rows, -cosines))[:k]
        return nearest_rows[order], cosines[order]

    def _seen(self, query: np.ndarray, k: int, allowed: np.ndarray | None) -> np.ndarray | None:
        """The rows to look at, (n,) bool; None for all."""
        wanted = max(self._seen_at_least, 10 * k)
        if self._cells is None or (allowed is not None and len(allowed) <= wanted):
            return None if allowed is None else _mask(allowed, self.size)
        cells, centres = self._cells
        sizes = self._cell_sizes if allowed is None else np.bincount(cells[allowed], minlength=len(centres))
        nearest = np.argsort(-(centres @ query), kind="stable")
        enough = int(np.searchsorted(np.cumsum(sizes[nearest]), wanted)) + 1
        visited = _mask(nearest[:enough], len(centres))[cells]
        return visited if allowed is None else visited & _mask(allowed, self.size)

    @cached_property
    def _cell_sizes(self) -> np.ndarray:
        assert self._cells is not None
        return np.bincount(self._cells[0], minlength=len(self._cells[1]))


def stored_dim(dim: int) -> int:
    """How many numbers are stored of a vector of ``dim``: these, and zeros that make it quick to go through."""
    return dim if dim < _SHORT else -(-dim // _AT_A_TIME) * _AT_A_TIME


def _shortened(index: Any, dim: int) -> Any:
    """An index of FAISS that goes through the first halves of its vectors of ``dim``, and passes over what stands behind."""
    index.d = index.sq.d = first_dim(dim)  # how long a stored vector is, it knows from the size of its code
    return index


def _padded(vectors: np.ndarray, dim: int) -> np.ndarray:
    """Vectors (n, shorter) with zeros behind them, (n, dim); they have the same inner products."""
    count, shorter = vectors.shape
    if shorter == dim:
        return vectors
    padded = np.zeros((count, dim), vectors.dtype)
    padded[:, :shorter] = vectors
    return padded


def _mask(numbers: np.ndarray, size: int) -> np.ndarray:
    mask = np.zeros(size, bool)
    mask[numbers] = True
    return mask


def scale_of(largest: float, precision: str) -> float:
    """What vectors are multiplied with before they are stored: int8 holds -127 to 127, the others any number."""
    return 127.0 / largest if precision == "int8" and largest > 0 else 1.0


def _rounded(vectors: np.ndarray, scale: float) -> np.ndarray:
    return np.clip(np.rint(vectors * np.float32(scale)), -127, 127)


def encoded(vectors: np.ndarray, precision: str, scale: float) -> np.ndarray:
    """Vectors as they are kept in ``.npy`` files: float32, float16, or int8 times ``scale``."""
    return _rounded(vectors, scale).astype(np.int8) if precision == "int8" else vectors.astype(precision)


def _empty(dim: int, precision: str) -> Any:
    """An index without vectors that looks at every one."""
    import faiss as untyped

    faiss: Any = untyped
    if precision == "float32":
        return faiss.IndexFlatIP(dim)
    # "Signed" codes are the numbers themselves, so that the order by inner product needs no ranges learned from a sample.
    kind = faiss.ScalarQuantizer.QT_fp16 if precision == "float16" else faiss.ScalarQuantizer.QT_8bit_direct_signed
    return faiss.IndexScalarQuantizer(dim, kind, faiss.METRIC_INNER_PRODUCT)


def cells_of(folder: Path, rows: np.ndarray | slice) -> Cells | None:
    """The cells of some rows of an index, and all centres; None where it is searched without."""
    if not (folder / _CELLS).exists():
        return None
    return np.load(folder / _CELLS)[rows], np.load(folder / _CENTRES)


def save_vectors(
    folder: Path,
    read: ReadRows,
    count: int,
    dim: int,
    *,
    precision: str,
    scale: float,
    exact_up_to: int,
    known: Cells | None = None,
) -> None:
    """Write an index over ``count`` vectors without holding them in memory.

    ``known`` are the cells of the first rows in the index before, whose centres serve again.

    FAISS can only write an index that it holds. Its file is a header and then the codes, so the header of an index of one
    vector is taken, its two counts are set, and what was written is opened again to see that it is what it should be.

    Raises:
        RuntimeError: this FAISS lays its files out in another way.
    """
    path = folder / _VECTORS
    with path.open("wb") as file:
        file.write(_header(stored_dim(dim), precision, count))
        for start in range(0, count, _BLOCK):
            codes = _padded(encoded(read(slice(start, start + _BLOCK)), precision, scale), stored_dim(dim))
            file.write(np.ascontiguousarray(codes.view(np.uint8) ^ 128 if precision == "int8" else codes).data)
    written = VectorIndex.open(folder, scale, dim=dim)
    last_given = encoded(read(slice(count - 1, count)), precision, scale) if count else np.zeros((0, dim))
    last_written = encoded(written.rows(np.arange(count)[-1:]), precision, scale)
    if written.size != count or not np.array_equal(last_written, last_given):
        raise RuntimeError("this version of FAISS writes its files in another layout")
    if count > exact_up_to:
        cells, centres = _sorted_into_cells(read, count, known)
        save_array(folder / _CELLS, cells)
        save_array(folder / _CENTRES, centres)


def _header(dim: int, precision: str, count: int) -> bytes:
    """The head of a FAISS file that holds ``count`` vectors."""
    import faiss

    index = _empty(dim, precision)
    if not count:
        return bytes(faiss.serialize_index(index))
    index.add(np.zeros((1, dim), np.float32))
    head = bytearray(faiss.serialize_index(index)[: -dim * np.dtype(precision).itemsize])
    if struct.unpack_from("=q", head, 8) != (1,):  # behind four letters and the dimension stands how many there are
        raise RuntimeError("this version of FAISS writes its files in another layout")
    struct.pack_into("=q", head, 8, count)
    (of_one,) = struct.unpack_from("=Q", head, len(head) - 8)  # numbers or bytes, as the kind of index counts
    struct.pack_into("=Q", head, len(head) - 8, of_one * count)
    return bytes(head)


def _sorted_into_cells(read: ReadRows, count: int, known: Cells | None = None) -> Cells:
    """The cell of each row, (n,) uint16, and the centres, (n_cells, dim) float32; those of the first rows may be known."""
    import faiss

    first, centres = known if known else (np.zeros(0, np.uint16), _centres(read, count))
    nearest = faiss.IndexFlatIP(centres.shape[1])
    nearest.add(centres)
    cells = np.zeros(count, np.uint16)
    cells[: len(first)] = first
    for start in range(len(first), count, _BLOCK):
        block = np.ascontiguousarray(read(slice(start, start + _BLOCK)), np.float32)
        cells[start : start + len(block)] = nearest.search(block, 1)[1][:, 0]
    return cells, centres


def _centres(read: ReadRows, count: int) -> np.ndarray:
    """The centres of cells, (n_cells, dim) float32, from k-means over a sample."""
    import faiss

    n_cells = min(1 << 15, max(1, round(_CELLS_PER_ROOT * count**0.5)))
    sample = read(slice(0, count, max(1, count // (n_cells * _TRAINED_ON))))
    trained = faiss.Kmeans(sample.shape[1], n_cells, niter=_ROUNDS, spherical=True, seed=0, min_points_per_centroid=1)
    trained.train(sample)
    return np.ascontiguousarray(trained.centroids, np.float32)
