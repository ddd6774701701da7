"""The manifest: what an index is, which folder holds its files, and how each is known to be whole.

An index folder holds ``manifest.json`` and one ``data-…`` folder that it names. A build writes a new data folder
beside the old one and then replaces the manifest, in one rename: whoever opens the index sees the old one or the
new one, and a killed build leaves the old one as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from shopcli.errors import IndexNotFound, IndexUnusable
from shopcli.patterns import compiled

FORMAT = 4  # raise it with the files' layout, and when the texts or facts of a product change: vectors go by position
MANIFEST = "manifest.json"
_DATA = compiled(r"data-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of.

    Attributes:
        format: the version of the files' layout.
        version: the shopcli that wrote it.
        data: the folder's name that holds the files.
        created: UTC, ISO 8601.
        embedder: the source of the encoder's weights, as `shopcli.models` reads it.
        embedder_digest: the hash of those weights.
        dim: the vectors' length.
        catalog_files: what was read.
        catalog_digest: the hash of what was read, and how (``--map``).
        products: how many.
        facts: how many distinct ones.
        sizes: bytes of each file, by its path below the data folder.
    """

    format: int
    version: str
    data: str
    created: str
    embedder: str
    embedder_digest: str
    dim: int
    catalog_files: tuple[str, ...]
    catalog_digest: str
    products: int
    facts: int
    sizes: Mapping[str, int]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index in ``folder``.

    Raises:
        IndexNotFound: where there is none.
        IndexUnusable: where it is of another format, is broken, or names files that are gone or cut short.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise IndexNotFound(folder)
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        written = values["format"]
        if written != FORMAT:
            raise IndexUnusable(
                f"The index at {folder} has format {written}; this shopcli reads format {FORMAT}.",
                hint=f"Build it again: shopcli index CATALOG --index {folder}",
            )
        values["catalog_files"] = tuple(values["catalog_files"])
        return _whole(folder, Manifest(**values))
    except (ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(f"{path} is damaged: {error}", hint=f"Build it again: {rebuild_hint(folder)}") from None


def rebuild_hint(folder: Path, files: tuple[str, ...] = ()) -> str:
    """The command that mends an index."""
    return f"shopcli index {' '.join(files) or 'CATALOG'} --index {folder}"


def _whole(folder: Path, manifest: Manifest) -> Manifest:
    for name, size in manifest.sizes.items():
        path = folder / manifest.data / name
        found = path.stat().st_size if path.is_file() else None
        if found != size:
            state = "is missing" if found is None else f"has {found:,} bytes instead of {size:,}"
            raise IndexUnusable(
                f"The index at {folder} is damaged: {path.name} {state}.",
                hint=f"Build it again: {rebuild_hint(folder, manifest.catalog_files)}",
            )
    return manifest


def new_data_folder(folder: Path) -> Path:
    """A fresh data folder in an index folder; what earlier builds left unfinished is swept away.

    Raises:
        IndexUnusable: the folder holds other things and no index.
    """
    folder.mkdir(parents=True, exist_ok=True)
    strangers = [path.name for path in folder.iterdir() if not _is_ours(path)]
    if strangers and not (folder / MANIFEST).is_file():
        raise IndexUnusable(
            f"{folder} is no index and not empty: it holds {sorted(strangers)[0]}.", hint="Choose a new folder for --index."
        )
    _sweep(folder, _used(folder))
    tag = hashlib.sha256(f"{time.time_ns()}-{os.getpid()}".encode()).hexdigest()[:12]
    data = folder / f"data-{tag}"
    data.mkdir()
    return data


def publish(folder: Path, manifest: Manifest) -> None:
    """Make ``manifest`` the index's own, in one step, and drop the files of the one before it."""
    beside = folder / f"{MANIFEST}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / MANIFEST)
    _sweep(folder, manifest.data)


def _is_ours(path: Path) -> bool:
    return path.name in (MANIFEST, f"{MANIFEST}.new", ".lock") or _DATA.fullmatch(path.name) is not None


def _sweep(folder: Path, used: str | None) -> None:
    """Remove the data folders that the manifest does not name."""
    for path in folder.iterdir():
        if _DATA.fullmatch(path.name) and path.name != used:
            # On Windows a file that somebody still reads cannot go; the next build sweeps it away.
            shutil.rmtree(path, ignore_errors=True)


def sizes_of(data: Path) -> dict[str, int]:
    """Bytes of each file below ``data``."""
    files = sorted(path for path in data.rglob("*") if path.is_file())
    return {path.relative_to(data).as_posix(): path.stat().st_size for path in files}


def _used(folder: Path) -> str | None:
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["data"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
