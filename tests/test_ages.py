"""For what ages things are, as records state it, and how old the one is whom a thing is for."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.text.ages import age_range
from shopcli.types import Product
from tests.conftest import WordEncoder, build

RANGES = ["A 1½-3", "C 2-5", "K 6-12", "P 8+", "ZE 16+"]
SETS = [
    Product(id=str(n), title=f"Castle set {n}", price=10.0 + n, attributes={"ages": ages}) for n, ages in enumerate(RANGES * 2)
]


@pytest.mark.parametrize(
    ("value", "ages"),
    [
        ("K 6-12", (6.0, 12.0)),
        ("1½-3", (1.5, 3.0)),
        ("6-36 months", (0.5, 3.0)),
        ("ages 8+", (8.0, math.inf)),
        ("5 years and up", (5.0, math.inf)),
        ("3岁以上", (3.0, math.inf)),
        ("ab 6 Jahren", (6.0, math.inf)),
        ("100-200 ml", None),
        ("6+ colours", None),
        ("12-6", None),
        ("Adult", None),
    ],
)
def test_a_value_says_from_what_age_to_what_age_or_nothing_of_it(value: str, ages: tuple[float, float] | None) -> None:
    assert age_range(value) == ages


@pytest.mark.parametrize(
    ("query", "text", "ages"),
    [
        ("a castle for a 7 year old", "for a 7 year old", "k 6-12"),
        ("my son turns three on Monday, a castle please", "my son turns three", "a 1½-3|c 2-5"),
        ("a castle for my niece who is 2", "who is 2", "a 1½-3|c 2-5"),
        ("castle for ages 8 and up", "for ages 8 and up", "p 8+|ze 16+"),
        ("适合三岁小朋友玩的城堡", "适合三岁小朋友玩的", "a 1½-3|c 2-5"),
        ("16岁以上的城堡", "16岁以上的", "ze 16+"),
        ("eine Burg für 7-jährige Kinder", "für 7-jährige Kinder", "k 6-12"),
    ],
)
def test_an_age_asks_for_what_holds_it(tmp_path: Path, query: str, text: str, ages: str) -> None:
    encoder = WordEncoder()
    build(tmp_path, SETS, encoder)
    need = Advisor(Index(tmp_path), encoder=encoder).ask(query, text=False).need
    assert need is not None
    assert [(clause.text, clause.value) for clause in need.clauses if clause.field == "ages"] == [(text, ages)]


def test_an_age_stays_what_it_is_where_no_field_tells(tmp_path: Path) -> None:
    encoder = WordEncoder()
    build(tmp_path, [Product(id=str(n), title=f"Castle set {n}") for n in range(5)], encoder)
    need = Advisor(Index(tmp_path), encoder=encoder).ask("a castle for a 7 year old", text=False).need
    assert need is not None
    assert {clause.field for clause in need.clauses} == {None}
