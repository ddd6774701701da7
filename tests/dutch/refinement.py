"""Dutch refinements: "goedkoper", "in blauw", "niet dat merk", "ongeacht de kleur"."""

from __future__ import annotations

import re

from shopcli.need.languages.refinement_grammar import RefinementGrammar, Wanted
from shopcli.need.languages.request_grammar import plain_marks
from shopcli.types import Sort

_NEVER = re.compile(r"(?!)")
_PLACES = {"eerste": 1, "tweede": 2, "derde": 3, "laatste": -1}
_ORDERS = dict.fromkeys(("goedkoopste", "voordeligste"), Sort("price", "asc"))

REFINEMENT = RefinementGrammar(
    normal=plain_marks,
    actions={
        "drop_line": r"(?:zonder|schrap) (?:punt|nummer) (?P<number>\d{1,3})",
        "like": r"zoals (?P<which>(?:de|het) \w+)",
        "order": rf"(?:de|het)? ?(?P<what>{'|'.join(_ORDERS)})",
        "order_by": r"op (?P<what>\w+)",
        "compare": r"(?:wat )?(?P<words>(?P<degree>goedkoper|voordeliger|duurder|lichter)"
        r"(?: dan (?P<which>(?:de|het) \w+))?)",
        "other_brand": r"(?:een )?ander merk",
        "others": r"iets\s+anders",
        "drop": r"ongeacht (?:de|het) (?P<what>\w+)",
        "make": r"liever (?P<what>.+)",
    },
    place=re.compile(rf"(?:de|het) (?P<word>{'|'.join(_PLACES)})", re.IGNORECASE),
    described=re.compile(r"(?:de|het) (?P<words>\w+)(?P<one>(?!))?", re.IGNORECASE),
    asks_for=re.compile(r"toon mij ", re.IGNORECASE),
    here=frozenset({"die", "dat", "het"}),
    more=re.compile(r"(?:toon mij )?(?:meer|verdere)", re.IGNORECASE),
    ordinals=_PLACES,
    degrees={
        **dict.fromkeys(("goedkoper", "voordeliger"), Wanted("price", "asc")),
        "duurder": Wanted("price", "desc"),
        "lichter": Wanted("mass", "asc"),
    },
    orders=_ORDERS,
    descending=re.compile(r"aflopend"),
    cut=re.compile(r"\s*(?:,|\ben\b)\s*", re.IGNORECASE),
    joining=re.compile(r"(?:en|maar|ook)\b[\s,]*", re.IGNORECASE),
    asking=re.compile(r"(?:graag)[\s,]+", re.IGNORECASE),
    closing=re.compile(r"(?:[\s,]+(?:graag|bedankt)|\s*[.!?]+)\Z", re.IGNORECASE),
    polite=re.compile(r"(?:[\s,]+(?:graag|bedankt)|\s*[.!?]+)\Z", re.IGNORECASE),
    instead=re.compile(r"\bin plaats daarvan\b", re.IGNORECASE),
    opening=re.compile(r"(?:in|met|zonder|niet|geen|onder|tot|vanaf|van)\s", re.IGNORECASE),
    describing=re.compile(r"(?:dicht|loos|baar|ig)\s*\Z", re.IGNORECASE),
    adding=re.compile(r"(?:en|ook)\b", re.IGNORECASE),
    number=re.compile(r"€?\s?\d"),
    at_most="tot {what}",
    names={"prijs": "price", "merk": "brand", "kleur": "colour"},
    messages={
        "added": "erbij: {new}",
        "replaced": "{new} in plaats van {old}",
        "too": "te {degree}",
        "below": "onder {limit}",
        "above": "boven {limit}",
        "without": "niet {words}",
        "dropped": "geschrapt: {old}",
        "order": "volgorde: {new}",
        "no_order": "op nabijheid",
        "nothing": "niets",
        "more": "meer",
        "less": "minder",
    },
    errors={
        "no_result": ("Een resultaat {place} is er niet, alleen {count}.", "Noem een getal op het scherm."),
        "none_fits": ("Geen is “{words}”.", "Zeg {places}."),
        "several_fit": ("{count} zijn “{words}”.", "Zeg {places}."),
        "no_price": ("Er staat geen prijs.", "Noem een bedrag: onder 100."),
        "not_said": ("Voor “{words}” staat er te weinig.", "Noem een grens: onder 2 kg."),
        "costs_otherwise": (
            "Gevraagd was “{words}” ({op} {limit}), en het getoonde kost {more}.",
            "Noem een andere grens.",
        ),
        "is_otherwise": ("Gevraagd was “{words}” ({op} {limit}), en het getoonde heeft {more}.", "Noem een andere grens."),
        "no_brand": ("Het eerste resultaat noemt geen merk.", "Noem het merk."),
        "no_such_order": ("Op “{words}” valt hier niet te ordenen.", "Orden op prijs."),
        "never_asked": ("Naar {words} was niet gevraagd.", "Gevraagd was: {asked}."),
        "no_line": ("Een punt {number} is er niet: het zijn er {count}.", "/need somt ze op."),
        "nothing_left": ("Alleen “{words}” was gevraagd.", "Vraag iets anders, of /reset."),
    },
    places=("de eerste", "de tweede", "de derde"),
    counts=("Geen", "Een", "Twee", "Drie"),
    either=" of ",
    also=", ",
)
