"""In which unit a catalog gives its numbers, learned from the catalog: ``diagonal: 15.6`` beside `15.6"` in titles.

For every number field and unit it counts on how many products the text mentions the field's own value in that unit. The
same is counted against the text of another product, drawn at random: what agrees there agrees by chance, as ports: 2
does with "2 m". A field's name may say its unit too ("weight_g"), and text fields may hold quantities ("3 m").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from math import log
from random import Random
from statistics import median

from shopcli.index.units.counts import are_counts, counted_noun
from shopcli.index.units.fields import FieldUnit
from shopcli.text.units import COUNT, SYMBOLS, Measure, QuantityReader, Table, Unit, UnitNames, convert, same_dimension, things
from shopcli.types import Product

_WITHIN = 0.02  # "15 ft" is 4.57 m, and a catalog says 4.6
_READ_CHARACTERS = 600  # a longer description speaks of other things
_ALL_UNTIL, _THEN_EVERY = 50_000, 16  # products counted; a catalog of a million teaches no more than a sample of it
_LONGEST_QUANTITY = 60  # characters; a longer text is more than a quantity
_LONGEST_WITHIN = 120  # characters; a longer text is prose, and its quantities are of anything
_STATED, _TWICE = 0.8, 0.05  # of a field's texts, how many say a quantity, for it to be the field's; how many two of a kind
_REMEMBERED = 64  # other products' texts to compare with by chance
_CLEARLY = 3  # how much more must speak for a unit than for any other
_KEPT = 24  # values kept of each kind, for counting distinct ones and for a typical size
_NO_LIKELY_UNIT = frozenset(("nm", "yd", "t", "mg", "MW", "mV", "kV", "dl", "cl", "atm", "kPa", "Pa", "J", "week", "ms", "px"))
# Units whose symbols are also ordinary words at the end of a name: "built_in", "type_a". Such a one counts only where the
# name says what is measured. "_min" is a minimum, whatever is measured, so it never counts.
_ALSO_WORDS = frozenset(("in", "bar", "pack", "pages", "sheets", "day", "week", "month", "year", "pc", "sec"))
_ALSO_MEASURES = frozenset(
    ("bar", "pack", "min", "sec", "day", "week", "month", "year", "degree", "degrees", "second", "seconds")
)
# Of two letters, and a whole name: what else is so short is a word or a mark ("in", "pc", "PS").
_SHORT_UNITS = frozenset("MP GB TB MB kg kW Hz Wh Ah cm mm ml dB".split())
_MEASURES: dict[str, re.Pattern[str]] = {
    dimension: re.compile(words, re.IGNORECASE)
    for dimension, words in {
        "length": "width|height|length|depth|diameter|diagonal|size|thickness|radius|distance|range|screen|breite|höhe|länge",
        "mass": "weight|mass|gewicht|load",
        "volume": "volume|capacity|inhalt",
        "power": "power|consumption|wattage|leistung",
        "voltage": "volt|spannung",
        "current": "current|amp|strom",
        "time": "time|duration|life|warranty|age|dauer",
        "pressure": "pressure|druck",
    }.items()
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HEAT = re.compile("temp|heat|hitze|wärme", re.IGNORECASE)
_FORCE = re.compile("tension|force(?!d)", re.IGNORECASE)  # of a string, in pounds, that weighs none
_DEGREES = {"c": "°C", "f": "°F"}  # behind a temperature
_NAMED_AFTER, _ELECTRIC = ("age", "zahl"), ("power", "voltage", "current")
_FEW_PIXELS = 1000.0  # no camera has so few, and none as many millions
_NAME_PIECE = re.compile(r"[^\W_]+(?:/[^\W_]+)?|[°%\"″]\w?")
_BRACKETED = re.compile(r"[(\[（]\s*([^()\[\]（）]{1,12}?)\s*[)\]）]\s*$")


def number_of(text: str, unit: str, reader: QuantityReader, table: Table, *, within: bool = False) -> float | None:
    """The one quantity that a text is, or of this dimension says where ``within``; None where it is none."""
    measure = _whole_measure(text, reader, table)
    if within and measure is None:
        alike = [one for one in measures_within(text, reader) if same_dimension(one.unit, unit, table)]
        measure = alike[0] if len(alike) == 1 else None
    if measure is None or not same_dimension(measure.unit, unit, table):
        return None
    return convert(measure.amount, measure.unit, unit, table)


def _whole_measure(text: str, reader: QuantityReader, table: Table) -> Measure | None:
    return reader.whole(text, table) if len(text) <= _LONGEST_QUANTITY else None


def measures_within(text: str, reader: QuantityReader) -> list[Measure]:
    """The quantities that a short text says among other things."""
    return list(reader.measures(text)) if len(text) <= _LONGEST_WITHIN else []


def said_beside(number: float, unit: str, text: str, reader: QuantityReader, table: Table) -> float | None:
    """What a bare number is in ``unit``, where ``text`` gives it with a unit of that kind: 60 beside "rope, 60 m"."""
    for measure in reader.measures(text):
        if measure.amount == number and same_dimension(measure.unit, unit, table):
            return convert(number, measure.unit, unit, table)
    return None


@dataclass(slots=True)
class _Numbers:
    """What was counted of one number field; units by symbol, dimensions by name."""

    beside: Counter[str] = field(default_factory=Counter)  # products whose text mentions a dimension
    agree: Counter[str] = field(default_factory=Counter)  # products that say the value in a unit
    literal: Counter[str] = field(default_factory=Counter)  # of these, in the very unit that the text uses
    chance: Counter[str] = field(default_factory=Counter)  # agreeing with another product's text
    distinct: dict[str, set[float]] = field(default_factory=lambda: defaultdict(set))
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    values: list[float] = field(default_factory=list)
    filled: int = 0

    def strength(self, unit: str) -> int:
        """What speaks for a unit: agreement beyond chance, on many different values rather than on one again and again."""
        return max(0, self.agree[unit] - self.chance[unit]) * len(self.distinct[unit])

    def leans_to(self, unit: str) -> bool:
        """Whether the texts speak for a unit more than for any other, though too softly to decide alone."""
        best = max(self.agree, key=self.strength, default="")
        return best == unit and len(self.distinct[unit]) >= 8 and self.agree[unit] >= 2 * self.chance[unit] + 5


@dataclass(slots=True)
class _Texts:
    """What was counted of one text field."""

    values: int = 0
    units: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    within: Counter[str] = field(default_factory=Counter)  # units of quantities that are the text's only one of their kind
    first: Counter[str] = field(default_factory=Counter)  # of these, how many stand first in their text
    twice: Counter[str] = field(default_factory=Counter)  # dimensions of which a text says several


@dataclass(frozen=True, slots=True)
class _Mentions:
    """What one text measures, as every unit would put it, sorted by value: (value, unit, as the text says it)."""

    values: tuple[tuple[float, str, str], ...]
    literal: frozenset[tuple[float, str]]
    dimensions: frozenset[str]

    def units_of(self, number: float) -> dict[str, str]:
        """The units in which the text says this number, each with the text's words."""
        low, high = sorted((number * (1 - _WITHIN), number * (1 + _WITHIN)))
        words_by_unit: dict[str, str] = {}
        for value, unit, words in islice(self.values, bisect_left(self.values, (low, "", "")), None):
            if value > high:
                break
            words_by_unit.setdefault(unit, words)
        return words_by_unit


class QuantityLearner:
    """Counts, product by product, what units a catalog's fields are in.

    Args:
        table: the units (`shopcli.text.units.unit_table`).
        names: words for units in the catalog's language, besides the symbols that every catalog writes.
    """

    def __init__(self, table: Table, names: Mapping[str, str] | None = None) -> None:
        self._table = table
        self._names = UnitNames(SYMBOLS | dict(names or {}))
        self._reader = QuantityReader(SYMBOLS | dict(names or {}))
        self._numbers: dict[str, _Numbers] = defaultdict(_Numbers)
        self._texts: dict[str, _Texts] = defaultdict(_Texts)
        self._others: list[_Mentions] = []
        self._random = Random(0)
        self._added = 0
        self._measured = lru_cache(maxsize=1 << 15)(lambda text: _whole_measure(text, self._reader, table))
        self._measured_within = lru_cache(maxsize=1 << 15)(lambda text: tuple(measures_within(text, self._reader)))
        self._candidates = {unit.symbol: _candidates(unit, table) for unit in table.values()}

    def add(self, product: Product) -> None:
        """Take in one product."""
        self._added += 1
        if self._added > _ALL_UNTIL and self._added % _THEN_EVERY:
            return
        mentions = self._mentions(f"{product.title}\n{product.description[:_READ_CHARACTERS]}")
        other = self._random.choice(self._others) if self._others else None
        for name, value in product.attributes.items():
            if isinstance(value, str):
                self._add_text(self._texts[name], value)
            elif not isinstance(value, bool):
                self._add_number(self._numbers[name], float(value), mentions, other)
        if mentions.values:
            self._remember(mentions)

    def _mentions(self, text: str) -> _Mentions:
        measures = tuple(self._reader.measures(text))
        values = (
            (convert(measure.amount, measure.unit, unit, self._table), unit, text[measure.start : measure.end])
            for measure in measures
            for unit in self._candidates[measure.unit]
        )
        literal = frozenset((measure.amount, measure.unit) for measure in measures)
        return _Mentions(tuple(sorted(values)), literal, frozenset(self._table[unit].dimension for _, unit in literal))

    def _add_number(self, counts: _Numbers, number: float, mentions: _Mentions, other: _Mentions | None) -> None:
        counts.filled += 1
        if len(counts.values) < _KEPT and number not in counts.values:
            counts.values.append(number)
        if not number:
            return
        counts.beside.update(mentions.dimensions)
        if other:
            counts.chance.update(set(other.units_of(number)))
        for unit, words in mentions.units_of(number).items():
            counts.agree[unit] += 1
            counts.literal[unit] += (number, unit) in mentions.literal
            if len(counts.distinct[unit]) < _KEPT:
                counts.distinct[unit].add(number)
            if len(counts.examples[unit]) < 3:
                counts.examples[unit].append(f"{number:g} beside “{words}”")

    def _add_text(self, counts: _Texts, value: str) -> None:
        counts.values += 1
        measure = self._measured(value)
        if measure:
            counts.units[measure.unit] += 1
            counts.examples.setdefault(measure.unit, value)
            return
        by_dimension: dict[str, list[Measure]] = defaultdict(list)
        for one in self._measured_within(value):
            by_dimension[self._table[one.unit].dimension].append(one)
        for place, (dimension, alike) in enumerate(by_dimension.items()):
            if len(alike) > 1 or dimension.startswith(COUNT):
                counts.twice[dimension] += 1
                continue
            counts.within[alike[0].unit] += 1
            counts.first[alike[0].unit] += place == 0
            counts.examples.setdefault(alike[0].unit, value)

    def _remember(self, mentions: _Mentions) -> None:
        """Keep a sample of the texts so far, to compare other products' fields with."""
        if len(self._others) < _REMEMBERED:
            self._others.append(mentions)
        else:
            self._others[self._random.randrange(_REMEMBERED)] = mentions

    def learned(self) -> dict[str, FieldUnit]:
        """What the counts say, by field; fields whose unit nothing tells are left out."""
        units: dict[str, FieldUnit] = {}
        for name, texts in self._texts.items():
            if unit := self._from_texts(name, texts) or self._from_within(name, texts):
                units[name] = unit
        for name, numbers in self._numbers.items():
            if (
                unit := self._of_its_size(self._from_name(name), numbers)
                or self._count(name, numbers)
                or self._from_agreement(name, numbers)
            ):
                units.setdefault(name, unit)
        return units | self._inherited(units)

    def _of_its_size(self, named: FieldUnit | None, numbers: _Numbers) -> FieldUnit | None:
        """A unit that a name says, or the one that its numbers are in: of "pixels" there are millions, or 0 to 14 of them."""
        is_of_millions = named is not None and named.unit == "px" and max(numbers.values, default=0.0) < _FEW_PIXELS
        return replace(named, unit="MP") if named and is_of_millions else named

    def _count(self, name: str, numbers: _Numbers) -> FieldUnit | None:
        """How many of something there are: the unit of "USB ports quantity" is ports, whatever else agrees by chance."""
        noun = counted_noun(name)
        if not noun or self._names.symbol(noun) is not None or not are_counts(numbers.values):
            return None
        unit = things(noun)
        return FieldUnit(name, unit.symbol, unit.dimension, True, 1.0, False, (name,))

    def _from_texts(self, name: str, texts: _Texts) -> FieldUnit | None:
        by_dimension: Counter[str] = Counter()
        for unit, count in texts.units.items():
            by_dimension[self._table[unit].dimension] += count
        if not by_dimension or texts.values < self._numbers.get(name, _Numbers()).filled:
            return None
        dimension, count = by_dimension.most_common(1)[0]
        share = count / texts.values
        if share < _STATED:
            return None
        unit = next(unit for unit, _ in texts.units.most_common() if self._table[unit].dimension == dimension)
        return FieldUnit(name, unit, dimension, True, share, True, (texts.examples[unit],))

    def _from_within(self, name: str, texts: _Texts) -> FieldUnit | None:
        """The quantity that nearly all texts of a field say, whatever else they do, and once each: the first of several."""
        stated: Counter[str] = Counter()
        first: Counter[str] = Counter()
        for counts, into in ((texts.within, stated), (texts.units, stated), (texts.first, first), (texts.units, first)):
            for unit, count in counts.items():
                into[self._table[unit].dimension] += count
        sure = [
            dimension
            for dimension, count in stated.items()
            if count >= _STATED * texts.values and texts.twice[dimension] <= _TWICE * texts.values
        ]
        if not sure or texts.values < self._numbers.get(name, _Numbers()).filled:
            return None
        dimension = max(sure, key=lambda one: first[one])
        both = texts.within + texts.units
        unit = next(unit for unit, _ in both.most_common() if self._table[unit].dimension == dimension)
        share = stated[dimension] / texts.values
        return FieldUnit(name, unit, dimension, True, share, True, (texts.examples[unit],), within=True)

    def _from_name(self, name: str) -> FieldUnit | None:
        """The unit that closes a field's name: "weight_g", "weightKg", "length (cm)", "Breite in mm", "temp_max_f"."""
        bracketed = _BRACKETED.search(name)
        words = _NAME_PIECE.findall(name)
        if len(words) == 1 and (parts := _CAMEL.sub(" ", name).split())[1:]:
            is_symbol = len(parts[-1]) > 1 and self._names.symbol(parts[-1]) is not None
            words = [*parts[:-1], parts[-1] if is_symbol else parts[-1].lower()]
        if len(words) > 1 and words[-1].lower() in _DEGREES and not bracketed and _HEAT.search(" ".join(words[:-1])):
            words[-1] = _DEGREES[words[-1].lower()]
        if not bracketed and len(words) < 2:
            return self._from_whole_name(name)
        unit, before = (bracketed[1], "") if bracketed else (words[-1], words[-2])
        symbol = None if bracketed and self._is_an_initial(unit, words) else self._names.symbol(unit)
        # "rate_5_ghz" is a rate at 5 GHz.
        if symbol is None or before[-1:].isdigit() or self._measures(before) or (unit.lower() == "min" and not bracketed):
            return None
        dimension = self._table[symbol].dimension
        if dimension == "mass" and _FORCE.search(name):
            return None
        if len(words) > 2 and words[-2].lower() in ("sq", "square") and f"{symbol}²" in self._table:
            return FieldUnit(name, f"{symbol}²", "area", True, 1.0, False, (name,))
        if not bracketed and (len(unit) == 1 or unit.lower() in _ALSO_WORDS) and unit not in _DEGREES.values():
            measured = _MEASURES.get(dimension)
            if not measured or not measured.search(" ".join(words[:-1])):
                return None
        return FieldUnit(name, symbol, dimension, True, 1.0, False, (name,))

    def _is_an_initial(self, bracketed: str, words: Sequence[str]) -> bool:
        """Whether a letter in brackets repeats the word before it: the W of "Zoom wide (W)" is no watt."""
        before = words[-2] if len(words) > 1 else ""
        return len(bracketed) == 1 and before[:1].lower() == bracketed.lower() and not self._measures(before)

    def _measures(self, word: str) -> bool:
        """Whether a word in a name is a unit itself; in "Breite in mm" it is a preposition, and "focal_min_mm" is the least."""
        return word.lower() not in ("in", "min") and self._names.symbol(word) is not None

    def _from_whole_name(self, name: str) -> FieldUnit | None:
        """A field that is called by its unit: "pages", "lumens", "kcal", "wattage"."""
        word = name.strip().lower()
        is_unit = (len(word) > 2 or name.strip() in _SHORT_UNITS) and word not in _ALSO_MEASURES
        symbol = self._names.symbol(name.strip()) if is_unit else None
        symbol = symbol or self._named_after(word)
        return FieldUnit(name, symbol, self._table[symbol].dimension, True, 1.0, False, (name,)) if symbol else None

    def _named_after(self, word: str) -> str | None:
        """The unit that a quantity is named after: "wattage", "voltage", "amperage", "Wattzahl"; no mile of a "mileage"."""
        stems = (word.removesuffix(ending) for ending in _NAMED_AFTER if word.endswith(ending))
        symbols = (self._names.symbol(unit) for stem in stems for unit in (stem, f"{stem}e"))
        return next((one for one in symbols if one and self._table[one].dimension in _ELECTRIC), None)

    def _from_agreement(self, name: str, counts: _Numbers) -> FieldUnit | None:
        ranked = sorted(counts.agree, key=lambda unit: (counts.strength(unit), counts.literal[unit]), reverse=True)
        if not ranked or not counts.strength(ranked[0]):
            return None
        unit, dimension = ranked[0], self._table[ranked[0]].dimension
        hits, distinct = counts.agree[unit], len(counts.distinct[unit])
        share = hits / counts.beside[dimension]
        clear = hits >= 4 * (counts.chance[unit] + 1) and hits >= 5
        if not (hits >= 3 and distinct >= 2 and share >= 0.5 and hits > 2 * counts.chance[unit]) and not (
            clear and distinct >= 5
        ):
            return None
        alone = all(counts.strength(unit) >= _CLEARLY * counts.strength(other) for other in ranked[1:])
        sure = clear and alone and distinct >= (3 if share >= 0.8 else 5)
        return FieldUnit(name, unit, dimension, sure, round(share, 3), False, tuple(counts.examples[unit]))

    def _inherited(self, decided: Mapping[str, FieldUnit]) -> dict[str, FieldUnit]:
        """Fields that nothing decides but that are named after a sure one: unsure, unless the texts lean that way too."""
        by_head: dict[str, list[FieldUnit]] = defaultdict(list)
        for kin in decided.values():
            if kin.sure and not kin.parsed and not kin.dimension.startswith(COUNT):
                by_head[_words(kin.field)[-1]].append(kin)
        heirs: dict[str, FieldUnit] = {}
        for name, counts in self._numbers.items():
            family = [] if name in decided else [kin for kin in by_head[_words(name)[-1]] if self._resembles(name, kin.field)]
            if family and len({kin.unit for kin in family}) == 1:
                heirs[name] = _heir(name, counts, family[0])
        return heirs

    def _resembles(self, name: str, other: str) -> bool:
        """Whether one name only adds to the other, as package_weight does, and their values are of one size."""
        mine, theirs = set(_words(name)), set(_words(other))
        if not (mine <= theirs or theirs <= mine):
            return False
        size, other_size = (median(map(abs, self._numbers[field].values)) for field in (name, other))
        return size > 0 and other_size > 0 and abs(log(size / other_size)) < log(10)


def _heir(name: str, counts: _Numbers, kin: FieldUnit) -> FieldUnit:
    share = round(counts.agree[kin.unit] / max(1, counts.beside[kin.dimension]), 3)
    examples = (f"as {kin.field}", *counts.examples[kin.unit])
    return FieldUnit(name, kin.unit, kin.dimension, counts.leans_to(kin.unit), share, False, examples)


def _candidates(unit: Unit, table: Table) -> tuple[str, ...]:
    """The units in which a field may hold what a text says in ``unit``. Pages are no pieces, and have no other unit."""
    if unit.offset or unit.dimension == COUNT:
        return (unit.symbol,)
    kin = (other.symbol for other in table.values() if other.dimension == unit.dimension)
    return tuple(dict.fromkeys((unit.symbol, *(symbol for symbol in kin if symbol not in _NO_LIKELY_UNIT))))


def _words(name: str) -> list[str]:
    return re.split(r"[\W_]+", name.strip().lower())


def without_unit(name: str, symbols: Mapping[str, str]) -> str:
    """A field's name in lower case without the unit that closes it: "weight_g" is "weight"."""
    words = _words(name)
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in {symbol.lower() for symbol in symbols} else words)
