"""Facets, as programs read them and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shopcli.text.safe import safe
from shopcli.types import Facet, FacetValue


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


def facet_lines(facets: Sequence[Facet]) -> Iterator[str]:
    """One line a facet: ``brand: Garmin (12), Huawei (5); 3 more``."""
    for facet in facets:
        values = ", ".join(f"{value.text} ({value.count:,})" for value in facet.values)
        yield f"{safe(facet.name)}: {values}{f'; {facet.others:,} more' if facet.others else ''}"


def choice_lines(facets: Sequence[Facet]) -> Iterator[str]:
    """One line a facet, before each value the number by which it is chosen: ``brand: [1] Garmin (12), [2] Huawei (5)``."""
    number = 1
    for facet in facets:
        values = (f"[{at}] {value.text} ({value.count:,})" for at, value in enumerate(facet.values, start=number))
        yield f"{safe(facet.name)}: {', '.join(values)}"
        number += len(facet.values)


def spoken_choice_lines(facets: Sequence[Facet]) -> Iterator[str]:
    """The same for those who listen: the values as numbered lines below their fields."""
    number = 0
    for facet in facets:
        yield f"{safe(facet.name)}:"
        for value in facet.values:
            number += 1
            yield f"{number}. {value.text} ({value.count:,})"
