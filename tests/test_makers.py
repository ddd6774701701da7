"""Makers' names that titles open with, where no column has them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from shopcli.catalog import open_catalog
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
