"""Arrays that grow on disk: rows are appended as they come, and the file is an ordinary ``.npy`` in the end."""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    import numpy as np


class Stretches(Protocol):
    """An array that is read by stretches, such as a mapped one."""

    def __getitem__(self, at: slice) -> np.ndarray: ...


class Text(Protocol):
    """Bytes that are read by stretches, such as a mapped file."""

    def __getitem__(self, at: slice) -> bytes: ...

    def find(self, what: bytes, start: int, /) -> int:
        """Where ``what`` stands next, from ``start`` on; -1 where it does not."""
        ...


class Opener:
    """How the files of a data folder are opened: those that are large, by stretches as they are asked for."""

    def array(self, path: Path) -> Stretches:
        """A ``.npy`` file of one dimension."""
        import numpy as np

        return np.asarray(np.load(path, mmap_mode="r"))

    def text(self, path: Path) -> Text:
        """The bytes of a file; see `mapped`."""
        return mapped(path)


def save_array(path: Path, array: np.ndarray) -> None:
    """Write an ordinary ``.npy`` file.

    Raises:
        OSError: not all of it could be written. ``numpy.save`` and ``tofile`` do not notice when the disk gets full with the
            last 4 KiB.
    """
    with path.open("wb") as file:
        _write_header(file, array.dtype, array.shape)
        append(file, array)


def mapped(path: Path) -> mmap.mmap | bytes:
    """The bytes of a file, read as they are asked for; they stay, whatever a later build removes."""
    with path.open("rb") as file:
        # an empty file cannot be mapped
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def append(file: BinaryIO, array: np.ndarray) -> None:
    """Write the bytes of an array, whatever its shape."""
    import numpy as np

    file.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)


def _write_header(file: BinaryIO, dtype: np.dtype, shape: tuple[int, ...]) -> None:
    from numpy.lib.format import dtype_to_descr, write_array_header_1_0

    write_array_header_1_0(file, {"descr": dtype_to_descr(dtype), "fortran_order": False, "shape": shape})


class ArrayWriter:
    """Writes a ``.npy`` file piece by piece, so that nobody needs the whole array in memory.

    Args:
        path: the file.
        dtype: of its elements.
        width: the length of a row; None for an array of one dimension.
    """

    def __init__(self, path: Path, dtype: str, width: int | None = None) -> None:
        import numpy as np

        self._dtype, self._width = np.dtype(dtype), width
        self._file = path.open("wb")
        self._count = 0
        self._write_header()
        self._start = self._file.tell()

    def write(self, rows: np.ndarray) -> None:
        """Append rows; they are converted to the file's type."""
        import numpy as np

        append(self._file, np.asarray(rows, self._dtype))
        self._count += len(rows)

    def close(self) -> None:
        """Say in the header how many rows there are."""
        self._file.seek(0)
        self._write_header()
        # NumPy leaves room in the header for the first axis to grow.
        assert self._file.tell() == self._start, "the header has another length"
        self._file.close()

    def _write_header(self) -> None:
        _write_header(self._file, self._dtype, (self._count,) if self._width is None else (self._count, self._width))

    def __enter__(self) -> ArrayWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
