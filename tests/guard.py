"""A network guard for processes: every name look-up and every connection beyond this machine is noted, and refused.

Two layers watch. `guard.c` is preloaded and stands before libc's calls, so that native threads are seen too (Linux with a C
compiler). An audit hook of Python stands before its socket module, on every system. Each says that it is there before
anything runs, so a process that nobody watched is found out. A home of its own shows which files a program leaves behind.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# Set on machines that build and test, where onnxruntime's telemetry keeps quiet by itself; and what would switch it off.
QUIETING = (
    "CI TF_BUILD GITHUB_ACTIONS GITLAB_CI CIRCLECI TRAVIS JENKINS_URL CODEBUILD_BUILD_ID BUILDKITE TEAMCITY_VERSION APPVEYOR "
    "BITBUCKET_BUILD_NUMBER ORT_RUNNING_UNIT_TESTS ORT_DISABLE_TELEMETRY HF_HUB_DISABLE_TELEMETRY DISABLE_TELEMETRY "
    "DO_NOT_TRACK HF_HUB_OFFLINE TRANSFORMERS_OFFLINE"
).split()
_LOG = "NETWORK_GUARD_LOG"
_HOOK = """\
import os, sys

_HERE = {"localhost", "::1", "", None}

def _note(what, detail):
    line = f"{os.getpid()}\\tpython\\t{what}\\t{detail}\\n".encode("utf-8", "replace")
    log = os.open(os.environ["NETWORK_GUARD_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(log, line)
    os.close(log)

def _hook(event, arguments):
    if not event.startswith("socket."):
        return
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getnameinfo":
        host = arguments[0][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in _HERE and not str(host).startswith("127."):
        _note(event, host)
        raise OSError(f"the network guard refuses {event} {host}")

_note("watches", " ".join(sys.orig_argv[1:4])[:80].replace("\\n", " "))
sys.addaudithook(_hook)
"""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a process did.

    Attributes:
        layer: "native" or "python".
        what: "watches", or the call that was refused.
        detail: a name, an address, a program.
    """

    pid: int
    layer: str
    what: str
    detail: str


def native_library(folder: Path) -> Path | None:
    """`guard.c`, compiled into ``folder``; None where it cannot be: another system, or no C compiler."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if not sys.platform.startswith("linux") or compiler is None:
        return None
    library = folder / "guard.so"
    source = Path(__file__).with_name("guard.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library


class GuardedHome:
    """A home folder that was never lived in, whose processes are watched.

    Args:
        folder: an empty folder; the home, what shopcli may write to and the guard's own files are made in it.
        library: what `native_library` made.
    """

    def __init__(self, folder: Path, library: Path | None) -> None:
        self.folder, self._log = folder, folder / "guard.log"
        self.home, self.own = folder / "home", folder / "own"
        self._sockets = Path(tempfile.mkdtemp(prefix="sg-"))  # their paths have to be short
        for path in (self.home, self.home / "temporary", self.home / "here", self.own, folder / "hook"):
            path.mkdir()
        (folder / "hook" / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")
        self.layers = {"python", "native"} if library else {"python"}
        self.environment = self._environment(library)

    def _environment(self, library: Path | None) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in QUIETING and not name.startswith("XDG_")}
        homes = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"), str(self.home))
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.home / "temporary"))
        shopcli = {f"SHOPCLI_{name}_DIR": str(self.own / name.lower()) for name in ("CACHE", "DATA")}
        shopcli["SHOPCLI_RUNTIME_DIR"] = str(self._sockets)
        paths = [str(self.folder / "hook"), str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
        watched = {_LOG: str(self._log), "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        if library:
            watched["LD_PRELOAD"] = str(library)
        config = {"SHOPCLI_CONFIG": str(self.own / "config.toml"), "SHOPCLI_DEVICE": "cpu"}
        return kept | homes | temporary | shopcli | config | watched | {"PIP_NO_INDEX": "1", "PYTHONUNBUFFERED": "1"}

    def start(self, *arguments: object, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """A Python process with these arguments, in a folder of this home; all its streams are pipes."""
        return subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=self.home / "here",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self.environment | (environment or {}),
        )

    def run(self, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """What such a process says until it ends."""
        process = self.start(*arguments)
        said = process.communicate(stdin)
        assert self.watched_by(process.pid) == self.layers, f"nobody watched {arguments}"
        return subprocess.CompletedProcess([*map(str, arguments)], process.returncode, *said)

    def events(self) -> list[Event]:
        """All that was noted so far, in order."""
        lines = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        split = (line.split("\t", 3) for line in lines)
        return [Event(int(pid), layer, what, detail) for pid, layer, what, detail in split]

    def reached_out(self) -> list[Event]:
        """Every look-up and connection that was tried."""
        return [event for event in self.events() if event.what != "watches"]

    def watched_by(self, pid: int) -> set[str]:
        """The layers that watch a process."""
        return {event.layer for event in self.events() if event.pid == pid and event.what == "watches"}

    def strangers(self) -> list[str]:
        """Files left in this home, its temporary folder and the folder where programs ran, where nothing of ours belongs."""
        return sorted(path.relative_to(self.home).as_posix() for path in self.home.rglob("*") if not path.is_dir())

    def close(self) -> None:
        """Remove the folder of sockets, which is not in this one."""
        shutil.rmtree(self._sockets, ignore_errors=True)
