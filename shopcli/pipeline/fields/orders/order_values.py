"""What an order is by: a field's numbers, dates, years, contents or stated amounts, over the whole catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.pipeline.fields.contents import content_values
from shopcli.pipeline.fields.orders.stated_numbers import stated_numbers
from shopcli.pipeline.fields.orders.unknown_values import without_unknown
from shopcli.pipeline.fields.years import year_values
from shopcli.types import Sort

if TYPE_CHECKING:
    import numpy as np
_SEVERAL = 1.05  # times the least that a text lists is more than the same in another unit, rounded


def sort_values(index: Index, sort: Sort) -> np.ndarray:
    """What is sorted by, over the whole catalog; sums in any but the commonest currency are not compared."""
    import numpy as np

    if sort.field in index.vocabulary.dates:
        return index.columns.ranks(sort.field)
    if (contents := content_values(index, sort.field)) is not None:
        return contents
    if (years := year_values(index, sort.field)) is not None:
        return years
    values, stated = index.columns.dense(sort.field), stated_numbers(index, sort.field)
    if stated is not None:
        told, known = (~np.isnan(stated.low)).sum(), (~np.isnan(values)).sum()
        if told > known or (told == known and bool((stated.high > _SEVERAL * stated.low).any())):  # lists are no one quantity
            return stated.low if sort.order == "asc" else stated.high
    if sort.field != "price":
        return without_unknown(index, sort.field, values)
    if len(index.vocabulary.currencies) > 1:
        code = index.columns.get("currency").choices.index(index.vocabulary.currencies[0])
        values = np.where(index.columns.codes("currency") == code, values, np.nan)
    return values
