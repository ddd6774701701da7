"""What a wish acts on: the products that are the coffee of "keep my coffee hot", which one has, and none of which is sought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.need.languages.registry import language_named
from shopcli.need.tagging.deeds import deeds_of
from shopcli.pipeline.names.titles.title_heads import is_headed, what_it_is
from shopcli.text.scripts import has_han
from shopcli.types import Need

if TYPE_CHECKING:
    import numpy as np

_READ = 5000  # titles of a kind


class Named(Protocol):
    """A kind and where in some words its name stands, half open; the end is None at theirs."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int | None: ...
    @property
    def kind(self) -> Kind: ...


class ActedOn:
    """The objects of deeds among the products of one index.

    Args:
        index: the open index.
        named: the kind that some words in the catalog's language name; their own may stand beside them.
        translated: words of another language in the catalog's; None where they are in it.
    """

    def __init__(
        self, index: Index, named: Callable[[str, str], Named | None], translated: Callable[[str], str | None]
    ) -> None:
        self._index, self._named, self._translated = index, named, translated

    def kind(self, need: Need) -> Kind | None:
        """What a need's deed is done with; None where it has none, or nothing here is called so.

        What only goes with it is none of it: a "coffee grinder", and the "makeup remover" of "remove my makeup".
        """
        names = [name for deed in deeds_of(need.query, language_named(need.language).requests) for name in deed.names]
        for name in names:
            meaning = self._translated(name)
            meant = self._named(meaning or name, name if meaning else "")
            if meant and not meant.start and meant.end is None and len(meant.kind.rows) <= _READ:
                rows = self._headed(meant.kind.rows, meaning or name)
                return replace(meant.kind, rows=rows, certain=rows) if len(rows) else None
        return None

    def _headed(self, rows: np.ndarray, name: str) -> np.ndarray:
        """Those of some products whose titles are headed by a name, or whose categories end in it."""
        import numpy as np

        *_, stem = self._index.words.tokens(name) or [""]
        return np.asarray([row for row in rows.tolist() if self._is_headed(row, stem)], np.int64)

    def _is_headed(self, row: int, stem: str) -> bool:
        words, title = self._index.words, self._index.records.title(row)
        if stem in words.tokens(title):
            is_one = has_han(title) or is_headed(words, what_it_is(title), stem, of_doing=False)
            return is_one or stem in self._index.kinds.heads_by_title(row)
        return words.tokens(self._index.records[row].category or "")[-1:] == [stem]
