"""The sizes of a chatbot's network, as its folder tells them: JSON beside safetensors, never a pickle."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from shopcli.errors import ModelError, UsageError
from shopcli.util import atomic

FILE, WEIGHTS = "chatbot.json", "model.safetensors"
_FORMAT = 1
_HINT = "Name the --out folder of a finished run of: shopcli train chatbot"
MOST_TURNS = 64
_MOST = {"dim": 8192, "heads": 128, "layers": 96, "inner": 65536, "vocabulary": 1 << 20, "turns": MOST_TURNS}


@dataclass(frozen=True, slots=True)
class Architecture:
    """An encoder-decoder Transformer (Vaswani et al. 2017), normalised before each sub-layer.

    Attributes:
        dim: d_model, of a token's vector; even, and a multiple of ``heads``.
        heads: of each attention.
        layers: of the encoder, and as many of the decoder.
        inner: the width of the feed-forward layers.
        vocabulary: how many tokens there are, marks included.
        turns: how many of the latest turns it reads; it was taught with no more.
    """

    dim: int = 512
    heads: int = 8
    layers: int = 6
    inner: int = 2048
    vocabulary: int = 0
    turns: int = 1

    def faults(self) -> list[str]:
        """Why no network can have these sizes."""
        named = {name: getattr(self, name) for name in _MOST}
        faults = [f"its {name} is {value!r}" for name, value in named.items() if not _is_size(value, _MOST[name])]
        if not faults and (self.dim % self.heads or self.dim % 2):
            faults.append(f"its dim of {self.dim} is odd or no multiple of its {self.heads} heads")
        return faults

    def save(self, folder: Path) -> None:
        """Write them into a folder."""
        text = json.dumps({"format": _FORMAT, **asdict(self)}, indent=1)
        atomic.write_text(folder / FILE, text + "\n")

    @classmethod
    def read(cls, folder: Path) -> Architecture:
        """Those of a folder.

        Raises:
            ModelError: it is no finished chatbot, or one of another version.
        """
        try:
            told: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            raise ModelError(f"{folder} is no chatbot: it has no {FILE} that can be read.", hint=_HINT) from None
        if not isinstance(told, dict) or told.get("format") != _FORMAT:
            version = told.get("format") if isinstance(told, dict) else None
            raise ModelError(f"{folder} is a chatbot of the format {version!r}, and only {_FORMAT} is read here.", hint=_HINT)
        sizes = cls(**{name: told.get(name, 0) for name in _MOST})
        if faults := sizes.faults():
            raise ModelError(f"{folder / FILE} tells of no network: {'; '.join(faults)}.", hint=_HINT)
        return sizes


def check(sizes: Architecture) -> None:
    """That a network can have these sizes.

    Raises:
        UsageError: it cannot.
    """
    if faults := sizes.faults():
        hint = "Give --dim an even multiple of --heads, for example: --dim 256 --heads 4 --layers 3"
        raise UsageError(f"No network has these sizes: {'; '.join(faults)}.", hint=hint)


def is_chatbot(folder: Path) -> bool:
    """Whether a folder tells that it holds a chatbot."""
    return (folder / FILE).is_file()


def _is_size(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most
