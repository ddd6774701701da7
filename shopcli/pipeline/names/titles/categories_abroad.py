"""Categories in a language that is not asked in: "catamaran" names what a harbour calls "Catamarano".

Titles may call few of them so, or none. An encoder that reads all languages alike tells the same thing in two of them; what the
one that knows English alone brings as near is English, and is told by names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.index.parts.halves import compared
from shopcli.need.thesaurus import open_thesaurus
from shopcli.text.scripts import has_han

if TYPE_CHECKING:
    import numpy as np

    Encode = Callable[[Sequence[str]], np.ndarray]

_MOST = 60  # categories, that none is told by chance and no request waits
_SAME = 0.8  # from where on two names in two languages say the same; "motorbike" is .76 to "superbike"
_AS_NEAR = 0.06  # what is nearly as near says it as well
_ABROAD = 0.1  # how much nearer a name in another language is by the encoder that reads it


class CategoriesAbroad:
    """The categories of one index in languages that are not asked in.

    Args:
        index: the open index.
        encode: texts to the vectors of the encoder of English.
        encode_abroad: the same by the encoder that reads all languages alike; None where there is none.
    """

    def __init__(self, index: Index, encode: Encode, encode_abroad: Encode | None) -> None:
        self._index, self._encode, self._encode_abroad = index, encode, encode_abroad

    def with_those(self, kind: Kind | None, name: str) -> Kind | None:
        """A kind with the products of the categories that say its name in another language; None where there is neither.

        Args:
            kind: what the name means in the catalog's words; None where it means nothing there.
            name: in Latin script.
        """
        import numpy as np

        rows = self._rows(name)
        if not len(rows):
            return kind
        if kind is None:
            return Kind((name,), rows, rows)
        return replace(kind, rows=np.union1d(kind.rows, rows), certain=np.union1d(kind.certain, rows))

    def _rows(self, name: str) -> np.ndarray:
        import numpy as np

        if not name or has_han(name) or not self._names or self._encode_abroad is None:
            return np.zeros(0, np.int64)
        near = self._vectors_abroad @ self._encode_abroad([name])[0]
        here = self._vectors_here @ compared(self._encode([name]))[0]
        least = max(_SAME, float(near.max()) - _AS_NEAR)
        told = [self._names[n] for n in np.flatnonzero((near >= least) & (near > here + _ABROAD)).tolist()]
        return self._index.columns.rows_with("category", told) if told else np.zeros(0, np.int64)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The categories no word of which the thesaurus knows: those are found by it."""
        columns, rings = self._index.columns, open_thesaurus().rings
        names = columns.values_of("category") if "category" in columns else ()
        if not 0 < len(names) <= _MOST:
            return ()
        return tuple(name for name in names if not has_han(name) and not any(map(rings, name.split())))

    @cached_property
    def _vectors_abroad(self) -> np.ndarray:
        assert self._encode_abroad is not None
        return self._encode_abroad(self._names)

    @cached_property
    def _vectors_here(self) -> np.ndarray:
        return compared(self._encode(self._names))
