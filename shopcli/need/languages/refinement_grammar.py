"""What a language must say for `refine` to follow a conversation in it: one `RefinementGrammar`, in one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from re import Pattern
from typing import Literal

from shopcli.errors import UsageError
from shopcli.need.languages.request_grammar import compiled
from shopcli.types import Sort
from shopcli.util.lazy_regex import NEVER

Action = Literal["drop_line", "like", "order", "order_by", "compare", "other_brand", "others", "drop", "make"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a comparison wants: "lighter" is less mass.

    Attributes:
        of: a dimension (of `text.units`), ``price``, ``date``, ``rating`` or ``size``; empty where another word says it.
        order: whether less of it is wanted (asc) or more.
        context: words that say more of what it is of.
    """

    of: str
    order: Literal["asc", "desc"]
    context: str = ""


@dataclass(frozen=True, slots=True)
class MatchedPhrase:
    """A stretch of what was said that one phrase matched: groups by name, in the shopper's own characters.

    A pattern is matched against the normal form, which has as many characters as what was said.
    """

    words: str
    found: re.Match[str]

    def __getitem__(self, group: str | int) -> str:
        start, end = self.found.span(group) if group in (0, *self.found.re.groupindex) else (-1, -1)
        return self.words[start:end] if start >= 0 else ""

    def low(self, group: str | int) -> str:
        """A group in its normal form and in lower case."""
        normal = self.found[group] if group in (0, *self.found.re.groupindex) else None
        return " ".join((normal or "").lower().split())


@dataclass(frozen=True, slots=True)
class RefinementGrammar:
    """The phrases of refinements in one language.

    Attributes:
        normal: the form to match patterns against, character by character: it must keep the length.
        actions: patterns of whole parts, compiled when first needed and tried in order. Groups: ``which`` (names a
            result), ``words`` (the clause's text, where it is not all of the part), ``degree`` and ``too`` (words of
            ``degrees``; the latter wants the opposite), ``what`` (a value, or what a degree is of), ``certain`` (marks
            that ``drop`` can mean nothing else), ``number`` and ``digits`` (a line of the need); any other names a field.
        place: a whole name of a result by its place: digits, or a word in any group.
        described: a whole name of a result by what it is: groups ``words`` or ``after``, and ``one`` where it can be
            nothing else but a name.
        asks_for: what stands before (and ``asked_behind``, after) the name of a result that is to be shown.
        here: names of the result that was looked at last.
        more: asks for further results.
        ordinals: words for places; -1 is the last one shown.
        degrees: by comparative, what it wants.
        orders: words for an order by price.
        descending: within ``order_by``, that the largest come first.
        cut: what stands between two refinements said in one breath.
        joining: openings that mark a refinement, and mean nothing themselves ("but", "and").
        asking: openings that mean nothing and mark nothing ("show me", "do you have it").
        closing: endings that mean nothing ("then", "please").
        polite: those that may stand behind the name of a result.
        instead: marks that a new topic takes the old one's place.
        opening: openings that mark a refinement and belong to it ("in", "with", "not").
        describing: words by themselves that describe rather than name, as far as their form tells ("waterproof").
        adding: what was said adds to a choice rather than replacing it.
        number: how a bare amount starts.
        at_most: the amount ``{what}`` as a limit that `understand` knows.
        names: words for what every catalog has, to ``price``, ``brand``, ``colour``, ``date``, ``rating`` or ``order``.
        messages: what changed, in words (``added``, ``replaced``, ``dropped``, ``order``), and ``nothing``.
        errors: a message and a hint by what went wrong, for `str.format`.
        hence: joins what is asked for to why: "so".
        other: names of the other of two, where one was just spoken of.
        places: names of the first ten results, for those messages; ``counts`` the numbers from nought to ten.
        truths: words that say yes or no to a question, by themselves.
        nameless: words that say how a thing is to be and name none: "something fruitier", "a smaller one to travel with";
            group ``sure`` where their form leaves no doubt.
        positives: the words that a comparative may be of, "fruity" of "fruitier".
        most_of: how most of something is said, with ``{most}`` and ``{what}``; ``most`` is the word for it by that for more.
        either: joins two of ``places`` ("or"), ``also`` more than two (", ").
    """

    actions: Mapping[Action, str]
    place: Pattern[str]
    described: Pattern[str]
    asks_for: Pattern[str]
    here: frozenset[str]
    more: Pattern[str]
    ordinals: Mapping[str, int]
    degrees: Mapping[str, Wanted]
    orders: Mapping[str, Sort]
    descending: Pattern[str]
    cut: Pattern[str]
    joining: Pattern[str]
    asking: Pattern[str]
    closing: Pattern[str]
    polite: Pattern[str]
    instead: Pattern[str]
    opening: Pattern[str]
    describing: Pattern[str]
    adding: Pattern[str]
    number: Pattern[str]
    at_most: str
    names: Mapping[str, str]
    messages: Mapping[str, str]
    errors: Mapping[str, tuple[str, str]]
    places: tuple[str, ...]
    counts: tuple[str, ...]
    either: str
    also: str
    asked_behind: Pattern[str] = NEVER
    nameless: Pattern[str] = NEVER
    positives: Callable[[str], Sequence[str]] = field(default=lambda word: ())
    most_of: str = ""
    most: Mapping[str, str] = field(default_factory=dict)
    hence: Pattern[str] = NEVER
    other: Pattern[str] = NEVER
    normal: Callable[[str], str] = field(default=lambda text: text)
    truths: Mapping[str, bool] = field(default_factory=dict)

    def names_nothing(self, words: str, is_called: Callable[[], bool]) -> bool:
        """Whether words say how a thing is to be and name none; where their form leaves it open, nothing may be called so."""
        match = self.nameless.fullmatch(self.normal(words))
        return match is not None and (bool(match.groupdict().get("sure")) or not is_called())

    def part(self, action: Action, words: str) -> MatchedPhrase | None:
        """``words`` as that action's phrase, or None."""
        match = compiled(self.actions[action]).fullmatch(self.normal(words))
        return MatchedPhrase(words, match) if match else None

    def error(self, name: str, **values: object) -> UsageError:
        """One of the errors."""
        message, hint = self.errors[name]
        return UsageError(message.format(**values), hint=hint.format(**values))

    def place_words(self, numbers: list[int]) -> str:
        """Results by their places: "the first, the second or the third"."""
        names = [self.places[n - 1] if n <= len(self.places) else str(n) for n in numbers]
        return self.also.join(names[:-1]) + self.either + names[-1] if len(names) > 1 else "".join(names)
