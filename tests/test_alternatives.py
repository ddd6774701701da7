"""Alternatives: what an "or" joins is one wish, any of which will do."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.need.grounding.alternatives import with_alternatives
from shopcli.need.languages.registry import language_named
from shopcli.types import Clause, Need, Product
from tests.conftest import WordEncoder, build

COUNTRIES = "France Italy Spain Chile France Italy Spain Chile France Italy Spain Chile".split()
TASTES = "beef lamb chicken fish".split()
FOODS = tuple(
    Product(
        f"F{number}",
        f"{name} {TASTES[number % 4]} kibble",
        brand=name,
        price=10.0 + number,
        currency="EUR",
        attributes={"country": COUNTRIES[number]},
    )
    for number, name in enumerate("Arlow Bexim Corvane Dulmo Esker Fintra Golvar Hestia Ilmor Jarvo Kelpin Lumo".split())
)


@pytest.fixture(scope="module")
def foods(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("foods"), WordEncoder()
    build(folder, FOODS, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "matching"),
    [
        ("kibble from France, Italy or Spain", 9),
        ("kibble from France or Spain", 6),
        ("Arlow, Bexim or Dulmo kibble", 3),
        ("kibble from Chile", 3),
    ],
)
def test_any_of_several_values_of_a_field_will_do(foods, query, matching):
    assert foods.ask(query, text=False).matching == matching


@pytest.mark.xfail(reason="the taggers read the first of several as the thing (docs/log.md)", strict=True)
def test_what_stands_before_the_thing_describes_it_and_names_no_other(foods):
    need = foods.understand("chicken, beef or lamb kibble")
    assert [(clause.text, clause.kind) for clause in need.clauses] == [
        ("chicken, beef or lamb", "feature"),
        ("kibble", "topic"),
    ]
    assert need.clauses[0].value == "chicken|beef|lamb"


def joined(query: str, *clauses: Clause, language: str = "en") -> list[tuple[str, object]]:
    need = with_alternatives(Need(query, clauses, language=language), language_named(language), lambda words, field: None)
    return [(clause.text, clause.value) for clause in need.clauses]


def is_of(text: str, value: str, field: str = "country") -> Clause:
    return Clause(text, "feature", field, "is", value)


def test_a_chinese_list_is_joined_and_its_stray_or_is_no_wish():
    stray = Clause("或者", "feature", op="has", value="possibly")
    clauses = (is_of("法国", "France"), is_of("意大利", "Italy"), stray, is_of("西班牙", "Spain"))
    assert joined("法国、意大利或者西班牙的红酒", *clauses, language="zh") == [("法国、意大利或者西班牙", "france|italy|spain")]


def test_what_other_words_stand_between_or_another_field_decides_is_not_joined():
    clauses = (is_of("France", "France"), is_of("oak", "oak", "finish"))
    assert joined("from France or in oak", *clauses) == [("France", "France"), ("oak", "oak")]
    clauses = (is_of("France", "France"), is_of("Italy", "Italy"))
    assert joined("from France but better from Italy", *clauses) == [("France", "France"), ("Italy", "Italy")]


def test_words_that_records_say_are_joined_by_or_alone():
    clauses = (Clause("red", "feature", op="has", value="red"), Clause("soft", "feature", op="has", value="soft"))
    assert joined("red, soft", *clauses) == [("red", "red"), ("soft", "soft")]
    assert joined("red or soft", *clauses) == [("red or soft", "red|soft")]
