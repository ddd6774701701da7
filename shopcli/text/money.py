"""Money: the currencies of ISO 4217, what shops, shoppers and sentences call them, and which one a word means.

A word may mean several: behind it stand ISO 4217 codes, the usual one first, the others for catalogs that have those.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

# The codes that are read in lower case too; others may be words of another kind, and count where prices are in them.
COMMON_CODES = ("EUR USD GBP CNY JPY CHF SEK NOK DKK PLN CZK HUF INR CAD AUD NZD KRW HKD SGD BRL MXN").split()
# These are words or brands by themselves: money in capitals alone, and never where a column's name ends in them.
WORDS_TOO = frozenset("ALL AMD BAM BOB COP CUP GEL MAD MOP PEN RON SOS TOP gold mark marks real sol soles".split())

_DOLLARS = "USD CAD AUD NZD SGD HKD TWD"
COMMON: dict[str, str] = {code.lower(): code for code in COMMON_CODES} | {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "$": _DOLLARS, "dollar": _DOLLARS, "dollars": _DOLLARS,
    "£": "GBP EGP", "pounds": "GBP EGP", "¥": "CNY JPY", "￥": "CNY JPY", "rmb": "CNY", "yuan": "CNY", "yen": "JPY",
    "francs": "CHF XOF XAF", "₹": "INR", "rupees": "INR PKR LKR NPR", "₩": "KRW",
}  # fmt: skip
# What shoppers say, and what in a sentence about a product might be another word: "a pound cake", "has won".
SPOKEN: dict[str, str] = {
    "bucks": "USD CAD AUD NZD", "pound": "GBP EGP", "quid": "GBP", "kr": "SEK NOK DKK ISK", "won": "KRW",
    "₺": "TRY", "฿": "THB", "₽": "RUB", "₫": "VND", "₪": "ILS", "₴": "UAH", "₱": "PHP", "₦": "NGN",
}  # fmt: skip
# 元 and 块 are what the catalog's own money is called, where it has that name.
CHINESE: dict[str, str] = {
    "欧元": "EUR", "欧": "EUR", "美元": "USD", "美金": "USD", "美刀": "USD", "刀": "USD", "英镑": "GBP", "镑": "GBP",
    "日元": "JPY", "日圆": "JPY", "円": "JPY", "港币": "HKD", "港元": "HKD", "台币": "TWD", "新台币": "TWD", "韩元": "KRW",
    "韩币": "KRW", "加元": "CAD", "澳元": "AUD", "瑞士法郎": "CHF", "瑞郎": "CHF", "卢布": "RUB", "新币": "SGD", "新元": "SGD",
    "人民币": "CNY", "元": "CNY TWD HKD", "块": "CNY TWD HKD", "块钱": "CNY TWD HKD", "元钱": "CNY", "元人民币": "CNY",
    "圆": "CNY JPY", "泰铢": "THB", "令吉": "MYR", "里拉": "TRY", "迪拉姆": "AED MAD",
    "卢比": "INR PKR LKR NPR IDR", "盾": "VND IDR", "越南盾": "VND", "印尼盾": "IDR", "铢": "THB",
    "比索": "MXN PHP ARS CLP COP",
    "克朗": "SEK NOK DKK CZK ISK", "兹罗提": "PLN", "福林": "HUF", "雷亚尔": "BRL", "林吉特": "MYR", "里亚尔": "SAR QAR OMR",
    "第纳尔": "KWD JOD BHD", "兰特": "ZAR", "谢克尔": "ILS", "法郎": "CHF XOF XAF", "格里夫纳": "UAH",
}  # fmt: skip
# How shops write it beside an amount or in a column, and nobody says it: "Ft" is feet to a shopper.
_WRITTEN: dict[str, str] = {
    "us": "USD", "us$": "USD", "u$s": "USD", "u$d": "USD",
    "u.s. $": "USD", "cn¥": "CNY", "jp¥": "JPY", "ca$": "CAD", "c$": "CAD", "can$": "CAD",
    "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "r$": "BRL", "mx$": "MXN",
    "rs": "INR", "rs.": "INR", "원": "KRW", "руб": "RUB", "руб.": "RUB", "zł": "PLN", "zl": "PLN", "kč": "CZK", "ft": "HUF",
    "tl": "TRY", "fr.": "CHF", "sfr.": "CHF", "sfr": "CHF", "franken": "CHF", "lei": "RON", "лв": "BGN", "лв.": "BGN",
    "đ": "VND", "vnđ": "VND", "р.": "RUB", "грн": "UAH", "грн.": "UAH", "тг": "KZT", "тг.": "KZT",
    "sr": "SAR", "sr.": "SAR", "рубли": "RUB", "рублей": "RUB", "рублях": "RUB", "сом": "KGS", "сум": "UZS", "лей": "MDL",
    "гривна": "UAH", "гривні": "UAH", "тенге": "KZT", "fcfa": "XOF",
}  # fmt: skip
# A sum as `shopcli.types.show_money` writes it, for the inside of a pattern: "1,299.00".
AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_YEN = ("¥", "￥")
_OF_SEVERAL = frozenset(("kr",))  # as common of one as of another, so that a catalog's is left unsaid


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency of ISO 4217.

    Attributes:
        code: its three letters.
        digits: of its minor unit: 2 for cents, 0 for none.
        signs: how it is written without its code; others may share them.
        one: its name in English.
        many: the same for several.
        chinese: its name in Chinese.
    """

    code: str
    digits: int
    signs: tuple[str, ...]
    one: str
    many: str
    chinese: str


@cache
def currencies() -> Mapping[str, Currency]:
    """Every currency that is legal tender, or was since 2020, by its code."""
    from shopcli.text.currencies import TABLE

    rows = (line.split("|") for line in TABLE.splitlines())
    return {row[0]: Currency(row[0], int(row[1]), tuple(row[2].split()), *row[3:]) for row in rows}


@cache
def own_signs() -> Mapping[str, str]:
    """The code by each sign, lower case, that one currency alone has; a Latin letter by itself is no sign of money."""
    holders: dict[str, set[str]] = {}
    for currency in currencies().values():
        for sign in currency.signs:
            holders.setdefault(sign.casefold(), set()).add(currency.code)
    return {sign: min(codes) for sign, codes in holders.items() if len(codes) == 1 and not (sign.isascii() and len(sign) == 1)}


def amount_of(text: str) -> float:
    """The value of what `AMOUNT` matches."""
    return float(text.replace(",", ""))


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
    if word.upper() in currencies():
        return word.upper()
    low = unicodedata.normalize("NFC", word.casefold())
    if low in _OF_SEVERAL:
        return None
    usual = next((words[low].split()[0] for words in (COMMON, SPOKEN, CHINESE, _WRITTEN) if low in words), None)
    return usual or own_signs().get(low)


def chinese_sign(text: str) -> str | None:
    """The longest Chinese word for money in a price: 美元 in "100美元"."""
    words = (word for word in CHINESE if word in text and (len(word) > 1 or word in "元円块"))
    return max(words, key=len, default=None)


@cache
def names_of(code: str) -> tuple[str, ...]:
    """How one currency is named beside an amount of it: its code, signs, and names in English and Chinese."""
    currency = currencies().get(code)
    if currency is None:
        return (code,)
    short = (name.split()[-1] for name in (currency.one, currency.many))
    return tuple(dict.fromkeys((code, *currency.signs, currency.one, currency.many, *short, currency.chinese)))


@lru_cache(maxsize=64)
def own_words(codes: tuple[str, ...]) -> Mapping[str, str]:
    """The words, most of them in lower case, for a catalog's own money that no language says of any: "lira", "TRY", "AMD"."""
    spoken = {**COMMON, **SPOKEN}
    worded = {code for word in spoken if word.isalpha() and word.upper() not in COMMON_CODES for code in spoken[word].split()}
    words: dict[str, str] = {}
    for code in codes:
        if code.lower() not in spoken:
            words[code if code in WORDS_TOO else code.lower()] = code
        if code not in worded:
            names = (name.lower() for name in names_of(code) if name.isalpha() and name.isascii() and len(name) > 3)
            words |= {name: code for name in names if name not in WORDS_TOO}
    return words


# Lower-case codes of ISO 4217 that are words of English, too, so that only capitals are money: "300 all".
_CODES_IN_CAPITALS = WORDS_TOO | frozenset(("TRY", "MUR", "NAD", "BAN", "PAB", "LAK", "SIT", "XXX"))
_NOT_SAID = frozenset(("us", "ft", "real", "soles"))  # "Ft" is feet to a shopper


@lru_cache(maxsize=1024)
def foreign_money(word: str) -> str | None:
    """The codes that a word for money may mean, separated by blanks, whatever a catalog is priced in; None for other words.

    Args:
        word: beside a number: ``riyals``, ``Rs.``, ``AED``, ``zł``, ``里亚尔``.
    """
    low = unicodedata.normalize("NFC", word.casefold())
    if low in _NOT_SAID:
        return None
    if known := COMMON.get(low) or SPOKEN.get(low) or CHINESE.get(low) or _WRITTEN.get(low):
        return known
    code = low.upper()
    if code in currencies() and (word.isupper() or code not in _CODES_IN_CAPITALS):
        return code
    if len(low) > 1 and not low.isascii() and (codes := [c.code for c in currencies().values() if c.chinese.endswith(low)]):
        return " ".join(sorted(codes, key=_usual))
    return _holders().get(low.rstrip("."))


@cache
def _holders() -> Mapping[str, str]:
    """The codes of all currencies by the names and signs that they go by, the one with the most speakers of it first."""
    holders: dict[str, list[str]] = {}
    for currency in currencies().values():
        for name in names_of(currency.code):
            if len(low := name.casefold()) > 1 and low not in _NOT_SAID and name not in _CODES_IN_CAPITALS and " " not in low:
                holders.setdefault(low, []).append(currency.code)
                holders.setdefault(_OTHER_SPELLINGS.get(low, low), []).append(currency.code)
    return {name: " ".join(dict.fromkeys(sorted(codes, key=_usual))) for name, codes in holders.items()}


_OTHER_SPELLINGS = {"rial": "riyal", "rials": "riyals", "rouble": "ruble", "roubles": "rubles"}
_USUAL = "USD EUR SAR AED MXN INR RUB TRY JOD DZD XOF CZK PLN KES ARS".split()  # of several money of one name the first


def _usual(code: str) -> int:
    return _USUAL.index(code) if code in _USUAL else len(_USUAL)
