"""The catalog at a glance, counted when it is indexed: to count 5,000 fields takes longer than all else of ``stats``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.types import CatalogStats, FieldStats

if TYPE_CHECKING:
    from shopcli.index.parts.columns import FieldColumns

_FILE = "stats.json"


def save_stats(data: Path, stats: CatalogStats) -> None:
    """Write ``stats.json``."""
    stored = {
        "products": stats.products,
        "fields": [astuple(field) for field in stats.fields],
        "brands": stats.brands,
        "prices": dict(stats.prices),
    }
    (data / _FILE).write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8", errors="replace")


def open_stats(data: Path) -> CatalogStats | None:
    """Read what `save_stats` wrote; None where an index is older than that."""
    if not (data / _FILE).is_file():
        return None
    stored = json.loads((data / _FILE).read_text(encoding="utf-8"))
    fields = tuple(
        FieldStats(name, kind, filled, distinct, tuple(map(tuple, values)), low, high)
        for name, kind, filled, distinct, values, low, high in stored["fields"]
    )
    prices = {currency: tuple(range_and_count) for currency, range_and_count in stored["prices"].items()}
    return CatalogStats(stored["products"], fields, tuple(map(tuple, stored["brands"])), prices)


def counted_stats(columns: FieldColumns) -> CatalogStats:
    """The catalog at a glance, counted now."""
    import numpy as np

    brands: tuple[tuple[str, int], ...] = ()
    if "brand" in columns:
        column = columns.get("brand")
        codes, counts = np.unique(column.values, return_counts=True)
        order = (-counts).argsort(kind="stable")
        brands = tuple((column.choices[int(codes[i])], int(counts[i])) for i in order)
    return CatalogStats(columns.size, tuple(columns.stats()), brands, dict(_prices(columns)))


def _prices(columns: FieldColumns) -> Iterator[tuple[str, tuple[float, float, float, int]]]:
    """(currency, (minimum, median, maximum, count)); the currency is empty where the catalog names none."""
    import numpy as np

    if "price" not in columns:
        return
    prices = columns.dense("price")
    codes = columns.codes("currency")
    names = columns.get("currency").choices if "currency" in columns else ()
    for code in np.unique(codes[~np.isnan(prices)]):
        amounts = prices[(codes == code) & ~np.isnan(prices)]
        label = names[int(code)] if code >= 0 else ""
        yield label, (float(amounts.min()), float(np.median(amounts)), float(amounts.max()), len(amounts))
