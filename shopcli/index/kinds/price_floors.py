"""Price floors of kinds: what costs a small fraction of a thing is its cover or its spare part, whatever it is called."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

_QUARTERS = (0.25, 0.5, 0.75)
_FEW = 3  # prices tell nothing
_SEVERAL_TIMES = 4.0  # between what things cost that are not of one kind
_FRACTION, _SPREADS = log(8), 2.0  # below what three of four cost: at least so far, and farther where prices lie far apart
NO_FLOOR = -np.inf


def log_prices(prices: Sequence[float | None] | np.ndarray) -> np.ndarray:
    """The natural logarithms of prices in one currency, (n,) float64; NaN for what costs nothing or is not known."""
    known = np.asarray(prices, np.float64)  # None is NaN
    return np.log(known, out=np.full(known.shape, np.nan), where=known > 0)


def are_priced_apart(some: np.ndarray, others: np.ndarray, *, times: float = _SEVERAL_TIMES) -> bool:
    """Whether some things cost several times as much as others, or a fraction of it, and three of four do.

    Args:
        some: the logarithms of their prices; NaN where none is known.
        others: theirs.
        times: as often the median of the one is that of the other, at the least.
    """
    some, others = some[~np.isnan(some)], others[~np.isnan(others)]
    if min(len(some), len(others)) < _FEW:
        return False
    (low, middle, high), (low_other, middle_other, high_other) = (np.quantile(prices, _QUARTERS) for prices in (some, others))
    return bool(abs(middle - middle_other) >= log(times) and (high < low_other or low > high_other))


def cost_a_fraction(some: np.ndarray, others: np.ndarray, *, times: float = _SEVERAL_TIMES) -> bool:
    """Whether some things cost a fraction of what others do; see `are_priced_apart`.

    What costs several times as much is no part of a thing: a name that real televisions go on from stays theirs.
    """
    return are_priced_apart(some, others, times=times) and bool(np.nanmedian(some) < np.nanmedian(others))


def price_floor(prices: np.ndarray) -> float:
    """The logarithm below which a price is none of a kind's, by those of things that are called so; `NO_FLOOR` by few."""
    known = prices[~np.isnan(prices)]
    if len(known) < _FEW:
        return NO_FLOOR
    low, _, high = np.quantile(known, _QUARTERS)
    return float(low - max(_FRACTION, _SPREADS * (high - low)))


def above_floors(prices: np.ndarray, numbers: Sequence[int] | np.ndarray, floors: np.ndarray) -> np.ndarray:
    """Which products cost as much as their kind's do, (n,) bool; so does what has no price.

    Args:
        prices: (n,) logarithms.
        numbers: (n,) of their kinds.
        floors: of all kinds.
    """
    above: np.ndarray = ~(prices < floors[np.asarray(numbers, np.int64)])
    return above
