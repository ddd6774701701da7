"""One prompt and the drafts that grow after it, in onnxruntime, with keys and values in buffers that never move.

    prompt │ draft 1 │ draft 2 │ draft 1 │ draft 2 │ …
           └ each new token sees the prompt and the tokens of its own draft

Nothing is copied for a draft, and the prompt's keys are read once for all of them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shopcli.errors import ModelError
from shopcli.models.weights.devices import open_session
from shopcli.util.threads import cores

HIDDEN = -1e9  # added to the score of what must not be seen
_SLOTS = 256  # buffers grow by so many tokens
_MOST_THREADS = 8  # decoding waits for memory: more threads than this only cost


@dataclass(frozen=True, slots=True)
class Shape:
    """What is to be known of a graph before it runs; `shopcli.models.writer.prepare` writes it."""

    n_layers: int
    n_kv_heads: int
    head_dim: int
    n_positions: int
    vocab_size: int
    eos: tuple[int, ...]

    @classmethod
    def read(cls, folder: Path) -> Shape:
        """That of a prepared folder."""
        sizes = json.loads((folder / "shape.json").read_text(encoding="utf-8"))
        return cls(**{**sizes, "eos": tuple(sizes["eos"])})


class Engine:
    """A graph of `shopcli.models.writer.onnx_graph`; one thread at a time.

    Raises:
        ModelError: onnxruntime cannot open the graph.
    """

    def __init__(self, folder: Path, *, n_threads: int = 0) -> None:
        self.shape = Shape.read(folder)
        self._session = open_session(folder / "model.onnx", n_threads=n_threads or threads())
        self._names = [f"{part}{number}" for number in range(self.shape.n_layers) for part in "kv"]
        self._buffers: list[np.ndarray] = []
        self._binding: Any = None
        self._n_slots = 0
        self.n_tokens = 0

    def feed(self, ids: np.ndarray, *, wanted: Sequence[int] = (-1,)) -> np.ndarray:
        """Go on with tokens that follow what is there.

        Args:
            ids: (n_new,).
            wanted: of which of them the logits are wanted.

        Returns:
            (n_wanted, vocab_size), the logits of what comes next.
        """
        n_new = len(ids)
        positions = np.arange(self.n_tokens, self.n_tokens + n_new)
        mask = np.zeros((n_new, self.n_tokens + n_new), np.float32)
        return self.run(ids, positions, mask, np.arange(n_new)[list(wanted)])

    def run(self, ids: np.ndarray, positions: np.ndarray, mask: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """New tokens in the slots after those in use.

        Args:
            ids: (n_new,).
            positions: (n_new,), where each stands in its own text.
            mask: (n_new, n_tokens + n_new), what is added to the scores; later slots are hidden in any case.
            wanted: (n_wanted,), of which new tokens the logits are wanted.

        Returns:
            (n_wanted, vocab_size).

        Raises:
            ModelError: the text is longer than the model can read.
        """
        total = self.n_tokens + len(ids)
        if int(positions.max()) >= self.shape.n_positions:
            hint = "Ask for fewer new tokens, or choose a model that reads more."
            raise ModelError(f"The text has more than the {self.shape.n_positions} tokens that the model reads.", hint=hint)
        self._reserve(total)
        inputs = {
            "ids": ids[None].astype(np.int64),
            "positions": positions[None].astype(np.int64),
            "mask": np.ascontiguousarray(mask[None, None], np.float32),
            "wanted": wanted.astype(np.int64),
            "length": np.asarray([total - 1], np.int32),
            "total": np.asarray(total, np.int32),
        }
        for name, value in inputs.items():
            self._binding.bind_cpu_input(name, value)
        self._binding.bind_output("logits", "cpu")
        self._session.run_with_iobinding(self._binding)
        self.n_tokens = total
        logits: np.ndarray = self._binding.get_outputs()[-1].numpy()[0]
        return logits

    def cut(self, n_tokens: int) -> None:
        """Forget all but the first tokens."""
        self.n_tokens = min(self.n_tokens, n_tokens)

    def state(self) -> np.ndarray:
        """Keys and values of all tokens, (2 · n_layers, n_kv_heads, n_tokens, head_dim); a copy."""
        return np.stack([buffer[0, :, : self.n_tokens] for buffer in self._buffers])

    def restore(self, state: np.ndarray) -> None:
        """Start from keys and values that `state` gave."""
        self.n_tokens = 0
        self._reserve(state.shape[2])
        for buffer, values in zip(self._buffers, state, strict=True):
            buffer[0, :, : state.shape[2]] = values
        self.n_tokens = state.shape[2]

    def _reserve(self, n_tokens: int) -> None:
        """Room for so many tokens; what is there stays."""
        if n_tokens <= self._n_slots:
            return
        outgrown = self._buffers
        self._n_slots = -(-n_tokens // _SLOTS) * _SLOTS
        size = (1, self.shape.n_kv_heads, self._n_slots, self.shape.head_dim)
        self._buffers = [np.zeros(size, np.float32) for _ in self._names]
        self._binding = self._session.io_binding()
        for name, buffer in zip(self._names, self._buffers, strict=True):
            # bound where it is, to be read and written in place
            place = {"device_type": "cpu", "device_id": 0, "element_type": np.float32, "shape": size}
            self._binding.bind_input(f"past_{name}", **place, buffer_ptr=buffer.ctypes.data)
            self._binding.bind_output(f"new_{name}", **place, buffer_ptr=buffer.ctypes.data)
        for old, new in zip(outgrown, self._buffers, strict=False):  # there are none the first time
            new[:, :, : self.n_tokens] = old[:, :, : self.n_tokens]


def threads() -> int:
    """Threads for one model: the cores that this process may use, fewer where ``OMP_NUM_THREADS`` says so."""
    wish = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0]
    return min(cores(), int(wish) if wish.isdigit() and int(wish) else _MOST_THREADS)
