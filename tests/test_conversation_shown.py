"""Turns about what is shown: which of these, remarks, persons, going back, what was just said; each over a shop of lamps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import open_catalog
from shopcli.chat.session import Session, Turn
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.indexer import index_catalog
from shopcli.types import Advice
from tests.fake_model import FakeModel

# name, price, brand, category, height in cm, dimmable, description, for whom
_THINGS = (
    ("Alder Desk Lamp", 40.0, "First Light", "Lamps", 45, True, "A lamp with a brass arm. The shade has a fabric hood.", "men"),
    ("Birch Desk Lamp", 25.0, "Norrby", "Lamps", 30, False, "A small lamp of birch wood.", "women"),
    ("Cedar Desk Lamp", 60.0, "Norrby", "Lamps", 55, True, "A tall lamp with a clamp.", "men"),
    ("Dune Floor Lamp", 90.0, "Halle", "Lamps", 150, True, "A floor lamp for reading.", "women"),
    ("Elm Night Light", 12.0, "Halle", "Lamps", 12, False, "A night light for the nursery.", "women"),
    ("Fir Desk Lamp", 80.0, "Solberg", "Lamps", 50, False, "A desk lamp with two joints.", "men"),
    ("Garnet Office Chair", 150.0, "Halle", "Chairs", 110, False, "A chair with armrests.", "men"),
    ("Hazel Office Chair", 120.0, "Norrby", "Chairs", 105, False, "A chair on castors.", "women"),
    ("Iris Office Chair", 99.0, "Solberg", "Chairs", 100, False, "A chair without armrests.", "women"),
)


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder: Path = tmp_path_factory.mktemp("shown")
    rows = [
        {
            "id": str(at),
            "title": title,
            "price": price,
            "currency": "EUR",
            "brand": brand,
            "category": category,
            "height_cm": height,
            "dimmable": dimmable,
            "description": text,
            "for": whom,
        }
        for at, (title, price, brand, category, height, dimmable, text, whom) in enumerate(_THINGS, 1)
    ]
    (folder / "lamps.json").write_text(json.dumps(rows), encoding="utf-8")
    settings = Settings(index=str(folder / "lamps"))
    index_catalog(open_catalog([folder / "lamps.json"]), folder / "lamps", settings=settings)
    return Advisor(Index(folder / "lamps"), settings=settings, model=FakeModel())


@pytest.fixture
def talk(lamps: Advisor) -> Session:
    session = Session(lamps, asks=False)
    session.hear("desk lamp")
    return session


def told(turn: Turn) -> list[str]:
    return [sentence.text for sentence in turn.told]


def clauses(session: Session) -> list[str]:
    return [clause.text for clause in session.need.clauses] if session.need else []


def price_of(session: Session, place: int) -> float:
    return session.shown[place].product.price or 0.0


# --- which of these


def test_which_of_these_is_answered_in_one_breath_with_those_that_are_first(talk: Session) -> None:
    dimmable = {hit.product.id for hit in talk.shown if hit.product.attributes["dimmable"]}
    turn = talk.hear("which of these are dimmable?")
    assert set(turn.told[0].cites) == dimmable
    assert turn.told[0].text.startswith(("That is the ", "Those are the "))
    assert len(turn.told) == 2


def test_none_of_these_is_said_as_that_with_what_they_cost(talk: Session) -> None:
    turn = talk.hear("which of these costs less than 20?")
    assert len(turn.told) == 1
    assert turn.told[0].text.startswith("None of them: ")
    assert turn.told[0].text.count("EUR") == len(talk.shown)


def test_the_only_one_of_these_is_what_it_means_from_then_on(talk: Session) -> None:
    talk.hear("under 70")
    turn = talk.hear("which of these has a hood?")
    assert turn.told[0].text == "By its text, the First Light Alder Desk Lamp (“The shade has a fabric hood”)."
    assert talk.focus is not None
    assert talk.focus.title == "Alder Desk Lamp"


def test_no_record_that_speaks_of_it_is_said_once(talk: Session) -> None:
    assert told(talk.hear("which of these are dishwasher safe?")) == ["Their records do not speak of “dishwasher safe”."]


def test_the_first_is_a_place_and_no_maker_called_so(talk: Session) -> None:
    second = talk.shown[1].product
    talk.hear("is the second dimmable?")
    assert talk.log[-1].about == (second,)
    talk.hear("is the first dimmable?")
    assert talk.log[-1].about == (talk.shown[0].product,)


def test_a_place_outranks_a_word_of_a_title(talk: Session) -> None:
    talk.hear("what's the desk part made of on the second")
    assert talk.log[-1].about == (talk.shown[1].product,)


# --- remarks


def test_a_remark_that_the_record_denies_is_no_wish_and_keeps_the_need(talk: Session) -> None:
    before = clauses(talk)
    turn = talk.hear("the third isn't a desk lamp!")
    assert told(turn) == [f"By its record it is: “{talk.shown[2].product.title}”."]
    assert clauses(talk) == before


def test_a_price_that_is_not_so_is_corrected_and_limits_nothing(talk: Session) -> None:
    before, price = clauses(talk), price_of(talk, 1)
    turn = talk.hear("the second is 300 euros, are you kidding?")
    assert f"{price:.2f} EUR" in told(turn)[0]
    assert clauses(talk) == before


def test_a_price_that_is_so_and_too_much_limits(talk: Session) -> None:
    price = price_of(talk, 1)
    talk.hear(f"the second is {price:g} euros?? no way")
    assert [clause.value for clause in talk.need.clauses if clause.field == "price"] == [price]  # type: ignore[union-attr]


def test_what_somebody_takes_a_product_for_is_left_out_and_not_looked_for(talk: Session) -> None:
    gone = talk.shown[0].product.title
    turn = talk.hear("the first is a chair!")
    assert turn.told[0].text.startswith("Its record does not say so")
    assert gone not in [hit.product.title for hit in talk.shown]
    assert "lamp" in clauses(talk)
    assert "chair" not in clauses(talk)


# --- persons


def test_another_person_changes_nothing_but_the_person(lamps: Advisor) -> None:
    session = Session(lamps, asks=False)
    session.hear("office chair for men under 200")
    session.hear("actually it's for my wife")
    assert not [clause for clause in session.need.clauses if "men" in str(clause.value).split("|")]  # type: ignore[union-attr]
    assert [clause.value for clause in session.need.clauses if clause.field == "price"] == [200.0]  # type: ignore[union-attr]
    assert "office chair" in clauses(session)


def test_another_person_takes_what_was_told_of_the_one_before_and_leaves_what_it_is_for(lamps: Advisor) -> None:
    session = Session(lamps, asks=False)
    session.hear("office chair for gaming, my son needs it, he paints dragons")
    before = clauses(session)
    session.hear("actually it's for my wife")
    assert [text for text in before if "gaming" in text] == [text for text in clauses(session) if "gaming" in text] != []
    assert not [text for text in clauses(session) if "dragons" in text]


def test_what_a_person_does_is_no_open_question_of_a_lamp(lamps: Advisor) -> None:
    session = Session(lamps, asks=False)
    turn = session.hear("desk lamp for my daughter, she starts college")
    assert turn.answer is not None
    assert not [one.text for one in lamps.advise(turn.answer) if "college" in one.text]


def test_not_too_tall_wants_no_taller_one(talk: Session) -> None:
    talk.hear("not too tall please")
    assert not [clause for clause in talk.need.clauses if clause.op in (">", ">=")]  # type: ignore[union-attr]


# --- what was said before


def test_what_was_just_advised_is_not_said_again(talk: Session, lamps: Advisor) -> None:
    assert talk.turn.answer is not None
    advice = tuple(lamps.advise(talk.turn.answer))
    talk.advised(Advice(advice, "fake"))
    turn = talk.hear("which would you take?")
    assert turn.told[0].text == f"I stay with the {lamps.talk.name_of(turn.about[0])}."
    assert not {sentence.text for sentence in turn.told} & {sentence.text for sentence in advice}


def test_a_refinement_that_leaves_the_pick_says_so(talk: Session, lamps: Advisor) -> None:
    assert talk.turn.answer is not None
    advice = tuple(lamps.advise(talk.turn.answer))
    talk.advised(Advice(advice, "fake"))
    talk.hear("not Halle")
    fresh = list(talk.fresh_advice(talk.turn.answer))
    assert fresh[0].text.startswith("My advice stays the same: the ")
    assert not {sentence.text for sentence in fresh} & {sentence.text for sentence in advice}


def test_back_to_what_was_looked_for_shows_it_again(talk: Session) -> None:
    before = [hit.product.id for hit in talk.shown]
    talk.hear("I need an office chair instead")
    assert talk.shown[0].product.category == "Chairs"
    talk.hear("ok back to the desk lamp")
    assert [hit.product.id for hit in talk.shown] == before


def test_one_like_it_for_less_is_another_and_cheaper(talk: Session) -> None:
    dearest = max(talk.shown, key=lambda hit: hit.product.price or 0.0).product
    place = [hit.product.id for hit in talk.shown].index(dearest.id)
    name = ("first", "second", "third")[place]
    turn = talk.hear(f"the {name} is too expensive, got one like it for less?")
    assert turn.kind == "more_like_this"
    assert [clause.value for clause in talk.need.clauses if clause.field == "price"] == [dearest.price]  # type: ignore[union-attr]
    assert dearest.id not in [hit.product.id for hit in talk.shown]


def test_a_question_behind_another_is_asked_of_the_same(talk: Session) -> None:
    before = clauses(talk)
    turn = talk.hear("how tall is the first one? any clamp?")
    assert clauses(talk) == before
    assert all(sentence.cites == (talk.shown[0].product.id,) for sentence in turn.told)


def test_what_comes_with_it_is_asked_of_it_and_no_wish(talk: Session) -> None:
    before = clauses(talk)
    assert talk.hear("is there a clamp included?").kind == "about"
    assert clauses(talk) == before


@pytest.mark.parametrize("said", ["what about returns?", "how much is shipping", "when can you deliver?", "do you wrap gifts?"])
def test_what_a_shop_does_is_no_wish(talk: Session, said: str) -> None:
    before = clauses(talk)
    assert talk.hear(said).kind == "catalog"
    assert clauses(talk) == before


def test_others_of_the_same_brand_are_of_that(talk: Session) -> None:
    talk.hear("is the Birch dimmable?")
    talk.hear("something else from the same brand")
    assert talk.shown[0].product.title == "Cedar Desk Lamp"
    assert "Birch Desk Lamp" not in [hit.product.title for hit in talk.shown]


def test_a_maker_of_whom_none_is_shown_is_looked_for(talk: Session) -> None:
    session = talk
    assert "Halle" not in {hit.product.brand for hit in session.shown}
    session.hear("what about Halle?")
    assert session.shown[0].product.brand == "Halle"


def test_what_about_one_that_is_shown_sets_it_apart(talk: Session) -> None:
    turn = talk.hear("what about the third?")
    assert turn.about[0] == talk.shown[2].product
    assert len(turn.about) == 2


def test_a_name_behind_no_is_refused_and_not_asked_about(talk: Session) -> None:
    talk.hear("is the first dimmable?")
    talk.hear("no Norrby please")
    assert "Norrby" not in {hit.product.brand for hit in talk.shown}


def test_what_somebody_would_rather_have_is_wished_and_not_refused(talk: Session) -> None:
    talk.hear("I'd rather have one of Norrby")
    assert [clause.kind for clause in talk.need.clauses if clause.field == "brand"] == ["feature"]  # type: ignore[union-attr]


def test_what_a_person_hates_is_left_out_for_him(talk: Session) -> None:
    talk.hear("for my dad, he hates brass")
    assert "brass" in [clause.value for clause in talk.need.clauses if clause.kind == "exclude"]  # type: ignore[union-attr]


def test_how_a_product_looks_leaves_it_out_and_limits_nothing(talk: Session) -> None:
    gone = talk.shown[1].product.title
    talk.hear("the second looks huge")
    assert gone not in [hit.product.title for hit in talk.shown]
    assert not [clause for clause in talk.need.clauses if clause.kind == "limit"]  # type: ignore[union-attr]


def test_what_one_has_at_home_is_no_other_thing(talk: Session) -> None:
    talk.hear("too tall, my room is small")
    assert "desk lamp" in clauses(talk)
    assert "height_cm" in {clause.field for clause in talk.need.clauses}  # type: ignore[union-attr]


def test_the_same_question_is_asked_of_the_next(talk: Session) -> None:
    first = talk.hear("how tall is the first?").told[0].text
    second = talk.hear("and the second?").told[0].text
    heights = [str(hit.product.attributes["height_cm"]) for hit in talk.shown]
    assert heights[0].removesuffix(".0") in first
    assert heights[1].removesuffix(".0") in second


def test_what_is_tallest_by_a_verb_is_answered_by_its_amount(talk: Session) -> None:
    cheapest = min(talk.shown, key=lambda hit: hit.product.price or 0.0).product
    assert talk.hear("which one costs least?").told[0].text.startswith(f"The {cheapest.brand} {cheapest.title}")


def test_a_value_that_says_more_than_is_asked_is_no_denial() -> None:
    from shopcli.pipeline.product_answers import _says_whole
    from shopcli.types import Fact

    assert _says_whole(Fact("screen resolution", "Full HD 1920x1080"), "a full hd screen")
    assert not _says_whole(Fact("screen resolution", "4K 3840x2160"), "a full hd screen")
    assert not _says_whole(Fact("screen", "no full HD"), "a full hd screen")
    assert not _says_whole(Fact("RAM", "8GB"), "16 GB")


def test_that_is_expensive_wants_no_expensive_one(talk: Session) -> None:
    talk.hear("how tall is the third?")
    dear = talk.shown[2].product
    talk.hear("hmm that's expensive. one like it for less?")
    limits = [clause.op for clause in talk.need.clauses if clause.field == "price"]  # type: ignore[union-attr]
    assert limits == ["<"]
    assert dear.id not in [hit.product.id for hit in talk.shown]


# --- which to take


def test_which_to_take_for_a_person_is_which_to_take(lamps: Advisor) -> None:
    told_of = []
    for question in ("which one would you take?", "which one would you take for her?"):
        session = Session(lamps, asks=False)
        session.hear("desk lamp")
        told_of.append(told(session.hear(question)))
    assert told_of[0] == told_of[1]


def test_a_bare_why_behind_a_choice_is_answered_by_it(lamps: Advisor) -> None:
    alone, both = Session(lamps, asks=False), Session(lamps, asks=False)
    for session in (alone, both):
        session.hear("desk lamp")
    assert told(both.hear("Which of the first two would you take, and why?")) == told(
        alone.hear("Which of the first two would you take?")
    )
