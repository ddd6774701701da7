"""What re-ranking earns where no filter decides: requests less their limits, on candidates of the whole catalog.

    python benchmarks/rerank.py INDEX --second benchmarks/second
    python benchmarks/rerank.py INDEX --shared ../shared/bench
    python benchmarks/rerank.py INDEX --second benchmarks/second --cross-encoder FOLDER-OR-NAME
    python benchmarks/rerank.py INDEX --second benchmarks/second --lm

Of each request only what it wants of the thing is kept: its kind, brand, colour, words and yes-or-no features. Limits in
numbers, exclusions and orders are left out of the words and of what is judged. Every clause is then open: nothing is
filtered, so the order alone decides. Rivals stand in the same run: the cosine of the same embedder, BM25, both by
reciprocal rank, retrieval without attention, and any sentence-transformers CrossEncoder over the fifty nearest.

Printed: sat@1 and sat@3 (how many of the first hold what was asked, of as many as there are up to three), milliseconds a
request, and for each difference to the cosine in sat@3 the 95 % interval of a paired bootstrap over the requests.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from shopcli import Advisor
from shopcli.index.text import document_text
from shopcli.types import Clause, Need

NUMBERS = ("<=", ">=", "<", ">")
AMONG, BOOTSTRAPS, RRF = 200, 2000, 60.0
Ranker = Callable[["Request"], np.ndarray]  # a request to rows, best first


@dataclass(frozen=True)
class Request:
    """One request, less its limits: what it wants, as a need and as words, and which rows hold it."""

    need: Need
    text: str
    holds: np.ndarray


def features(where: list[list[Any]]) -> list[list[Any]]:
    """Of a predicate, what speaks of features: no numbers, and nothing that is unwanted."""
    return [
        clause
        for clause in where
        if clause[1] not in (*NUMBERS, "!=", "not") and not (clause[1] == "==" and type(clause[2]) in (int, float))
    ]


def opened(need: Need) -> Need:
    """The need with nothing decided: what is wanted counts by attention only."""
    kept = [c for c in need.clauses if c.kind in ("topic", "feature") and c.op in (None, "is", "in", "has")]
    clauses = tuple(Clause(c.text, c.kind, meaning=c.meaning) for c in kept)
    return replace(need, clauses=clauses, sort=None, notes=())


def module(path: Path) -> ModuleType:
    """A judge, by its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def shared_holds(folder: Path, ids: list[str]) -> Iterator[tuple[str, np.ndarray]]:
    """The shared bench: each request with which products hold its features."""
    judge = module(folder / "judge.py")
    products = {product["id"]: product for product in judge.lines(str(folder / "catalog.jsonl.gz"))}
    categories = json.loads((folder / "categories_dev.json").read_text(encoding="utf-8"))
    for row in judge.lines(str(folder / "needs_dev.jsonl")):
        where = features(row["where"])
        if where and not row["none"]:
            kind = categories[row["cat"]]
            fits = [
                judge.in_category(p, kind) and all(judge.clause_holds(p, *c) for c in where) for p in map(products.get, ids)
            ]
            yield row["query"], np.asarray(fits)


def second_holds(folder: Path, ids: list[str]) -> Iterator[tuple[str, np.ndarray]]:
    """The second catalog, the same way."""
    judge = module(Path(__file__).parent / "needs.py")
    truth = {product["sku"]: product for product in judge.lines(folder / "truth.jsonl")}
    for row in judge.lines(folder / "requests.jsonl"):
        where = features(row["where"])
        if where and not row["none"]:
            yield row["query"], np.asarray([judge.holds(truth[i], {**row, "where": where}) for i in ids])


def requests_of(advisor: Advisor, found: Iterator[tuple[str, np.ndarray]]) -> list[Request]:
    """The requests that some product holds."""
    requests = []
    for query, holds in found:
        need = opened(advisor.understand(query))
        if holds.any() and need.clauses:
            requests.append(Request(need, " ".join(clause.says for clause in need.clauses), holds))
    return requests


def rankers(advisor: Advisor, cross_encoder: str | None) -> dict[str, Ranker]:
    """shopcli and its rivals, by name."""
    index = advisor.index
    rows = {product_id: row for row, product_id in enumerate(index.records.ids)}

    def cosine(request: Request) -> np.ndarray:
        return index.vectors.search(advisor.encoder().encode([request.text])[0], AMONG)[0]

    def bm25(request: Request) -> np.ndarray:
        return np.argsort(-index.words.scores(request.text), kind="stable")[:AMONG]

    def reciprocal(request: Request) -> np.ndarray:
        scores: dict[int, float] = {}
        for ranked in (cosine(request), bm25(request)):
            for rank, row in enumerate(ranked.tolist()):
                scores[row] = scores.get(row, 0.0) + 1 / (RRF + rank)
        return np.asarray(sorted(scores, key=lambda row: -scores[row]))

    def searched(rerank: bool) -> Ranker:
        return lambda request: np.asarray(
            [rows[hit.product.id] for hit in advisor.search(request.need, top=10, rerank=rerank).results]
        )

    found: dict[str, Ranker] = {
        "cosine": cosine, "BM25": bm25, "reciprocal rank": reciprocal, "shopcli, --no-rerank": searched(False),
        "shopcli": searched(True),
    }  # fmt: skip
    if cross_encoder:
        found[f"cross-encoder {Path(cross_encoder).name}"] = crossed(advisor, cosine, cross_encoder)
    return found


def crossed(advisor: Advisor, cosine: Ranker, name: str) -> Ranker:
    """A CrossEncoder over the fifty nearest."""
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(name)

    def rank(request: Request) -> np.ndarray:
        near = cosine(request)[:50]
        texts = [document_text(advisor.index.records[int(row)]) for row in near]
        return near[np.argsort(-np.asarray(model.predict([(request.text, text) for text in texts])), kind="stable")]

    return rank


def read_by_model(advisor: Advisor) -> dict[str, Ranker]:
    """shopcli with a language model's attention besides."""
    reading = Advisor(advisor.index, settings=replace(advisor.settings, reranker="lm"), encoder=advisor.encoder())
    rows = {product_id: row for row, product_id in enumerate(advisor.index.records.ids)}
    return {
        "shopcli, --reranker lm": lambda request: np.asarray(
            [rows[hit.product.id] for hit in reading.search(request.need, top=10).results]
        )
    }


def judged(request: Request, ranked: np.ndarray) -> tuple[float, float]:
    """sat@1 and sat@3."""
    flags = request.holds[ranked[:3]]
    return float(flags[:1].any()), min(1.0, float(flags.sum()) / min(3, int(request.holds.sum())))


def interval(differences: np.ndarray) -> tuple[float, float]:
    """The 95 % interval of the mean of paired differences, by the bootstrap."""
    drawn = np.random.default_rng(0).integers(0, len(differences), (BOOTSTRAPS, len(differences)))
    low, high = np.percentile(differences[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--shared", type=Path, help="the folder of the shared bench")
    parser.add_argument("--second", type=Path, help="a folder as benchmarks/second")
    parser.add_argument("--cross-encoder", help="a sentence-transformers CrossEncoder, by name or folder")
    parser.add_argument("--lm", action="store_true", help="add shopcli --reranker lm, seconds a request")
    parser.add_argument("--model", help="the language model of --lm")
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
    for name, rank in (rankers(advisor, args.cross_encoder) | (read_by_model(advisor) if args.lm else {})).items():
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
