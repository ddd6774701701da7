"""Names of several words for things that cost far more, or less, than all else called by their last: a washing machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.price_floors import are_priced_apart, cost_a_fraction, log_prices
from shopcli.index.kinds.table import Key, Kind

if TYPE_CHECKING:
    import numpy as np

_FAR_APART = 8.0  # times; what only some of a kind are called, a "gaming mouse", costs twice as much as another
_ENOUGH, _FEW, _SEVERAL = 10, 3, 2  # products of a name, of a sort of it; names


def head_by_price(index: Index, key: Key, head: Key | None) -> Key | None:
    """The name of a kind in a phrase: the longest of at least two words whose products cost quite otherwise than the others.

    Args:
        index: the open index.
        key: the stems of the phrase.
        head: the end of it that names a kind, by all that is said of its products; None where none does.
    """
    for start in range(len(key) - len(head or key)):
        whole = key[start:]
        if head and whole in index.kinds and len(whole) > len(head) and _cost_otherwise(index, whole, head):
            return whole
    return head


def without_its_parts(kind: Kind, index: Index) -> Kind:
    """A kind without those sorts of it that cost a fraction of what goes by its very name: covers by one maker.

    Where another word for it, "refrigerator" of "fridge", is what the dear ones go by, these are the kind.

    Args:
        kind: its first name is the one that it goes by.
        index: the open index.
    """
    import numpy as np

    if len(kind.names) < _SEVERAL or len(kind.certain) or "price" not in index.columns:
        return kind
    prices = index.columns.dense("price")
    rows = {name: index.kinds.members(key) for name in kind.names if (key := _key(index, name)) in index.kinds}
    costs = {name: log_prices(prices[own]) for name, own in rows.items() if len(own) >= _FEW}
    others_words = [name for name in costs if len(rows[name]) >= _ENOUGH and _last(index, name) != _last(index, kind.names[0])]
    anchor = next((name for name in others_words if _cost_a_fraction(costs.get(kind.names[0]), costs[name])), kind.names[0])
    if len(rows.get(anchor, ())) < _ENOUGH:
        return kind
    parts = [np.setdiff1d(rows[name], rows[anchor]) for name in costs if _cost_a_fraction(costs[name], costs[anchor])]
    return replace(kind, rows=np.setdiff1d(kind.rows, np.concatenate(parts))) if parts else kind


def is_part_of(kind: Kind, other: Kind, index: Index) -> bool:
    """Whether the products of a kind cost a fraction of another's: spin caps are no washing machines."""
    if "price" not in index.columns or len(other.rows) < _ENOUGH or len(kind.certain):
        return False
    prices = index.columns.dense("price")
    return _cost_a_fraction(log_prices(prices[kind.rows]), log_prices(prices[other.rows]))


def _cost_a_fraction(some: np.ndarray | None, others: np.ndarray) -> bool:
    return some is not None and cost_a_fraction(some, others, times=_FAR_APART)


def _last(index: Index, name: str) -> str:
    return _key(index, name)[-1]


def _key(index: Index, name: str) -> Key:
    return tuple(index.words.tokens(name))


def _cost_otherwise(index: Index, whole: Key, head: Key) -> bool:
    import numpy as np

    rows = index.kinds.members(whole)
    others = np.setdiff1d(index.kinds.members(head), rows)
    if min(len(rows), len(others)) < _ENOUGH or "price" not in index.columns:
        return False
    prices = index.columns.dense("price")
    return are_priced_apart(log_prices(prices[rows]), log_prices(prices[others]), times=_FAR_APART)
