"""Much and little of a named field, which bare numbers may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.types import Product
from tests.conftest import WordEncoder, build

FOODS = [
    Product(
        str(n),
        f"Kibble {n}",
        price=10.0 + n,
        attributes={"protein content": 20.0 + n, "fat": float(n % 5), "glide": 2.0 + n % 3},
    )
    for n in range(30)
]


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("foods"), WordEncoder()
    build(folder, FOODS, encoder)
    return Advisor(Index(folder), settings=Settings(), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("kibble high in protein", ("protein content", ">=", 38.0)),
        ("high-protein kibble", ("protein content", ">=", 38.0)),
        ("kibble with lots of protein", ("protein content", ">=", 38.0)),
        ("kibble with a low protein content", ("protein content", "<=", 31.0)),
        ("kibble, not too high in fat", ("fat", "<=", 1.0)),
        ("kibble with little fat", ("fat", "<=", 1.0)),
        ("Futter mit wenig fat", ("fat", "<=", 1.0)),
    ],
)
def test_much_is_what_few_of_the_kind_have_and_is_said_to_be(
    advisor: Advisor, query: str, limit: tuple[str, str, float]
) -> None:
    need = advisor.understand(query)
    assert [(one.field, one.op, one.value) for one in need.clauses if one.kind == "limit"] == [limit]
    assert any(limit[0] in note for note in need.notes)


@pytest.mark.parametrize(
    "query", ["kibble with high glory", "kibble with at least 30 protein", "the kibble with the highest fat"]
)
def test_what_no_field_is_called_and_what_a_number_says_is_no_grade(advisor: Advisor, query: str) -> None:
    assert not any("going by what is sold" in note for note in advisor.understand(query).notes)


def test_a_joining_word_ends_no_name(advisor: Advisor) -> None:
    texts = [one.text for one in advisor.understand("kibble with high glide and low fat").clauses if one.kind == "limit"]
    assert texts == ["high glide", "low fat"]


def test_an_amount_that_no_word_places_limits_the_one_field_that_is_called_by_its_dimension(tmp_path: Path) -> None:
    cards = [
        Product(str(n), f"Card {n}", price=100.0 + n, attributes={"length": 150.0 + 5 * n, "clock": 900.0 + n})
        for n in range(40)
    ]
    encoder = WordEncoder()
    build(tmp_path, cards, encoder)
    advisor = Advisor(Index(tmp_path), settings=Settings(), encoder=encoder)
    need = advisor.understand("a card of 270 mm at most")
    assert [(one.field, one.op, one.value) for one in need.clauses if one.kind == "limit"] == [("length", "<=", 270.0)]
    assert any("mm is a guess" in note for note in need.notes)
    assert not [one for one in advisor.understand("a card of 3 kg at most").clauses if one.kind == "limit"]
