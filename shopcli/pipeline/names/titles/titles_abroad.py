"""Titles in another script than the catalog's: they name no kind in its words, so their own head or their fields do.

A shop described in English may sell a 双人防雨帐篷. Its title is no "tent", but ends in the word that a shopper asks for in
Chinese, and its record says "camping item: tent", as those of tents do and of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_VOUCHING = 2  # products whose titles are in the catalog's script, all of a kind, for a value that they share to tell the kind
_MOST_ABROAD = 2_000  # titles; where more are in another script, the catalog names kinds in that one too
_BETWEEN = pattern(r"[\s,，、|/()（）\[\]【】·-]+")
_SAYS_NO_KIND = frozenset({"brand", "shop", "availability"})


class TitlesAbroad:
    """The products of one index whose titles are Chinese where the catalog is described in another language.

    Args:
        index: the open index.
        tokens: a text's stems, in the catalog's words.
    """

    def __init__(self, index: Index, tokens: Callable[[str], Sequence[str]]) -> None:
        self._index, self._tokens = index, tokens

    def with_those(self, kind: Kind, words: str, own: str) -> Kind:
        """A kind with the products of it whose titles are in another script.

        Args:
            kind: what a name means in the catalog's words.
            words: that name.
            own: the shopper's own words, where the name is their translation; empty where it is none.
        """
        import numpy as np

        if not len(self.rows):
            return kind
        called = self._called(own)
        if len(called) and not self._is_named(kind, words):
            return replace(kind, names=(own,), rows=called, certain=called)
        others = np.setdiff1d(self.rows, kind.rows)
        vouched = [row for row in others.tolist() if self._is_vouched(row, kind.rows)]
        also = np.union1d(called, np.asarray(vouched, np.int64)).astype(np.int64)
        return replace(kind, rows=np.union1d(kind.rows, also).astype(np.int64)) if len(also) else kind

    def alone(self, own: str) -> Kind | None:
        """What the shopper's own words name where nothing in the catalog's words does; None where no title ends in them."""
        rows = self._called(own)
        return Kind((own,), rows, rows) if len(rows) else None

    def beside(self, kind: Kind, counted: Callable[[Kind], np.ndarray]) -> np.ndarray:
        """What is counted of a kind, whose titles abroad are of it whatever the others are called."""
        import numpy as np

        abroad = np.intersect1d(kind.rows, self.rows)
        if not len(abroad) or len(abroad) == len(kind.rows):
            return counted(kind)
        own, certain = np.setdiff1d(kind.rows, abroad), np.setdiff1d(kind.certain, abroad)
        return np.union1d(counted(replace(kind, rows=own, certain=certain)), abroad).astype(np.int64)

    @cached_property
    def rows(self) -> np.ndarray:
        """The products whose titles are Chinese; none where the catalog is, or hardly any title is not."""
        import numpy as np

        index = self._index
        if not any(map(has_han, index.vocabulary.brands.values())):
            return np.zeros(0, np.int64)
        rows = [row for row in range(len(index)) if has_han(index.records.title(row))]
        return np.asarray(rows if len(rows) <= min(_MOST_ABROAD, len(index) // 2) else (), np.int64)

    def _called(self, own: str) -> np.ndarray:
        """Those whose titles, or the part of one before a blank, end in the shopper's own words."""
        import numpy as np

        found = [row for row in self.rows.tolist() if self._ends_in(self._index.records.title(row), own)] if own else ()
        return np.asarray(found, np.int64)

    def _ends_in(self, title: str, own: str) -> bool:
        return has_han(own) and any(part.endswith(own) for part in _BETWEEN.split(title))

    def _is_named(self, kind: Kind, words: str) -> bool:
        """Whether a kind goes by the head of its name: a "tea set" is no tea."""
        stems = [stem for stem in self._tokens(words) if not has_han(stem)]
        heads = {tuple(self._tokens(name))[-1:] for name in kind.names}
        return not stems or any(has_han(name) for name in kind.names) or (stems[-1],) in heads

    def _is_vouched(self, row: int, rows: np.ndarray) -> bool:
        """Whether a product has a value that others have, all of which are of the kind."""
        import numpy as np

        return any(len(others) >= _VOUCHING and bool(np.isin(others, rows).all()) for others in self._sharing(row))

    def _sharing(self, row: int) -> Iterator[np.ndarray]:
        """For each value of a product, the others that have it and whose titles are in the catalog's script."""
        import numpy as np

        for name in self._choices:
            column = self._index.columns.get(name)
            at = np.flatnonzero(column.rows == row)
            if len(at):
                others = column.rows[column.values == column.values[at[0]]]
                yield np.setdiff1d(others, self.rows)

    @cached_property
    def _choices(self) -> Sequence[str]:
        columns = self._index.columns
        return [name for name in columns.names if columns.kind(name) == "choice" and name not in _SAYS_NO_KIND]
