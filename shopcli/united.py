"""A product's facts with the units that its catalog taught: a bare 65 under "weight" is 65 g where the index is sure of it."""

from __future__ import annotations

from dataclasses import replace
from math import isclose

from shopcli.catalog.facts import facts_of
from shopcli.index import Index
from shopcli.types import Fact, Hit, Product
from shopcli.units import COUNT

SPELLED = {"in": "inch"}  # units as a sentence has them


def united_facts(product: Product, index: Index) -> tuple[Fact, ...]:
    """All that may be said of a product, each number with its unit where the index knows it for sure."""
    return tuple(with_unit(fact, product, index) for fact in facts_of(product))


def united_hit(hit: Hit, index: Index) -> Hit:
    """A hit whose reasons have their units too."""
    return replace(hit, evidence=tuple(replace(why, fact=with_unit(why.fact, hit.product, index)) for why in hit.evidence))


def with_unit(fact: Fact, product: Product, index: Index) -> Fact:
    """One fact of a product with its learned unit; what has one, is counted or is no number stays as it is.

    So does a bare number where other records write the unit out: 80 beside "183 cm" is a rope's metres.
    """
    known = index.measured.unit(fact.field)
    bare = not fact.unit and not isinstance(fact.value, (str, bool)) and fact.field != "price"
    if known is None or not bare or not known.sure or known.parsed or known.dimension.startswith(COUNT):
        return fact
    unit = SPELLED.get(known.unit, known.unit) if known.unit in index.measured.table else ""
    if not unit.isalpha():  # "160 °" and "250 cd/m²" are no words that a sentence could be held to
        return fact
    if not isclose(float(index.columns.dense(fact.field)[index.row(product.id)]), float(fact.value)):
        return fact  # its own record says that it is in another unit
    return replace(fact, field=fact.label.removesuffix(f" {known.unit}"), unit=unit)
