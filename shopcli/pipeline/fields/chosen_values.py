"""Values that fields choose from, known again in other words: "two-person" is "2-person"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from shopcli.index.parts.columns import FieldColumns
from shopcli.need.languages.registry import numerals
from shopcli.text.negation import NEGATORS
from shopcli.text.words import IRREGULAR_SINGULARS
from shopcli.util.lazy_regex import pattern

_WORDS = pattern(r"[^\W_]+")
_POSSESSIVE = pattern(r"(?<=[^\W\d_])['’]s?(?!\w)")  # "goat's", "goats'"
_PLAIN_START = pattern(r"[a-zA-Z0-9]")
_LEVEL = pattern(r"\s*[>/|;»,]\s*")
_ENDS = pattern(r"(?<=[a-z]{3})(?:ed|en|es|s|e)\Z")  # "sleeved", "wooden", "sleeves"
_OF_A_RANGE = 2  # numbers, which a value has in common with many others: "4.5 - 5 mm"
_SHORT = 30  # characters
_NO_SORTS = NEGATORS | {"semi", "half", "quasi", "halb"}
_AMERICAN = (("our", "or"), ("re", "er"), ("ise", "ize"))


class ChosenValues:
    """The short values that one index's fields choose from, by what they say in any writing.

    Args:
        columns: the fields.
    """

    def __init__(self, columns: FieldColumns) -> None:
        self._columns = columns
        self._beginning = cache(self._beginning_so)

    def named(self, words: str) -> dict[str, tuple[str, ...]]:
        """By each field that has a value saying what some words say: that value, and those that say it and more."""
        key = said_by(words)
        if all(word.isdigit() for word in key):
            return {}  # a number by itself names no value: 5 is no "5%"
        values = self._beginning(key[0][0]) if key else ()  # few of thousands begin with the same letter
        saying = (fields for said, fields in values if said == key)
        fields = dict.fromkeys(field for fields in saying for field in fields)
        return {field: self._saying(field, key) for field in fields}

    def is_one(self, said: Sequence[str]) -> bool:
        """Whether some field has a value that says these words and no more, which `said_by` gives."""
        return bool(said) and any(own == tuple(said) for own, _ in self._beginning(said[0][0]))

    def partly(self, words: str) -> dict[str, tuple[str, ...]]:
        """By each field that most products have, the one value that says some words among others: "wii" of "Nintendo Wii"."""
        key = said_by(words)
        saying = {name: self._saying(name, key) for name in self._columns.dense_choices} if key else {}
        return {name: values for name, values in saying.items() if len(values) == 1 and len(values[0]) <= _SHORT}

    def _saying(self, field: str, key: Sequence[str]) -> tuple[str, ...]:
        """The values of a field that say all of some words; of a list those that are it: "hard" is no "semi-hard"."""
        values = self._columns.values_of(field)
        if self._columns.is_list(field) and any(said_by(value) == key for value in values):
            return tuple(value for value in values if _is_a(value, key))
        exactly = tuple(value for value in values if said_by(value) == tuple(key))
        if exactly and sum(word.isdigit() for word in key) >= _OF_A_RANGE:
            return exactly
        # Beside "Medium" no "Medium-Dark" is medium.
        said = (lambda value: _words_by_themselves(value, key)) if exactly else said_by
        return tuple(value for value in values if set(key) <= set(said(value)))

    def _beginning_so(self, letter: str) -> list[tuple[tuple[str, ...], Sequence[str]]]:
        """What values that may begin with a letter or digit say, with their fields: "two" begins with 2."""
        first = letter, *(word[0] for word in (*numerals(), *IRREGULAR_SINGULARS) if _plain(word)[0] == letter)
        starts = tuple({*first, *map(str.upper, first)})
        return [
            (said_by(value), fields)
            for value, fields in self._values()
            if value.startswith(starts) or not _PLAIN_START.match(value)
        ]

    def _values(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Every value of a field with few of them, and of one that most products have."""
        yield from self._columns.said_by.items()
        for name in self._columns.dense_choices:
            values = self._columns.values_of(name)
            yield from ((value, (name,)) for value in values if len(value) <= _SHORT and not value.isdigit())


def _words_by_themselves(value: str, key: Sequence[str]) -> Iterator[str]:
    """The words of a value but those that a hyphen ties to words which ``key`` lacks."""
    for written in value.split():
        said = said_by(written)
        if "-" not in written or set(said) <= set(key):
            yield from said


def _is_a(value: str, key: Sequence[str]) -> bool:
    """Whether a value is one, or a sort of one: a "pale yellow" is yellow, and neither "semi-yellow" nor "non yellow" is."""
    words = value.casefold().split()
    ends = (at for at in range(len(words)) if said_by(" ".join(words[at:])) == tuple(key))
    return any(at == 0 or _NO_SORTS.isdisjoint(words[:at]) for at in ends)


def said_by(words: str) -> tuple[str, ...]:
    """The words of a value without what writing may change: case, hyphens, number, spelled numbers, British or American.

    >>> said_by("Two-person") == said_by("2 persons") == said_by("for 2 people".removeprefix("for "))
    True
    """
    plain = re.sub(r"(?<=\d)(?=[a-z])", " ", _POSSESSIVE.sub("", words.casefold()))
    return tuple(map(_plain, _WORDS.findall(plain)))


@cache
def levels_said_by(value: str) -> tuple[tuple[str, ...], ...]:
    """The words of a value, and of each part of one that lists several or is a path: "Action / Sports"."""
    return said_by(value), *map(said_by, _LEVEL.split(value))


@cache
def _plain(word: str) -> str:
    numeral = numerals().get(word)
    if numeral is not None and len(word) > 2:
        return f"{numeral:g}"
    word = _ENDS.sub("", IRREGULAR_SINGULARS.get(word, word))
    for british, american in _AMERICAN:
        if word.endswith(british) and len(word) > len(british) + 2:
            return word.removesuffix(british) + american
    return word
