"""The reader: sentence by sentence in order, each in its language, bounded, stopped, written as one file, and failures told."""

from __future__ import annotations

import threading
import wave
from pathlib import Path

import pytest

from shopcli.errors import ShopcliError
from shopcli.models.speech.sound import Sound
from shopcli.pipeline.speech.reader import MOST_SENTENCES, Reader
from shopcli.types import SpokenForms


class Mouth:
    """A voice that keeps what it was given; it says nothing while it is held."""

    name = "mouth"

    def __init__(self, fails_at: str = "") -> None:
        self.said: list[tuple[str, str]] = []
        self.free, self.stopped = threading.Event(), threading.Event()
        self.free.set()
        self._fails_at = fails_at

    def prepare(self) -> None:
        pass

    def speak(self, text: str, forms: SpokenForms) -> None:
        if text == self._fails_at:
            raise ShopcliError("It is hoarse.", hint="Give it tea.")
        self.said.append((forms.tag, text))
        while not (self.free.wait(0.01) or self.stopped.is_set()):
            pass

    def synthesize(self, text: str, forms: SpokenForms) -> Sound:
        self.said.append((forms.tag, text))
        return Sound(b"\1\0" * len(text), 100)

    def stop(self) -> None:
        self.stopped.set()


def test_sentences_are_read_in_order_each_in_its_own_language() -> None:
    mouth = Mouth()
    reader = Reader(lambda: mouth)
    reader.read("It costs 20.00 EUR. 它很轻。", language="en", ids=["W-1"])
    reader.read("Het is W-1 ok.", language="de", ids=["W-1"])
    reader.read("第1件：Ridge，20.00 EUR。", language="zh")
    reader.finish()
    assert mouth.said == [
        ("en-US", "It costs 20 euros."), ("zh-CN", "它很轻。"), ("de-DE", "Het is ok."), ("zh-CN", "第1件：Ridge，20欧元。"),
    ]  # fmt: skip


def test_a_long_answer_ends_with_a_word_that_the_rest_is_to_be_read_and_the_next_one_is_read_again() -> None:
    mouth = Mouth()
    reader = Reader(lambda: mouth)
    reader.read(" ".join(f"Sentence {number} is here." for number in range(1, 31)), language="en")
    reader.begin()
    reader.read("Anew.", language="en")
    reader.finish()
    assert [text for _, text in mouth.said][MOST_SENTENCES - 1 :] == [
        "Sentence 24 is here.", "The rest is on the screen.", "Anew.",
    ]  # fmt: skip


def test_stopping_ends_what_is_being_said_and_forgets_the_rest() -> None:
    mouth = Mouth()
    mouth.free.clear()
    reader = Reader(lambda: mouth)
    reader.read("One. Two. Three.", language="en")
    while not mouth.said:
        pass
    reader.stop()
    reader.finish()
    assert mouth.said == [("en-US", "One.")]


def test_what_a_voice_fails_by_is_told_at_the_end_and_what_is_shown_goes_on() -> None:
    mouth = Mouth(fails_at="Two.")
    reader = Reader(lambda: mouth)
    reader.read("One. Two. Three.", language="en")
    reader.settle()
    reader.read("Four.", language="en")
    with pytest.raises(ShopcliError, match=r"It is hoarse\."):
        reader.finish()
    assert mouth.said == [("en-US", "One.")]


def test_a_whole_answer_becomes_one_file_with_pauses_between_sentences(tmp_path: Path) -> None:
    reader = Reader(Mouth, file=tmp_path / "said.wav")
    reader.read("One. Two.", language="en")
    reader.finish()
    with wave.open(str(tmp_path / "said.wav")) as file:
        assert (file.getframerate(), file.getnframes()) == (100, 4 + 30 + 4)


def test_no_file_is_left_where_a_voice_fails(tmp_path: Path) -> None:
    class Dumb(Mouth):
        def synthesize(self, text: str, forms: SpokenForms) -> Sound:
            raise ShopcliError("It is dumb.", hint="")

    reader = Reader(Dumb, file=tmp_path / "said.wav")
    reader.read("One.", language="en")
    with pytest.raises(ShopcliError, match=r"It is dumb\."):
        reader.finish()
    assert list(tmp_path.iterdir()) == []
