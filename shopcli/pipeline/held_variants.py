"""The variants that hold a need, for replies about many products: what these cost, and which comes first in an order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from shopcli.index import Index
from shopcli.pipeline.aggregates import Aggregates
from shopcli.pipeline.fields.orders.order_values import sort_values
from shopcli.pipeline.ranking import variant_values
from shopcli.types import Need

if TYPE_CHECKING:
    import numpy as np

Ranges = Mapping[str, tuple[float, float, int]]


class HeldVariants:
    """The variants that hold every hard clause of a need.

    Args:
        need: the request, understood.
        index: the open index.
    """

    def __init__(self, need: Need, index: Index) -> None:
        self._need, self._index = need, index

    @cached_property
    def _holds(self) -> np.ndarray:
        """(n_variants,) bool."""
        from shopcli.retrieve.variants import held_variants

        assert self._index.variants is not None
        sayings = self._index.sayings if self._need.countable else None
        return held_variants(self._need, self._index.columns, sayings, self._index.variants)

    @cached_property
    def _prices(self) -> np.ndarray | None:
        """(n_variants,) the price of each that holds, NaN for the others; None where variants do not differ in price."""
        prices = variant_values(self._index, "price", self._index.columns.dense("price"))
        if prices is None:
            return None
        import numpy as np

        return np.where(self._holds, prices, np.nan)

    def price(self, row: int, order: Literal["asc", "desc"] = "asc") -> float | None:
        """The lowest price of the variants of one product that hold the need, or the highest; None where it has none."""
        if self._prices is None or self._index.variants is None:
            return None
        import numpy as np

        start, end = self._index.variants.of(row)
        prices = self._prices[start:end]
        prices = prices[~np.isnan(prices)]
        if not len(prices):
            return None
        return float(prices.min() if order == "asc" else prices.max())

    def ranges(self, counted: Aggregates) -> Ranges:
        """The lowest and the highest price of some products by currency, the commonest first.

        Of a product with variants those that hold the need count, and no sibling of theirs.
        """
        variants = self._index.variants
        if self._prices is None or variants is None:
            return counted.ranges
        import numpy as np

        owners = np.asarray(variants.owners)
        chosen = ~np.isnan(self._prices)
        if counted.rows is not None:
            chosen &= np.isin(owners, counted.rows)
        rows = np.arange(len(self._index)) if counted.rows is None else counted.rows
        ranges = Aggregates(self._index, np.setdiff1d(rows, owners[chosen])).ranges
        codes = self._index.columns.codes("currency")[owners[chosen]]
        names = self._index.columns.get("currency").choices if "currency" in self._index.columns else ()
        for code in np.unique(codes):
            prices = self._prices[chosen][codes == code]
            name = names[int(code)] if code >= 0 else ""
            low, high, count = ranges.get(name, (np.inf, -np.inf, 0))
            ranges[name] = (min(low, float(prices.min())), max(high, float(prices.max())), count)
        return {name: ranges[name] for name in counted.ranges if name in ranges}

    def sort_values(self) -> np.ndarray:
        """What the need is put in order by, (n_products,), NaN where a record does not say."""
        from shopcli.retrieve.variants import best_values

        assert self._need.sort
        values, variants = sort_values(self._index, self._need.sort), self._index.variants
        own = variant_values(self._index, self._need.sort.field, values)
        if own is None or variants is None:
            return values
        sign = -1.0 if self._need.sort.order == "asc" else 1.0
        return sign * best_values(sign * values, sign * own, self._holds, variants)
