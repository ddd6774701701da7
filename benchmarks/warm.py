"""A request, warm: `shopcli ask --batch - --json --no-text` beside sentence-transformers over saved vectors.

    python benchmarks/warm.py INDEX [--requests FILE] [--vectors FILE.npy] [--rounds 60] [--work build/start]

Two processes stay open and are asked in turns, a line at a time, each timed from the line that goes in to the line that comes
out. Ours understands the request, holds its limits and explains its three results; the rival embeds it, multiplies and prints
three titles. Of the requests the first ten only warm up.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from taking_turns import REQUESTS, RIVAL, environment, ours, rival_files

WARM_UP = 10


class Asked:
    """A process that answers a line with a line."""

    def __init__(self, command: Sequence[str]) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8", env=environment(), bufsize=1
        )

    def seconds(self, request: str) -> float:
        """From the request to its answer."""
        assert self._process.stdin and self._process.stdout
        started = time.perf_counter()
        self._process.stdin.write(request + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        spent = time.perf_counter() - started
        if not answer:
            raise RuntimeError(f"no answer to {request!r}")
        return spent

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


def p95(times: Sequence[float]) -> float:
    """What 95 of 100 stay below."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--requests", type=Path, help="one a line")
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--work", type=Path, default=Path("build/start"))
    arguments = parser.parse_args()
    requests = arguments.requests.read_text(encoding="utf-8").splitlines() if arguments.requests else list(REQUESTS)
    requests = [request for request in requests if request.strip()]
    rival = Asked([sys.executable, RIVAL, *rival_files(arguments.index, arguments.work, arguments.vectors)])
    asked = Asked(ours("ask", "--index", arguments.index, "--batch", "-", "--json", "--no-text"))
    times: dict[str, list[float]] = {"sentence-transformers": [], "shopcli": []}
    for turn in range(WARM_UP + arguments.rounds):
        request = requests[turn % len(requests)]
        for name, process in (("sentence-transformers", rival), ("shopcli", asked)):
            spent = process.seconds(request)
            if turn >= WARM_UP:
                times[name].append(spent)
    rival.close()
    asked.close()
    print(f"{'':22} median_ms  p95_ms")
    for name, spent in times.items():
        print(f"{name:22} {statistics.median(spent) * 1e3:9.1f} {p95(spent) * 1e3:7.1f}")
    ratio = statistics.median(times["shopcli"]) / statistics.median(times["sentence-transformers"])
    print(f"{'ratio of the medians':22} {ratio:9.2f}")


if __name__ == "__main__":
    main()
