"""How a product stands among its kind: "is it heavy?" is answered by what the others of its kind weigh."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.types import Product
from shopcli.write.moves.move import Move
from shopcli.write.offer import stars_said
from shopcli.write.wording.filling import candidates
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

PRICES = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 500.0]


def pan(number: int, price: float) -> Product:
    return Product(
        f"P{number}",
        f"Castor frying pan {number}",
        category="Pans",
        price=price,
        currency="EUR",
        attributes={"finish": "black"},
    )


def asked(tmp_path: Path, thing: str, words: str, n_others: int = 9) -> list[str]:
    """What is told of the thing that was looked for."""
    pans = [pan(number, price) for number, price in enumerate(PRICES[-n_others - 1 :])]
    lamps = [Product(f"L{number}", f"Lumen desk lamp {number}", category="Lamps", price=900.0 + number) for number in range(9)]
    build(tmp_path / "index", [*pans, *lamps], encoder := WordEncoder())
    advisor = Advisor(Index(tmp_path / "index"), settings=Settings(device="cpu"), encoder=encoder, model=FakeModel())
    session = Session(advisor)
    session.hear(thing)
    session.hear(words)
    return [sentence.text for sentence in session.log[-1].told]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("is it expensive?", "That is expensive for its kind: of the 10 here, 90 % cost less."),
        ("is it cheap?", "That is not cheap for its kind: of the 10 here, 90 % cost less."),
        ("isn't that too expensive?", "That is expensive for its kind: of the 10 here, 90 % cost less."),
        ("贵吗？", "在同类10款里算贵的：90%的比它便宜。"),
    ],
)
def test_a_degree_is_told_by_how_many_of_its_kind_have_less(tmp_path, words, told):
    assert asked(tmp_path, "the dearest pan", words)[-1] == told


def test_what_is_neither_is_said_to_be_in_the_middle(tmp_path):
    told = asked(tmp_path, "Castor frying pan 5", "is it expensive?")
    assert told[-1] == "That is about in the middle of the 10 of its kind here."


def test_among_few_nothing_is_told_of_a_standing(tmp_path):
    told = asked(tmp_path, "the dearest pan", "is it expensive?", n_others=3)
    assert not any("its kind" in text for text in told) and any("500.00 EUR" in text for text in told)


def test_a_question_of_something_else_beside_a_degree_is_none_of_the_whole(tmp_path):
    assert not any("its kind" in text for text in asked(tmp_path, "the dearest pan", "has it got a big handle?"))


@pytest.mark.parametrize(("stars", "told"), [(1.0, "only 1 star"), (2.0, "only 2 stars")])
def test_one_star_is_one(stars: float, told: str) -> None:
    pick = Product("1", "Vole Mouse", price=20.0, currency="EUR")
    move = Move("low_rating", (pick,), words={"A": "Vole Mouse", "rating": stars_said(stars)})
    texts = [one.text for one in candidates(move, "en", most=20)]
    assert texts and all(f"{told}," in text or f"{told}." in text for text in texts)
