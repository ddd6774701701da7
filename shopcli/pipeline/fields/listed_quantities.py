"""Quantities that texts of a catalog state beside what they are of: the 512 GB of "512GB SSD + 1TB HDD"."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from shopcli.index import Index
from shopcli.index.units.fields import label
from shopcli.need.languages.registry import unit_names
from shopcli.text.units import SYMBOLS, Measure, QuantityReader, convert, same_dimension
from shopcli.types import Op

if TYPE_CHECKING:
    import numpy as np

Bounds = Sequence[tuple[Op, float]]

HOLDS: Mapping[str, Callable[[Any, float], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq,
}  # fmt: skip
_LOOKED_AT = 50  # products whose texts are looked at to see which fields state such quantities
_ABOUT = 1.5  # how far outside of a field's quantities a bound may lie that is meant for it, times
_LONGEST = 80  # characters of a value that lists quantities; a longer one is prose


class ListedQuantities:
    """The fields of one index whose texts state several quantities, or one beside words.

    Args:
        index: the open index.
        speaks: the share of some products that must have a field.
    """

    def __init__(self, index: Index, speaks: float) -> None:
        self._index, self._speaks = index, speaks

    def stating(self, bounds: Bounds, unit: str, words: str, rows: np.ndarray, *, anyhow: bool) -> tuple[str, list[str]] | None:
        """The field in which most of some products state such a quantity beside such words, and its values that do.

        Args:
            bounds: what the quantity must hold, in ``unit``.
            unit: the symbol of a unit.
            words: what the quantity is of; of these count the ones that the field says beside quantities.
            rows: the products.
            anyhow: whether a field will do that says none of the words there.
        """
        stems = frozenset(self._index.words.tokens(words))
        best: tuple[tuple[bool, bool, int], str, list[str]] = ((False, False, 0), "", [])
        for name in self._fields(unit, stems, rows, anyhow):
            column = self._index.columns.get(name)
            segments = [list(self._segments(choice, unit)) for choice in column.choices]
            known = stems.intersection(*[[stem for some in segments for _, beside in some for stem in beside]])
            codes = {code for code, some in enumerate(segments) if any(_holds(said, bounds, known) for said in some)}
            count = sum(int(code) in codes for row, code in zip(column.rows, column.values, strict=True))
            is_named = not stems.isdisjoint(self._index.words.tokens(label(name)))
            merit = (is_named or bool(known), _may_be(bounds, [said for some in segments for said, _ in some]), count)
            if count and merit > best[0]:
                best = (merit, name, [column.choices[code] for code in sorted(codes)])
        return (best[1], best[2]) if best[1] else None

    def _fields(self, unit: str, stems: frozenset[str], rows: np.ndarray, anyhow: bool) -> list[str]:
        """The fields in which products state quantities of that kind beside one of the words."""
        looked_at = rows[:: -(-len(rows) // _LOOKED_AT) or 1]
        stating, filled = Counter[str](), Counter[str]()
        for record in self._index.records.some(looked_at):
            for name, value in record.attributes.items():
                if isinstance(value, str) and len(value) <= _LONGEST:
                    filled[name] += 1
                    segments = self._segments(value, unit)
                    stating[name] += any(anyhow or words & stems for _, words in segments)
        columns = self._index.columns
        return [
            name
            for name, count in stating.items()
            if count and filled[name] >= self._speaks * len(looked_at) and columns.kind(name) in ("choice", "text")
        ]

    def _segments(self, value: str, unit: str) -> Iterator[tuple[float, frozenset[str]]]:
        """The quantities of that kind in a value, each in ``unit`` and with the stems of the words up to the next one."""
        measures = self._measures(value)
        table = self._index.measured.table
        ends = [*(measure.start for measure in measures[1:]), len(value)] if measures else []
        for measure, following in zip(measures, ends, strict=True):
            if same_dimension(measure.unit, unit, table):
                beside = f"{value[: measure.start] if measure is measures[0] else ''} {value[measure.end : following]}"
                yield convert(measure.amount, measure.unit, unit, table), frozenset(self._index.words.tokens(beside))

    @cached_property
    def _measures(self) -> Callable[[str], tuple[Measure, ...]]:
        """The quantities of a value; many products have the same."""
        reader = QuantityReader(SYMBOLS | unit_names())
        return lru_cache(maxsize=1 << 14)(lambda value: tuple(reader.measures(value)))


def _may_be(bounds: Bounds, amounts: Sequence[float]) -> bool:
    """Whether a field's quantities lie on both sides of a bound, or about it: 120 Hz is no clock of 3 GHz."""
    return any(min(amounts) / _ABOUT <= bound <= max(amounts) * _ABOUT for _, bound in bounds) if amounts else False


def _holds(said: tuple[float, frozenset[str]], bounds: Bounds, known: frozenset[str]) -> bool:
    """Whether a quantity is within bounds and, where words beside such quantities tell, one of them stands beside it."""
    amount, beside = said
    return all(HOLDS[op](amount, bound) for op, bound in bounds) and (not known or bool(known & beside))
