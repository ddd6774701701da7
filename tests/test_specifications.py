"""Cells that say several things at once, and what is asked of one of them; sums for so much of a thing; background."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.types import Product
from tests.conftest import WordEncoder, build

PHONES = tuple(
    Product(
        f"P{number}",
        f"{maker} Model {number}",
        brand=maker,
        price=100.0 * number,
        currency="EUR",
        attributes={
            "battery": f"{4000 + 500 * number} mAh battery with {10 * number} W charging",
            "display": f"6.{number} inches, {60 * (1 + number % 3)} Hz display with {'punch hole' if number % 2 else 'notch'}",
            "processor": f"Octa core, {2 + number / 10:g} GHz processor",
            "ram": f"{2 * number} GB RAM, {64 * number} GB inbuilt",
            "networks": "Dual sim, 3G, 4G, 5G" if number % 2 else "Dual sim, 3G, 4G",
        },
    )
    for number, maker in enumerate("Arlow Bexim Corvane Dulmo Esker Fintra Golvar Hestia".split(), 1)
)


@pytest.fixture(scope="module")
def phones(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("phones"), WordEncoder()
    build(folder, PHONES, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.mark.parametrize(
    ("field", "unit", "first"), [("battery", "mAh", 4500.0), ("display", "in", 6.1), ("processor", "GHz", 2.1)]
)
def test_the_first_quantity_that_each_cell_says_once_is_a_number_of_the_field(phones, field, unit, first):
    known = phones.index.measured.unit(field)
    assert known is not None and (known.unit, known.within) == (unit, True)
    assert phones.index.columns.dense(field)[0] == first


def test_a_cell_with_two_quantities_of_a_kind_is_no_number(phones):
    assert phones.index.measured.unit("ram") is None


def limits(phones: Advisor, query: str) -> list[tuple[str | None, str | None, object]]:
    return [(one.field, one.op, one.value) for one in phones.understand(query).clauses if one.field not in (None, "price")]


def test_a_limit_is_of_the_field_whose_amounts_are_of_its_size(phones):
    [(field, op, values)] = limits(phones, "at least 120 Hz")
    assert (field, op) == ("display", "in")
    assert all("120 hz" in value or "180 hz" in value for value in str(values).split("|"))


def test_a_limit_is_of_the_field_that_its_words_name(phones):
    [(field, _, values)] = limits(phones, "a phone with 8 GB of RAM")
    assert field == "ram" and str(values) == "8 gb ram, 256 gb inbuilt"


def test_the_less_of_a_price_is_no_comparison_of_what_stands_before_it(phones):
    need = phones.understand("8 GB of RAM for less than 500 EUR")
    by_field = {one.field: one for one in need.clauses if one.field}
    assert by_field["price"].op == "<=" and by_field["price"].value == 500.0
    assert str(by_field["ram"].value) == "8 gb ram, 256 gb inbuilt"


GROCERIES = tuple(
    Product(f"G{number}", f"{kind} {size}", category=kind, price=price, currency="EUR", attributes={"net weight": size})
    for number, (kind, size, price) in enumerate(
        [("Rice", "1 kg", 3.0), ("Rice", "500 g", 2.5), ("Rice", "5 kg", 9.0), ("Tea", "100 g", 4.0), ("Tea", "250 g", 6.0)], 1
    )
)


@pytest.fixture(scope="module")
def groceries(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("groceries"), WordEncoder()
    build(folder, GROCERIES, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("rice under 4 euros per kg", "price per kg", 4.0),
        ("rice, at most 4 EUR a kilo", "price per kg", 4.0),
        ("tea for at most 3 euros per 100 g", "price per kg", 30.0),
        ("Reis bis 4 Euro pro kg", "price per kg", 4.0),
        ("大米，每公斤4欧元以下", "price per kg", 4.0),
        ("大米，每斤2欧元以下", "price per kg", 4.0),
        ("rice up to 4 euros a bag", "price", 4.0),
        ("rice up to 4 euros each", "price", 4.0),
        ("rice up to 4 euros", "price", 4.0),
    ],
)
def test_a_sum_for_so_much_limits_what_that_costs(groceries, query, field, value):
    [limit] = [one for one in groceries.understand(query).clauses if one.kind == "limit"]
    assert (limit.field, limit.op, limit.value) == (field, "<=", value)


def test_what_a_kilogram_costs_decides_what_is_found(groceries):
    met = [hit.product.id for hit in groceries.ask("rice under 4 euros per kg", text=False).results if not hit.unmet]
    assert sorted(met) == ["G1", "G3"]


def test_where_no_record_says_how_much_there_is_a_sum_for_so_much_is_no_limit(phones):
    need = phones.understand("a phone under 4 euros per kg")
    assert not [one for one in need.clauses if one.kind == "limit"]
    assert any("under 4 euros per kg" in note for note in need.notes)


def test_a_sentence_that_asks_for_nothing_is_background_and_of_it_nothing_is_told(groceries):
    answer = groceries.ask("My old grandmother came from Darjeeling long ago. Some tea please", text=False)
    [told] = [one for one in answer.need.clauses if one.is_background]
    assert (told.text, told.kind, told.op) == ("My old grandmother came from Darjeeling long ago", "feature", None)
    assert all(told not in hit.unknown and told not in hit.unmet for hit in answer.results)


def test_what_a_story_refuses_is_not_looked_for_with_the_rest_of_it(groceries):
    need = groceries.understand(
        "I'm pregnant and my doctor says no caffeine and no alcohol. Which tea can I drink, my skin looks so dull"
    )
    said = [
        (one.kind, one.text) for one in need.clauses if "caffeine" in one.text or "alcohol" in one.text or "doctor" in one.text
    ]
    assert said == [("feature", "pregnant and my doctor says"), ("exclude", "no caffeine"), ("exclude", "no alcohol")]


def test_a_greeting_is_no_background(groceries):
    assert not [one for one in groceries.understand("Hello. Some tea please").clauses if one.is_background]


def test_nothing_but_a_thing_asks_for_it(groceries):
    assert [(one.kind, one.text) for one in groceries.understand("nothing but tea").clauses] == [("topic", "tea")]


WINES = tuple(
    Product(
        f"W{number}", f"Estate {number}", brand="My Cellar" if number == 1 else "Old House", price=9.0 + number, currency="EUR",
        category="Red" if number % 2 else "White", attributes={"region": region, "ABV": f"ABV {11 + number / 2:.2f}%"},
    )
    for number, region in enumerate(["Bordeaux", "Rioja", "Bordeaux", "Bordeaux", "Rioja", "Mosel", "Mosel", "Rioja"], 1)
)  # fmt: skip


@pytest.fixture(scope="module")
def wines(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("wines"), WordEncoder()
    build(folder, WINES, encoder)
    return Advisor(Index(folder), encoder=encoder)


def test_a_name_within_a_wish_is_decided_by_its_field(wines):
    need = wines.understand("something like an old red Bordeaux")
    assert [one.value for one in need.clauses if one.field == "region"] == ["Bordeaux"]


@pytest.mark.parametrize(
    ("query", "brands"), [("My old cellar is damp, says my cellar master", []), ("my cellar", ["My Cellar"])]
)
def test_a_brand_of_common_words_is_none_in_passing(wines, query, brands):
    assert [one.value for one in wines.understand(query).clauses if one.field == "brand"] == brands


@pytest.mark.parametrize("query", ["wine with at least 14% alcohol", "度数至少14度的红酒"])
def test_degrees_are_of_alcohol_where_nothing_is_measured_in_others(wines, query):
    assert [(one.field, one.op, one.value) for one in wines.understand(query).clauses if one.kind == "limit"] == [
        ("ABV", ">=", 14.0)
    ]
