"""Places: what comes from a country or a continent is told by the field that holds these, however it writes them."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.need.places import open_gazetteer
from shopcli.types import Product
from tests.conftest import WordEncoder, build

BICYCLES = (
    ("Alp", "CH"), ("Bora", "IT"), ("Clyde", "GB"), ("Delta", "NL"), ("Fuji", "JP"), ("Hanoi", "VN"), ("Iowa", "US"),
    ("Jura", "FR"), ("Kerry", "IE"), ("Lhasa", "CN"), ("Maas", "NL"), ("Ohio", "US"),
)  # fmt: skip
KNIVES = (
    ("Adler", "Made in Germany", "German"), ("Bison", "U.S.A.", "English"), ("Crane", "Japan", "English"),
    ("Dirk", "Scotland, United Kingdom", "English"), ("Eagle", "USA", "French"), ("Falke", "Germany", "German"),
    ("Gull", "England, United Kingdom", "French"), ("Heron", "Turkey", "German"),
)  # fmt: skip
CARS = (("Astra", "Europe"), ("Breeze", "Asia"), ("Comet", "USA"), ("Dune", "Asia"), ("Ember", "Europe"), ("Flint", "USA"))


def shop(folder, thing: str, rows: dict[str, dict[str, str]]) -> Advisor:
    encoder = WordEncoder()
    products = [
        Product(f"P{n}", f"{name} {thing}", "", None, None, 10.0 + n, "EUR", attributes=said)
        for n, (name, said) in enumerate(rows.items(), 1)
    ]
    build(folder, products, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.fixture(scope="module")
def bicycles(tmp_path_factory):
    rows = {name: {"origin": code, "frame": "steel" if len(name) > 4 else "carbon"} for name, code in BICYCLES}
    return shop(tmp_path_factory.mktemp("bicycles"), "bicycle", rows)


@pytest.fixture(scope="module")
def knives(tmp_path_factory):
    rows = {name: {"provenance": place, "manual": language} for name, place, language in KNIVES}
    return shop(tmp_path_factory.mktemp("knives"), "knife", rows)


@pytest.fixture(scope="module")
def cars(tmp_path_factory):
    return shop(tmp_path_factory.mktemp("cars"), "car", {name: {"origin": place} for name, place in CARS})


def meeting(advisor: Advisor, request: str) -> set[str]:
    answer = advisor.ask(request, top=20, text=False)
    return {hit.product.title.split()[0] for hit in answer.results if hit.meets_all}


def limits(advisor: Advisor, request: str) -> list[tuple[str, str, object]]:
    need = advisor.ask(request, text=False).need
    return [(clause.field, clause.op, clause.value) for clause in need.clauses if clause.field]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("French", "FR"), ("aus Frankreich", "FR"), ("französische", "FR"), ("法国的", "FR"), ("made in the USA", "US"),
        ("America", "US"), ("US", "US"), ("us", None), ("Turkish", "TR"), ("Turkey", "TR"), ("turkey", None), ("polish", None),
        ("British", "GB"), ("Welsh", "GB-WLS"), ("Asian brand", "Asia"), ("亚洲品牌", "Asia"), ("nordic", "Nordics"),
        ("DE", None), ("leather", None), ("", None),
    ],
)  # fmt: skip
def test_words_name_a_place_by_its_name_or_by_what_comes_from_there(words, code):
    assert open_gazetteer().named(words) == code


def test_a_place_holds_its_parts_and_theirs():
    places = open_gazetteer()
    assert [places.holds("Europe", code) for code in ("FR", "GB-SCT", "JP", "Europe")] == [True, True, False, True]
    assert places.whole_of("GB-SCT") == "GB"
    assert places.whole_of("GB") is None


def test_codes_of_countries_answer_for_countries_continents_and_other_languages(bicycles):
    assert meeting(bicycles, "a Dutch bicycle") == {"Delta", "Maas"}
    assert meeting(bicycles, "an Asian bicycle") == {"Fuji", "Hanoi", "Lhasa"}
    assert meeting(bicycles, "荷兰的自行车") == {"Delta", "Maas"}


@pytest.mark.parametrize("request_", ["a bicycle, not American", "a bicycle, nothing from the USA"])
def test_an_exclusion_rules_out_what_comes_from_there(bicycles, request_):
    assert limits(bicycles, request_) == [("origin", "!=", "US")]
    assert meeting(bicycles, request_) == {name for name, code in BICYCLES if code != "US"}


def test_of_a_country_that_nothing_is_from_nothing_is_shown_as_fitting(bicycles):
    answer = bicycles.ask("a Brazilian bicycle", text=False)
    assert limits(bicycles, "a Brazilian bicycle") == [("origin", "is", "Brazil")]
    assert answer.no_exact_match


def test_cells_of_any_writing_and_parts_of_a_country_are_of_it(knives):
    assert meeting(knives, "an American knife") == {"Bison", "Eagle"}
    assert meeting(knives, "a British knife") == {"Dirk", "Gull"}
    assert meeting(knives, "a Scottish knife") == {"Dirk"}
    assert limits(knives, "a knife, not German") == [("provenance", "!=", "Made in Germany|Germany")]


def test_a_field_of_continents_decides_about_these_and_not_about_a_country_in_them(cars):
    assert meeting(cars, "an Asian car") == {"Breeze", "Dune"}
    assert meeting(cars, "a car, nothing European") == {"Breeze", "Dune", "Comet", "Flint"}
    assert limits(cars, "a German car") == []
