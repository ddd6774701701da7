"""All that speaks for and against candidates, and how it adds up to the score that ranks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcli.rerank.attention import attend_spans, expected_similarity
from shopcli.rerank.weights import RankWeights

if TYPE_CHECKING:
    import numpy as np

_ALL = 0.999  # a share of words that is all of them but for rounding


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of n candidates for a request of n_clauses clauses that attend.

    Attributes:
        fused: (n,) the retrieval's score.
        similarities: (n_clauses, n_facts), the cosine of each clause with the facts of all candidates.
        signs: (n_facts,) or (n_clauses, n_facts), -1 for a fact that says no and 1 for any other.
        spans: (n, 2), the half-open range of each candidate's facts.
        words: (n_clauses, n_facts), what share of the clause's words each fact says.
        wishes: (n_clauses,) bool, what is wished of the thing; the others name the thing.
        thing: (n,) how much nearer the candidate's category is to the name of the thing than others' are; 0 for each where the
            catalog has a name for the kind.
        other_kind: (n,) 1 for what is of another kind by name and yet says all that a bare search says, else 0.
        coverage: (n,) what share of all the words that are asked for some fact of each says, rare words weighing more.
        whole: (n,) how well the facts of each answer the whole request in the shopper's own words.
        text: (n,) the cosine of the whole request in the shopper's own words with the text of each.
    """

    fused: np.ndarray
    similarities: np.ndarray
    signs: np.ndarray
    spans: np.ndarray
    words: np.ndarray
    wishes: np.ndarray
    thing: np.ndarray
    other_kind: np.ndarray
    coverage: np.ndarray
    whole: np.ndarray
    text: np.ndarray


def best_wording(of_wordings: np.ndarray, wordings: Sequence[Sequence[str]]) -> np.ndarray:
    """What facts say to clauses that may be worded in several ways: the most that they say to one of these.

    Args:
        of_wordings: (n_wordings, n_facts), the wordings of one clause after those of another.
        wordings: those of each clause, one at least.

    Returns:
        (n_clauses, n_facts).
    """
    import numpy as np

    starts = np.cumsum([0, *map(len, wordings[:-1])])
    return np.maximum.reduceat(of_wordings, starts, axis=0)


def scores_of(signals: Signals, weights: RankWeights, *, attentive: bool = True) -> np.ndarray:
    """The scores that rank: retrieval's, how near each is to the thing, and what the re-ranking adds.

    Args:
        signals: what is known of the candidates.
        weights: how it adds up.
        attentive: whether attention counts; else only what retrieval and limits know.

    Returns:
        (n,); higher is better.
    """
    n_clauses = len(signals.wishes)
    scores = signals.fused + weights.thing.at(max(1, n_clauses)) * signals.thing
    scores = scores - weights.other_kind.at(max(1, n_clauses)) * signals.other_kind
    if not attentive or not n_clauses:
        return scores
    answers, wishes = answers_of(signals, weights), signals.wishes
    scores = scores + weights.attention.at(n_clauses) * answers[~wishes].sum(axis=0)
    scores = scores + weights.wish.at(n_clauses) * answers[wishes].sum(axis=0)
    scores = scores + weights.stated.at(n_clauses) * stated_of(signals)[wishes].sum(axis=0)
    scores = scores + weights.coverage.at(n_clauses) * signals.coverage
    return scores + weights.whole.at(n_clauses) * signals.whole + weights.text.at(n_clauses) * signals.text


def answers_of(signals: Signals, weights: RankWeights) -> np.ndarray:
    """How well each candidate's facts answer each clause: softmax(QKᵀ/t)V with the similarity as the value.

    A fact that says no turns its sign: "GPS: no" draws the attention of "with GPS" as "GPS: yes" does, and speaks against
    the product.

    Returns:
        (n_clauses, n); higher is better.
    """
    bias = weights.words.at(len(signals.wishes)) * signals.words
    attention, similarities = attend_spans(signals.similarities, signals.spans, temperature=weights.temperature, bias=bias)
    return expected_similarity(attention, similarities * signals.signs, signals.spans)


def stated_of(signals: Signals) -> np.ndarray:
    """Which candidates state what a clause says: 1 where a fact says all of its words, -1 where the only such facts deny it.

    Returns:
        (n_clauses, n); 0 for what is silent.
    """
    import numpy as np

    stated = np.zeros((len(signals.words), len(signals.spans)))
    has_facts = signals.spans[:, 1] > signals.spans[:, 0]
    if has_facts.any() and len(stated):
        says, starts = (signals.words > _ALL) * signals.signs, signals.spans[has_facts, 0]
        granted = np.maximum.reduceat(says, starts, axis=1) > 0
        stated[:, has_facts] = np.where(granted, 1.0, np.minimum.reduceat(says, starts, axis=1))
    return stated
