"""Rules of accessible output × commands, in each look: how many commands hold to each rule, behind a real pseudo-terminal.

    python -m benchmarks.accessibility

prints one line a rule: the look of a terminal, the plain look (SHOPCLI_PLAIN=1), the accessible mode. The rules, their
sources and the commands are those of the tests (`tests/accessible_rules.py`). Then the time to the first words: processor
seconds of a process that is ended behind its first line, beside an interpreter that does nothing.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.accessible_rules import JOBS, RULES
from tests.test_accessibility import Home, help_jobs
from tests.test_embed import make_model

LOOKS = (("terminal", (), "", {}), ("plain", (), "", {"SHOPCLI_PLAIN": "1"}), ("accessible", ("--accessible",), "you: ", {}))
RUNS = 20


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="accessibility-"))
    (folder / "encoder").mkdir()
    make_model(folder / "encoder" / "tiny", pooling="mean")
    jobs = (*JOBS, *help_jobs())
    held: dict[str, list[int]] = {}
    for name, mode, prompt, environment in LOOKS:
        (folder / name).mkdir()
        home = Home(folder / name, folder / "encoder" / "tiny", *mode, prompt=prompt)
        home.furnish()
        shown = {job: home.run(job, **environment) for job in jobs}
        home.terminal.close()
        held[name] = [sum(not any(rule.broken(job, output)) for job, output in shown.items()) for rule in RULES]
    print(f"{len(jobs)} commands; of these hold to a rule:")
    for number, rule in enumerate(RULES):
        print(" | ".join(["", *(f"{held[name][number]:3}" for name in held), f"{rule.name} ({rule.source})"]))
    for what, code in (("an interpreter alone", "pass"), ("until the first words", _FIRST_WORDS)):
        print(f"{what}: {1000 * _processor_s(code):.0f} ms of processor time")


_FIRST_WORDS = (
    "import sys, os; from shopcli.__main__ import main; sys.argv = ['shopcli', 'stats', '--accessible']\n"
    "class Ends:\n"
    "    def write(self, text): os.write(1, text.encode())\n"
    "    def flush(self): os._exit(0)\n"
    "sys.stderr = Ends(); main()"
)


def _processor_s(code: str) -> float:
    """Processor seconds of a process, the mean of `RUNS`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(RUNS):
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / RUNS


if __name__ == "__main__":
    main()
