"""Sentinel values that say a number is not known: 0 or -1 among weights of hundreds of grams, 9999 among tens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.units.fields import label
from shopcli.pipeline.fields.schema_linking import DIMENSION_WORDS

if TYPE_CHECKING:
    import numpy as np

# What nothing can have none of; of what things contain (a share, a mass of sugar) or how many there are, none may be true.
_NEVER_NONE = frozenset(("length", "volume", "area", "information", "charge", "power", "voltage", "frequency", "pixels"))
_FAR = 0.2  # the least of the others is at least this share of their middle, for nought to be far from all of them
_FAR_ABOVE = 10.0  # times the largest of the others, for nines to be far from them
_MOST_NINES = 6
_SAYS_SIZE = " ".join(
    words for dimension, words in DIMENSION_WORDS.items() if dimension not in ("count", "time", "temperature")
)
_SIZES = f"{_SAYS_SIZE} width height depth thickness diameter dimensions"


def without_unknown(index: Index, name: str, values: np.ndarray) -> np.ndarray:
    """The values of a field with NaN where they only say that the value is not known, (n_products,) float64."""
    import numpy as np

    return np.where(_unknown(values, can_be_none=_can_be_none(index, name)), np.nan, values)


def _unknown(values: np.ndarray, *, can_be_none: bool) -> np.ndarray:
    import numpy as np

    told = values[~np.isnan(values)]
    unknown = np.zeros(len(values), bool)
    above, below = told[told > 0], np.unique(told[told < 0])
    if len(below) == 1 and len(above) and below[0] == -1 and above.min() >= 1:
        unknown |= values == -1
    if len(above) and not can_be_none and above.min() >= _FAR * np.median(above) and above.min() > 1:
        unknown |= values == 0
    nines = _nines(above)
    if nines is not None:
        unknown |= values == nines
    return unknown


def _nines(values: np.ndarray) -> float | None:
    """The largest value, where it is all nines and far above any other."""
    import numpy as np

    distinct = np.unique(values)
    if len(distinct) < 2 or distinct[-1] < 99 or set(f"{distinct[-1]:.0f}") != {"9"} or distinct[-1] > 10**_MOST_NINES:
        return None
    return float(distinct[-1]) if distinct[-1] >= _FAR_ABOVE * distinct[-2] else None


def _can_be_none(index: Index, name: str) -> bool:
    measured = index.measured.unit(name)
    if measured and measured.dimension in _NEVER_NONE:
        return False
    return not _stems(index, label(name)) & _stems(index, _SIZES)


def _stems(index: Index, text: str) -> frozenset[str]:
    return frozenset(index.words.tokens(text))
