"""A gazetteer of persons, occasions, places and trades, each with the wishes that it makes one assume of kinds of things.

Whoever buys a laptop for a grandmother hardly says that its screen is to be large. What is assumed is data, in
``assumptions.txt``: ``my granny; my nan | 奶奶 | meine oma => [laptop; tablet] large display; simple / [*] easy to use``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shopcli.text.scripts import HAN
from shopcli.text.tokens import FUNCTION, stems_of
from shopcli.util.lazy_regex import pattern

SHIPPED = Path(__file__).with_name("assumptions.txt")
ANY_KIND = "*"
# Beside the words that state nothing anywhere: whose the person is makes no difference, nor who speaks.
_SILENT = FUNCTION | frozenset(
    "my his her our their i'm im i am he she we they who's someone somebody mein meine meinen meinem meiner unser unsere "
    "unseren ein eine einen einem einer der die das den dem für zum zur im am als".split()
)
_WORD = pattern(r"\w+(?:['’](?!s\b)\w+)?")
_CHINESE = pattern(rf"[{HAN}]")
_GROUP = re.compile(r"\[([^\]]*)\]\s*([^\[]*)")
_SHORTEST_CHINESE = 2  # characters: one alone is part of too many words

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssumedWishes:
    """Wishes in the words of records, and the kinds of things for which they hold; `ANY_KIND` for all."""

    kinds: tuple[str, ...]
    wishes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedSituation:
    """A person, an occasion, a place or a trade that a request names, half open, with what it makes one assume."""

    start: int
    end: int
    assumed: tuple[AssumedWishes, ...]


class AssumptionTable:
    """The entries of a file of assumptions, by what names them.

    Args:
        text: the file, an entry a line: names in up to three groups parted by bars, each parted by semicolons, ``=>``, and
            groups of wishes parted by slashes, each behind its kinds in brackets. ``#`` begins a remark.

    Raises:
        ValueError: a line that is no entry; it quotes the line.
    """

    def __init__(self, text: str) -> None:
        self._by_words: dict[Key, str] = {}
        self._by_characters: dict[str, str] = {}
        for line in text.splitlines():
            if line.strip() and not line.startswith("#"):
                self._enter(line)
        self._most_words = max(map(len, self._by_words), default=0)
        self._most_characters = max(map(len, self._by_characters), default=0)

    def _enter(self, line: str) -> None:
        names, arrow, assumed = line.partition("=>")
        if not arrow or "[" not in assumed:
            raise ValueError(f"no entry of assumptions: {line!r}")
        for name in names.replace("|", ";").split(";"):
            if _CHINESE.search(name):
                if len(name.strip()) >= _SHORTEST_CHINESE:
                    self._by_characters.setdefault(name.strip(), assumed)
            elif key := tuple(stem for stem, _, _ in _content_words(name)):
                self._by_words.setdefault(key, assumed)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._by_words) + len(self._by_characters)

    def named(self, query: str) -> list[NamedSituation]:
        """What a request names, the longest names first come, in order and apart from each other."""
        found = sorted((*self._worded(query), *self._written(query)))
        return [NamedSituation(start, end, _groups(assumed)) for start, end, assumed in found]

    def _worded(self, query: str) -> Iterator[tuple[int, int, str]]:
        words, at = list(_content_words(query)), 0
        while at < len(words):
            for length in range(min(self._most_words, len(words) - at), 0, -1):
                if assumed := self._by_words.get(tuple(stem for stem, _, _ in words[at : at + length])):
                    yield words[at][1], words[at + length - 1][2], assumed
                    break
            else:
                length = 1
            at += length

    def _written(self, query: str) -> Iterator[tuple[int, int, str]]:
        """The same in a script without spaces."""
        at, end = 0, len(query) if _CHINESE.search(query) else 0
        while at < end:
            for length in range(min(self._most_characters, end - at), _SHORTEST_CHINESE - 1, -1):
                if assumed := self._by_characters.get(query[at : at + length]):
                    yield at, at + length, assumed
                    break
            else:
                length = 1
            at += length


@cache
def shipped_assumptions() -> AssumptionTable:
    """The assumptions that come with shopcli."""
    return AssumptionTable(SHIPPED.read_text(encoding="utf-8"))


def is_silent(words: str) -> bool:
    """Whether words name nothing: what may stand around a person, "for my" and "a"."""
    return not list(_content_words(words))


def _content_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The stems of the words that name something, each with the stretch of its word, half open."""
    for match in _WORD.finditer(text):
        word = match[0].lower().replace("’", "'")
        if word not in _SILENT and not _CHINESE.search(word):
            yield "".join(stems_of(word)) or word, match.start(), match.end()


def _groups(assumed: str) -> tuple[AssumedWishes, ...]:
    return tuple(AssumedWishes(_several(kinds), _several(wishes.rstrip(" /"))) for kinds, wishes in _GROUP.findall(assumed))


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for name in text.split(";") if (part := name.strip()))
