"""Turns about what is shown that are told by their form and the names in them, before what was learned about turns is asked."""

from __future__ import annotations

from typing import Protocol

from shopcli.chat.remark_turn import Remarking, remark_turn
from shopcli.chat.spoken_replies import SpokenReplies
from shopcli.chat.turn import Turn
from shopcli.errors import UsageError
from shopcli.need.dialogue.followup import ProductQuestion, asked_about
from shopcli.types import Hit, Need, Sentence

_MARKS = frozenset(".?!;。？！；")


class Showing(Remarking, Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def need(self) -> Need | None: ...
    @property
    def shown(self) -> tuple[Hit, ...]: ...
    def spoken(self, said: str) -> SpokenReplies: ...
    def answer(self, said: str, asked: ProductQuestion) -> tuple[Sentence, ...]: ...


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
    if spoken.act.kind or spoken.act.question:
        return None
    if asked := _which_of_these(session, spoken.act.said):
        session.answer(text, asked)
        return session.log[-1]
    return remark_turn(session, spoken)


def _which_of_these(session: Showing, said: str) -> ProductQuestion | None:
    """The question which of those shown are, have or do something; None for any other."""
    if any(mark in _MARKS for mark in said.rstrip(" .?!。？！")):
        return None  # two sentences
    try:
        asked = asked_about(session.talk_of(said))
    except UsageError:
        return None
    return asked if asked and len(asked.products) > 1 and asked.kind in ("is", "has", "does") else None
