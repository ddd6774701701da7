"""A purchase history: who bought what, when, how much of it and in which basket, as arrays and in one local file.

The file holds rows and names in an order that depends on nothing but what they say. So the history that somebody was taken out
of is, byte for byte, that of a shop where they had never been.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from shopcli.config import data_dir
from shopcli.errors import ShopcliError, UsageError
from shopcli.util import atomic

if TYPE_CHECKING:
    import numpy as np

__all__ = ["GUEST", "History", "Purchase", "history_path"]

GUEST = -1  # the number of a customer whom the file does not name
DAY = 86_400  # seconds
_FORMAT = 1
_NAMES = ("customers", "products", "baskets")
_ARRAYS = {"customer": "int32", "product": "int32", "time": "int64", "quantity": "float32", "basket": "int32"}


def history_path() -> Path:
    """Where the history lies that was imported."""
    return data_dir() / "personal" / "history.safetensors"


class Purchase(NamedTuple):
    """One line of a history: a customer ("" where nobody is named), a product's id, seconds since 1970, how many, a basket."""

    customer: str
    product: str
    time: int
    quantity: float
    basket: str


@dataclass(frozen=True)
class History:
    """Purchases as arrays, by time.

    Attributes:
        customers: the names of the customers, sorted; a number in ``customer`` is a place here.
        products: the ids of the products, sorted; a number in ``product`` is a place here.
        baskets: the names of the baskets (invoices, orders), sorted; a number in ``basket`` is a place here.
        customer: (n,) int32, of each line its customer, `GUEST` where none is named.
        product: (n,) int32.
        time: (n,) int64, seconds since 1970 in the shop's own clock.
        quantity: (n,) float32, how many were bought, above 0.
        basket: (n,) int32.
    """

    customers: tuple[str, ...]
    products: tuple[str, ...]
    baskets: tuple[str, ...]
    customer: np.ndarray
    product: np.ndarray
    time: np.ndarray
    quantity: np.ndarray
    basket: np.ndarray

    @classmethod
    def of(cls, purchases: Iterable[Purchase]) -> History:
        """The history of some purchases, in any order.

        Lines of one product in one basket, by one customer at one time, are one line of their quantities together.
        """
        import numpy as np

        together: dict[tuple[int, str, str, str], float] = {}
        for line in purchases:
            key = (line.time, line.basket, line.customer, line.product)
            together[key] = together.get(key, 0.0) + line.quantity
        lines = sorted(together)
        customers = sorted({customer for _, _, customer, _ in lines if customer})
        products = sorted({product for *_, product in lines})
        baskets = sorted({basket for _, basket, _, _ in lines if basket})
        return cls(
            tuple(customers),
            tuple(products),
            tuple(baskets),
            customer=_numbers([customer for _, _, customer, _ in lines], customers),
            product=_numbers([product for *_, product in lines], products),
            time=np.array([time for time, *_ in lines], np.int64),
            quantity=np.array([together[line] for line in lines], np.float32),
            basket=_numbers([basket for _, basket, _, _ in lines], baskets),
        )

    @classmethod
    def open(cls, path: Path | None = None) -> History:
        """The history in a file.

        Args:
            path: the file; without, the one that was imported.

        Raises:
            ShopcliError: there is none, or it is no history that this version can read.
        """
        path = path or history_path()
        if not path.is_file():
            raise UsageError(f"No history at {path}.", hint="Bring one in with: shopcli history import FILE")
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        hint = "Remove the file, and import the history again: shopcli history import FILE"
        try:
            kept = load_file(path)
            names = [tuple(json.loads(kept[name].tobytes())) for name in _NAMES]
            arrays = [kept[name].astype(kind, copy=False) for name, kind in _ARRAYS.items()]
            whole = int(kept["format"][0]) == _FORMAT and _fits(names, arrays)
        except (SafetensorError, OSError, KeyError, IndexError, TypeError, ValueError) as error:
            raise ShopcliError(f"The history at {path} cannot be read: {error}", hint=hint) from None
        if not whole:
            raise ShopcliError(f"The history at {path} is broken, or of some other version of shopcli.", hint=hint)
        read: dict[str, Any] = dict(zip((*_NAMES, *_ARRAYS), (*names, *arrays), strict=True))
        return cls(**read)

    def write(self, path: Path | None = None) -> None:
        """Keep the history in a file that its owner alone may read, whole or not at all."""
        import numpy as np
        from safetensors.numpy import save

        path = path or history_path()
        names = {name: np.frombuffer(json.dumps(getattr(self, name)).encode(), np.uint8) for name in _NAMES}
        arrays = {name: np.ascontiguousarray(getattr(self, name)) for name in _ARRAYS}
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with atomic.replacing(path, durable=True) as unfinished:
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(save({**names, **arrays, "format": np.array([_FORMAT], np.int64)}))

    def __len__(self) -> int:
        return len(self.product)

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each customer by name."""
        return {name: number for number, name in enumerate(self.customers)}

    @cached_property
    def now(self) -> int:
        """The end of what is known: a second after the last purchase; 0 where there is none."""
        return int(self.time[-1]) + 1 if len(self) else 0

    def purchases(self) -> list[Purchase]:
        """The lines by time."""
        return self._lines(slice(None))

    def _lines(self, chosen: Any) -> list[Purchase]:
        """Some lines by time: a slice, or (n,) bool."""
        who = [self.customers[number] if number != GUEST else "" for number in self.customer[chosen].tolist()]
        what = [self.products[number] for number in self.product[chosen].tolist()]
        baskets = [self.baskets[number] if number != GUEST else "" for number in self.basket[chosen].tolist()]
        lines = zip(who, what, self.time[chosen].tolist(), self.quantity[chosen].tolist(), baskets, strict=True)
        return [Purchase(*line) for line in lines]

    def of_customer(self, customer: str) -> list[Purchase]:
        """What one customer bought, by time.

        Raises:
            UsageError: nobody of that name is in the history; it names the nearest.
        """
        return self._lines(self.customer == self._known(customer))

    def without(self, customer: str) -> History:
        """The history of a shop where a customer has never been.

        Raises:
            UsageError: nobody of that name is in the history; it names the nearest.
        """
        self._known(customer)
        return History.of(line for line in self.purchases() if line.customer != customer)

    def with_more(self, purchases: Iterable[Purchase]) -> History:
        """The history with more purchases; those that it has already count once, so that a file read twice changes nothing."""
        more = History.of(purchases).purchases()
        new = {_key(line) for line in more}
        return History.of([*(line for line in self.purchases() if _key(line) not in new), *more])

    def before(self, time: int) -> History:
        """What was bought before a time; customers, products and baskets keep their numbers."""
        end = int(self.time.searchsorted(time))
        return replace(self, **{name: getattr(self, name)[:end] for name in _ARRAYS})

    def _known(self, customer: str) -> int:
        number = self.number_of.get(customer)
        if number is None:
            from difflib import get_close_matches

            near = get_close_matches(customer, self.customers, 3, cutoff=0.6)
            hint = f"Did you mean: {', '.join(near)}?" if near else "shopcli history show says who is in it."
            raise UsageError(f"No customer {customer!r} in the history.", hint=hint)
        return number


def _numbers(said: Sequence[str], names: Sequence[str]) -> np.ndarray:
    """(n,) int32, the place of each among the names; `GUEST` where nothing was said."""
    import numpy as np

    place = {name: number for number, name in enumerate(names)}
    return np.array([place.get(name, GUEST) for name in said], np.int32)


def _key(line: Purchase) -> tuple[str, str, int, str]:
    return line.customer, line.product, line.time, line.basket


def _fits(names: list[tuple[str, ...]], arrays: list[np.ndarray]) -> bool:
    """Whether arrays are as long as each other, by time, and name what there is."""
    customer, product, time, _, basket = arrays
    if len({array.shape for array in arrays}) != 1 or time.ndim != 1:
        return False
    if not len(time):
        return True
    ends = zip((customer, product, basket), names, (GUEST, 0, GUEST), strict=True)
    within = all(least <= array.min() and array.max() < len(known) for array, known, least in ends)
    return within and bool((time[1:] >= time[:-1]).all())
