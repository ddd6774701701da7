"""What onnxruntime's telemetry left on the disk while earlier versions of ours let it: found, removed once, and told."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

_STORE = ("Microsoft", "DeveloperTools", ".onnxruntime")
_FILES = re.compile(r"onnxruntime\.db(-wal|-shm|-journal)?|deviceid(\.lock|\.tmp\..+)?")
_SESSION = re.compile(rb"\d{10,16}\n[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n?")
_NOTE = "onnxruntime-telemetry-removed.txt"


def stored() -> list[Path]:
    """The files of onnxruntime's telemetry: a device id and a queue of events, in folders of its own name alone.

    On Windows the device id is a value in the registry (HKCU, SOFTWARE/Microsoft/DeveloperTools/.onnxruntime), which stays:
    nothing reads it while the telemetry is off.
    """
    files: list[Path] = []
    with suppress(OSError, RuntimeError):  # a folder that may not be entered, a user without a home
        for folder in filter(Path.is_dir, _stores()):
            files += sorted(path for path in folder.iterdir() if _FILES.fullmatch(path.name) and path.is_file())
    return [*files, *(_sessions() if files else ())]


def remove_once(cache: Path) -> tuple[list[str], str]:
    """Remove what onnxruntime left while earlier versions of ours let it, the first time that this is called, and note it.

    Other programs may keep their events in the same queue. They lose nothing: it is made anew where it is missing, and so is
    the id, a random number. But what they make after this time is theirs, and stays.

    Args:
        cache: our own cache folder, which holds the note.

    Returns:
        The paths that were removed then, and the day of it; both are empty where something could not be removed.
    """
    note = cache / _NOTE
    with suppress(OSError, ValueError):
        day, *paths = note.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        return paths, day
    removed = []
    for path in stored():
        with suppress(OSError):  # Windows keeps a file that a running program has open
            path.unlink()
            removed.append(path)
    if stored():
        return [], ""
    for store in {path.parent for path in removed if path.parent.name == _STORE[-1]}:
        with suppress(OSError):  # a folder that holds more stays
            for folder in (store, *store.parents[: len(_STORE) - 1]):
                folder.rmdir()
    names, day = [str(path) for path in removed], datetime.now(UTC).date().isoformat()
    with suppress(OSError):  # a cache that cannot be written means that it is looked at again
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text("\n".join([day, *names]), encoding="utf-8", errors="surrogateescape")
    return names, day


def _stores() -> Iterator[Path]:
    """Where onnxruntime keeps its telemetry, on this system, in all its versions."""
    if sys.platform == "win32":
        bases = [Path(os.environ.get("LOCALAPPDATA") or os.environ.get("APPDATA") or Path.home() / "AppData" / "Local")]
    elif sys.platform == "darwin":
        bases = [Path.home() / "Library" / "Application Support"]
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME", ""))
        bases = [cache if cache.is_absolute() else Path.home() / ".cache", Path.home()]
    yield from (base.joinpath(*_STORE) for base in bases)


def _sessions() -> Iterator[Path]:
    """The telemetry library's id of a session, among the temporary files, where it is this user's and of its very form."""
    path = Path(os.environ.get("TMPDIR") or "/tmp", ".ses")
    with suppress(OSError):
        if hasattr(os, "getuid") and not path.is_symlink() and path.stat().st_uid == os.getuid():
            with path.open("rb") as file:
                if _SESSION.fullmatch(file.read(100)):
                    yield path
