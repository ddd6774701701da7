"""Text to vectors: a small int8 ONNX copy on a CPU, sentence-transformers on a GPU or for any model that cannot be copied so.

The copy is made once for each model by `export`, checked against the original, and opened by onnxruntime and
tokenizers alone: torch, which takes seconds to import, is not needed to ask.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from shopcli.errors import ModelError, UsageError
from shopcli.models.embedder.export import Exporter, NotPlain, export_folder, read_recipe, run_export
from shopcli.models.embedder.onnx_encoder import MAX_TOKENS, OnnxEncoder, OnProgress, encoded
from shopcli.models.embedder.pair import EncoderPair
from shopcli.models.embedder.universal import UniversalSentenceEncoder, is_universal
from shopcli.models.weights import sources as models
from shopcli.models.weights.devices import resolve_device
from shopcli.models.weights.fetch import offline_environment

if TYPE_CHECKING:
    import numpy as np

logger = logging.getLogger("shopcli")


class Encoder(Protocol):
    """What turns texts into vectors.

    Attributes:
        name: the model's short name.
        dim: the length of a vector.
        digest: sha256 of the weights in hex; vectors of different digests cannot be compared.
    """

    name: str
    dim: int
    digest: str

    def encode(self, texts: Sequence[str], *, on_progress: OnProgress | None = None) -> np.ndarray:
        """Vectors of ``texts``, in their order: (n, dim) float32, rows L2-normalised; no text gives (0, dim)."""
        ...


def load_encoder(spec: str, *, device: str = "auto", export: Exporter = run_export) -> Encoder:
    """The encoder that ``spec`` names, on ``device``; its weights are fetched where they are absent.

    Args:
        spec: a source, as in `shopcli.models.weights.sources`.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1`` or ``mps``.
        export: makes the ONNX copy.

    Raises:
        UsageError: the source or the device is malformed.
        ModelError: the weights cannot be fetched or loaded, or the device is not there.
    """
    if len(sources := models.embedders(spec)) > 1:
        return _load_pair(*sources, device=device, export=export)
    device = resolve_device(device)
    folder = models.fetch(spec)
    if not folder.is_dir():
        raise ModelError(f"{folder} cannot embed: it is no folder.", hint="Name a sentence-transformers folder or hf:ORG/NAME.")
    name, digest = models.source_name(spec), models.content_digest(folder)
    if is_universal(folder):
        return UniversalSentenceEncoder(folder, name=name, digest=digest)  # it is as fast on the CPU as others are on a GPU
    if device == "cpu":
        try:
            recipe = read_recipe(folder, max_tokens=MAX_TOKENS)
            return OnnxEncoder(export_folder(folder, recipe, digest, run=export), folder, recipe, name=name, digest=digest)
        except NotPlain as reason:
            logger.warning("%s is embedded by sentence-transformers, which is slower here: %s", name, reason)
    return SentenceTransformersEncoder(folder, device, name=name, digest=digest)


def _load_pair(*sources: str, device: str, export: Exporter) -> EncoderPair:
    """Two encoders that are opened when they are needed; their digests are known before."""
    folders = [models.fetch(source) for source in sources]
    if len(folders) != 2 or not is_universal(folders[1]):
        raise UsageError(f"{' + '.join(sources)} is no pair of embedders.", hint="The second of two is the multilingual one.")
    openers = [partial(load_encoder, source, device=device, export=export) for source in sources]
    digest = hashlib.sha256(" ".join(map(models.content_digest, folders)).encode()).hexdigest()
    name = " + ".join(map(models.source_name, sources))
    return EncoderPair(*openers, name=name, digest=digest, english_dim=_dimension(folders[0]))


def _dimension(folder: Path) -> int:
    """The length of the vectors of a sentence-transformers folder, without opening it."""
    try:
        return int(json.loads((folder / "config.json").read_text(encoding="utf-8"))["hidden_size"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder} does not say how long its vectors are: {error}", hint="Name one embedder alone.") from error


class SentenceTransformersEncoder:
    """Any model that sentence-transformers can load, on any device; half precision on CUDA."""

    def __init__(self, folder: Path, device: str, *, name: str, digest: str) -> None:
        offline_environment()
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        on_cuda = device.startswith("cuda")
        options = {"dtype": torch.float16} if on_cuda else {}
        try:
            self._model = SentenceTransformer(str(folder), device=device, model_kwargs=options, local_files_only=True)
        except Exception as error:  # each of four libraries has its own way to refuse a folder
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
            hint = "Name another with --embedder, or leave it out for the default."
            raise ModelError(f"sentence-transformers cannot load {folder}: {reason}", hint=hint) from error
        self._model.max_seq_length = min(self._model.max_seq_length or MAX_TOKENS, MAX_TOKENS)
        self._batch_size = 256 if on_cuda else 32
        self.name, self.digest = name, digest
        self.dim = int(self._model.encode(["dim"], show_progress_bar=False).shape[-1])

    def encode(self, texts: Sequence[str], *, on_progress: OnProgress | None = None) -> np.ndarray:
        """See `Encoder.encode`."""
        return encoded(self._embed, texts, self.dim, on_progress=on_progress)

    def _embed(self, texts: list[str]) -> Iterator[tuple[list[int], np.ndarray]]:
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for start in range(0, len(order), self._batch_size):
            batch = order[start : start + self._batch_size]
            batch_texts = [texts[i] for i in batch]
            yield batch, self._model.encode(batch_texts, batch_size=len(batch), show_progress_bar=False, convert_to_numpy=True)
