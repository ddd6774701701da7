"""What titles say that may name a kind of thing: their runs of plain words, and the phrases that several products share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from shopcli.index.kinds.phrases import LONGEST_PHRASE, is_joined, phrases, runs
from shopcli.index.kinds.table import Key
from shopcli.text.scripts import starts_han
from shopcli.types import Product

_SMALL_CATALOG = 2000  # below it, a phrase of a single brand may well be a kind
_LEVELS = re.compile(r"[>/|»]")
_SEVERAL_CATEGORIES = ";"  # a product may be listed under several
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORT_VALUE = 40
_SHORT_DESCRIPTION = 120  # characters
_PHRASE_END = re.compile(r"\s*[,.;:(（，。；：|–—]")
# Of products that have descriptions which open with what they are; and of the nouns there that titles say too.
_MOSTLY_DESCRIBED, _HARDLY = 0.6, 0.3
_SEVERAL, _RARE = 2, 400
_MOST_KEYS = 1 << 19  # phrases whose stems are at hand


@dataclass(slots=True)
class Titles:
    """What is kept of each product until the vectors are there."""

    runs: list[list[list[str]]] = field(default_factory=list)
    values: list[frozenset[str]] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)
    fields: list[tuple[str, ...]] = field(default_factory=list)
    categories: list[tuple[str, ...]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    prices: list[float | None] = field(default_factory=list)

    def add(self, product: Product, cut: Callable[[str], Sequence[str]], *, described: bool = False) -> None:
        """Take in one product.

        Args:
            product: it.
            cut: cuts a stretch of Chinese into words.
            described: whether descriptions open with what things are.
        """
        title_runs = runs(product.title, product.brand, cut)
        phrase = _opening(product.description)
        self.phrases.append(phrase)
        phrase_runs = _named_in(phrase, cut) if described else []
        category, category_runs = category_of(product.category or "", cut)
        title_runs += phrase_runs or category_runs
        self.categories.append(category)
        self.places.append(product.category or "")
        title_words = {word for run in title_runs for word in run}
        short_values = (v for v in product.attributes.values() if isinstance(v, str) and len(v) <= _SHORT_VALUE)
        value_words = {word for value in short_values for word in _WORD.findall(value.lower())}
        self.runs.append(title_runs)
        self.values.append(frozenset(title_words & value_words))
        self.brands.append(product.brand or "")
        self.fields.append(tuple(product.attributes))
        self.prices.append(product.price)

    def read_descriptions(self, cut: Callable[[str], Sequence[str]], stem: Callable[[str], str]) -> bool:
        """Read the opening phrases of the descriptions as titles, where those say what things are and the titles do not.

        So it is where a shop's titles are names of series: most descriptions open with a few nouns, the same again and
        again, that hardly any title says.

        Returns:
            Whether they were read.
        """
        named = [_named_in(phrase, cut) for phrase in self.phrases]
        heads = [stem(phrase_runs[0][-1]) if phrase_runs else "" for phrase_runs in named]
        counts = Counter(filter(None, heads))
        again = sum(count for count in counts.values() if count >= max(_SEVERAL, len(heads) // _RARE))
        if again < _MOSTLY_DESCRIBED * len(heads) or len(counts) > again / _SEVERAL:
            return False
        if max(counts.values(), default=0) > _MOSTLY_DESCRIBED * len(heads):
            return False  # what nearly all open with tells nothing apart
        titles = [self._title_runs(row, cut) for row in range(len(heads))]
        in_titles = sum(
            head in {stem(word) for run in title_runs for word in run}
            for head, title_runs in zip(heads, titles, strict=True)
            if head
        )
        if in_titles > _HARDLY * counts.total():
            return False
        for row, phrase_runs in enumerate(named):
            if phrase_runs:  # which tells which of the kinds of its category it is
                self.runs[row] = [*titles[row], *phrase_runs]
        return True

    def _title_runs(self, row: int, cut: Callable[[str], Sequence[str]]) -> list[list[str]]:
        """The runs of a product's title without those of its category, which stand behind them."""
        n_category_runs = len(category_of(self.places[row], cut)[1])
        return self.runs[row][: len(self.runs[row]) - n_category_runs]

    def thin(self) -> None:
        """Forget every second product."""
        for name in self.__slots__:
            del getattr(self, name)[1::2]


def category_of(category: str, cut: Callable[[str], Sequence[str]]) -> tuple[tuple[str, ...], list[list[str]]]:
    """The one kind that a category holds; where it holds several, or a longer name, its runs of words, to read as a title's.

    Of a path the last level says the kind.
    """
    paths = [_LEVELS.split(path) for path in category.split(_SEVERAL_CATEGORIES)]
    last = [levels[-1] for path in paths if (levels := [level for level in path if level.strip()])]  # some end in a ">"
    words = [run for name in last for run in runs(name, None, cut)]
    # "Coffee & Tea" is two kinds in one category: there the titles must tell.
    alone = len(words) == 1 and not is_joined(words[0]) and len(words[0]) <= LONGEST_PHRASE
    return (tuple(words[0]), []) if alone else ((), words)


def _opening(description: str) -> str:
    """The first phrase of a short description: "Bar table" of "Bar table, in/outdoor, 51x51 cm"; empty of a longer one."""
    text = " ".join(description[: 2 * _SHORT_DESCRIPTION].split())
    return _PHRASE_END.split(text, maxsplit=1)[0] if len(text) <= _SHORT_DESCRIPTION else ""


def _named_in(phrase: str, cut: Callable[[str], Sequence[str]]) -> list[list[str]]:
    """The run of words that a phrase is, where it is one and no longer than names are."""
    phrase_runs = runs(phrase, None, cut)
    alone = len(phrase_runs) == 1 and not is_joined(phrase_runs[0]) and len(phrase_runs[0]) <= LONGEST_PHRASE + 1
    return phrase_runs if alone else []


class KindCandidates:
    """The phrases that may name a kind: those that more than one product, and in a large catalog of brands more than one, has.

    Attributes:
        key: the stems of a phrase.
    """

    def __init__(self, titles: Titles, stem: Callable[[str], str]) -> None:
        self.stem = stem
        self.key: Callable[[tuple[str, ...]], Key] = lru_cache(_MOST_KEYS)(lambda phrase: tuple(map(stem, phrase)))
        self._surfaces: dict[Key, Counter[str]] = defaultdict(Counter)
        brands: dict[Key, set[str]] = defaultdict(set)
        self.of: list[tuple[Key, ...]] = []
        categories = {self.key(category) for category in titles.categories if category}
        for row_runs, brand, category in zip(titles.runs, titles.brands, titles.categories, strict=True):
            keys: dict[Key, None] = {}  # in order, so that the same catalog makes the same index
            if category:
                keys[self.key(category)] = None
                self._surfaces[self.key(category)][" ".join(category)] += 1
            for run in row_runs:
                for phrase, _ in phrases(run):
                    key = self.key(phrase)
                    keys[key] = None
                    self._surfaces[key][" ".join(phrase)] += 1
            for key in keys:
                brands[key].add(brand)
            self.of.append(tuple(keys))
        counts = Counter(key for keys in self.of for key in keys)
        # of a large catalog whose products name no brands, none can have several
        any_brand = len(self.of) < _SMALL_CATALOG or 2 * sum(map(bool, titles.brands)) < len(self.of)
        least = 1 if len(self.of) < _SMALL_CATALOG / 10 else 2
        self.keys = [
            key
            for key, count in counts.items()
            if key in categories or (count >= least and (any_brand or len(brands[key]) > 1))
        ]
        self.number = {key: number for number, key in enumerate(self.keys)}
        self.n_brands = [len(brands[key]) for key in self.keys]

    @cached_property
    def foreign(self) -> np.ndarray:
        """(n,) bool, names in a script that the encoder may not read: nearness says nothing of them."""
        return np.asarray([starts_han(key[-1]) for key in self.keys], bool)

    def names(self) -> list[str]:
        """Each candidate as it is written most."""
        return [self._surfaces[key].most_common(1)[0][0] for key in self.keys]

    def heads(self, name_vectors: np.ndarray, vectors: np.ndarray) -> frozenset[str]:
        """The stems that things are called by: the last words of the phrases nearest to their products.

        This is KeyBERT's rule (Grootendorst 2020), with a little for what many brands say and against length.
        """
        prior = np.asarray([0.04 * np.log10(n) for n in self.n_brands]) - 0.03 * np.asarray([len(key) - 1 for key in self.keys])
        head_counts: Counter[str] = Counter()
        for row, keys in enumerate(self.of):
            numbers = [self.number[key] for key in keys if key in self.number]
            if numbers:
                nearest = int((name_vectors[numbers] @ vectors[row] + prior[numbers]).argmax())
                head_counts[self.keys[numbers[nearest]][-1]] += 1
        least = max(2, len(self.of) // 4000)
        return frozenset(head for head, count in head_counts.items() if count >= least)
