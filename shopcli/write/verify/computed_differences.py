"""Comparison of two records: the differences between two products that may be said, recomputed field by field.

An amount and a comparative ("16 g heavier", "two more pockets", "costs 40.00 EUR less"), with the right sign, from one field of
both records in one unit; the comparatives are those of the field's licence, beside "more" and "less".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shopcli.text.tokens import is_money
from shopcli.types import Product, difference_of
from shopcli.write.verify.canonical import NUMBER, amount, canonical
from shopcli.write.verify.licensed_wordings import Place, ReadFact, Tokens, Wordings

_MORE, _LESS = ("more", "longer"), ("less", "fewer", "shorter")
_NEWER, _OLDER = ("newer", "younger"), ("older",)
_YEAR, _YEARS = re.compile(r"\b(?:year|vintage|released?|published)\b", re.I), range(1500, 2100)


@lru_cache(maxsize=512)
def differences(mine: Wordings, other: Wordings) -> tuple[tuple[Place, Tokens, str], ...]:
    """What may be said of one product beside another, by place, with the field that it compares."""
    found = [
        (place, tokens, field)
        for field, fact in mine.facts.items()
        if (beside := other.facts.get(field)) and field != "price"
        for place, tokens in _of_field(fact, beside)
    ]
    return tuple(dict.fromkeys(found))


def price_differences(product: Product, other: Product) -> Iterator[tuple[Place, Tokens]]:
    """What may be said of two prices."""
    gap = difference_of(product, other)
    if gap is None:
        return
    if gap == 0:
        yield from (("verb", ("cost", *same)) for same in (("same",), ("as", "much"), ("just", "as", "much")))
        return
    money = f"{NUMBER}{amount(abs(gap), product.currency)}"
    way = "more" if gap > 0 else "less"
    yield "verb", ("cost", money, way)
    yield from (
        ("adjective", (money, *canonical(word))) for word in (("dearer", "more expensive") if gap > 0 else ("cheaper",))
    )


def _of_field(fact: ReadFact, other: ReadFact) -> Iterator[tuple[Place, Tokens]]:
    if fact.base is None or other.base is None or fact.base[1] != other.base[1] or is_money(fact.base[1]):
        return
    difference = round(fact.base[0] - other.base[0], 9)
    if not difference:
        return
    size, unit = f"{abs(difference):.9g}", fact.base[1]
    by = f"{NUMBER}{size}{unit or ''}"
    ways = _MORE if difference > 0 else _LESS
    for word in _licensed_words(fact, more=difference > 0):
        spelled = canonical(f"{size} {word}") if unit is None else (by, *canonical(word))
        yield from (("adjective", spelled), ("terse", spelled), ("noun", spelled))
    yield from (("terse", (by, way)) for way in ways)
    for place, tokens in fact.said:
        if fact.value and place in ("verb", "noun", "clause") and (cut := _around(tokens, fact.value)):
            for way in ways:
                yield place, (*cut[0], by, way, *cut[1])
                yield place, (*cut[0], by, *cut[1], way)
                if cut[0][-1:] == ("for",):
                    yield place, (*cut[0][:-1], by, way, *cut[1])


def _licensed_words(fact: ReadFact, *, more: bool) -> Iterator[str]:
    """The comparatives of a field's licence; a year's age is told both ways."""
    for comparative in fact.comparatives:
        yield (comparative[0] if more else comparative[1]).replace("{f}", fact.fact.label)
    if fact.base and fact.base[1] is None and _YEAR.search(fact.fact.label) and fact.base[0] in _YEARS:
        yield from (f"years {age}" for age in (_NEWER if more else _OLDER))


def _around(tokens: Tokens, value: Tokens) -> tuple[Tokens, Tokens] | None:
    if len(value) != 1 or value[0] not in tokens:
        return None
    at = tokens.index(value[0])
    return tokens[:at], tokens[at + 1 :]
