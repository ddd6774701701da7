"""Quantities that titles say and no field holds: 65 l of "Atmos Backpack 65L", and 75 of "Baltor Backpack 75" beside it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from shopcli.index.parts.columns import TITLED
from shopcli.text.units import COUNT, Measure, QuantityReader, Table, convert
from shopcli.text.words import regular_singular
from shopcli.types import Product
from shopcli.util.lazy_regex import pattern

_FEWEST = 3  # products whose titles say a quantity, for it to be a column
_IN_TITLES, _IN_TEXTS = 2, 3  # different quantities of a kind in the unit, before bare numbers of its others are in it
_OWN = 5  # titles that end in the same two words are a kind of their own
_MOSTLY = 0.75  # of what a kind states is of one dimension, where a bare number can only be of that
_USUAL = 0.5  # of a kind's titles have one number, where numbers name a quantity
_WIDER, _DEGREES = 3.0, 40.0  # how far a bare number may lie from those stated in the unit: times, and degrees
_READ_CHARACTERS = 1000
_BARE = pattern(r"(?<![\w.,/$€£¥#&'’+-])[-−]?\d{1,4}(?:\.\d)?(?![\w.,/%°\"”″'’×+-]|\s?[x×])")
_FAHRENHEIT = pattern(r"(?<![\w.,/])(?<!\w[-−])[-−]?\d{1,3}(?= ?F\b)")
_COLD = pattern(r"(?<![\w-])[-−](?=\d)")
_ENDS_IN = pattern(r"[^\W\d_]{3,}(?: [^\W\d_]{3,})?(?=[^A-Za-z]*(?:\d[ -]?[^\W\d_]{1,6}\.?)?\Z)")
_AFTER_NAME = pattern(r"\s[-–|(]\s?|,|\(|\s(?:with|for)\s", re.IGNORECASE)


@dataclass(slots=True)
class _Kind:
    """What the titles that end in one word say: the quantities of each dimension, and the rows with one bare number."""

    titles: int = 0
    stated: dict[str, list[Measure]] = field(default_factory=lambda: defaultdict(list))
    titled: dict[str, list[Measure]] = field(default_factory=lambda: defaultdict(list))
    bare: dict[int, float] = field(default_factory=dict)


class TitleQuantities:
    """Reads the quantities of a catalog's titles, one of a dimension a title.

    Args:
        reader: how quantities are written.
        table: the units.
    """

    def __init__(self, reader: QuantityReader, table: Table) -> None:
        self._reader, self._table = reader, table
        self._measures: dict[str, dict[int, Measure]] = defaultdict(dict)
        self._kinds: dict[str, _Kind] = defaultdict(_Kind)

    def read(self, products: Iterable[Product]) -> None:
        """Take in the catalog, in the order of its rows."""
        for row, product in enumerate(products):
            kinds = [self._kinds[end] for end in _ends(product.title)]
            said = self._said(product.title)
            bare = [] if said else _BARE.findall(product.title)
            number = float(bare[0].replace("−", "-")) if len(bare) == 1 else None
            told = self._reader.measures(product.description[:_READ_CHARACTERS]) if number is not None else ()
            alike = [measure for measure in told if measure.amount == number]
            for dimension, measure in said.items():
                self._measures[dimension][row] = measure
            for kind in kinds:
                kind.titles += 1
                for dimension, measure in said.items():
                    kind.titled[dimension].append(measure)
                    kind.stated[dimension].append(measure)
                for measure in alike:
                    if not (dimension := self._table[measure.unit].dimension).startswith(COUNT):
                        kind.stated[dimension].append(measure)
                if number is not None:
                    kind.bare[row] = number

    def found(self) -> Iterator[tuple[str, str, dict[int, float]]]:
        """Each dimension with the unit that most titles say it in, and its numbers by row, ascending."""
        for dimension, measures in self._measures.items():
            unit = Counter(measure.unit for measure in measures.values()).most_common(1)[0][0]
            numbers = {row: convert(one.amount, one.unit, unit, self._table) for row, one in measures.items()}
            numbers |= self._inferred(dimension, unit)
            if len(numbers) >= _FEWEST:
                yield dimension, unit, dict(sorted(numbers.items()))

    def _said(self, title: str) -> dict[str, Measure]:
        """The one quantity of each dimension that a title says; one that says two says none for sure."""
        by_dimension: dict[str, list[Measure]] = defaultdict(list)
        for measure in self._reader.measures(title):
            by_dimension[self._table[measure.unit].dimension].append(_signed(measure, title, self._table))
        for match in _FAHRENHEIT.finditer(title):
            amount = float(match[0].replace("−", "-"))
            by_dimension["temperature"].append(Measure(match.start(), match.end(), amount, "°F"))
        return {
            dimension: measures[0]
            for dimension, measures in by_dimension.items()
            if len({(measure.amount, measure.unit) for measure in measures}) == 1 and not dimension.startswith(COUNT)
        }

    def _inferred(self, dimension: str, unit: str) -> Mapping[int, float]:
        """The bare numbers of the kinds whose other titles state such quantities, as far as they are like those."""
        numbers: dict[int, float] = {}
        for end, kind in sorted(self._kinds.items(), key=lambda one: " " in one[0]):  # two words decide after one
            if " " in end and kind.titles < _OWN:
                continue
            if " " in end:
                numbers = {row: number for row, number in numbers.items() if row not in kind.bare}
            stated = kind.stated.get(dimension, [])
            in_titles = {measure.amount for measure in kind.titled.get(dimension, [])}
            if len(in_titles) < _IN_TITLES and len({measure.amount for measure in stated}) < _IN_TEXTS:
                continue
            if len(stated) < _MOSTLY * sum(map(len, kind.stated.values())):
                continue
            if len(stated) + len(kind.bare) < _USUAL * kind.titles:
                continue
            own = Counter(measure.unit for measure in stated).most_common(1)[0][0]
            amounts = [measure.amount for measure in stated if measure.unit == own]
            low, high = min(amounts), max(amounts)
            low, high = (low - _DEGREES, high + _DEGREES) if dimension == "temperature" else (low / _WIDER, high * _WIDER)
            like = ((row, number) for row, number in kind.bare.items() if low <= number <= high)
            numbers |= {row: convert(number, own, unit, self._table) for row, number in like}
        return numbers


def _signed(measure: Measure, title: str, table: Table) -> Measure:
    """A temperature with its sign: "-20°F"."""
    is_cold = table[measure.unit].dimension == "temperature" and _COLD.match(title, max(0, measure.start - 1))
    return replace(measure, amount=-measure.amount) if is_cold and measure.start else measure


def _ends(title: str) -> tuple[str, ...]:
    """What a title says a thing is, in the word and the two words at its end: "bag" and "sleeping bag"."""
    name = _AFTER_NAME.split(title, maxsplit=1)[0].lower()
    words = _ENDS_IN.search(name)
    if not words:
        return ()
    end = regular_singular(words[0])
    return tuple(dict.fromkeys((end.split()[-1], end)))


def titled(dimension: str) -> str:
    """The name of the column of what titles say in a dimension."""
    return f"{TITLED}{re.sub(r'[^a-z]+', '_', dimension)}"
