"""The facts' vectors: each distinct fact is embedded once, and every product knows which ones are its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.index.text import KEY_BYTES, fact_text, text_key
from shopcli.types import Fact

if TYPE_CHECKING:
    import numpy as np

_CHUNK = 4096


class FactWriter:
    """Collects the facts of products and numbers the distinct ones."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._indptr = [0]
        self._ids: list[int] = []
        self._categories: list[int] = []
        self._signs: list[int] = []
        self.texts: list[str] = []

    def add(self, facts: Sequence[Fact]) -> None:
        """Take in the facts of the next product, in the order of ``facts_of``."""
        category = -1
        for fact in facts:
            text = fact_text(fact)
            key = text_key(text)
            number = self._numbers.setdefault(key, len(self.texts))
            if number == len(self.texts):
                self.texts.append(text)
                self._signs.append(-1 if fact.value is False else 1)
            self._ids.append(number)
            if fact.field == "category":
                category = number
        self._categories.append(category)
        self._indptr.append(len(self._ids))

    @property
    def keys(self) -> list[bytes]:
        """The keys of the distinct facts, by number."""
        return list(self._numbers)

    def save(self, folder: Path, vectors: np.ndarray) -> None:
        """Write the facts with their ``vectors`` (n_distinct, dim); float16 halves the file and moves no cosine by .001."""
        import numpy as np

        np.save(folder / "fact_indptr.npy", np.asarray(self._indptr, np.int64))
        np.save(folder / "fact_ids.npy", np.asarray(self._ids, np.int32))
        np.save(folder / "fact_categories.npy", np.asarray(self._categories, np.int32))
        np.save(folder / "fact_signs.npy", np.asarray(self._signs, np.int8))
        np.save(folder / "fact_vectors.npy", vectors.astype(np.float16))
        save_keys(folder / "fact_keys.npy", self.keys)


class FactVectors:
    """The vectors of the facts of any products, memory-mapped."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self._indptr = np.load(folder / "fact_indptr.npy", mmap_mode="r")
        self._ids = np.load(folder / "fact_ids.npy", mmap_mode="r")
        self._categories = np.load(folder / "fact_categories.npy", mmap_mode="r")
        self._signs = np.load(folder / "fact_signs.npy", mmap_mode="r")
        self._vectors = np.load(folder / "fact_vectors.npy", mmap_mode="r")

    @property
    def distinct(self) -> int:
        """How many different facts the catalog states."""
        return len(self._vectors)

    def of(self, rows: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The facts of products.

        Args:
            rows: the products' rows.

        Returns:
            keys (n_facts, dim) float32; signs (n_facts,), -1 for a fact that says no and 1 for any other; and spans
            (len(rows), 2), the half-open range of each product's facts in both.
        """
        import numpy as np

        starts, ends = (np.asarray(self._indptr)[np.asarray(rows, np.int64) + i] for i in (0, 1))
        bounds = np.concatenate([[0], np.cumsum(ends - starts)])
        spans = np.stack([bounds[:-1], bounds[1:]], axis=1)
        pieces = [self._ids[start:end] for start, end in zip(starts, ends, strict=True)]
        ids = np.concatenate(pieces) if pieces else np.zeros(0, np.int32)
        distinct, back = np.unique(ids, return_inverse=True)  # many products share a fact: read it once
        return self._vectors[distinct].astype(np.float32)[back], self._signs[ids], spans

    def categories(self, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """The vectors of the products' categories, (len(rows), dim) float32; zeros where a record names none."""
        import numpy as np

        numbers = self._categories[np.asarray(rows, np.int64)]
        vectors = np.zeros((len(numbers), self._vectors.shape[1]), np.float32)
        vectors[numbers >= 0] = self._vectors[numbers[numbers >= 0]]
        return vectors

    def all(self) -> np.ndarray:
        """Every distinct fact's vector, float32, by number."""
        import numpy as np

        return np.asarray(self._vectors, np.float32)


def save_keys(path: Path, keys: Sequence[bytes]) -> None:
    """Write text keys as (n, 16) uint8."""
    import numpy as np

    np.save(path, np.frombuffer(b"".join(keys), np.uint8).reshape(-1, KEY_BYTES))


def open_keys(path: Path) -> dict[bytes, int]:
    """Row by text key."""
    import numpy as np

    return {row.tobytes(): number for number, row in enumerate(np.load(path))}
