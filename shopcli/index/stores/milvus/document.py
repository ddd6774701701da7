"""The catalog document in Milvus, and its mirror on this machine.

A file of any size is cut into pieces that fit into a text of Milvus. Whoever asks copies the document of a version once into
the cache, where each file is held against the digest that the manifest has of it, and reads it there from then on.
"""

from __future__ import annotations

import base64
import json
import shutil
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import filelock

from shopcli.errors import IndexNotFound, IndexUnusable
from shopcli.index.storage.integrity import Hold, is_held
from shopcli.index.storage.manifest import FORMAT, LEARNED, MANIFEST, Manifest, held_manifest
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.milvus.collections import VersionNames
from shopcli.index.stores.milvus.connection import Connection
from shopcli.util import atomic

ABOUT = "about"
_LAYOUT = 1  # raise it with what the collections hold
_PIECE = 50_000  # bytes, which are at most 65,000 letters in base 85 even where they cannot be compressed
_PIECES_AT_ONCE = 64
_WAIT_S = 600.0  # for another process that copies the same version
# What lies in the store as rows, and what only the next update of a folder needs.
_LEFT_OUT = frozenset(
    "products.jsonl vectors.faiss cells.npy cell_centres.npy fact_vectors.npy keys.npy origins.npy fact_keys.npy "
    "fact_vector_keys.npy offsets.npy names.json name_vectors.npy words/counts.npy words/lengths.npy".split()
)


def document_files(data: Path) -> dict[str, Path]:
    """The files of the catalog document in a data folder, by their paths below it."""
    files = {path.relative_to(data).as_posix(): path for path in sorted(data.rglob("*")) if path.is_file()}
    return {name: path for name, path in files.items() if not name.startswith((LEARNED + "/", ".")) and name not in _LEFT_OUT}


@dataclass(frozen=True, slots=True)
class About:
    """What a version is.

    Attributes:
        manifest: its ``sizes`` and ``digests`` are of the document's files alone.
        fields: the columns that lie in the store as fields, in their order.
        nothing: what is in a field of a product whose record is silent; None where it is empty.
    """

    manifest: Manifest
    fields: tuple[str, ...]
    nothing: float | None = None


def write_document(connection: Connection, names: VersionNames, files: Mapping[str, Path], about: About) -> None:
    """Write the document: its files by their paths below the data folder, and what it is of."""
    told = {"layout": _LAYOUT, **asdict(about)}
    pieces: list[dict[str, Any]] = []
    for name, content in (*((name, path.read_bytes()) for name, path in files.items()), (ABOUT, json.dumps(told).encode())):
        for piece in _pieces(name, content):
            pieces.append(piece)
            if len(pieces) >= _PIECES_AT_ONCE:
                connection.call("upsert", names.document, pieces)
                pieces = []
    if pieces:
        connection.call("upsert", names.document, pieces)


def _pieces(name: str, content: bytes) -> Iterator[dict[str, Any]]:
    for number, start in enumerate(range(0, max(len(content), 1), _PIECE)):
        text = base64.b85encode(zlib.compress(content[start : start + _PIECE], 1)).decode()
        yield {"piece": _key(name, number), "text": text, "vector": [0.0, 0.0]}


def _key(name: str, number: int) -> str:
    return f"{name}#{number}"


def read_pieces(connection: Connection, names: VersionNames, keys: Sequence[str]) -> dict[str, bytes]:
    """Some pieces of the document by their keys; those that are not there are left out."""
    # Strong: a version may have been written a moment ago.
    options = {"output_fields": ["piece", "text"], "consistency_level": "Strong"}
    told = connection.call("query", names.document, filter=f"piece in {json.dumps(list(keys))}", **options)
    try:
        return {piece["piece"]: zlib.decompress(base64.b85decode(piece["text"])) for piece in told}
    except (ValueError, zlib.error, KeyError, TypeError) as error:
        raise StoreError(f"{names.document} holds no pieces of an index: {error}", hint=_ANEW) from None


def record_key(row: int) -> str:
    """What a record that is too long for a text of Milvus is called among the pieces."""
    return f"@record/{row}"


def read_text(connection: Connection, names: VersionNames, name: str) -> bytes:
    """A text among the pieces, read to its end; empty where there is none."""
    text, number = b"", 0
    while piece := read_pieces(connection, names, [key := _key(name, number)]).get(key):
        text, number = text + piece, number + 1
    return text


def piece_of(name: str, content: bytes) -> list[dict[str, Any]]:
    """The rows by which a text of any size lies among the pieces."""
    return list(_pieces(name, content))


_ANEW = "Write it again: shopcli index CATALOG --store STORE --anew"


def read_about(connection: Connection, names: VersionNames) -> About:
    """What a version is.

    Raises:
        StoreError: it is of another layout or format, or is no index.
    """
    try:
        about = json.loads(read_text(connection, names, ABOUT))
        values = about["manifest"]
        if (about["layout"], values["format"]) != (_LAYOUT, FORMAT):
            raise StoreError(f"{names.document} was written by another shopcli.", hint=_ANEW)
        values["catalog_files"] = tuple(values["catalog_files"])
        return About(Manifest(**values), tuple(about["fields"]), about.get("nothing"))
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{names.document} is no index of shopcli's: {error}", hint=_ANEW) from None


def held_mirror(connection: Connection, names: VersionNames, manifest: Manifest, mirrors: Path) -> tuple[Path, Hold]:
    """See `mirror_of`; as long as the second is kept, nobody removes it. One that was damaged since is copied again."""
    mirror = mirror_of(connection, names, manifest, mirrors)
    try:
        return mirror, held_manifest(mirror)[1]
    except (IndexNotFound, IndexUnusable):
        shutil.rmtree(mirror, ignore_errors=True)
        mirror = mirror_of(connection, names, manifest, mirrors)
        return mirror, held_manifest(mirror)[1]


def mirror_of(connection: Connection, names: VersionNames, manifest: Manifest, mirrors: Path) -> Path:
    """The folder with the document of a version on this machine; copied where it is not there yet.

    Args:
        connection: to the store.
        names: of the version's collections.
        manifest: of the version.
        mirrors: the folder of all mirrors of that store; those of other versions that nobody reads are removed.

    Raises:
        StoreError: the store is away, or holds other files than were written.
        OSError: it cannot be written.
    """
    folder = mirrors / names.version
    if not (folder / MANIFEST).is_file():
        mirrors.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(mirrors / ".lock").acquire(timeout=_WAIT_S):
            if not (folder / MANIFEST).is_file():
                with atomic.replacing_folder(folder) as beside:
                    _copy(connection, names, manifest, beside)
            for path in mirrors.iterdir():
                if path.is_dir() and path != folder and not any(map(is_held, path.glob("data-*"))):
                    shutil.rmtree(path, ignore_errors=True)
    return folder


def _copy(connection: Connection, names: VersionNames, manifest: Manifest, folder: Path) -> None:
    import hashlib

    for name, size in manifest.sizes.items():
        path = folder / manifest.data / name
        if folder not in path.resolve().parents and folder.resolve() not in path.resolve().parents:
            raise StoreError(f"{names.document} names a file outside of its folder: {name}", hint=_ANEW)
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        count = -(-max(size, 1) // _PIECE)
        with path.open("wb") as file:
            for first in range(0, count, _PIECES_AT_ONCE):
                keys = [_key(name, number) for number in range(first, min(first + _PIECES_AT_ONCE, count))]
                pieces = read_pieces(connection, names, keys)
                content = b"".join(pieces.get(key, b"") for key in keys)
                digest.update(content)
                file.write(content)
        if digest.hexdigest() != manifest.digests.get(name):
            raise StoreError(f"{name} in {names.document} holds other bytes than were written.", hint=_ANEW)
    atomic.write_text(folder / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False))
