"""What is put right in a conversation: amounts, whom it is about, what is refused; and what a record says in other words."""

from __future__ import annotations

import json

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import open_catalog
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.indexer import index_catalog
from tests.fake_model import FakeModel

# Lamps that are made up: name, price, brand, shade, text, hours that a charge lasts, stars, dimmable, what is in the box.
_LAMPS = (
    ("Alder", 48.0, "Norrby", "black", "A desk lamp of steel with a heavy foot.", 6, 4.1, True, "lamp, cable"),
    ("Birch", 39.5, "Norrby", "brown", "A desk lamp of oak, made for late reading.", 20, 4.7, False, "lamp, cable, clamp"),
    ("Cedar", 72.0, "Vell", "black", "A desk lamp with two joints.", 9, 3.9, True, "lamp, adapter"),
    ("Dogwood", 55.0, "Vell", "brown", "A desk lamp that folds flat for travel.", 12, 4.4, False, "lamp, pouch"),
    ("Elm", 28.0, "Norrby", "white", "A small desk lamp for a child's room.", 4, 4.0, False, "lamp"),
    ("Fir", 95.0, "Ostra", "black", "A desk lamp of brass, a gift for life.", 16, 4.9, True, "lamp, cable, adapter"),
)


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder = tmp_path_factory.mktemp("lamps")
    rows = [
        {
            "id": f"L{at}",
            "title": f"{name} Desk Lamp",
            "price": price,
            "currency": "EUR",
            "brand": brand,
            "category": "Desk lamps",
            "colour": shade,
            "description": text,
            "battery hours": hours,
            "rating": stars,
            "isDimmable": dimmable,
            "box contents": box,
        }
        for at, (name, price, brand, shade, text, hours, stars, dimmable, box) in enumerate(_LAMPS, 1)
    ]
    (folder / "lamps.json").write_text(json.dumps(rows), encoding="utf-8")
    settings = Settings(index=str(folder / "index"))
    index_catalog(open_catalog([folder / "lamps.json"]), folder / "index", settings=settings)
    return Advisor(Index(folder / "index"), settings=settings, model=FakeModel())


@pytest.fixture
def talk(lamps: Advisor) -> Session:
    session = Session(lamps, asks=False, top=4)
    session.hear("a desk lamp under 60 euros")
    return session


def limits(session: Session) -> list[tuple[str | None, str | None, object]]:
    need = session.need
    return [(one.field, one.op, one.value) for one in need.clauses if one.kind == "limit"] if need else []


def words(session: Session) -> list[str]:
    return [clause.text for clause in session.need.clauses] if session.need else []


def told(session: Session) -> str:
    return " ".join(sentence.text for sentence in session.log[-1].told)


def place_of(session: Session, name: str) -> int:
    return next(at for at, hit in enumerate(session.shown, 1) if name in hit.product.title)


# --- amounts


@pytest.mark.parametrize("said", ["forget 60, say up to 80", "no not 60, I can spend 80", "not 60 euros. 80 is my limit"])
def test_an_amount_taken_back_for_another_moves_the_limit(talk: Session, said: str) -> None:
    talk.hear(said)
    assert limits(talk) == [("price", "<=", 80.0)]


def test_what_else_is_said_beside_an_amount_taken_back_is_heard(talk: Session) -> None:
    talk.hear("forget 60, I can spend 80. but in brown")
    assert limits(talk) == [("price", "<=", 80.0)]
    assert "brown" in " ".join(words(talk))


def test_an_amount_taken_back_for_none_is_no_limit_any_more(talk: Session) -> None:
    talk.hear("forget 60, but in brown")
    assert limits(talk) == []
    assert "brown" in " ".join(words(talk))


def test_an_amount_that_is_fine_asks_for_nothing(talk: Session) -> None:
    talk.hear("48 is fine but I want it in brown")
    assert limits(talk) == [("price", "<=", 60.0)]
    assert not any("48" in text for text in words(talk))


def test_an_amount_that_is_fine_beyond_the_limit_widens_it(talk: Session) -> None:
    talk.hear("72 is ok but I want it in black")
    assert limits(talk) == [("price", "<=", 72.0)]


def test_an_amount_that_is_fine_and_no_more_is_the_limit(talk: Session) -> None:
    talk.hear("50 is ok but not more")
    assert limits(talk) == [("price", "<=", 50.0)]


def test_what_restates_the_limit_beside_a_complaint_adds_no_wish(talk: Session) -> None:
    talk.hear("the Cedar is 72, I said under 60")
    assert not any("72" in text for text in words(talk))


# --- whom it is about


def test_the_question_before_is_asked_of_the_product_that_was_meant(talk: Session) -> None:
    alder, birch = place_of(talk, "Alder"), place_of(talk, "Birch")
    talk.hear(f"is number {alder} dimmable?")
    talk.hear("no not the Alder, I mean the Birch")
    assert [product.title for product in talk.log[-1].about] == ["Birch Desk Lamp"]
    assert told(talk).startswith("No")
    assert birch != alder


def test_a_product_is_named_by_its_price(talk: Session) -> None:
    talk.hear("the 39 one, what colour is it?")
    assert [product.title for product in talk.log[-1].about] == ["Birch Desk Lamp"]
    assert "brown" in told(talk)


def test_a_question_behind_a_name_is_of_that_product(talk: Session) -> None:
    talk.hear("no, I mean the Birch. is it dimmable?")
    assert [product.title for product in talk.log[-1].about] == ["Birch Desk Lamp"]


def test_a_place_is_counted_among_those_that_a_name_fits(talk: Session) -> None:
    of_maker = [hit.product.title for hit in talk.shown if hit.product.brand == "Norrby"]
    talk.hear("ok the second norrby, what colour is it?")
    assert [product.title for product in talk.log[-1].about] == of_maker[1:2]


def test_who_asks_whether_something_is_so_rejects_nothing(talk: Session) -> None:
    before = words(talk)
    talk.hear("the first isn't dimmable, is it?")
    assert words(talk) == before
    assert talk.log[-1].kind == "about"


# --- what is refused


def test_who_hates_a_colour_wishes_for_it_no_more(lamps: Advisor) -> None:
    session = Session(lamps, asks=False)
    session.hear("a black desk lamp")
    session.hear("my wife hates black, make it brown")
    colours = [(one.op, one.value) for one in session.need.clauses if one.field == "colour"] if session.need else []
    assert ("is", "brown") in colours
    assert not any(op == "is" and value == "black" for op, value in colours)
    assert {hit.product.attributes["colour"] for hit in session.shown[:2]} == {"brown"}


def test_what_is_asked_for_beside_what_is_disliked_is_wished_for(talk: Session) -> None:
    talk.hear("I don't like white. got anything in brown?")
    assert "in brown" in words(talk)


def test_what_is_refused_and_named_instead_are_two(talk: Session) -> None:
    talk.hear("no norrby please, vell only")
    brands = {hit.product.brand for hit in talk.shown}
    assert "Norrby" not in brands
    assert talk.shown[0].product.brand == "Vell"


# --- what is sold


def test_whether_something_is_sold_gets_a_yes_with_its_name(talk: Session) -> None:
    talk.hear("do you have ostra?")
    assert told(talk) == "Yes, but not with all the rest: the Ostra Fir Desk Lamp."


def test_whether_something_is_sold_gets_a_no(talk: Session) -> None:
    talk.hear("have you got one in purple?")
    assert told(talk) == "No, I find none for “purple”."


def test_any_in_a_question_drops_nothing(talk: Session) -> None:
    before = len(words(talk))
    talk.hear("do you have any brown ones at all?")
    assert len(words(talk)) == before + 1


# --- what a record says in other words


def test_a_flag_named_as_programs_name_it_says_yes_and_no(talk: Session) -> None:
    talk.hear("is the Birch dimmable?")
    assert told(talk).startswith("No")


def test_a_list_is_told_where_it_has_not_what_is_asked(talk: Session) -> None:
    talk.hear("does the Elm come with an adapter?")
    assert "does not say whether" in told(talk)


def test_which_is_rated_best_is_told_by_the_ratings(talk: Session) -> None:
    best = max(talk.shown, key=lambda hit: hit.product.attributes["rating"]).product
    talk.hear("which of these is rated best?")
    assert [product.id for product in talk.log[-1].about if product.id == best.id]
    assert best.title.split()[0] in told(talk)


def test_the_longest_of_something_is_of_that_and_no_length(talk: Session) -> None:
    most = max(talk.shown, key=lambda hit: hit.product.attributes["battery hours"]).product
    talk.hear("which one has the longest battery?")
    assert most.title.split()[0] in told(talk)
    assert "length" not in told(talk)
