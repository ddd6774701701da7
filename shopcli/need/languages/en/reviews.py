"""Reviews in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.review_grammar import ReviewGrammar

_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)
# A word behind an article or a possessive is a noun where a verb, a preposition or a mark follows, and so is one that opens
# a sentence before a verb.
_AFTER = (
    r"(?:is|are|was|were|has|have|had|feels?|looks?|could|can|does|do|did|will|would|came|broke|of|and|or|in|on|at|for|from"
    r"|with|that|which|to|but|when|after|as|by)"
)
_NOUN = re.compile(
    rf"\b(?:the|its|this|that|my|your|an?|no|both|each|any)\s+(?P<noun>[a-z]{{3,}})(?=\s+{_AFTER}\b|\s*(?:[,.;:!?)]|$))"
    rf"|(?:\A|[.!?]\s+)(?P<first>[a-z]{{3,}})\s+(?:is|are|was|were|has|could|does|came|broke)\b",
    re.IGNORECASE,
)
_OF_NO_PART = frozenset(
    """all another any bit both child children christmas day each every everything few first kid kids kind last least lot many
    most much night nothing one ones other others people person reason rest same second self sort thing things third time times
    type way ways whole world wrong right left fact end start day days""".split()
)


def _words(text: str) -> Iterator[str]:
    """Words of three letters or more that may name a part or a property of a thing."""
    return (word for match in _WORD.finditer(text) if (word := match[0].lower()) not in _OF_NO_PART)


REVIEWS = ReviewGrammar(
    contrast=r"\s*[,;:–—-]*\s+(?:but|however|although|though|yet|except(?: that)?|unfortunately|sadly)[\s,]+|\s*;\s+",
    words=_words,
    nouns=lambda text: ((match["noun"] or match["first"]).lower() for match in _NOUN.finditer(text)),
    orders=(
        r"\b(?:ignore|disregard|forget)\b.{0,24}\b(?:instructions?|rules|prompts?|previous|above)\b|\bsystem prompt\b"
        r"|\byou are (?:an? |the )?(?:assistant|advisor|chatbot|language model|ai)\b"
        r"|\b(?:recommend|rank|choose|show|name|put) (?:this|it)\b.{0,24}\b(?:first|above all"
        r"|to (?:all|every|the) (?:customer|shopper|user)s?)\b"
    ),
    messages={
        "reviews": "{n} reviews speak of the {name}: {counts}.",
        "few": "Only {n} reviews speak of the {name}: {counts}.",
        "few one": "Only one review speaks of the {name}.",
        "praise": "{n} praise it",
        "praise one": "one praises it",
        "complaint": "{n} complain",
        "complaint one": "one complains",
        "neither": "{n} do neither",
        "neither one": "one does neither",
        "praise of": "{n} of {all} praise the {aspect}",
        "praise of one": "one of {all} praises the {aspect}",
        "complaint of": "{n} complain of the {aspect}",
        "complaint of one": "one complains of the {aspect}",
        "aspects": "{told}.",
        "quote": "A buyer writes (review {n}): “{words}”",
        "fewest": "The fewest complaints: the {name}, {told}.",
        "fewest alike": "The fewest complaints alike: the {names}; of each, {told}.",
        "fewest of few": "These are few: {n} reviews in all.",
        "fewest on few": "That rests on {n} reviews alone.",
        "fewest on few one": "That rests on one review alone.",
        "beside": "The {name}: {told}.",
        "complain": "{n} of {all} reviews complain",
        "complain one": "one of {all} reviews complains",
        "complain none": "none of {all} reviews complains",
        "complain none of one": "its only review does not complain",
        "complain one of one": "its only review complains",
        "nobody": "Nobody has reviewed the {names}, so that says nothing of complaints.",
        "and": ", ",
        "names": " and the ",
        "more names": ", the ",
    },
)
