"""A fuzz run over catalogs, mutated rows and files of every form: none may end in a traceback, hang, or fill the memory.

    PYTHONPATH=. python benchmarks/fuzz_catalogs.py --state build/fuzz.json --rows 100000 --files 2000

Every case is made from the seed and its number alone, so the run goes on where it was broken off. Where a case hangs, the run
ends by itself, and the next one goes on behind it. ``--again KIND NUMBER`` makes a case again that failed. Each is opened and
read to products and facts; one in ``--build-every`` is indexed too, with an encoder that has no weights. The state file holds
what was found.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import sys
from collections import Counter
from pathlib import Path

from tests.catalog_fuzz import ROWS_A_CASE, Outcome, file_case, rows_case, run_case
from tests.feeds import FORMS, goods

HANG_S = 60
KEPT = 10
SAVED_EVERY = 200
TOO_MUCH_MIB = 512


class Run:
    """The state of a run, kept in a file.

    Args:
        path: the file; a run of the same seed that is in it goes on.
        seed: of all cases.
    """

    def __init__(self, path: Path, seed: int) -> None:
        self.path, self.seed = path, seed
        self.done: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.faults: dict[str, list[str]] = {}
        self.slowest: list[tuple[float, int, str]] = []
        self.biggest: list[tuple[float, int, str]] = []
        if path.exists() and (before := json.loads(path.read_text()))["seed"] == seed:
            self.done, self.counts = Counter(before["done"]), Counter(before["counts"])
            self.faults = before["faults"]
            self.slowest, self.biggest = ([tuple(kept) for kept in before[name]] for name in ("slowest", "biggest"))

    def take(self, kind: str, number: int, outcome: Outcome) -> None:
        """One more case."""
        case = f"{kind} {number}"
        self.done[kind] += 1
        told = "fault" if outcome.fault else "refused" if outcome.refused else "read"
        self.counts[told] += 1
        self.counts["products"] += outcome.products
        for fault in (
            outcome.fault,
            "slow" if outcome.is_slow else "",
            "large in memory" if outcome.peak_mib > TOO_MUCH_MIB + outcome.size / 2**20 * 100 else "",
        ):
            if fault:
                self.faults.setdefault(fault, []).append(case)
                print(
                    f"{case}: {fault} ({outcome.size} bytes, {outcome.seconds:.2f} s, {outcome.peak_mib:.0f} MiB)", flush=True
                )
        self.slowest = sorted([*self.slowest, (round(outcome.seconds, 3), outcome.size, case)], reverse=True)[:KEPT]
        self.biggest = sorted([*self.biggest, (round(outcome.peak_mib, 1), outcome.size, case)], reverse=True)[:KEPT]
        if self.done.total() % SAVED_EVERY == 0:
            self.save()

    def save(self) -> None:
        """Write the state beside the old one, and put it in its place."""
        state = {name: getattr(self, name) for name in ("seed", "done", "counts", "faults", "slowest", "biggest")}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(state, indent=1))
        beside.replace(self.path)

    def report(self) -> None:
        """Say what was found."""
        rows = self.done["rows"]
        files = self.done.total() - rows
        print(f"seed {self.seed}: {rows * ROWS_A_CASE:,} rows in {rows:,} files; {files:,} files of {len(self.done) - 1} forms")
        print(f"read {self.counts['read']:,} ({self.counts['products']:,} products), refused {self.counts['refused']:,}")
        print(f"faults: {sum(map(len, self.faults.values())):,} of {len(self.faults)} kinds")
        for fault, cases in sorted(self.faults.items(), key=lambda item: -len(item[1])):
            print(f"  {len(cases):>6} × {fault} (first: {cases[0]})")
        print("slowest:", "; ".join(f"{seconds:.2f} s for {size:,} bytes ({case})" for seconds, size, case in self.slowest[:5]))
        print("biggest:", "; ".join(f"{mib:.0f} MiB for {size:,} bytes ({case})" for mib, size, case in self.biggest[:5]))


class Watch:
    """Ends the process where a case takes longer than `HANG_S`; the next run tells of that case and goes on behind it."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._case, self._stack = run.path.with_suffix(".case"), run.path.with_suffix(".hang")

    def __enter__(self) -> Watch:
        self._case.parent.mkdir(parents=True, exist_ok=True)
        if self._stack.exists() and (stack := self._stack.read_text()):
            kind, number = self._case.read_text().rsplit(" ", 1)
            where = next((line.strip() for line in stack.splitlines() if "shopcli" in line), "")
            self._run.done[kind] = int(number)  # what was done of it since the state was last saved is in no count
            self._run.take(kind, int(number), Outcome(kind, 0, HANG_S, 0, "", f"no end within {HANG_S} s: {where}"))
        self._out = self._stack.open("w")
        return self

    def begin(self, kind: str, number: int) -> None:
        """A case begins."""
        self._case.write_text(f"{kind} {number}")
        faulthandler.dump_traceback_later(HANG_S, exit=True, file=self._out)

    def __exit__(self, *_: object) -> None:
        faulthandler.cancel_dump_traceback_later()
        self._out.close()


def case_of(seed: int, kind: str, number: int) -> tuple[str, bytes]:
    """The form and the bytes of a case."""
    return rows_case(seed, number) if kind == "rows" else (kind, file_case(seed, kind, number))


def main() -> int:
    """Run the cases that have not been run.

    Returns:
        1 where any failed, else 0.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--state", type=Path, default=Path("build/fuzz_catalogs.json"))
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=2000, help="of every form")
    parser.add_argument("--build-every", type=int, default=200)
    parser.add_argument("--again", nargs=2, metavar=("KIND", "NUMBER"), help="make one case, keep its file, and run it")
    options = parser.parse_args()
    if options.again:
        form, content = case_of(options.seed, options.again[0], int(options.again[1]))
        Path(f"again-{form}").write_bytes(content)
        print(run_case(form, content, build=True))
        return 0
    run = Run(options.state, options.seed)
    kinds = [("rows", options.rows // ROWS_A_CASE), *((form, options.files) for form in FORMS)]
    run_case("a.csv", FORMS["a.csv"](goods()), build=True)  # what is imported once is no case's doing
    with Watch(run) as watch:
        for number in range(max(count for _, count in kinds)):  # all forms side by side, so that a short run has some of each
            for kind, count in kinds:
                if run.done[kind] <= number < count:
                    watch.begin(kind, number)
                    form, content = case_of(options.seed, kind, number)
                    run.take(kind, number, run_case(form, content, build=number % options.build_every == 7))
    run.save()
    run.report()
    return 1 if run.faults else 0


if __name__ == "__main__":
    sys.exit(main())
