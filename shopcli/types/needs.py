"""What a shopper asked, as it was understood."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from typing import Literal

from shopcli.types.products import Value

ClauseKind = Literal["topic", "feature", "limit", "exclude"]
ClauseSource = Literal["request", "flag", "refinement", "assumption", "profile", "background"]
QuestionKind = Literal["count", "price range", "brands", "colours", "values", "average", "extreme", "any"]
DEFAULT_LANGUAGE = "en"  # of a need that nobody gave one, and of the names that most catalogs give their fields
KIND = "kind"  # the field of a clause that excludes what is called so: what does not say that it is one is none
NAME = "name"  # the field of a clause that asks for a proper name: what does not say it is none of that name
Op = Literal["is", "in", "!=", "<", "<=", ">", ">=", "==", "like", "has", "lacks", "outside"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that the shopper asked, with the words it came from.

    A clause with a ``field`` is hard: a product either holds it, contradicts it, or does not say. So is an exclusion of words.
    Any other ranks and excludes nothing, words that records say among them: to say it otherwise is no contradiction.

    Attributes:
        text: a slice of the request (or the flag or refinement that it came from).
        kind: topic (what sort of thing), feature, limit, or exclude.
        field: the catalog field it speaks of; None where it is meaning only.
        op: how the record's value must compare with ``value``; ``in`` takes any of several, separated by ``|``;
            ``like`` names a product's id; ``has`` and ``lacks`` ask whether the record says the words of ``value``,
            wherever it says them, so they have no ``field``, and only ``lacks`` is hard; ``outside`` wants a number below
            ``value`` or from ``upper`` on.
        value: a number, a word, or truth.
        unit: an ISO 4217 code for money, or a unit's symbol.
        meaning: what to search for, where the words themselves are not the catalog's: a translation, or the
            corrected spelling.
        upper: the end of what ``outside`` excludes, half open; of a ``>=`` that was said as a bare amount, the end of what is
            just that: what has more holds it, and stands behind what has as much.
        source: where it was said: in the request, by a flag, or in a later turn of the conversation; or nowhere: an assumption
            about what a person, an occasion or a place asks for, or what a profile remembers, which ranks and never excludes.
            What tells how things stand and asks for nothing is the background. It makes no difference between two clauses.
        alternatives: other words by which records grant what is asked, such as "circumaural" for "over-ear".
        denials: words by which they deny it.
    """

    text: str
    kind: ClauseKind
    field: str | None = None
    op: Op | None = None
    value: Value | None = None
    unit: str | None = None
    meaning: str | None = None
    upper: float | None = None
    source: ClauseSource = dataclasses.field(default="request", compare=False)
    alternatives: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()

    @property
    def is_hard(self) -> bool:
        """Whether it may exclude: a field decides it, or it names what is not wanted."""
        return self.op == "lacks" or (self.field is not None and self.op not in (None, "like"))

    @property
    def is_rejection(self) -> bool:
        """Whether it turns down what was shown in a conversation."""
        return self.kind == "exclude" and self.source == "refinement"

    @property
    def is_background(self) -> bool:
        """Whether it tells how things stand: it ranks, and of no record is it told that it does not say so."""
        return self.source == "background"

    @property
    def is_countable(self) -> bool:
        """Whether records can be counted by it: those of which a field decides it, or that say its words or do not."""
        return self.is_hard or self.op == "has"

    @property
    def says(self) -> str:
        """The words to embed and to look for: the shopper's, or what they mean."""
        return self.meaning or self.text

    @property
    def label(self) -> str:
        """The words to tell it by: the shopper's; of what is assumed, the wish."""
        return self.says if self.is_assumed else self.text

    @property
    def is_assumed(self) -> bool:
        """Whether nobody said it in this request."""
        return self.source in ("assumption", "profile")


@dataclass(frozen=True, slots=True)
class Sort:
    """An order over what meets the rest: ``Sort("price", "asc")`` for "cheapest".

    ``text`` are the words that asked for it, empty where none did; they make no difference between two orders. ``rank`` is the
    place in the order that is asked for: 2 for "the second cheapest".
    """

    field: str
    order: Literal["asc", "desc"]
    text: str = dataclasses.field(default="", compare=False)
    rank: int = 1


@dataclass(frozen=True, slots=True)
class CatalogQuestion:
    """A question about the catalog.

    Attributes:
        kind: what is asked.
        rest: the request without the question's own words, as long as the request: what was cut out is blank, with a
            semicolon where words on both sides of it stay. So what is a slice of one is a slice of the other.
        subject: what it is asked of, in the shopper's words; empty for the whole catalog.
        language: whose form it has, ISO 639-1.
        order: for "extreme", the words of the subject that name the order.
        counted: whether the subject is something that is counted: "a mouse", "mice"; "pasta" need not be.
        names: whether it names what it asks about, so that it is a new request in a conversation, too.
        anything: whether any product would do of which the subject is true: "anything vegan", "products under 5 euros".
        field: for "values", the words that name the field: "sizes".
    """

    kind: QuestionKind
    rest: str
    subject: str
    language: str
    order: str = ""
    counted: bool = True
    names: bool = False
    anything: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A request, understood: its clauses, its order, and the language it came in.

    ``notes`` say in plain words what was taken otherwise than asked, such as dollars in a catalog of euros; ``question`` is
    what the request asks about the catalog, where it does; ``left_aside`` are the words of which nothing was made; ``assumed``
    are wishes that nobody said, each with the words that it was taken from as its text: they rank and never exclude;
    ``mended`` is what the shopper wrote and what that is in ``query``, where characters in it were mended; else both are empty.
    """

    query: str
    clauses: tuple[Clause, ...] = ()
    sort: Sort | None = None
    language: str = DEFAULT_LANGUAGE
    notes: tuple[str, ...] = ()
    question: CatalogQuestion | None = None
    left_aside: tuple[str, ...] = ()
    assumed: tuple[Clause, ...] = ()
    mended: tuple[str, str] = ("", "")

    @property
    def n_passed_over(self) -> int:
        """How many of the best come before what is asked for: one before "the second cheapest", the first to be shown."""
        return self.sort.rank - 1 if self.sort else 0

    @property
    def hard(self) -> tuple[Clause, ...]:
        """The clauses that filter."""
        return tuple(clause for clause in self.clauses if clause.is_hard)

    @property
    def countable(self) -> tuple[Clause, ...]:
        """The clauses that a question about the catalog counts by."""
        return tuple(clause for clause in self.clauses if clause.is_countable)

    @property
    def lines(self) -> tuple[tuple[Clause, ...], ...]:
        """The clauses by the phrase that they came from, in order: both ends of a range are one line."""
        by_text: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            by_text.setdefault(clause.text, []).append(clause)
        return tuple(map(tuple, by_text.values()))

    @property
    def numbered(self) -> tuple[tuple[Clause, ...], ...]:
        """What can be struck out by its number, the first is 1: `lines`, then each assumption. The order comes behind them."""
        return (*self.lines, *((clause,) for clause in self.assumed))

    def as_part_of(self, query: str) -> Need:
        """The need of a part of a request as that of the whole, in which characters are mended where they were in the part."""
        written, meant = self.mended
        return replace(self, query=query.replace(written, meant) if written else query)

    @property
    def as_written(self) -> str:
        """The request in the shopper's own characters."""
        written, meant = self.mended
        return self.query.replace(meant, written) if written else self.query

    def having(self, *clauses: Clause) -> Need:
        """The same need with ``clauses`` added at the end."""
        return replace(self, clauses=self.clauses + clauses)


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a clause says of one column, as a database can hold it: every record that meets the clause meets this too.

    Attributes:
        column: the column's name in the index.
        op: ``<``, ``<=``, ``>``, ``>=``, ``==`` or ``in``.
        values: the numbers, or the codes of texts, that are compared with; one but for ``in``.
    """

    column: str
    op: str
    values: tuple[float, ...]
