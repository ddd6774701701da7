"""JSON documents that are larger than memory: the elements of one list in them, one after another.

The standard decoder reads each element, so that what it lets through in a small document (NaN, raw control characters) it
lets through in a large one; a streaming parser such as yajl refuses both.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

AT_ONCE = 1 << 20  # characters
_LONGEST = 1 << 26  # characters of one element; where one seems longer, the document is broken
_KEPT = 1000  # elements of a list that are looked at, to tell what it holds
_DEEPEST = 4
_GOES_ON = re.compile(r"[\d.eE+-]*")
_SPACE = re.compile(r"[ \t\r\n]*")

Path = tuple[tuple[str, int], ...]
"""The keys that lead to a value, each with which one of that name in its object it is; a key that comes twice has the value
that comes last, as the standard decoder has it."""


class Sampled(list[Any]):
    """The first elements of a list in a document, with where it is and how many it has."""

    def __init__(self, elements: list[Any], path: Path, total: int) -> None:
        super().__init__(elements)
        self.path, self.total = path, total


class JsonStream:
    """One pass over a document.

    Args:
        read: gives the next characters, at most so many; "" at the end.
        decoder: reads one element.
        at_once: how many characters are read, at least.
    """

    def __init__(self, read: Callable[[int], str], decoder: json.JSONDecoder, *, at_once: int = AT_ONCE) -> None:
        self._read, self._decoder, self._at_once = read, decoder, at_once
        self._text, self._at, self._ended = "", 0, False

    def outline(self) -> Any:
        """The document with long lists cut short, as `Sampled`.

        Raises:
            ValueError: it cannot be parsed.
        """
        outline = self._value(())
        self._end()
        return outline

    def elements(self, path: Path) -> Iterator[Any]:
        """The elements of the list at ``path``.

        Raises:
            ValueError: the document cannot be parsed up to the end of that list.
        """
        for step in path:
            if not any(key == step or self._skip() for key in self._keys()):
                raise ValueError(f"{step[0]} is gone")
        yield from self._list()
        if not path:
            self._end()

    def _end(self) -> None:
        """Nothing but space may follow."""
        if self._next():
            raise ValueError("something follows the end")

    def _value(self, path: Path) -> Any:
        opening = self._peek()
        if opening == "[" and len(path) <= _DEEPEST:
            elements = self._list()
            first = list(islice(elements, _KEPT))
            return Sampled(first, path, len(first) + sum(1 for _ in elements))
        if opening == "{" and len(path) < _DEEPEST:
            return {step[0]: self._value((*path, step)) for step in self._keys()}
        return self._decode()

    def _list(self) -> Iterator[Any]:
        for _ in self._members("[", "]"):
            yield self._decode()

    def _keys(self) -> Iterator[tuple[str, int]]:
        """The keys of an object, each with how often it came before; whoever takes one must read or skip its value."""
        seen: Counter[str] = Counter()
        for _ in self._members("{", "}"):
            key = self._decode()
            if not isinstance(key, str):
                raise ValueError("a key is no text")
            self._take(":")
            yield key, seen[key]
            seen[key] += 1

    def _members(self, opening: str, closing: str) -> Iterator[None]:
        self._take(opening)
        goes_on = self._peek() != closing
        while goes_on:
            yield None
            goes_on = self._peek() != closing
            if goes_on:
                self._take(",")
        self._at += 1

    def _skip(self) -> bool:
        self._value(())
        return False

    def _decode(self) -> Any:
        """The next value, whole."""
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError:
                raise ValueError("nested too deeply") from None
            except ValueError:
                if not self._more():
                    raise
                continue
            if _GOES_ON.fullmatch(self._text, end) and self._more():  # 12 may be the start of 12.5e-3
                continue
            self._at = end
            return value

    def _next(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def _peek(self) -> str:
        """The next character that is no space; something must follow."""
        if character := self._next():
            return character
        raise ValueError("it breaks off")

    def _take(self, character: str) -> None:
        if self._peek() != character:
            raise ValueError(f"expected {character}")
        self._at += 1

    def _more(self) -> bool:
        """Whether there was more to read."""
        if self._ended or len(self._text) - self._at > _LONGEST:
            return False
        # As much again as an unfinished element has so far, so that a long one is not tried too often.
        chunk = self._read(max(self._at_once, len(self._text) - self._at))
        self._text, self._at = self._text[self._at :] + chunk, 0
        self._ended = not chunk
        return not self._ended
