"""Catalogs whose titles leave unsaid what things are: where all are of one sort, it goes without saying."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from shopcli.index import Index
from shopcli.need.thesaurus import Match, normal_form, open_thesaurus

_FEWEST, _SAMPLE = 30, 200  # products
# Of 60 catalogs 34 have fewer titles or categories with a thing's name: bicycles, cigars, wines, books. All but two of these,
# whose titles are Russian and Spanish, sell one sort of thing; of the others 21 sell several.
_HARDLY = 0.35
_MAINLY, _HARDLY_ANOTHER = 0.55, 0.1  # of the titles that name a thing


class UnsaidThings:
    """Whether titles say what things are.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    @property
    def go_without_saying(self) -> bool:
        """Whether hardly any title, or category, has a name of a thing: one sort of thing is sold."""
        return len(self._index) >= _FEWEST and len(self._named) <= _HARDLY * len(self._rows)

    def are_mainly(self, name: str) -> bool:
        """Whether what titles call things by, where they do, is mainly a name: of boots, most of whose titles say "6-inch"."""
        named = [at for at in self._named.values() if at is not None]
        heads = Counter(at for at in named).most_common(2)
        if len(named) < _FEWEST or not name or heads[0][0] != normal_form(name).split()[-1]:
            return False
        another = heads[1][1] if len(heads) > 1 else 0
        return heads[0][1] >= _MAINLY * len(named) and another <= _HARDLY_ANOTHER * len(named)

    @cached_property
    def _rows(self) -> range:
        return range(0, len(self._index), max(1, len(self._index) // _SAMPLE))

    @cached_property
    def _named(self) -> dict[int, str | None]:
        """The products of some whose title or category names a thing, by row: the last stem of the last one of the title."""
        named, found = open_thesaurus().named, {}
        for row in self._rows:
            product = self._index.records[row]
            things = named(product.title)
            if things or named(product.category or ""):
                found[row] = _head(product.title, things)
        return found


def _head(title: str, things: list[Match]) -> str | None:
    """The stem that the last thing of a title ends in; None without one."""
    last = max(things, key=lambda match: (match.end, match.end - match.start), default=None)
    return normal_form(title[last.start : last.end]).split()[-1] if last else None
