"""Facet counts against brute force, and pages against what matches, on any indexes.

    python benchmarks/facets.py INDEX [INDEX …]

Of each index four answers are narrowed down: all of it, all up to its median price, all of its commonest brand, and a request
for what its commonest category is called. Each count is held against two others: a loop over the records that knows nothing of
the index's columns (a product counts where one and the same form of it holds everything), and how many match once the value is
chosen. Then all pages of each listing are read: no product may come twice, and all that match must come.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.index.parts.columns import AS_NUMBER, COLOUR
from shopcli.index.parts.vocabulary import colours_of
from shopcli.pipeline.browsing.facets import facets_of
from shopcli.pipeline.browsing.listing import Listing
from shopcli.pipeline.browsing.narrowed import Narrowed
from shopcli.retrieve.limits import listed
from shopcli.text.sizes import are_sizes, is_size, says_size
from shopcli.text.unit_price import unit_price_of
from shopcli.types import Clause, Facet, FacetValue, Need, Product, Variant, show_value

_PAGE = 97


class BruteForce:
    """Counts by a loop over the records.

    Args:
        products: all records.
        currency: the one in which prices are compared.
        has_colours: whether colours are what records say of them anywhere, as the index has them.
    """

    def __init__(self, products: Sequence[Product], currency: str | None, *, has_colours: bool) -> None:
        self._products, self._currency, self._has_colours = products, currency, has_colours
        self._sizes: dict[str, bool] = {}

    def count(self, clauses: Sequence[Clause], among: np.ndarray | None = None) -> int:
        """How many products hold all clauses in one form; ``among``, (n_products,) bool, are those to be looked at."""
        rows = range(len(self._products)) if among is None else np.flatnonzero(among)
        return sum(self._holds(self._products[row], clauses) for row in rows)

    def _holds(self, product: Product, clauses: Sequence[Clause]) -> bool:
        forms: Sequence[Variant | None] = product.variants or (None,)
        return any(all(self._says(product, form, clause) for clause in clauses) for form in forms)

    def _says(self, product: Product, form: Variant | None, clause: Clause) -> bool:
        field, wanted = str(clause.field), clause.value
        said = self.said(product, form, field)
        if said is None or said == "":
            return False
        if field == "price" and product.currency not in (None, self._currency):
            return False
        if isinstance(said, (int, float)) and not isinstance(said, bool):
            number = float(wanted or 0)
            return {"is": said == number, "<=": said <= number, ">=": said >= number}[str(clause.op)]
        low, word = show_value(said).casefold().strip(), show_value(wanted if wanted is not None else "").casefold().strip()
        if low == word or word in [part.strip() for part in listed(low)]:
            return True
        return is_size(word) and self._are_sizes(field) and says_size(low, word)

    def said(self, product: Product, form: Variant | None, field: str) -> Any:
        """What one form of a product says in a field; what no form has a word of, the product says for all."""
        if form is not None:
            own = self._own(product, form, field)
            if any(self._own(product, one, field) is not None for one in product.variants):
                return own
        if field == "colour" and self._has_colours:
            return colours_of(product) or None
        if field in _OWN:
            return getattr(product, field)
        made = unit_price_of(product)
        return made[1] if made and made[0] == field else product.attributes.get(field)

    def _own(self, product: Product, form: Variant, field: str) -> Any:
        if field in ("price", "availability"):
            return getattr(form, field)
        if field == "colour" and self._has_colours:
            own = Product("", "", price=form.price, availability=form.availability, attributes=form.options)
            return colours_of(own) or colours_of(product) or None
        return form.options.get(field)

    def _are_sizes(self, field: str) -> bool:
        if field not in self._sizes:
            values = {show_value(said) for one in self._products for form in (one.variants or (None,))
                      if (said := self.said(one, form, field)) is not None}  # fmt: skip
            self._sizes[field] = are_sizes(values)
        return self._sizes[field]


_OWN = ("price", "brand", "category", "availability", "shop")


def checked(
    facets: Sequence[Facet],
    index: Index,
    brute: BruteForce,
    clauses: Sequence[Clause],
    among: np.ndarray | None,
    chosen: Callable[[FacetValue], int],
) -> Iterator[tuple[str, FacetValue, int | None, int]]:
    """Each value of each facet with its count by brute force and by choosing it.

    Brute force is None for numbers that were read out of texts by what the index has learned of units.
    """
    for facet in facets:
        is_read = facet.field + AS_NUMBER in index.columns
        for value in facet.values:
            counted = None if is_read else brute.count((*clauses, *value.clauses), among)
            yield facet.field, value, counted, chosen(value)


def _needs(advisor: Advisor) -> Iterator[tuple[str, Need]]:
    """What is narrowed down: a name, and the need; one without words has an empty query."""
    index = advisor.index
    yield "everything", Need("")
    prices = index.columns.dense("price") if "price" in index.columns else np.zeros(0)
    if np.isfinite(prices).any():
        median = float(statistics.median(prices[np.isfinite(prices)].tolist()))
        yield f"up to {median:g}", Need("", advisor.filters(max_price=median))
    for field, wording in (("brand", "brand {}"), ("category", "{}")):
        if field not in index.columns or not len(index.columns.get(field).values):
            continue
        column = index.columns.get(field)
        commonest = column.choices[int(np.bincount(column.values.astype(int)).argmax())]
        if field == "brand":
            yield wording.format(commonest), Need("", (Clause(commonest, "feature", "brand", "is", commonest, source="flag"),))
        else:
            yield wording.format(commonest), advisor.understand(commonest)


def examine(folder: str) -> bool:
    """Print what was held against what; whether all of it held."""
    advisor = Advisor.open(folder)
    index = advisor.index
    products = [index.records[row] for row in range(len(index))]
    currencies = index.vocabulary.currencies
    brute = BruteForce(products, currencies[0] if currencies else None, has_colours=COLOUR in index.columns)
    n_variants = len(index.variants) if index.variants is not None else 0
    print(f"{Path(folder).name}: {len(index):,} products, {n_variants:,} variants")
    all_held = True
    for name, need in _needs(advisor):
        start = time.process_time()
        narrowed = Narrowed(need.hard, index) if not need.query else advisor._retrieval(need).narrowed
        facets = facets_of(narrowed, index)
        took = time.process_time() - start
        # What kind of thing each is, and words that it says, are not the facets' own: taken as they are.
        is_plain = not need.query
        among = None if is_plain else narrowed.products

        def chosen(value: FacetValue, need: Need = need) -> int:
            more = need.having(*value.clauses)
            found = Narrowed(more.hard, index) if not more.query else advisor._retrieval(more).narrowed
            return int(found.products.sum())

        clauses = need.hard if is_plain else tuple(one for one in need.hard if one.op in ("is", "<=", ">="))
        held = wrong = skipped = 0
        for field, value, counted, matching in checked(facets, index, brute, clauses, among, chosen):
            skipped += counted is None
            is_right = counted in (None, value.count) and matching == value.count
            held, wrong = held + is_right, wrong + (not is_right)
            if not is_right:
                print(f"    WRONG {field}: {value.text}: {value.count}, by brute force {counted}, once chosen {matching}")
        pages = _pages_hold(index, need, narrowed) if is_plain else True
        all_held &= not wrong and pages
        told = f"{len(facets)} facets, {held + wrong} values: {held} right, {wrong} wrong, {skipped} of learned units"
        print(f"  {name}: {int(narrowed.products.sum()):,} match; {told}; pages {'hold' if pages else 'WRONG'}; {took:.2f} s")
    return all_held


def _pages_hold(index: Index, need: Need, narrowed: Narrowed) -> bool:
    """Whether the pages of a listing hold each product that matches once, and no other."""
    listing, seen = Listing(index, need.clauses), []
    while True:
        page = listing.page(len(seen), _PAGE)
        seen += [index.row(hit.product.id) for hit in page.results]
        if not page.is_more:
            break
    return sorted(seen) == np.flatnonzero(narrowed.products).tolist()


if __name__ == "__main__":
    results = [examine(folder) for folder in sys.argv[1:]]
    sys.exit(0 if all(results) else 1)
