"""The question back to the shopper: how it is worded, and what an answer to it makes of the need in force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shopcli.need.dialogue.discourse_markers import closed, opened
from shopcli.need.dialogue.refine import Refinement
from shopcli.need.dialogue.state_update import StateUpdate
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named, language_of
from shopcli.types import ClarifyingQuestion, Clause, Need

TRUTHS = ("yes", "no")  # the choices of a field that is one or the other
_STEP = re.compile(r"\s*[>»|]\s*|\s+/\s+")  # between the steps of a path of categories
_NUMBER = re.compile(r"#?(\d{1,2})\.?")
_WORD = re.compile(r"\w+")


def worded(field: str, choices: Sequence[tuple[str, int]], language: str) -> str:
    """The question in the asker's language: "Which switch do you want: linear (12) or tactile (9)?".

    Args:
        field: what is asked for.
        choices: what may be answered, with how many products say so.
        language: its code.
    """
    messages = language_named(language).requests.messages
    named = [messages["choice"].format(choice=_shown(choice, language), count=count) for choice, count in choices]
    listed = messages["or"].join((messages["comma"].join(named[:-1]), named[-1]))
    form = "ask_which_kind" if field == "category" else "ask_which"
    return messages[form].format(field=field.replace("_", " "), choices=listed)


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
    shown = _shown(choice, language.code)
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
    exact = [choice for choice in choices if words.casefold() in (choice.casefold(), _shown(choice, "").casefold())]
    naming = exact or [choice for choice in choices if _names(words, choice)]
    return naming[0] if len(naming) == 1 else None


def _names(words: str, choice: str) -> bool:
    """Whether all that was said are words of a choice; of a script without spaces, a part of it."""
    said = list(_WORD.findall(words.casefold()))
    known = set(_WORD.findall(choice.casefold()))
    return bool(said) and all(word in known or (not word.isascii() and word in choice.casefold()) for word in said)


def _shown(choice: str, language: str) -> str:
    """A choice as it is said: of a path of categories its last step, "yes" in the language."""
    if choice in TRUTHS and language:
        return language_named(language).requests.messages[choice]
    return next(reversed(list(filter(None, _STEP.split(choice)))), choice)
