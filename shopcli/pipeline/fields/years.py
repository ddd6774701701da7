"""Years as a field to put things in order by: bare numbers, or texts most of which say a year, as vintages do: "2019/20"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.columns import AS_NUMBER
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_YEARS, _SEVERAL_YEARS = range(1900, 2101), 5
_YEAR = pattern(r"\D{0,12}(19\d\d|20\d\d|2100)(?:\s?[/–-]\s?\d{2,4})?")  # "2019", "Vintage 2020/21"; "2000 W" is none
_MOST_TEXTS = 400  # of a field that is looked at


def year_field(index: Index) -> str | None:
    """The field that most products have and that says years of our time: of numbers, or else of short texts."""
    return next(_numbers(index), None) or next(_texts(index), None)


def year_values(index: Index, name: str) -> np.ndarray | None:
    """The years of all products by a field of short texts, (n_products,) float64, NaN for silence; None for any other field."""
    import numpy as np

    columns = index.columns
    if name not in columns or columns.kind(name) not in ("choice", "text") or f"{name}{AS_NUMBER}" in columns:
        return None
    column = columns.get(name)
    if len(column.choices) > _MOST_TEXTS:
        return None
    by_code = np.asarray([_year(choice) for choice in column.choices])
    years, values = by_code[column.values.astype(np.int64)], np.full(columns.size, np.nan)
    values[column.rows] = years
    said = years[~np.isnan(years)]
    return values if 2 * len(said) >= len(years) > 0 and len(np.unique(said)) >= _SEVERAL_YEARS else None


def _numbers(index: Index) -> Iterator[str]:
    import numpy as np

    columns = index.columns
    for name in columns.names:
        if columns.kind(name) != "number" or AS_NUMBER in name or not name.isascii():
            continue
        values = columns.get(name).values
        if 2 * len(values) < len(index) or not bool((values % 1 == 0).all()):
            continue
        middle, late = np.quantile(values, [0.5, 1.0])
        if _YEARS.start <= middle and late < _YEARS.stop and len(np.unique(values)) >= _SEVERAL_YEARS:
            yield name


def _texts(index: Index) -> Iterator[str]:
    columns = index.columns
    for name in columns.names:
        if columns.kind(name) != "choice" or 2 * len(columns.get(name).rows) < len(index):
            continue
        if year_values(index, name) is not None:
            yield name


def _year(text: str) -> float:
    """The first year of a short text; NaN where it says none."""
    year = _YEAR.fullmatch(text)
    return float(year[1]) if year else float("nan")
