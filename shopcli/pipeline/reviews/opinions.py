"""Which statements of reviews are somebody's opinion, and which may be told in their own words.

A catalog's reviews are strangers' words. What gives orders to a program is no opinion and counts for nothing; what is coarse,
or leads somewhere, is an opinion all the same: it counts and is not quoted.
"""

from __future__ import annotations

from shopcli.need.languages.registry import languages
from shopcli.need.languages.request_grammar import compiled
from shopcli.text.safe import plain
from shopcli.write.decency import decency, folded

_OF_NO_PERSON = ("role", "code")
_NOT_QUOTED = ("link", "contact", "indecent")


def is_opinion(text: str) -> bool:
    """Whether words are a customer's, and not an order or the form of a chat."""
    seen = folded(text)
    if any(decency().first(seen, kind) is not None for kind in _OF_NO_PERSON):
        return False
    grammars = (language.reviews for language in languages())
    return not any(grammar and compiled(grammar.orders).search(seen) for grammar in grammars)


def is_quotable(text: str) -> bool:
    """Whether an opinion may be told word for word: one printable line, decent, without a link to anybody."""
    return text == plain(text) and is_opinion(text) and all(decency().first(folded(text), kind) is None for kind in _NOT_QUOTED)
