"""Spoken requests: how many are understood as if they were typed, by voice and recogniser, and how soon an answer is heard.

    python benchmarks/speech.py INDEX REQUESTS.txt [--first 40] [--listeners whisper pocketsphinx]

espeak-ng says each request by one of 20 English voices, at one of five speeds; the natural voice says all of them. Each
recogniser hears both, first by itself, then with the catalog's words. A request is the same where its clauses are: what each
is, the field, comparison and value that it was read as, or, where no field decides it, its words. It needs espeak-ng, and
``shopcli[listen]``.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.cli.common import open_console
from shopcli.cli.speech.voices import open_listener
from shopcli.config import Settings, load_settings
from shopcli.errors import ShopcliError
from shopcli.models.speech.espeak import open_espeak
from shopcli.models.speech.natural_voice import open_natural_voice
from shopcli.models.speech.recognizer import POCKETSPHINX, WHISPER, chosen
from shopcli.models.speech.sound import Sound, read_wav, write_wav
from shopcli.models.weights.sources import fetch
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.speech.listener import Listener, open_recognizer
from shopcli.types import Need, SpokenForms

VOICES = (
    "en-us en-gb en-gb-scotland en-gb-x-gbclan en-gb-x-rp en-gb-x-gbcwmd en-029 en-us-nyc en-us+f2 en-gb+f3 en-us+m3 en-us+f4 "
    "en-gb+m7 en-us+m1 en-gb+f1 en-us+f5 en-029+f2 en-gb-scotland+f3 en-us+Alicia en-gb+Andrea"
).split()
SPEEDS = (140, 160, 175, 190, 210)
SENTENCE = "My pick within 200 euros is the Varnholm Ridge 2 outdoor watch in black, which has GPS and is rated 10 ATM."
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
Clauses = frozenset[tuple[object, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("requests", type=Path)
    parser.add_argument("--first", type=int, default=40)
    parser.add_argument("--work", type=Path, default=Path("build/speech"))
    parser.add_argument("--show", action="store_true", help="each request beside what was heard")
    parser.add_argument("--listeners", nargs="+", default=[WHISPER, POCKETSPHINX])
    arguments = parser.parse_args()
    requests = [line.strip() for line in arguments.requests.read_text(encoding="utf-8").splitlines() if line.strip()]
    requests = requests[: arguments.first]
    settings = load_settings(index=str(arguments.index), plain=True)
    advisor = Advisor.open(settings.index_path, settings=settings)
    typed = [clauses(advisor.understand(text)) for text in requests]
    by_robots, by_joe = spoken_by_espeak(requests, arguments.work), spoken_naturally(requests, arguments.work)
    for name, hears in listeners(arguments.listeners, advisor, settings):
        for whose, sounds in (("20 voices of espeak-ng", by_robots), ("natural voice", by_joe)):
            began, heard = time.process_time(), [hears(sound) for sound in sounds]
            spent_s = (time.process_time() - began) / len(sounds)
            same = [
                clauses(advisor.understand(text)) == wanted if text else False
                for text, wanted in zip(heard, typed, strict=True)
            ]
            wrong, in_all = map(sum, zip(*map(word_errors, requests, heard), strict=True))
            print(
                f"{name} | {whose} | the same clauses {sum(same)} of {len(same)} | word errors {wrong / in_all:.3f}"
                f" | {spent_s:.2f} s of processor time a request",
                flush=True,
            )
            if arguments.show:
                print(
                    "\n".join(
                        f"  {'same' if one else '----'} {r} | {h}" for one, r, h in zip(same, requests, heard, strict=True)
                    )
                )
    for line in first_sounds():
        print(line)


def spoken_by_espeak(requests: Sequence[str], work: Path) -> list[Sound]:
    """Each request by another voice, the speed changing too."""

    def say(number: int, text: str) -> Sound:
        espeak = open_espeak(SPEEDS[(number * 7 + number // len(VOICES)) % len(SPEEDS)])
        assert espeak is not None
        return espeak.synthesize(text, SpokenForms(voice=VOICES[number % len(VOICES)]))

    return kept(requests, work / "espeak", say)


def spoken_naturally(requests: Sequence[str], work: Path) -> list[Sound]:
    """Each request by the natural voice, its sums and units in words, as answers are read."""
    from shopcli.text.aloud import for_the_ear

    voice, forms = open_natural_voice(), language_named("en").aloud
    assert voice is not None
    return kept(requests, work / "natural", lambda _, text: voice.synthesize(for_the_ear(text, forms), forms))


def kept(requests: Sequence[str], folder: Path, say: Callable[[int, str], Sound]) -> list[Sound]:
    """The sounds, as files to be listened to."""
    folder.mkdir(parents=True, exist_ok=True)
    sounds = []
    for number, text in enumerate(requests):
        path = folder / f"{number:02}.wav"
        write_wav(path, say(number, text))
        sounds.append(read_wav(path))
    return sounds


def listeners(names: Sequence[str], advisor: Advisor, settings: Settings) -> Iterator[tuple[str, Callable[[Sound], str]]]:
    """Each recogniser by itself and with the catalog's words."""
    console = open_console(settings)
    for name in names:
        try:
            kind, weights = chosen(name)
        except ShopcliError as error:
            print(f"{name}: {error}")
            continue
        bare = Listener(open_recognizer(kind, lambda weights=weights: fetch(weights), None), None)
        yield f"{name} by itself", hearing(bare)
        yield (
            f"{name} with the catalog's words",
            hearing(open_listener(console, replace(settings, listener=name), advisor.index)),
        )


def hearing(listener: Listener) -> Callable[[Sound], str]:
    listener.warm_up().join()

    def hear(sound: Sound) -> str:
        try:
            return listener.hear(sound).text
        except ShopcliError:  # no word was understood
            return ""

    return hear


def clauses(need: Need) -> Clauses:
    """What was understood, without the words that a field has decided."""
    return frozenset(
        (one.kind, one.field, one.op, one.value, one.unit)
        if one.field
        else (one.kind, one.op, " ".join(words_of(one.text)), one.value)
        for one in need.clauses
    ) | {(need.sort.field, need.sort.order) if need.sort else ()}


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, lower case: "16GB" and "16 GB" are the same two."""
    return _WORD.findall(text.lower())


def word_errors(said: str, heard: str) -> tuple[int, int]:
    """Words put in, left out and changed, and those that were said; numbers as they are written."""
    one, other = (words_of(text) for text in (said, heard))
    row = list(range(len(other) + 1))
    for at, word in enumerate(one, 1):
        before, row[0] = row[:], at
        for place, found in enumerate(other, 1):
            row[place] = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (word != found))
    return row[-1], len(one)


def first_sounds() -> Iterator[str]:
    """From a sentence of advice to its first sound, for voices whose sound can be had: the median of seven."""
    forms = language_named("en").aloud
    for voice in (open_espeak(), open_natural_voice()):
        assert voice is not None
        began = time.perf_counter()
        voice.prepare()
        loaded_s = time.perf_counter() - began
        walls, spent = [], []
        for _ in range(7):
            began, processor = time.perf_counter(), time.process_time()
            sound = voice.synthesize(SENTENCE, forms)
            walls.append(time.perf_counter() - began)
            spent.append(time.process_time() - processor)
        yield (
            f"{voice.name}: {1000 * sorted(walls)[3]:.0f} ms from a sentence of {sound.duration_s:.1f} s to its sound"
            f" ({1000 * sorted(spent)[3]:.0f} ms of our processor time), {1000 * loaded_s:.0f} ms to load once"
        )


if __name__ == "__main__":
    main()
