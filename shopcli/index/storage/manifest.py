"""The manifest: what an index is, which folder holds its files, and how each is known to be whole.

An index folder holds ``manifest.json`` and one ``data-…`` folder that it names. A build writes a new data folder
beside the old one and then replaces the manifest, in one rename: whoever opens the index sees the old one or the
new one, and a killed build leaves the old one as it was.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from shopcli.config import BOTH_EMBEDDERS, DEFAULT_PRECISION, MULTILINGUAL_EMBEDDER
from shopcli.errors import IndexNotFound, IndexUnusable
from shopcli.index.storage.integrity import Gone, Hold, damage, digests_of, is_held, save_stamps, seal_of
from shopcli.util import atomic
from shopcli.util.lazy_regex import pattern

FORMAT = 10  # raise it with the files' layout, and when the texts or facts of a product change: vectors go by position
MANIFEST = "manifest.json"
LEARNED = "learned"  # in a data folder, what only the next update needs
STEMMER = "english"  # by which words of any script are stemmed where no other is asked for
SIMPLIFIED = "+simplified"  # behind a stemmer, where traditional Chinese is read as simplified
BUILDING = "building"  # what an unfinished build has embedded, for the next one to go on from
_TRIES = 5  # a build may replace the index while its manifest is being read, hardly ever twice
_DATA = pattern(r"data-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of.

    Attributes:
        format: the version of the files' layout.
        version: the shopcli that wrote it.
        data: the folder's name that holds the files.
        created: UTC, ISO 8601.
        embedder: the source of the encoder's weights, as `shopcli.models.weights.sources` reads it.
        embedder_digest: the hash of those weights.
        dim: the vectors' length.
        catalog_files: what was read.
        catalog_digest: the hash of what was read, and how (``--map``).
        products: how many.
        facts: how many distinct ones.
        precision: how the vectors are kept: float32, float16 or int8.
        scales: what the vectors of ``products`` and of ``facts`` were multiplied with before they were kept.
        learned_from: how many products there were when kinds, units and words were learned.
        changed_since: how many have come, changed or gone since then.
        sizes: bytes of each file, by its path below the data folder.
        language: ISO 639-1 of what the catalog is described in; empty where it is no sure one.
        stemmer: the Snowball algorithm that its words are stemmed by, with `SIMPLIFIED` behind it where that is so.
        digests: sha256 in hex of each of them; an index that was written without is only known by its sizes.
        seal: what `shopcli.index.storage.integrity.seal_of` makes of all the rest.
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
    precision: str
    scales: Mapping[str, float]
    learned_from: int
    changed_since: int
    sizes: Mapping[str, int]
    language: str = ""
    stemmer: str = STEMMER
    digests: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""


def read_manifest(folder: Path, *, thorough: bool = False) -> Manifest:
    """The manifest of the index in ``folder``, whose files are all there.

    Args:
        folder: the index folder.
        thorough: read every file to its end, whether it was touched or not.

    Raises:
        IndexNotFound: where there is none.
        IndexUnusable: where it is of another format, is broken, or names files that are gone, cut short or changed.
    """
    return held_manifest(folder, thorough=thorough)[0]


def held_manifest(folder: Path, *, thorough: bool = False) -> tuple[Manifest, Hold]:
    """See `read_manifest`; as long as the second is kept, no build removes the files that the first names."""
    for _ in range(_TRIES):
        manifest = _read(folder)
        try:
            hold = Hold(folder / manifest.data)
            what_is_wrong = damage(folder / manifest.data, manifest.sizes, manifest.digests, thorough=thorough)
        except Gone:
            what_is_wrong = f"{manifest.data} is missing"
        if what_is_wrong is None:
            return manifest, hold
        if _used(folder) == manifest.data:  # else it was built anew at this very moment
            break
    hint = f"Build it again: {rebuild_hint(folder, manifest)}"
    raise IndexUnusable(f"The index at {folder} is damaged: {what_is_wrong}.", hint=hint)


def _read(folder: Path) -> Manifest:
    path = folder / MANIFEST
    if not path.is_file():
        raise IndexNotFound(folder)
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        written_format = values["format"]
        if written_format != FORMAT:
            raise IndexUnusable(
                f"The index at {folder} has format {written_format}; this shopcli reads format {FORMAT}.",
                hint=f"Build it again: shopcli index CATALOG --index {folder}",
            )
        values["catalog_files"] = tuple(values["catalog_files"])
        manifest = Manifest(**values)
        if manifest.seal and manifest.seal != seal_of(values):
            raise ValueError("it holds other values than were written")
        return manifest
    except (ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(f"{path} is damaged: {error}", hint=f"Build it again: {rebuild_hint(folder)}") from None


def rebuild_hint(folder: Path, manifest: Manifest | None = None) -> str:
    """The command that mends an index; all of it where the manifest can still be read."""
    if manifest is None:
        return f"shopcli index CATALOG --index {shlex.quote(str(folder))}"
    options = [] if manifest.embedder in (BOTH_EMBEDDERS, MULTILINGUAL_EMBEDDER) else ["--embedder", manifest.embedder]
    options += [] if manifest.precision == DEFAULT_PRECISION else ["--precision", manifest.precision]
    return shlex.join(["shopcli", "index", *manifest.catalog_files, "--index", str(folder), *options])


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
    sweep(folder)
    data = folder / f"data-{os.urandom(6).hex()}"
    data.mkdir()
    return data


def publish(folder: Path, manifest: Manifest) -> None:
    """Make ``manifest`` the index's own, in one step, and drop the files of the one before it.

    All that it names is on the disk before it is, so that not even a loss of power leaves it without its files.
    """
    atomic.flush(folder / manifest.data)
    manifest = replace(manifest, digests=digests_of(folder / manifest.data, manifest.sizes))
    manifest = replace(manifest, seal=seal_of(asdict(manifest)))
    save_stamps(folder / manifest.data, manifest.digests)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    # On the disk before the files of the old one go.
    atomic.write_text(folder / MANIFEST, text, unfinished=folder / f"{MANIFEST}.new", durable=True)
    sweep(folder, manifest.data)
    shutil.rmtree(folder / BUILDING, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    return path.name in (MANIFEST, f"{MANIFEST}.new", ".lock", BUILDING, "rules.toml") or _DATA.fullmatch(path.name) is not None


def sweep(folder: Path, used: str = "") -> None:
    """Remove the data folders that are not used and that nobody reads any more; for who holds the folder's lock.

    Args:
        folder: of the index.
        used: the data folder in use, where it is known; else the one that the manifest names. Where that cannot be
            read, nothing goes.
    """
    used = used or _used(folder)
    if not used and (folder / MANIFEST).exists():
        return
    for path in folder.iterdir():
        if _DATA.fullmatch(path.name) and path.name != used and not is_held(path):
            # What somebody reads goes with a later build. On Windows it could not go in any case.
            shutil.rmtree(path, ignore_errors=True)


def sizes_of(data: Path) -> dict[str, int]:
    """Bytes of each file below ``data``."""
    files = sorted(path for path in data.rglob("*") if path.is_file())
    return {path.relative_to(data).as_posix(): path.stat().st_size for path in files}


def _used(folder: Path) -> str:
    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["data"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
