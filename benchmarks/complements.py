"""What the records say goes with what, to be read by a person: random products with the first three that go with each.

    python benchmarks/complements.py INDEX [--products 20] [--seed 53]

Products are taken in a random order; those with which nothing goes are counted and passed over. Each pair is shown with its
relation, the words of the record and both descriptions; whether it is right is the reader's to say.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from shopcli.index import Index
from shopcli.pipeline.complements.from_records import RecordComplements
from shopcli.types import Product


def described(product: Product) -> str:
    said = str(product.attributes.get("short_description") or product.description)
    return f"[{product.brand}] {product.id} {product.title[:75]} :: {' '.join(said.split())[:95]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--products", type=int, default=20)
    parser.add_argument("--seed", type=int, default=53)
    arguments = parser.parse_args()
    index = Index(arguments.index)
    records, rows = RecordComplements(index), list(range(len(index)))
    random.seed(arguments.seed)
    random.shuffle(rows)
    asked = answered = pairs = 0
    for row in rows:
        if answered == arguments.products:
            break
        asked += 1
        found = records.complements(index.records[row], top=3)
        if not found:
            continue
        answered, pairs = answered + 1, pairs + len(found)
        print(f"{answered}. {described(index.records[row])}")
        for one in found:
            print(f"   {one.relation}: {described(one.product)} “{one.words[:70]}”")
    print(f"{asked} products asked, {answered} with something that goes with them, {pairs} pairs")


if __name__ == "__main__":
    main()
