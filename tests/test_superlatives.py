"""Superlatives whose quantity is a field of the catalog: which of several is meant is told by what the catalog says."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.pipeline.fields.years import year_field, year_values
from shopcli.types import Product
from tests.conftest import WordEncoder, build

WINES = tuple(
    Product(
        f"W{number}",
        f"{name} wine",
        price=10.0 + number,
        currency="EUR",
        attributes={"alcohol abv strength": f"{11.5 + 0.5 * number:g} %", "vintage": vintage},
    )
    for number, (name, vintage) in enumerate(
        [("Almar", "NV"), ("Brusa", "2019/20"), ("Corvin", "2003"), ("Dessa", "2021"), ("Estal", "2015"), ("Furlo", "2011")]
    )
)
LAMPS = tuple(
    Product(
        f"L{number}",
        f"{name} speaker",
        price=10.0 + number,
        currency="EUR",
        attributes={"power": f"{10 * (1 + number % 4)} W", "battery capacity": f"{1000 * (6 - number)} mAh"},
    )
    for number, name in enumerate("Amber Birch Cedar Dune Elder Fern".split())
)


def opened(folder, products) -> Advisor:
    encoder = WordEncoder()
    build(folder, products, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.fixture(scope="module")
def wines(tmp_path_factory) -> Advisor:
    return opened(tmp_path_factory.mktemp("wines"), WINES)


@pytest.fixture(scope="module")
def speakers(tmp_path_factory) -> Advisor:
    return opened(tmp_path_factory.mktemp("speakers"), LAMPS)


@pytest.mark.parametrize(
    ("query", "field", "first"),
    [
        ("the strongest wine", "alcohol abv strength", "W5"),
        ("the weakest wine", "alcohol abv strength", "W0"),
        ("der stärkste wine", "alcohol abv strength", "W5"),
        ("最烈的wine", "alcohol abv strength", "W5"),
        ("the oldest wine", "vintage", "W2"),
        ("the newest wine", "vintage", "W3"),
    ],
)
def test_a_superlative_orders_by_the_field_that_says_it(wines, query, field, first):
    answer = wines.ask(query, text=False)
    assert answer.need.sort is not None and answer.need.sort.field == field
    assert answer.results[0].product.id == first


@pytest.mark.parametrize(
    ("query", "field", "first"),
    [
        ("the strongest speaker", "power", "L3"),
        ("the loudest speaker", "power", "L3"),
        ("the longest lasting speaker", "battery capacity", "L0"),
    ],
)
def test_what_a_catalog_does_not_measure_is_ordered_by_the_next_thing_that_the_word_may_mean(speakers, query, field, first):
    answer = speakers.ask(query, text=False)
    assert answer.need.sort is not None and answer.need.sort.field == field
    assert answer.results[0].product.id == first


def test_a_superlative_of_what_no_field_says_is_no_order(speakers):
    need = speakers.understand("the spiciest speaker")
    assert need.sort is None and "spiciest" in [clause.text for clause in need.clauses]


def test_years_are_read_off_short_texts_and_off_no_amounts(wines, speakers):
    assert year_field(wines.index) == "vintage" and year_field(speakers.index) is None
    years = year_values(wines.index, "vintage")
    assert years is not None and years[1:3].tolist() == [2019.0, 2003.0] and years[0] != years[0]
