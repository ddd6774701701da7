"""How near a thing comes to what a catalog sells, by both encoders.

What is near differs from catalog to catalog: many kinds, or long texts, are near to everything. So nearness is told as a
standard score: in spreads of what things reach that the catalog does not sell (cohort normalisation, as in telling speakers).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.config import cache_dir
from shopcli.index import Index
from shopcli.index.parts.halves import first_dim
from shopcli.need.thesaurus import open_thesaurus
from shopcli.text.scripts import is_foreign
from shopcli.util.kept_array import kept_array

if TYPE_CHECKING:
    import numpy as np

_COHORT = 60  # things of any trade, spread evenly over the thesaurus
_FEWEST = 15  # of them that nothing in the catalog says
_MOST_PRODUCTS = 40_000  # of a larger catalog every so many are looked at
_BLOCK = 8192
# By the nearest name of a kind and the nearest product, of the encoder of English and of that of every language; the second
# line where only that one can read both sides. Rounded from what 5,300 names asked of 9 catalogs fit.
_OF_BOTH = 1.6, 3.0, 5.3, 3.0
_OF_ONE = 0.0, 4.4, 0.0, 5.2


class NearThings:
    """The kinds and products of one catalog, beside names of things.

    Args:
        index: the open index.
        encode: texts to the vectors of what is looked for, (n, dim).
        telling: the numbers of the kinds whose names tell what things are.
        in_han: whether the catalog's names are Chinese.
    """

    def __init__(
        self, index: Index, encode: Callable[[Sequence[str]], np.ndarray], telling: np.ndarray, *, in_han: bool
    ) -> None:
        self._index, self._encode, self._telling, self._in_han = index, encode, telling, in_han

    def standard_score(self, names: Sequence[str]) -> float:
        """How near the nearest of some names of one thing comes, in spreads of what comes near by chance, whose median is 0."""
        import numpy as np

        weights = self._weights(names)
        cohort = self._by_chance @ weights
        best = self._reached(self._encode(names)).max(axis=0)
        return float((best @ weights - np.median(cohort)) / max(float(cohort.std()), 1e-6))

    def mean_score(self, names: Sequence[str]) -> float:
        """The same, where the nearest kind and product by each encoder that reads both sides count alike."""
        import numpy as np

        cohort, best = self._by_chance, self._reached(self._encode(names)).max(axis=0)
        spreads = (best - np.median(cohort, axis=0)) / np.maximum(cohort.std(axis=0), 1e-6)
        return float(spreads[(self._weights(names) > 0) & (best != 0)].mean())

    def _weights(self, names: Sequence[str]) -> np.ndarray:
        import numpy as np

        reads_both = not self._in_han and not all(map(is_foreign, names))
        return np.asarray(_OF_BOTH if reads_both else _OF_ONE)

    def _reached(self, vectors: np.ndarray) -> np.ndarray:
        """(n, 4) the cosines of the nearest kind and product by each encoder, in the order of the weights."""
        import numpy as np

        of_kinds = [half.max(axis=1) for half in _cosines(vectors, self._kinds)]
        count = len(self._index)
        rows = np.arange(0, count, max(1, -(-count // _MOST_PRODUCTS)))
        blocks = (rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK))
        found = [[half.max(axis=1) for half in _cosines(vectors, self._index.vectors.rows(block))] for block in blocks]
        of_products = np.max(np.asarray(found), axis=0)
        reached = np.stack([*of_kinds, *of_products], axis=1)
        reached[~np.abs(_halves(vectors)[0]).any(axis=1), ::2] = 0.0
        return reached

    @cached_property
    def _kinds(self) -> np.ndarray:
        import numpy as np

        vectors = self._index.kinds.table.vectors[self._telling]
        return vectors if len(vectors) else np.zeros((1, self._index.kinds.table.vectors.shape[1]), np.float32)

    @cached_property
    def _by_chance(self) -> np.ndarray:
        return self._reached(self._others)

    @cached_property
    def _others(self) -> np.ndarray:
        """The vectors of things that the catalog does not sell, as far as its words tell."""
        words, names = self._index.words, _cohort()
        unsaid = [n for n, name in enumerate(names) if not len(words.rows(words.tokens(name)[-1]))]
        vectors = self._kept(names)
        return vectors[unsaid] if len(unsaid) >= _FEWEST else vectors

    def _kept(self, names: Sequence[str]) -> np.ndarray:
        """The vectors of the cohort, from the user's cache."""
        manifest, digest = self._index.manifest, open_thesaurus().digest
        path = cache_dir() / f"thesaurus-{digest}-cohort-{manifest.embedder_digest[:16]}-{manifest.dim}.npy"
        return kept_array(path, lambda: self._encode(names), precision="float16")


def _cohort() -> list[str]:
    """Names of things of any trade."""
    names = [names[0] for names in open_thesaurus().english_phrases("things") if names]
    return names[:: max(1, len(names) // _COHORT)]


def _halves(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each encoder's vectors, of length one or 0; the same twice where there is one encoder."""
    import numpy as np

    first = first_dim(vectors.shape[-1])
    halves = (vectors[:, :first], vectors[:, first + 1 :] if first != vectors.shape[-1] else vectors)
    lengths = (np.maximum(np.linalg.norm(half, axis=1, keepdims=True), 1e-9) for half in halves)
    return tuple(half / length for half, length in zip(halves, lengths, strict=True))  # type: ignore[return-value]


def _cosines(asked: np.ndarray, stored: np.ndarray) -> list[np.ndarray]:
    """(n_asked, n_stored) by each encoder."""
    return [one @ other.T for one, other in zip(_halves(asked), _halves(stored), strict=True)]
