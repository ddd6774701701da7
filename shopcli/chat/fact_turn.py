"""A turn of a conversation that asks for a fact: of a product that it names, shown or not, or of one that is on the screen.

Where a form of words reads the question already, of what is shown, that answers; here come the names that are not on the
screen, questions of several facts at once, and those of no known form, and only where a record has an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from shopcli.chat.bundle_turn import Conversing
from shopcli.chat.shop import Shop
from shopcli.chat.spoken_turn import Reply
from shopcli.chat.turn import Turn
from shopcli.errors import UsageError
from shopcli.need.dialogue.fact_questions import fact_question, may_be_of_fact, refers_to_it
from shopcli.need.dialogue.followup import mentioned
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_of
from shopcli.types import Hit, Product, Sentence


class Asking(Conversing, Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def shown(self) -> tuple[Hit, ...]: ...
    @property
    def focus(self) -> Product | None: ...
    def reply_with(self, said: str, reply: Reply) -> Turn: ...


def fact_turn(session: Asking, shop: Shop, said: str) -> Turn | None:
    """The turn that comes of a question of fact; None where it is about something else, or read by the form of its words.

    Args:
        session: the conversation.
        shop: answers from records.
        said: the words.
    """
    text = " ".join(said.split())
    if not may_be_of_fact(text):
        return None
    language = language_of(text)
    shown = [hit.product for hit in session.shown]
    answer = shop.follow_ups.fact_by_name(text)
    if answer is not None:
        if session.need is None:
            session.enter(Turn(said, answer, answer.results, kind="catalog"))
            return session.log[-1]
        products = tuple(hit.product for hit in answer.results)
        if {product.id for product in products} <= {product.id for product in shown} and _is_read(session, text, language):
            return None
        told = (Sentence(answer.reply or "", tuple(product.id for product in products), "template"),)
        return session.reply_with(said, Reply("about", told=told, about=products))
    product = _meant(session, text, shown, language) if session.need is not None else None
    if product is None or _is_read(session, text, language):
        return None
    sentences = shop.follow_ups.fact_of(text, product)
    return session.reply_with(said, Reply("about", told=sentences, about=(product,))) if sentences else None


def _meant(session: Asking, text: str, shown: Sequence[Product], language: LanguagePack) -> Product | None:
    """The one product on the screen that a question is about, by its place, or as "it"; else None."""
    placed = mentioned(text, shown, language)
    if placed or not refers_to_it(text, language):
        return placed[0] if len(placed) == 1 else None
    return session.focus or (shown[0] if shown else None)


def _is_read(session: Asking, text: str, language: LanguagePack) -> bool:
    """Whether a form of words reads the whole question as one about a product that is shown."""
    asked = fact_question(text, language)
    if asked and len({measure.names for measure in asked.measures if measure.names}) > 1:
        return False
    try:
        return session.classify(text).act == "product question"
    except UsageError:
        return False
