"""Several pieces of work at once, a bounded number of them, handed out in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_AHEAD = 4  # what may be done or wait behind one that takes long, for each that is worked on


def in_flight(
    work: Callable[[Item], Result], items: Iterable[Item], most: int
) -> Generator[tuple[Item, Callable[[], Result]], None, None]:
    """Each item, in order, with what gives the result of its work or raises what that raised.

    Where whoever asks stops early, what has not begun is not done any more.

    Args:
        work: done in threads, ``most`` of them; in this thread, when its result is asked for, where that is 1.
        items: taken as they are needed.
        most: how many are worked on at once.
    """
    if most == 1:
        for item in items:
            yield item, lambda item=item: work(item)  # type: ignore[misc]
        return
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    source = iter(items)
    pool = ThreadPoolExecutor(most, "shopcli-in-flight")
    try:
        while True:
            waiting.extend((item, pool.submit(work, item)) for item in islice(source, _AHEAD * most - len(waiting)))
            if not waiting:
                return
            item, future = waiting.popleft()
            yield item, future.result
    finally:
        pool.shutdown(cancel_futures=True)
