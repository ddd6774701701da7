"""The sort of thing that a product is, by what the catalog itself says: what is to be like it is of the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcli.index import Index

if TYPE_CHECKING:
    import numpy as np

_FEWEST = 2


def of_the_same_sort(row: int, index: Index) -> np.ndarray | None:
    """The products in the category of one, (n_products,) bool; without one, those of a kind with it; None where neither tells.

    Args:
        row: of the product.
        index: the open index.
    """
    import numpy as np

    codes = index.columns.codes("category")
    alike = codes == codes[row] if codes[row] >= 0 else _of_its_kinds(row, index)
    return alike if alike is not None and np.count_nonzero(alike) >= _FEWEST else None


def _of_its_kinds(row: int, index: Index) -> np.ndarray | None:
    import numpy as np

    if not (own := index.kinds.heads(row)):
        return None
    table, alike = index.kinds.table, np.zeros(len(index), bool)
    for key, members in zip(table.keys, table.members, strict=True):
        if key[-1] in own:
            alike[members] = True
    return alike
