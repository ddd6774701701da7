"""The products, and their variants, that hold some clauses: what facets count, and what is listed without a request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.retrieve import judge
from shopcli.retrieve.variants import all_hold, variants_hold
from shopcli.types import Clause

if TYPE_CHECKING:
    import numpy as np

    from shopcli.retrieve.limits import Verdict


class Narrowed:
    """What is left of a catalog under some clauses.

    Args:
        clauses: the hard ones.
        index: the open index.
        met: (n_products,) bool, which products meet them all, from what records say to each; by the clauses alone where it
            is None.

    Raises:
        UsageError: a clause by a field that the catalog does not have.
    """

    def __init__(
        self, clauses: Sequence[Clause], index: Index, met: Callable[[Sequence[Verdict]], np.ndarray] | None = None
    ) -> None:
        self._index = index
        sayings = index.sayings if any(clause.op in ("has", "lacks") for clause in clauses) else None
        self.verdicts = [judge(clause, index.columns, sayings, index.variants) for clause in clauses]
        self._met = met or (lambda verdicts: all_hold(verdicts, len(index), index.variants))

    @cached_property
    def products(self) -> np.ndarray:
        """Which products are left, (n_products,) bool."""
        return self._met(self.verdicts)

    @cached_property
    def variants(self) -> np.ndarray | None:
        """Which variants of these products hold all clauses, (n_variants,) bool; None where no product has any."""
        import numpy as np

        if (space := self._index.variants) is None:
            return None
        return variants_hold(self.verdicts, space) & self.products[np.asarray(space.owners)]
