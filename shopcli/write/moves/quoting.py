"""The words of a text that speak of what was asked, word for word, and no longer than a reply can be."""

from __future__ import annotations

from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, stem_set
from shopcli.types import Clause, Fact
from shopcli.write.moves.quotes import part_about
from shopcli.write.plan import is_tellable

_LONGEST = 110  # characters of a sentence that is quoted whole
_BEFORE, _BEHIND = 6, 8  # words around what was asked


def quoted_on(fact: Fact, words: str) -> str:
    """The sentence of a text that speaks of ``words``, or the part of it that does; empty where none can be told."""
    text = " ".join(fact.words.split()).strip(" -–•*.")
    if len(text) <= _LONGEST and is_tellable(text):
        return text
    return part_about(text, Clause(words, "feature")) or _around(text, words)


def _around(text: str, words: str) -> str:
    """Some words around the first that was asked for, with dots where the sentence goes on."""
    asked, said = stem_set([words]) - FUNCTION_STEMS, text.split()
    at = next((at for at, word in enumerate(said) if stem_set([word]) & asked), None)
    if at is None:
        return ""
    start, end = max(0, at - _BEFORE), min(len(said), at + _BEHIND)
    while end > at + 1 and said[end - 1].casefold() in FUNCTION:
        end -= 1
    part = " ".join(said[start:end]).strip(" ,;:-")
    return f"{'… ' if start else ''}{part}{' …' if end < len(said) else ''}" if is_tellable(part) else ""
