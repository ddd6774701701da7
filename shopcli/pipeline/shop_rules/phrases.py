"""Phrase matching: where some phrases stand in a text, by the stems of their words; Chinese ones as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from shopcli.text.scripts import HAN, has_han
from shopcli.util.lazy_regex import pattern

_WORD = pattern(rf"[^\W_{HAN}]+(?:['’][^\W\d_]+)*")


class Found(NamedTuple):
    """A phrase and where it stands, half open."""

    start: int
    end: int
    phrase: str


class Phrases:
    """Some phrases, to be looked for.

    Args:
        phrases: each of one word or more.
        stem: the stem of a word in lower case.
    """

    def __init__(self, phrases: Iterable[str], stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._in_han: list[str] = []
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase in dict.fromkeys(phrases):
            if has_han(phrase):
                self._in_han.append(phrase)
            elif key := tuple(stem for stem, _, _ in self._stems(phrase)):
                self._by_first.setdefault(key[0], []).append((key, phrase))
        for keys in self._by_first.values():
            keys.sort(key=lambda one: -len(one[0]))

    def found(self, text: str) -> list[Found]:
        """Those that stand in a text, in its order, the longest where several begin alike, without overlap."""
        matches = sorted(self._matches(text), key=lambda match: (match.start, -match.end))
        kept: list[Found] = []
        for match in matches:
            if not kept or match.start >= kept[-1].end:
                kept.append(match)
        return kept

    def _matches(self, text: str) -> Iterator[Found]:
        words = list(self._stems(text)) if self._by_first else []
        for at, (first, start, _) in enumerate(words):
            for key, phrase in self._by_first.get(first, ()):
                if tuple(stem for stem, _, _ in words[at : at + len(key)]) == key:
                    yield Found(start, words[at + len(key) - 1][2], phrase)
        low = text.casefold()
        for phrase in self._in_han if len(low) == len(text) else ():
            said, start = phrase.casefold(), -1
            while (start := low.find(said, start + 1)) >= 0:
                yield Found(start, start + len(said), phrase)

    def _stems(self, text: str) -> Iterator[tuple[str, int, int]]:
        for match in _WORD.finditer(text):
            yield self._stem(match[0].lower()), match.start(), match.end()
