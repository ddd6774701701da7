"""Negation: the words that deny, how far each reaches, and what a text says is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopcli.text.tokens import FUNCTION, Token, tokenise
from shopcli.util.lazy_regex import pattern

NEGATORS = frozenset(
    {"no", "not", "without", "lacks", "lack", "never", "non", "cannot", "isn't", "doesn't", "don't", "hasn't", "excluding"}
    | {"neither", "nor"}
)
# How records open that tell what a thing is not for: all that follows is denied.
_UNSUITED = pattern(
    r"(?:is |are )?not (?:made|meant|suited|suitable|intended|recommended|designed|advised|for|to be used)\b"
    r"|unsuitable\b|nicht (?:für|geeignet|gedacht|empfohlen)\b|ungeeignet\b|不适[合用]|不建议|不推荐|不可用于|请勿",
    re.IGNORECASE,
)
_ENDS_IN_NO = pattern("[不无没未非免]$")
# How one word denies what it opens with: "eggless", "fragrancefree", "zuckerfreie", "kabellos".
_LESS = pattern(r"\w{0,2}(?:less|free?|frei(?:e[mnrs]?)?|los(?:e[mnrs]?)?)")
_SHORTEST_LACKED = 3  # letters of what is lacking
_REACH = 4  # words that a "no" governs at the most
_ARTICLES = frozenset(("a", "an", "the", "any"))


def negates(token: Token) -> bool:
    """Whether a token denies what follows it."""
    low = token.text.casefold().replace("’", "'")
    return low in NEGATORS or low.endswith(("n't", "没有", "不支持", "不具备"))


def says_less(word: str, stem: str) -> bool:
    """Whether a word says that there is nothing of what a stem names: "eggless" of "egg", "zuckerfrei" of "zucker".

    >>> says_less("Eggless", "egg"), says_less("wireless", "wire"), says_less("unless", "egg"), says_less("egg", "egg")
    (True, True, False, False)
    """
    low = word.casefold()
    return len(stem) >= _SHORTEST_LACKED and low.startswith(stem) and _LESS.fullmatch(low, len(stem)) is not None


def tells_what_it_is_not_for(text: str) -> bool:
    """Whether all that a text says is denied: "Not made for washing up, let alone for swimming."."""
    return _UNSUITED.match(text) is not None


def ends_in_chinese_no(text: str) -> bool:
    """Whether a Chinese "no" is the last of a text: what follows it is denied."""
    return _ENDS_IN_NO.search(text) is not None


def governed(tokens: Sequence[Token]) -> list[bool]:
    """For each token, whether a "no" before it governs it: up to four words, no further than a mark or an "and"."""
    left, result = 0, []
    for place, token in enumerate(tokens):
        low = token.text.casefold()
        if negates(token):
            left = _REACH + 1
        elif left and (low == "or" or (low == "," and _goes_on(tokens[place + 1 :]))):
            left = _REACH + 1  # "no NFC, GPS or strap" denies all three
        elif token.kind == "mark" or low in ("and", "but", "while"):
            left = 0
        result.append(left > 0 and left <= _REACH)
        left = max(0, left - 1)
    return result


def _goes_on(tokens: Sequence[Token]) -> bool:
    """Whether a list goes on to its "or": no verb and no other mark comes before."""
    for token in tokens:
        low = token.text.casefold()
        if low in ("or", "nor"):
            return True
        if (token.kind == "mark" and low != ",") or low in ("and", "but", "has", "have", "is", "are", "its", "it", "costs"):
            return False
    return False


def denials(text: str) -> list[frozenset[str]]:
    """The things that a text denies, each as its stems: what stands between a "no" and the next joint."""
    tokens = tokenise(text)
    things: list[set[str]] = []
    is_open = False
    for token, under in zip(tokens, governed(tokens), strict=True):
        low = token.text.casefold()
        if under and (low in FUNCTION and low not in _ARTICLES) and not (low == "or" and is_open):
            is_open = False
        elif negates(token) or (under and low in ("or", "nor")):
            things.append(set())
            is_open = True
        elif not under or token.kind == "mark":
            is_open = False
        elif is_open and low not in FUNCTION:
            things[-1].update(token.terms)
    return [frozenset(terms) for terms in things if terms]


def denies_a_denial(tokens: Sequence[Token]) -> bool:
    """Whether two "no"s stand in one phrase: "does not lack NFC"."""
    count = 0
    for token in tokens:
        if token.kind == "mark" or token.text.casefold() in ("and", "but", "nor"):
            count = 0
        count += negates(token) and token.text.casefold() != "nor"
        if count > 1:
            return True
    return False
