"""The last word on the order: what meets everything comes first, then "cheapest" and its like, then the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np

# "The cheapest mouse" is the cheapest of what is about as much a mouse as the best hit is: scores within this of it.
SAME_KIND_WITHIN = 0.1


def order(
    scores: np.ndarray, misses: np.ndarray, values: np.ndarray | None = None, direction: Literal["asc", "desc"] = "asc"
) -> np.ndarray:
    """The order in which candidates are shown.

    Args:
        scores: (n,), higher is better.
        misses: (n,), how many hard clauses each does not meet; fewer come first.
        values: (n,) what to sort by, NaN where a record does not say; None for the order by score.
        direction: whether small values or large ones come first.

    Returns:
        (n,) positions, best first. Ties keep the order by score.
    """
    import numpy as np

    if values is None or not len(scores):
        return np.lexsort((-scores, misses))
    best = scores[misses == misses.min()].max()
    same_kind = (scores >= best - SAME_KIND_WITHIN) & (misses == misses.min()) & ~np.isnan(values)
    signed = np.where(same_kind, values if direction == "asc" else -values, 0.0)
    return np.lexsort((-scores, signed, ~same_kind, misses))
