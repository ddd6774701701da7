"""A Python without what POSIX alone brings, as shopcli's code on Windows would find it.

    python -m tests.bare_system        runs a command line for each line of JSON on standard input

shopcli's own code can neither import modules as `fcntl` nor find calls as `os.getuid`; libraries can. What cannot be taken
away: files are named and replaced as on this system, so that one that is open can be removed, and paths have no drive.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import json
import os
import signal
import socket
import sys
from types import ModuleType
from typing import Any

MODULES = frozenset(("crypt", "fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"))
OF_OS = frozenset(
    "chroot fchmod fchown fork forkpty getegid geteuid getgid getgroups getloadavg getpgid getsid getuid initgroups killpg "
    "lchown mkfifo mknod nice openpty posix_spawn pread pwrite sched_getaffinity sched_setaffinity sched_yield sendfile setgid "
    "setsid setuid statvfs sync sysconf uname wait wait3 wait4 O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK O_SYNC".split()
)
OF_SIGNAL = frozenset("SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGQUIT SIGUSR1 SIGUSR2 SIGWINCH alarm setitimer".split())
OF_SOCKET = frozenset(("AF_UNIX", "SO_PEERCRED"))
_HOLDERS = (("os", os, OF_OS), ("signal", signal, OF_SIGNAL), ("socket", socket, OF_SOCKET))


def take_away() -> None:
    """From here on, what shopcli imports is without them; libraries choose by the system's name, which stays."""
    real = builtins.__import__
    poorer = {name: _without(holder, names) for name, holder, names in _HOLDERS}

    def importing(name: str, globals_: Any = None, *rest: Any, **more: Any) -> Any:
        importer = str((globals_ or {}).get("__name__", ""))
        if importer.partition(".")[0] != "shopcli":
            return real(name, globals_, *rest, **more)
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return poorer.get(name) or real(name, globals_, *rest, **more)

    builtins.__import__ = importing


def _without(holder: ModuleType, names: frozenset[str]) -> ModuleType:
    poorer = ModuleType(holder.__name__)
    vars(poorer).update({name: value for name, value in vars(holder).items() if name not in names})
    return poorer


def run(arguments: list[str], typed: str) -> dict[str, Any]:
    """What a command line shows, and its exit code."""
    from shopcli.__main__ import main

    out, err = io.StringIO(), io.StringIO()
    sys.argv, sys.stdin, code = ["shopcli", *arguments], io.StringIO(typed), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


if __name__ == "__main__":
    commands, results = sys.stdin.read().splitlines(), sys.stdout
    take_away()
    for line in commands:
        job = json.loads(line)
        print(json.dumps(run(job["arguments"], job.get("typed", ""))), file=results, flush=True)
