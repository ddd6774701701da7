"""A shop whose `shopcli serve` is a real process, started and ended by the tests."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.here import run_here
from tests.test_cli import ROWS, Shell

SIGKILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has neither the signal nor shopcli serve
REQUESTS = (
    ("rain coat under 90, not black",),
    ("rain coat with hood", "--explain"),
    ("rain coat", "--top", "1", "--brand", "fjell"),
    ("how many coats do you have",),
    ("rain coat under 5", "--json"),
    ("rain coat with hood", "--json", "--explain", "--no-rerank"),
    ("coat", "--where", "hood=maybe"),
    ("coat", "--brand", "Fjel"),
    ("coat", "--min-price", "9", "--max-price", "5"),
    ("   ",),
    ("绿色的雨衣",),
    ("\x1b[31mcoat 😀\u2028",),
)


class WarmShell(Shell):
    """A `Shell` with a folder of sockets; its path is short, as sockets want it."""

    def __init__(self, home: Path, encoder: Path) -> None:
        super().__init__(home, cache=encoder.parent / "cache")
        self.encoder = encoder
        self.sockets = Path(tempfile.mkdtemp(prefix="sc-"))
        self.catalog = home / "shop.json"
        self.environment = self._environment
        self.environment |= {"SHOPCLI_RUNTIME_DIR": str(self.sockets), "SHOPCLI_INDEX": str(self.index)}

    def build(self, rows: list[dict[str, object]] | None = None) -> None:
        """Index these rows."""
        self.catalog.write_text(json.dumps(ROWS if rows is None else rows), encoding="utf-8")
        done = self.run("index", self.catalog, "--embedder", self.encoder)
        assert done.returncode == 0, done.stderr

    def here(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """As `run`, in this process: quicker, and one at a time."""
        return run_here(*arguments, environment=self.environment)

    def start(self, *arguments: object, **environment: str) -> subprocess.Popen[str]:
        """A process that goes on running."""
        return subprocess.Popen(
            [sys.executable, "-m", "shopcli", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self.environment | environment,
        )

    @contextmanager
    def serving(self, *arguments: object, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """`shopcli serve`, warm, until the block ends."""
        process = self.start("serve", *arguments, **environment)
        try:
            assert process.stderr is not None
            for line in process.stderr:
                if line == "Warm.\n":
                    break
                assert not line.startswith("Not warm"), line
            else:
                raise AssertionError("it ended before it was warm")
            yield process
        finally:
            process.kill()
            process.communicate()

    def status(self) -> str:
        """What `--status` says."""
        return self.run("serve", "--status").stdout

    def answered(self) -> int:
        """How many requests the one process has answered."""
        return int(self.status().partition(" answered")[0].rpartition(" ")[2])

    def connect(self) -> socket.socket:
        """A bare connection to the one process, whose greeting has been read."""
        (path,) = self.sockets.glob("*.sock")
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(10)
        connection.connect(str(path))
        assert connection.recv(4096).startswith(b'{"shopcli":')
        return connection

    def close(self) -> None:
        """Remove the folder of sockets."""
        shutil.rmtree(self.sockets, ignore_errors=True)


def make_shop(home: Path, encoder: Path) -> WarmShell:
    """Three products, indexed with a tiny encoder."""
    made = WarmShell(home, encoder)
    made.build()
    return made


def until(true: Callable[[], bool], seconds_s: float = 20.0) -> bool:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds_s
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        os.kill(pid, 0)
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False
