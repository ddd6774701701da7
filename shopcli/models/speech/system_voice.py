"""The systems' own voices: ``say`` of macOS, and SAPI of Windows by pyttsx3 (MPL-2.0) in a process of its own."""

from __future__ import annotations

import re
import sys
import tempfile
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from shopcli.models.speech.program import SpeechProgram, find_program
from shopcli.models.speech.sound import DEFAULT_RATE, Sound, read_wav
from shopcli.types import SpokenForms

_LISTED = re.compile(r"^(.+?)\s{2,}([a-z]{2,3}[_-][A-Z0-9]{2,4})\b", re.MULTILINE)  # "Tingting    zh_CN    # 你好"


class MacVoice:
    """``say``, which takes its text from standard input.

    Args:
        program: it.
        speed: words a minute; 0 is the user's own.
    """

    name = "say"

    def __init__(self, program: SpeechProgram, speed: int = 0) -> None:
        self._program = program
        self._manner = ["-r", str(speed)] if speed else []

    @cached_property
    def _voices(self) -> dict[str, str]:
        """The first voice of each language and country."""
        listed = self._program.run(["-v", "?"]).decode("utf-8", "replace")
        voices: dict[str, str] = {}
        for name, tag in _LISTED.findall(listed):
            voices.setdefault(tag.replace("_", "-"), name.strip())
        return voices

    def _voice(self, forms: SpokenForms) -> list[str]:
        """The first voice of the language and country, or of the language; the user's own where there is none."""
        language = forms.tag.partition("-")[0]
        near = next((name for tag, name in self._voices.items() if tag.partition("-")[0] == language), "")
        name = self._voices.get(forms.tag) or near
        return ["-v", name] if name else []

    def speak(self, text: str, forms: SpokenForms) -> None:
        """See `Voice`."""
        self._program.run([*self._manner, *self._voice(forms), "-f", "-"], text=text)

    def synthesize(self, text: str, forms: SpokenForms) -> Sound:
        """See `Voice`."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "said.wav")
            form = ["--file-format=WAVE", f"--data-format=LEI16@{DEFAULT_RATE}", "-o", str(file)]
            self._program.run([*self._manner, *self._voice(forms), *form, "-f", "-"], text=text)
            return read_wav(file) if file.exists() else Sound(b"", DEFAULT_RATE)

    def stop(self) -> None:
        """See `Voice`."""
        self._program.stop()

    def prepare(self) -> None:
        """A program loads by itself."""


class WindowsVoice:
    """SAPI, by a Python of its own that can be ended in the middle of a sentence.

    Args:
        program: Python.
        speed: words a minute; 0 is the user's own.
    """

    name = "sapi"

    def __init__(self, program: SpeechProgram, speed: int = 0) -> None:
        self._program, self._speed = program, speed

    def _arguments(self, forms: SpokenForms, file: str = "") -> list[str]:
        return ["-P", "-m", "shopcli.models.speech.sapi", str(self._speed), forms.tag, file]

    def speak(self, text: str, forms: SpokenForms) -> None:
        """See `Voice`."""
        self._program.run(self._arguments(forms), text=text)

    def synthesize(self, text: str, forms: SpokenForms) -> Sound:
        """See `Voice`."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "said.wav")
            self._program.run(self._arguments(forms, str(file)), text=text)
            return read_wav(file) if file.exists() else Sound(b"", DEFAULT_RATE)

    def stop(self) -> None:
        """See `Voice`."""
        self._program.stop()

    def prepare(self) -> None:
        """A program loads by itself."""


def open_system_voice(speed: int = 0) -> MacVoice | WindowsVoice | None:
    """The system's own voice, where it has one."""
    if sys.platform == "darwin" and (found := find_program("say")):
        return MacVoice(SpeechProgram(*found), speed)
    if sys.platform == "win32" and find_spec("pyttsx3") is not None:
        return WindowsVoice(SpeechProgram("pyttsx3", sys.executable), speed)
    return None
