"""How far something has come, on standard error: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import rich.console
import rich.progress
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn
from rich.table import Column
from rich.text import Text

from shopcli.render import words
from shopcli.text.safe import safe

QUIET_S = 2.0  # what ends sooner needs no line
STEP = 0.1  # of the whole: at least this much between two lines …
PATIENCE_S = 15.0  # … unless it takes longer than this


class Task(Protocol):
    """Something under way."""

    def reach(self, done: float, total: float | None = None) -> None:
        """``done`` in all are done; ``total`` where it has become known."""


class PlainTask:
    """A task that writes a line when there is something to tell.

    Args:
        write: takes a line without its line break.
        description: what is being done.
        total: how many there are, or None where that is unknown.
        unit: ``B`` for bytes; else nothing, or what a count is of.
        clock: seconds that only grow.
    """

    patience_s = PATIENCE_S

    def __init__(
        self,
        write: Callable[[str], None],
        description: str,
        total: float | None,
        *,
        unit: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._write, self._description, self._unit, self._clock = write, safe(description), unit, clock
        self._total, self._done = total, 0.0
        self._written, self._written_at = 0.0, clock()  # what was done when the last line was written
        self._began = self._written_at

    def reach(self, done: float, total: float | None = None) -> None:
        """``done`` in all are done; ``total`` where it has become known."""
        self._done, self._total = done, self._total if total is None else total
        now = self._clock()
        since_s = now - self._written_at
        far = self._total is not None and done - self._written >= STEP * self._total
        if since_s >= QUIET_S and (far or since_s >= self.patience_s):
            self._written, self._written_at = done, now
            self._write(self._line(now - self._began))

    def _line(self, elapsed_s: float) -> str:
        rate = self._done / elapsed_s if elapsed_s > 0 else 0.0
        parts = [f"{self._description}: {amount(self._done, self._unit)}"]
        if self._total:
            parts[0] += f" of {amount(self._total, self._unit)} ({self._done / self._total * 100:.0f} %)"
        parts.append(speed(rate, self._unit))
        if self._total and rate and self._done < self._total:
            parts.append(f"{words.seconds((self._total - self._done) / rate)} left")
        return ", ".join(parts)


def amount(number: float, unit: str) -> str:
    """``1,940 products``, ``87.6 MB``."""
    return words.size(number) if unit == "B" else f"{number:,.0f} {unit}".strip()


def speed(rate: float, unit: str) -> str:
    """``178/s``, ``4.1 MB/s``."""
    return f"{words.size(rate)}/s" if unit == "B" else f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"


@contextmanager
def bar(console: rich.console.Console, description: str, total: float | None, unit: str) -> Iterator[Task]:
    """A bar with the rate and the time left, gone when it ends."""
    line = BarColumn(bar_width=None, style="dim", complete_style="cyan", finished_style="cyan", pulse_style="cyan")
    columns = (TextColumn("{task.description}", markup=False), line, _Counts(unit))
    with Progress(*columns, console=console, transient=True, expand=True) as progress:
        yield _BarTask(progress, progress.add_task(safe(description), total=total))


class _Counts(ProgressColumn):
    """How much of how much, how fast, and how long yet."""

    def __init__(self, unit: str) -> None:
        super().__init__(Column(no_wrap=True))
        self._unit = unit

    def render(self, task: rich.progress.Task) -> Text:
        done = amount(task.completed, self._unit)
        parts = [done if task.total is None else f"{done} of {amount(task.total, self._unit)}"]
        if task.speed:
            parts.append(speed(task.speed, self._unit))
        if task.time_remaining:
            parts.append(f"{words.seconds(task.time_remaining)} left")
        return Text(" · ".join(parts), style="dim")


class _BarTask:
    def __init__(self, progress: Progress, task: rich.progress.TaskID) -> None:
        self._progress, self._task = progress, task

    def reach(self, done: float, total: float | None = None) -> None:
        self._progress.update(self._task, completed=done, total=total)  # a total of None changes nothing
