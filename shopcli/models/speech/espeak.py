"""espeak-ng: formant synthesis in a hundred languages, by a program of its own (GPL-3.0, never linked or imported)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopcli.models.speech.program import SpeechProgram, find_program
from shopcli.models.speech.sound import Sound
from shopcli.models.speech.voice import INSTALL_ESPEAK
from shopcli.types import SpokenForms

_VOICE = re.compile(r"[a-z]{2,3}(?:[-+][A-Za-z0-9_-]{1,30})*")
_WORD_BREAK = re.compile(r"[^\w']+")
_SWITCH = re.compile(r"\([a-z-]{2,12}\)")  # "(en)": where it changes its language


class Espeak:
    """espeak-ng as a voice, and as what says how words sound.

    Args:
        program: it.
        speed: words a minute; 0 is its own.
        pitch: 0 to 99; None is the voice's.
    """

    name = "espeak-ng"

    def __init__(self, program: SpeechProgram, speed: int = 0, pitch: int | None = None) -> None:
        self._program = program
        self._manner = [*(["-s", str(speed)] if speed else []), *(["-p", str(pitch)] if pitch is not None else [])]

    def speak(self, text: str, forms: SpokenForms) -> None:
        """See `Voice`.

        Raises:
            ShopcliError: it finds no loudspeaker, or fails otherwise.
        """
        self._program.run([*self._manner, "-v", _voice(forms.voice), "--stdin"], text=text)

    def synthesize(self, text: str, forms: SpokenForms) -> Sound:
        """See `Voice`."""
        return self._program.sound([*self._manner, "-v", _voice(forms.voice), "--stdin", "--stdout"], text=text)

    def phonemes(self, text: str, voice: str) -> str:
        """A text in the International Phonetic Alphabet, its words parted by blanks."""
        ipa = self._program.run(["-q", "--ipa", "-v", _voice(voice), "--stdin"], text=text).decode("utf-8", "replace")
        return " ".join(_SWITCH.sub(" ", ipa).split())

    def phonemes_of(self, words: Sequence[str], voice: str) -> list[str]:
        """The same of each of many words by itself, in one run."""
        lines = "\n\n".join(_WORD_BREAK.sub(" ", word) or "-" for word in words)
        ipa = self._program.run(["-q", "--ipa", "-v", _voice(voice), "--stdin"], text=f"{lines}\n").decode("utf-8", "replace")
        said = [" ".join(_SWITCH.sub(" ", line).split()) for line in ipa.splitlines() if line.strip()]
        return said if len(said) == len(words) else [self.phonemes(word, voice) for word in words]

    def stop(self) -> None:
        """See `Voice`."""
        self._program.stop()

    def prepare(self) -> None:
        """A program loads by itself."""


def _voice(name: str) -> str:
    """A voice's name, which may come from a language of somebody else's."""
    return name if _VOICE.fullmatch(name) else SpokenForms().voice


def open_espeak(speed: int = 0, *, pitch: int | None = None) -> Espeak | None:
    """espeak-ng where it is installed, or its elder, espeak."""
    found = find_program("espeak-ng", "espeak")
    return Espeak(SpeechProgram(*found, to_install=INSTALL_ESPEAK), speed, pitch) if found else None
