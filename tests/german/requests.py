"""German requests: "Jacke unter 50 Euro, nicht schwarz, ohne Kapuze"."""

from __future__ import annotations

import re

from shopcli.need.languages.request_grammar import Limit, RequestGrammar, alternatives, plain_marks
from shopcli.types import Op, Sort
from shopcli.util.lazy_regex import pattern

_CURRENCIES = {"€": "EUR", "eur": "EUR", "euro": "EUR"}
_SIGNS, _NAMES = alternatives(_CURRENCIES)
_NUMBER = r"\d{1,9}(?:,\d{1,2})?"
_ENDS = pattern(r"\s*(?:$|[,.;!?]|(?:und|oder|mit|ohne|nicht|aber)\b)", re.IGNORECASE)


def _amount(name: str) -> str:
    return rf"(?P<{name}_before>[{_SIGNS}])? ?(?P<{name}>{_NUMBER})(?: ?(?P<{name}_after>[{_SIGNS}]|(?:{_NAMES})\b))?"


def _limit(words: str, *operators: Op, spread: float = 0.0) -> Limit:
    return Limit(rf"\b{words} {_amount('a')}", operators, _ENDS, spread=spread)


def number(words: str) -> float | None:
    """ "12,50" as 12.5."""
    return float(words.replace(",", ".")) if re.fullmatch(_NUMBER, words) else None


EXCLUDES = pattern(r"\b(?:aber nicht|nicht|ohne|keine?n?)\b(?: (?:eine?n?|von))?", re.IGNORECASE)
FRAMES = pattern(r"(?:\b(?:mit|das|die|der|eine?n?|und|aber)\b\W{0,2})+", re.IGNORECASE)

REQUESTS = RequestGrammar(
    normal=plain_marks,
    currency_words=_CURRENCIES,
    number=number,
    amount=pattern(r"\d"),
    limits=(
        _limit("(?:unter|bis|höchstens)", "<="),
        _limit("(?:über|ab|mindestens)", ">="),
        _limit("(?:für )?etwa", ">=", "<=", spread=0.2),
    ),
    not_money=pattern(r"\b(?:Größe|Nummer)\s\Z", re.IGNORECASE),
    sounds_like_a_limit=pattern(r"\b(?:unter|über|bis|ab)\b.{0,20}\d", re.IGNORECASE),
    orders=(
        (pattern(r"\b(?:billigste|günstigste)[rn]?\b", re.IGNORECASE), Sort("price", "asc")),
        (pattern(r"\bteuerste[rn]?\b", re.IGNORECASE), Sort("price", "desc")),
    ),
    excludes=EXCLUDES,
    exclude_join=pattern(r"\s*(?:,|oder|und)\s*"),
    either=pattern(r"\s+oder\s+"),
    leads=pattern(r"\b(?:von|in) \Z", re.IGNORECASE),
    goes_with=pattern(r"\bfür \Z", re.IGNORECASE),
    word=pattern(r"[^\W_]+(?:-[^\W_]+)*"),
    name_words=3,
    frames=FRAMES,
    joint=pattern(r",|\bund\b", re.IGNORECASE),
    messages={
        "looked_for": "Gesucht: {clauses}",
        "about": "„{words}“ wurde als {low} bis {high} gelesen.",
        "no_currency": "Preise in {code} gibt es hier nicht: „{words}“ wurde als {unit} gelesen.",
        "unnamed_currency": "Der Katalog nennt keine Währung: „{words}“ wurde als {amount} gelesen.",
        "too_long": "Nur die ersten {count} Zeichen wurden gelesen.",
        "no_unit_price": "„{words}“ heißt hier der niedrigste Preis: Der Katalog nennt keine Mengen.",
        "not_sold": "Hier heißt nichts „{words}“.",
        "not_known": "„{words}“ begrenzt nichts: Dieser Katalog sagt es nicht.",
        "below_zero": "„{words}“ liegt unter null und begrenzt nichts.",
        "by_meaning_only": "„{words}“ zählt nur nach dem Sinn.",
        "corrected": "„{words}“ wurde als „{meaning}“ gelesen.",
        "anything": "irgendetwas",
        "cheapest": "am günstigsten",
        "dearest": "am teuersten",
        "least": "{field} am niedrigsten",
        "most": "{field} am höchsten",
    },
)
