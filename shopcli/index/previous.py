"""The index that a build replaces: what of it can be used again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from shopcli.config import PRECISIONS
from shopcli.errors import ShopcliError
from shopcli.index.parts.facts import FactVectors
from shopcli.index.parts.vectors import VectorIndex
from shopcli.index.storage.arrays import save_array
from shopcli.index.storage.manifest import read_manifest
from shopcli.index.storage.vector_cache import Source, TextEncoder
from shopcli.index.text import KEY_BYTES, KEYS, text_key

_NAMES, _NAME_VECTORS = "names.json", "name_vectors.npy"


class PreviousIndex:
    """The index in a folder, as far as its vectors fit; empty where there is none.

    Attributes:
        ids: the products that it had.
        facts: its facts.
        scales: what its vectors were multiplied with.
    """

    def __init__(self, folder: Path, encoder: TextEncoder, precision: str) -> None:
        self._encoder, self._precision = encoder, precision
        self._names: dict[str, np.ndarray] = {}
        self._used: dict[str, None] = {}
        self.ids: set[str] = set()
        self._sources: list[Source] = []
        self.scales: dict[str, float] = {}
        self.facts: FactVectors | None = None
        try:
            manifest = read_manifest(folder)
            data = folder / manifest.data
            # A vector that was rounded more coarsely cannot be made finer again.
            fine = PRECISIONS.index(manifest.precision) <= PRECISIONS.index(precision)
            if manifest.embedder_digest == encoder.digest and fine:
                documents = VectorIndex.open(data, manifest.scales["products"], dim=manifest.dim)
                facts = self.facts = FactVectors(data, manifest.scales["facts"])
                self._sources = [
                    (np.load(data / KEYS), documents.rows),
                    (np.load(data / "fact_vector_keys.npy"), facts.reread),
                ]
                names = json.loads((data / _NAMES).read_text(encoding="utf-8"))
                self._names = dict(zip(names, np.load(data / _NAME_VECTORS).astype(np.float32), strict=True))
                self.scales = dict(manifest.scales) if manifest.precision == precision else {}
            self.ids = set(json.loads((data / "ids.json").read_text(encoding="utf-8")))
        except (ShopcliError, OSError, RuntimeError, ValueError, KeyError, EOFError):
            # A damaged index has nothing to reuse; a full build is what mends it.
            self._sources, self._names, self.ids, self.scales, self.facts = [], {}, set(), {}, None

    @property
    def sources(self) -> list[Source]:
        """Its products and facts, and the names that are known by now: many facts are known by their field's name."""
        if self._precision == "float32":  # names are kept more coarsely than that
            return self._sources
        keys = np.frombuffer(b"".join(map(text_key, self._names)), np.uint8).reshape(-1, KEY_BYTES)
        vectors = np.asarray(list(self._names.values()), np.float32).reshape(-1, self._encoder.dim)
        return [*self._sources, (keys, vectors.__getitem__)]

    def encode(self, names: Sequence[str]) -> np.ndarray:
        """The vectors of names of kinds and fields; only what is new is embedded."""
        fresh = list(dict.fromkeys(name for name in names if name not in self._names))
        if fresh:
            self._names.update(zip(fresh, self._encoder.encode(fresh), strict=True))
        self._used.update(dict.fromkeys(names))
        return np.stack([self._names[name] for name in names]) if names else np.zeros((0, self._encoder.dim), np.float32)

    def keep_names(self) -> None:
        """Keep all names that it had, for what it taught goes on."""
        self._used.update(dict.fromkeys(self._names))

    def save_names(self, data: Path) -> None:
        """Keep the names that `encode` was asked for, for the next build."""
        vectors = [self._names[name] for name in self._used]
        (data / _NAMES).write_text(json.dumps(list(self._used), ensure_ascii=False), encoding="utf-8")
        save_array(data / _NAME_VECTORS, np.asarray(vectors, np.float16).reshape(len(vectors), self._encoder.dim))
