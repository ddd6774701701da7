"""Durations that a request names where a field of bare numbers says them: "done in 45 minutes", of an average time of 45.

Nothing tells the unit of such a field; its numbers do. Of minutes and hours that one is meant in which what was asked lies
nearest to the middle of what products have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from math import isclose, log

from shopcli.index import Index
from shopcli.index.parts.columns import OWN_FIELDS, TITLED
from shopcli.need.grounding.quantities import Quantity, find_quantities
from shopcli.need.languages.pack import LanguagePack
from shopcli.pipeline.fields.stated.amount_fields import limited, overlaps
from shopcli.text.units import Table, Unit, convert
from shopcli.types import Need, Op
from shopcli.util.lazy_regex import pattern

_CALLED = frozenset("time duration runtime playtime playlength length minutes hours".split())
_BOUND = {"<=": ("max", "min"), ">=": ("min", "max")}  # what bounds a time from the side that is asked for, and the other
_WORDS = pattern(r"[A-Z]?[a-z]+")  # "PlayLength", "avg_time"
_UNITS = {"s": 1.0, "min": 60.0, "h": 3600.0, "day": 86400.0}
_SAID = {"s": "s", "min": "minute", "h": "hour"}  # units as a sentence has them
_TABLE: Table = {symbol: Unit(symbol, "time", factor) for symbol, factor in _UNITS.items()}
_WIDELY = 2.0  # times the most, or a part of the least, that may still be asked for
_FILLED = 0.3  # of the products


class Durations:
    """The fields of one index that say how long something takes in bare numbers; none where a field has a unit of time.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def decided(self, need: Need, language: LanguagePack) -> Need:
        """The need with each duration that no field decides limiting such a field; an amount that is not compared is the most.

        Args:
            need: the request, understood.
            language: its words for quantities.
        """
        if not self._may_name_one(need, language) or not self._fields:
            return need
        for quantity in find_quantities(need.query, language.quantities, _TABLE, lambda *_: None):
            at = (quantity.number_start, quantity.number_end)
            if any(
                clause.is_hard and clause.op not in ("has", "lacks") and overlaps(need.query, clause, *at)
                for clause in need.clauses
            ):
                continue
            op: Op = ">=" if quantity.op == ">=" else "<="
            amount = quantity.low if op == ">=" else quantity.high
            best = min(self._read(float(amount), quantity, op), default=None) if amount else None
            if best:
                need = limited(need, quantity, [(best[-1], op, best[-2])])
        return need

    def _read(self, amount: float, quantity: Quantity, op: Op) -> Iterator[tuple[int, float, float, str]]:
        """Each field and unit in which an amount may be meant, the likeliest the least.

        Whether it bounds the time, how far the number is from what products have, the number, and the field.
        """
        for name, (low, middle, high) in self._fields.items():
            bound = next((place for place, word in enumerate(_BOUND[op], 1) if word in name.casefold()), 0)
            for unit in _UNITS:
                number = convert(amount, quantity.unit, unit, _TABLE)
                if low / _WIDELY <= number <= high * _WIDELY:
                    yield bound, abs(log(number / middle)), number, name

    @staticmethod
    def _may_name_one(need: Need, language: LanguagePack) -> bool:
        query = need.query.casefold()
        return bool(re.search(r"\d", query)) or any(word in query for word in language.quantities.numerals)

    @cached_property
    def _fields(self) -> dict[str, tuple[float, float, float]]:
        """The least above nought, the middle and the most of each field that is called so."""
        import numpy as np

        measured = (one for one in self._index.measured.fields if not one.field.startswith(TITLED))
        if any(one.dimension == "time" and one.unit in _UNITS for one in measured):
            return {}
        columns, fields = self._index.columns, dict[str, tuple[float, float, float]]()
        for name in columns.names:
            if name in OWN_FIELDS or name.startswith(TITLED) or columns.kind(name) != "number":
                continue
            if columns.share_filled(name) < _FILLED or _CALLED.isdisjoint(map(str.casefold, _WORDS.findall(name))):
                continue
            values = columns.get(name).values
            values = values[values > 0]
            if len(values) >= _FILLED * len(self._index):
                fields[name] = float(values.min()), float(np.median(values)), float(values.max())
        return fields


def units_meant(need: Need, language: LanguagePack) -> dict[str, str]:
    """The unit that a request means by each field of bare numbers that it limits: hours, of "40 hours or more"."""
    found: dict[str, str] = {}
    for clause in (one for one in need.clauses if one.field and one.op in _BOUND and one.unit is None):
        number = clause.value
        for quantity in find_quantities(clause.text, language.quantities, _TABLE, lambda *_: None):
            if not isinstance(number, float):
                continue
            amounts = [(float(end), unit) for end in (quantity.low, quantity.high) if end for unit in _UNITS]
            meant = (unit for end, unit in amounts if isclose(convert(end, quantity.unit, unit, _TABLE), number))
            if unit := next(meant, ""):
                found[clause.field or ""] = _SAID.get(unit, unit)
    for clause in need.clauses:  # a bare number that keeps a limit in gigabytes was taken for gigabytes
        field = clause.field or "price"
        if clause.kind == "limit" and clause.unit and field != "price" and field.replace("_", "").isalpha():
            found.setdefault(field, clause.unit)
    return found
