"""The move `question`: the one thing to ask back whose answer would decide among what was found.

It is worth more than another reason where no reason answers the need, and less where one does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from shopcli.need.clarification import TRUTHS, shown_choice, shown_field
from shopcli.need.languages.registry import language_named
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import ClarifyingQuestion, Hit, Need
from shopcli.write.moves.move import Move

_WORTH, _SAID_ENOUGH = 0.4, 0.55  # of the question, and of the best reason for it to be none
_FEW_WORDS, _LONGEST_OPTION = 6, 3  # words of an open request, and of an option
_MOST_OPTIONS = 4  # more are a list to be read, and no question
_NOUN = re.compile(r"[a-z]{4,}(?: [a-z]{3,}){0,2}", re.I)  # no field named "for", no code
_SPEAK_FOR_THEMSELVES = ("category", "brand")  # whose choices tell by themselves what is asked


def is_worth_asking(need: Need, question: ClarifyingQuestion | None) -> bool:
    """Whether a request is open: few words, nothing but a kind and a limit, and no choice of the question's spoken of."""
    if question is None or need.sort or len(need.query.split()) > _FEW_WORDS:
        return False
    is_open = any(clause.kind == "topic" for clause in need.clauses) and all(
        clause.kind in ("topic", "limit") for clause in need.clauses if clause.source == "request"
    )
    choices = [choice for choice, _ in question.choices]
    is_read = all(len(choice.split()) <= _LONGEST_OPTION and re.search(r"[/_|(]", choice) is None for choice in choices)
    return is_open and is_read and not stem_set(choices) & (stem_set([need.query]) - FUNCTION_STEMS)


def question_move(
    question: ClarifyingQuestion | None, pick: Hit, language: str, *, best: float, words: Mapping[str, str]
) -> Move | None:
    """What the advice asks back; None where nothing need be asked, or a reason for the pick answers the need.

    Args:
        question: on the attribute that splits best what fits.
        pick: what is recommended.
        language: of the advice.
        best: what the best reason for the pick is worth, 0 to 1.
        words: the move's words.
    """
    if question is None or best >= _SAID_ENOUGH or {choice for choice, _ in question.choices} == set(TRUTHS):
        return None
    if len(question.choices) > _MOST_OPTIONS or any(any(map(str.isdigit, choice)) for choice, _ in question.choices):
        return None  # "is it 0 - 50 or 0 - 60?" is asked by nobody
    told = {**words, "options": options_of(question, language)}
    field = shown_field(question.field, language)
    if question.field not in _SPEAK_FOR_THEMSELVES and (_NOUN.fullmatch(field) or has_han(field)):
        told["field"] = field
    return Move("question", (pick.product,), words=told, worth=_WORTH)


def options_of(question: ClarifyingQuestion, language: str) -> str:
    """What may be answered, in words: "road, trail or track"."""
    messages = language_named(language).requests.messages
    choices = [shown_choice(choice, language) for choice, _ in question.choices]
    return messages["or"].join(filter(None, (messages["comma"].join(choices[:-1]), choices[-1])))
