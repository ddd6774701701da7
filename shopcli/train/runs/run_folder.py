"""The folder of a training run: its manifest, which says what it is determined by and what came of it."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shopcli.errors import UsageError
from shopcli.util import atomic

MANIFEST, CURVES = "run.json", "curves.svg"


def begin(out: Path, settings: Mapping[str, Any], *, resume: bool) -> None:
    """Make ready a run's folder.

    Args:
        out: the folder; one that is not there is made.
        settings: what the run is determined by; it goes on only where all of it is as it was.
        resume: whether a run that is there is gone on with.

    Raises:
        UsageError: the folder holds another run, or one that is not to be gone on with; or it cannot be written.
    """
    manifest = out / MANIFEST
    before = read_manifest(out) if manifest.is_file() else None
    if before is None and out.is_dir() and any(out.iterdir()):
        raise UsageError(f"{out} holds something that is no run.", hint="Give --out a folder that is not there yet.")
    if before is not None:
        _may_go_on(out, before, settings, resume=resume)
    try:
        out.mkdir(parents=True, exist_ok=True)
        if before is None:
            write_manifest(out, settings)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror or error}.", hint="Give --out another folder.") from None


def _may_go_on(out: Path, before: Mapping[str, Any], settings: Mapping[str, Any], *, resume: bool) -> None:
    if "after" in before:
        raise UsageError(f"{out} holds a run that is finished.", hint="Give --out another folder, or remove this one.")
    if not resume:
        raise UsageError(
            f"{out} holds a run that is not finished.", hint="Go on with it by --resume, or give --out another folder."
        )
    plain = json.loads(json.dumps(settings))
    if other := [name for name, value in plain.items() if before.get(name) != value]:
        raise UsageError(
            f"{out} was begun with another {', '.join(other)}.", hint="Give the same as then, or --out another folder."
        )


def read_manifest(out: Path) -> dict[str, Any]:
    """A run's manifest.

    Raises:
        UsageError: it is none.
    """
    try:
        found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{out / MANIFEST} cannot be read: {error}", hint="Remove the folder, or give --out another."
        ) from None
    if not isinstance(found, dict):
        raise UsageError(f"{out / MANIFEST} is no manifest of a run.", hint="Remove the folder, or give --out another.")
    return found


def write_manifest(out: Path, manifest: Mapping[str, Any]) -> None:
    """A run's manifest, whole or not at all."""
    atomic.write_text(out / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def versions_of(names: Sequence[str]) -> dict[str, str]:
    """The versions of those packages that are installed."""
    return {name: importlib.metadata.version(name) for name in names if _is_there(name)}


def _is_there(name: str) -> bool:
    try:
        return bool(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return False
