"""Turns about what is in a thing, the other of two, sizes, whom it is for and what is given up; each over a corner shop."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import open_catalog
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.indexer import index_catalog
from shopcli.text.sizes import bare_size
from tests.fake_model import FakeModel

_SNACKS = (
    ("Rye Crackers", 3.0, "Hob", "200 g", "Crisp crackers.Ingredients: Rye Flour (90%), Sunflower Oil, Salt.Storage Keep dry."),
    ("Oat Crackers", 4.0, "Hob", "250 g", "Crackers with a nutty bite.Ingredients: Oats, Honey, Salt.Storage Keep dry."),
    ("Corn Crackers", 5.0, "Norr", "150 g", "Crackers of yellow corn for a party."),
)  # fmt: skip
_CREAMS = (
    ("Fern Face Cream", 20.0, "Moss", True, False, "A rich cream for the winter."),
    ("Reed Face Cream", 25.0, "Moss", True, False, "A cream that soothes."),
    ("Silt Face Cream", 22.0, "Loam", False, True, "A light cream that mattifies."),
    ("Clay Face Cream", 24.0, "Loam", False, True, "A light cream without shine."),
)
_SHOES = (
    ("Alto Running Shoes", 90.0, "Fell", "40-47", 300, "paved", "Shoes for the road."),
    ("Brio Running Shoes", 80.0, "Fell", "36-41", 250, "trail", "Shoes for forest paths."),
    ("Corso Running Shoes", 120.0, "Tarn", "41, 42, 43", 280, "trail", "Shoes for stony paths."),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder: Path = tmp_path_factory.mktemp("corner")
    rows: list[dict[str, object]] = []
    for title, price, brand, quantity, text in _SNACKS:
        rows.append(
            {"title": title, "price": price, "brand": brand, "category": "Crackers", "quantity": quantity, "description": text}
        )
    for title, price, brand, dry, oily, text in _CREAMS:
        rows.append(
            {
                "title": title,
                "price": price,
                "brand": brand,
                "category": "Face creams",
                "dry": dry,
                "oily": oily,
                "description": text,
            }
        )
    for title, price, brand, size, weight, ground, text in _SHOES:
        rows.append(
            {
                "title": title,
                "price": price,
                "brand": brand,
                "category": "Running shoes",
                "size": size,
                "weight_g": weight,
                "ground": ground,
                "description": text,
            }
        )
    rows = [{"id": str(at), "currency": "EUR", **row} for at, row in enumerate(rows, 1)]
    (folder / "shop.json").write_text(json.dumps(rows), encoding="utf-8")
    settings = Settings(index=str(folder / "shop"))
    index_catalog(open_catalog([folder / "shop.json"]), folder / "shop", settings=settings)
    return Advisor(Index(folder / "shop"), settings=settings, model=FakeModel())


@pytest.fixture
def session(shop: Advisor) -> Session:
    return Session(shop, asks=False)


def told(session: Session, text: str) -> str:
    """What is told, with the products called as their titles are."""
    said = " ".join(sentence.text for sentence in session.hear(text).told)
    return re.sub(r"\b(?:Hob|Norr|Moss|Loam|Fell|Tarn) (?=[A-Z])", "", said)


def clauses(session: Session) -> list[tuple[str | None, object]]:
    return [(clause.field, clause.value) for clause in session.need.clauses] if session.need else []


def place(session: Session, title: str) -> str:
    """The place of a product on the screen, in words."""
    names = [hit.product.title for hit in session.shown]
    return ("first", "second", "third", "fourth")[names.index(title)]


def test_how_much_is_in_a_pack_is_told_by_the_field_of_contents(session: Session) -> None:
    session.hear("crackers")
    which = place(session, "Rye Crackers")
    assert told(session, f"How much is in a pack of the {which} one?") == "A pack of the Rye Crackers holds 200 g."
    assert told(session, f"How much is in a bag of the {which}?") == "A pack of the Rye Crackers holds 200 g."
    assert told(session, "I meant the weight, how many grams do I get?") == "A pack of the Rye Crackers holds 200 g."


def test_a_list_of_ingredients_is_read_out_of_a_text_that_lost_its_lines(session: Session) -> None:
    session.hear("crackers")
    which = place(session, "Rye Crackers")
    said = told(session, f"What is in the {which} one?")
    assert said == "The ingredients of the Rye Crackers, by its record: “Rye Flour (90%), Sunflower Oil, Salt”."


def test_what_a_list_of_ingredients_names_is_in_it_and_what_it_does_not_name_is_told_with_the_list(session: Session) -> None:
    session.hear("crackers")
    which = place(session, "Oat Crackers")
    assert told(session, f"Does the {which} one contain honey?") == "Yes: the ingredients of the Oat Crackers name “Honey”."
    assert told(session, "does it have any sugar in it?").startswith("The ingredients of the Oat Crackers do not name “sugar”:")


def test_what_is_in_it_besides_something_is_the_rest_of_the_list(session: Session) -> None:
    session.hear("crackers")
    which = place(session, "Oat Crackers")
    said = told(session, f"Does the {which} one contain anything besides oats, like sugar?")
    assert said == "Yes: beside “oats” the ingredients of the Oat Crackers name “Honey, Salt”."


def test_a_record_without_a_list_of_ingredients_owns_up_to_it(session: Session) -> None:
    session.hear("crackers")
    which = place(session, "Corn Crackers")
    assert told(session, f"What are the ingredients of the {which}?").startswith(
        "The record of the Corn Crackers lists no ingredients."
    )


def test_a_size_within_the_range_of_a_record_is_a_yes_and_one_beyond_it_a_no(session: Session) -> None:
    session.hear("running shoes")
    which = place(session, "Alto Running Shoes")
    assert told(session, f"Does the {which} one come in 43?") == "Yes: the size of the Alto Running Shoes is 40-47."
    assert told(session, "does it come in size 39?") == "No: the size of the Alto Running Shoes is 40-47."


def test_the_other_one_is_compared_with_what_was_just_spoken_of(session: Session) -> None:
    session.hear("running shoes")
    told(session, f"how heavy is the {place(session, 'Alto Running Shoes')}?")
    told(session, f"how heavy is the {place(session, 'Brio Running Shoes')}?")
    assert told(session, "is the other one lighter?").startswith("No: the weight of the Alto Running Shoes is 300 g")


def test_of_two_that_are_asked_for_the_one_that_it_is_is_told_without_a_yes(session: Session) -> None:
    session.hear("running shoes")
    which = place(session, "Brio Running Shoes")
    assert told(session, f"Is the {which} one paved or trail?") == "The ground of the Brio Running Shoes is trail."


def test_between_two_by_their_places_one_is_chosen(session: Session) -> None:
    session.hear("running shoes")
    turn = session.hear("Between the first and the second, which would you pick for her?")
    assert {product.id for product in turn.about} == {hit.product.id for hit in session.shown[:2]}
    assert turn.told[0].text.startswith("I would take")


def test_another_person_takes_the_place_of_what_was_told_of_the_first(session: Session) -> None:
    session.hear("a face cream for my dry skin under 30")
    assert ("dry", True) in clauses(session)
    session.hear("Actually it's for my husband now, his skin is oily. What would you suggest for him?")
    assert ("oily", True) in clauses(session)
    assert ("dry", True) not in clauses(session)
    assert ("price", 30.0) in clauses(session)


def test_what_was_asked_because_of_something_goes_with_it(session: Session) -> None:
    session.hear("running shoes")
    session.hear("I run on trail, so at most 290 g please")
    before = clauses(session)
    assert any(field == "weight_g" for field, _ in before)
    session.hear("forget the trail. just a pair by Fell")
    assert not any(field == "weight_g" for field, _ in clauses(session))


def test_whether_it_can_be_sent_back_is_asked_of_the_shop(session: Session) -> None:
    session.hear("running shoes")
    for said in ("Can she send it back if it doesn't suit her?", "what if it's too small, can I return it?"):
        assert session.hear(said).kind == "catalog"


def test_advice_for_what_no_record_says_is_what_it_was(session: Session) -> None:
    session.hear("running shoes")
    turn = session.hear("which one would you take for my job then?")
    assert turn.kind == "advice"
    assert turn.told[0].text == "In the records of these I find nothing of “for my job”."
    assert len(turn.told) > 1


def test_what_can_be_done_with_it_is_no_wish(session: Session) -> None:
    session.hear("running shoes")
    before = session.need
    turn = session.hear("can I change the laces later?")
    assert turn.kind == "about"
    assert session.need == before


def test_an_amount_behind_a_question_of_the_same_unit_is_of_what_was_asked(session: Session) -> None:
    session.hear("running shoes")
    told(session, "is a weight of 300 g a lot?")
    session.hear("do you have one below 260 g?")
    assert ("weight_g", 260.0) in clauses(session)


def test_anything_without_something_shows_what_does_not_say_it(session: Session) -> None:
    session.hear("crackers")
    turn = session.hear("do you have anything without honey?")
    assert turn.answer is not None
    assert "Oat Crackers" not in [hit.product.title for hit in turn.shown]
    assert not any(sentence.text.startswith("No") for sentence in turn.told)


def test_two_that_are_named_by_their_places_are_priced_together(session: Session) -> None:
    session.hear("running shoes")
    prices = [hit.product.price or 0.0 for hit in session.shown[:2]]
    assert f"together cost {sum(prices):.2f} EUR" in told(session, "how much are the first two together?")


def test_a_size_and_the_other_one_are_asked_about_in_chinese(session: Session) -> None:
    session.hear("跑步鞋")
    first, second = (hit.product for hit in session.shown[:2])
    assert told(session, "第一双有49码吗？").startswith("不")
    told(session, "第一双多重？")
    turn = session.hear("另一双更轻吗？")
    assert turn.kind == "compared"
    assert [product.id for product in turn.about] == [second.id, first.id]


def test_a_size_is_bare_without_the_name_of_its_scale() -> None:
    said = ("43", "size 43", "EU 43", "43码", "XL", "in blue", "red")
    assert [bare_size(text) for text in said] == [
        "43",
        "43",
        "43",
        "43",
        "XL",
        "",
        "",
    ]
