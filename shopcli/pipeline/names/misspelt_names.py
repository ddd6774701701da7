"""Names of several words among a catalog's values, however each word is misspelt: "chatoneuf du pap" is Châteauneuf-du-Pape.

A name from another language is written by ear, and its words are cut anywhere, so that no word of it is near to one of the
catalog's. All its letters together are (edit distance over the joined letters, relative to their number).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from shopcli.index import Index
from shopcli.need.spelling import Correction
from shopcli.need.translation.word_senses import without_accents
from shopcli.text.negation import NEGATORS
from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_READ_CHARACTERS = 400  # of one request
_MOST_WORDS = 6  # of a name, and of what is written for one
_SHORTEST, _LONGEST = 9, 40  # letters of a name
_MOST_VALUES = 20_000  # of one field; one with more holds prose, or codes
_OFF = 0.25  # of the letters of a name may be slips
_AHEAD = 1.5  # so many times nearer must a name be than any other
_STRANGE = 0.3  # of the letters stand in words that nobody knows
_ABBREVIATION = 3  # letters, behind which a point ends no sentence
_WORD = pattern(rf"[{HAN}]+|[^\W\d_{HAN}]+")  # Chinese runs on without blanks, into a name as well
_BETWEEN = pattern(r"[\s'’.&-]{1,3}")
_DIGIT = pattern(r"\d")


class _Found(NamedTuple):
    """A stretch of a request, half open, with the name that is meant and how far it is, in slips a letter."""

    off: float
    start: int
    end: int
    name: str


class MisspeltNames:
    """Finds the names that a catalog's brands, categories and choices are made of.

    Args:
        index: of the catalog.
        is_strange: whether neither the catalog nor the language knows a word (lower case).
    """

    def __init__(self, index: Index, is_strange: Callable[[str], bool]) -> None:
        self._index, self._is_strange = index, is_strange

    def corrections(self, text: str) -> list[Correction]:
        """The stretches of a request that are meant as names, disjoint and in order."""
        nearest = (self._nearest(text, start, end) for start, end in self._stretches(text[:_READ_CHARACTERS]))
        found = sorted((one for one in nearest if one), key=lambda one: (one.off, one.start - one.end))
        chosen: list[_Found] = []
        for one in found:
            if not any(one.start < other.end and other.start < one.end for other in chosen):
                chosen.append(one)
        return [
            Correction(one.start, one.end, text[one.start : one.end], one.name, "typo" if one.off else "variant")
            for one in sorted(chosen, key=lambda one: one.start)
        ]

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Where words stand together, half open, that hold enough letters which nobody knows."""
        words = list(_WORD.finditer(text))
        strange = [self._is_strange(word[0].lower()) for word in words]
        for first in range(len(words) if any(strange) else 0):
            letters = unknown = 0
            for last in range(first, min(len(words), first + _MOST_WORDS)):
                if words[last][0].lower() in NEGATORS or (last > first and not _joins(text, words[last - 1], words[last])):
                    break
                letters += len(words[last][0])
                unknown += len(words[last][0]) * strange[last]
                if letters >= _SHORTEST * (1 - _OFF) and unknown >= _STRANGE * letters:
                    yield words[first].start(), words[last].end()

    def _nearest(self, text: str, start: int, end: int) -> _Found | None:
        """The name that a stretch is near to; None where there is none, or another is about as near."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        letters, (joined, names) = _joined(text[start:end]), self._names
        most = int(_OFF * len(letters) / (1 - _OFF))
        nearest = process.extract(letters, joined, scorer=OSA.distance, score_cutoff=most, limit=2)
        near = [(slips, place) for name, slips, place in nearest if slips <= _OFF * max(len(letters), len(name))]
        if not near or (len(near) > 1 and near[1][0] < _AHEAD * near[0][0]):
            return None
        slips, place = near[0]
        name = names[place]
        return None if text[start:end] == name else _Found(slips / len(joined[place]), start, end, name)

    @cached_property
    def _names(self) -> tuple[Sequence[str], Sequence[str]]:
        """The names by their letters, and as they are written."""
        columns = self._index.columns
        fields = [name for name in ("brand", "category") if name in columns] + list(columns.dense_choices)
        names: dict[str, str] = {}
        for field in fields:
            choices = columns.get(field).choices
            for value in choices if len(choices) <= _MOST_VALUES else ():
                if _is_a_name(value):
                    names.setdefault(_joined(value), value)
        return list(names), list(names.values())


def _joins(text: str, word: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two words may be of one name: "St. Emilion", and not the end of a sentence and the next one."""
    between = text[word.end() : other.start()]
    return _BETWEEN.fullmatch(between) is not None and not ("." in between and len(word[0]) > _ABBREVIATION)


def _is_a_name(value: str) -> bool:
    """Whether a value is several words and nothing else."""
    words = _WORD.findall(value)
    letters = sum(map(len, words))
    return 1 < len(words) <= _MOST_WORDS and _SHORTEST <= letters <= _LONGEST and not _DIGIT.search(value)


def _joined(text: str) -> str:
    """The letters of a text, lower case, without accents."""
    return "".join(_WORD.findall(without_accents(text)))
