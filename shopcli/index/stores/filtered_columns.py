"""Which columns of a catalog a store of rows holds limits against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcli.index.parts.columns import AS_NUMBER, OWN_FIELDS, TITLED, FieldColumn, FieldColumns

if TYPE_CHECKING:
    import numpy as np


def filtered_columns(columns: FieldColumns, most: int) -> tuple[str, ...]:
    """The columns that most requests could limit: those of every shop, then those that most records fill.

    Args:
        columns: of the catalog.
        most: how many the store has room for.
    """
    names = [*columns.names, *columns.titled, *(f"{name}{AS_NUMBER}" for name in columns.names)]
    names += [f"{TITLED}colour"]
    there = [name for name in dict.fromkeys(names) if name in columns and (name in OWN_FIELDS or columns.kind(name) != "text")]
    return tuple(sorted(there, key=lambda name: (name not in OWN_FIELDS, -len(columns.rows(name)), name))[:most])


def values_between(column: FieldColumn, first: int, last: int) -> np.ndarray:
    """A column over the rows from ``first`` to ``last``, (last - first,) float64, half open.

    Numbers, or codes of texts; NaN where a record does not say.
    """
    import numpy as np

    values = np.full(last - first, np.nan)
    start, end = np.searchsorted(column.rows, (first, last))
    values[column.rows[start:end] - first] = column.values[start:end]
    return values
