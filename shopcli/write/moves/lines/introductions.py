"""The line of a record that introduces a product: what it is, in the words of who made it, where nothing else tells of it.

A name and a price are no reason. Whoever is told of a thing by nothing that was wished still wants to know what it is, and its
record mostly says so in its first lines. What a shop writes under all its products says nothing of any.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from shopcli.need.languages.registry import language_describing, language_named
from shopcli.need.persons import says_only_whom
from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, stem_set
from shopcli.types import Fact, Need, Product
from shopcli.write.moves.quotes import Quote

_FEWEST, _FEWEST_NEW = 5, 3  # words of a line, and those that its product's name does not say
_MOST_COMMAS = 3  # a list of what is in it has more
_FIRST_LINES = 4  # of a record, among which it is introduced
# A shop, or its maker, speaks of itself, to the reader or of something else: none of this tells what the thing is.
_OF_OTHERS = re.compile(
    r"(?:we|we['’]\w+|our|i|you|your|you['’]\w+|each of|every|all|please|if|when|whether|let|don['’]t|there|these|those|they|he"
    r"|she|so|then|achieve|get|give|take|add|bring|create|keep|transform|indulge|treat|make|upgrade|unlock|turn|go|try|elevate"
    r"|inspired|named|complete|pair|perfect for|ideal for|that['’]?s?|also|plus|perhaps|who|what|why|how|no)\b",
    re.I,
)
_OF_THE_SALE = re.compile(
    r"\b(?:ship\w*|deliver\w*|warrant\w*|guarantee\w*|return(?:s|ed)?|refund\w*|contact\w*|orders?|ordered|click|visit|website"
    r"|photos?|pictures?|images?|monitors? settings|customs|invoice|payment|worldwide|in stock|sold|discount\w*|please|voltage"
    r"|click|available (?:in|on|at))\b|[:|]|https?|\d{4,}",
    re.I,
)
_TO_THE_READER = re.compile(r"\byour\b", re.I)  # a slogan: "satisfies your taste buds"
_SMALL_WORDS = 0.14  # of the words of a sentence, at the least
_SHOUTS = re.compile(r"(?:\b[A-Z]{3,}\b[^a-z]*){2,}")  # a list of ingredients in capitals


def introducing(
    product: Product, quotes: Sequence[Quote], facts: Sequence[Fact], elsewhere: Collection[str], need: Need
) -> Quote | None:
    """The line that tells best what a product is; None where its record has none in the shopper's language.

    Args:
        product: the record.
        quotes: what can be quoted of its maker.
        facts: all that the record says, in its order.
        elsewhere: the running texts of other products that are shown, of which none has a line that is its own.
        need: the request.
    """
    places = {fact: place for place, fact in enumerate(fact for fact in facts if fact.field == "description")}
    named = stem_set([product.title, product.brand or "", product.category or ""])
    pack = language_named(need.language).requests
    whom = stem_set([clause.text for clause in need.clauses if says_only_whom(clause.text, pack)]) - FUNCTION_STEMS
    told = [
        quote
        for quote in quotes
        if not quote.is_against
        and not stem_set([quote.text]) & whom  # "the brother" of a cask is nobody's
        and places.get(quote.fact, _FIRST_LINES) < _FIRST_LINES
        and _introduces(quote.text, named, elsewhere, need)
    ]
    return min(told, key=lambda quote: (places[quote.fact], -len(quote.text)), default=None)


def _introduces(text: str, named: Collection[str], elsewhere: Collection[str], need: Need) -> bool:
    """Whether a line says what one thing is, and not only what its name says."""
    new = stem_set([text]) - FUNCTION_STEMS - set(named)
    is_long = len(text.split()) >= _FEWEST and len(new) >= _FEWEST_NEW and text.count(",") <= _MOST_COMMAS
    is_of_it = not (_OF_OTHERS.match(text) or any(one.search(text) for one in (_OF_THE_SALE, _SHOUTS, _TO_THE_READER)))
    is_sentence = text[:1].isupper() and is_read_in(text, need)
    return is_long and is_of_it and is_sentence and not any(text in other for other in elsewhere)


def is_read_in(text: str, need: Need) -> bool:
    """Whether words are in the shopper's language, as far as its small words tell."""
    words = text.casefold().split()
    is_own = language_describing(text).code == need.language
    return is_own and sum(word in FUNCTION for word in words) >= _SMALL_WORDS * len(words)
