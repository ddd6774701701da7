"""Options of speech, each spelt once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SpeakOption = Annotated[bool, typer.Option("--speak", help="Read the answer aloud as it comes.")]
SpeakToOption = Annotated[Path | None, typer.Option("--speak-to", help="Read the whole answer into a new sound, FILE.wav.")]
SpeakerOption = Annotated[
    str | None,
    typer.Option("--speaker", help="Who reads: auto, spd-say, espeak-ng, system or natural.", show_default="auto"),
]
ListenFromOption = Annotated[Path | None, typer.Option("--listen-from", help="Hear FILE.wav.", show_default="the microphone")]
ListenerOption = Annotated[
    str | None,
    typer.Option("--listener", help="Who listens: auto, whisper, pocketsphinx or Whisper weights.", show_default="auto"),
]
VoiceOption = Annotated[bool, typer.Option("--voice", help="Enter on an empty line listens for a request.")]
