"""One catalog of products with variants as five kinds of shops write it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product as combinations
from pathlib import Path
from typing import Any

SIZES, COLOURS = ("XS", "S", "M", "L", "XL"), ("navy", "olive")
_MAKERS = ("Amberly", "Fernhold", "Varnholm", "Oskari", "Petrel")
_THINGS = (("hoodie", "Hoodies"), ("raincoat", "Coats"), ("scarf", "Scarves"), ("jumper", "Jumpers"), ("vest", "Vests"))
_LINES = ("Harbour", "Pier", "Dune", "Cove", "Ridge", "Marsh", "Quay", "Tarn", "Heath", "Glen", "Moor", "Weir")


@dataclass(frozen=True)
class Shop:
    """A form: how it is opened, and how the id of a product is written in it."""

    file: str
    mapping: Mapping[str, str]


_EUROS = {"currency": "=EUR"}  # which no column of these forms says
SHOPS = {
    "shopify": Shop("shopify.csv", _EUROS),
    "google": Shop("google.tsv", {}),
    "woocommerce": Shop("woocommerce.csv", _EUROS),
    "nested": Shop("nested.json", _EUROS),
    "flat": Shop("flat.csv", _EUROS),
}


def catalog(size: int) -> list[dict[str, Any]]:
    """Products, each with ten variants: five sizes in two colours, the larger the dearer."""
    made = []
    for number, (line, maker, (thing, category)) in enumerate(combinations(_LINES, _MAKERS, _THINGS)):
        if number == size:
            break
        variants = [
            {
                "id": f"p{number:03}-{size}-{colour}",
                "size": size,
                "colour": colour,
                "price": 20.0 + number % 50 + 2 * rank + shade,
            }
            for (rank, size), (shade, colour) in combinations(enumerate(SIZES), enumerate(COLOURS))
        ]
        made.append(
            {
                "id": f"p{number:03}", "title": f"{maker} {line} {thing}", "brand": maker, "category": category,
                "description": f"A {thing} by {maker} for days on the {line.lower()}.", "variants": variants,
            }
        )  # fmt: skip
    return made


def write(folder: Path, products: Sequence[Mapping[str, Any]]) -> None:
    """Every form of the catalog, as a file in a folder."""
    for name, shop in SHOPS.items():
        _WRITERS[name](folder / shop.file, products)


def _table(path: Path, rows: Iterable[Mapping[str, Any]], delimiter: str = ",") -> None:
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def _shopify(path: Path, products: Sequence[Mapping[str, Any]]) -> None:
    rows = []
    for product in products:
        for number, variant in enumerate(product["variants"]):
            row = {"Handle": product["id"]}
            if number == 0:
                row |= {
                    "Title": product["title"],
                    "Body (HTML)": f"<p>{product['description']}</p>",
                    "Vendor": product["brand"],
                }
                row |= {"Type": product["category"], "Option1 Name": "size", "Option2 Name": "colour"}
            row |= {"Option1 Value": variant["size"], "Option2 Value": variant["colour"]}
            rows.append(row | {"Variant SKU": variant["id"], "Variant Price": f"{variant['price']:.2f}"})
    _table(path, rows)


def _google(path: Path, products: Sequence[Mapping[str, Any]]) -> None:
    rows = (
        {
            "id": variant["id"], "title": product["title"], "description": product["description"], "brand": product["brand"],
            "product_type": product["category"], "item_group_id": product["id"], "size": variant["size"],
            "color": variant["colour"], "price": f"{variant['price']:.2f} EUR",
        }
        for product in products
        for variant in product["variants"]
    )  # fmt: skip
    _table(path, rows, "\t")


def _woocommerce(path: Path, products: Sequence[Mapping[str, Any]]) -> None:
    """The variations after all products, as an export sorted by type has them."""
    names = {"Attribute 1 name": "size", "Attribute 2 name": "colour"}
    parents = [
        {
            "Type": "variable", "SKU": product["id"], "Name": product["title"], "Description": product["description"],
            "Regular price": "", "Categories": product["category"], "Brands": product["brand"], "Parent": "", **names,
            "Attribute 1 value(s)": ", ".join(SIZES), "Attribute 2 value(s)": ", ".join(COLOURS),
        }
        for product in products
    ]  # fmt: skip
    variations = [
        {
            "Type": "variation", "SKU": variant["id"], "Name": f"{product['title']} - {variant['size']}, {variant['colour']}",
            "Regular price": f"{variant['price']:.2f}", "Parent": product["id"], **names,
            "Attribute 1 value(s)": variant["size"], "Attribute 2 value(s)": variant["colour"],
        }
        for product in products
        for variant in product["variants"]
    ]  # fmt: skip
    _table(path, [*parents, *variations])


def _nested(path: Path, products: Sequence[Mapping[str, Any]]) -> None:
    records = [
        {name: value for name, value in product.items() if name != "variants"}
        | {
            "variants": [
                {"sku": one["id"], "price": one["price"], "options": [{"name": n, "value": one[n]} for n in ("size", "colour")]}
                for one in product["variants"]
            ]
        }
        for product in products
    ]
    path.write_text(json.dumps({"products": records}), encoding="utf-8")


def _flat(path: Path, products: Sequence[Mapping[str, Any]]) -> None:
    """By size and colour, so that no two rows of a product stand together, and nothing but the title says what they are."""
    rows = [
        {name: value for name, value in product.items() if name != "variants"} | dict(variant)
        for number in range(len(SIZES) * len(COLOURS))
        for product in products
        for variant in (product["variants"][number],)
    ]
    _table(path, rows)


_WRITERS = {"shopify": _shopify, "google": _google, "woocommerce": _woocommerce, "nested": _nested, "flat": _flat}
