"""How good weights are on examples that they were not found on: by search, by catalog, with paired intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shopcli.rerank import RankWeights, scores_of
from shopcli.train.examples import Example

if TYPE_CHECKING:
    import numpy as np

FOLDS, BOOTSTRAPS = 5, 2000
Fit = Callable[[Sequence[Example]], RankWeights]


def quality(example: Example, scores: np.ndarray) -> float:
    """How good an order is, 0 to 1: nDCG@10 of a graded search, else how many of the first three hold what was asked, of
    as many as there are among the candidates, up to three.
    """
    import numpy as np

    best = np.argsort(-scores, kind="stable")
    if example.graded:
        return dcg(example.gains[best][:10]) / dcg(np.sort(example.gains)[::-1][:10])
    return float(example.gains[best[:3]].sum() / min(3, example.gains.sum()))


def dcg(gains: np.ndarray) -> float:
    """The discounted cumulative gain of an order (Järvelin and Kekäläinen 2002, with 2^gain - 1)."""
    import numpy as np

    return float(((2.0**gains - 1) / np.log2(np.arange(2, len(gains) + 2))).sum())


def judged(examples: Sequence[Example], weights: RankWeights) -> np.ndarray:
    """The quality of each example under ``weights``, (n_examples,)."""
    import numpy as np

    return np.asarray([quality(example, scores_of(example.signals, weights)) for example in examples])


def by_retrieval(examples: Sequence[Example]) -> np.ndarray:
    """The quality of each example in the order of retrieval, (n_examples,)."""
    import numpy as np

    return np.asarray([quality(example, example.signals.fused) for example in examples])


def cross_validated(examples: Sequence[Example], fit: Fit) -> np.ndarray:
    """The quality of each example under weights found without its fold, (n_examples,). Folds are dealt in turn."""
    import numpy as np

    qualities = np.zeros(len(examples))
    for fold in range(FOLDS):
        out = np.arange(len(examples)) % FOLDS == fold
        weights = fit([example for example, left in zip(examples, out, strict=True) if not left])
        qualities[out] = judged([example for example, left in zip(examples, out, strict=True) if left], weights)
    return qualities


def unseen_source(examples: Sequence[Example], source: str, fit: Fit) -> np.ndarray:
    """The quality of one source's examples under weights found on the other sources only, (n_of_source,)."""
    weights = fit([example for example in examples if example.source != source])
    return judged([example for example in examples if example.source == source], weights)


def interval(differences: np.ndarray) -> tuple[float, float]:
    """The 95 % interval of the mean of paired differences, by the bootstrap."""
    import numpy as np

    drawn = np.random.default_rng(0).integers(0, len(differences), (BOOTSTRAPS, len(differences)))
    low, high = np.percentile(differences[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
