"""Amounts that stand where there is no price, and options that are called a price."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.catalog import open_catalog
from shopcli.catalog.cells.labels import gender_of_kind
from shopcli.catalog.cells.money import find_fillers


@pytest.mark.parametrize(
    ("prices", "fillers"),
    [
        (["12.50", "880", "100000.00", "100000.00"], (100000.0,)),
        (["5", "99999", "99999", "99999.99", "99999.99"], (99999.0, 99999.99)),
        (["12.50", "100000.00"], ()),
        (["45000", "100000", "100000"], ()),
        (["12.50", "123456", "123456"], ()),
        (["100000", "100000"], ()),
    ],
    ids=["seen twice", "nines", "seen once", "not far above", "no such digits", "nothing else"],
)
def test_fillers_are_round_come_again_and_are_far_above_all_prices(prices: list[str], fillers: tuple[float, ...]) -> None:
    assert find_fillers(prices) == fillers


SHOPIFY = """Handle,Title,Type,Option1 Name,Option1 Value,Variant Price,Google Shopping / Gender
card,Gift Card,,Price,10,10.00,
card,,,,50,50.00,
boot,Low Boot,men's shoes,Size,41,358.00,male
boot,,,,42,358.00,
tee,Tee,women's tops,Size,S,100000.00,
tee,,,,M,100000.00,
skirt,Skirt,women's skirts,Size,S,88.00,female
skirt,,,,M,88.00,
"""


def test_an_option_called_price_is_not_what_is_charged_and_a_filler_is_no_price(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(SHOPIFY, encoding="utf-8")
    products = list(open_catalog([tmp_path / "shop.csv"]).products())
    assert [(product.id, product.price) for product in products] == [
        ("card", 10.0),
        ("boot", 358.0),
        ("tee", None),
        ("skirt", 88.0),
    ]


def test_for_whom_a_thing_is_is_read_from_its_kind_where_the_column_is_empty(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text(SHOPIFY, encoding="utf-8")
    products = list(open_catalog([tmp_path / "shop.csv"]).products())
    assert [product.attributes.get("gender") for product in products] == [None, "men", "women", "women"]


@pytest.mark.parametrize(
    ("kind", "gender"),
    [
        ("women's dresses", "women"), ("Herren > Schuhe", "men"), ("女鞋", "women"), ("Kids Fixed Gear Bike", "kids"),
        ("Isle of Man", None), ("Men & Women", None), ("Dresses", None),
    ],
)  # fmt: skip
def test_the_name_of_a_kind_says_one_gender_or_none(kind: str, gender: str | None) -> None:
    assert gender_of_kind(kind) == gender
