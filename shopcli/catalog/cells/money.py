"""Prices: amounts and ISO 4217 codes out of whatever a shop wrote, and by what the column as a whole shows."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from shopcli.catalog.cells.amounts import amount_in, decimal_of, decimals_in
from shopcli.catalog.cells.flatten import Money
from shopcli.text.money import currencies, currency_code

ABSURD_PRICE = 1e9
_USUAL_DIGITS = 2
_LEAST_IN_MINOR_UNITS = 50
_FILLER = re.compile(r"(?:9{4,}|10{4,})(?:\.0+|\.9+)?")  # as amounts are written, without signs
_FEWEST_FILLERS, _BEYOND_PRICES = 2, 10  # how often it stands there, and how far above the dearest
_LONGEST_TWO = 60
_SIGN = r"[^\W\d_]{1,4}|[^\w\s.,;:/~–—+*()-]"
_TWO_PRICES = (
    re.compile(rf"(({_SIGN})\s?\d[\d.,]*)\s*(\2\s?\d[\d.,]*)"),
    re.compile(rf"(\d[\d.,]*\s?({_SIGN})\.?)\s*(\d[\d.,]*\s?\2\.?)"),
)
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")


def find_decimal(values: Iterable[Any]) -> str | None:
    """The decimal sign of a column of prices, by vote: "." or ",", or None where no value tells.

    A value tells when it has both signs (the last one), one sign more than once (the other one), or one sign with other
    than three digits behind it. ``1.299`` and ``12,500`` tell nothing, so a column of nothing else holds thousands.
    """
    texts = (value.amount if isinstance(value, Money) else value for value in values)
    votes = Counter(sign for text in texts if isinstance(text, str) for sign in decimals_in(text))
    return None if votes["."] == votes[","] else max(".,", key=votes.__getitem__)


def in_minor_units(values: Iterable[Any]) -> bool:
    """Whether a column's amounts are whole cents, as UCP, ACP and payment services write them: 29900 for $299.

    All of them are integers that name their currency, and none is so small as only a whole price would be.
    """
    amounts = [value.amount for value in values if isinstance(value, Money) and value.currency]
    whole = [amount for amount in amounts if isinstance(amount, int)]
    return bool(whole) and len(whole) == len(amounts) and all(amount >= _LEAST_IN_MINOR_UNITS or not amount for amount in whole)


def find_fillers(values: Iterable[Any]) -> tuple[float, ...]:
    """Amounts of a column that stand where there is no price, lowest first: 100000.00, 99999.

    They are all nines, or a one with zeros, stand there more than once, and are far above the dearest of the others.
    """
    amounts = Counter(amount for value in values if (amount := parse_price(value)[0]) is not None)
    fillers = {amount for amount in amounts if _FILLER.fullmatch(f"{amount:.12g}")}
    dearest = max(amounts.keys() - fillers, default=0.0)
    far = {amount for amount in fillers if amount >= _BEYOND_PRICES * dearest > 0 and amounts[amount] >= _FEWEST_FILLERS}
    return tuple(sorted(far))


def parse_price(
    value: Any, *, decimal: str | None = None, chinese: bool = False, minor: bool = False
) -> tuple[float | None, str | None]:
    """(amount, ISO 4217 code) of one value; the amount is None where it is no number, negative, or `ABSURD_PRICE` or more.

    Args:
        value: a number, text such as ``1.299,95 €`` or ``from $12``, or `Money`.
        decimal: the column's decimal sign, by `find_decimal`; a value that tells by itself is read as it tells.
        chinese: what ¥ means, see `currency_code`.
        minor: whether whole numbers in `Money` are of the currency's minor unit, by `in_minor_units`.
    """
    if isinstance(value, Money):
        amount, code = parse_price(value.amount, decimal=decimal, chinese=chinese)
        code = currency_code(value.currency, chinese=chinese) or code
        return (_from_minor(amount, code) if minor and isinstance(value.amount, int) else amount), code
    if isinstance(value, bool) or value is None:
        return None, None
    if isinstance(value, (int, float)):
        return _sane(value), None
    if _PLAIN.fullmatch(value) and (value.isdigit() or _is_pointed(value, decimal)):
        return _sane(float(value)), None
    amount, code = amount_in(value, decimal=decimal, chinese=chinese)
    return None if amount is None else _sane(amount), code


def struck_and_charged(value: Any) -> tuple[str, str] | None:
    """The two prices of a cell in which a page's struck and charged price stand without a word between; None for others.

    >>> struck_and_charged("2.890,00RSD2.023,00RSD"), struck_and_charged("$10 - $20")
    (('2.890,00RSD', '2.023,00RSD'), None)
    """
    text = value.strip() if isinstance(value, str) and len(value) <= _LONGEST_TWO else ""
    match = next((match for form in _TWO_PRICES if (match := form.fullmatch(text))), None)
    return (match[1], match[3]) if match and currency_code(match[2], chinese=False) else None


def _is_pointed(text: str, decimal: str | None) -> bool:
    """Whether the point in a plain number parts its decimals, by itself or by its column."""
    return "." not in text or "e" in text.lower() or (decimal_of(text.lstrip("+-")) or decimal) == "."


def _from_minor(amount: float | None, code: str | None) -> float | None:
    if amount is None:
        return None
    currency = currencies().get(code or "")
    digits = currency.digits if currency else _USUAL_DIGITS
    return round(amount / 10**digits, digits)


def _sane(amount: float) -> float | None:
    try:
        number = float(amount)
    except OverflowError:  # an integer of hundreds of digits
        return None
    return number if math.isfinite(number) and 0 <= number < ABSURD_PRICE else None
