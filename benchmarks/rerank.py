"""What re-ranking earns where no filter decides: requests less their limits, on candidates of the whole catalog.

    python benchmarks/rerank.py INDEX --second benchmarks/second
    python benchmarks/rerank.py INDEX --shared ../shared/bench
    python benchmarks/rerank.py INDEX --second benchmarks/second --cross-encoder FOLDER-OR-NAME
    python benchmarks/rerank.py INDEX --second benchmarks/second --likelihood

Of each request only what it wants of the thing is kept: its kind, brand, colour, words and yes-or-no features. Limits in
numbers, exclusions and orders are left out of the words and of what is judged. Every clause is then open: nothing is
filtered, so the order alone decides. Rivals stand in the same run: the cosine of the same embedder, BM25, both by
reciprocal rank, retrieval without attention, token-level maximum similarity (ColBERT's rule), and on wish any
sentence-transformers CrossEncoder over the fifty nearest, and query likelihood.

Printed: sat@1 and sat@3 (how many of the first hold what was asked, of as many as there are up to three), milliseconds a
request, and for each difference to the cosine in sat@3 the 95 % interval of a paired bootstrap over the requests.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from harness import interval, judged, requests_of, second_holds, shared_holds
from rivals import query_likelihood, rankers

from shopcli import Advisor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--shared", type=Path, help="the folder of the shared bench")
    parser.add_argument("--second", type=Path, help="a folder as benchmarks/second")
    parser.add_argument("--cross-encoder", help="a sentence-transformers CrossEncoder, by name or folder")
    parser.add_argument("--likelihood", action="store_true", help="add query likelihood, seconds a request")
    parser.add_argument("--model", help="the language model of --likelihood")
    args = parser.parse_args()
    if (args.shared is None) == (args.second is None):
        parser.error("name either --shared or --second")
    advisor = Advisor.open(args.index)
    if args.model:
        advisor.settings = replace(advisor.settings, model=args.model)
    ids = list(advisor.index.records.ids)
    requests = requests_of(advisor, shared_holds(args.shared, ids) if args.shared else second_holds(args.second, ids))
    print(f"{len(requests)} requests less their limits\n{'':34} sat@1  sat@3     ms  sat@3 over cosine")
    baseline: np.ndarray | None = None
    found = rankers(advisor, args.cross_encoder)
    found |= query_likelihood(advisor) if args.likelihood else {}
    for name, rank in found.items():
        rank(requests[0])  # models load, caches fill
        started = time.perf_counter()
        ranked = [rank(request) for request in requests]
        spent = (time.perf_counter() - started) / len(requests) * 1000
        scores = np.asarray([judged(request, rows) for request, rows in zip(requests, ranked, strict=True)])
        baseline = scores[:, 1] if baseline is None else baseline
        gain = scores[:, 1] - baseline
        low, high = interval(gain)
        first, three = scores.mean(axis=0)
        print(f"{name:34} {first:5.3f}  {three:5.3f} {spent:6.1f}  {gain.mean():+.3f} [{low:+.3f}, {high:+.3f}]")


if __name__ == "__main__":
    main()
