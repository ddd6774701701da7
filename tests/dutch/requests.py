"""Dutch requests: "jas onder 50 euro, niet zwart, zonder capuchon"."""

from __future__ import annotations

import re

from shopcli.need.languages.request_grammar import Limit, RequestGrammar, alternatives, plain_marks
from shopcli.types import Op, Sort
from shopcli.util.lazy_regex import pattern

_CURRENCIES = {"€": "EUR", "eur": "EUR", "euro": "EUR"}
_SIGNS, _NAMES = alternatives(_CURRENCIES)
_NUMBER = r"\d{1,9}(?:,\d{1,2})?"
_ENDS = pattern(r"\s*(?:$|[,.;!?]|(?:en|of|met|zonder|niet|maar)\b)", re.IGNORECASE)


def _amount(name: str) -> str:
    return rf"(?P<{name}_before>[{_SIGNS}])? ?(?P<{name}>{_NUMBER})(?: ?(?P<{name}_after>[{_SIGNS}]|(?:{_NAMES})\b))?"


def _limit(words: str, *operators: Op, spread: float = 0.0) -> Limit:
    return Limit(rf"\b{words} {_amount('a')}", operators, _ENDS, spread=spread)


def number(words: str) -> float | None:
    """ "12,50" as 12.5."""
    return float(words.replace(",", ".")) if re.fullmatch(_NUMBER, words) else None


EXCLUDES = pattern(r"\b(?:maar niet|niet|zonder|geen)\b(?: (?:een|van))?", re.IGNORECASE)
FRAMES = pattern(r"(?:\b(?:met|dat|die|de|het|een|en|maar)\b\W{0,2})+", re.IGNORECASE)

REQUESTS = RequestGrammar(
    normal=plain_marks,
    currency_words=_CURRENCIES,
    number=number,
    amount=pattern(r"\d"),
    limits=(
        _limit("(?:onder|tot|hoogstens)", "<="),
        _limit("(?:boven|vanaf|minstens)", ">="),
        _limit("(?:voor )?ongeveer", ">=", "<=", spread=0.2),
    ),
    not_money=pattern(r"\b(?:maat|nummer)\s\Z", re.IGNORECASE),
    sounds_like_a_limit=pattern(r"\b(?:onder|boven|tot|vanaf)\b.{0,20}\d", re.IGNORECASE),
    orders=(
        (pattern(r"\b(?:goedkoopste|voordeligste)\b", re.IGNORECASE), Sort("price", "asc")),
        (pattern(r"\bduurste\b", re.IGNORECASE), Sort("price", "desc")),
    ),
    excludes=EXCLUDES,
    exclude_join=pattern(r"\s*(?:,|of|en)\s*"),
    either=pattern(r"\s+of\s+"),
    leads=pattern(r"\b(?:van|in) \Z", re.IGNORECASE),
    goes_with=pattern(r"\bvoor \Z", re.IGNORECASE),
    word=pattern(r"[^\W_]+(?:-[^\W_]+)*"),
    name_words=3,
    frames=FRAMES,
    joint=pattern(r",|\ben\b", re.IGNORECASE),
    messages={
        "looked_for": "Gezocht: {clauses}",
        "about": "“{words}” is gelezen als {low} tot {high}.",
        "no_currency": "Prijzen in {code} zijn hier niet: “{words}” is gelezen als {unit}.",
        "unnamed_currency": "De catalogus noemt geen munt: “{words}” is gelezen als {amount}.",
        "too_long": "Alleen de eerste {count} tekens zijn gelezen.",
        "no_unit_price": "“{words}” is hier de laagste prijs: de catalogus noemt geen hoeveelheden.",
        "not_sold": "Sorry, geen {words} gevonden.",
        "not_sold_unknown": "Niets heet hier “{words}”.",
        "sold_near": "Wel verwant: {kinds}.",
        "sold_most": "Hier is meer van {kinds}.",
        "no_such_name": "{words} hebben wij niet.",
        "nothing_of": "Wij hebben niets {words}.",
        "not_known": "“{words}” begrenst niets: deze catalogus zegt het niet.",
        "below_zero": "“{words}” ligt onder nul en begrenst niets.",
        "by_meaning_only": "“{words}” telt alleen naar de zin.",
        "corrected": "“{words}” is gelezen als “{meaning}”.",
        "anything": "iets",
        "cheapest": "goedkoopst",
        "dearest": "duurst",
        "least": "{field} laagst",
        "most": "{field} hoogst",
        "assumed": "Aangenomen is: {wishes}",
        "assumed_from": "{wishes} ({words})",
        "refused": "geen {words}",
        "left_aside": "Niet gebruikt: {words}",
        "from_profile": "uw profiel {name}",
        "personal": "Geordend naar uw aankopen (profiel {name}; --no-profile laat ze weg).",
        "ask_which": "{field}: {choices}?",
        "ask_which_type": "Soort {field}: {choices}?",
        "ask_whether_has": "Moet het {field} hebben?",
        "ask_whether_is": "Moet het {field} zijn?",
        "ask_which_kind": "Wat mag het zijn: {choices}?",
        "ask_which_brand": "Welk merk: {choices}?",
        "choice": "{choice}",
        "comma": ", ",
        "or": " of ",
        "yes": "ja",
        "no": "nee",
    },
)
