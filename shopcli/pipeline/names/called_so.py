"""What is counted as things of a kind: those that their titles or their categories call so, where many of the kind are.

A kind takes in what goes by other names, so that a search for a backpack finds the bags. A number of backpacks is none of bags.
And a name for all that a shop sells, of which few titles say it, is none for these few: "wine" in a shop of wines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Key, Kind
from shopcli.index.parts.assertions import in_all
from shopcli.pipeline.names.titles.title_heads import is_for_another
from shopcli.pipeline.stated_kinds import StatedKinds, names_a_sort
from shopcli.text.scripts import has_han

if TYPE_CHECKING:
    import numpy as np

_MANY = 0.25  # of a kind that go by the very name that is asked for, for the others to be other things
_MOST = 0.75  # of a kind, whose others then are no other things, but called otherwise
_FEWEST, _FEW = 8, 0.05  # of a catalog in whose titles a name for all of it may stand
_DRAWS, _SEED, _USUAL = 200, 0, 0.99
_MOST_SORTS = 200  # values of a field that sorts things
_TITLES_READ = 500
_MANY_TIMES = 4
_LARGE = 50_000  # products; a catalog of more sells more than one thing


class CalledSo:
    """The products of one index's kinds, as they are counted.

    Args:
        index: the open index.
        stated: the kinds that its fields state.
        encode: a text to its L2-normalised vector, (dim,).
    """

    def __init__(self, index: Index, stated: StatedKinds, encode: Callable[[str], np.ndarray]) -> None:
        self._index, self._stated, self._encode = index, stated, encode

    def rows(self, kind: Kind, name: str, *, is_number: bool = True) -> np.ndarray:
        """The rows of the products of a kind that are to be counted by a name, ascending.

        Args:
            kind: what the name means.
            name: as it is asked for, in the words of the catalog.
            is_number: whether it is asked how many there are; in an order what goes by another name, as few do, stays.
        """
        import numpy as np

        key = tuple(stem for stem, _ in self._index.words.spans(name))
        if not key:
            return kind.rows
        kinds = self._index.kinds
        by_title, by_field = kinds.rows_called(key), self._stated.rows_ending_in(key)
        if not len(by_title) and (other := tuple(self._index.words.tokens(kind.names[0]))):  # "timepieces" are watches here
            return np.union1d(kind.rows, self._stated.rows_ending_in(other)).astype(np.int64)
        if 2 * len(kind.certain) > len(kind.rows):  # which a category says of them, whatever it is called
            return np.union1d(self._without_parts(kind, key[-1]), by_field)
        if len(by_title) >= _FEWEST and not len(by_field) and self._is_all(kind, name):
            return np.arange(len(self._index))
        by_title = np.union1d(by_title, self._saying(kind.rows, key))
        vouched = kind.certain if kinds.is_certain(key) else kind.rows[:0]
        named = np.union1d(np.union1d(np.intersect1d(by_title, kind.rows), by_field), vouched).astype(np.int64)
        is_most = not is_number and len(named) >= _MOST * len(kind.rows)
        return named if not is_most and len(named) >= max(1.0, _MANY * len(kind.rows)) else np.union1d(kind.rows, by_field)

    def _without_parts(self, kind: Kind, head: str) -> np.ndarray:
        """The rows of a kind without what no category calls so, and its title only what it is for: guitar strings."""
        import numpy as np

        title, words = self._index.records.title, self._index.words
        unsure = np.setdiff1d(kind.rows, kind.certain)[:_TITLES_READ]
        parts = [row for row in unsure.tolist() if is_for_another(words, title(row), head)]
        return np.setdiff1d(kind.rows, parts)

    def with_all_called_so(self, kind: Kind, name: str) -> Kind:
        """A kind with all whose titles call themselves so, where these are many times as many and most that say the name.

        Of a shop's "Sofa and Loveseat Sets" one may stand in a category of sofas, and all of them are sofas.

        Args:
            kind: what the name means, by categories and by what titles close with.
            name: as it is asked for, in the words of the catalog.
        """
        import numpy as np

        for own in dict.fromkeys((name, kind.names[0])):  # a couch is a sofa here
            called = self._calling_themselves(own, max(_FEWEST, _MANY_TIMES * len(kind.rows)))
            if len(called):
                rows, certain = (np.union1d(some, called).astype(np.int64) for some in (kind.rows, kind.certain))
                return replace(kind, rows=rows, certain=certain)
        return kind

    def _calling_themselves(self, name: str, fewest: int) -> list[int]:
        """The rows of products whose titles call them so, if they are so many, and most of those whose titles say it."""
        words, records = self._index.words, self._index.records
        stems = words.tokens(name)
        said = in_all([*map(words.rows, stems)]).tolist() if stems and not has_han(name) else []
        if not fewest <= len(said) <= _TITLES_READ:
            return []
        titles = [(row, records.title(row)) for row in said]
        titles = [(row, title) for row, title in titles if {*stems} <= {*words.tokens(title)}]
        called = [row for row, title in titles if not is_for_another(words, title, stems[-1])]
        return called if len(called) >= max(fewest, _MOST * len(titles)) else []

    def _saying(self, rows: np.ndarray, key: Key) -> np.ndarray:
        """Those of some products whose titles say all the words of a name, wherever they do."""
        import numpy as np

        title, words = self._index.records.title, self._index.words
        looked_at = rows[:_TITLES_READ]
        looked_at = looked_at[np.isin(looked_at, in_all([words.rows(stem) for stem in set(key)]))]  # the title is what they say
        return np.asarray([row for row in looked_at.tolist() if set(key) <= set(words.tokens(title(row)))], np.int64)

    def _is_all(self, kind: Kind, name: str) -> bool:
        """Whether few titles say a name that all products may go by.

        These few are sorted as all are, and others come as near to the name.
        """
        rows, size = kind.rows, len(self._index)
        if not _FEWEST <= len(rows) <= _FEW * size or len(kind.certain) or size > _LARGE:
            return False
        return self._sorts_nothing(rows) and self._others_are_as_near(rows, name)

    def _others_are_as_near(self, rows: np.ndarray, name: str) -> bool:
        """Whether half as many others as there are of the name come nearer to it than half of these do."""
        import numpy as np

        vector = self._encode(name)
        middle = float(np.median(self._index.vectors.rows(rows) @ vector))
        _, nearest = self._index.vectors.search(vector, min(len(rows) + 1, len(self._index)))
        return len(nearest) > len(rows) and float(nearest[-1]) > middle

    def _sorts_nothing(self, rows: np.ndarray) -> bool:
        """Whether some products are of the sorts that so many drawn by chance would be; of no sorts nothing is known."""
        import numpy as np

        draw, is_known = np.random.default_rng(_SEED), False
        for codes, count in self._sorts():
            shares = np.bincount(codes, minlength=count) / len(codes)

            def distance(chosen: np.ndarray, codes: np.ndarray = codes, shares: np.ndarray = shares) -> float:
                return float(np.abs(np.bincount(codes[chosen], minlength=len(shares)) / len(chosen) - shares).sum())

            by_chance = [distance(draw.choice(len(codes), len(rows), replace=False)) for _ in range(_DRAWS)]
            if distance(rows) > float(np.quantile(by_chance, _USUAL)):
                return False
            is_known = True
        return is_known

    def _sorts(self) -> Iterator[tuple[np.ndarray, int]]:
        """(n_products,) the number of each product's sort, one more where a record names none, for each field that sorts."""
        import numpy as np

        columns = self._index.columns
        for name in columns.names:
            if names_a_sort(name) and columns.kind(name) == "choice" and 1 < len(columns.get(name).choices) <= _MOST_SORTS:
                count = len(columns.get(name).choices)
                codes = columns.codes(name)
                yield np.where(codes < 0, count, codes), count + 1
