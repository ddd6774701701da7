"""How English orders by what a catalog measures: "the fattiest", "weighs the least", "has the most", "easy on gas"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.degree_words import OrderWords
from shopcli.util.lazy_regex import pattern

_FUEL = ("fuel economy", "fuel consumption", "miles per gallon", "mpg")
_POWER = ("energy consumption", "power consumption", "electricity usage")
_WATER = ("water consumption",)
_EFFICIENT = r"(?:efficient|economical|saving|thrifty|frugal)"
_GAS = r"(?:fuel|gas|petrol|diesel)"
_CURRENT = r"(?:energy|power|electricity)"
_SHORT = 4  # letters


def _economy(of: str) -> re.Pattern[str]:
    """What needs little of something, as a superlative and without."""
    return pattern(
        rf"\b(?:(?P<most>(?:the\s)?(?:most|best)\s{of}[\s-]?{_EFFICIENT}"
        rf"|(?:the\s)?best\s(?:{of}\s)?(?:mileage|economy)|(?:the\s)?best\son\s{of}"
        rf"|(?:the\s)?most\s{_EFFICIENT}\s(?:on|with)\s{of}|(?:the\s)?easiest\son\s{of}"
        rf"|(?:uses?|needs?|burns?|drinks?|consumes?|takes?|eats?|draws?|guzzles?)\s(?:the\s)?least\s{of}"
        rf"|(?:the\s)?lowest\s{of}\s(?:use|usage|consumption|costs?|bills?))"
        rf"|{of}[\s-]{_EFFICIENT}|(?:easy|good|light|thrifty|gentle)\son\s{of}|sips\s{of}"
        rf"|(?:good|great|decent)\s{of}\s(?:mileage|economy)"
        rf"|(?:uses?|needs?|burns?|drinks?|consumes?)\s(?:little|hardly\sany|not\smuch)\s{of})\b",
        re.IGNORECASE,
    )


def _bases(graded: str) -> Iterator[str]:
    """What "fatti", "salti", "bigg" and "nic" may be the beginnings of: "fatty", "fat", "salt", "big", "nice"."""
    yield graded
    bare = graded.removesuffix("i")
    if bare != graded:
        yield f"{bare}y"
        yield bare
    if len(bare) > 2 and bare[-1] == bare[-2]:
        yield bare[:-1]
    if bare == graded:
        yield f"{bare}e"


ORDERS = OrderWords(
    graded=pattern(r"\b(?P<what>[a-z]{3,14})est\b", re.IGNORECASE),
    bases=lambda word: tuple(_bases(word)),
    full_of=lambda word: word[:-1] if word.endswith(("i", "y")) and len(word) > _SHORT else "",
    qualities=pattern(r"[a-z]{2,}(?:y|ful|ous|ic|ical|able|ible|al|ive|ent|ant|ish|less|ed|ing|some|like)\Z", re.IGNORECASE),
    having=pattern(
        r"\b(?:ha(?:s|ve|ving)|got|with|contains?|containing|gives?|offers?|packs?|provides?|delivers?|includes?|supplies"
        r"|is|are|be|comes? with)\s(?:got\s)?(?:by far\s)?(?:the\s)?(?:very\s)?\Z",
        re.IGNORECASE,
    ),
    deed=pattern(r"\b(?P<what>[a-z]{3,14})\s(?:by far\s)?(?:the\s)?(?:very\s)?\Z", re.IGNORECASE),
    idle=pattern(r"\b(?:for|in|on|of|like|by|than|at|to|as|and|from)\s\Z", re.IGNORECASE),
    economies=(
        (_economy(_GAS), _FUEL),
        (_economy(_CURRENT), _POWER),
        (_economy("water"), _WATER),
        (
            pattern(
                r"\b(?P<most>(?:the\s)?(?:most economical|cheapest|least expensive) to run|(?:the\s)?best mileage)\b",
                re.IGNORECASE,
            ),
            (*_FUEL, *_POWER, "running costs"),
        ),
    ),
    consumption=pattern(r"consum|usage|\buses?\b|running cost", re.IGNORECASE),
    yield_of=pattern(
        r"\bmpg|mpge|kmpl|\bkpl\b|mileage|(?:fuel|energy) (?:economy|efficiency)|per gallon|per lit(?:re|er)", re.IGNORECASE
    ),
)  # fmt: skip
