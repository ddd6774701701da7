"""How English refines a need: "cheaper", "in black then", "not that brand", "more like the second"."""

from __future__ import annotations

import re

from shopcli.need.refine_phrases import Phrases
from shopcli.types import Sort

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = {
    **{word: place for place, word in enumerate(_PLACES, 1)},
    **{word: place for place, word in enumerate(_NUMBERS, 1)},
    **{"that": 1, "this": 1, "it": 1, "those": 1, "these": 1, "last": -1},
}
_WORD = "|".join(sorted(_ORDINALS, key=len, reverse=True))
# A bare number names a result after "like" but an amount after "cheaper than".
_NAMED = rf"(?:the\s+)?(?P<which>(?:number|no\.?|result|#)\s*(?:\d+|{_WORD})|\d+(?:st|nd|rd|th)|{_WORD})(?:\s+one)?"
_WHICH = _NAMED.replace(r"\d+(?:st|nd|rd|th)", r"\d+(?:st|nd|rd|th)?")
_DEGREE = r"(?:an?\s|something|anything|some|one|ones|it'?s|that'?s|that\s+is)?\s*(?:a\s+bit|a\s+little|much|even|a\s+lot)?\s*"
_THING = r"(?:\s+(?:options?|models?|ones?))?"
_ORDERS = {
    **dict.fromkeys(("cheapest", "least expensive", "lowest price", "by price"), Sort("price", "asc")),
    **dict.fromkeys(("most expensive", "dearest", "priciest", "highest price"), Sort("price", "desc")),
}
_NOT = r"(?:not|no|without|except(?:\s+for)?|anything\s+but|excluding|other\s+than|nothing\s+(?:from|by))"
_DROPS = (
    r"any\s+(?P<any>[\w ]+?)(?:\s+(?:will\s+do|is\s+(?:fine|ok|okay|good)|at\s+all))?",
    r"(?:forget|drop|ignore|never\s*mind|remove|skip)\s+(?:about\s+)?(?P<certain>(?:the|my)\s+)?(?P<what>.+?)(?:\s+(?:limit|filter))?",
    r"no\s+(?P<limit>[\w ]+?)\s+(?:limit|filter)",
    r"(?:the\s+)?(?P<moot>[\w ]+?)\s+(?:does\s*n[o']t|doesnt|does\s+not)\s+matter",
    r"i\s+(?:don'?t|do\s+not)\s+(?:care|mind)\s+(?:about\s+)?(?:the\s+)?(?P<mind>.+)",
)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)


ENGLISH = Phrases(
    actions={
        "cheaper": _whole(
            rf"{_DEGREE}(?P<words>(?:cheaper|less\s+expensive|too\s+(?:expensive|dear)){_THING}(?:\s+than\s+{_NAMED})?)"
        ),
        "dearer": _whole(
            rf"{_DEGREE}(?P<words>(?:dearer|pricier|more\s+expensive|too\s+cheap){_THING}(?:\s+than\s+{_NAMED})?)"
        ),
        "like": _whole(rf"(?:more\s+|something\s+|one\s+|others?\s+)*(?P<words>(?:like|similar\s+to)\s+{_WHICH})"),
        "order": _whole(
            rf"(?:sort(?:ed)?\s+)?(?:the\s+)?(?P<what>{'|'.join(_ORDERS)})(?:\s+ones?)?"
            r"(?:\s+first|\s+(?:of|among)\s+(?:these|those|them|all))?"
        ),
        "other_brand": _whole(
            r"not\s+(?:from\s+|by\s+)?(?:that|this|the\s+same)\s+(?:brand|make|maker)"
            r"|(?:(?:an|some|any)\s*)?other\s+(?:brand|make|maker)s?|(?:a\s+)?different\s+(?:brand|make|maker)s?"
        ),
        "drop": _whole("|".join(_DROPS)),
        "make": _whole(
            r"(?:make|let)\s+(?:it|that|them)\s+(?:be\s+)?(?P<what>.+)|(?:(?:raise|lower|change|set)\s+it\s+to|say)\s+(?P<to>.+)"
        ),
    },
    ordinals=_ORDINALS,
    orders=_ORDERS,
    cut=re.compile(r"\s*(?:[,;]\s+(?:(?:but|and)\s+)?|\s(?:but|and)\s+)(?:also\s+)?", re.IGNORECASE),
    joining=re.compile(r"(?:but|and|also|plus|or|rather)\b[\s,]*", re.IGNORECASE),
    asking=re.compile(
        r"(?:(?:no|yes|well),\s*|(?:ok|okay|hm+|now|actually|maybe|please|then|only|just)[,\s]\s*"
        r"|(?:show\s+me|give\s+me|do\s+you\s+have|have\s+you\s+got|can\s+i\s+(?:have|get)|i\s+want|i'?d\s+like|i\s+would\s+like"
        r"|(?:what|how)\s+about)\s+(?:(?:it|them|one|that|something)\s+(?=in\b|with|from|by|under|over|below))?)",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"(?:[\s,]+(?:then|please|instead|too|as\s+well|though|now|thanks|ones?|only)|\s*[.!?]+)\Z", re.IGNORECASE
    ),
    instead=re.compile(r"\binstead\b|\A(?:or\s+)?rather\b", re.IGNORECASE),
    opening=re.compile(rf"(?:in|with|for|from|by|{_NOT})\s", re.IGNORECASE),
    adding=re.compile(r"(?:and|also|plus|with)\b", re.IGNORECASE),
    number=re.compile(r"(?:[A-Z]{3}|[^\w\s])?\s?\d"),
    at_most="at most {what}",
    names={
        **dict.fromkeys(("price", "budget", "cost", "money", "amount"), "price"),
        **dict.fromkeys(("brand", "brands", "make", "maker", "manufacturer"), "brand"),
        **dict.fromkeys(("colour", "color", "colours", "colors"), "colour"),
        **dict.fromkeys(("order", "sorting", "sort"), "order"),
    },
    changes={
        "added": "added: {new}",
        "replaced": "{new} instead of {old}",
        "dropped": "dropped: {old}",
        "order": "order: {new}",
    },
)
