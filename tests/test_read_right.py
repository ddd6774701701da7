"""What requests say is taken as it was said: counts, fields by their names, makers whose names are words, colours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.languages.registry import unit_names
from shopcli.need.languages.zh.numbers import highest_of, number, span_of
from shopcli.types import Clause, Product
from tests.conftest import WordEncoder, build


def _products() -> Iterator[Product]:
    for number_of, persons in enumerate((1, 2, 4, 6), 1):
        attributes = {"persons": float(persons), "water column (mm)": 1000.0 * number_of, "weight kg": float(number_of)}
        yield Product(f"T{number_of}", f"Tent {number_of}", "", "Norr", "Tents", 90.0 * number_of, "EUR", attributes=attributes)
    for number_of, brand in enumerate(("Fresh", "Sugar Free", "Fortune", "Hare"), 1):
        attributes = {"kcal": 90.0 * number_of, "colour": ("navy", "blue", "white", "silver")[number_of - 1]}
        title = f"Sweet Biscuits {number_of}"
        yield Product(f"B{number_of}", title, "", brand, "Biscuits", 2.0 * number_of, "EUR", attributes=attributes)


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("right") / "index", WordEncoder()
    build(folder, list(_products()), encoder, unit_names=unit_names())
    return Advisor(Index(folder), settings=Settings(), encoder=encoder)


def _limits(shop: Advisor, query: str) -> list[tuple[str | None, str | None, object]]:
    return [(clause.field, clause.op, clause.value) for clause in shop.understand(query).clauses if clause.kind == "limit"]


def _brands(shop: Advisor, query: str) -> list[Clause]:
    return [clause for clause in shop.understand(query).clauses if clause.field == "brand"]


@pytest.mark.parametrize(
    ("query", "limits"),
    [
        ("a tent with room for six people", [("persons", ">=", 6.0)]),
        ("a tent with space for 4 persons", [("persons", ">=", 4.0)]),
        ("a tent that sleeps four", [("persons", ">=", 4.0)]),
        ("a tent for four people", [("persons", "==", 4.0)]),
        ("biscuits with fewer than two hundred kcal", [("kcal", "<", 200.0)]),
        ("biscuits, at most 200 kcal", [("kcal", "<=", 200.0)]),
        ("a tent with a water column of at least two thousand", [("water column (mm)", ">=", 2000.0)]),
        ("a tent, its water column should be no less than 2000", [("water column (mm)", ">=", 2000.0)]),
    ],
)
def test_a_count_or_a_field_said_by_its_name_sets_its_own_limit(shop, query, limits):
    assert _limits(shop, query) == limits


@pytest.mark.parametrize(
    "query",
    [
        "sugar free biscuits",
        "sugar-free biscuits",
        "something fresh",
        "fresh feeling biscuits",
        "biscuits, a fortune would be bad",
    ],
)
def test_a_makers_name_that_is_said_as_a_word_names_no_maker(shop, query):
    assert _brands(shop, query) == []


@pytest.mark.parametrize(
    ("query", "brand"),
    [
        ("Sugar Free biscuits", "Sugar Free"),
        ("biscuits by sugar free", "Sugar Free"),
        ("fresh biscuits", "Fresh"),
        ("biscuits from fortune", "Fortune"),
        ("something by fresh", "Fresh"),
    ],
)
def test_a_makers_name_that_leads_or_has_its_capitals_names_the_maker(shop, query, brand):
    assert [clause.value for clause in _brands(shop, query)] == [brand]


@pytest.mark.parametrize("query", ["sweet free biscuits", "sweet-free biscuits"])
def test_what_is_to_lack_a_thing_is_not_met_by_a_record_that_says_it(shop, query):
    (wish,) = [clause for clause in shop.understand(query).clauses if clause.kind == "feature"]
    assert wish.text == query.removesuffix(" biscuits")
    assert "sweet" not in str(wish.value).split("|")


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("三四百", (300.0, 400.0)), ("五六十", (50.0, 60.0)), ("一两千", (1000.0, 2000.0)), ("一百二三十", (120.0, 130.0)),
        ("一百多", (100.0, 200.0)), ("1500多", (1500.0, 1600.0)), ("一千出头", (1000.0, 1200.0)), ("多", None),
        ("五百来", (450.0, 600.0)), ("千把", (900.0, 1200.0)), ("小两千", (1600.0, 2000.0)),
    ],
)  # fmt: skip
def test_chinese_words_for_several_numbers_are_their_bounds(words, bounds):
    assert span_of(words) == bounds
    assert highest_of(words) == (bounds and (bounds[1],))


@pytest.mark.parametrize(("words", "value"), [("四点五", 4.5), ("十二点二五", 12.25), ("三百五", 350.0), ("点五", None)])
def test_chinese_decimals_are_read(words, value):
    assert number(words) == value


@pytest.mark.parametrize(
    ("query", "colours"),
    [
        ("biscuits in navy blue", [("is", "navy")]),
        ("biscuits, not navy blue", [("!=", "navy")]),
        ("biscuits in blue", [("is", "blue")]),
        ("biscuits in white blue", [("is", "white"), ("is", "blue")]),
    ],
)
def test_a_finer_colour_before_its_hue_is_one_colour(shop, query, colours):
    assert [(clause.op, clause.value) for clause in shop.understand(query).clauses if clause.field == "colour"] == colours
