"""Attention of clauses over facts: the one matrix that ranks, explains and chooses what to write about.

Pure array maths; whoever calls it brings the vectors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def attend(queries: np.ndarray, keys: np.ndarray, *, temperature: float) -> np.ndarray:
    """Attention of clauses over facts, each row a distribution.

    Args:
        queries: (n_clauses, dim), L2-normalised.
        keys: (n_facts, dim), L2-normalised.
        temperature: divides the dot products; sqrt(dim) gives Vaswani et al. 2017, eq. 1.

    Returns:
        (n_clauses, n_facts), rows sum to 1; (n_clauses, 0) where there are no facts.

    Raises:
        ValueError: where the last dimensions differ; it names both shapes.
    """
    import numpy as np

    if queries.shape[-1] != keys.shape[-1]:
        raise ValueError(f"queries {queries.shape} and keys {keys.shape} differ in their last dimension")
    return attend_spans(queries @ keys.T, np.asarray([[0, len(keys)]]), temperature=temperature)[0]


def attend_spans(
    similarities: np.ndarray, spans: np.ndarray, *, temperature: float, bias: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Attention of clauses over the facts of many products at once, each product by itself.

    Args:
        similarities: (n_clauses, n_facts), the dot products of clauses and facts, one product's facts after another's.
        spans: (n_products, 2), the half-open range of each product's facts; together they cover the facts in order.
        temperature: divides the dot products.
        bias: (n_clauses, n_facts) added to the dot products, as position biases are; None for none.

    Returns:
        weights (n_clauses, n_facts), summing to 1 within each span that is not empty, and similarities of the same
        shape, the dot products with their bias.
    """
    import numpy as np

    if bias is not None:
        similarities = similarities + bias
    if not similarities.size:
        return similarities, similarities
    lengths = spans[:, 1] - spans[:, 0]
    starts = spans[lengths > 0, 0]
    owner = np.repeat(np.arange(len(starts)), lengths[lengths > 0])
    logits = similarities / temperature
    logits = logits - np.maximum.reduceat(logits, starts, axis=1)[:, owner]  # so that exp cannot overflow
    weights = np.exp(logits)
    weights /= np.add.reduceat(weights, starts, axis=1)[:, owner]
    return weights, similarities


def expected_similarity(weights: np.ndarray, similarities: np.ndarray, spans: np.ndarray) -> np.ndarray:
    """How well each product's facts answer each clause: the similarity that its attention expects, the weighted mean.

    Args:
        weights: (n_clauses, n_facts), from `attend_spans`.
        similarities: (n_clauses, n_facts), from `attend_spans`.
        spans: (n_products, 2), half open.

    Returns:
        (n_clauses, n_products); 0 for a product without facts. Higher is better, at most 1.
    """
    import numpy as np

    answered = np.zeros((len(weights), len(spans)))
    has_facts = spans[:, 1] > spans[:, 0]
    if has_facts.any():
        answered[:, has_facts] = np.add.reduceat(weights * similarities, spans[has_facts, 0], axis=1)
    return answered
