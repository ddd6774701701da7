"""Dual-encoder retrieval (Karpukhin et al. 2020) of things by needs: the encoder of what a shopper tells.

"Hear the baby when we sit in the garden" shares no word with a baby monitor. The encoder began as MiniLM (Wang et al. 2020) and
learned, from some 22,000 needs that were written beside the things that serve them (``shopcli/train/needs_told``), to bring the
one near to the other. Its pieces' own vectors are those of the contextual tagger, which stay as MiniLM has them in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from shopcli.need.tagging.contextual import SCALE, WORDS, PieceVectors, read_matrix, shipped_context
from shopcli.need.tagging.files import read_arrays
from shopcli.need.tagging.network import Array
from shopcli.util.bert import Bert

SHIPPED_ENCODER = Path(__file__).with_name("need_encoder.safetensors")
SHARPNESS = "sharpness"  # what cosines are multiplied with before they become odds; learned with the rest


class NeedEncoder:
    """The encoder of needs as two files hold it.

    Args:
        arrays: its layers by the hub's names, matrices in int8 with a scale for each row, and ``sharpness`` (1,).
        pieces: their vectors, which are the contextual tagger's.
    """

    def __init__(self, arrays: Mapping[str, Array], pieces: PieceVectors) -> None:
        self._pieces = pieces
        self.sharpness = float(arrays[SHARPNESS][0])
        named = [name for name in arrays if name != SHARPNESS and not name.endswith(SCALE)]
        weights: dict[str, Any] = {name: read_matrix(arrays, name) for name in named}
        weights[WORDS] = pieces.vectors
        layers = 1 + max(int(name.split(".")[2]) for name in named if name.startswith("encoder.layer."))
        self._bert = Bert(weights, layers=layers, heads=pieces.heads)

    def encoded(self, texts: Sequence[str]) -> Array:
        """Texts as vectors, (n, dim) float32, L2-normalised: the mean of each one's states."""
        ids = [np.asarray(self._pieces.cut(text).ids) for text in texts]
        means = np.stack([states.mean(axis=0) for states in self._bert.states(ids)])
        vectors: Array = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
        return vectors


@cache
def shipped_need_encoder() -> NeedEncoder:
    """The need encoder in the package, opened once."""
    return NeedEncoder(read_arrays(SHIPPED_ENCODER), shipped_context().pieces)
