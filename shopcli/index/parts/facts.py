"""The facts and their vectors: each distinct fact is kept once, those that embed the same text share a vector, and every
product knows which facts are its own.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from shopcli.index.storage.arrays import ArrayWriter, save_array
from shopcli.index.storage.interning import NumberedTexts
from shopcli.index.storage.vector_cache import KeyTable
from shopcli.index.text import KEY_BYTES, document_text, embedded_text, fact_text, text_key, title_fact
from shopcli.text.negation import tells_what_it_is_not_for
from shopcli.types import Fact, opening_truth

if TYPE_CHECKING:
    from shopcli.index.storage.carried_over import CarriedOver

_FACT_VECTORS = "fact_vectors.npy"
_BLOCK = 16_384
_REMEMBERED = 1 << 17  # texts whose numbers are at hand; the others are found by their keys


class FactWriter:
    """Collects the facts of products and numbers the distinct ones.

    Args:
        tokens: a text to its stems, as the words of a request are cut.
        texts: a file for the texts of the distinct facts, which is gone after `close`.
    """

    def __init__(self, tokens: Callable[[str], list[str]], texts: Path) -> None:
        self._tokens = tokens
        self._path, self._file = texts, texts.open("w+b")
        self._said, self.embedded = NumberedTexts(self._file), NumberedTexts(self._file)
        self._recent: dict[str, int] = {}
        self._indptr, self._ids = array("q", [0]), array("i")
        self._categories, self._signs, self._vector_of = array("i"), array("b"), array("i")
        self._kept_words: tuple[np.ndarray, np.ndarray] | None = None  # those of the first facts, and where each one's end

    def keep(self, kept: CarriedOver) -> None:
        """Begin with the facts of the products of the index before that go on."""
        indptr, ids, categories, signs = _mapped(kept.data, "indptr", "ids", "categories", "signs")
        vector_of, keys, vector_keys = _mapped(kept.data, "vector_of", "keys", "vector_keys")
        words, word_bounds = _mapped(kept.data, "words", "word_bounds")
        is_used = np.zeros(len(signs), bool)
        id_ranges = [np.asarray(ids[indptr[first] : indptr[last]]) for first, last in kept.stretches()]
        for ids_of_range in id_ranges:
            is_used[ids_of_range] = True
        used = np.flatnonzero(is_used)
        renumbered = np.full(len(signs) + 1, -1, np.int32)  # the last for products without a category, whose number is -1
        renumbered[used] = np.arange(len(used), dtype=np.int32)
        for ids_of_range in id_ranges:
            self._ids.frombytes(renumbered[ids_of_range].tobytes())
        self._indptr.frombytes(np.cumsum(np.diff(indptr)[kept.rows]).astype(np.int64).tobytes())
        self._categories = array("i", renumbered[categories[kept.rows]].tobytes())
        self._signs = array("b", signs[used].tobytes())
        embedded, vectors = np.unique(vector_of[used], return_inverse=True)
        self._vector_of = array("i", vectors.astype(np.int32).tobytes())
        self._said, self.embedded = NumberedTexts(self._file, keys[used]), NumberedTexts(self._file, vector_keys[embedded])
        blocks = [used[start : start + _BLOCK] for start in range(0, len(used), _BLOCK)]
        word_blocks = [_stretches(words, word_bounds[block], word_bounds[block + 1]) for block in blocks]
        lengths = np.diff(word_bounds)[used]
        self._kept_words = (np.concatenate([words[:0], *word_blocks]), np.cumsum(lengths))
        self._retitle(kept, keys[used])

    def _retitle(self, kept: CarriedOver, keys: np.ndarray) -> None:
        """Let titles that are also those of products that are gone be known by the text of one that goes on.

        What is embedded for a title may be the text of the product that came first with it (`embedded_text`).
        """
        titles = {fact_text(title_fact(product)) for product in kept.gone.values()}
        title_keys = np.frombuffer(b"".join(map(text_key, titles)), np.uint8).reshape(-1, KEY_BYTES)
        title_numbers = KeyTable(keys).find(title_keys)
        is_title = np.zeros(len(keys), bool)
        is_title[title_numbers[title_numbers >= 0]] = True
        ids = np.frombuffer(self._ids, np.int32)
        places = np.flatnonzero(is_title[ids])
        numbers, first = np.unique(ids[places], return_index=True)
        rows = np.searchsorted(np.frombuffer(self._indptr, np.int64), places[first], side="right") - 1
        for number, row in zip(numbers.tolist(), rows.tolist(), strict=True):
            product = kept.records[int(kept.rows[row])]
            text = embedded_text(title_fact(product), product.title, document_text(product))
            self._vector_of[number] = self.embedded.number(text)

    def __len__(self) -> int:
        return len(self._signs)

    def add(self, facts: Sequence[Fact], title: str, document: str) -> None:
        """Take in the facts of the next product, in the order of ``facts_of``, with its title and its `document_text`."""
        category = -1
        for fact in facts:
            text = fact_text(fact)
            number = self._recent.get(text, -1)
            if number < 0:
                number = self._number(text, fact, title, document)
            self._ids.append(number)
            if fact.field == "category":
                category = number
        self._categories.append(category)
        self._indptr.append(len(self._ids))

    def _number(self, text: str, fact: Fact, title: str, document: str) -> int:
        if len(self._recent) >= _REMEMBERED:
            self._recent.clear()
        number = self._recent[text] = self._said.number(text)
        if number == len(self._signs):
            self._signs.append(-1 if opening_truth(fact.value)[0] is False or tells_what_it_is_not_for(fact.words) else 1)
            self._vector_of.append(self.embedded.number(embedded_text(fact, title, document)))
        return number

    def close(self) -> None:
        """Drop the texts."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    def save(
        self, folder: Path, vectors: Callable[[np.ndarray], np.ndarray], dim: int, dtype: str, before: FactVectors | None = None
    ) -> None:
        """Write the facts and their vectors, as ``dtype`` holds them; their texts are gone afterwards.

        Args:
            folder: where.
            vectors: (n, 16) keys of embedded texts to (n, dim), as they are to be kept.
            dim: the vectors' length.
            dtype: the type in the file.
            before: the facts of the index before, whose words need no cutting.
        """
        save_array(folder / "fact_indptr.npy", np.asarray(self._indptr, np.int64))
        save_array(folder / "fact_ids.npy", np.asarray(self._ids, np.int32))
        save_array(folder / "fact_categories.npy", np.asarray(self._categories, np.int32))
        save_array(folder / "fact_signs.npy", np.asarray(self._signs, np.int8))
        save_array(folder / "fact_vector_of.npy", np.asarray(self._vector_of, np.int32))
        self._save_words(folder, self._said.keys, before)
        save_array(folder / "fact_keys.npy", self._said.keys)
        keys = self.embedded.keys
        save_array(folder / "fact_vector_keys.npy", keys)
        with ArrayWriter(folder / _FACT_VECTORS, dtype, dim) as file:
            for start in range(0, len(keys), _BLOCK):
                file.write(vectors(keys[start : start + _BLOCK]))
        # What comes after needs the memory.
        self._ids, self._indptr, self._recent, self._kept_words = array("i"), array("q", [0]), {}, None
        self._said, self.embedded = NumberedTexts(self._file), NumberedTexts(self._file)

    def _save_words(self, folder: Path, keys: np.ndarray, before: FactVectors | None) -> None:
        """Write the stems of every distinct fact."""
        bounds = array("q", [0])
        first = 0
        with ArrayWriter(folder / "fact_words.npy", "uint32") as words:
            if self._kept_words:
                words.write(self._kept_words[0])
                bounds.frombytes(self._kept_words[1].astype(np.int64).tobytes())
                first = len(self._kept_words[1])
            for start in range(first, len(keys), _BLOCK):
                block = keys[start : start + _BLOCK]
                words_before = before.words_by_key(block) if before else [None] * len(block)
                fresh = self._said.texts(start + place for place, known in enumerate(words_before) if known is None)
                words_by_fact = [
                    known if known is not None else [word_key(stem) for stem in dict.fromkeys(self._tokens(next(fresh)))]
                    for known in words_before
                ]
                words.write(np.concatenate([np.zeros(0, np.uint32), *(np.array(stems, np.uint32) for stems in words_by_fact)]))
                for stems in words_by_fact:
                    bounds.append(bounds[-1] + len(stems))
        save_array(folder / "fact_word_bounds.npy", np.frombuffer(bounds, np.int64))


class FactVectors:
    """The vectors of the facts of any products, memory-mapped.

    Args:
        folder: where they are.
        scale: what the stored numbers were multiplied with; 1 but for int8.
    """

    def __init__(self, folder: Path, scale: float = 1.0) -> None:
        self._folder, self._scale = folder, scale
        self._indptr, self._ids, self._categories, self._signs = _mapped(folder, "indptr", "ids", "categories", "signs")
        self._words, self._word_bounds, self._vector_of = _mapped(folder, "words", "word_bounds", "vector_of")
        # What was read last, by the products' rows: several signals of one request ask of the same ones.
        self._vectors_read: tuple[bytes, tuple[np.ndarray, np.ndarray]] | None = None
        self._words_read: tuple[bytes, tuple[np.ndarray, np.ndarray, int, np.ndarray]] | None = None

    @cached_property
    def _vectors(self) -> np.ndarray:
        vectors: np.ndarray = np.load(self._folder / _FACT_VECTORS, mmap_mode="r")
        return vectors

    @property
    def dim(self) -> int:
        """The vectors' length."""
        return int(self._vectors.shape[1])

    def of(self, rows: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The facts of products.

        Args:
            rows: the products' rows.

        Returns:
            keys (n_facts, dim) float32; signs (n_facts,), -1 for a fact that says no and 1 for any other; and spans
            (len(rows), 2), the half-open range of each product's facts in both.
        """
        ids, spans = self._numbers(rows)
        distinct, back = np.unique(self._vector_of[ids], return_inverse=True)  # many facts share a vector: read it once
        return self.rows(distinct)[back], self._signs[ids], spans

    def similarities(self, rows: Sequence[int] | np.ndarray, queries: np.ndarray) -> np.ndarray:
        """The dot products of queries with the facts of products.

        Args:
            rows: the products' rows.
            queries: (n_queries, dim).

        Returns:
            (n_queries, n_facts) float32, the facts in the order of `of`.
        """
        known, key = self._vectors_read, np.asarray(rows, np.int64).tobytes()
        if known is None or known[0] != key:
            self._vectors_read = known = key, self._read_vectors(rows)
        vectors, back = known[1]
        return (queries @ vectors.T)[:, back]

    def _read_vectors(self, rows: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The distinct vectors of the products' facts, (n, dim) float32, and for each fact the number of its own."""
        ids, _ = self._numbers(rows)
        distinct, back = np.unique(self._vector_of[ids], return_inverse=True)  # many facts share a vector
        return self.rows(distinct), back

    def signs(self, rows: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The signs of the facts of products, and the products' spans, as `of` has them."""
        ids, spans = self._numbers(rows)
        return self._signs[ids], spans

    def words_by_key(self, keys: np.ndarray) -> list[np.ndarray | None]:
        """The stems, as 32 bits, of the facts with the (n, 16) text keys; None where there is no such fact."""
        rows = self._table.find(keys)
        bounds = np.asarray(self._word_bounds)
        return [self._words[bounds[row] : bounds[row + 1]] if row >= 0 else None for row in rows.tolist()]

    @cached_property
    def _table(self) -> KeyTable:
        return KeyTable(np.load(self._folder / "fact_keys.npy"))

    def _numbers(self, rows: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the products' facts one product after another, and each product's half-open range in them."""
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
        known, key = self._words_read, np.asarray(rows, np.int64).tobytes()
        if known is None or known[0] != key:
            self._words_read = known = key, self._read_words(rows)
        words, owners, n_distinct, back = known[1]
        overlaps_by_fact = np.zeros((len(clauses), n_distinct), np.float32)
        for number, clause in enumerate(clauses):
            for stem, weight in clause.items():
                overlaps_by_fact[number, owners[words == word_key(stem)]] += weight
        return overlaps_by_fact[:, back]

    def _read_words(self, rows: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray, int, np.ndarray]:
        """The words of the products' distinct facts, for each word the number of its fact, how many such facts there are, and
        for each fact the number of its own.
        """
        distinct, back = np.unique(self._numbers(rows)[0], return_inverse=True)
        firsts, lasts = (np.asarray(self._word_bounds)[distinct + i] for i in (0, 1))
        owners = np.repeat(np.arange(len(distinct)), lasts - firsts)
        return _stretches(self._words, firsts, lasts), owners, len(distinct), back

    def categories(self, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """The vectors of the products' categories, (len(rows), dim) float32; zeros where a record names none."""
        numbers = self._categories[np.asarray(rows, np.int64)]
        vectors = np.zeros((len(numbers), self.dim), np.float32)
        vectors[numbers >= 0] = self.rows(self._vector_of[numbers[numbers >= 0]])
        return vectors

    def rows(self, numbers: np.ndarray) -> np.ndarray:
        """Vectors by their own number, not by that of a fact: (len(numbers), dim) float32."""
        return self._as_floats(self._vectors[numbers])

    def reread(self, numbers: np.ndarray) -> np.ndarray:
        """The same, such that what is read does not stay in memory: for who reads them all."""
        return self._as_floats(np.load(self._folder / _FACT_VECTORS, mmap_mode="r")[numbers])

    def _as_floats(self, stored: np.ndarray) -> np.ndarray:
        return stored.astype(np.float32) if self._scale == 1.0 else stored.astype(np.float32) / np.float32(self._scale)


def _mapped(folder: Path, *names: str) -> Iterator[np.ndarray]:
    return (np.asarray(np.load(folder / f"fact_{name}.npy", mmap_mode="r")) for name in names)


def _stretches(values: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Half-open stretches of an array, one after another; to cut thousands of slices would take ten times as long."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.asarray(values)[np.repeat(starts - before, lengths) + np.arange(lengths.sum())]


def word_key(stem: str) -> int:
    """A stem as 32 bits; two of a catalog's words share one in so few cases that no order notices."""
    return crc32(stem.encode("utf-8", "surrogatepass"))
