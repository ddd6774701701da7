"""What a product may be called in another language than its record's: its kinds, pieces of its title, foreign names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from shopcli.need.languages.claim_grammar import ClaimGrammar
from shopcli.need.languages.lexicon import Lexicon
from shopcli.text.scripts import has_han
from shopcli.text.words import regular_singular
from shopcli.types import Product
from shopcli.write.wording.licences import Licence, licences

_HEAD_ENDS = re.compile(r"[,;|(，（]| (?:with|for|in|without|of|and) ")  # of the part of a title that names its kind
_LEAST_ALIAS = 2  # characters of a piece of a title


class CalledProduct:
    """One product by all that it may be called, in canonical text."""

    def __init__(self, language: str, grammar: ClaimGrammar, lexicon: Lexicon, product: Product) -> None:
        self._language, self._grammar, self._lexicon, self._product = language, grammar, lexicon, product

    @cached_property
    def _kinds(self) -> frozenset[str]:
        """What things of its kind are called, by its category and the end of the first part of its title."""
        head = _HEAD_ENDS.split(self._product.title)[0]
        last = [" ".join(head.split()[-count:]) for count in (1, 2)]
        named = [*re.split(r"\s*[>/|]\s*", self._product.category or ""), *last]
        return frozenset(self._grammar.canonical(kind) for name in named if name for kind in self._lexicon.kinds_of(name))

    def is_kind(self, words: str) -> bool:
        """Whether words are a kind that the product is of."""
        return words in self._kinds

    def goes_by(self, thing: str) -> bool:
        """Whether the foreign name of a thing is a word of the title or the category."""
        texts = f"{self._product.title} {self._product.category or ''}".casefold()
        words = {regular_singular(word) for word in re.findall(r"[a-z]+", texts)}
        return any(name.isascii() and name in words for name in self.names_of(thing))

    def is_named_by(self, words: str) -> bool:
        """Whether words at the beginning of a clause stand for the product: a kind of it, if with words of its title before.

        A piece of the title alone may be a part of it: the springs of a spring mattress.
        """
        ends_in_a_kind = any(words.endswith(kind) for kind in self._kinds)
        return self.is_called(words) and (ends_in_a_kind or not has_han(words) or not self._kinds)

    def is_called(self, words: str) -> bool:
        """Whether words name its kind, or are two pieces of the title at most, in its order."""
        if words in self._kinds:
            return True
        return any(self._is_of_title(words[:cut], words[cut:]) for cut in range(len(words) + 1))

    def _is_of_title(self, one: str, other: str) -> bool:
        """Whether two pieces, one of which may be empty, stand in the title, neither cut off from a number or a "no"."""
        pieces = [piece for piece in (one, other) if piece]
        stand = (rf"(?<![\d.不非无没])(?<!\d){re.escape(piece)}(?![\d.])" for piece in pieces)
        is_long = all(len(piece) >= _LEAST_ALIAS for piece in pieces)
        is_one_number = one[-1:].isdigit() and other[:1].isdigit()
        return (
            bool(pieces)
            and is_long
            and not is_one_number
            and re.search(".*".join(stand), self._grammar.canonical(self._product.title)) is not None
        )

    def names_of(self, thing: str) -> Iterator[str]:
        """What a thing may be called in a record: as it is said, and by the names of its licence."""
        yield thing
        for licence in licences_named(thing, self._language):
            yield from licence.names
        for name in self._lexicon.foreign_names(thing):
            yield from dict.fromkeys((name, name.split()[-1]))


def licences_named(name: str, language: str) -> Iterator[Licence]:
    """The licences that have a name, in the language or in English."""
    seen: set[int] = set()
    for licence in licences(language).values():
        if id(licence) not in seen and any(name.casefold() == other.casefold() for other in licence.names):
            seen.add(id(licence))
            yield licence
