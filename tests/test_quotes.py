"""Which words of makers and buyers are told, and which of them are told as a complaint."""

from __future__ import annotations

import dataclasses

import pytest

from shopcli.types import Clause, Fact, Hit, Product
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.quotes import instructs, is_complaint, quotes_of, tells_something
from shopcli.write.moves.reasons import Reasons
from tests.trades import FLASK, facts_of, hit_of, need_of


@pytest.mark.parametrize("text", ["Pegs bend in hard soil", "Calls are clear", "Sits like a glove", "My colleagues thanked me"])
def test_words_that_stand_for_something_are_told(text):
    assert tells_something(text)


@pytest.mark.parametrize("text", ["You would not know", "Does what it says", "Very good product", "Really great, thanks"])
def test_words_that_say_nothing_of_what_are_not(text):
    assert not tells_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "Add two spoons of butter and mix well", "Keep it dry at all costs", "Heat the oil in a pan", "Spend less time on it",
        "How To UseMix the pack with milk", "Store in a cool place until used", "Do not wash",
    ],
)  # fmt: skip
def test_how_to_use_a_thing_is_no_reason_to_take_it(text):
    assert instructs(text) or not list(quotes_of(text))


@pytest.mark.parametrize("text", ["Keeps tea hot for a whole shift", "Storage for two books", "Clean lines in solid oak"])
def test_what_it_is_and_does_tells_no_use(text):
    assert not instructs(text)


@pytest.mark.parametrize("text", ["Soothes the skin. -Aloe Vera: calms", "cooks in minutes- Low heat keeps it fresh"])
def test_two_items_of_a_list_are_no_sentence(text):
    assert list(quotes_of(text)) == []


def test_the_heading_above_a_text_is_not_told():
    assert list(quotes_of("Overview- Snacks for the whole family")) == ["Snacks for the whole family"]


@pytest.mark.parametrize(
    ("text", "likelihood", "stars", "complains"),
    [
        ("Cable reel jams", 0.99, 3.5, True),
        ("Cable reel jams", 0.99, None, True),
        ("Cable reel jams", 0.7, 3.5, False),  # nobody can be sure
        ("Five weeks in Lapland, charged once", 0.94, 4.8, False),  # where most are glad
        ("Too warm for the car", 0.99, 4.8, True),  # but its own words complain
        ("Stiff, but bone dry inside", 0.98, 4.0, False),  # both sides
        ("At last a shoe that does not pinch", 0.0, 4.6, False),
        ("Strap was stiff for the first weeks", None, None, True),
        ("Cable reel jams", None, 3.5, False),  # nobody learned to tell
    ],
)
def test_a_complaint_is_one_by_its_words_or_by_who_learned_to_tell(text, likelihood, stars, complains):
    assert is_complaint(text, likelihood, stars) is complains


def test_buyers_words_are_felt_by_who_learned_it_and_nobody_else_is_asked():
    asked: list[str] = []

    def complaint_of(text: str) -> float:
        asked.append(text)
        return 0.95 if "cup" in text else 0.0

    reasons = Reasons(need_of("flask"), [hit_of(FLASK)], facts_of, Knowledge(complaint_of=complaint_of))
    assert asked == []
    told = {quote.text: quote.is_against for quote in reasons.quotes(hit_of(FLASK), "reviews")}
    assert told == {"Held the heat on a long night in the hut": False, "The cup is too small for my tea": True}
    assert sorted(asked) == sorted(told)


def test_a_part_that_begins_in_the_middle_is_told_only_for_an_amount_that_was_wished():
    line = (
        "Attaching to the back of any van, wagon or pickup truck that has a cap, this roomy and sturdy shelter by the lake "
        "provides room for a whole party, with 2 in the cargo area and 4 in the tent, and with hooks for lamps all around"
    )
    tent = Product("T1", "Roadside Shelter", line, price=90.0, currency="EUR")
    for text, told in (("for four", ["with 2 in the cargo area and 4 in the tent"]), ("hooks", [])):
        wish = Clause(text, "feature")
        hit = dataclasses.replace(Hit(tent, 0.9), evidence=(_evidence(wish, line),))
        need = need_of(f"tent {text}", wish, topic="tent")
        quotes = Reasons(need, [hit], facts_of, Knowledge()).quotes(hit, "description")
        assert [quote.text for quote in quotes] == told


def _evidence(wish: Clause, line: str):
    from shopcli.types import Evidence

    return Evidence(wish, Fact("description", line), 1.0)
