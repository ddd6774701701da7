"""Refusals in so many words, whatever the tagger takes them for."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.need.tagging.refusals import with_refusals
from shopcli.need.tagging.roles import Span
from shopcli.types import Product
from tests.conftest import WordEncoder, build

WINES = tuple(
    Product(f"W{number}", f"{name} wine", f"{taste} and long.", price=10.0 + number, currency="EUR")
    for number, (name, taste) in enumerate(
        [("Almar", "Oaky"), ("Brusa", "Fresh"), ("Corvin", "Oaky"), ("Dessa", "Sweet"), ("Estal", "Spicy"), ("Furlo", "Dry")]
    )
)


def refused(text: str, language: str = "en") -> list[str]:
    grammar = language_named(language).requests
    spans = with_refusals(grammar.normal(text), [], grammar)
    return [text[span.start : span.end] for span in spans if span.role == "exclusion"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a phone, but I hate that notch in the screen", ["hate that notch in the screen"]),
        ("I can't stand leather", ["can't stand leather"]),
        ("wool gives me a rash, warm socks please", ["wool gives me a rash"]),
        ("perfume irritates my skin", ["perfume irritates my skin"]),
        ("allergic to chicken and gets itchy from grain too", ["allergic to chicken", "gets itchy from grain"]),
        ("dairy doesn't agree with me", ["dairy doesn't agree with me"]),
        ("he hates charging things", []),
        ("my dad hates cold feet", []),
        ("I'm tired of my old laptop", []),
        ("I hate it when the battery dies", []),
        ("socks that don't give me a rash", []),
        ("a laptop, I'd hate to carry much", []),
    ],
)
def test_what_is_refused_in_so_many_words_is_one_exclusion(text, words):
    assert refused(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我受不了香味，想要一款洗面奶", ["受不了香味"]),
        ("羊毛让我起疹子，想要一双袜子", ["羊毛让我起疹子"]),
        ("防过敏的枕头", []),
        ("不要带拉链口袋的，黑色", ["不要带拉链口袋"]),  # up to the 的 that closes it
        ("不要太贵的", []),
        ("不要皮的包", []),  # goes on to the thing itself
    ],
)
def test_chinese_refuses_before_and_behind_a_thing(text, words):
    assert refused(text, "zh") == words


def test_a_limit_within_a_refusal_stays_one():
    grammar = language_named("en").requests
    limit = Span(7, 14, "limit", 1.0)
    assert with_refusals("I hate over 50", [limit], grammar) == [limit]


def test_what_a_refusal_says_of_the_things_of_the_whole_shop_is_excluded_and_not_these_things(tmp_path):
    encoder = WordEncoder()
    build(tmp_path, WINES, encoder)
    [clause] = Advisor(Index(tmp_path), encoder=encoder).understand("I hate oaky wine").clauses
    assert (clause.kind, clause.op, clause.value) == ("exclude", "lacks", "oaky")
