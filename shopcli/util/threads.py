"""Threads: how many cores there are for them, and one thread for the small sums of a request.

onnxruntime's threads keep a core busy for a while after each run. On few cores, whatever then shares out its own small
work waits for them: a search of 2 ms takes 15.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any

_held_to: list[int] = []


def hold_to(number: int) -> None:
    """Let this process use no more than so many cores, as where others of its kind have the rest."""
    _held_to[:] = [number]


def cores() -> int:
    """Cores that this process may use, which in a container are fewer than the machine has."""
    if _held_to:
        return _held_to[0]
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def one_thread() -> Iterator[None]:
    """Let NumPy and FAISS use one thread here; onnxruntime has its own, and torch is not meant to run inside.

    Only what is loaded already is told so: the first sums of a process may need neither, and to load FAISS takes longer
    than they do. FAISS's number of threads is each thread's own. NumPy's OpenBLAS hands its number on to threads that start
    later, so where several requests run at once, one of them may work with one thread for longer, and none with more.
    """
    with ExitStack() as limits:
        if "faiss" in sys.modules:
            import faiss

            limits.callback(faiss.omp_set_num_threads, faiss.omp_get_max_threads())
            faiss.omp_set_num_threads(1)
        for library in _blas_libraries() if "numpy" in sys.modules else ():
            limits.callback(library.set_num_threads, library.get_num_threads())
            library.set_num_threads(1)
        yield


@lru_cache(maxsize=1)
def _blas_libraries() -> tuple[Any, ...]:
    # threadpoolctl knows the libraries that are loaded when it looks: not before NumPy is.
    from threadpoolctl import ThreadpoolController

    return tuple(library for library in ThreadpoolController().lib_controllers if library.user_api == "blas")
