"""What the benchmarks of speed share: the rival's files, taking turns, and a table of medians and ratios."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from shopcli import Advisor, models

RIVAL = str(Path(__file__).with_name("rival_search.py"))
REQUESTS = (
    "wireless keyboard under 50 euros",
    "HDMI cable of at least 5 m, white",
    "cheapest laser printer that prints on both sides",
    "rugged tablet",
    "ink for a small printer, not HP",
    "notebook bag 15.6 inch",
    "monitor with a webcam",
)


def environment() -> dict[str, str]:
    """This one, as a user has it: bytecode is kept, as for any installed package, and threads are not limited."""
    hidden = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "OMP_NUM_THREADS")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return kept | {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}


def ours(*arguments: object) -> list[str]:
    """A command of shopcli."""
    return [sys.executable, "-m", "shopcli", *map(str, arguments)]


def rival_files(index: Path, work: Path, vectors: Path | None) -> list[str]:
    """The weights, the saved vectors and the titles for the rival.

    Without ``vectors`` of its own it gets ours: they have the same size, and so take as long to load and to multiply.
    """
    work.mkdir(parents=True, exist_ok=True)
    opened = Advisor.open(index).index
    saved, titles = vectors or work / "vectors.npy", work / "titles.json"
    if vectors is None:
        np.save(saved, opened.vectors.rows(np.arange(len(opened))))
    titles.write_text(json.dumps([product.title for product in opened.records]), encoding="utf-8")
    return [str(models.fetch(opened.manifest.embedder)), str(saved), str(titles)]


def wall_s(command: Sequence[str]) -> float:
    """Seconds from the start of a process to its end.

    Raises:
        RuntimeError: it failed.
    """
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment(), check=False)
    spent = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return spent


def in_turns(runs: Mapping[str, Callable[[int], float]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each run, by its name: all of them once, then all again; the first round only warms the disk."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(-1, rounds):
        for name, run in runs.items():
            spent = run(turn % rounds)
            if turn >= 0:
                found[name].append(spent)
    return found


def table(found: Mapping[str, Sequence[float]], rivals: Mapping[str, str]) -> list[str]:
    """A line for each run: its median and spread, and its ratio to its rival's median."""
    lines = [f"{'':46} median_s     min     max  ratio to"]
    for name, times in found.items():
        median, rival = statistics.median(times), rivals.get(name)
        ratio = f"{median / statistics.median(found[rival]):6.3f} {rival}" if rival else ""
        lines.append(f"{name:46} {median:8.3f} {min(times):7.3f} {max(times):7.3f} {ratio}".rstrip())
    return lines
