"""Speech in a conversation: what was heard is sent by an empty line or mended, reading is switched, and trouble told once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from shopcli.chat.repl import run_repl
from shopcli.errors import ShopcliError
from tests.fake_shop import FakeScreen, FakeShop


class Talker:
    """Ears that hear the same again and again, and a mouth that keeps what happens to it."""

    def __init__(self, hears: str = "a wireless mouse", fails: str = "") -> None:
        self._hears, self._fails = hears, fails
        self.is_speaking = False
        self.log: list[str] = []

    def switch(self, *, on: bool) -> None:
        self.is_speaking = on

    def hush(self) -> None:
        self.log.append("hushed")

    def wait(self) -> None:
        self.log.append("waited")

    def trouble(self) -> ShopcliError | None:
        told, self._fails = self._fails, ""
        return ShopcliError(told, hint="Rest.") if told else None

    def listen(self, file: Path | None) -> str:
        self.log.append(f"heard {file}")
        return self._hears


def piped(lines: str, talker: Talker | None, *, by_voice: bool = False) -> tuple[int, list[str]]:
    screen = FakeScreen()
    stream = io.StringIO(lines)
    code = run_repl(FakeShop(), screen, top=1, text=False, input_stream=stream, speech=talker, by_voice=by_voice)
    return code, screen.log


def test_what_was_heard_is_shown_and_an_empty_line_sends_it() -> None:
    talker = Talker()
    _, log = piped("/listen said.wav\n\n", talker)
    assert log[:3] == ["Heard: a wireless mouse", "(Enter sends it. Or type what you meant.)", "I looked for: wireless mouse"]
    assert talker.log.count("heard said.wav") == 1


def test_any_other_line_takes_the_place_of_what_was_heard() -> None:
    _, log = piped("/listen said.wav\nwatch\n\n", Talker())
    assert [line for line in log if line.startswith("I looked for")] == ["I looked for: watch"]


def test_by_voice_an_empty_line_listens_to_the_microphone_and_else_does_nothing() -> None:
    talker = Talker()
    _, log = piped("\n\n", talker, by_voice=True)
    assert log[0] == "Heard: a wireless mouse"
    assert log[2] == "I looked for: wireless mouse"
    assert "heard None" in talker.log
    assert piped("\n\n", Talker())[1] == []


def test_on_a_prompt_what_was_heard_stands_on_the_line_to_be_mended() -> None:
    screen, talker = FakeScreen(), Talker()
    with create_pipe_input() as keys:
        keys.send_text("/listen said.wav\r\x7f\x7f\x7f\x7f\x7fkeyboard\r/listen said.wav\r\x15\r/quit\r")
        session: PromptSession[str] = PromptSession(input=keys, output=DummyOutput())
        run_repl(FakeShop(), screen, top=1, text=False, prompt_session=session, speech=talker)
    assert [line for line in screen.log if line.startswith("I looked for")] == ["I looked for: wireless keyboard"]


def test_reading_aloud_is_switched_on_and_off() -> None:
    talker = Talker()
    _, log = piped("/speak\n/speak\n/speak on\n/speak loudly\n", talker)
    assert log == [
        "(Answers are read aloud.)", "(Answers are no longer read aloud.)", "(Answers are read aloud.)",
        "error: /speak does not know 'loudly'.", "hint: Write /speak, /speak on or /speak off.",
    ]  # fmt: skip
    assert talker.is_speaking


def test_in_a_pipe_each_answer_is_read_to_its_end_and_a_typed_line_stops_the_voice() -> None:
    talker = Talker()
    piped("watch\n", talker)
    assert talker.log == ["waited", "waited"]
    with create_pipe_input() as keys:
        keys.send_text("watch\r/quit\r")
        session: PromptSession[str] = PromptSession(input=keys, output=DummyOutput())
        typed = Talker()
        run_repl(FakeShop(), FakeScreen(), top=1, text=False, prompt_session=session, speech=typed)
    assert typed.log == ["hushed"] * 3


def test_what_a_voice_fails_by_is_told_once_and_is_the_exit_code() -> None:
    code, log = piped("watch\nmouse\n", Talker(fails="It is hoarse."))
    assert (code, [line for line in log if line.startswith("error")]) == (1, ["error: It is hoarse."])


@pytest.mark.parametrize("line", ["/speak", "/listen"])
def test_a_conversation_without_speech_says_so(line: str) -> None:
    code, log = piped(f"{line}\n", None)
    assert (code, log[0][:15]) == (2, "error: This tal")
