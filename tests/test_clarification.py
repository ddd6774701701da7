"""The question back: what it asks for and when, how it is worded, and what an answer to it makes of the need."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.chat.session import Session
from shopcli.index import Index
from shopcli.need.clarification import worded
from shopcli.need.dialogue.clarifying import chosen
from shopcli.types import Answer, ClarifyingQuestion, Clause, Need, Product
from tests.conftest import WordEncoder, build
from tests.fake_shop import FakeShop, say

SWITCH = ClarifyingQuestion(
    "Which switch would you like: linear red, tactile or clicky?",
    "switch",
    (("linear red", 5), ("tactile", 4), ("clicky", 3)),
)
LIGHT = ClarifyingQuestion("Should it have backlight?", "backlight", (("yes", 7), ("no", 5)))
KEYBOARD = Need("keyboard", (Clause("keyboard", "topic"),))


def keyboards() -> list[Product]:
    """Twelve keyboards told apart by their switches, with what says nothing of keyboards, and ten lamps."""
    switches = ["linear"] * 5 + ["tactile"] * 4 + ["clicky"] * 3
    every = {"returns": "30 days"}
    wares = [
        Product(
            f"K{number}",
            f"Hushwick keyboard {switch}",
            "",
            "Hushwick",
            "Keyboards",
            50.0 + number,
            "EUR",
            attributes={"switch": switch, "feet": number % 2 == 0, "model code": f"HW{number}", **every},
        )
        for number, switch in enumerate(switches)
    ]
    lamps = [
        Product(f"L{number}", "Orrelane lamp", "", "Orrelane", "Lamps", 20.0, "EUR", attributes={"feet": True, **every})
        for number in range(10)
    ]
    return wares + lamps


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder: Path = tmp_path_factory.mktemp("keyboards")
    encoder = WordEncoder()
    build(folder, keyboards(), encoder)
    return Advisor(Index(folder), encoder=encoder)


def asked_back(shop: Advisor, query: str, **options: object) -> ClarifyingQuestion | None:
    return shop.search(shop.understand(query), top=3, **options).clarification


def test_what_splits_the_kind_best_is_asked_for_with_how_many_say_so(shop: Advisor) -> None:
    assert asked_back(shop, "keyboard") == ClarifyingQuestion(
        "Which switch would you like: linear, tactile or clicky?",
        "switch",
        (("linear", 5), ("tactile", 4), ("clicky", 3)),
    )


def test_the_question_is_asked_in_the_askers_language() -> None:
    assert worded("switch", SWITCH.choices, "zh") == "您想要哪种轴体：linear red、段落感还是有声？"
    assert worded("is_backlit", LIGHT.choices, "zh") == "需要backlit吗？"
    assert worded("brand", (("Fell", 3), ("Norvik", 2)), "zh") == "您想要哪个品牌：Fell还是Norvik？"
    assert worded("category", (("Shoes > Trail", 3), ("Shoes > Road", 2)), "en") == "What would you like: Trail or Road?"


def test_a_yes_or_no_is_asked_as_such_and_a_type_by_what_it_is_a_type_of() -> None:
    truths = (("yes", 6), ("no", 2))
    assert worded("wireless", truths, "en", is_quality=True) == "Should it be wireless?"
    assert worded("is_foldable", truths, "en", is_quality=True) == "Should it be foldable?"
    assert worded("GPS", truths, "en") == "Should it have GPS?"
    assert worded("watch_type", (("dress watch", 3), ("sports watch", 2)), "en") == (
        "What kind of watch would you like: dress watch or sports watch?"
    )


@pytest.mark.parametrize(
    "query",
    [
        "clicky keyboard",  # it is said
        "keyboard with a tactile switch",
        "cheapest keyboard",  # an order leaves nothing open
        "how many keyboards do you have",  # a question has its reply
        "keyboard under 55 euros",  # hardly any are left
        "lamp",  # nothing tells these apart
    ],
)
def test_nothing_is_asked_back_where_nothing_is_open(shop: Advisor, query: str) -> None:
    assert asked_back(shop, query) is None


def test_what_was_asked_is_not_asked_again(shop: Advisor) -> None:
    again = asked_back(shop, "keyboard", asked={"switch"})
    assert again is None or again.field != "switch"


def test_further_results_ask_nothing(shop: Advisor) -> None:
    assert asked_back(shop, "keyboard", offset=3) is None


@pytest.mark.parametrize(
    ("said", "value"),
    [("tactile", "tactile"), ("the clicky one please", None), ("Clicky", "clicky"), ("red", "linear red"), ("2", "tactile"),
     ("#3", "clicky"), ("4", None), ("wireless", None), ("tactile please", "tactile"), ("linear red", "linear red")],
)  # fmt: skip
def test_a_choice_is_named_by_its_number_or_a_word_of_it(said: str, value: str | None) -> None:
    refinement = chosen(SWITCH, said, KEYBOARD)
    assert (refinement and refinement.need.clauses[-1]) == (value and Clause(value, "feature", "switch", "is", value))


@pytest.mark.parametrize(
    ("said", "value", "text"),
    [("yes", True, "backlight: yes"), ("no thanks", False, "backlight: no"), ("2", False, "backlight: no"),
     ("要", True, "backlight: 是"), ("不要", False, "backlight: 否")],
)  # fmt: skip
def test_yes_and_no_answer_what_is_either(said: str, value: bool, text: str) -> None:
    refinement = chosen(LIGHT, said, KEYBOARD)
    assert refinement is not None
    assert refinement.need.clauses[-1] == Clause(text, "feature", "backlight", "is", value)
    assert refinement.need.query == f"keyboard; {text}"


class _AskingShop(FakeShop):
    """The shop of five, which asks for the colour until that was asked."""

    def search(self, need: Need, *, top: int = 3, offset: int = 0, asked: Collection[str] = ()) -> Answer:
        answer = super().search(need, top=top, offset=offset, asked=asked)
        question = ClarifyingQuestion(
            "Which colour do you want: black (3) or white (1)?", "colour", (("black", 3), ("white", 1))
        )
        return answer if "colour" in asked or offset else replace(answer, clarification=question)


def test_an_answer_refines_the_need_and_the_question_is_not_asked_again() -> None:
    session = Session(_AskingShop())
    say(session, "watch")
    assert session.question is not None
    say(session, "2")
    assert session.need is not None
    assert session.need.clauses[-1] == Clause("white", "feature", "colour", "is", "white")
    assert (session.turn.changes, session.question) == (("added: white",), None)
    say(session, "mouse")
    assert session.question is None


def test_a_number_names_a_result_once_the_question_was_passed_over() -> None:
    session = Session(_AskingShop())
    say(session, "watch")
    session.look_at(1)
    assert session.question is None
    assert session.classify("2").act == "selection"


def test_who_wants_results_only_is_asked_nothing() -> None:
    session = Session(_AskingShop(), asks=False)
    say(session, "watch")
    assert session.question is None
    assert session.classify("2").act == "selection"


def test_the_question_counts_each_of_several_values_that_a_cell_lists(tmp_path: Path) -> None:
    links = ["wired"] * 3 + ["wired, bluetooth"] * 4 + ["bluetooth, radio"] * 3 + ["radio"] * 2
    boards = [
        Product(
            f"K{number}", f"Hushwick keyboard {link.replace(',', '')}", "", None, "Keyboards", 50.0, attributes={"link": link}
        )
        for number, link in enumerate(links)
    ]
    lamps = [Product(f"L{number}", "Orrelane lamp", "", None, "Lamps", 20.0) for number in range(10)]
    encoder = WordEncoder()
    build(tmp_path, [*boards, *lamps], encoder)
    question = Advisor(Index(tmp_path), encoder=encoder).ask("keyboard", text=False).clarification
    assert question is not None
    assert (question.field, question.choices) == ("link", (("wired", 7), ("bluetooth", 7), ("radio", 5)))
