"""A full index build against sentence-transformers ``encode`` with its defaults, ``faiss.IndexFlatIP`` and bm25s.

``python benchmarks/build.py CATALOG --bench ../shared/bench [--rounds 1] [--device cpu] [--same-texts]``

They take turns. The rival embeds one text a product; with ``--same-texts`` it also embeds the texts that stand for
facts, which is what our index holds. Relevance is judged by the shared bench: ours as ``ask`` ranks, the rival's by cosine.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
from harness import module

from shopcli import Advisor
from shopcli.catalog import open_catalog
from shopcli.catalog.facts import facts_of
from shopcli.config import ENGLISH_EMBEDDER, load_settings
from shopcli.index.text import document_text, embedded_text, lexical_text
from shopcli.indexer import index_catalog
from shopcli.models.weights.sources import fetch

MOST = 1000  # answers that are judged of each search


def ours(catalog: str, folder: Path, device: str) -> float:
    """Seconds for an index from nothing."""
    started = time.perf_counter()
    index_catalog(open_catalog([catalog]), folder, settings=load_settings(device=device))
    return time.perf_counter() - started


def rival(catalog: str, device: str, *, same_texts: bool) -> tuple[float, np.ndarray, Any]:
    """Seconds, the products' vectors and the model."""
    import bm25s
    import faiss
    from sentence_transformers import SentenceTransformer

    started = time.perf_counter()
    products = list(open_catalog([catalog]).products())
    model = SentenceTransformer(str(fetch(ENGLISH_EMBEDDER)), device=device, local_files_only=True)
    documents = [document_text(product) for product in products]
    vectors = model.encode(documents)
    faiss.normalize_L2(vectors)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    if same_texts:
        pairs = zip(products, documents, strict=True)
        texts = dict.fromkeys(embedded_text(fact, product.title, text) for product, text in pairs for fact in facts_of(product))
        known = set(documents)
        model.encode([text for text in texts if text not in known])
    words = bm25s.BM25()
    words.index(bm25s.tokenize([lexical_text(product) for product in products], show_progress=False), show_progress=False)
    return time.perf_counter() - started, vectors, model


def relevance(bench: Path, rows: Sequence[dict[str, Any]]) -> str:
    """What the shared bench's judge says of answers."""
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(said):
        answers = Path(folder) / "answers.jsonl"
        answers.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        module(bench / "judge.py").relevance(str(bench / "qrels_dev.csv"), str(answers), False)
    return said.getvalue().strip()


def by_cosine(queries: Sequence[str], ids: Sequence[str], vectors: np.ndarray, model: Any) -> list[dict[str, Any]]:
    """The rival's answers: the nearest products."""
    asked = model.encode(list(queries), normalize_embeddings=True)
    best = np.argsort(-(asked @ vectors.T), axis=1, kind="stable")[:, :MOST]
    return [answer(query, [ids[row] for row in rows]) for query, rows in zip(queries, best, strict=True)]


def as_asked(queries: Sequence[str], folder: Path) -> list[dict[str, Any]]:
    """Our answers."""
    advisor = Advisor.open(folder)
    found = (advisor.ask(query, top=MOST, text=False) for query in queries)
    return [answer(a.need.query, [hit.product.id for hit in a.results]) for a in found]


def answer(query: str, ids: Sequence[str]) -> dict[str, Any]:
    """An answer as the judge reads it."""
    return {"query": query, "results": [{"id": number, "meets_all": True} for number in ids], "no_exact_match": False}


def main() -> None:
    """Build in turns, and print the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("catalog")
    parser.add_argument("--bench", type=Path, help="the folder of the judge that says how relevant the answers are")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--same-texts", action="store_true")
    options = parser.parse_args()
    ids = [product.id for product in open_catalog([options.catalog]).products()]
    times: dict[str, list[float]] = {"ours": [], "rival": []}
    with tempfile.TemporaryDirectory() as made:
        for number in range(options.rounds):
            folder = Path(made) / str(number)
            times["ours"].append(ours(options.catalog, folder, options.device))
            seconds, vectors, model = rival(options.catalog, options.device, same_texts=options.same_texts)
            times["rival"].append(seconds)
        for name, found in times.items():
            middle = statistics.median(found)
            print(f"{name:<6} {middle:8.1f} s  {len(ids) / middle:8.1f} products/s", flush=True)
        print(f"ratio  {statistics.median(times['rival']) / statistics.median(times['ours']):8.2f}", flush=True)
        if options.bench:
            queries = (options.bench / "relevance_dev.txt").read_text(encoding="utf-8").splitlines()
            print("ours  ", relevance(options.bench, as_asked(queries, folder)))
            print("rival ", relevance(options.bench, by_cosine(queries, ids, vectors, model)))


if __name__ == "__main__":
    main()
