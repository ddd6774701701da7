"""The kinds of a catalog that is larger than what they were learned from: every product is read by what the sample taught."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shopcli.index.kind_learner import Catalog, Learned
from shopcli.index.kind_reader import is_of_the_kind, on_its_shelves
from shopcli.index.kind_titles import Titles

if TYPE_CHECKING:
    import numpy as np


def spread(
    learned: Learned, catalog: Catalog, kept: np.ndarray, sample: Titles, cut: Callable[[str], Sequence[str]]
) -> list[np.ndarray]:
    """The rows of every kind in a whole catalog, ascending.

    Args:
        learned: what the sample taught.
        catalog: all of its products.
        kept: the numbers of the kinds, among the candidates.
        sample: the products that were learned from, for the shelves that guessed places stand for.
        cut: cuts a stretch of Chinese into words.
    """
    import numpy as np

    spreading = _Spreading(learned, sample)
    for start, products, vectors in catalog.blocks():
        titles = Titles()
        for product in products:
            titles.add(product, cut)
        spreading.add(start, titles, learned.looks.of(vectors, titles.fields))
    found = []
    for number in kept.tolist():
        rows = np.unique(np.frombuffer(spreading.members[number], np.int32))
        rows = on_its_shelves(rows, spreading.places)
        found.append(np.union1d(rows, np.frombuffer(spreading.shelved[number], np.int32)).astype(np.int32))
    return found


_AT_ONCE = 8192


class _Spreading:
    """Collects the members of every candidate, block by block."""

    def __init__(self, learned: Learned, sample: Titles) -> None:
        import numpy as np

        self._learned = learned
        self._shelf_of = dict(zip(sample.places, sample.shelves, strict=True))
        n_candidates = len(learned.candidates.keys)
        self.members = [array("i") for _ in range(n_candidates)]
        self.shelved = [array("i") for _ in range(n_candidates)]
        self.places: list[str] = []
        self._same: dict[str, str] = {}
        self._strong = np.isin(np.arange(n_candidates), learned.adoption.strong)
        centres = learned.reader.centres
        dim = next((len(centre) for centre in centres if centre is not None), 0)
        self._known = np.asarray([centre is not None for centre in centres], bool)
        # A name that names nothing in the sample has no centre, and nothing is like it.
        filled = [centre / float(centre @ centre) if centre is not None else np.zeros(dim) for centre in centres]
        self._centres = np.asarray(filled, np.float32)

    def add(self, start: int, titles: Titles, looks: np.ndarray) -> None:
        """Take in the products from row ``start`` on."""
        import numpy as np

        for row, place in self._learned.places.guessed(looks, titles.places).items():
            titles.places[row], titles.shelves[row] = place, self._shelf_of[place]
        self.places += [self._same.setdefault(place, place) for place in titles.places]
        rows, numbers, statuses = self._read(titles)
        known = self._known[numbers]
        rows, numbers, statuses = rows[known], numbers[known], statuses[known]
        likeness = np.empty(len(rows), np.float32)
        for at in range(0, len(rows), _AT_ONCE):
            part = slice(at, at + _AT_ONCE)
            likeness[part] = np.einsum("ij,ij->i", looks[rows[part]], self._centres[numbers[part]])
        own = is_of_the_kind(statuses, likeness)
        rows, numbers = rows[own], numbers[own]
        orphans = np.setdiff1d(np.arange(len(looks)), rows[self._strong[numbers]])
        adopted, kinds = self._learned.adoption.of(orphans, looks[orphans])
        for row, number in zip(
            np.concatenate([rows, adopted]).tolist(), np.concatenate([numbers, kinds]).tolist(), strict=True
        ):
            self.members[number].append(start + row)
        self._put_on_shelves(start, titles)

    def _read(self, titles: Titles) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Row, candidate and what it does there, for every candidate in every title."""
        import numpy as np

        number = self._learned.candidates.number
        found: list[tuple[int, int, int]] = []
        for row, row_runs in enumerate(titles.runs):
            read = self._learned.reader.read(row_runs, titles.values[row])
            found += [(row, number[key], status) for key, status in read.items()]
        rows, numbers, statuses = np.asarray(found, np.int64).reshape(-1, 3).T
        return rows, numbers, statuses

    def _put_on_shelves(self, start: int, titles: Titles) -> None:
        candidates = self._learned.candidates
        for row, shelf in enumerate(titles.shelves):
            number = candidates.number.get(candidates.key(shelf)) if shelf else None
            if number is not None:
                self.shelved[number].append(start + row)
