"""What is counted as things of a kind: those that their titles or their categories call so, where many of the kind are.

A kind takes in what goes by other names, so that a search for a backpack finds the bags. A number of backpacks is none of bags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.pipeline.stated_kinds import StatedKinds

if TYPE_CHECKING:
    import numpy as np

_MANY = 0.25  # of a kind that go by the very name that is asked for, for the others to be other things


def called_so(index: Index, stated: StatedKinds, kind: Kind, name: str) -> np.ndarray:
    """The rows of the products of a kind that are to be counted by a name, ascending.

    Args:
        index: the open index.
        stated: the kinds that its fields state.
        kind: what the name means.
        name: as it is asked for, in the words of the catalog.
    """
    import numpy as np

    key = tuple(stem for stem, _ in index.words.spans(name))
    if not key:
        return kind.rows
    by_title, by_field = index.kinds.rows_called(key), stated.rows_ending_in(key)
    vouched = kind.certain if index.kinds.is_certain(key) else kind.rows[:0]
    named = np.union1d(np.union1d(np.intersect1d(by_title, kind.rows), by_field), vouched).astype(np.int64)
    return named if len(named) >= max(1.0, _MANY * len(kind.rows)) else kind.rows
