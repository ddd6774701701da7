"""What the default writer has learned beside its weights: a LoRA adapter (Hu et al. 2021) that is added to them once.

The file holds, for each linear layer, ``<layer>.a`` (r, inputs) and ``<layer>.b`` (outputs, r) in fp16, the scale already in
``b``; ``W + b @ a`` is the tuned weight. Its metadata name the weights that it belongs to.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from shopcli.errors import ModelError

SHIPPED = Path(__file__).parent / "adapter.safetensors"
MARK = "shopcli_writer.json"  # in a model's folder: it was trained on the writer's own questions


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter on disk.

    Attributes:
        path: the file.
        base: sha256 in hex of the weights that it was trained on.
    """

    path: Path
    base: str

    @property
    def key(self) -> str:
        """sha256 in hex of the weights and what was learned, under which the tuned weights are kept."""
        return hashlib.sha256(self.base.encode() + self.path.read_bytes()).hexdigest()

    def merge_into(self, model: Any) -> None:
        """Add what was learned to a network's weights, in place.

        Raises:
            ModelError: a layer that the network does not have, or of another shape.
        """
        import torch
        from safetensors.torch import load_file

        factors = load_file(self.path)
        layers = dict(model.named_modules())
        for name in sorted({key.rpartition(".")[0] for key in factors}):
            layer = layers.get(name)
            added = factors[f"{name}.b"].float() @ factors[f"{name}.a"].float()
            if layer is None or layer.weight.shape != added.shape:
                raise ModelError(f"{self.path} does not fit: {name}.", hint="Train it anew: shopcli train writer")
            with torch.no_grad():
                layer.weight.copy_((layer.weight.float() + added).to(layer.weight.dtype))


def read_adapter(path: Path) -> Adapter:
    """The adapter in a file.

    Raises:
        ModelError: it is no such file.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "np") as file:  # torch would be imported only to read the notes
            return Adapter(path, (file.metadata() or {})["base"])
    except (OSError, SafetensorError, KeyError) as error:
        raise ModelError(f"{path} is no adapter of a writer: {error!r}", hint="Make one with: shopcli train writer") from error


@lru_cache(maxsize=4)
def adapter_for(digest: str) -> Adapter | None:
    """The adapter in the package, where it was trained on the weights of this sha256; other weights stay as they are."""
    adapter = read_adapter(SHIPPED) if SHIPPED.is_file() else None
    return adapter if adapter is not None and adapter.base == digest else None
