"""Amounts that a request names beside the name of a field of plain numbers: "zoom up to 400 mm", "at least 30 mpg", 六缸.

Such a field has no unit, so that neither its unit nor its dimension tells what it limits; the words around the amount do, and
whether the field has such numbers at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from shopcli.index import Index
from shopcli.index.parts.columns import OWN_FIELDS, TITLED
from shopcli.index.units.fields import label
from shopcli.need.grounding.counts import Thing
from shopcli.need.grounding.quantities import Quantity, class_range, find_quantities
from shopcli.need.languages.pack import LanguagePack
from shopcli.pipeline.fields.named_orders import Stretch, apart
from shopcli.pipeline.fields.schema_linking import DIMENSION_WORDS
from shopcli.pipeline.fields.stated.label_words import LabelWords
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.text.units import things
from shopcli.types import Clause, Need, Op
from shopcli.util.lazy_regex import pattern

_NUMBER = "#"  # the unit of a number of anything
_WORD = pattern(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEHIND = pattern(rf"[\s-]{{0,2}}([A-Za-z]+(?![\w{HAN}]))")
_HAN_BEHIND = pattern(rf"\s?([{HAN}]{{1,4}})")
_HAN_BEFORE = 6  # characters before a number in which what it is of is named
_ENDS = pattern(r"[,.;:!?，。；：！？](?!\d)|\s[-–]\s")
_AROUND, _BESIDE = 5, 1  # words on either side of an amount that may name its field: of one that is compared, of any other
_WIDELY = 2.0  # times what the field says at the most, or a part of what it says at the least, may still be asked for
_FILLED = 0.3  # of the products, which a field must be of
_NO_MEASURES = frozenset(("reviews", "rating", "stock", *OWN_FIELDS))


class AmountFields:
    """The fields of plain numbers of one index, by the words for them around an amount.

    Args:
        index: the open index.
        translations: what a word may mean in the catalog's language.
    """

    def __init__(self, index: Index, translations: Callable[[str], Sequence[str]]) -> None:
        self._index, self._translations = index, translations

    def decided(self, need: Need, language: LanguagePack) -> Need:
        """The need with each amount whose words name a field of numbers limited by it.

        Args:
            need: the request, understood.
            language: its words for quantities.
        """
        has_numbers = any(character.isdigit() for character in need.query) or self._spelled(need, language)
        if not has_numbers or not self._ranges:
            return need
        table = {**self._index.measured.table, _NUMBER: things(_NUMBER)}
        as_said = replace(language.quantities, multiples={})  # miles to the gallon are no kilometres
        for quantity in find_quantities(need.query, as_said, table, _anything):
            if field := self._field(need, quantity):
                limits = [(field, op, bound) for op, bound in _ops(quantity)]
                need = self._without_its_name(limited(need, quantity, limits), field)
            elif field := self._of_its_dimension(need, quantity):
                need = limited(need, quantity, [(field, op, bound) for op, bound in _ops(quantity)])
                guessed = language.degrees.messages["unsure_unit"].format(field=label(field), unit=quantity.unit)
                need = replace(need, notes=(*need.notes, guessed))
        return need

    def _of_its_dimension(self, need: Need, quantity: Quantity) -> str | None:
        """The one field that is called by what an amount is of, and has such amounts: the "refresh rate" for "at least 144 Hz".

        One that is called by nothing else ("length") goes before those that say more ("cable length").
        """
        at = (quantity.number_start, quantity.number_end)
        if quantity.unit == _NUMBER:
            return None
        if any(clause.is_hard and overlaps(need.query, clause, *at) for clause in need.clauses):
            return None
        tokens, called = self._index.words.tokens, DIMENSION_WORDS.get(quantity.dimension, quantity.dimension)
        stems = [tokens(word) for word in called.split()]
        within = [name for name in self._unitless if self._is_within(name, quantity)]
        named = [name for name in within if tokens(label(name)) in stems]
        named = named or [name for name in within if any(set(of) <= set(tokens(label(name))) for of in stems)]
        return named[0] if len(named) == 1 else None

    def _without_its_name(self, need: Need, field: str) -> Need:
        """The need without the field's own name among its wishes: the "zoom" of "a zoom of 400 mm or more"."""
        kept = tuple(clause for clause in need.clauses if clause.is_hard or not self._labels.is_named(field, clause.text))
        return replace(need, clauses=kept)

    def _spelled(self, need: Need, language: LanguagePack) -> bool:
        """Whether a request has a number in words."""
        return any(word in need.query.casefold() for word in language.quantities.numerals)

    def _field(self, need: Need, quantity: Quantity) -> str | None:
        """The field that an amount limits; None where nothing tells, or a field that is named does already."""
        at = (quantity.number_start, quantity.number_end)
        deciding = [clause for clause in need.clauses if clause.is_hard and overlaps(need.query, clause, *at)]
        words, beside = self._words_around(need.query, quantity), _WORD.findall(need.query[slice(*at)])
        fields = self._ranges if quantity.unit == _NUMBER else self._unitless
        named = {name: self._labels.n_said(name, words, beside) for name in fields if self._may_be(name, quantity)}
        most = max(named.values(), default=0)
        if not most:
            return None
        if any(self._decides(str(clause.field), quantity, words, beside) for clause in deciding):
            return None
        best = [name for name, count in named.items() if count == most]
        return min(
            best, key=lambda name: (not self._is_within(name, quantity), -self._n_saying(name, quantity), best.index(name))
        )

    def _decides(self, field: str, quantity: Quantity, words: Sequence[str], beside: Sequence[str]) -> bool:
        """Whether an amount limits a field already: one with a unit, or one that is named and has about such numbers."""
        is_named = self._labels.n_said(field, words, beside) > 0 if field in self._ranges else True
        return is_named and (field not in self._ranges or self._may_be(field, quantity))

    def _words_around(self, query: str, quantity: Quantity) -> list[str]:
        """The words on either side of an amount, as far as its clause goes; of Chinese what they may mean."""
        start, end = quantity.number_start, quantity.number_end
        reach = _AROUND if quantity.op != "==" or quantity.unit != _NUMBER else _BESIDE
        before = _ENDS.split(query[:start])[-1]
        behind = _ENDS.split(query[end:], maxsplit=1)[0]
        own = query[start:end]
        if has_han(query):
            return [word for text in _named_in(before, behind) for sense in self._translations(text) for word in sense.split()]
        said = [word for word in _WORD.findall(before) if not stem_set([word]) <= FUNCTION_STEMS][-reach:]
        following = _WORD.findall(behind)[: reach + 3 if quantity.op != "==" else reach]
        return [*said, *_WORD.findall(own), *following]

    def _may_be(self, name: str, quantity: Quantity) -> bool:
        low, high = self._ranges[name]
        return all(low / _WIDELY <= bound <= high * _WIDELY for bound in _bounds(quantity))

    def _is_within(self, name: str, quantity: Quantity) -> bool:
        low, high = self._ranges[name]
        return all(low <= bound <= high for bound in _bounds(quantity))

    def _n_saying(self, name: str, quantity: Quantity) -> int:
        """How many products say the very amount, where no comparison is made."""
        values = self._index.columns.get(name).values
        return int((values == quantity.low).sum()) if quantity.op == "==" else 0

    @cached_property
    def _labels(self) -> LabelWords:
        return LabelWords(list(self._ranges), self._index.words.tokens)

    @cached_property
    def _ranges(self) -> dict[str, tuple[float, float]]:
        """The least above nought and the most of each field of plain numbers that many products have."""
        columns, ranges = self._index.columns, dict[str, tuple[float, float]]()
        for name in columns.names:
            if name in _NO_MEASURES or name.startswith((TITLED, "price per")) or columns.kind(name) != "number":
                continue
            if columns.share_filled(name) < _FILLED:  # told without reading any value: there may be thousands of such fields
                continue
            values = columns.get(name).values
            values = values[values > 0]
            if len(values) >= _FILLED * len(self._index):
                ranges[name] = float(values.min()), float(values.max())
        return ranges

    @cached_property
    def _unitless(self) -> list[str]:
        """Those of them whose unit nothing tells; an amount in a unit that is known limits the others by it."""
        measured = {field.field for field in self._index.measured.fields}
        return [name for name in self._ranges if name not in measured]


def _anything(text: str, start: int, end: int) -> Thing | None:
    """What any number without a unit counts: the word behind it, or nothing."""
    behind = _BEHIND.match(text, end)
    return Thing(behind.end() if behind else end, _NUMBER)


def _named_in(before: str, behind: str) -> Iterator[str]:
    """The stretches of Chinese beside a number that may name what it is of: 长焦 of 长焦端要350毫米, 缸 of 六缸."""
    if found := _HAN_BEHIND.match(behind):
        yield from (found[1][:length] for length in range(len(found[1]), 0, -1))
    last = re.findall(rf"[{HAN}]+", before[-_HAN_BEFORE:])[-1:]
    yield from (
        text[at : at + length] for text in last for length in range(len(text), 1, -1) for at in range(len(text) - length + 1)
    )


def _bounds(quantity: Quantity) -> list[float]:
    return [bound for bound in (quantity.low, quantity.high) if bound is not None]


def overlaps(query: str, clause: Clause, start: int, end: int) -> bool:
    at = query.find(clause.text) if clause.text else -1
    return 0 <= at < end and start < at + len(clause.text)


def limited(need: Need, quantity: Quantity, limits: Sequence[tuple[str, Op, float]]) -> Need:
    """The need where an amount limits fields, each by a comparison, in place of what its words were taken for."""
    text = need.query[quantity.start : quantity.end].strip()
    stretch = Stretch(quantity.start, quantity.end)
    kept = []
    for clause in need.clauses:
        if not overlaps(need.query, clause, stretch.start, stretch.end):
            kept.append(clause)
        elif not clause.is_hard:
            kept += apart(clause, need.query, stretch)
    clauses = [Clause(text, "limit", field, op, bound) for field, op, bound in limits]
    notes = tuple(note for note in need.notes if text not in note)
    return replace(need, clauses=(*kept, *clauses), notes=notes)


def _ops(quantity: Quantity) -> list[tuple[Op, float]]:
    low, high = quantity.low, quantity.high
    if quantity.op == "==" and low is not None and low == int(low):
        return [("==", low)]
    if quantity.op in ("==", "about"):
        low, high = class_range(quantity)
    elif quantity.op == "<=":
        low = None
    elif quantity.op == ">=":
        high = None
    strict = quantity.strict and quantity.op != "=="
    found: list[tuple[Op, float]] = [(">" if strict else ">=", low)] if low is not None else []
    return [*found, ("<" if strict else "<=", high)] if high is not None else found
