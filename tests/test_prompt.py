"""The conversation at a prompt: history, paste, completion, keys."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from shopcli.chat.prompt import open_history, open_prompt
from shopcli.chat.repl import COMMANDS, Conversation, run_repl
from shopcli.errors import ShopcliError
from tests.fake_shop import FakeScreen, FakeShop

ENTER, ALT_ENTER, CTRL_C, CTRL_D = "\r", "\x1b\r", "\x03", "\x04"


def paste(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


@pytest.fixture(autouse=True)
def low_numbers() -> None:
    """A pipe whose number `select` can take, however many files the tests before have left open."""
    gc.collect()


@contextmanager
def prompt(history_folder: Path) -> Iterator[tuple[PipeInput, PromptSession[str]]]:
    with create_pipe_input() as keys:
        yield (
            keys,
            open_prompt(
                commands={command.name: command.what for command in COMMANDS.values()},
                words=lambda: ["Norvik", "Norvik Sports", "battery life"],
                history=open_history(history_folder),
                input=keys,
                output=DummyOutput(),
            ),
        )


def typed(keys: str, folder: Path, *, shop: FakeShop | None = None) -> FakeScreen:
    screen = FakeScreen()
    with prompt(folder) as (pipe, session):
        pipe.send_text(keys)
        assert run_repl(shop or FakeShop(), screen, top=1, text=False, prompt_session=session) == 0
    screen.log = [line for line in screen.log if line != "(Loading the models ...)"]
    return screen


def test_ctrl_d_leaves(tmp_path: Path) -> None:
    assert typed(CTRL_D, tmp_path).log == []


def test_a_line_is_sent_with_enter(tmp_path: Path) -> None:
    assert typed(f"mouse{ENTER}{CTRL_D}", tmp_path).log == ["I looked for: mouse", "1. Norvik Wireless Mouse, 29.50"]


def test_a_failure_at_the_prompt_does_not_end_the_session(tmp_path: Path) -> None:
    assert typed(f"/undo{ENTER}/need{ENTER}/quit{ENTER}", tmp_path).log[-1] == "Nothing has been asked yet."


def test_a_paste_of_many_lines_is_one_need(tmp_path: Path) -> None:
    pasted = paste("watch\r\nin white\nunder 200 euros\n")
    log = typed(f"{pasted}{ENTER}{CTRL_D}", tmp_path).log
    assert log == ["I looked for: watch · in white · under 200 euros", "1. Aurelo Pacer Watch, 149.00"]


def test_alt_enter_breaks_the_line_and_does_not_send(tmp_path: Path) -> None:
    log = typed(f"watch{ALT_ENTER}in white{ENTER}{CTRL_D}", tmp_path).log
    assert log == ["I looked for: watch · in white", "1. Aurelo Pacer Watch, 149.00"]


def test_ctrl_c_at_the_prompt_clears_the_line_with_a_hint(tmp_path: Path) -> None:
    log = typed(f"a line never sent{CTRL_C}/need{ENTER}{CTRL_D}", tmp_path).log
    assert log == ["(Ctrl-D or /quit leaves; /help lists the commands.)", "Nothing has been asked yet."]


def test_lines_are_remembered_between_sessions(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there yet"
    pasted = paste("watch\nin white")
    typed(f"mouse{ENTER}{pasted}{ENTER}{CTRL_D}", folder)
    assert list(open_history(folder).load_history_strings()) == ["watch\nin white", "mouse"]
    typed(f"black watch{ENTER}{CTRL_D}", folder)
    assert list(open_history(folder).load_history_strings()) == ["black watch", "watch\nin white", "mouse"]


def test_a_history_that_cannot_be_kept_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ShopcliError, match="this session's lines are forgotten") as caught:
        open_history(tmp_path / "file")
    assert caught.value.hint == "Name another folder with SHOPCLI_DATA_DIR."


def completions(said: str, folder: Path) -> list[str]:
    with prompt(folder) as (_, session):
        assert session.completer is not None
        return [found.text for found in session.completer.get_completions(Document(said), CompleteEvent())]


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("/s", ["/show", "/save", "/save!", "/speak"]),
        ("/save w", []),
        ("watch from nor", ["Norvik", "Norvik Sports"]),
        ("watch from norvik sp", ["Norvik Sports"]),
        ("watch with batt", ["battery life"]),
        ("w", []),
        ("", []),
    ],
)
def test_tab_offers_commands_and_the_names_of_the_catalog(said: str, offered: list[str], tmp_path: Path) -> None:
    assert completions(said, tmp_path) == offered


def test_tab_offers_words_said_before() -> None:
    history = InMemoryHistory()
    history.append_string("waterproof watch")
    history.append_string("/save watches.md")
    list(history.load_history_strings())
    with create_pipe_input() as keys:
        session = open_prompt(commands={}, words=list, history=history, input=keys, output=DummyOutput())
        assert session.completer is not None
        found = [item.text for item in session.completer.get_completions(Document("wat"), CompleteEvent())]
    assert found == ["watch", "waterproof"]


def test_the_toolbar_shows_the_need_in_force() -> None:
    talk = Conversation(FakeShop(), FakeScreen(), top=1, text=False, prompted=False)
    assert talk.toolbar() == "Say what you are looking for, or /help."
    talk.hear("cheapest watch in white")
    assert talk.toolbar() == "watch · in white · by price, lowest first"
