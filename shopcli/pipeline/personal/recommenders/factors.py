"""Latent factors: vectors of customers and of products whose inner products score; by ALS, and by the sequence model."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from shopcli.pipeline.personal.recommenders.interactions import Interactions
from shopcli.pipeline.personal.recommenders.item_to_item import import_implicit
from shopcli.pipeline.personal.recommenders.sequence_model import Sequences, SequenceSettings, learn_sequence_model

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Factors", "als", "sequence_factors"]

_FACTORS, _ALPHA, _PENALTY, _ROUNDS = 64, 10.0, 0.05, 12


@dataclass(frozen=True)
class Factors:
    """(customers, width) and (products, width) float32."""

    customers: np.ndarray
    products: np.ndarray

    def scores(self, customers: np.ndarray) -> np.ndarray:
        """(len(customers), products)."""
        return self.customers[customers] @ self.products.T


def als(interactions: Interactions, paces: float | None = None, seed: int = 0) -> Factors:
    """Alternating least squares for implicit feedback (Hu, Koren and Volinsky 2008), by implicit.

    Args:
        interactions: the history.
        paces: after so many a purchase counts half; None: all count alike.
        seed: of where the factors start.
    """
    import numpy as np

    import_implicit()
    from implicit.als import AlternatingLeastSquares

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own, about threads of BLAS that are held to one here
        model = AlternatingLeastSquares(
            _FACTORS, alpha=_ALPHA, regularization=_PENALTY, iterations=_ROUNDS, random_state=seed, num_threads=1
        )
        model.fit(interactions.recent(paces).astype(np.float32), show_progress=False)
    return Factors(np.asarray(model.user_factors), np.asarray(model.item_factors))


def sequence_factors(
    interactions: Interactions, settings: SequenceSettings, on_epoch: Callable[[int, int], None] = lambda done, total: None
) -> Factors:
    """The sequence model's vectors, after each customer's last purchase."""
    import numpy as np

    history, named = interactions.history, np.flatnonzero(interactions.named)
    order = named[np.argsort(history.customer[named], kind="stable")]  # each customer's by time, as the history is
    ends = np.searchsorted(history.customer[order], np.arange(interactions.shape[0] + 1))
    items, days = history.product[order].astype(np.int64), -interactions.age_days[order]
    stretches = [slice(start, end) for start, end in pairwise(ends)]
    sequences = Sequences([items[one] for one in stretches], [days[one] for one in stretches])
    return Factors(*learn_sequence_model(sequences, interactions.shape[1], settings, on_epoch))
