"""The question back to the shopper, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopcli.need.languages.registry import language_named

TRUTHS = ("yes", "no")  # the choices of a field that is one or the other
_STEP = re.compile(r"\s*[>»|]\s*|\s+/\s+")  # between the steps of a path of categories


def worded(field: str, choices: Sequence[tuple[str, int]], language: str) -> str:
    """The question in the asker's language: "Which switch do you want: linear (12) or tactile (9)?".

    Args:
        field: what is asked for.
        choices: what may be answered, with how many products say so.
        language: its code.
    """
    messages = language_named(language).requests.messages
    named = [messages["choice"].format(choice=shown_choice(choice, language), count=count) for choice, count in choices]
    listed = messages["or"].join((messages["comma"].join(named[:-1]), named[-1]))
    form = {"category": "ask_which_kind", "brand": "ask_which_brand"}.get(field, "ask_which")
    return messages[form].format(field=shown_field(field, language), choices=listed)


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
