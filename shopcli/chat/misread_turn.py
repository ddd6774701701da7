"""A turn that says again what was meant, heard as that and kept as it was said."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from shopcli.chat.turn import Turn
from shopcli.need.languages.registry import language_of
from shopcli.types import Hit, Need


class Misread(Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def log(self) -> list[Turn]: ...
    @property
    def need(self) -> Need | None: ...
    @property
    def shown(self) -> tuple[Hit, ...]: ...
    def hear_words(self, text: str) -> Turn: ...


def misread_turn(session: Misread, text: str) -> Turn:
    """The turn that comes of what is said, by what it means where it repairs what was misread."""
    said, language = " ".join(text.split()), language_of(text)
    grammar = language.speech_acts
    if session.need is None or grammar is None:
        return session.hear_words(text)
    topic = next((clause.text for clause in session.need.clauses if clause.kind == "topic"), "")
    normal, prices = language.refinement.normal(said), [hit.product.price for hit in session.shown]
    repaired = grammar.misreadings.meant(normal, lambda words: words in topic)
    plain = grammar.misreadings.placed(repaired, prices, grammar.places)
    if plain == normal:
        return session.hear_words(text)
    session.hear_words(plain)
    session.log[-1] = replace(session.log[-1], said=text)
    return session.log[-1]
