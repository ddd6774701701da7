"""Numbers of things that a request spells and titles write in digits: "five star" and 五星 are "5 Star"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from shopcli.index import Index
from shopcli.index.parts.assertions import EITHER, in_all
from shopcli.need.languages.registry import numerals
from shopcli.text.scripts import HAN, has_han
from shopcli.types import Clause, Need
from shopcli.util.lazy_regex import pattern

_SPELLED = pattern(r"(?P<number>[^\W\d_]{3,})[\s-](?P<noun>[^\W\d_]{2,})")
_HAN_COUNTED = pattern(rf"(?P<number>[一二两三四五六七八九十]|\d{{1,3}}(?:\.\d)?)(?P<noun>[{HAN}]{{1,2}})")
_SMALL = 100  # numbers that are spelled
_LOOKED_AT = 200  # titles
_AGAIN = 2  # of them at the least, for what they write to be how this catalog says it


class SpelledNumbers:
    """The numbers of things in one index's titles, by how requests spell them.

    Args:
        index: the open index.
        translations: what a word may mean in the catalog's language.
    """

    def __init__(self, index: Index, translations: Callable[[str], Sequence[str]]) -> None:
        self._index, self._translations = index, translations

    def written(self, need: Need) -> Need:
        """The need with each wish for a number of something in the catalog's own writing, where titles have it."""
        clauses = tuple(self._in_digits(clause) if self._is_open(clause) else clause for clause in need.clauses)
        return replace(need, clauses=clauses) if clauses != need.clauses else need

    @staticmethod
    def _is_open(clause: Clause) -> bool:
        is_said = clause.op is None or (clause.kind == "exclude" and clause.op == "lacks")
        return clause.kind in ("feature", "exclude") and is_said and clause.field is None

    def _in_digits(self, clause: Clause) -> Clause:
        writings = (f"{number} {noun}" for number, noun in self._counted(clause.text) if self._is_written(number, noun))
        said = EITHER.join(dict.fromkeys(writings))
        if not said:
            return clause
        if clause.kind == "exclude":  # "not the ten year old"
            return replace(clause, op="lacks", value=said.split(EITHER)[0])
        return replace(clause, op="has", value=said, meaning=said.split(EITHER)[0] if has_han(clause.text) else clause.meaning)

    def _counted(self, text: str) -> Iterator[tuple[str, str]]:
        """The numbers of a wish in digits, each with the word behind it in the catalog's language."""
        if has_han(text):
            for found in _HAN_COUNTED.finditer(text):
                number = numerals().get(found["number"])
                digits = found["number"] if number is None else f"{number:g}"
                nouns = (found["noun"], found["noun"][:1])
                yield from ((digits, sense) for noun in nouns for sense in self._translations(noun) if " " not in sense)
            return
        for found in _SPELLED.finditer(text):
            number = numerals().get(found["number"].casefold())
            if number is not None and 1 < number < _SMALL:
                yield f"{number:g}", found["noun"].lower()

    def _is_written(self, number: str, noun: str) -> bool:
        """Whether several titles write a number right before a word."""
        words = self._index.words
        stems = words.tokens(noun)
        if not stems:
            return False
        rows = in_all([words.rows(number), *map(words.rows, stems)])
        beside = re.compile(rf"(?<![\d.]){re.escape(number)}[\s-]?{re.escape(noun)}", re.IGNORECASE)
        titles = (self._index.records.title(row) for row in rows[:_LOOKED_AT].tolist())
        return sum(beside.search(title) is not None for title in titles) >= _AGAIN
