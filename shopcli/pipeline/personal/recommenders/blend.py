"""The blend: how the signals of several recommenders add up, learned on purchases that none of them had seen.

A conditional logit (McFadden 1974), as ListNet has it: of what is new to a customer, the chance of each product is the softmax
of a weighted sum. It is convex, so that the same purchases give the same weights. What it learns from lies after a moment, and
what the recommenders learned from before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from shopcli.pipeline.personal.history import DAY, History
from shopcli.pipeline.personal.recommenders.interactions import Interactions
from shopcli.pipeline.personal.recommenders.signals import NAMES, RECOMMENDERS, Recommenders

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Blend", "Examples", "bought_next", "examples_of", "learn_blend"]

CANDIDATES = 300  # of a customer, by the places that the recommenders give
_MOST_CUSTOMERS = 1000  # of one window
FEWEST_CUSTOMERS = 50  # of all windows together, to learn from at all
_PENALTY = 1e-3
_BLOCK = 64


class Examples(NamedTuple):
    """(c, n, k) signals of a customer's candidates, and (c, n) bool, which of them were bought next."""

    signals: np.ndarray
    bought: np.ndarray


@dataclass(frozen=True)
class Blend:
    """(k,) what each signal counts."""

    weights: np.ndarray

    @property
    def is_learned(self) -> bool:
        """Whether it was learned, and is not item to item alone."""
        return int((self.weights != 0).sum()) > 1

    def scores(self, signals: np.ndarray) -> np.ndarray:
        """(…,) of (…, k) signals; higher is better."""
        return signals @ self.weights


def item_to_item_alone() -> Blend:
    """What is used where there is too little to learn a blend from: EASE by itself."""
    import numpy as np

    return Blend(np.array([1.0 if name == "ease_score" else 0.0 for name in NAMES], np.float32))


def bought_next(history: History, interactions: Interactions, until: int) -> tuple[np.ndarray, np.ndarray]:
    """(c,) the customers known before who bought something new to them up to a time, and (c, products) bool, what it was."""
    import numpy as np

    n_products = interactions.shape[1]
    window = slice(int(history.time.searchsorted(interactions.now)), int(history.time.searchsorted(until)))
    customer, product = history.customer[window], history.product[window]
    known = np.asarray(interactions.bought.sum(1)).ravel() > 0
    named = (customer >= 0) & known[customer] & interactions.sold[product]
    keys = np.unique(customer[named].astype(np.int64) * n_products + product[named])
    customer, product = keys // n_products, keys % n_products
    new = np.asarray(interactions.bought[customer, product]).ravel() == 0 if len(keys) else np.zeros(0, bool)
    customers, rows = np.unique(customer[new], return_inverse=True)
    bought = np.zeros((len(customers), n_products), bool)
    bought[rows, product[new]] = True
    return customers, bought


def examples_of(recommenders: Recommenders, history: History, until: int) -> Examples:
    """What the recommenders say of the candidates of each customer who bought something new up to a time."""
    import numpy as np

    customers, bought = bought_next(history, recommenders.interactions, until)
    if len(customers) > _MOST_CUSTOMERS:
        some = np.random.default_rng(0).choice(len(customers), _MOST_CUSTOMERS, replace=False)
        customers, bought = customers[some], bought[some]
    kept: list[Examples] = []
    for start in range(0, len(customers), _BLOCK):
        block = slice(start, start + _BLOCK)
        allowed = recommenders.allowed(customers[block])
        signals = recommenders.signals(customers[block], allowed)
        best = _candidates(signals, allowed)
        kept.append(Examples(np.take_along_axis(signals, best[..., None], 1), np.take_along_axis(bought[block], best, 1)))
    return joined(kept)


def _candidates(signals: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """(c, n) the products that stand well with some recommenders: by the sum of the inverses of their places."""
    import numpy as np

    places = signals[..., len(RECOMMENDERS) : 2 * len(RECOMMENDERS)]
    standing = np.where(allowed, np.exp(places).sum(-1), -1.0)
    kept = min(CANDIDATES, standing.shape[1])
    return np.argpartition(-standing, kept - 1, axis=1)[:, :kept]


def joined(examples: Sequence[Examples]) -> Examples:
    """Several windows as one; without any, no example."""
    import numpy as np

    if not examples:
        return Examples(np.zeros((0, 0, len(NAMES)), np.float32), np.zeros((0, 0), bool))
    return Examples(np.concatenate([one.signals for one in examples]), np.concatenate([one.bought for one in examples]))


def learn_blend(examples: Examples, chosen: Sequence[str] = NAMES) -> Blend:
    """The weights under which what was bought next is the likeliest.

    Args:
        examples: from windows of time that lie before what the blend is used for.
        chosen: the signals that may count; the others get 0.
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    had = examples.bought.any(1)
    if had.sum() < FEWEST_CUSTOMERS:
        return item_to_item_alone()
    columns = [NAMES.index(name) for name in chosen]
    signals = examples.signals[had][..., columns].astype(np.float64)
    spread = signals.reshape(-1, len(columns)).std(0) + 1e-9
    signals -= signals.mean(1, keepdims=True)  # what all candidates of a customer share tells none apart
    signals /= spread
    shares = examples.bought[had] / np.sqrt(examples.bought[had].sum(1, keepdims=True))
    shares /= shares.sum()
    mass = shares.sum(1)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = signals @ weights
        logs = scores - logsumexp(scores, axis=1, keepdims=True)
        gradient = np.einsum("cn,cnk->k", np.exp(logs) * mass[:, None] - shares, signals)
        return float(-(shares * logs).sum() + _PENALTY * weights @ weights), gradient + 2 * _PENALTY * weights

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weights = np.zeros(len(NAMES), np.float32)
    weights[columns] = found.x / spread
    return Blend(weights)


def windows_before(now: int, pace_days: float, n_windows: int = 3) -> list[tuple[int, int]]:
    """(start, end) in seconds of the stretches before a time from which the blend is learned, the earliest first."""
    length = int(pace_days * DAY)
    return [(now - back * length, now - (back - 1) * length) for back in range(n_windows, 0, -1)]
