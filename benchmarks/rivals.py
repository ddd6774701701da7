"""The rivals of the re-ranking: each takes a request and puts the products' rows in an order, best first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from harness import Ranker, Request

from shopcli import Advisor
from shopcli.index.text import document_text

AMONG, NEAR, RRF = 200, 50, 60.0
LIKELIHOOD_OF = 20  # products that query likelihood reads; it takes seconds


def rankers(advisor: Advisor, cross_encoder: str | None) -> dict[str, Ranker]:
    """shopcli and its rivals, by name."""
    index = advisor.index
    rows = {product_id: row for row, product_id in enumerate(index.records.ids)}

    def cosine(request: Request) -> np.ndarray:
        return index.vectors.search(advisor._encode([request.text])[0], AMONG)[0]

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
    found |= {"token-level maximum similarity": maximum_similarity(advisor, cosine)}
    if cross_encoder:
        found[f"cross-encoder {Path(cross_encoder).name}"] = crossed(advisor, cosine, cross_encoder)
    return found


def crossed(advisor: Advisor, cosine: Ranker, name: str) -> Ranker:
    """A CrossEncoder over the fifty nearest."""
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(name)

    def rank(request: Request) -> np.ndarray:
        near = cosine(request)[:NEAR]
        texts = [document_text(advisor.index.records[int(row)]) for row in near]
        return near[np.argsort(-np.asarray(model.predict([(request.text, text) for text in texts])), kind="stable")]

    return rank


def maximum_similarity(advisor: Advisor, cosine: Ranker) -> Ranker:
    """ColBERT's rule on the fifty nearest: each token of the request takes its nearest token of the product."""
    from sentence_transformers import SentenceTransformer

    from shopcli.models.weights.sources import embedders, fetch

    first, *_ = embedders(advisor.index.manifest.embedder)  # the second of two gives no vector to a token
    model = SentenceTransformer(str(fetch(first)), device="cpu")

    def tokens(texts: list[str]) -> list[np.ndarray]:
        found = model.encode(texts, output_value="token_embeddings", convert_to_numpy=False)
        vectors = [one.float().numpy()[1:-1] for one in found]  # without the marks of beginning and end
        return [one / np.linalg.norm(one, axis=1, keepdims=True) for one in vectors]

    def rank(request: Request) -> np.ndarray:
        near = cosine(request)[:NEAR]
        (query,), products = tokens([request.text]), tokens([document_text(advisor.index.records[int(row)]) for row in near])
        return near[np.argsort([-(query @ product.T).max(axis=1).sum() for product in products], kind="stable")]

    return rank


def query_likelihood(advisor: Advisor) -> dict[str, Ranker]:
    """P(request given product) by the writer, a token's mean, among the nearest (Ponte and Croft 1998)."""
    import torch

    model = advisor.writer()

    def likelihood(product: str, request: str) -> float:
        given, said = model.ids(f"Product: {product}\nA shopper who wants it asks for:"), model.ids(f" {request}")
        ids = torch.cat([given, said], dim=1)
        with torch.inference_mode():
            logits = model.network(ids).logits[0, given.shape[1] - 1 : -1].float()
        return float(torch.log_softmax(logits, -1).gather(1, said[0][:, None]).mean())

    def rank(request: Request) -> np.ndarray:
        query = advisor._encode([request.text])[0]
        near = advisor.index.vectors.search(query, LIKELIHOOD_OF)[0]
        scores = [likelihood(document_text(advisor.index.records[int(row)])[:400], request.text) for row in near]
        return near[np.argsort([-score for score in scores], kind="stable")]

    return {f"query likelihood, {model.name}": rank}
