"""One thread for the small sums of a request.

onnxruntime's threads keep a core busy for a while after each run. On few cores, whatever then shares out its own small
work waits for them: a search of 2 ms takes 15.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any

_guard = threading.Lock()
_blas = ExitStack()  # holds the limit of NumPy's library while any request is inside: it is the process's
_inside = 0


@contextmanager
def one_thread() -> Iterator[None]:
    """Let NumPy and FAISS use one thread; onnxruntime has its own, and torch is not meant to run here.

    Requests in several threads share NumPy's limit: the first sets it, the last one out lifts it. FAISS's OpenMP has one
    for each thread.
    """
    import faiss

    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    _enter()
    try:
        yield
    finally:
        _leave()
        faiss.omp_set_num_threads(threads)


def _enter() -> None:
    global _inside
    with _guard:
        _inside += 1
        if _inside == 1:
            _blas.enter_context(_controller().limit(limits=1, user_api="blas"))


def _leave() -> None:
    global _inside
    with _guard:
        _inside -= 1
        if not _inside:
            _blas.close()


@lru_cache(maxsize=1)
def _controller() -> Any:
    # It knows the libraries that are loaded when it is made; NumPy is, once an index is open.
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
