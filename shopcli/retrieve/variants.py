"""Clauses held against the variants of products: a product holds several where one and the same variant holds them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from shopcli.retrieve.limits import (
    FilterAssertions,
    FilterColumns,
    Verdict,
    column_name,
    comparable_products,
    matched_values,
)
from shopcli.retrieve.limits import judge as judge_products
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

_EITHER = "|"  # between words of which any will do


class VariantSpace(Protocol):
    """The variants of a catalog's products; see `shopcli.index.parts.variants.Variants`."""

    @property
    def owners(self) -> np.ndarray: ...
    @property
    def starts(self) -> np.ndarray: ...
    @property
    def products(self) -> np.ndarray: ...
    @property
    def options(self) -> Sequence[str]: ...
    @property
    def columns(self) -> FilterColumns: ...
    def __len__(self) -> int: ...
    def of(self, row: int) -> tuple[int, int]: ...


def judge(
    clause: Clause,
    columns: FilterColumns,
    sayings: FilterAssertions | None = None,
    variants: VariantSpace | None = None,
    among: np.ndarray | None = None,
) -> Verdict:
    """Hold every record against one hard clause; ``sayings`` for those that ask for words.

    A product with ``variants`` holds it where one of them does, and contradicts it where all of them do. ``among`` is as in
    `shopcli.retrieve.limits.judge`.

    Raises:
        UsageError: the catalog has no such field, or the value cannot be compared with what the field holds.
    """
    verdict = judge_products(clause, columns, sayings, among)
    if variants is None:
        return verdict
    of_words = clause.op in ("has", "lacks")
    own = _of_words(verdict, variants, sayings) if of_words else _of_field(verdict, columns, variants)
    if own is None:
        return verdict
    import numpy as np

    holds, contradicts = own
    verdict.holds[variants.products] = np.logical_or.reduceat(holds, variants.starts)
    verdict.contradicts[variants.products] = np.logical_and.reduceat(contradicts, variants.starts)
    return Verdict(clause, verdict.holds, verdict.contradicts, own)


def _of_field(verdict: Verdict, columns: FilterColumns, variants: VariantSpace) -> tuple[np.ndarray, np.ndarray] | None:
    """What variants say to a clause about a field; None where those of no product differ in it."""
    import numpy as np

    clause, owners = verdict.clause, np.asarray(variants.owners)
    name = column_name(clause, columns)
    if name is None or name not in variants.columns:
        return None
    column = variants.columns.get(name)
    if bool(column.choices) != bool(columns.get(name).choices):
        return None  # the field is compared as what it is for products
    matched = matched_values(clause, column)
    missed = ~matched
    if (comparable := comparable_products(clause, columns)) is not None:
        of_variants = comparable[owners[column.rows]]
        matched, missed = matched & of_variants, missed & of_variants
    alike = spoken_for(column.rows, variants)
    holds, contradicts = alike & verdict.holds[owners], alike & verdict.contradicts[owners]
    holds[column.rows], contradicts[column.rows] = matched, missed
    return holds, contradicts


def spoken_for(rows: np.ndarray, variants: VariantSpace) -> np.ndarray:
    """Which variants a product speaks for in a field, (n_variants,) bool: those of products of which no variant has a word.

    Args:
        rows: the rows of the variants that say something in the field.
        variants: of the catalog.
    """
    import numpy as np

    says = np.zeros(len(variants), bool)
    says[rows] = True
    return ~_any_of_product(says, variants)


def _any_of_product(values: np.ndarray, variants: VariantSpace) -> np.ndarray:
    """Of which variants' products any variant has a value, (n_variants,) bool."""
    import numpy as np

    return np.repeat(np.logical_or.reduceat(values, variants.starts), np.diff(variants.starts, append=len(values)))


def _of_words(
    verdict: Verdict, variants: VariantSpace, sayings: FilterAssertions | None
) -> tuple[np.ndarray, np.ndarray] | None:
    """What variants say to words: those of which one option says them, of all that have another value there.

    None where no option of any product says them, since then all variants of a product say the same.
    """
    import numpy as np

    clause, owners = verdict.clause, np.asarray(variants.owners)
    says, denies = (verdict.holds, verdict.contradicts) if clause.op == "has" else (verdict.contradicts, verdict.holds)
    said, told_apart = np.zeros(len(variants), bool), np.zeros(len(variants), bool)
    for group in str(clause.value).split(_EITHER):
        if (found := _said_by_options(group, variants, sayings, says[owners])) is not None:
            said |= found[0]
            told_apart |= found[1]
    decided = told_apart & says[owners]
    if not decided.any():
        return None
    own_says = np.where(decided, said, says[owners])
    own_denies = np.where(decided, ~said, denies[owners])
    return (own_says, own_denies) if clause.op == "has" else (own_denies, own_says)


def _said_by_options(
    group: str, variants: VariantSpace, sayings: FilterAssertions | None, asked: np.ndarray
) -> tuple[np.ndarray, np.ndarray] | None:
    """Which variants say all of some words with what their products' options decide of them, and of which an option decides.

    Only the options of those ``asked``, (n_variants,) bool, whole products, are read.
    """
    import numpy as np

    assert sayings is not None
    says, decides = np.ones(len(variants), bool), np.zeros(len(variants), bool)
    stems = sayings.stems(group)
    if not stems:
        return None
    for stem in stems:
        own = np.zeros(len(variants), bool)
        for name in variants.options:
            column = variants.columns.get(name)
            used = np.unique(column.values[asked[column.rows]]).tolist()
            codes = [code for code in map(int, used) if stem in sayings.stems(column.choices[code])]
            if codes:
                own[column.rows[np.isin(column.values, codes)]] = True
        if own.any():
            any_of_product = _any_of_product(own, variants)
            says &= own | ~any_of_product
            decides |= any_of_product
    return says & decides, decides


def all_hold(verdicts: Sequence[Verdict], size: int, variants: VariantSpace | None = None) -> np.ndarray:
    """Which products hold all clauses at once, (n_products,) bool; one variant of theirs must, where they have any."""
    import numpy as np

    meets = np.ones(size, bool)
    for verdict in verdicts:
        meets &= verdict.holds
    if variants is not None and sum(verdict.variants is not None for verdict in verdicts) > 1:
        one_does = np.logical_or.reduceat(variants_hold(verdicts, variants), variants.starts)
        meets[variants.products] &= one_does
    return meets


def variants_hold(verdicts: Sequence[Verdict], variants: VariantSpace) -> np.ndarray:
    """Which variants hold all clauses, (n_variants,) bool."""
    import numpy as np

    owners = np.asarray(variants.owners)
    meets = np.ones(len(variants), bool)
    for verdict in verdicts:
        meets &= verdict.holds[owners]
        if verdict.variants is not None:
            meets &= verdict.variants[0]
    return meets


def held_variants(need: Need, columns: FilterColumns, sayings: FilterAssertions | None, variants: VariantSpace) -> np.ndarray:
    """Which variants hold every clause of a need that can be counted by, (n_variants,) bool."""
    return variants_hold([judge(clause, columns, sayings, variants) for clause in need.countable], variants)


class BestVariants:
    """Of each product the variant that answers a need best: the fewest contradictions, then the fewest things unsaid, then the
    contradictions that are given up most readily, then what can be had, then what comes first in the need's order, else the
    cheapest.

    Args:
        verdicts: what records say to the need's clauses.
        readiness: how readily each of the clauses is given up, higher is more.
        variants: of the catalog.
        order: (n_variants,) what comes first, smallest first, NaN last; None for the cheapest.
    """

    def __init__(
        self, verdicts: Sequence[Verdict], readiness: Sequence[int], variants: VariantSpace, order: np.ndarray | None
    ) -> None:
        pairs = zip(verdicts, readiness, strict=True)
        self._own = [(verdict.variants, ready) for verdict, ready in pairs if verdict.variants is not None]
        self._variants, self._order = variants, order

    def of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The best variant of each of some products, (len(rows),) int64, -1 for one that has none; and which of these products
        have variants that answer worse, (len(rows),) bool.
        """
        import numpy as np

        told_apart = np.zeros(len(rows), bool)
        unavailable, price = _unavailable(self._variants), self._variants.columns.dense("price")
        best = np.full(len(rows), -1, np.int64)
        for place, row in enumerate(rows):
            start, end = self._variants.of(int(row))
            if start == end:
                continue
            contradicted, silent, ready = (np.zeros(end - start, int) for _ in range(3))
            for verdict, readiness in self._own:
                holds, contradicts = (values[start:end] for values in verdict)
                contradicted += contradicts
                silent += ~holds & ~contradicts
                ready -= readiness * contradicts
            keys = [price[start:end], unavailable[start:end], ready, silent, contradicted]
            if self._order is not None:
                keys.insert(1, self._order[start:end])
            best[place] = start + int(np.lexsort(keys)[0])
            differing = [2 * contradicted + silent, *([] if self._order is None else [self._order[start:end]])]
            told_apart[place] = any(
                not np.array_equal(values, np.full_like(values, values[0]), equal_nan=True) for values in differing
            )
        return best, told_apart


def _unavailable(variants: VariantSpace) -> np.ndarray:
    """Which variants cannot be had, (n_variants,) bool."""
    return out_of_stock(variants.columns)


def out_of_stock(columns: FilterColumns) -> np.ndarray:
    """Which records say that what they describe cannot be had, (columns.size,) bool."""
    import numpy as np

    unavailable = np.zeros(columns.size, bool)
    if "availability" in columns:
        column = columns.get("availability")
        codes = [code for code, choice in enumerate(column.choices) if choice in ("out of stock", "discontinued")]
        unavailable[column.rows[np.isin(column.values, codes)]] = True
    return unavailable


def best_values(values: np.ndarray, of_variants: np.ndarray, meets: np.ndarray, variants: VariantSpace) -> np.ndarray:
    """What ranks products, where of one with variants the best counts that meets everything, else the best of all.

    Args:
        values: (n_products,) higher is better, NaN where a record does not say.
        of_variants: (n_variants,) the same of variants.
        meets: (n_variants,) bool.
        variants: of the catalog.
    """
    import numpy as np

    best_of_all = np.fmax.reduceat(of_variants, variants.starts)
    best = np.fmax.reduceat(np.where(meets, of_variants, np.nan), variants.starts)
    ranked = values.copy()
    ranked[variants.products] = np.where(np.isnan(best), best_of_all, best)
    return ranked
