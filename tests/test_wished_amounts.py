"""Amounts that a wish names and no field limits, and the second look at the candidates by what their records state."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import facts_of
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.pipeline.fields.wished_amounts import Amounts, WishedAmount, wished_amounts
from shopcli.types import Clause, Need, Product
from tests.conftest import WordEncoder, build

ROVER = Product("A", "Rover chair", "Supports up to 120 kg. Seats 1.", "Amberly", "Chairs", 40.0, "EUR")
GIANT = Product("B", "Giant chair", "A weight limit of 150 kg. It weighs 6 kg.", "Amberly", "Chairs", 90.0, "EUR")
POLAR = Product(
    "C", "Polar bag", "Warm.", "Amberly", "Bags", 300.0, "EUR", attributes={"comfort temperature": "-28 °C"}
)  # fmt: skip
MILD = Product("D", "Mild bag", "For nights down to 10 °C.", "Amberly", "Bags", 50.0, "EUR")
AUTUMN = Product("E", "Autumn bag", "Soft.", "Amberly", "Bags", 90.0, "EUR", attributes={"comfort temperature": "-7 °C"})
DOME = Product("F", "Dome tent", "A 4-person tent for 3 seasons.", "Amberly", "Tents", 200.0, "EUR")
HALL = Product("G", "Hall tent", "With three cabins.", "Amberly", "Tents", 400.0, "EUR", attributes={"persons": 6.0})
SHOP = (ROVER, GIANT, POLAR, MILD, AUTUMN, DOME, HALL)


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    encoder, folder = WordEncoder(), tmp_path_factory.mktemp("amounts")
    build(folder / "index", SHOP, encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


def wish(text: str) -> Clause:
    return Clause(text, "feature")


def wished(advisor: Advisor, query: str, text: str) -> WishedAmount | None:
    return wished_amounts(Need(query, (wish(text),)), advisor.index).get(wish(text))


def told(advisor: Advisor, query: str, text: str, product: Product) -> set[int]:
    """What the facts of a product say to the amount of a wish: 1 grants it, -2 rules it out, 0 says nothing."""
    amounts = Amounts(advisor.index, wished_amounts(Need(query, (wish(text),)), advisor.index))
    facts, row = facts_of(product), advisor.index.row(product.id)
    return set(amounts.decide(wish(text), row, facts, [0] * len(facts))) - {0}


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("bag for minus five at night", "minus five at night", WishedAmount("cold", None, -4.5, "°C")),
        ("bag for nights of -5", "nights of -5", WishedAmount("cold", None, -4.5, "°C")),
        ("bag for 10 below zero", "10 below zero", WishedAmount("cold", None, -9.5, "°C")),
        ("a chair, he weighs 280 pounds", "he weighs 280 pounds", WishedAmount("load", 280.0, None, "lb")),
        ("a chair that weighs under 3 kg", "weighs under 3 kg", WishedAmount("weight", None, 3.0, "kg")),
        ("tent for a family of five", "for a family of five", WishedAmount("people", 5.0, None, "person")),
        ("tent for 8 people", "for 8 people", WishedAmount("people", 8.0, None, "person")),
        ("switch with 16 ports", "16 ports", WishedAmount("things", 16.0, 16.0, "port")),
    ],
)
def test_an_amount_in_a_wish_is_read_with_what_it_is_of_and_which_end_is_enough(advisor, query, text, expected):
    assert wished(advisor, query, text) == expected


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("four times the pixels", "four times the pixels"),
        ("oven for 200 degrees", "200 degrees"),
        ("3 kg of rice", "3 kg of rice"),
    ],
)
def test_what_counts_nothing_is_no_amount(advisor, query, text):
    assert wished(advisor, query, text) is None


def test_what_a_field_limits_is_left_to_it(advisor):
    limit = Clause("for -5 °C", "limit", "comfort temperature", "<=", -5.0, "°C")
    assert wished_amounts(Need("bag for -5 °C", (limit, wish("bag"))), advisor.index) == {}


def test_an_amount_that_no_wish_covers_is_one_of_its_own(advisor):
    found = wished_amounts(Need("warm bag. Nights of minus 5", (wish("warm"),)), advisor.index)
    assert {clause.text: amount.sort for clause, amount in found.items()} == {"5": "cold"}


@pytest.mark.parametrize(
    ("query", "text", "product", "said"),
    [
        ("bag for minus 5", "minus 5", POLAR, {1}),
        ("bag for minus 5", "minus 5", MILD, {-2}),
        ("bag for minus 5", "minus 5", DOME, set()),
        ("chair, my father is 140 kg", "140 kg", GIANT, {1}),
        ("chair, my father is 140 kg", "140 kg", ROVER, {-2}),
        ("tent for 6 people", "for 6 people", HALL, {1}),
        ("tent for 6 people", "for 6 people", DOME, {-2}),
        ("tent for 3 people", "for 3 people", DOME, {1}),
    ],
)  # fmt: skip
def test_a_record_grants_an_amount_that_is_enough_and_rules_out_what_falls_short(advisor, query, text, product, said):
    assert told(advisor, query, text, product) == said


def test_its_own_weight_is_no_load_that_it_bears(advisor):
    assert told(advisor, "chair that weighs under 7 kg", "weighs under 7 kg", GIANT) == {1}
    assert told(advisor, "chair that weighs under 7 kg", "weighs under 7 kg", ROVER) == set()


def test_what_is_just_enough_comes_before_what_is_far_more_and_what_falls_short_comes_last(advisor):
    answer = advisor.search(Need("bag for minus 5", (Clause("bag", "topic"), wish("for minus 5"))), top=3)
    assert [hit.product.id for hit in answer.results] == ["E", "C", "D"]
    assert [why.clause.text for why in answer.results[-1].denied] == ["for minus 5"]


def test_of_what_is_found_one_that_grants_more_stands_first(tmp_path):
    plain = Product("P", "Lamp lamp lamp", "A lamp.", "Amberly", "Lamps", 20.0, "EUR")
    kind = Product("K", "Lamp with a shade", "Dimmable.", "Amberly", "Lamps", 30.0, "EUR", attributes={"dimmable": True})
    encoder = WordEncoder()
    build(tmp_path / "index", (plain, kind), encoder)
    advisor = Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder)
    need = Need("dimmable lamp", (Clause("lamp", "topic"), wish("dimmable")))
    assert [hit.product.id for hit in advisor.search(need, top=2).results] == ["K", "P"]


def test_what_is_far_from_the_whole_request_does_not_come_first_for_an_amount_that_it_states(tmp_path):
    near = Product("N", "Light tent to carry on a long walk", "A tent to carry on a walk.", "Amberly", "Tents", 20.0, "EUR")
    stuff = "Pegs, poles, ropes, bags, hammer, lamp, stove, mats, chairs, ladder, drill and tape."
    far = Product("F", "Garden party tent", stuff, "Amberly", "Tents", 30.0, "EUR", attributes={"persons": 6.0})
    encoder = WordEncoder()
    build(tmp_path / "index", (near, far), encoder)
    advisor = Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder)
    need = Need("light tent to carry on a long walk for 6 people", (Clause("tent", "topic"), wish("for 6 people")))
    assert [hit.product.id for hit in advisor.search(need, top=2).results] == ["N", "F"]
