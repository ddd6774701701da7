"""What is asked of the whole catalog needs no product looked for, and none of the code that looks for one."""

from __future__ import annotations

import time

from shopcli.index import Index
from shopcli.need.questions import find_question
from shopcli.pipeline.catalog_answers import reply_to
from shopcli.types import Answer, Need


def need_of_whole_catalog(query: str) -> Need | None:
    """The need of a question that names nothing but the catalog, such as how many products there are; None for any other."""
    question = find_question(query)
    return Need(query, language=question.language) if question and not question.rest.strip() else None


def of_whole_catalog(need: Need, index: Index) -> Answer | None:
    """The reply to how many there are in all; no product is any nearer to that, so that none is looked for."""
    started = time.perf_counter()
    reply = reply_to(need, index, kind=None, results=())
    timings = {"retrieve": time.perf_counter() - started}
    return Answer(need, (), len(index), timings_s=timings, reply=reply) if reply else None
