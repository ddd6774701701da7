"""What a conversation remembers, and what it writes down."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.chat.session import Session
from shopcli.chat.transcript import as_markdown, save
from shopcli.errors import ShopcliError, UsageError
from shopcli.types import Advice, Answer, Need, Sentence, Sort
from tests.fake_shop import FakeScreen, FakeShop, say


def talk(*said: str, top: int = 3) -> Session:
    session = Session(FakeShop(), top=top)
    for text in said:
        say(session, text)
    return session


def ids(answer: Answer | None) -> list[str]:
    return [hit.product.id for hit in answer.results] if answer else []


def words(session: Session) -> list[str]:
    return [clause.text for clause in session.need.clauses] if session.need else []


def test_a_session_starts_with_no_need_and_nothing_shown() -> None:
    session = talk()
    assert (session.need, session.shown, session.on_screen(), session.log) == (None, (), None, [])


def test_the_first_words_are_a_need_even_where_they_could_refine() -> None:
    session = talk("in black")
    assert words(session) == ["in black"]
    assert session.need is not None and session.need.query == "in black"


def test_a_refinement_is_added_to_the_need_in_force() -> None:
    session = talk("watch", "in black")
    assert words(session) == ["watch", "in black"]
    assert session.need is not None and session.need.query == "watch; in black"
    assert session.turn.changes == ("added: in black",)
    assert ids(session.on_screen()) == ["w1", "w2", "w4"]


def test_a_new_topic_forgets_the_need_before() -> None:
    assert words(talk("watch", "in black", "wireless mouse")) == ["wireless mouse"]


def test_more_goes_on_with_the_numbers() -> None:
    session = talk("watch", top=2)
    assert ids(session.more()) == ["w3", "w4"]
    assert session.turn.first == 3
    assert [session.hit(number).product.id for number in (1, 2, 3, 4)] == ["w1", "w2", "w3", "w4"]
    assert ids(session.more()) == ["m1"]
    assert session.turn.first == 5


def test_a_reference_reaches_what_more_has_shown() -> None:
    session = talk("watch", top=2)
    session.more()
    say(session, "like the fourth")
    assert session.need is not None and session.need.clauses[-1].value == "w4"


def test_more_says_when_there_is_nothing_further() -> None:
    session = talk("watch", top=5)
    with pytest.raises(UsageError, match="There is nothing further: 5 shown"):
        session.more()


@pytest.mark.parametrize("step", [lambda s: s.more(), lambda s: s.drop(1)])
def test_a_step_needs_something_asked(step: Callable[[Session], Answer]) -> None:
    with pytest.raises(UsageError, match="Nothing has been asked yet"):
        step(talk())


def test_undo_brings_back_the_need_and_everything_that_was_shown() -> None:
    session = talk("watch", top=2)
    session.more()
    say(session, "cheaper")
    assert ids(session.undo()) == ["w1", "w2", "w3", "w4"]
    assert words(session) == ["watch"]
    assert ids(session.undo()) == ["w1", "w2"]
    assert session.undo() is None
    with pytest.raises(UsageError, match="There is nothing to undo"):
        session.undo()


def test_reset_forgets_and_undo_remembers() -> None:
    session = talk("watch", "in black")
    session.reset()
    assert (session.need, session.shown) == (None, ())
    assert ids(session.undo()) == ["w1", "w2", "w4"]
    assert words(session) == ["watch", "in black"]


def test_dropping_a_clause_searches_without_it_and_without_its_words() -> None:
    session = talk("watch in white under 100")
    assert ids(session.drop(2)) == ["w2", "w4", "m1"]
    assert words(session) == ["watch", "under 100"]
    assert session.need is not None and session.need.query == "watch; under 100"
    assert session.turn.changes == ("dropped: in white",)


def test_the_number_after_the_last_clause_drops_the_order() -> None:
    session = talk("cheapest watch")
    assert session.need is not None and session.need.sort == Sort("price", "asc")
    session.drop(2)
    assert session.need.sort is None
    assert words(session) == ["watch"]


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_clause_out_of_range_says_how_many_there_are(number: int) -> None:
    session = talk("watch in white")
    with pytest.raises(UsageError, match=f"There is no clause {number}: the need has 2"):
        session.drop(number)
    assert words(session) == ["watch", "in white"]


def test_the_only_clause_cannot_be_dropped() -> None:
    with pytest.raises(UsageError, match="'watch' is all that was asked"):
        talk("watch").drop(1)


def test_a_search_that_fails_leaves_the_session_as_it_was() -> None:
    session = Session(FakeShop(cannot_search=ShopcliError("The index is gone.", hint="Build it.")))
    with pytest.raises(ShopcliError, match="The index is gone"):
        say(session, "watch")
    assert (session.need, session.log) == (None, [])


def test_a_result_out_of_range_says_how_many_are_shown() -> None:
    with pytest.raises(UsageError, match="There is no result 4: 3 shown"):
        talk("watch").hit(4)


def test_why_says_what_is_met_missed_and_not_known() -> None:
    session = talk("watch in white under 150", top=5)
    by_id = {hit.product.id: number for number, hit in enumerate(session.shown, start=1)}
    assert why(session, by_id["w1"])[:4] == [
        f"{by_id['w1']}. Norvik Trail Watch",
        "  watch: nearest (title: Norvik Trail Watch), attention 0.50",
        "  in white: missed (colour: black)",
        "  under 150: missed (price: 168.95 EUR)",
    ]
    assert why(session, by_id["m1"])[1:4] == [
        "  watch: only ranks, no fact stands out",
        "  in white: missed (colour: grey)",
        "  under 150: met (price: 29.50 EUR)",
    ]


def test_why_says_what_the_record_is_silent_about() -> None:
    session = Session(_Priceless())
    say(session, "mouse under 100")
    assert why(session, 1)[2] == "  under 100: unknown, the record does not say"


def test_why_brings_what_each_clause_attended_to() -> None:
    explanation = talk("watch in white under 150", top=5).why(2)
    assert (explanation.rank, explanation.attention.evidence[0].fact.text) == (2, "title: Tessel Bip Watch")
    assert [sum(row) for row in explanation.attention.weights] == [pytest.approx(1.0)] * 3


def why(session: Session, number: int) -> list[str]:
    """What a screen shows of it, line by line."""
    screen = FakeScreen()
    screen.show_why(session.why(number))
    return screen.log


class _Priceless(FakeShop):
    """The same shop with nothing known about what it finds."""

    def search(self, need: Need, *, top: int = 3, offset: int = 0, asked: Collection[str] = ()) -> Answer:
        answer = super().search(need, top=top, offset=offset, asked=asked)
        hits = tuple(replace(hit, unmet=(), unknown=need.hard, evidence=()) for hit in answer.results)
        return replace(answer, results=hits)


ADVICE = Advice((Sentence("Take *this* one.", ("w4",), "lm"),), "fake-writer")
MARKDOWN = """\
# A conversation with shopcli

## cheapest watch

I looked for: watch · by price, lowest first

1. **Kibo Classic Watch** · 19.90 EUR · Kibo · id w4
2. **Norvik Wireless Mouse** · 29.50 EUR · Norvik · id m1

> Take \\*this\\* one.

## /more

I looked for: watch · by price, lowest first

3. **Tessel Bip Watch** · 79.90 EUR · Tessel · id w2
4. **Aurelo Pacer Watch** · 149.00 EUR · Aurelo · id w3

## in white

I looked for: watch · in white · by price, lowest first

1. **Aurelo Pacer Watch** · 149.00 EUR · Aurelo · id w3
2. **Kibo Classic Watch** · 19.90 EUR · Kibo · id w4
   - misses: in white

## /undo

I looked for: watch · by price, lowest first

1. **Kibo Classic Watch** · 19.90 EUR · Kibo · id w4
2. **Norvik Wireless Mouse** · 29.50 EUR · Norvik · id m1
3. **Tessel Bip Watch** · 79.90 EUR · Tessel · id w2
4. **Aurelo Pacer Watch** · 149.00 EUR · Aurelo · id w3

## /reset
"""


def conversation() -> Session:
    session = talk("cheapest watch", top=2)
    session.advised(ADVICE)
    session.more()
    say(session, "in white")
    session.undo()
    session.reset()
    return session


def test_a_conversation_is_written_as_markdown(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    save(conversation().log, path)
    assert path.read_bytes().decode("utf-8") == MARKDOWN


def test_a_conversation_is_written_as_json(tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    save(conversation().log, path)
    turns = json.loads(path.read_text(encoding="utf-8"))["turns"]
    assert [turn["said"] for turn in turns] == ["cheapest watch", "/more", "in white", "/undo", "/reset"]
    assert [turn["changes"] for turn in turns] == [[], [], ["added: in white"], [], []]
    assert [[result["rank"] for result in turn["answer"]["results"]] for turn in turns[:4]] == [
        [1, 2],
        [3, 4],
        [1, 2],
        [1, 2, 3, 4],
    ]
    assert turns[0]["answer"]["advice"]["text"] == "Take *this* one."
    assert turns[2]["answer"]["query"] == "cheapest watch; in white"
    assert turns[4]["answer"] is None


def test_a_file_that_is_there_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already") as caught:
        save(talk("watch").log, path)
    assert caught.value.hint == f"Replace it with: /save! {path}"
    assert path.read_text(encoding="utf-8") == "mine"
    save(talk("watch").log, path, overwrite=True)
    assert path.read_text(encoding="utf-8").startswith("# A conversation with shopcli\n\n## watch\n")
    assert [file.name for file in tmp_path.iterdir()] == ["talk.md"]  # and no half-written one beside it


@pytest.mark.parametrize("name", ["talk.txt", "talk"])
def test_another_form_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="saved as Markdown or JSON"):
        save([], tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(ShopcliError, match="cannot be written: No such file or directory") as caught:
        save([], tmp_path / "nowhere" / "talk.md")
    assert caught.value.hint == "Name a file in a folder of yours."


def test_markdown_and_terminal_marks_of_a_catalog_lose_their_power() -> None:
    session = Session(FakeShop())
    say(session, "watch <script> [click](javascript:x) \x1b[31mred\x1b[0m `code`")
    heading = as_markdown(session.log).splitlines()[2]
    assert heading == "## watch \\<script\\> \\[click\\](javascript:x) red \\`code\\`"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("is the second one waterproof?", "product question"),
        ("the second", "selection"),
        ("show me more", "more"),
        ("cheaper", "refinement"),
        ("how many watches do you have", "catalog question"),
        ("keyboard for the office", "search"),
    ],
)
def test_each_turn_is_classified_once(text: str, act: str) -> None:
    assert talk("watch").classify(text).act == act


@pytest.mark.parametrize(("text", "act"), [("how many watches do you have", "catalog question"), ("cheaper", "search")])
def test_the_first_turn_is_a_question_about_the_catalog_or_a_search(text: str, act: str) -> None:
    assert talk().classify(text).act == act


def test_a_clause_knows_where_it_was_said() -> None:
    session = talk("watch under 200", "in white")
    assert session.need is not None
    assert [(clause.text, clause.source) for clause in session.need.clauses] == [
        ("watch", "request"),
        ("under 200", "request"),
        ("in white", "refinement"),
    ]
