"""What goes with what, by baskets: the last fifth of a shop's baskets, told from those before.

    python benchmarks/goes_with.py --history ../shared/bench/history [--validation]

Of each held-out basket every product asks once for the ten that go with it; a figure is the mean over all that ask:

    found    of the other products of the basket how many are among the ten (of 10 at the most)
    any      whether one of them is

Beside it, learned from the same baskets: what is in most baskets, and implicit's item to item by cosine, over baskets and
over customers. A product that the baskets before do not have asks nothing. The difference to the best rival has its 95 %
interval by the bootstrap over baskets. With ``--validation`` the last fifth is left out, and the fifth before it told:
settings were chosen there.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from scipy import sparse

from shopcli.pipeline.personal.baskets import Baskets

TEN = 10
Recommender = Callable[[int], Sequence[int]]


@dataclass(frozen=True)
class Lines:
    """Purchases as arrays: what `Baskets` asks of a history."""

    products: tuple[str, ...]
    product: np.ndarray
    basket: np.ndarray
    customer: np.ndarray
    time: np.ndarray

    def among(self, chosen: np.ndarray) -> Lines:
        arrays = (self.product, self.basket, self.customer, self.time)
        product, basket, customer, time = (array[chosen] for array in arrays)
        return replace(self, product=product, basket=basket, customer=customer, time=time)


def read(folder: Path) -> Lines:
    """The shared history; baskets are numbered by the time of their first line."""
    with gzip.open(folder / "purchases.csv.gz", "rt", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["time"], row["invoice"]))
    products = sorted({row["product"] for row in rows})
    number = {name: n for n, name in enumerate(products)}
    baskets = {name: n for n, name in enumerate(dict.fromkeys(row["invoice"] for row in rows))}
    customers = {name: n for n, name in enumerate(dict.fromkeys(row["customer"] for row in rows))}
    columns = [(number[r["product"]], baskets[r["invoice"]], customers[r["customer"]]) for r in rows]
    times = [int(datetime.fromisoformat(row["time"] + "+00:00").timestamp()) for row in rows]
    product, basket, customer = np.array(columns).T
    return Lines(tuple(products), product, basket, customer, np.array(times))


def ours(lines: Lines) -> Recommender:
    baskets, number = Baskets(lines), {name: n for n, name in enumerate(lines.products)}
    return lambda query: [number[rule.product] for rule in baskets.with_product(lines.products[query], top=TEN)]


def most_bought(lines: Lines) -> Recommender:
    pairs = np.unique(np.stack([lines.basket, lines.product]), axis=1)
    order = np.argsort(-np.bincount(pairs[1], minlength=len(lines.products)), kind="stable")[: TEN + 1].tolist()
    return lambda query: [product for product in order if product != query][:TEN]


def cosine(lines: Lines, whose: np.ndarray) -> Recommender:
    from implicit.nearest_neighbours import CosineRecommender

    shape = (int(whose.max()) + 1, len(lines.products))
    matrix = sparse.csr_matrix((np.ones(len(whose)), (whose, lines.product)), shape=shape)
    matrix.data[:] = 1
    model = CosineRecommender(K=TEN + 1, num_threads=1)
    model.fit(matrix, show_progress=False)
    return lambda query: [int(n) for n in model.similar_items(query, N=TEN + 1)[0] if n != query][:TEN]


def told(recommend: Recommender, held: Lines, known: np.ndarray) -> np.ndarray:
    """(n_baskets, 3): how many ask in each basket, and the sums of ``found`` and ``any``."""
    tops: dict[int, frozenset[int]] = {}
    rows = []
    for basket in np.unique(held.basket):
        items = frozenset(np.unique(held.product[held.basket == basket]).tolist())
        asking = [item for item in items if known[item]] if len(items) > 1 else []
        found = 0.0, 0.0
        for item in asking:
            if item not in tops:
                tops[item] = frozenset(recommend(item))
            hits = len(tops[item] & items - {item})
            found = found[0] + hits / min(TEN, len(items) - 1), found[1] + (hits > 0)
        rows.append((len(asking), *found))
    return np.array(rows, float)


def intervals(one: np.ndarray, other: np.ndarray, *, times: int = 1000) -> list[tuple[float, float]]:
    random = np.random.default_rng(0)
    chosen = random.integers(0, len(one), (times, len(one)))
    ratios = [(table[chosen].sum(axis=1)[:, 1:] / table[chosen].sum(axis=1)[:, :1]) for table in (one, other)]
    return [tuple(np.percentile((ratios[0] - ratios[1])[:, at], [2.5, 97.5]).tolist()) for at in range(2)]


def compare(lines: Lines, start: int, end: int) -> None:
    before, held = lines.among(lines.basket < start), lines.among((lines.basket >= start) & (lines.basket < end))
    known = np.bincount(before.product, minlength=len(lines.products)) > 0
    ways: Mapping[str, Recommender] = {
        "in most baskets": most_bought(before),
        "implicit, cosine over customers": cosine(before, before.customer),
        "implicit, cosine over baskets": cosine(before, before.basket),
        "goes-with": ours(before),
    }
    tables = {name: told(way, held, known) for name, way in ways.items()}
    print(f"{start} baskets before, {end - start} held out, {int(next(iter(tables.values()))[:, 0].sum())} ask\n")
    print("| | found | any |\n| --- | --- | --- |")
    means = {name: table.sum(axis=0)[1:] / table.sum(axis=0)[0] for name, table in tables.items()}
    for name, (found, some) in means.items():
        print(f"| {name} | {found:.4f} | {some:.4f} |")
    rival = max(list(means)[:-1], key=lambda name: means[name][0])
    for what, (low, high) in zip(("found", "any"), intervals(tables["goes-with"], tables[rival]), strict=True):
        print(f"\n{what}, goes-with less {rival}: {low:+.4f} to {high:+.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--history", type=Path, required=True)
    parser.add_argument("--validation", action="store_true")
    arguments = parser.parse_args()
    lines = read(arguments.history)
    fifth = (int(lines.basket.max()) + 1) // 5
    start = (3 if arguments.validation else 4) * fifth
    compare(lines, start, start + fifth if arguments.validation else int(lines.basket.max()) + 1)


if __name__ == "__main__":
    main()
