"""Sentiment classification of statements: praise, complaint or neither, by multinomial logistic regression.

Of a text in Latin letters it reads the states of the default English encoder, adapted to feelings by matrices of low rank
(`shopcli.models.embedder.low_rank`); of one in another script a layer reads the states of the multilingual encoder
(`shopcli.models.embedder.pooled_states`), and hashed n-grams of pieces count beside it (Weinberger et al. 2009). It was learned
by ``shopcli train feelings``. Where an encoder is not at hand, n-grams alone decide, and `FeelingClassifier.is_whole` says so.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from shopcli.config import ENGLISH_EMBEDDER, MULTILINGUAL_EMBEDDER
from shopcli.models.embedder.encoder import load_encoder
from shopcli.models.embedder.low_rank import LowRankEncoder, is_adaptable
from shopcli.models.embedder.pooled_states import PooledStates
from shopcli.models.embedder.universal import UniversalSentenceEncoder
from shopcli.models.weights.sources import fetch, is_present
from shopcli.need.tagging.files import read_arrays
from shopcli.need.tagging.tagger import Tagger, shipped_tagger
from shopcli.text.scripts import is_foreign
from shopcli.types import FEELINGS, Feeling

Array = np.ndarray
Encode = Callable[[Sequence[str]], Array]
SHIPPED_FEELINGS = Path(__file__).parent / "feelings.safetensors"
BUCKETS = 2**14  # of hashed n-grams
ENCODERS = (ENGLISH_EMBEDDER, MULTILINGUAL_EMBEDDER)  # that read a text in Latin letters, and any other
_ADAPTED = "near.adapted."


class FeelingClassifier:
    """A classifier as a file holds it.

    Args:
        arrays: for each script ``near`` (Latin) and ``far`` (any other) ``ngrams`` (BUCKETS, feelings), ``vector`` (d,
            feelings), and two rows of ``bias`` (2, feelings): by n-grams alone, and with an encoder; where a layer stands
            between, ``hidden`` (encoder's, d) and ``hidden bias``; where n-grams count beside it, ``ngrams beside``.
        pieces: who cuts a text into pieces.
        near: what encodes texts in Latin letters; None where it is not at hand.
        far: the same of other scripts.
    """

    def __init__(self, arrays: Mapping[str, Array], pieces: Tagger, near: Encode | None, far: Encode | None) -> None:
        self._arrays = {name: array.astype(np.float32) for name, array in arrays.items() if not name.startswith(_ADAPTED)}
        self._pieces, self._encode = pieces, {"near": near, "far": far}

    def probabilities(self, texts: Sequence[str]) -> Array:
        """Of each feeling for each text: (n, feelings), rows that add up to one."""
        logits = np.zeros((len(texts), len(FEELINGS)), np.float32)
        foreign = np.asarray([is_foreign(text) for text in texts], bool)
        for script, rows in (("near", np.flatnonzero(~foreign)), ("far", np.flatnonzero(foreign))):
            if len(rows):
                logits[rows] = self._logits([texts[int(row)] for row in rows], script)
        return softmax(logits)

    def feelings(self, texts: Sequence[str]) -> list[Feeling]:
        """The likeliest feeling of each text."""
        return [FEELINGS[int(at)] for at in self.probabilities(texts).argmax(axis=1)]

    def is_whole(self, texts: Sequence[str]) -> bool:
        """Whether the encoders that read these texts are at hand."""
        return all(self._encode["far" if is_foreign(text) else "near"] for text in texts)

    def _logits(self, texts: Sequence[str], script: str) -> Array:
        encode, bias = self._encode[script], self._arrays[f"{script}.bias"]
        counted = f"{script}.ngrams" if encode is None else f"{script}.ngrams beside"
        logits = np.zeros((len(texts), len(FEELINGS)), np.float32) + bias[0 if encode is None else 1]
        if counted in self._arrays:
            rows = [ngrams(text, self._pieces) for text in texts]
            logits += np.stack([self._arrays[counted][row].sum(axis=0) / np.sqrt(len(row)) for row in rows])
        if encode is None:
            return logits
        states = encode(texts)
        if (hidden := f"{script}.hidden") in self._arrays:
            states = np.maximum(states @ self._arrays[hidden] + self._arrays[f"{hidden} bias"], 0)
        return logits + states @ self._arrays[f"{script}.vector"]


def softmax(logits: Array) -> Array:
    """Rows of logits as shares that add up to one."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Array = odds / odds.sum(axis=1, keepdims=True)
    return shares


def open_feelings(path: Path = SHIPPED_FEELINGS) -> FeelingClassifier:
    """A file's classifier with those of the default encoders whose weights are here.

    Raises:
        ModelError: the file holds none.
    """
    arrays = read_arrays(path)
    english, multilingual = ENCODERS
    near = far = None
    if is_present(english) and is_adaptable(fetch(english)):
        learned = {name.removeprefix(_ADAPTED): array for name, array in arrays.items() if name.startswith(_ADAPTED)}
        near = LowRankEncoder(fetch(english), learned).encode
    if is_present(multilingual) and isinstance(base := load_encoder(multilingual), UniversalSentenceEncoder):
        far = PooledStates(base, fetch(multilingual)).encode
    return FeelingClassifier(arrays, shipped_tagger(), near, far)


@cache
def shipped_feelings() -> FeelingClassifier:
    """The classifier in the package, opened once."""
    return open_feelings()


def ngrams(text: str, pieces: Tagger) -> list[int]:
    """The buckets of a text's n-grams of one to three pieces, its ends among them, each once, in order."""
    row = ["^", *(text[piece.start : piece.end].lower() for piece in pieces.cut(text)), "$"]
    names = [*row, *map("_".join, pairwise(row)), *map("_".join, zip(row, row[1:], row[2:], strict=False))]
    return sorted({zlib.crc32(name.encode()) % BUCKETS for name in names})
