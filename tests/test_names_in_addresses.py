"""Titles that say half of a name, which the address or another column has whole."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from shopcli.catalog.columns.addresses import addresses_go_on, name_in_address
from shopcli.catalog.opening import open_catalog

MAKERS = ("Trelk", "Ombra Due", "Kestrit")
NAMES = ("suede knee-high boots", "leather clogs", "satin pumps 85", "raffia sandals")


@pytest.mark.parametrize(
    ("title", "address", "name"),
    [
        ("Ombra Due", "https://shop.example/products/Ombra-Due-leather-clogs-1553488", "leather clogs"),
        ("Trelk", "https://shop.example/products/Trelk-satin-pumps-85-1552533?c=1", "satin pumps 85"),
        ("Trelk", "https://shop.example/products/1552533", None),
        ("", "https://shop.example/products/Trelk-boots", None),
    ],
)
def test_the_name_goes_on_in_the_address_up_to_the_shops_number(title: str, address: str, name: str | None) -> None:
    assert name_in_address(title, address) == name


def test_titles_that_tell_products_apart_do_not_go_on() -> None:
    titles = [f"{maker} {number}" for maker in MAKERS for number in range(20)]
    assert not addresses_go_on(titles, [f"/products/{title.replace(' ', '-')}-leather-boots" for title in titles])


def _written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_products_of_one_title_are_called_by_their_addresses(tmp_path: Path) -> None:
    rows = [
        {
            "id": str(at),
            "title": MAKERS[at % 3],
            "url": f"https://shop.example/p/{MAKERS[at % 3]} {NAMES[at % 4]} {at % 17}-{90000 + at}",
        }
        for at in range(60)
    ]
    rows = [{**row, "url": row["url"].replace(" ", "-")} for row in rows]
    products = list(open_catalog([_written(tmp_path / "shoes.csv", rows)]).products())
    assert products[1].title == "Ombra Due leather clogs 1"


def test_what_is_merely_labelled_is_called_by_whom_it_is_by_and_its_own_name(tmp_path: Path) -> None:
    rows = [
        {"id": str(at), "artist": f"Band {at % 50}", "release": f"Night Song {at}" if at % 25 else "", "label": MAKERS[at % 3]}
        for at in range(100)
    ]
    products = list(open_catalog([_written(tmp_path / "records.csv", rows)]).products())
    assert [products[0].title, products[1].title] == ["Band 0", "Band 1 Night Song 1"]
