"""BERT (Devlin et al. 2019) in numpy: pieces of texts to their last hidden states. No torch is needed to run it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_EPSILON = 1e-12


class Bert:
    """An encoder of some layers, by its weights' names in the hub's models.

    Args:
        weights: float32, "embeddings.word_embeddings.weight" (n, width) and the others; of that one, what has rows will do.
        layers: how many are run.
        heads: of each layer's attention.
    """

    def __init__(self, weights: Mapping[str, Any], *, layers: int, heads: int) -> None:
        self._weights, self._layers, self._n_heads = weights, layers, heads

    def states(self, texts: Sequence[np.ndarray]) -> list[np.ndarray]:
        """The last states of each text, (pieces, width); all go through a matrix together, since to read it takes longest.

        Args:
            texts: each the numbers of its pieces, none empty.
        """
        import numpy as np

        ids, places = np.concatenate(texts), np.concatenate([np.arange(len(text)) for text in texts])
        ends = np.cumsum([len(text) for text in texts])[:-1]
        states = self._weights["embeddings.word_embeddings.weight"][ids]
        states = states + self._weights["embeddings.position_embeddings.weight"][places]
        states = self._normed(states + self._weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(self._layers):
            states = self._layer(states, ends, f"encoder.layer.{layer}")
        return np.split(states, ends)

    def _layer(self, states: np.ndarray, ends: np.ndarray, layer: str) -> np.ndarray:
        """One layer of a transformer, (pieces, width) to the same: attention, then the dense part, each beside its input."""
        attended = self._dense(self._attended(states, ends, f"{layer}.attention.self"), f"{layer}.attention.output.dense")
        states = self._normed(states + attended, f"{layer}.attention.output.LayerNorm")
        wide = _gelu(self._dense(states, f"{layer}.intermediate.dense"))
        return self._normed(states + self._dense(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")

    def _attended(self, states: np.ndarray, ends: np.ndarray, name: str) -> np.ndarray:
        """What each piece takes from those of its own text."""
        import numpy as np

        width = states.shape[1]
        of_texts = zip(*(np.split(part, ends, axis=1) for part in self._heads(states, name)), strict=True)
        mixed = []
        for query, key, value in of_texts:
            logits = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width // self._n_heads))
            odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
            mixed.append((odds / odds.sum(axis=-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(-1, width))
        joined: np.ndarray = np.concatenate(mixed)
        return joined

    def _heads(self, states: np.ndarray, name: str) -> Iterator[np.ndarray]:
        for part in ("query", "key", "value"):
            yield self._dense(states, f"{name}.{part}").reshape(len(states), self._n_heads, -1).transpose(1, 0, 2)

    def _dense(self, states: np.ndarray, name: str) -> np.ndarray:
        result: np.ndarray = states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def _normed(self, states: np.ndarray, name: str) -> np.ndarray:
        import numpy as np

        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
        result: np.ndarray = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return result


def _gelu(x: np.ndarray) -> np.ndarray:
    """x Φ(x), Φ by formula 7.1.26 of Abramowitz and Stegun, which errs by less than 1.5e-7."""
    import numpy as np

    z = np.abs(x) / np.float32(np.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * np.exp(-z * z)
    result: np.ndarray = (x * np.where(x >= 0, 1 - tail / 2, tail / 2)).astype(np.float32)
    return result
