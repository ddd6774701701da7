"""Whether a catalog sells a kind of thing at all: by its names and words, and by how near meaning comes to its products.

How near is near enough is learned from the catalog: it is what its own kinds' names reach among their own products.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.index.parts.halves import as_request
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.spelling_rules import OrdinaryWords
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION
from shopcli.text.words import head_phrase
from shopcli.types import Clause

if TYPE_CHECKING:
    import numpy as np

_LOOKED_AT = 300  # kinds whose names tell how near a name comes to what it names
_FEWEST = 2
_FURTHEST = 0.02  # of these names the share that is left out, as names that say nothing
_MOST_WORDS = 3  # what is longer is a sentence, and may ask for anything in other words
_CLEARLY = 0.95  # what comes no nearer than this share of what the names reach is clearly another thing
_SPOKEN = 0.5  # the share of the words that are a language's own, where the catalog is written in it
_RECORDS_READ, _CHARACTERS_READ = 200, 300
_WORKS = 0.15  # the share of titles that begin with an article where they name works; of wares hardly any does
_OPENS_A_WORK = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Assortment:
    """What one catalog sells, as far as it can be told of what it does not.

    Args:
        index: the open index.
        encode: texts to L2-normalised vectors.
    """

    def __init__(self, index: Index, encode: Callable[[Sequence[str]], np.ndarray]) -> None:
        self._index, self._encode = index, encode

    def lacks(self, topic: Clause, query: str) -> bool:
        """Whether neither names nor words of the records nor meaning speak for any product as ``topic``.

        Only asked where the catalog has no name for it. What may be said in other words is not taken for missing.
        """
        language, name = _in_one_language(topic)
        phrase = head_phrase(name)
        words = _WORD.findall(phrase.lower())
        before = _WORD.findall(query.partition(topic.text)[0].lower())[-1:]
        if not words or len(_WORD.findall(name)) > _MOST_WORDS or not language.degrees.indefinite.isdisjoint(before):
            return False  # "something warm" names nothing
        if not self._is_name(phrase, language) or language.spelling is None or self._is_of_works:
            return False
        stems = [stem for stem, _ in self._index.words.spans(phrase)]
        rows = [self._index.words.rows(stem) for stem in stems]
        if not stems or len(rows[-1]) or len(in_all(rows)):
            return False
        ordinary = language.spelling.word_list()
        if not self._is_spoken(ordinary) or not self._names_things(ordinary):
            return False
        if not any(word in ordinary for word in words):
            return True  # nonsense has no meaning that could come near
        # Of "desk lamp" a desk is near, which says nothing of lamps.
        name = words[-1] if any(map(len, rows)) else name
        _, best = self._index.vectors.search(self._encode([name])[0], 1)
        return float(best[0]) < _CLEARLY * self._nearest

    def _is_name(self, phrase: str, language: LanguagePack) -> bool:
        """Whether words can be a name of things: no sentence, and more than praise and purpose."""
        degrees = language.degrees
        core = _WORD.findall(degrees.without_vague(phrase).lower())
        silent = FUNCTION | degrees.joints | degrees.vague
        return degrees.spaced and bool(core) and silent.isdisjoint(core) and not any(map(_is_short, core))

    def _is_spoken(self, ordinary: OrdinaryWords) -> bool:
        """Whether the catalog is in a language, so that what it says can be held against the words of that."""
        rows = range(0, len(self._index), max(1, len(self._index) // _RECORDS_READ))
        read = map(self._index.records.__getitem__, rows)
        texts = (f"{record.title} {record.category} {record.description[:_CHARACTERS_READ]}" for record in read)
        names = (self._index.kinds.table.names[number] for number in self._sample)
        return any(_share(" ".join(some).lower(), ordinary) >= _SPOKEN for some in (names, texts))

    def _names_things(self, ordinary: OrdinaryWords) -> bool:
        """Whether most of what it names goes by an ordinary word; names of models do not say what is missing."""
        import numpy as np

        table = self._index.kinds.table
        worded = [number for number in self._sample if table.names[number].lower().split()[-1] in ordinary]
        named, told = (
            len(np.unique(np.concatenate([np.zeros(0, np.int64), *(table.members[number] for number in numbers)])))
            for numbers in (self._sample, worded)
        )
        return told >= _SPOKEN * named

    @cached_property
    def _is_of_works(self) -> bool:
        """Whether titles are names of works, as of books and films: many begin with an article, as no name of a ware does.

        They say nothing of what the things are, so that nothing says either what is not among them.
        """
        rows = range(0, len(self._index), max(1, len(self._index) // _RECORDS_READ))
        opened = sum(_OPENS_A_WORK.match(self._index.records[row].title) is not None for row in rows)
        return opened >= max(_FEWEST, _WORKS * len(rows))

    @cached_property
    def _sample(self) -> list[int]:
        """The numbers of some kinds, spread evenly."""
        count = len(self._index.kinds.table.names)
        return list(range(0, count, max(1, count // _LOOKED_AT)))

    @cached_property
    def _nearest(self) -> float:
        """How near the names of the catalog's kinds come at the least to a product that they name; 0 for too few of them."""
        import numpy as np

        table = self._index.kinds.table
        own = [
            float((self._index.vectors.rows(np.asarray(table.members[number])) @ as_request(table.vectors[number])).max())
            for number in self._sample
            if len(table.members[number])
        ]
        return float(np.quantile(own, _FURTHEST)) if len(own) >= _FEWEST else 0.0


def _in_one_language(topic: Clause) -> tuple[LanguagePack, str]:
    """The words of a topic and their language: where they are translated, what they mean."""
    if topic.meaning and has_han(topic.text):
        meaning = re.sub(rf"[{HAN}]+", " ", topic.meaning).strip()
        return language_of(meaning), meaning
    return language_of(topic.says), topic.says


def _share(text: str, ordinary: OrdinaryWords) -> float:
    """The share of the words of a text that are ordinary ones."""
    words = _WORD.findall(text)
    return sum(word in ordinary for word in words) / len(words) if words else 0.0


def _is_short(word: str) -> bool:
    """Whether a word is a contraction, which stands in sentences alone: "I'm"."""
    return "'" in word.removesuffix("'s") or "’" in word.removesuffix("’s")
