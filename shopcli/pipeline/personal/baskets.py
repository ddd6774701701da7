"""Market baskets: which products are bought together, more often than by chance (association rules, Agrawal et al. 1993).

Of a rule "with this, that": its support is the number of baskets with both, its confidence the share of the baskets with this
that have that too, its lift the confidence over the share of all baskets that have that (Brin et al. 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np

_DAY_S = 86_400
_HALF_LIFE_DAYS = 60  # after which a basket counts for half: a shop's range changes (benchmarks/goes_with.py)
_LEAST_SUPPORT = 2
# Of the normal distribution, one-sided 5 %: how far below what was seen the logarithm of the lift may lie (Katz et al. 1978).
_Z = 1.645


class Purchases(Protocol):
    """What is asked of a history: `shopcli.pipeline.personal.history.History` has it.

    Attributes:
        products: the ids of the products.
        product: (n,) of each line its product, a place in ``products``.
        basket: (n,) of each line its basket; below 0 where none is named.
        customer: (n,) of each line its customer; below 0 where nobody is named.
        time: (n,) seconds since 1970.
    """

    @property
    def products(self) -> Sequence[str]: ...
    @property
    def product(self) -> np.ndarray: ...
    @property
    def basket(self) -> np.ndarray: ...
    @property
    def customer(self) -> np.ndarray: ...
    @property
    def time(self) -> np.ndarray: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """That one product is bought with another.

    Attributes:
        product: the id of what is bought with it.
        both: the support: how many baskets have both.
        with_it: how many baskets have the other product.
        confidence: the share of these that have this one too, 0 to 1.
        lift: the confidence over the share of all baskets that have this one.
        score: the confidence, with each basket weighted by its age; higher is better.
    """

    product: str
    both: int
    with_it: int
    confidence: float
    lift: float
    score: float


class Baskets:
    """The baskets of a history, for asking what goes with what. A line without a basket is of its customer's day.

    Args:
        history: who bought what, when.
        half_life_days: after which a basket counts for half.
        least_support: how many baskets must have both.
    """

    def __init__(
        self, history: Purchases, *, half_life_days: float = _HALF_LIFE_DAYS, least_support: int = _LEAST_SUPPORT
    ) -> None:
        self._history, self._half_life_s, self._least = history, half_life_days * _DAY_S, least_support

    @cached_property
    def _lines(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(n,) basket, (n,) product, each product once a basket, by basket; (n_baskets,) the weight of each basket."""
        import numpy as np

        history = self._history
        basket, customer = np.asarray(history.basket, np.int64), np.asarray(history.customer, np.int64)
        time, product = np.asarray(history.time, np.int64), np.asarray(history.product, np.int64)
        known = (basket >= 0) | (customer >= 0)  # what nobody bought in no basket stands alone
        named = basket[known] >= 0
        first = np.where(named, basket[known], customer[known])
        second = np.where(named, -1, time[known] // _DAY_S)
        _, number = np.unique(np.stack([first, second], axis=1), axis=0, return_inverse=True)
        number = number.reshape(-1)
        newest = np.full(int(number.max(initial=-1)) + 1, np.iinfo(np.int64).min)
        np.maximum.at(newest, number, time[known])
        weights = 0.5 ** ((newest.max(initial=0) - newest) / self._half_life_s)
        pairs = np.unique(number * max(1, len(history.products)) + product[known])
        return pairs // max(1, len(history.products)), pairs % max(1, len(history.products)), weights

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self._history.products)}

    @property
    def n_baskets(self) -> int:
        """How many baskets there are."""
        return len(self._lines[2])

    def with_product(self, product_id: str, *, top: int) -> tuple[Rule, ...]:
        """The products that are bought with one, best first: by confidence, of those whose lift is surely above 1.

        Surely: the lower end of its interval is. Weights by age decide the order alone; what is told are plain counts.
        """
        import numpy as np

        wanted = self._number_of.get(product_id)
        if wanted is None:
            return ()
        basket, product, weights = self._lines
        with_it = basket[product == wanted]
        if not len(with_it):
            return ()
        is_with = np.zeros(len(weights), bool)
        is_with[with_it] = True
        among, n_products = is_with[basket], len(self._history.products)
        both = np.bincount(product[among], minlength=n_products)
        alone = np.bincount(product, minlength=n_products)
        weighted = np.bincount(product[among], weights[basket[among]], minlength=n_products) / weights[with_it].sum()
        expected = np.maximum(alone, 1) * (len(with_it) / len(weights))
        lift = both / expected
        with np.errstate(divide="ignore"):
            lowest = np.log(lift) - _Z / np.sqrt(np.maximum(both, 1))
        good = np.flatnonzero((both >= self._least) & (lowest > 0))
        good = good[good != wanted]
        order = good[np.lexsort((good, -lift[good], -weighted[good]))][:top]
        names = self._history.products
        return tuple(
            Rule(names[n], int(both[n]), len(with_it), float(both[n] / len(with_it)), float(lift[n]), float(weighted[n]))
            for n in order.tolist()
        )
