"""Browsing: the products of a catalog without a request, under filters and in one fixed order, page by page.

No words are looked up and no model is loaded. Unless an order is asked for, products stand as the catalog has them, what cannot
be had behind all that can.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.index.parts.columns import AS_NUMBER
from shopcli.index.parts.variants import record_as
from shopcli.pipeline.browsing.facets import facets_of
from shopcli.pipeline.browsing.narrowed import Narrowed
from shopcli.pipeline.ranking import sort_values, variant_values
from shopcli.retrieve.variants import BestVariants, best_values, out_of_stock, variants_hold
from shopcli.types import Answer, Clause, Hit, Need, Sort

if TYPE_CHECKING:
    import numpy as np

    from shopcli.retrieve.variants import VariantSpace


class Listing:
    """The products that hold some filters, in order.

    Args:
        index: the open index.
        clauses: the filters.
        sort: the order; None for the catalog's own.

    Raises:
        UsageError: a filter or an order by a field that the catalog does not have.
    """

    def __init__(self, index: Index, clauses: Sequence[Clause], sort: Sort | None = None) -> None:
        self._index, self._clauses, self._sort = index, tuple(clauses), sort
        self._narrowed = Narrowed(clauses, index)

    def page(self, start: int, size: int, *, facets: bool = False) -> Answer:
        """The products from a place on, counted from 0.

        Args:
            start: how many stand before them.
            size: how many.
            facets: whether to count what they can be narrowed down by.
        """
        rows = self._ordered()
        need = Need("", self._clauses, self._sort, language=self._index.manifest.language)
        counted = facets_of(self._narrowed, self._index) if facets else None
        shown = rows[start : start + size]
        is_more = start + len(shown) < len(rows)
        return Answer(need, self._hits(shown), len(rows), is_more=is_more, start=start, facets=counted)

    def _ordered(self) -> np.ndarray:
        import numpy as np

        rows = np.flatnonzero(self._narrowed.products)
        gone = out_of_stock(self._index.columns)[rows]
        if self._sort is None:
            return rows[np.argsort(gone, kind="stable")]
        values = self._values(self._sort)[rows]
        return rows[np.lexsort((rows, gone, np.nan_to_num(-values, nan=np.inf)))]

    def _values(self, sort: Sort) -> np.ndarray:
        """What puts products in order, higher is first; of one with variants the best that holds the filters counts."""
        sign = -1.0 if sort.order == "asc" else 1.0
        values, space = sort_values(self._index, sort), self._index.variants
        own = None if space is None else variant_values(self._index, sort.field, values)
        if space is None or own is None:
            return sign * values
        return best_values(sign * values, sign * own, variants_hold(self._narrowed.verdicts, space), space)

    def _hits(self, rows: np.ndarray) -> tuple[Hit, ...]:
        products = self._index.records.some(rows)
        if (space := self._index.variants) is None:
            return tuple(Hit(product, 0.0) for product in products)
        best, told_apart = self._best(rows, space)
        hits = []
        for product, number, apart in zip(products, best.tolist(), told_apart.tolist(), strict=True):
            if number < 0:
                hits.append(Hit(product, 0.0))
                continue
            variant = product.variants[space.number(number)]
            hits.append(Hit(record_as(product, variant, options=apart), 0.0, variant=variant))
        return tuple(hits)

    def _best(self, rows: np.ndarray, space: VariantSpace) -> tuple[np.ndarray, np.ndarray]:
        """Of each product the variant that holds the filters, and stands first in the order."""
        order = None
        if self._sort is not None:
            values = variant_values(self._index, self._sort.field, sort_values(self._index, self._sort))
            order = values if values is None or self._sort.order == "asc" else -values
        verdicts = self._narrowed.verdicts
        return BestVariants(verdicts, [0] * len(verdicts), space, order).of(rows)


def sort_named(name: str, index: Index) -> Sort:
    """The order that a flag names: ``price``, or ``-price`` for the highest first.

    Raises:
        UsageError: no such field, or one that holds neither numbers nor dates.
    """
    field, order = (name[1:], "desc") if name.startswith("-") else (name, "asc")
    columns, dates = index.columns, index.vocabulary.dates
    numbers = [one for one in columns.names if columns.kind(one) == "number" or one + AS_NUMBER in columns or one in dates]
    if field not in numbers:
        near = get_close_matches(field, numbers, 3, cutoff=0.6) or numbers[:5]
        raise UsageError(f"Nothing can be put in order by {field!r}.", hint=f"There are: {', '.join(near)}.")
    return Sort(field, order)  # type: ignore[arg-type]


def category_clause(name: str, index: Index) -> Clause:
    """The filter for a category, by its whole name in any case.

    Raises:
        UsageError: the catalog has no such category; it names the nearest.
    """
    known = index.columns.get("category").choices if "category" in index.columns else ()
    if name.strip().casefold() not in {one.casefold() for one in known}:
        by_fold = {one.casefold(): one for one in known}
        near = [by_fold[one] for one in get_close_matches(name.casefold(), list(by_fold), 3, cutoff=0.4)]
        hint = f"Did you mean: {', '.join(near)}?" if near else "shopcli browse --facets counts the largest."
        raise UsageError(f"This catalog has no category {name!r}.", hint=hint)
    return Clause(f"--category {name}", "feature", "category", "is", name.strip(), source="flag")
