"""In which language code speaks, and where a model may."""

from __future__ import annotations

import re

from shopcli.need.languages.registry import language_named
from shopcli.need.languages.wording import Wording
from shopcli.write.wording import english


def wording_of(language: str) -> Wording:
    """The sentences of a language; English where it has none of its own."""
    return language_named(language).wording or english


def as_checked(text: str, wording: Wording) -> str:
    """A sentence of a language in the words that `check_sentence` knows, whose claims are then held against the record."""
    for said, known in wording.READ_BACK:
        text = re.sub(said, known, text)
    return text


def can_be_drafted(language: str) -> bool:
    """Whether a model's drafts in a language can be checked; in any other code says itself why it worded the advice."""
    return not language_named(language).why_by_code
