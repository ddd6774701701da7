"""What a title calls its thing, and what it says besides: a "watch band" is no watch, and neither is what is for one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from shopcli.need.thesaurus import is_of_doing
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from shopcli.index.parts.words import WordIndex

# Behind the head of a name stands its end, a mark, a number, or what is said of the thing.
# Behind the last word of a name stands a sign, a number, what it is for, or a maker's code: "Baby Monitor SCD530/00".
_CLOSES = pattern(
    r"([\w'’-]+)(?![\w'’-])\s*(?:$|[^\w\s]|\d|(?-i:[A-Z]{1,5}[-/]?\d{3})|(?:for|with|without|in|of|by|and|from|to)\b)",
    re.IGNORECASE,
)
_WHAT_FOR = pattern(r"\b(?:for|fits?|compatible|für)\b", re.IGNORECASE)
_WITH_WHAT = pattern(r"\b(?:for|fits?|compatible|with|für|mit)\b", re.IGNORECASE)


def is_headed(words: WordIndex, text: str, stem: str, *, of_doing: bool) -> bool:
    """Whether a word with a stem closes a name in a text: the "kayak" of "Sea Kayak, 3 m", and not that of "Kayak Paddle".

    Args:
        words: which stems words have.
        text: a title, or the name of a category.
        stem: of the word.
        of_doing: whether it is a noun of doing, of which a stemmer leaves what is done: "cycling".
    """
    ends = (_CLOSES.match(text, at) for found, at in words.spans(text) if found == stem)
    return any(end is not None and is_of_doing(end[1]) == of_doing for end in ends)


def is_for_another(words: WordIndex, title: str, stem: str) -> bool:
    """Whether a title says a thing that it does not call its own: as part of another name, or as what that is for."""
    name = _WHAT_FOR.split(title, maxsplit=1)[0]
    return stem in words.tokens(title) and not is_headed(words, name, stem, of_doing=False)


def what_it_is(title: str) -> str:
    """A title without what its thing is for, or comes with."""
    return _WITH_WHAT.split(title, maxsplit=1)[0]


def says_together(tokens: Sequence[str], stems: Collection[str]) -> bool:
    """Whether some stems stand side by side, in any order: a "nintendo switch" is one thing, and what it says apart is not."""
    wanted = set(stems)
    return any(wanted == set(tokens[at : at + len(wanted)]) for at in range(len(tokens) - len(wanted) + 1))
