"""Customers alike: what those bought lately who buy what a customer buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcli.pipeline.personal.recommenders.interactions import Interactions

if TYPE_CHECKING:
    import numpy as np

__all__ = ["scores_of_alike"]

_ALIKE = 50
_DAMPING = 3.0  # so that two customers of one purchase each are not as one
_TASTE, _LATELY = 5.0, 0.75  # paces: what tells a taste lasts longer than what is worth buying
_BLOCK = 256


def scores_of_alike(interactions: Interactions, customers: np.ndarray) -> np.ndarray:
    """(len(customers), products): what the nearest other customers bought lately, by the cosine of what they ever bought.

    What few have bought counts more (inverse document frequency).
    """
    import numpy as np
    from scipy.sparse import csr_matrix, diags

    rarity = np.log1p(interactions.shape[0] / (1 + interactions.buyers()))
    taste = csr_matrix(interactions.recent(_TASTE) @ diags(rarity))
    lately = interactions.recent(_LATELY)
    norms = np.sqrt(np.asarray(taste.power(2).sum(1)).ravel())
    found = []
    for start in range(0, len(customers), _BLOCK):
        some = customers[start : start + _BLOCK]
        near = np.asarray((taste[some] @ taste.T).todense()) / (norms[some][:, None] + 1e-6) / (norms + _DAMPING)
        near[np.arange(len(some)), some] = 0.0
        kept = min(_ALIKE, near.shape[1])
        least = np.partition(near, -kept, axis=1)[:, -kept][:, None]
        found.append((csr_matrix(np.where(near >= least, near, 0.0)) @ lately).toarray())
    return np.concatenate(found) if found else np.zeros((0, interactions.shape[1]))
