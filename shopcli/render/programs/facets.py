"""Facets, as programs read them and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shopcli.text.safe import safe
from shopcli.types import AnswerLines, Facet, FacetValue, Fact, show_money, show_number, show_value

ENGLISH = AnswerLines()
_COLON = " :："


def facet_to_dict(facet: Facet) -> dict[str, Any]:
    """One facet as the JSON contract has it."""
    return {
        "field": facet.field,
        "name": facet.name,
        "unit": facet.unit,
        "values": [_value_to_dict(value) for value in facet.values],
        "others": facet.others,
        "unknown": facet.unknown,
    }


def _value_to_dict(value: FacetValue) -> dict[str, Any]:
    choice = {"value": value.value} if value.low is None else {"from": value.low, "to": value.high}
    return {"text": value.text, "count": value.count, **choice, "flags": list(value.flags)}


def facet_lines(facets: Sequence[Facet], lines: AnswerLines = ENGLISH) -> Iterator[str]:
    """One line a facet, in the asker's language: ``brand: Garmin (12), Huawei (5) and 3 more``."""
    for facet in facets:
        counted = (f"{text_of(value, facet, lines)}{_aside(value, lines)}" for value in facet.values)
        values = lines.comma.join(counted)
        values = lines.more_forms.format(values=values, count=f"{facet.others:,}") if facet.others else values
        yield lines.of_field.format(name=name_of(facet, lines), value=values)


def name_of(facet: Facet, lines: AnswerLines) -> str:
    """What a facet is called."""
    if lines.span == ENGLISH.span:
        return safe(facet.name)
    own = {"price": lines.price, "brand": lines.brand, "shop": lines.shop}.get(facet.field, "").rstrip(_COLON)
    first = facet.values[0].value if facet.values else None
    return own or safe(lines.name_of(Fact(facet.field, "" if first is None else first)))


def text_of(value: FacetValue, facet: Facet, lines: AnswerLines) -> str:
    """One choice as the language has it."""
    if lines.span == ENGLISH.span:
        return value.text
    if value.low is None or value.high is None:
        return safe(lines.value_of(Fact(facet.field, "" if value.value is None else value.value), value.text))
    low, high = show_number(value.low), show_value(value.high, facet.unit)
    if facet.field == "price" and facet.unit:
        low, high = (lines.money(show_money(end, facet.unit)) for end in (value.low, value.high))
        low = low.removesuffix(f" {facet.unit}")
    return high if value.low == value.high else lines.span.format(low=low, high=high)


def _aside(value: FacetValue, lines: AnswerLines) -> str:
    return lines.aside.format(said=f"{value.count:,}")


def choice_lines(facets: Sequence[Facet], lines: AnswerLines = ENGLISH) -> Iterator[str]:
    """One line a facet, before each value the number by which it is chosen: ``brand: [1] Garmin (12), [2] Huawei (5)``."""
    number = 1
    for facet in facets:
        texts = (f"{text_of(value, facet, lines)}{_aside(value, lines)}" for value in facet.values)
        values = lines.comma.join(f"[{at}] {text}" for at, text in enumerate(texts, start=number))
        yield lines.of_field.format(name=name_of(facet, lines), value=values)
        number += len(facet.values)


def spoken_choice_lines(facets: Sequence[Facet], lines: AnswerLines = ENGLISH) -> Iterator[str]:
    """The same for those who listen: the values as numbered lines below their fields."""
    number = 0
    for facet in facets:
        yield f"{name_of(facet, lines)}{lines.colon}"
        for value in facet.values:
            number += 1
            yield f"{number}. {text_of(value, facet, lines)}{_aside(value, lines)}"
