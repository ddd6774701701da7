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
from typing import NamedTuple

import numpy as np

from shopcli import Advisor
from shopcli.index.parts.halves import compared
from shopcli.models.weights import sources as models

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

    Without ``vectors`` of its own it gets ours, those of the encoder of English where there are two: they have the same size,
    and so take as long to load and to multiply.
    """
    work.mkdir(parents=True, exist_ok=True)
    opened = Advisor.open(index).index
    saved, titles = vectors or work / "vectors.npy", work / "titles.json"
    if vectors is None:
        np.save(saved, compared(opened.vectors.rows(np.arange(len(opened)))))
    titles.write_text(json.dumps([product.title for product in opened.records]), encoding="utf-8")
    return [str(models.fetch(models.embedders(opened.manifest.embedder)[0])), str(saved), str(titles)]


class Spent(NamedTuple):
    """Seconds from the start of a process to its end, and those of them that it worked, on all cores together."""

    wall_s: float
    cpu_s: float


def spent_on(command: Sequence[str]) -> Spent:
    """What a command takes.

    Raises:
        RuntimeError: it failed.
    """
    started, before = time.perf_counter(), os.times()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment(), check=False)
    wall_s, after = time.perf_counter() - started, os.times()
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
    cpu_s = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(wall_s, cpu_s)


def in_turns(runs: Mapping[str, Callable[[int], Spent]], rounds: int) -> dict[str, list[Spent]]:
    """What each run takes, by its name: all of them once, then all again; the first round only warms the disk."""
    found: dict[str, list[Spent]] = {name: [] for name in runs}
    for turn in range(-1, rounds):
        for name, run in runs.items():
            spent = run(turn % rounds)
            if turn >= 0:
                found[name].append(spent)
    return found


def table(found: Mapping[str, Sequence[Spent]], rivals: Mapping[str, str]) -> list[str]:
    """A line for each run: its medians, and their ratios to its rival's; other work on the machine moves the CPU's less."""
    lines = [f"{'median seconds':46}    wall  (least)     cpu   ratio: wall     cpu  to"]
    medians = {name: Spent(*map(statistics.median, zip(*spent, strict=True))) for name, spent in found.items()}
    for name, (wall_s, cpu_s) in medians.items():
        line = f"{name:46} {wall_s:7.3f} {min(spent.wall_s for spent in found[name]):8.3f} {cpu_s:7.3f}"
        if rival := rivals.get(name):
            line += f" {wall_s / medians[rival].wall_s:13.3f} {cpu_s / medians[rival].cpu_s:7.3f}  {rival}"
        lines.append(line)
    return lines
