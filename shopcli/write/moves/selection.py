"""Content selection among moves: which of all that could be said is said, so that none crowds out what a shopper must know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopcli.write.moves.move import Move

LEAST_WORTH = 0.3  # of a move: what is worth less is left out
# What names a second product, and what stands against the first: neither is left out for another reason.
_BESIDE = (
    *("cheaper", "dearer", "same_price", "alternative", "difference"),
    *("rated_above", "rated_below", "misses", "unsure", "gains"),
)
_AGAINST = ("short", "drawback", "complaint", "unknown", "silent", "low_rating", "dearest")
# What need not be told where another move tells it too.
_TELLS_TOO: Mapping[str, set[str]] = {
    "rating": {"rated_above", "rated_below"},
    "low_rating": {"rated_above", "rated_below"},
    "dearest": {"cheaper", "rated_below", "rated_above", "alternative"},
}


def worth_telling(moves: Sequence[Move], most: int) -> list[Move]:
    """The moves told beside the opening: the best drawback and the best second product before what else is worth it."""
    worth = sorted((move for move in moves if move.worth >= LEAST_WORTH), key=lambda move: -move.worth)
    kinds = {move.kind for move in worth}
    worth = [move for move in worth if not (kinds & _TELLS_TOO.get(move.kind, set()))]
    owed = [next((move for move in worth if move.kind in kinds), None) for kinds in (_BESIDE, _AGAINST)]
    return [*filter(None, owed), *(move for move in worth if move not in owed)][:most]
