"""How much there is of a thing, as a field to put packs in order by: its price by what a unit of it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.text.unit_price import CONTENT, UNIT_PRICES

if TYPE_CHECKING:
    import numpy as np

_STATED = 0.5  # the share of a kind's products that must say how much there is
_FIELDS = {f"{CONTENT} in {name.removeprefix('price per ')}": name for name in UNIT_PRICES}


def content_field(index: Index, rows: np.ndarray) -> str | None:
    """The field that most of some products state their contents in: weight, volume or pieces; None where too few do."""
    import numpy as np

    stated = {
        name: int((~np.isnan(values[rows])).sum()) for name in _FIELDS if (values := content_values(index, name)) is not None
    }
    best = max(stated, key=stated.__getitem__, default=None)
    return best if best is not None and stated[best] >= max(1, _STATED * len(rows)) else None


def content_values(index: Index, name: str) -> np.ndarray | None:
    """The contents of all products in a field's unit, (n_products,) float64, NaN for silence; None for any other field."""
    import numpy as np

    unit_price = _FIELDS.get(name)
    if unit_price is None or unit_price not in index.columns:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        values = index.columns.dense("price") / index.columns.dense(unit_price)
    return np.round(np.where(np.isfinite(values), values, np.nan), 3)
