"""The facts' vectors: each distinct fact is embedded once, and every product knows which ones are its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from shopcli.index.text import KEY_BYTES, fact_text, text_key
from shopcli.types import Fact

if TYPE_CHECKING:
    import numpy as np

_CHUNK = 4096


class FactWriter:
    """Collects the facts of products and numbers the distinct ones.

    Args:
        tokens: a text to its stems, as the words of a request are cut.
    """

    def __init__(self, tokens: Callable[[str], list[str]]) -> None:
        self._tokens = tokens
        self._words: list[int] = []
        self._word_bounds = [0]
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
                self._words += map(word_key, dict.fromkeys(self._tokens(text)))
                self._word_bounds.append(len(self._words))
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
        np.save(folder / "fact_words.npy", np.asarray(self._words, np.uint32))
        np.save(folder / "fact_word_bounds.npy", np.asarray(self._word_bounds, np.int64))
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
        self._words = np.load(folder / "fact_words.npy", mmap_mode="r")
        self._word_bounds = np.load(folder / "fact_word_bounds.npy", mmap_mode="r")
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

        ids, spans = self._numbers(rows)
        distinct, back = np.unique(ids, return_inverse=True)  # many products share a fact: read it once
        return self._vectors[distinct].astype(np.float32)[back], self._signs[ids], spans

    def _numbers(self, rows: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the products' facts one product after another, and each product's half-open range in them."""
        import numpy as np

        starts, ends = (np.asarray(self._indptr)[np.asarray(rows, np.int64) + i] for i in (0, 1))
        bounds = np.concatenate([[0], np.cumsum(ends - starts)])
        return _stretches(self._ids, starts, ends), np.stack([bounds[:-1], bounds[1:]], axis=1)

    def overlaps(self, rows: Sequence[int] | np.ndarray, clauses: Sequence[Mapping[str, float]]) -> np.ndarray:
        """What share of each clause's words each fact of some products says.

        Args:
            rows: the products' rows.
            clauses: for each clause its stems with their weights, which add up to 1.

        Returns:
            (n_clauses, n_facts) float32, the facts in the order of `of`.
        """
        import numpy as np

        distinct, back = np.unique(self._numbers(rows)[0], return_inverse=True)
        firsts, lasts = (np.asarray(self._word_bounds)[distinct + i] for i in (0, 1))
        words = _stretches(self._words, firsts, lasts)
        owners = np.repeat(np.arange(len(distinct)), lasts - firsts)
        found = np.zeros((len(clauses), len(distinct)), np.float32)
        for number, clause in enumerate(clauses):
            for stem, weight in clause.items():
                found[number, owners[words == word_key(stem)]] += weight
        return found[:, back]

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


def _stretches(values: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Half-open stretches of an array, one after another; to cut thousands of slices would take ten times as long."""
    import numpy as np

    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.asarray(values)[np.repeat(starts - before, lengths) + np.arange(lengths.sum())]


def word_key(stem: str) -> int:
    """A stem as 32 bits; two of a catalog's words share one in so few cases that no order notices."""
    return crc32(stem.encode("utf-8", "surrogatepass"))


def save_keys(path: Path, keys: Sequence[bytes]) -> None:
    """Write text keys as (n, 16) uint8."""
    import numpy as np

    np.save(path, np.frombuffer(b"".join(keys), np.uint8).reshape(-1, KEY_BYTES))


def open_keys(path: Path) -> dict[bytes, int]:
    """Row by text key."""
    import numpy as np

    return {row.tobytes(): number for number, row in enumerate(np.load(path))}
