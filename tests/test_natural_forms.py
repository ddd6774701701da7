"""What the advice says of all that a licence grants: what a person would, or nothing."""

from __future__ import annotations

import pytest

from shopcli.text.worded_fact import WordedFact
from shopcli.types import Fact, Product
from shopcli.write.moves.move import Move
from shopcli.write.verify.frame_roles import taken_apart
from shopcli.write.wording.agreement import agreeing
from shopcli.write.wording.articles import stands_alone
from shopcli.write.wording.filling import candidates
from shopcli.write.wording.frame_bank import read_frames
from shopcli.write.wording.frames import worded
from shopcli.write.wording.phrases import phrases_of, without_echo
from tests.watches import ACME

BEANS = Product("B", "Norvik Beans", price=9.0, currency="EUR")


def forms(field: str, value: object, unit: str | None = None) -> dict[str, tuple[str, ...]]:
    fact: WordedFact = worded(Fact(field, value, unit))
    return dict(without_echo(phrases_of(fact)).forms)


def test_a_weight_is_said_by_its_verb_and_never_as_what_a_thing_has():
    assert forms("weight", 54.0, "g") == {"verb": ("weighs 54 g",), "quantity": ("54 g",)}


def test_a_field_name_with_a_colon_is_left_out_where_other_words_are_left():
    assert forms("layout", "full size") == {
        "verb": ("has a full size layout",),
        "noun": ("a full size layout",),
        "quantity": ("full size layout",),
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("other category", "Grocery"),
        ("tags", "towel"),
        ("language", "en"),
        ("Monogram", "Default"),
        ("colour", "白色"),
        ("Included / Elsewhere", True),
        ("connector gender", "Male/Male"),
        ("exterior pockets", "front pocket"),
    ],
)
def test_what_a_shop_keeps_for_itself_and_what_nobody_says_is_not_said(field, value):
    assert forms(field, value) == {}


def test_one_countable_thing_is_not_said_without_its_article():
    assert forms("purpose", "notebook") == {}
    assert forms("purpose", "travel")["verb"] == ("is meant for travel", "is made for travel")


def test_a_system_keeps_its_capital_and_a_country_its_article():
    assert forms("op sys", "Windows 10")["verb"] == ("runs Windows 10",)
    assert forms("country of origin", "USA")["adjective"] == ("from the USA",)


def test_several_people_are_told_as_people_are():
    assert forms("designer", "A Lin/B Moe/C Roe")["verb"] == ("was designed by A Lin, B Moe & C Roe",)


def test_what_comes_with_a_thing_is_said_by_its_own_name():
    assert forms("glow rings included", True)["verb"] == ("includes glow rings", "comes with glow rings")


@pytest.mark.parametrize(
    ("name", "alone"),
    [("KNOTTEN", True), ("PAX / ODGER", True), ("KNOTTEN desk", False), ("Norvik", False), ("X260", False), ("听霁", False)],
)
def test_a_series_named_in_capitals_takes_no_article(name, alone):
    assert stands_alone(name) is alone


def test_a_frame_leaves_out_the_article_of_a_name_that_takes_none():
    (frame,) = read_frames("## pick\nThe {A} costs {A.price}; take the {A}.")
    assert frame.filled({"A": "KNOTTEN", "A.price": "9 EUR"}) == "KNOTTEN costs 9 EUR; take KNOTTEN."
    assert frame.filled({"A": "Norvik", "A.price": "9 EUR"}) == "The Norvik costs 9 EUR; take the Norvik."


def test_a_bare_price_stands_in_no_brackets_and_a_span_behind_no_preposition():
    for price in ("28", "from 80 to 85"):
        texts = [said.text for said in candidates(Move("pick", (ACME,), {}, {"A": "Norvik", "A.price": price}), "en", most=99)]
        assert texts
        assert not [text for text in texts if f"for {price}" in text or f"at from {price}" in text]
    assert not [
        said.text
        for said in candidates(Move("pick", (ACME,), {}, {"A": "Norvik", "A.price": "28"}), "en", most=99)
        if "(28" in said.text
    ]


def test_a_name_in_the_plural_has_the_verb_of_several_behind_it():
    phrases = without_echo(phrases_of(worded(Fact("weight", 54.0, "g"))))
    move = Move("pick", (ACME,), {"a1": phrases}, {"A": "Norvik Beans", "A.price": "9.00 EUR"})
    made = candidates(move, "en", most=99)
    said = [agreeing(one.text, one.frame, taken_apart(one.text, one.frame, {"A": BEANS}) or []) for one in made]
    assert "I would take the Norvik Beans (9.00 EUR): they weigh 54 g." in said
    assert not [text for text in said if "weighs" in text or "costs" in text or " it " in text]
