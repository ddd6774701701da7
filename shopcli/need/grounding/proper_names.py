"""Proper names in a request: what is written as one, and stands where a maker, an author, a series or an origin does.

That a word is no common one is told by its capital, where capitals tell anything, or by how the dictionary's English writes it;
and of Chinese by its having no meaning but a name. Names of persons whom a thing is for, and of places where one goes, stand
elsewhere: behind the thing, and not behind "by".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.makers import MAKERS
from shopcli.need.translation.word_senses import proper_names, senses
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need
from shopcli.util.lazy_regex import NEVER, pattern

_WORD = pattern(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’.&-][A-Za-zÀ-ÖØ-öø-ÿ]+)*")
_CAMEL = pattern(r"[A-Z]?[a-z]+[A-Z][A-Za-z]+")
_INITIALS = pattern(r"[A-Z]{2,}\w?s?|[A-Z][a-z]?[A-Z]{1,3}e?")
_OPENS = pattern(r"(?:\A|[.!?:;…\n]|[\"“„])\W*\Z")  # what begins behind this has a capital whatever it is
_TIED = pattern(r"[\s&-]{1,3}")  # between the words of one name
_BLANK = pattern(r"[\s-]*的?\s*")
_POSSESSIVE = pattern(r"['’]s?\Z")
_SHORTEST = 3  # letters; fewer are initials, sizes and units
_LONGEST_HAN = 6
_BEFORE = 40  # characters that may lead to a name


@dataclass(frozen=True, slots=True)
class NameStretch:
    """Where a name stands in a request, half open.

    Attributes:
        lead: where the words begin that lead to it.
        says: where those of them begin that belong to it: the "by" of "written by Simenon".
        start: of its first character.
        end: behind its last one.
    """

    lead: int
    says: int
    start: int
    end: int


class CatalogNames(Protocol):
    """What a catalog calls by proper names."""

    @property
    def in_han(self) -> bool:
        """Whether its records are Chinese, so that they would say what a Chinese dictionary lacks."""

    def says(self, word: str) -> bool:
        """Whether a record says a word, and all of a Chinese one."""

    def sells(self, word: str) -> bool:
        """Whether a record says a word in any spelling or script, or may do so."""


def named(need: Need, language: LanguagePack, catalog: CatalogNames) -> NameStretch | None:
    """The first proper name that a need asks for and nothing in the catalog says; None where there is none.

    Args:
        need: the request, grounded.
        language: it is in.
        catalog: what its records say.
    """
    return next(_Names(need, language, catalog).found(), None)


def breaks_a_name(query: str, start: int, end: int, language: LanguagePack) -> bool:
    """Whether a word stands beside another capitalised one, or behind "by", so that it is part of a name: "Orhan Pamuk".

    What reads it as an ordinary word takes it for a slip that it is not.
    """
    if not query[start].isupper() or not _is_within_a_sentence(query, start, language):
        return False
    first, behind = _first_of_name(query, start), _WORD.search(query, end)
    is_tied = behind is not None and behind[0][0].isupper() and _TIED.fullmatch(query, end, behind.start()) is not None
    is_beside = is_tied or (first < start and not _OPENS.search(query, 0, first))
    return is_beside or _is_by(query, first, language)


class _Names:
    def __init__(self, need: Need, language: LanguagePack, catalog: CatalogNames) -> None:
        self._need, self._query, self._language, self._catalog = need, need.query, language, catalog
        places = ((need.query.find(clause.text), clause) for clause in need.clauses)
        self._places = sorted((place for place in places if place[0] >= 0), key=lambda place: place[0])
        self._open = [(start, clause) for start, clause in self._places if _is_open(clause)]
        topics = (place for place in self._open if place[1].kind == "topic" and place[1].op is None)
        self._topic = next(topics, None)

    def found(self) -> Iterator[NameStretch]:
        """The names that nothing says, in the order of the request."""
        in_han = (stretch for start, clause in self._open if has_han(clause.text) for stretch in self._in_han(start, clause))
        for start, end in (*in_han, *self._in_latin()):
            if leads := self._led_to(start, end):
                yield NameStretch(*leads, start, end)

    def _is_within(self, start: int, end: int, places: list[tuple[int, Clause]]) -> bool:
        return any(at <= start and end <= at + len(clause.text) for at, clause in places)

    # --- how it is written

    def _in_han(self, start: int, clause: Clause) -> Iterator[tuple[int, int]]:
        """The word that Chinese words begin with, where it is a name and nothing else."""
        dictionary = open_dictionary()
        for length in range(min(_LONGEST_HAN, len(clause.text)), 1, -1):
            words = clause.text[:length]
            plain = dictionary.simplified(words)
            if all(map(has_han, words)) and (plain in MAKERS or dictionary.glosses(plain)):
                is_alone = length == len(clause.text) and clause.kind == "topic" and plain not in MAKERS
                names = () if is_alone else _names_of(plain)
                if names and not self._catalog.says(words) and not any(map(self._is_said_whole, names)):
                    yield start, start + length
                return
        plain = dictionary.simplified(clause.text)
        if (
            self._catalog.in_han
            and clause.kind == "feature"
            and dictionary.sounds_foreign(plain)
            and not self._catalog.says(clause.text)
        ):
            yield start, start + len(plain)

    def _is_said_whole(self, name: str) -> bool:
        words = [word for word in _WORD.findall(name) if len(word) >= _SHORTEST]
        return bool(words) and all(map(self._catalog.says, words))

    def _in_latin(self) -> Iterator[tuple[int, int]]:
        """The runs of words that are written as names, one of which at least nothing says."""
        run: list[tuple[int, int]] = []
        for match in _WORD.finditer(self._query):
            ending = _POSSESSIVE.search(match[0])
            start, end = match.start(), match.start() + ending.start() if ending else match.end()
            if run and not _TIED.fullmatch(self._query, run[-1][1], start):
                yield from self._unsaid(run)
                run = []
            if self._is_within(start, end, self._open) and self._looks_like_a_name(match[0], start):
                run.append((start, end))
            else:
                yield from self._unsaid(run)
                run = []
        yield from self._unsaid(run)

    def _unsaid(self, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        for start, end in run:
            word = self._query[start:end]
            if len(word) >= _SHORTEST and self._is_a_name(word, start) and not self._catalog.sells(word):
                yield run[0][0], run[-1][1]
                return

    def _looks_like_a_name(self, word: str, at: int) -> bool:
        """Whether a word may be part of a name: it has a capital, or is one without it."""
        return word[0].isupper() or _CAMEL.fullmatch(word) is not None or self._is_a_name(word, at)

    def _is_a_name(self, word: str, at: int) -> bool:
        """Whether a word is no common one. At the beginning of a sentence, or without its capital, the dictionary tells."""
        requests = self._language.requests
        if _INITIALS.fullmatch(word) or word.lower() in requests.persons | requests.silent | requests.no_names:
            return False
        if _CAMEL.fullmatch(word):
            return True
        shows_nothing = word.islower() or requests.nouns is not NEVER
        if shows_nothing and not _is_by(self._query, at, self._language):
            return False  # said first: most requests need no dictionary, which takes long to open
        casing = open_dictionary().casing(word)
        if casing in ("common", "people") or any(open_dictionary().casing(part) == "common" for part in word.split("-")):
            return False
        if shows_nothing:
            return casing == "name"
        if casing == "name" or _is_within_a_sentence(self._query, at, self._language):
            return True
        spelling = self._language.spelling
        return spelling is not None and word.lower() not in spelling.word_list() and self._is_before_thing(at)

    def _is_before_thing(self, at: int) -> bool:
        """Whether words stand before the last word of the thing: what is called by a strange word may be a slip of the pen."""
        start, topic = self._topic or (0, None)
        return topic is not None and at < start + len(topic.text) - len(topic.text.split()[-1])

    # --- where it stands

    def _led_to(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the words begin that lead to a name, and that belong to it; None where it is none of what is asked for."""
        language = self._language.requests
        before = max(0, start - _BEFORE)
        if maker := language.of_maker.search(self._query, before, start):
            return (maker.start(), maker.start("says")) if self._is_of_a_thing(maker.start(), start) else None
        if language.not_asked_for.search(self._query, before, start):
            return None
        if language.stocked.search(self._query, before, start) and not self._query[end:].lstrip()[:1].isalpha():
            return start, start
        is_thing = self._topic is not None and self._is_within(start, end, [self._topic])
        if is_thing or self._is_right_before_thing(end) or (self._topic is None and self._opens(start)):
            return start, start
        return None

    def _is_of_a_thing(self, at: int, name: int) -> bool:
        """Whether what stands before "by" is something that is asked for: "a novel by", and not "back from"."""
        words = list(_WORD.finditer(self._query, 0, at))
        if not words:
            return True
        last, requests = words[-1], self._language.requests
        if last[0].lower() in requests.vague or last[0].lower() in requests.silent:
            return True
        others = [(start, one) for start, one in self._places if one.kind == "topic" or start + len(one.text) <= name]
        return self._is_within(*last.span(), others)

    def _is_right_before_thing(self, end: int) -> bool:
        """Whether nothing but other wishes stands between a name and the thing: "La Sportiva trail shoes"."""
        start, topic = self._topic or (-1, None)
        if topic is None or end > start:
            return False
        between = list(self._query[end:start])
        for place, clause in self._open:
            for at in range(max(place, end), min(place + len(clause.text), start)):
                between[at - end] = " "
        return _BLANK.fullmatch("".join(between)) is not None

    def _opens(self, start: int) -> bool:
        """Whether nothing that asks for anything stands before a place."""
        requests = self._language.requests
        words = (word[0].lower() for word in _WORD.finditer(self._query, 0, start))
        return not has_han(self._query[:start]) and all(word in requests.silent or word in requests.vague for word in words)


def _is_open(clause: Clause) -> bool:
    return clause.kind in ("topic", "feature") and clause.op in (None, "has") and clause.field is None


def _is_by(query: str, start: int, language: LanguagePack) -> bool:
    return language.requests.of_maker.search(query, max(0, start - _BEFORE), start) is not None


def _first_of_name(query: str, start: int) -> int:
    """Where the capitalised words begin that a word closes."""
    first = start
    for word in reversed(list(_WORD.finditer(query, 0, start))):
        if not word[0][0].isupper() or not _TIED.fullmatch(query, word.end(), first):
            break
        first = word.start()
    return first


def _is_within_a_sentence(query: str, at: int, language: LanguagePack) -> bool:
    """Whether a capital says that a word is a name: where no sentence begins, nor each word has one, nor all nouns have."""
    if language.requests.nouns is not NEVER or _OPENS.search(query, 0, at):
        return False
    return _capitals_tell(query, language) or _is_by(query, _first_of_name(query, at), language)


def _capitals_tell(query: str, language: LanguagePack) -> bool:
    """Whether a word that says anything has no capital; else each may have one."""
    requests = language.requests
    words = (word[0] for word in _WORD.finditer(query))
    return any(word.islower() and len(word) >= _SHORTEST and word not in requests.silent for word in words)


def _names_of(plain: str) -> tuple[str, ...]:
    """The names that a Chinese word stands for in the world's letters, where it means nothing else, and no people."""
    dictionary = open_dictionary()
    glosses = dictionary.glosses(plain)
    names = tuple(dict.fromkeys(filter(None, (MAKERS.get(plain), *proper_names(glosses)))))
    words = [word for sense in senses(glosses) for word in _WORD.findall(sense.text)]
    if not all(word[0].isupper() and not _INITIALS.fullmatch(word) for word in words):
        return ()
    if not language_named("").requests.no_names.isdisjoint(word.lower() for word in words):
        return ()
    return () if any(dictionary.casing(word) == "people" for word in words) else names
