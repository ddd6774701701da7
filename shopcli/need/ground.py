"""A need meets the catalog: its words become clauses that a record can decide.

`understand` reads what a language alone can tell. Here the catalog is asked: which end of "black gaming mouse" names a
kind of thing, which field "at least 8 GB of RAM" limits, whether any product of that kind says "gaming" at all, and how
light "a light tent" is among tents. What the catalog cannot decide stays meaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from shopcli.need.degrees import Degree, Degrees
from shopcli.need.quantities import Quantity, QuantityWords, class_range, find_quantities
from shopcli.types import Clause, Need, Op, Sort, show_value
from shopcli.units import Table, convert

if TYPE_CHECKING:
    import numpy as np

_WORD = re.compile(r"[^\W_]+(?:[.'’&+-][^\W_]+)*\+?")
_COMPARISON_CHARACTERS = 16  # no comparison that closes a quantity is longer
_UPPER_BOUND = re.compile(r"\b(?:max|maximum|up to|maximal)\b", re.IGNORECASE)
_LOWER_BOUND = re.compile(r"\b(?:min|minimum|minimal)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """What the words of a topic name in this catalog.

    Attributes:
        start: where in the words the name of the kind begins; what stands before it says which ones are wanted.
        end: where it ends; what stands behind it says so too. None at the end of the words.
        rows: the products of that kind.
        is_kind: whether the catalog has a name for it; else ``rows`` are merely the nearest.
    """

    start: int
    rows: np.ndarray
    is_kind: bool = True
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A field of quantities."""

    field: str
    unit: str
    sure: bool = True


class Catalog(Protocol):
    """What the catalog is asked."""

    @property
    def table(self) -> Table:
        """Every unit by its symbol."""

    def named(self, words: str, *, translated: bool = False) -> Named:
        """What the words of a topic name; a translation may not be in the catalog's own words."""

    def said(self, words: str, rows: np.ndarray) -> str:
        """Those of the words that some of the rows say, all together; empty where none does."""

    def measured(self, dimension: str, unit: str, context: str, rows: np.ndarray) -> Measured | None:
        """The field that a quantity limits for these products; ``context`` are the words around it."""

    def dated(self, rows: np.ndarray) -> str | None:
        """The field that says since when a product is sold."""

    def rated(self, rows: np.ndarray) -> str | None:
        """The field that holds ratings."""

    def share(self, name: str, share: float, rows: np.ndarray) -> float | None:
        """The value below which this share of the products lies; None for too few."""

    def currency(self) -> str | None:
        """The currency of most prices."""


@dataclass(slots=True)
class _Draft:
    """The need while it is being grounded."""

    clauses: list[Clause] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sort: Sort | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    quantities: QuantityWords
    degrees: Degrees


def ground(need: Need, catalog: Catalog, *, quantities: QuantityWords, degrees: Degrees, topic: str = "") -> Need:
    """The need with every clause that the catalog can decide.

    Args:
        need: from `understand`.
        catalog: what the index knows.
        quantities: how the need's language speaks of quantities.
        degrees: how it speaks of more and less.
        topic: what is being looked for, where the need itself names no thing: the topic of the conversation.

    Returns:
        The need; the text of every clause still is a slice of its query.
    """
    return _Grounding(need, catalog, _Words(quantities, degrees), topic).done()


class _Grounding:
    def __init__(self, need: Need, catalog: Catalog, words: _Words, topic: str) -> None:
        self._need, self._catalog, self._words = need, catalog, words
        self._draft = _Draft(sort=need.sort)
        self._open = [self._whole(clause) if _is_open(clause) else clause for clause in need.clauses]
        self._pieces = {id(clause): self._cut(clause) for clause in self._open if _is_open(clause)}
        self._named = self._name(topic)

    def _quantities(self, text: str) -> list[Quantity]:
        return list(find_quantities(text, self._words.quantities, self._catalog.table))

    def _whole(self, clause: Clause) -> Clause:
        """The clause with the comparison behind its last quantity, which may stand outside: "10 m" of "10 m or longer"."""
        at = self._need.query.find(clause.text)
        said = self._need.query[at : at + len(clause.text) + _COMPARISON_CHARACTERS] if at >= 0 else clause.text
        ends = [quantity.end for quantity in self._quantities(said) if quantity.number_end <= len(clause.text)]
        return replace(clause, text=said[: max(len(clause.text), *ends)]) if ends else clause

    def _cut(self, clause: Clause) -> list[_Piece]:
        return _cut(clause, self._quantities(clause.text), self._words.degrees)

    def _name(self, topic: str) -> Named:
        for clause in self._open:
            if clause.kind == "topic" and _is_open(clause):
                named = [(piece, self._catalog.named(piece.says, translated=piece.meaning is not None)) for piece in self._pieces[id(clause)] if piece.is_words]
                found = next(((piece, name) for piece, name in named if name.is_kind), named[0] if named else None)
                if found:
                    found[0].named = found[1]
                    return found[1]
        return self._catalog.named(topic)

    def done(self) -> Need:
        for clause in self._open:
            if not _is_open(clause):
                self._draft.clauses.append(clause)
                continue
            for piece in self._pieces[id(clause)]:
                self._take(piece, clause)
        notes = tuple(note for note in self._need.notes if not self._settled(note))
        return replace(
            self._need, clauses=tuple(self._draft.clauses), sort=self._draft.sort, notes=(*notes, *self._draft.notes)
        )

    def _settled(self, note: str) -> bool:
        """Whether a note says that something counts by its meaning only which by now is a clause of its own."""
        return any(f"“{clause.text}”" in note for clause in self._need.clauses if clause not in self._draft.clauses)

    def _take(self, piece: _Piece, clause: Clause) -> None:
        if piece.quantity:
            self._limit(piece, clause)
        elif piece.degree:
            self._compare(piece, clause)
        elif clause.kind == "exclude":
            self._exclude(clause)
        elif piece.named:
            self._topic(piece, clause)
        else:
            self._feature(piece, clause)

    # --- what is looked for

    def _topic(self, piece: _Piece, clause: Clause) -> None:
        """The name of the kind, and before it what says which ones are wanted."""
        assert piece.named
        start, end = piece.named.start, piece.named.end
        if piece.meaning is not None and start:  # a translation's words have no places in the request
            self._feature(_Piece(piece.text, meaning=piece.meaning[:start].rstrip()), clause)
            self._draft.clauses.append(replace(clause, text=piece.text, meaning=piece.meaning[start:end]))
            return
        if piece.meaning is not None:
            self._draft.clauses.append(replace(clause, text=piece.text))
            return
        for before in _words(piece.text[:start], replace(clause, kind="feature"), self._words.degrees):
            self._take(before, clause)
        self._draft.clauses.append(replace(clause, text=piece.text[start:end]))
        for behind in _words(piece.text[end:] if end else "", replace(clause, kind="feature"), self._words.degrees):
            self._take(behind, clause)

    def _feature(self, piece: _Piece, clause: Clause) -> None:
        """A feature that some products of the kind state is decided by their words; any other stays meaning."""
        said = self._catalog.said(piece.says, self._named.rows)
        feature = Clause(piece.text, "feature", meaning=piece.meaning)
        self._draft.clauses.append(replace(feature, op="has", value=said) if said else feature)

    def _exclude(self, clause: Clause) -> None:
        about = self._words.degrees.without_exclusion(clause.says if clause.meaning else clause.text)
        said = self._catalog.said(about, self._named.rows)
        self._draft.clauses.append(replace(clause, op="lacks", value=said) if said else clause)

    # --- quantities

    def _limit(self, piece: _Piece, clause: Clause) -> None:
        quantity = piece.quantity
        assert quantity
        measured = self._catalog.measured(quantity.dimension, quantity.unit, piece.context, self._named.rows)
        if measured is None:
            self._feature(_Piece(piece.text), clause)
            return
        kind = "exclude" if clause.kind == "exclude" else "limit"
        for op, value in _bounds(quantity, measured):
            amount = round(convert(value, quantity.unit, measured.unit, self._catalog.table), 6)
            self._draft.clauses.append(Clause(piece.text, kind, measured.field, op, amount, measured.unit))
        if not measured.sure:
            self._draft.notes.append(self._words.degrees.say("unsure_unit", field=_label(measured.field), unit=measured.unit))

    # --- more and less

    def _compare(self, piece: _Piece, clause: Clause) -> None:
        degree = piece.degree
        assert degree
        field_name, unit = self._measure_of(degree.of, degree.context)
        if field_name is None:
            self._feature(_Piece(piece.text), clause)
        elif degree.order:
            self._draft.sort = Sort(field_name, degree.order)
        else:
            self._relative(piece, field_name, unit, degree.low)

    def _measure_of(self, of: str, context: str) -> tuple[str | None, str | None]:
        rows = self._named.rows
        if of == "price":
            return "price", self._catalog.currency()
        if of in ("date", "rating"):
            return (self._catalog.dated(rows) if of == "date" else self._catalog.rated(rows)), None
        measured = self._catalog.measured(of, "", context, rows)
        return (measured.field, measured.unit) if measured else (None, None)

    def _relative(self, piece: _Piece, name: str, unit: str | None, low: bool) -> None:
        """"Light" is lighter than two thirds of the kind are; a number said beside it decides instead."""
        if any(other.quantity and piece.degree and other.quantity.dimension == piece.degree.of for other in self._all()):
            return
        value = self._catalog.share(name, 1 / 3 if low else 2 / 3, self._named.rows)
        if value is None:
            self._draft.clauses.append(Clause(piece.text, "feature"))
            return
        op: Op = "<=" if low else ">="
        self._draft.clauses.append(Clause(piece.text, "limit", name, op, value, unit))
        meant = f"{_label(name)} {'≤' if low else '≥'} {show_value(value, unit)}"
        self._draft.notes.append(self._words.degrees.say("relative", words=piece.text, meaning=meant))

    def _all(self) -> list[_Piece]:
        return [piece for pieces in self._pieces.values() for piece in pieces]


# --- cutting


@dataclass(slots=True)
class _Piece:
    """A stretch of one clause that says one thing: a quantity, more or less of something, or words.

    ``context`` are the words beside a quantity, which say what it is of.
    """

    text: str
    quantity: Quantity | None = None
    degree: Degree | None = None
    context: str = ""
    meaning: str | None = None
    named: Named | None = None

    @property
    def is_words(self) -> bool:
        return self.quantity is None and self.degree is None

    @property
    def says(self) -> str:
        return self.meaning or self.text


def _is_open(clause: Clause) -> bool:
    return clause.op is None and clause.kind in ("topic", "feature", "exclude")


def _cut(clause: Clause, quantities: Sequence[Quantity], degrees: Degrees) -> list[_Piece]:
    """The pieces of a clause in order. A translated clause is cut only where a quantity stands in it."""
    text, at, pieces = clause.text, 0, []
    for quantity in quantities:
        pieces += _words(text[at : quantity.start], clause, degrees)
        inner = degrees.without_comparison(text[quantity.number_end : quantity.end])
        end = quantity.number_end if clause.kind == "topic" and inner else quantity.end
        pieces.append(_Piece(text[quantity.start : end], quantity, context=inner))
        if clause.kind == "topic" and inner:
            start = text.index(inner, quantity.number_end)
            pieces += _words(text[start : start + len(inner)], clause, degrees)
        at = quantity.end
    pieces += _words(text[at:], clause, degrees)
    return _with_context(pieces, clause) if quantities else pieces


def _with_context(pieces: list[_Piece], clause: Clause) -> list[_Piece]:
    """In a feature the words beside a quantity say what it is of ("RAM" in "4 GB RAM"); in a topic they are the thing."""
    if clause.kind == "topic":
        return pieces
    words = " ".join(piece.text for piece in pieces if piece.is_words)
    kept = [piece for piece in pieces if not piece.is_words]
    for piece in kept:
        piece.context = f"{words} {piece.context}".strip()
    if len(kept) == 1 and kept[0].quantity and words:
        kept[0].text = clause.text  # so that the clause shows what it is of
    return kept


def _words(text: str, clause: Clause, degrees: Degrees) -> list[_Piece]:
    """The words of a stretch, without what joins it to its neighbours; degrees stand apart."""
    start, end = degrees.trimmed(text)
    pieces: list[_Piece] = []
    if clause.kind != "exclude":
        while degree := degrees.find(text, start, end, alone=clause.kind == "feature"):
            pieces += [_Piece(text[s:e], meaning=clause.meaning) for s, e in [_inside(degrees, text, start, degree.start)] if s < e]
            pieces.append(_Piece(text[degree.start : degree.end], degree=degree))
            start, end = _inside(degrees, text, degree.end, end)
    if start < end:
        whole = text[start:end] == clause.text
        pieces.append(_Piece(text[start:end], meaning=clause.meaning if whole or clause.meaning is None else clause.meaning))
    return pieces


def _inside(degrees: Degrees, text: str, start: int, end: int) -> tuple[int, int]:
    left, right = degrees.trimmed(text[start:end])
    return start + left, start + right


def _bounds(quantity: Quantity, measured: Measured) -> list[tuple[Op, float]]:
    """What a record's value must hold, in the quantity's own unit."""
    if quantity.op == "==" and not quantity.strict:
        low, high = class_range(quantity)
        if _UPPER_BOUND.search(_label(measured.field)):
            return [(">=", low)]  # what takes at most 17 inches takes a 15 inch one too
        if _LOWER_BOUND.search(_label(measured.field)):
            return [("<=", low)]
        return [(">=", low), ("<", high)]
    if quantity.op == "==":
        return [("==", quantity.low or 0.0)]
    if quantity.op == "about":
        low, high = quantity.low or 0.0, quantity.high or 0.0
        return [(">=", 0.9 * low), ("<=", 1.1 * high)]
    found: list[tuple[Op, float]] = []
    if quantity.low is not None:
        found.append((">" if quantity.strict else ">=", quantity.low))
    if quantity.high is not None:
        found.append(("<" if quantity.strict else "<=", quantity.high))
    return found


def _label(name: str) -> str:
    return name.replace("_", " ")
