"""How a language asks about the catalog and is answered: one `QuestionGrammar`, in one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from shopcli.types import QuestionKind
from shopcli.util.lazy_regex import NEVER


@dataclass(frozen=True, slots=True)
class Form:
    """One way of asking.

    Attributes:
        kind: what it asks.
        source: the pattern of the whole question without its opening, compiled when first needed. Groups: ``thing``,
            what is asked about; ``more``, what else is asked of it; ``denied``, what it is not; ``verb`` between them;
            ``order``, a superlative.
            A ``thing`` of an "extreme" begins with its superlative where there is no group ``order``.
    """

    kind: QuestionKind
    source: str


def forms(kind: QuestionKind, *sources: str) -> tuple[Form, ...]:
    """The ways of asking one thing, each by its pattern."""
    return tuple(Form(kind, source) for source in sources)


@dataclass(frozen=True)
class QuestionGrammar:
    """Questions about the catalog in one language.

    Attributes:
        hint: what every question holds; most requests are done with after this.
        asks: what stands in every question about products that it names (`shopcli.need.dialogue.followup`).
        opening: what may stand before a question.
        closing: what may stand behind it.
        forms: the first that fits is meant.
        signs: what stands in every question of a kind; the forms of a kind without its sign are not tried.
        never: what holds this asks for advice, or about something else than the catalog.
        lead: words before the thing that say nothing of it ("of your", "different kinds of", "products").
        tail: words behind it that say nothing.
        is_counted: whether a thing is something that is counted, from the words before it and its own.
        is_anything: whether the words before or behind the thing stand for any product.
        subject: the subject, from the order, the thing, the verb and the rest.
        things: a subject as several things, from the subject, the part that names the kind of thing (empty where
            nothing does) and whether it is counted: "mice under 30 euros".
        naming: the subject where no kind has its name, from the subject, the part of it that would name one, the word
            for that in the records, and whether it is their titles that say it.
        superlative: the one thing that an order puts first, from the words of the order, the subject and its kind.
        tidy: a subject without what hangs on it after a part of it was taken out.
        messages: sentences for `str.format`; see `shopcli.need.languages.en.questions`.
        colours: the colours' names, by their English ones.
        fields: what every catalog's fields of few values are called, to their names there, separated by bars: the first that
            the catalog has.
        assortment: words for whatever is sold, and for a part of it that goes by a name: "models", "series".
        sections: what a shop's parts are called, whose names stand beside them: "the jewellery section".
        denies: what says, within a question, that something is not so: "can't".
        ordered_by: what stands before the name of a field that an order is by: "by number of".
        numerals: small numbers in words, from nought on, as a sentence begins with them.
        states: whether a thing can be had, as it is said of one: "out of stock".
        values_of: what values are of, from the words for the field and the things: "sizes of tees".
    """

    hint: str
    asks: str
    opening: str
    closing: str
    forms: tuple[Form, ...]
    signs: Mapping[QuestionKind, str]
    never: str
    lead: str
    tail: str
    is_counted: Callable[[str, str], bool]
    is_anything: Callable[[str, str], bool]
    subject: Callable[[Mapping[str, str]], str]
    things: Callable[[str, str, bool], str]
    naming: Callable[[str, str, str, bool], str]
    superlative: Callable[[str, str, str], str]
    tidy: Callable[[str], str]
    messages: Mapping[str, str]
    colours: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    sections: frozenset[str] = frozenset()
    assortment: re.Pattern[str] = NEVER
    denies: re.Pattern[str] = NEVER
    ordered_by: re.Pattern[str] = NEVER
    numerals: Sequence[str] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    values_of: Callable[[str, str, int], str] = lambda field, _things, _count: field
