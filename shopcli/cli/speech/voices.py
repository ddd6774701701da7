"""What a command reads aloud and hears: its console with a voice, and its ears, opened when they are first used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from shopcli.errors import ShopcliError, failure_of

if TYPE_CHECKING:
    from shopcli.config import Settings
    from shopcli.index import Index
    from shopcli.models.speech.voice import Voice
    from shopcli.pipeline.speech.listener import Heard, Listener
    from shopcli.pipeline.speech.reader import Reader
    from shopcli.render.console import Console


@contextmanager
def aloud(console: Console, settings: Settings, *, speak: bool, file: Path | None) -> Iterator[Console]:
    """The console, which reads aloud what it shows where that is wished; left when all has been read.

    Args:
        console: shows.
        settings: which voice, how fast.
        speak: to the loudspeaker.
        file: into a WAV file.

    Raises:
        ShopcliError: there is no voice, or the file cannot be written.
    """
    if not speak and file is None:
        yield console
        return
    from shopcli.models.speech.sound import check_wav
    from shopcli.pipeline.speech.reader import Reader

    if file is not None:
        check_wav(file)
    readers = [Reader(_opener(console, settings, to_file=to_file is not None), file=to_file) for to_file in _ways(speak, file)]
    spoken = console
    for reader in readers:
        reader.prepare()  # said before any work that there is no voice
        spoken = _speaking(spoken, reader)
    try:
        yield spoken
        with console.waiting():
            for reader in readers:
                reader.finish()
    finally:
        for reader in readers:
            reader.stop()


def _ways(speak: bool, file: Path | None) -> list[Path | None]:
    return [*([None] if speak else []), *([file] if file is not None else [])]


def _speaking(console: Console, reader: Reader) -> Console:
    from shopcli.render.aloud.console import SpeakingConsole

    return cast("Console", SpeakingConsole(console, reader))


def _opener(console: Console, settings: Settings, *, to_file: bool) -> Callable[[], Voice]:
    def opened() -> Voice:
        from shopcli.models.speech.voices import NATURAL, open_voice

        if settings.speaker == NATURAL:
            from shopcli.cli.common import pull
            from shopcli.models.speech.natural_voice import JOE

            pull(console, [JOE])
        return open_voice(settings.speaker, speed=settings.speaking_speed, to_file=to_file)

    return opened


def open_listener(console: Console, settings: Settings, index: Index) -> Listener:
    """Ears for requests over an index, their weights at hand.

    Raises:
        ShopcliError: nothing that understands speech is installed, or its weights cannot be fetched.
    """
    from shopcli.cli.common import pull
    from shopcli.models.speech.recognizer import chosen
    from shopcli.models.weights.sources import fetch
    from shopcli.need.languages.registry import languages
    from shopcli.pipeline.speech.listener import Listener, open_recognizer
    from shopcli.pipeline.speech.request_language import RequestLanguage
    from shopcli.train.tagging.tagged_requests import shipped_requests

    kind, weights = chosen(settings.listener)
    if weights:
        pull(console, [weights])
    pack = languages()[-1]  # the one that the recognisers' own weights are of
    requests = [
        [(stretch.text, stretch.role) for stretch in one.stretches] for one in shipped_requests() if one.language == pack.code
    ]
    language = RequestLanguage(index, requests, pack.aloud)
    return Listener(open_recognizer(kind, lambda: fetch(weights), language), language)


def heard_from(file: Path | None, console: Console, ears: Callable[[], Listener]) -> Heard:
    """What is said in a file, or else to the microphone.

    Args:
        file: a WAV file, which is read before ears are opened.
        console: tells when to speak.
        ears: opens them.
    """
    if file is not None:
        from shopcli.models.speech.sound import read_wav

        sound = read_wav(file)
        return ears().hear(sound)
    from shopcli.models.speech.sound_device import record

    listener = ears()
    listener.warm_up()  # while the shopper speaks
    console.note("Listening ...")
    return listener.hear(record())


class Voices:
    """A conversation's mouth and ears; see `shopcli.chat.speech.Speech`.

    Args:
        console: shows.
        settings: which voice, which recogniser.
        index: of the catalog.
    """

    def __init__(self, console: Console, settings: Settings, index: Index) -> None:
        from shopcli.render.aloud.console import SpeakingConsole

        self._plain, self._settings, self._index = console, settings, index
        self._speaking = SpeakingConsole(console, None)
        self._reader: Reader | None = None

    @property
    def console(self) -> Console:
        """The console of the conversation, which can be made to read aloud."""
        return cast("Console", self._speaking)

    @property
    def is_speaking(self) -> bool:
        """Whether what is shown is read."""
        return self._speaking.reading is not None

    def switch(self, *, on: bool) -> None:
        """Read what is shown from now on, or no more.

        Raises:
            ShopcliError: there is no voice.
        """
        if on and self._reader is None:
            from shopcli.pipeline.speech.reader import Reader

            reader = Reader(_opener(self._plain, self._settings, to_file=False))
            reader.prepare()
            self._reader = reader
        self._speaking.reading = self._reader if on else None

    def hush(self) -> None:
        """Stop reading what is being read."""
        if self._reader is not None:
            self._reader.stop()

    def wait(self) -> None:
        """Until all is read."""
        if self._reader is not None:
            with self._plain.waiting():
                self._reader.settle()

    def trouble(self) -> ShopcliError | None:
        """Why nothing is read any more; reading is then off."""
        error = self._reader.error if self._reader is not None else None
        if error is None:
            return None
        self._reader = self._speaking.reading = None
        return failure_of(error)

    @cached_property
    def _listener(self) -> Listener:
        return open_listener(self._plain, self._settings, self._index)

    def listen(self, file: Path | None) -> str:
        """What was said to the microphone, or in a file."""
        return heard_from(file, self._plain, lambda: self._listener).text
