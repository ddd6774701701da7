"""All that speaks for and against candidates, and how it adds up to the score that ranks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopcli.rerank.attention import attend_spans, expected_similarity
from shopcli.rerank.weights import RankWeights

if TYPE_CHECKING:
    import numpy as np

# A spread narrower than this is noise: no fact of any peer answers the wish better than another's.
NARROWEST = 0.03
MOST = 3.0  # one wish, however rare what grants it, does not outweigh all the others


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
        peers: (n,) bool, of the kind asked for as far as can be told: what wishes choose among.
        thing: (n,) how much nearer the candidate's category is to the name of the thing than others' are; 0 for each where the
            catalog has a name for the kind.
        other_kind: (n,) 1 for what is of another kind by name and yet says all that a bare search says, else 0.
    """

    fused: np.ndarray
    similarities: np.ndarray
    signs: np.ndarray
    spans: np.ndarray
    words: np.ndarray
    wishes: np.ndarray
    peers: np.ndarray
    thing: np.ndarray
    other_kind: np.ndarray


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
    answers = answers_of(signals, weights)
    scores = scores + weights.attention.at(n_clauses) * answers[~signals.wishes].sum(axis=0)
    granted = calibrated(answers[signals.wishes], signals.peers)
    return scores + weights.wish.at(n_clauses) * granted.sum(axis=0)


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


def calibrated(answers: np.ndarray, peers: np.ndarray) -> np.ndarray:
    """Answers as standard scores among peers: how far each stands above what products of the kind commonly answer.

    The cosines of one wish all lie near .2, those of another near .5; what tells is by how much the best of a kind exceed it.

    Args:
        answers: (n_wishes, n).
        peers: (n,) bool; where there are none, all are.

    Returns:
        (n_wishes, n) of -`MOST` to `MOST`; 0 is the mean, 1 a standard deviation, of `NARROWEST` at the least.
    """
    import numpy as np

    among = answers[:, peers] if peers.any() else answers
    centre, spread = among.mean(axis=1, keepdims=True), among.std(axis=1, keepdims=True)
    return np.clip((answers - centre) / np.maximum(spread, NARROWEST), -MOST, MOST)
