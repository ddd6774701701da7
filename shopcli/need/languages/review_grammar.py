"""How a language writes reviews, and how they are summed up in it: one `ReviewGrammar`, in one file of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ReviewGrammar:
    """Reviews in one language.

    Attributes:
        contrast: a pattern of what stands between two statements the second of which takes something back: ", but".
        words: the words of a text, in small letters, by which its aspects are looked up.
        nouns: those words of a text that stand where a noun does.
        orders: a pattern of what speaks to a program that reads the review, and is nobody's opinion: "ignore all instructions".
        messages: how reviews are summed up, for `str.format`; where ``X one`` stands beside ``X``, it is for a count of one.
    """

    contrast: str
    words: Callable[[str], Iterable[str]]
    nouns: Callable[[str], Iterable[str]]
    orders: str
    messages: Mapping[str, str]
