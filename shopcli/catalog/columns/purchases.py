"""Which column of a purchase history is what: by name where that says it and the values agree, else by content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from shopcli.catalog.cells.dates import read_moment
from shopcli.catalog.columns.lexicon import fold_name
from shopcli.catalog.columns.names import role_by_name
from shopcli.catalog.columns.sample import Sample
from shopcli.catalog.columns.values import distinct, is_number, share

__all__ = ["PURCHASE_ROLES", "REQUIRED", "choose_purchase_roles"]

REQUIRED = ("customer", "product", "time")
PURCHASE_ROLES = (*REQUIRED, "quantity", "basket")
_CODES = ("id", "sku", "gtin", "mpn")  # what a catalog calls a column that names a product
_AGREE = 0.8  # the share of a column's values that must be what its name says
_KNOWN = 0.5  # of the products in a history that are still in the catalog
_FILLED = 0.5


def choose_purchase_roles(sample: Sample, taken: Mapping[str, str], is_product: Callable[[str], bool] | None) -> dict[str, str]:
    """Role to column, as far as they could be found.

    Args:
        sample: the file's first rows.
        taken: role to column, as ``--map`` gave them.
        is_product: whether a value is a product of the catalog; None where there is no catalog to ask.
    """
    roles = dict(taken)
    for role in ("time", "product", "basket", "customer", "quantity"):
        if role not in roles:
            named = _named(role, sample, roles, is_product)
            if column := named or _by_content(role, sample, roles, is_product):
                roles[role] = column
    return {role: roles[role] for role in PURCHASE_ROLES if role in roles}


def _named(role: str, sample: Sample, roles: Mapping[str, str], is_product: Callable[[str], bool] | None) -> str | None:
    """The column whose name says the role best, and whose values do not belie it."""
    places = ((_place(role, column), column) for column in sample.values if column not in roles.values())
    held = [
        (not _is_of_catalog(sample.values[column], role, is_product), place, column)
        for place, column in places
        if place is not None and sample.filled(column) >= _FILLED and _agrees(role, sample.values[column])
    ]
    return min(held, default=(True, 0, None))[2]


def _is_of_catalog(values: Sequence[Any], role: str, is_product: Callable[[str], bool] | None) -> bool:
    return role == "product" and is_product is not None and share([str(value) for value in values], is_product) >= _KNOWN


def _place(role: str, column: str) -> int | None:
    """How usual a name a column has for a role, from 0; None where it says something else."""
    folded, known = fold_name(column), _words()[role]
    for words in (folded, _without_silent(folded)):
        if words in known:
            return known[words]
    return 100 if role == "product" and role_by_name(column)[0] in _CODES else None


def _agrees(role: str, values: Sequence[Any]) -> bool:
    if role == "time":
        return share(values, _is_moment) >= _AGREE
    if role == "quantity":
        return share(values, is_number) >= _AGREE
    return bool(values)


def _is_moment(value: Any) -> bool:
    return read_moment(value) is not None or any(read_moment(value, order) is not None for order in ("day", "month"))


def _by_content(role: str, sample: Sample, roles: Mapping[str, str], is_product: Callable[[str], bool] | None) -> str | None:
    """The one column whose values can be nothing else: times, ids of the catalog, or of what is left the one that repeats."""
    free = [name for name in sample.values if name not in roles.values() and sample.filled(name) >= _FILLED]
    if role == "time":
        fits = [name for name in free if _agrees(role, sample.values[name])]
    elif role == "product" and is_product is not None:
        fits = [name for name in free if _is_of_catalog(sample.values[name], role, is_product)]
    elif role == "customer":
        fits = [name for name in free if 0 < distinct(sample.values[name]) < _FILLED and not _is_something_else(name)]
    else:
        return None
    return fits[0] if len(fits) == 1 else None


def _is_something_else(column: str) -> bool:
    """Whether a name says another role, also one of a catalog's."""
    return any(_place(role, column) is not None for role in PURCHASE_ROLES) or bool(role_by_name(column)[0])


def _without_silent(name: str) -> str:
    """A folded name without the words for "number": ``customer id`` is ``customer``, ``客户编号`` is ``客户``."""
    silent = _words()["silent"]
    words = [word for word in name.split() if word not in silent] or name.split()
    whole = " ".join(words)
    for word in sorted(silent, key=len, reverse=True):
        if not word.isascii() and whole.endswith(word) and whole != word:
            return whole.removesuffix(word).strip()
    return whole.removesuffix("id").strip() if whole.endswith("id") and not whole.isascii() else _uncompounded(whole)


def _uncompounded(word: str) -> str:
    """``customerid`` and ``invoiceno``, as files without capitals have them."""
    for tail in ("id", "no", "code", "number", "num", "nr"):
        known = word.removesuffix(tail)
        if known != word and any(known in words for role, words in _words().items() if role != "silent"):
            return known
    return word


@cache
def _words() -> dict[str, dict[str, int]]:
    """Role to its names, each with its place."""
    text = (Path(__file__).with_name("words") / "purchases.txt").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return {role.strip(): _placed(names) for role, colon, names in lines if colon}


def _placed(names: str) -> dict[str, int]:
    return {fold_name(name): place for place, name in reversed(list(enumerate(names.split("|"))))}
