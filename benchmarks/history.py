"""Recommenders over a real shop's history, beside those of implicit, learned and judged in one run.

``python benchmarks/history.py FOLDER --index INDEX`` judges the validation weeks, with ``--test`` the test weeks, which are to
be run once. FOLDER has catalog.csv, purchases.csv.gz and judge.py, which alone gives the figures; INDEX is of the catalog.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from shopcli.index import Index
from shopcli.pipeline.personal.history import History, Purchase
from shopcli.pipeline.personal.learning import learn_from
from shopcli.pipeline.personal.recommenders.blend import bought_next, learn_blend
from shopcli.pipeline.personal.recommenders.content import vectors_of
from shopcli.pipeline.personal.recommenders.interactions import Interactions
from shopcli.pipeline.personal.recommenders.signals import NAMES, RECOMMENDERS

WEEKS = {"validation": ("2011-05-15", "2011-06-06"), "test": ("2011-06-06", "2011-06-27")}
NEAREST = 200  # of the rivals, as the bench's README has it
BEST = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path, help="the index of the catalog, for the similarity of texts")
    parser.add_argument("--test", action="store_true", help="the test weeks, once")
    arguments = parser.parse_args()
    cut, end = WEEKS["test" if arguments.test else "validation"]
    history = read_history(arguments.folder / "purchases.csv.gz")
    interactions = Interactions.at(history, seconds(cut))
    customers, _ = bought_next(history, interactions, seconds(end))
    judge = Judge(arguments.folder / "judge.py", cut, end, history, interactions, customers)
    print(f"{cut} to {end}, learned from {len(interactions.history):,} lines before")
    best = np.max([judge.told(f"rival: {name}", scores) for name, scores in rivals(interactions, customers)], axis=0)
    vectors = vectors_of(Index(arguments.index), history.products) if arguments.index else None
    began = time.perf_counter()
    learned, examples = learn_from(interactions, vectors)
    print(f"learned in {time.perf_counter() - began:.0f} s")
    for name in RECOMMENDERS:
        judge.told(name, learned.recommenders.scores(name, customers))
    signals = learned.recommenders.signals(customers, learned.recommenders.allowed(customers))
    for left_out in RECOMMENDERS:
        chosen = [name for name in NAMES if not name.startswith((f"{left_out}_score", f"{left_out}_place"))]
        judge.told(f"blend without {left_out}", learn_blend(examples, chosen).scores(signals))
    ours = np.array(judge.told("blend", learned.blend.scores(signals)))
    print("of the best rival in each: recall@20 {:.2f}, nDCG@20 {:.2f}".format(*(ours / best)))


def seconds(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def read_history(path: Path) -> History:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = (
        Purchase(row["customer"], row["product"], seconds(row["time"]), float(row["quantity"]), row["invoice"]) for row in rows
    )
    return History.of(lines)


def rivals(interactions: Interactions, customers: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """The recommenders of the bench's README."""
    from implicit.als import AlternatingLeastSquares
    from implicit.nearest_neighbours import BM25Recommender, CosineRecommender

    bought = interactions.bought
    yield "most bought of the last 30 days", np.tile(interactions.buyers(30), (len(customers), 1))
    for name, kind in (("cosine", CosineRecommender), ("BM25", BM25Recommender)):
        model = kind(K=NEAREST, num_threads=1)
        model.fit(bought, show_progress=False)
        yield f"item to item, {name}", (bought[customers] @ model.similarity).toarray()
    model = AlternatingLeastSquares(64, alpha=10, random_state=0, num_threads=1)
    model.fit(bought.astype(np.float32), show_progress=False)
    yield "ALS, 64 factors, alpha 10", model.user_factors[customers] @ model.item_factors.T


class Judge:
    """The bench's judge, asked about one recommender after the other."""

    def __init__(
        self, script: Path, cut: str, end: str, history: History, interactions: Interactions, customers: np.ndarray
    ) -> None:
        self.command = [sys.executable, str(script), cut, end]
        self.names = [history.customers[number] for number in customers]
        self.products = np.array(history.products)
        self.allowed = interactions.sold & ~(interactions.bought[customers].toarray() > 0)

    def told(self, name: str, scores: np.ndarray) -> tuple[float, float]:
        """Judge the best products of each customer, and print what the judge says."""
        best = np.argsort(-np.where(self.allowed, scores, -np.inf), axis=1, kind="stable")[:, :BEST]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            for customer, products in zip(self.names, self.products[best].tolist(), strict=True):
                file.write(json.dumps({"customer": customer, "products": products}) + "\n")
            file.flush()
            said = subprocess.run([*self.command, file.name], capture_output=True, text=True, check=True).stdout.strip()
        print(f"{name:40} {said}", flush=True)
        words = said.replace(",", "").split()
        return float(words[words.index("recall@20") + 1]), float(words[words.index("nDCG@20") + 1])


if __name__ == "__main__":
    main()
