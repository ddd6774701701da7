"""How long a request takes to understand, and limits take to hold, warm.

    python benchmarks/understanding.py INDEX REQUESTS.txt [--products 1000000]

The first table is over the requests of a file (one a line) and an index: median, 95th percentile and longest, in
milliseconds, of `Advisor.understand`. The second is over a catalog of a million products that is made up on the spot,
with a price, a brand, a colour and a weight that half of the products have: the same for holding each clause, and
for all of them together, which is what stands before the search.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from shopcli import Advisor
from shopcli.index.parts.column_writer import ColumnWriter
from shopcli.index.parts.columns import Columns
from shopcli.retrieve.limits import judge
from shopcli.types import Clause, Product

ROUNDS = 15
CLAUSES = (
    Clause("under 200", "limit", "price", "<=", 200.0, "EUR"),
    Clause("not Acme3", "exclude", "brand", "!=", "Acme3"),
    Clause("black", "feature", "colour", "is", "black"),
    Clause("under 1 kg", "limit", "weight", "<=", 1000.0, "g"),
)


def times_ms(run: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each of some runs."""
    found = []
    for _ in range(rounds):
        started = time.perf_counter()
        run()
        found.append(1000 * (time.perf_counter() - started))
    return found


def row(name: str, times: list[float]) -> str:
    """One line of a table."""
    ordered = sorted(times)
    return f"{name:32} {statistics.median(ordered):8.2f} {ordered[int(0.95 * (len(ordered) - 1))]:8.2f} {ordered[-1]:8.2f}"


def understanding(index: Path, requests: Path) -> None:
    """Print the table of requests."""
    advisor = Advisor.open(index)
    queries = [line for line in requests.read_text(encoding="utf-8").splitlines() if line.strip()]
    for query in queries:
        advisor.understand(query)
    times = [time for query in queries for time in times_ms(lambda query=query: advisor.understand(query), 5)]
    cold = []
    for query in queries:  # with every kind and vector that was remembered forgotten
        for remembered in (advisor.knowledge.kind, advisor.knowledge._vector):
            remembered.cache_clear()
        cold += times_ms(lambda query=query: advisor.understand(query), 1)
    print(f"{'understand, ' + str(len(queries)) + ' requests':32} {'median':>8} {'p95':>8} {'most':>8}  ms")
    print(row("asked again", times))
    print(row("asked for the first time", cold))


def made_up(count: int, folder: Path) -> Columns:
    """The columns of a catalog of ``count`` products."""
    rng = np.random.default_rng(0)
    prices, brands, colours = rng.uniform(1, 1000, count).round(2), rng.integers(0, 300, count), rng.integers(0, 12, count)
    weights, names = (
        rng.uniform(5, 5000, count).round(),
        "black white red blue green grey pink brown gold silver beige navy".split(),
    )
    writer = ColumnWriter()
    for number in range(count):
        attributes = {"weight": float(weights[number])} if number % 2 else {}
        brand, price = f"Acme{brands[number]}", float(prices[number])
        product = Product(str(number), "x", brand=brand, price=price, currency="EUR", attributes=attributes)
        writer.add(number, product, names[colours[number]])
    writer.save(folder)
    return Columns(folder, count)


def limits(count: int) -> None:
    """Print the table of limits."""
    with tempfile.TemporaryDirectory() as folder:
        columns = made_up(count, Path(folder))
        print(f"\n{f'hold, {count:,} products':32} {'median':>8} {'p95':>8} {'most':>8}  ms")
        for clause in CLAUSES:
            judge(clause, columns)
            print(row(clause.text, times_ms(lambda clause=clause: judge(clause, columns), ROUNDS)))
        print(row("all four", times_ms(lambda: np.logical_and.reduce([judge(c, columns).holds for c in CLAUSES]), ROUNDS)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("requests", type=Path)
    parser.add_argument("--products", type=int, default=1_000_000)
    arguments = parser.parse_args()
    understanding(arguments.index, arguments.requests)
    limits(arguments.products)


if __name__ == "__main__":
    main()
