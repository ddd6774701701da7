"""Low-rank adaptation of an encoder (Hu et al. 2021): a small BERT whose matrices have learned something besides, run in numpy.

The default encoder of English tells what a text is about, and hardly whether it praises. A few matrices of rank 8 beside its
own teach it that; they are added to the weights as these are read. No torch is needed to run it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.errors import ModelError
from shopcli.util.bert import Bert

if TYPE_CHECKING:
    import numpy as np

ADAPTED = ("attention.self.query", "attention.self.value", "intermediate.dense", "output.dense")  # of each layer
SCALE = 2.0  # of what was learned
LONGEST = 48  # pieces of a text; what lies beyond is not read
_LAYERS, _HEADS, _WIDTH = 6, 12, 384
_BATCH = 16


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
        weights = load_file(folder / "model.safetensors")
        try:
            for layer in sorted({int(name.partition(".")[0]) for name in learned}):
                for name in ADAPTED:
                    one, other = (learned[f"{layer}.{name}.{part}"].astype(np.float32) for part in "ba")
                    weights[f"encoder.layer.{layer}.{name}.weight"] += np.float32(SCALE) * (one @ other)
        except (KeyError, ValueError) as error:
            hint = "Make one with: shopcli train feelings"
            raise ModelError(f"What was learned does not fit the encoder in {folder}: {error}", hint=hint) from error
        self._bert = Bert(weights, layers=_LAYERS, heads=_HEADS)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """The mean of each text's last states, (n, 384) float32, of no certain length."""
        import numpy as np

        rows = [np.asarray(self._tokenizer.encode(text).ids) for text in texts]
        batches = (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))
        means = [states.mean(axis=0) for batch in batches for states in self._bert.states(batch)]
        return np.stack(means) if means else np.zeros((0, _WIDTH), np.float32)
