"""Makers' names that titles open with, where no column has them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from shopcli.catalog import open_catalog
from shopcli.catalog.columns.addresses import addresses_name_makers, maker_in_address
from shopcli.catalog.columns.makers import find_makers, maker_of

MAKERS = "Arlow Bexim Corvane Dulmo Esker Fintra Golvar Hestia Ivaro Jolm".split()
PHONES = [
    f"{maker} {line} {number}" for maker in MAKERS for line, number in (("Nova", 4), ("Nova", 5), ("Pulse", 6), ("Max", 7))
]


def test_words_that_titles_open_with_and_that_stand_nowhere_else_are_makers() -> None:
    assert find_makers(PHONES) == {maker.casefold(): maker for maker in MAKERS}


@pytest.mark.parametrize(
    "titles",
    [
        PHONES[:28],
        [f"{colour} {thing} {n}" for colour in ("Red", "Blue", "Black") for thing in ("Shirt", "Dress") for n in range(6)],
        [f"The {word} of {other}" for word in MAKERS for other in MAKERS[:4]],
        [f"{word} chair with {other.lower()} legs" for word in MAKERS for other in MAKERS],
        [f"{word.lower()} chair {n}" for word in MAKERS for n in range(4)],
    ],
    ids=["too few", "three colours", "an article", "words that stand elsewhere too", "lower case"],
)
def test_what_else_titles_open_with_is_no_maker(titles: list[str]) -> None:
    assert find_makers(titles) == {}


def test_a_word_that_descriptions_have_in_lower_case_is_ordinary() -> None:
    assert "nova" not in find_makers([f"Nova {title}" for title in PHONES], ["a nova of light"])
    assert "arlow" not in find_makers(PHONES, ["built with arlow and care"])


def test_a_title_that_opens_otherwise_has_no_maker() -> None:
    makers = find_makers(PHONES)
    assert [maker_of(title, makers) for title in ("ESKER Nova 9", "Old Esker", "Esker", "")] == ["Esker", None, None, None]


@pytest.mark.parametrize(("header", "brand"), [("model", "Bexim"), ("brand", "House")])
def test_products_get_their_maker_from_the_title_only_where_no_column_says_it(tmp_path: Path, header: str, brand: str) -> None:
    path = tmp_path / "phones.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", header, "price"])
        rows.writerows([n, title, "House" if header == "brand" else f"M{n}", 10 + n] for n, title in enumerate(PHONES))
    catalog = open_catalog([path])
    assert next(product.brand for product in catalog.products() if product.id == "4") == brand


TOOLS = [f"{volts}V Cordless {thing} Kit" for volts in (12, 18, 20, 40) for thing in ("Drill", "Saw", "Planer", "Router")] * 3
PLACES = [
    f"https://shop.example/product/{maker}-{title.lower().replace(' ', '-')}/{n}"
    for n, (title, maker) in enumerate(zip(TOOLS, ("arlow", "bexim-tool", "corvane", "dulmo") * 12, strict=True))
]


def test_words_that_addresses_have_before_those_of_titles_are_makers() -> None:
    assert addresses_name_makers(TOOLS, PLACES)
    assert [maker_in_address(*pair) for pair in zip(TOOLS[:3], PLACES[:3], strict=True)] == ["Arlow", "Bexim Tool", "Corvane"]
    assert maker_in_address("18V Cordless Drill Kit", "https://shop.example/product/18v-cordless-drill-kit/7") is None
    assert maker_in_address("Drill", "https://shop.example/arlow-drill") is None


def test_addresses_that_are_the_titles_or_all_begin_alike_name_no_makers() -> None:
    plain = [
        place.split("/product/")[0] + "/" + title.lower().replace(" ", "-") for title, place in zip(TOOLS, PLACES, strict=True)
    ]
    assert not addresses_name_makers(TOOLS, plain)
    assert not addresses_name_makers(TOOLS, [f"https://shop.example/buy-{title.lower().replace(' ', '-')}" for title in TOOLS])


def test_products_get_their_maker_from_the_address_where_neither_column_nor_title_says_it(tmp_path: Path) -> None:
    path = tmp_path / "tools.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "price", "url"])
        rows.writerows([n, title, 10 + n, place] for n, (title, place) in enumerate(zip(TOOLS, PLACES, strict=True)))
    assert [product.brand for product in open_catalog([path]).products()][:4] == ["Arlow", "Bexim Tool", "Corvane", "Dulmo"]
