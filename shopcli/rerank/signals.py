"""All that speaks for and against candidates, and how it adds up to the score that ranks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcli.rerank.attention import attend_spans, expected_similarity
from shopcli.rerank.weights import RankWeights

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of n candidates for a request of n_clauses clauses that attend.

    Attributes:
        fused: (n,) the retrieval's score.
        queries: (n_clauses, dim), L2-normalised.
        keys: (n_facts, dim), the facts of all candidates, L2-normalised.
        signs: (n_facts,), -1 for a fact that says no and 1 for any other.
        spans: (n, 2), the half-open range of each candidate's facts.
        words: (n_clauses, n_facts), what share of the clause's words each fact says.
        category: (n,) how much nearer the candidate's category is to the head of what is asked for than others' are.
        silent: (n,) how many of the words that only describe its record does not say.
        other_kind: (n,) 1 for another kind of thing, where words only describe; else 0.
    """

    fused: np.ndarray
    queries: np.ndarray
    keys: np.ndarray
    signs: np.ndarray
    spans: np.ndarray
    words: np.ndarray
    category: np.ndarray
    silent: np.ndarray
    other_kind: np.ndarray


def scores_of(signals: Signals, weights: RankWeights, *, attentive: bool = True) -> np.ndarray:
    """The scores that rank: retrieval's, and what the re-ranking adds.

    Args:
        signals: what is known of the candidates.
        weights: how it adds up.
        attentive: whether attention, words and category count; else only what retrieval and limits know.

    Returns:
        (n,); higher is better.
    """
    n_clauses = max(1, len(signals.queries))
    scores = signals.fused - weights.silent.at(n_clauses) * signals.silent
    scores = scores - weights.other_kind.at(n_clauses) * signals.other_kind
    if not attentive or not len(signals.queries):
        return scores
    answers = answers_of(signals, weights)
    scores = scores + weights.attention.at(n_clauses) * together(answers, weights.weakest)
    return scores + weights.category.at(n_clauses) * signals.category


def answers_of(signals: Signals, weights: RankWeights) -> np.ndarray:
    """How well each candidate's facts answer each clause: softmax(QKᵀ/t)V with the similarity as the value.

    A fact that says no turns its sign: "GPS: no" draws the attention of "with GPS" as "GPS: yes" does, and speaks against
    the product.

    Returns:
        (n_clauses, n); higher is better.
    """
    bias = weights.words.at(len(signals.queries)) * signals.words
    attention, similarities = attend_spans(
        signals.queries, signals.keys, signals.spans, temperature=weights.temperature, bias=bias
    )
    return expected_similarity(attention, similarities * signals.signs, signals.spans)


def together(answers: np.ndarray, weakest: float) -> np.ndarray:
    """The answers to all clauses as one number: their sum, leaning by ``weakest`` on the least of them.

    Args:
        answers: (n_clauses, n) with at least one clause.
        weakest: 0 for the plain sum, 1 for the least answer alone, as often as there are clauses.

    Returns:
        (n,); higher is better.
    """
    return (1 - weakest) * answers.sum(axis=0) + weakest * len(answers) * answers.min(axis=0)
