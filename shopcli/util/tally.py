"""How often things happen within a stretch of work: counted where they happen, told to whoever asked for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[Counter[str] | None] = ContextVar("shopcli_tally", default=None)


@contextmanager
def tallied() -> Iterator[Counter[str]]:
    """The counts of what this thread does meanwhile, by name."""
    counts: Counter[str] = Counter()
    token = _current.set(counts)
    try:
        yield counts
    finally:
        _current.reset(token)


def tally(name: str, times: int = 1) -> None:
    """Count; where nobody asked, nothing is."""
    if (counts := _current.get()) is not None:
        counts[name] += times
