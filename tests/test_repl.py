"""The conversation as it is typed and shown."""

from __future__ import annotations

import errno
import io
import threading
from pathlib import Path

import pytest

from shopcli.chat.repl import COMMANDS, KEYS, run_repl
from shopcli.errors import ModelError, ShopcliError
from shopcli.need.dialogue.speech_acts import spoken_command
from shopcli.types import Answer, Need
from tests.fake_shop import FakeScreen, FakeShop


def piped(lines: str, shop: FakeShop | None = None, *, top: int = 2, text: bool = False) -> tuple[int, FakeScreen]:
    screen = FakeScreen()
    code = run_repl(shop or FakeShop(), screen, top=top, text=text, input_stream=io.StringIO(lines))
    return code, screen


TEN_TURNS = """\
watch with GPS under 200 euros
/why 1
in white
/more
not that brand
/need
/drop 3
make it 100
/compare 1 2
/show 1
like the second
/undo
"""
SHOWN = """\
I looked for: watch · GPS · under 200 euros
1. Norvik Trail Watch, 168.95
2. Tessel Bip Watch, 79.90
« The Norvik Trail Watch costs 168.95 EUR.
« The Tessel Bip Watch costs 79.90 EUR.
« 2 by fake-writer
1. Norvik Trail Watch
  watch: nearest (title: Norvik Trail Watch), attention 0.50
  GPS: only ranks, no fact stands out
  under 200 euros: met (price: 168.95 EUR)
watch: title: Norvik Trail Watch 0.50; price: 168.95 EUR 0.17; colour: black 0.17; gps: yes 0.17
GPS: title: Norvik Trail Watch 0.50; price: 168.95 EUR 0.17; colour: black 0.17; gps: yes 0.17
under 200 euros: price: 168.95 EUR 1.00
Answered: "watch" by title: Norvik Trail Watch; "under 200 euros" by price: 168.95 EUR. Not answered: "GPS".
I looked for: watch · GPS · under 200 euros · in white
1. Aurelo Pacer Watch, 149.00
2. Norvik Trail Watch, 168.95, misses in white
« The Aurelo Pacer Watch costs 149.00 EUR.
« The Norvik Trail Watch costs 168.95 EUR.
« 2 by fake-writer
I looked for: watch · GPS · under 200 euros · in white
1. Aurelo Pacer Watch, 149.00
2. Norvik Trail Watch, 168.95, misses in white
3. Tessel Bip Watch, 79.90, misses in white
4. Kibo Classic Watch, 19.90, misses in white
I looked for: watch · GPS · under 200 euros · in white · not that brand
1. Norvik Trail Watch, 168.95, misses in white
2. Tessel Bip Watch, 79.90, misses in white
« The Norvik Trail Watch costs 168.95 EUR.
« The Tessel Bip Watch costs 79.90 EUR.
« 2 by fake-writer
need 1: watch
need 2: GPS
need 3: under 200 euros
need 4: in white
need 5: not that brand
I looked for: watch · GPS · in white · not that brand
1. Norvik Trail Watch, 168.95, misses in white
2. Tessel Bip Watch, 79.90, misses in white
« My advice stays the same: the Norvik Trail Watch.
« 1 by fake-writer
I looked for: watch · GPS · in white · not that brand · make it 100
1. Tessel Bip Watch, 79.90, misses in white
2. Kibo Classic Watch, 19.90, misses in white
« The Tessel Bip Watch costs 79.90 EUR.
« The Kibo Classic Watch costs 19.90 EUR.
« 2 by fake-writer
Tessel Bip Watch (3 facts) | Kibo Classic Watch (3 facts)
2 compared for watch; GPS; in white; not that brand; make it 100.
Tessel Bip Watch: price: 79.90 EUR, colour: black, gps: yes
I looked for: watch · GPS · in white · not that brand · make it 100 · like the second
1. Kibo Classic Watch, 19.90, misses in white
2. Tessel Bip Watch, 79.90, misses in white
« The Kibo Classic Watch costs 19.90 EUR.
« The Tessel Bip Watch costs 79.90 EUR.
« 2 by fake-writer
I looked for: watch · GPS · in white · not that brand · make it 100
1. Tessel Bip Watch, 79.90, misses in white
2. Kibo Classic Watch, 19.90, misses in white
"""


def test_ten_turns_over_a_pipe() -> None:
    code, screen = piped(TEN_TURNS, text=True)
    assert screen.text == SHOWN
    assert code == 0


# --- over a pipe ----------------------------------------------------------------------------------------------------


def test_a_pipe_that_ends_ends_the_session() -> None:
    assert piped("")[0] == 0


@pytest.mark.parametrize("leave", ["/quit", "/exit", "/QUIT"])
def test_nothing_is_read_after_leaving(leave: str) -> None:
    code, screen = piped(f"{leave}\nwatch\n")
    assert (code, screen.log) == (0, [])


def test_empty_lines_and_byte_order_marks_say_nothing() -> None:
    assert piped("\ufeff\n   \n\t\n")[1].log == []
    assert piped("\ufeff/need\n")[1].log == ["Nothing has been asked yet."]


def test_without_text_nothing_is_written() -> None:
    assert piped("mouse\n")[1].log == [
        "I looked for: mouse",
        "1. Norvik Wireless Mouse, 29.50",
        "2. Norvik Trail Watch, 168.95",
    ]


@pytest.mark.parametrize(
    ("line", "error", "hint"),
    [
        ("/wyh 1", "There is no command /wyh.", "Did you mean /why? /help lists the commands."),
        ("/xyzzy", "There is no command /xyzzy.", "/help lists the commands."),
        ("/", "There is no command /.", "/help lists the commands."),
        ("/why", "Which number on the screen?", "Write for example: /why 2"),
        ("/why 1 2", "Which number on the screen?", "Write for example: /why 2"),
        ("/why two", "Which number on the screen?", "Write for example: /why 2"),
        ("/show 99999999999999999999", "Which number on the screen?", "Write for example: /show 2"),
        ("/show 3", "There is no result 3: 0 shown.", "Say what you are looking for."),
        ("/compare 1", "A comparison needs two results or more.", "Write for example: /compare 1 3"),
        ("/compare 1 1", "A comparison needs two results or more.", "Write for example: /compare 1 3"),
        ("/more", "Nothing has been asked yet.", "Say what you are looking for, such as: a gift under 20."),
        ("/need lose 2", "/need does not know 'lose'.", "Write for example: /need drop 2"),
        ("/need drop", "Which number on the screen?", "Write for example: /drop 2"),
        ("/undo", "There is nothing to undo.", "Say what you are looking for."),
        ("/save", "Save it where?", "Write for example: /save watches.md"),
    ],
)
def test_a_command_that_cannot_be_obeyed_says_what_to_write(line: str, error: str, hint: str) -> None:
    code, screen = piped(f"{line}\n/need\n")
    assert screen.log == [f"error: {error}", f"hint: {hint}", "Nothing has been asked yet."]
    assert code == 2


def test_a_number_may_carry_its_mark() -> None:
    assert piped("mouse\n/compare #1, #2\n")[1].log[-1] == "Norvik Wireless Mouse (3 facts) | Norvik Trail Watch (3 facts)"


def test_help_lists_every_command_from_the_table() -> None:
    log = piped("/help\n")[1].log
    assert [line.split()[0] for line in log[:-1]] == list(COMMANDS)
    assert log[0] == "/why N        why result N: what it meets, misses and does not say"
    assert log[-1] == KEYS


def test_need_drop_and_drop_are_the_same() -> None:
    assert piped("watch in white\n/need drop 2\n")[1].log == piped("watch in white\n/drop 2\n")[1].log
    assert piped("watch in white\n/not 2\n")[1].log == piped("watch in white\n/drop 2\n")[1].log
    assert piped("watch in white\nstrike out number 2\n")[1].log == piped("watch in white\n去掉第2条\n")[1].log


def test_reset_starts_anew_and_undo_takes_it_back() -> None:
    log = piped("watch in white\n/reset\n/need\n/undo\n")[1].log
    assert log[3:] == ["Forgotten. What are you looking for?", "Nothing has been asked yet.", *log[:3]]


def test_undoing_the_first_step_is_the_start() -> None:
    assert piped("watch\n/undo\n")[1].log[-1] == "Back at the start: nothing is asked."


def test_the_conversation_is_saved_and_not_over_a_file_by_accident(tmp_path: Path) -> None:
    path = tmp_path / "my watches.md"
    code, screen = piped(f'watch\n/save "{path}"\n/save {path}\nmouse\n/save! {path}\n')
    assert screen.log[3] == f"Saved as {path}."
    assert screen.log[4:6] == [f"error: {path} is there already.", f"hint: Replace it with: /save! {path}"]
    assert screen.log[-1] == f"Saved as {path}."
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("##")] == ["## watch", "## mouse"]
    assert code == 2


# --- Ctrl-C ---------------------------------------------------------------------------------------------------------


def test_ctrl_c_stops_the_writing_and_not_the_session() -> None:
    code, screen = piped("watch\nin white\n", FakeShop(interrupted_after=1), text=True)
    assert screen.log == [
        "I looked for: watch",
        "1. Norvik Trail Watch, 168.95",
        "2. Tessel Bip Watch, 79.90",
        "« The Norvik Trail Watch costs 168.95 EUR.",
        "« 1 by fake-writer",
        "(Stopped. What was found stays.)",
        "I looked for: watch · in white",
        "1. Aurelo Pacer Watch, 149.00",
        "2. Norvik Trail Watch, 168.95, misses in white",
        "« The Aurelo Pacer Watch costs 149.00 EUR.",
        "« 1 by fake-writer",
        "(Stopped. What was found stays.)",
    ]
    assert code == 0


def test_ctrl_c_before_the_first_sentence_leaves_nothing_to_sign() -> None:
    assert piped("watch\n", FakeShop(interrupted_after=0), text=True)[1].log[3:] == ["(Stopped. What was found stays.)"]


def test_what_was_written_before_ctrl_c_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    piped(f"watch\n/save {path}\n", FakeShop(interrupted_after=1), text=True)
    assert path.read_text(encoding="utf-8").splitlines()[-1] == "> The Norvik Trail Watch costs 168.95 EUR."


class _Interrupted(FakeShop):
    """Ctrl-C arrives in the middle of the first search."""

    searches = 0

    def search(self, *args: object, **options: object) -> Answer:
        self.searches += 1
        if self.searches == 1:
            raise KeyboardInterrupt
        return super().search(*args, **options)  # type: ignore[arg-type]


def test_ctrl_c_while_searching_leaves_the_session_as_it_was() -> None:
    log = piped("watch\n/need\nmouse\n", _Interrupted())[1].log
    assert log[:3] == ["(Stopped.)", "Nothing has been asked yet.", "I looked for: mouse"]


# --- models that load while the shopper types -----------------------------------------------------------------------


def test_models_load_once_and_off_the_main_thread() -> None:
    loaded: list[str] = []

    class Shop(FakeShop):
        def warm_up(self, *, text: bool = True) -> None:
            loaded.append(threading.current_thread().name)

    piped("watch\nmouse\n", Shop())
    assert loaded == ["warm-up"]


def test_commands_that_need_no_model_do_not_wait_for_it() -> None:
    gate = threading.Event()

    class Shop(FakeShop):
        def warm_up(self, *, text: bool = True) -> None:
            gate.wait(60)

    assert piped("/need\n", Shop())[1].log == ["Nothing has been asked yet."]
    gate.set()


def test_a_failure_to_load_is_told_once_and_what_works_without_goes_on() -> None:
    shop = FakeShop(cannot_load=ModelError("No weights.", hint="shopcli models pull"))
    code, screen = piped("/need\nmouse\nwatch\n", shop)
    assert screen.log == [
        "Nothing has been asked yet.",
        "error: No weights.",
        "hint: shopcli models pull",
        "I looked for: mouse",
        "1. Norvik Wireless Mouse, 29.50",
        "2. Norvik Trail Watch, 168.95",
        "I looked for: watch",
        "1. Norvik Trail Watch, 168.95",
        "2. Tessel Bip Watch, 79.90",
    ]
    assert code == 6


def test_a_search_that_fails_for_the_same_reason_does_not_say_it_twice() -> None:
    shop = FakeShop(
        cannot_load=ModelError("No weights.", hint="shopcli models pull"),
        cannot_search=ModelError("No weights.", hint="shopcli models pull"),
    )
    told = ["error: No weights.", "hint: shopcli models pull"]
    assert piped("watch\n", shop)[1].log == told
    assert piped("watch\nmouse\n", shop)[1].log == told * 2


FAULT = "hint: This is a fault of shopcli. SHOPCLI_DEBUG=1 shows the traceback; please report it to its developers with that."


@pytest.mark.parametrize(
    ("error", "said"), [(ZeroDivisionError("a bug"), "ZeroDivisionError: a bug"), (MemoryError(), "MemoryError")]
)
def test_a_fault_while_loading_is_told_once_and_what_works_without_goes_on(error, said):
    code, screen = piped("watch\nmouse\n", FakeShop(cannot_load=error))
    assert screen.log == [
        f"error: shopcli failed at this: {said}",
        FAULT,
        "I looked for: watch",
        "1. Norvik Trail Watch, 168.95",
        "2. Tessel Bip Watch, 79.90",
        "I looked for: mouse",
        "1. Norvik Wireless Mouse, 29.50",
        "2. Norvik Trail Watch, 168.95",
    ]
    assert code == 70


class _Poisoned(FakeShop):
    """A shop that fails where somebody asks for mice."""

    def search(self, need: Need, **options: int) -> Answer:
        if "mouse" in need.query:
            if "deep" in need.query:
                return self.search(need, **options)
            raise KeyError("mouse")
        return super().search(need, **options)


@pytest.mark.parametrize(("line", "said"), [("mouse", "KeyError: 'mouse'"), ("a deep mouse", "RecursionError: ")])
def test_a_line_that_fails_unexpectedly_is_told_and_the_conversation_goes_on_where_it_was(line, said):
    code, screen = piped(f"watch\n{line}\n/need\nin white\n", _Poisoned())
    log = [entry for entry in screen.log if entry[:1] not in "12"]
    assert log[1].startswith(f"error: shopcli failed at this: {said}")
    assert [log[0], *log[2:]] == ["I looked for: watch", FAULT, "need 1: watch", "I looked for: watch · in white"]
    assert code == 70


def test_the_traceback_of_a_fault_is_shown_where_it_is_wanted(capsys, monkeypatch):
    piped("mouse\n", _Poisoned())
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("SHOPCLI_DEBUG", "1")
    piped("mouse\nwatch\n", _Poisoned())
    err = capsys.readouterr().err
    assert (err.count("Traceback"), err.endswith("KeyError: 'mouse'\n")) == (1, True)


@pytest.mark.parametrize("error", [BrokenPipeError(), OSError(errno.ENOSPC, "No space left on device")])
def test_a_closed_pipe_and_a_full_disk_end_the_conversation(error):
    with pytest.raises(type(error)):
        piped("watch\nmouse\n", FakeShop(cannot_load=error))


def test_the_first_failure_decides_the_exit_code() -> None:
    shop = FakeShop(cannot_search=ShopcliError("The index is gone.", hint="Build it."))
    assert piped("/undo\nwatch\n", shop)[0] == 2
    assert piped("watch\n/undo\n", shop)[0] == 1


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("start over", "/reset"), ("Let's start again.", "/reset"), ("compare the first two", "/compare 1 2"),
        ("compare 1 and 3", "/compare 1 3"), ("compare them", "/compare 1 2 3"), ("重新开始", "/reset"),
        ("比较一下前两个", "/compare 1 2"), ("对比第1和第3", "/compare 1 3"), ("start", None),
        ("compare prices of laptops", None),
    ],
)  # fmt: skip
def test_a_command_may_be_said_in_words(said, command):
    assert spoken_command(said, 3) == command


def test_a_question_about_the_shown_is_told_and_searches_nothing() -> None:
    code, screen = piped("watch\nis the second one waterproof?\nand the first?\n/save\n")
    assert (code, screen.log[3:5]) == (2, ["Tessel Bip Watch: is waterproof", "Norvik Trail Watch: is waterproof"])


def test_no_text_leaves_the_sentences_below_a_comparison_out() -> None:
    assert "compared for" in piped("watch\n/compare 1 2\n", text=True)[1].text
    assert "compared for" not in piped("watch\n/compare 1 2\n", text=False)[1].text
