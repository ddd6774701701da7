"""What is searched of a large catalog, in a folder and in Milvus: products, vectors and prices, nothing that is learned.

    python benchmarks/milvus_large.py CATALOG --size 300000 --store milvus:http://127.0.0.1:19530#large \\
        --index INDEX [--server 'COMMAND THAT RUNS THE SERVER'] [--seconds 60]

Records are the catalog's own and variations of them, with real vectors (benchmarks/varied.py). They are written into a folder
and, by shopcli's own writer, into the store; then the folder, the store as shopcli asks it, and pymilvus alone are searched by
turns, with limits that hold before the cut, and recall is over the 100 nearest by exact cosines. Then 32 ask the store at once:
each searches, every third time under a limit that keeps .1 %, and reads ten records. With --server that is done once more while
the server is stopped and started again in the middle; what was refused is counted by what was said, and all that was found
before is looked for again. The server must be running when the script starts, and is started by COMMAND from then on.
"""

from __future__ import annotations

import argparse
import json
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import milvus
import numpy as np
import scale
from varied import original_lines, prepare, variation

from shopcli.index.parts.halves import first_dim
from shopcli.index.parts.vectors import EXACT_UP_TO, VectorIndex, save_vectors
from shopcli.index.stores.address import StoreAddress
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.milvus.collections import VersionNames, field_name
from shopcli.index.stores.milvus.connection import Connection, connected
from shopcli.index.stores.milvus.features import NOTHING, features_of
from shopcli.index.stores.milvus.rows import read_rows
from shopcli.index.stores.milvus.vectors import MilvusVectors
from shopcli.index.stores.milvus.writer import MilvusWriter
from shopcli.index.stores.store import ProductBatch
from shopcli.types import Predicate

FIELDS, VERSION, AT_ONCE = ("price", "year", "weight"), "0123456789ab", 500
STOPPED_AFTER_S = 20.0
ANSWER_S = 10.0  # an asker waits for a store that is away, all tries together


class VariedVectors:
    """The vectors of variations, by row: an original's, and a difference that was seen between an original and a variation."""

    def __init__(self, folder: Path, originals: int) -> None:
        self._own = np.load(folder / "vectors.npy", mmap_mode="r")[:originals].astype(np.float32)
        self._differences = np.load(folder / "differences_products.npy")
        self.dim = self._own.shape[1]

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """(len(rows), dim) float32."""
        vectors = self._own[rows % len(self._own)]
        varied = rows >= len(self._own)
        vectors[varied] += self._differences[rows[varied] * 7919 % len(self._differences)]
        first = first_dim(self.dim)
        for half in (vectors[:, :first], vectors[:, first:]):
            half /= np.maximum(np.linalg.norm(half, axis=1, keepdims=True), 1e-9)
        return vectors


def write_folder(folder: Path, vectors: VariedVectors, size: int) -> None:
    """What a folder is searched by."""
    folder.mkdir(parents=True)
    options = {"precision": "float16", "scale": 1.0, "exact_up_to": EXACT_UP_TO}
    save_vectors(folder, lambda rows: vectors(np.arange(size)[rows]), size, vectors.dim, **options)


def fields_of(records: list[dict[str, Any]], size: int) -> dict[str, np.ndarray]:
    """The prices of all, and two fields that half and a tenth of the records have."""
    random = np.random.default_rng(0)
    prices = np.asarray([float(record.get("price") or np.nan) for record in records])
    prices = prices[np.arange(size) % len(records)] * random.lognormal(0, 0.3, size)
    silent = [np.where(random.random(size) < share, np.nan, random.integers(1, 100, size)) for share in (0.5, 0.9)]
    return dict(zip(FIELDS, (prices.round(2), *silent), strict=True))


def write_store(
    address: StoreAddress,
    records: list[dict[str, Any]],
    vectors: VariedVectors,
    fields: dict[str, np.ndarray],
    size: int,
    first: int = 0,
) -> dict[str, float]:
    """Write all products from ``first`` on, and wait until what they are searched by is made; how long each took."""
    started, spent = time.perf_counter(), time.process_time()
    writer = MilvusWriter(address, VERSION, dim=vectors.dim, fields=FIELDS, products=size, timeout_s=3600.0)
    for start in range(first, size, AT_ONCE):
        rows = np.arange(start, min(start + AT_ONCE, size))
        made = [variation(records[row % len(records)], row) for row in rows.tolist()]
        lines = [json.dumps(record, ensure_ascii=False).encode() for record in made]
        writer.put_products(ProductBatch(rows, vectors(rows), lines, {name: column[rows] for name, column in fields.items()}))
        if start % 50_000 == 0:
            print(f"{start:,} rows after {time.perf_counter() - started:.0f} s", flush=True)
    found = {"written_s": time.perf_counter() - started, "writer_cpu_s": time.process_time() - spent}
    print(json.dumps(found), flush=True)
    connection, products = connected(address, 3600.0), VersionNames(address.collection, VERSION).products
    connection.call("flush", products)
    # What is told as pending counts segments too that were merged into others since.
    while (told := connection.call("describe_index", products, "vector"))["indexed_rows"] < told["total_rows"]:
        time.sleep(2)
    return found | {"indexed_s": time.perf_counter() - started}


def loaded(connection: Connection, products: str) -> dict[str, float]:
    """Have the server load what it searches, and count it."""
    started = time.perf_counter()
    connection.call("load_collection", products)
    (count,) = connection.call("query", products, filter="", output_fields=["count(*)"], consistency_level="Strong")
    told = connection.call("describe_index", products, "vector")
    return {"loaded_s": time.perf_counter() - started, "rows": count["count(*)"], "indexed_rows": told["indexed_rows"]}


def crowd(
    stored: MilvusVectors, connection: Connection, prices: np.ndarray, queries: np.ndarray, seconds: float, askers: int = 32
) -> dict[str, Any]:
    """Many threads, each a search and the reading of ten records, over and over."""
    limit = float(np.nanquantile(prices, 0.001))
    allowed, limits = np.flatnonzero(prices <= limit), (Predicate("price", "<=", (limit,)),)
    times, ends, errors = list[float](), list[float](), Counter[str]()
    began = time.monotonic()

    def ask(number: int) -> None:
        at = number
        while time.monotonic() < began + seconds:
            started, some = time.perf_counter(), {"allowed": allowed, "limits": limits} if at % 3 == 0 else {}
            try:
                rows, _ = stored.search(queries[at % len(queries)], milvus.K, **some)
                told = dict(read_rows(connection, stored._names.products, rows[:10].tolist(), "record"))
                assert all(json.loads(told[row]["record"])["title"] for row in rows[:10].tolist())
                times.append(1e3 * (time.perf_counter() - started))
                ends.append(time.monotonic() - began)
            except StoreError as error:
                errors[str(error).partition(": ")[0]] += 1
            at += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    longest = float(np.diff(sorted([0.0, *ends, seconds])).max())
    found = {"askers": askers, "answers": len(times), "a_second": len(times) / seconds, "errors": dict(errors)}
    quantiles = {name: float(np.quantile(times, at)) for name, at in (("p50_ms", 0.5), ("p95_ms", 0.95), ("p99_ms", 0.99))}
    return found | quantiles | {"longest_without_an_answer_s": longest, "last_answer_s": max(ends)}


class Server:
    """The server, stopped and started again by a command."""

    def __init__(self, command: str, uri: str) -> None:
        self._command, self._uri, self._running = command, urlsplit(uri), None

    def restart(self, stop: Callable[[], None]) -> None:
        """Stop it, wait a little, and start it again."""
        stop()
        while self._listens():
            time.sleep(0.2)
        time.sleep(3)
        self._running = subprocess.Popen(self._command, shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((str(self._uri.hostname), self._uri.port or 80)) == 0


def stopped(pid_file: Path) -> None:
    """Stop the server whose process number is in a file, at once, as a power cut would."""
    import os

    os.kill(int(pid_file.read_text()), signal.SIGKILL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--size", type=int, default=300_000)
    parser.add_argument("--store", required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/milvus"))
    parser.add_argument("--requests", type=Path, default=Path("/work/shared/bench/relevance_dev.txt"))
    parser.add_argument("--restart-seconds", type=float, default=180.0, help="how long is asked where the server is restarted")
    parser.add_argument("--only-ask", action="store_true", help="by many at once; no search is compared")
    parser.add_argument("--queries", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--first", type=int, default=0, help="the row to go on from, where some were written before")
    parser.add_argument("--written", action="store_true", help="all were written before")
    parser.add_argument("--only-write", action="store_true", help="search and ask another time")
    parser.add_argument("--server", default="", help="the command that runs the server, which writes its number to --pid")
    parser.add_argument("--pid", type=Path)
    arguments = parser.parse_args()
    records, address = original_lines(arguments.catalog), StoreAddress.parse(arguments.store)
    encoder = scale.real_encoder()
    if not (arguments.work / "vectors" / "digest").exists():
        prepare(records, arguments.work / "vectors", encoder, arguments.index)
    vectors, fields = VariedVectors(arguments.work / "vectors", len(records)), fields_of(records, arguments.size)
    folder, told = arguments.work / f"large-{arguments.size}", dict[str, Any](size=arguments.size)
    if not folder.exists():
        started = time.perf_counter()
        write_folder(folder, vectors, arguments.size)
        told["folder_s"] = time.perf_counter() - started
    if not arguments.written:
        told |= write_store(address, records, vectors, fields, arguments.size, arguments.first)
    if arguments.only_write:
        return
    lines = [line.strip() for line in arguments.requests.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines = lines[: arguments.queries]
    queries, local = encoder.encode(lines), VectorIndex.open(folder, dim=vectors.dim)
    patient, names = connected(address, 3600.0), VersionNames(address.collection, VERSION)
    nothing = None if features_of(patient.server_version).leaves_empty else NOTHING
    columns = {name: field_name(number) for number, name in enumerate(FIELDS)}
    options = {"size": arguments.size, "dim": vectors.dim, "fields": columns, "nothing": nothing}
    told |= loaded(patient, names.products)
    print(json.dumps(told), flush=True)
    if not arguments.only_ask:
        told["search"] = milvus.compared(local, MilvusVectors(patient, names, **options), fields["price"], queries)
        milvus.show(told)
    connection = connected(address, ANSWER_S)
    stored = MilvusVectors(connection, names, **options)
    told["crowd"] = crowd(stored, connection, fields["price"], queries, arguments.seconds)
    print(json.dumps(told["crowd"]), flush=True)
    if arguments.server:
        before = [stored.search(query, milvus.K)[0].tolist() for query in queries]
        server = Server(arguments.server, address.uri)
        timer = threading.Timer(STOPPED_AFTER_S, server.restart, [lambda: stopped(arguments.pid)])
        timer.start()
        told["crowd_restarted"] = crowd(stored, connection, fields["price"], queries, arguments.restart_seconds)
        timer.join()
        after = [stored.search(query, milvus.K)[0].tolist() for query in queries]
        (count,) = connection.call("query", names.products, filter="", output_fields=["count(*)"])
        told["crowd_restarted"] |= {"same_after": sum(map(list.__eq__, before, after)), "rows_after": count["count(*)"]}
        print(json.dumps(told["crowd_restarted"]), flush=True)


if __name__ == "__main__":
    main()
