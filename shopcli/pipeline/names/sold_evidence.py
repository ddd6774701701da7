"""What speaks for a thing that no title or category of a catalog is named after: how near it comes, and how often it is said.

A shop that sells a thing mostly calls it by one of its names. Where it calls it otherwise, the thing comes near to its products
in meaning, and their texts mostly say a name of it. A neighbour of what is sold comes near as well, as a bed does among sofas,
but no text says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p
from typing import TYPE_CHECKING

from shopcli.index.parts.assertions import in_all

if TYPE_CHECKING:
    from shopcli.index import Index
    from shopcli.pipeline.names.near_things import NearThings

# The logarithm of the odds that the thing is sold: a logistic regression on 185 requests for things, sold or not, of 6
# catalogs, rounded. In 12 others, of 32 requests for what is sold 4 were denied, and of 294 for what is not .09 taken for sold.
_BY_SPREAD, _BY_SHARE, _AT_FIRST = 0.86, 0.62, -5.0
_OF_A_THOUSAND = 1000


class SoldEvidence:
    """The evidence of one catalog.

    Args:
        index: the open index.
        near: how near things come to its kinds and products.
    """

    def __init__(self, index: Index, near: NearThings) -> None:
        self._index, self._near = index, near

    def log_odds(self, names: Sequence[str], nearest: Sequence[str]) -> float:
        """The logarithm of the odds that a thing is sold which nothing is named after.

        Args:
            names: all its names in the catalog's script.
            nearest: those of them that nearness is told by.
        """
        return _BY_SPREAD * self._near.mean_score(nearest) + _BY_SHARE * log1p(_OF_A_THOUSAND * self._share(names)) + _AT_FIRST

    def _share(self, names: Sequence[str]) -> float:
        """The share of the products that say all words of one of the names."""
        words = self._index.words
        cut = filter(None, map(words.tokens, names))
        return max((len(in_all([*map(words.rows, stems)])) for stems in cut), default=0) / len(self._index)
