"""Names in titles that no kind is called by, and what requests wish for and refuse at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.need.parse import understand
from shopcli.pipeline.names.meant_kind import MeantKind
from shopcli.pipeline.names.titles.titled_names import TitledNames
from shopcli.types import Product
from shopcli.write.product_names import short_name
from tests.conftest import WordEncoder, build

MALTS = [
    Product("1", "Glenkraggan 12 year old", "With some Port Vellen in it.", price=40.0),
    Product("2", "Gordon (distilled at Port Vellen), 21 year old", price=90.0),
    Product("3", "Provenance Port Vellen", price=120.0),
    Product("4", "Big Peat", "Peaty.", price=50.0),
    Product("5", "Black Bottle", price=30.0),
    Product("6", "Old Cask", price=60.0),
]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    build(tmp_path, MALTS, WordEncoder())
    return Index(tmp_path)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Port Vellen", ["2", "3"]),  # a text that speaks of it is none
        ("Vellen Port", None),  # its words stand one behind the other
        ("Glenkraggan", ["1"]),
        ("bottle", None),  # a common word by itself is no name
        ("Kraggan", None),
    ],
)
def test_what_bears_a_name_in_its_title_is_what_the_name_means(index: Index, name: str, ids: list[str] | None) -> None:
    kind = TitledNames(index).kind(name)
    assert (kind and [index.records[int(row)].id for row in kind.rows]) == ids


def test_a_proper_name_is_not_what_lies_near_and_a_common_one_may_be(index: Index) -> None:
    names = TitledNames(index)
    peaty = index.words.rows("peat")
    near = MeantKind(0, None, Kind(("peat cask",), peaty, peaty[:0]))
    meant = names.rather(near, "Port Vellen")
    assert meant is not None and [index.records[int(row)].id for row in meant.kind.rows] == ["2", "3"]
    assert names.rather(near, "old cask") is near
    assert names.rather(None, "quartz movement") is None


def test_the_cheapest_of_a_name_bears_it(tmp_path: Path) -> None:
    encoder = WordEncoder()
    build(tmp_path, MALTS, encoder)
    answer = Advisor(Index(tmp_path), settings=Settings(), encoder=encoder).ask("cheapest Port Vellen", text=False)
    assert [hit.product.id for hit in answer.results][:2] == ["2", "3"]


def test_what_is_refused_is_not_wished_for_as_well(tmp_path: Path) -> None:
    mugs = [
        Product(str(n), f"Mug {colour}", attributes={"colour": colour}) for n, colour in enumerate(("black", "blue", "red"))
    ]
    build(tmp_path, mugs, WordEncoder())
    need = understand("a mug, no black, I have black ones", Index(tmp_path).vocabulary)
    assert [(clause.kind, clause.value) for clause in need.clauses if clause.field == "colour"] == [("exclude", "black")]


def test_a_thing_that_is_so_old_goes_by_its_age_and_a_quotation_is_told_whole() -> None:
    named = [
        short_name(Product("1", title))
        for title in ("Glenkraggan 46 year old, 42.9%", 'Menghai "Purple Love Tea" Ripe Tea * 200 g')
    ]
    assert named == ["Glenkraggan 46 year old", 'Menghai "Purple Love Tea" Ripe Tea']
