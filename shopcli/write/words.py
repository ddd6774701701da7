"""Text as tokens: numbers with their units and money, codes, words by their stems.

The checker reads both the record and the sentence through `tokenise`, so that "32GB" and "32 GB" are one number with one unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import Stemmer

from shopcli.text.scripts import CJK

_SPELLINGS = {
    "inch": 'inch inches ″ "',
    "mm": "mm millimetre millimetres millimeter millimeters",
    "cm": "cm centimetre centimetres centimeter centimeters",
    "m": "m metre metres meter meters",
    "km": "km kilometre kilometres kilometer kilometers",
    "ft": "ft foot feet",
    "mg": "mg milligram milligrams",
    "g": "g gram grams gramme grammes",
    "kg": "kg kilo kilos kilogram kilograms",
    "lb": "lb lbs",
    "oz": "oz ounce ounces",
    "ml": "ml millilitre millilitres milliliter milliliters",
    "cl": "cl centilitre centilitres",
    "l": "l litre litres liter liters",
    "W": "w watt watts",
    "kW": "kw kilowatt kilowatts",
    "Wh": "wh",
    "kWh": "kwh",
    "V": "v volt volts",
    "A": "a amp amps ampere amperes",
    "mAh": "mah",
    "Ah": "ah",
    "Hz": "hz hertz",
    "kHz": "khz",
    "MHz": "mhz megahertz",
    "GHz": "ghz gigahertz",
    "KB": "kb kilobyte kilobytes",
    "MB": "mb megabyte megabytes",
    "GB": "gb gigabyte gigabytes",
    "TB": "tb terabyte terabytes",
    "kbit/s": "kbps",
    "Mbit/s": "mbps mbit",
    "Gbit/s": "gbps gbit",
    "bit": "bit bits",
    "DPI": "dpi",
    "rpm": "rpm",
    "lm": "lm lumen lumens",
    "dB": "db decibel decibels",
    "%": "% percent",
    "px": "px pixel pixels",
    "MP": "mp megapixel megapixels",
    "s": "s sec second seconds",
    "ms": "ms millisecond milliseconds",
    "min": "min minute minutes",
    "h": "h hr hrs hour hours",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years",
}
UNITS = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split()}

CURRENCIES = {
    code: code.upper() for code in "eur usd gbp cny jpy chf sek nok dkk pln czk huf inr cad aud nzd krw hkd sgd brl mxn".split()
}
CURRENCIES |= {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "$": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "£": "GBP",
    "pounds": "GBP",
}
CURRENCIES |= {"¥": "CNY", "￥": "CNY", "yuan": "CNY", "rmb": "CNY", "元": "CNY", "欧元": "EUR", "美元": "USD", "yen": "JPY"}
CURRENCIES |= {"cent": "cent", "cents": "cent", "pence": "penny", "rupees": "INR", "francs": "CHF"}

SPELLED = {
    word: float(n) for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}

_NO_QUALITY = frozenset("is are for of the a an and or comes with not no".split())

# One thing under two spellings or two parts of speech; the right side is what a record's label says.
_SAME = {"color": "colour", "gray": "grey", "weigh": "weight", "long": "length", "wide": "width", "tall": "height"}
_SAME |= {"deep": "depth", "sized": "size", "litr": "liter", "metr": "meter"}

_LETTER = rf"(?:(?![{CJK}])[^\W_])"
_CHUNK = re.compile(
    rf"(?P<chunk>{_LETTER}+(?:(?:(?<=\d)[.,](?=\d)|[.'’+&-](?={_LETTER})|[.](?=\d)){_LETTER}+)*)"
    rf"|(?P<cjk>[{CJK}]+)|(?P<mark>[^\s\w])"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GLUED = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]+)")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: a number (all its readings, and its unit), a word, a code such as ``B100``, Chinese, or a mark."""

    text: str
    kind: Literal["number", "word", "code", "cjk", "mark"]
    start: int
    values: frozenset[float] = frozenset()
    unit: str | None = None

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of a word's parts: "noise-cancelling" has two."""
        return stems_of(self.text) if self.kind == "word" else ()


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    stem = _STEMMER.stemWord(word)
    return _SAME.get(word) or _SAME.get(stem) or stem


_STEMMER = Stemmer.Stemmer("english")


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of every run of letters in ``text``, lower-cased, possessives dropped."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", text.casefold()))
    return tuple(_stem(word) for word in words)


def readings(number: str) -> frozenset[float]:
    """Every value that a written number can mean: "9,95" is 9.95, "1.299" is 1.299 or 1299.

    A comma before three digits groups thousands, as in "10,000 mm"; only behind a 0 does it not.

    >>> sorted(readings("1.299"))
    [1.299, 1299.0]
    >>> sorted(readings("1,299"))
    [1299.0]
    """
    found: set[float] = set()
    if (grouped := _THOUSANDS.fullmatch(number)) and not number.startswith("0"):
        mark = grouped[1]
        found.add(float(number.replace(mark, "").replace(",", ".")))
        if mark == ",":
            return frozenset(found)
    if len(re.findall(r"[.,]", number)) <= 1:
        found.add(float(number.replace(",", ".")))
    return frozenset(found or (float(piece) for piece in re.split(r"[.,]", number)))


def tokenise(text: str) -> list[Token]:
    """``text`` as tokens; a number takes its unit or currency along, whether glued, behind or (money) before."""
    return list(_tokens(text))


@lru_cache(maxsize=16384)  # a record is read once for each sentence about its product
def _tokens(text: str) -> tuple[Token, ...]:
    raw = [(match.lastgroup or "mark", match[0], match.start()) for match in _CHUNK.finditer(text)]
    tokens: list[Token] = []
    skip = False
    for place, (group, piece, start) in enumerate(raw):
        if skip:
            skip = False
            continue
        following = raw[place + 1][1] if place + 1 < len(raw) else ""
        token, skip = _token(group, piece, start, following)
        if token.kind == "number" and token.unit is None and tokens and _is_money_sign(tokens[-1].text):
            token = Token(token.text, "number", start, token.values, CURRENCIES[tokens.pop().text.casefold()])
        if (joined := _free_of(tokens, token)) is not None:
            tokens.pop()
            token = joined
        tokens.append(token)
    return tuple(tokens)


def _is_money_sign(text: str) -> bool:
    """Whether ``text`` makes money of a number behind it: "€5", "EUR 5"."""
    is_code = len(text) == 3 and text.isascii() and text.isupper() and text.lower() in CURRENCIES
    return is_code or text in ("€", "$", "£", "¥", "￥")


def _free_of(tokens: list[Token], token: Token) -> Token | None:
    """ "gluten free" as the one quality "gluten-free": it says the contrary of its first word."""
    if token.text.casefold() != "free" or not tokens or tokens[-1].kind != "word":
        return None
    before = tokens[-1]
    return None if before.text.casefold() in _NO_QUALITY else Token(f"{before.text}-free", "code", before.start)


def _token(group: str, piece: str, start: int, following: str) -> tuple[Token, bool]:
    """One token, and whether it took the piece that follows as its unit."""
    if group != "chunk":
        return Token(piece, "cjk" if group == "cjk" else "mark", start), False
    if piece.casefold() in SPELLED:
        unit = unit_of(following)
        return Token(piece, "number", start, frozenset({SPELLED[piece.casefold()]}), unit), unit is not None
    if piece.casefold().endswith("-free"):
        return Token(piece, "code", start), False
    if _NUMBER.fullmatch(piece):
        unit = unit_of(following)
        return Token(piece, "number", start, readings(piece), unit), unit is not None
    glued = _GLUED.fullmatch(piece)
    if glued and unit_of(glued[2]):
        return Token(piece, "number", start, readings(glued[1]), unit_of(glued[2])), False
    if piece.isascii() is False and piece.isnumeric():
        return Token(piece, "code", start), False
    return Token(piece, "code" if any(c.isdigit() for c in piece) else "word", start), False


def unit_of(text: str) -> str | None:
    """The unit or ISO 4217 code that ``text`` spells, or None."""
    low = text.casefold().strip(".")
    if low in CURRENCIES:
        return CURRENCIES[low]
    # "a" and "s" behind a number are words more often than amperes and seconds, unless written as such
    if low in ("a", "s") and text != "A":
        return None
    return UNITS.get(low)


def stem_set(texts: Iterable[str]) -> frozenset[str]:
    """Every stem of ``texts``."""
    return frozenset(stem for text in texts for stem in stems_of(text))
