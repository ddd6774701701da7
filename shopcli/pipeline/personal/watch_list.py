"""A watch list: products whose price or stock somebody waits for, in one file that they can read and edit.

It is checked against an index whenever that is updated. Nothing is asked of anybody: the prices are the catalog's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from shopcli.catalog.cells.clean import clean_text
from shopcli.config import data_dir
from shopcli.errors import ProductNotFound, ShopcliError, UsageError
from shopcli.index import Index
from shopcli.pipeline.personal.profile import DEFAULT_NAME, profile_path
from shopcli.text.safe import shorten
from shopcli.types import Product, Variant, show_money
from shopcli.util import atomic

__all__ = ["Standing", "Watch", "WatchList", "are_kept", "met_lines", "watch_path"]

_MOST = 500  # products
_TITLE_CHARACTERS, _TITLE_SHOWN = 80, 36
_HEAD = "# What shopcli watches for one shopper. It may be edited: each product is a table of its own."
State = Literal["met", "waiting", "sold out", "unpriced", "other currency", "gone"]


@dataclass(frozen=True, slots=True)
class Watch:
    """One product that is watched.

    Attributes:
        id: of the product, or of one of its variants.
        index: the folder of the index that it is in.
        title: as it was when it was added.
        below: the price that is waited for, that very price too; None for any lower one, or until it can be had again.
        currency: of the prices; empty where the catalog names none.
        price: what it cost when it was added; None where it had no price.
        had: whether it could be had then; None where the record did not say.
        added: the day, ISO 8601.
    """

    id: str
    index: str
    title: str = ""
    below: float | None = None
    currency: str = ""
    price: float | None = None
    had: bool | None = None
    added: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a watch stands in an index.

    Attributes:
        watch: it.
        state: whether its target is met, and if not, why.
        price: what it costs now; None where that is not known.
        says: the same in a sentence.
    """

    watch: Watch
    state: State
    price: float | None
    says: str

    def to_dict(self) -> dict[str, Any]:
        """The same for programs."""
        return asdict(self.watch) | {"state": self.state, "met": self.state == "met", "price_now": self.price}


@dataclass(frozen=True, slots=True)
class WatchList:
    """What one shopper watches.

    Attributes:
        name: of their profile, and of the file.
        watches: the oldest first.
    """

    name: str = DEFAULT_NAME
    watches: tuple[Watch, ...] = ()

    @classmethod
    def open(cls, name: str = DEFAULT_NAME) -> WatchList:
        """The list of a profile; an empty one where there is no file.

        Raises:
            UsageError: a name that no file may have, or a file that cannot be read; it says why.
        """
        path = watch_path(name)
        if not path.is_file():
            return cls(name)
        import tomllib

        try:
            kept = tomllib.loads(path.read_text(encoding="utf-8")).get("watch", [])
            return cls(name, tuple(_watch_of(number, one) for number, one in enumerate(kept[:_MOST], start=1)))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError, TypeError) as error:
            raise UsageError(
                f"The watch list {path} cannot be read: {error}", hint="Mend that line, or remove the file."
            ) from None

    @classmethod
    def is_kept(cls, name: str) -> bool:
        """Whether there is a list of a name, which may be one that no profile has."""
        try:
            return watch_path(name).is_file()
        except UsageError:
            return False

    @property
    def path(self) -> Path:
        """Its file."""
        return watch_path(self.name)

    def of(self, index: Index) -> tuple[Watch, ...]:
        """What is watched of an index."""
        folder = str(index.folder.resolve())
        return tuple(watch for watch in self.watches if watch.index == folder)

    def adding(self, product_id: str, index: Index, below: float | None, day: str) -> tuple[WatchList, Watch]:
        """With one more product; one that is watched already is watched for the new price.

        Raises:
            ProductNotFound: no such id; it names the nearest ones.
            UsageError: no price can be that, or more than a person can look through.
        """
        if below is not None and not 0 < below < float("inf"):
            raise UsageError(f"{below:g} is no price to wait for.", hint="Give one above 0, such as --below 150.")
        product, variant = _found(product_id, index)
        offer = variant or product
        title, currency = clean_text(product.title, limit=_TITLE_CHARACTERS), product.currency or ""
        named = variant.id if variant else product.id
        folder = str(index.folder.resolve())
        watch = Watch(named, folder, title, below, currency, offer.price, offer.available, day)
        others = tuple(one for one in self.watches if (one.id, one.index) != (named, folder))
        if len(others) >= _MOST:
            raise UsageError(f"A watch list holds {_MOST} products at most.", hint="shopcli watch remove ID makes room.")
        return replace(self, watches=(*others, watch)), watch

    def removing(self, product_id: str, index: Path) -> WatchList:
        """Without a product.

        Raises:
            UsageError: it is not watched.
        """
        folder, low = str(index.resolve()), product_id.casefold()
        left = tuple(one for one in self.watches if one.index != folder or one.id.casefold() != low)
        if left == self.watches:
            raise UsageError(f"{product_id!r} is not watched in {index}.", hint="shopcli watch list says what is.")
        return replace(self, watches=left)

    def write(self) -> None:
        """Keep it in its file, which its owner alone may read, whole or not at all; an empty one leaves no file."""
        if not self.watches:
            self.path.unlink(missing_ok=True)
            return
        text = "\n".join([_HEAD, *(_table(watch) for watch in self.watches), ""])
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with atomic.replacing(self.path, durable=True) as unfinished:
            unfinished.touch(mode=0o600)
            unfinished.write_text(text, encoding="utf-8", newline="\n")

    def standing(self, index: Index) -> list[Standing]:
        """How each watch of an index stands there."""
        return [standing_of(watch, index) for watch in self.of(index)]


def are_kept() -> bool:
    """Whether there is any list of this user."""
    return any((data_dir() / "watches").glob("*.toml"))


def watch_path(name: str) -> Path:
    """Where a list lies.

    Raises:
        UsageError: a name that no file may have.
    """
    return data_dir() / "watches" / profile_path(name).name


def standing_of(watch: Watch, index: Index) -> Standing:
    """How a watch stands in an index."""
    named = f"{shorten(watch.title, _TITLE_SHOWN)} ({watch.id})"
    try:
        product, variant = _found(watch.id, index)
    except ProductNotFound:
        return Standing(watch, "gone", None, f"{named} is no longer in the catalog.")
    offer = variant or product
    price, currency = offer.price, product.currency or ""
    if price is None:
        return Standing(watch, "unpriced", None, f"{named} has no price now.")
    costs = f"{named} costs {show_money(price, currency)}"
    if currency != watch.currency:
        return Standing(watch, "other currency", price, f"{costs}, which is another currency than before.")
    is_met, why = _target(watch, price, offer.available)
    if is_met and offer.available is False:
        return Standing(watch, "sold out", price, f"{costs}, {why}, but cannot be had now.")
    return Standing(watch, "met" if is_met else "waiting", price, f"{costs}, {why}.")


def _target(watch: Watch, price: float, available: bool | None) -> tuple[bool, str]:
    """Whether a price is what is waited for, and how it stands to it, in words."""
    if watch.below is not None:
        target = show_money(watch.below, watch.currency)
        return price <= watch.below, f"{'within' if price <= watch.below else 'above'} your {target}"
    if watch.price is None:
        return True, "and had no price when you added it"
    before = show_money(watch.price, watch.currency)
    if price < watch.price:
        return True, f"less than the {before} of when you added it"
    if watch.had is False and available:
        return True, "and can be had again"
    same = "as much as" if price == watch.price else "more than the"
    return False, f"{same} {before} of when you added it" if price != watch.price else "as when you added it"


def _found(product_id: str, index: Index) -> tuple[Product, Variant | None]:
    """The product of an id, and the variant whose id it is."""
    product = index.product(product_id)
    low = product_id.casefold()
    own = product.id.casefold() == low
    return product, None if own else next((one for one in product.variants if one.id.casefold() == low), None)


def _watch_of(number: int, values: Any) -> Watch:
    """A table of the file as a watch.

    Raises:
        ValueError: a value that is missing or of another kind; it says which.
    """
    if not isinstance(values, dict):
        raise ValueError(f"watch {number} is no table")
    kinds: dict[str, tuple[type, ...]] = {
        "id": (str,), "index": (str,), "title": (str,), "below": (float, int), "currency": (str,), "price": (float, int),
        "had": (bool,), "added": (str,),
    }  # fmt: skip
    for name, value in values.items():
        if name not in kinds or not isinstance(value, kinds[name]) or (bool not in kinds[name] and isinstance(value, bool)):
            raise ValueError(f"watch {number}: {clean_text(name, limit=40)} cannot be {clean_text(str(value), limit=40)!r}")
    if missing := {"id", "index"} - values.keys():
        raise ValueError(f"watch {number}: {min(missing)} is missing")
    prices = {name: float(values[name]) for name in ("below", "price") if name in values}
    return Watch(**(values | prices))


def _table(watch: Watch) -> str:
    """A watch as a table of TOML; what is not known is left out."""
    values = {name: value for name, value in asdict(watch).items() if value not in (None, "")}
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f") for name, value in values.items())
    return "\n".join(["", "[[watch]]", *lines])


def met_lines(index: Index) -> list[str]:
    """What is to be said of all watch lists once an index was updated: each target that is met.

    A list that cannot be read is told of, and costs nothing else.
    """
    lines: list[str] = []
    for path in sorted((data_dir() / "watches").glob("*.toml")):
        try:
            watches = WatchList.open(path.stem)
        except ShopcliError as error:
            lines.append(f"{error} {error.hint}")
            continue
        whose = "" if watches.name == DEFAULT_NAME else f" ({watches.name})"
        lines += (f"Watched{whose}: {one.says}" for one in watches.standing(index) if one.state == "met")
    return lines


def list_lines(watches: WatchList, standing: Sequence[Standing], folder: Path) -> Iterator[str]:
    """What is watched in an index, by number, and how many products elsewhere."""
    elsewhere = len(watches.watches) - len(standing)
    if not standing:
        yield f"Nothing is watched in {folder}."
    for number, one in enumerate(standing, start=1):
        yield f"{number:2}. {'Met. ' if one.state == 'met' else ''}{one.says}"
    if elsewhere:
        yield f"{elsewhere} more in other indexes."
