"""Entity linking of products: whose name stands in a question, be it only the part of a title that tells it from the others.

A name is the run of words that a title has in the same order, and the record's brand or short values go on with
("Sapphire Nitro+ 9070 XT" of a title "Sapphire NITRO+" and its chipset). Of several titles the one with the rarest words of the
question is meant, then the one that the run says most of: "Catan" is no "Catan: Junior".
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from shopcli.index import Index
from shopcli.need.dialogue.fact_questions import may_be_of_fact
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.makers import MAKERS
from shopcli.need.utterance import Utterance
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION
from shopcli.types import Product
from shopcli.util.lazy_regex import pattern

_WORD = pattern(rf"(?!(?<=\w['’])s\b)(?:[{HAN}]|(?:(?![{HAN}])[^\W_])+)")  # no "s" of "Valrhona's"
_HEAD = pattern(r"[,;:|(（【\[]|\s[-–—]\s")
_QUOTED = pattern(r"(?<!\w)[\"'‘“«](?=\w)[^\"'’”»]{3,40}[\"'’”»](?!\w)")
_LIKELY = 200  # products with most of a question's words, whose titles are looked at
_LONGEST_VALUE = 5  # words of a value by which a thing may be called
_SAME = 0.02  # of a weight; what differs by less is level
_MOSTLY, _WHOLE = 0.4, 0.99  # of a title that a name must say: one of several words, one of a single word
_HAN_WEIGHT, _OF_NO_WEIGHT = 0.7, 0.1
_LONGEST_MAKER = 6  # characters
_HAN_NAME = 5  # characters of a run that can be nothing but a name
_SELDOM = 0.02  # of the products that say a common word which is all of a title
_SHORTEST_CODE = 5  # characters
_FEW = 5  # titles that say a word of letters and digits, which then is a model's


@dataclass(frozen=True, slots=True)
class _Word:
    text: str  # folded: no accents, no capitals
    said: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedProducts:
    """What one name in a question names.

    Attributes:
        rows: the products that go by it, equally well.
        start: where it begins in the question.
        end: where it ends, half open.
        share: of the title, by weight, that it says.
    """

    rows: tuple[int, ...]
    start: int
    end: int
    share: float
    weight: float = 0.0


def may_name_a_product(utterance: Utterance, index: Index) -> bool:
    """Whether what asks for a fact names a product, told without what answers about it: "which brands are there?" does not.

    Args:
        utterance: the words, and what they ask of the catalog.
        index: the open index.
    """
    of_the_catalog = utterance.question is not None and not utterance.question.subject
    if of_the_catalog or not may_be_of_fact(utterance.text):
        return False
    return ProductNames(index).in_question(utterance.text, language_of(utterance.text)) is not None


class ProductNames:
    """The names of the products of one index.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._weight = lru_cache(maxsize=4096)(self._weight_of)
        self._title = lru_cache(maxsize=4096)(self._words_of)

    def in_question(self, query: str, language: LanguagePack) -> NamedProducts | None:
        """The products that a question names; None where it surely names none."""
        words = _words(query)
        scores = self._index.words.scores(query)
        likely = [int(row) for row in scores.argsort()[::-1][:_LIKELY] if scores[row] > 0]
        runs = {row: run for row in likely if (run := self._run(words, self._title(row)))}
        runs = {row: run for row, run in runs.items() if self._is_sure(words, row, run, query, language)}
        if not runs:
            return self._by_code(words)
        most = max(self._told(words, run) for run in runs.values())
        near = [row for row, run in runs.items() if self._told(words, run) >= 0.75 * most]
        records = dict(zip(near, self._index.records.some(near), strict=True))
        found = [self._widened(words, row, runs[row], records[row]) for row in near]
        best = max(one.weight for one in found)
        found = [one for one in found if one.weight >= best - _SAME]
        found.sort(key=lambda one: (-one.share, one.rows[0]))
        level = [one for one in found if one.share >= _WHOLE] or found
        return replace(level[0], rows=tuple(one.rows[0] for one in level))

    def _by_code(self, words: Sequence[_Word]) -> NamedProducts | None:
        """The product that a code names which its title does not say: "DFR550Z"."""
        for word in words:
            if _is_of_a_model(word.text) and len(word.text) >= _SHORTEST_CODE:
                rows = {self._index.find(name) for name in (word.said, word.said.upper(), word.said.lower())} - {None}
                if len(rows) == 1:
                    return NamedProducts((int(rows.pop() or 0),), word.start, word.end, 1.0)
        return None

    def _words_of(self, row: int) -> tuple[_Word, ...]:
        return tuple(_words(self._index.records.title(row)))

    def _run(self, words: Sequence[_Word], title: Sequence[_Word]) -> tuple[int, int] | None:
        """The stretch of a question, half open, whose words a title has in this order, by the weight of its words."""
        texts, best, most = [word.text for word in title], None, 0.0
        for start, word in enumerate(words):
            if word.text not in texts:
                continue
            at, end = -1, start
            while end < len(words) and words[end].text in texts[at + 1 :]:
                at, end = texts.index(words[end].text, at + 1), end + 1
            while end > start + 1 and words[end - 1].text in FUNCTION:
                end -= 1
            told = self._told(words, (start, end))
            if told > most:
                best, most = (start, end), told
        return best

    def _told(self, words: Sequence[_Word], run: tuple[int, int]) -> float:
        return sum(self._weight(word.text) for word in words[slice(*run)])

    def _widened(self, words: Sequence[_Word], row: int, run: tuple[int, int], record: Product) -> NamedProducts:
        """A name with the words beside it that the record's brand or short values say too."""
        texts = (record.brand or "", *(value for value in record.attributes.values() if isinstance(value, str)))
        values = [[word.text for word in _words(text)] for text in texts if len(text.split()) <= _LONGEST_VALUE]
        named = {word for value in values for word in value} | {word.text for word in self._title(row)}
        asked = {word.text for word in words}
        # Behind a name "wide" is asked for; a model's number goes on with it, and so does what is a value by itself.
        models = [
            value for value in (*values, [word.text for word in self._title(row)]) if any(map(_has_digit, asked & {*value}))
        ]
        behind = {word for value in models for word in value} | {word.text for word in _words(record.category or "")}
        (start, end), taken = run, {word.text for word in words[slice(*run)]}
        while start > 0 and words[start - 1].text in named - taken - FUNCTION:
            start, taken = start - 1, taken | {words[start - 1].text}
        start = _without_maker(words, start)
        while end < len(words) and words[end].text in behind - taken - FUNCTION:
            end, taken = end + 1, taken | {words[end].text}
        weight = self._told(words, (start, end))
        return NamedProducts((row,), words[start].start, words[end - 1].end, self._share(words, row, run), weight)

    def _share(self, words: Sequence[_Word], row: int, run: tuple[int, int], *, head: bool = False) -> float:
        """How much of a title, or of what stands before its first mark, a run says, by weight."""
        title, said = self._title(row), [word.text for word in words[slice(*run)]]
        written = self._index.records.title(row)
        if head and (quoted := _QUOTED.search(written)):
            within = [word.text for word in title if quoted.start() <= word.start and word.end <= quoted.end()]
            if within and all(text in said for text in within):
                return 1.0
        mark = _HEAD.search(written) if head else None
        kept = [word.text for word in title if mark is None or word.end <= mark.start()] or [word.text for word in title]
        whole = sum(map(self._weight, kept))
        told = sum(self._weight(text) for text in kept if text in said)
        return told / whole if whole else 0.0

    def _is_sure(self, words: Sequence[_Word], row: int, run: tuple[int, int], query: str, language: LanguagePack) -> bool:
        """Whether a run is the name of a product, and not what such things are called."""
        said = [word for word in words[slice(*run)] if word.text not in FUNCTION]
        grammar = language.fact_questions
        if not said or grammar is None or compiled(grammar.unnamed).search(query[: words[run[0]].start].lower()):
            return False
        share = max(self._share(words, row, run), self._share(words, row, run, head=True))
        han = sum(has_han(word.text) for word in said)
        telling = any(_is_telling(word, first=word is words[0] and not has_han(query)) for word in said) or han >= _HAN_NAME
        if len(said) - han + (han > 1) == 1 and han <= 1:
            saying = len(self._rows(said[0].text))
            telling = telling or saying <= max(_FEW, _SELDOM * len(self._index))
            return (share >= _WHOLE and telling and len(said[0].text) > 1) or (_is_of_a_model(said[0].text) and saying <= _FEW)
        if self._opens(words, row, run) and (len(said) > 2 or self._is_rare(said)):
            return telling
        return share >= _WHOLE or (share >= _MOSTLY and telling) or (share >= _MOSTLY / 2 and self._is_rare(said))

    def _opens(self, words: Sequence[_Word], row: int, run: tuple[int, int]) -> bool:
        """Whether a title begins with a run, word by word: of a long title the first words are the name."""
        title = [word.text for word in self._title(row)]
        return title[: run[1] - run[0]] == [word.text for word in words[slice(*run)]]

    def _is_rare(self, said: Sequence[_Word]) -> bool:
        """Whether a name of several words has one that hardly any record says."""
        return len(said) > 1 and any(
            _is_telling(word, first=False) and len(self._rows(word.text)) <= _FEW for word in said if not has_han(word.text)
        )

    def _rows(self, word: str) -> Sequence[int]:
        words = self._index.words
        stems = words.tokens(word)
        return words.rows(stems[0]) if stems else ()  # type: ignore[return-value]

    def _weight_of(self, word: str) -> float:
        if word in FUNCTION:
            return _OF_NO_WEIGHT
        return _HAN_WEIGHT if has_han(word) else math.log(1 + len(self._index) / (1 + len(self._rows(word))))


def _without_maker(words: Sequence[_Word], start: int) -> int:
    """Where a name begins that a maker's name in Chinese stands before: the 罗技 of 罗技Logitech."""
    for first in range(max(0, start - _LONGEST_MAKER), start):
        if "".join(word.text for word in words[first:start]) in MAKERS:
            return first
    return start


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _words(text: str) -> list[_Word]:
    return [_Word(_folded(match[0]), match[0], *match.span()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    """A word without accents and capitals."""
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c)) or word


def _is_of_a_model(word: str) -> bool:
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word)) and len(word) > 2


def _is_telling(word: _Word, *, first: bool) -> bool:
    """Whether a word can be a name's: written with a capital, with a number, or no common word."""
    if has_han(word.text):
        return False
    return any(map(str.isdigit, word.text)) or (word.said[0].isupper() and not first) or _is_uncommon(word.text)


def _is_uncommon(word: str) -> bool:
    return open_dictionary().casing(word) != "common"
