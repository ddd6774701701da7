"""What a catalog of variants costs: a million rows that are forms of a hundred thousand products, built and asked.

    python benchmarks/variants.py [--rows 1000000] [--scattered] [--folder FOLDER]

The file is made from a seed: rows of one ``item_group_id`` have five sizes in two colours, each with its price and stock;
``--scattered`` puts no two rows of a product together. The build runs in a process of its own, whose peak memory is what
the system counted; vectors are sums of one fixed vector a word, so that what is measured is shopcli. With PYTHONPATH set to
another checkout the same file is built by that one.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product as combinations
from pathlib import Path

import numpy as np

SIZES, COLOURS = ("XS", "S", "M", "L", "XL"), ("navy", "olive")
FORMS = tuple(combinations(SIZES, COLOURS))
REQUESTS = ("hoodie in size M", "navy raincoat under 60", "cheapest olive vest in L", "how many scarves are there")
_SYLLABLES = ("ka", "ro", "lin", "mer", "tal", "dun", "bex", "or", "vi", "sam", "pel", "nor", "gi", "fex", "wa", "tor")
_THINGS = ("hoodie", "raincoat", "scarf", "jumper", "vest", "parka", "cardigan", "shirt", "skirt", "apron")
_WORDS = ("soft", "warm", "light", "sturdy", "ribbed", "lined", "washed", "waxed", "cotton", "wool", "linen", "fleece")


class WordEncoder:
    """A text's vector is the sum of one fixed random vector a word."""

    name, digest, dim = "words", "words-1", 64

    def __init__(self) -> None:
        self._vectors: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> np.ndarray:
        """(len(texts), 64) float32, L2-normalised."""
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = np.sum([self._vector(word) for word in re.findall(r"\w+", text.lower())[:64] or ["-"]], axis=0)
        if on_progress:
            on_progress(len(texts))
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    def _vector(self, word: str) -> np.ndarray:
        if len(self._vectors) > 200_000:
            self._vectors.clear()
        if word not in self._vectors:
            seed = int.from_bytes(word.encode()[:8].ljust(8, b"\0"), "little")
            self._vectors[word] = np.random.default_rng(seed).standard_normal(self.dim).astype(np.float32)
        return self._vectors[word]


def products(number: int) -> Iterator[tuple[str, str, str, float]]:
    """(id, title, description, price) of so many products, the same each time."""
    draw = random.Random(7)
    for place in range(number):
        maker = "".join(draw.choices(_SYLLABLES, k=2)).capitalize()
        line, thing = "".join(draw.choices(_SYLLABLES, k=3)).capitalize(), draw.choice(_THINGS)
        text = f"A {' '.join(draw.sample(_WORDS, 3))} {thing} by {maker}, made for {line.lower()} days."
        yield f"p{place}", f"{maker} {line} {thing}", text, float(draw.randint(15, 90))


def write(path: Path, rows: int, *, scattered: bool) -> None:
    """The catalog, a row for each form of each product."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "item_group_id", "title", "description", "size", "color", "price", "quantity"))

        def write_form(product: tuple[str, str, str, float], number: int) -> None:
            name, title, text, price = product
            size, colour = FORMS[number]
            amount = f"{price + number:.2f} EUR"
            writer.writerow((f"{name}-{number}", name, title, text, size, colour, amount, (len(title) + number) % 9))

        if scattered:
            for number in range(len(FORMS)):
                for product in products(rows // len(FORMS)):
                    write_form(product, number)
        else:
            for product in products(rows // len(FORMS)):
                for number in range(len(FORMS)):
                    write_form(product, number)


def build(path: Path, folder: Path) -> None:
    """One build, and what it took, as JSON on standard output."""
    from shopcli.advisor import Advisor
    from shopcli.catalog import open_catalog
    from shopcli.config import Settings, load_settings
    from shopcli.index import Index
    from shopcli.indexer import index_catalog

    encoder = WordEncoder()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, used = time.perf_counter(), time.process_time()
    built = index_catalog(open_catalog([path]), folder, settings=load_settings(), encoder=encoder)  # type: ignore[arg-type]
    told = {
        "products": built.products,
        "build_s": round(time.perf_counter() - started, 1),
        "cpu_s": round(time.process_time() - used, 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "before_mib": round(before / 1024),
        "disk_mib": round(built.bytes / 2**20),
    }
    advisor = Advisor(Index(folder), settings=Settings(), encoder=encoder)  # type: ignore[arg-type]
    advisor.ask("warm up", text=False)
    answers = {}
    for request in REQUESTS:
        started = time.perf_counter()
        answer = advisor.ask(request, text=False)
        answers[request] = {"ms": round(1000 * (time.perf_counter() - started)), "matching": answer.matching}
    print(json.dumps(told | {"answers": answers}, indent=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--scattered", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--build", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build(*options.build)
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as made:
        catalog, index = Path(made) / "variants.csv", Path(made) / "index"
        write(catalog, options.rows, scattered=options.scattered)
        print(f"{options.rows:,} rows, {catalog.stat().st_size / 2**20:,.0f} MiB")
        done = subprocess.run([sys.executable, __file__, "--build", str(catalog), str(index)], check=False)
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
