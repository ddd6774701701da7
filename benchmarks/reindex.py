"""A full build, a build with nothing changed, and one with 1 % changed: products embedded and time, side by side.

    python benchmarks/reindex.py CATALOG.jsonl[.gz] [--work build/reindex]

The change gives every hundredth product another title; the catalogs and the index are left in the work folder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import time
from pathlib import Path

from shopcli.catalog import open_catalog
from shopcli.config import load_settings
from shopcli.indexer import index_catalog
from shopcli.models.embedder.encoder import load_encoder


def changed(lines: list[str]) -> list[str]:
    """The catalog with every hundredth title changed."""
    out = []
    for number, line in enumerate(lines):
        product = json.loads(line)
        if number % 100 == 0:
            product["title"] += " (new edition)"
        out.append(json.dumps(product, ensure_ascii=False))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/reindex"))
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    opener = gzip.open if arguments.catalog.suffix == ".gz" else open
    with opener(arguments.catalog, "rt", encoding="utf-8") as file:
        lines = [line for line in file if line.strip()]
    before, after = arguments.work / "before.jsonl", arguments.work / "after.jsonl"
    before.write_text("".join(lines), encoding="utf-8")
    after.write_text("\n".join(changed(lines)), encoding="utf-8")

    settings = load_settings()
    encoder = load_encoder(settings.embedder, device=settings.device)
    full_s = 0.0
    print("build            embedded products  embedded facts  seconds  of a full build")
    for name, catalog in (("full", before), ("nothing changed", before), ("1 % changed", after)):
        started = time.perf_counter()
        built = index_catalog(open_catalog([catalog]), arguments.work / "index", settings=settings, encoder=encoder)
        spent = time.perf_counter() - started
        full_s = full_s or spent
        print(f"{name:15}  {built.embedded_products:17,}  {built.embedded_facts:14,}  {spent:7.1f}  {spent / full_s:14.1%}")


if __name__ == "__main__":
    main()
