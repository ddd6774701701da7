"""A product's facts with the units that its catalog taught: a bare 65 under "weight" is 65 g where the index is sure of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from shopcli.catalog.facts import facts_of
from shopcli.index import Index
from shopcli.text.units import COUNT
from shopcli.types import Fact, Hit, Product, show_value

_NOTHING: Mapping[str, str] = MappingProxyType({})
_ONLY_UNITS = {"refresh rate": "Hz", "abv": "%", "alcohol by volume": "%"}  # what is measured in one unit alone
SPELLED = {"in": "inch"}  # units as a sentence has them


def united_facts(
    product: Product, index: Index, meant: Mapping[str, str] = _NOTHING, *, whole: bool = False
) -> tuple[Fact, ...]:
    """All that may be said of a product, each number with its unit where the index knows it for sure.

    Args:
        product: the record.
        index: the open index.
        meant: by field the unit that a request means by its bare numbers.
        whole: as of `facts_of`.
    """
    return tuple(_as_meant(with_unit(fact, product, index), meant, index) for fact in facts_of(product, whole=whole))


def united_hit(hit: Hit, index: Index, meant: Mapping[str, str] = _NOTHING) -> Hit:
    """A hit whose reasons have their units too."""
    united = (replace(why, fact=_as_meant(with_unit(why.fact, hit.product, index), meant, index)) for why in hit.evidence)
    return replace(hit, evidence=tuple(united))


def _as_meant(fact: Fact, meant: Mapping[str, str], index: Index) -> Fact:
    if fact.unit or isinstance(fact.value, (str, bool)) or fact.field not in meant:
        return fact
    known = index.measured.unit(fact.field)  # 8200 of what may be grams is no 8200 kg
    is_meant = known is None or SPELLED.get(known.unit, known.unit) == meant[fact.field] or known.dimension == "time"
    return replace(fact, unit=meant[fact.field]) if is_meant else fact


def with_unit(fact: Fact, product: Product, index: Index) -> Fact:
    """One fact of a product with its learned unit, where the field's name or the record's own words say that unit too.

    What was learned of a field is right for most of its records, and a sentence must be right for this one: 80 under
    "length" may be a rope's metres, and 1.381 under "package weight" kilograms among grams.
    """
    if fact.value in (0.0, 1.0) and not fact.unit and not isinstance(fact.value, bool) and says_yes_by_one(fact.field, index):
        return replace(fact, value=bool(fact.value))
    known = index.measured.unit(fact.field)
    if (only := _ONLY_UNITS.get(fact.label.casefold())) and not fact.unit and not isinstance(fact.value, (str, bool)):
        return replace(fact, unit=only)
    bare = not fact.unit and not isinstance(fact.value, (str, bool)) and fact.field != "price"
    if known is None or not bare or not known.sure or known.dimension.startswith(COUNT):
        return fact
    if known.unit not in index.measured.table:
        return fact
    unit = SPELLED.get(known.unit, known.unit)
    is_named = known.examples == (fact.field,) and fact.label.isalpha()  # "wattage", which is called by its unit
    if not (is_named or fact.label.endswith(f" {known.unit}")) and not _is_stated(fact, {known.unit, unit}, product):
        return fact
    return replace(fact, field=fact.label.removesuffix(f" {known.unit}"), unit=unit)


def says_yes_by_one(field: str, index: Index) -> bool:
    """Whether a field says 1 of some products and 0 of all others: yes and no."""
    import numpy as np

    values = index.columns.get(field).values if field in index.columns and index.columns.kind(field) == "number" else ()
    return bool(len(values)) and np.array_equal(np.unique(values), (0.0, 1.0))


def _is_stated(fact: Fact, units: set[str], product: Product) -> bool:
    """Whether the record's own texts say the number with its unit: "64 GB", "6.1-inch", 42 of "42x31 cm"."""
    texts = (product.title, product.description, *(value for value in product.attributes.values() if isinstance(value, str)))
    either = "|".join(map(re.escape, sorted(units)))
    said = re.compile(rf"(?<![\w.,]){re.escape(show_value(fact.value))}(?:x[\d.]+)*[\s-]?(?:{either})(?!\w)", re.IGNORECASE)
    return any(said.search(text) for text in texts)
