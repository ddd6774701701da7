"""Numbers that a field of texts states: "45%", "40-50%", "721 mg/100g", "7.5 kg, 15 kg", to put things in order by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.columns import OWN_FIELDS
from shopcli.need.languages.registry import unit_names
from shopcli.text.units import NUMBER, SYMBOLS, Table, UnitNames, read_number
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_STATING = 0.8  # of the texts with a digit, how many state a quantity of the one dimension, for it to be the field's
_LOOKED_AT, _MOST_TEXTS = 24, 3000  # texts that tell whether a field may be one of numbers, and that are read at all
_LONGEST, _MOST_LISTED = 160, 24  # characters, and quantities, of one text
_DISTINCT = 3  # values; a field with fewer puts nothing in order
_SHARE, _MONEY = "share", "money"
_UNIT = r"[^\W\d_]{1,12}(?:[ .][^\W\d_]{1,8}\.?)?[²³]?|[%°][CF]?|[\"″”]"
_AMOUNT = pattern(
    rf"(?:[~≈<>≤≥±]\s?)?(?P<money>[$€£¥₹])?\s?(?:(?P<times>\d{{1,3}})\s?[x×*]\s?)?(?P<minus>[-−])?(?P<low>{NUMBER})"
    rf"(?:\s?(?:{_UNIT})?\s?[-–—~]\s?(?P<high>{NUMBER}))?"
    rf"(?:[\s-]?(?P<unit>{_UNIT}))?(?:\s?(?:/|per)\s?(?P<per>{NUMBER})?\s?(?P<of>{_UNIT}))?"
)
_BETWEEN = pattern(r"\s?(?:[;|]\s?|,\s)|(?<=\.\d),|(?<=\.\d\d),")  # "14.8,23.6" is two numbers, "1,500" is one


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in the base of its dimension; of a range the middle. ``times`` it makes a pack: 2 of "2 x 12 kg"."""

    value: float
    dimension: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class StatedNumbers:
    """What a field of texts says, as numbers of one dimension.

    Attributes:
        dimension: what they measure; empty for bare numbers, and the word for a unit that no table has.
        low: (n_products,) float64, the least that a text lists, NaN where it says none.
        high: the most; the same where it says one quantity.
    """

    dimension: str
    low: np.ndarray
    high: np.ndarray


def stated_numbers(index: Index, name: str) -> StatedNumbers | None:
    """The numbers of a field of texts; None where its texts are none."""
    columns = index.columns
    if name in OWN_FIELDS or name not in columns or columns.kind(name) not in ("choice", "text"):
        return None
    choices, table = columns.get(name).choices, index.measured.table
    told = [choice for choice in choices if _has_digit(choice)]
    if len(choices) > _MOST_TEXTS or len(told) < _DISTINCT or not _mostly_states(told[:_LOOKED_AT], table):
        return None
    return _numbers(index, name, [amounts_of(choice, table) for choice in choices])


def amounts_of(text: str, table: Table) -> list[Amount]:
    """The quantities that a text lists; none where it says anything else besides."""
    if len(text) > _LONGEST or not _has_digit(text):
        return []
    parts = _BETWEEN.split(text.strip())[:_MOST_LISTED]
    amounts = [_amount(part.strip(), table) for part in parts if part.strip()]
    return [one for one in amounts if one is not None] if all(amounts) else []


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _mostly_states(texts: Sequence[str], table: Table) -> bool:
    return sum(1 for text in texts if amounts_of(text, table)) >= _STATING * len(texts)


def _amount(text: str, table: Table) -> Amount | None:
    match = _AMOUNT.fullmatch(text)
    low = read_number(match["low"]) if match else None
    if match is None or low is None or (match["times"] and not match["unit"]):  # "120 x 140" is no quantity
        return None
    high = read_number(match["high"]) if match["high"] else None
    value = (low if high is None else (low + high) / 2) * (-1 if match["minus"] else 1)
    factor, dimension = (1.0, _MONEY) if match["money"] and not match["unit"] else _unit(match["unit"], table)
    if match["of"]:
        factor, dimension = _rate(factor, dimension, read_number(match["per"] or "1") or 1.0, match["of"], table)
    return Amount(float(f"{value * factor:.12g}"), dimension, int(match["times"] or 1))


def _unit(word: str | None, table: Table) -> tuple[float, str]:
    """How much of its dimension's base a unit is, with the dimension; a word that is no unit counts things."""
    if not word:
        return 1.0, ""
    symbol = _names().symbol(word) or _names().symbol(word.rstrip("."))
    unit = table.get(symbol) if symbol else None
    return (unit.factor, unit.dimension) if unit else (1.0, word.lower().rstrip(".").removesuffix("s"))


def _rate(factor: float, dimension: str, per: float, of: str, table: Table) -> tuple[float, str]:
    """What one of a unit is where it is said per an amount of another: "g/100g" are hundredths."""
    of_factor, of_dimension = _unit(of, table)
    if dimension == of_dimension:
        return 100 * factor / (per * of_factor), _SHARE
    return factor / (per * of_factor), f"{dimension} per {of_dimension}"


@lru_cache(maxsize=1)
def _names() -> UnitNames:
    return UnitNames(SYMBOLS | unit_names())


def _numbers(index: Index, name: str, amounts: Sequence[Sequence[Amount]]) -> StatedNumbers | None:
    """The numbers of the dimension in which most of the records that say a number say it."""
    import numpy as np

    column = index.columns.get(name)
    codes = column.values.astype(np.int64)
    n_saying = np.bincount(codes, minlength=len(amounts))
    told = sum(int(n) for n, text in zip(n_saying, column.choices, strict=True) if _has_digit(text))
    counts: Counter[str] = Counter()
    for listed, n in zip(amounts, n_saying.tolist(), strict=True):
        counts.update(dict.fromkeys(_dimensions(listed), n))
    if not counts or not told:
        return None
    dimension, said = counts.most_common(1)[0]
    bounds = np.asarray([_bounds(listed, dimension) for listed in amounts], np.float64).reshape(-1, 2)
    if said < _STATING * told or len(np.unique(bounds[~np.isnan(bounds)])) < _DISTINCT:
        return None
    low, high = np.full((2, len(index)), np.nan)
    low[column.rows], high[column.rows] = bounds[codes, 0], bounds[codes, 1]
    return StatedNumbers(dimension, low, high)


def _dimensions(listed: Sequence[Amount]) -> Iterator[str]:
    yield from dict.fromkeys(one.dimension for one in listed)


def _bounds(listed: Sequence[Amount], dimension: str) -> tuple[float, float]:
    of_it = [one for one in listed if one.dimension == dimension]
    single = [one.value for one in of_it if one.times == 1] if len(of_it) > 1 else []  # two bags are no larger bag
    values = single or [one.value * one.times for one in of_it]
    return (min(values), max(values)) if values else (float("nan"), float("nan"))
