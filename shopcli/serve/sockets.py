"""Where the sockets are: a folder that only its owner may enter, and a name for each index, settings and version.

Whoever asks with other settings, another version or changed weights looks for another name, and does not find it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import stat
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from shopcli import __version__
from shopcli.config import Settings, cache_dir, data_dir, runtime_dir
from shopcli.errors import ShopcliError
from shopcli.util.store_uri import normal_store

# Settings that decide which models are open, or where their answers come from; all others travel with a request.
LASTING = ("index", "store", "rules", "model", "device", "rank_weights", "server_connect_s", "server_timeout_s")
_PATHS = ("index", "rules", "model", "rank_weights")
_KEYS = ("SHOPCLI_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL")
_NAME = re.compile("[0-9a-f]{16}")
_KEPT = re.compile(r"sock|log|\d{1,3}")  # numbers are sockets that are not ready yet
_STARTING_S = 60.0
_OWN = "own:"  # a chatbot of one's own, as `shopcli.models.weights.sources` has it
_LONGEST_PATH = 103  # bytes that every system lets the path of a socket have


def is_supported() -> bool:
    """Whether this Python has sockets that are files; on Windows it has none."""
    return hasattr(socket, "AF_UNIX")


def lasting(settings: Settings) -> dict[str, str]:
    """The settings that a process keeps for good, as text; paths are absolute, whatever folder they were given in."""
    options = {name: str(getattr(settings, name)) for name in LASTING}
    options["index"] = str(settings.index_path)
    options["store"] = normal_store(settings.store)
    for name in _PATHS:
        with suppress(OSError):  # a source that is longer than a file's name may be is no path
            scheme, place = _parted(options[name])
            if place and (name == "index" or Path(place).exists()):
                options[name] = f"{scheme}{Path(place).resolve()}"
    return options


def socket_path(settings: Settings) -> Path:
    """The socket of the process that would answer with these settings."""
    options = lasting(settings)
    identity = [
        __version__,
        str(Path(__file__).resolve().parent),  # two checkouts of one version differ
        str(cache_dir().absolute()),
        str(data_dir().absolute()),  # profiles and purchases, which answers may hang on
        sorted(options.items()),
        [_stamp(Path(_parted(options[name])[1])) for name in ("model", "rank_weights") if options[name]],
        [os.environ.get(name, "") for name in _KEYS] if options["model"].startswith("openai:") else [],
    ]
    name = hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:16]
    return runtime_dir() / f"{name}.sock"


def _parted(source: str) -> tuple[str, str]:
    """The scheme of a source that names a folder of this machine by one, and its path."""
    return (_OWN, source[len(_OWN) :].strip()) if source[: len(_OWN)].casefold() == _OWN else ("", source)


def _stamp(path: Path) -> list[tuple[str, int, int]]:
    """Names, sizes and times of a model's files, which tell new weights from old ones; empty for what is no path."""
    with suppress(OSError):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        return [(file.name, (status := file.stat()).st_size, status.st_mtime_ns) for file in files]
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
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077


def sockets() -> Iterator[Path]:
    """Every socket of this user, whatever index and version."""
    if is_supported() and is_private(folder := runtime_dir()):
        yield from sorted(folder.glob("*.sock"))


def leftovers() -> dict[str, list[Path]]:
    """What processes keep in the folder of sockets, by the name of each: its socket, and its log unless it is fresh.

    A process that is being started has a log before it has its lock.
    """
    files: dict[str, list[Path]] = {}
    now = time.time()
    for path in runtime_dir().iterdir():
        name, _, kind = path.name.partition(".")
        if not (_NAME.fullmatch(name) and _KEPT.fullmatch(kind)):
            continue
        with suppress(OSError):  # it went by itself
            status = path.lstat()
            if status.st_uid == os.getuid() and (kind != "log" or now - status.st_mtime > _STARTING_S):
                files.setdefault(name, []).append(path)
    return files


def peer_pid(connection: socket.socket) -> int | None:
    """The process at the other end; None where the system does not tell."""
    return _peer(connection)[0] if sys.platform.startswith("linux") else None


def is_own_peer(connection: socket.socket) -> bool:
    """Whether the other end is a process of this user; where the system does not tell, the folder has to do."""
    return not sys.platform.startswith("linux") or _peer(connection)[1] == os.getuid()


def _peer(connection: socket.socket) -> tuple[int, int]:
    """The process at the other end and its user, as Linux tells them."""
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    pid, uid, _gid = struct.unpack("3i", credentials)
    return pid, uid
