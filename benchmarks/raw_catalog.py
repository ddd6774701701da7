"""Rewrite a JSON Lines catalog as a shop's raw export: a semicolon CSV in cp1252, other column names, decimal commas.

    python benchmarks/raw_catalog.py ../shared/bench/catalog.jsonl.gz build/raw.csv

Attributes go into one column as JSON, as many shop systems export them. Characters that cp1252 lacks become "?", and their
number is printed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from pathlib import Path

HEADER = [
    "Artikelnummer",
    "Produktname",
    "Beschreibung",
    "Hersteller",
    "Preis",
    "Erscheinungsdatum",
    "Bild-URL",
    "Eigenschaften",
]


def row_of(product: dict) -> list[str]:
    """One product as the cells of `HEADER`."""
    price = f"{product['price']:,.2f}".translate(str.maketrans(",.", ".,")) + " €"
    attributes = json.dumps(product["attributes"], ensure_ascii=False)
    texts = [product[name] or "" for name in ("title", "description", "brand")]
    return [product["id"], *texts, price, product["released"] or "", product["image"] or "", attributes]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    lost = 0
    with (
        gzip.open(arguments.catalog, "rt", encoding="utf-8") as lines,
        arguments.out.open("w", encoding="cp1252", errors="replace", newline="") as file,
    ):
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for line in lines:
            row = row_of(json.loads(line))
            lost += sum(len(cell) - len(cell.encode("cp1252", "ignore").decode("cp1252")) for cell in row)
            writer.writerow(row)
    print(f"{arguments.out}: {lost:,} characters that cp1252 lacks became '?'")


if __name__ == "__main__":
    main()
