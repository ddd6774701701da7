"""Whether a catalog sells a kind of thing at all: by its names and titles, and by how near meaning comes to its products.

How near is near enough is a logistic regression over other catalogs: what each sells and another does not, and what it sells
under another name. The nearness of products counts against what the catalog's own kinds' names reach among their products.
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
from shopcli.need.languages.registry import language_of, languages
from shopcli.need.languages.spelling_rules import OrdinaryWords
from shopcli.need.thesaurus import open_thesaurus
from shopcli.pipeline.stated_kinds import StatedKinds
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION
from shopcli.text.words import head_phrase
from shopcli.types import Clause

if TYPE_CHECKING:
    import numpy as np

_LOOKED_AT = 300  # kinds whose names tell how near a name comes to what it names
_FEWEST = 2
_LOWER_QUARTER = 0.25
# Of 3,103 names of one catalog's kinds asked of 27 others, and 160 everyday names for things that these call otherwise.
_NEAR_A_KIND, _NEAR_A_PRODUCT, _HEADS_A_TITLE, _BIAS = 8.5, 3.8, 1.4, -3.2
_TRUSTED = 0.5  # a name that titles use for other things more often than not is near to much by chance
_SAME_THING = 0.6  # as near as this, two names are one thing's, whatever nearness their script leaves to products
_MOST_WORDS, _MOST_HAN_WORDS = 5, 2  # what is longer is a sentence, and may ask for anything in other words
_SAME_NAME = 0.8  # what comes so near to a name of the catalog's own is another name for it: "rocking chair" to "rocker chair"
_MOST_NAMES = 4  # of a thing, that are held against those of the catalog's kinds
_TITLES_READ = 200  # of those that say a word
_SPOKEN = 0.5  # the share of the words that are a language's own, where the catalog is written in it
_RECORDS_READ, _CHARACTERS_READ = 200, 300
_WORKS = 0.15  # the share of titles that begin with an article where they name works; of wares hardly any does
_OPENS_A_WORK = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_EITHER = re.compile(r"(?:,\s|\s)(?:or|oder|and|und)\s|或者?|还是", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OPENING = re.compile(r"(?:[^,.;:(\n]{0,40}(?=[,.;:(\n]|\Z))?")  # the first phrase of a description, where it is a short one
# Behind the head of a name stands its end, a mark, a number, or what is said of the thing.
_CLOSES = re.compile(r"[\w'’-]+\s*(?:$|[^\w\s]|\d|(?:for|with|without|in|of|by|and|from|to)\b)", re.IGNORECASE)


class Assortment:
    """What one catalog sells, as far as it can be told of what it does not.

    Args:
        index: the open index.
        encode: texts to L2-normalised vectors.
    """

    def __init__(self, index: Index, encode: Callable[[Sequence[str]], np.ndarray]) -> None:
        self._index, self._encode = index, encode

    def lacks(self, topic: Clause, query: str, *, has_kind: bool = False) -> bool:
        """Whether neither names nor words of the records nor meaning speak for any product as ``topic``.

        What may be said in other words is not taken for missing.

        Args:
            topic: the thing that is asked for.
            query: the whole request.
            has_kind: whether the catalog has kinds that the words may name; then only synonyms tell that they do not.
        """
        is_sold = self._goes_by_a_synonym(topic)
        if is_sold is not None or has_kind:
            return is_sold is False
        language, name = _in_one_language(topic)
        if has_han(topic.text) and not self._is_short_in_han(topic.text):
            return False
        if self._is_in_han:
            return has_han(topic.text) and self._lacks_in_han(topic)
        phrase = head_phrase(name)
        words = _WORD.findall(phrase.lower())
        before = _WORD.findall(query.partition(topic.text)[0].lower())[-1:]
        if not words or len(words) > _MOST_WORDS or not language.degrees.indefinite.isdisjoint((*before, *words)):
            return False  # "something warm" names nothing
        if not self._is_name(phrase, language) or language.spelling is None or self._is_of_works:
            return False
        ordinary = language.spelling.word_list()
        stems = [stem for stem, _ in self._index.words.spans(phrase)]
        if not stems or not self._is_spoken(ordinary) or not self._names_things(ordinary):
            return False
        if not any(word in ordinary for word in words):
            return not any(len(self._index.words.rows(stem)) for stem in stems)  # nonsense has no meaning that could come near
        # A head that is no ordinary word is a slip or somebody's name for a model.
        return words[-1] in ordinary and self._speaks_for_it(words, stems) < 0

    def _goes_by_a_synonym(self, topic: Clause) -> bool | None:
        """Whether titles are headed by any name that the thesaurus has for a thing; None where it has none, or cannot tell.

        Every thing that a catalog sells is called by one of its names somewhere; "Kayak Paddle" is no kayak.
        """
        ends = self._synonyms_of(topic)
        headed = [any(map(self._is_headed_by, names)) for names in ends]
        if any(headed):  # of what only an end of the words names there is something: a "massage chair" is a chair
            return True if headed[0] else None
        if not ends or self._is_of_works or not (self._is_in_han or self._is_worded):
            return None
        names = ends[0]
        if has_han(topic.text) and any(self._is_headed_by(name.split()[-1]) for name in names):
            return None  # what is a "mobile phone" in its translation is a phone here
        near = max(self._nearest_kind(vector) for vector in self._encode(names[:_MOST_NAMES]))
        return None if near >= _SAME_NAME else False

    def _synonyms_of(self, topic: Clause) -> list[list[str]]:
        """The names, in the script of the catalog, of the things that ends of some words name, the longest end first."""
        thesaurus, phrase = open_thesaurus(), topic.text if has_han(topic.text) else head_phrase(topic.says)
        ends: list[list[str]] = []
        for one in _EITHER.split(phrase):  # of a "bottle or jug" either will do
            for start in [0] if has_han(one) else [match.start() for match in _WORD.finditer(one)]:
                names = dict.fromkeys(name for ring in thesaurus.rings(one[start:]) for name in thesaurus.names(ring))
                if own := [name for name in names if has_han(name) == self._is_in_han]:
                    ends.append(own)
        return ends

    def _is_headed_by(self, name: str) -> bool:
        """Whether anything is called so: by the end of a title or category; in Chinese, whose titles are lists, by any word."""
        stems = self._index.words.tokens(name)
        if self._is_in_han:
            return bool(stems) and len(in_all([self._index.words.rows(stem) for stem in stems])) > 0
        if not stems or self._stated.rows(tuple(stems)) is not None or self._titles_headed_by(stems) == len(stems):
            return bool(stems)
        return len(stems) == 1 and any(self._titles_headed_by([longer]) for longer in self._index.words.compounds(*stems))

    @cached_property
    def _stated(self) -> StatedKinds:
        return StatedKinds(self._index)

    @cached_property
    def _is_worded(self) -> bool:
        """Whether the catalog is in a language with a list of its ordinary words, and calls most things by such words."""
        lists = (pack.spelling.word_list() for pack in languages() if pack.spelling and pack.degrees.spaced)
        return any(self._is_spoken(ordinary) and self._names_things(ordinary) for ordinary in lists)

    def _speaks_for_it(self, words: Sequence[str], stems: Sequence[str]) -> float:
        """How much speaks for things of that name, which the catalog may call otherwise; below 0 less than against them."""
        heads = self._titles_headed_by(stems)
        if self._usually_reached is None or heads == len(stems):
            return 1.0
        # Of "desk lamp" a desk is near, which says nothing of lamps.
        others_said = any(len(self._index.words.rows(stem)) for stem in stems[:-1])
        vector = self._encode([words[-1] if others_said and not heads else " ".join(words)])[0]
        _, best = self._index.vectors.search(vector, 1)
        product = float(best[0]) - self._usually_reached
        return _NEAR_A_KIND * self._nearest_kind(vector) + _NEAR_A_PRODUCT * product + _HEADS_A_TITLE * (heads > 0) + _BIAS

    def _nearest_kind(self, vector: np.ndarray) -> float:
        """How near the nearest name comes that tells what things are; of one product or none a name may be anything."""
        table = self._index.kinds.table
        near = table.vectors[self._telling] @ vector
        return float(near.max()) if len(near) else 0.0

    @cached_property
    def _telling(self) -> np.ndarray:
        """The numbers of the kinds whose names tell what things are."""
        import numpy as np

        table = self._index.kinds.table
        several = np.asarray([len(rows) >= _FEWEST for rows in table.members], bool)
        return np.flatnonzero(several & (table.certain | (table.trust >= _TRUSTED)))

    def _titles_headed_by(self, stems: Sequence[str]) -> int:
        """How many of the words, at the most, a title says that the last of them heads: "Kayak Paddle" is no kayak."""
        words, most = self._index.words, 0
        for row in words.rows(stems[-1])[:_TITLES_READ]:
            record = self._index.records[int(row)]
            for name in (record.title, (record.category or ""), _OPENING.match(record.description)[0]):  # type: ignore[index]
                spans = words.spans(name)
                heads = any(stem == stems[-1] and _CLOSES.match(name, at) for stem, at in spans)
                said = {stem for stem, _ in spans}
                most = max(most, sum(stem in said for stem in stems) if heads else 0)
            if most == len(stems):
                break
        return most

    def _is_short_in_han(self, text: str) -> bool:
        """Whether Chinese words are few enough for a name of a thing; more of them are a sentence."""
        return len(self._index.words.spans(text)) <= _MOST_HAN_WORDS

    @cached_property
    def _is_in_han(self) -> bool:
        """Whether the catalog's names are Chinese."""
        names = [self._index.kinds.table.names[number] for number in self._sample]
        return 2 * sum(map(has_han, names)) > len(names)

    def _lacks_in_han(self, topic: Clause) -> bool:
        """The same of a catalog in Chinese: none of its records says the head, and what that means is no kind's name."""
        *_, head = (stem for stem, _ in self._index.words.spans(topic.text))
        if self._is_of_works or len(head) < _FEWEST or len(self._index.words.rows(head)):
            return False
        return self._nearest_kind(self._encode([_in_one_language(topic)[1]])[0]) < _SAME_THING

    def _is_name(self, phrase: str, language: LanguagePack) -> bool:
        """Whether words can be a name of things: no sentence, and more than praise and purpose."""
        degrees = language.degrees
        words, core = _WORD.findall(phrase.lower()), _WORD.findall(degrees.without_vague(phrase).lower())
        silent = FUNCTION | degrees.joints
        names = degrees.spaced and silent.isdisjoint(words) and degrees.vague.isdisjoint(core)
        return names and bool(core) and not any(map(_is_short, core))

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
    def _usually_reached(self) -> float | None:
        """How near names of kinds come to a product that they name, at their lower quartile; None for too few."""
        import numpy as np

        table = self._index.kinds.table
        own = [
            float((self._index.vectors.rows(np.asarray(table.members[number])) @ as_request(table.vectors[number])).max())
            for number in self._sample
            if len(table.members[number])
        ]
        return float(np.quantile(own, _LOWER_QUARTER)) if len(own) >= _FEWEST else None


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
