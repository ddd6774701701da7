"""A model's own sentences beside the frames: frames alone, drafts alone where any holds, and both in one race.

    python benchmarks/move_drafts.py INDEXES [--requests benchmarks/models.txt] [--drafts 4] [--model SPEC] [--out rows.jsonl]
                                     [--ways frames drafts together] [--every 1]

INDEXES is a folder with an index for each name that stands before the "|" of a request. A line of rows.jsonl is one sentence.
Seconds are those of one warm process: from asking to the first sentence, and to the last.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
import statistics
import time
from collections import Counter
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.config import load_settings
from shopcli.write import move_drafts

advising = importlib.import_module("shopcli.write.advise")  # the module: the package has a function of that name
WAYS = ("frames", "drafts", "together")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("indexes", type=Path)
    options.add_argument("--requests", type=Path, default=Path(__file__).with_name("models.txt"))
    options.add_argument("--drafts", type=int, default=4)
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--model")
    options.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    options.add_argument("--out", type=Path, default=Path("rows.jsonl"))
    given = options.parse_args()
    lines = given.requests.read_text(encoding="utf-8").splitlines()
    requests = [tuple(map(str.strip, line.split("|"))) for line in lines if "|" in line][:: given.every]
    tallies: dict[str, Counter[str]] = {way: Counter() for way in given.ways}
    seconds: dict[str, list[tuple[float, float]]] = {way: [] for way in given.ways}
    writer = None
    with given.out.open("w", encoding="utf-8") as out:
        for index in dict.fromkeys(name for name, _ in requests):
            advisor = Advisor.open(given.indexes / index, settings=load_settings(model=given.model))
            advisor._model = writer  # one for all indexes
            writer = advisor.writer()
            told(advisor, "warm up", 0)
            for name, request in requests:
                if name == index:
                    ask(advisor, index, request, given, tallies, seconds, out)
    for way in given.ways:
        report(way, tallies[way], seconds[way])


def ask(advisor, index, request, given, tallies, seconds, out) -> None:
    for way in given.ways:
        tally = tallies[way]
        with counting(way, tally):
            sentences, first, whole = told(advisor, request, 0 if way == "frames" else given.drafts)
        seconds[way].append((first, whole))
        for sentence, move in zip(sentences, move_kinds, strict=False):
            tally[f"by {sentence.by}"] += 1
            row = {"index": index, "request": request, "way": way, "move": move, "by": sentence.by, "text": sentence.text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        out.flush()


def told(advisor, request: str, drafts: int):
    """The advice's sentences, and the seconds to the first and the last."""
    advisor.settings = dataclasses.replace(advisor.settings, drafts=drafts)
    start = time.perf_counter()
    sentences, times = [], []
    for sentence in advisor.advise(advisor.ask(request, text=False)):
        sentences.append(sentence)
        times.append(time.perf_counter() - start)
    return sentences, times[0] if times else 0.0, time.perf_counter() - start


move_kinds: list[str] = []


class counting:
    """Count drafts while an answer is written; of drafts alone the frames stand only where none of them holds."""

    def __init__(self, way: str, tally: Counter[str]) -> None:
        self._way, self._tally = way, tally
        self._chosen, self._drafts_of = advising.chosen, move_drafts.drafts_of
        self._faults = advising.role_faults

    def __enter__(self) -> None:
        move_kinds.clear()

        def chosen(candidates, *rest, drafts=(), **more):
            move_kinds.append((candidates or drafts)[0].frame.move)
            return self._chosen([] if self._way == "drafts" and drafts else candidates, *rest, drafts=drafts, **more)

        def drafts_of(*asked):
            start = time.perf_counter()
            drafted = self._drafts_of(*asked)
            if drafted.written:
                self._tally["moves drafted"] += 1
                self._tally["moves with a draft that holds"] += bool(drafted.passed)
                self._tally["drafts"] += drafted.written
                self._tally["drafts that hold"] += len(drafted.passed)
                self._tally["ms drafting"] += round(1000 * (time.perf_counter() - start))
            return drafted

        def role_faults(*asked):
            faults = self._faults(*asked)
            self._tally["frames"] += 1
            self._tally["frames refused"] += bool(faults)
            return faults

        advising.chosen, advising.role_faults, move_drafts.drafts_of = chosen, role_faults, drafts_of

    def __exit__(self, *_: object) -> None:
        advising.chosen, advising.role_faults, move_drafts.drafts_of = self._chosen, self._faults, self._drafts_of


def report(way: str, tally: Counter[str], seconds: list[tuple[float, float]]) -> None:
    first, whole = (statistics.median(row[at] for row in seconds) for at in (0, 1))
    print(f"{way}: {len(seconds)} answers, median {first:.2f} s to the first sentence and {whole:.2f} s to the last")
    print("  " + ", ".join(f"{name} {count}" for name, count in sorted(tally.items())))


if __name__ == "__main__":
    main()
