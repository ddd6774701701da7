"""What of a description can be told as a fact: the line that only says what a thing is, and the deed that it begins with."""

from __future__ import annotations

import re
from functools import cache

from shopcli.need.languages.registry import language_named
from shopcli.text.tokens import FUNCTION
from shopcli.types import Fact
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.moves.quotes import HALVES, quotes_of
from shopcli.write.plan import is_speakable
from shopcli.write.wording.articles import with_article
from shopcli.write.wording.licences import licences

_LONGEST_DEED, _SHORTEST_DEED, _LONGEST_CLAIM = 10, 4, 12
_LONGEST_LINE = 9  # words of a description that only names what the thing is
_MOST_PARTS = 2  # commas of a line: more make a list of what is in it
_NAMED = re.compile(r",|\s(?:with|for|in|on|of|and|without|from|to|including|incl)\b")  # behind the name of the thing
_NO_VERBS = frozenset("is has was does".split())  # what begins with these is no whole statement


def line_in(text: str, language: str = DEFAULT_LANGUAGE) -> str:
    """What a description is that only names the thing, "bookcase, 40x28x202 cm"; empty for any other.

    In a language that words values by a lexicon the parts of it that this has words for: 餐桌，235×100厘米.
    """
    lexicon = language_named(language).lexicon
    if lexicon and (line := line_in(text)):
        parts = [lexicon.value(part, "") for part in re.split(r",\s+", line)]
        return "，".join(part for part in parts if lexicon.is_own(part))
    text = text.strip()
    words = text.split()
    if not 2 <= len(words) <= _LONGEST_LINE or text[-1] in ".!?。！？" or words[0].casefold() in HALVES | FUNCTION:
        return ""
    if not is_speakable(Fact("size", text), asked=True) or text.count(",") > _MOST_PARTS or text.count("/") > 1:
        return ""
    is_capitalised = any(word[:1].isupper() and word[1:].islower() for word in words[1:])
    is_plain = words[0].replace("'", "").replace("’", "")[1:].islower() and not is_capitalised
    return _with_article(text[:1].lower() + text[1:], language) if is_plain else text


def _with_article(line: str, language: str) -> str:
    """A line that names a thing as it stands behind the thing's name: "a bookcase with doors, 80x30 cm"."""
    thing = _NAMED.split(line)[0]
    if language != DEFAULT_LANGUAGE or not thing.isascii():
        return line
    return f"{with_article(thing)[0]}{line[len(thing) :]}"


def deed_in(text: str, language: str) -> str:
    """The verb phrase that a sentence of a description begins with, "counts lengths in the pool"; empty where there is none."""
    first, _, rest = text.partition(" ")
    piece = _first_deed(next(quotes_of(text), ""))
    if len(piece.split()) > _LONGEST_CLAIM:  # which is told as the maker's own words
        return ""
    if not rest or not piece or first.casefold() not in verbs(language) or not first[:1].isupper():
        return ""
    return f"{piece[:1].lower()}{piece[1:]}"


def _first_deed(text: str) -> str:
    """Of several deeds in a row the first, where it is more than a word or two: "counts lengths in the pool, follows ..."."""
    first = text.partition(",")[0]
    return first if len(text.split()) > _LONGEST_DEED and len(first.split()) >= _SHORTEST_DEED else text


@cache
def verbs(language: str) -> frozenset[str]:
    """The verbs, third person singular, with which licences let something be said of a product."""
    return licences(language).first_verbs - _NO_VERBS
