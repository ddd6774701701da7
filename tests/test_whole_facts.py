"""Who asks about one product is answered from all of its record, however long: what is cut off would be denied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog.facts import MOST_SENTENCES, MOST_TOLD, facts_of
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.pipeline.conversation.which_of_these import WhichOfThese
from shopcli.types import Fact, Product
from shopcli.write.product_qa import whether
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.test_catalog_dirty import read, write

POINTS = [f"Point number {number} tells of seam {number} and of loop {number} in all detail" for number in range(14)]
TOLD = " | ".join([*POINTS, "Machine washable at thirty degrees", "The maker gives a five-year warranty"])
BAG = Product("b1", "Fjell sleeping bag", "Warm.", "Fjell", "Bags", 84.0, "EUR", attributes={"features": TOLD})
OTHER = Product("b2", "Harrow sleeping bag", "Light. Stuff sack not included.", "Harrow", "Bags", 64.0, "EUR")


@pytest.fixture(scope="module")
def bags(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("bags"), WordEncoder()
    build(folder / "index", [BAG, OTHER], encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder, model=FakeModel())


def asked(bags: Advisor, said: str) -> str:
    session = Session(bags)
    session.hear("a sleeping bag by Fjell")
    return " ".join(sentence.text for sentence in session.hear(said).told)


def test_bullet_points_are_read_whole(tmp_path: Path) -> None:
    ((product,), report) = read(
        write(tmp_path, "a.jsonl", f'{{"id": 1, "title": "Bag", "description": "Warm.", "points": "{TOLD}"}}\n')
    )
    assert product.attributes["points"] == TOLD
    assert report.notes == ()


def test_ranking_reads_a_few_sentences_and_questions_all() -> None:
    few, whole = facts_of(BAG), facts_of(BAG, whole=True)
    assert sum(fact.field == "description" for fact in few) <= MOST_SENTENCES + MOST_TOLD
    assert [fact.text for fact in whole if "warranty" in fact.text] and not [fact for fact in few if "warranty" in fact.text]
    assert set(few) <= set(whole)


def test_a_question_is_answered_from_the_last_of_many_points(bags: Advisor) -> None:
    assert "five-year warranty" in asked(bags, "does it have a warranty?")
    assert "Machine washable" in asked(bags, "can it be machine washed?")


def test_of_two_that_are_asked_for_what_is_told_of_one_is_quoted(bags: Advisor) -> None:
    session = Session(bags)
    session.hear("a sleeping bag by Harrow")
    told = " ".join(one.text for one in session.hear("does it come with a pillow or a stuff sack?").told)
    assert "Stuff sack not included" in told


def test_what_can_be_done_to_a_thing_is_said_in_one_word() -> None:
    for words, text in (
        ("adjusted", "Fully adjustable"),
        ("removed", "With a removable lining"),
        ("converted", "Convertible."),
    ):
        assert whether(words, [Fact("description", text)], having=False)
    assert whether("stable", [Fact("description", "A table.")], having=False) is None


def test_who_says_no_in_the_field_that_says_yes_of_others_is_not_silent() -> None:
    one, other = (replace(BAG, id=id, title=title) for id, title in (("1", "Aspire"), ("2", "IdeaPad")))
    facts = {"1": (Fact("system", "Windows 10"),), "2": (Fact("system", "No OS"),)}
    question = ProductQuestion("has", "Windows", (one, other), "en", said="Windows")
    told = WhichOfThese(question, lambda asked, of: whether(asked.words, facts[of.id], having=True), lambda of: facts[of.id])
    said = " ".join(sentence.text for sentence in told.told())
    assert "No OS" in said
    assert "does not say" not in said


def test_what_lists_it_is_none_of_those_without_it() -> None:
    one, other = (replace(BAG, id=id, title=title) for id, title in (("1", "Melt"), ("2", "Gel")))
    facts = {"1": (Fact("description", "Water, Alcohol, Glycerin"),), "2": (Fact("description", "Alcohol-free. No perfume."),)}
    question = ProductQuestion("has", "no alcohol", (one, other), "en", said="no alcohol")
    told = WhichOfThese(question, lambda asked, of: whether(asked.words, facts[of.id], having=True), lambda of: facts[of.id])
    melt = next(sentence for sentence in told.told() if "Melt" in sentence.text)
    assert "not" in melt.text.lower()
