"""The ends of a wish that is told back: what parsing cut off before or behind it, and how a limit on the price is said."""

from __future__ import annotations

import re

from shopcli.types import Clause, show_number

_LOOSE = frozenset("against for with of at from and or but that the a an my your our his her their to".split())
_FEWEST = 1  # words that are left of a wish
_ASKER = re.compile(r"\b(?P<asker>I|we|you) \Z", re.I)
_WAYS = {"<": "less than", "<=": "at most"}
_AS_TYPED = re.compile(r"(?:under|below|up to)\b", re.I)


def without_loose_end(text: str) -> str:
    """Words without a "for" or an "against" that is left of what followed.

    >>> without_loose_end("with clay against"), without_loose_end("one to plug in")
    ('with clay', 'one to plug in')
    """
    words = text.split()
    while len(words) > _FEWEST and words[-1].casefold() in _LOOSE:
        words.pop()
    return " ".join(words)


def with_asker(text: str, query: str) -> str:
    """What somebody can do with a thing, with the one who can: "can wear in the lake" of "that I can wear in the lake".

    >>> with_asker("can wear in the lake", "a watch that I can wear in the lake")
    'I can wear in the lake'
    """
    asker = _ASKER.search(query.partition(text)[0]) if text.startswith("can ") else None
    return f"{asker['asker']} {text}" if asker else text


def most_paid(clause: Clause) -> str:
    """A limit on the price in whichever words it was typed, "max 15 euro", as a sum that one pays; empty of any other wish.

    >>> most_paid(Clause("max 15 euro", "limit", "price", "<=", 15.0, "EUR"))
    'one for at most 15 EUR'
    """
    value = clause.value
    if clause.field != "price" or clause.kind != "limit" or clause.op not in _WAYS or not isinstance(value, float):
        return ""
    if show_number(value) not in clause.text.replace(",", "") or _AS_TYPED.match(clause.text):
        return ""  # "under 700" is said as it stands
    return f"one for {_WAYS[clause.op]} {show_number(value)} {clause.unit or ''}".strip()
