"""What shoppers let shopcli keep: nothing by default, no more than was said, and nothing left of what is forgotten."""

from __future__ import annotations

import io
import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shopcli.chat.repl import run_repl
from shopcli.cli.commands import app
from shopcli.errors import ModelError, ShopcliError, UsageError
from shopcli.pipeline.personal import collected
from shopcli.pipeline.personal.collected import Collected, collected_path, is_collecting, switch
from shopcli.pipeline.personal.collector import Collector
from shopcli.serve.asking import CutOff, KeptAsking, whole
from shopcli.types import Answer, Clause, Hit, Need, Product
from tests.fake_shop import FakeScreen, FakeShop

CLAUSES = (Clause("watch", "topic"), Clause("waterproof", "feature", "waterproof", "is", True))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "data"


def answer(query: str, *ids: str, silent: bool = False, matching: int = 1) -> Answer:
    unknown = CLAUSES[1:] if silent else ()
    hits = tuple(Hit(Product(one, f"Title of {one}"), 1.0, unknown=unknown) for one in ids)
    return Answer(Need(query, CLAUSES), hits, matching)


def talk(lines: str, *, collector: Collector | None = None, said: list[str] | None = None) -> FakeScreen:
    screen = FakeScreen()
    heard = said if said is not None else []
    keeper = collector or Collector("chat", heard.append, index_folder="/shop")
    run_repl(FakeShop(), screen, top=2, text=False, input_stream=io.StringIO(lines), collector=keeper)
    return screen


# --- off ----------------------------------------------------------------------------------------------------------------------


def test_nothing_is_kept_by_default(data):
    talk("watch\n/show 1\nthanks\n")
    Collector("ask", print).answer(answer("watch", "w1"))
    assert not is_collecting() and not data.exists()


def test_a_rating_says_that_collecting_is_off(data):
    screen = talk("watch\n/good 1\n")
    assert screen.log[-2:] == [
        "error: Ratings are not kept: collecting is off.", "hint: Turn it on with: shopcli collect on",
    ]  # fmt: skip
    assert not data.exists()


def test_off_takes_effect_in_a_session_that_goes_on():
    switch(True)
    keeper = Collector("chat", print)
    keeper.answer(answer("first", "w1"))
    switch(False)
    keeper.answer(answer("second", "w1"))
    assert [request.query for (session,) in [Collected().sessions()] for request in session.requests] == ["first"]


# --- on -----------------------------------------------------------------------------------------------------------------------


def test_needs_what_was_shown_and_what_was_chosen_or_rated_are_kept_and_nothing_else():
    switch(True)
    talk("watch with GPS under 200 euros\n/good 1\n/bad 2\n/show 2\n/more\n/undo\n/bad 1\n/why 1\n")
    (session,) = Collected().sessions()
    first, more = session.requests
    assert (session.surface, session.profile, session.index_folder, session.ended) == ("chat", "", "/shop", True)
    assert (first.query, first.matching, first.not_sold, first.replied) == ("watch with GPS under 200 euros", 5, False, False)
    assert [clause["text"] for clause in first.clauses] == ["watch", "GPS", "under 200 euros"]
    assert [(one.place, one.product) for one in first.shown] == [(1, "w1"), (2, "w2")]
    assert [one.place for one in more.shown] == [3, 4]
    assert sorted(first.feedback) == [("w1", "bad"), ("w2", "bad"), ("w2", "chosen")]  # a second rating replaces the first
    assert not more.feedback
    columns = {row[1] for table in _tables() for row in _rows(f"PRAGMA table_info({table})")}
    assert columns == {
        *("id", "surface", "profile", "index_folder", "begun", "last", "ended", "experiment", "arm", "block"),
        *("session", "at", "query", "language", "clauses", "matching", "not_sold", "replied"),
        *("request", "place", "product", "silent", "team", "kind", "method", "settings", "only", "epsilon", "delta"),
    }


def _tables() -> list[str]:
    return [name for (name,) in _rows("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _rows(query: str) -> list[tuple]:
    database = sqlite3.connect(collected_path())
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def test_what_was_decided_for_counts_as_chosen(tmp_path):
    from shopcli.chat.session import Session
    from tests.outdoor import open_shop

    switch(True)
    keeper, session = Collector("chat", print), Session(open_shop(tmp_path), asks=False)
    for said in ("headphones", "I'll take the second"):
        keeper.turn(session.hear(said))
    ((request,),) = [one.requests for one in Collected().sessions()]
    assert request.feedback == ((request.shown[1].product, "chosen"),)


def test_fields_on_which_a_record_is_silent_are_kept_with_it():
    switch(True)
    Collector("ask", print).answer(answer("a watch", "w1", "w2", silent=True))
    ((request,),) = [one.requests for one in Collected().sessions()]
    assert [one.silent for one in request.shown] == [("waterproof",), ("waterproof",)]


def test_each_request_of_ask_is_a_session_and_what_is_opened_next_was_chosen_in_it():
    switch(True)
    keeper = Collector("ask", print, index_folder="/shop")

    class Asking:
        def events(self, question):
            yield answer(question, "w1", "w2")

    kept = KeptAsking(Asking(), lambda found: (keeper.answer(found), keeper.anew()))
    shown = [len(Collected().sessions()) for question in ("one", "two") for _ in kept.events(question)]
    assert shown == [0, 1]  # an answer is kept once it was shown
    store = Collected()
    assert (store.opened("w2", "/shop"), store.opened("w2", "/other"), store.opened("w9", "/shop")) == (True, False, False)
    assert [session.is_liked for session in store.sessions()] == [False, True]


def test_an_answer_that_is_cut_off_and_asked_again_is_kept_once():
    switch(True)
    keeper, tries = Collector("ask", print), []

    class Asking:
        def events(self, question):
            tries.append(question)
            yield answer(question, "w1")
            if len(tries) == 1:
                raise CutOff("It ended.", hint="Ask again.")

    found, _ = whole(KeptAsking(Asking(), keeper.answer), "one")
    assert (found.need.query, tries, len(Collected().sessions())) == ("one", ["one", "one"], 1)


def test_an_answer_whose_writing_fails_is_kept_all_the_same():
    switch(True)

    class Asking:
        def events(self, question):
            yield answer(question, "w1")
            raise ModelError("It writes nothing.", hint="Name another.")

    with pytest.raises(ModelError):
        whole(KeptAsking(Asking(), Collector("ask", print).answer), "one")
    assert [one.requests[0].query for one in Collected().sessions()] == ["one"]


def test_a_product_opened_long_after_was_not_chosen(monkeypatch):
    switch(True)
    Collector("ask", print, index_folder="/shop").answer(answer("one", "w1"))
    now = collected.time.time()
    monkeypatch.setattr(collected.time, "time", lambda: now + collected.OPEN_S + 1)
    assert not Collected().opened("w1", "/shop")


def test_a_conversation_of_serve_is_kept(tmp_path):
    from shopcli.serve.conversations import Conversations
    from tests.outdoor import open_shop

    switch(True)
    advisor, conversations = open_shop(tmp_path), Conversations(print)
    with conversations.speaking("", advisor, asks=False) as (_, conversation):
        conversation.hear("headphones under 100")
    (session,) = Collected().sessions(index_folder=str(advisor.index.folder.resolve()))
    assert (session.surface, session.requests[0].query) == ("serve", "headphones under 100")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_may_read_it():
    before = os.umask(0)
    try:
        switch(True)
        Collector("ask", print).answer(answer("one", "w1"))
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (collected_path(), collected_path().parent)] == [0o600, 0o700]


# --- failing ------------------------------------------------------------------------------------------------------------------


def test_a_store_that_fails_is_told_once_and_costs_no_answer():
    switch(True)
    collected_path().write_bytes(b"no database " * 100)
    said: list[str] = []
    screen = talk("watch\nin white\n/show 1\n/good 1\n", said=said)
    assert screen.text.count("I looked for") == 2 and "Aurelo Pacer Watch: " in screen.text
    assert len(said) == 1 and said[0].startswith("This session is not kept any further: ")
    assert "is damaged" in said[0] and str(collected_path()) in said[0]


def test_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(ShopcliError, match="cannot be written"):
        switch(True)
    with pytest.raises(ShopcliError, match="cannot be written"):
        Collected()


def test_a_store_of_a_later_version_is_left_alone():
    Collected().close()
    database = sqlite3.connect(collected_path())
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ShopcliError, match="another version"):
        Collected()


def test_a_broken_row_costs_itself_alone():
    switch(True)
    keeper = Collector("ask", print)
    keeper.answer(answer("one", "w1"))
    database = sqlite3.connect(collected_path())
    database.execute("UPDATE request SET clauses = '{'")
    database.execute("UPDATE shown SET silent = '3'")
    database.commit()
    database.close()
    ((request,),) = [one.requests for one in Collected().sessions()]
    assert (request.query, request.clauses, request.shown[0].silent) == ("one", (), ())


def test_two_processes_write_at_once():
    switch(True)
    one, two = Collector("chat", print), Collector("chat", print)
    for number in range(5):
        one.answer(answer(f"one {number}", "w1"))
        two.answer(answer(f"two {number}", "w1"))
    assert sorted(len(session.requests) for session in Collected().sessions()) == [5, 5]


# --- forgetting ---------------------------------------------------------------------------------------------------------------


def filled() -> Collected:
    switch(True)
    for profile, query in (("anna", "SECRETANNA gift"), ("", "SECRETNOBODY tent"), ("bert", "SECRETBERT lamp")):
        keeper = Collector("chat", print, profile=profile)
        keeper.answer(answer(query, f"id-of-{profile}"))
        keeper.rate(f"id-of-{profile}", good=True)
        keeper.end()
    return Collected()


def test_nothing_of_what_is_forgotten_is_left_in_the_file():
    store = filled()
    nobody = next(session.id for session in store.sessions() if not session.profile)
    assert (store.forget(profile="anna"), store.forget(session=nobody)) == (1, 1)
    kept = collected_path().read_bytes()
    assert b"SECRETBERT" in kept and b"SECRETANNA" not in kept and b"SECRETNOBODY" not in kept and b"id-of-anna" not in kept
    assert store.forget() == 1
    assert b"SECRET" not in collected_path().read_bytes() and store.sessions() == []
    assert sorted(path.name for path in collected_path().parent.iterdir()) == ["collected.sqlite", "collecting"]


def test_a_store_from_which_someone_is_forgotten_says_what_one_says_that_never_knew_them():
    store = filled()
    store.forget(profile="anna")
    left = [(session.profile, session.requests) for session in store.sessions()]
    assert [(profile, [request.query for request in requests]) for profile, requests in left] == [
        ("", ["SECRETNOBODY tent"]), ("bert", ["SECRETBERT lamp"]),
    ]  # fmt: skip
    for table in ("request", "shown", "feedback"):
        assert len(_rows(f"SELECT * FROM {table}")) == 2


@pytest.mark.parametrize("who", [{"session": "nobody"}, {"profile": "nobody"}])
def test_forgetting_who_is_not_there_says_so(who):
    with pytest.raises(UsageError, match="nobody"):
        filled().forget(**who)


# --- the commands -------------------------------------------------------------------------------------------------------------


def command(*words: str) -> str:
    done = CliRunner().invoke(app, ["collect", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_commands_turn_it_on_show_forget_and_turn_it_off():
    assert command("show") == "Collecting is off.\nNothing was collected.\n"
    assert f"\n{collected_path()}\n" in command("on")
    store = filled()
    lines = command("show", "--last", "1").splitlines()
    assert lines[:2] == [
        "Collecting is on.", "3 sessions, 3 requests, 3 products shown; 0 chosen, 3 rated good, 0 rated bad.",
    ]  # fmt: skip
    assert lines[-3:] == ["  SECRETBERT lamp", "    1 met it; shown: id-of-bert", "    id-of-bert: rated good"]
    assert len(command("show", "--json").splitlines()) == 3
    assert command("forget", "--profile", "bert") == "Forgotten: 1 session.\n"
    assert command("off").startswith("Off. What was kept is removed by: ")
    assert command("forget", "--all") == "Forgotten: 2 sessions.\n"
    assert store.sessions() == []


def test_what_was_typed_cannot_act_on_the_terminal():
    switch(True)
    Collector("ask", print).answer(answer("\x1b[2Jwatch\x1b]0;x\x07", "w\x1b[31m1"))
    assert "\x1b" not in command("show") and "\x1b" not in command("show", "--json")


def test_a_damaged_store_can_be_removed_by_forgetting_all():
    switch(True)
    collected_path().write_bytes(b"no database " * 100)
    assert CliRunner().invoke(app, ["collect", "show"]).exit_code == 1
    assert CliRunner().invoke(app, ["collect", "forget", "--profile", "anna"]).exit_code == 1
    assert command("forget", "--all") == "Removed the whole file, which could not be read.\n"
    assert not collected_path().exists()


@pytest.mark.parametrize("words", [[], ["--all", "--profile", "anna"], ["a", "--all"]])
def test_what_to_forget_has_to_be_said_once(words):
    done = CliRunner().invoke(app, ["collect", "forget", *words])
    assert done.exit_code == 1 and str(done.exception) == "Forget what?"
