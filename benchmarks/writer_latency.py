"""How long a shopper waits for advice: the first sentence and the whole of it, warm and from a cold start.

    python benchmarks/writer_latency.py INDEX REQUESTS.txt [--requests 20] [--cold 3] [--model SPEC]

Warm: one process that has answered once; understanding, search and writing all count. Cold: a process of its own for each
request, timed from before it starts to its first sentence; the weights are on disk, prepared and in the page cache.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("index", type=Path)
    options.add_argument("requests", type=Path, help="one a line")
    options.add_argument("--requests", type=int, default=20, dest="n", help="how many of them, from the top")
    options.add_argument("--cold", type=int, default=3, help="how many cold starts")
    options.add_argument("--model", default=None)
    options.add_argument("--since", type=float, default=0.0, help=argparse.SUPPRESS)
    given = options.parse_args()
    texts = [line.strip() for line in given.requests.read_text(encoding="utf-8").splitlines() if line.strip()]
    if given.since:
        first_s, _, _, _ = advised(opened(given), texts[0], given.since)
        print(first_s)
        return
    warm(given, texts)
    cold(given)


def opened(given: argparse.Namespace):
    from shopcli.advisor import Advisor
    from shopcli.config import load_settings

    return Advisor.open(given.index, settings=load_settings(model=given.model))


def advised(advisor, text: str, started: float) -> tuple[float, float, int, int]:
    """Seconds to the first sentence and to the last, the number of sentences, and how many of them the model wrote."""
    answer = advisor.ask(text, text=False)
    times, by = [], []
    for sentence in advisor.advise(answer):
        times.append(time.time() - started)
        by.append(sentence.by)
    return times[0], times[-1], len(times), by.count("lm")


def warm(given: argparse.Namespace, texts: list[str]) -> None:
    advisor = opened(given)
    advised(advisor, texts[-1], time.time())
    rows = [advised(advisor, text, time.time()) for text in texts[: given.n]]
    for name, at in (("first sentence", 0), ("whole advice", 1)):
        values = sorted(row[at] for row in rows)
        spread = f"{values[0]:.2f} to {values[-1]:.2f}"
        print(f"warm {name:14} median {statistics.median(values):.2f} s of {len(values)} ({spread})")
    n, by_model = (sum(row[at] for row in rows) for at in (2, 3))
    print(f"{n} sentences, {by_model} of them by the model")


def cold(given: argparse.Namespace) -> None:
    model = ["--model", given.model] if given.model else []
    times = []
    for _ in range(given.cold):
        command = [sys.executable, __file__, str(given.index), str(given.requests), *model, "--since", repr(time.time())]
        times.append(float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]))
    if times:
        spread = f"{min(times):.2f} to {max(times):.2f}"
        print(f"cold first sentence median {statistics.median(times):.2f} s of {len(times)} ({spread})")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
