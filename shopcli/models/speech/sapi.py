"""``python -m shopcli.models.speech.sapi SPEED TAG FILE``: read standard input aloud by SAPI, or into FILE."""

from __future__ import annotations

import sys
from typing import Any


def main(speed: str, tag: str, file: str) -> None:
    """Say what stands on standard input.

    Args:
        speed: words a minute; ``0`` is the user's own.
        tag: the language after BCP 47.
        file: a WAV file; empty for the loudspeaker.
    """
    from importlib import import_module

    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    engine: Any = import_module("pyttsx3").init()
    if int(speed):
        engine.setProperty("rate", int(speed))
    if voice := voice_for(engine.getProperty("voices"), tag):
        engine.setProperty("voice", voice)
    if file:
        engine.save_to_file(text, file)
    else:
        engine.say(text)
    engine.runAndWait()


def voice_for(voices: Any, tag: str) -> str:
    """The id of the first voice of a language; empty where none says that it has it, and the user's own is kept.

    Args:
        voices: of pyttsx3, each with an ``id`` and ``languages``.
        tag: ``zh-CN``.
    """
    language = tag.partition("-")[0].lower()
    for voice in voices or ():
        said = [*(getattr(voice, "languages", None) or ())]
        codes = [one.decode("ascii", "ignore") if isinstance(one, bytes) else str(one) for one in said]
        if any(code.strip("\x05").lower().replace("_", "-").split("-")[0] == language for code in codes):
            return str(voice.id)
    return ""


if __name__ == "__main__":
    main(*sys.argv[1:4])
