"""The question back to the shopper, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopcli.need.languages.registry import language_named
from shopcli.util.lazy_regex import pattern

TRUTHS = ("yes", "no")  # the choices of a field that is one or the other
_TYPE = pattern(r"(\w.*\w) (?:type|kind)", re.IGNORECASE)  # "watch type"
_IS = pattern(r"^(?:is|has) ", re.IGNORECASE)  # "is foldable"
_STEP = pattern(r"\s*[>»|]\s*|\s+/\s+")  # between the steps of a path of categories


def worded(field: str, choices: Sequence[tuple[str, int]], language: str, *, is_quality: bool = False) -> str:
    """The question in the asker's language: "Which switch would you like: linear or tactile?", "Should it be wireless?".

    Args:
        field: what is asked for.
        choices: what may be answered, with how many products say so.
        language: its code.
        is_quality: of a yes or no, whether its name is what a thing is, and not what it has.
    """
    messages, name = language_named(language).requests.messages, shown_field(field, language)
    whether = messages["ask_whether_is" if is_quality else "ask_whether_has"]
    if {choice for choice, _ in choices} == set(TRUTHS):
        return whether.format(field=_IS.sub("", name))
    named = [messages["choice"].format(choice=shown_choice(choice, language), count=count) for choice, count in choices]
    listed = messages["or"].join((messages["comma"].join(named[:-1]), named[-1]))
    if typed := _TYPE.fullmatch(name):
        return messages["ask_which_type"].format(field=typed[1], choices=listed)
    form = {"category": "ask_which_kind", "brand": "ask_which_brand"}.get(field, "ask_which")
    return messages[form].format(field=name, choices=listed)


def shown_choice(choice: str, language: str) -> str:
    """A choice as it is said: of a path of categories its last step, "yes" in the language."""
    if choice in TRUTHS and language:
        return language_named(language).requests.messages[choice]
    last = next(reversed(list(filter(None, _STEP.split(choice)))), choice)
    lexicon = language_named(language).lexicon if language else None
    return lexicon.value(last, "") if lexicon else last


def shown_field(field: str, language: str) -> str:
    """A field's name as it is said, in the language's own words where it has them."""
    name, lexicon = field.replace("_", " ").strip(), language_named(language).lexicon
    return (lexicon.label(name) if lexicon else None) or name


def in_own_words(field: str, value: str, language: str, *, is_money: bool = False) -> tuple[str, str]:
    """A field's name and an amount of it, as they are shown, in the language's own words where it has them."""
    lexicon = language_named(language).lexicon
    if lexicon is None:
        return field, value
    return lexicon.label(field) or field, lexicon.money(value) if is_money else lexicon.value(value, field)


def shown_wish(says: str, language: str) -> str:
    """What an assumed wish, which is in the words of records, is called in a language, where it has a word for it."""
    pack = language_named(language)
    if known := (pack.wishes or {}).get(says):
        return known
    said = (pack.lexicon.quality(says) or pack.lexicon.value(says, "")) if pack.lexicon else says
    return said if pack.lexicon is None or pack.lexicon.is_own(said) else says
