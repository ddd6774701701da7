"""Products that turns name, in any number, shown or not; and turns that are of another thing, or of somebody else."""

from pathlib import Path

import pytest

from shopcli.chat.session import Session
from tests.conversation_judge import open_advisor


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("named")


@pytest.fixture
def session(folder: Path) -> Session:
    return Session(open_advisor("sample", folder))


def told(session: Session, said: str) -> tuple[str, list[str], str]:
    """The kind of the reply, the products that it speaks of, and its sentences."""
    turn = session.hear(said)
    return turn.kind, [product.title for product in turn.about], " ".join(sentence.text for sentence in turn.told)


def topic(session: Session) -> str:
    assert session.need
    return next((clause.text for clause in session.need.clauses if clause.kind == "topic"), "")


def names(session: Session, said: str) -> list[str]:
    anaphora = session.spoken(said).anaphora
    assert anaphora
    return [product.title for product in anaphora.all_within(said)]


# --- named ------------------------------------------------------------------------------------------------------------


def test_a_sentence_names_several_and_a_pronoun_counts_before_them_alone(session):
    session.hear("headphones with noise cancelling")
    assert names(session, "compare the Tonveld Boulder with the Tonveld Stage Studio") == [
        "Tonveld Boulder Outdoor Speaker",
        "Tonveld Stage Studio Headphones",
    ]
    first = session.shown[0].product.title
    assert names(session, "is it lighter than the Tonveld Stage?") == [first, "Tonveld Stage Studio Headphones"]
    assert names(session, "does the Tonveld Stage have a microphone in it?") == ["Tonveld Stage Studio Headphones"]


def test_what_was_shown_before_is_compared_with_what_is_named_by_its_price(session):
    session.hear("a kettle where I can set the temperature")
    session.hear("under 60 euros please")
    asked = "You showed me a Ketterby Gooseneck for 89 before. How does that compare with this 55 euro one?"
    kind, about, _ = told(session, asked)
    assert kind == "compared"
    assert about == ["Ketterby Gooseneck Kettle with Temperature Control 0.9 l", "温砾 调温电热水壶 1.2升"]


def test_which_to_take_is_asked_of_those_that_were_just_compared(session):
    session.hear("headphones with noise cancelling")
    _, compared, _ = told(session, "compare the second with the third")
    kind, about, _ = told(session, "which would you take, and why?")
    assert kind == "advice"
    assert set(about) <= set(compared)


def test_a_name_goes_on_behind_a_maker_whose_others_are_shown(session):
    session.hear("cheap on-ear headphones")
    _, about, _ = told(session, "Does the Tonveld Hall fold flat?")
    assert about[0].startswith("Tonveld Hall")


def test_two_questions_in_one_are_both_answered(session):
    session.hear("over-ear headphones up to 150")
    _, _, said = told(session, "does the Tonveld Hall have a microphone, and can it be folded flat?")
    assert "microphone" in said
    assert "olds flat" in said


# --- another thing, or somebody else ------------------------------------------------------------------------------------


def test_a_thing_for_somebody_is_looked_for_though_he_is_told_of_first(session):
    session.hear("headphones for my commute")
    session.hear("My brother has his birthday next week. He works late at his desk, so a desk lamp for him, under 60 euros")
    assert topic(session) == "lamp"


def test_another_thing_is_looked_for_though_the_words_behind_it_name_none(session):
    session.hear("a kettle under 80 euros")
    session.hear("Does he need a toaster too, have you got one that fits thick slices?")
    assert topic(session) == "toaster"


def test_the_same_thing_for_somebody_else_begins_anew(session):
    session.hear("a watch for my daughter with GPS, under 80 euros")
    session.hear("Great. One more thing: my father needs a watch too, for him up to 200 euros")
    assert topic(session) == "watch"
    assert session.need
    assert not any(clause.field == "GPS" for clause in session.need.clauses)


def test_what_only_a_pronoun_names_is_wished_of_what_is_looked_for(session):
    session.hear("a kettle")
    session.hear("are there any in stainless steel?")
    assert topic(session) == "kettle"


def test_back_to_what_was_looked_for_and_refined_in_one_breath(session):
    session.hear("a tent for two")
    session.hear("a sleeping bag")
    session.hear("Let's go back to the tent, under 120 euros")
    assert topic(session) == "tent"
    assert any(clause.field == "price" and clause.value == 120.0 for clause in session.need.clauses)


def test_a_limit_within_a_complaint_is_kept(session):
    session.hear("headphones around 150 euros")
    session.hear("149 is more than I can pay, please keep it under 100 euros")
    assert any(clause.field == "price" and clause.value == 100.0 for clause in session.need.clauses)


# --- decisions, complaints, the shop -----------------------------------------------------------------------------------


def test_what_was_just_named_as_the_best_is_what_is_taken(session):
    session.hear("headphones")
    kind, _, said = told(session, "which of these has the best rating?")
    assert kind == "compared"
    _, about, _ = told(session, "Lovely, I'll take that one")
    assert len(about) == 1
    assert about[0].partition(" Headphones")[0].partition(" Earphones")[0] in said


def test_a_product_is_named_and_asked_about_in_one_breath(session):
    session.hear("headphones with noise cancelling")
    before = session.need
    kind, about, _ = told(session, "And the Tonveld Stage Studio, does it have a microphone?")
    assert (kind, about, session.need) == ("about", ["Tonveld Stage Studio Headphones"], before)


def test_the_shop_is_asked_behind_thanks(session):
    session.hear("a kettle")
    kind, _, _ = told(session, "That'll do nicely, thanks! How long is the warranty, and can I pay in instalments?")
    assert kind == "catalog"


def test_too_little_of_something_asks_for_no_less_of_it(session):
    session.hear("a monitor light")
    session.hear("the first one isn't wide at all")
    assert not any(clause.op in ("<", "<=") for clause in session.need.clauses)
