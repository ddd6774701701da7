"""One catalog in a folder and in Milvus: written, searched with and without a limit, and asked by many at once.

    python benchmarks/milvus.py /work/shared/bench/catalog.jsonl.gz --size 20000 [--index INDEX] [--store milvus:URI#NAME]

The products are the catalog's own and variations of them, with real vectors (benchmarks/varied.py). INDEX is an index of the
catalog whose vectors are used in place of embedding it anew. Without --store it is a file of milvus-lite in a folder that goes.

Three are searched by turns with the same requests in one process: the folder (FAISS), the store as shopcli asks it, and the
same collection by pymilvus alone, with the limit as an expression. Recall is over the 100 nearest by exact cosines. Memory is
what the system counted of the process that wrote (the server of milvus-lite is in it) and of the one that asked.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import scale
from varied import original_lines, prepare, write_catalog

from shopcli.config import Settings
from shopcli.index import Index
from shopcli.index.parts.vectors import VectorIndex
from shopcli.index.stores.milvus.vectors import MilvusVectors
from shopcli.index.stores.opening import open_index, publish
from shopcli.types import Predicate

K, SHARES, ROUNDS, BLOCK = 100, (None, 0.01, 0.001), 3, 20_000


def peak_gib() -> float:
    """The most memory that this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def written(settings: Settings) -> dict[str, float]:
    """What it takes to write the folder into the store."""
    started, spent = time.perf_counter(), time.process_time()
    publish(settings)
    return {
        "write_s": time.perf_counter() - started,
        "write_cpu_s": time.process_time() - spent,
        "write_peak_gib": peak_gib(),
    }


def searched(settings: Settings, queries: np.ndarray) -> list[dict[str, Any]]:
    """The times and recall of the three, at each share of products that a limit keeps."""
    local, index = Index(settings.index_path), open_index(settings)
    assert isinstance(index.vectors, MilvusVectors)
    return compared(local.vectors, index.vectors, local.columns.dense("price"), queries)


def compared(local: VectorIndex, stored: MilvusVectors, prices: np.ndarray, queries: np.ndarray) -> list[dict[str, Any]]:
    """The times and recall of a folder, of a store, and of pymilvus alone, by turns."""
    client, collection, field = stored._connection._client, stored._names.products, stored._fields["price"]
    found = []
    for share in SHARES:
        limit = None if share is None else float(np.nanquantile(prices, share))
        some = None if limit is None else np.flatnonzero(prices <= limit)
        limits = () if limit is None else (Predicate("price", "<=", (limit,)),)
        expression = "" if limit is None else f"{field} <= {limit!r}"
        ways: dict[str, Callable[[np.ndarray], Any]] = {
            "folder": lambda query, some=some: local.search(query, K, allowed=some)[0].tolist(),
            "store": lambda query, some=some, limits=limits: stored.search(query, K, allowed=some, limits=limits)[0].tolist(),
            "pymilvus": lambda query, expression=expression: [
                hit["row"]
                for hit in client.search(
                    collection, [query], anns_field="vector", limit=K, filter=expression, output_fields=["row"]
                )[0]
            ],
        }
        truths = exact(local, queries, some)
        for who, way in ways.items():
            recall = statistics.mean(len(truth & set(way(q))) / len(truth) for q, truth in zip(queries, truths, strict=True))
            kept = local.size if some is None else len(some)
            found.append({"who": who, "kept": kept, "recall": recall, **times_ms(way, queries)})
    return found


def exact(local: VectorIndex, queries: np.ndarray, allowed: np.ndarray | None) -> list[set[int]]:
    """The `K` nearest of each query by exact cosines, some vectors at a time."""
    rows = np.arange(local.size) if allowed is None else allowed
    cosines = np.concatenate([local.rows(rows[at : at + BLOCK]) @ queries.T for at in range(0, len(rows), BLOCK)])
    return [set(rows[np.argsort(-column, kind="stable")[:K]].tolist()) for column in cosines.T]


def times_ms(way: Callable[[np.ndarray], Any], queries: np.ndarray) -> dict[str, float]:
    """The median and the 95th percentile of warm searches."""
    times = []
    for _ in range(ROUNDS):
        for query in queries:
            started = time.perf_counter()
            way(query)
            times.append(1e3 * (time.perf_counter() - started))
    return {"p50_ms": statistics.median(times), "p95_ms": float(np.quantile(times, 0.95))}


def crowded(settings: Settings, queries: np.ndarray, askers: int, seconds: float) -> dict[str, Any]:
    """Many threads that search the store at once."""
    vectors, times, errors = open_index(settings).vectors, list[float](), list[str]()
    until = time.monotonic() + seconds

    def ask(first: int) -> None:
        at = first
        while time.monotonic() < until:
            started = time.perf_counter()
            try:
                vectors.search(queries[at % len(queries)], K)
                times.append(1e3 * (time.perf_counter() - started))
            except Exception as error:
                errors.append(str(error))
            at += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {"askers": askers, "a_second": len(times) / seconds, "errors": len(errors)}
    return found | {"p50_ms": statistics.median(times), "p95_ms": float(np.quantile(times, 0.95))}


def child(what: str, settings: Settings, requests: list[str], askers: int) -> dict[str, Any]:
    """One part, in a process of its own, whose memory is then its own too."""
    if what == "write":
        return written(settings)
    queries = scale.real_encoder().encode(requests)
    found = {"search": searched(settings, queries)}
    return found | {"crowd": crowded(settings, queries, askers, 20.0), "ask_peak_gib": peak_gib()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--requests", type=Path, default=Path("/work/shared/bench/relevance_dev.txt"))
    parser.add_argument("--index", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/milvus"))
    parser.add_argument("--store", default="")
    parser.add_argument("--askers", type=int, default=32)
    parser.add_argument("--child", choices=("write", "ask"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    work, folder = arguments.work, arguments.work / f"ours-{arguments.size}"
    requests = [line.strip() for line in arguments.requests.read_text(encoding="utf-8").splitlines() if line.strip()][:50]
    settings = Settings(index=str(folder), store=arguments.store, store_timeout_s=120.0)
    if arguments.child:
        print(json.dumps(child(arguments.child, settings, requests, arguments.askers)))
        return
    catalog, vectors = work / f"{arguments.size}.jsonl", work / "vectors"
    records = original_lines(arguments.catalog)
    if not (vectors / "digest").exists():
        prepare(records, vectors, scale.real_encoder(), arguments.index)
    if not catalog.exists():
        write_catalog(records, arguments.size, catalog)
    told: dict[str, Any] = {"size": arguments.size}
    if not (folder / "manifest.json").exists():
        told["build"] = scale.measured("ours", catalog, folder, vectors)
    with tempfile.TemporaryDirectory() as aside:
        settings = replace(settings, store=arguments.store or f"milvus:{aside}/shop.db#shop")
        for what in ("write", "ask"):
            told |= _of_child(what, settings.store)
    show(told)


def show(told: dict[str, Any]) -> None:
    """All that was measured, and the searches as a table."""
    print(json.dumps(told, indent=1))
    print("\n   kept  who       p50 ms   p95 ms  recall@100")
    for one in told["search"]:
        print(f"{one['kept']:7,}  {one['who']:8}  {one['p50_ms']:7.1f}  {one['p95_ms']:7.1f}  {one['recall']:10.4f}")


def _of_child(what: str, store: str) -> dict[str, Any]:
    command = [sys.executable, *sys.argv, "--child", what, "--store", store]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{what} failed:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
