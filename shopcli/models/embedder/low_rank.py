"""Low-rank adaptation of an encoder (Hu et al. 2021): a small BERT whose matrices have learned something besides, run in numpy.

The default encoder of English tells what a text is about, and hardly whether it praises. A few matrices of rank 8 beside its
own teach it that; they are added to the weights as these are read. No torch is needed to run it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.errors import ModelError

if TYPE_CHECKING:
    import numpy as np

ADAPTED = ("attention.self.query", "attention.self.value", "intermediate.dense", "output.dense")  # of each layer
SCALE = 2.0  # of what was learned
LONGEST = 48  # pieces of a text; what lies beyond is not read
_LAYERS, _HEADS, _WIDTH = 6, 12, 384
_BATCH = 16
_EPSILON = 1e-12


def is_adaptable(folder: Path) -> bool:
    """Whether a folder holds a BERT of the size that is adapted here."""
    return (folder / "model.safetensors").is_file() and (folder / "tokenizer.json").is_file()


class LowRankEncoder:
    """A BERT of 6 layers of 384, with what was learned beside its weights.

    Args:
        folder: of a sentence-transformers model: ``model.safetensors`` and ``tokenizer.json``.
        learned: by layer and name, such as ``3.output.dense``, matrices ``.a`` (rank, in) and ``.b`` (out, rank); a layer of
            which there are none stays as it is.

    Raises:
        ModelError: the folder holds another model.
    """

    def __init__(self, folder: Path, learned: Mapping[str, np.ndarray]) -> None:
        import numpy as np
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._weights = load_file(folder / "model.safetensors")
        try:
            for layer in sorted({int(name.partition(".")[0]) for name in learned}):
                for name in ADAPTED:
                    one, other = (learned[f"{layer}.{name}.{part}"].astype(np.float32) for part in "ba")
                    self._weights[f"encoder.layer.{layer}.{name}.weight"] += np.float32(SCALE) * (one @ other)
        except (KeyError, ValueError) as error:
            hint = "Make one with: shopcli train feelings"
            raise ModelError(f"What was learned does not fit the encoder in {folder}: {error}", hint=hint) from error

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """The mean of each text's last states, (n, 384) float32, of no certain length."""
        import numpy as np

        rows = [np.asarray(self._tokenizer.encode(text).ids) for text in texts]
        means = [mean for start in range(0, len(rows), _BATCH) for mean in self._pooled(rows[start : start + _BATCH])]
        return np.stack(means) if means else np.zeros((0, _WIDTH), np.float32)

    def _pooled(self, texts: Sequence[np.ndarray]) -> list[np.ndarray]:
        """The mean of each text's last states; all go through a matrix together, for to read it takes longer than to use it."""
        import numpy as np

        ids, places = np.concatenate(texts), np.concatenate([np.arange(len(text)) for text in texts])
        ends = np.cumsum([len(text) for text in texts])[:-1]
        states = self._weights["embeddings.word_embeddings.weight"][ids]
        states = states + self._weights["embeddings.position_embeddings.weight"][places]
        states = self._normed(states + self._weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            states = self._layer(states, ends, f"encoder.layer.{layer}")
        return [text.mean(axis=0) for text in np.split(states, ends)]

    def _layer(self, states: np.ndarray, ends: np.ndarray, layer: str) -> np.ndarray:
        """One layer of a transformer, (pieces, width) to the same: attention, then the dense part, each beside its input."""
        attended = self._dense(self._attended(states, ends, f"{layer}.attention.self"), f"{layer}.attention.output.dense")
        states = self._normed(states + attended, f"{layer}.attention.output.LayerNorm")
        wide = _gelu(self._dense(states, f"{layer}.intermediate.dense"))
        return self._normed(states + self._dense(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")

    def _attended(self, states: np.ndarray, ends: np.ndarray, name: str) -> np.ndarray:
        """What each piece takes from those of its own text."""
        import numpy as np

        of_texts = zip(*(np.split(part, ends, axis=1) for part in self._heads(states, name)), strict=True)
        mixed = []
        for query, key, value in of_texts:
            logits = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(_WIDTH // _HEADS))
            odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
            mixed.append((odds / odds.sum(axis=-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(-1, _WIDTH))
        joined: np.ndarray = np.concatenate(mixed)
        return joined

    def _heads(self, states: np.ndarray, name: str) -> Iterator[np.ndarray]:
        for part in ("query", "key", "value"):
            yield self._dense(states, f"{name}.{part}").reshape(len(states), _HEADS, -1).transpose(1, 0, 2)

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
