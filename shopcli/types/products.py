"""What a catalog said: products, their variants, and the facts that are read off them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Value = str | float | bool


def show_number(number: float) -> str:
    """A number as a person writes it: no trailing zeros, no exponent below 10**15."""
    if abs(number) < 1e15 and number == int(number):
        return str(int(number))
    return f"{number:.10g}"


def show_value(value: Value, unit: str | None = None) -> str:
    """One value as text: yes and no for truth, plain numbers, the unit behind a space."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        text = f"{value:.2f}" if unit and len(unit) == 3 and unit.isupper() else show_number(value)
    else:
        text = value
    return f"{text} {unit}" if unit else text


# Money that is counted in whole units alone.
_WHOLE = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())


def show_money(amount: float, currency: str | None = None) -> str:
    """A sum of money as people write it: "1,299.00 EUR", "17.50"; without a currency, with the cents that it has."""
    is_whole = amount == int(amount) and (not currency or currency in _WHOLE)
    text = f"{amount:,.0f}" if is_whole else f"{amount:,.2f}"
    return f"{text} {currency}" if currency else text


# How a column of yes and no is written, language by language.
TRUTHS = (
    {"true": True, "false": False},
    {"yes": True, "no": False},
    {"是": True, "否": False},
    {"ja": True, "nein": False},
    {"oui": True, "non": False},
    {"si": True, "sí": True, "no": False},
    {"sim": True, "não": False, "nao": False},
    {"да": True, "нет": False},
    {"так": True, "ні": False},
    {"evet": True, "hayır": False},
    {"はい": True, "いいえ": False},
    {"あり": True, "なし": False},
    {"예": True, "아니오": False},
    {"نعم": True, "لا": False},
    {"có": True, "không": False},
)
# Words that say it where a column has both of them and no more, since one of them by itself may be another word.
PAIRED_TRUTHS = (
    {"y": True, "n": False},
    {"ja": True, "nee": False},
    {"ja": True, "nej": False},
    {"ja": True, "nei": False},
    {"tak": True, "nie": False},
    {"ano": True, "ne": False},
    {"da": True, "nu": False},
    {"igen": True, "nem": False},
    {"var": True, "yok": False},
    {"有": True, "没有": False},
    {"支持": True, "不支持": False},
    {"✓": True, "✗": False},
    {"✔": True, "✘": False},
    {"✅": True, "❌": False},
    {"●": True, "○": False},
)
# What else says yes or no where not all of a column does.
_YES = frozenset(("y", "有"))
_NO = frozenset(
    {"n", "none", "without", "not supported", "not available", "not applicable", "not included", "not supplied"}
    | {"not provided", "excluded", "unsupported", "sold separately", "无", "没有", "不支持"}
    | {"não possui", "nao possui", "não tem", "no tiene", "no posee", "nicht vorhanden", "non presente", "отсутствует", "немає"}
    | {"nie posiada", "brak", "yok"}
)
_TRUTH = (
    dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False) | {word: truth for words in TRUTHS for word, truth in words.items()}
)


def truth_of(value: object) -> bool | None:
    """Whether a value is a plain yes or no, in whichever way a catalog writes it; else None."""
    if isinstance(value, bool):
        return value
    return _TRUTH.get(value.strip().casefold()) if isinstance(value, str) else None


_OPENING = re.compile(r"\s*([^:,;(]{1,24}?)(?:\s+[-–—]\s+(.*)|\s*[:,;(]\s*(.*)|\s*$)", re.DOTALL)


def opening_truth(value: object) -> tuple[bool | None, str]:
    """The plain yes or no that a value is or opens with, else None, and what is told behind it.

    >>> opening_truth("Yes (5-axis, 8 stops)"), opening_truth("No"), opening_truth("No-show socks")
    ((True, '5-axis, 8 stops'), (False, ''), (None, ''))
    """
    match = _OPENING.match(value) if isinstance(value, str) else None
    truth = truth_of(match[1] if match else value)
    detail = (match[2] or match[3] or "").strip() if match and truth is not None else ""
    return truth, detail[:-1] if detail.endswith(")") and "(" not in detail else detail


@dataclass(frozen=True, slots=True)
class Fact:
    """One short statement read off one product: ``price: 168.95 EUR``, ``GPS: yes``.

    Attributes:
        field: the field's name in the catalog, or ``title`` / ``description`` / ``price`` / ``brand`` / ``category``.
        value: what the record says, unchanged.
        unit: an ISO 4217 code for money, a unit's symbol for a quantity, or None.
    """

    field: str
    value: Value
    unit: str | None = None

    @property
    def label(self) -> str:
        """The field's name as a person reads it."""
        return self.field.replace("_", " ").strip()

    @property
    def text(self) -> str:
        """``label: value unit``, which is what is embedded, attended to and shown."""
        return f"{self.label}: {show_value(self.value, self.unit)}"

    @property
    def words(self) -> str:
        """Its value where that is text; empty where it is a number or a truth."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def is_text(self) -> bool:
        """Whether it is a piece of running text: of the title, or a sentence of the description."""
        return self.field in ("title", "description")

    @property
    def truth(self) -> bool | None:
        """Whether it is a plain yes or no; None where it states a value."""
        return truth_of(self.value)


Availability = Literal["in stock", "preorder", "backorder", "out of stock", "discontinued"]
_TO_BE_HAD = frozenset(("in stock", "preorder", "backorder"))


def reduction_of(price: float | None, list_price: float | None) -> float | None:
    """The share that a price is below the price before, 0 to 1; None where it is not below one."""
    if price is None or list_price is None or not 0 <= price < list_price:
        return None
    return round(1 - price / list_price, 4)


@dataclass(frozen=True, slots=True)
class Variant:
    """One form in which a product is sold: a size, a colour.

    Attributes:
        id: its own id, by which it may be asked for as a product may.
        options: what tells it from its siblings, such as ``size: M``; the names are attributes of the product.
        price: what is charged for it now, in the product's currency.
        list_price: the price before, where it is reduced.
        availability: whether it can be had; None where the record does not say.
        stock: how many there are.
        codes: SKU, GTIN, MPN by lower-case name.
        image: the address of its picture.
    """

    id: str
    options: Mapping[str, str] = field(default_factory=dict)
    price: float | None = None
    list_price: float | None = None
    availability: Availability | None = None
    stock: float | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    image: str | None = None

    @property
    def reduction(self) -> float | None:
        """The share that its price is below the price before, 0 to 1."""
        return reduction_of(self.price, self.list_price)

    @property
    def available(self) -> bool | None:
        """Whether it can be had; None where the record does not say."""
        return None if self.availability is None else self.availability in _TO_BE_HAD


@dataclass(frozen=True, slots=True)
class Product:
    """What the catalog said of one product. Nothing is invented for what is missing.

    Attributes:
        price: what is charged now; of a product with variants the lowest of those that can be had.
        list_price: the price before, where it is reduced.
        availability: whether it can be had; of a product with variants, whether any can.
        codes: SKU, GTIN, MPN by lower-case name; no facts, but a request may name them.
        shop: the shop that sells it, where an index holds several.
        variants: the forms it is sold in; none where it is sold in one alone. The attributes name all their options.
        stated_reduction: the share off, 0 to 1, where the record states it without the price before.
    """

    id: str
    title: str
    description: str = ""
    brand: str | None = None
    category: str | None = None
    price: float | None = None
    currency: str | None = None
    url: str | None = None
    image: str | None = None
    attributes: Mapping[str, Value] = field(default_factory=dict)
    list_price: float | None = None
    availability: Availability | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    shop: str | None = None
    variants: tuple[Variant, ...] = ()
    stated_reduction: float | None = None

    @property
    def reduction(self) -> float | None:
        """The share that its price is below the price before, 0 to 1; None where it is not reduced."""
        computed = reduction_of(self.price, self.list_price)
        return self.stated_reduction if computed is None else computed

    @property
    def available(self) -> bool | None:
        """Whether it can be had; None where the record does not say."""
        return None if self.availability is None else self.availability in _TO_BE_HAD

    @property
    def form(self) -> Variant | None:
        """The variant that the record speaks of; None where it is that of all alike, or of a product without any."""
        return next(
            (
                variant
                for variant in self.variants
                if variant.options and all(self.attributes.get(name) == value for name, value in variant.options.items())
            ),
            None,
        )

    @property
    def forms(self) -> tuple[Variant, ...]:
        """The variants that can be had; all where none can."""
        return tuple(variant for variant in self.variants if variant.available is not False) or self.variants

    @property
    def price_range(self) -> tuple[float, float] | None:
        """The lowest and the highest price of its forms, where they differ and the record is not that of one of them."""
        prices = [] if self.form else [variant.price for variant in self.forms if variant.price is not None]
        return (min(prices), max(prices)) if len(set(prices)) > 1 else None


FactsOf = Callable[[Product], Sequence[Fact]]  # reads what may be said of a product off its record


def difference_of(product: Product, other: Product) -> float | None:
    """What ``product`` costs more than ``other``; None where the two prices cannot be compared, or one has several.

    Prices without a currency are of one catalog and in its own.
    """
    if product.price_range or other.price_range:
        return None
    if product.price is None or other.price is None or product.currency != other.currency:
        return None
    return round(product.price - other.price, 2)
