"""The languages that requests are understood in: the first that knows a text as its own reads it, else the last.

Another language is a folder like `shopcli.need.languages.en` and an entry here, or a call of `register` from outside.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from shopcli.need.languages.de import GERMAN
from shopcli.need.languages.en import ENGLISH
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.zh import CHINESE
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from shopcli.need.languages.degree_words import OrderWords

_PACKS = [CHINESE, GERMAN, ENGLISH]
_WORD = pattern(r"[^\W\d_]{2,}")


def register(pack: LanguagePack) -> None:
    """Understand one more language; it is asked about a text before English is, and takes the place of one of its code."""
    unregister(pack.code)
    _PACKS.insert(len(_PACKS) - 1, pack)
    _forget()


def unregister(code: str) -> None:
    """Understand a language no longer, if it is understood; English stays, since it reads whatever no other does."""
    _PACKS[:-1] = [pack for pack in _PACKS[:-1] if pack.code != code]
    _forget()


def _forget() -> None:
    for of_all in (unit_names, numerals):
        of_all.cache_clear()


def languages() -> tuple[LanguagePack, ...]:
    """All of them, in the order in which they are asked; the last reads what no other knows."""
    return tuple(_PACKS)


def language_of(text: str) -> LanguagePack:
    """The language that a text is in."""
    return next((pack for pack in _PACKS if pack.detects(text)), _PACKS[-1])


def language_beside(text: str, catalog: str) -> LanguagePack:
    """The language that a text over a catalog is in: of no sure one, the catalog's, unless its words are ordinary English ones.

    Args:
        text: the shopper's words.
        catalog: the code of the language that the catalog is described in.
    """
    found, described = language_of(text), language_named(catalog)
    if found is not _PACKS[-1] or not described.is_latin:
        return found
    ordinary, words = found.spelling.word_list() if found.spelling else (), _WORD.findall(text.lower())
    return found if 2 * sum(word in ordinary for word in words) >= len(words) else described


def language_named(code: str) -> LanguagePack:
    """The language with that code, else the last one."""
    return next((pack for pack in _PACKS if pack.code == code), _PACKS[-1])


def language_describing(title: str) -> LanguagePack:
    """The language that a product of such a title is described in."""
    return next((pack for pack in _PACKS if pack.describes(title)), _PACKS[-1])


@lru_cache(maxsize=1)
def order_words() -> list[OrderWords]:
    """How each language orders by what a catalog measures: the names of fields may be in any of them."""
    return [pack.degrees.orders for pack in _PACKS]


@lru_cache(maxsize=1)
def unit_names() -> dict[str, str]:
    """The symbol by each word for a unit, in every language."""
    return {word: symbol for pack in _PACKS for word, symbol in pack.quantities.units.items()}


@lru_cache(maxsize=1)
def numerals() -> dict[str, float]:
    """The value of each number word, in every language."""
    return {word: number for pack in _PACKS for word, number in pack.quantities.numerals.items()}
