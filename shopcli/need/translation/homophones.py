"""Slips of the pen in words whose characters are chosen by sound: 建盘 is 键盘, "keyboard", by whoever types its pinyin.

A run of characters that is no word is read as a word that sounds the same, or nearly, or looks alike, where the thesaurus has
that word as a thing or the catalog speaks of it. The bar is high: brands that no dictionary has, and words of one character
that merely follow each other, are no words either. So one character of two or three is a slip, never all of them; what only
joins or counts is none; and of two words that are as likely neither is chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple, Protocol

from shopcli.need.languages.spelling_rules import Homophones
from shopcli.need.spelling import Correction
from shopcli.need.thesaurus import open_thesaurus
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.makers import MAKERS
from shopcli.need.translation.pronunciations import LONGEST, THING, WISH, Pronunciations, open_pronunciations
from shopcli.need.translation.word_senses import senses
from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_READ_CHARACTERS = 400  # of one request
_RUN = pattern(f"[{HAN}]+")
_LONG = 4  # characters of a word of which two may be slips
_WHOLE = 3  # characters from which a word that the dictionary lacks otherwise is a word for certain
_NEAR = 0.5  # the distance of sounds that many confuse
_PRODUCTIVE = 2  # names of things that a character begins or ends, for it to make names with others as well
_NOUN = "n"  # what jieba marks nouns by


class CatalogWords(Protocol):
    """What a catalog says."""

    @property
    def brands(self) -> Collection[str]:
        """The brands, lower case."""

    def word_count(self, word: str) -> int:
        """How many products say all the words of ``word``."""

    def is_one_word(self, word: str) -> bool:
        """Whether any product says ``word``, and says it as one word."""

    def calls_a_kind(self, term: str) -> bool:
        """Whether ``term`` is what a kind of things is called."""


class _Reading(NamedTuple):
    """A stretch of a request, half open, with what may be meant by it.

    Attributes:
        changed: where in the stretch other characters are meant.
        distance: of the sounds of those: 0 alike, .5 where many confuse them, 1 else.
        is_loose: whether each of them stands alone, and is no part of a longer word.
    """

    start: int
    end: int
    said: str
    meant: str
    changed: tuple[int, ...]
    distance: float
    is_loose: bool

    @property
    def mended(self) -> dict[int, str]:
        """The characters that are meant, by where they stand in the request."""
        return {self.start + at: self.meant[at] for at in self.changed}


class HomophoneSpeller:
    """Reads runs of characters that are no words as the words that they sound or look like.

    Args:
        rules: how characters are taken for one another.
        catalog: its words.
    """

    def __init__(self, rules: Homophones, catalog: CatalogWords) -> None:
        self._rules, self._catalog = rules, catalog
        self._is_word = lru_cache(maxsize=1 << 13)(self._is_any_word)
        self._known = lru_cache(maxsize=1 << 12)(self._products_of)

    def corrections(self, text: str) -> list[Correction]:
        """The stretches of a request that are meant otherwise than written, disjoint and in order, each as long as it was.

        What stands behind its first 400 characters is not looked at.
        """
        plain = open_dictionary().simplified(text[:_READ_CHARACTERS])
        readings = [
            reading
            for run in _RUN.finditer(plain)
            for reading in self._readings(run[0], run.start())
            if self._can_be_a_slip(reading, plain) and self._is_meant(reading) and not self._is_in_a_name(reading, plain)
        ]
        chosen: list[_Reading] = []
        for reading in sorted(readings, key=self._rank, reverse=True):
            if not any(_overlap(reading, other) for other in chosen) and not self._has_a_rival(reading, readings):
                chosen.append(reading)
        return [Correction(one.start, one.end, text[one.start : one.end], one.meant, "spelling") for one in sorted(chosen)]

    def _readings(self, run: str, offset: int) -> Iterator[_Reading]:
        """All that stretches of a run of characters may be meant for, whether it is likely or not."""
        words = _cut(run)
        loose = _loose(words)
        stretches = [(start, end) for start, end in _stretches(words) if not self._is_word(run[start:end])]
        said = self._pronunciations
        sounds = {run[start:end]: said.sounds(run[start:end]) for start, end in stretches}
        alike = said.sounding_like({sound for of_one in sounds.values() for sound in of_one})
        for start, end in stretches:
            stretch = run[start:end]
            by_sound = {word for sound in sounds[stretch] for word in (*alike.get(sound, ()), *self._brands.get(sound, ()))}
            for word in sorted({*by_sound, *self._looking_like(stretch)} - {stretch}):
                changed = tuple(at for at, (this, other) in enumerate(zip(stretch, word, strict=True)) if this != other)
                distance = sum(self._distance(stretch[at], word[at]) for at in changed)
                is_loose = all(start + at in loose for at in changed)
                yield _Reading(start + offset, end + offset, stretch, word, changed, distance, is_loose)

    def _looking_like(self, stretch: str) -> Iterator[str]:
        """The words of which one character looks like that of a stretch."""
        for at, character in enumerate(stretch):
            for other in self._lookalikes.get(character, ()):
                word = stretch[:at] + other + stretch[at + 1 :]
                if self._pronunciations.sort(word) or open_dictionary().glosses(word):
                    yield word

    def _distance(self, this: str, other: str) -> float:
        distance = self._pronunciations.distance(this, other)
        return min(distance, _NEAR) if other in self._lookalikes.get(this, ()) else distance

    def _is_in_a_name(self, reading: _Reading, text: str) -> bool:
        """Whether a character that would be a slip is part of a longer word, however jieba cuts it: 车厘子."""
        return any(
            self._is_word(text[start:end])
            for slip in reading.mended
            for start in range(max(0, slip - LONGEST), slip + 1)
            for end in range(max(slip + 1, start + _WHOLE), min(len(text), start + LONGEST + 1) + 1)
            if _RUN.fullmatch(text[start:end])
        )

    def _can_be_a_slip(self, reading: _Reading, text: str) -> bool:
        """Whether the characters that would be slips are any: not all of a word, nor such as join or count things."""
        rules, length, slips = self._rules, len(reading.said), [reading.said[at] for at in reading.changed]
        following = text[reading.end : reading.end + 1]
        at_the_end = reading.changed == (length - 1,)
        if len(slips) > 1 and (length < _LONG or len(slips) > 2 or reading.distance):
            return False
        is_within = reading.changed[0] > 0 and reading.changed[-1] < length - 1 and not reading.distance
        if at_the_end and following and following in rules.aspects:
            return False  # what was done: 玻璃碎了
        if not reading.is_loose:
            return length >= _WHOLE and not reading.distance
        if not rules.particles.isdisjoint(slips):
            return False
        if not rules.small.isdisjoint(slips) and not (self._joins_nothing(reading, following) if at_the_end else is_within):
            return False
        said_of_all = rules.small | rules.qualities | rules.particles
        return length >= _WHOLE or said_of_all.isdisjoint(c for at, c in enumerate(reading.said) if at not in reading.changed)

    def _joins_nothing(self, reading: _Reading, following: str) -> bool:
        """Whether a small word that ends a stretch stands where it makes no sense: at the very end, or in a long name.

        Behind a word of its own it may make sense: 睡带 is a slip of 睡袋, but 露营带 is what is taken along for camping.
        """
        length = len(reading.said)
        if length >= _WHOLE and self._is_word(reading.said[:-1]):
            return False
        return not _RUN.match(following) or (length >= _LONG and not reading.distance)

    def _is_meant(self, reading: _Reading) -> bool:
        """Whether a word is likely to be meant: what it is to the thesaurus and the catalog outweighs how far it is."""
        is_thing, slip = self._is_thing(reading.meant), reading.said[reading.changed[0]]
        if len(reading.said) < _WHOLE:
            if not self._known(reading.meant) or reading.distance > _NEAR:
                return False
            if self._makes_names(reading):
                return is_thing and not reading.distance and not self._known(slip)
            return is_thing or (not reading.distance and self._is_spoken_of(reading.meant, slip))
        if not (is_thing or reading.is_loose):
            return False
        if self._sort(reading.meant) == WISH:
            return not reading.distance and reading.meant[0] not in self._rules.denials
        if reading.distance and self._makes_names(reading):
            return False
        if not is_thing:
            return bool(self._known(reading.meant)) and reading.distance <= _NEAR and self._is_a_noun(reading, slip)
        return reading.distance <= _NEAR or bool(self._known(reading.meant))

    def _is_spoken_of(self, word: str, slip: str) -> bool:
        """Whether a short word that is no thing is spoken of here: a wish, the catalog's own, or its one name for a kind."""
        if self._sort(word) == WISH:
            return True
        if self._known(slip):
            return False
        meanings = [sense.text for sense in senses(open_dictionary().glosses(word))]
        return self._catalog.is_one_word(word) or (len(meanings) == 1 and self._catalog.calls_a_kind(meanings[0]))

    def _is_a_noun(self, reading: _Reading, slip: str) -> bool:
        """Whether a slip can be part of a name: nothing that one does (客户寄), nor what stands beside a word."""
        import rjieba

        if any(len(rest) > 1 and self._is_word(rest) for rest in (reading.said[1:], reading.said[:-1])):
            return False
        joining = self._rules.small | self._rules.particles | self._rules.qualities
        return joining.isdisjoint((reading.said[0], reading.said[-1])) and rjieba.tag(slip)[0][1].startswith(_NOUN)

    def _makes_names(self, reading: _Reading) -> bool:
        """Whether the character that would be a slip often begins, or ends, the names of things: 床帘 may well be one."""
        at = reading.changed[0]
        first, last = self._pronunciations.ends(reading.said[at])
        if at == 0:
            return first >= _PRODUCTIVE
        return at == len(reading.said) - 1 and last >= _PRODUCTIVE

    def _rank(self, reading: _Reading) -> tuple[int, float, bool, bool]:
        """How sure a reading is: by its length, how near it is, and what knows the word."""
        is_known = self._known(reading.meant) > 0
        return len(reading.said), -reading.distance, self._is_thing(reading.meant), is_known

    def _has_a_rival(self, reading: _Reading, readings: Sequence[_Reading]) -> bool:
        """Whether something else is as likely to be meant, and is not the same thing by another name: 订书机, 钉书机."""
        rings = open_thesaurus().rings(reading.meant)
        return any(
            self._rank(other) >= self._rank(reading)
            and other.mended != reading.mended
            and not (rings and open_thesaurus().rings(other.meant) == rings)
            for other in readings
            if _overlap(reading, other)
        )

    def _is_thing(self, word: str) -> bool:
        maker = MAKERS.get(word)
        return self._sort(word) == THING or word in self._catalog.brands or (maker in self._catalog.brands if maker else False)

    def _sort(self, word: str) -> str:
        return self._pronunciations.sort(word)

    def _is_any_word(self, text: str) -> bool:
        """Whether a stretch is a word: of the dictionary, of the thesaurus, of jieba or of the catalog, or a maker's name."""
        import rjieba

        if text in MAKERS or text in self._catalog.brands or open_dictionary().glosses(text) or self._sort(text):
            return True
        return bool(rjieba.has_word(text)) or self._catalog.is_one_word(text)

    def _products_of(self, word: str) -> int:
        """How many products speak of what a word means: by its characters, or by any English name for it."""
        names = [name for ring in open_thesaurus().rings(word) for name in ring.english]
        meanings = [sense.text for sense in senses(open_dictionary().glosses(word)) if not sense.is_verb]
        by_name = int(word in self._catalog.brands or (word in MAKERS and MAKERS[word] in self._catalog.brands))
        by_word = self._catalog.word_count(word) if self._catalog.is_one_word(word) else 0
        return max((by_name, by_word, *map(self._catalog.word_count, (*names, *meanings))))

    @cached_property
    def _pronunciations(self) -> Pronunciations:
        return open_pronunciations(self._rules)

    @cached_property
    def _brands(self) -> dict[str, list[str]]:
        """The Chinese ones of the brands and of the makers among them, by their sounds."""
        brands = (*self._catalog.brands, *(name for name, maker in MAKERS.items() if maker in self._catalog.brands))
        by_sound: dict[str, list[str]] = {}
        for brand in brands:
            if _RUN.fullmatch(brand) and 1 < len(brand) <= LONGEST:
                for sound in self._pronunciations.sounds(brand):
                    by_sound.setdefault(sound, []).append(brand)
        return by_sound

    @cached_property
    def _lookalikes(self) -> dict[str, str]:
        alike: dict[str, str] = {}
        for group in self._rules.lookalikes:
            for character in group:
                alike[character] = alike.get(character, "") + group.replace(character, "")
        return alike


def _cut(run: str) -> list[str]:
    """The words of jieba's dictionary that a run falls into; what it lacks falls into single characters."""
    import rjieba

    return rjieba.cut(run, False)


def _loose(words: Sequence[str]) -> set[int]:
    """Where the words of a single character stand."""
    ends = accumulate(map(len, words))
    return {end - 1 for end, word in zip(ends, words, strict=True) if len(word) == 1}


def _stretches(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where several words stand together, half open, of which one is a single character, and which may be a word."""
    starts = [0, *accumulate(map(len, words))]
    for first, start in enumerate(starts):
        for last in range(first + 2, len(starts)):
            if starts[last] - start > LONGEST:
                break
            if 1 in map(len, words[first:last]):
                yield start, starts[last]


def _overlap(this: _Reading, other: _Reading) -> bool:
    return this.start < other.end and other.start < this.end
