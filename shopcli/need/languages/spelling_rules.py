"""What a language must say for `shopcli.need.spelling` to mend words of it: one `SpellingRules`, in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


class OrdinaryWords(Protocol):
    """The ordinary words of a language, lower case."""

    @property
    def common(self) -> Sequence[str]:
        """Those that people are likely to have meant, sorted by code point."""

    def __contains__(self, word: str) -> bool: ...


@dataclass(frozen=True, eq=False)
class Homophones:
    """How the characters of a language are taken for one another, where words are written by choosing among them.

    Attributes:
        confused: sounds that many do not tell apart, as patterns of one syllable with what both are read as.
        rarely_confused: the same of those that only few words are mistaken by.
        lookalikes: characters that look alike, group by group.
        particles: characters that stand behind words.
        small: those that join words, count them, or say what one does with a thing.
        qualities: those that are said of any thing.
        aspects: particles of which the word before is what was done.
        denials: characters that a word of what is lacking begins with.
    """

    confused: tuple[tuple[str, str], ...]
    rarely_confused: tuple[tuple[str, str], ...]
    lookalikes: tuple[str, ...]
    particles: frozenset[str]
    small: frozenset[str]
    qualities: frozenset[str]
    aspects: frozenset[str]
    denials: frozenset[str]


@dataclass(frozen=True, eq=False)
class SpellingRules:
    """How a language spells; every word that goes in and comes out is lower case.

    Attributes:
        sounds: what may be written for what, from the shopper's letters to the right ones; the first come first.
        modern: everyday words that the list of words lacks.
        possessive: the pattern of an ending that belongs to no word.
        variants: the same word by another right spelling.
        unsure_variants: the same, of which only the list of words knows which are words.
        numbers: the singulars and the plural that a word may have.
        inflections: other forms of what may be the same word.
        word_list: opens the list of words, which takes time.
        small: the small words that join others, whatever the catalog sells.
        homophones: how its characters are taken for one another; None where it is written by letters.
    """

    sounds: tuple[tuple[str, str], ...]
    modern: frozenset[str]
    possessive: str
    variants: Callable[[str], Iterator[str]]
    unsure_variants: Callable[[str], Iterator[str]]
    numbers: Callable[[str], Iterator[str]]
    inflections: Callable[[str], Iterator[str]]
    word_list: Callable[[], OrdinaryWords]
    small: frozenset[str] = frozenset()
    homophones: Homophones | None = None
