"""The units of an index that is brought up to date: what was learned stays, and fields that nobody had are learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shopcli.index.parts.columns import TITLED, FieldColumns
from shopcli.index.storage.carried_over import CarriedOver
from shopcli.index.units.fields import FieldUnit, MeasuredFields
from shopcli.index.units.learner import QuantityLearner
from shopcli.text.units import Table
from shopcli.types import Product


class QuantityUpdate:
    """Takes in the products that are new or have changed; stands where a full build has its `QuantityLearner`.

    Args:
        kept: what goes on of the index before.
        table: the units.
        names: words for units in the catalog's language.
    """

    def __init__(self, kept: CarriedOver, table: Table, names: Mapping[str, str]) -> None:
        self._known = {
            field.field: field for field in MeasuredFields.open(kept.data).fields if not field.field.startswith(TITLED)
        }
        self._seen = frozenset(FieldColumns(kept.data, kept.size).names)
        self._learner = QuantityLearner(table, names)

    def add(self, product: Product) -> None:
        """Take in one product."""
        fresh = {name: value for name, value in product.attributes.items() if name not in self._seen}
        if fresh:
            self._learner.add(replace(product, attributes=fresh))

    def learned(self) -> dict[str, FieldUnit]:
        """See `QuantityLearner.learned`."""
        return self._known | self._learner.learned()
