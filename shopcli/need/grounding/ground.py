"""A need meets the catalog: its words become clauses that a record can decide.

`understand` reads what a language alone can tell. Here the catalog is asked: which end of "black gaming mouse" names a
kind of thing, which field "at least 8 GB of RAM" limits, whether any product of that kind says "gaming" at all, and how
light "a light tent" is among tents. What the catalog cannot decide stays meaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shopcli.need.grounding.clause_splitting import ClausePart, cut_clause, cut_words, is_open
from shopcli.need.grounding.counts import Thing, counted_thing
from shopcli.need.grounding.head_noun import Topics
from shopcli.need.grounding.protocols import GroundingCatalog, Measured, NamedKind
from shopcli.need.grounding.quantities import Quantity, QuantityWords, class_range, find_quantities
from shopcli.need.languages.degree_words import RATING, Degrees
from shopcli.text.scripts import HAN
from shopcli.text.units import COUNT, convert
from shopcli.text.words import ends_as_plural
from shopcli.types import Clause, ClauseKind, Need, Op, Sort, show_value
from shopcli.util.lazy_regex import pattern

_OPPOSITE: dict[Op, Op] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!="}
_NUMBER = pattern(r"\d+")
_WRITTEN_IN_BOTH = pattern(rf"([{HAN}][{HAN}\s]*)\s([^{HAN}]+)")
_WRITTEN = pattern(rf"\A[{HAN}][{HAN}\s]*\s(?=[^{HAN}]*\Z)")
_POSSESSIVE = pattern(r"['’]s?(?!\w)")
_EITHER = "|"  # between words of which a record need say but one
_NEAR = 0.45  # a field further than this from the words that say what is compared is none of theirs: "long battery life"
_COMPARISON_CHARACTERS = 16  # no comparison that closes a quantity is longer
_UPPER_BOUND = pattern(r"\b(?:max|maximum|up to|maximal)\b", re.IGNORECASE)
_LOWER_BOUND = pattern(r"\b(?:min|minimum|minimal)\b", re.IGNORECASE)


@dataclass(slots=True)
class _NeedDraft:
    """The need while it is being grounded."""

    clauses: list[Clause] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sort: Sort | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    quantities: QuantityWords
    degrees: Degrees


def ground(need: Need, catalog: GroundingCatalog, *, quantities: QuantityWords, degrees: Degrees, topic: str = "") -> Need:
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


def _once(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses without those that only say again, word for word, what an open one before them said."""
    said: set[str] = set()
    kept = []
    for clause in clauses:
        words = clause.text.casefold()
        if is_open(clause) and words in said:
            continue
        said.add(words)
        kept.append(clause)
    return kept


class _Grounding:
    def __init__(self, need: Need, catalog: GroundingCatalog, words: _Words, topic: str) -> None:
        self._need, self._catalog, self._words = need, catalog, words
        self._draft = _NeedDraft(sort=need.sort)
        clauses = Topics(need.query, catalog, words.degrees, self._names_a_kind).settled(
            [_reopened(clause) for clause in _once(need.clauses)]
        )
        self._open = [self._whole(clause) if is_open(clause) else clause for clause in clauses]
        self._parts = {id(clause): self._cut(clause) for clause in self._open if is_open(clause)}
        self._head, self._named = self._name(topic)

    def _name_of(self, says: str, *, translated: bool = False) -> NamedKind:
        return self._catalog.named(says, translated=translated)

    def _quantities(self, text: str, kind: ClauseKind) -> list[Quantity]:
        def thing(text: str, start: int, end: int) -> Thing | None:
            found = counted_thing(text, start, end, self._catalog.counted, self._words.degrees.joints)
            # What a topic ends in is what is wanted, and no number of it: "4 batteries".
            ends = found is not None and kind == "topic" and not text[found.end :].strip()
            return None if ends and not self._name_of(text[:start].strip()).is_kind else found

        frost = [*self._words.degrees.frost(text), *self._words.degrees.ratings(text)]
        found = find_quantities(text, self._words.quantities, self._catalog.table, thing)
        found = [q for q in found if not any(q.start < cold.end and cold.start < q.end for cold in frost)]
        return sorted([*found, *frost], key=lambda quantity: quantity.start)

    def _whole(self, clause: Clause) -> Clause:
        """The clause with the comparison behind its last quantity, which may stand outside: "10 m" of "10 m or longer"."""
        at = self._need.query.find(clause.text)
        said = self._need.query[at : at + len(clause.text) + _COMPARISON_CHARACTERS] if at >= 0 else clause.text
        ends = [quantity.end for quantity in self._quantities(said, clause.kind) if quantity.number_end <= len(clause.text)]
        return replace(clause, text=said[: max(len(clause.text), *ends)]) if ends else clause

    def _cut(self, clause: Clause) -> list[ClausePart]:
        parts = cut_clause(clause, self._quantities(clause.text, clause.kind), self._words.degrees, self._is_name)
        for part in parts:
            if part.meaning and part.text != clause.text:  # that meaning is of all the words
                part.meaning = self._catalog.translated(part.text)
        return parts

    def _is_name(self, words: str) -> bool:
        """Whether words are, from the first of them, the name of a kind."""
        named = self._name_of(words)
        return named.is_kind and not named.start

    # --- the thing

    def _names_a_kind(self, clause: Clause) -> bool:
        parts = [part for part in self._cut(replace(clause, kind="topic")) if part.is_words]
        return any(self._name_of(part.says, translated=part.meaning is not None).is_kind for part in parts)

    def _name(self, topic: str) -> tuple[ClausePart | None, NamedKind]:
        """The part that names what is looked for, and what it names."""
        for clause in self._open:
            if clause.kind == "topic" and is_open(clause):
                parts = [part for part in self._parts[id(clause)] if part.is_words and self._says(part)]
                named = [(part, self._name_of(part.says, translated=part.meaning is not None)) for part in parts]
                found = next(((part, name) for part, name in named if name.is_kind), named[0] if named else None)
                if found:
                    return found
        return None, self._name_of(topic)

    def _says(self, part: ClausePart) -> str:
        """Its words without praise and purpose, which no record decides."""
        degrees = self._words.degrees
        if degrees.size and (size := degrees.size.fullmatch(part.text)):
            return size[1] or size[2]
        said = degrees.without_vague(part.about or part.text)
        return _POSSESSIVE.sub("", part.meaning or said) if said else ""

    def done(self) -> Need:
        for clause in self._open:
            if not is_open(clause):
                self._draft.clauses.append(clause)
                continue
            for part in self._parts[id(clause)]:
                self._take(part, clause)
        notes = tuple(note for note in self._need.notes if not self._settled(note))
        return replace(
            self._need, clauses=tuple(self._draft.clauses), sort=self._draft.sort, notes=(*notes, *self._draft.notes)
        )

    def _settled(self, note: str) -> bool:
        """Whether a note says that something counts by its meaning only which by now is a clause of its own."""
        return any(f"“{clause.text}”" in note for clause in self._need.clauses if clause not in self._draft.clauses)

    def _take(self, part: ClausePart, clause: Clause) -> None:
        if part.quantity:
            self._limit(part, clause)
        elif part.degree:
            self._compare(part)
        elif clause.kind == "exclude":
            self._exclude(clause)
        elif part is self._head:
            self._topic(part, clause)
        else:
            self._feature(part)

    # --- what is looked for

    def _topic(self, part: ClausePart, clause: Clause) -> None:
        """The name of the kind, and before it what says which ones are wanted."""
        start, end = self._named.start, self._named.end
        if part.meaning is not None and start:  # a translation's words have no places in the request
            # The catalog's own word for the thing may stand first: "帐篷 two person tent".
            self._feature(ClausePart(part.text, meaning=_WRITTEN.sub("", part.meaning[:start]).strip()))
            self._draft.clauses.append(replace(clause, text=part.text, meaning=part.meaning[start:end]))
            return
        if part.meaning is not None:
            self._draft.clauses.append(replace(clause, text=part.text))
            return
        for before in cut_words(part.text[:start], replace(clause, kind="feature"), self._words.degrees, self._is_name):
            self._take(before, clause)
        self._draft.clauses.append(replace(clause, text=part.text[start:end]))
        for behind in cut_words(
            part.text[end:] if end else "", replace(clause, kind="feature"), self._words.degrees, self._is_name
        ):
            self._take(behind, clause)

    def _feature(self, part: ClausePart) -> None:
        """A feature that some products of the kind state is decided by their words; any other stays meaning."""
        feature = Clause(part.text, "feature", meaning=part.meaning)
        if switch := self._switch(part):
            self._draft.clauses.append(replace(feature, field=switch, op="is", value=True))
            return
        if part.meaning is None and (at := self._first_switch(part.text)):
            self._feature(ClausePart(part.text[:at].rstrip()))
            self._feature(ClausePart(part.text[at:]))
            return
        if number := self._number_of(part):
            self._draft.clauses.append(Clause(part.text, "limit", number.field, ">=", 1.0, number.unit))
            return
        if stated := self._catalog.stated(part.meaning or part.text, self._named.rows):
            self._draft.clauses.append(replace(feature, field=stated[0], op="is", value=stated[1]))
            return
        said = self._said(self._says(part))
        self._draft.clauses.append(replace(feature, op="has", value=_EITHER.join(said)) if said else feature)

    def _exclude(self, clause: Clause) -> None:
        """What an exclusion names, each of several things by itself; "not heavy" asks for little weight."""
        about = self._words.degrees.without_exclusion(clause.meaning or clause.text)
        if degree := self._words.degrees.opposite(about):
            self._compare(ClausePart(clause.text, degree=degree))
            return
        if switch := self._switch(ClausePart(about)):
            self._draft.clauses.append(replace(clause, field=switch, op="!=", value=True))
            return
        if number := self._number_of(ClausePart(about)):
            self._draft.clauses.append(replace(clause, field=number.field, op="==", value=0.0, unit=number.unit, meaning=None))
            return
        if stated := self._catalog.stated(about, self._named.rows):
            self._draft.clauses.append(replace(clause, field=stated[0], op="!=", value=stated[1]))
            return
        said = self._said(self._says(ClausePart(about)))
        self._draft.clauses += [replace(clause, op="lacks", value=one) for one in said] or [clause]

    def _number_of(self, part: ClausePart) -> Measured | None:
        """The field that says how many of what the words name there are, nought among them: "with drawers"."""
        words = (part.meaning or self._says(part)).split()
        unit = self._catalog.counted(words[-1].lower(), "") if words else None
        if unit is None or not ends_as_plural(words[-1].lower()):
            return None
        measured = self._catalog.measured(f"{COUNT} of {unit}", unit, " ".join(words[:-1]), self._named.rows)
        return measured if measured and self._catalog.says_none(measured.field, self._named.rows) else None

    def _switch(self, part: ClausePart) -> str | None:
        return self._catalog.switch(part.about or part.text, self._named.rows) or (
            self._catalog.switch(part.meaning, self._named.rows) if part.meaning else None
        )

    def _first_switch(self, text: str) -> int:
        """Where the words behind the first begin, where a yes/no field is named by it: "gluten-free energy"."""
        first = text.split()[:1]
        at = len(text) - len(text.lstrip()) + len(first[0]) if first else 0
        rest = text[at:].lstrip()
        return len(text) - len(rest) if rest and self._switch(ClausePart(first[0])) else 0

    def _said(self, text: str) -> list[str]:
        """Those of several things that products of the kind state. A number is stated or it is not: "size 49"."""
        if both := _WRITTEN_IN_BOTH.fullmatch(text):  # the catalog's own words, or what they mean
            either = [one for words in both.groups() for one in self._said(words)]
            return [_EITHER.join(either)] if either else []
        if self._words.degrees.directed(text):
            return []
        found: list[str] = []
        for words in filter(None, self._words.degrees.either.split(text)):
            said = self._catalog.said(words, self._named)
            if self._are_numbers(said) and not self._are_numbers(words):
                continue  # "1" is nothing that "no 1 brand" asks for
            if self._numbers(words) <= self._numbers(said):
                found += [said] if said else []
            elif said and self._words.degrees.numbered.issuperset(_NUMBER.sub(" ", words.lower()).split()):
                found.append(words.lower())
        return found

    def _numbers(self, words: str) -> set[str]:
        spelled = (word for word in words.lower().split() if word in self._words.quantities.numerals and len(word) > 2)
        return {*_NUMBER.findall(words), *spelled}

    def _are_numbers(self, words: str) -> bool:
        return bool(words) and all(word.isdigit() or word in self._words.quantities.numerals for word in words.lower().split())

    # --- quantities

    def _limit(self, part: ClausePart, clause: Clause) -> None:
        quantity = part.quantity
        assert quantity
        context = part.context or self._measure_said(quantity.dimension)
        measured = self._measured(quantity, context)
        if measured is None:
            if clause.kind == "exclude":
                self._draft.clauses.append(replace(clause, text=part.text))
            else:
                self._feature(ClausePart(part.text))
                self._draft.notes.append(self._words.degrees.say("undecided", words=part.text))
            return
        bounds: list[tuple[Op, float]] = [
            (op, round(convert(value, quantity.unit, measured.unit, self._catalog.table), 6) if measured.unit else value)
            for op, value in _bounds(quantity, measured)
        ]
        if clause.kind == "exclude":
            self._draft.clauses.append(_excluded(part.text, measured, bounds))
        else:
            self._draft.clauses += [
                Clause(part.text, "limit", measured.field, op, amount, measured.unit or None) for op, amount in bounds
            ]
        if not measured.sure:
            self._draft.notes.append(self._words.degrees.say("unsure_unit", field=_label(measured.field), unit=measured.unit))

    def _measured(self, quantity: Quantity, context: str) -> Measured | None:
        if quantity.dimension == RATING:
            field = self._catalog.rated(self._named.rows)
            return Measured(field, "") if field else None
        return self._catalog.measured(quantity.dimension, quantity.unit, context, self._named.rows)

    def _measure_said(self, dimension: str) -> str:
        """What a length is of, where a word elsewhere says so: "a thick mat, 8 cm or more"."""
        words = " ".join(part.text for part in self._all() if part.is_words).lower().split() if dimension == "length" else ()
        return next((self._words.degrees.measures[word] for word in words if word in self._words.degrees.measures), "")

    # --- more and less

    def _compare(self, part: ClausePart) -> None:
        degree = part.degree
        assert degree
        field_name, unit = self._measure_of(degree.of, degree.context)
        if field_name is None:
            self._feature(ClausePart(part.text))
        elif degree.order:
            self._draft.sort = Sort(field_name, degree.order, part.text)
        else:
            self._relative(part, field_name, unit, degree.low)

    def _measure_of(self, of: str, context: str) -> tuple[str | None, str | None]:
        rows = self._named.rows
        if of == "price":
            return "price", self._catalog.currency()
        if of in ("date", "rating"):
            return (self._catalog.dated(rows) if of == "date" else self._catalog.rated(rows)), None
        measured = self._catalog.measured(of, "", context, rows)
        return (measured.field, measured.unit) if measured and not (context and measured.near < _NEAR) else (None, None)

    def _relative(self, part: ClausePart, name: str, unit: str | None, low: bool) -> None:
        """ "Light" is lighter than two thirds of the kind are; a number said beside it decides instead."""
        if any(other.quantity and part.degree and other.quantity.dimension == part.degree.of for other in self._all()):
            return
        value = self._catalog.share(name, 1 / 3 if low else 2 / 3, self._named.rows)
        if value is None:
            self._draft.clauses.append(Clause(part.text, "feature"))
            return
        op: Op = "<=" if low else ">="
        self._draft.clauses.append(Clause(part.text, "limit", name, op, value, unit))
        meant = f"{_label(name)} {'≤' if low else '≥'} {show_value(value, unit)}"
        self._draft.notes.append(self._words.degrees.say("relative", words=part.text, meaning=meant))

    def _all(self) -> list[ClausePart]:
        return [part for parts in self._parts.values() for part in parts]


def _reopened(clause: Clause) -> Clause:
    """A yes/no field decides only where it speaks for the products of the kind, which is known here first."""
    if clause.value is True and clause.kind in ("feature", "exclude"):
        return replace(clause, field=None, op=None, value=None)
    return clause


def _bounds(quantity: Quantity, measured: Measured) -> list[tuple[Op, float]]:
    """What a record's value must hold, in the quantity's own unit."""
    if quantity.op == "==" and not quantity.strict:
        low, high = class_range(quantity)
        if _UPPER_BOUND.search(_label(measured.field)):
            return [(">=", low)]  # what takes at most 17 inches takes a 15 inch one too
        if _LOWER_BOUND.search(_label(measured.field)):
            return [("<=", low)]
        return [("==", low)] if quantity.dimension.startswith(COUNT) and low == int(low) else [(">=", low), ("<", high)]
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


def _excluded(text: str, measured: Measured, bounds: Sequence[tuple[Op, float]]) -> Clause:
    """What an exclusion asks for: "not 15 inch" is whatever is sold as anything but that size."""
    op, amount = bounds[0]
    if len(bounds) == 2:
        return Clause(text, "exclude", measured.field, "outside", amount, measured.unit, upper=bounds[1][1])
    return Clause(text, "exclude", measured.field, _OPPOSITE[op], amount, measured.unit)


def _label(name: str) -> str:
    return name.replace("_", " ")
