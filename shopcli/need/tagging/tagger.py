"""The tagger that ships: a request becomes spans of thing, wish, limit, exclusion and order; what is left is filler.

It was trained by ``shopcli train understand`` on requests that this project wrote, in English, Chinese and German. In a
language that the contextual tagger reads, the labels are the mean of its own and the small networks'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from shopcli.errors import ModelError
from shopcli.need.languages.registry import language_of
from shopcli.need.tagging.contextual import ContextualTagger, averaged, shipped_context
from shopcli.need.tagging.files import read_arrays
from shopcli.need.tagging.network import Array, Network, signs
from shopcli.need.tagging.pieces import Piece, Pieces
from shopcli.need.tagging.roles import ROLES, Span
from shopcli.text.scripts import has_han

HAN_NETWORKS = "han/"  # what the names of those begin with that read Chinese
SHIPPED = Path(__file__).parent / "tagger.safetensors"
_LEAST = 1e-9  # of a probability


class Tagger:
    """A tagger as a file holds it; its ``table`` are the arrays of the pieces, which no training changes.

    The file has ``pieces`` (UTF-8, one a line), ``scores`` (their log probabilities), ``table`` (int8) with a ``scale`` for
    each row, and the arrays of each network behind its name: a number, and ``han/`` before it for those that read Chinese.

    Args:
        arrays: by name.
        context: opens the contextual tagger beside it; None: there is none.
    """

    def __init__(self, arrays: Mapping[str, Array], context: Callable[[], ContextualTagger] | None = None) -> None:
        self._context = context
        self._pieces = Pieces(NamedPieces(arrays))
        self.table = {name: arrays[name] for name in ("pieces", "scores", "table", "scale")}
        self._table, self._scale = arrays["table"], arrays["scale"]
        self._arrays = {name: array for name, array in arrays.items() if "/" in name}
        self._networks = cache(self._opened)

    @classmethod
    def load(cls, path: Path, context: Callable[[], ContextualTagger] | None = None) -> Tagger:
        """The tagger in a file, with another beside it.

        Raises:
            ModelError: it is no such file.
        """
        try:
            return cls(read_arrays(path), context)
        except KeyError as error:
            raise ModelError(f"{path} is no tagger: {error!r}", hint="Make one with: shopcli train understand") from error

    def cut(self, text: str) -> list[Piece]:
        """The pieces of a text in order."""
        return self._pieces.cut(text)

    def spans(self, text: str) -> tuple[Span, ...]:
        """The spans of a request in order; none overlaps another."""
        pieces = self._pieces.cut(text)
        decode = _spans_by_words if has_han(text) else _spans
        return decode(pieces, self.probabilities(text, pieces)) if pieces else ()

    def probabilities(self, text: str, pieces: Sequence[Piece]) -> Array:
        """Of each label for each piece of ``text``: (n, labels)."""
        rows = np.fromiter((piece.row for piece in pieces), np.int64, len(pieces))
        vectors = self._table[rows].astype(np.float32) * self._scale[rows].astype(np.float32)[:, None]
        seen = signs(text, pieces)
        networks = (has_han(text) and self._networks(HAN_NETWORKS)) or self._networks("")
        mean: Array = np.mean([network.probabilities(vectors, seen) for network in networks], axis=0)
        if self._context is None or not language_of(text).is_read_in_context:
            return mean
        return averaged([(piece.start, piece.end) for piece in pieces], mean, self._context().labelled(text))

    def _opened(self, script: str) -> list[Network]:
        """The networks of a script, or those for all."""
        arrays: dict[str, dict[str, Array]] = {}
        for name, array in self._arrays.items():
            number, _, parameter = name.removeprefix(script).partition("/")
            if name.startswith(script) and number.isdigit():
                arrays.setdefault(number, {})[parameter] = array
        return [Network(arrays[number]) for number in sorted(arrays)]


class NamedPieces(Mapping[str, tuple[int, float]]):
    """The row and the log probability of each piece of a tagger's file; pairs are made of what is looked up alone."""

    def __init__(self, table: Mapping[str, Array]) -> None:
        names = table["pieces"].tobytes().decode().split("\n")
        self._rows = dict(zip(names, range(len(names)), strict=True))
        self._scores = table["scores"].astype(np.float32)

    def __getitem__(self, name: str) -> tuple[int, float]:
        row = self._rows[name]
        return row, float(self._scores[row])

    def get(self, name: str, default: Any = None) -> Any:
        """As of any mapping; most stretches of a text are no piece, and to raise for each takes long."""
        return self[name] if name in self._rows else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@cache
def shipped_tagger() -> Tagger:
    """The tagger in the package, opened once."""
    return Tagger.load(SHIPPED, shipped_context)


def _spans(pieces: Sequence[Piece], probabilities: Array) -> tuple[Span, ...]:
    """The likeliest spans: of all sequences of labels in which none goes on that has not begun, by Viterbi's algorithm."""
    words = _words(pieces)
    scores = np.log(np.stack([_of_a_word(probabilities[first:last]) for first, last in words]) + _LEAST)
    spans: list[Span] = []
    weights = list[float]()
    for (first, last), score, label in zip(words, scores, _likeliest(scores), strict=True):
        if not label:
            continue
        role, begins = divmod(label - 1, 2)
        start, end = pieces[first].start, pieces[last - 1].end
        if begins:  # 0 begins, 1 goes on
            start, weights = spans.pop().start, [*weights, float(np.exp(score[label - 1 : label + 1]).sum())]
        else:
            weights = [float(np.exp(score[label : label + 2]).sum())]
        spans.append(Span(start, end, ROLES[role], sum(weights) / len(weights)))
    return tuple(spans)


def _spans_by_words(pieces: Sequence[Piece], probabilities: Array) -> tuple[Span, ...]:
    """Words to spans, each word by itself, as in Chinese, whose pieces are words: it has the role of most weight."""
    of_roles = probabilities[:, 1:].reshape(len(pieces), len(ROLES), 2)
    spans: list[Span] = []
    open_role, weights = -1, list[float]()
    for first, last in _words(pieces):
        weight = np.concatenate([probabilities[first:last, :1], of_roles[first:last].sum(2)], 1).mean(0)
        role = int(weight.argmax()) - 1
        if role >= 0:
            start, end = pieces[first].start, pieces[last - 1].end
            if role == open_role and of_roles[first, role, 0] <= of_roles[first, role, 1]:
                start, weights = spans.pop().start, [*weights, float(weight[role + 1])]
            else:
                weights = [float(weight[role + 1])]
            spans.append(Span(start, end, ROLES[role], sum(weights) / len(weights)))
        open_role = role
    return tuple(spans)


def _of_a_word(probabilities: Array) -> Array:
    """The labels of a word from those of its pieces, (labels,): a role begins as far as it does in the first of them."""
    roles = probabilities[:, 1:].reshape(len(probabilities), len(ROLES), 2)
    begins = roles[0, :, 0] / np.maximum(roles[0].sum(axis=1), _LEAST)
    mass = roles.sum(axis=2).mean(axis=0)
    return np.concatenate([probabilities[:, 0].mean(keepdims=True), np.stack([mass * begins, mass * (1 - begins)], 1).ravel()])


def _likeliest(scores: Array) -> list[int]:
    """The sequence of labels of the greatest sum of scores (words, labels), in which one goes on behind its own role only."""
    n = scores.shape[1]
    goes_on = np.arange(n) % 2 == 0
    allowed = np.where(goes_on & (np.arange(n) > 0), -np.inf, 0.0) + np.zeros((n, n))  # from a row to a column
    for on in range(2, n, 2):
        allowed[[on - 1, on], on] = 0.0
    best, came_from = scores[0] + allowed[0], list[Array]()
    for score in scores[1:]:
        ways = best[:, None] + allowed
        came_from.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + score
    labels = [int(best.argmax())]
    for before in reversed(came_from):
        labels.append(int(before[labels[-1]]))
    return labels[::-1]


def _words(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Where in the pieces each word begins and ends."""
    firsts = [number for number, piece in enumerate(pieces) if not number or piece.word != pieces[number - 1].word]
    return list(zip(firsts, [*firsts[1:], len(pieces)], strict=True))
