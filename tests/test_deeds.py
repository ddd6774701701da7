"""What is to be done with something that one has: what does it is sought, and not what one has."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.need.tagging.deeds import deeds_of, with_deeds
from shopcli.need.tagging.roles import Span
from shopcli.types import Product
from tests.conftest import WordEncoder, build

GOODS = tuple(
    Product(str(number), title, text, price=5.0 + number, currency="EUR")
    for number, (title, text) in enumerate(
        [
            ("Arlow Ground Coffee", "Keeps you awake on a hike."),
            ("Bexim Ground Coffee", "Hot coffee on a hike."),
            ("Corvane Ground Coffee", "Coffee to keep."),
            ("Dulmo Coffee Grinder", "Grinds coffee."),
            ("Esker Steel Bottle", "Will keep coffee hot on a hike."),
            ("Fintra Rain Jacket", "For a hike in the rain."),
            ("Golvar Rain Jacket", "For a walk in the rain."),
        ]
    )
)
ENGLISH, CHINESE = (language_named(code).requests for code in ("en", "zh"))


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("goods"), WordEncoder()
    build(folder, GOODS, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.mark.parametrize(
    ("query", "text", "name"),
    [
        ("keep my coffee hot on a hike", "keep my coffee hot on a hike", "coffee"),
        ("something to carry my sleeping bag, under 30", "carry my sleeping bag", "sleeping bag"),
        ("I want to grind our own coffee", "grind our own coffee", "own coffee"),
        ("anything to clean brushes", "clean brushes", "brushes"),
    ],
)
def test_a_deed_is_told_from_its_verb_on_with_what_it_is_done_with(query, text, name):
    [deed] = deeds_of(query, ENGLISH)
    assert deed.text == text and name in deed.names


@pytest.mark.parametrize(
    "query",
    [
        "replace my old tent",
        "a bag for my laptop",
        "find my dad a coat",
        "something to eat with friends",
        "my shoes",
        "a red coat",
    ],
)
def test_what_is_got_liked_or_merely_had_is_no_deed(query):
    assert list(deeds_of(query, ENGLISH)) == []


def test_chinese_says_with_ba_and_rang_what_is_done():
    assert [deed.text for deed in deeds_of("想把鞋子收纳起来", CHINESE)] == ["把鞋子收纳起来"]
    assert list(deeds_of("让我看看手机", CHINESE)) == []


def test_a_deed_is_one_wish_unless_a_thing_is_named_beside_it():
    spans = [Span(5, 7, "wish", 1.0), Span(8, 14, "thing", 1.0), Span(15, 18, "wish", 1.0)]
    assert with_deeds("keep my coffee hot", spans, ENGLISH) == [Span(0, 18, "wish", 1.0)]
    jar = [Span(2, 5, "thing", 1.0), Span(6, 23, "wish", 1.0)]
    assert with_deeds("a jar to store my coffee", jar, ENGLISH) == jar


def test_what_something_is_done_with_stands_behind_what_does_it(shop):
    answer = shop.ask("keep my coffee hot on a hike", text=False, top=7)
    assert not any(clause.kind == "topic" for clause in answer.need.clauses)
    order = [hit.product.id for hit in answer.results]
    assert order[0] == "4" and set(order[-3:]) == {"0", "1", "2"}
