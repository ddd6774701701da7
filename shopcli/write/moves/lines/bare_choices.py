"""A value told by itself, where no licence has words for its field: “All Mountain” of a bicycle, “100% merino” of a yarn.

What a shop says in a word or two, and says otherwise of what is shown beside it, tells things apart, whatever the field is
called and in whatever language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shopcli.types import Fact
from shopcli.write.wording.frames import worded
from shopcli.write.wording.phrases import Phrases, phrases_of

_OF_ITSELF = frozenset(("title", "category", "brand", "id", "price", "currency", "reviews", "rating", "stock", "availability"))
# A name or a sort, and no amount, code or time.
_CHOICE = re.compile(
    r"(?!.*\b(?:years?|months?|weeks?|days?|hours?)\b)(?:\d{1,3}% )?[A-Z][^\W\d_][\w&’'-]*(?: (?!(?:not|no)\b)[^\W\d_]+){0,2}"
)
# What a shop keeps of its products and no shopper wants to know.
_OF_A_SHOP = re.compile(
    r"\b(?:id|url|uri|code|number|sku|ean|gtin|upc|handle|status|lifecycle|currency|link|image|img|contributed|by|source|vendor"
    r"|sold|supplier|seller|notes?|date|created|updated|type|tax|template|model|name|series|serial|file|formats?|designer|country)\b",
    re.I,
)


def bare_choices(facts: Sequence[Fact], others: Sequence[Sequence[Fact]], language: str) -> Iterator[Phrases]:
    """What fields that nothing words say of a product, and otherwise of others, as values alone.

    Args:
        facts: of the product.
        others: of what is shown beside it.
        language: of the advice.
    """
    for fact in facts:
        if fact.field in _OF_ITSELF or fact.is_text or fact.truth is not None or not _CHOICE.fullmatch(fact.words):
            continue
        phrases = phrases_of(worded(fact), language)
        beside = {one.value for own in others for one in own if one.field == fact.field} - {fact.value}
        is_bare = phrases.licence is None and fact.words in phrases.forms.get("quantity", ())
        if beside and is_bare and not _OF_A_SHOP.search(fact.label):
            yield replace(phrases, forms={"quantity": (fact.words,)})
