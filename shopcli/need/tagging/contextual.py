"""The contextual tagger: a fine-tuned BERT (Devlin et al. 2019) that labels a request's pieces in view of all around them.

It began as MiniLM (Wang et al. 2020), which has read a great deal of English, and learned from the same requests as the small
networks beside it: what a story is about, "my wrist hurts from the mouse", they can hardly tell from five pieces around.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from shopcli.need.tagging.files import read_arrays
from shopcli.need.tagging.network import Array
from shopcli.need.tagging.roles import ROLES
from shopcli.util.bert import Bert

SHIPPED_CONTEXT = Path(__file__).parent / "contextual.safetensors"
SCALE = ".scale"  # behind the name of a matrix in int8: what each of its rows is multiplied with
HEAD = "labels"
WORDS = "embeddings.word_embeddings.weight"
LONGEST = 128  # pieces that are read, with the two that stand for the ends
_NO_WEIGHTS = ("pieces", "heads", WORDS)
_SHARE = 0.5  # of the labels; chosen before it was tried
_UNKNOWN, _FIRST, _LAST = "[UNK]", "[CLS]", "[SEP]"


class Int8Rows:
    """A matrix in int8 of which only the rows that are asked for become numbers: of a vocabulary a request has a few."""

    def __init__(self, matrix: Array, scale: Array) -> None:
        self._matrix, self._scale = matrix, scale

    def __getitem__(self, rows: Array) -> Array:
        """Some rows as float32."""
        found: Array = self._matrix[rows].astype(np.float32) * self._scale[rows].astype(np.float32)[:, None]
        return found


class PieceVectors(NamedTuple):
    """What a BERT reads before its layers, which stays as it was when they learn: others share it.

    Attributes:
        tokenizer: WordPiece.
        vectors: the pieces' rows.
        heads: how many each layer of the BERT has.
    """

    tokenizer: Any
    vectors: Int8Rows
    heads: int

    @classmethod
    def of(cls, arrays: Mapping[str, Array]) -> PieceVectors:
        """Those of a contextual tagger's file."""
        pieces = arrays["pieces"].tobytes().decode().split("\n")
        return cls(tokenizer_of(pieces), Int8Rows(arrays[WORDS], arrays[WORDS + SCALE]), int(arrays["heads"][0]))

    def cut(self, text: str) -> Any:
        """A text in pieces: their ``ids`` and ``offsets``, with the two that stand for its ends."""
        return self.tokenizer.encode(text.encode(errors="replace").decode())  # no lone surrogate


class ContextualTagger:
    """A contextual tagger as a file holds it.

    The file has ``pieces`` (UTF-8, one a line), ``heads`` (how many each layer has), the BERT's weights by the hub's names,
    matrices in int8 with a scale for each row, and ``labels.weight`` and ``labels.bias``.

    Args:
        arrays: by name.
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.pieces = PieceVectors.of(arrays)
        named = (name for name in arrays if name not in _NO_WEIGHTS and not name.endswith(SCALE))
        weights: dict[str, Any] = {
            WORDS: self.pieces.vectors,
            **{name: read_matrix(arrays, name) for name in named},
        }
        layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        self._labels, self._bias = weights[f"{HEAD}.weight"], weights[f"{HEAD}.bias"]
        self._bert = Bert(weights, layers=layers, heads=self.pieces.heads)

    def labelled(self, text: str) -> tuple[list[tuple[int, int]], Array]:
        """Where the pieces of a text stand, half open, and the probability of each label for each: (n, labels)."""
        encoding = self.pieces.cut(text)
        (states,) = self._bert.states([np.asarray(encoding.ids)])
        logits = states[1:-1] @ self._labels.T + self._bias
        powers = np.exp(logits - logits.max(-1, keepdims=True))
        return encoding.offsets[1:-1], powers / powers.sum(-1, keepdims=True)


def tokenizer_of(pieces: Sequence[str]):  # type: ignore[no-untyped-def]
    """WordPiece of small letters without accents, by the pieces in the order of their numbers."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import TemplateProcessing

    numbers = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(WordPiece(numbers, unk_token=_UNKNOWN))
    tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(lowercase=True), BertPreTokenizer()
    ends = [(end, numbers[end]) for end in (_FIRST, _LAST)]
    tokenizer.post_processor = TemplateProcessing(single=f"{_FIRST} $A {_LAST}", special_tokens=ends)
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def read_matrix(arrays: Mapping[str, Array], name: str) -> Array:
    """An array of a file as float32."""
    array = arrays[name].astype(np.float32)
    return array * arrays[name + SCALE].astype(np.float32)[:, None] if name + SCALE in arrays else array


def in_int8(matrix: Array) -> tuple[Array, Array]:
    """A matrix in int8, and the scale of each of its rows."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-12) / 127
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def averaged(
    pieces: Sequence[tuple[int, int]], probabilities: Array, context: tuple[Sequence[tuple[int, int]], Array]
) -> Array:
    """The probabilities of a text's pieces, each averaged with those of the other tagger's pieces that lie where it does.

    Args:
        pieces: where they stand, half open.
        probabilities: (n, labels); those of a piece that the other tagger has not read stay as they are.
        context: the other's pieces and probabilities.
    """
    mean, (offsets, others) = probabilities.copy(), context
    for row, (start, end) in enumerate(pieces):
        within = [number for number, (first, last) in enumerate(offsets) if first < end and start < last]
        if within:
            goes_on = offsets[within[0]][0] < start
            mean[row] = (1 - _SHARE) * probabilities[row] + _SHARE * _as_one(others[within], goes_on=goes_on)
    return mean


def _as_one(probabilities: Array, *, goes_on: bool) -> Array:
    """The labels of pieces as those of one, which begins a span as far as the first does; within a piece nothing begins."""
    mean = probabilities.mean(axis=0)
    roles = mean[1:].reshape(len(ROLES), 2).sum(axis=1)
    first = probabilities[0, 1:].reshape(len(ROLES), 2)
    begins = np.zeros(len(ROLES)) if goes_on else first[:, 0] / np.maximum(first.sum(axis=1), 1e-9)
    return np.concatenate([mean[:1], np.stack([roles * begins, roles * (1 - begins)], axis=1).ravel()])


@cache
def shipped_context() -> ContextualTagger:
    """The contextual tagger in the package, opened once."""
    return ContextualTagger(read_arrays(SHIPPED_CONTEXT))
