"""How long something takes, in fields of bare numbers whose unit only their numbers tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.types import Product
from tests.conftest import WordEncoder, build

MINUTES = (15, 20, 30, 30, 45, 60, 60, 90, 120, 180)
GAMES = [
    Product(str(n), f"Board game {n}", attributes={"avg_time": float(m), "max_time": float(2 * m), "max_players": 2.0 + n % 5})
    for n, m in enumerate(MINUTES)
]


def advisor_of(folder: Path, products: list[Product]) -> Advisor:
    encoder = WordEncoder()
    build(folder, products, encoder)
    return Advisor(Index(folder), settings=Settings(), encoder=encoder)


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    return advisor_of(tmp_path_factory.mktemp("games"), GAMES)


@pytest.mark.parametrize(
    ("query", "op", "minutes"),
    [
        ("a board game that is done in 45 minutes", "<=", 45.0),
        ("a board game, half an hour at most", "<=", 30.0),
        ("a board game of 2 hours or more", ">=", 120.0),
        ("a board game that shouldn't take longer than 2 hours", "<=", 120.0),
        ("一个小时之内的 board game", "<=", 60.0),
    ],
)
def test_a_duration_limits_the_field_that_says_how_long_in_the_unit_of_its_numbers(advisor, query, op, minutes):
    limits = [(clause.field, clause.op, clause.value) for clause in advisor.understand(query).clauses if clause.kind == "limit"]
    assert limits == [("avg_time", op, minutes)]


def test_numbers_of_hours_are_read_as_hours(tmp_path: Path):
    hours = [Product(str(n), f"Video game {n}", attributes={"PlayLength": 4.0 + 6 * n}) for n in range(10)]
    need = advisor_of(tmp_path, hours).understand("a video game of 40 hours or more")
    assert [(one.field, one.op, one.value) for one in need.clauses if one.kind == "limit"] == [("PlayLength", ">=", 40.0)]


def test_where_a_field_has_a_unit_of_time_bare_numbers_stay_what_they_are(tmp_path: Path):
    goods = [Product(str(n), f"Lamp {n}", attributes={"time": 5.0 + n, "burning": f"{10 + n} h"}) for n in range(10)]
    need = advisor_of(tmp_path, goods).understand("a lamp that burns at least 12 hours")
    assert "time" not in {clause.field for clause in need.clauses}
