"""Speech in a conversation: ``/speak`` reads answers aloud, ``/listen`` hears a request, which the next line sends or mends.

What was heard is never acted on by itself: on a terminal it stands on the line, where it can be mended; elsewhere an empty
line sends it, and any other takes its place.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from shopcli.errors import ShopcliError, UsageError

if TYPE_CHECKING:
    from shopcli.render.console import Console

HEARD = "Heard: {text}"
_SEND = "Enter sends it. Or type what you meant."
_ON, _OFF = "on", "off"


class Speech(Protocol):
    """What a conversation asks of ears and a mouth; see `shopcli.cli.speech.voices.Voices`."""

    def switch(self, *, on: bool) -> None:
        """Read what is shown from now on, or no more."""

    def hush(self) -> None:
        """Stop reading what is being read."""

    def wait(self) -> None:
        """Until all is read."""

    def trouble(self) -> ShopcliError | None:
        """Why nothing is read any more; told once."""

    @property
    def is_speaking(self) -> bool:
        """Whether what is shown is read."""

    def listen(self, file: Path | None) -> str:
        """What was said to the microphone, or in a file."""


class SpokenInput:
    """What was heard and waits to be sent.

    Args:
        speech: hears; None where a conversation has no ears.
        by_voice: whether an empty line listens.
        interrupts: whether a line stops what is being read, as where a person types it; else that is waited for.
    """

    def __init__(self, speech: Speech | None = None, *, by_voice: bool = False, interrupts: bool = False) -> None:
        self._speech, self._by_voice, self._interrupts = speech, by_voice, interrupts
        self._heard = ""

    def taken(self) -> str:
        """What was heard, to stand on the line that is typed on; from now on that line alone says what is meant."""
        heard, self._heard = self._heard, ""
        return heard

    def trouble(self) -> ShopcliError | None:
        """See `Speech`."""
        return self._speech.trouble() if self._speech else None

    def end(self) -> None:
        """The conversation is over."""
        if self._speech:
            self._quiet(self._speech)

    def _quiet(self, speech: Speech) -> None:
        speech.hush() if self._interrupts else speech.wait()

    def meant(self, line: str, console: Console) -> str:
        """What a line says: an empty one sends what was heard, or else listens, where that is wished; empty: nothing more."""
        heard = self.taken()
        if line.strip():
            if self._speech:
                self._quiet(self._speech)
            return line
        if heard:
            return heard
        if self._by_voice:
            self.listen("", console)
        return ""

    def listen(self, name: str, console: Console) -> None:
        """Hear a request, and show it."""
        if self._speech is None:
            raise UsageError("This talk has no ears.", hint="Run it as: shopcli chat")
        self._quiet(self._speech)
        self._heard = self._speech.listen(Path(name.strip("\"'")).expanduser() if name else None)
        console.message(HEARD.format(text=self._heard))
        console.hint(_SEND)

    def speak(self, wish: str, console: Console) -> None:
        """Read aloud from now on, or no more."""
        if self._speech is None:
            raise UsageError("This talk has no voice.", hint="Run it as: shopcli chat")
        wish = wish.strip().lower()
        if wish not in ("", _ON, _OFF):
            raise UsageError(f"/speak does not know {wish!r}.", hint="Write /speak, /speak on or /speak off.")
        on = wish == _ON or (not wish and not self._speech.is_speaking)
        self._speech.switch(on=on)
        if not on:
            self._speech.hush()
        console.note("Answers are read aloud." if on else "Answers are no longer read aloud.")
