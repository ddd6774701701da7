"""Names for all that a catalog sells, told by the names of its categories: notebooks, ultrabooks and netbooks are laptops."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.pipeline.stated_kinds import StatedKinds
from shopcli.text.words import regular_singular

if TYPE_CHECKING:
    import numpy as np

# A name for all of a catalog is this near to the names of its categories together, and somewhat to those of most products;
# nearer to one of them than `_ANOTHER_NAME` it is that one's: "laptop" is .57 and .41 to .72, "couch" .78 to "sofas".
_NAMES_ALL, _SOMEWHAT_NEAR, _MOSTLY, _ANOTHER_NAME = 0.5, 0.4, 0.8, 0.75
_MOST_CATEGORIES, _NEAR_CATEGORY = 30, 0.6
_OF_ALL = 0.01  # of a catalog's products are called so, for a word to tell them from all others


class WholeCatalog:
    """What all products of one index are, by the nearness of names to those of its categories.

    Args:
        index: the open index.
        stated: the kinds that its fields state.
        encode: a text to its L2-normalised vector (dim,).
        embedded: the same of texts that are asked again and again.
    """

    def __init__(
        self, index: Index, stated: StatedKinds, encode: Callable[[str], np.ndarray], embedded: Callable[[str], np.ndarray]
    ) -> None:
        self._index, self._stated, self._encode, self._embedded = index, stated, encode, embedded

    def is_named(self, stem: str, name: str) -> bool:
        """Whether a name is what all products are: its own kinds are called otherwise, and most of them are near.

        A word that no record says must be near to one of them as well.

        Args:
            stem: of the name's last word.
            name: as it was said.
        """
        index = self._index
        if not 2 <= index.kinds.n_certain <= _MOST_CATEGORIES:
            return False
        if index.kinds.is_established(stem, _OF_ALL) or self._stated.rows((stem,)) is not None:
            return False
        vector = self._encode(regular_singular(name))
        categories = index.kinds.nearness_of_categories(vector)
        near = sum(count for nearness, count in categories.values() if nearness >= _SOMEWHAT_NEAR)
        nearest = max(nearness for nearness, _ in categories.values())
        is_other = nearest >= _ANOTHER_NAME or (nearest < _NEAR_CATEGORY and not len(index.words.rows(stem)))
        if is_other or near < _MOSTLY * sum(count for _, count in categories.values()):
            return False
        return float(vector @ self._embedded(", ".join(categories))) >= _NAMES_ALL
