"""The languages that requests are understood in: the first that knows a text as its own reads it, else the last."""

from __future__ import annotations

from shopcli.need.chinese import CHINESE
from shopcli.need.english import ENGLISH
from shopcli.need.followup_words import Following
from shopcli.need.language import Language
from shopcli.need.question_words import Asking

LANGUAGES: tuple[Language, ...] = (CHINESE, ENGLISH)


def language_of(text: str) -> Language:
    """The language that a request is in."""
    return next((language for language in LANGUAGES if language.detects(text)), LANGUAGES[-1])


def language_named(code: str) -> Language:
    """The language with that code, else the last one."""
    return next((language for language in LANGUAGES if language.code == code), LANGUAGES[-1])


def asking(code: str) -> Asking:
    """How the language of that code asks and is answered; English where it is not known."""
    if code == "zh":
        from shopcli.need.questions_zh import CHINESE_QUESTIONS

        return CHINESE_QUESTIONS
    from shopcli.need.questions_en import ENGLISH_QUESTIONS

    return ENGLISH_QUESTIONS


def following(code: str) -> Following:
    """How the language of that code asks about what is shown; English where it is not known."""
    from shopcli.need.followup_en import ENGLISH_FOLLOWING
    from shopcli.need.followup_zh import CHINESE_FOLLOWING

    return {"zh": CHINESE_FOLLOWING}.get(code, ENGLISH_FOLLOWING)
