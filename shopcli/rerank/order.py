"""The last word on the order: what meets everything comes first, then "cheapest" and its like, then the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np

# "The cheapest mouse" is the cheapest of what is about as much a mouse as the best hit is: what stands on its shelf, or
# where the catalog has no shelves, what scores within this of it.
SAME_KIND_WITHIN = 0.1
# A shelf holds more than one kind of thing (tents and torches), so there too the score must be near.
SAME_SHELF_WITHIN = 0.3


def order(
    scores: np.ndarray,
    misses: np.ndarray,
    values: np.ndarray | None = None,
    direction: Literal["asc", "desc"] = "asc",
    shelves: np.ndarray | None = None,
    *,
    any_kind: bool = False,
) -> np.ndarray:
    """The order in which candidates are shown.

    Args:
        scores: (n,), higher is better.
        misses: (n,), how badly each misses hard clauses, 0 where it meets them all; smaller comes first.
        values: (n,) what to sort by, NaN where a record does not say; None for the order by score.
        direction: whether small values or large ones come first.
        shelves: (n,) the number of each one's category, -1 where a record names none; None where no record does.
        any_kind: whether everything is the kind of thing asked for ("the cheapest in the shop").

    Returns:
        (n,) positions, best first. Ties keep the order by score.
    """
    import numpy as np

    if values is None or not len(scores):
        return np.lexsort((-scores, misses))
    known = (misses == misses.min()) & ~np.isnan(values)
    same_kind = known & _like_the_best(scores, known, shelves) if known.any() and not any_kind else known
    signed = np.where(same_kind, values if direction == "asc" else -values, 0.0)
    return np.lexsort((-scores, signed, ~same_kind, misses))


def _like_the_best(scores: np.ndarray, among: np.ndarray, shelves: np.ndarray | None) -> np.ndarray:
    best = int((scores - ~among * 1e9).argmax())
    if shelves is not None and shelves[best] >= 0:
        return (shelves == shelves[best]) & (scores >= scores[best] - SAME_SHELF_WITHIN)
    return scores >= scores[best] - SAME_KIND_WITHIN
