"""PocketSphinx: speech to text by hidden Markov models (BSD), which hears only words that it was given.

Its wheel has a model of American English and a dictionary of 134,000 words. What it listens for is the catalog's own language:
an n-gram model of requests over its things. A word that the dictionary lacks, as a brand, is said by espeak-ng where that is
installed, and cannot be heard without.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from shopcli.errors import ModelError
from shopcli.models.speech.espeak import open_espeak
from shopcli.models.speech.ngram_model import NgramModel
from shopcli.models.speech.pronunciation import arpabet
from shopcli.models.speech.recognizer import Hypothesis
from shopcli.models.speech.sound import Sound, joined, silence

_RATE = 16_000
_MOST = 8  # readings
_WEIGHT, _INSERTION = 6.5, 0.65  # of the language beside the sound, and for each word more
_VOICE = "en-us"
_MOST_SAID = 3000  # words that espeak-ng is asked for
_ENTRY = re.compile(r"(\S+?)(?:\(\d+\))?\s+(.+)")


class PocketSphinx:
    """A recogniser over one language model.

    Args:
        language: of requests; None is the wheel's own of general English.
        written: each of its words as the catalog writes it, for those that are said otherwise than they look: ``HDMI``.
    """

    name = "pocketsphinx"

    def __init__(self, language: NgramModel | None, written: Mapping[str, str] | None = None) -> None:
        self._language, self._written = language, written or {}

    @cached_property
    def _decoder(self) -> Any:
        from pocketsphinx import Decoder, get_model_path

        home = Path(get_model_path("en-us"))
        given: dict[str, Any] = {"hmm": str(home / "en-us"), "samprate": float(_RATE), "loglevel": "FATAL", "bestpath": True}
        try:
            if self._language is None:
                return Decoder(lm=str(home / "en-us.lm.bin"), dict=str(home / "cmudict-en-us.dict"), **given)
            with tempfile.TemporaryDirectory() as folder:
                words, model = Path(folder, "words.dict"), Path(folder, "model.arpa")
                words.write_text("\n".join(self._entries(home / "cmudict-en-us.dict")) + "\n", encoding="utf-8")
                model.write_text("\n".join(self._language.arpa()) + "\n", encoding="utf-8")
                return Decoder(lm=str(model), dict=str(words), lw=_WEIGHT, wip=_INSERTION, **given)
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"pocketsphinx cannot start: {error}", hint="Take it off with pip, then put it on again."
            ) from None

    def _entries(self, dictionary: Path) -> Iterator[str]:
        """The lines of the dictionary whose words may come, and those that are made."""
        assert self._language is not None
        wanted, found = set(self._language.words), set[str]()
        with dictionary.open(encoding="utf-8") as lines:
            for line in lines:
                entry = _ENTRY.match(line)
                if entry and entry[1] in wanted:
                    found.add(entry[1])
                    yield line.strip()
        if (espeak := open_espeak()) is None:
            return
        missing = sorted(wanted - found)[:_MOST_SAID]
        said = espeak.phonemes_of([self._written.get(word, word) for word in missing], _VOICE)
        for word, ipa in zip(missing, said, strict=True):
            if sounds := arpabet(ipa):
                yield f"{word} {sounds}"

    def warm_up(self) -> None:
        """Load the models."""
        _ = self._decoder

    def hear(self, sound: Sound, told: object = ()) -> tuple[Hypothesis, ...]:
        """The likeliest readings, best first; none where no word was heard."""
        decoder = self._decoder
        quiet = silence(0.2, _RATE)
        decoder.start_utt()
        decoder.process_raw(joined([quiet, sound.at_rate(_RATE), quiet], pause_s=0.0).samples, full_utt=True)
        decoder.end_utt()
        best = decoder.hyp()
        if best is None or not best.hypstr.strip():
            return ()
        readings = {best.hypstr.strip(): 0.0}
        for at, one in zip(range(_MOST), decoder.nbest() or (), strict=False):
            if one is not None and one.hypstr:
                readings.setdefault(" ".join(re.sub(r"<[^>]*>|\[[^\]]*\]", " ", one.hypstr).split()), -1.0 - at)
        return tuple(Hypothesis(text, score) for text, score in readings.items() if text)
