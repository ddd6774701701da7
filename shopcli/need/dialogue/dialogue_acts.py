"""Dialogue acts: what each turn of a conversation is for, told once, before anything is made of it."""

from __future__ import annotations

from dataclasses import replace

from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.followup import ProductQuestion, asked_about
from shopcli.need.dialogue.refine import asks_for_more, look_at, refine
from shopcli.need.utterance import Utterance


def classify_turn(talk: DialogueState, *, before: ProductQuestion | None = None) -> Utterance:
    """What is said in a conversation for, where a need is in force.

    Args:
        talk: what was said, and about what.
        before: the question about products before, which "and the third?" asks again.

    Raises:
        UsageError: it refers to what was not shown or not asked, or to several of the shown.
    """
    if asked := asked_about(talk, before=before):
        return Utterance(talk.said, "product question", asked=asked)
    if talk.shown and (product := look_at(talk)):
        return Utterance(talk.said, "selection", selected=product)
    if asks_for_more(talk.said):
        return Utterance(talk.said, "more")
    if _orders_what_is_sought(talk):
        talk = replace(talk, question=None)
    if refinement := refine(talk):
        return Utterance(talk.said, "refinement", refinement=refinement)
    return Utterance(talk.said, "catalog question" if talk.question else "search", question=talk.question)


def _orders_what_is_sought(talk: DialogueState) -> bool:
    """Whether the most of something is asked for that names no thing of its own: "what's the cheapest that won't fall out?"."""
    if talk.question is None or talk.question.kind != "extreme" or not talk.topic or not talk.question.names:
        return False
    return not any(clause.kind == "topic" and clause.op is None for clause in talk.read(talk.said).clauses)


def as_request(talk: DialogueState) -> Utterance:
    """What surely asks for something, whatever question about what is shown it looks like.

    Raises:
        UsageError: as `classify_turn`.
    """
    refinement = refine(replace(talk, question=None))
    return Utterance(talk.said, "refinement" if refinement else "search", refinement=refinement)
