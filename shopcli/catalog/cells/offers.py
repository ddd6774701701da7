"""Offers: what one row says of money and of stock: the price that is charged, the price before, and whether it can be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shopcli.catalog.cells.clean import clean_text, is_nothing
from shopcli.catalog.cells.money import parse_price
from shopcli.catalog.columns.mapping import Binding
from shopcli.text.money import currency_code
from shopcli.types import Availability


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
    """

    price: float | None = None
    currency: str | None = None
    list_price: float | None = None
    availability: Availability | None = None
    stock: float | None = None
    codes: Mapping[str, str] = field(default_factory=dict)


class OfferReader:
    """Reads the offers of one file's rows.

    Args:
        bindings: role to where its value comes from.
        decimal: the decimal sign of the price column, where its values tell.
        currency: the currency that the price column's name states.
        chinese: whether ¥ is the yuan.
    """

    def __init__(self, bindings: Mapping[str, Binding], *, decimal: str | None, currency: str | None, chinese: bool) -> None:
        self._bindings, self._decimal, self._currency, self._chinese = bindings, decimal, currency, chinese

    def read(self, flat: Mapping[str, Any], note: Callable[[str], None]) -> Offer:
        """The offer of one flat row; ``note`` is told what had to be left out."""
        price, currency = self._price(flat, note)
        return Offer(price, currency)

    def _value(self, flat: Mapping[str, Any], role: str) -> Any:
        binding = self._bindings.get(role)
        return binding and (binding.constant or flat.get(binding.column))

    def _price(self, flat: Mapping[str, Any], note: Callable[[str], None]) -> tuple[float | None, str | None]:
        raw = self._value(flat, "price")
        currency = self._value(flat, "currency")
        stated = currency_code(clean_text(currency), chinese=self._chinese) if isinstance(currency, str) else None
        if is_nothing(raw):
            return None, stated
        amount, code = parse_price(raw, decimal=self._decimal, chinese=self._chinese)
        binding = self._bindings["price"]
        if amount is None:
            note("prices left out: no amount, negative or absurd")
        elif binding.factor != 1 or binding.divisor != 1:
            amount = round(amount * binding.factor / binding.divisor, 6)
        return amount, stated or code or self._currency
