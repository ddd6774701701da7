"""Which heads of a language model tell what answers a request: all of the middle layers, or those that were found.

`shopcli train heads` finds them and stores them here, one JSON file a model, named by the digest of its weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopcli.config import data_dir
from shopcli.errors import ModelError
from shopcli.util import atomic

FORMAT = 1
LAST_SHARE = 2 / 3  # heads that retrieve sit in the middle layers; leaving after them saves a third of the work


@dataclass(frozen=True, slots=True)
class Head:
    """One attention head, and how far it tells right from wrong (see `in_context.margins`)."""

    layer: int
    head: int
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads whose attention is read, and where they come from."""

    chosen: tuple[Head, ...]
    origin: str = "all heads of the middle layers"

    @property
    def last(self) -> int:
        """The last layer that is needed."""
        return max(head.layer for head in self.chosen)

    @property
    def by_layer(self) -> dict[int, list[int]]:
        """The numbers of the heads by their layer, both ascending."""
        found: dict[int, list[int]] = {}
        for head in sorted(self.chosen, key=lambda head: (head.layer, head.head)):
            found.setdefault(head.layer, []).append(head.head)
        return found


def middle_heads(n_layers: int, n_heads: int) -> Heads:
    """All heads of the middle third of the layers; of one layer at least."""
    first = n_layers // 3
    return Heads(_all(range(first, max(first + 1, 2 * n_layers // 3)), n_heads))


def candidate_heads(n_layers: int, n_heads: int) -> Heads:
    """All heads that may be chosen: those of the first two thirds of the layers."""
    return Heads(_all(range(max(1, round(n_layers * LAST_SHARE))), n_heads), "all heads of the first two thirds")


def _all(layers: Iterable[int], n_heads: int) -> tuple[Head, ...]:
    return tuple(Head(layer, head) for layer in layers for head in range(n_heads))


def heads_file(digest: str) -> Path:
    """Where a model's heads are stored."""
    return data_dir() / "heads" / f"{digest[:32]}.json"


def store_heads(heads: Heads, *, digest: str, model: str, n_layers: int, n_heads: int) -> Path:
    """Write the heads of a model, whole or not at all; the file that holds them."""
    manifest = {
        "format": FORMAT,
        "model": model,
        "digest": digest,
        "n_layers": n_layers,
        "n_heads": n_heads,
        "origin": heads.origin,
        "heads": [{"layer": head.layer, "head": head.head, "score": head.score} for head in heads.chosen],
    }
    path = heads_file(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.write_text(path, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    return path


def load_heads(digest: str, *, n_layers: int, n_heads: int) -> Heads | None:
    """The heads that were stored for a model; None where none were.

    Raises:
        ModelError: the file is damaged, or speaks of another model.
    """
    path = heads_file(digest)
    if not digest or not path.exists():
        return None
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return _read(manifest, digest, n_layers, n_heads)
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        reason = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        hint = "Delete it to use the middle layers, or find heads again: shopcli train heads INDEX"
        raise ModelError(f"The heads at {path} cannot be used: {reason}.", hint=hint) from error


def _read(manifest: Mapping[str, Any], digest: str, n_layers: int, n_heads: int) -> Heads:
    """Raises ValueError, KeyError or TypeError where the manifest does not hold what this model needs."""
    expected = {"format": FORMAT, "digest": digest, "n_layers": n_layers, "n_heads": n_heads}
    for name, value in expected.items():
        if manifest[name] != value:
            raise ValueError(f"its {name} is {manifest[name]!r}, not {value!r}")
    chosen = tuple(Head(int(row["layer"]), int(row["head"]), float(row["score"])) for row in manifest["heads"])
    cells = {(head.layer, head.head) for head in chosen}
    if not chosen or len(cells) < len(chosen):
        raise ValueError("it names no head, or one twice")
    if any(not (0 <= layer < n_layers and 0 <= head < n_heads) for layer, head in cells):
        raise ValueError("it names a head that this model does not have")
    return Heads(chosen, str(manifest["origin"]))
