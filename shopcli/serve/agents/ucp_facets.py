"""Facets for agents: an addition of ours to the protocol's search, in the terms of its filters."""

from __future__ import annotations

from typing import Any

from shopcli.serve.agents.ucp_product import minor_units
from shopcli.text.safe import safe
from shopcli.types import Facet, FacetValue


def facet_to_ucp(facet: Facet, *, is_field: bool) -> dict[str, Any]:
    """One facet: each value with how many products it leaves, and the search filters that choose it where any can.

    Args:
        facet: it.
        is_field: whether it is a field of the catalog, by which filters may ask.
    """
    shown: dict[str, Any] = {"name": safe(facet.name), "values": [_value(facet, value, is_field) for value in facet.values]}
    return shown | {"others": facet.others, "unknown": facet.unknown}


def _value(facet: Facet, value: FacetValue, is_field: bool) -> dict[str, Any]:
    filters = _filters(facet, value) if is_field else None
    return {"label": value.text, "count": value.count} | ({"filters": filters} if filters else {})


def _filters(facet: Facet, value: FacetValue) -> dict[str, Any] | None:
    if facet.field == "price" and value.low is not None and value.high is not None:
        return {"price": {"min": minor_units(value.low, facet.unit), "max": minor_units(value.high, facet.unit)}}
    if value.low is not None or isinstance(value.value, float):
        return None  # the protocol has no filter for ranges of anything else
    if facet.field == "category":
        return {"categories": [value.value]}
    return {facet.field: value.value}
