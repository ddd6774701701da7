"""speech-dispatcher: the user's own voice on Linux, the one that their screen reader has, by its program spd-say."""

from __future__ import annotations

from shopcli.errors import UsageError
from shopcli.models.speech.program import SpeechProgram, find_program
from shopcli.models.speech.sound import Sound
from shopcli.types import SpokenForms

_OWN_SPEED = 170  # words a minute at its rate 0
_INSTALL = "Try it by itself: spd-say hello. Or set voice = 'espeak-ng'."


class SpeechDispatcher:
    """The user's own voice; how fast it is, and which it is, is theirs unless a speed is wished.

    Args:
        program: spd-say.
        speed: words a minute; 0 is the user's own.
    """

    name = "spd-say"

    def __init__(self, program: SpeechProgram, speed: int = 0) -> None:
        self._program = program
        rate = max(-100, min(100, round(100 * (speed - _OWN_SPEED) / _OWN_SPEED)))
        self._manner = ["--rate", str(rate)] if speed else []

    def speak(self, text: str, forms: SpokenForms) -> None:
        """See `Voice`; the text is an argument behind ``--``, since lines of its standard input may be commands."""
        language = forms.tag.partition("-")[0]
        self._program.run([*self._manner, "--wait", "--application-name", "shopcli", "--language", language, "--", text])

    def synthesize(self, text: str, forms: SpokenForms) -> Sound:
        """It speaks to the loudspeaker alone.

        Raises:
            UsageError: always.
        """
        raise UsageError("spd-say cannot speak into a file.", hint="Use the voice espeak-ng.")

    def stop(self) -> None:
        """See `Voice`; the server goes on with what it was given unless it is told."""
        self._program.stop()
        if found := find_program("spd-say"):
            SpeechProgram(*found).run(["--stop"], limit_s=5)

    def prepare(self) -> None:
        """A program loads by itself."""


def open_speech_dispatcher(speed: int = 0) -> SpeechDispatcher | None:
    """speech-dispatcher where its program is installed."""
    found = find_program("spd-say")
    return SpeechDispatcher(SpeechProgram(*found, to_install=_INSTALL), speed) if found else None
