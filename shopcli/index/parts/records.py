"""The records: products as JSON Lines with an offset table, so that any one is read without the others."""

from __future__ import annotations

import dataclasses
import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from shopcli.index.storage.arrays import mapped, save_array
from shopcli.types import Product, Variant

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index.storage.carried_over import CarriedOver

RECORDS = "products.jsonl"
OFFSETS = "offsets.npy"
IDS = "ids.json"
_CHUNK = 1 << 20
_MOST_KEPT = 512  # products that were read: what is shown is asked for several times
_FIELDS = tuple(field.name for field in dataclasses.fields(Product))
_VARIANT_FIELDS = tuple(field.name for field in dataclasses.fields(Variant))
_REQUIRED = ("id", "title")
_DECODER = json.JSONDecoder()
_TITLE = b', "title": '  # as `record_of` writes it; within a text quotation marks are escaped


def record_of(product: Product) -> bytes:
    """A product's line in the records."""
    filled = _filled(product, _FIELDS)
    if product.variants:
        filled["variants"] = [_filled(variant, _VARIANT_FIELDS) for variant in product.variants]
    return json.dumps(filled, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _filled(record: Product | Variant, names: Sequence[str]) -> dict[str, Any]:
    values = ((name, getattr(record, name)) for name in names)
    return {name: value for name, value in values if name in _REQUIRED or value not in (None, "", {}, ())}


def product_of(line: bytes) -> Product:
    """The product of a line in the records."""
    values = json.loads(line)
    if "variants" in values:
        values["variants"] = tuple(Variant(**variant) for variant in values["variants"])
    return Product(**values)


class RecordWriter:
    """Writes products one after another; `close` writes the tables that find them again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / RECORDS).open("wb")
        self._ids = (folder / IDS).open("wb")
        self._offsets = array("q", [0])

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def keep(self, kept: CarriedOver) -> None:
        """Begin with the products of the index before that go on."""
        import numpy as np

        offsets = np.load(kept.data / OFFSETS)
        with (kept.data / RECORDS).open("rb") as file:
            for start, end in kept.stretches():
                file.seek(offsets[start])
                left = int(offsets[end] - offsets[start])
                while left and (chunk := file.read(min(left, _CHUNK))):
                    left -= self._file.write(chunk)
        ends = np.cumsum(np.diff(offsets)[kept.rows])
        self._offsets = array("q", np.concatenate([[0], ends]).astype(np.int64).tobytes())
        for number, product_id in enumerate(kept.ids):
            self._write_id(product_id, first=number == 0)

    def add(self, product: Product) -> None:
        """Append one product; its row is the number of products before it."""
        self._write_id(product.id, first=not len(self))
        size = self._file.write(record_of(product))
        self._offsets.append(self._offsets[-1] + size)

    def _write_id(self, product_id: str, *, first: bool) -> None:
        self._ids.write(b"[" if first else b", ")
        self._ids.write(json.dumps(product_id, ensure_ascii=False).encode("utf-8", "replace"))

    def read(self, rows: Iterable[int] | None = None) -> Iterator[Product]:
        """Products that were written: the named rows, or all in order."""
        self._file.flush()
        with (self._folder / RECORDS).open("rb") as file:
            for row in range(len(self)) if rows is None else rows:
                file.seek(self._offsets[row])
                yield product_of(file.read(self._offsets[row + 1] - self._offsets[row]))

    def close(self) -> None:
        """Finish the files."""
        import numpy as np

        if self._file.closed:
            return
        self._file.close()
        self._ids.write(b"]" if len(self) else b"[]")
        self._ids.close()
        save_array(self._folder / OFFSETS, np.asarray(self._offsets, np.int64))


class Records(Sequence[Product]):
    """The products of an index by row, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self._offsets: np.ndarray = np.asarray(np.load(folder / OFFSETS, mmap_mode="r"))
        self._ids: dict[str, int] | None = None
        self._reading = Lock()
        self._ids_bytes, self._bytes = mapped(folder / IDS), mapped(folder / RECORDS)
        lines, offsets = self._bytes, self._offsets  # without a cycle, so that a closed index is let go at once
        self._product = lru_cache(maxsize=_MOST_KEPT)(lambda row: product_of(lines[int(offsets[row]) : int(offsets[row + 1])]))

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, row):  # type: ignore[no-untyped-def, override]
        if isinstance(row, slice):
            return [self[i] for i in range(*row.indices(len(self)))]
        return self._product(int(row))

    def fetch(self, rows: Iterable[int] | np.ndarray) -> None:
        """Have some products at hand, for who will read them one by one; here they are so in any case."""

    def some(self, rows: Iterable[int] | np.ndarray) -> list[Product]:
        """The products in some rows, in their order, which a store elsewhere is asked for at once."""
        return [self[int(row)] for row in rows]

    def title(self, row: int) -> str:
        """A product's title, without the rest of its record."""
        line = self.raw(row)
        return str(_DECODER.raw_decode(line[line.index(_TITLE) + len(_TITLE) :].decode())[0])

    def raw(self, row: int) -> bytes:
        """A product's line as it was written."""
        return self._bytes[int(self._offsets[row]) : int(self._offsets[row + 1])]

    @property
    def ids(self) -> dict[str, int]:
        """Row by id, in the order of the catalog."""
        with self._reading:  # of two threads one reads the file
            if self._ids is None:
                names = json.loads(self._ids_bytes[:])
                self._ids = {name: row for row, name in enumerate(names)}
            return self._ids
