"""One person forgotten everywhere: what is kept is then, file by file, what it would be had they never been there."""

from __future__ import annotations

import itertools
import json
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from shopcli.errors import ShopcliError, UsageError
from shopcli.pipeline.personal import collected
from shopcli.pipeline.personal.collected import Collected, collected_path, switch
from shopcli.pipeline.personal.collector import Collector
from shopcli.pipeline.personal.erasure import erase
from shopcli.pipeline.personal.forgetting import learn_and_keep
from shopcli.pipeline.personal.history import History, Purchase, history_path
from shopcli.pipeline.personal.learned import learned_path
from shopcli.pipeline.personal.profile import Profile
from shopcli.pipeline.personal.training_register import Register, Run, note_run, register_path
from shopcli.train.joint.pairs import ToldProduct, TrainingPair, write_pairs
from shopcli.types import Answer, Hit, Need, Product
from tests.here import run_here
from tests.purchases import LAND, START, TINY, made_purchases

ANNA, BERT = "anna", "bert"
OF_ANNA = [Purchase("c-anna", product, START + day * 86_400, 1.0, f"anna-{day}") for day, product in enumerate((*LAND, "rare"))]
OTHERS = made_purchases(24)
Fill = Callable[..., Path]


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Fills a data folder of its own with what is kept of some people, always in the same way, and uses it from then on."""
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))

    def filled(folder: str, *people: str, learn: bool = False) -> Path:
        data = tmp_path / folder / "data"
        monkeypatch.setenv("SHOPCLI_DATA_DIR", str(data))
        lines = [*OTHERS, *(OF_ANNA if ANNA in people else [])]
        History.of(lines).write()
        if learn:
            learn_and_keep(History.open(), None, settings=TINY)
        for name in people:
            Profile(name, f"c-{name}", (f"budget of {name}",)).write()
        switch(True)
        sessions = [("", ""), (ANNA, "first"), (BERT, "first"), (ANNA, "second"), ("", "last")]
        for number, (name, what) in enumerate(sessions):
            if not name or name in people:
                keep_session(monkeypatch, number, name, f"{what} tent of {name or 'nobody'}")
        write_pairs(data.parent / "pairs.jsonl", pairs_of(Collected()))
        return data

    return filled


def keep_session(monkeypatch: pytest.MonkeyPatch, number: int, name: str, query: str) -> None:
    """A session whose identifier and times are the same whoever else was there."""
    with monkeypatch.context() as patch:
        patch.setattr(secrets, "token_hex", lambda _: f"session-{number}")
        clock = itertools.count(number * 100.0)
        # Its own name for the clock: threads of other tests look at the process's and would count on.
        patch.setattr(collected, "time", SimpleNamespace(time=lambda: next(clock)))
        keeper = Collector("chat", pytest.fail, profile=name, index_folder="/shop")
        for ids in (("T1", "T2"), ("T3",)):
            hits = tuple(Hit(Product(one, f"Title of {one}"), 1.0) for one in ids)
            keeper.answer(Answer(Need(f"{query} {ids[0]}"), hits, len(hits)))
        keeper.rate("T1", good=True)
        keeper.end()


def pairs_of(store: Collected) -> list[TrainingPair]:
    """Pairs as ``prepare`` makes them of sessions, and one of the catalog; every session asks for the same in one of two."""
    wrong = (ToldProduct("T2", "a red tent"),)
    made = [TrainingPair("a tent", ToldProduct("T1", "a tent"), wrong, source="catalog", catalog="shop")]
    told = [
        replace(made[0], need=request.query, source="collected", session=session.id, profile=session.profile)
        for session in store.sessions()
        for request in session.requests
    ]
    return [*told, *made]


def files_in(data: Path) -> dict[str, object]:
    """All that lies there: files by their bytes, a database by what its tables hold, row numbers included."""
    found: dict[str, object] = {}
    for path in sorted(data.rglob("*")):
        if path.suffix == ".sqlite":
            database = sqlite3.connect(path)
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = {name: database.execute(f"SELECT rowid, * FROM {name} ORDER BY rowid").fetchall() for name in names}
            found[str(path.relative_to(data))] = rows | {"free": database.execute("PRAGMA freelist_count").fetchone()}
            database.close()
        elif path.is_file():
            found[str(path.relative_to(data))] = path.read_bytes().replace(str(data.parent).encode(), b"")
    return found


def test_who_is_forgotten_has_never_been_there_in_any_file(fill):
    pytest.importorskip("implicit")
    never = fill("never", BERT, learn=True)
    once = fill("once", ANNA, BERT, learn=True)
    assert files_in(once) != files_in(never)
    erased = erase(ANNA, None, settings=TINY)
    assert [(one.name, one.what) for one in erased.gone] == [
        ("profile", "all that was remembered"), ("history", "11 purchases of c-anna"), ("learned", "learned anew without them"),
        ("collected", "2 sessions"), ("pairs", "4 pairs"),
    ]  # fmt: skip
    assert (erased.runs, erased.left) == ((), [])
    kept = files_in(never)
    assert files_in(once) == kept
    assert set(kept) == {
        "personal/collected.sqlite", "personal/collecting", "personal/history.safetensors", "personal/learned.safetensors",
        "personal/training.json", "profiles/bert.toml",
    }  # fmt: skip
    assert (once.parent / "pairs.jsonl").read_bytes() == (never.parent / "pairs.jsonl").read_bytes()
    assert not any(b"anna" in path.read_bytes() for path in once.parent.rglob("*") if path.is_file())


def test_the_only_person_leaves_no_file_behind_but_an_empty_store(fill, tmp_path):
    data = fill("alone")
    for path in (history_path(), tmp_path / "alone" / "pairs.jsonl", register_path()):
        path.unlink()
    Collected().forget()
    History.of(OF_ANNA).write()
    learned_path().write_bytes(b"of anna alone")
    keep_session(pytest.MonkeyPatch(), 1, "c-anna", "a tent")
    write_pairs(tmp_path / "alone" / "pairs.jsonl", pairs_of(Collected())[:2])
    erase("c-anna", None)
    assert sorted(str(path.relative_to(data.parent)) for path in data.parent.rglob("*") if path.is_file()) == [
        "data/personal/collected.sqlite", "data/personal/collecting",
    ]  # fmt: skip
    assert Collected().sessions() == []


def test_where_one_part_fails_nothing_is_removed(fill, monkeypatch):
    data = fill("once", ANNA, BERT)
    learned_path().write_bytes(b"what was learned")
    before = files_in(data), (data.parent / "pairs.jsonl").read_bytes()

    def fail(*given: object) -> None:
        raise ShopcliError("The package implicit is missing.", hint="pip install")

    monkeypatch.setattr("shopcli.pipeline.personal.erasure.learned_from", fail)
    with pytest.raises(ShopcliError, match=r"Nothing was removed: The package implicit is missing\.") as told:
        erase(ANNA, None)
    assert told.value.hint == "pip install"
    assert (files_in(data), (data.parent / "pairs.jsonl").read_bytes()) == before


@pytest.mark.parametrize("broken", ["store", "register", "profile", "history"])
def test_what_cannot_be_read_is_named_and_nothing_is_removed(fill, broken):
    data = fill("once", ANNA, BERT)
    path = {"store": collected_path(), "register": register_path(), "profile": Profile(ANNA).path, "history": history_path()}
    path[broken].write_bytes(b"no such thing")
    before = {one: one.read_bytes() for one in data.parent.rglob("*") if one.is_file()}
    with pytest.raises(ShopcliError) as told:
        erase(ANNA, None)
    assert str(path[broken]) in str(told.value)
    assert {one: one.read_bytes() for one in data.parent.rglob("*") if one.is_file()} == before


def test_where_it_fails_in_the_middle_it_is_said_what_is_gone_and_the_next_time_it_goes_on(fill, monkeypatch):
    data = fill("once", ANNA, BERT)
    never = fill("never", BERT)
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(data))
    move = Path.replace

    def fail_for_the_history(self: Path, target: Path) -> Path:
        if Path(target) == history_path():
            raise OSError(28, "No space left on device", str(target))
        return move(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail_for_the_history)
        with pytest.raises(ShopcliError) as told:
            erase(ANNA, None)
    gone, still = str(told.value).split("These are not: ")
    assert [str(collected_path()) in gone, "pairs.jsonl" in gone] == [True, True]
    assert still == f"{Profile(ANNA).path}, {history_path()}."
    assert not list(data.rglob("*.part"))
    erase(ANNA, None)
    assert files_in(data) == files_in(never)


def test_a_run_that_has_learned_from_them_is_named_and_stays_marked_until_it_is_gone(fill, tmp_path):
    fill("once", ANNA, BERT)
    run, other = tmp_path / "run", tmp_path / "other"
    for folder in (run, other):
        folder.mkdir()
    note_run(run, str(tmp_path / "once" / "pairs.jsonl"), {"session-1": ANNA, "session-2": BERT, "session-0": ""})
    note_run(other, "", {"session-2": BERT})
    erased = erase(ANNA, None)
    assert [one.path for one in erased.runs] == [str(run)]
    assert "Train them anew, or remove them, and the cache:" in "\n".join(erased.lines())
    assert "anna" not in register_path().read_text(encoding="utf-8")
    pairs = str(tmp_path / "once" / "pairs.jsonl")
    left = Run(str(run), pairs, (("session-0", ""), ("session-2", BERT)), outdated=True)
    assert Register.open().runs == (Run(str(other), "", (("session-2", BERT),)), left)
    kept = run_here("privacy").stdout
    assert "a model trained on what was collected; it still knows somebody who was forgotten" in kept
    run.rmdir()
    assert [one.path for one in Register.open().runs] == [str(other)]


def test_a_session_that_was_nobodys_when_pairs_were_made_is_forgotten_with_whom_it_is_of_by_now(fill, tmp_path):
    fill("once", BERT)
    assert Collected().identify("session-4", ANNA)
    erased = erase(ANNA, None)
    assert [(one.name, one.what) for one in erased.gone] == [("collected", "1 session"), ("pairs", "2 pairs")]
    assert "session-4" not in (tmp_path / "once" / "pairs.jsonl").read_text(encoding="utf-8")


def test_pairs_that_were_mended_by_hand_keep_every_other_line_as_it_is(fill, tmp_path):
    fill("once", ANNA)
    path = tmp_path / "once" / "pairs.jsonl"
    odd = b'# a remark\n\n[1]\n{"need": "x", "profile": "annabel"}\r\n{"need": "y", "profile": 7}\n'
    path.write_bytes(path.read_bytes() + odd)
    left = [line for line in path.read_bytes().splitlines(keepends=True) if b'"anna"' not in line]
    erase(ANNA, None)
    assert path.read_bytes() == b"".join(left) and path.read_bytes().endswith(odd)


def test_sessions_that_are_forgotten_leave_pairs_too(fill, tmp_path):
    fill("once", ANNA, BERT)
    path = tmp_path / "once" / "pairs.jsonl"
    done = run_here("collect", "forget", "session-2")
    assert done.stdout == f"Forgotten: 1 session, 2 pairs in {path}.\n"
    assert {json.loads(line).get("session") for line in path.read_text(encoding="utf-8").splitlines()} == {
        "session-0", "session-1", "session-3", "session-4", None,
    }  # fmt: skip
    assert run_here("collect", "forget", "--all").stdout.startswith("Forgotten: 4 sessions, 8 pairs in ")
    assert [json.loads(line)["source"] for line in path.read_text(encoding="utf-8").splitlines()] == ["catalog"]


def test_a_profile_names_the_customer_and_a_namesake_is_somebody_else(fill):
    fill("once", ANNA, BERT)
    History.of([*History.open().purchases(), Purchase(ANNA, "tea", START, 1.0, "x")]).write()
    Profile("me", "c-anna", ("no nuts",)).write()
    left = "\n".join(erase(ANNA, None).left)
    assert "Profiles of the same customer are left: me." in left and "shopcli history forget anna" in left
    customers = History.open().customers
    assert ANNA in customers and "c-anna" not in customers


def test_nobody_is_told_and_nothing_made(fill):
    data = fill("once", BERT)
    before = files_in(data)
    with pytest.raises(UsageError, match="Nothing is kept of 'nobody'"):
        erase("nobody", None)
    with pytest.raises(UsageError, match="Nothing is kept of"):
        erase("../bert", None)
    assert files_in(data) == before


def test_the_command_says_what_is_gone_and_what_is_left(fill, tmp_path):
    data = fill("once", ANNA, BERT)
    (data / "history").write_text("typed", encoding="utf-8")
    told = json.loads(run_here("privacy", "forget", ANNA, "--json").stdout)
    assert [one["name"] for one in told["gone"]] == ["profile", "history", "collected", "pairs"]
    assert told["left"] == [f"Lines typed in shopcli chat are kept without names, theirs too: {data / 'history'}"]
    lines = run_here("privacy", "forget", BERT).stdout.splitlines()
    assert lines[:3] == [
        "Forgotten: bert.",
        "profile      all that was remembered",
        f"{'':13}{data / 'profiles' / 'bert.toml'}",
    ]
    assert run_here("privacy", "forget", BERT).returncode == 2


def test_a_conversation_that_goes_on_after_it_was_forgotten_is_a_new_session(fill):
    fill("once", BERT)
    keeper = Collector("chat", pytest.fail, profile=ANNA)
    keeper.answer(Answer(Need("before"), (), 0))
    erase(ANNA, None)
    keeper.rate("T1", good=True)
    keeper.answer(Answer(Need("after"), (), 0))
    assert [request.query for one in Collected().sessions() if one.profile == ANNA for request in one.requests] == ["after"]


def test_who_makes_a_profile_in_a_conversation_is_known_by_it_from_its_beginning(fill):
    fill("once", BERT)
    names = [""]
    keeper = Collector("chat", pytest.fail, profile=lambda: names[-1])
    keeper.answer(Answer(Need("before"), (), 0))
    names.append(ANNA)
    keeper.answer(Answer(Need("after"), (), 0))
    assert [request.query for one in Collected().sessions() if one.profile == ANNA for request in one.requests] == [
        "before", "after",
    ]  # fmt: skip


def test_an_entry_of_the_register_that_is_none_costs_itself_alone(fill, tmp_path):
    fill("once", BERT)
    kept = json.loads(register_path().read_text(encoding="utf-8"))
    kept["pairs"] += [7, "", str(tmp_path / "removed.jsonl"), "/no/such/disk/pairs.jsonl"]
    kept["runs"] = [[], {}, {"path": str(tmp_path), "pairs": "", "sessions": [["a", "b"], [1, 2], "x"]}]
    register_path().write_text(json.dumps(kept), encoding="utf-8")
    register = Register.open()
    assert register.pairs == (str(tmp_path / "once" / "pairs.jsonl"), "/no/such/disk/pairs.jsonl")
    assert register.runs == (Run(str(tmp_path), "", (("a", "b"),)),)
    assert erase(BERT, None).left[0] == "/no/such/disk/pairs.jsonl cannot be reached now, and may hold pairs of them."
