"""The catalog document in Milvus, and its mirror on this machine.

A file of any size is cut into pieces that fit into a text of Milvus. Whoever asks copies the document of a version once into
the cache, where each file is held against the digest that the manifest has of it, and reads it there from then on.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import filelock

from shopcli.errors import IndexNotFound, IndexUnusable
from shopcli.index.storage.integrity import Hold, is_held
from shopcli.index.storage.manifest import FORMAT, LEARNED, MANIFEST, Manifest, held_manifest
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.milvus.collections import VersionNames
from shopcli.index.stores.milvus.connection import Connection
from shopcli.index.stores.milvus.pages import AT_ONCE, PIECE
from shopcli.util import atomic

ABOUT = "about"
_LAYOUT = 2  # raise it with what the collections hold
_LAYOUTS = (1, _LAYOUT)  # that are read: the first had no files that are not copied whole, and its texts are in base 85
_MARK = "."  # before a text in base 64, which stands nowhere in one in base 85
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
        paged: the bytes of each file that is not copied whole.
    """

    manifest: Manifest
    fields: tuple[str, ...]
    nothing: float | None = None
    paged: Mapping[str, int] = field(default_factory=dict)


def write_document(connection: Connection, names: VersionNames, files: Mapping[str, Path], about: About) -> None:
    """Write the document: its files by their paths below the data folder, and what it is of."""
    told = {"layout": _LAYOUT, **asdict(about)}
    rows: list[dict[str, Any]] = []
    for row in chain(*(_pieces_of_file(name, path) for name, path in files.items()), _pieces(ABOUT, json.dumps(told).encode())):
        rows.append(row)
        if len(rows) >= AT_ONCE:
            connection.call("upsert", names.document, rows)
            rows = []
    if rows:
        connection.call("upsert", names.document, rows)


def _pieces_of_file(name: str, path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        yield _piece(name, 0, file.read(PIECE))
        yield from (_piece(name, number, piece) for number, piece in enumerate(iter(lambda: file.read(PIECE), b""), 1))


def _pieces(name: str, content: bytes) -> Iterator[dict[str, Any]]:
    for number, start in enumerate(range(0, max(len(content), 1), PIECE)):
        yield _piece(name, number, content[start : start + PIECE])


def _piece(name: str, number: int, content: bytes) -> dict[str, Any]:
    text = _MARK + base64.b64encode(zlib.compress(content, 1)).decode()
    return {"piece": _key(name, number), "text": text, "vector": [0.0, 0.0]}


def _content(text: str) -> bytes:
    decode = base64.b64decode if text.startswith(_MARK) else base64.b85decode
    return zlib.decompress(decode(text.removeprefix(_MARK)))


def _key(name: str, number: int) -> str:
    return f"{name}#{number}"


def read_pieces(connection: Connection, names: VersionNames, keys: Sequence[str]) -> dict[str, bytes]:
    """Some pieces of the document by their keys; those that are not there are left out."""
    told: list[Any] = []
    # A version may have been written a moment ago; to wait for what was written last takes a tick of the server's clock.
    for level in ("Bounded", "Strong"):
        options = {"output_fields": ["piece", "text"], "consistency_level": level}
        told = list(connection.call("query", names.document, filter=f"piece in {json.dumps(list(keys))}", **options))
        if len(told) >= len(keys):
            break
    try:
        return {piece["piece"]: _content(piece["text"]) for piece in told}
    except (ValueError, zlib.error, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{names.document} holds no pieces of an index: {error}", hint=_ANEW) from None


def numbered_pieces(connection: Connection, names: VersionNames, name: str, numbers: Sequence[int]) -> dict[int, bytes]:
    """Some pieces of a file of the document by their numbers; those that are not there are left out."""
    key_of = {_key(name, number): number for number in numbers}
    return {key_of[key]: piece for key, piece in read_pieces(connection, names, list(key_of)).items() if key in key_of}


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
        if about["layout"] not in _LAYOUTS or values["format"] != FORMAT:
            raise StoreError(f"{names.document} was written by another shopcli.", hint=_ANEW)
        values["catalog_files"] = tuple(values["catalog_files"])
        paged = {str(name): int(size) for name, size in about.get("paged", {}).items()}
        return About(Manifest(**values), tuple(about["fields"]), about.get("nothing"), paged)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{names.document} is no index of shopcli's: {error}", hint=_ANEW) from None


def held_mirror(connection: Connection, names: VersionNames, about: About, mirrors: Path) -> tuple[Path, Hold]:
    """See `mirror_of`; as long as the second is kept, nobody removes it. One that was damaged since is copied again."""
    mirror = mirror_of(connection, names, about, mirrors)
    try:
        return mirror, held_manifest(mirror)[1]
    except (IndexNotFound, IndexUnusable):
        shutil.rmtree(mirror, ignore_errors=True)
        mirror = mirror_of(connection, names, about, mirrors)
        return mirror, held_manifest(mirror)[1]


def mirror_of(connection: Connection, names: VersionNames, about: About, mirrors: Path) -> Path:
    """The folder with the document of a version on this machine; copied where it is not there yet.

    Args:
        connection: to the store.
        names: of the version's collections.
        about: the version.
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
                    _copy(connection, names, about, beside)
            for path in mirrors.iterdir():
                if path.is_dir() and path != folder and not any(map(is_held, path.glob("data-*"))):
                    shutil.rmtree(path, ignore_errors=True)
    return folder


def _copy(connection: Connection, names: VersionNames, about: About, folder: Path) -> None:
    manifest = about.manifest
    for name, size in {**manifest.sizes, **about.paged}.items():
        path = folder / manifest.data / name
        if folder not in path.resolve().parents and folder.resolve() not in path.resolve().parents:
            raise StoreError(f"{names.document} names a file outside of its folder: {name}", hint=_ANEW)
        path.parent.mkdir(parents=True, exist_ok=True)
        if name in about.paged:
            path.touch()
            os.truncate(path, size)  # as long, and empty
        elif _copied(connection, names, name, size, path) != manifest.digests.get(name):
            raise StoreError(f"{name} in {names.document} holds other bytes than were written.", hint=_ANEW)
    atomic.write_text(folder / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False))


def _copied(connection: Connection, names: VersionNames, name: str, size: int, path: Path) -> str:
    """Copy a file of the document; the digest of what was copied."""
    import hashlib

    digest = hashlib.sha256()
    count = -(-max(size, 1) // PIECE)
    with path.open("wb") as file:
        for first in range(0, count, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, count))
            pieces = numbered_pieces(connection, names, name, numbers)
            content = b"".join(pieces.get(number, b"") for number in numbers)
            digest.update(content)
            file.write(content)
    return digest.hexdigest()
