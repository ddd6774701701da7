"""What a need asks the re-ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcli.text.words import head_phrase
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

DISTANCE_WEIGHT = 0.4


def attended(need: Need) -> tuple[Clause, ...]:
    """The clauses that attend over facts to rank: what is wanted and cannot be decided by a field."""
    return tuple(clause for clause in need.clauses if clause.kind in ("topic", "feature") and clause.op in (None, "has"))


def head_of(need: Need) -> str:
    """The word that names the kind of thing asked for: the last one of the topic's noun phrase; empty without a topic."""
    topics = [clause.says for clause in attended(need) if clause.kind == "topic"]
    return head_phrase(topics[0]).split()[-1] if topics else ""


def category_nearness(topic: np.ndarray, categories: np.ndarray) -> np.ndarray:
    """How near each product's category is to what is asked for: a thing and its accessory share words, but no category.

    Args:
        topic: (dim,), the head of what is asked for ("watch" of "outdoor sports watch"), L2-normalised.
        categories: (n_products, dim), zeros where a record names no category.

    Returns:
        (n_products,); 0 on average over those that have a category, and for those that have none. Higher is better.
    """
    import numpy as np

    near = categories @ topic
    known = categories.any(axis=1)
    centre = near[known].mean() if known.any() else 0.0
    return np.where(known, near - centre, 0.0)


def distance_costs(prices: np.ndarray, limits: np.ndarray) -> np.ndarray:
    """What it costs a product to miss a price limit, more the further it is off.

    Args:
        prices: (n,), NaN where a record has none.
        limits: (n,), the limit that each misses, NaN where it misses none.

    Returns:
        (n,), 0 where nothing is missed; a price of ten times the limit, or a tenth, costs `DISTANCE_WEIGHT`.
    """
    import numpy as np

    usable = (prices > 0) & (limits > 0)
    ratios = np.where(usable, prices, 1.0) / np.where(usable, limits, 1.0)
    return DISTANCE_WEIGHT * np.abs(np.log10(ratios))
