"""Variants of products that differ in different fields, and in different currencies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.types import Clause, Need, Product, Sort, Variant
from tests.conftest import WordEncoder, build
from tests.test_variant_answers import found, told

IN_M = Clause("in M", "feature", "size", "is", "M")
TEE = Product(
    "T", "Dune tee", "Soft.", "Amberly", "Tees", 20.0, "EUR",
    attributes={"size": "S, M", "material": "cotton", "weight": "200 g"},
    variants=(Variant("T-S", {"size": "S"}, 20.0), Variant("T-M", {"size": "M"}, 40.0)),
)  # fmt: skip
PIER_TEE = Product(
    "R", "Pier tee", "Plain.", "Amberly", "Tees", 30.0, "EUR",
    attributes={"size": "M", "material": "wool, linen", "weight": "500 g, 900 g"},
    variants=(
        Variant("R-W", {"material": "wool", "weight": "500 g"}, 30.0),
        Variant("R-L", {"material": "linen", "weight": "900 g"}, 35.0),
    ),
)  # fmt: skip
IMPORTED = Product(
    "U", "Cove tee", "Plain.", "Amberly", "Tees", 5.0, "USD", attributes={"size": "S, M"},
    variants=(Variant("U-S", {"size": "S"}, 5.0), Variant("U-M", {"size": "M"}, 6.0)),
)  # fmt: skip
TEES = Clause("tee", "topic")
COTTON = Clause("cotton", "feature", "material", "is", "cotton")


@pytest.fixture
def tees(tmp_path: Path) -> Advisor:
    """Products that differ in different fields: the size of one is an option, the material of another."""
    encoder = WordEncoder()
    build(tmp_path / "tees", (TEE, PIER_TEE, IMPORTED), encoder)
    return Advisor(Index(tmp_path / "tees"), settings=Settings(), encoder=encoder)


def test_what_is_no_option_of_a_product_all_its_variants_are(tees):
    matching, hits = found(tees, TEES, COTTON)
    assert (matching, told(hits[0])) == (1, ("T", "T-S", 20.0, [], []))
    matching, hits = found(tees, TEES, COTTON, IN_M)
    assert (matching, told(hits[0])) == (1, ("T", "T-M", 40.0, [], []))
    _, hits = found(tees, TEES, Clause("not cotton", "exclude", "material", "!=", "cotton"))
    assert [(hit.product.id, [clause.text for clause in hit.unmet]) for hit in hits][::2] == [("R", []), ("T", ["not cotton"])]
    light = Clause("under 300 g", "limit", "weight", "<=", 300.0, "g")
    assert [(matching, told(hits[0])) for matching, hits in [found(tees, TEES, light)]] == [(1, ("T", "T-S", 20.0, [], []))]
    lightest = Need("lightest tee", (TEES,), Sort("weight", "asc"))
    assert [hit.product.id for hit in tees.search(lightest, top=3).results] == ["T", "R", "U"]
    too_light = found(tees, TEES, replace(light, text="under 100 g", value=100.0))
    assert too_light[0] == 0
    assert tees.search(Need("tee", (TEES, replace(light, value=100.0)))).loosened[0].value == 200.0


def test_variants_in_another_currency_are_not_put_in_order(tees):
    cheapest = Need("cheapest tee", (TEES,), Sort("price", "asc", "cheapest"))
    assert [hit.product.id for hit in tees.search(cheapest, top=3).results] == ["T", "R", "U"]
    imported = tees.search(cheapest, top=3).results[2].product
    assert imported.attributes["size"] == "S, M"  # as nothing tells its variants apart
    assert tees.ask("which is the cheapest tee?", text=False).reply.startswith("The cheapest tee is Dune tee at 20.00 EUR.")


def test_the_prices_of_what_is_asked_for_are_none_of_their_siblings(tees):
    reply = tees.ask("how many tees in size M are there?", text=False).reply
    assert reply == "There are 3 tees in size M, from 30.00 to 40.00 EUR and at 6.00 USD."


def test_the_place_that_is_explained_is_the_place_that_is_shown(tees):
    second = Need("second cheapest tee", (TEES,), Sort("price", "asc", "second cheapest", 2))
    assert tees.explain(second, rank=1).hit.product.id == tees.search(second, top=1).results[0].product.id == "R"


BITS = Product(
    "102", "Pier bit set", "Bits.", "Bolt", "Bit sets", 30.0, "EUR", attributes={"size": "1/2 inch, 3/8 inch"},
    availability="in stock",
    variants=(
        Variant("BIT-10001", {"size": "1/2 inch"}, 30.0, availability="in stock"),
        Variant("BIT-10002", {"size": "3/8 inch"}, 60.0, availability="out of stock", codes={"gtin": "4006381333931"}),
    ),
)  # fmt: skip
DRILL = Product("7", "Moor drill", "A drill.", "Bolt", "Drills", 40.0, "EUR", attributes={"size": "40,41,42"})


@pytest.fixture
def tools(tmp_path: Path) -> Advisor:
    encoder = WordEncoder()
    build(tmp_path / "tools", (BITS, DRILL), encoder)
    return Advisor(Index(tmp_path / "tools"), settings=Settings(), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "unmet"),
    [
        ("BIT-10002", []),
        ("BIT-10002 under 40", ["under 40"]),
        ("4006381333931 in stock", ["in stock"]),
        ("how much is BIT-10002?", []),
    ],
)
def test_a_code_of_a_variant_names_that_variant(tools, query, unmet):
    answer = tools.ask(query, text=False)
    assert told(answer.results[0]) == ("102", "BIT-10002", 60.0, unmet, [])
    assert answer.reply is None


def test_a_short_number_names_a_product_only_where_nothing_else_is_asked_for(tools):
    assert [hit.product.id for hit in tools.ask("item 102", text=False).results] == ["102"]
    assert tools.ask("a drill for model 102", text=False).results[0].product.id == "7"


def test_a_mark_within_a_number_parts_no_values(tools):
    reply = tools.ask("what sizes do you have?", text=False).reply
    assert reply == "Five sizes: 1/2 inch (1), 3/8 inch (1), 40 (1), 41 (1) and 42 (1)."
    assert tools.search(Need("in 41", (Clause("in 41", "feature", "size", "is", "41"),))).matching == 1
    assert tools.search(Need("2 inch", (Clause("2 inch", "feature", "size", "is", "2 inch"),))).matching == 0
