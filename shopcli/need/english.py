"""English: the phrases that make limits, exclusions and orders. Another language is another file of this form."""

from __future__ import annotations

import re
from dataclasses import dataclass

CURRENCY_WORDS: dict[str, str] = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP",
    "¥": "CNY", "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "jpy": "JPY", "yen": "JPY",
    "chf": "CHF", "francs": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "inr": "INR", "₹": "INR",
}  # fmt: skip

_SYMBOLS = "".join(re.escape(word) for word in CURRENCY_WORDS if not word.isalpha())
_NAMES = "|".join(sorted((word for word in CURRENCY_WORDS if word.isalpha()), key=len, reverse=True))
_NUMBER = r"\d{1,12}(?:[.,'’ ]\d{3}){0,4}(?:[.,]\d{1,2})?(?![.,]?\d)"
# What may stand behind a number without a currency for it to be a price: the end, a mark, or a word that starts anew.
ENDS = re.compile(
    r"\s{0,3}(?:$|[,;.!?)]|(?:and|but|or|not|no|with|without|for|in|from|that|which|please|if|by|to)\b)", re.IGNORECASE
)


def _amount(name: str) -> str:
    """A sum of money as a pattern: groups NAME (the number), NAME_before or NAME_after (the currency), NAME_k."""
    return (
        rf"(?:(?P<{name}_before>[{_SYMBOLS}]|(?:{_NAMES})\b) ?)?(?P<{name}>{_NUMBER})(?P<{name}_k>k\b)?"
        rf"(?: ?(?P<{name}_after>[{_SYMBOLS}]|(?:{_NAMES})\b))?"
    )


_SPENT = r"(?:for |at |costing |priced |price |budget )?(?:of )?"
_UPPER = (
    _SPENT + r"(?:under|below|less than|cheaper than|lower than|max(?:imum)?(?: of)?|at most|no more than|not more than"
    r"|not over|up to|within|<=?|my budget is|budget(?: of)?)"
)
_LOWER = (
    _SPENT
    + r"(?:over|above|more than|min(?:imum)?(?: of)?|at least|no less than|not less than|not under|starting (?:at|from)|>=?)"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A phrase that limits the price: ``operators`` for its groups a and b.

    Attributes:
        ends: without a currency, the number must be followed by `ENDS`: "under 1.5 kg" is no price.
        needs_currency: "2 to 4" and "from 2022" are prices only with one.
    """

    pattern: re.Pattern[str]
    operators: tuple[str, ...]
    ends: bool = True
    needs_currency: bool = False


def _limit(pattern: str, *operators: str, ends: bool = True, needs_currency: bool = False) -> Limit:
    return Limit(re.compile(rf"(?<![\w-]){pattern}", re.IGNORECASE), operators, ends, needs_currency)


# First come, first served.
LIMITS = (
    _limit(rf"(?:priced |costing )?between {_amount('a')} (?:and|to) {_amount('b')}", ">=", "<="),
    _limit(rf"(?:priced )?from {_amount('a')} (?:to|up to|until) {_amount('b')}", ">=", "<=", needs_currency=True),
    _limit(rf"{_amount('a')} ?(?:-|–|to) ?{_amount('b')}", ">=", "<=", needs_currency=True),
    _limit(rf"{_UPPER} ?{_amount('a')}", "<="),
    _limit(rf"{_LOWER} ?{_amount('a')}", ">="),
    _limit(rf"from {_amount('a')}", ">=", needs_currency=True),
    _limit(
        rf"(?:for )?{_amount('a')},? (?:or less|or cheaper|or under|or below|max(?:imum)?|at most|tops)\b", "<=", ends=False
    ),
    _limit(rf"{_amount('a')} (?:or more|or above|and up|and above|at least|minimum)\b", ">=", ends=False, needs_currency=True),
    _limit(rf"(?:for|costs?|costing|at) {_amount('a')}", "<=", needs_currency=True),
)
# A limit in words that no field of money decides; what holds one is said to count by meaning only.
SOUNDS_LIKE_A_LIMIT = re.compile(
    r"\b(?:under|below|over|above|less|lighter|heavier|longer|shorter|bigger|smaller|more|at (?:most|least)|up to|max(?:imum)?"
    r"|min(?:imum)?|around|about|between)\b.{0,20}\d|\d.{0,20}\bor (?:more|less|bigger|smaller|longer|shorter)\b",
    re.IGNORECASE,
)

ORDERS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(rf"\b(?:the )?(?:{pattern})\b", re.IGNORECASE), field, order)
    for pattern, field, order in (
        (r"cheapest|least expensive|lowest[- ]priced?|most affordable|least costly|lowest cost", "price", "asc"),
        (r"most expensive|dearest|priciest|costliest|highest[- ]priced?|most costly", "price", "desc"),
    )
)

EXCLUDES = re.compile(
    r"\b(?:but not|and not|(?:i )?(?:do not|don't|don’t|does not|doesn't) (?:want|like|need)|isn't|isn’t|aren't|avoid(?:ing)?"
    r"|instead of|rather than|not|no|without|except(?: for)?|excluding|other than|anything but|never|neither|nor)\b"
    r"(?: (?:from|by|made by|in|a|an|any|the|of|brand|colou?r)\b){0,3}",
    re.IGNORECASE,
)
# Words between two names of one kind: "not Samsung or Apple", "neither black nor white".
EXCLUDE_JOIN = re.compile(r"\s{0,3}(?:,? ?\b(?:or|nor|and)\b|/)\s{0,3}", re.IGNORECASE)
OR = re.compile(r"\s{0,3}(?:,? ?\bor\b|/)\s{0,3}", re.IGNORECASE)
# Words that lead to a name and belong to its clause: "from Garmin", "in black".
LEADS = re.compile(r"\b(?:from|by|made by|in|of the brand|brand) $", re.IGNORECASE)
# A brand behind these is what the thing goes with, not who made it: "a case for Samsung".
GOES_WITH = re.compile(r"\b(?:for|fits?|compatible with|works with|suitable for)(?: (?:my|an?|the))? $", re.IGNORECASE)
# Where one thing that is wanted ends and the next begins.
SPLITS = re.compile(
    r"[,;]+|\s[-–]\s|\b(?:with|having|featuring|including|made of|suitable for|and also|but|and"
    r"|(?:that|which) (?:is|are|has|have|can)|for(?= an?\b| my\b| the\b| \w+ing\b))\b"
    # an exclusion keeps its "without", so the cut is before it
    r"|(?=\b(?:without|not|except|excluding|other than|anything but)\b)",
    re.IGNORECASE,
)
# Words that open or close a request and say nothing of the thing.
_WANTING = r"i(?:'m| am)? (?:want|need|would like|look(?:ing)? for|search(?:ing)? for|am after)"
FILLER = re.compile(
    rf"^\W{{0,9}}(?:(?:please|hi|hello|hey|{_WANTING}(?: to (?:buy|get|find|purchase))?|i'd like(?: to (?:buy|get|find))?"
    r"|looking for|searching for|(?:show|find|give|get) me|(?:recommend|suggest)(?: me)?|do you (?:have|sell)|have you got"
    r"|can you (?:recommend|suggest|find|show me)|what(?:'s| is| are)|which(?: is| are)?"
    r"|some|any|something|an?|the|me|you have|in the shop|good|nice)\b\W{0,9})+"
    r"|\W{0,9}\b(?:please|(?:that )?you (?:have|sell)|do you have|in the (?:shop|store|catalog|catalogue))\W{0,9}$",
    re.IGNORECASE,
)
