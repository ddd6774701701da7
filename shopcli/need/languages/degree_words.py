"""More and less: superlatives ("lightest"), relative words ("a light tent") and the small words around them.

A language is one `Degrees`; what a word is a degree of is a dimension (of `shopcli.text.units`), ``price``, ``date``,
``rating``, or ``size``, which is whatever says how big things of a kind are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias

from shopcli.need.grounding.quantities import Quantity
from shopcli.need.languages.ordinals import ordinal_before, ordinal_within
from shopcli.util.kept_patterns import compiled
from shopcli.util.lazy_regex import NEVER, pattern

Sense: TypeAlias = tuple[str, Literal["asc", "desc"], str]  # what it orders by, in which order, and words that say more of it
_NEGATION_CHARACTERS = 32  # no negation of more or less is longer
_NEXT_WORD = pattern(r"\s{0,3}([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Degree:
    """One such word in a text, half open.

    Attributes:
        of: what it is a degree of.
        order: for a superlative.
        low: for a relative word, whether little of it is wanted.
        context: words that say more of what it is of.
        rank: the place in the order that is wanted: 2 for "the second lightest".
    """

    start: int
    end: int
    of: str
    order: Literal["asc", "desc"] | None = None
    low: bool = False
    context: str = ""
    rank: int = 1


@dataclass(frozen=True)
class OrderWords:
    """How one language orders by what a catalog measures, whatever that is.

    Attributes:
        graded: a superlative of any adjective, its group ``what`` the adjective as it stands there: the "fatti" of "fattiest".
        bases: the words that a ``what`` may be made of: "fatty" and "fat".
        full_of: what a thing has most of that a ``what`` is said of: the "salt" of "salti"; empty where it says no such thing.
        qualities: a word that describes, and counts nothing: the "comfortable" of "the most comfortable".
        counting: what says at the end of some words that they name a number of things: the 人数 of 评价人数.
        having: what stands before "most" and says nothing of what there is: "has the".
        deed: what something does most or least, its group ``what``, before "most": the "weighs" of "weighs the least".
        idle: what stands before a "most" that orders nothing: the "for" of "for most people".
        economies: what needs little of something, with a group ``most`` where it is a superlative, and names of fields for it.
        consumption: in the name of a field, that it says how much is used up.
        yield_of: in the name of a field, that it says how far one comes with it.
    """

    graded: re.Pattern[str] = NEVER
    bases: Callable[[str], Sequence[str]] = lambda word: (word,)
    full_of: Callable[[str], str] = lambda word: ""
    qualities: re.Pattern[str] = NEVER
    counting: re.Pattern[str] = NEVER
    having: re.Pattern[str] = NEVER
    deed: re.Pattern[str] = NEVER
    idle: re.Pattern[str] = NEVER
    economies: Sequence[tuple[re.Pattern[str], Sequence[str]]] = ()
    consumption: re.Pattern[str] = NEVER
    yield_of: re.Pattern[str] = NEVER


@dataclass(frozen=True)
class Degrees:
    """What one language says.

    Attributes:
        superlatives: by phrase, what it orders by, in which order, and words that say more of it.
        most: phrases before a word that says what it is of ("the most", "the highest"), with their order.
        of_fields: the same beside the name of a field, in either order: "most", 最多.
        deeds: what leads to something that one has and that something is to be done with: the "keep my" of "keep my tea hot".
        predicate: more or less that is said beside what it is said of, in a language without blanks, with groups what and how:
            电池要大, 屏幕大, 大屏幕.
        predicates: by the "how" of it, what it is a degree of and whether little of it is wanted.
        senses: by phrase, what else a superlative may order by where the catalog does not say the first, in the order in which
            they are tried: the "strongest" of a shop without wines is what has most power, or bears most.
        relative: by word, what it is a degree of and whether little of it is wanted.
        graded: much or little of what a field beside it is named by, with groups whose names begin with high, low and not, and
            ``of`` for a name that stands before: "high in", "lots of", 低, 含量高.
        amounts: words of a field's name that only say that it is an amount: the "content" of "protein content".
        joints: words at the ends of a stretch that belong to neither side.
        proclitics: words that no phrase ends in, since they lean on the next: "the", "to", "must".
        comparisons: what may close a quantity: "or more".
        exclusions: what opens an exclusion.
        messages: sentences for `str.format`.
        spaced: whether words stand apart.
        unless: by relative word, what makes it part of a name when it follows: "long sleeve", "light bulb".
        measures: words that say what a quantity beside them is of, as words for a field: "long", "RAM".
        size: a size of clothes, its groups the size by itself: "42码", where its words are not the catalog's.
        directions: words that say more than the words behind them: a dress that says "knee" need not end below it.
        negates: what only denies the words behind it ("no", "not"), and is no wish to do without the thing.
        turned: what turns a relative word round right before it: "isn't very heavy" is rather light.
        lacks: what says behind a word that a thing has none of it: the "free" of "sugar free".
        lacking: what opens an exclusion of something that a thing has in it or is made of: "without", and no "no".
        lacking_fields: names of yes/no fields that say so of what stands for {}: "{} free".
        indefinite: words that name no thing, whatever describes it: "something" of "something warm".
        ordinals: the place in an order by the word for it that stands before a superlative, or within it.
        vague: words of praise and purpose that no record decides.
        gifts: the ends of names for what may be anything that one gives.
        numbered: words whose number is a name: "size 42".
        either: what joins two things of which either will do, and, excluded, neither.
        purpose: what opens the words that say what a thing is for, and stays with them, so that "for Sony" names no maker.
        to: what leads from how a thing is to what it is for: "soft to stand on".
        also: what stands between two things that are both wanted: "cheap but good headphones".
        pack: what opens a number or measure of a thing, which it is not: "a bottle of", behind its article.
        number: the value of an amount's words, or None.
        unambiguous: of a relative word that means other things too, the word that means it alone: "lightweight" of "light".
        orders: how it orders by what a catalog measures.
        below_zero: a temperature that a thing stands, with groups ``amount`` and ``fahrenheit``; less is colder.
    """

    superlatives: Mapping[str, Sense]
    most: Mapping[str, Literal["asc", "desc"]]
    relative: Mapping[str, tuple[str, bool]]
    joints: frozenset[str]
    comparisons: tuple[str, ...]
    exclusions: re.Pattern[str]
    messages: Mapping[str, str]
    either: re.Pattern[str]
    also: re.Pattern[str]
    purpose: re.Pattern[str]
    below_zero: re.Pattern[str]
    number: Callable[[str], float | None]
    spaced: bool = True
    proclitics: frozenset[str] = frozenset()
    unless: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    size: re.Pattern[str] = NEVER
    graded: re.Pattern[str] = NEVER
    amounts: frozenset[str] = frozenset()
    negates: re.Pattern[str] = NEVER
    lacking: re.Pattern[str] = NEVER
    turned: re.Pattern[str] = NEVER
    lacks: re.Pattern[str] = NEVER
    lacking_fields: tuple[str, ...] = ()
    pack: re.Pattern[str] = NEVER
    directions: frozenset[str] = field(default_factory=frozenset)
    vague: frozenset[str] = field(default_factory=frozenset)
    gifts: tuple[str, ...] = ()
    numbered: frozenset[str] = field(default_factory=frozenset)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    indefinite: frozenset[str] = field(default_factory=frozenset)
    to: frozenset[str] = field(default_factory=frozenset)
    unambiguous: Mapping[str, str] = field(default_factory=dict)
    of_fields: Mapping[str, Literal["asc", "desc"]] = field(default_factory=dict)
    senses: Mapping[str, Sequence[Sense]] = field(default_factory=dict)
    deeds: re.Pattern[str] = NEVER
    predicate: re.Pattern[str] = NEVER
    predicates: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    orders: OrderWords = field(default_factory=OrderWords)

    def find(self, text: str, start: int, end: int, *, alone: bool) -> Degree | None:
        """The first degree in a stretch. A relative word counts before other words, or ``alone``: "bike light" has none."""
        if said := self.predicate.search(text, start, end):
            of, low = self.predicates[said["how"] or said["how2"] or said["how3"]]
            context = self.measures.get(said["what"] or said["what2"] or "", "")
            return Degree(said.start(), said.end(), of, low=low, context=context)
        stretch = text[start:end].lower()
        if not any(word in stretch for word in self._first_words):  # to compile the pattern takes longer than all else
            return None
        for match in self._pattern.finditer(text, start, end):
            phrase = " ".join(match[0].lower().split())
            if phrase in self.superlatives:
                of, order, context = self.superlatives[phrase]
                first, rank = ordinal_before(self.ordinals, text[start:], match.start() - start)
                first, rank = start + first, max(rank, ordinal_within(self.ordinals, phrase))
                what = _NEXT_WORD.match(text, match.end(), end)
                if phrase in self.most and what and self._says_of_what(what[1].lower(), alone):
                    context = self.measures.get(what[1].lower(), what[1])
                    return Degree(first, what.end(), "", order, context=context, rank=rank)
                return Degree(first, match.end(), of, order, context=context, rank=rank)
            if match["most"]:
                order = self.most[" ".join(match["most"].lower().split())]
                return Degree(match.start(), match.end(), "", order, context=match["what"])
            of, low = self.relative[phrase]
            if phrase in self.unless and self.unless[phrase].match(text, match.end(), end):
                continue
            followed = text[match.end() : end].strip() != ""
            if followed or ((alone or of == "price") and not text[start : match.start()].strip()):
                return Degree(match.start(), match.end(), of, low=low)
        return None

    def _says_of_what(self, word: str, alone: bool) -> bool:
        """Whether a word behind "the highest" says of what: "resolution", where it names no thing wanted; never "one"."""
        return word in self.measures or (alone and word not in self.vague | self.joints)

    def opposite(self, text: str) -> Degree | None:
        """What "not heavy" asks for: little of it."""
        degree = self.whole(text)
        return replace(degree, low=not degree.low) if degree else None

    def whole(self, text: str) -> Degree | None:
        """The degree that some words are as a whole, whatever they deny: "not too expensive" is cheap."""
        relative = self.relative.get(" ".join(text.lower().split()))
        return Degree(0, len(text), relative[0], low=relative[1]) if relative else None

    def negated_from(self, text: str, at: int) -> int | None:
        """Where the negation begins that turns the word at a place round: the "isn't very" of "isn't very heavy"."""
        lead = self.turned.search(text, max(0, at - _NEGATION_CHARACTERS), at) if at > 0 else None
        return lead.start() if lead else None

    def frost(self, text: str) -> list[Quantity]:
        """Temperatures below zero that a thing stands: "warm to -10"."""
        temperatures = []
        for match in self.below_zero.finditer(text):
            amount = self.number(match["amount"])
            if amount is not None:
                unit, (start, end) = "°F" if match["fahrenheit"] else "°C", match.span()
                temperatures.append(Quantity(start, end, start, end, None, -amount, "<=", unit, "temperature", False))
        return temperatures

    def joins(self, between: str) -> bool:
        """Whether what stands between two things says that both are wanted: "but good"."""
        left, joints = self.also.subn(" ", between)
        return joints > 0 and not self.without_vague(left.strip())

    def without_vague(self, text: str) -> str:
        """The words that say something: "running shoes" of "good running shoes"."""
        if not self.spaced:
            return "" if text in self.vague else text
        words, silent = text.split(), self.vague | self.joints
        telling = [number for number, word in enumerate(words) if word.lower() not in silent]
        return " ".join(words[telling[0] : telling[-1] + 1]) if telling else ""

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """One of these stands in every degree."""
        return frozenset(phrase.split()[0] for phrase in (*self.superlatives, *self.relative, *self.most))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        edge = r"(?<![^\W_])(?<!-)" if self.spaced else ""
        after = r"(?![^\W_])(?!-)" if self.spaced else ""
        words = "|".join(_phrase(word) for word in sorted((*self.superlatives, *self.relative), key=len, reverse=True))
        most = "|".join(_phrase(word) for word in sorted(self.most, key=len, reverse=True)) or r"(?!)"
        what = r"(?P<what>[^\W\d_]+)" if self.spaced else r"(?P<what>[^\W\d_]{2})"
        blank = r"\s{1,3}" if self.spaced else ""
        return compiled(rf"{edge}(?:(?:{words}){after}|(?P<most>{most}){blank}{what}{after})", re.IGNORECASE)

    @cached_property
    def says_most(self) -> re.Pattern[str]:
        """What says of a field that is named beside it that most or least of it is wanted: "the highest", and no "at most"."""
        edge = r"(?<![^\W_])(?<!\bat )(?<!\bat the )" if self.spaced else ""
        most = "|".join(_phrase(word) for word in sorted(self.of_fields or self.most, key=len, reverse=True)) or r"(?!)"
        after = r"(?![^\W_])" if self.spaced else ""
        return re.compile(rf"{edge}(?:{most}){after}", re.IGNORECASE)

    def trimmed(self, text: str) -> tuple[int, int]:
        """The stretch of ``text`` without joints and marks at its ends, half open."""
        words = re.finditer(r"[^\W_]+(?:[.'’&+-][^\W_]+)*[+%\"”]?", text)
        telling = [word.span() for word in words if word[0].lower() not in self.joints]
        return (telling[0][0], telling[-1][1]) if telling else (0, 0)

    def without_comparison(self, text: str) -> str:
        """What stands between a quantity and the comparison that closes it: "RAM" of "RAM or more"."""
        low = text.rstrip().lower()
        comparison = next((words for words in self.comparisons if low.endswith(words)), "")
        text = text[: len(low) - len(comparison)] if comparison else text
        return text[slice(*self.trimmed(text))]

    def without_exclusion(self, text: str) -> str:
        """What an exclusion is about: "hood" of "without a hood"."""
        if not (lead := self.exclusions.match(text)):
            return text
        about = text[lead.end() :]
        return about[slice(*self.trimmed(about))]


def _phrase(words: str) -> str:
    return r"\s{1,3}".join(re.escape(word) for word in words.split())
