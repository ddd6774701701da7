"""What changed in a catalog from one indexing to the next, product by product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from shopcli.types.products import Value

Coming = Literal["new", "gone", "back", "changed"]
SORTS = ("price_drop", "price_rise", "in_stock", "out_of_stock", "back", "new", "gone", "other")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; None where it was not there."""

    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class ProductChange:
    """What became of one product.

    Attributes:
        id: its id.
        title: as it is now; of one that is gone, as it was.
        coming: ``new``, ``gone``, ``back`` after it was gone, or ``changed``.
        currency: of its prices now; empty where it is not known, or is another one than before.
        fields: what is another than before, by name; of one that is gone or new its price and availability alone.
        variants: the same of its variants, by their ids.
        was_there: whether it was sold before all that this sums up.
    """

    id: str
    title: str
    coming: Coming
    currency: str = ""
    fields: Mapping[str, FieldChange] = field(default_factory=dict)
    variants: Mapping[str, Mapping[str, FieldChange]] = field(default_factory=dict)
    was_there: bool = True

    @property
    def price(self) -> tuple[float, float] | None:
        """The price before and after in one currency, where both are known and differ."""
        change = self.fields.get("price")
        if change is None or not self.currency or self.coming != "changed":
            return None
        if not isinstance(change.before, float) or not isinstance(change.after, float):
            return None
        return change.before, change.after

    @property
    def in_stock(self) -> bool | None:
        """Whether it can be had again, True, or no more, False; None where neither. What said nothing of stock was for sale."""
        change = self.fields.get("availability")
        if change is None or self.coming != "changed":
            return None
        before, after = change.before not in _NOT_TO_BE_HAD, change.after not in _NOT_TO_BE_HAD
        return after if before != after and (change.after is not None) else None

    @property
    def others(self) -> Mapping[str, FieldChange]:
        """The fields that are told neither as a price nor as stock."""
        told = {"price"} if self.price else set()
        told |= {"availability"} if self.in_stock is not None else set()
        return {name: change for name, change in self.fields.items() if name not in told}


_NOT_TO_BE_HAD = ("out of stock", "discontinued")


@dataclass(frozen=True, slots=True)
class CatalogChanges:
    """What changed over some runs of ``shopcli index``.

    Attributes:
        since: when the index before the first of them was made, UTC, ISO 8601; empty where there is no run.
        until: when the last of them was made.
        products: how many there are now.
        changes: product by product: prices first, then stock, what came and went, and the rest.
        left_out: changes that were counted and not kept.
        runs: how many runs these are.
        kept_since: when the history that is kept begins; empty where there is none.
    """

    since: str
    until: str
    products: int
    changes: tuple[ProductChange, ...]
    left_out: int = 0
    runs: int = 1
    kept_since: str = ""


def counts_of(changes: Iterable[ProductChange]) -> Counter[str]:
    """How many there are of each sort of change; one product may count as several."""
    return Counter(sort for change in changes for sort in sorts_of(change))


def sorts_of(change: ProductChange) -> Iterator[str]:
    """The sorts of a change, each one of `SORTS`."""
    if change.coming != "changed":
        yield change.coming
        return
    if change.price:
        yield "price_drop" if change.price[1] < change.price[0] else "price_rise"
    if change.in_stock is not None:
        yield "in_stock" if change.in_stock else "out_of_stock"
    if change.others or change.variants:
        yield "other"
