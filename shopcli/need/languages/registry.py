"""The languages that requests are understood in: the first that knows a text as its own reads it, else the last."""

from __future__ import annotations

from shopcli.need.languages.en.requests import ENGLISH
from shopcli.need.languages.followup_words import Following
from shopcli.need.languages.question_words import Asking
from shopcli.need.languages.request_words import Language
from shopcli.need.languages.zh.requests import CHINESE

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
        from shopcli.need.languages.zh.questions import CHINESE_QUESTIONS

        return CHINESE_QUESTIONS
    from shopcli.need.languages.en.questions import ENGLISH_QUESTIONS

    return ENGLISH_QUESTIONS


def following(code: str) -> Following:
    """How the language of that code asks about what is shown; English where it is not known."""
    from shopcli.need.languages.en.followup import ENGLISH_FOLLOWING
    from shopcli.need.languages.zh.followup import CHINESE_FOLLOWING

    return {"zh": CHINESE_FOLLOWING}.get(code, ENGLISH_FOLLOWING)
