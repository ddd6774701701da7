"""Files of the catalog document that are not copied whole: the pieces that are asked for are, and stay on this machine.

A word's postings and a column's values stand together in their files, so that a request reads a few pieces of either. The copy
is as long as the file and mostly empty; a piece of it is good where it has the digest that the document has of it.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from shopcli.index.storage.arrays import Opener, Stretches, Text
from shopcli.index.stores.errors import StoreError

PIECE = 49_000  # bytes, which are at most 65,400 letters in base 64 even where they cannot be compressed
AT_ONCE = 64  # pieces of one call
TOGETHER = 4  # pieces that come together: to ask once more costs as much as to read three
DIGESTS = ".digests.npy"  # behind the name of a file: (n_pieces, 16) uint8
PAGED = ("words/data.csc.index.npy", "words/indices.csc.index.npy", "rows.npy", "values.npy", "choices.jsonl")
_DIGEST_BYTES = 16
_HEADER_BYTES = 128  # of a .npy file with one dimension

ReadPieces = Callable[[str, Sequence[int]], Mapping[int, bytes]]
"""Some pieces of a file of the document, by its name and their numbers."""


def digests_of_pieces(path: Path) -> np.ndarray:
    """What each piece of a file is known by, (n_pieces, 16) uint8."""
    with path.open("rb") as file:
        digests = b"".join(_digest(piece) for piece in iter(lambda: file.read(PIECE), b""))
    return np.frombuffer(digests, np.uint8).reshape(-1, _DIGEST_BYTES)


def _digest(piece: bytes | memoryview) -> bytes:
    return blake2b(piece, digest_size=_DIGEST_BYTES).digest()


class PagedFile:
    """A file whose pieces come as they are asked for.

    Any number of processes may do so at once: each writes the same bytes.

    Args:
        path: of the copy, which is there and as long as the file.
        name: of the file in the document.
        read: reads pieces of the store.

    Raises:
        ValueError: the digests are not those of such a file.
    """

    def __init__(self, path: Path, name: str, read: ReadPieces) -> None:
        self._path, self._name, self._read = path, name, read
        self._digests = np.load(path.with_name(path.name + DIGESTS))
        self.size = path.stat().st_size
        if self._digests.shape != (-(-self.size // PIECE), _DIGEST_BYTES):
            raise ValueError(f"{name} has {self.size:,} bytes and {len(self._digests):,} digests")
        self._is_here = np.zeros(len(self._digests), bool)  # as far as this process has looked
        with path.open("rb") as file:
            self.bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if self.size else b""

    def need(self, start: int, end: int) -> None:
        """See that the bytes of a half-open stretch are here.

        Raises:
            StoreError: the store is away, or holds other bytes than were written.
            OSError: the copy cannot be written.
        """
        first, last = (start // PIECE) // TOGETHER * TOGETHER, -(-end // (PIECE * TOGETHER)) * TOGETHER
        if self._is_here[first:last].all():
            return
        unknown = (first + np.flatnonzero(~self._is_here[first:last])).tolist()
        missing = [number for number in unknown if not self._is_good(number, self.bytes[number * PIECE : (number + 1) * PIECE])]
        for at in range(0, len(missing), AT_ONCE):
            self._copy(missing[at : at + AT_ONCE])
        self._is_here[first:last] = True

    def _copy(self, numbers: Sequence[int]) -> None:
        pieces = self._read(self._name, numbers)
        for number in numbers:
            if not self._is_good(number, pieces.get(number, b"")):
                hint = "Write it again: shopcli index CATALOG --store STORE --anew"
                raise StoreError(f"Piece {number} of {self._name} holds other bytes than were written.", hint=hint)
        with self._path.open("r+b") as file:
            for number in numbers:
                file.seek(number * PIECE)
                file.write(pieces[number])

    def _is_good(self, number: int, piece: bytes) -> bool:
        return _digest(piece) == self._digests[number].tobytes()


class PagedArray:
    """A ``.npy`` file of one dimension whose pieces come as they are asked for."""

    def __init__(self, file: PagedFile, path: Path) -> None:
        file.need(0, _HEADER_BYTES)
        array = np.load(path, mmap_mode="r")
        self._file, self._start, self._array = file, file.size - array.nbytes, np.asarray(array)

    def __getitem__(self, at: slice) -> np.ndarray:
        start, end, _ = at.indices(len(self._array))
        if end > start:
            size = self._array.itemsize
            self._file.need(self._start + start * size, self._start + end * size)
        return self._array[at]


class PagedText:
    """The bytes of a file whose pieces come as they are asked for."""

    def __init__(self, file: PagedFile) -> None:
        self._file = file

    def __getitem__(self, at: slice) -> bytes:
        start, end, _ = at.indices(self._file.size)
        if end > start:
            self._file.need(start, end)
        return self._file.bytes[at]

    def find(self, what: bytes, start: int, /) -> int:
        """See `Text`."""
        seen = max(start, 0)
        while seen < self._file.size:
            self._file.need(seen, end := min((seen // PIECE + 1) * PIECE, self._file.size))
            if (found := self._file.bytes.find(what, max(start, seen - len(what) + 1), end)) >= 0:
                return found
            seen = end
        return -1


class PagedOpener(Opener):
    """Opens the files of a mirror: those that were not copied whole, piece by piece.

    Args:
        data: the folder of the mirror.
        names: of the files that were not copied whole.
        read: reads pieces of the store.
    """

    def __init__(self, data: Path, names: Sequence[str], read: ReadPieces) -> None:
        self._files = {data / name: name for name in names}
        self._read = read

    def array(self, path: Path) -> Stretches:
        """See `Opener`."""
        if path not in self._files:
            return super().array(path)
        return PagedArray(PagedFile(path, self._files[path], self._read), path)

    def text(self, path: Path) -> Text:
        """See `Opener`."""
        return PagedText(PagedFile(path, self._files[path], self._read)) if path in self._files else super().text(path)
