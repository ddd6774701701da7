"""What `shopcli serve` saves: the same requests by a process of their own, through serve, and as a turn of the conversation.

    python benchmarks/serve.py INDEX REQUESTS.txt [--rounds 7] [--at-once 100] [--no-text]

They take turns, request by request, each timed from before a process starts (or the line is sent) to its last word, with
output to a pipe. What is kept warm has answered once; weights are prepared and in the page cache. The requests at once are
without text, and each answer is compared with that of a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

SHOPCLI = [sys.executable, "-m", "shopcli"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("index", type=Path)
    options.add_argument("requests", type=Path, help="one a line")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--at-once", type=int, default=100)
    options.add_argument("--no-text", action="store_true", help="measure no writing")
    given = options.parse_args()
    texts = [line.strip() for line in given.requests.read_text(encoding="utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory(prefix="sc-") as folder:
        os.environ |= {"SHOPCLI_RUNTIME_DIR": folder, "SHOPCLI_INDEX": str(given.index.resolve())}
        with kept_warm():
            for text in [False] if given.no_text else [True, False]:
                in_turn(texts, given.rounds, text=text)
            at_once(texts[:10], given.at_once)
            print(subprocess.run([*SHOPCLI, "serve", "--status"], capture_output=True, text=True, check=True).stdout, end="")


@contextmanager
def kept_warm() -> Iterator[None]:
    """`shopcli serve`, once it is warm."""
    process = subprocess.Popen([*SHOPCLI, "serve"], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        told = next((line for line in process.stderr if line == "Warm.\n" or line.startswith("Not warm: ")), "it ended")
        if told != "Warm.\n":
            raise SystemExit(f"shopcli serve did not get warm: {told}")
        yield
    finally:
        process.terminate()
        process.communicate()


class Conversation:
    """`shopcli chat`, whose turns can be timed: a command that fails tells on standard error that a turn is over."""

    def __init__(self, *flags: str) -> None:
        self._process = subprocess.Popen(
            [*SHOPCLI, "chat", *flags], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        threading.Thread(target=lambda: self._process.stdout and self._process.stdout.read(), daemon=True).start()

    def turn(self, text: str) -> None:
        """Ask anew, to the last word."""
        assert self._process.stdin and self._process.stderr
        self._process.stdin.write(f"/reset\n{text}\n/no-such-command\n")
        self._process.stdin.flush()
        for line in self._process.stderr:
            if line.startswith("hint:"):
                return
        raise SystemExit("shopcli chat ended.")

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def in_turn(texts: list[str], rounds: int, *, text: bool) -> None:
    """Cold, through serve and in the conversation, A B C A B C …; a first round is not counted."""
    flags = [] if text else ["--no-text"]
    talk = Conversation(*flags)
    ways: dict[str, Callable[[str], object]] = {
        "a process of its own": lambda said: ask(said, "--no-warm", *flags),
        "through serve": lambda said: ask(said, *flags),
        "a turn of the conversation": talk.turn,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            started = time.perf_counter()
            way(texts[number % len(texts)])
            if number:
                times[name].append(time.perf_counter() - started)
    talk.close()
    print(f"\nask {'with text' if text else '--no-text'}, {rounds} requests in turn, seconds")
    own, served, turn = (statistics.median(times[name]) for name in ways)
    for name, taken in times.items():
        print(f"  {name:28} median {statistics.median(taken):.3f}  p95 {p95(taken):.3f}")
    print(f"  through serve : own process {served / own:.2f}    through serve : conversation {served / turn:.2f}")
    print(f"  through serve less the conversation, request by request: median {served_more(times):.3f} s")


def served_more(times: dict[str, list[float]]) -> float:
    """What starting a process and drawing cost beyond a turn of the conversation."""
    served, turn = list(times.values())[1:]
    return statistics.median(one - other for one, other in zip(served, turn, strict=True))


def at_once(texts: list[str], n: int) -> None:
    """Many processes that ask at the same moment."""
    said = [texts[number % len(texts)] for number in range(n)]
    alone = {text: answer(ask(text, "--no-text", "--json", "--no-warm")) for text in dict.fromkeys(said[: len(texts)])}
    times: list[float] = []

    def one(text: str) -> bool:
        started = time.perf_counter()
        found = answer(ask(text, "--no-text", "--json"))
        times.append(time.perf_counter() - started)
        return found == alone[text]

    started = time.perf_counter()
    with ThreadPoolExecutor(n) as pool:
        same = sum(pool.map(one, said))
    whole_s = time.perf_counter() - started
    started = time.perf_counter()
    ask(said[0], "--no-text", "--json")
    single_s = time.perf_counter() - started
    print(f"\n{n} at once, --no-text: {same} of {n} as alone; all in {whole_s:.1f} s, {n / whole_s:.1f} a second")
    print(f"  each: median {statistics.median(times):.3f} s  p95 {p95(times):.3f} s; one alone {single_s:.3f} s")


def ask(text: str, *flags: str) -> str:
    """What `shopcli ask` prints."""
    done = subprocess.run([*SHOPCLI, "ask", *flags, "--", text], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def answer(text: str) -> object:
    """An answer, less the times it took."""
    found = json.loads(text)
    del found["timings_s"]
    return found


def p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(0.95 * (len(times) - 1)))]


if __name__ == "__main__":
    main()
