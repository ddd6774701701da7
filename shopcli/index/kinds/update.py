"""The kinds of an index that is brought up to date: what was learned stays, and what came since is read by it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from shopcli.index.kinds.assign import ProductVectors, Spreading
from shopcli.index.kinds.learner import Lexicon, also_called, in_english
from shopcli.index.kinds.membership import MOST_ROWS, in_its_categories
from shopcli.index.kinds.product_profiles import CategoryImputer, thinned
from shopcli.index.kinds.rules import KindRules
from shopcli.index.kinds.table import Key, KindTable
from shopcli.index.kinds.titles import category_of
from shopcli.index.parts.columns import FieldColumns
from shopcli.index.storage.carried_over import CarriedOver
from shopcli.types import Product

_BLOCK = 8192

Encode = Callable[[Sequence[str]], np.ndarray]


class KindUpdate:
    """Takes in the products that are new or have changed; stands where a full build has its `KindLearner`.

    Args:
        kept: what goes on of the index before.
        cut: cuts a stretch of Chinese into words.
        stem: a word's stem.
    """

    def __init__(self, kept: CarriedOver, cut: Callable[[str], Sequence[str]], stem: Callable[[str], str]) -> None:
        self._kept, self._cut = kept, cut
        self._table = KindTable.open(kept.data)
        self._rules = KindRules.open(kept.data, self._table.keys, stem)
        self._fresh: list[Product] = []

    def add(self, product: Product) -> None:
        """Take in one product."""
        self._fresh.append(product)

    def learned(self, catalog: ProductVectors, encode: Encode, lexicon: Lexicon | None = None) -> tuple[KindTable, KindRules]:
        """See `KindLearner.learned`; of what came, only a category that nobody had is a kind of its own."""
        places = self._places()
        members = [self._kept.number[rows] for rows in self._table.members]
        members = [rows[rows >= 0] for rows in members]
        members += self._add_categories(catalog, places, encode, lexicon)
        previous_row = self._same()
        for rows_by_kind in (self._kinds_before(previous_row), self._read(catalog, places, previous_row, members)):
            for number, rows in rows_by_kind:
                members[number] = np.union1d(members[number], rows).astype(np.int32)
        return replace(self._table, members=tuple(members)), self._rules

    def _add_categories(
        self, catalog: ProductVectors, places: np.ndarray, encode: Encode, lexicon: Lexicon | None
    ) -> list[np.ndarray]:
        """Make a kind of each category that came and was none; returns the rows of each, those before it too.

        It may have been there: the kinds of a large catalog are learned from a sample.
        """
        categories = {place: category_of(place, self._cut)[0] for place in dict.fromkeys(places[len(self._kept.rows) :])}
        keys = {place: self._rules.key(category) for place, category in categories.items() if category}
        names = {key: " ".join(categories[place]) for place, key in keys.items() if key not in self._rules.number}
        if not names:
            return []
        rows = [np.flatnonzero(np.isin(places, [place for place in keys if keys[place] == key])) for key in names]
        vectors = [catalog.of(found[:MOST_ROWS]) for found in rows]
        looks = [self._rules.looks.of(own, self._fields(found[:MOST_ROWS])) for own, found in zip(vectors, rows, strict=True)]
        self._extend(names, vectors, encode, lexicon)
        self._rules = self._rules.and_also(list(names), np.stack([own.mean(axis=0) for own in looks]))
        return [found.astype(np.int32) for found in rows]

    def _extend(self, names: Mapping[Key, str], vectors: Sequence[np.ndarray], encode: Encode, lexicon: Lexicon | None) -> None:
        """Put categories behind the other kinds; their members are to come."""
        table, english = self._table, [in_english(name, lexicon) for name in names.values()]
        also = dict(table.also)
        for key, numbers in (also_called(english, lexicon, self._rules.stem) if lexicon else {}).items():
            also[key] = (*also.get(key, ()), *(len(table.keys) + number for number in numbers))
        n_new = len(names)
        self._table = KindTable(
            names=(*table.names, *names.values()),
            keys=(*table.keys, *names),
            vectors=np.concatenate([table.vectors, encode(english)]),
            means=np.concatenate([table.means, [product_vectors.mean(axis=0) for product_vectors in vectors]]),
            trust=np.concatenate([table.trust, np.ones(n_new)]),
            certain=np.concatenate([table.certain, np.ones(n_new, bool)]),
            members=(*table.members, *[np.zeros(0, np.int32)] * n_new),
            also=also,
        )

    def _fields(self, rows: np.ndarray) -> list[tuple[str, ...]]:
        """The names of the fields of some products."""
        records, n_kept = self._kept.records, len(self._kept.rows)
        products = (records[int(self._kept.rows[row])] if row < n_kept else self._fresh[row - n_kept] for row in rows.tolist())
        return [tuple(product.attributes) for product in products]

    def _same(self) -> dict[int, int]:
        """The rows before of the products that are what they were but for a price, a number or a link, by their places."""
        before = {product.id: row for row, product in self._kept.gone.items()}
        came_again = ((place, before[product.id]) for place, product in enumerate(self._fresh) if product.id in before)
        gone, fresh = self._kept.gone, self._fresh
        return {place: row for place, row in came_again if _statements(gone[row]) == _statements(fresh[place])}

    def _kinds_before(self, same: Mapping[int, int]) -> Iterator[tuple[int, np.ndarray]]:
        """The rows of some products by the kinds that they were of before, kind by kind."""
        new_row = np.full(self._kept.size, -1, np.int32)
        new_row[list(same.values())] = np.asarray(list(same), np.int32) + len(self._kept.rows)
        for number, rows in enumerate(self._table.members):
            yield number, new_row[rows[new_row[rows] >= 0]]

    def _read(
        self, catalog: ProductVectors, places: np.ndarray, same: Container[int], members: Sequence[np.ndarray]
    ) -> Iterator[tuple[int, np.ndarray]]:
        """The rows of all but the same products by what they say they are, kind by kind."""
        fresh_places = np.asarray([place for place in range(len(self._fresh)) if place not in same], np.int64)
        rows = fresh_places + len(self._kept.rows)
        products = [self._fresh[place] for place in fresh_places.tolist()]
        spreading = Spreading(self._rules, self._guess(catalog, places, products), self._cut)
        for start in range(0, len(rows), _BLOCK):
            spreading.add(start, products[start : start + _BLOCK], catalog.of(rows[start : start + _BLOCK]))
        places[rows] = spreading.places
        for number, (named_places, category_places) in enumerate(zip(spreading.members, spreading.categorised, strict=True)):
            if named_places or category_places:
                member_rows = rows[np.unique(named_places).astype(np.int64)]
                member_rows = np.intersect1d(member_rows, in_its_categories(np.union1d(members[number], member_rows), places))
                yield number, np.union1d(member_rows, rows[np.asarray(category_places, np.int64)])

    def _places(self) -> np.ndarray:
        """The category of every product, (n,) texts; empty where it has none."""
        places = np.full(len(self._kept.rows) + len(self._fresh), "", object)
        columns = FieldColumns(self._kept.data, self._kept.size)
        if "category" in columns:
            codes = columns.codes("category")[self._kept.rows]
            names = np.asarray([*columns.get("category").choices, ""], object)  # the code of none is -1
            places[: len(codes)] = names[codes]
        places[len(self._kept.rows) :] = [product.category or "" for product in self._fresh]
        return places

    def _guess(self, catalog: ProductVectors, places: np.ndarray, products: Sequence[Product]) -> CategoryImputer:
        """For guessing where products without a category belong; empty where all have one."""
        any_unplaced = any(not product.category for product in products)
        placed_rows = thinned(np.flatnonzero(places != "")) if any_unplaced else np.zeros(0, np.int64)
        looks = self._rules.looks.of(catalog.of(placed_rows), self._fields(placed_rows))
        return CategoryImputer(looks, places[placed_rows].tolist())


def _statements(product: Product) -> tuple[object, ...]:
    """What a product says of itself but for its price, its links and its numbers."""
    values = [(name, value if isinstance(value, str) else "") for name, value in product.attributes.items()]
    return product.title, product.description, product.brand, product.category, values
