"""Signals: what each recommender says of every product for a customer, brought to one measure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopcli.pipeline.personal.recommenders.content import text_neighbours
from shopcli.pipeline.personal.recommenders.factors import Factors, als, sequence_factors
from shopcli.pipeline.personal.recommenders.interactions import Interactions
from shopcli.pipeline.personal.recommenders.item_to_item import basket_cosine, bm25, ease
from shopcli.pipeline.personal.recommenders.neighbours import scores_of_alike
from shopcli.pipeline.personal.recommenders.sequence_model import SequenceSettings

if TYPE_CHECKING:
    import numpy as np

__all__ = ["NAMES", "RECOMMENDERS", "Recommenders", "learn_recommenders"]

# The recommenders, each of which gives a score and a place; and what is known of a product whoever asks.
RECOMMENDERS = (
    *("popular_lately", "popular", "item_bm25", "ease_lately", "ease", "baskets", "als", "sequence", "alike", "text"),
)
_OF_PRODUCTS = ("trend", "since_first_sale", "since_last_sale")
NAMES = (*(f"{name}_{what}" for what in ("score", "place") for name in RECOMMENDERS), *_OF_PRODUCTS)
_SHORT, _LONG = 0.75, 3.5  # paces
_POPULAR_LATELY, _POPULAR = 0.4, 1.8  # paces
_PENALTY = 200.0
MATRICES = ("item_bm25", "ease_lately", "ease", "baskets", "text")


@dataclass(frozen=True)
class Recommenders:
    """All that was learned of a history up to a moment.

    Attributes:
        interactions: the history.
        matrices: by recommender (products, products) CSR: from what was bought to what goes with it.
        factors: by recommender the vectors of customers and products.
    """

    interactions: Interactions
    matrices: dict[str, Any]
    factors: dict[str, Factors]

    def scores(self, name: str, customers: np.ndarray) -> np.ndarray:
        """(len(customers), products) the scores of one recommender, higher is better."""
        import numpy as np

        interactions = self.interactions
        if name in ("popular", "popular_lately"):
            days = interactions.pace_days * (_POPULAR if name == "popular" else _POPULAR_LATELY)
            return np.tile(interactions.buyers(days), (len(customers), 1))
        if name == "alike":
            return scores_of_alike(interactions, customers)
        if name in self.matrices:
            paces = None if name == "item_bm25" else _SHORT if name == "ease_lately" else _LONG
            return (interactions.recent(paces)[customers] @ self.matrices[name]).toarray()
        return self.factors[name].scores(customers)

    def allowed(self, customers: np.ndarray) -> np.ndarray:
        """(len(customers), products) bool: what was sold at all and is new to a customer."""
        return self.interactions.sold & ~(self.interactions.bought[customers].toarray() > 0)

    def signals(self, customers: np.ndarray, allowed: np.ndarray) -> np.ndarray:
        """(len(customers), products, len(NAMES)) float32; places and spreads are those among what is allowed."""
        import numpy as np

        found = np.zeros((*allowed.shape, len(NAMES)), np.float32)
        for number, name in enumerate(RECOMMENDERS):
            scores = self.scores(name, customers)
            if name == "sequence":  # logarithms of chances, up to a number that is the same for all
                scores = np.exp(scores - scores.max(1, keepdims=True, initial=0.0))
            spread = np.where(allowed, scores, 0.0).std(1, keepdims=True) + 1e-9
            found[..., number] = np.log1p(np.maximum(scores, 0.0) / spread)
            found[..., len(RECOMMENDERS) + number] = _places(np.where(allowed, scores, -np.inf))
        found[..., 2 * len(RECOMMENDERS) :] = self._of_products()
        return found

    def _of_products(self) -> np.ndarray:
        """(products, 3) how the demand goes, and the days since the first and the last sale, as logarithms."""
        import numpy as np

        pace = self.interactions.pace_days
        lately, before = self.interactions.buyers(_SHORT * pace), self.interactions.buyers(_LONG * pace)
        trend = np.log((lately + 1) / (before * _SHORT / _LONG + 1))
        first, last = self.interactions.ages_days
        return np.stack([trend, np.log1p(first / pace), np.log1p(last / pace)], 1)


def _places(scores: np.ndarray) -> np.ndarray:
    """(c, n) minus the logarithm of each one's place in its row: 0 for the best."""
    import numpy as np

    order = np.argsort(-scores, axis=1, kind="stable")
    places = np.empty(scores.shape, np.float32)
    np.put_along_axis(places, order, np.arange(scores.shape[1], dtype=np.float32)[None].repeat(len(scores), 0), 1)
    return -np.log1p(places)


def learn_recommenders(
    interactions: Interactions,
    vectors: np.ndarray | None,
    settings: SequenceSettings,
    on_epoch: Callable[[int, int], None] = lambda done, total: None,
) -> Recommenders:
    """Learn every recommender from what lies before a moment.

    Args:
        interactions: the history.
        vectors: (products, dim) the products' texts as unit vectors; None where there is no index.
        settings: of the sequence model.
        on_epoch: told (epochs done, of how many) of the sequence model, which takes the longest.
    """
    matrices = {
        "item_bm25": bm25(interactions),
        "ease_lately": ease(interactions, _SHORT, _PENALTY),
        "ease": ease(interactions, _LONG, _PENALTY),
        "baskets": basket_cosine(interactions, _SHORT),
        "text": text_neighbours(vectors, interactions.shape[1]),
    }
    factors = {"als": als(interactions, _LONG), "sequence": sequence_factors(interactions, settings, on_epoch)}
    return Recommenders(interactions, matrices, factors)
