"""Speech on the command line: answers read aloud and into files, what is heard in files, and what is missing told."""

from __future__ import annotations

import io
import json
import shutil
import wave
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from shopcli.cli.speech.voices import Voices, aloud
from shopcli.config import Settings
from shopcli.errors import ShopcliError
from shopcli.index import Index
from shopcli.models.speech.espeak import open_espeak
from shopcli.models.speech.sound import read_wav, write_wav
from shopcli.need.languages.registry import language_named
from shopcli.render.accessible.console import AccessibleConsole
from shopcli.render.console import Console
from shopcli.types import Advice, Answer, ClarifyingQuestion, Hit, Need, Product, Sentence
from tests.speech_programs import Programs, path_of, programs
from tests.test_cli import Shell, shell

__all__ = ["programs", "shell"]

WATCH = Product("W-1", "Ridge watch", brand="Fjell", price=189.0, currency="EUR")
ANSWER = Answer(Need("a watch", ()), (Hit(WATCH, 1.0),), 1, looked_for="I looked for: watch")


def shown(console: Console) -> None:
    """A whole answer."""
    console.show_answer(ANSWER)
    console.show_sentence(Sentence("The Ridge watch costs 189.00 EUR.", ("W-1",), "template"), ANSWER)
    console.end_advice(ANSWER, Advice((), "writer"))
    console.show_question(ClarifyingQuestion("Which colour?", "colour", ()))


@pytest.fixture(params=[Console, AccessibleConsole])
def screen(request: pytest.FixtureRequest) -> Iterator[tuple[Console, io.StringIO]]:
    out = io.StringIO()
    options = {"plain": True} if request.param is Console else {}
    yield request.param(out=out, err=io.StringIO(), **options), out


# --- reading aloud ------------------------------------------------------------------------------------------------------------


def test_an_answer_is_read_as_it_is_shown_and_the_screen_is_as_ever(
    programs: Programs, screen: tuple[Console, io.StringIO]
) -> None:
    programs.add("espeak-ng")
    console, out = screen
    with aloud(console, Settings(), speak=True, file=None) as spoken:
        shown(spoken)
    assert [text for *_, text in programs.calls] == [
        "I looked for: watch.", "1: Fjell Ridge watch, 189 euros.", "The Ridge watch costs 189 euros.", "Which colour?",
    ]  # fmt: skip
    silent = io.StringIO()
    shown(type(console)(out=silent, err=io.StringIO(), **({"plain": True} if type(console) is Console else {})))
    assert out.getvalue() == silent.getvalue()


def test_an_answer_that_is_not_to_be_read_goes_to_the_very_console(screen: tuple[Console, io.StringIO]) -> None:
    with aloud(screen[0], Settings(), speak=False, file=None) as same:
        assert same is screen[0]


def test_a_voice_that_fails_costs_nothing_of_what_is_shown(programs: Programs, screen: tuple[Console, io.StringIO]) -> None:
    programs.add("espeak-ng", fails="error: no card")
    console, out = screen
    with pytest.raises(ShopcliError, match="espeak-ng failed"), aloud(console, Settings(), speak=True, file=None) as spoken:
        shown(spoken)
    assert out.getvalue().endswith("Which colour?\n")


def test_reading_is_switched_in_a_conversation_and_trouble_ends_it(
    programs: Programs, index: Index, screen: tuple[Console, io.StringIO]
) -> None:
    voices = Voices(screen[0], Settings(), index)
    shown(voices.console)
    with pytest.raises(ShopcliError, match="There is no voice on this machine"):
        voices.switch(on=True)
    assert not voices.is_speaking
    programs.add("espeak-ng")
    voices.switch(on=True)
    shown(voices.console)
    voices.wait()
    assert len(programs.calls) == 4
    programs.add("espeak-ng", fails="error: no card")
    shown(voices.console)
    voices.wait()
    told = voices.trouble()
    assert (str(told), voices.trouble(), voices.is_speaking) == ("espeak-ng failed: error: no card", None, False)


def test_ask_reads_the_whole_answer_into_a_file(shell: Shell, programs: Programs, tmp_path: Path) -> None:
    programs.add("espeak-ng")
    said = tmp_path / "said.wav"
    request = ("ask", "rain coat below 90", "--index", shell.index, "--no-text", "--speak-to", said)
    done = shell.run(*request, **path_of(programs))
    assert (done.returncode, done.stderr) == (0, "")
    read = [text for *_, text in programs.calls]
    assert read[:2] == ["I looked for: rain coat; below 90.", "2 products meet every limit."]
    assert any("Fjell Rain coat" in text and text.endswith(" 80 euros.") for text in read)
    with wave.open(str(said)) as file:
        assert file.getnframes() == sum(100 * len(text) for text in read) + (len(read) - 1) * int(0.3 * 22050)
    again = shell.run(*request, **path_of(programs))
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.startswith(f"error: {said} is there already.\nhint: ")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--speak",), 1, "error: There is no voice on this machine.\nhint: Install espeak-ng: apt install espeak-ng"),
        (("--speak-to", "a.mp3"), 2, "error: a.mp3 is no name of a sound.\nhint: Name it FILE.wav.\n"),
        (("--speak", "--json"), 2, "error: Only what is shown is read aloud.\nhint: Leave out --json, --format and --batch.\n"),
        (
            ("--speak", "--speaker", "parrot"),
            2,
            "error: 'parrot' is no voice.\nhint: Known: auto, spd-say, espeak-ng, system, natural.\n",
        ),
    ],
)
def test_what_hinders_reading_is_said_before_any_work(
    shell: Shell, programs: Programs, arguments: tuple[str, ...], code: int, told: str
) -> None:
    done = shell.run("ask", "coat", "--index", shell.index, "--no-text", *arguments, **path_of(programs))
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(told)


def test_a_piped_conversation_reads_its_answers_from_speak_on(shell: Shell, programs: Programs) -> None:
    programs.add("espeak-ng")
    talk = "green tea\n/speak\nrain coat\n"
    done = shell.run("chat", "--index", shell.index, "--no-text", "--plain", stdin=talk, **path_of(programs))
    assert done.returncode == 0
    read = [text for *_, text in programs.calls]
    assert read[0] == "I looked for: rain coat." and len(read) >= 3


# --- listening ----------------------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_sound_is_told_before_anything_is_loaded(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_text("no sound", encoding="utf-8")
    done = shell.run("listen", "--index", shell.index, "--listen-from", tmp_path / "x.wav")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {tmp_path / 'x.wav'} is not heard: it is no WAV file.\nhint: ")


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """A request that espeak-ng says."""
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")
    espeak = open_espeak(150)
    assert espeak is not None
    path = tmp_path / "said.wav"
    write_wav(path, espeak.synthesize("green tea", language_named("en").aloud))
    return path


def test_espeak_ng_itself_speaks_english_and_mandarin(said: Path) -> None:
    espeak = open_espeak()
    assert espeak is not None
    assert 0.4 < read_wav(said).duration_s < 3
    assert 0.4 < espeak.synthesize("这款手表有定位。", language_named("zh").aloud).duration_s < 6
    assert espeak.phonemes_of(["HDMI", "tea"], "en-us")[1] == "tˈiː"


needs_sphinx = pytest.mark.skipif(find_spec("pocketsphinx") is None, reason="pocketsphinx is not installed")


@needs_sphinx
def test_what_is_heard_in_a_pipe_is_printed_and_asked_only_when_that_was_said(shell: Shell, said: Path) -> None:
    listen = ("listen", "--index", shell.index, "--listener", "pocketsphinx", "--no-text", "--listen-from", said)
    done = shell.run(*listen)
    assert (done.returncode, done.stdout, done.stderr) == (0, "green tea\n", "")
    told = json.loads(shell.run(*listen, "--json", "--yes").stdout)
    assert (told["heard"], told["by"], told["answer"]["query"]) == ("green tea", "pocketsphinx", "green tea")


@needs_sphinx
def test_a_conversation_hears_a_file_and_an_empty_line_sends_it(shell: Shell, said: Path) -> None:
    talk = f"/listen {said}\n\n"
    done = shell.run("chat", "--index", shell.index, "--no-text", "--plain", "--listener", "pocketsphinx", stdin=talk)
    assert done.stdout.startswith("Heard: green tea\nI looked for: green tea.\n")
    assert done.stderr == "Enter sends it. Or type what you meant.\n"
