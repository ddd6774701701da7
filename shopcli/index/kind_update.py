"""The kinds of an index that is brought up to date: what was learned stays, and what came since is read by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.index.columns import Columns
from shopcli.index.kept import Kept
from shopcli.index.kind_learner import Lexicon, also_called, in_english
from shopcli.index.kind_reader import on_its_shelves
from shopcli.index.kind_rules import KindRules
from shopcli.index.kind_spread import Catalog, Spreading
from shopcli.index.kind_titles import shelf_of
from shopcli.index.kinds import Key, KindTable
from shopcli.index.looks import MOST_COMPARED, Places
from shopcli.index.records import Records, ids_of
from shopcli.types import Product

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[Sequence[str]], "np.ndarray"]


class KindUpdate:
    """Takes in the products that are new or have changed; stands where a full build has its `KindLearner`.

    Args:
        kept: what goes on of the index before.
        cut: cuts a stretch of Chinese into words.
        stem: a word's stem.
    """

    def __init__(self, kept: Kept, cut: Callable[[str], Sequence[str]], stem: Callable[[str], str]) -> None:
        self._kept, self._cut = kept, cut
        self._table = KindTable.open(kept.data)
        self._rules = KindRules.open(kept.data, self._table.keys, stem)
        self._fresh: list[Product] = []

    def add(self, product: Product) -> None:
        """Take in one product."""
        self._fresh.append(product)

    def learned(self, catalog: Catalog, encode: Encode, lexicon: Lexicon | None = None) -> tuple[KindTable, KindRules]:
        """See `KindLearner.learned`; of what came, only a category that nobody had is a kind of its own."""
        import numpy as np

        vectors = catalog.of(slice(len(self._kept.rows), None))
        self._add_shelves(vectors, encode, lexicon)
        members = [number[number >= 0] for rows in self._table.members for number in (self._kept.number[rows],)]
        same = dict(self._same())
        for number, row in self._kinds_before(same):
            members[number] = np.append(members[number], row)
        moved = np.asarray([at for at in range(len(self._fresh)) if at not in same], np.int64)
        for number, rows in self._read(catalog, moved, vectors[moved], members):
            members[number] = np.append(members[number], rows)
        return self._without_empty([np.unique(rows).astype(np.int32) for rows in members])

    def _add_shelves(self, vectors: np.ndarray, encode: Encode, lexicon: Lexicon | None) -> None:
        """Make each category that the catalog did not have a kind."""
        import numpy as np

        found: dict[Key, list[int]] = defaultdict(list)
        names: dict[Key, str] = {}
        for at, product in enumerate(self._fresh):
            shelf, _ = shelf_of(product.category or "", self._cut)
            key = self._rules.key(shelf)
            if shelf and key not in self._rules.number:
                found[key].append(at)
                names[key] = " ".join(shelf)
        if not found:
            return
        table, english = self._table, [in_english(name, lexicon) for name in names.values()]
        looks = self._rules.looks.of(vectors, [tuple(product.attributes) for product in self._fresh])
        also = dict(table.also)
        for key, numbers in (also_called(english, lexicon, self._rules.stem) if lexicon else {}).items():
            also[key] = (*also.get(key, ()), *(len(table.keys) + number for number in numbers))
        more = len(found)
        self._table = KindTable(
            names=(*table.names, *names.values()),
            keys=(*table.keys, *found),
            vectors=np.concatenate([table.vectors, encode(english)]),
            means=np.concatenate([table.means, [vectors[rows].mean(axis=0) for rows in found.values()]]),
            trust=np.concatenate([table.trust, np.ones(more)]),
            certain=np.concatenate([table.certain, np.ones(more, bool)]),
            members=(*table.members, *[np.zeros(0, np.int32)] * more),
            also=also,
        )
        self._rules = self._rules.and_also(list(found), np.stack([looks[rows].mean(axis=0) for rows in found.values()]))

    def _same(self) -> Iterator[tuple[int, int]]:
        """The places of the products that are what they were but for a price, a number or a link, and their rows before."""
        import numpy as np

        rows = np.flatnonzero(self._kept.number < 0)
        row_of, records = dict(zip(ids_of(self._kept.data, rows), rows.tolist(), strict=True)), Records(self._kept.data)
        for at, product in enumerate(self._fresh):
            row = row_of.get(product.id, -1)
            if row >= 0 and _is_same_thing(records[row], product):
                yield at, row

    def _kinds_before(self, same: dict[int, int]) -> Iterator[tuple[int, int]]:
        """The kinds of some products by what they were before: a kind's number and the row now."""
        import numpy as np

        now = {row: len(self._kept.rows) + at for at, row in same.items()}
        asked = np.zeros(self._kept.size, bool)
        asked[list(now)] = True
        for number, rows in enumerate(self._table.members):
            for row in rows[asked[rows]].tolist():
                yield number, now[row]

    def _read(
        self, catalog: Catalog, moved: np.ndarray, vectors: np.ndarray, members: Sequence[np.ndarray]
    ) -> Iterator[tuple[int, np.ndarray]]:
        """The rows that are of a kind by what they say, kind by kind; ``moved`` are the places of these products."""
        import numpy as np

        if not len(moved):
            return
        places = self._places()
        products = [self._fresh[at] for at in moved.tolist()]
        spreading = Spreading(self._rules, self._guess(catalog, places, products), self._cut)
        spreading.add(0, products, vectors)
        rows = moved + len(self._kept.rows)
        places[rows] = spreading.places
        for number, (named, shelved) in enumerate(zip(spreading.members, spreading.shelved, strict=True)):
            if named:
                own = rows[np.unique(named)]
                yield number, np.intersect1d(own, on_its_shelves(np.union1d(members[number], own), places))
            if shelved:
                yield number, rows[np.asarray(shelved)]

    def _places(self) -> np.ndarray:
        """The category of every product, (n,) texts, as far as it goes on; empty where it has none."""
        import numpy as np

        places = np.full(len(self._kept.rows) + len(self._fresh), "", object)
        columns = Columns(self._kept.data, self._kept.size)
        if "category" in columns:
            codes = columns.codes("category")[self._kept.rows]
            names = np.asarray([*columns.get("category").choices, ""], object)  # the code of none is -1
            places[: len(codes)] = names[codes]
        return places

    def _guess(self, catalog: Catalog, places: np.ndarray, products: Sequence[Product]) -> Places:
        """For guessing where products without a category belong; empty where all have one."""
        import numpy as np

        placed = np.flatnonzero(places != "")
        if all(product.category for product in products):
            placed = placed[:0]
        placed = placed[:: -(-len(placed) // MOST_COMPARED) or 1]
        records = Records(self._kept.data)
        fields = [tuple(records[row].attributes) for row in self._kept.rows[placed].tolist()]
        return Places(self._rules.looks.of(catalog.of(placed), fields), places[placed].tolist())

    def _without_empty(self, members: list[np.ndarray]) -> tuple[KindTable, KindRules]:
        """Kinds that nothing is of any more are gone."""
        import numpy as np

        kept = np.flatnonzero([len(rows) > 0 for rows in members])
        number = {int(old): new for new, old in enumerate(kept)}
        table = self._table
        also = {key: tuple(number[old] for old in numbers if old in number) for key, numbers in table.also.items()}
        table = replace(
            table,
            names=tuple(table.names[old] for old in kept),
            keys=tuple(table.keys[old] for old in kept),
            vectors=table.vectors[kept],
            means=table.means[kept],
            trust=table.trust[kept],
            certain=table.certain[kept],
            members=tuple(members[old] for old in kept),
            also={key: numbers for key, numbers in also.items() if numbers},
        )
        return table, self._rules.among(kept)


def _is_same_thing(before: Product, now: Product) -> bool:
    """Whether a product says of itself what it did, but for its price, its links and its numbers."""

    def told(product: Product) -> tuple[object, ...]:
        values = [(name, value if isinstance(value, str) else "") for name, value in product.attributes.items()]
        return product.title, product.description, product.brand, product.category, values

    return told(before) == told(now)
