"""A spoken request: heard by a recogniser, told what the catalog sells, and chosen among its readings by what people ask there.

The readings of a recogniser are weighed by an n-gram model of requests over the catalog: "cheapest Lenovo laptop" over "keep
this thing over, laptop" (n-best rescoring, Ostendorf et al. 1991).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

from shopcli.errors import ShopcliError
from shopcli.models.speech.recognizer import POCKETSPHINX, Hypothesis, Recognizer
from shopcli.models.speech.sound import Sound
from shopcli.pipeline.speech.request_language import RequestLanguage
from shopcli.text.safe import safe

_WEIGHT = 0.3  # of the catalog's language beside the recogniser
_SHORTEST_S = 0.2


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard.

    Attributes:
        text: the likeliest reading.
        others: further readings, best first.
        by: the recogniser.
        duration_s: of the sound.
    """

    text: str
    others: tuple[str, ...]
    by: str
    duration_s: float


class Listener:
    """Hears requests over one catalog.

    Args:
        recognizer: makes readings of a sound.
        language: of requests over the catalog; None hears without it.
    """

    def __init__(self, recognizer: Recognizer, language: RequestLanguage | None) -> None:
        self._recognizer, self._language = recognizer, language

    def warm_up(self) -> Thread:
        """Load and learn what is needed, in the background; what goes wrong is met again where it is needed."""

        def load() -> None:
            try:
                self._recognizer.warm_up()
                if self._language:
                    _ = self._language.model
            except Exception:  # met again, and told, by `hear`
                return

        thread = Thread(target=load, name="listener", daemon=True)
        thread.start()
        return thread

    def hear(self, sound: Sound) -> Heard:
        """What was said.

        Raises:
            ShopcliError: nobody spoke, or no word was understood.
        """
        hint = "Say it again, nearer to the microphone, or type it."
        if sound.duration_s < _SHORTEST_S:
            raise ShopcliError("Nothing was heard.", hint=hint)
        told = self._language.told() if self._language else ()
        readings = [replace(one, text=cleaned(one.text)) for one in self._recognizer.hear(sound, told)]
        texts = list(dict.fromkeys(one.text for one in self._weighed(readings) if one.text))
        if not texts:
            raise ShopcliError("No word was understood.", hint=hint)
        return Heard(texts[0], tuple(texts[1:]), self._recognizer.name, sound.duration_s)

    def _weighed(self, readings: Sequence[Hypothesis]) -> list[Hypothesis]:
        """The readings, the likeliest first by sound and by what is asked for in this catalog."""
        if self._language is None or self._recognizer.name == POCKETSPHINX:  # which had the model as it heard
            return list(readings)
        language, model = self._language, self._language.model
        return sorted(readings, key=lambda one: -(one.score + _WEIGHT * model.logprob(language.words(one.text))))


def cleaned(text: str) -> str:
    """A reading as a shopper would type it: on one line, without the full stop of a sentence."""
    text = safe(text)
    return text if text.endswith("...") else text.rstrip(" .!。！,，")


def open_recognizer(kind: str, weights: Callable[[], Path], language: RequestLanguage | None) -> Recognizer:
    """A recogniser that is installed.

    Args:
        kind: one that `shopcli.models.speech.recognizer.chosen` gave.
        weights: finds its weights, where it has some.
        language: of requests, which PocketSphinx listens by.
    """
    if kind == POCKETSPHINX:
        from shopcli.models.speech.pocketsphinx import PocketSphinx

        return PocketSphinx(language.model if language else None, language.written if language else None)
    from shopcli.models.speech.whisper import Whisper

    return Whisper(weights())
