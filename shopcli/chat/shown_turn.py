"""Turns about what is shown that are told by their form and the names in them, before what was learned about turns is asked."""

from __future__ import annotations

import re
from typing import Protocol

from shopcli.chat.remark_turn import Remarking, remark_turn
from shopcli.chat.spoken_replies import SpokenReplies
from shopcli.chat.turn import Turn
from shopcli.errors import UsageError
from shopcli.need.dialogue.followup import ProductQuestion, asked_about
from shopcli.need.languages.request_grammar import compiled
from shopcli.types import Hit, Need, Product, Sentence

_ENDS = re.compile(r"[,.;!?] +")
_MARKS = frozenset(".?!;。？！；")


class Showing(Remarking, Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def need(self) -> Need | None: ...
    @property
    def shown(self) -> tuple[Hit, ...]: ...
    def spoken(self, said: str) -> SpokenReplies: ...
    def answer(self, said: str, asked: ProductQuestion) -> tuple[Sentence, ...]: ...
    def hear_words(self, text: str) -> Turn: ...
    def look_at_product(self, product: Product) -> None: ...
    def go_back_to(self, said: str, thing: str) -> Turn | None: ...


def shown_turn(session: Showing, text: str) -> Turn | None:
    """The turn that comes of words about what is shown; None where they are to be heard as anything else.

    Args:
        session: the conversation.
        text: the words.
    """
    said = " ".join(text.split())
    if session.need is None or not session.shown:
        return None
    spoken = session.spoken(said)
    if turn := _gone_back(session, text, spoken) or _about_what_is_named_before(session, said):
        return turn
    if spoken.act.kind or spoken.act.question:
        return None
    if asked := _which_of_these(session, spoken.act.said):
        session.answer(text, asked)
        return session.log[-1]
    return remark_turn(session, spoken)


def _gone_back(session: Showing, text: str, spoken: SpokenReplies) -> Turn | None:
    """The turn of "back to the tea": what was looked for before, or what is looked for, less what is dropped before it."""
    grammar, anaphora = spoken.language.speech_acts, spoken.anaphora
    before, mark, last = spoken.act.said.rpartition(", ")
    back = compiled(grammar.back).match(last) if grammar else None
    thing = last[back.end() :].strip(" .!?") if back else ""
    if not thing or anaphora is None or anaphora.is_placed(thing):
        return None
    if not anaphora.is_of_topic(thing):
        return session.go_back_to(text, thing)
    return session.hear_words(before) if mark else None


def _about_what_is_named_before(session: Showing, said: str) -> Turn | None:
    """The turn of a wish for others like what was found fault with: "the Bent is too dear, got one like it for less?"."""
    for mark in _ENDS.finditer(said):
        before, rest = said[: mark.start()], said[mark.end() :]
        behind = session.spoken(rest)
        if behind.act.question != "like it" or behind.act.parts.get("ref", "it") != "it" or behind.anaphora is None:
            continue
        if (named := behind.anaphora.within(before)) and named[0].id in {hit.product.id for hit in session.shown}:
            session.look_at_product(named[0])
            return session.hear_words(rest)
    return None


def _which_of_these(session: Showing, said: str) -> ProductQuestion | None:
    """The question which of those shown are, have or do something; None for any other."""
    if any(mark in _MARKS for mark in said.rstrip(" .?!。？！")):
        return None  # two sentences
    try:
        asked = asked_about(session.talk_of(said))
    except UsageError:
        return None
    return asked if asked and len(asked.products) > 1 and asked.kind in ("is", "has", "does") else None
