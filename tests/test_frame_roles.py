"""Roles: in each slot of a frame's sentence just what the record of that product, or the request, says; all else is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from shopcli.types import Fact, Need, Product
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.planner import make_moves
from shopcli.write.verify.frame_roles import Roles, role_faults, taken_apart
from shopcli.write.wording.filling import candidates
from shopcli.write.wording.frame_bank import Frame, read_frames
from tests.trades import BENCH, FLASK, HIKE, MUG, SOFA, UNDER, WASHED, WINE, facts_of, hit_of, need_of

NEED = need_of("dishwasher safe flask for a hike under 20 euros", WASHED, HIKE, UNDER)


def frame(text: str) -> Frame:
    (read,) = read_frames(f"## move\n{text}")
    return read


def faults(text: str, sentence: str, need: Need = NEED, **products: Product) -> list[str]:
    return role_faults(sentence, frame(text), Roles(need, products or {"A": FLASK, "B": MUG}, facts_of))


PICK = "For {use} take the {A} ({A.price}): it {a1:v}, {a2:q}."
BESIDE = "The {B} is {gap} cheaper, {b1:a}, but it {b2:l}."

TRUE = [
    (PICK, "For a hike take the Tarnwick Moor Flask (28.90 EUR): it weighs 420 g, 0.75 l.", {}),
    (PICK, "For a hike take the Tarnwick Moor Flask (28.90 EUR): it holds 0.75 l, steel.", {}),
    ("The {A} {a1:l}.", "The Tarnwick Moor Flask has to be washed by hand.", {}),
    ("The {B} is {gap} cheaper and {b1:v}.", "The Odderlee Camp Mug is 16.40 EUR cheaper and goes in the dishwasher.", {}),
    ("You asked for {wish}.", "You asked for dishwasher safe.", {}),
    ("Of our {kinds}, the {A}.", "Of our flasks, the Tarnwick Moor Flask.", {}),
    ("A buyer says: {quote}.", "A buyer says: “Held the heat on a long night in the hut”.", {}),
    ("The {C} {c1:l}.", "The Brennick Fjord Bench has no cover that comes off.", {"C": BENCH}),
    ("The {A} has {a1:n}.", "The Quellhof Silvaner 2021 has 12 % alcohol.", {"A": WINE}),
    ("The {A} at {A.price} {a1:v}.", "The Brennick Fjord Sofa at 749.00 EUR is 210 cm wide.", {"A": SOFA}),
    ("It {a1:v}.", "It keeps tea hot for a whole shift.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence", "products"), TRUE)
def test_what_each_record_and_the_request_say_holds(text, sentence, products):
    assert faults(text, sentence, **products) == []


FALSE = [
    # the other's, or nobody's
    ("the price of the other", PICK, "For a hike take the Tarnwick Moor Flask (12.50 EUR): it weighs 420 g, 0.75 l."),
    ("the number of the other", PICK, "For a hike take the Tarnwick Moor Flask (28.90 EUR): it weighs 180 g, 0.75 l."),
    ("an attribute of the other", PICK, "For a hike take the Tarnwick Moor Flask (28.90 EUR): it weighs 420 g, enamel."),
    ("the name of the other", PICK, "For a hike take the Odderlee Camp Mug (28.90 EUR): it weighs 420 g, 0.75 l."),
    ("a number that nobody has", PICK, "For a hike take the Tarnwick Moor Flask (28.90 EUR): it weighs 42 g, 0.75 l."),
    ("another unit", PICK, "For a hike take the Tarnwick Moor Flask (28.90 EUR): it weighs 420 kg, 0.75 l."),
    ("a number of another field", PICK, "For a hike take the Tarnwick Moor Flask (28.90 EUR): it weighs 0.75 l, 420 g."),
    ("a price in other money", PICK, "For a hike take the Tarnwick Moor Flask (28.90 USD): it weighs 420 g, 0.75 l."),
    ("another purpose", PICK, "For a wedding take the Tarnwick Moor Flask (28.90 EUR): it weighs 420 g, 0.75 l."),
    ("a denial as a yes", "It {a1:v}.", "It goes in the dishwasher."),
    ("a yes as a denial", "The {B} {b1:l}.", "The Odderlee Camp Mug has to be washed by hand."),
    ("a gap of another amount", "The {B} is {gap} cheaper.", "The Odderlee Camp Mug is 16.00 EUR cheaper."),
    ("a gap in other money", "The {B} is {gap} cheaper.", "The Odderlee Camp Mug is 16.40 USD cheaper."),
    ("a price as the gap", "The {B} is {gap} cheaper.", "The Odderlee Camp Mug is 12.50 EUR cheaper."),
    ("a lack of the one recommended", BESIDE,
     "The Odderlee Camp Mug is 16.40 EUR cheaper, made of enamel, but it has to be washed by hand."),
    ("a wish that was not uttered", "You asked for {wish}.", "You asked for steel."),
    ("another kind", "Of our {kinds}, the {A}.", "Of our sofas, the Tarnwick Moor Flask."),
    ("words that nobody wrote", "A buyer says: {quote}.", "A buyer says: “Held the heat for a week”."),
    ("words that are changed", "A buyer says: {quote}.", "A buyer says: “Held the heat on a long night in a hut”."),
    ("a rating that nobody gave", "Buyers rate it {rating}.", "Buyers rate it 4.9."),
    ("a deed of no sentence", "It {a1:v}.", "It keeps tea hot for two shifts."),
    ("an invented slot", "It is {something}.", "It is steel."),
    ("words that are not the frame's", "The {A} {a1:v}.", "The great Tarnwick Moor Flask weighs 420 g."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), [case[1:] for case in FALSE], ids=[case[0] for case in FALSE])
def test_what_is_false_in_a_slot_is_refused(text, sentence):
    assert faults(text, sentence) != []


def test_a_buyers_words_are_not_the_makers_and_the_other_way_round():
    buyer, maker = "“Held the heat on a long night in the hut”", "“Keeps tea hot for a whole shift”"

    def refused(move: str, words: str) -> bool:
        (said,) = read_frames(f"## {move}\n“It is said”: {{quote}}.")
        return bool(role_faults(f"“It is said”: {words}.", said, Roles(NEED, {"A": FLASK}, facts_of)))

    assert [refused("buyer", buyer), refused("maker", maker)] == [False, False]
    assert [refused("buyer", maker), refused("maker", buyer)] == [True, True]


def test_prices_in_two_currencies_have_no_gap():
    foreign = dataclasses.replace(MUG, currency="USD")
    assert faults("The {B} is {gap} cheaper.", "The Odderlee Camp Mug is 16.40 EUR cheaper.", A=FLASK, B=foreign) != []


def test_a_rating_is_that_of_the_record():
    def rated(product: Product):
        return (*facts_of(product), Fact("rating", 4.7))

    roles = Roles(NEED, {"A": FLASK}, rated)
    assert role_faults("Buyers rate it 4.7.", frame("Buyers rate it {rating}."), roles) == []
    assert role_faults("Buyers rate it 4.8.", frame("Buyers rate it {rating}."), roles) == ["rating: '4.8'"]


@pytest.mark.parametrize(
    ("text", "sentence", "parts"),
    [
        ("The {A} at {A.price} {a1:v} and {a2:v}.", "The Tarnwick Moor Flask at 28.90 EUR weighs 420 g and holds 0.75 l.",
         {"A": "Tarnwick Moor Flask", "A.price": "28.90 EUR", "a1:v": "weighs 420 g", "a2:v": "holds 0.75 l"}),
        ("{Use}: the {A}.", "A hike: the Tarnwick Moor Flask.", {"Use": "A hike", "A": "Tarnwick Moor Flask"}),
    ],
)  # fmt: skip
def test_a_sentence_is_taken_apart_by_its_frame(text, sentence, parts: Mapping[str, str]):
    assert dict(taken_apart(sentence, frame(text), {"A": FLASK}) or ()) == parts


def test_what_another_frame_made_is_not_taken_apart():
    assert taken_apart("The Tarnwick Moor Flask it is.", frame("My pick is the {A}."), {"A": FLASK}) is None


@pytest.mark.parametrize("hits", [(FLASK, MUG), (MUG, FLASK), (SOFA, BENCH), (WINE,), (BENCH, WINE, FLASK)])
def test_every_candidate_that_code_fills_holds(hits):
    need = need_of("something for a hike", HIKE, topic="thing")
    for move in make_moves(need, [hit_of(product) for product in hits], facts_of, Knowledge()):
        for one in candidates(move, "en", most=900):
            assert role_faults(one.text, one.frame, Roles(need, move.roles, facts_of, shown=hits)) == [], one.text


def test_that_something_costs_least_is_held_against_all_that_is_shown():
    least = Frame("cheapest", "It costs least of those shown.", ())
    cheap, dear = sorted((FLASK, MUG), key=lambda product: product.price)
    for product, faults in ((cheap, []), (dear, ["it does not stand so"])):
        assert role_faults(least.text, least, Roles(NEED, {"A": product}, facts_of, shown=(cheap, dear))) == faults
    assert role_faults(least.text, least, Roles(NEED, {"A": cheap}, facts_of)) == ["it does not stand so"]


CREAM = Product("K1", "Fern Day Cream", price=12.0, currency="EUR", attributes={"dry": True, "sensitive": True, "oily": False})


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("is listed as “dry”", True),
        ("is listed as “dry” and “sensitive”", True),
        ("is listed as “sensitive” and “dry”", True),
        ("is listed as “oily”", False),
        ("is listed as “dry” and “oily”", False),
        ("is listed as “dry” and “mature”", False),
    ],
)
def test_marks_that_are_told_together_all_stand_in_the_record(said, holds):
    assert (faults("It {a1:v}.", f"It {said}.", A=CREAM) == []) is holds


def test_what_is_left_out_before_a_quote_may_be_told():
    assert faults("A buyer says: {quote}.", "A buyer says: “… on a long night in the hut”.") == []
    assert faults("A buyer says: {quote}.", "A buyer says: “… on a short night in the hut”.") != []
