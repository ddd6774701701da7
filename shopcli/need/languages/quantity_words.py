"""What a language must say for quantities to be read in it: one `QuantityWords`, in one file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from shopcli.text.units import NUMBER, SYMBOLS, UnitNames, any_of
from shopcli.util.lazy_regex import NEVER, pattern

Comparison = Literal["<=", ">=", "==", "about"]


@dataclass(frozen=True, eq=False)
class QuantityWords:
    """What one language says about quantities. Blanks in a phrase stand for one to three blanks.

    Attributes:
        units: the symbol by each word for it, besides the symbols that every language writes.
        multiples: words that are so many of a unit: a dozen, 斤.
        numerals: number words; an article such as "a" is one with a comparison only.
        articles: the numerals that are articles.
        multipliers: words that multiply what stands before them: hundred, 百.
        half_after: what adds a half behind a number or its unit.
        tenths_after: a digit behind a unit that adds so many tenths, or two so many hundredths, as group tenths: 一米五, 1米85.
        before: comparisons before a number, each with whether the bound itself is excluded.
        after: comparisons behind a unit.
        after_words: of these, the ones that may stand further on: "8 GB of RAM or more".
        between_words: a pattern for the words that they may leap over.
        compared: what frames a comparison, such as 比2公斤轻: the opening, and the closings with their comparison.
        openers: what opens a range: between, from.
        joins: what joins the two ends of a range without an opener too: to, -.
        opened_joins: what joins them only behind an opener: and.
        closers: what may close a range: 之间.
        fillers: words that may stand between a comparison and its number.
        counted: what stands before a number of things: "pack of", "set of".
        only_after: units that are read only behind these comparisons: "lighter than 5 pounds".
        also: a unit to another that goes by the same word where nothing is measured in the first: the degrees of a wine.
        not_before: units that are none before these words: "2 bar stools".
        not_after: comparisons that are none behind these words: "Pro Max".
        never: what is never a quantity: 802.11g, a 5g phone.
        turns: a negation up to the comparison that it turns round, as `RequestGrammar` has it; so the two that follow.
        turned_twice: what stands before a negation that denies one.
        turned_behind: what behind a comparison turns it round: "over 2 kg is too heavy".
        counts: words before a number that say what it counts, to its name: the "sleeps" of "sleeps four".
        paid: what leads to a bare sum that one would pay: the "for" of "a lamp for 40".
        points: what parts a number in words from its decimals: point, 点.
        denials: what comparisons begin with that deny by themselves: the "no" of "no more than".
        years: a year with what says before or after it: groups year, and before, after, least and most with what says so, which
            may also end in ``_behind``.
        decades: ten years: the "sixties", 80年代; group decade with its digits, or word with one of ``decade_words``.
        decade_words: the first year of each by its word, as digits are written: "60" of "sixties".
    """

    units: Mapping[str, str]
    numerals: Mapping[str, float]
    multipliers: Mapping[str, float]
    before: Mapping[str, tuple[Comparison, bool]]
    after: Mapping[str, tuple[Comparison, bool]]
    openers: tuple[str, ...]
    joins: tuple[str, ...]
    opened_joins: tuple[str, ...]
    never: re.Pattern[str]
    multiples: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    articles: frozenset[str] = frozenset()
    half_after: tuple[str, ...] = ()
    tenths_after: re.Pattern[str] = NEVER
    after_words: tuple[str, ...] = ()
    between_words: str = ""
    compared: tuple[str, Mapping[str, Comparison]] = ("", {})
    closers: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    only_after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    not_before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    turns: re.Pattern[str] = NEVER
    turned_twice: re.Pattern[str] = NEVER
    turned_behind: re.Pattern[str] = NEVER
    denials: tuple[str, ...] = ()
    years: re.Pattern[str] = NEVER
    decades: re.Pattern[str] = NEVER
    decade_words: Mapping[str, str] = field(default_factory=dict)
    paid: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    counts: Mapping[str, str] = field(default_factory=dict)


class Grammar:
    """The patterns of one language, each compiled once, when it is first used."""

    def __init__(self, words: QuantityWords) -> None:
        self.words = words
        units = SYMBOLS | dict(words.units)
        self.names = UnitNames(units)
        self.unit = _pattern(
            rf"(?P<gap>\s{{0,2}}|-)(?P<unit>{any_of({**units, **words.multiples})})(?:(?<![A-Za-z0-9])|(?![A-Za-z0-9]))"
        )
        spelled = any_of({**words.numerals, **words.multipliers})
        self.point = _pattern(
            rf"\s?(?:{_any_or_never(words.points)})\s?(?=(?:{any_of(words.numerals)})(?:(?<![a-z])|(?![a-z])))"
        )
        self.spelled = _pattern(
            rf"(?:(?<![A-Za-z-])(?=[a-z])|(?=[^a-z]))(?:{spelled})(?:(?:{self.point.pattern}|[\s-]|(?![a-z]))(?:{spelled}))*"
            r"(?:(?<![A-Za-z])|(?![A-Za-z]))"  # 十六G
        )
        self.numeral = _pattern(spelled)
        self.number = _pattern(NUMBER)
        self.multiplier = _pattern(rf"\s?(?:{any_of(words.multipliers)})(?![A-Za-z])")
        self.half = _pattern(rf"\s{{0,2}}(?:{_any_or_never(words.half_after)})(?![A-Za-z])")
        self.before = _pattern(rf"(?<![A-Za-z])(?:{any_of(words.before)})(?![A-Za-z])")
        self.filler = _pattern(rf"\s{{0,3}}(?:(?:{_any_or_never(words.fillers)})\s{{1,3}}){{0,3}}")
        self.after = _pattern(rf"\s{{0,2}},?\s{{0,2}}(?P<said>{any_of(words.after)})(?![A-Za-z])")
        self.later = _pattern(rf"{words.between_words}\s{{0,2}}(?P<said>{_any_or_never(words.after_words)})(?![A-Za-z])")
        self.opener = _pattern(rf"(?<![A-Za-z])(?:{any_of(words.openers)})\s{{0,3}}\Z")
        self.join = _pattern(rf"\s{{0,2}}(?:{any_of(words.joins)})\s{{0,2}}")
        self.opened_join = _pattern(rf"\s{{0,2}}(?:{any_of((*words.joins, *words.opened_joins))})\s{{0,2}}")
        self.closer = _pattern(rf"\s{{0,2}}(?:{_any_or_never(words.closers)})")
        self.counted = _pattern(rf"(?<![A-Za-z])(?:{_any_or_never(words.counted)})\s{{0,2}}\Z")
        self.compared = _pattern(rf"\s?(?P<said>{_any_or_never(words.compared[1])})")
        self.not_before = {
            unit: _pattern(rf"[\s-]{{0,2}}(?:{any_of(after)})(?![A-Za-z])") for unit, after in words.not_before.items()
        }


def _pattern(source: str) -> re.Pattern[str]:
    return pattern(source, re.IGNORECASE)


def _any_or_never(words: Iterable[str]) -> str:
    return any_of(words) or NEVER.pattern


grammar_of = cache(Grammar)


def folded(phrase: str) -> str:
    """A phrase as the tables have it: one blank for several, lower case."""
    return re.sub(r"\s+", " ", phrase).lower()
