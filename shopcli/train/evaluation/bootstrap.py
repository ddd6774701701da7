"""Bootstrap intervals (Efron 1979): how far a mean would go, had the needs been others of their kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

RESAMPLES = 10_000
COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of n values with its percentile interval; ``p`` is set for a difference: how likely chance alone goes so far."""

    mean: float
    low: float
    high: float
    n: int
    p: float | None = None


def estimate(values: Sequence[float], *, seed: int = 0) -> Estimate:
    """The mean of values and its 95% interval; of a single value, or equal ones, the interval is the mean itself.

    Args:
        values: one at least.
        seed: of the resamples; the same gives the same interval.
    """
    import numpy as np

    mean = sum(values) / len(values)
    low, high = np.quantile(_means(values, seed), ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2))
    return Estimate(mean, float(low), float(high), len(values))


def difference(first: Sequence[float], second: Sequence[float], *, seed: int = 0) -> Estimate:
    """The paired bootstrap of ``second`` - ``first``, value by value; two-sided ``p`` by the share of resamples beyond 0.

    Raises:
        ValueError: they are not of the same needs.
    """
    import numpy as np

    gains = [after - before for before, after in zip(first, second, strict=True)]
    found = estimate(gains, seed=seed)
    means = _means(gains, seed)
    tail = min(np.mean(means <= 0), np.mean(means >= 0))
    return Estimate(found.mean, found.low, found.high, found.n, min(1.0, 2 * float(tail)))


def ratio(pairs: Sequence[tuple[float, float]], *, seed: int = 0) -> Estimate:
    """The sum of the first over the sum of the second of each pair, resampled by pairs: a share whose units come in clusters.

    Args:
        pairs: (n, 2), of which one has a second above 0.
        seed: of the resamples.
    """
    import numpy as np

    resampled = _ratios(pairs, seed)
    low, high = np.nanquantile(resampled, ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2))
    return Estimate(_share(pairs), float(low), float(high), len(pairs))


def ratio_difference(first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]], *, seed: int = 0) -> Estimate:
    """The paired bootstrap of the `ratio` of ``second`` less that of ``first``; both are of the same needs, in one order."""
    import numpy as np

    gains = _ratios(second, seed) - _ratios(first, seed)
    gains = gains[~np.isnan(gains)]
    low, high = np.quantile(gains, ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2))
    tail = min(np.mean(gains <= 0), np.mean(gains >= 0))
    return Estimate(_share(second) - _share(first), float(low), float(high), len(first), min(1.0, 2 * float(tail)))


def _share(pairs: Sequence[tuple[float, float]]) -> float:
    return sum(part for part, _ in pairs) / sum(whole for _, whole in pairs)


def _ratios(pairs: Sequence[tuple[float, float]], seed: int) -> np.ndarray:
    """(n_resamples,) the ratio of each; not a number where nothing was drawn that counts."""
    import numpy as np

    sums = np.asarray(pairs, float)[_drawn(len(pairs), seed)].sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(sums[:, 1] > 0, sums[:, 0] / sums[:, 1], np.nan)


def _means(values: Sequence[float], seed: int) -> np.ndarray:
    """(n_resamples,) the mean of each resample."""
    import numpy as np

    means: np.ndarray = np.asarray(values, float)[_drawn(len(values), seed)].mean(1)
    return means


def _drawn(n: int, seed: int) -> np.ndarray:
    """(n_resamples, n) which value stands in each place."""
    import numpy as np

    return np.random.default_rng(seed).integers(0, n, (RESAMPLES, n))
