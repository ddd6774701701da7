"""Which voice is taken: the one that is wished, or the first that is on this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable

from shopcli.errors import ShopcliError, UsageError
from shopcli.models.speech.voice import INSTALL_ESPEAK, Voice

AUTO = "auto"
SPEEDS = (80, 450)  # words a minute that voices can say


def _speech_dispatcher(speed: int) -> Voice | None:
    from shopcli.models.speech.speech_dispatcher import open_speech_dispatcher

    return open_speech_dispatcher(speed)


def _espeak(speed: int) -> Voice | None:
    from shopcli.models.speech.espeak import open_espeak

    return open_espeak(speed)


def _system(speed: int) -> Voice | None:
    from shopcli.models.speech.system_voice import open_system_voice

    return open_system_voice(speed)


def _natural(speed: int) -> Voice | None:
    from shopcli.models.speech.natural_voice import open_natural_voice

    return open_natural_voice(speed)


NATURAL = "natural"
_OPENERS: dict[str, Callable[[int], Voice | None]] = {
    "spd-say": _speech_dispatcher, "espeak-ng": _espeak, "system": _system, NATURAL: _natural,
}  # fmt: skip
VOICES = tuple(_OPENERS)  # in the order in which they are looked for
_TO_FILE = ("espeak-ng", "system", NATURAL)  # those that give sound


def open_voice(name: str = AUTO, *, speed: int = 0, to_file: bool = False) -> Voice:
    """The voice of that name, or the first that is on this machine.

    Args:
        name: one of `VOICES`, or ``auto``.
        speed: words a minute; 0 leaves it to the voice.
        to_file: whether sound is wanted, which the user's own voice of speech-dispatcher does not give.

    Raises:
        UsageError: no such voice, or no such speed.
        ShopcliError: it is not on this machine, or none is.
    """
    if name not in (AUTO, *VOICES):
        raise UsageError(f"{name!r} is no voice.", hint=f"Known: {AUTO}, {', '.join(VOICES)}.")
    if speed and not SPEEDS[0] <= speed <= SPEEDS[1]:
        raise UsageError(f"No voice says {speed} words a minute.", hint=f"Give {SPEEDS[0]} to {SPEEDS[1]}, or 0 for its own.")
    if name != AUTO and to_file and name not in _TO_FILE:
        raise UsageError(f"{name} cannot speak into a file.", hint=f"Use one of: {', '.join(_TO_FILE)}.")
    for one in (_TO_FILE if to_file else VOICES) if name == AUTO else (name,):
        if (voice := _OPENERS[one](speed)) is not None:
            return voice
    if name == AUTO:
        raise ShopcliError("There is no voice on this machine.", hint=INSTALL_ESPEAK)
    raise ShopcliError(f"The voice {name} is not on this machine.", hint=_how_to_get(name))


def _how_to_get(name: str) -> str:
    if name == "system":
        if sys.platform == "win32":
            return "Install it: python -m pip install 'shopcli[speech]'"
        return "macOS and Windows have one. Here, use espeak-ng."
    return "Install speech-dispatcher: apt install speech-dispatcher." if name == "spd-say" else INSTALL_ESPEAK
