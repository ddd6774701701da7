"""A request as the finders see it, what they find in it, and which of its characters are still free."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from shopcli.need.languages.request_grammar import RequestGrammar
from shopcli.types import Clause, Sort

if TYPE_CHECKING:
    from shopcli.need.translation.gloss import Gloss


class RequestVocabulary(Protocol):
    """What a request may name; the index learns it from the catalog.

    One that also has a method ``word_count(word: str) -> int`` (how many products use a word or phrase) lets the
    dictionary choose among a word's senses.
    """

    @property
    def brands(self) -> Mapping[str, str]:
        """The brand as the catalog writes it, by its lower-case form."""

    @property
    def common_words(self) -> Sequence[str]:
        """Brands (lower case) that are ordinary words too."""

    @property
    def colours(self) -> Sequence[str]:
        """The colours that products have, in English."""

    @property
    def currencies(self) -> Sequence[str]:
        """ISO 4217 codes, the commonest first."""

    @property
    def switches(self) -> Sequence[str]:
        """The fields that are yes or no."""

    @property
    def colour_words(self) -> Mapping[str, str]:
        """The colour, in English, by each word for it."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request under reading.

    Attributes:
        query: the shopper's words; the text of every clause is a slice of it.
        text: its normal form, of the same length; patterns are matched against this.
        language: whose patterns they are.
        vocabulary: what the catalog knows.
        uses: how many products of the catalog use a word or phrase, as far as it can say.
        gloss: the dictionary, for a language that needs one.
    """

    query: str
    text: str
    language: RequestGrammar
    vocabulary: RequestVocabulary
    uses: Callable[[str], int]
    gloss: Gloss | None = None

    @classmethod
    def of(cls, query: str, language: RequestGrammar, vocabulary: RequestVocabulary) -> Request:
        """``query`` in ``language``, with its dictionary if it needs one."""
        uses: Callable[[str], int] = getattr(vocabulary, "word_count", lambda _word: 0)
        return cls(query, language.normal(query), language, vocabulary, uses, language.gloss(uses) if language.gloss else None)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the request that was understood, half open, and what it says."""

    start: int
    end: int
    clauses: tuple[Clause, ...] = ()
    sort: Sort | None = None
    note: str = ""


class Free:
    """Which characters of the request nobody has claimed yet."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def admits(self, found: Found) -> bool:
        """Claim the stretch if all of it is free."""
        if any(self._taken[found.start : found.end]):
            return False
        self._taken[found.start : found.end] = b"\x01" * (found.end - found.start)
        return True

    def gaps(self) -> Iterator[tuple[int, int]]:
        """The unclaimed stretches, half open."""
        return (match.span() for match in re.finditer(rb"\x00+", self._taken))
