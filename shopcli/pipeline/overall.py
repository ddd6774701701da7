"""What is asked of the whole catalog needs no product looked for, and none of the code that looks for one."""

from __future__ import annotations

import time

from shopcli.index import Index
from shopcli.pipeline.catalog_answers import reply_to
from shopcli.types import Answer, Need


def of_whole_catalog(need: Need, index: Index) -> Answer | None:
    """The reply to how many there are in all; no product is any nearer to that, so that none is looked for."""
    started = time.perf_counter()
    reply = reply_to(need, index, kind=None, results=())
    timings = {"retrieve": time.perf_counter() - started}
    return Answer(need, (), len(index), timings_s=timings, reply=reply) if reply else None
