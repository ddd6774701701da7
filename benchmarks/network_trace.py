"""Whether shopcli talks to anybody: `shopcli serve` and `shopcli chat` for ten minutes under the tests' network guard.

    PYTHONPATH=. python benchmarks/network_trace.py [--seconds 600]

Every name look-up and connection that any of their threads tries is noted and refused; the home folder is an empty one, so
what they leave in it is listed. A request each half minute goes to both. It needs Linux, a C compiler, and the weights
(`shopcli models pull`). Printed: each look-up with its second, each file; then the counts, which are to be 0.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from shopcli.config import cache_dir
from tests.guard import GuardedHome, native_library

CATALOG = Path(__file__).parents[1] / "sample_catalog" / "products.json"
REQUESTS = ("outdoor sports watch", "headphones with noise cancelling under 100", "a light tent for two", "防水的鞋")
EVERY_S = 30.0


def main() -> None:
    """Trace both, and print what they tried."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600.0)
    seconds_s = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="network-trace-") as folder:
        library = native_library(Path(folder))
        if library is None:
            sys.exit("The guard needs Linux and a C compiler: without it, native threads are not seen.")
        home = GuardedHome(Path(folder), library)
        home.environment["SHOPCLI_CACHE_DIR"] = str(cache_dir())  # where the weights are
        home.environment["SHOPCLI_INDEX"] = str(home.own / "index")
        try:
            done = home.run("-m", "shopcli", "index", CATALOG)
            if done.returncode:
                sys.exit(done.stderr)
            trace(home, seconds_s)
        finally:
            home.close()


def trace(home: GuardedHome, seconds_s: float) -> None:
    """Keep both busy, then say what was noted."""
    serve = home.start("-m", "shopcli", "serve", "--idle-s", seconds_s + 600)
    chat = home.start("-m", "shopcli", "chat", "--plain")
    for stream in (serve.stdout, serve.stderr, chat.stdout, chat.stderr):
        threading.Thread(target=stream.read, daemon=True).start()  # type: ignore[union-attr]
    start, seen, n_asked = time.monotonic(), 0, 0
    while time.monotonic() - start < seconds_s:
        if time.monotonic() - start >= n_asked * EVERY_S:
            ask(home, chat, REQUESTS[n_asked % len(REQUESTS)])
            n_asked += 1
        for event in (found := home.reached_out())[seen:]:
            who = {serve.pid: "serve", chat.pid: "chat"}.get(event.pid, f"process {event.pid}")
            print(f"{time.monotonic() - start:6.1f} s  {who}: {event.what} {event.detail}", flush=True)
        seen = len(found)
        time.sleep(1)
    alive = [process.poll() is None for process in (serve, chat)]
    watched = [home.watched_by(process.pid) == home.layers for process in (serve, chat)]
    status = home.run("-m", "shopcli", "serve", "--status").stdout.strip()
    serve.terminate()
    chat.communicate("/quit\n")
    serve.wait()
    report(home, n_asked, seconds_s, alive=alive, watched=watched, status=status)


def ask(home: GuardedHome, chat: subprocess.Popen[str], request: str) -> None:
    """One request to each."""
    assert chat.stdin is not None
    chat.stdin.write(request + "\n")
    chat.stdin.flush()
    home.run("-m", "shopcli", "ask", "--json", request)


def report(home: GuardedHome, n_asked: int, seconds_s: float, **facts: object) -> None:
    """The counts, and the files."""
    reached, files = home.reached_out(), home.strangers()
    for file in files:
        print(f"left behind: {file}, {(home.home / file).stat().st_size:,} bytes")
    print(", ".join(f"{name} {value}" for name, value in facts.items()))
    print(f"{seconds_s:g} s, {n_asked} requests to each, on {os.cpu_count()} cores:")
    print(f"{len(reached)} look-ups and connections, {len(files)} files outside shopcli's own folders")


if __name__ == "__main__":
    main()
