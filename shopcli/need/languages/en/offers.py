"""How English speaks of offers."""

from __future__ import annotations

import re

from shopcli.need.languages.offer_words import OfferState, OfferWords
from shopcli.types import Op, Value
from shopcli.util.lazy_regex import pattern


def _state(
    phrases: str, field: str, op: Op, value: Value, *, else_silent: bool = False, opens_a_name: bool = False
) -> OfferState:
    return OfferState(pattern(rf"(?<![\w-])(?:{phrases})(?![\w-])", re.IGNORECASE), field, op, value, else_silent, opens_a_name)


_NOW = r"(?:now|right now|immediately|today|right away|straight away|at once|currently|at the moment)"
_SENT = r"(?:be )?(?:ship(?:ped|ping|ment)?|dispatch(?:ed)?|deliver(?:y|ed)?|sent|post(?:ed)?)"
# One woman is a person, and "man", "boy" or "lady" before another word a part of its name.
_MANY = (
    r"women(?:['’]?s)?|men(?:['’]?s)?|ladies['’]?|gents|gentlemen|females?|males?|unisex|girls['’]?|boys['’]?|kids['’]?"
    r"|children(?:['’]?s)?"
)
_ONE = r"an? (?:adult |young |teenage )?(?:woman|man|lady|gentleman|girl|boy|kid|child|female|male)(?:['’]s)?"

_BUY = "(?:order(?:ed)?|buy|bought|purchased?)"
_AT_PRESENT = "(?:online|(?:right )?now|at the moment|currently|today|here)"
_AGE = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"

OFFERS = OfferWords(
    states=(
        _state(
            "out[ -]of[ -]stock|sold out|unavailable"
            rf"|can(?:['’]?t|not| not| (?:i|you|we|one) not) (?:currently )?(?:be )?{_BUY}(?: {_AT_PRESENT})?"
            rf"|(?:not|n['’]t) (?:currently )?(?:be )?(?:{_BUY}|sold|available) {_AT_PRESENT}",
            "availability",
            "is",
            "out of stock",
        ),
        _state("(?:for |on |to |available (?:for|to|on) )?pre[ -]?orders?(?:able)?", "availability", "is", "preorder"),
        _state("(?:for |on |to )?back[ -]?orders?(?:ed|able)?", "availability", "is", "backorder"),
        _state("discontinued|no longer (?:made|sold|available)", "availability", "is", "discontinued"),
        _state(
            rf"(?:(?:currently|still|now|actually|you have) )?in[ -]stock(?: {_NOW})?|available {_NOW}"
            rf"|(?:immediately|currently) available|available for immediate \w+|ready (?:to|for) {_SENT}|on hand",
            "availability",
            "is",
            "in stock",
        ),
        _state(
            r"(?:still |also )?available(?! (?:in|with|as|for|from|on|at|to|by|until|since|online|here)\b)",
            "availability",
            "is",
            "in stock",
            else_silent=True,
        ),
        _state("(?:at |for )?half[ -](?:the )?price", "reduction", ">=", 50.0),
        _state(
            r"on (?:sale|(?:special )?offer|promotion|discount|special|clearance)|(?:that (?:are|is|have been) )?discounted"
            r"|marked down|(?:with|at|on) (?:an?|any|some) (?:discount|reduction|price cut)|(?:with|at) (?:a )?reduced prices?"
            r"|special offers?|reduced in price|price[- ]reduced",
            "reduction",
            ">",
            0.0,
        ),
        _state("reduced", "reduction", ">", 0.0, opens_a_name=True),
        _state("second[ -]?hand|pre[ -]?owned|pre[ -]?loved", "condition", "is", "used", else_silent=True),
        _state("refurb(?:ished)?|reconditioned|renewed", "condition", "is", "refurbished", else_silent=True),
        _state(
            r"(?<!is )(?<!are )(?<!be )used(?! (?:for|to|by|in|with|as|on|at)\b)", "condition", "is", "used", else_silent=True
        ),
        _state(
            r"brand[ -]new|unused|(?<!the )(?<!your )(?<!what's )new(?! (?:arrivals?|releases?|in|season|for|to|year)\b)",
            "condition",
            "is",
            "new",
            else_silent=True,
            opens_a_name=True,
        ),
    ),
    audience=pattern(
        rf"(?<![\w-])(?:(?:(?:suitable |made |meant |designed )?for )?(?:(?:adult|young|teenage|all) )?(?P<who>{_MANY})"
        rf"|for (?P<one>{_ONE}))(?![\w-])",
        re.IGNORECASE,
    ),
    age=pattern(
        rf"(?<![\w.])(?:for )?(?:an? |my |our )?(?P<age>{_AGE})[ -]?(?:years?|yrs?|yo)(?:[ -]olds?)"
        r"(?: (?:child|kid|boy|girl)s?)?(?!\w)"
        rf"|(?<!\w)(?:for )?(?:(?:children|kids|boys|girls|people) )?(?:aged?|ages) (?:of )?"
        rf"(?P<age2>{_AGE})(?P<least2>\+| and (?:up|over|older|above))?(?!\w|[.,]?\d|-\d)"
        rf"|(?<!\w)(?:who|he|she|(?:my|our) [a-z]+)"
        rf"(?:['’]s| is| turns| is turning| will be| just turned| has just turned) (?P<age3>{_AGE})"
        r"(?=\s*(?:[,.;!?]|\Z)|\s(?:and|now|today|tomorrow|soon|next|this|on|in|at|but|so|already|years?)\b)",
        re.IGNORECASE,
    ),
    also=pattern(r"\s{1,2}(?:and|or)\s{1,2}|\s?[/&]\s?", re.IGNORECASE),
    before={
        **dict.fromkeys(
            ("rating", "ratings", "rated", "customer rating", "user rating", "average rating", "review score", "stars",
             "score", "scores", "scored", "scoring", "ranked", "ranking", "ranks", "graded", "user score", "customer score"),
            "rating",
        ),
        **dict.fromkeys(("reviews", "review count", "number of reviews"), "reviews"),
        **dict.fromkeys(("discount", "discounted", "reduction", "reduced", "marked down", "price cut"), "reduction"),
        **dict.fromkeys(("stock", "in stock"), "stock"),
    },
    behind={
        **dict.fromkeys(
            ("star", "stars", "star rating", "star ratings", "rating", "average rating", "score", "points", "review points"),
            "rating",
        ),
        **dict.fromkeys(("reviews", "customer reviews", "user reviews", "ratings", "customer ratings", "votes"), "reviews"),
        **dict.fromkeys(("off", "discount", "reduction", "reduced", "price cut", "off the price"), "reduction"),
        **dict.fromkeys(("in stock", "pieces in stock", "left"), "stock"),
    },
    links=pattern(
        r"\s{0,2}(?:(?:\b(?:of|is|are|was|by|at|has to be|should be|must be|needs to be)\b|:)\s{0,2}){0,2}", re.IGNORECASE
    ),
    shares={"half": 50.0, "a half": 50.0, "a third": 33.0, "one third": 33.0, "two thirds": 66.0, "a quarter": 25.0,
            "one quarter": 25.0, "three quarters": 75.0},
    percent=pattern(r"\s?(?:%|percent\b|per cent\b|pct\b)", re.IGNORECASE),
)  # fmt: skip
