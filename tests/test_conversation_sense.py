"""What new shoppers found senseless in conversations, by its cause: each over a tea shop of twelve, made up, or the sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import open_catalog
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.indexer import index_catalog
from tests.conversation_judge import open_advisor
from tests.fake_model import FakeModel

_TEAS = (
    ("Morning Assam", 6.0, "Rington", "A strong, malty tea for cold mornings.", 48, 91),
    ("Night Rooibos", 5.0, "Rington", "Mild, without caffeine, made for the hour before bed.", 0, 92),
    ("Berry Garden", 7.0, "Plumleaf", "A fruity infusion of strawberries and hibiscus.", 0, 95),
    ("Peach Oolong", 9.0, "Plumleaf", "Oolong with dried peaches, fruity and light.", 30, 90),
    ("Smoky Lapsang", 11.0, "Harrowgate", "Smoky leaves, dried over pine.", 35, 88),
    ("Earl Grey", 8.0, "Harrowgate", "Black tea with bergamot, good with cake.", 45, 94),
    ("Jasmine Pearls", 14.0, "Plumleaf", "Green tea with a mild scent of flowers.", 25, 93),
    ("Sencha", 12.0, "Rington", "Green tea, fresh as grass.", 33, 89),
    ("Chai Masala", 6.5, "Harrowgate", "Spiced black tea for milk.", 40, 90),
    ("Mint Fields", 4.5, "Rington", "Peppermint leaves, fresh and mild.", 0, 87),
    ("Vegan Chai Latte", 10.0, "Plumleaf", "A vegan mix with coconut.", 20, 85),
    ("White Peony", 16.0, "Harrowgate", "A soft white tea.", 15, 96),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sense")


@pytest.fixture(scope="module")
def teas(folder: Path) -> Advisor:
    rows = [
        {
            "id": str(at),
            "title": f"{name} Tea",
            "price": price,
            "currency": "EUR",
            "brand": brand,
            "category": "Tea",
            "description": text,
            "caffeine content": caffeine,
            "score": score,
        }
        for at, (name, price, brand, text, caffeine, score) in enumerate(_TEAS, 1)
    ]
    (folder / "teas.json").write_text(json.dumps(rows), encoding="utf-8")
    settings = Settings(index=str(folder / "teas"))
    index_catalog(open_catalog([folder / "teas.json"]), folder / "teas", settings=settings)
    return Advisor(Index(folder / "teas"), settings=settings, model=FakeModel())


@pytest.fixture
def talk(teas: Advisor) -> Session:
    session = Session(teas, asks=False)
    session.hear("tea")
    return session


@pytest.fixture
def sample(folder: Path) -> Session:
    return Session(open_advisor("sample", folder), asks=False)


def clauses(session: Session) -> list[tuple[str, str | None]]:
    return [(clause.kind, clause.op) for clause in session.need.clauses] if session.need else []


def words(session: Session) -> list[str]:
    return [clause.text for clause in session.need.clauses] if session.need else []


def told(session: Session) -> str:
    return " ".join(sentence.text for sentence in session.log[-1].told)


# --- what is said of what is looked for is no new thing


@pytest.mark.parametrize(
    "said", ["something fruitier", "milder", "the smokiest you have", "a smaller one to travel with", "vegan"]
)
def test_words_that_say_how_a_thing_is_to_be_leave_the_thing(talk: Session, said: str) -> None:
    talk.hear(said)
    assert words(talk)[0] == "tea"
    assert clauses(talk)[0] == ("topic", None)


@pytest.mark.parametrize(("said", "value"), [("something fruitier", "fruity"), ("milder", "mild")])
def test_a_comparative_is_looked_for_as_what_records_say(talk: Session, said: str, value: str) -> None:
    talk.hear(said)
    assert [clause.value for clause in talk.need.clauses if clause.op == "has"] == [value] if talk.need else False


def test_another_thing_is_a_new_one(sample: Session) -> None:
    sample.hear("a tent")
    sample.hear("headphones")
    assert words(sample) == ["headphones"]


def test_whom_a_thing_is_for_leaves_the_need_in_force(talk: Session) -> None:
    talk.hear("under 10")
    talk.hear("it's for my dad")
    assert words(talk) == ["tea", "under 10"]


def test_what_was_wished_for_somebody_else_goes_with_him(talk: Session) -> None:
    talk.hear("for three kids")
    talk.hear("actually it's for my dad")
    assert "for three kids" not in words(talk)


# --- what no longer holds


def test_a_colour_that_no_field_decides_is_forgotten_with_the_colours(talk: Session) -> None:
    talk.hear("in blue?")
    assert "blue" in words(talk)[-1]
    talk.hear("forget the colour then")
    assert words(talk) == ["tea"]
    assert talk.need is not None and "blue" not in talk.need.query


def test_what_was_never_asked_is_told_and_excludes_nothing(talk: Session) -> None:
    talk.hear("forget the colour then")
    assert told(talk) == "Nothing was asked about the colour. What was asked: tea."
    assert clauses(talk) == [("topic", None)]


# --- what is turned down


def test_a_name_that_titles_bear_is_turned_down_by_them_and_leaves_the_rest(talk: Session) -> None:
    turn = talk.hear("no oolong please")
    assert turn.answer is not None and turn.answer.relaxed == ()
    assert not any("Oolong" in hit.product.title for hit in turn.shown)


def test_what_is_turned_down_later_leaves_what_was_turned_down_before(talk: Session) -> None:
    talk.hear("no oolong please")
    talk.hear("no chai please")
    assert (
        [str(clause.value) for clause in talk.need.clauses if clause.kind == "exclude"] == ["oolong", "chai"]
        if talk.need
        else False
    )


@pytest.mark.parametrize("said", ["I had Plumleaf before and hated it", "Plumleaf gives me a headache"])
def test_a_maker_with_a_harm_told_behind_the_name_is_left_out(talk: Session, said: str) -> None:
    turn = talk.hear(said)
    assert turn.shown and "Plumleaf" not in {hit.product.brand for hit in turn.shown}


def test_what_no_record_can_hold_is_given_up_alone(talk: Session) -> None:
    talk.hear("under 10")
    turn = talk.hear("without pesticides")
    given_up = [clause.text for clause in turn.answer.relaxed] if turn.answer else []
    assert "under 10" not in given_up


def test_what_is_named_against_another_of_its_field_is_asked_for(sample: Session) -> None:
    sample.hear("a backpack")
    sample.hear("green, not black")
    ops = {(clause.op, clause.value) for clause in sample.need.clauses if clause.field == "colour"} if sample.need else set()
    assert ops == {("is", "green"), ("!=", "black")}


# --- more, and better


def test_more_of_a_field_is_compared_by_what_the_most_of_it_means(talk: Session) -> None:
    turn = talk.hear("is there one with less caffeine?")
    limits = [(clause.field, clause.op) for clause in talk.need.clauses if clause.kind == "limit"] if talk.need else []
    assert limits == [("caffeine content", "<")]
    assert turn.kind == "refined"


def test_cheaper_than_that_refines(talk: Session) -> None:
    talk.hear("tell me more about the first")
    talk.hear("cheaper than that?")
    assert ("limit", "<") in clauses(talk)


def test_what_cannot_be_compared_is_told_and_is_no_error(talk: Session) -> None:
    turn = talk.hear("quieter")
    assert (turn.kind, told(talk).startswith("What is shown does not say enough for")) == ("not_understood", True)


def test_which_is_better_for_something_is_told_by_what_is_said_of_that(talk: Session) -> None:
    first = next(at for at, hit in enumerate(talk.shown, 1) if hit.product.title)
    titles = [hit.product.title for hit in talk.shown]
    turn = talk.hear(f"which is better for skiing, {first} or 2?")
    assert turn.kind == "compared"
    assert told(talk).startswith("In the records of these I find nothing of “for skiing”.")
    assert titles == [hit.product.title for hit in turn.shown]


def test_more_of_what_no_amount_says_is_no_dearer(talk: Session) -> None:
    talk.hear("which of the first two is more fruity?")
    assert told(talk).partition("“")[0] in ("In the records of these I find nothing of ", "Asked ")


# --- what is asked before anything is shown, nonsense, and things beside


def test_advice_on_something_is_a_request_where_nothing_is_shown(teas: Advisor) -> None:
    session = Session(teas, asks=False)
    turn = session.hear("can you recommend a tea for the evening?")
    assert (turn.kind, bool(turn.shown)) == ("results", True)
    assert Session(teas, asks=False).hear("what would you take?").kind == "not_understood"


@pytest.mark.parametrize("said", ["qwertz", "asdkjh??"])
def test_nonsense_is_no_question_about_a_product(talk: Session, said: str) -> None:
    assert talk.hear(said).kind == "not_understood"


def test_a_thing_for_what_is_taken_is_none_that_is_looked_for_instead(talk: Session) -> None:
    turn = talk.hear("ok I'll take the first. I also need a lawnmower for it")
    assert (turn.kind, words(talk)) == ("goes_with", ["tea"])


def test_so_many_more_are_the_next(talk: Session) -> None:
    turn = talk.hear("can you show me two more?")
    assert (turn.kind, len(turn.shown)) == ("more_like_this", 6)


# --- Chinese


@pytest.mark.parametrize(
    ("said", "thing"), [("我想买双鞋", "鞋"), ("想种点番茄", "番茄"), ("要点心", "点心"), ("买条纹衫", "条纹衫")]
)
def test_a_measure_word_without_a_number_is_no_part_of_the_name(teas: Advisor, said: str, thing: str) -> None:
    topics = [clause.text for clause in teas.understand(said).clauses if clause.kind == "topic"]
    assert topics == [thing]


def test_whom_it_is_bought_for_leaves_the_need_in_force_in_chinese(talk: Session) -> None:
    talk.hear("10欧以内")
    talk.hear("给我妈买的")
    assert [clause.field for clause in talk.need.clauses if clause.kind == "limit"] == ["price"] if talk.need else False


def test_whether_there_is_another_thing_is_asked_of_the_shop(talk: Session) -> None:
    assert talk.hear("还有袜子吗").kind == "catalog"


def test_an_unknown_degree_in_chinese_is_told_to_be_unknown(talk: Session) -> None:
    assert talk.hear("哪个更清爽？").kind == "compared"
    assert told(talk).startswith("这几件的资料里都没有找到")


def test_another_one_is_the_next_in_chinese(talk: Session) -> None:
    assert talk.hear("换一个").kind == "more_like_this"


def test_who_tells_of_himself_looks_for_nothing_else(sample: Session) -> None:
    sample.hear("a keyboard under 100")
    sample.hear("actually it's for me, I only write emails")
    assert words(sample)[:2] == ["keyboard", "under 100"]


def test_any_shade_of_a_colour_is_that_colour(sample: Session) -> None:
    sample.hear("a backpack")
    sample.hear("any green at all")
    assert ("colour", "green") in {(clause.field, clause.value) for clause in sample.need.clauses} if sample.need else False


def test_what_a_thing_is_for_says_no_degree(talk: Session) -> None:
    talk.hear("which of the first two is better for long runs?")
    assert told(talk).startswith("In the records of these I find nothing of “for long runs”.")
