"""How quick `shopcli serve --http` answers: searches and look-ups by a real client on loopback, in turn and at once.

    python benchmarks/http_server.py INDEX [REQUESTS.txt] [--count 200] [--threads 8]

Each request goes once unmeasured first, so that models, pages and caches are warm. p50 and p95 are of single calls on one
kept connection, from the first byte sent to the last byte read; throughput is by one such client, and by several at once.
Beside them stands the server's processor time for a call, which other load on the machine changes least, and that of the
same calls as functions of this process: the difference is what HTTP costs. Without a file, the requests are first words of
the catalog's titles, drawn by a fixed seed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shopcli.config import Settings
from shopcli.index import Index
from shopcli.render.as_json import dumps
from shopcli.serve.agents.tool_calls import ToolCalls
from shopcli.serve.agents.tools import TOOLS
from shopcli.serve.http.operations import OPERATIONS
from shopcli.serve.loaded import Models

TOKEN = "a-token-of-the-benchmark"
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
WORDS = 3  # of a title
IDS = 5  # of a look-up
Call = tuple[str, bytes]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("index", type=Path)
    options.add_argument("requests", type=Path, nargs="?", help="one a line")
    options.add_argument("--count", type=int, default=200)
    options.add_argument("--threads", type=int, default=8)
    given = options.parse_args()
    index = Index(given.index)
    texts = lines_of(given.requests) if given.requests else titles_of(index)
    chosen = random.Random(0)
    searches = [call("/catalog/search", {"query": text}) for text in chosen.choices(texts, k=given.count)]
    ids = [record.id for record in index.records]
    look_ups = [call("/catalog/lookup", {"ids": chosen.choices(ids, k=IDS)}) for _ in range(given.count)]
    print(f"{given.index}: {len(index):,} products, {given.count} calls, {os.cpu_count()} cores\n")
    print("| operation | p50, ms | p95, ms | processor, ms a call | the same by function calls | a second, one client "
          f"| a second, {given.threads} clients |\n| --- | --- | --- | --- | --- | --- | --- |")  # fmt: skip
    here = Models(Settings(index=str(given.index)))
    here.warm_up(text=False)
    with served(given.index) as (port, pid):
        for name, calls in (("search", searches), (f"look-up of {IDS}", look_ups)):
            print(row(name, port, pid, calls, given.threads, ToolCalls(Settings(), here)), flush=True)


def row(name: str, port: int, pid: int, calls: list[Call], threads: int, here: ToolCalls) -> str:
    """One line of the table."""
    timed(port, calls)  # warm
    before = processor_s(pid)
    seconds = timed(port, calls)
    spent = (processor_s(pid) - before) / len(calls)
    together = at_once(port, calls, threads)
    bare = bare_s(here, calls)
    percentiles = statistics.quantiles(seconds, n=20)
    figures = (percentiles[9] * 1000, percentiles[18] * 1000, spent * 1000, bare * 1000, len(calls) / sum(seconds), together)
    return f"| {name} | {' | '.join(f'{figure:,.1f}' for figure in figures)} |"


def bare_s(here: ToolCalls, calls: list[Call]) -> float:
    """Processor seconds of a call in this process, without HTTP."""
    for _ in range(2):  # the first time to be warm
        before = time.process_time()
        for path, body in calls:
            operation = OPERATIONS[path]
            tool = TOOLS[operation.tool]
            dumps(here.carry_out(tool, here.checked(tool, {operation.root[0]: json.loads(body)})))
    return (time.process_time() - before) / len(calls)


def timed(port: int, calls: list[Call]) -> list[float]:
    """The seconds of each call, one after the other on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    seconds = []
    for path, body in calls:
        began = time.perf_counter()
        answered(connection, path, body)
        seconds.append(time.perf_counter() - began)
    connection.close()
    return seconds


def at_once(port: int, calls: list[Call], threads: int) -> float:
    """Calls a second by so many clients, each with a connection of its own."""
    own = threading.local()

    def one(call: Call) -> None:
        if not hasattr(own, "connection"):
            own.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        answered(own.connection, *call)

    with ThreadPoolExecutor(threads) as pool:
        began = time.perf_counter()
        list(pool.map(one, calls))
        return len(calls) / (time.perf_counter() - began)


def answered(connection: http.client.HTTPConnection, path: str, body: bytes) -> None:
    """One call, read to its end.

    Raises:
        SystemExit: it was refused.
    """
    connection.request("POST", path, body, HEADERS)
    response = connection.getresponse()
    text = response.read()
    if response.status != 200:
        raise SystemExit(f"{path} {body.decode()}: {response.status} {text.decode()}")


@contextmanager
def served(index: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of a warm server."""
    command = [sys.executable, "-m", "shopcli", "serve", "--http", "0", "--no-text", "--index", str(index)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "SHOPCLI_HTTP_TOKEN": TOKEN})
    assert process.stderr
    try:
        port = int(process.stderr.readline().partition("127.0.0.1:")[2].partition(";")[0])
        if "Warm.\n" not in iter(process.stderr.readline, ""):
            raise SystemExit("It did not get warm.")
        yield port, process.pid
    finally:
        process.terminate()
        process.communicate()


def processor_s(pid: int) -> float:
    """User and system seconds of a process (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def call(path: str, body: dict[str, Any]) -> Call:
    return path, json.dumps(body).encode()


def lines_of(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def titles_of(index: Index) -> list[str]:
    """First words of the titles."""
    return [" ".join(record.title.split()[:WORDS]) for record in index.records]


if __name__ == "__main__":
    main()
