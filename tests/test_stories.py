"""Requests told as stories: a purpose without a thing is one wish, and a refusal needs no "no"."""

from __future__ import annotations

import pytest

from shopcli.need.grounding.clause_splitting import is_told, tells_a_purpose
from shopcli.need.languages.registry import language_named
from shopcli.need.paraphrase import shown
from shopcli.need.tagging.roles import Span
from shopcli.rerank import RankWeights
from shopcli.rerank.weights import Grown
from shopcli.train.tagging.tagged_requests import tagged_request
from shopcli.types import Clause, Need
from tests.shop_words import SHOP

ENGLISH = language_named("en")


class _Rightly:
    """A tagger that labels one request as a hand did."""

    def __init__(self, line: str) -> None:
        self.request = tagged_request(line)

    def spans(self, text: str) -> tuple[Span, ...]:
        at = self.request.text.index(text)  # a sentence of it may be read by itself
        own = [(start - at, end - at, role) for start, end, role in self.request.spans()]
        return tuple(Span(start, end, role, 1.0) for start, end, role in own if start >= 0 and end <= len(text))


def read(line: str, monkeypatch: pytest.MonkeyPatch) -> Need:
    """What is understood of a request whose words are rightly labelled."""
    tagger = _Rightly(line)
    monkeypatch.setattr("shopcli.need.tagging.tagger.shipped_tagger", lambda: tagger)
    return SHOP.understood(tagger.request.text)


@pytest.mark.parametrize(
    "purpose",
    [
        "keep old letters from falling apart",
        "hear myself when I sing with the band",
        "carry my phone and a bottle on a run",
        "keep cut flowers alive for more than three days",
    ],
)
def test_a_purpose_without_a_thing_is_one_wish_whatever_words_records_say(purpose, monkeypatch):
    assert read(f"something w[to {purpose}]", monkeypatch).clauses == (Clause(f"to {purpose}", "feature"),)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("to keep tools from rusting in a damp shed", True),
        ("warm up after ice swimming", True),
        ("sleep upright", False),
        ("soft to stand on", False),  # how it is, and what for
        ("from the Bauhaus series that you can hang on a wall", False),  # a name tells by itself
        ("without a hood", False),
    ],
)
def test_a_wish_is_told_where_it_says_as_much_as_a_sentence(words, told):
    assert is_told(Clause(words, "feature"), (), ENGLISH.degrees) is told


def test_a_need_that_names_its_thing_tells_no_purpose():
    told = Clause("keep my tea warm at the desk", "feature")
    assert tells_a_purpose(Need("", (told,)), ENGLISH.degrees)
    assert not tells_a_purpose(Need("", (Clause("mug", "topic"), told)), ENGLISH.degrees)


@pytest.mark.parametrize(
    ("refusal", "about"),
    [
        ("had enough of chocolate", "chocolate"),
        ("I've got plenty of candles already", "candles"),
        ("can't cope with coriander", "coriander"),
        ("hates lilies", "lilies"),
        ("gave up caffeine in January", "caffeine"),
        ("no more flat packs", "flat packs"),
        ("Sweeteners give me headaches", "Sweeteners"),
        ("Pork is out of the question", "Pork"),
        ("wool itches me", "wool"),
        ("won't touch mushrooms", "mushrooms"),
        ("in yellow", ""),
        ("that is not heavy", ""),
    ],
)
def test_a_refusal_that_is_told_is_about_its_thing(refusal, about):
    assert ENGLISH.requests.in_a_refusal(refusal) == about


def test_what_is_refused_in_a_story_is_excluded_and_not_wished(monkeypatch):
    need = read("My kids x[are done with leather]. t[Jacket], please", monkeypatch)
    assert [(clause.text, clause.kind) for clause in need.clauses] == [
        ("are done with leather", "exclude"),
        ("Jacket", "topic"),
    ]


def test_what_small_words_tell_to_be_refused_is_refused_whole(monkeypatch):
    need = read("t[headphones], x[leather isn't for me]", monkeypatch)
    assert [(clause.text, clause.kind) for clause in need.clauses] == [
        ("headphones", "topic"),
        ("leather isn't for me", "exclude"),
    ]


def test_a_refusal_is_shown_so_that_it_reads_as_one_again(monkeypatch):
    assert shown(read("My kids x[are done with leather]. t[Jacket], please", monkeypatch)) == "Jacket · no leather"


def test_a_brand_that_one_has_had_enough_of_is_excluded(monkeypatch):
    need = read("I've x[had enough of Samsung], t[headphones]", monkeypatch)
    assert [(clause.kind, clause.field, clause.op, clause.value) for clause in need.clauses] == [
        ("exclude", "brand", "!=", "Samsung"),
        ("topic", None, None, None),
    ]


def test_words_of_an_exclusion_that_refuse_nothing_stay_a_wish(monkeypatch):
    need = read("t[jacket] x[with spots]", monkeypatch)
    assert [(clause.text, clause.kind) for clause in need.clauses] == [("jacket", "topic"), ("spots", "feature")]


def test_what_a_thing_is_for_does_not_take_its_place_where_it_is_not_sold(monkeypatch):
    need = read("t[Wax] w[for headphones]", monkeypatch)
    assert [(clause.text, clause.kind) for clause in need.clauses] == [("Wax", "topic"), ("for headphones", "feature")]


def test_what_comes_after_something_is_not_what_is_looked_for(monkeypatch):
    need = read("sore after a w[marathon]", monkeypatch)
    assert [(clause.text, clause.kind) for clause in need.clauses] == [("sore after", "feature"), ("marathon", "feature")]


def test_of_a_purpose_the_whole_text_counts_for_more_and_single_words_for_less():
    weights = RankWeights(wish=Grown(0.7), coverage=Grown(0.6), text=Grown(1.7))
    assert weights.for_a_purpose() == RankWeights(wish=Grown(0.7), coverage=Grown(0.1), text=Grown(6.0))
