"""Offers: what one row says of money and of stock: the price that is charged, the price before, and whether it can be had."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shopcli.catalog.cells.availability import read_stock, stricter
from shopcli.catalog.cells.clean import clean_text, is_missing, is_nothing
from shopcli.catalog.cells.dates import read_days
from shopcli.catalog.cells.money import parse_price, struck_and_charged
from shopcli.catalog.columns.mapping import Binding
from shopcli.catalog.columns.names import says_the_opposite
from shopcli.text.money import currency_code
from shopcli.types import Availability, truth_of

CODES = ("sku", "gtin", "mpn")
MONEY = ("price", "gross_price", "sale_price", "list_price", "min_price", "net_price", "max_price", "member_price")
_CODE_LIMIT = 100
_FLAG_CHARACTERS = 3  # 1.0 is how pandas writes a flag that some rows lack

_PERCENT = re.compile(r"\s*[-−]?\s*(\d{1,2}(?:[.,]\d{1,4})?)\s*%?\s*(?:off)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a row offers.

    Attributes:
        price: what is charged now.
        currency: its ISO 4217 code.
        list_price: the price before, where the price is reduced.
        availability: whether it can be had; None where the row does not say.
        stock: how many there are.
        codes: SKU, GTIN, MPN by lower-case name.
        reduction: the share off, 0 to 1, that the row states without a price before.
    """

    price: float | None = None
    currency: str | None = None
    list_price: float | None = None
    availability: Availability | None = None
    stock: float | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    reduction: float | None = None


class OfferReader:
    """Reads the offers of one file's rows.

    Args:
        bindings: role to where its value comes from.
        decimal: the decimal sign of the price columns, where their values tell.
        currency: the currency that the price column's name states.
        chinese: whether ¥ is the yuan.
        minor: whether objects of money hold whole cents.
        fillers: amounts that stand where there is no price.
        today: the day whose prices are charged; this one where none is given.
    """

    def __init__(
        self,
        bindings: Mapping[str, Binding],
        *,
        decimal: str | None,
        currency: str | None,
        chinese: bool,
        minor: bool = False,
        fillers: Collection[float] = (),
        today: date | None = None,
    ) -> None:
        self._bindings, self._decimal, self._currency, self._chinese = bindings, decimal, currency, chinese
        self._minor, self._fillers, self._today = minor, frozenset(fillers), today or date.today()
        self._money = tuple(role for role in MONEY if role in bindings)
        self._codes = tuple(role for role in CODES if role in bindings)
        said = bindings.get("availability")
        self._denies = bool(said and says_the_opposite(said.column))

    def read(self, flat: Mapping[str, Any], note: Callable[[str], None]) -> Offer:
        """The offer of one flat row; ``note`` is told what had to be left out."""
        stated = self._value(flat, "currency")
        amounts: dict[str, float] = {}
        currency = currency_code(clean_text(stated), chinese=self._chinese) if isinstance(stated, str) else None
        told = None
        for role in self._money:
            amount, code = self._amount(flat, role, note)
            told = told or code
            if amount is not None:
                amounts[role] = amount
        currency = currency or told or (self._currency if amounts else None)
        if "price" in amounts and (pair := struck_and_charged(self._value(flat, "price"))):
            struck, charged = (parse_price(text, decimal=self._decimal, chinese=self._chinese)[0] for text in pair)
            if struck and charged and charged < struck:
                amounts = {"price": charged, "list_price": struck}
        price, before = self._charged(flat, amounts)
        availability, stock = self._stock(flat)
        reduction = self._reduction(flat) if before is None else None
        return Offer(price, currency, before, availability, stock, self._read_codes(flat), reduction)

    def _reduction(self, flat: Mapping[str, Any]) -> float | None:
        """The share off that a row states, as 25, "25 %" or .25; None where it is none or no part of a price."""
        raw = self._value(flat, "reduction")
        number = _PERCENT.fullmatch(str(raw)) if isinstance(raw, (int, float, str)) and not isinstance(raw, bool) else None
        share = float(number[1].replace(",", ".")) if number else 0.0
        share = share / 100 if share >= 1 or "%" in str(raw) else share
        return round(share, 4) if 0 < share < 1 else None

    def _value(self, flat: Mapping[str, Any], role: str) -> Any:
        binding = self._bindings.get(role)
        return binding and (binding.constant or flat.get(binding.column))

    def _amount(self, flat: Mapping[str, Any], role: str, note: Callable[[str], None]) -> tuple[float | None, str | None]:
        raw = self._value(flat, role)
        if is_nothing(raw):
            return None, None
        amount, code = parse_price(raw, decimal=self._decimal, chinese=self._chinese, minor=self._minor)
        binding = self._bindings[role]
        if amount is None:
            if role == "price":
                note("prices left out: no amount, negative or absurd")
        elif amount in self._fillers:
            note("prices left out: amounts that stand where there is no price")
            return None, None
        elif binding.factor != 1 or binding.divisor != 1:
            amount = round(amount * binding.factor / binding.divisor, 6)
        return amount, code

    def _charged(self, flat: Mapping[str, Any], amounts: Mapping[str, float]) -> tuple[float | None, float | None]:
        """(what all are charged now, what it was before, where that was more).

        A gross price stands above a net one, the lowest of a range for the range. A sale price counts where it is lower and
        its days are not over; then what was charged before is the price before, whatever a maker recommends.
        """
        regular = next((amounts[role] for role in ("gross_price", "price", "min_price", "net_price") if role in amounts), None)
        listed = amounts.get("list_price")
        if regular is None and "sale_price" not in amounts:
            return listed, None
        sale = amounts.get("sale_price")
        price: float | None
        before: float | None
        if sale and (regular is None or sale < regular) and self._is_on(flat):
            price, before = sale, regular or listed
        else:
            price, before = regular if regular is not None else listed, listed
        return price, before if price is not None and before is not None and before > price else None

    def _is_on(self, flat: Mapping[str, Any]) -> bool:
        """Whether a sale price holds today; it does where no day is said."""
        first, last = read_days(self._value(flat, "sale_start"))
        if "sale_end" in self._bindings:
            start, end = read_days(self._value(flat, "sale_end"))
            last = end or start or last
            first = first or (start if end else None)
        return (first is None or first <= self._today) and (last is None or self._today <= last)

    def _stock(self, flat: Mapping[str, Any]) -> tuple[Availability | None, float | None]:
        """What words and count say together; where they differ, the stricter."""
        said, said_count = self._said(flat)
        counted, count = read_stock(self._value(flat, "stock"))
        if count is None:
            count = said_count
        return stricter(said, counted) if said else counted, count

    def _said(self, flat: Mapping[str, Any]) -> tuple[Availability | None, float | None]:
        """What the availability's own column says, where 0 and 1 are no and yes and count nothing."""
        value = self._value(flat, "availability")
        said, count = read_stock(value)
        truth = bool(count) if count in (0, 1) and len(str(value)) <= _FLAG_CHARACTERS else truth_of(value)
        if truth is None:
            return (said, count) if not self._denies or count is None else (None, None)
        return "in stock" if truth is not self._denies else "out of stock", None

    def _read_codes(self, flat: Mapping[str, Any]) -> dict[str, str]:
        codes = {}
        for role in self._codes:
            code = code_text(self._value(flat, role))
            if code:
                codes[role] = code
        return codes


def code_text(value: Any) -> str:
    """An article's code as it is written; empty where there is none."""
    if is_nothing(value) or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    try:
        text = clean_text(str(value), limit=_CODE_LIMIT)
    except ValueError:  # an integer of more digits than Python prints
        return ""
    whole, point, rest = text.partition(".0")  # pandas writes whole numbers so where some are missing
    return "" if is_missing(text) else whole if point and not rest and whole.isdigit() else text
