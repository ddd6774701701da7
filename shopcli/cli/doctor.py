"""What ``shopcli doctor`` looks at: versions, devices, folders, weights, the index; and what mends each."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from shopcli import __version__
from shopcli.config import Settings, cache_dir, config_file, data_dir
from shopcli.errors import ShopcliError
from shopcli.index.storage.manifest import read_manifest
from shopcli.index.stores.opening import manifest_of
from shopcli.models.weights.devices import resolve_device
from shopcli.models.weights.sources import list_models, verify
from shopcli.types import Check
from shopcli.util.store_uri import without_secrets
from shopcli.util.telemetry_store import remove_once, stored

_PACKAGES = ("torch", "transformers", "sentence-transformers", "faiss-cpu", "onnxruntime", "bm25s", "rjieba", "rich", "pip")
_SPACE_WANTED = 2 * 2**30  # the weights, their prepared copies, and room for an index


def examine(settings: Settings) -> list[Check]:
    """Look at everything that shopcli needs.

    Nothing is fetched and no model is loaded. What onnxruntime's telemetry left once is removed, as `shopcli index` does it.
    """
    this = Check("shopcli", True, f"{__version__} on Python {platform.python_version()}, {sys.platform}")
    return [this, *_packages(), _device(settings), *_folders(), *_weights(settings), _index(settings), _telemetry()]


def _packages() -> Iterator[Check]:
    for name in _PACKAGES:
        try:
            yield Check(name, True, version(name))
        except PackageNotFoundError:
            yield Check(name, False, "not installed", f"{sys.executable} -m pip install {name}")


def _device(settings: Settings) -> Check:
    try:
        return Check("device", True, f"{settings.device} means {resolve_device(settings.device)}, {os.cpu_count()} CPU cores")
    except ShopcliError as error:
        return Check("device", False, str(error), error.hint)


def _folders() -> Iterator[Check]:
    path = config_file()
    yield Check("settings", True, f"{path}" if path.is_file() else f"none (would be read from {path})")
    yield _folder("cache", cache_dir())
    yield _folder("data", data_dir())


def _folder(name: str, folder: Path) -> Check:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        variable = f"SHOPCLI_{name.upper()}_DIR"
        return Check(f"{name} folder", False, f"{folder} cannot be written to", f"Set {variable} to a folder of your own.")
    free = shutil.disk_usage(existing).free
    detail = f"{folder}, {free / 2**30:.1f} GiB free"
    return Check(f"{name} folder", free >= _SPACE_WANTED, detail, "" if free >= _SPACE_WANTED else "Free some disk space.")


def _weights(settings: Settings) -> Iterator[Check]:
    for status in list_models(settings):
        if status.present:
            yield verify(status.spec)
        else:
            yield Check(status.name, False, f"the {status.role}'s weights are not here", "shopcli models pull")


def _index(settings: Settings) -> Check:
    place = without_secrets(settings.store) or settings.index_path
    try:
        manifest = manifest_of(settings) if settings.store else read_manifest(settings.index_path, thorough=True)
    except ShopcliError as error:
        return Check("index", False, str(error), error.hint)
    size = sum(manifest.sizes.values()) / 2**20
    return Check("index", True, f"{place}: {manifest.products:,} products of {manifest.created[:10]}, {size:.0f} MiB, whole")


def _telemetry() -> Check:
    """That there is none; what earlier versions let onnxruntime leave; and what other programs let it keep."""
    removed, day = remove_once(cache_dir())
    kept = ", ".join(map(str, stored()))
    if not day:
        hint = "End the programs that have them open, then: shopcli doctor"
        return Check("telemetry", False, f"off; files of onnxruntime's cannot be removed: {kept}", hint)
    remarks = [f"what onnxruntime's had left was removed on {day}: {', '.join(removed)}"] if removed else []
    remarks += [f"onnxruntime's in other programs keeps {kept}, which may be deleted"] if kept else []
    return Check("telemetry", True, "; ".join(["off", *remarks]))
