"""What the benchmarks of the re-ranking share: requests less their limits, who holds them, and how an order is judged."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from shopcli import Advisor
from shopcli.train.examples import opened
from shopcli.train.validate import interval
from shopcli.types import Need

__all__ = ["Ranker", "Request", "interval", "judged", "requests_of", "second_holds", "shared_holds"]

NUMBERS = ("<=", ">=", "<", ">")
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


def judged(request: Request, ranked: np.ndarray) -> tuple[float, float]:
    """sat@1 and sat@3."""
    flags = request.holds[ranked[:3]]
    return float(flags[:1].any()), min(1.0, float(flags.sum()) / min(3, int(request.holds.sum())))
