"""A fine-tuned BERT (Devlin et al. 2019) that tells what a shopper does at each piece of a turn, in view of the whole turn.

It began as MiniLM (Wang et al. 2020) and learned from the same tagged turns as the regression beside it, which reads a clause
by its words and knows little of what stands around it. Its pieces' own vectors are those of the contextual tagger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from shopcli.need.tagging.contextual import HEAD, SCALE, WORDS, PieceVectors, read_matrix, shipped_context
from shopcli.need.tagging.files import read_arrays
from shopcli.need.tagging.network import Array
from shopcli.util.bert import Bert

SHIPPED_ACT_ENCODER = Path(__file__).with_name("act_encoder.safetensors")


class ActEncoder:
    """The encoder as two files hold it.

    Args:
        arrays: its layers by the hub's names, matrices in int8 with a scale for each row, and ``labels.weight`` (acts, dim) and
            ``labels.bias`` (acts,).
        pieces: their vectors, which are the contextual tagger's.
    """

    def __init__(self, arrays: Mapping[str, Array], pieces: PieceVectors) -> None:
        self._pieces = pieces
        named = [name for name in arrays if not name.endswith(SCALE)]
        weights: dict[str, Any] = {name: read_matrix(arrays, name) for name in named}
        weights[WORDS] = pieces.vectors
        layers = 1 + max(int(name.split(".")[2]) for name in named if name.startswith("encoder.layer."))
        self._labels, self._bias = weights[f"{HEAD}.weight"], weights[f"{HEAD}.bias"]
        self._bert = Bert(weights, layers=layers, heads=pieces.heads)

    def log_probabilities(self, text: str, places: Sequence[tuple[int, int]]) -> Array:
        """Of each act for each clause, (n, acts): the mean over its pieces; NaN where a clause lies behind all that is read.

        Args:
            text: a turn.
            places: where its clauses stand, half open.
        """
        cut = self._pieces.cut(text)
        (states,) = self._bert.states([np.asarray(cut.ids)])
        logits = states @ self._labels.T + self._bias
        highest = logits.max(-1, keepdims=True)
        logs = logits - highest - np.log(np.exp(logits - highest).sum(-1, keepdims=True))
        rows = [
            [at for at, (first, last) in enumerate(cut.offsets) if first < last and start <= first < end]
            for start, end in places
        ]
        nothing = np.full(logs.shape[1], np.nan, np.float32)
        result: Array = np.stack([logs[own].mean(0) if own else nothing for own in rows])
        return result


@cache
def shipped_act_encoder() -> ActEncoder:
    """The act encoder in the package, opened once."""
    return ActEncoder(read_arrays(SHIPPED_ACT_ENCODER), shipped_context().pieces)
