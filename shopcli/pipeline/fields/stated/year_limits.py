"""Years that a request sets as a limit: "from 2010 or later", "before 1990", "a 2018 vintage", "the sixties", "ab 2010"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from shopcli.index import Index
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.quantity_words import QuantityWords
from shopcli.pipeline.fields.named_orders import Stretch
from shopcli.pipeline.fields.stated.limited_stretch import with_limits
from shopcli.pipeline.fields.years import year_field
from shopcli.types import Clause, Need, Op

_COMPARISONS: dict[str, Op] = {"least": ">=", "after": ">", "most": "<=", "before": "<"}  # by the group that says it
_TURNED: dict[str, Op] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}  # what is left where one of them is not wanted
_LEAD = 12  # characters before a year in which it is denied
_DECADE, _DIGITS = 10, 4
_WIDELY = 2  # years before the first or behind the last of the catalog that may still be asked for


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    op: Op
    year: float
    last: float | None = None  # of a span, which the year begins


class YearLimits:
    """The limits on the years of one index's products.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def decided(self, need: Need, language: LanguagePack) -> Need:
        """The need with each year that it names limiting the field of years, in place of what the words were taken for.

        Args:
            need: the request, understood.
            language: how it says before and after.
        """
        said = list(self._said(need, language)) if any(character.isdigit() for character in need.query) else []
        said = list(_spans(said, need.query, language.quantities))
        for one in (*said, *self._decades(need, language)):
            need = _limited(need, one, str(self._field))
        return replace(need, clauses=tuple(map(self._of_years, need.clauses)))

    def _of_years(self, clause: Clause) -> Clause:
        """What was taken for a price where nothing has one, and is of the years: "between 1960 and 1969"."""
        is_bare = clause.field == "price" and clause.kind == "limit" and not clause.unit
        if not is_bare or "price" in self._index.columns or not self._may_be(float(clause.value or 0)):
            return clause
        return replace(clause, field=self._field)

    def _decades(self, need: Need, language: LanguagePack) -> Iterator[_Said]:
        words = language.quantities
        for match in words.decades.finditer(need.query) if self._range else ():
            said = match["decade"] or words.decade_words[match["word"].casefold()]
            first = self._first_year(said.lstrip("'’"))
            if first is not None and not _is_decided(need, match.start(), match.end()):
                yield _Said(match.start(), match.end(), ">=", first, first + _DECADE - 1)

    def _first_year(self, decade: str) -> float | None:
        """The first year of a decade in which anything of the catalog was made; of two centuries the later one."""
        centuries = [0] if len(decade) == _DIGITS else [2000, 1900, 1800]
        years = (float(century + int(decade)) for century in centuries)
        low, high = self._range or (0.0, 0.0)
        return next((year for year in years if year <= high and year + _DECADE > low), None)

    def _said(self, need: Need, language: LanguagePack) -> Iterator[_Said]:
        taken = 0
        for match in language.quantities.years.finditer(need.query):
            op, year = _comparison(match), float(match["year"])
            if match.start() < taken or not self._may_be(year) or _is_decided(need, match.start(), match.end()):
                continue
            taken = match.end()
            denied = next(language.requests.excludes.finditer(need.query, max(0, match.start() - _LEAD), match.start()), None)
            if denied and op in _TURNED and not need.query[denied.end() : match.start()].strip():  # "nothing older than 2006"
                yield _Said(denied.start(), match.end(), _TURNED[op], year)
            else:
                yield _Said(match.start(), match.end(), op, year)

    def _may_be(self, year: float) -> bool:
        return self._range is not None and self._range[0] - _WIDELY <= year <= self._range[1] + _WIDELY

    @cached_property
    def _field(self) -> str | None:
        name = year_field(self._index)
        return name if name is not None and self._index.columns.kind(name) == "number" else None

    @cached_property
    def _range(self) -> tuple[float, float] | None:
        if self._field is None:
            return None
        values = self._index.columns.get(self._field).values
        values = values[values > 0]
        return (float(values.min()), float(values.max())) if len(values) else None


def _spans(said: Sequence[_Said], query: str, words: QuantityWords) -> Iterator[_Said]:
    """Two years that are joined as one span: "from 1970 to 1979"."""
    joins, left = {*words.joins, *words.opened_joins}, list(said)
    while left:
        one = left.pop(0)
        between = query[one.end : left[0].start].strip().casefold() if left else ""
        if left and one.op == left[0].op == "==" and between in joins and one.year < left[0].year:
            yield replace(one, end=left[0].end, op=">=", last=left.pop(0).year)
        else:
            yield one


def _comparison(match: re.Match[str]) -> Op:
    """What stands before or behind a year says of it."""
    said = {name.removesuffix("_behind") for name, words in match.groupdict().items() if words}
    return next((op for name, op in _COMPARISONS.items() if name in said), "==")


def _is_decided(need: Need, start: int, end: int) -> bool:
    """Whether another limit has the year: a sum, an amount with a unit."""
    for clause in need.clauses:
        at = need.query.find(clause.text) if clause.text else -1
        if clause.is_hard and clause.op not in ("has", "==") and 0 <= at < end and start < at + len(clause.text):
            return True
    return False


def _limited(need: Need, said: _Said, field: str) -> Need:
    text = need.query[said.start : said.end].strip()
    limits = [Clause(text, "limit", field, said.op, said.year)]
    limits += [] if said.last is None else [Clause(text, "limit", field, "<=", said.last)]
    return with_limits(need, Stretch(said.start, said.end), limits)
