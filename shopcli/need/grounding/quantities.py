"""Quantities in a request: "at least 8 GB", `13-15"`, "two metres or less", 不超过2公斤; a language is a `QuantityWords`.

A number counts only with a unit, and only where it stands alone: "Galaxy S10", "USB 3.0", "iPhone 11", "5 in 1", "4K" and
"£5m" are none. What the quantity is of (the RAM, the screen) stands around it, and is for the caller to read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from shopcli.need.grounding.counts import Thing
from shopcli.need.languages.quantity_words import Comparison, Grammar, QuantityWords, folded, grammar_of
from shopcli.text.units import COUNT, Table, convert, read_number, same_dimension
from shopcli.util.lazy_regex import pattern

_READ_CHARACTERS = 2000
_NEGATION = 96  # no negation with the words that lead to its comparison is longer
_TURNED: dict[Comparison, Comparison] = {"<=": ">=", ">=": "<="}  # what is no less is at least as much
_SAME_LENGTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}  # full-width forms; spans stay
# What is said in two units: five feet six, an hour and a half.
_COMPOUNDS = (("ft", "in"), ("lb", "oz"), ("h", "min"), ("min", "s"), ("year", "month"), ("m", "cm"), ("kg", "g"))
_TIED = pattern(r"[A-Za-zÀ-ɏ0-9_$€£¥₹￥]\Z|[$€£¥₹￥]\s\Z|\d[.,/]\Z|[A-Za-z0-9]-\Z|[A-Za-z]\.\Z|#\Z")
_MULTIPLIED = pattern(r"\d\s?[x×*]\s?\Z", re.IGNORECASE)
# What makes "in" behind a number a word: 2-in-1, 5 in black; but 32in monitor, 13in-15in.
_IN_GLUED, _IN_APART = pattern(r"-?\s?\d{1,5}(?!\d|[\s-]?(?:in\b|\"))"), pattern(r"[\s-]{0,3}\w")
# "20cm x" and no "max"
_TIMES = pattern(r"(?:[\d\"]\s?|(?<![a-z])(?:[mc]?m|in|ft)\s?|\w\s|[×*]\s?)[x×*]\s?\Z", re.IGNORECASE)
_MINUS = pattern(r"(?:[-−]\s?|\bminus\s{1,2}|零下\s?)\Z", re.IGNORECASE)
_PER = pattern(r"\s?/\s?(?:s|h|min|sec|m|m²|m2|l|kg|g|cm|day|week|month|year)\b", re.IGNORECASE)

Things = Callable[[str, int, int], Thing | None]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a request; spans are half open.

    Attributes:
        start: where the phrase begins, with its comparison.
        end: where it ends, with its comparison.
        number_start: where the number begins.
        number_end: where its unit ends; in "8 GB of RAM or more" the words up to ``end`` say what it is of.
        low: the lower bound, or the amount where there is but one; None where nothing bounds it below.
        high: the upper bound, or the same amount; None where nothing bounds it above.
        op: how a record must compare; "==" is a bare size ("a 17 inch screen"), see `class_range`.
        unit: the unit's symbol.
        dimension: what it measures.
        strict: the bound itself does not count ("less than 2 m"); with "==", that very amount is meant ("exactly 2 m").
        of: which sort of things are counted: "usb" of "2 usb ports".
        turned: whether words around the comparison turn it round, as ``op`` has it then: "I refuse to carry over 2 kg".
    """

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    op: Literal["<=", ">=", "==", "between", "about"]
    unit: str
    dimension: str
    strict: bool
    of: str = ""
    turned: bool = False


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number and, where one follows, its unit (empty where none does)."""

    start: int
    end: int
    value: float
    unit: str = ""
    word: str = ""
    article: bool = False
    of: str = ""
    compared: str = ""  # what stands between the two: "60 or more litres"


@dataclass(frozen=True, slots=True)
class _ComparedQuantity:
    """A comparison found beside an amount."""

    start: int
    end: int
    op: Comparison
    strict: bool


def find_quantities(
    text: str, words: QuantityWords, table: Table, things: Things = lambda *_: None, *, is_denied: bool = False
) -> list[Quantity]:
    """The quantities of a request in their order, without overlaps.

    Args:
        text: the shopper's words; 2,000 characters are read.
        words: the language.
        table: the units (`shopcli.text.units.table_from_json`).
        things: what a number that has no unit counts: the text and where the number begins and ends, to a thing.
        is_denied: whether the words are denied as a whole, so that no negation among them turns a comparison round.
    """
    return _Finder(text[:_READ_CHARACTERS].translate(_SAME_LENGTH), grammar_of(words), table, things, is_denied).found()


def class_range(quantity: Quantity) -> tuple[float, float]:
    """What a bare amount stands for, half open, in its own unit.

    "17 inch" is sold on whatever measures 17.0 to 17.9. Other amounts stand for what rounds to them: 3 %, and no more than
    half a unit where the amount is whole and below 100. Counts are exact.
    """
    amount = quantity.low if quantity.low is not None else (quantity.high or 0.0)
    whole = amount == int(amount)
    if whole and (quantity.unit == "in" or quantity.dimension.startswith(COUNT)):
        return amount, amount + 1
    slack = abs(amount) * 0.03
    if whole and abs(amount) < 100:
        slack = min(slack, 0.5)
    return amount - slack, amount + slack


class _Finder:
    """One reading of one request."""

    def __init__(self, text: str, grammar: Grammar, table: Table, things: Things, is_denied: bool) -> None:
        self._text, self._grammar, self._words, self._table = text, grammar, grammar.words, table
        self._things, self._is_denied = things, is_denied
        self._never = [match.span() for match in grammar.words.never.finditer(text)]

    def found(self) -> list[Quantity]:
        """Every quantity, first come, first served."""
        amounts = list(self._amounts())
        quantities: list[Quantity] = []
        index, end = 0, 0
        while index < len(amounts):
            quantity, count = self._range(amounts, index), 2
            if quantity is None:
                amount, count = self._compound(amounts, index)
                quantity = self._single(amount) if amount.unit else None
            if quantity and quantity.start >= end:
                quantities.append(quantity)
                end = quantity.end
                index += count
            else:
                index += 1
        return quantities

    def _amounts(self) -> Iterator[_Amount]:
        """Every number that stands alone, with its unit."""
        text, grammar = self._text, self._grammar
        spans = [(match, False) for match in grammar.number.finditer(text)]
        spans += [(match, True) for match in grammar.spelled.finditer(text)]
        end = 0
        for match, spelled in sorted(spans, key=lambda pair: (pair[0].start(), -pair[0].end())):
            if match.start() < end:
                continue
            amount = self._spelled(match) if spelled else self._written(match, end)
            if amount:
                end = amount.end
                yield amount

    def _written(self, match: re.Match[str], previous: int) -> _Amount | None:
        """A number in digits, perhaps multiplied by a word: 2万."""
        value = read_number(match[0].strip())
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if value is None or not self._stands_alone(start, previous):
            return None
        amount = self._with_unit(start, match.end(), value)
        if not amount.unit and (times := self._grammar.multiplier.match(self._text, match.end())):
            amount = self._with_unit(start, times.end(), value * self._words.multipliers[folded(times[0].strip())])
        amount = self._below_zero(amount)
        return amount if amount.unit else self._counted(amount)

    def _below_zero(self, amount: _Amount) -> _Amount:
        """A temperature behind a minus, as a mark or a word, with its sign."""
        minus = _MINUS.search(self._text[max(0, amount.start - 8) : amount.start])
        if minus is None or not amount.unit or self._table[amount.unit].dimension != "temperature":
            return amount
        return replace(amount, start=amount.start - len(minus[0]), value=-amount.value)

    def _stands_alone(self, start: int, previous: int) -> bool:
        """Whether no letter, currency or mark ties a number to what precedes it: S10, £5, USB-3, 100/1000."""
        if previous and self._grammar.opened_join.fullmatch(self._text, previous, start):
            return True
        before = self._text[max(0, start - 6) : start]
        return _MULTIPLIED.search(before) is not None or not _TIED.search(before)

    def _counted(self, amount: _Amount) -> _Amount:
        """A number behind "pack of" is one of pieces."""
        match = self._grammar.counted.search(self._text, max(0, amount.start - 24), amount.start)
        return replace(amount, start=match.start(), unit="pcs") if match else amount

    def _spelled(self, match: re.Match[str]) -> _Amount | None:
        """A number in words: additions of products, as in two hundred and 二十五."""
        whole, *decimals = self._grammar.point.split(match[0], maxsplit=1)
        pieces = [folded(piece) for piece in self._grammar.numeral.findall(whole)]
        if pieces[0] in self._words.multipliers and self._words.multipliers[pieces[0]] > 10:  # 百度 is no hundred degrees
            return None
        total = pending = 0.0
        for word in pieces:
            if word in self._words.numerals:
                pending += self._words.numerals[word]
            elif (factor := self._words.multipliers[word]) > total > 0:
                total, pending = (total + pending) * factor, 0.0
            else:
                total, pending = total + (pending or 1) * factor, 0.0
        figures = [self._words.numerals.get(folded(piece), 0.0) for piece in self._grammar.numeral.findall("".join(decimals))]
        fraction = sum(figure / 10**place for place, figure in enumerate(figures, 1))
        amount = self._with_unit(match.start(), match.end(), total + pending + fraction)
        article = folded(match[0]) in self._words.articles
        if not amount.unit:
            return None if article else self._counted(amount)
        return self._below_zero(replace(amount, article=article))

    def _with_unit(self, start: int, end: int, value: float) -> _Amount:
        """The number with what stands behind it: a half, a unit or things that the catalog counts, a half."""
        amount = self._measured(start, end, value)
        if amount.unit or value != int(value) or not self._text[start:end].strip().replace(" ", "").replace("-", "").isalnum():
            return amount
        thing = self._things(self._text, start, end)
        if thing is None or thing.unit not in self._table:
            return amount
        return _Amount(start, thing.end, value, thing.unit, self._text[end : thing.end], of=thing.of)

    def _measured(self, start: int, end: int, value: float) -> _Amount:
        if half := self._half(end):
            value, end = value + 0.5, half
        match, between = self._grammar.unit.match(self._text, end), None
        if not match and (between := self._grammar.after.match(self._text, end)):
            match = self._grammar.unit.match(self._text, between.end())
        if not match or any(left < match.end() and start < right for left, right in self._never):
            return _Amount(start, end, value)
        word = match["unit"]
        times, unit = self._words.multiples.get(folded(word), (1.0, ""))
        unit = unit or self._grammar.names.symbol(word) or ""
        if not unit or unit not in self._table or not self._is_unit(match, word, unit, value):
            return _Amount(start, end, value)
        stop = match.end()
        if half := self._half(stop):
            value, stop = value + 0.5, half
        elif value == int(value) and (behind := self._words.tenths_after.match(self._text, stop)):
            said = behind["tenths"]
            figures = said if said.isascii() else f"{self._words.numerals[said]:.0f}"
            value, stop = value + float(f"0.{figures}"), behind.end()
        return _Amount(start, stop, float(f"{value * times:.12g}"), unit, word, compared=between["said"] if between else "")

    def _half(self, at: int) -> int | None:
        match = self._grammar.half.match(self._text, at)
        return match.end() if match else None

    def _is_unit(self, match: re.Match[str], word: str, unit: str, value: float) -> bool:
        """Whether what looks like a unit is one here."""
        text, end, low = self._text, match.end(), word.lower()
        if _PER.match(text, end):
            return False
        if low == "in" and (_IN_GLUED if match["gap"] in ("", "-") else _IN_APART).match(text, end):
            return False
        if low == "s" and not match["gap"]:  # iPhone 5s
            return False
        if unit == "year" and 1900 <= value <= 2100:
            return False
        if not word[0].isalnum() and word[0] in "\"”'’" and not self._is_mark(match, word):
            return False
        guard = self._grammar.not_before.get(low)
        return not (guard and guard.match(text, end))

    def _is_mark(self, match: re.Match[str], word: str) -> bool:
        """Whether a quotation mark behind a number is inches or feet, not the end (or the start) of something quoted."""
        text, start = self._text, match.start("unit")
        if match["gap"] or (word in "'’" and text[match.end() : match.end() + 1].isalpha()):
            return False
        opened = text.rfind(word[0], 0, start)
        if opened < 0:
            opened = text.rfind("“", 0, start)
        is_quoted = opened >= 0 and not text[max(0, opened - 1) : opened].strip() and text[opened + 1 : opened + 2].strip()
        return not is_quoted

    def _range(self, amounts: Sequence[_Amount], index: int) -> Quantity | None:
        """Two amounts that are the ends of one range: "between 13 and 15 inches", "500 g to 1 kg", `13-15"`."""
        if index + 1 >= len(amounts) or not amounts[index + 1].unit:
            return None
        first, second = amounts[index], amounts[index + 1]
        opening = self._grammar.opener.search(self._text, max(0, first.start - 24), first.start)
        join = self._grammar.opened_join if opening else self._grammar.join
        if not join.fullmatch(self._text, first.end, second.start):
            return None
        low = self._in_unit_of(first, second)
        if low is None or (not opening and not self._plausible(first, second, low)):
            return None
        closer = self._grammar.closer.match(self._text, second.end)
        compared = self._compared_before(first)
        start = opening.start() if opening else compared.start if compared else first.start
        low, high = sorted((low, second.value))
        end = closer.end() if closer else second.end
        dimension = self._table[second.unit].dimension
        return Quantity(start, end, first.start, second.end, low, high, "between", second.unit, dimension, False, second.of)

    def _in_unit_of(self, first: _Amount, second: _Amount) -> float | None:
        if not first.unit:
            times, _ = self._words.multiples.get(folded(second.word), (1.0, ""))
            return first.value * times
        if not same_dimension(first.unit, second.unit, self._table):
            return None
        return convert(first.value, first.unit, second.unit, self._table)

    def _plausible(self, first: _Amount, second: _Amount, low: float) -> bool:
        """Whether a range without an opener is one: "USB 3.0 - 2 m" and "iPhone 11 - 128 GB" are none."""
        if low >= second.value or first.article or self._is_multiplied(first):
            return False
        tight = not re.search(r"\s", self._text[first.end : second.start])
        return bool(first.unit) or tight or second.value <= 4 * low

    def _compound(self, amounts: Sequence[_Amount], index: int) -> tuple[_Amount, int]:
        """An amount, with the smaller unit that goes on with it (5 ft 6 in), and how many amounts that took."""
        first, second = amounts[index], amounts[index + 1] if index + 1 < len(amounts) else None
        if second and (first.unit, second.unit) in _COMPOUNDS and first.value == int(first.value):
            more = convert(second.value, second.unit, first.unit, self._table)
            if more < 1 and re.fullmatch(r"\s{0,2}", self._text[first.end : second.start]):
                return replace(first, end=second.end, value=float(f"{first.value + more:.12g}")), 2
        return first, 1

    def _single(self, amount: _Amount) -> Quantity | None:
        dimension = self._table[amount.unit].dimension
        if dimension in ("length", "area") and self._is_multiplied(amount):  # 20 x 30 cm is no one length
            return None
        before, after = self._compared_before(amount), self._compared_after(amount)
        if amount.article and not before:
            return None
        needed = self._words.only_after.get(folded(amount.word), ())
        lead = folded(self._text[before.start : before.end]) if before else ""
        if needed and not any(word in lead for word in needed):
            return None
        comparisons = [compared for compared in (before, after) if compared]
        if before and after and before.op != after.op and before.op != "about":
            comparisons = [before]
        start = min((amount.start, *(compared.start for compared in comparisons)))
        end = max((amount.end, *(compared.end for compared in comparisons)))
        op, strict = (comparisons[-1].op, comparisons[-1].strict) if comparisons else ("==", False)
        turned = self._turned(start, end, lead) if op in _TURNED else None
        if turned:
            start, end, op, strict = *turned, _TURNED[op], not strict
        low = None if op == "<=" else amount.value
        high = None if op == ">=" else amount.value
        sides = (low, high, op, amount.unit, dimension, strict, amount.of)
        return Quantity(start, end, amount.start, amount.end, *sides, turned is not None)

    def _turned(self, start: int, end: int, lead: str) -> tuple[int, int] | None:
        """Where a compared amount and what turns it round begin and end, "I refuse to carry over 2 kg"; else None."""
        if self._is_denied:
            return None
        text, words = self._text, self._words
        if behind := words.turned_behind.match(text, end):
            return start, behind.end()
        if not lead or lead.startswith(words.denials):  # "or more" behind a number is not denied before it
            return None
        negation = words.turns.search(text, max(0, start - _NEGATION), start)
        if negation is None or words.turned_twice.search(text, max(0, negation.start() - _NEGATION), negation.start()):
            return None
        return negation.start(), end

    def _is_multiplied(self, amount: _Amount) -> bool:
        before = self._text[max(0, amount.start - 8) : amount.start]
        behind = re.match(r"\s?[x×*]\s?\d", self._text[amount.end : amount.end + 4], re.IGNORECASE)
        return behind is not None or _TIMES.search(before) is not None

    @cached_property
    def _before(self) -> list[re.Match[str]]:
        """The comparisons that may stand before an amount; most texts hold none, and are not searched for them."""
        return list(self._grammar.before.finditer(self._text))

    def _compared_before(self, amount: _Amount) -> _ComparedQuantity | None:
        """The comparison that stands right before an amount."""
        index = bisect_right(self._before, amount.start, key=lambda match: match.end()) - 1
        if index < 0:
            return None
        match = self._before[index]
        phrase = folded(match[0])
        names = self._words.not_after.get(phrase, ())
        lead = self._text[max(0, match.start() - 24) : match.start()].rstrip().lower()
        if not self._grammar.filler.fullmatch(self._text, match.end(), amount.start) or lead.endswith(names):
            return None
        op, strict = self._words.before[phrase]
        return _ComparedQuantity(match.start(), amount.start, op, strict)

    def _compared_after(self, amount: _Amount) -> _ComparedQuantity | None:
        """The comparison behind a unit, or some words further on, or around it."""
        text, grammar, words = self._text, self._grammar, self._words
        if amount.compared:
            return _ComparedQuantity(amount.start, amount.end, *words.after[folded(amount.compared)])
        opening, closings = words.compared
        if text[: amount.start].endswith(opening) and (match := grammar.compared.match(text, amount.end)):
            return _ComparedQuantity(amount.start - len(opening), match.end(), closings[folded(match["said"])], True)
        match = grammar.after.match(text, amount.end)
        # "8 GB + 256 GB" and "8 GB, max 2 kg": there it belongs to what follows.
        if (
            match
            and re.match(r"\s?\d", text[match.end() :])
            and (match["said"] == "+" or folded(match["said"]) in words.before)
        ):
            return None
        match = match or grammar.later.match(text, amount.end)
        if match and any(other.start() < match.end() < other.end() for other in self._before):
            return None  # the "less" of "8 GB for less than 300"
        if not match or (folded(match["said"]) in words.before and re.match(r"\s?\d", text[match.end() :])):
            return None
        op, strict = words.after[folded(match["said"])]
        return _ComparedQuantity(amount.start, match.end(), op, strict)
