"""Chinese requests whose characters were chosen by sound."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import rjieba

from shopcli.need.languages.registry import language_named
from shopcli.need.translation.homophones import HomophoneSpeller

TABLE = Path(__file__).parent / "homophones_zh.txt"
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Titles:
    """A catalog of titles, each a product, in whatever language."""

    brands: Collection[str] = ()

    def __init__(self, titles: Collection[str]) -> None:
        self._words = [{*_english(title), *rjieba.cut_for_search(title)} for title in titles]

    def word_count(self, word: str) -> int:
        wanted = _english(word) or {word}
        return sum(wanted <= words for words in self._words)

    def is_one_word(self, word: str) -> bool:
        return any(word.lower() in words for words in self._words)

    def calls_a_kind(self, term: str) -> bool:
        return self.word_count(term) > 0


def _english(text: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(text.lower())}


class Request(NamedTuple):
    titles: tuple[str, ...]
    written: str
    meant: str
    is_held: bool


def requests() -> Iterator[Request]:
    """The requests of the table; what was written is what was meant where nothing slipped."""
    titles, is_held = tuple[str, ...](), False
    for line in map(str.strip, TABLE.read_text("utf-8").splitlines()):
        if line.startswith("## "):
            titles, is_held = tuple(map(str.strip, line.partition("|")[2].split(";"))), False
        elif line == "-- held":
            is_held = True
        elif line and not line.startswith("#"):
            written, _, meant = line.partition(" => ")
            yield Request(titles, written, meant or written, is_held)


def spelled(text: str, *titles: str) -> str:
    """A request as it is read by a shop of some titles."""
    rules = language_named("zh").spelling
    assert rules is not None and rules.homophones is not None
    for slip in HomophoneSpeller(rules.homophones, Titles(titles)).corrections(text):
        assert text[slip.start : slip.end] == slip.said
        text = text[: slip.start] + slip.meant + text[slip.end :]
    return text


def read_as(*, is_held: bool) -> tuple[int, list[str], list[str]]:
    """How many slips of a half of the table are mended, those that are not, and what was touched that is right."""
    read = [(r, spelled(r.written, *r.titles)) for r in requests() if r.is_held == is_held]
    missed = [f"{r.written} -> {text}" for r, text in read if r.written != r.meant != text]
    touched = [f"{r.written} -> {text}" for r, text in read if r.written == r.meant != text]
    return sum(r.written != r.meant == text for r, text in read), missed, touched
