"""Liveness: that work goes on is said in words wherever nothing else was for some seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from shopcli.render.progress import PlainTask, amount

EVERY_S = 5.0


class Heartbeat:
    """Says "Still working" after each `EVERY_S` of silence, until it is stopped.

    Args:
        write: takes a line without its line break.
        every_s: seconds of silence.
        clock: seconds that only grow.
    """

    def __init__(
        self, write: Callable[[str], None], *, every_s: float = EVERY_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._write, self._every_s, self._clock = write, every_s, clock
        self._began = self._heard = clock()
        self._doing = ""
        self._waiting = 0
        self._ended = threading.Event()

    def start(self) -> None:
        """Watch from now on, in a thread that ends with the process."""
        threading.Thread(target=self._run, name="heartbeat", daemon=True).start()

    def heard(self) -> None:
        """Something was said."""
        self._heard = self._clock()

    def beat(self) -> None:
        """Say that work goes on, where nothing was said for long and nobody is waited for."""
        now = self._clock()
        if not self._waiting and now - self._heard >= self._every_s:
            doing = f" ({self._doing})" if self._doing else ""
            self._write(f"Still working{doing}, {spoken_seconds(now - self._began)} so far.")

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While a person, or another program, is waited for, silence is no work."""
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1
            self._began = self._heard = self._clock()

    @contextmanager
    def doing(self, what: str) -> Iterator[None]:
        """While something with a name is done."""
        before, self._doing = self._doing, what
        try:
            yield
        finally:
            self._doing = before

    def stop(self) -> None:
        """Say nothing any more."""
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.wait(max(0.05, self._every_s - (self._clock() - self._heard))):
            self.beat()


class SpokenTask(PlainTask):
    """Progress in whole words: ``Embedding facts: 60 of 600 (10 percent), 5 per second, 2 minutes left``."""

    patience_s = EVERY_S

    def _line(self, elapsed_s: float) -> str:
        rate = self._done / elapsed_s if elapsed_s > 0 else 0.0
        parts = [f"{self._description}: {amount(self._done, self._unit)}"]
        if self._total:
            parts[0] += f" of {amount(self._total, self._unit)} ({self._done / self._total * 100:.0f} percent)"
        parts.append(f"{amount(rate, self._unit) if self._unit == 'B' or rate >= 1 else f'{rate:.1f}'} per second")
        if self._total and rate and self._done < self._total:
            parts.append(f"{spoken_seconds((self._total - self._done) / rate)} left")
        return ", ".join(parts)


def spoken_seconds(duration_s: float) -> str:
    """``8 seconds``, ``1 minute 5 seconds``, ``12 minutes``; hours as minutes."""
    minutes, seconds = divmod(round(duration_s), 60)
    parts = [
        f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in ((minutes, "minute"), (seconds, "second")) if number
    ]
    return " ".join(parts) or "0 seconds"
