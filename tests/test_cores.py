"""One thread for the small sums of a request."""

from __future__ import annotations

import threading

import faiss
from threadpoolctl import threadpool_info

from shopcli.util.threads import one_thread


def threads() -> tuple[int, list[int]]:
    """FAISS's in this thread, and NumPy's in the process."""
    libraries = [library for library in threadpool_info() if "numpy" in library["filepath"]]
    return faiss.omp_get_max_threads(), [library["num_threads"] for library in libraries]


def test_there_is_one_thread_inside_and_as_many_as_before_outside():
    before = threads()
    with one_thread(), one_thread():
        assert threads() == (1, [1] * len(before[1]))
    assert threads() == before


def test_a_request_in_another_thread_leaves_this_one_as_it_was():
    before = threads()

    def request() -> None:
        with one_thread():
            pass

    with one_thread():
        other = threading.Thread(target=request)
        other.start()
        other.join()
    assert threads() == before
