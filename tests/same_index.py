"""Whether two indexes of one catalog say the same of it, product by product, whatever their order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from shopcli.index import Index
from shopcli.index.kinds.table import KindTable
from shopcli.index.parts.columns import FieldColumns
from shopcli.index.parts.vectors import VectorIndex


class Told:
    """All that an index says, by the ids of its products."""

    def __init__(self, folder: Path) -> None:
        self.index = Index(folder)
        self.data = folder / self.index.manifest.data
        self.ids = list(self.index.records.ids)
        self.columns = FieldColumns(self.data, len(self.ids))

    def column(self, name: str) -> dict[str, Any]:
        """A field's values."""
        column = self.columns.get(name)
        values = [column.choices[int(code)] for code in column.values] if column.choices else column.values.tolist()
        return dict(zip((self.ids[row] for row in column.rows), values, strict=True))

    @property
    def fields(self) -> dict[str, Any]:
        """Every column: its kind, its values and its choices."""
        found = {column.name: (column.kind, sorted(column.choices)) for column in self.columns.all()}
        return {name: (*told, self.column(name)) for name, told in found.items()}

    @property
    def words(self) -> dict[str, dict[str, float]]:
        """What each word adds to the score of each product."""
        words = self.index.words
        postings = {token: words._postings(token) for token in words._vocabulary if token}
        return {
            token: dict(zip([self.ids[row] for row in words._products[at]], words._scores[at].tolist(), strict=True))
            for token, at in postings.items()
        }

    @property
    def vocabulary(self) -> dict[str, Any]:
        """What a request may name."""
        known = self.index.vocabulary
        lists = {
            name: sorted(getattr(known, name))
            for name in ("common_words", "colours", "currencies", "fields", "switches", "dates")
        }
        return {"brands": known.brands, **lists}

    @property
    def spellings(self) -> dict[str, int]:
        """The words of the catalog, each with how many products use it."""
        words = self.index.spellings
        return {word: words.count(word) for word in words.words}

    @property
    def kinds(self) -> dict[tuple[str, ...], set[str]]:
        """The products of each kind."""
        table = KindTable.open(self.data)
        return {key: {self.ids[row] for row in rows} for key, rows in zip(table.keys, table.members, strict=True)}

    @property
    def variants(self) -> dict[str, dict[str, list[Any]]]:
        """What each product's variants have in each field, in their order."""
        variants = self.index.variants
        if variants is None:
            return {}
        told: dict[str, dict[str, list[Any]]] = {}
        for column in variants.columns.all():
            for row, value in zip(column.rows.tolist(), column.values.tolist(), strict=True):
                said = column.choices[int(value)] if column.choices else value
                of_product = told.setdefault(self.ids[int(variants.owners[row])], {})
                of_product.setdefault(column.name, []).append((variants.number(row), said))
        return told

    def vectors(self, ids: list[str]) -> np.ndarray:
        """The vectors of some products."""
        return VectorIndex.open(self.data).rows(np.asarray([self.ids.index(each) for each in ids]))

    def facts(self, product_id: str) -> tuple[np.ndarray, list[int], np.ndarray, np.ndarray]:
        """The vectors of a product's facts, what they say yes or no to, its category's, and which of them say "red"."""
        row = [self.ids.index(product_id)]
        vectors, signs, _ = self.index.facts.of(row)
        return vectors, signs.tolist(), self.index.facts.categories(row), self.index.facts.overlaps(row, [{"red": 1.0}])


def assert_same(one: Path, other: Path) -> None:
    """That both say the same, but for the kinds, which an update reads by what was learned before."""
    a, b = Told(one), Told(other)
    assert sorted(a.ids) == sorted(b.ids)
    assert {each: a.index.product(each) for each in a.ids} == {each: b.index.product(each) for each in a.ids}
    for what in ("fields", "words", "vocabulary", "spellings", "variants"):
        assert getattr(a, what) == getattr(b, what), what
    np.testing.assert_array_equal(a.vectors(a.ids), b.vectors(a.ids))
    for each in a.ids:
        for mine, theirs in zip(a.facts(each), b.facts(each), strict=True):
            np.testing.assert_array_equal(mine, theirs)
    stats, fresh = a.index.stats(), b.index.stats()
    assert (stats.products, sorted(stats.brands), stats.prices) == (fresh.products, sorted(fresh.brands), fresh.prices)
    told = [
        {field.name: (field.kind, field.filled, field.distinct, field.minimum) for field in s.fields} for s in (stats, fresh)
    ]
    assert told[0] == told[1]
    assert a.columns.said_by.keys() == b.columns.said_by.keys()
    assert {f.field: (f.unit, f.sure) for f in a.index.measured.fields} == {
        f.field: (f.unit, f.sure) for f in b.index.measured.fields
    }
    assert a.index.manifest.facts == b.index.manifest.facts
