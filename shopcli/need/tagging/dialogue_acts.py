"""Dialogue act segmentation: a turn of a conversation, cut into stretches by what the shopper does in each.

Each clause between marks is read by multinomial logistic regression over hashed n-grams of its pieces and its neighbours'
(Weinberger et al. 2009) and its vector by the default encoders, both within its turn and within its own sentence, and in
English by a BERT as well (`ActEncoder`); how often acts follow each other joins them to a chain, which is decoded as a whole
(Viterbi 1967). All of it was learned by ``shopcli train turns`` from turns that this project wrote, in English and Chinese; no
list of phrases stands behind it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from shopcli.need.languages.registry import language_of
from shopcli.need.tagging.act_encoder import ActEncoder, shipped_act_encoder
from shopcli.need.tagging.files import read_arrays
from shopcli.need.tagging.network import Array
from shopcli.need.tagging.tagger import Tagger, shipped_tagger
from shopcli.text.scripts import HAN

DialogueAct = Literal[
    "need",  # asks for a thing
    "refine",  # adds, changes or loosens a wish or a limit
    "drop",  # no longer wants what was asked
    "reject",  # finds fault with what is shown
    "tell",  # tells of oneself, or of whom it is for
    "ask",  # asks about what is shown
    "compare",
    "why",
    "advise",  # asks what the assistant would take
    "stock",  # asks about the shop
    "more",
    "again",  # wants what was there before
    "take",  # decides for one
    "social",
    "decline",
    "noise",
]
ACTS: tuple[DialogueAct, ...] = get_args(DialogueAct)
SHIPPED_ACTS = Path(__file__).parent / "dialogue_acts.safetensors"
_BETWEEN = " ,;，；"  # what may stand between stretches and belongs to neither
BUCKETS = 2**15  # of hashed n-grams
_OF_ITS_SENTENCE = 0.7  # the weight of what a clause is within its own sentence, beside what it is within the whole turn
_ENCODERS_SHARE = 0.5  # of the logarithms of the acts' probabilities
_SENTENCE_ENDS = re.compile(r"[.!?。！？…]\s*\Z|[:;]-?\)\s*\Z")
_LONGEST_TURN = 16  # clauses; what is longer tells a story and is a request
# Between clauses that no mark parts: "it is too dear and I need two".
_JOINT = r"\s(?=(?:and|but|so|because|cause) (?:i|we|you|he|she|it|they|my|do|does|is|are|can)\b)"
_MARK = re.compile(rf"(?:[.!?,;:…~。！？，；：]+(?!\d)|\s[-–—])\s*(?=\S)|(?<=[{HAN}])\s+(?=[{HAN}])|{_JOINT}", re.IGNORECASE)
EncodeActs = Callable[[Sequence[str]], Array | None]


@dataclass(frozen=True, slots=True)
class ActSegment:
    """A stretch of a turn, and what is done in it.

    Attributes:
        text: its words, without blanks around them.
        act: what is done.
        confidence: the mean probability of the act over its clauses, in (0, 1].
    """

    text: str
    act: DialogueAct
    confidence: float


def no_vectors(texts: Sequence[str]) -> None:
    """Where the default encoders are not at hand: n-grams alone decide."""


class ActTagger:
    """A classifier as a file holds it.

    Args:
        arrays: ``weights`` (BUCKETS + d, acts) and ``bias`` (acts,) for n-grams and then the vector, and ``follows``
            (acts + 1, acts): by how much the logarithm of an act's probability grows behind another, or at the beginning.
        pieces: who cuts a text into pieces.
        context: opens what reads turns in the languages that it knows beside the classifier; None for the classifier alone.
    """

    def __init__(self, arrays: Mapping[str, Array], pieces: Tagger, context: Callable[[], ActEncoder] | None = None) -> None:
        self._weights = arrays["weights"].astype(np.float32)
        self._bias = arrays["bias"].astype(np.float32)
        self._follows = arrays["follows"].astype(np.float32)
        self._pieces, self._context = pieces, context

    def segments(self, text: str, encode: EncodeActs = no_vectors) -> tuple[ActSegment, ...]:
        """The stretches of a turn in order; together they are the turn, but for what parts them.

        Args:
            text: the turn.
            encode: texts to (n, d) vectors of the default encoders, or None.
        """
        places = clauses_of(text)
        if not 0 < len(places) <= _LONGEST_TURN:
            return (ActSegment(text.strip(), "need", 0.0),) if places else ()
        logs = self._logs(text, places, encode)
        acts, sure = _likeliest(logs, self._follows), _marginals(logs, self._follows)
        segments = []
        for act, run in groupby(range(len(places)), key=lambda at: acts[at]):
            own = list(run)
            said = text[places[own[0]][0] : places[own[-1]][1]].strip().rstrip(_BETWEEN)
            segments.append(ActSegment(said, ACTS[act], float(sure[own, act].mean())))
        return tuple(segments)

    def _logs(self, text: str, places: Sequence[tuple[int, int]], encode: EncodeActs) -> Array:
        """Of each act for each clause of a turn, (n, acts), in logarithms, by all that read it."""
        clauses = [text[start:end].strip() for start, end in places]
        logs = self._log_probabilities(clauses, encode)
        sentences = _sentences([text[start:end] for start, end in places])
        if len(sentences) > 1:
            alone = np.concatenate([self._log_probabilities(clauses[first:last], encode) for first, last in sentences])
            logs = (1 - _OF_ITS_SENTENCE) * logs + _OF_ITS_SENTENCE * alone
        if self._context is not None and language_of(text).is_read_in_context:
            read = self._context().log_probabilities(text, places)
            logs = np.where(np.isnan(read), logs, (1 - _ENCODERS_SHARE) * logs + _ENCODERS_SHARE * read)
        result: Array = logs - _log_sum(logs)[:, None]
        return result

    def _log_probabilities(self, clauses: Sequence[str], encode: EncodeActs) -> Array:
        """Of each act for each clause by itself: (n, acts)."""
        logits: Array = np.stack([self._of_ngrams(row) for row in ngrams(clauses, self._pieces)]) + self._bias
        if (vectors := encode(clauses)) is not None:
            logits = logits + vectors @ self._weights[BUCKETS:]
        result: Array = logits - _log_sum(logits)[:, None]
        return result

    def _of_ngrams(self, buckets: set[int]) -> Array:
        result: Array = self._weights[sorted(buckets)].sum(0) / np.sqrt(len(buckets))
        return result


@cache
def shipped_act_tagger() -> ActTagger:
    """The act tagger in the package, opened once."""
    return ActTagger(read_arrays(SHIPPED_ACTS), shipped_tagger(), shipped_act_encoder)


def _sentences(clauses: Sequence[str]) -> list[tuple[int, int]]:
    """The sentences of a turn by the numbers of their clauses, half open; a smile ends one too."""
    ends = [at + 1 for at, clause in enumerate(clauses[:-1]) if _SENTENCE_ENDS.search(clause)]
    return list(pairwise([0, *ends, len(clauses)]))


def clauses_of(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a turn stand, between its marks."""
    bounds = pairwise([0, *(match.end() for match in _MARK.finditer(text)), len(text)])
    return [(start, end) for start, end in bounds if any(map(str.isalnum, text[start:end]))]


def ngrams(clauses: Sequence[str], pieces: Tagger) -> list[set[int]]:
    """The buckets of each clause: n-grams of one to three pieces, its ends, its length, and what stands beside it."""
    own = [[clause[piece.start : piece.end].lower() for piece in pieces.cut(clause)] for clause in clauses]
    return [{zlib.crc32(name.encode()) % BUCKETS for name in (*_within(row), *_beside(own, at))} for at, row in enumerate(own)]


def _within(pieces: Sequence[str]) -> list[str]:
    row = ["^", *pieces, "$"]
    names = [*row, *map("_".join, pairwise(row))]
    names += [f"{one}_{two}_{three}" for one, two, three in zip(row, row[1:], row[2:], strict=False)]
    names += [f"{one}__{three}" for one, three in zip(row, row[2:], strict=False)]
    return names + [f"1:{name}" for name in row[1:3]] + [f"-1:{name}" for name in row[-3:-1]] + [f"L:{min(len(row) // 3, 8)}"]


def _beside(clauses: Sequence[Sequence[str]], at: int) -> list[str]:
    before = list(clauses[at - 1]) if at else []
    after = list(clauses[at + 1]) if at + 1 < len(clauses) else []
    names = [f"P1:{name}" for name in ["^", *before][-3:]] + [f"P0:{name}" for name in before[:3]]
    return names + [f"N:{name}" for name in [*after, "$"][:3]] + [f"I:{min(at, 3)}", f"R:{min(len(clauses) - at, 3)}"]


def _likeliest(logs: Array, follows: Array) -> list[int]:
    """The acts of the clauses that are likeliest together."""
    best, back = logs[0] + follows[-1], list[Array]()
    for log in logs[1:]:
        ways = best[:, None] + follows[:-1]
        back.append(ways.argmax(0))
        best = ways.max(0) + log
    path = [int(best.argmax())]
    for came_from in reversed(back):
        path.append(int(came_from[path[-1]]))
    return path[::-1]


def _marginals(logs: Array, follows: Array) -> Array:
    """The probability of each act for each clause, whatever the others are: (n, acts), by the forward-backward algorithm."""
    forward, backward = [logs[0] + follows[-1]], [np.zeros(len(ACTS), np.float32)]
    for log in logs[1:]:
        forward.append(_log_sum((forward[-1][:, None] + follows[:-1]).T) + log)
    for log in logs[:0:-1]:
        backward.append(_log_sum(follows[:-1] + (log + backward[-1])[None]))
    joint = np.stack(forward) + np.stack(backward[::-1])
    result: Array = np.exp(joint - _log_sum(joint)[:, None])
    return result


def _log_sum(logits: Array) -> Array:
    """log Σ exp over the last axis."""
    highest = logits.max(-1)
    result: Array = highest + np.log(np.exp(logits - highest[..., None]).sum(-1))
    return result
