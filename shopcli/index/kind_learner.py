"""What kinds of things a catalog sells, learned from its own titles: "notebook case" is a case, "keyboard USB" a keyboard.

A phrase of a title names its product's kind where nothing behind it makes it part of a larger name. Whether a word does
is read off the catalog: products called "notebook case" are unlike those called plain "notebook", in what is said of
them and in which fields they have; products called "keyboard USB" are like the other keyboards.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from shopcli.index.kinds import Key, KindTable
from shopcli.index.looks import guessed_places, looks_of, normalised
from shopcli.index.phrases import JOINED, LONGEST_PHRASE, is_chinese, is_empty, phrases, runs
from shopcli.types import Product

if TYPE_CHECKING:
    import numpy as np

_LIKE_THE_KIND = 0.8  # as near to a kind as its own products are to each other is 1
_STILL_THE_KIND = 0.6
_SURELY_THE_KIND = 0.85
# How near the vector of a name is to the centre of its products: "hdmi cable" .75, "original" .2.
_STRONG_NAME = 0.5
_ANY_NAME = 0.35
_ADOPTING_KIND = 5  # rows at least for a kind to take in products that nothing names
_MOSTLY, _STRAY = 0.5, 0.15
_PAIRS_TO_JUDGE = 3
_GOES_ON = frozenset(("at", "in", "of", "on", "is"))  # "bag on wheels" is a bag, and "The Tent at the End" a novel
_MOST_ROWS = 2000  # enough to know a kind by
_SMALL_CATALOG = 2000  # below it, a phrase of a single brand may well be a kind
_LEVELS = re.compile(r"[>/|;»]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORD_OR_PART = re.compile(r"[^\W\d_]+")
_SHORT_VALUE = 40

Status = int
NAMES, UNDECIDED, PART = 1, 0, -1  # what a phrase does in a title: it names the kind, perhaps, or is part of a larger name


@dataclass(slots=True)
class _Titles:
    """What is kept of each product until the vectors are there."""

    runs: list[list[list[str]]] = field(default_factory=list)
    values: list[frozenset[str]] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)
    fields: list[tuple[str, ...]] = field(default_factory=list)
    shelves: list[tuple[str, ...]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


class Lexicon(Protocol):
    """A dictionary; `shopcli.need.gloss.Gloss` is one."""

    def translate(self, text: str) -> str | None:
        """A Chinese name in English, so that "tent" finds 帐篷; None for any other."""

    def synonyms(self, name: str) -> Sequence[str]:
        """Other English names for a thing."""


class KindLearner:
    """Takes in a catalog product by product and learns its kinds once the vectors are there.

    Args:
        cut: cuts a stretch of Chinese into words.
        stem: a word's stem.
    """

    def __init__(self, cut: Callable[[str], Sequence[str]], stem: Callable[[str], str]) -> None:
        self._cut, self._stem = cut, stem
        self._titles = _Titles()

    def add(self, product: Product) -> None:
        """Take in one product."""
        found = runs(product.title, product.brand, self._cut)
        shelf = runs(_LEVELS.split(product.category)[-1], None, self._cut) if product.category else []
        # "Coffee & Tea" is two kinds on one shelf: there the titles must tell.
        alone = len(shelf) == 1 and shelf[0][-1] != JOINED and len(shelf[0]) <= LONGEST_PHRASE
        found += [] if alone else shelf
        self._titles.shelves.append(tuple(shelf[0]) if alone else ())
        self._titles.places.append(product.category or "")
        words = {word for run in found for word in run}
        short = (v for v in product.attributes.values() if isinstance(v, str) and len(v) <= _SHORT_VALUE)
        said = {word for value in short for word in _WORD.findall(value.lower())}
        self._titles.runs.append(found)
        self._titles.values.append(frozenset(words & said))
        self._titles.brands.append(product.brand or "")
        self._titles.fields.append(tuple(product.attributes))

    def learned(
        self,
        vectors: np.ndarray,
        encode: Callable[[Sequence[str]], np.ndarray],
        lexicon: Lexicon | None = None,
    ) -> KindTable:
        """The kinds.

        Args:
            vectors: (n_products, dim) float32, L2-normalised, in the order of `add`.
            encode: texts to L2-normalised vectors of the same dimension.
            lexicon: what names mean and what else things are called.
        """
        import numpy as np

        candidates = _Candidates(self._titles, self._stem)
        if not candidates.keys:
            return KindTable.empty(vectors.shape[1])
        names = candidates.names()
        english = [(lexicon.translate(name) if lexicon and is_chinese(name) else None) or name for name in names]
        name_vectors = encode(english)
        looks = looks_of(vectors, self._titles.fields)
        self._guess_shelves(looks)
        heads = candidates.heads(name_vectors, vectors)
        members, trust = _Reader(self._titles, candidates, looks, heads).members()
        strength = np.asarray([vector @ _centre(vectors, rows) for vector, rows in zip(name_vectors, members, strict=True)])
        _adopt(members, strength, looks)
        members = [self._on_its_shelves(rows) for rows in members]
        shelves = self._put_on_shelves(members, candidates, trust)
        kept = np.flatnonzero([len(rows) > 0 for rows in members] & ((strength >= _ANY_NAME) | shelves | candidates.foreign))
        return KindTable(
            names=tuple(names[number] for number in kept),
            keys=tuple(candidates.keys[number] for number in kept),
            vectors=name_vectors[kept],
            means=np.stack([vectors[members[number][:_MOST_ROWS]].mean(axis=0) for number in kept])
            if len(kept)
            else name_vectors[:0],
            trust=trust[kept],
            certain=(shelves | candidates.foreign)[kept],
            members=tuple(members[number] for number in kept),
            also=self._also([english[number] for number in kept], lexicon) if lexicon else {},
        )

    def _also(self, names: Sequence[str], lexicon: Lexicon) -> dict[Key, tuple[int, ...]]:
        """The kinds by what else they may be called."""
        found: dict[Key, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            for other in lexicon.synonyms(name):
                found[tuple(map(self._stem, _WORD_OR_PART.findall(other)))].append(number)
        return {key: tuple(numbers) for key, numbers in found.items()}

    def _guess_shelves(self, looks: np.ndarray) -> None:
        """Where a shop left the category of some products empty, they stand where those most like them stand."""
        titles = self._titles
        shelf_of = dict(zip(titles.places, titles.shelves, strict=True))
        for row, place in guessed_places(looks, titles.places).items():
            titles.places[row], titles.shelves[row] = place, shelf_of[place]

    def _on_its_shelves(self, rows: np.ndarray) -> np.ndarray:
        """Without the few that the shop keeps elsewhere than most of the kind: a novel called "The Tent" among tents."""
        placed = [self._titles.places[row] for row in rows if self._titles.places[row]]
        counts = Counter(placed)
        if not placed or counts.most_common(1)[0][1] < _MOSTLY * len(placed):
            return rows
        return rows[[not (place := self._titles.places[row]) or counts[place] >= _STRAY * len(placed) for row in rows]]

    def _put_on_shelves(self, members: list[np.ndarray], candidates: _Candidates, trust: np.ndarray) -> np.ndarray:
        """Add what stands in a category to the kind of its name; says which kinds are categories, (n,) bool."""
        import numpy as np

        rows: dict[int, list[int]] = defaultdict(list)
        for row, shelf in enumerate(self._titles.shelves):
            if shelf:
                rows[candidates.number[candidates.key(shelf)]].append(row)
        are_shelves = np.zeros(len(members), bool)
        for number, found in rows.items():
            members[number] = np.union1d(members[number], found)
            are_shelves[number], trust[number] = True, 1.0
        return are_shelves


class _Candidates:
    """The phrases that may name a kind: those that more than one product, and in a large catalog more than one brand, has."""

    def __init__(self, titles: _Titles, stem: Callable[[str], str]) -> None:
        self.stem = stem
        self._surfaces: dict[Key, Counter[str]] = defaultdict(Counter)
        brands: dict[Key, set[str]] = defaultdict(set)
        self.of: list[set[Key]] = []
        shelves = {self.key(shelf) for shelf in titles.shelves if shelf}
        for row_runs, brand, shelf in zip(titles.runs, titles.brands, titles.shelves, strict=True):
            keys: set[Key] = set()
            if shelf:
                keys.add(self.key(shelf))
                self._surfaces[self.key(shelf)][" ".join(shelf)] += 1
            for run in row_runs:
                for phrase, _ in phrases(run):
                    key = self.key(phrase)
                    keys.add(key)
                    self._surfaces[key][" ".join(phrase)] += 1
            for key in keys:
                brands[key].add(brand)
            self.of.append(keys)
        counts = Counter(key for keys in self.of for key in keys)
        small = len(self.of) < _SMALL_CATALOG
        least = 1 if len(self.of) < _SMALL_CATALOG / 10 else 2
        self.keys = [
            key for key, count in counts.items() if key in shelves or (count >= least and (small or len(brands[key]) > 1))
        ]
        self.number = {key: number for number, key in enumerate(self.keys)}
        self.n_brands = [len(brands[key]) for key in self.keys]

    @cached_property
    def foreign(self) -> np.ndarray:
        """(n,) bool, names in a script that the encoder may not read: nearness says nothing of them."""
        import numpy as np

        return np.asarray([is_chinese(key[-1]) for key in self.keys], bool)

    def key(self, phrase: Iterable[str]) -> Key:
        return tuple(map(self.stem, phrase))

    def names(self) -> list[str]:
        """Each candidate as it is written most."""
        return [self._surfaces[key].most_common(1)[0][0] for key in self.keys]

    def heads(self, name_vectors: np.ndarray, vectors: np.ndarray) -> frozenset[str]:
        """The stems that things are called by: the last words of the phrases nearest to their products.

        This is KeyBERT's rule (Grootendorst 2020), with a little for what many brands say and against length.
        """
        import numpy as np

        prior = np.asarray([0.04 * np.log10(n) for n in self.n_brands]) - 0.03 * np.asarray([len(key) - 1 for key in self.keys])
        found: Counter[str] = Counter()
        for row, keys in enumerate(self.of):
            numbers = [self.number[key] for key in keys if key in self.number]
            if numbers:
                nearest = int((name_vectors[numbers] @ vectors[row] + prior[numbers]).argmax())
                found[self.keys[numbers[nearest]][-1]] += 1
        least = max(2, len(self.of) // 4000)
        return frozenset(head for head, count in found.items() if count >= least)


def _centre(vectors: np.ndarray, rows: np.ndarray) -> np.ndarray:
    import numpy as np

    return normalised(vectors[rows[:_MOST_ROWS]].mean(axis=0)) if len(rows) else np.zeros(vectors.shape[1], np.float32)


class _Reader:
    """Reads each phrase of each title: does it name the kind there?"""

    def __init__(self, titles: _Titles, candidates: _Candidates, looks: np.ndarray, heads: frozenset[str]) -> None:
        self._titles, self._candidates, self._looks, self._heads = titles, candidates, looks, heads
        self._ending: dict[Key, list[int]] = defaultdict(list)
        self._before: dict[tuple[Key, str], list[int]] = defaultdict(list)
        self._all: dict[Key, list[int]] = defaultdict(list)
        self._collect()
        self._judged: dict[tuple[Key, str], Status] = {}

    def _collect(self) -> None:
        for row, row_runs in enumerate(self._titles.runs):
            for run in row_runs:
                for phrase, behind in phrases(run):
                    key = self._candidates.key(phrase)
                    if key not in self._candidates.number:
                        continue
                    self._all[key].append(row)
                    if not behind or is_empty(behind):
                        self._ending[key].append(row)
                    elif behind != JOINED:
                        self._before[key, self._candidates.stem(behind)].append(row)

    def members(self) -> tuple[list[np.ndarray], np.ndarray]:
        """The rows of each candidate's products, and how often it names the kind where it stands."""
        import numpy as np

        read: dict[Key, dict[int, Status]] = defaultdict(dict)
        for row, row_runs in enumerate(self._titles.runs):
            for run in row_runs:
                for phrase, behind in phrases(run):
                    key = self._candidates.key(phrase)
                    if key in self._candidates.number:
                        read[key][row] = max(read[key].get(row, PART), self._status(key, behind, row))
        members, trust = [], []
        for key in self._candidates.keys:
            members.append(self._of_the_kind(read[key]))
            trust.append(sum(status == NAMES for status in read[key].values()) / max(1, len(read[key])))
        return members, np.asarray(trust, np.float32)

    def _status(self, key: Key, behind: str, row: int) -> Status:
        if behind in _GOES_ON:
            return UNDECIDED
        if not behind or is_empty(behind):
            return NAMES
        if behind == JOINED:
            return PART
        stem = self._candidates.stem(behind)
        # A word that is the value of a field, such as a material, says more of the thing and names no other.
        if behind in self._titles.values[row] and stem not in self._heads:
            return NAMES
        if (key, stem) not in self._judged:
            self._judged[key, stem] = self._judge(key, stem)
        return self._judged[key, stem]

    def _judge(self, key: Key, stem: str) -> Status:
        """Whether products whose phrase goes on with ``stem`` are still like those whose phrase ends there."""
        with_it = self._before[key, stem]
        if len(with_it) < _PAIRS_TO_JUDGE:
            return PART if stem in self._heads else UNDECIDED
        inside = set(with_it)
        without = [row for row in self._ending[key] if row not in inside]
        if len(without) < _PAIRS_TO_JUDGE:
            without = [row for row in self._all[key] if row not in inside]
        if not without:
            return NAMES
        centre = self._looks[without[:_MOST_ROWS]].mean(axis=0)
        likeness = float(self._looks[with_it[:_MOST_ROWS]].mean(axis=0) @ centre / (centre @ centre))
        return NAMES if likeness >= _LIKE_THE_KIND else PART

    def _of_the_kind(self, read: Mapping[int, Status]) -> np.ndarray:
        """The rows that are of the kind: those that are named so and look so."""
        import numpy as np

        rows = np.fromiter(read, np.int64, len(read))
        statuses = np.fromiter(read.values(), np.int64, len(read))
        named = rows[statuses == NAMES]
        if not len(named):
            return named
        likeness = self._likeness(named, rows)
        kept = ((statuses == NAMES) & (likeness >= _STILL_THE_KIND)) | ((statuses == UNDECIDED) & (likeness >= _LIKE_THE_KIND))
        return np.sort(rows[kept])

    def _likeness(self, named: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """How like the products in ``named`` those in ``rows`` are; strangers among the named are left out step by step."""
        import numpy as np

        weights = np.ones(len(named))
        for _ in range(3):
            centre = (self._looks[named] * weights[:, None]).sum(axis=0) / weights.sum()
            square = float(centre @ centre)
            weights = np.clip((self._looks[named] @ centre / square - 0.5) / 0.3, 0, 1)
            if not weights.any():
                weights = np.ones(len(named))
        return self._looks[rows] @ centre / square


def _adopt(members: list[np.ndarray], strength: np.ndarray, looks: np.ndarray) -> None:
    """Products that no good name in their titles names join the kind that they look most like."""
    import numpy as np

    strong = [number for number, rows in enumerate(members) if strength[number] >= _STRONG_NAME]
    named = np.zeros(len(looks), bool)
    for number in strong:
        named[members[number]] = True
    orphans = np.flatnonzero(~named)
    large = [number for number in strong if len(members[number]) >= _ADOPTING_KIND]
    if not len(orphans) or not large:
        return
    centres = np.stack([looks[members[number][:_MOST_ROWS]].mean(axis=0) for number in large])
    squares = (centres * centres).sum(axis=1)
    likeness = looks[orphans] @ centres.T / squares
    # The nearest by angle; a diffuse kind is like everything by the other measure.
    best = (likeness * np.sqrt(squares)).argmax(axis=1)
    for row, at, like in zip(orphans, best, likeness[np.arange(len(best)), best], strict=True):
        if like >= _SURELY_THE_KIND:
            number = large[int(at)]
            members[number] = np.sort(np.append(members[number], row))
