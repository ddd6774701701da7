"""English: the phrases that make limits, exclusions and orders. Another language is another file of this form."""

from __future__ import annotations

import re

CURRENCY_WORDS: dict[str, str] = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP",
    "¥": "CNY", "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "jpy": "JPY", "yen": "JPY",
    "chf": "CHF", "francs": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "inr": "INR", "₹": "INR",
}  # fmt: skip

_SYMBOLS = "".join(re.escape(word) for word in CURRENCY_WORDS if not word.isalpha())
_NAMES = "|".join(sorted((word for word in CURRENCY_WORDS if word.isalpha()), key=len, reverse=True))
_NUMBER = r"\d+(?:[.,'’ ]\d{3})*(?:[.,]\d{1,2})?(?![.,]?\d)"
# What may stand behind a bare number for it to be a price: the end, a comma, or a word that starts something new.
_ENDS = r"(?=\s*(?:$|[,;.!?)]|(?:and|but|or|not|no|with|without|for|in|from|that|which|please|if|by|to)\b))"


def _amount(name: str) -> str:
    """A sum of money as a pattern: groups NAME (the number), NAME_before or NAME_after (the currency), NAME_k."""
    return (
        rf"(?:(?P<{name}_before>[{_SYMBOLS}]|(?:{_NAMES})\b)\s*)?(?P<{name}>{_NUMBER})(?P<{name}_k>k\b)?"
        rf"(?:\s*(?P<{name}_after>[{_SYMBOLS}]|(?:{_NAMES})\b))?"
    )


_UPPER = (
    r"(?:for |at |costing |priced |price |budget )?(?:of )?(?:under|below|less than|cheaper than|lower than"
    r"|max(?:imum)?(?: of)?|at most|no more than|not more than|not over|up to|within|<=?|my budget is|budget(?: of)?)"
)
_LOWER = (
    r"(?:for |at |costing |priced |price )?(?:of )?(?:over|above|more than|min(?:imum)?(?: of)?|at least|no less than"
    r"|not less than|not under|starting (?:at|from)|from|>=?)"
)

# Each pattern and the limits it sets: (operator of group a, operator of group b). First come, first served.
LIMITS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"(?<![\w-]){pattern}", re.IGNORECASE), operators)
    for pattern, operators in (
        (rf"(?:priced |costing )?between {_amount('a')} (?:and|to) {_amount('b')}{_ENDS}", (">=", "<=")),
        (rf"(?:priced )?from {_amount('a')} (?:to|up to|until) {_amount('b')}{_ENDS}", (">=", "<=")),
        (rf"{_amount('a')} ?(?:-|–|to) ?{_amount('b')}{_ENDS}", (">=", "<=")),
        (rf"{_UPPER} ?{_amount('a')}{_ENDS}", ("<=",)),
        (rf"{_LOWER} ?{_amount('a')}{_ENDS}", (">=",)),
        (rf"(?:for )?{_amount('a')},? (?:or less|or cheaper|or under|or below|max(?:imum)?|at most|tops)\b", ("<=",)),
        (rf"{_amount('a')} (?:or more|or above|and up|and above|at least|minimum)\b", (">=",)),
        (rf"(?:for|costs?|costing|at) {_amount('a')}{_ENDS}", ("<=",)),
    )
)
# These say a price only with a currency: "2 to 4 people" and "for 2" do not.
NEEDS_CURRENCY = frozenset({2, 6, 7})

ORDERS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(rf"\b(?:the )?(?:{pattern})\b", re.IGNORECASE), field, order)
    for pattern, field, order in (
        (r"cheapest|least expensive|lowest[- ]priced?|most affordable|least costly|lowest cost", "price", "asc"),
        (r"most expensive|dearest|priciest|costliest|highest[- ]priced?|most costly", "price", "desc"),
    )
)

EXCLUDES = re.compile(
    r"\b(?:but not|and not|not|no|without|except(?: for)?|excluding|other than|anything but|never|neither|nor)\b"
    r"(?: (?:from|by|made by|in|a|an|any|the|of|brand|colou?r))*",
    re.IGNORECASE,
)
# Words between two excluded names: "not Samsung or Apple", "neither black nor white".
EXCLUDE_JOIN = re.compile(r"\s*(?:,? ?\b(?:or|nor|and)\b|/)\s*", re.IGNORECASE)
# Words that lead to a name and belong to its clause: "from Garmin", "in black".
LEADS = re.compile(r"\b(?:from|by|made by|in|of the brand|brand)\s+$", re.IGNORECASE)
# Where one thing that is wanted ends and the next begins.
SPLITS = re.compile(
    r"[,;]+|\s+[-–]\s+|\b(?:with|having|featuring|including|made of|suitable for|and also|but|and"
    r"|(?:that|which) (?:is|are|has|have|can)|for(?= an?\b| my\b| the\b| \w+ing\b))\b"
    # an exclusion keeps its "without", so the cut is before it
    r"|(?=\b(?:without|not|except|excluding|other than|anything but)\b)",
    re.IGNORECASE,
)
# Words that open or close a request and say nothing of the thing.
_WANTING = r"i(?:'m| am)? (?:want|need|would like|look(?:ing)? for|search(?:ing)? for|am after)"
FILLER = re.compile(
    rf"^\W*(?:(?:please|hi|hello|hey|{_WANTING}(?: to (?:buy|get|find|purchase))?|i'd like(?: to (?:buy|get|find))?"
    r"|looking for|searching for|(?:show|find|give|get) me|(?:recommend|suggest)(?: me)?|do you (?:have|sell)|have you got"
    r"|can you (?:recommend|suggest|find|show me)|what(?:'s| is| are)|which(?: is| are)?"
    r"|some|any|something|an?|the|me|you have|in the shop|good|nice)\b\W*)+"
    r"|\W*\b(?:please|(?:that )?you (?:have|sell)|do you have|in the (?:shop|store|catalog|catalogue))\W*$",
    re.IGNORECASE,
)
