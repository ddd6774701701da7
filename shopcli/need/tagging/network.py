"""A small convolutional self-attention tagger in numpy: pieces of a text to a probability for each of their labels.

A piece is its row of a table in int8 and some signs of its form. Two layers follow, each a convolution over five pieces and
attention over all (Vaswani et al. 2017), with residuals and layers normalised before (Xiong et al. 2020); at the end the
labels. Some networks that were trained from other seeds share the table, and their probabilities are averaged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from shopcli.need.tagging.pieces import Piece

WIDTH = 5  # of a convolution, in pieces
HEADS = 4
EPSILON = 1e-5
N_SIGNS = 8
Array = np.ndarray[Any, Any]


def signs(text: str, pieces: Sequence[Piece]) -> Array:
    """What a piece looks like, (n, 8) float32 of 0 and 1: capitals, digits, marks, money, where it stands, and its script."""
    rows = np.zeros((len(pieces), N_SIGNS), np.float32)
    for row, piece in zip(rows, pieces, strict=True):
        said = text[piece.start : piece.end]
        row[:] = (
            said[0].isupper(),
            len(said) > 1 and said.isupper(),
            any(character.isdigit() for character in said),
            not said.isalnum(),
            said in "€$£¥",
            piece.start == 0 or text[piece.start - 1].isspace(),
            piece.word == 0,
            ord(said[0]) >= 0x3000,
        )
    return rows


class Network:
    """One network, by its arrays' names; see `shopcli.train.tagging.understand.Tagger`, which trains the like."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = {name: array.astype(np.float32) for name, array in arrays.items()}
        self._layers = sum(name.endswith(".convolution.weight") for name in arrays)

    def probabilities(self, vectors: Array, signs: Array) -> Array:
        """Of each label for each piece: (n, labels), from (n, d) vectors and (n, 8) signs."""
        x = self._linear("entry", vectors) + signs @ self._arrays["signs.weight"].T
        for layer in range(self._layers):
            x = x + self._convolved(f"layers.{layer}", self._normed(f"layers.{layer}.first", x))
            x = x + self._attended(f"layers.{layer}", self._normed(f"layers.{layer}.second", x))
        return _softmax(self._linear("labels", self._normed("last", x)))

    def _linear(self, name: str, x: Array) -> Array:
        result: Array = x @ self._arrays[f"{name}.weight"].T + self._arrays[f"{name}.bias"]
        return result

    def _normed(self, name: str, x: Array) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred * centred).mean(-1, keepdims=True) + EPSILON)
        result: Array = scaled * self._arrays[f"{name}.weight"] + self._arrays[f"{name}.bias"]
        return result

    def _convolved(self, layer: str, x: Array) -> Array:
        beside = np.zeros((WIDTH // 2, x.shape[1]), np.float32)
        padded = np.concatenate([beside, x, beside])
        windows = np.concatenate([padded[i : i + len(x)] for i in range(WIDTH)], axis=1)
        return np.maximum(self._linear(f"{layer}.convolution", windows), 0)

    def _attended(self, layer: str, x: Array) -> Array:
        n, d = x.shape
        queries, keys, values = self._linear(f"{layer}.qkv", x).reshape(n, 3, HEADS, d // HEADS).transpose(1, 2, 0, 3)
        weights = _softmax(queries @ keys.transpose(0, 2, 1) / np.sqrt(d // HEADS))
        return self._linear(f"{layer}.out", (weights @ values).transpose(1, 0, 2).reshape(n, d))


def _softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(-1, keepdims=True))
    result: Array = powers / powers.sum(-1, keepdims=True)
    return result
