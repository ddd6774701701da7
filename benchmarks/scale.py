"""What growth costs: 10k, 100k and a million products, built and searched, beside plain FAISS flat + bm25s.

    python benchmarks/scale.py /work/shared/bench/catalog.jsonl.gz [--sizes 10000 100000 1000000] [--index INDEX]

The products are the catalog's own and variations of them (benchmarks/varied.py says how, and where their vectors come
from). INDEX is an index of the catalog whose vectors are used in place of embedding it anew. Each build runs in a process
of its own, in turns; its peak memory is what the system counted. Both have their vectors from the same encoder, whose time
is left out of both; what the real one embeds in a second is measured by itself. The rival holds the same texts, in memory,
as its users do: it embeds the products, adds them to a faiss.IndexFlatIP, and indexes the same words with bm25s.

Then the same requests are searched in both, one at a time on one core, without a limit and under price limits that keep
10 %, 1 % and .1 % of the products. Recall is over the 100 nearest by FAISS flat, by id.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from growth import draw, exponent
from varied import VariedEncoder, original_lines, prepare, write_catalog

from shopcli.catalog import open_catalog
from shopcli.config import load_settings
from shopcli.index import Index
from shopcli.index.parts.words import Tokenizer
from shopcli.index.text import document_text, lexical_text
from shopcli.indexer import index_catalog
from shopcli.models.embedder.encoder import load_encoder

K = 100
SHARES = (None, 0.1, 0.01, 0.001)
ROUNDS = 5


def real_encoder() -> Any:
    settings = load_settings()
    return load_encoder(settings.embedder, device="cpu")


def build_ours(catalog: Path, folder: Path, encoder: VariedEncoder) -> None:
    index_catalog(open_catalog([catalog]), folder, settings=load_settings(), encoder=encoder)


def build_rival(catalog: Path, folder: Path, encoder: VariedEncoder) -> None:
    """FAISS flat and bm25s over the same texts, as their documentation shows it."""
    import bm25s
    import faiss

    folder.mkdir(parents=True)
    texts, words = [], []
    for product in open_catalog([catalog]).products():
        texts.append(document_text(product))
        words.append(lexical_text(product))
    vectors = encoder.encode(texts)
    del texts
    index = faiss.IndexFlatIP(encoder.dim)
    index.add(vectors)
    faiss.write_index(index, str(folder / "vectors.faiss"))
    del vectors, index
    # The same words, too: stemmed and without stop words, Chinese cut.
    tokenizer = Tokenizer()
    tokens = [tokenizer.tokens(text) for text in words]
    del words
    bm25 = bm25s.BM25(k1=1.2, b=0.75)
    bm25.index(tokens, show_progress=False)
    bm25.save(str(folder / "words"))


def child(what: str, catalog: Path, folder: Path, vectors: Path) -> None:
    """One build, and what it took, as JSON on standard output."""
    encoder = VariedEncoder(vectors, real_encoder)
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.perf_counter()
    {"ours": build_ours, "rival": build_rival}[what](catalog, folder, encoder)
    spent_s = time.perf_counter() - started
    print(
        json.dumps(
            {
                "build_s": spent_s - encoder.seconds_s,
                "peak_gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
                "before_gib": before_mb / 1024,
                "disk_gib": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**30,
                "texts": encoder.texts,
                "embedded_for_real": encoder.embedded,
            }
        )
    )


def measured(what: str, catalog: Path, folder: Path, vectors: Path) -> dict[str, Any]:
    """A build in a process of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, __file__, str(catalog), "--child", what, str(folder), str(vectors)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{what} failed:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def times_ms(search: Callable[[np.ndarray], Any], queries: np.ndarray) -> list[float]:
    """Warm times of every query, in turn, `ROUNDS` times over."""
    for query in queries[:5]:
        search(query)
    times = []
    for _ in range(ROUNDS):
        for query in queries:
            started = time.perf_counter()
            search(query)
            times.append(1e3 * (time.perf_counter() - started))
    return times


def search(ours: Path, rival: Path, requests: list[str]) -> list[dict[str, Any]]:
    """The times and the recall of both, without and with limits."""
    import faiss

    faiss.omp_set_num_threads(1)
    index = Index(ours)
    flat = faiss.read_index(str(rival / "vectors.faiss"))
    queries = real_encoder().encode(requests)
    prices = index.columns.dense("price")
    found = []
    for share in SHARES:
        limit = None if share is None else float(np.nanquantile(prices, share))
        allowed = None if limit is None else np.flatnonzero(prices <= limit)
        bits = None if allowed is None else np.packbits(prices <= limit, bitorder="little")
        parameters = None if bits is None else faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))

        def exact(query: np.ndarray, parameters: Any = parameters) -> np.ndarray:
            return flat.search(query[None, :], K, params=parameters)[1][0]

        def mine(query: np.ndarray, allowed: np.ndarray | None = allowed) -> np.ndarray:
            return index.vectors.search(query, K, allowed=allowed)[0]

        hits = [len(set(mine(q).tolist()) & (truth := set(exact(q).tolist()) - {-1})) / len(truth) for q in queries]
        ours_ms, flat_ms = times_ms(mine, queries), times_ms(exact, queries)
        found.append(
            {
                "share": share,
                "kept": len(index) if allowed is None else len(allowed),
                "recall": statistics.mean(hits),
                "least_recall": min(hits),
                "ours_ms": statistics.median(ours_ms),
                "ours_p95_ms": float(np.quantile(ours_ms, 0.95)),
                "flat_ms": statistics.median(flat_ms),
                "flat_p95_ms": float(np.quantile(flat_ms, 0.95)),
            }
        )
    return found


def embedding_rate(catalog: Path) -> str:
    """What the real encoder does in a second, at the size that pieces have."""
    encoder = real_encoder()
    texts = [document_text(product) for product, _ in zip(open_catalog([catalog]).products(), range(1024), strict=False)]
    encoder.encode(texts[:64])
    started = time.perf_counter()
    encoder.encode(texts)
    return f"The real encoder embeds {len(texts) / (time.perf_counter() - started):.0f} products' texts a second here."


def tell_builds(rows: list[dict[str, Any]]) -> None:
    print("\nproducts    who     build s  peak GiB  disk GiB  (without embedding)")
    for row in rows:
        for who in ("ours", "rival"):
            one = row[who]
            print(f"{row['size']:9,}  {who:6}  {one['build_s']:8.1f}  {one['peak_gib']:8.2f}  {one['disk_gib']:8.2f}")
        print(f"{'':9}  ours / rival, memory: {row['ours']['peak_gib'] / row['rival']['peak_gib']:.2f}")
    if len(rows) > 1:
        sizes = [row["size"] for row in rows]
        for what in ("build_s", "peak_gib", "disk_gib"):
            fits = {who: exponent(sizes, [row[who][what] for row in rows]) for who in ("ours", "rival")}
            print(f"{what:9} grows with size to the power of {fits['ours']:.2f} (ours), {fits['rival']:.2f} (rival)")


def tell_searches(rows: list[dict[str, Any]]) -> None:
    print("\nproducts    kept      ours p50  p95 ms  flat p50  p95 ms  recall@100  least")
    for row in rows:
        for one in row["search"]:
            times = f"{one['ours_ms']:9.2f}  {one['ours_p95_ms']:6.2f}  {one['flat_ms']:8.2f}  {one['flat_p95_ms']:6.2f}"
            print(f"{row['size']:9,}  {one['kept']:9,}  {times}  {one['recall']:10.3f}  {one['least_recall']:5.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--requests", type=Path, default=Path("/work/shared/bench/relevance_dev.txt"))
    parser.add_argument("--index", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/scale"))
    parser.add_argument("--picture", type=Path, help="where to draw the growth, e.g. docs/pictures/growth.svg")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        what, folder, vectors = arguments.child
        return child(what, arguments.catalog, Path(folder), Path(vectors))
    work, vectors = arguments.work, arguments.work / "vectors"
    records = original_lines(arguments.catalog)
    if not (vectors / "digest").exists():
        prepare(records, vectors, real_encoder(), arguments.index)
    requests = [line.strip() for line in arguments.requests.read_text(encoding="utf-8").splitlines() if line.strip()]
    kept = work / "figures.json"
    rows: list[dict[str, Any]] = json.loads(kept.read_text()) if kept.exists() else []
    for size in arguments.sizes:
        catalog = work / f"{size}.jsonl"
        if not catalog.exists():
            write_catalog(records, size, catalog)
        row = {"size": size, **{who: measured(who, catalog, work / f"{who}-{size}", vectors) for who in ("ours", "rival")}}
        row["search"] = search(work / f"ours-{size}", work / f"rival-{size}", requests)
        rows = sorted([*(other for other in rows if other["size"] != size), row], key=lambda one: one["size"])
        kept.write_text(json.dumps(rows, indent=1))
        tell_builds(rows)
        tell_searches(rows)
    print(embedding_rate(arguments.catalog))
    print(
        f"Texts that were neither of the catalog nor variations: {rows[-1]['ours']['embedded_for_real']:,}, embedded for real."
    )
    if arguments.picture:
        draw(rows, arguments.picture)


if __name__ == "__main__":
    main()
