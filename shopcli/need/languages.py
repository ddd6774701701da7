"""The languages that requests are understood in: the first that knows a text as its own reads it, else the last."""

from __future__ import annotations

from shopcli.need.chinese import CHINESE
from shopcli.need.english import ENGLISH
from shopcli.need.language import Language

LANGUAGES: tuple[Language, ...] = (CHINESE, ENGLISH)


def language_of(text: str) -> Language:
    """The language that a request is in."""
    return next((language for language in LANGUAGES if language.detects(text)), LANGUAGES[-1])


def language_named(code: str) -> Language:
    """The language with that code, else the last one."""
    return next((language for language in LANGUAGES if language.code == code), LANGUAGES[-1])
