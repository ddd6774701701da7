"""Catalog files in an object store (s3://, gs:// and whatever else fsspec knows), brought to where every node sees them."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from shopcli.errors import CatalogError, ShopcliError
from shopcli.util.atomic import replacing

FETCHED = "fetched"  # the folder of the index that holds them
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+):/+(?P<rest>[^/].*)", re.IGNORECASE)
_PATTERN = "*?["
_DIGITS, _LONGEST = 16, 80
_TELLING = ("etag", "mtime", "lastmodified", "last_modified", "updated", "md5hash")


class RemoteFile(NamedTuple):
    """A file of an object store, and the path that it is brought to; another version of it has another path."""

    url: str
    path: str


class RemoteCatalog(NamedTuple):
    """What a URL names, and where it is once its files are brought: a file, or a folder of them."""

    place: Path
    files: tuple[RemoteFile, ...]


def url_of(path: Path) -> str:
    """The URL that a path was written as, which as a path has lost a slash; empty where it is a path."""
    match = _URL.fullmatch(path.as_posix())
    if match is None or path.exists():
        return ""
    slashes = ":///" if match["scheme"].lower() in ("file", "local") else "://"
    return f"{match['scheme']}{slashes}{match['rest']}"


def catalog_at(url: str, folder: Path) -> RemoteCatalog:
    """The files that a URL names: one, those of a folder, or those that a pattern fits.

    Args:
        url: with fsspec's own names of stores; keys come from where they have theirs, such as AWS_ACCESS_KEY_ID.
        folder: they are to be brought into.

    Raises:
        CatalogError: there is none, or the store cannot be reached.
        ShopcliError: what reaches such a store is not installed.
    """
    import fsspec

    try:
        store, inner = fsspec.core.url_to_fs(url)
        found = store.glob(inner) if any(mark in inner for mark in _PATTERN) else store.find(inner)
        names = sorted(name for name in found if store.isfile(name))
        versions = [_version(store, name) for name in names]
    except ImportError as error:
        raise ShopcliError(f"{url} cannot be reached: {error}", hint="Install what it names, on every node.") from None
    except Exception as error:  # each store has failures of its own
        raise _unreachable(url, error) from None
    if not names:
        raise CatalogError(
            f"There is no file at {url}.", hint="Name a file, a folder, or a pattern such as s3://shop/part-*.csv."
        )
    own = folder / _short(url)
    files = tuple(
        RemoteFile(store.unstrip_protocol(name), str(own / f"{sorting}.{version}" / name.rsplit("/", 1)[-1]))
        for (sorting, name), version in zip(_sorting(names), versions, strict=True)
    )
    return RemoteCatalog(Path(files[0].path) if names == [inner] else own, files)


def _sorting(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names in their order, each with what puts its folder in that order, too, and stays when others come."""
    return ((name.rpartition("/")[0].replace("/", "~")[-_LONGEST:] + "~" + name.rsplit("/", 1)[-1], name) for name in names)


def fetch(file: RemoteFile) -> int:
    """Bring a file, whole or not at all; one that is there is not brought again. Returns its bytes.

    Raises:
        CatalogError: it cannot be read.
    """
    import fsspec

    path = Path(file.path)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with replacing(path) as beside, fsspec.open(file.url, "rb") as source, beside.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 22)
        except Exception as error:
            raise _unreachable(file.url, error) from None
    return path.stat().st_size


def leave_only(files: Sequence[RemoteFile], folder: Path) -> None:
    """Remove what was brought for another build."""
    used = {Path(file.path).parent for file in files}
    for path in folder.glob("*/*"):
        if path not in used:
            shutil.rmtree(path, ignore_errors=True)


def _version(store: Any, name: str) -> str:
    """What tells this version of a file from others of its name: its tag or its time, or where a store has neither, now."""
    told = store.info(name)
    is_told = any(str(key).lower() in _TELLING for key in told)
    marks = f"{store.ukey(name)} {sorted(told.items(), key=str)}" if is_told else f"{name} {time.time_ns()}"
    return _short(marks)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _unreachable(url: str, error: Any) -> CatalogError:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return CatalogError(f"{url} cannot be read: {reason}", hint="Look at the address and at the store's keys, on every node.")
