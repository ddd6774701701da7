"""Reviews in Dutch."""

import re

from shopcli.need.languages.review_grammar import ReviewGrammar

_WORD = re.compile(r"[^\W\d_]{3,}")
_NOUN = re.compile(r"\b(?:de|het|een|geen|mijn)\s+([^\W\d_]{3,})", re.IGNORECASE)

REVIEWS = ReviewGrammar(
    contrast=r"\s*[,;]*\s+(?:maar|helaas)[\s,]+|\s*;\s+",
    words=lambda text: (word.lower() for word in _WORD.findall(text)),
    nouns=lambda text: (word.lower() for word in _NOUN.findall(text)),
    orders=r"\b(?:negeer|vergeet)\b.{0,24}\binstructies\b",
    messages={
        "reviews": "{n} beoordelingen van {name}: {counts}.",
        "few": "Maar {n} beoordelingen van {name}: {counts}.",
        "few one": "Er is maar één beoordeling van {name}.",
        "praise": "{n} prijzen",
        "praise one": "één prijst",
        "complaint": "{n} klagen",
        "complaint one": "één klaagt",
        "neither": "{n} geen van beide",
        "neither one": "één geen van beide",
        "praise of": "{n} van {all} prijzen: {aspect}",
        "praise of one": "één van {all} prijst: {aspect}",
        "complaint of": "{n} klagen: {aspect}",
        "complaint of one": "één klaagt: {aspect}",
        "aspects": "{told}.",
        "quote": "Een koper schrijft (beoordeling {n}): “{words}”",
        "fewest": "De minste klachten: {name}, {told}.",
        "fewest alike": "Even weinig klachten: {names}, elk {told}.",
        "fewest of few": "Dat is weinig: {n} beoordelingen.",
        "fewest on few": "Dat steunt op maar {n} beoordelingen.",
        "fewest on few one": "Dat steunt op maar één beoordeling.",
        "beside": "{name}: {told}.",
        "complain": "{n} van {all} klagen",
        "complain one": "één van {all} klaagt",
        "complain none": "geen van {all} klaagt",
        "complain none of one": "de enige klaagt niet",
        "complain one of one": "de enige klaagt",
        "nobody": "Niemand heeft {names} beoordeeld; dat zegt niets over klachten.",
        "and": ", ",
        "names": " en ",
        "more names": ", ",
    },
)
