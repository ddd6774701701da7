"""A request as the finders see it, what they find in it, and which of its characters are still free."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from shopcli.need.languages.request_grammar import RequestGrammar
from shopcli.types import Clause, Sort

if TYPE_CHECKING:
    from shopcli.need.languages.quantity_words import QuantityWords
    from shopcli.need.translation.gloss import Gloss
    from shopcli.text.units import Table

_UNCLAIMED = re.compile(rb"\x00+")


class RequestVocabulary(Protocol):
    """What a request may name; the index learns it from the catalog.

    One that also has a method ``word_count(word: str) -> int`` (how many products use a word or phrase) lets the
    dictionary choose among a word's senses. One that has ``field_values`` and ``number_field``, as `Request` has them, lets
    words ask for what these fields decide. One that has a ``table`` of units lets quantities be read in the whole request.
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
        quantities: how the language compares numbers.
    """

    query: str
    text: str
    language: RequestGrammar
    vocabulary: RequestVocabulary
    uses: Callable[[str], int]
    gloss: Gloss | None = None
    quantities: QuantityWords | None = None

    @classmethod
    def of(
        cls, query: str, language: RequestGrammar, vocabulary: RequestVocabulary, quantities: QuantityWords | None = None
    ) -> Request:
        """``query`` in ``language``, with its dictionary if it needs one."""
        uses: Callable[[str], int] = getattr(vocabulary, "word_count", lambda _word: 0)
        gloss = language.gloss(uses, getattr(vocabulary, "nearness", None)) if language.gloss else None
        return cls(query, language.normal(query), language, vocabulary, uses, gloss, quantities)

    def field_values(self, field: str, *values: str) -> tuple[str, tuple[str, ...]] | None:
        """The catalog's name for a field, and how it writes some of its values; None where it has no such field.

        Args:
            field: a name agreed on: price, reduction, availability, rating, reviews, stock, condition, gender.
            values: words agreed on, such as "in stock" or "women".
        """
        known = getattr(self.vocabulary, "field_values", None)
        return known(field, *values) if known else None

    @property
    def units(self) -> Table:
        """The units that the catalog measures in, by their symbols; none where it does not say."""
        return getattr(self.vocabulary, "table", {})

    def number_field(self, name: str) -> str | None:
        """The field of numbers that goes by a name in lower case; None where none does."""
        known = getattr(self.vocabulary, "number_field", None)
        return known(name) if known else None


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the request that was understood, half open, and what it says; or that is left aside, which says nothing."""

    start: int
    end: int
    clauses: tuple[Clause, ...] = ()
    sort: Sort | None = None
    note: str = ""
    is_aside: bool = False


class Free:
    """Which characters of the request nobody has claimed yet."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def admits(self, found: Found) -> bool:
        """Claim the stretch if all of it is free."""
        if not self.is_free(found.start, found.end):
            return False
        self._taken[found.start : found.end] = b"\x01" * (found.end - found.start)
        return True

    def is_free(self, start: int, end: int) -> bool:
        """Whether nobody has claimed any of a stretch."""
        return not any(self._taken[start:end])

    def gaps(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The unclaimed stretches between two places, half open."""
        return (match.span() for match in _UNCLAIMED.finditer(self._taken, start, end))
