"""Speech synthesis: what any voice can do."""

from __future__ import annotations

from typing import Protocol

from shopcli.models.speech.sound import Sound
from shopcli.types import SpokenForms

INSTALL_ESPEAK = "Install espeak-ng: apt install espeak-ng, brew install espeak-ng, or from github.com/espeak-ng/espeak-ng."


class Voice(Protocol):
    """Reads sentences aloud. Each text is one line of `shopcli.text.aloud.for_the_ear`."""

    name: str

    def speak(self, text: str, forms: SpokenForms) -> None:
        """Read a text to the loudspeaker; returns when it was said, or was stopped."""

    def synthesize(self, text: str, forms: SpokenForms) -> Sound:
        """A text as sound."""

    def stop(self) -> None:
        """Say no more of what is being said."""

    def prepare(self) -> None:
        """Load what it needs, before anything is to be said."""
