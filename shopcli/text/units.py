"""The units that shops use, how one converts to another, and how a quantity is written: "1,5 l", `15.6"`, "3 1/2 in".

`unit_table` asks pint, which is heavy, so it runs once, while a catalog is indexed. Its result is saved as plain JSON
(`table_to_json`), and asking only multiplies.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from shopcli.text.unit_words import INCH_MARKS, INCHES
from shopcli.util.lazy_regex import pattern


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit.

    Attributes:
        symbol: how we write it.
        dimension: what it measures; units of one dimension convert into each other.
        factor: how much of the dimension's base it is.
        offset: what is added after the factor; only temperatures have one.
    """

    symbol: str
    dimension: str
    factor: float
    offset: float = 0.0


Table = Mapping[str, Unit]
COUNT = "count"  # what numbers of things measure; of those that one catalog counts, "count of ports"

# The base of each dimension, then its units: our symbol and pint's name for it. A name of "" is one that we count ourselves.
_DIMENSIONS: dict[str, tuple[str, dict[str, str]]] = {
    "length": ("meter", {
        "nm": "nanometer", "µm": "micrometer", "mm": "millimeter", "cm": "centimeter", "m": "meter", "km": "kilometer",
        "in": "inch", "ft": "foot", "yd": "yard",
    }),
    "mass": ("gram", {"mg": "milligram", "g": "gram", "kg": "kilogram", "oz": "ounce", "lb": "pound", "t": "metric_ton"}),
    "information": ("gigabyte", {"kB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte"}),
    "power": ("watt", {"mW": "milliwatt", "W": "watt", "kW": "kilowatt", "MW": "megawatt", "hp": "horsepower"}),
    "apparent power": ("watt", {"VA": "watt", "kVA": "kilowatt"}),
    "charge": ("ampere_hour", {"mAh": "milliampere_hour", "Ah": "ampere_hour"}),
    "energy": ("watt_hour", {
        "Wh": "watt_hour", "kWh": "kilowatt_hour", "J": "joule", "kJ": "kilojoule", "kcal": "kilocalorie",
    }),
    "voltage": ("volt", {"mV": "millivolt", "V": "volt", "kV": "kilovolt"}),
    "current": ("ampere", {"mA": "milliampere", "A": "ampere"}),
    "volume": ("liter", {
        "ml": "milliliter", "cl": "centiliter", "dl": "deciliter", "l": "liter", "m³": "meter ** 3", "gal": "gallon",
        "fl oz": "fluid_ounce",
    }),
    "time": ("second", {
        "ms": "millisecond", "s": "second", "min": "minute", "h": "hour", "day": "day", "week": "week", "month": "month",
        "year": "year",
    }),
    "frequency": ("hertz", {"Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz"}),
    "pressure": ("bar", {"Pa": "pascal", "kPa": "kilopascal", "bar": "bar", "psi": "psi", "atm": "atmosphere"}),
    "temperature": ("kelvin", {"°C": "degree_Celsius", "°F": "degree_Fahrenheit"}),
    "area": ("meter ** 2", {
        "mm²": "millimeter ** 2", "cm²": "centimeter ** 2", "m²": "meter ** 2", "ft²": "foot ** 2", "ha": "hectare",
        "in²": "inch ** 2",
    }),
    "data rate": ("megabit / second", {
        "kbit/s": "kilobit / second", "Mbit/s": "megabit / second", "Gbit/s": "gigabit / second",
        "kB/s": "kilobyte / second", "MB/s": "megabyte / second", "GB/s": "gigabyte / second",
    }),
    "speed": ("meter / second", {
        "mm/s": "millimeter / second", "m/s": "meter / second", "km/h": "kilometer / hour", "mph": "mile / hour",
    }),
    "frame rate": ("", {"fps": ""}),
    "luminance": ("", {"cd/m²": ""}),
    "torque": ("newton * meter", {"Nm": "newton * meter"}),
    "angle": ("degree", {"°": "degree"}),
    "rotational speed": ("rpm", {"rpm": "rpm"}),
    "light": ("lumen", {"lm": "lumen"}),
    "resolution": ("1 / inch", {"dpi": "1 / inch"}),
    "pixels": ("megapixel", {"px": "pixel", "MP": "megapixel"}),
    "grammage": ("gram / meter ** 2", {"g/m²": "gram / meter ** 2"}),
    "loudness": ("", {"dB": ""}),
    "share": ("", {"%": ""}),
    "count": ("", {"pcs": "", "pack": "", "sheets": "", "pages": ""}),
}  # fmt: skip

# What every catalog writes, whatever its language. Words for units are each language's own.
SYMBOLS: dict[str, str] = {symbol: symbol for _, units in _DIMENSIONS.values() for symbol in units} | {
    **dict.fromkeys((*INCH_MARKS, *INCHES, "in."), "in"), "'": "ft", "′": "ft", "ft.": "ft", "um": "µm",
    "μm": "µm", "lbs": "lb", "lb.": "lb", "oz.": "oz", "kgs": "kg", "gr": "g", "gm": "g",
    "gms": "g", "KB": "kB", "L": "l", "Ltr": "l", "cc": "ml",
    "Mbps": "Mbit/s", "Mb/s": "Mbit/s", "Gbps": "Gbit/s", "Gb/s": "Gbit/s", "kbps": "kbit/s", "MBps": "MB/s",
    "cm³": "ml", "cm3": "ml", "m3": "m³", "fl. oz.": "fl oz", "fl. oz": "fl oz", "fl.oz": "fl oz",
    "hr": "h", "hrs": "h", "sec": "s", "mins": "min", "ºC": "°C", "℃": "°C", "ºF": "°F", "℉": "°F", "º": "°",
    "mm2": "mm²", "cm2": "cm²", "m2": "m²", "㎡": "m²", "sqm": "m²", "sq ft": "ft²", "sqft": "ft²",
    "g/m2": "g/m²", "gsm": "g/m²", "kph": "km/h", "N·m": "Nm", "mpx": "MP", "pc": "pcs", "pc(s)": "pcs", "％": "%",
    "sq in": "in²", "sqin": "in²", "sq. in.": "in²", "in2": "in²", "mm/sec": "mm/s", "cd/m2": "cd/m²", "nit": "cd/m²",
    "nits": "cd/m²", "frames/s": "fps",
    "r/min": "rpm", "dB(A)": "dB",
}  # fmt: skip
# Written in another case these are something else: 5G, size M, HP, a 2 PA set.
_CASE_MATTERS = frozenset(("g", "m", "s", "t", "A", "J", "h", "Pa", "ms", "nm", "Nm", "hp", "in", "in.", "gr", "VA", "ha"))

THINGS = frozenset(_DIMENSIONS["count"][1])  # the units of numbers of things
_DIMENSION_BY_UNIT = {symbol: dimension for dimension, (_, units) in _DIMENSIONS.items() for symbol in units}

_MINUS = ("-", "−", "–")
_VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
_FRACTION = pattern(r"(?:(\d{1,3})[ -])?(\d{1,2})/(2|3|4|8|16|32)(?!\d)")
_MIXED = pattern(rf"(\d{{0,3}}) ?([{''.join(_VULGAR)}])")
_GROUPED = pattern(r"\d{1,3}(?:([ ,.'’\u00a0\u202f])\d{3})(?:\1\d{3})*")
# How a number may be written; `read_number` says what it is. A blank groups thousands only before 000: "iPhone 11 128 GB".
NUMBER = (
    rf"(?:(?:\d{{1,3}}[ -])?\d{{1,2}}/(?:2|3|4|8|16|32)(?!\d)|\d{{0,3}} ?[{''.join(_VULGAR)}]"
    r"|\d{1,3}(?: 000){1,3}(?![\d.,])|\d{1,12}(?:[.,]\d{1,6}|['’\u00a0\u202f]\d{3}(?!\d)){0,4}(?!\d))"
)

_HAS_NUMBER = pattern(rf"[\d{''.join(_VULGAR)}]")


@cache
def unit_table() -> dict[str, Unit]:
    """Every unit by its symbol, computed with pint (half a second): for index time."""
    from pint import UnitRegistry

    pint: Any = UnitRegistry()
    table: dict[str, Unit] = {}
    for dimension, (base, units) in _DIMENSIONS.items():
        for symbol, name in units.items():
            zero, many = (float(pint.Quantity(n, name).to(base).magnitude) if base else float(n) for n in (0, 1000))
            table[symbol] = Unit(symbol, dimension, _tidy((many - zero) / 1000), _tidy(zero))
    return table


def dimension_of(unit: str) -> str | None:
    """What one of our symbols measures; None for what is none of them, such as a unit that one catalog alone has."""
    return _DIMENSION_BY_UNIT.get(unit)


def things(noun: str) -> Unit:
    """The unit of a number of things, such as ports."""
    return Unit(noun, f"{COUNT} of {noun}", 1.0)


def table_to_json(table: Table) -> list[dict[str, Any]]:
    """Plain values for JSON."""
    return [asdict(unit) for unit in table.values()]


def table_from_json(rows: list[dict[str, Any]]) -> dict[str, Unit]:
    """What `table_to_json` gave."""
    return {row["symbol"]: Unit(**row) for row in rows}


def same_dimension(unit: str, other: str, table: Table) -> bool:
    """Whether both are known and one converts into the other."""
    return unit in table and other in table and table[unit].dimension == table[other].dimension


def convert(amount: float, unit: str, to: str, table: Table) -> float:
    """``amount`` of ``unit`` in ``to``.

    Raises:
        ValueError: where the two do not measure the same; it names both.
    """
    if not same_dimension(unit, to, table):
        raise ValueError(f"{unit!r} does not convert to {to!r}.")
    if unit == to:
        return amount
    have, want = table[unit], table[to]
    value = (amount * have.factor + have.offset - want.offset) / want.factor
    return _tidy(value)


def _tidy(value: float) -> float:
    """Without the dust that floating point leaves."""
    return float(f"{value:.12g}")


def read_number(text: str) -> float | None:
    """What a number says: 1,299.50 and 1.299,50, 2,5 and 2.5, 1 1/2 and 1½; None where it is none (3.0.1, 100/1000).

    A lone comma before three digits groups thousands, a lone point does not: "1,500 g", "1.500 kg".
    """
    if match := _FRACTION.fullmatch(text):
        whole, top, bottom = int(match[1] or 0), int(match[2]), int(match[3])
        # 4/8 GB is a choice of two, not a half: a fraction is proper and in its lowest terms.
        return whole + top / bottom if 0 < top < bottom and math.gcd(top, bottom) == 1 else None
    if match := _MIXED.fullmatch(text):
        return int(match[1] or 0) + _VULGAR[match[2]]
    return _read_decimal(text)


def _read_decimal(text: str) -> float | None:
    grouped = _GROUPED.match(text)
    if grouped and not text.startswith("0"):
        rest = text[grouped.end() :]
        lone_point = grouped[1] == "." and grouped[0].count(".") == 1
        if not rest and not lone_point:
            return float(re.sub(r"\D", "", grouped[0]))
        if re.fullmatch(r"[.,]\d+", rest) and rest[0] != grouped[1]:
            return float(re.sub(r"\D", "", grouped[0]) + "." + rest[1:])
    return float(text.replace(",", ".")) if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", text) else None


class UnitNames:
    """Which unit a word stands for; its case is forgiven where it tells nothing apart."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._exact = dict(names)
        self._forgiven: dict[str, str] = {}
        for word, symbol in names.items():
            if word not in _CASE_MATTERS:
                self._forgiven.setdefault(word.lower(), symbol)

    def symbol(self, word: str) -> str | None:
        """The unit's symbol, or None."""
        return self._exact.get(word) or self._forgiven.get(word.lower())


def any_of(words: Iterable[str]) -> str:
    """An alternation of words as they stand, the longest first; a blank in them is any one to three blanks."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in sorted(words, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit in a text, half open."""

    start: int
    end: int
    amount: float
    unit: str


class QuantityReader:
    """Finds the quantities in what a catalog says; for requests, which also compare, see `need.grounding.quantities`."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = UnitNames(names)
        # "20 x 30 x 5 cm" is three lengths.
        self._pattern = re.compile(
            rf"(?<![A-Za-z0-9.,/$€£¥])(?<![A-Za-z0-9]-)(?!802\.11)(?P<first>{NUMBER})(?P<more>(?:\s?[x×*]\s?{NUMBER}){{0,2}})"
            rf"(?:\s|-)?(?P<unit>{any_of(names)})(?![A-Za-z0-9])",
            re.IGNORECASE,
        )

    def measures(self, text: str) -> Iterator[Measure]:
        """Every quantity, in the order of the text. "in" counts only where no word follows: "5 in 1" measures nothing."""
        for match in self._pattern.finditer(text) if _HAS_NUMBER.search(text) else ():  # most texts of a record have none
            unit = self._names.symbol(match["unit"])
            if unit is None or (match["unit"].lower() == "in" and re.match(r"[ -]?\w", text[match.end() : match.end() + 2])):
                continue
            for number in (match["first"], *re.findall(NUMBER, match["more"])):
                amount = read_number(number)
                if amount is not None:
                    yield Measure(match.start(), match.end(), amount, unit)

    def whole(self, text: str, table: Table) -> Measure | None:
        """The one quantity that a text is: "1,5 l", `15.6" (39.6 cm)`, "2 x 250 g" (which is 500 g); else None."""
        text = text.strip()
        if text[:1] in _MINUS and (warm := self.whole(text[1:], table)) and table[warm.unit].dimension == "temperature":
            return replace(warm, end=warm.end + 1, amount=-warm.amount)
        match = self._pattern.match(text)
        measures = list(self.measures(text)) if match else []
        if not match or not measures or not self._is_all(text[match.end() :], measures, table):
            return None
        amounts = [measure.amount for measure in measures if measure.end == match.end()]
        unit = measures[0].unit
        if len(amounts) == 1:
            return Measure(0, len(text), amounts[0], unit)
        times = amounts[0]
        if len(amounts) == 2 and times == int(times) and table[unit].dimension in ("mass", "volume"):
            return Measure(0, len(text), times * amounts[1], unit)
        return None

    def _is_all(self, rest: str, measures: list[Measure], table: Table) -> bool:
        """Whether nothing follows but the same in another unit."""
        if not rest.strip(" .)"):
            return True
        same = all(same_dimension(measure.unit, measures[0].unit, table) for measure in measures)
        return (
            same and re.fullmatch(r"\s?(?:[(/,]|=)\s?[^()]{1,20}\)?", rest) is not None and measures[-1].end > measures[0].end
        )
