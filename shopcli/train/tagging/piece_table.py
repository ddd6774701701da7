"""The table of pieces that a tagger reads by: those of the multilingual Universal Sentence Encoder that its languages use.

A piece's vector of 512 is kept as its projection on the first principal components, in int8. Pieces in capitals are left
out, since a tagger reads small letters, and so are other scripts than Latin and Han, and what is rare and no English word.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from shopcli.need.languages.registry import languages
from shopcli.need.languages.spelling_rules import OrdinaryWords
from shopcli.need.tagging.network import Array
from shopcli.need.tagging.pieces import BLANK
from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_N_PARTS = 17  # a piece's row is in the part of the remainder of its number by this
_LEAST_SCORE = -13.3
_LEAST_SCORE_OF_WORDS = -16.0
_KEPT = pattern(rf"{BLANK}?(?:[!-~¡-ɏ‐-⁞€-₿]+|[{HAN}\u3001-\u3017\uff01-\uff5e]+)|{BLANK}")
_SPECIAL = 6  # the first numbers are marks, no pieces


def piece_table(weights: Path, model: Path, dim: int) -> dict[str, Array]:
    """The arrays of the pieces, the first of which is the unknown one.

    Args:
        weights: the encoder's ``weights.npz``.
        model: its ``sp.model``.
        dim: the length of the vectors that are kept.
    """
    known = [pack.spelling.word_list() for pack in languages() if pack.spelling]
    kept = [
        (number, piece, score)
        for number, (piece, score) in enumerate(_pieces_of(model.read_bytes()))
        if number >= _SPECIAL and piece == piece.lower() and _KEPT.fullmatch(piece) and _is_kept(piece, score, known)
    ]
    with np.load(weights) as arrays:
        vectors = _vectors(arrays, np.array([number for number, _, _ in kept]))
    scores = np.array([score for _, _, score in kept])
    projected = _projected(vectors, np.exp(scores / 2), dim)
    projected = np.concatenate([projected.mean(0, keepdims=True), projected])
    scale = np.abs(projected).max(1) / 127
    return {
        "pieces": np.frombuffer("\n".join(["", *(piece for _, piece, _ in kept)]).encode(), np.uint8),
        "scores": np.array([0.0, *scores], np.float16),
        "table": np.round(projected / scale[:, None]).astype(np.int8),
        "scale": scale.astype(np.float16),
    }


def _is_kept(piece: str, score: float, known: Sequence[OrdinaryWords]) -> bool:
    if "的" in piece and len(piece) > 1:  # joins the end of one word to the next
        return False
    is_word = piece.startswith(BLANK) and any(piece[1:] in words for words in known)
    is_han = not piece.strip(BLANK).isascii() and ord(piece[-1]) >= 0x3000
    return is_han or len(piece) == 1 or score > (_LEAST_SCORE_OF_WORDS if is_word else _LEAST_SCORE)


def _vectors(arrays: np.lib.npyio.NpzFile, numbers: Array) -> Array:
    """The vectors of pieces: (n, 512) float32."""
    vectors = np.empty((len(numbers), 512), np.float32)
    for part in range(_N_PARTS):
        of_part = numbers % _N_PARTS == part
        rows = arrays[f"q{part + 1}"][numbers[of_part] // _N_PARTS].astype(np.float32)
        vectors[of_part] = rows * arrays["scale"][part] + arrays["lo"][part]
    return vectors


def _projected(vectors: Array, weights: Array, dim: int) -> Array:
    """Normalised and projected on the first principal components, of a mean square of 1 a component on the whole."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    weights = weights / weights.sum()
    centred = unit - weights @ unit
    _, components = np.linalg.eigh((centred * weights[:, None]).T @ centred)
    projected: Array = centred @ components[:, ::-1][:, :dim]
    return projected / np.sqrt((projected**2).mean())


def _pieces_of(model: bytes) -> Iterator[tuple[str, float]]:
    """The pieces of a SentencePiece model with their log probabilities: field 1 of a protocol buffer, in it 1 and 2."""
    at = 0
    while at < len(model):
        tag, at = model[at], at + 1
        length, at = _varint(model, at)
        if tag != 0x0A:  # what follows the pieces says how the model was trained
            return
        entry, at = model[at : at + length], at + length
        size, start = _varint(entry, 1)
        score = (
            struct.unpack_from("<f", entry, start + size + 1)[0] if entry[start + size : start + size + 1] == b"\x15" else 0.0
        )
        yield entry[start : start + size].decode(), score


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number in base 128, the lowest digits first, and where it ends."""
    value, shift = 0, 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if data[at - 1] < 0x80:
            return value, at
