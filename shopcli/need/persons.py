"""Persons in a request: whom a thing is for says how it is to be; it is no word that a record must say.

A record meets such a word by accident alone: "girlfriend jeans" are for no girlfriend.
"""

from __future__ import annotations

from collections.abc import Iterator

from shopcli.need.assumptions import is_silent
from shopcli.need.languages.request_grammar import RequestGrammar
from shopcli.need.tagging.whole_spans import words_of
from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

_ENDING = pattern(r"(?:['’]s?|s['’])$")
_IN_LAW = pattern(r"[ -]in[ -]laws?(?:['’]s)?")


def says_only_whom(text: str, language: RequestGrammar) -> bool:
    """Whether words name a person, and beside that say nothing: "for my mother", and neither "for mothers-to-be" nor "for me".

    Whoever is called by an age stays a word: what is for kids is made for them.
    """
    text = language.given.sub("", _IN_LAW.sub("", text))
    words = [text[start:end].lower() for start, end in words_of(text, 0, len(text))]
    persons = [word for word in words if _is_person(word, language)]
    return bool(persons) and all(_is_person(word, language) or _is_small(word, language) for word in words)


def says_nothing(text: str, language: RequestGrammar) -> bool:
    """Whether words beside a name of a person or an occasion are small ones alone: "for my", 给…买的."""
    return all(_is_small(text[start:end].lower(), language) for start, end in words_of(text, 0, len(text)))


def is_of_a_person(text: str, language: RequestGrammar) -> bool:
    """Whether a text tells of somebody else than who speaks: "my nephew", "he"."""
    words = (text[start:end].lower() for start, end in words_of(text, 0, len(text)))
    return any(word in language.pronouns or _is_person(word, language) for word in words)


def names_a_person(text: str, language: RequestGrammar) -> bool:
    """Whether a text has a word for a person, who may be called by an age: "for three kids"."""
    words = {text[start:end].lower() for start, end in words_of(text, 0, len(text))}
    return any({word, _ENDING.sub("", word)} & (language.persons | language.ages) for word in words)


def persons_in(text: str, language: RequestGrammar) -> frozenset[str]:
    """The words for persons in a text: the "daughter" of "my daughter's"."""
    return frozenset(_ENDING.sub("", text[start:end].lower()) for start, end in _persons(text, language))


def without_persons(text: str, language: RequestGrammar) -> str:
    """The words of a text without those for persons; the text itself where it has no others."""
    text = _IN_LAW.sub("", text)
    rest, at = "", 0
    for start, end in _persons(text, language):
        rest, at = rest + text[at:start], end
    return " ".join((rest + text[at:]).split()) or text


def _persons(text: str, language: RequestGrammar) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end in words_of(text, 0, len(text)) if _is_person(text[start:end].lower(), language))


def _is_small(word: str, language: RequestGrammar) -> bool:
    """Whether a word says nothing beside a person: "for", "my"."""
    if word in language.silent | language.vague | language.gives or language.meant.fullmatch(word):
        return True
    return not has_han(word) and is_silent(word)


def _is_person(word: str, language: RequestGrammar) -> bool:
    name = _ENDING.sub("", word)
    return not {word, name}.isdisjoint(language.persons) and name not in language.ages and word not in language.ages
