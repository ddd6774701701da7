"""Years that requests set as a limit, and what is no year."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.types import Product
from tests.conftest import WordEncoder, build

TEAS = [Product(str(n), f"Tea cake {n}", price=20.0 + n, attributes={"year": 2004.0 + n, "rating": 4.0}) for n in range(12)]


@pytest.fixture
def advisor(tmp_path: Path) -> Advisor:
    encoder = WordEncoder()
    build(tmp_path, TEAS, encoder)
    return Advisor(Index(tmp_path), settings=Settings(), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "op", "year"),
    [
        ("a tea cake from 2010 or later", ">=", 2010.0),
        ("tea cakes made in 2009 or earlier", "<=", 2009.0),
        ("a tea cake before 2008", "<", 2008.0),
        ("tea cake newer than 2008", ">", 2008.0),
        ("any 2012 tea cake for less than 90 dollars?", "==", 2012.0),
        ("a tea cake, nothing older than 2008", ">=", 2008.0),  # what is denied is limited the other way
        ("tea cakes, but not newer than 2008 please", "<=", 2008.0),
        ("不要2008年以前的茶饼", ">", 2008.0),
        ("2010年以后的茶饼", ">=", 2010.0),
        ("2008年之前的茶饼", "<=", 2008.0),
        ("Ich suche einen Tee ab 2011", ">=", 2011.0),
        ("Ich suche einen Tee vor 2011", "<", 2011.0),
    ],
)
def test_a_year_with_what_says_before_or_after_it_limits_the_field_of_years(advisor: Advisor, query, op, year) -> None:
    need = advisor.understand(query)
    assert [(clause.op, clause.value) for clause in need.clauses if clause.field == "year"] == [(op, year)]


@pytest.mark.parametrize(
    "query", ["a tea cake under 2010", "a tea cake for 2010 dollars", "2010 W kettle", "tea cake 1492", "tea"]
)
def test_a_sum_an_amount_and_what_no_product_comes_near_is_no_year(advisor: Advisor, query: str) -> None:
    assert not [clause for clause in advisor.understand(query).clauses if clause.field == "year"]


def test_what_is_of_either_sort_excludes_neither(advisor: Advisor) -> None:
    need = advisor.understand("a tea cake, I don't mind raw or ripe")
    assert not [clause for clause in need.clauses if clause.kind == "exclude"]


def test_minutes_are_no_points(advisor: Advisor) -> None:
    assert not [clause for clause in advisor.understand("30分钟以内的茶").clauses if clause.field == "rating"]
    assert [clause.value for clause in advisor.understand("4分以上的茶").clauses if clause.field == "rating"] == [4.0]


RECORDS = [Product(str(n), f"Record {n}", attributes={"year": 1955.0 + n, "genre": "jazz"}) for n in range(60)]


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("jazz from the sixties", 1960.0, 1969.0),
        ("jazz of the late 1980s", 1980.0, 1989.0),
        ("jazz from the '90s", 1990.0, 1999.0),
        ("六十年代的爵士", 1960.0, 1969.0),
        ("80年代的爵士", 1980.0, 1989.0),
        ("Jazz aus den siebziger Jahren", 1970.0, 1979.0),
        ("Jazz der 80er Jahre", 1980.0, 1989.0),
        ("jazz from 1970 to 1975", 1970.0, 1975.0),
        ("jazz between 1970 and 1975", 1970.0, 1975.0),
    ],
)
def test_a_decade_and_a_span_of_years_have_a_first_and_a_last_one(
    tmp_path: Path, query: str, first: float, last: float
) -> None:
    encoder = WordEncoder()
    build(tmp_path, RECORDS, encoder)
    need = Advisor(Index(tmp_path), settings=Settings(), encoder=encoder).understand(query)
    limits = [(clause.field, clause.op, clause.value) for clause in need.clauses if clause.kind == "limit"]
    assert limits == [("year", ">=", first), ("year", "<=", last)]


@pytest.mark.parametrize("query", ["jazz for my dad in his sixties", "jazz from the 1780s"])
def test_an_age_and_what_nothing_is_of_are_no_decade(tmp_path: Path, query: str) -> None:
    encoder = WordEncoder()
    build(tmp_path, RECORDS, encoder)
    need = Advisor(Index(tmp_path), settings=Settings(), encoder=encoder).understand(query)
    assert not [clause for clause in need.clauses if clause.kind == "limit"]
