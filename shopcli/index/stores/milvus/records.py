"""The products of an index in Milvus: titles and ids are in the document, the rest is read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from shopcli.index.parts.records import IDS, Records, product_of
from shopcli.index.storage.arrays import ArrayWriter, mapped
from shopcli.index.stores.milvus.document import read_text, record_key
from shopcli.index.stores.milvus.row_cache import RowCache
from shopcli.index.stores.milvus.rows import read_rows

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index.stores.milvus.collections import VersionNames
    from shopcli.index.stores.milvus.connection import Connection
    from shopcli.types import Product

TITLES, TITLE_OFFSETS = "titles.txt", "title_offsets.npy"
_MOST_KEPT = 4096
_BLOCK = 500


class MilvusRecords(Records):
    """See `Records`; what is read of the store is kept for a while.

    Args:
        data: the folder of the document.
        connection: to the store.
        names: of the version's collections.
    """

    def __init__(self, data: Path, connection: Connection, names: VersionNames) -> None:
        import numpy as np

        self._connection, self._names = connection, names
        self._ids, self._reading, self._ids_bytes = None, Lock(), mapped(data / IDS)
        self._titles, self._title_offsets = mapped(data / TITLES), np.load(data / TITLE_OFFSETS, mmap_mode="r")
        self._lines = RowCache(self._read, _MOST_KEPT)
        self._products = RowCache(self._parsed, _MOST_KEPT)

    def __len__(self) -> int:
        return len(self._title_offsets) - 1

    def __getitem__(self, row):  # type: ignore[no-untyped-def, override]
        if isinstance(row, slice):
            rows = range(*row.indices(len(self)))
            products = self._products.of(rows)
            return [products[at] for at in rows]
        return self._products.of([self._checked(row)])[self._checked(row)]

    def __iter__(self) -> Iterator[Product]:
        for start in range(0, len(self), _BLOCK):
            yield from self[start : start + _BLOCK]

    def fetch(self, rows: Iterable[int] | np.ndarray) -> None:
        """See `Records`."""
        self._products.of([int(row) for row in rows][:_MOST_KEPT])

    def some(self, rows: Iterable[int] | np.ndarray) -> list[Product]:
        """See `Records`."""
        wanted = [int(row) for row in rows]
        products = self._products.of(wanted)
        return [products[row] for row in wanted]

    def title(self, row: int) -> str:
        """See `Records`."""
        row = self._checked(row)
        return self._titles[int(self._title_offsets[row]) : int(self._title_offsets[row + 1])].decode("utf-8")

    def raw(self, row: int) -> bytes:
        """See `Records`."""
        return self._lines.of([self._checked(row)])[self._checked(row)]

    def _checked(self, row: int) -> int:
        row = int(row)
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        return row % len(self)

    def _parsed(self, rows: Sequence[int]) -> dict[int, Product]:
        return {row: product_of(line) for row, line in self._lines.of(rows).items()}

    def _read(self, rows: Sequence[int]) -> dict[int, bytes]:
        lines = {row: str(found["record"]).encode() for row, found in self._rows(rows)}
        return {row: line or read_text(self._connection, self._names, record_key(row)) for row, line in lines.items()}

    def _rows(self, rows: Sequence[int]) -> Iterator[tuple[int, dict[str, object]]]:
        return read_rows(self._connection, self._names.products, rows, "record")


def save_titles(data: Path, folder: Path) -> dict[str, Path]:
    """Write the titles of an index folder's records, and where each begins; the files by their names."""

    import numpy as np

    records = Records(data)
    with (folder / TITLES).open("wb") as file, ArrayWriter(folder / TITLE_OFFSETS, "int64") as offsets:
        offsets.write(np.zeros(1, np.int64))
        end = 0
        for row in range(len(records)):
            title = records.title(row).encode("utf-8", "replace")
            file.write(title)
            end += len(title)
            offsets.write(np.asarray([end], np.int64))
    return {name: folder / name for name in (TITLES, TITLE_OFFSETS)}
