"""The trade of a catalog: whether a name is one for all that it sells, as "book" is of books, whose titles hardly say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from shopcli.config import cache_dir
from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.need.thesaurus import open_thesaurus
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.util.kept_array import kept_array

if TYPE_CHECKING:
    import numpy as np

_HARDLY_ANY = 0.02  # of the products say what all of them are
_FEW_PLACED = 0.25  # of the products have a category that says what they are; of more of them these names tell what all are
_OTHER_THINGS = 48  # that names are held against
_SAMPLE = 500  # products
# So much nearer to a product than other things' names are, in standard deviations of these, for so many products. Of 16
# catalogs "book" is to .69 of the books, "wine" to .60 of the wines, "cosmetics" to .99; "bottle" to .41 of the wines.
_NEARER, _MOSTLY = 1.5, 0.5


class Trade:
    """What all products of one catalog are, by the nearness of names to them beside that of other things' names.

    Args:
        index: the open index.
        encode: a text to its L2-normalised vector (dim,).
        encode_all: texts to theirs, (n, dim).
    """

    def __init__(
        self, index: Index, encode: Callable[[str], np.ndarray], encode_all: Callable[[Sequence[str]], np.ndarray]
    ) -> None:
        self._index, self._encode, self._encode_all = index, encode, encode_all
        self._names_all = lru_cache(maxsize=256)(self._is_near_to_all)

    def as_all(self, kind: Kind, up_to: float = _HARDLY_ANY) -> Kind:
        """A kind that is few products' by name, as all products where its name is near to them all; else as it is.

        Args:
            kind: what a name means.
            up_to: the share of the products that say so, at the most.
        """
        import numpy as np

        size = len(self._index)
        if not 0 < len(kind.rows) < up_to * size or len(kind.certain) or self._is_sorted:
            return kind
        if any(open_dictionary().casing(word) == "name" for word in kind.names[0].split()):
            return kind  # a maker's name is near to all that he makes
        return replace(kind, rows=np.arange(size), certain=np.arange(size)) if self._names_all(kind.names[0]) else kind

    @cached_property
    def _is_sorted(self) -> bool:
        """Whether several categories say what many of the products are."""
        kinds = self._index.kinds
        return kinds.n_certain > 1 and len(kinds.categorised) > _FEW_PLACED * len(self._index)

    def _is_near_to_all(self, name: str) -> bool:
        products, of_all, means, deviations = self._beside
        near = products @ self._encode(name)
        if float(near.mean()) < of_all:  # another thing's name is nearer to all
            return False
        nearer = near - means > _NEARER * deviations
        return float(nearer.mean()) >= _MOSTLY

    @cached_property
    def _beside(self) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
        """(n, dim) the vectors of products, evenly spread, beside the names of other things.

        Of these, how near the nearest is to all products in the mean, and (n,) each how near they are to a product in the mean
        and their standard deviation.
        """
        import numpy as np

        manifest, digest = self._index.manifest, open_thesaurus().digest
        file = f"thesaurus-{digest}-others-{_OTHER_THINGS}-{manifest.embedder_digest[:16]}-{manifest.dim}.npy"
        rows = np.arange(0, len(self._index), max(1, len(self._index) // _SAMPLE))
        others = kept_array(cache_dir() / file, lambda: self._encode_all(_other_things()))
        products = self._index.vectors.rows(rows)
        near = products @ others.T
        return products, float(near.mean(axis=0).max()), near.mean(axis=1), near.std(axis=1)


def _other_things() -> list[str]:
    """Names of things of any trade."""
    names = [english[0] for english in open_thesaurus().english_phrases("things") if english]
    return names[:: max(1, len(names) // _OTHER_THINGS)]
