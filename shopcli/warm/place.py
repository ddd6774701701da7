"""Where the sockets are: a folder that only its owner may enter, and a name for each index, settings and version.

Whoever asks with other settings, another version or changed weights looks for another name, and does not find it.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import stat
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from shopcli import __version__
from shopcli.config import Settings, cache_dir, runtime_dir
from shopcli.errors import ShopcliError

# Settings that decide which models are open, or where their answers come from; all others travel with a request.
LASTING = ("index", "model", "device", "rank_weights", "server_connect_s", "server_timeout_s")
_PATHS = ("index", "model", "rank_weights")
_KEYS = ("SHOPCLI_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL")
_LONGEST_PATH = 103  # bytes that every system lets the path of a socket have


def is_supported() -> bool:
    """Whether this Python has sockets that are files; on Windows it has none."""
    return hasattr(socket, "AF_UNIX")


def lasting(settings: Settings) -> dict[str, str]:
    """The settings that a process keeps for good, as text; paths are absolute, whatever folder they were given in."""
    found = {name: str(getattr(settings, name)) for name in LASTING}
    found["index"] = str(settings.index_path)
    for name in _PATHS:
        with suppress(OSError):  # a source that is longer than a file's name may be is no path
            path = Path(found[name])
            if found[name] and (name == "index" or path.exists()):
                found[name] = str(path.resolve())
    return found


def socket_path(settings: Settings) -> Path:
    """The socket of the process that would answer with these settings."""
    kept = lasting(settings)
    told = [
        __version__,
        str(Path(__file__).resolve().parent),  # two checkouts of one version differ
        str(cache_dir().absolute()),
        sorted(kept.items()),
        [_stamp(Path(kept[name])) for name in ("model", "rank_weights") if kept[name]],
        [os.environ.get(name, "") for name in _KEYS] if kept["model"].startswith("openai:") else [],
    ]
    name = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
    return runtime_dir() / f"{name}.sock"


def _stamp(path: Path) -> list[tuple[str, int, int]]:
    """Names, sizes and times of a model's files, which tell new weights from old ones; empty for what is no path."""
    with suppress(OSError):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        return [(file.name, (found := file.stat()).st_size, found.st_mtime_ns) for file in files]
    return []


def own_folder() -> Path:
    """The folder of sockets, made where it is missing.

    Raises:
        ShopcliError: others could enter it, it cannot be made, or its path is too long for a socket.
    """
    folder = runtime_dir()
    hint = "Name a short folder of your own with SHOPCLI_RUNTIME_DIR."
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise ShopcliError(f"{folder} cannot be made: {error.strerror}.", hint=hint) from None
    if not is_private(folder):
        raise ShopcliError(f"Others than you can enter {folder}, or it is not yours.", hint=f"Try: chmod 700 {folder}. {hint}")
    if len(os.fsencode(folder / f"{'0' * 16}.sock")) > _LONGEST_PATH:
        raise ShopcliError(f"The path {folder} is too long to hold a socket.", hint=hint)
    return folder


def is_private(folder: Path) -> bool:
    """Whether it is a real folder, this user's own, that nobody else may enter."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def sockets() -> Iterator[Path]:
    """Every socket of this user, whatever index and version."""
    if is_supported() and is_private(folder := runtime_dir()):
        yield from sorted(folder.glob("*.sock"))


def is_own_peer(connection: socket.socket) -> bool:
    """Whether the other end is a process of this user; where the system does not tell, the folder has to do."""
    if not sys.platform.startswith("linux"):
        return True
    held = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _pid, uid, _gid = struct.unpack("3i", held)
    return bool(uid == os.getuid())
