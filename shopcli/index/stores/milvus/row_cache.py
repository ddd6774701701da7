"""What was read of a store last, by row: the signals of one request ask for the same, and many requests for the same facts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class RowCache(Generic[Value]):
    """The values of rows, the least recently used of which are let go.

    A version never changes, so that what was read of it holds for good.

    Args:
        read: reads the values of some rows, each once, in one call.
        most: how many are kept.
    """

    def __init__(self, read: Callable[[Sequence[int]], dict[int, Value]], most: int) -> None:
        self._read, self._most = read, most
        self._values: OrderedDict[int, Value] = OrderedDict()
        self._lock = Lock()  # not held while the store is asked

    def of(self, rows: Sequence[int]) -> dict[int, Value]:
        """The values of rows; what is not known is read in one call."""
        wanted = dict.fromkeys(rows)
        with self._lock:
            found = {row: self._values[row] for row in wanted if row in self._values}
            for row in found:
                self._values.move_to_end(row)
        missing = [row for row in wanted if row not in found]
        if missing:
            fresh = self._read(missing)
            found |= fresh
            with self._lock:
                self._values.update(fresh)
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
        return found
