"""Interactions: a purchase history as matrices of customers and products, as it looks from one moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shopcli.pipeline.personal.history import DAY, GUEST, History

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Interactions"]

_SHORTEST_DAYS, _LONGEST_DAYS, _PACES = 7.0, 60.0, 10


@dataclass(frozen=True)
class Interactions:
    """What lies before a moment.

    Attributes:
        history: the purchases before the moment; customers and products keep their numbers.
        now: the moment, in seconds since 1970.
        pace_days: a stretch of time that is short for this shop; half-lives and windows are multiples of it.
    """

    history: History
    now: int
    pace_days: float

    @classmethod
    def at(cls, history: History, now: int | None = None, pace_days: float | None = None) -> Interactions:
        """The interactions before a moment; without one, all of them."""
        now = history.now if now is None else now
        before = history.before(now)
        return cls(before, now, pace_days or pace_of(before))

    @property
    def shape(self) -> tuple[int, int]:
        """How many customers and products the history has."""
        return len(self.history.customers), len(self.history.products)

    @cached_property
    def named(self) -> np.ndarray:
        """(n,) bool, the lines whose customer is named."""
        return self.history.customer != GUEST

    @cached_property
    def age_days(self) -> np.ndarray:
        """(n,) how long ago each line was."""
        return (self.now - self.history.time) / DAY

    @cached_property
    def bought(self) -> Any:
        """(customers, products) CSR, 1 where a customer has bought a product."""
        return self.recent(None)

    @cached_property
    def sold(self) -> np.ndarray:
        """(products,) bool, sold at least once."""
        import numpy as np

        return np.bincount(self.history.product, minlength=self.shape[1]) > 0

    @cached_property
    def _recent(self) -> dict[float | None, Any]:
        """What `recent` made; nobody changes it."""
        return {}

    def recent(self, paces: float | None) -> Any:
        """(customers, products) CSR, from 1 for what was bought just now down to 0, a half for each so many paces; None: 1."""
        if paces not in self._recent:
            history, named = self.history, self.named
            rows, products = history.customer[named], history.product[named]
            self._recent[paces] = self._latest(rows, products, self.shape[0], paces, named)
        return self._recent[paces]

    def baskets(self, paces: float) -> Any:
        """(baskets, products) CSR, weighted in the same way, guests' too."""
        import numpy as np

        held = self.history.basket != GUEST
        return self._latest(
            self.history.basket[held], self.history.product[held], len(self.history.baskets), paces, np.array(held)
        )

    def _latest(self, rows: np.ndarray, products: np.ndarray, n_rows: int, paces: float | None, chosen: np.ndarray) -> Any:
        import numpy as np
        from scipy.sparse import csr_matrix

        weights = np.ones(len(rows)) if paces is None else self.weights(paces)[chosen]
        keys, places = np.unique(rows.astype(np.int64) * self.shape[1] + products, return_inverse=True)
        latest = np.zeros(len(keys))
        np.maximum.at(latest, places, weights)
        cells = (keys // self.shape[1], keys % self.shape[1])
        return csr_matrix((latest, cells), (n_rows, self.shape[1]))

    def weights(self, paces: float) -> np.ndarray:
        """(n,) what each line counts: half as much for each so many paces of age."""
        return 0.5 ** (self.age_days / (paces * self.pace_days))

    def buyers(self, days: float | None = None) -> np.ndarray:
        """(products,) how many customers bought each in the last days, or ever."""
        import numpy as np

        chosen = self.named if days is None else self.named & (self.age_days < days)
        pairs = np.unique(self.history.customer[chosen].astype(np.int64) * self.shape[1] + self.history.product[chosen])
        return np.bincount(pairs % self.shape[1], minlength=self.shape[1]).astype(float)

    @cached_property
    def ages_days(self) -> tuple[np.ndarray, np.ndarray]:
        """(products,) the days since each was first sold, and since it was last sold; as old as the history where never."""
        import numpy as np

        oldest = float(self.age_days.max(initial=1.0))
        first, last = np.zeros(self.shape[1]), np.full(self.shape[1], oldest)
        np.maximum.at(first, self.history.product, self.age_days)
        np.minimum.at(last, self.history.product, self.age_days)
        return first, last


def pace_of(history: History) -> float:
    """A tenth of the time that a history covers, in days; a week at least and two months at most."""
    span = (history.now - int(history.time[0])) / DAY if len(history) else 0.0
    return min(_LONGEST_DAYS, max(_SHORTEST_DAYS, span / _PACES))
