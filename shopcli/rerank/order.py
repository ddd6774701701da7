"""The last word on the order: what meets everything comes first, then "cheapest" and its like, then the score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np

# "The cheapest mouse" is the cheapest of what is about as much a mouse as the best hit is. Where words and categories do
# not tell, that is what scores within this of it.
SAME_KIND_WITHIN = 0.1


@dataclass(frozen=True, slots=True)
class KindEvidence:
    """What tells which candidates are of one kind.

    Attributes:
        categories: (n,) the number of each one's category, -1 where a record names none.
        mentions: (n,) bool, whether a record names the thing asked for.
    """

    categories: np.ndarray
    mentions: np.ndarray

    def like(self, best: int, scores: np.ndarray) -> np.ndarray:
        """Which candidates are the kind of thing that candidate ``best`` is, (n,) bool."""
        near = scores >= scores[best] - SAME_KIND_WITHIN
        category = self.categories == self.categories[best] if self.categories[best] >= 0 else near
        return category & self.mentions if self.mentions[best] else category


def order(
    scores: np.ndarray,
    misses: np.ndarray,
    values: np.ndarray | None = None,
    direction: Literal["asc", "desc"] = "asc",
    kinds: KindEvidence | None = None,
    among: np.ndarray | None = None,
) -> np.ndarray:
    """The order in which candidates are shown.

    Args:
        scores: (n,), higher is better.
        misses: (n,), how badly each misses hard clauses, 0 where it meets them all; smaller comes first.
        values: (n,) what to sort by, NaN where a record does not say; None for the order by score.
        direction: whether small values or large ones come first.
        kinds: what is sorted is only what is like the best of them; None where any kind will do.
        among: (n,) bool, what is sorted where any of these meets as much as the best; None for all.

    Returns:
        (n,) positions, best first. Ties keep the order by score.
    """
    import numpy as np

    if values is None or not len(scores):
        return np.lexsort((-scores, misses))
    by_value = (misses == misses.min()) & ~np.isnan(values)
    if among is not None and (by_value & among).any():
        by_value &= among
    if kinds is not None and by_value.any():
        best = int(np.where(by_value, scores, -np.inf).argmax())
        by_value &= kinds.like(best, scores)
    signed = np.where(by_value, values if direction == "asc" else -values, 0.0)
    return np.lexsort((-scores, signed, ~by_value, misses))
