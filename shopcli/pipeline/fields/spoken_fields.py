"""Verbalisation of fields and values beside a wish, in the asker's language: 防水等级：5ATM of "water resistance: 5 ATM"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from shopcli.need.clarification import shown_wish
from shopcli.need.languages.lexicon import Lexicon
from shopcli.need.languages.registry import language_named
from shopcli.types import AnswerLines, Fact


@cache
def lines_of(code: str) -> AnswerLines:
    """An answer's own lines in a language, with what fields, values and assumed wishes are called in it."""
    language = language_named(code)
    lexicon = language.lexicon
    if lexicon is None:
        return language.lines

    def named(fact: Fact) -> str:
        from shopcli.write.wording.phrases import own_label

        return own_label(fact, code)

    valued = partial(_valued, lexicon=lexicon)
    return replace(language.lines, named=named, valued=valued, wished=partial(shown_wish, language=code))


def _valued(fact: Fact, shown: str, lexicon: Lexicon) -> str:
    """A value in the language's words where all of it can be said so, else as the record has it."""
    said = lexicon.value(shown, fact.label)
    return said if lexicon.is_own(said) else shown
