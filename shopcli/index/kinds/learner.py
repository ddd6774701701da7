"""What kinds of things a catalog sells, learned from its own titles: "notebook case" is a case, "keyboard USB" a keyboard.

A phrase of a title names its product's kind where nothing behind it makes it part of a larger name. Whether a word does
is read off the catalog: products called "notebook case" are unlike those called plain "notebook", in what is said of
them and in which fields they have; products called "keyboard USB" are like the other keyboards.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from shopcli.index.kinds.assign import ProductVectors, impute_categories, spread
from shopcli.index.kinds.membership import MOST_ROWS, MembershipReader, adopt, adoption, in_its_categories
from shopcli.index.kinds.price_floors import log_prices
from shopcli.index.kinds.product_profiles import CategoryImputer, ProductProfiles, normalised
from shopcli.index.kinds.rules import KindRules
from shopcli.index.kinds.table import Key, KindTable
from shopcli.index.kinds.titles import KindCandidates, Titles
from shopcli.index.parts.halves import compared
from shopcli.text.scripts import starts_han
from shopcli.text.words import LETTER_WORD
from shopcli.types import Product

# How near the vector of a name is to the centre of its products: "hdmi cable" .75, "original" .2.
_ANY_NAME = 0.35
_WORD_OR_PART = re.compile(rf"{LETTER_WORD}|[^\W\d_]+")
LEARNED_FROM = 40_000  # products at the most; a sample of a larger catalog has every kind that several products are of


class Lexicon(Protocol):
    """A dictionary; `shopcli.need.translation.gloss.Gloss` is one."""

    def translate(self, text: str) -> str | None:
        """A Chinese name in English, so that "tent" finds 帐篷; None for any other."""

    def synonyms(self, name: str) -> Sequence[str]:
        """Other English names for a thing."""


class KindLearner:
    """Takes in a catalog product by product and learns its kinds once the vectors are there.

    Args:
        cut: cuts a stretch of Chinese into words.
        stem: a word's stem.
        learned_from: how many products are learned from, at the most.
    """

    def __init__(
        self, cut: Callable[[str], Sequence[str]], stem: Callable[[str], str], *, learned_from: int = LEARNED_FROM
    ) -> None:
        self._cut, self._stem, self._learned_from = cut, stem, learned_from
        self._titles = Titles()
        self._added, self._every = 0, 1

    def add(self, product: Product) -> None:
        """Take in one product; of a large catalog only so many, evenly spread, are learned from."""
        self._added += 1
        if (self._added - 1) % self._every:
            return
        self._titles.add(product, self._cut)
        if len(self._titles.runs) > self._learned_from:
            self._titles.thin()
            self._every *= 2

    def learned(
        self, catalog: ProductVectors, encode: Callable[[Sequence[str]], np.ndarray], lexicon: Lexicon | None = None
    ) -> tuple[KindTable, KindRules]:
        """The kinds, and by what to tell of products that come later which kinds they are of. Can be asked once.

        Args:
            catalog: the products that came, once more, with their vectors.
            encode: texts to L2-normalised vectors of the same dimension.
            lexicon: what names mean and what else things are called.
        """
        table, rules, places = self._from_sample(catalog.of(slice(None, None, self._every)), encode, lexicon)
        self._titles = Titles()  # what comes after needs the memory
        if self._every > 1:
            table = replace(table, members=tuple(spread(rules, places, catalog, self._cut)))
        return table, rules

    def _from_sample(
        self, vectors: np.ndarray, encode: Callable[[Sequence[str]], np.ndarray], lexicon: Lexicon | None
    ) -> tuple[KindTable, KindRules, CategoryImputer]:
        """What the products that are learned from teach; (n, dim) float32 are their vectors, L2-normalised."""
        described = self._titles.read_descriptions(self._cut, self._stem)
        candidates = KindCandidates(self._titles, self._stem)
        names = candidates.names()
        english = [in_english(name, lexicon) for name in names]
        name_vectors = encode(english) if english else vectors[:0]
        profiles = ProductProfiles.learned(self._titles.fields)
        looks = profiles.of(vectors, self._titles.fields)
        guess = CategoryImputer(looks, self._titles.places)
        impute_categories(self._titles, looks, guess, self._cut)
        reader = MembershipReader(self._titles, candidates, looks, candidates.heads(compared(name_vectors), compared(vectors)))
        members, trust = reader.members()
        named = zip(compared(name_vectors), members, strict=True)
        strength = np.asarray([vector @ _centre(compared(vectors), rows) for vector, rows in named])
        adopting = adoption(members, strength, looks)
        floors = np.asarray(reader.floors)
        adopt(members, adopting, looks, log_prices(self._titles.prices), floors)
        members = [in_its_categories(rows, self._titles.places) for rows in members]
        categories = self._put_in_categories(members, candidates, trust)
        accepted = np.flatnonzero(
            np.asarray([len(rows) > 0 for rows in members], bool) & ((strength >= _ANY_NAME) | categories | candidates.foreign)
        )
        table = KindTable(
            names=tuple(names[number] for number in accepted),
            keys=tuple(candidates.keys[number] for number in accepted),
            vectors=name_vectors[accepted],
            means=_stacked([vectors[members[number][:MOST_ROWS]].mean(axis=0) for number in accepted], vectors),
            trust=trust[accepted],
            certain=(categories | candidates.foreign)[accepted],
            members=tuple(members[number] for number in accepted),
            also=also_called([english[number] for number in accepted], lexicon, self._stem) if lexicon else {},
        )
        keys = frozenset(table.keys)
        judgements = {pair: status for pair, status in reader.names.judgements.items() if pair[0] in keys}
        centres = _stacked([reader.centres[number] for number in accepted], looks)
        adopting = adopting.among(accepted)
        rules = KindRules(
            table.keys,
            reader.names.heads,
            judgements,
            centres,
            profiles,
            adopting,
            self._stem,
            reader.names.others,
            floors=floors[accepted],
            described=described,
        )
        return table, rules, guess

    def _put_in_categories(self, members: list[np.ndarray], candidates: KindCandidates, trust: np.ndarray) -> np.ndarray:
        """Add what stands in a category to the kind of its name; says which kinds are categories, (n,) bool."""
        rows_by_kind: dict[int, list[int]] = defaultdict(list)
        for row, category in enumerate(self._titles.categories):
            if category:
                rows_by_kind[candidates.number[candidates.key(category)]].append(row)
        are_categories = np.zeros(len(members), bool)
        for number, category_rows in rows_by_kind.items():
            members[number] = np.union1d(members[number], category_rows)
            are_categories[number], trust[number] = True, 1.0
        return are_categories


def in_english(name: str, lexicon: Lexicon | None) -> str:
    """A Chinese name in English, where that is known."""
    return (lexicon.translate(name) if lexicon and starts_han(name) else None) or name


def also_called(names: Sequence[str], lexicon: Lexicon, stem: Callable[[str], str]) -> dict[Key, tuple[int, ...]]:
    """The names, by number, by what else such things are called."""
    numbers_by_key: dict[Key, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for other in lexicon.synonyms(name):
            numbers_by_key[tuple(map(stem, _WORD_OR_PART.findall(other)))].append(number)
    return {key: tuple(numbers) for key, numbers in numbers_by_key.items()}


def _centre(vectors: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return normalised(vectors[rows[:MOST_ROWS]].mean(axis=0)) if len(rows) else np.zeros(vectors.shape[1], np.float32)


def _stacked(rows: list[np.ndarray], like: np.ndarray) -> np.ndarray:
    """Rows as one array; of none, an empty one as wide as ``like``."""
    return np.stack(rows) if rows else like[:0]
