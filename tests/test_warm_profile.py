"""Profiles, ratings and collecting through `shopcli serve`: the same answers as without it, and the same is kept."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.pipeline.personal.collected import Collected, switch
from shopcli.pipeline.personal.profile import Profile
from shopcli.serve.conversations import Conversations
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.outdoor import PRODUCTS
from tests.test_warm import timeless
from tests.warm_shop import WarmShell, make_shop

posix = pytest.mark.skipif(sys.platform == "win32", reason="Python on Windows has no sockets that are files")


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Iterator[WarmShell]:
    """A shop that is kept warm, with a profile whose wish changes what is first, and a customer's purchases."""
    made = make_shop(tmp_path_factory.mktemp("warm"), tiny_encoder)
    assert made.here("remember", "black", "--profile", "anna").returncode == 0
    with made.serving("--no-text"):
        yield made
    made.close()


def kept(warm: WarmShell) -> list[tuple[object, ...]]:
    """What the store has of each session, but for its identifier and times."""
    database = sqlite3.connect(Path(warm.environment["SHOPCLI_DATA_DIR"]) / "personal" / "collected.sqlite")
    try:
        return database.execute(
            "SELECT surface, profile, index_folder, query, clauses, matching, product, place FROM session "
            "JOIN request ON request.session = session.id JOIN shown ON shown.request = request.id ORDER BY request.id, place"
        ).fetchall()
    finally:
        database.close()


# --- shopcli ask --------------------------------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("form", [(), ("--json",), ("--explain",)], ids=lambda form: " ".join(form) or "plain")
@pytest.mark.parametrize("who", [("--profile", "anna"), ("--no-profile",), ("--profile", "nobody")], ids=" ".join)
def test_under_a_profile_and_without_all_is_as_without_serve(warm, who, form):
    before = warm.answered()
    served, own = (warm.run("ask", "rain coat", "--no-text", *who, *form, *flag) for flag in ((), ("--no-warm",)))
    assert (timeless(served.stdout), served.stderr) == (timeless(own.stdout), own.stderr)
    assert served.returncode == own.returncode == (2 if "nobody" in who else 0)
    assert warm.answered() == before + 1


@posix
def test_a_profile_that_is_set_counts_through_serve_and_no_profile_leaves_it_out(warm):
    def first(*flags: str, **settings: str) -> str:
        return json.loads(warm.run("ask", "rain coat", "--no-text", "--json", *flags, **settings).stdout)["results"][0]["id"]

    under = first(SHOPCLI_PROFILE="anna")
    assert (under, first("--profile", "anna"), first()) == ("2", "2", "1")
    assert first("--no-profile", SHOPCLI_PROFILE="anna") == "1"


@posix
def test_what_is_remembered_or_forgotten_counts_from_the_next_request_on(warm):
    def answers() -> list[str]:
        return [
            timeless(warm.run("ask", "rain coat", "--no-text", "--profile", "bert", *flag).stderr + warm.run(
                "ask", "rain coat", "--no-text", "--profile", "bert", *flag).stdout)
            for flag in ((), ("--no-warm",))
        ]  # fmt: skip

    assert answers()[0].startswith("error: There is no profile 'bert'")
    warm.here("remember", "budget 85", "--profile", "bert")
    served, own = answers()
    assert served == own and "budget 85" in served
    assert warm.here("privacy", "forget", "bert").stdout.startswith("Forgotten: bert.")
    served, own = answers()
    assert served == own and served.startswith("error: There is no profile 'bert'")


@posix
def test_what_is_collected_is_the_same_through_serve_and_without(warm):
    warm.here("collect", "on")
    try:
        before = warm.answered()
        for flag in ((), ("--no-warm",)):
            assert warm.run("ask", "rain coat", "--no-text", "--profile", "anna", *flag).returncode == 0
            assert warm.run("ask", "green tea", "--no-text", *flag).returncode == 0
        assert warm.answered() == before + 2
        rows = kept(warm)
    finally:
        warm.here("collect", "forget", "--all")
        warm.here("collect", "off")
    assert rows[: len(rows) // 2] == rows[len(rows) // 2 :]
    assert {row[:2] for row in rows} == {("ask", "anna"), ("ask", "")}


@posix
def test_a_process_with_other_peoples_files_is_not_asked(warm, tmp_path):
    before = warm.answered()
    warm.run("ask", "rain coat", "--no-text", SHOPCLI_DATA_DIR=str(tmp_path))
    assert warm.answered() == before


# --- a conversation of serve --------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Advisor:
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))
    build(tmp_path / "shelf", PRODUCTS, WordEncoder())
    Profile("anna", "", ("budget 150",)).write()
    return Advisor(Index(tmp_path / "shelf"), settings=Settings(profile="anna"), encoder=WordEncoder(), model=FakeModel())


def say(conversations: Conversations, advisor: Advisor, said: str, identifier: str = "") -> tuple[str, dict]:
    with conversations.speaking(identifier, advisor, asks=False) as (name, conversation):
        turn, _ = conversation.hear(said)
    return name, dict(turn)


def test_a_conversation_is_under_its_profile_and_kept_as_its(shop):
    switch(True)
    conversations = Conversations(pytest.fail)
    name, turn = say(conversations, shop, "a tent")
    assert [wish["text"] for wish in turn["answer"]["assumed"]] == ["budget 150"]
    first, second = turn["answer"]["results"][:2]
    rated = [say(conversations, shop, f"/{said}", name)[1] for said in ("good 1", "bad #2")]
    assert [(one["kind"], one["about"], one["told"][0]["text"]) for one in rated] == [
        ("kept", [first["id"]], f"Kept: {first['title']} is good."),
        ("kept", [second["id"]], f"Kept: {second['title']} is bad."),
    ]
    assert say(conversations, shop, "cheaper", name)[1]["kind"] == "refined"
    (session,) = Collected().sessions()
    assert (session.surface, session.profile) == ("serve", "anna")
    assert session.requests[0].feedback == ((first["id"], "good"), (second["id"], "bad"))


def test_who_is_nobody_speaks_under_no_profile(shop):
    switch(True)
    anybody = Advisor(shop.index, settings=replace(shop.settings, profile=""), encoder=WordEncoder(), model=FakeModel())
    conversations = Conversations(pytest.fail)
    name, turn = say(conversations, anybody, "a tent")
    assert turn["answer"]["assumed"] == []
    with pytest.raises(UsageError, match="under no profile"):
        say(conversations, anybody, "/remember budget 150", name)
    assert [session.profile for session in Collected().sessions()] == [""]
    assert anybody.settings.profile == ""


def test_what_is_remembered_in_a_conversation_counts_from_then_on(shop):
    conversations = Conversations(pytest.fail)
    name, before = say(conversations, shop, "a tent")
    assert say(conversations, shop, "/remember budget 500", name)[1]["told"][0]["text"] == (
        "Remembered for anna: budget 500. It counts from the next request on."
    )
    after = say(conversations, shop, "headphones", name)[1]
    assert [[wish["value"] for wish in turn["answer"]["assumed"]] for turn in (before, after)] == [[150.0], [500.0]]


@pytest.mark.parametrize(
    ("said", "message"),
    [("/good 1", "collecting is off"), ("/good", "Which number"), ("/bad one", "Which number"), ("/good 9", "no result 9")],
)
def test_a_rating_that_cannot_be_kept_says_why_and_the_conversation_goes_on(shop, said, message):
    conversations = Conversations(pytest.fail)
    name, _ = say(conversations, shop, "a tent")
    with pytest.raises(UsageError, match=message):
        say(conversations, shop, said, name)
    assert say(conversations, shop, "cheaper", name)[1]["kind"] == "refined"
