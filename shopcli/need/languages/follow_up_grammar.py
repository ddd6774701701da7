"""How a language asks about what is shown: one `FollowUpGrammar`, in one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shopcli.need.languages.degree_words import Degrees
from shopcli.need.languages.refinement_grammar import RefinementGrammar, Wanted

AskedKind = Literal["is", "has", "does", "value", "amount", "comparison", "most"]


@dataclass(frozen=True, slots=True)
class FollowForm:
    """One way of asking.

    Attributes:
        kind: what it asks.
        source: the pattern of the whole question. Groups: ``ref`` names a result, ``ref2`` does where the other is
            absent, ``other`` the one compared with, ``words`` what is asked, ``degree`` a word of amounts or degrees.
            Without any ``ref`` it is asked of what was looked at last.
        split: the pattern has ``rest`` in place of ``ref`` and ``words``; wherever the rest can be cut in two is tried,
            the longest name of a result first.
        words: what is asked, where the form says it by itself; behind a ``|`` how the answer tells it.
        each: it is asked of all that is shown.
    """

    kind: AskedKind
    source: str
    split: bool = False
    words: str = ""
    each: bool = False


@dataclass(frozen=True)
class FollowUpGrammar:
    """Questions about what is shown in one language.

    Attributes:
        opening: what may stand before a question and says nothing.
        closing: what may stand behind it and says nothing.
        forms: tried in order.
        amounts: words for how much of something a thing is, to what records call it: "heavy" is weight.
        degrees: comparatives and superlatives, by what they want.
        all_shown: names of everything that is shown.
        never: words that ask for judgement, for an order or for another thing.
        lead: words before what is asked that say nothing of it.
        having: verbs of having, behind which stands a thing.
        again: the question before, asked of another of the shown; the group ``ref`` names it.
        described: how the name of a result ends that says what it is: "the black one".
        rather: "why" one rather than another, with groups ``ref`` and ``other``; empty where a language has no such form.
        why_not: how one begins to ask why something is not recommended.
        verbs: verbs of amounts within a sentence, by the word of ``amounts`` that they are: "lasts" is "last".
        both: how two of what was spoken of are named together: "those two".
        several: how those shown first or last are named together, with groups ``last`` and ``count``.
        choosing: words that ask which of some to take.
        deciding: a question which of some, with what decides in the group ``words``: "better if it rains".
        places: one place on the screen within a sentence, with a group ``place``: a word of the ordinals, or digits.
        either: what stands between things of which one is asked for: "or".
        taste: words of taste before a thing, of which no record speaks: "a nice big hardback".
        trail: words behind a thing that say nothing of it: "sugar in it".
        best: words that ask for the best of something, before what that is.
        suiting: words that ask whether something suits, before what it is to suit: "ok" of "ok for dry skin".
    """

    opening: str
    closing: str
    forms: tuple[FollowForm, ...]
    amounts: Mapping[str, tuple[Wanted, tuple[str, ...]]]
    degrees: Mapping[str, Wanted]
    all_shown: str
    never: str
    lead: str
    having: str
    again: str
    described: str
    rather: str = ""
    why_not: str = ""
    verbs: Mapping[str, str] = field(default_factory=dict)
    both: str = ""
    several: str = ""
    choosing: str = ""
    deciding: str = ""
    places: str = ""
    suiting: str = r"(?!)"
    best: str = ""
    either: str = r"(?!)"
    taste: frozenset[str] = frozenset()
    trail: str = r"(?!)"


def superlatives(degrees: Degrees, refinement: RefinementGrammar) -> dict[str, Wanted]:
    """What each superlative of a language wants, those of the price among them."""
    prices = {phrase: Wanted(sort.field, sort.order) for phrase, sort in refinement.orders.items()}
    return {phrase: Wanted(*wanted) for phrase, wanted in degrees.superlatives.items()} | prices
