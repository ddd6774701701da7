"""Clauses that were translated: whether one was, and what its own words are."""

from __future__ import annotations

from shopcli.text.scripts import has_han
from shopcli.types import Clause


def is_translated(clause: Clause) -> bool:
    """Whether a clause's meaning is a translation, and not the mended spelling of its words."""
    return clause.meaning is not None and has_han(clause.text)


def own_words(clause: Clause) -> str:
    """The shopper's own words of a clause whose meaning is their translation; empty where it is none."""
    return clause.text if is_translated(clause) else ""


def foreign_part(meaning: str | None) -> str:
    """What a meaning says behind words that the catalog itself writes: "waterproof" of "防水 waterproof"."""
    own, _, foreign = (meaning or "").partition(" ")
    return foreign if has_han(own) and not has_han(foreign) else ""
