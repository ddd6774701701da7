"""Taste: what a customer is likely to buy, as it bears on the products of one request, and why.

It adds to what the request makes of them, less than that; it lifts nothing over a limit, and nothing of another kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.pipeline.personal.history import History, history_path
from shopcli.pipeline.personal.learned import Learned, learned_path
from shopcli.types import Hit

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Taste", "stamps", "taste_of"]

WEIGHT = 1.0  # of the taste, in the spread of the scores that come of what was said
_NARROWEST = 0.02  # the least spread: where what was said tells nothing apart, the taste does
_FARTHEST = 2.0  # standard deviations


@dataclass(frozen=True)
class Taste:
    """Of one customer, by the rows of an index.

    Attributes:
        scores: (n_products,) of the blend; NaN for what the history does not know, and for what was bought.
        because: (n_products,) the row of the product that was bought and speaks most for each; -1 where none does.
    """

    scores: np.ndarray
    because: np.ndarray

    def added(self, scores: np.ndarray, peers: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """(n,) what it adds to the scores of candidates: 0 on average over the peers that it knows.

        Args:
            scores: (n,) what ranks the candidates so far.
            peers: (n,) bool, of the kind asked for, among which is chosen.
            rows: (n,) their rows.
        """
        import numpy as np

        liked = self.scores[rows]
        known = liked[peers & ~np.isnan(liked)]
        spread = float(known.std()) if len(known) else 0.0
        if not spread:
            return np.zeros(len(rows))
        standing = np.clip(np.nan_to_num((liked - known.mean()) / spread), -_FARTHEST, _FARTHEST)
        return WEIGHT * max(float(scores[peers].std()), _NARROWEST) * standing

    def reasoned(self, hits: Sequence[Hit], index: Index) -> tuple[Hit, ...]:
        """Hits, each with what the customer bought that speaks for it, where something does."""
        why = [int(self.because[row]) if (row := index.find(hit.product.id)) is not None else -1 for hit in hits]
        titles = {row: (index.records[row].id, index.records[row].title) for row in why if row >= 0}
        return tuple(replace(hit, bought=titles.get(row)) for hit, row in zip(hits, why, strict=True))


def taste_of(customer: str, index: Index) -> Taste | None:
    """The taste of a customer; None where there is no history, the customer is not in it, or nothing of it is sold here.

    Raises:
        ShopcliError: the history or what was learned of it cannot be read, or one is older than the other.
    """
    if not history_path().is_file() or customer not in _history(stamps()).number_of:
        return None
    learned = _opened(stamps())
    return _by_rows(learned.scores_of(customer), learned.because_of(customer), learned, customer, index)


def stamps() -> tuple[tuple[str, int], ...]:
    """When the history, and what was learned of it, were written."""
    paths = (history_path(), learned_path())
    return tuple((str(path), path.stat().st_mtime_ns if path.is_file() else 0) for path in paths)


@lru_cache(maxsize=1)
def _history(written: tuple[tuple[str, int], ...]) -> History:
    """The history, read anew where it has changed."""
    return History.open()


@lru_cache(maxsize=1)
def _opened(written: tuple[tuple[str, int], ...]) -> Learned:
    """What was learned, read anew where a file has changed."""
    return Learned.open()


def _by_rows(scores: np.ndarray, because: np.ndarray, learned: Learned, customer: str, index: Index) -> Taste | None:
    import numpy as np

    rows = [index.find(product) for product in learned.history.products]
    bought = {line.product for line in learned.history.of_customer(customer)}
    of_rows, why = np.full(len(index), np.nan), np.full(len(index), -1)
    for number, (product, row) in enumerate(zip(learned.history.products, rows, strict=True)):
        if row is None:
            continue
        if product in bought:
            why[row] = row
        else:
            of_rows[row] = scores[number]
            reason = rows[because[number]] if because[number] >= 0 else None
            why[row] = -1 if reason is None else reason
    known = of_rows[~np.isnan(of_rows)]
    if not len(known):
        return None
    liked = np.nan_to_num(of_rows, nan=-np.inf) > np.median(known)
    why[~liked & (why != np.arange(len(index)))] = -1  # what is not lifted needs no reason

    return Taste(of_rows, why)
