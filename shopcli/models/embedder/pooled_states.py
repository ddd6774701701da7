"""What the multilingual Universal Sentence Encoder (Yang et al. 2019) knows of a text before it makes one vector of it.

The vector tells what a text is about. Whether it praises stands in a few of its words: the greatest of each state over the
pieces keeps what the sum over all of them drowns. It runs in
numpy: no torch is needed, and no graph is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.models.embedder.universal import BLOCKS, DIM, NGRAMS, WIDTH, UniversalSentenceEncoder

if TYPE_CHECKING:
    import numpy as np

_STATES = DIM + len(NGRAMS) * WIDTH
POOLED = 2 * _STATES + DIM  # numbers of a text
_UNIT = 8.0  # what the vector, of length one, is multiplied with: its numbers are then as large as the others
_LONGEST = 60  # pieces of a text; what lies beyond is not read
_BATCH = 32


class PooledStates:
    """The encoder's states by text.

    Args:
        base: the encoder as it is; of it the pieces and their table are used.
        folder: where its ``weights.npz`` is.
    """

    def __init__(self, base: UniversalSentenceEncoder, folder: Path) -> None:
        import numpy as np

        self._base = base
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            self._weights = {name: stored[name].astype(np.float32) for name in stored.files if not name.startswith("q")}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Of each text the states' sum by the root of their number, their maximum, and the vector: (n, POOLED) float32."""
        import numpy as np

        features = np.zeros((len(texts), POOLED), np.float32)
        pieces = self._base.pieces(texts, _LONGEST)
        order = sorted(range(len(texts)), key=lambda row: len(pieces[row]))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            features[rows] = self._features([pieces[row] for row in rows])
        return features

    def _features(self, pieces: Sequence[Sequence[int]]) -> np.ndarray:
        import numpy as np

        rows, ids, mask = self._base.table_rows(pieces)
        scale, low = (self._weights[name].reshape(-1)[ids % BLOCKS, None] for name in ("scale", "lo"))
        inside = mask[..., None]
        states = self._states(rows * scale + low, inside)
        root = np.sqrt(mask.sum(axis=1, keepdims=True))
        summed = (states * inside).sum(axis=1) / root
        greatest = np.where(inside > 0, states, -np.inf).max(axis=1)
        vector = np.float32(_UNIT) * self._vector(summed @ self._weights["cnn_W"] + root * self._weights["cnn_b"])
        joined: np.ndarray = np.concatenate([summed, greatest, vector], axis=1)
        return joined

    def _states(self, pieces: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """(texts, pieces, 1280): each piece's own vector and what each width of window makes of it."""
        import numpy as np

        matrix, offset = (
            np.concatenate([self._weights[f"{name}{size}"] for size, _ in NGRAMS], axis=-1) for name in ("proj", "proj_b")
        )
        projected = self._normed(pieces @ matrix + offset, [str(size) for size, _ in NGRAMS])
        widths = np.split(projected, len(NGRAMS), axis=-1)
        found = [self._ngram(states, mask, *ngram) for states, ngram in zip(widths, NGRAMS, strict=True)]
        return self._normed(np.concatenate([pieces, *found], axis=-1), [""])

    def _normed(self, states: np.ndarray, sizes: Sequence[str]) -> np.ndarray:
        import numpy as np

        scale, offset = (np.concatenate([self._weights[f"{name}{size}"] for size in sizes]) for name in ("ln_g", "ln_b"))
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self._weights["eps"])
        result: np.ndarray = centred / spread * scale + offset
        return result

    def _ngram(self, states: np.ndarray, mask: np.ndarray, size: int, before: int) -> np.ndarray:
        """Two convolutions over windows of ``size`` pieces, each beside its own input."""
        import numpy as np

        for layer in "12":
            states = states * mask  # what lies outside of a text is 0
            padded = np.pad(states, ((0, 0), (before, size - 1 - before), (0, 0)))
            windows = np.lib.stride_tricks.sliding_window_view(padded, size, axis=1).transpose(0, 1, 3, 2)
            windows = windows.reshape(*states.shape[:2], size * WIDTH)
            shaped = np.maximum(windows @ self._weights[f"w{layer}_{size}"] + self._weights[f"b{layer}_{size}"], 0)
            states = shaped + states
        return states

    def _vector(self, mean: np.ndarray) -> np.ndarray:
        """The layers behind the mean, two of which look at what came before the one before them too; of length one."""
        import numpy as np

        of = self._weights
        first = np.maximum(mean @ of["d0"], 0)
        second = np.maximum(mean @ of["p1"] + first @ of["d1"], 0)
        third = np.maximum(second @ of["d2"], 0)
        last = np.tanh(second @ of["p3"] + third @ of["d3"])
        vector: np.ndarray = last / np.linalg.norm(last, axis=1, keepdims=True)
        return vector
