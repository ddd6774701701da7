"""The kinds of products that they were not learned from: each is read by what the others taught."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np

from shopcli.index.kinds.membership import in_its_categories
from shopcli.index.kinds.price_floors import above_floors, log_prices
from shopcli.index.kinds.product_profiles import CategoryImputer
from shopcli.index.kinds.rules import KindRules, is_of_the_kind, read_title
from shopcli.index.kinds.titles import Titles, category_of
from shopcli.types import Product

_AT_ONCE = 8192


class ProductVectors(Protocol):
    """Products to read once more, with their vectors."""

    def of(self, rows: slice | np.ndarray) -> np.ndarray:
        """The vectors of some rows, (n, dim) float32, L2-normalised."""

    def blocks(self) -> Iterator[tuple[int, Sequence[Product], np.ndarray]]:
        """The first row of each block, its products and their vectors."""


def spread(
    rules: KindRules, places: CategoryImputer, catalog: ProductVectors, cut: Callable[[str], Sequence[str]]
) -> list[np.ndarray]:
    """The rows of every kind in a whole catalog, ascending.

    Args:
        rules: what a sample of it taught.
        places: where the sample's products stand.
        catalog: all of its products.
        cut: cuts a stretch of Chinese into words.
    """
    spreading = Spreading(rules, places, cut)
    for start, products, vectors in catalog.blocks():
        spreading.add(start, products, vectors)
    found = []
    for named, categorised in zip(spreading.members, spreading.categorised, strict=True):
        rows = in_its_categories(np.unique(np.frombuffer(named, np.int32)), spreading.places)
        found.append(np.union1d(rows, np.frombuffer(categorised, np.int32)).astype(np.int32))
    return found


def impute_categories(titles: Titles, looks: np.ndarray, guess: CategoryImputer, cut: Callable[[str], Sequence[str]]) -> None:
    """Where a shop left the category of some products empty, they stand where those most like them stand."""
    for row, place in guess.guessed(looks, titles.places).items():
        titles.places[row], titles.categories[row] = place, category_of(place, cut)[0]


class Spreading:
    """Collects the members of every kind, block by block.

    Attributes:
        members: for each kind the rows that are called so, or that look so and are called nothing.
        categorised: for each kind the rows that stand in the category of its name.
        places: for each row so far its category, known or guessed; empty where it has none.
    """

    def __init__(self, rules: KindRules, places: CategoryImputer, cut: Callable[[str], Sequence[str]]) -> None:
        self._rules, self._guess, self._cut = rules, places, cut
        self.members = [array("i") for _ in rules.keys]
        self.categorised = [array("i") for _ in rules.keys]
        self.places: list[str] = []
        self._same: dict[str, str] = {}
        self._strong = np.isin(np.arange(len(rules.keys)), rules.adoption.strong)

    def add(self, start: int, products: Sequence[Product], vectors: np.ndarray) -> None:
        """Take in the products from row ``start`` on, and their vectors (n, dim)."""
        titles = Titles()
        for product in products:
            titles.add(product, self._cut, described=self._rules.described)
        looks = self._rules.looks.of(vectors, titles.fields)
        impute_categories(titles, looks, self._guess, self._cut)
        self.places += [self._same.setdefault(place, place) for place in titles.places]
        rows, numbers, statuses = self._read(titles)
        likeness = np.empty(len(rows), np.float32)
        for first in range(0, len(rows), _AT_ONCE):
            batch = slice(first, first + _AT_ONCE)
            likeness[batch] = self._rules.likeness(looks[rows[batch]], numbers[batch])
        prices, floors = log_prices(titles.prices), self._rules.floors
        is_member = is_of_the_kind(statuses, likeness) & above_floors(prices[rows], numbers, floors)
        rows, numbers = rows[is_member], numbers[is_member]
        orphans = np.setdiff1d(np.arange(len(looks)), rows[self._strong[numbers]])
        adopted, kinds = self._rules.adoption.of(orphans, looks[orphans])
        are_dear_enough = above_floors(prices[adopted], kinds, floors)
        adopted, kinds = adopted[are_dear_enough], kinds[are_dear_enough]
        for row, number in zip(
            np.concatenate([rows, adopted]).tolist(), np.concatenate([numbers, kinds]).tolist(), strict=True
        ):
            self.members[number].append(start + row)
        self._put_in_categories(start, titles)

    def _read(self, titles: Titles) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Row, kind and what its name does there, for every kind in every title."""
        readings: list[tuple[int, int, int]] = []
        for row, row_runs in enumerate(titles.runs):
            status_by_key = read_title(self._rules, row_runs, titles.values[row])
            readings += [(row, self._rules.number[key], status) for key, status in status_by_key.items()]
        rows, numbers, statuses = np.asarray(readings, np.int64).reshape(-1, 3).T
        return rows, numbers, statuses

    def _put_in_categories(self, start: int, titles: Titles) -> None:
        for row, category in enumerate(titles.categories):
            number = self._rules.number.get(self._rules.key(category)) if category else None
            if number is not None:
                self.categorised[number].append(start + row)
