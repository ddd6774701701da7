"""How a language asks for one fact of a product that it names: "how hot", "who wrote", 多重; one `FactGrammar`, in one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FactSort = Literal["", "person", "place", "count"]


@dataclass(frozen=True, slots=True)
class AskedMeasure:
    """One way to ask for a fact.

    Attributes:
        source: the pattern of its words.
        names: what records call such a field, the likeliest first.
        dimensions: what its amounts measure (`shopcli.text.units`); empty where it is no amount.
        sort: what running text must say to answer it: a person's name, a place's, or how many of the things that are named.
        contents: other names, which only count where the field's amounts are of one of the dimensions: a "quantity" of 500 g.
    """

    source: str
    names: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    sort: FactSort = ""
    contents: tuple[str, ...] = ()


@dataclass(frozen=True)
class FactGrammar:
    """Questions of fact in one language.

    Attributes:
        asks: how such a question begins, or what makes it one.
        whether: how a question begins that wants a yes or a no.
        never: words of questions that want other things, or judgement.
        unnamed: what stands before a thing that is not named: "a", "any".
        measures: in the order in which they are looked for; what one has taken, the next does not see.
        empty: words that say nothing of what is asked.
        difference: how the difference between two products is asked for, with a group ``words`` for of what.
        agents: how the name of a field ends that says who did something: "designer", 设计师.
        article: what stands before a name and goes with it: "the".
        it: the pronoun that stands for a name.
        replies: ``field``, ``says``, ``titled``, ``alike``, ``more``, ``silent``; between values stand ``and`` and ``or``.
    """

    asks: str
    whether: str
    never: str
    unnamed: str
    measures: tuple[AskedMeasure, ...]
    empty: str
    difference: str
    agents: str
    article: str
    it: str
    replies: Mapping[str, str]
