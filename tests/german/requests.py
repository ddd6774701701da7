"""German requests: "Jacke unter 50 Euro, nicht schwarz, ohne Kapuze"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.request_grammar import Limit, Piece, RequestGrammar, alternatives, plain_marks
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
_FILLER = pattern(
    r"\b(?:ich|wir|will|suche|suchen|brauche|möchte|bitte|gern|habt|ihr|zeig|mir|eine?n?|die|der|das|und|aber|mit)\b",
    re.IGNORECASE,
)
_CUT = pattern(r"[,;.!?]+|\b(?:und|aber|mit)\b|(?=\b(?:nicht|ohne|keine?n?)\b)", re.IGNORECASE)


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    at, can_be_topic = start, True
    for cut in [*_CUT.finditer(text, start, end), None]:
        left, right = _trimmed(text, at, cut.start() if cut else end)
        if left < right:
            yield Piece(left, right, can_be_topic)
        if cut:
            at, can_be_topic = cut.end(), cut[0] not in ("mit", "")


def _trimmed(text: str, left: int, right: int) -> tuple[int, int]:
    words = [m.span() for m in re.finditer(r"\w[\w.-]*", text[left:right])]
    while words and _FILLER.fullmatch(text[left:right], *words[0]):
        words.pop(0)
    return (left + words[0][0], left + words[-1][1]) if words else (left, left)


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
    pieces=_pieces,
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
        "assumed": "Angenommen wurde: {wishes}",
        "assumed_from": "{wishes} ({words})",
        "left_aside": "Nicht verwendet: {words}",
        "ask_which": "{field}: {choices}?",
        "ask_which_kind": "Was darf es sein: {choices}?",
        "ask_which_brand": "Welche Marke: {choices}?",
        "choice": "{choice} ({count})",
        "comma": ", ",
        "or": " oder ",
        "yes": "ja",
        "no": "nein",
    },
)
