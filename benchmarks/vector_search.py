"""Exact search against search by cells, by catalog size: the figures behind `EXACT_UP_TO` in shopcli/index/parts/vectors.py.

    python benchmarks/vector_search.py [--sizes 20000 100000 400000] [--dim 384]

For each size it prints the median time of one request for both, their ratio, the time that sorting into cells takes, and
its recall@100 of the exact answer. The vectors are clustered, as texts of products are: 1,000 centres with noise around them.
"""

from __future__ import annotations

import argparse
import statistics
import time

import numpy as np

from shopcli.index.parts.vectors import VectorIndex

REQUESTS = 30
K = 100


def vectors_like_products(count: int, dim: int, seed: int) -> np.ndarray:
    """(count, dim) float32, L2-normalised, in 1,000 clusters that do not depend on ``seed``."""
    centres = np.random.default_rng(0).standard_normal((1000, dim)).astype(np.float32)
    rng = np.random.default_rng(seed)
    found = centres[rng.integers(0, 1000, count)] + 0.7 * rng.standard_normal((count, dim), np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def median_time_s(index: VectorIndex, queries: np.ndarray) -> float:
    """The median seconds of one search for 100 neighbours, warm."""
    index.search(queries[0], K)
    times = []
    for query in queries:
        started = time.perf_counter()
        index.search(query, K)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000, 50_000, 100_000, 200_000])
    parser.add_argument("--dim", type=int, default=384)
    arguments = parser.parse_args()
    queries = vectors_like_products(REQUESTS, arguments.dim, seed=2)
    print("products  exact_ms  cells_ms  exact/cells  cells_build_s  recall@100")
    for size in arguments.sizes:
        vectors = vectors_like_products(size, arguments.dim, seed=1)
        exact = VectorIndex.build(vectors, exact_up_to=size)
        started = time.perf_counter()
        cells = VectorIndex.build(vectors, exact_up_to=0)
        build_s = time.perf_counter() - started
        exact_s, cells_s = median_time_s(exact, queries), median_time_s(cells, queries)
        hits = [len(set(exact.search(q, K)[0]) & set(cells.search(q, K)[0])) / K for q in queries]
        times = f"{exact_s * 1e3:8.2f}  {cells_s * 1e3:7.2f}  {exact_s / cells_s:10.1f}"
        print(f"{size:8,}  {times}  {build_s:12.1f}  {statistics.mean(hits):10.3f}")


if __name__ == "__main__":
    main()
