"""Selections: which products of one index a rule speaks of, and what of it speaks of none."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

import numpy as np

from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.retrieve.variants import all_hold, judge
from shopcli.types import Clause, Value, show_value
from shopcli.types.rules import MoveRule


class Selections:
    """The products of rules.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self.rows = lru_cache(maxsize=4096)(self._rows)

    def _rows(self, rule: MoveRule) -> tuple[int, ...]:
        """The rows of the products that a rule names: by ids in its own order, then those that its fields tell."""
        named = (self._index.find(product_id) for product_id in rule.ids)
        rows = [row for row in named if row is not None]
        if rule.where:
            holds = np.ones(len(self._index), bool)
            for field, values in rule.where:
                holds &= self._holding(field, values)
            rows += np.flatnonzero(holds).tolist()
        return tuple(dict.fromkeys(rows))

    def _holding(self, field: str, values: tuple[Value, ...]) -> np.ndarray:
        """Which products have one of some values in a field, in any of their forms; none where there is no such field."""
        found = np.zeros(len(self._index), bool)
        for value in values:
            try:
                verdict = judge(_clause(field, value), self._index.columns, None, self._index.variants)
            except UsageError:
                continue
            found |= all_hold([verdict], len(self._index), self._index.variants)
        return found

    def faults(self, rule: MoveRule) -> Iterator[str]:
        """What of a rule speaks of no product here, with what may be meant."""
        for product_id in rule.ids:
            if self._index.find(product_id) is None:
                near = get_close_matches(product_id, list(self._index.records.ids), 3, cutoff=0.6)
                yield f"no product has the id {product_id!r}" + (f"; near: {', '.join(near)}" if near else "")
        for field, values in rule.where:
            for value in values:
                try:
                    judge(_clause(field, value), self._index.columns, None, self._index.variants)
                except UsageError as error:
                    yield f"{error} {error.hint}"
                    break
                if not self._holding(field, (value,)).any():
                    yield f"no product has {field} = {show_value(value)!r}"
        if rule.where and len(rule.where) > 1 and not rule.ids and not self.rows(rule):
            yield "no product has all of these fields"


def _clause(field: str, value: Value) -> Clause:
    return Clause(f"{field} = {show_value(value)}", "feature", field=field, op="is", value=value)
