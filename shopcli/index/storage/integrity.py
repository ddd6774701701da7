"""Whether the files of an index are those that were written, and that they stay while somebody reads them.

Each file's sha256 is in the manifest. Reading it all at each start would take longer than a search, so the sizes and times
of files that were found whole are kept beside them, or in the cache where their folder is only to be read: only a file that
was touched since is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import weakref
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from shopcli.config import cache_dir
from shopcli.util import atomic

STAMPS = ".whole"  # in a data folder; whoever deletes it only has the files read again

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed anyway
    fcntl = None  # type: ignore[assignment]


class Gone(Exception):
    """The data folder has been removed: another build has replaced the index."""


class Hold:
    """A data folder in use: no build removes it before this is let go, or its process ends."""

    def __init__(self, data: Path) -> None:
        self._file = -1
        if fcntl is None:
            return
        try:
            self._file = os.open(data, os.O_RDONLY)
        except FileNotFoundError:
            raise Gone from None
        except OSError:
            return
        weakref.finalize(self, os.close, self._file)
        with suppress(OSError):  # some network file systems have no locks
            fcntl.flock(self._file, fcntl.LOCK_SH)
        if not data.is_dir():
            raise Gone


def is_held(data: Path) -> bool:
    """Whether some process reads from a data folder."""
    if fcntl is None:
        return False
    try:
        file = os.open(data, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return isinstance(error, BlockingIOError)
    finally:
        os.close(file)
    return False


def digests_of(data: Path, names: Iterable[str]) -> dict[str, str]:
    """sha256 in hex of files, by their paths below ``data``."""
    return {name: digest_of(data / name) for name in names}


def save_stamps(data: Path, digests: Mapping[str, str]) -> None:
    """Keep sizes and times of files that are known to be whole; where that can be nowhere, they are read again next time."""
    stamps = {name: _stamp(data / name) for name in digests}
    if not _kept(data / STAMPS, stamps):
        aside = _aside(data)
        with suppress(OSError):
            aside.parent.mkdir(parents=True, exist_ok=True)
        _kept(aside, {"digests": _digest_of(digests), "stamps": stamps})


def _kept(path: Path, values: Mapping[str, Any]) -> bool:
    """Write a note; whether that could be."""
    try:
        atomic.write_text(path, json.dumps(values))
    except OSError:
        return False
    return True


def _aside(data: Path) -> Path:
    """Where the note of a data folder that is only to be read is: one for an index folder, whatever is built there."""
    return cache_dir() / "whole" / f"{hashlib.sha256(os.fsencode(data.parent.resolve())).hexdigest()[:32]}.json"


def damage(data: Path, sizes: Mapping[str, int], digests: Mapping[str, str], *, thorough: bool = False) -> str | None:
    """What is wrong with the first damaged file, such as ``values.npy is missing``; None where all is as it was written.

    Args:
        data: the folder.
        sizes: bytes of each file.
        digests: sha256 of each file; empty where the index was written without.
        thorough: read every file, touched or not.
    """
    noted_stamps = {} if thorough else _read(data / STAMPS)
    touched = []
    for name, size in sizes.items():
        stamp = _stamp(data / name)
        if stamp is None:
            return f"{name} is missing"
        if stamp[0] != size:
            return f"{name} has {stamp[0]:,} bytes instead of {size:,}"
        if stamp != noted_stamps.get(name) and name in digests:
            touched.append(name)
    cached_stamps = {} if thorough or not touched else _noted_aside(data, digests)
    touched = [name for name in touched if _stamp(data / name) != cached_stamps.get(name)]
    for name in touched:
        if digest_of(data / name) != digests[name]:
            return f"{name} holds other bytes than were written"
    if touched:
        save_stamps(data, digests)
    return None


def seal_of(values: Mapping[str, Any]) -> str:
    """A digest over a manifest's other values, by which a changed one is known."""
    sealed_text = json.dumps({name: value for name, value in values.items() if name != "seal"}, sort_keys=True)
    return hashlib.sha256(sealed_text.encode()).hexdigest()


def digest_of(path: Path) -> str:
    """sha256 in hex of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp(path: Path) -> list[int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]


def _noted_aside(data: Path, digests: Mapping[str, str]) -> Mapping[str, Any]:
    """The stamps of these very files in the cache; empty where there are none."""
    note = _read(_aside(data))
    stamps = note.get("stamps") if note.get("digests") == _digest_of(digests) else None
    return stamps if isinstance(stamps, dict) else {}


def _digest_of(digests: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> Mapping[str, Any]:
    """A note; empty where it is not there or broken."""
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}
