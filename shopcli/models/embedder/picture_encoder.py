"""Pictures and texts in one space: any CLIP-like model that sentence-transformers loads (Radford et al. 2021)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from shopcli.errors import ModelError, UsageError
from shopcli.models.weights import sources as models
from shopcli.models.weights.devices import resolve_device
from shopcli.models.weights.fetch import offline_environment

if TYPE_CHECKING:
    from PIL.Image import Image

_BATCH = 32
_HINT = "Name a CLIP-like model with --image-embedder: a folder, or hf:sentence-transformers/clip-ViT-B-32."


class PictureEncoder:
    """A model that embeds pictures and texts.

    Attributes:
        name: the model's short name.
        digest: sha256 of the weights in hex; vectors of different digests cannot be compared.

    Args:
        spec: a source, as in `shopcli.models.weights.sources`; empty where none was named.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1`` or ``mps``.

    Raises:
        UsageError: no model is named, or it does not read pictures.
        ModelError: it cannot be fetched or loaded.
    """

    def __init__(self, spec: str, *, device: str = "auto") -> None:
        if not spec:
            raise UsageError("No model for pictures is named, and none comes with shopcli.", hint=_HINT)
        folder, device = models.fetch(spec), resolve_device(device)
        self.name = models.source_name(spec)
        self._model = _loaded(folder, device)
        if not {"image", "text"} <= set(getattr(self._model, "modalities", ())):
            raise UsageError(f"{self.name} reads no pictures beside texts.", hint=_HINT)
        self.digest = models.content_digest(folder)

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of texts, each cut to the model's length: (n, dim) float32, rows L2-normalised."""
        return self._encoded(list(texts))

    def encode_pictures(self, pictures: Sequence[Image]) -> np.ndarray:
        """Vectors of pictures in RGB: (n, dim) float32, rows L2-normalised."""
        return self._encoded(list(pictures))

    def _encoded(self, items: list[Any]) -> np.ndarray:
        if not items:
            return np.zeros((0, self._dim), np.float32)
        vectors = self._model.encode(items, batch_size=_BATCH, show_progress_bar=False, normalize_embeddings=True)
        return np.asarray(vectors, np.float32)

    @property
    def _dim(self) -> int:
        return int(self._model.encode(["dim"], show_progress_bar=False).shape[-1])


def _loaded(folder: Path, device: str) -> Any:
    offline_environment()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    transformers_logging.set_verbosity_error()  # it would tell that pictures are made smaller by Pillow, not by torchvision
    try:
        return SentenceTransformer(str(folder), device=device, local_files_only=True)
    except Exception as error:  # each of four libraries has its own way to refuse a folder
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(f"sentence-transformers cannot load {folder}: {reason}", hint=_HINT) from error
