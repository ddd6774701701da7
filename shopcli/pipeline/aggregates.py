"""What a reply counts: of some products by their columns, of the whole catalog as it was counted when it was indexed."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index

if TYPE_CHECKING:
    import numpy as np

    from shopcli.types import CatalogStats


class Aggregates:
    """The products that a question is about, by number, price and brand.

    Args:
        index: the open index.
        rows: which products, ascending; None for all, of which neither rows nor columns need be read.
    """

    def __init__(self, index: Index, rows: np.ndarray | None) -> None:
        self._index, self._rows = index, rows
        self._chosen: np.ndarray | slice = slice(None) if rows is None else rows

    @property
    def rows(self) -> np.ndarray | None:
        """Which products; None for all."""
        return self._rows

    def __len__(self) -> int:
        return len(self._index) if self._rows is None else len(self._rows)

    @property
    def _glance(self) -> CatalogStats | None:
        return self._index.stats() if self._rows is None else None

    @cached_property
    def prices(self) -> dict[str, np.ndarray]:
        """The prices, ascending, by currency, the commonest first; no currency is an empty code."""
        import numpy as np

        columns = self._index.columns
        values, codes = columns.dense("price")[self._chosen], columns.codes("currency")[self._chosen]
        names = columns.get("currency").choices if "currency" in columns else ()
        priced = ~np.isnan(values)
        by_currency = {
            names[code] if code >= 0 else "": np.sort(values[priced & (codes == code)]) for code in np.unique(codes[priced])
        }
        return dict(sorted(by_currency.items(), key=lambda item: -len(item[1])))

    @cached_property
    def ranges(self) -> dict[str, tuple[float, float, int]]:
        """The lowest and the highest price and how many there are, by currency as `prices`."""
        if (glance := self._glance) is None:
            return {code: (float(values[0]), float(values[-1]), len(values)) for code, values in self.prices.items()}
        by_currency = {code: (low, high, count) for code, (low, _, high, count) in glance.prices.items()}
        return dict(sorted(by_currency.items(), key=lambda item: -item[1][2]))

    @property
    def priced(self) -> int:
        """How many have a price."""
        return sum(count for _, _, count in self.ranges.values())

    @cached_property
    def brands(self) -> Counter[str] | None:
        """How many are of each brand, in the spelling that is its commonest; None where the catalog has no brands."""
        written = (dict(self._glance.brands) or None) if self._glance else self.values("brand")
        if written is None:
            return None
        spellings, counts = self._index.vocabulary.brands, Counter[str]()
        for name, count in written.items():
            counts[spellings.get(name.lower(), name)] += count
        return counts

    def values(self, name: str) -> Counter[str] | None:
        """What the products say in a field, and how many of them each; None where the catalog has no such field."""
        if name not in self._index.columns:
            return None
        codes, choices = self._index.columns.codes(name)[self._chosen], self._index.columns.get(name).choices
        return Counter(choices[code] for code in codes if code >= 0)
