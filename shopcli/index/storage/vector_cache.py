"""Vectors by the text they are of: what the index before had, and what this build, or one that was killed, has embedded."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from shopcli.index.text import KEY_BYTES

TEXTS_AT_ONCE = 4096  # texts embedded before they are put on disk; a killed build loses no more
_BLOCK, _AT_ONCE = 16_384, 2048

OnProgress = Callable[[str, int, int], None]
"""What is embedded, how many are done, of how many."""

Source = tuple[np.ndarray, Callable[[np.ndarray], np.ndarray]]
"""Text keys, (n, 16) uint8, and what reads the vectors of some rows of them, (n, dim) float32."""


class TextEncoder(Protocol):
    """What a build needs of an encoder; `shopcli.models.embedder.encoder` has real ones."""

    dim: int
    digest: str

    def encode(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> np.ndarray:
        """(n,) texts to (n, dim) float32, rows L2-normalised."""
        ...


class PieceEncoder(Protocol):
    """Who embeds a catalog's texts piece by piece: this process, or others at once."""

    def encode_pieces(self, pieces: Iterator[list[str]], on_progress: Callable[[int], None]) -> Iterator[np.ndarray]:
        """The vectors of each piece, (n, dim) float32, in the order of the pieces.

        Args:
            pieces: texts; no more is taken of them than is worked on.
            on_progress: called with how many texts are done.
        """
        ...


class InTurn:
    """One piece after the other, in this process.

    Args:
        encoder: text to vectors.
    """

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder

    def encode_pieces(self, pieces: Iterator[list[str]], on_progress: Callable[[int], None]) -> Iterator[np.ndarray]:
        """See `PieceEncoder`."""
        done = 0
        for piece in pieces:
            yield self._encoder.encode(piece, on_progress=lambda count, done=done: on_progress(done + count))  # type: ignore[misc]
            done += len(piece)


class KeyTable:
    """Row by text key, in 24 bytes a key: a dictionary takes 130.

    Args:
        keys: (n, 16) uint8.
    """

    def __init__(self, keys: np.ndarray) -> None:
        halves = np.ascontiguousarray(keys, np.uint8).view(np.uint64)
        self._rows = np.argsort(halves[:, 0], kind="stable")
        self._first, self._second = halves[self._rows, 0], halves[self._rows, 1]

    def find(self, keys: np.ndarray) -> np.ndarray:
        """The row of each of the (n, 16) uint8 keys, -1 where there is none."""
        rows = np.full(len(keys), -1, np.int64)
        if not len(self._rows):
            return rows
        halves = np.ascontiguousarray(keys, np.uint8).view(np.uint64)
        place = np.searchsorted(self._first, halves[:, 0])
        for _ in range(2):  # two keys of which only the second halves differ stand side by side
            candidate = np.minimum(place, len(self._rows) - 1)
            is_same = (self._first[candidate] == halves[:, 0]) & (self._second[candidate] == halves[:, 1]) & (rows < 0)
            rows[is_same] = self._rows[candidate[is_same]]
            place = place + 1
        return rows


class PieceStore:
    """What a build has embedded so far, appended piece by piece: a killed build goes on from its last one.

    Two plain files, the keys and the vectors; the vectors are on disk before their keys are.

    Args:
        folder: where they are; made where it is missing.
        dim: the vectors' length.
        dtype: float32 or float16.
    """

    def __init__(self, folder: Path, dim: int, dtype: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._dim, self._dtype = dim, np.dtype(dtype)
        self._files = (folder / "keys", folder / "vectors")
        self._sizes = (KEY_BYTES, dim * self._dtype.itemsize)
        for path in self._files:
            path.touch()
        self.count = min(path.stat().st_size // size for path, size in zip(self._files, self._sizes, strict=True))
        for path, size in zip(self._files, self._sizes, strict=True):
            os.truncate(path, self.count * size)

    def add(self, keys: np.ndarray, vectors: np.ndarray) -> None:
        """Append a piece; it is on disk when this returns."""
        for path, array in ((self._files[1], np.asarray(vectors, self._dtype)), (self._files[0], keys)):
            with path.open("ab") as file:
                file.write(array.tobytes())
                file.flush()
                os.fsync(file.fileno())
        self.count += len(keys)

    def keys(self) -> np.ndarray:
        """(n, 16) uint8."""
        return np.fromfile(self._files[0], np.uint8).reshape(-1, KEY_BYTES)

    def read(self, rows: np.ndarray) -> np.ndarray:
        """Vectors by their place, (len(rows), dim) float32."""
        # Mapped for this block only: pages that stay mapped count as this process's memory.
        mapped = np.memmap(self._files[1], self._dtype, "r", shape=(self.count, self._dim))
        return np.asarray(mapped[rows], np.float32)


class VectorCache:
    """All vectors that are known, by text key.

    Args:
        encoder: makes those that are not.
        store: keeps what it makes.
        before: those of the index before.
        at_once: how many texts are embedded before they are put on disk.
        pieces: embeds them; one piece after the other where None.
    """

    def __init__(
        self,
        encoder: TextEncoder,
        store: PieceStore,
        before: Sequence[Source],
        *,
        at_once: int = TEXTS_AT_ONCE,
        pieces: PieceEncoder | None = None,
    ) -> None:
        self._encoder, self._store, self._at_once = encoder, store, at_once
        self._pieces = pieces or InTurn(encoder)
        self._tables = [*(KeyTable(keys) for keys, _ in before), KeyTable(store.keys())]
        self._reads = [*(read for _, read in before), store.read]

    def missing(self, keys: np.ndarray) -> np.ndarray:
        """The places of the (n, 16) keys whose texts are to be embedded, the first one of equal keys only."""
        unknown = np.flatnonzero(self._places(keys)[0] < 0)
        _, first = np.unique(keys[unknown].view(f"V{KEY_BYTES}"), return_index=True)
        return unknown[np.sort(first)]

    def embed(self, what: str, texts: Iterator[str], keys: np.ndarray, on_progress: OnProgress | None) -> None:
        """Embed the texts of ``keys``, piece by piece, each put on disk before the next."""
        tell = on_progress or (lambda *_: None)
        done, total = 0, len(keys)

        if total:
            tell(what, 0, total)
        pieces = iter(lambda: list(islice(texts, self._at_once)), [])
        for vectors in self._pieces.encode_pieces(pieces, lambda count: tell(what, count, total)):
            self._store.add(keys[done : done + len(vectors)], vectors)
            done += len(vectors)
        if done:
            self._tables[-1] = KeyTable(self._store.keys())

    def of(self, keys: np.ndarray) -> np.ndarray:
        """The vectors of the (n, 16) keys, (n, dim) float32.

        Raises:
            KeyError: a text that was not embedded.
        """
        vectors = np.zeros((len(keys), self._encoder.dim), np.float32)
        # A few at a time: each row that is read of a mapped file keeps the pages around it in memory until all are.
        for start in range(0, len(keys), _AT_ONCE):
            sources, rows = self._places(keys[start : start + _AT_ONCE])
            if (sources < 0).any():
                raise KeyError("a text has no vector")
            for number, read in enumerate(self._reads):
                if len(places := np.flatnonzero(sources == number)):
                    vectors[start + places] = read(rows[places])
        return vectors

    def largest(self, keys: np.ndarray) -> float:
        """The largest number in the vectors of the keys, whatever its sign."""
        starts = range(0, len(keys), _BLOCK)
        return max((float(abs(self.of(keys[start : start + _BLOCK])).max()) for start in starts), default=0.0)

    def _places(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which source has each key (-1 for none, the last is the store), and in which row."""
        sources, rows = np.full(len(keys), -1, np.int8), np.zeros(len(keys), np.int64)
        for number, table in enumerate(self._tables):
            table_rows = table.find(keys)
            is_new = (table_rows >= 0) & (sources < 0)
            sources[is_new], rows[is_new] = number, table_rows[is_new]
        return sources, rows
