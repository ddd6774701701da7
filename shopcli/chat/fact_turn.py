"""A turn of a conversation that asks for a fact: of a product that it names, shown or not, or of one that is on the screen.

Where a form of words reads the question already, of what is shown, that answers; here come the names that are not on the
screen, questions of several facts at once, and those of no known form, and only where a record has an answer.
"""

from __future__ import annotations

from typing import Protocol

from shopcli.chat.bundle_turn import Conversing
from shopcli.chat.shop import Shop
from shopcli.chat.spoken_turn import Reply
from shopcli.chat.turn import Turn
from shopcli.errors import UsageError
from shopcli.need.dialogue.fact_questions import fact_question, may_be_of_fact, places_in
from shopcli.need.dialogue.followup import mentioned
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.types import Hit, Sentence


class Asking(Conversing, Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def shown(self) -> tuple[Hit, ...]: ...
    def reply_with(self, said: str, reply: Reply) -> Turn: ...


def fact_turn(session: Asking, shop: Shop, said: str) -> Turn | None:
    """The turn that comes of a question of fact; None where it is about something else, or read by the form of its words.

    Args:
        session: the conversation.
        shop: answers from records.
        said: the words.
    """
    text = " ".join(said.split())
    language = language_of(text)
    if not may_be_of_fact(text) or _asks_twice(text, language) or (session.shown and _is_of_contents(text, language)):
        return None
    shown = [hit.product for hit in session.shown]
    answer = shop.follow_ups.fact_by_name(text, known=session.need is not None)
    if answer is not None:
        if session.need is None:
            session.enter(Turn(said, answer, answer.results, kind="catalog"))
            return session.log[-1]
        products = tuple(hit.product for hit in answer.results)
        if {product.id for product in products} <= {product.id for product in shown} and _is_read(session, text, language):
            return None
        told = (Sentence(answer.reply or "", tuple(product.id for product in products), "template"),)
        return session.reply_with(said, Reply("about", told=told, about=products))
    is_placed = session.need is not None and len(places_in(language.requests.normal(text), language)) == 1
    placed = mentioned(text, shown, language) if is_placed else ()
    if len(placed) != 1 or _is_read(session, text, language):
        return None
    sentences = shop.follow_ups.fact_of(text, placed[0])
    return session.reply_with(said, Reply("about", told=sentences, about=placed)) if sentences else None


def _is_of_contents(text: str, language: LanguagePack) -> bool:
    """Whether it is asked how much is in a pack, or what is: that is no price, and no field of that name."""
    reading = language.speech_acts.reading(text.rstrip(" ?？.!。")) if language.speech_acts else None
    return reading is not None and reading[0] in ("pack", "ingredients", "besides", "about it")


def _asks_twice(text: str, language: LanguagePack) -> bool:
    """Whether a second question follows in the same breath: "how much is the first, and is it vegan?"."""
    acts = language.speech_acts
    return acts is not None and compiled(rf"(?:{acts.further})(?={acts.asking})").search(text) is not None


def _is_read(session: Asking, text: str, language: LanguagePack) -> bool:
    """Whether a form of words reads the whole question as one about a product that is shown."""
    asked = fact_question(text, language)
    if asked and len({measure.names for measure in asked.measures if measure.names}) > 1:
        return False
    try:
        return session.classify(text).act == "product question"
    except UsageError:
        return False
