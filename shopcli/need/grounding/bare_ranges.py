"""Bare numbers in a request: "200 to 270", "100-150", 200到300, "for 300"; no unit and no currency says what they are of.

They are what one would pay where something of the kind costs that: a shop's customers leave the currency out. Where nothing
does, they are left to the records' own words: sizes, ages, people.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopcli.need.languages.quantity_words import QuantityWords, grammar_of
from shopcli.text.units import read_number
from shopcli.util.lazy_regex import pattern

_LEAD = pattern(r"\D{0,24}")
_FEWEST = 15.0  # fewer are people, sizes, months
_NEAR = 2.0  # times what the cheapest and the dearest cost is still a sum that one would pay


@dataclass(frozen=True, slots=True)
class BareRange:
    """Two numbers, the lower first, and the words that lead to them: "for" of "for 3 to 4"; ``low`` is None of "for 300"."""

    lead: str
    low: float | None
    high: float

    def reaches(self, lowest: float | None, highest: float | None) -> bool:
        """Whether the range reaches into what lies between two amounts; into what is not known it does not."""
        if lowest is None or highest is None:
            return False
        if self.low is None:
            return lowest <= _NEAR * self.high and self.high <= _NEAR * highest
        return self.low <= highest and self.high >= lowest


def bare_range(text: str, words: QuantityWords) -> BareRange | None:
    """The range of bare numbers that some words are, or the one number that is paid, and nothing else but what leads to it.

    Args:
        text: the words of a clause.
        words: the language.
    """
    grammar = grammar_of(words)
    lead = _LEAD.match(text)
    first = grammar.number.match(text, lead.end()) if lead else None
    if lead and first and first.end() == len(text.rstrip()) and lead[0].strip().lower() in words.paid:
        sum_ = read_number(first[0].strip())
        return BareRange(lead[0].strip().lower(), None, sum_) if sum_ is not None and sum_ >= _FEWEST else None
    join = grammar.opened_join.match(text, first.end()) if first else None
    second = grammar.number.fullmatch(text, join.end()) if join else None
    if lead is None or first is None or second is None:
        return None
    low, high = read_number(first[0].strip()), read_number(second[0].strip())
    return None if low is None or high is None or low >= high else BareRange(lead[0].strip().lower(), low, high)
