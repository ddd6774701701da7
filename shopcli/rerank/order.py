"""The last word on the order: what meets everything comes first, then "cheapest" and its like, then the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np

# "The cheapest mouse" is the cheapest of what is about as much a mouse as the best hit is: what stands on its shelf, or
# where the catalog has no shelves, what scores within this of it.
SAME_KIND_WITHIN = 0.1


def order(
    scores: np.ndarray,
    misses: np.ndarray,
    values: np.ndarray | None = None,
    direction: Literal["asc", "desc"] = "asc",
    shelves: np.ndarray | None = None,
) -> np.ndarray:
    """The order in which candidates are shown.

    Args:
        scores: (n,), higher is better.
        misses: (n,), how many hard clauses each does not meet; fewer come first.
        values: (n,) what to sort by, NaN where a record does not say; None for the order by score.
        direction: whether small values or large ones come first.
        shelves: (n,) the number of each one's category, -1 where a record names none; None where no record does.

    Returns:
        (n,) positions, best first. Ties keep the order by score.
    """
    import numpy as np

    if values is None or not len(scores):
        return np.lexsort((-scores, misses))
    exact = misses == misses.min()
    same_kind = exact & _like_the_best(scores, exact, shelves) & ~np.isnan(values)
    signed = np.where(same_kind, values if direction == "asc" else -values, 0.0)
    return np.lexsort((-scores, signed, ~same_kind, misses))


def _like_the_best(scores: np.ndarray, exact: np.ndarray, shelves: np.ndarray | None) -> np.ndarray:
    best = int((scores - ~exact * 1e9).argmax())
    if shelves is not None and shelves[best] >= 0:
        return shelves == shelves[best]
    return scores >= scores[best] - SAME_KIND_WITHIN
