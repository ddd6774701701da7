"""The act tagger is trained: logistic regression over n-grams and vectors of stretches of turns that were tagged by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopcli.need.tagging.dialogue_acts import ACTS, BUCKETS, ActTagger, EncodeActs, clauses_of, ngrams, no_vectors
from shopcli.need.tagging.network import Array
from shopcli.need.tagging.tagger import shipped_tagger
from shopcli.text.scripts import HAN
from shopcli.train.tagging.tagged_turns import TaggedTurn, read_turns, shipped_turns
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_STRENGTH = 8.0  # the inverse of the penalty on large weights
_CHAIN = 0.8  # how much it counts which acts follow each other
_ITERATIONS = 300
_NEVER = -30.0  # the bias of an act that nothing was learned of
_BARE = pattern(r"[\s.!?,;:…~。！？，；：]+\Z")
_WORD = pattern(rf"[{HAN}]|[^\W{HAN}]+(?:['’-][^\W{HAN}]+)*")


@dataclass(frozen=True, slots=True)
class ActScore:
    """How well turns are read: of the words, of whole turns, and by act (the share of its words that are found)."""

    words: float
    turns: float
    by_act: Mapping[str, float]

    def line(self) -> str:
        """What is told of it."""
        acts = ", ".join(f"{act} {share:.2f}" for act, share in self.by_act.items())
        return f"{self.words:.3f} of the words, {self.turns:.3f} of the turns ({acts})"


def train_acts(turns: Sequence[TaggedTurn], encode: EncodeActs) -> dict[str, Array]:
    """The arrays of an act tagger that has learned from turns.

    Each clause is learned as it stands, in small letters and without marks, and with one half or no vector at all: so the
    tagger is as good as it can be where an encoder is not at hand.

    Args:
        turns: what it learns from.
        encode: texts to (n, d) vectors of the default encoders, English before multilingual.
    """
    from scipy.sparse import csr_matrix, hstack, vstack
    from sklearn.linear_model import LogisticRegression

    tagged = [tagged_clauses(turn) for turn in turns]
    acts = np.array([act for clauses in tagged for _, act in clauses])
    written = [[words for words, _ in clauses] for clauses in tagged]
    bare = [[_BARE.sub("", words.lower()) or words for words in clauses] for clauses in written]
    vectors, bare_vectors = _vectors(written, encode), _vectors(bare, encode)
    views = [
        (written, vectors),
        (bare, bare_vectors),
        (written, _without_first(vectors)),
        (bare, np.zeros_like(vectors)),
    ]
    rows = [hstack([_counted(said), csr_matrix(vector)]) for said, vector in views]
    model = LogisticRegression(C=_STRENGTH, max_iter=_ITERATIONS)
    model.fit(vstack(rows).tocsr(), np.tile(acts, len(views)))
    arrays = {**_of_all_acts(model.classes_, model.coef_, model.intercept_), "follows": _follows(tagged)}
    return {name: array.astype(np.float16) for name, array in arrays.items()}


def _of_all_acts(classes: Array, coefficients: Array, intercepts: Array) -> dict[str, Array]:
    """Weights (features, acts) and bias (acts,) of all acts, from those of the acts that were learned."""
    if len(classes) == 2:  # of two classes the second alone has weights
        coefficients, intercepts = np.stack([0 * coefficients[0], coefficients[0]]), np.array([0.0, intercepts[0]])
    weights, bias = np.zeros((coefficients.shape[1], len(ACTS))), np.full(len(ACTS), _NEVER)
    weights[:, classes], bias[classes] = coefficients.T, intercepts
    return {"weights": weights, "bias": bias}


def tagged_clauses(turn: TaggedTurn) -> list[tuple[str, int]]:
    """The clauses of a turn, and of each the number of the act that most of its words do."""
    text, spans = turn.text, turn.spans()
    clauses = []
    for start, end in clauses_of(text):
        acts = Counter(
            next((act for first, last, act in spans if first <= word.start() < last), spans[0][2])
            for word in _WORD.finditer(text, start, end)
        )
        if acts:
            clauses.append((text[start:end].strip(), ACTS.index(acts.most_common(1)[0][0])))
    return clauses


def _follows(turns: Sequence[Sequence[tuple[str, int]]]) -> Array:
    """By how much an act is likelier behind another, or at the beginning, than anywhere: (acts + 1, acts), in logarithms."""
    counts = np.ones((len(ACTS) + 1, len(ACTS)))
    for clauses in turns:
        for before, act in pairwise([len(ACTS), *(act for _, act in clauses)]):
            counts[before, act] += 1
    anywhere = counts.sum(0) / counts.sum()
    result: Array = _CHAIN * (np.log(counts / counts.sum(1, keepdims=True)) - np.log(anywhere))
    return result


def _vectors(turns: Sequence[Sequence[str]], encode: EncodeActs) -> Array:
    vectors = encode([words for clauses in turns for words in clauses])
    assert vectors is not None
    return vectors


def _counted(turns: Sequence[Sequence[str]]) -> csr_matrix:
    """The n-grams of clauses, (n, BUCKETS), each row of length one."""
    from scipy.sparse import csr_matrix

    pieces = shipped_tagger()
    rows = [sorted(row) for clauses in turns for row in ngrams(clauses, pieces)]
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row))) for row in rows])
    indices = np.concatenate([np.array(row) for row in rows])
    return csr_matrix((values, indices, np.cumsum([0, *map(len, rows)])), shape=(len(rows), BUCKETS))


def _without_first(vectors: Array) -> Array:
    """The vectors with zeros for the first encoder's half."""
    from shopcli.models.embedder.universal import DIM

    other = vectors.copy()
    other[:, :-DIM] = 0
    return other


def act_score(turns: Sequence[TaggedTurn], tagger: ActTagger, encode: EncodeActs = no_vectors) -> ActScore:
    """How a tagger reads turns."""
    right, of, whole = Counter[str](), Counter[str](), 0
    for turn in turns:
        read = tagger.segments(turn.text, encode)
        found = TaggedTurn(tuple((segment.text, segment.act) for segment in read)).spans_in(turn.text)
        n_wrong = 0
        for start, end, act in turn.spans():
            for word in _WORD.finditer(turn.text, start, end):
                is_right = next((one for first, last, one in found if first <= word.start() < last), None) == act
                of[act] += 1
                right[act] += is_right
                n_wrong += not is_right
        whole += not n_wrong
    by_act = {str(act): right[act] / of[act] for act in ACTS if of[act]}
    return ActScore(right.total() / max(of.total(), 1), whole / max(len(turns), 1), by_act)


@dataclass(frozen=True, slots=True)
class LearnedActs:
    """Arrays, how many turns they learned from, and how they read those that were held back, if any."""

    arrays: dict[str, Array]
    n: int
    held: ActScore | None = None
    held_bare: ActScore | None = None

    def lines(self) -> list[str]:
        """What is told of it."""
        held = [f"Held back: {self.held.line()}"] if self.held else []
        bare = [f"Without encoders: {self.held_bare.line()}"] if self.held_bare else []
        return [f"Learned from {self.n:,} turns.", *held, *bare]


def learn_acts(files: Sequence[Path], held: Sequence[Path]) -> LearnedActs:
    """An act tagger of this project's turns and those of ``files``, judged by those of ``held``.

    Raises:
        UsageError: a file cannot be read, or a line of it.
        ModelError: the default encoders cannot be fetched.
    """
    from shopcli.config import BOTH_EMBEDDERS
    from shopcli.models.embedder.encoder import load_encoder
    from shopcli.pipeline.conversation.turn_acts import act_vectors

    encode = act_vectors(load_encoder(BOTH_EMBEDDERS))
    judged = [turn for file in held for turn in read_turns(file)]
    turns = [*shipped_turns(), *(turn for file in files for turn in read_turns(file))]
    arrays = train_acts(turns, encode)
    tagger = ActTagger(arrays, shipped_tagger())
    scores = [act_score(judged, tagger, one) for one in (encode, no_vectors)] if judged else [None, None]
    return LearnedActs(arrays, len(turns), *scores)
