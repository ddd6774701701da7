"""Where the time goes: the seconds of each stage of an answer, each counted once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_Stages = tuple[dict[str, float], list[float]]  # the seconds so far, and those spent inside the stage that is on
_current: ContextVar[_Stages | None] = ContextVar("shopcli_stages", default=None)
_observed: ContextVar[dict[str, float] | None] = ContextVar("shopcli_observed", default=None)


class Start:
    """When this process began, its interpreter's own start left out."""

    def __init__(self) -> None:
        self._began, self._told = time.perf_counter(), False

    def elapsed_s(self) -> float:
        """Seconds since then."""
        return time.perf_counter() - self._began

    def since_start(self) -> dict[str, float]:
        """The time that went by before the first request: code, settings and the index. Empty for those that follow."""
        first, self._told = not self._told, True
        return {"start": self.elapsed_s()} if first else {}


_process = Start()  # `shopcli.__main__` imports this before anything else: the first moment that is our own
elapsed_s, since_start = _process.elapsed_s, _process.since_start


@contextmanager
def collected() -> Iterator[dict[str, float]]:
    """The seconds of each `stage` that this thread goes through meanwhile, by its name, in their order."""
    timings: dict[str, float] = {}
    token = _current.set((timings, [0.0]))
    try:
        yield timings
    finally:
        _current.reset(token)


@contextmanager
def observed() -> Iterator[dict[str, float]]:
    """As `collected`, for whoever looks on from outside: it has the stages too that others collect for an answer within it."""
    seconds: dict[str, float] = {}
    token = _observed.set(seconds)
    try:
        with collected():
            yield seconds
    finally:
        _observed.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Time a stage, without those inside it: to load a model is no part of understanding. Uncollected, it is not timed."""
    current = _current.get()
    if current is None:
        yield
        return
    timings, inside = current
    around, inside[0] = inside[0], 0.0
    started = time.perf_counter()
    timings.setdefault(name, 0.0)  # where one stands inside another, the outer one began first
    try:
        yield
    finally:
        spent = time.perf_counter() - started
        timings[name] += spent - inside[0]
        if (seconds := _observed.get()) is not None:
            seconds[name] = seconds.get(name, 0.0) + spent - inside[0]
        inside[0] = around + spent


def together(*some: Mapping[str, float]) -> dict[str, float]:
    """Seconds of stages added up by their names."""
    return {name: sum(timings.get(name, 0.0) for timings in some) for name in dict.fromkeys(n for t in some for n in t)}
