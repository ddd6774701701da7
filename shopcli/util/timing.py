"""Where the time goes: the seconds of each stage of an answer, each counted once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

STARTED = time.perf_counter()  # `shopcli.__main__` imports this before anything else: the first moment that is our own
_Stages = tuple[dict[str, float], list[float]]  # the seconds so far, and those spent inside the stage that is on
_current: ContextVar[_Stages | None] = ContextVar("shopcli_stages", default=None)

_has_started = False


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
        inside[0] = around + spent


def elapsed_s() -> float:
    """Seconds since this process began, its interpreter's own start left out."""
    return time.perf_counter() - STARTED


def since_start() -> dict[str, float]:
    """The time that went by before the first request: code, settings and the index. Empty for those that follow."""
    global _has_started
    first, _has_started = not _has_started, True
    return {"start": elapsed_s()} if first else {}


def together(*some: Mapping[str, float]) -> dict[str, float]:
    """Seconds of stages added up by their names."""
    return {name: sum(timings.get(name, 0.0) for timings in some) for name in dict.fromkeys(n for t in some for n in t)}
