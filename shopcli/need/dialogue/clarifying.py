"""What an answer to the question back makes of the need in force."""

from __future__ import annotations

import re
from dataclasses import replace

from shopcli.need.clarification import TRUTHS, shown_choice
from shopcli.need.dialogue.discourse_markers import closed, opened
from shopcli.need.dialogue.refine import Refinement
from shopcli.need.dialogue.state_update import StateUpdate
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named, language_of
from shopcli.types import ClarifyingQuestion, Clause, Need

_NUMBER = re.compile(r"#?(\d{1,2})\.?")
_WORD = re.compile(r"\w+")


def chosen(question: ClarifyingQuestion, said: str, need: Need) -> Refinement | None:
    """The need in force with the choice that was made; None where what was said is no choice.

    Args:
        question: what was asked back.
        said: a choice, or words that only one of them has, or its number.
        need: the need in force.
    """
    language = language_of(said) if any(map(str.isalpha, said)) else language_named(need.language)
    choice = _choice(question, said, language)
    if choice is None:
        return None
    shown = shown_choice(choice, language.code)
    text = f"{question.field.replace('_', ' ')}: {shown}" if choice in TRUTHS else shown
    clause = Clause(text, "feature", question.field, "is", {"yes": True, "no": False}.get(choice, choice))
    draft = StateUpdate(replace(need, notes=(), question=None), language.refinement).having([clause])
    return Refinement(replace(draft.need, query=f"{need.query}; {text}"), draft.changes)


def _choice(question: ClarifyingQuestion, said: str, language: LanguagePack) -> str | None:
    """The choice that is named."""
    phrases, choices = language.refinement, [choice for choice, _ in question.choices]
    words = opened(closed(said, phrases), phrases)[0].strip()
    if number := _NUMBER.fullmatch(words):
        return choices[int(number[1]) - 1] if 1 <= int(number[1]) <= len(choices) else None
    if set(choices) == set(TRUTHS):
        truth = phrases.truths.get(words.casefold())
        return None if truth is None else TRUTHS[not truth]
    shown = {choice: (choice, shown_choice(choice, ""), shown_choice(choice, language.code)) for choice in choices}
    exact = [choice for choice in choices if words.casefold() in map(str.casefold, shown[choice])]
    naming = exact or [choice for choice in choices if _names(words, choice)]
    return naming[0] if len(naming) == 1 else None


def _names(words: str, choice: str) -> bool:
    """Whether all that was said are words of a choice; of a script without spaces, a part of it."""
    said = list(_WORD.findall(words.casefold()))
    known = set(_WORD.findall(choice.casefold()))
    return bool(said) and all(word in known or (not word.isascii() and word in choice.casefold()) for word in said)
