"""Other names of products: the ids of their variants and their codes, by which they may be asked for as by their own ids."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.types import Product, Variant

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index.storage.carried_over import CarriedOver

_KEYS, _ROWS = "alias_keys.npy", "alias_rows.npy"


def names_of(product: Product) -> Iterator[str]:
    """What a product may be called besides its id."""
    yield from product.codes.values()
    for variant in product.variants:
        yield variant.id
        yield from variant.codes.values()


def variant_called(product: Product, name: str) -> Variant | None:
    """The variant of a product with an id or a code; None where the name is the whole product's."""
    low = name.casefold()
    if product.id.casefold() == low:
        return None
    named = (one for one in product.variants if low in (one.id.casefold(), *map(str.casefold, one.codes.values())))
    return next(named, None)


def _key(name: str) -> int:
    digest = hashlib.blake2b(name.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


class AliasWriter:
    """Collects the other names of products, eight bytes each."""

    def __init__(self, data: Path) -> None:
        self._data, self._keys, self._rows = data, array("Q"), array("i")

    def keep(self, kept: CarriedOver) -> None:
        """Begin with those of the products of the index before that go on."""
        import numpy as np

        if not (kept.data / _KEYS).is_file():
            return
        rows = kept.number[np.load(kept.data / _ROWS)]
        self._keys = array("Q", np.load(kept.data / _KEYS)[rows >= 0].tobytes())
        self._rows = array("i", rows[rows >= 0].astype(np.int32).tobytes())

    def add(self, row: int, product: Product) -> None:
        """Take in the product in a row."""
        for name in names_of(product):
            if name and name != product.id:
                self._keys.append(_key(name))
                self._rows.append(row)

    def save(self) -> None:
        """Write them sorted, where there are any."""
        import numpy as np

        from shopcli.index.storage.arrays import save_array

        if not self._keys:
            return
        keys, rows = np.frombuffer(self._keys, np.uint64), np.frombuffer(self._rows, np.int32)
        order = np.lexsort((rows, keys))
        save_array(self._data / _KEYS, keys[order])
        save_array(self._data / _ROWS, rows[order])
        self._keys, self._rows = array("Q"), array("i")


class Aliases:
    """What `AliasWriter` saved; empty where it saved nothing."""

    def __init__(self, data: Path) -> None:
        import numpy as np

        there = (data / _KEYS).is_file()
        self._keys: np.ndarray = np.load(data / _KEYS, mmap_mode="r") if there else np.zeros(0, np.uint64)
        self._rows: np.ndarray = np.load(data / _ROWS, mmap_mode="r") if there else np.zeros(0, np.int32)

    def rows(self, name: str) -> list[int]:
        """The rows of the products that may be called so, ascending; what their records say decides."""
        import numpy as np

        key = np.uint64(_key(name))
        start, end = self._keys.searchsorted(key), self._keys.searchsorted(key, side="right")
        return list(dict.fromkeys(self._rows[start:end].tolist()))
