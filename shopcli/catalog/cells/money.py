"""Prices: amounts and ISO 4217 codes out of whatever a shop wrote, by price-parser and what the column as a whole shows."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from shopcli.catalog.cells.flatten import Money
from shopcli.text.money import chinese_sign, currencies, currency_code

ABSURD_PRICE = 1e9
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")
_NEGATIVE = re.compile(r"^\W*[-−]\s*[^\d\s]{0,3}\s*\d|^[^\d\W]{0,3}\s*[-−]\s*\d|^\(.*\d.*\)$")
_NUMERAL = re.compile(r"\d(?:[\d.,'’\s]*\d)?")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


def find_decimal(values: Iterable[Any]) -> str | None:
    """The decimal sign of a column of prices, by vote: "." or ",", or None where no value tells.

    A value tells when it has both signs (the last one), one sign more than once (the other one), or one sign with other
    than three digits behind it. ``1.299`` and ``12,500`` tell nothing, so a column of nothing else holds thousands.
    """
    texts = (str(value.amount) if isinstance(value, Money) else value for value in values)
    votes = Counter(_decimal_of(text) for text in texts if isinstance(text, str))
    return None if votes["."] == votes[","] else max(".,", key=votes.__getitem__)


def _decimal_of(text: str) -> str | None:
    match = _NUMERAL.search(text)
    numeral = match.group() if match else ""
    dots, commas = numeral.count("."), numeral.count(",")
    if dots and commas:
        return "." if numeral.rindex(".") > numeral.rindex(",") else ","
    if not dots and not commas:
        return None
    sign, other = (".", ",") if dots else (",", ".")
    if dots + commas > 1:
        return other
    whole, _, rest = numeral.partition(sign)
    return sign if len(rest) != 3 or whole == "0" else None


def parse_price(value: Any, *, decimal: str | None = None, chinese: bool = False) -> tuple[float | None, str | None]:
    """(amount, ISO 4217 code) of one value; the amount is None where it is no number, negative, or `ABSURD_PRICE` or more.

    Args:
        value: a number, text such as ``1.299,95 €`` or ``from $12``, or `Money`.
        decimal: the column's decimal sign, by `find_decimal`; a value with both signs speaks for itself.
        chinese: what ¥ means, see `currency_code`.
    """
    if isinstance(value, Money):
        amount, code = parse_price(value.amount, decimal=decimal, chinese=chinese)
        return amount, currency_code(value.currency, chinese=chinese) or code
    if isinstance(value, bool) or value is None:
        return None, None
    if isinstance(value, (int, float)):
        return _sane(value), None
    if _PLAIN.fullmatch(value) and (decimal != "," or value.isdigit()) and (decimal or _decimal_of(value) or "." not in value):
        return _sane(float(value)), None
    return _parse_text(value, decimal, chinese)


def _parse_text(text: str, decimal: str | None, chinese: bool) -> tuple[float | None, str | None]:
    from price_parser import Price

    text = unicodedata.normalize("NFKC", text[:100]).replace("￥", "¥")
    sign = _decimal_of(text) if "." in text and "," in text else decimal
    if sign and sign not in text:
        sign = None
    price = Price.fromstring(text, decimal_separator=sign)
    named = next((code for code in _CODE.findall(text) if code in currencies()), None)
    sign = price.currency or chinese_sign(text)  # price-parser knows none of these
    code = named or currency_code(sign, chinese=chinese)
    if price.amount is None or _NEGATIVE.search(text.strip()):
        return None, code
    return _sane(float(price.amount)), code


def _sane(amount: float) -> float | None:
    try:
        number = float(amount)
    except OverflowError:  # an integer of hundreds of digits
        return None
    return number if math.isfinite(number) and 0 <= number < ABSURD_PRICE else None
