"""Prices: amounts and ISO 4217 codes out of whatever a shop wrote, by price-parser and what the column as a whole shows."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from shopcli.catalog.flatten import Money
from shopcli.catalog.wordlists import split_words

ABSURD_PRICE = 1e9
ISO_CODES = split_words(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL"
)
# "kr" names four currencies and is left unsaid. "¥" is decided by the catalog's language (see `currency_code`).
_SPELLINGS = {
    "EUR": "€|euro|euros",
    "USD": "$|us$|u.s. $|dollar|dollars",
    "GBP": "£|pound|pounds",
    "CNY": "元|rmb|cn¥|人民币|yuan|块",
    "JPY": "円|jp¥|日元|yen",
    "CAD": "ca$|c$|can$",
    "AUD": "a$|au$",
    "NZD": "nz$",
    "HKD": "hk$|港元",
    "TWD": "nt$",
    "SGD": "s$",
    "BRL": "r$",
    "MXN": "mx$",
    "INR": "₹|rs|rs.",
    "KRW": "₩|원",
    "RUB": "₽|руб|руб.",
    "PLN": "zł|zl",
    "CZK": "kč",
    "HUF": "ft",
    "TRY": "₺|tl",
    "THB": "฿",
    "VND": "₫",
    "ILS": "₪",
    "UAH": "₴",
    "CHF": "fr.|sfr.|sfr|franken",
    "PHP": "₱",
    "NGN": "₦",
    "RON": "lei",
    "BGN": "лв|лв.",
}
_SYMBOLS = {symbol: code for code, symbols in _SPELLINGS.items() for symbol in symbols.split("|")}
_HAN_SIGNS = ("人民币", "港元", "日元", "元", "円", "块")
_YEN = ("¥", "￥")
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")
_NEGATIVE = re.compile(r"^\W*[-−]\s*[^\d\s]{0,3}\s*\d|^[^\d\W]{0,3}\s*[-−]\s*\d|^\(.*\d.*\)$")
_NUMERAL = re.compile(r"\d(?:[\d.,'’\s]*\d)?")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


@lru_cache(maxsize=4096)
def currency_code(text: str | None, *, chinese: bool) -> str | None:
    """The ISO 4217 code of a symbol, a code or a name, or None where it is unknown or names several.

    Args:
        text: ``€``, ``eur``, ``US$``, ``人民币``, ….
        chinese: whether the catalog is written in Chinese; then ¥ is the yuan, otherwise the yen.
    """
    if not text:
        return None
    word = text.strip()
    if word in _YEN:
        return "CNY" if chinese else "JPY"
    if word.upper() in ISO_CODES:
        return word.upper()
    return _SYMBOLS.get(unicodedata.normalize("NFC", word.casefold()))


def find_decimal(values: Iterable[Any]) -> str | None:
    """The decimal sign of a column of prices, by vote: "." or ",", or None where no value tells.

    A value tells when it has both signs (the last one), one sign more than once (the other one), or one sign with other
    than three digits behind it. ``1.299`` and ``12,500`` tell nothing, so a column of nothing else holds thousands.
    """
    votes = {".": 0, ",": 0}
    for value in values:
        text = str(value.amount) if isinstance(value, Money) else value
        sign = _decimal_of(text) if isinstance(text, str) else None
        if sign:
            votes[sign] += 1
    if votes["."] == votes[","]:
        return None
    return max(votes, key=votes.__getitem__)


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
    named = next((code for code in _CODE.findall(text) if code in ISO_CODES), None)
    sign = price.currency or next((sign for sign in _HAN_SIGNS if sign in text), None)  # price-parser knows none of these
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
