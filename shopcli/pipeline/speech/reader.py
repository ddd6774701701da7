"""Reading aloud: what is shown goes sentence by sentence to a voice, in the language that each sentence is in.

The voice has a thread of its own, so that the first sentence is heard while the next ones are written.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from shopcli.models.speech.sound import Sound, joined, write_wav
from shopcli.models.speech.voice import Voice
from shopcli.need.languages.registry import language_named, language_of
from shopcli.text.aloud import for_the_ear, sentences_of
from shopcli.text.scripts import has_han
from shopcli.types import SpokenForms

MOST_SENTENCES = 24  # of one answer that are read; the rest is on the screen
PAUSE_S = 0.3


class Reader:
    """Reads what it is given, one sentence after the other.

    Args:
        open_voice: opens the voice, when it is first needed.
        file: where all of it is written as one sound; None reads it to the loudspeaker.
    """

    def __init__(self, open_voice: Callable[[], Voice], *, file: Path | None = None) -> None:
        self._open, self._file = open_voice, file
        self._waiting: deque[tuple[str, SpokenForms]] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self.error: Exception | None = None
        self._busy = False
        self._n_read = 0
        self._sounds: list[Sound] = []

    @cached_property
    def voice(self) -> Voice:
        """The voice."""
        return self._open()

    def forms(self, language: str) -> SpokenForms:
        """How a language is read, by its code."""
        return language_named(language).aloud

    def read(self, text: str, *, language: str = "", ids: Collection[str] = ()) -> None:
        """Read a text when what was given before has been read.

        Args:
            text: what is shown; may come from a catalog.
            language: the code of the one that it is in; found by itself where none is named, and for each sentence
                that is in another script.
            ids: of products, which are not read.
        """
        if self.error is not None:  # it is told by whoever waits; what is shown goes on
            return
        forms = self.forms(language) if language else None
        for sentence in sentences_of(text):
            spoken = forms if forms and has_han(sentence) == has_han(forms.on_screen) else language_of(sentence).aloud
            if said := for_the_ear(sentence, spoken, ids=ids):
                self._add(said, spoken)

    def prepare(self) -> None:
        """Open the voice, and load what it needs in the background.

        Raises:
            ShopcliError: there is none.
        """
        voice = self.voice

        def load() -> None:
            with suppress(Exception):  # met again where it is to speak
                voice.prepare()

        threading.Thread(target=load, name="voice", daemon=True).start()

    def begin(self) -> None:
        """A new answer begins: its sentences are counted anew."""
        self._n_read = 0

    def _add(self, said: str, forms: SpokenForms) -> None:
        self._n_read += 1
        if self._n_read > MOST_SENTENCES:
            if self._n_read > MOST_SENTENCES + 1:
                return
            said = forms.on_screen
        with self._changed:
            self._waiting.append((said, forms))
            self._changed.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="reader", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                said, forms = self._waiting.popleft()
                self._busy = True
            try:
                if self._file is None:
                    self.voice.speak(said, forms)
                else:
                    self._sounds.append(self.voice.synthesize(said, forms))
            except Exception as error:  # raised by `finish`
                self.error = error
            with self._changed:
                self._busy = False
                if self.error is not None:
                    self._waiting.clear()
                self._changed.notify_all()

    def finish(self) -> None:
        """Until all is read. Where it is for a file, that is written.

        Raises:
            ShopcliError: a sentence could not be read.
        """
        self.settle()
        if self.error is not None:
            raise self.error
        if self._file is not None:
            write_wav(self._file, joined([one for one in self._sounds if one.samples], pause_s=PAUSE_S))

    def settle(self) -> None:
        """Until all is read, or cannot be; Ctrl-C stops the voice."""
        try:
            with self._changed:
                while self._waiting or self._busy:
                    self._changed.wait(0.1)
        except KeyboardInterrupt:
            self.stop()
            raise

    def stop(self) -> None:
        """Say no more."""
        with self._changed:
            self._waiting.clear()
            busy = self._busy
        if busy:
            self.voice.stop()
