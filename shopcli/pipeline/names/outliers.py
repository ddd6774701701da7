"""Outliers of a kind: what a title counts in and categories or vectors tell apart from all the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Kind

if TYPE_CHECKING:
    import numpy as np

_FEWEST_TO_COMPARE, _MOST_TO_COMPARE = 10, 20_000
_LIKE_THE_REST, _SPREADS = 0.68, 3.5
_FEWEST_OF_A_CATEGORY, _MOSTLY_OF_ONE = 3, 0.6  # of a kind, for one apart from them to be another thing


def without_outliers(kind: Kind, index: Index) -> Kind:
    """A kind without the one of it that stands in another category by itself: "Sports Watches: A Guide" among books."""
    import numpy as np

    if not _FEWEST_OF_A_CATEGORY <= len(kind.rows) <= _MOST_TO_COMPARE or "category" not in index.columns:
        return kind
    of_all = index.columns.codes("category")
    codes, n_all = of_all[kind.rows], np.bincount(of_all[of_all >= 0], minlength=1)
    counts = np.bincount(codes[codes >= 0], minlength=len(n_all))
    if counts.max() < _MOSTLY_OF_ONE * len(kind.rows):
        return kind
    # A category of several others, one of which a title counts in, is of another thing.
    alone = (codes >= 0) & (counts[codes] == 1) & (n_all[codes] > _FEWEST_OF_A_CATEGORY) & ~np.isin(kind.rows, kind.certain)
    return replace(kind, rows=kind.rows[~alone])


def alike(rows: np.ndarray, index: Index) -> np.ndarray:
    """``rows`` without strangers: a paper notebook among laptops. Kinds that are of many sorts keep all of theirs."""
    import numpy as np

    if not _FEWEST_TO_COMPARE <= len(rows) <= _MOST_TO_COMPARE:
        return rows
    vectors = index.vectors.compared(rows)
    likeness = vectors @ vectors.mean(axis=0)
    middle = float(np.median(likeness))
    spread = float(np.median(np.abs(likeness - middle)))
    return rows[likeness >= min(_LIKE_THE_REST * middle, middle - _SPREADS * spread)]
