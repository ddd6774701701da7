"""Brands whose names are what other products say of themselves: "Sugar Free" is a maker, and a wish."""

from __future__ import annotations

from dataclasses import replace

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.types import Clause, Need


def without_wishes_for_brands(need: Need, index: Index) -> Need:
    """The need with open wishes where words happen to be a brand's name and more things of other brands say them.

    Written as the maker writes it, it is the maker.
    """
    clauses = (
        replace(clause, field=None, op=None, value=None) if _is_no_brand_meant(clause, index) else clause
        for clause in need.clauses
    )
    return replace(need, clauses=tuple(clauses))


def _is_no_brand_meant(clause: Clause, index: Index) -> bool:
    name = str(clause.value)
    if clause.field != "brand" or clause.op != "is" or clause.kind != "feature" or " " not in name or name in clause.text:
        return False
    import numpy as np

    stems = index.words.tokens(name)
    if not stems or "brand" not in index.columns:
        return False
    column = index.columns.get("brand")
    own = column.rows[
        np.isin(column.values, [n for n, choice in enumerate(column.choices) if choice.casefold() == name.casefold()])
    ]
    saying = in_all([np.unique(index.words.rows(stem)) for stem in stems])
    return len(np.setdiff1d(saying, own)) > len(own)
