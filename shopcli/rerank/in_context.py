"""In-context re-ranking: how much of a request's attention falls on each document, as a language model reads them.

After "Attention in Large Language Models Yields Efficient Zero-Shot Re-Rankers" (ICR, arXiv 2410.02642), with heads chosen
as in QRHead (2506.09944) and documents that do not see each other as in BlockRank (2510.05396). Pure array maths; the
model is called in `shopcli.rerank.lm`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

# A request without content: what attends to a document then is its form and its length, not its answer.
BLANK = "N/A"
OUTLIER_DEVIATIONS = 2.0  # ICR's: tokens this many deviations below their document's mean are noise
# How much of the spread of the scores that are there already a spread of the model's attention is worth.
LM_WEIGHT = 0.5


def calibrated(asked: np.ndarray, blank: np.ndarray, spans: np.ndarray) -> np.ndarray:
    """Each document's share of the request's attention over that of a request without content.

    Args:
        asked: (n_tokens,), the attention that each token of the documents draws from the request, summed over heads.
        blank: (n_tokens,), the same from `BLANK`.
        spans: (n_documents, 2), the half-open range of each document's tokens.

    Returns:
        (n_documents,), the sums over their tokens, less tokens that lie far below their document's mean; a document
        without tokens has 0. Higher is better; a longer document draws more of both, so length cancels to first order.
    """
    import numpy as np

    gains = asked - blank
    scores = np.zeros(len(spans))
    for number, (start, end) in enumerate(spans):
        own = gains[start:end]
        if len(own):
            scores[number] = own[own >= own.mean() - OUTLIER_DEVIATIONS * own.std()].sum()
    return scores


def masses(attention: np.ndarray, spans: np.ndarray) -> np.ndarray:
    """The attention that each head gives each document.

    Args:
        attention: (n_heads, n_tokens).
        spans: (n_documents, 2), half open, in order and not empty; together they cover the tokens.

    Returns:
        (n_heads, n_documents).
    """
    import numpy as np

    return np.add.reduceat(attention, spans[:, 0], axis=1)


def margins(gains: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """How much more of its attention each head gives what is right than what is not: QRHead's score, against distractors.

    Args:
        gains: (n_heads, n_documents), calibrated masses.
        worth: (n_documents,), how right each document is; for one right answer 1 and zeros.

    Returns:
        (n_heads,); for one right answer its gain less the mean of the others'. 0 where all are worth the same.
    """
    import numpy as np

    weights = worth - worth.mean()
    right = weights[weights > 0].sum()
    return gains @ (weights / right) if right > 0 else np.zeros(len(gains))


def fused(scores: np.ndarray, attention: np.ndarray, misses: np.ndarray) -> np.ndarray:
    """Scores with the model's attention added, in units of their own spread, among those that meet the same limits.

    Args:
        scores: (n,), what ranked so far; higher is better.
        attention: (n,), from `calibrated`; NaN where the model has not read a document.
        misses: (n,), how badly each misses hard clauses; only equals are compared.

    Returns:
        (n,). What was not read keeps its score, and stands as if the model had found it average.
    """
    import numpy as np

    total = np.asarray(scores, float).copy()
    read = ~np.isnan(attention)
    for missed in np.unique(misses[read]):
        group = read & (misses == missed)
        spread = attention[group].std()
        if spread > 0:
            total[group] += LM_WEIGHT * scores[group].std() * (attention[group] - attention[group].mean()) / spread
    return total
