"""The words that the catalog uses, each with the number of products that use it: what a request is spelt against."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopcli.index.storage.arrays import save_array
from shopcli.index.storage.manifest import LEARNED
from shopcli.text.scripts import HAN, KANA
from shopcli.types import Product
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from shopcli.index.storage.carried_over import CarriedOver

# Chinese and Japanese run on without blanks, and what holds a digit is a code.
_TOKEN = pattern(rf"[^\W_{KANA}{HAN}]+(?:['’-][^\W_{KANA}{HAN}]+)*")
_DIGIT = pattern(r"\d")
_SHORT_VALUE = 80  # a longer value is prose of its own
_LONGEST_WORD = 40
WORDLIST, _COUNTED = "wordlist", "words"
_MOST_WORDS = 2_000_000  # past this, words that one product used are let go while counting


def _words_of(text: str) -> Iterator[str]:
    """The words of a text, lower-cased: "Wi-Fi" is ``wi``, ``fi`` and ``wi-fi``."""
    for token in _TOKEN.findall(text.lower().replace("’", "'")):
        if _DIGIT.search(token) or len(token) > _LONGEST_WORD:
            continue
        word = token.removesuffix("'s")
        parts = re.split("['-]", word)
        yield from (part for part in parts if len(part) > 1)
        if len(parts) > 1 and "'" not in word:
            yield word


@lru_cache(maxsize=1 << 15)
def _words_of_short(text: str) -> tuple[str, ...]:
    """The words of a name or a value, which a catalog says again and again."""
    return tuple(_words_of(text))


class WordListWriter:
    """Counts words, product by product: those that use one, and those that are called by it."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._names: Counter[str] = Counter()

    def keep(self, kept: CarriedOver) -> None:
        """Begin with the products of the index before that go on."""
        path = kept.data / LEARNED / _COUNTED
        words = _read_words(path)
        for counts, column in zip((self._counts, self._names), np.load(path.with_suffix(".npy")).T.tolist(), strict=True):
            counts.update({word: count for word, count in zip(words, column, strict=True) if count})
        for product in kept.gone.values():
            names, used = _words_in(product)
            self._names.subtract(names)
            self._counts.subtract(used)
        self._counts, self._names = +self._counts, +self._names  # without words that nobody uses any more

    def add(self, product: Product) -> None:
        """Take in the next product."""
        names, used = _words_in(product)
        self._names.update(names)
        self._counts.update(used)
        if len(self._counts) > _MOST_WORDS:
            self._counts = Counter(self._lasting())

    def _lasting(self) -> dict[str, int]:
        """A word of one description alone may well be a slip; one of a title, a brand or a category is a name."""
        return {word: count for word, count in self._counts.items() if count > 1 or word in self._names}

    def save(self, data: Path) -> None:
        """Write ``wordlist``, the words sorted, and their counts beside it; the writer is empty afterwards."""
        lasting = self._lasting()
        _write_words(data / WORDLIST, words := sorted(lasting))
        save_array((data / WORDLIST).with_suffix(".npy"), np.array([lasting[word] for word in words], np.int32))
        path = data / LEARNED / _COUNTED
        _write_words(path, words := sorted(self._counts))
        counted = [(self._counts[word], self._names[word]) for word in words]
        save_array(path.with_suffix(".npy"), np.array(counted, np.int32).reshape(-1, 2))
        self._counts, self._names = Counter(), Counter()


def _words_in(product: Product) -> tuple[set[str], set[str]]:
    """The words that a product is called by, and all that it uses."""
    names = set(_words_of(product.title))
    names.update(_words_of_short(product.brand or ""), _words_of_short(product.category or ""))
    words = names.union(_words_of(product.description))
    for name, value in product.attributes.items():
        words.update(_words_of_short(name.replace("_", " ")))
        if isinstance(value, str) and len(value) <= _SHORT_VALUE:
            words.update(_words_of_short(value))
    return names, words


def _read_words(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return text.split("\n") if text else []


def _write_words(path: Path, words: Sequence[str]) -> None:
    path.write_text("\n".join(words), encoding="utf-8", newline="\n")


class WordList:
    """What `WordListWriter` saved. Words are looked up by bisection: a dictionary of them would cost more than it saves.

    Attributes:
        words: every word, sorted by code point.
    """

    def __init__(self, words: Sequence[str], counts: np.ndarray) -> None:
        self.words, self._counts = words, counts

    @classmethod
    def open(cls, path: Path) -> WordList:
        """The list in ``path``.

        Raises:
            FileNotFoundError: one of its two files is missing.
            ValueError: the two do not belong together.
        """
        words = _read_words(path)
        counts = np.load(path.with_suffix(".npy"))
        if len(counts) != len(words):
            raise ValueError(f"{path.name} holds {len(words)} words and {len(counts)} counts")
        return cls(words, counts)

    def count(self, word: str) -> int:
        """How many products use ``word`` (lower case); 0 where none does."""
        place = bisect_left(self.words, word)
        return int(self._counts[place]) if place < len(self.words) and self.words[place] == word else 0

    def __contains__(self, word: str) -> bool:
        return self.count(word) > 0

    def __len__(self) -> int:
        return len(self.words)
