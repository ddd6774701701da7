"""The entries of the thesaurus, and the normal form by which their phrases are found in a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from shopcli.text.scripts import HAN, has_han
from shopcli.util.lazy_regex import pattern

BETWEEN, LANGUAGES, _MEANS = "; ", " | ", " => "
_WORD = pattern(rf"[^\W_{HAN}]+(?:['’][^\W_{HAN}]+)*")
_APOSTROPHES = {ord("'"): None, ord("’"): None}
# What says nothing of what is meant; negations do.
_EMPTY = frozenset(
    """a an the my our your their i we you he she it they me us im ive is are was be been am do does did have has had to of
    and this that these those there here some any very too so just really ein eine einen der die das mein
    meine ich""".split()
)

LEADS = frozenset("for with in on at by from für mit".split())
_SAYS_ENOUGH = 8  # letters of a word that means the same without what leads to it: "for diabetics", and not "with windows"


@dataclass(frozen=True, slots=True)
class Ring:
    """Names for one and the same kind of thing: a synonym ring, English, Chinese and German."""

    english: tuple[str, ...]
    chinese: tuple[str, ...]
    german: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, English first."""
        return self.english + self.german + self.chinese


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a person needs, suffers from or wants to do, and the kinds of things that do it, most fitting first."""

    phrases: tuple[str, ...]
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish in shoppers' words; what a record says that grants it, and what it says that denies it."""

    phrases: tuple[str, ...]
    grants: tuple[str, ...]
    denials: tuple[str, ...]


Entry: TypeAlias = Ring | Purpose | Wish


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and where in a text one of its phrases stands, half open."""

    start: int
    end: int
    entry: Entry


def phrases_of(line: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a line before what they mean, by language: English, Chinese, German."""
    return tuple(_split(group) for group in line.split(_MEANS)[0].split(LANGUAGES))


def english_of(line: str) -> tuple[str, ...]:
    """The English phrases of a line."""
    return _split(line.split(_MEANS)[0].partition(LANGUAGES)[0])


def ring(line: str) -> Ring:
    """A line of ``things.txt``."""
    english, chinese, german = phrases_of(line)
    return Ring(english, chinese, german)


def purpose(line: str) -> Purpose:
    """A line of ``purposes.txt``."""
    return Purpose(*_sides(line)[:2])


def wish(line: str) -> Wish:
    """A line of ``wishes.txt``; a field with a value is the words of both."""
    phrases, grants, *denials = (tuple(map(_in_words, side)) for side in _sides(line))
    return Wish(phrases, grants, denials[0] if denials else ())


def _sides(line: str) -> list[tuple[str, ...]]:
    phrases, *meant = line.split(_MEANS)
    return [tuple(name for group in phrases.split(LANGUAGES) for name in _split(group)), *map(_split, meant)]


def _split(group: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, group.split(BETWEEN.strip() + " "))))


def _in_words(phrase: str) -> str:
    for mark in (">=", "<=", "="):
        phrase = phrase.replace(mark, " ")
    return phrase


@lru_cache(maxsize=1)
def _stemmer() -> object:
    import Stemmer

    return Stemmer.Stemmer("english")


def stems(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text that is not Chinese by their stems, without empty ones, and where each stands, half open."""
    stem = _stemmer().stemWord  # type: ignore[attr-defined]
    for match in _WORD.finditer(text):
        word = match[0].casefold().translate(_APOSTROPHES)
        if word not in _EMPTY:
            yield stem(word), match.start(), match.end()


@lru_cache(maxsize=1 << 12)
def normal_form(phrase: str) -> str:
    """What a phrase is found by: its stems, or its characters where it holds Chinese; empty where it says nothing."""
    if has_han(phrase):
        return "".join(phrase.casefold().split())
    return " ".join(stem for stem, _, _ in stems(phrase))


def is_of_doing(name: str) -> bool:
    """Whether a name ends in a noun of doing, of which a stemmer leaves what is done: "salad dressings", "dressing"."""
    return name.casefold().endswith(("ing", "ings"))


def keys(phrase: str) -> Iterator[str]:
    """The normal forms by which an entry's phrase is to be found: without its preposition, too, where the rest says enough."""
    yield normal_form(phrase)
    lead, _, rest = phrase.partition(" ")
    key = normal_form(rest) if lead.casefold() in LEADS else ""
    if " " in key or (key and len(rest.split()[-1]) >= _SAYS_ENOUGH):
        yield key
