"""Quantities that a record states outside its fields: 20 °F of "Kompact 20", "under 2 lbs" of what the maker says.

A title's number is the product's own. Of running text only what stands beside a word for the quantity, or is all of its
dimension that the text says, is taken for the product's; it is told as the maker's words, as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from shopcli.index import Index
from shopcli.index.parts.columns import TITLED
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.need.languages.registry import unit_names
from shopcli.text.tokens import stem_set
from shopcli.text.unit_words import ENGLISH
from shopcli.text.units import SYMBOLS, Measure, QuantityReader, convert, same_dimension
from shopcli.types import Fact, Product, show_number

_SIZES = ("length", "volume", "mass", "area")  # what says how big a thing is, the likeliest first
# What a quantity in running text is of, where that is not the thing itself.
_OF_ANOTHER = re.compile(
    r"\b(?:capacit\w+|loads?|holds?|holding|supports?|carr(?:y|ies|ying)|bears?|payload|winds?|users?|riders?|limit of"
    r"|deniers?|water(?:head|proof)?|columns?|rating of)\b|承重|载重|可装",
    re.I,
)
_BOUND = re.compile(
    r"(?:\b(?:under|below|less than|no more than|at most|up to|over|more than|at least|about|around|approx(?:\.|imately)?|just"
    r"|only|from)\s+|(?:不到|不足|约|仅|低于|少于)\s?)\Z",
    re.I,
)
_LESS, _MORE = (
    re.compile(r"under|below|less|most|up to|no more|不|低于|少于", re.I),
    re.compile(r"over|more than|least|from", re.I),
)
_TIMES = re.compile(r"\s?(?:[x×*])\s?|\s?(?:cm|mm|m|in(?:ch(?:es)?)?|[\"”″'’]{1,2})?\s?(?:[x×*])\s?", re.I)
_CONTENTS = re.compile(r"\b(?:quantity|contents?|net weight|volume|capacity|pack size|size)\Z", re.I)
_OF_ALL = re.compile(r"(?:(?:item|product) )?weight", re.I)  # of a pack too, where nothing else says what it holds
_WITH = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """A quantity as a record states it.

    Attributes:
        amount: the number, in ``unit``; of a size of several lengths their product.
        unit: the symbol of its unit.
        words: as it stands.
        where: in a field of contents, in the title, or in what the maker says.
        bound: whether it is an amount that the true one is below ("<") or above (">"); empty where it is the amount itself.
    """

    amount: float
    unit: str
    words: str
    where: Literal["field", "title", "description"]
    bound: Literal["", "<", ">"] = ""


@dataclass(frozen=True)
class StatedAmounts:
    """The quantities that titles and texts of one index state.

    Attributes:
        index: the open index.
    """

    index: Index

    def of(self, product: Product, wanted: Wanted, facts: Sequence[Fact], words: str = "") -> StatedAmount | None:
        """How much of something a product is, as its title or its maker says; None where neither does.

        Args:
            product: whom it is about.
            wanted: the dimension, or ``size``.
            facts: the product's.
            words: what records call it: "width".
        """
        for dimension in _SIZES if wanted.of == "size" else (wanted.of,):
            if (
                amount := self._contained(facts, dimension, wanted)
                or self.titled(product, dimension, words)
                or self._told(facts, dimension, words, size=wanted.of == "size")
            ):
                return amount
        return None

    def _contained(self, facts: Sequence[Fact], dimension: str, wanted: Wanted) -> StatedAmount | None:
        """How much is in the pack, which is how big a thing of that sort is."""
        for fact in facts if wanted.of == "size" and dimension in ("mass", "volume") else ():
            measure = next(self._measured(fact.words, dimension), None) if _CONTENTS.search(fact.label) else None
            if measure and not fact.is_text:
                return StatedAmount(measure.amount, measure.unit, fact.words, "field")
        return None

    def contents(self, facts: Sequence[Fact], dimension: str) -> Fact | None:
        """The field that says how much is in a pack, in units of a dimension; None where none does."""
        for names in (_CONTENTS, _OF_ALL):
            for fact in facts:
                if not fact.is_text and names.search(fact.label) and next(self._measured(fact.words, dimension), None):
                    return fact
        return None

    @cached_property
    def titled_dimensions(self) -> Sequence[str]:
        """The dimensions of which titles of the catalog state quantities that no field has."""
        units = (self.index.measured.unit(name) for name in self.index.columns.titled)
        return [unit.dimension for unit in units if unit]

    def titled(self, product: Product, dimension: str, words: str = "") -> StatedAmount | None:
        """What the title says, with its unit or by a bare number whose unit its like have; None where it says nothing."""
        if dimension in ("length", "area") and words in _SIDES:
            return None  # which side a title's length is of, nothing tells
        if stated := next(self._measured(product.title, dimension), None):
            return StatedAmount(stated.amount, stated.unit, product.title[stated.start : stated.end].strip(), "title")
        name = f"{TITLED}{dimension.replace(' ', '_')}"
        known = self.index.measured.unit(name)
        value = (
            float(self.index.columns.dense(name)[self.index.row(product.id)]) if name in self.index.columns else float("nan")
        )
        if known is None or value != value:
            return None
        return StatedAmount(value, known.unit, f"{show_number(value)} {known.unit}", "title")

    def _told(self, facts: Sequence[Fact], dimension: str, words: str, *, size: bool) -> StatedAmount | None:
        texts = [fact.words for fact in facts if fact.field == "description"]
        if size and dimension == "length":
            return next((sides for text in texts if (sides := self._sides(text))), None)
        found = [(text, one) for text in texts for one in self._measured(text, dimension) if self._is_own(text, one, words)]
        beside = [(text, one) for text, one in found if _is_beside(text, one, words)]
        if size or not (beside or (dimension in _OF_THE_WHOLE and len({one.amount for _, one in found}) == 1)):
            return None
        text, one = (beside or found)[0]
        before = _BOUND.search(text[: one.start])
        said = text[before.start() if before else one.start : one.end].strip()
        bound: Literal["", "<", ">"] = (
            "" if not before else "<" if _LESS.search(before[0]) else ">" if _MORE.search(before[0]) else ""
        )
        return StatedAmount(one.amount, one.unit, said, "description", bound)

    def _is_own(self, text: str, one: Measure, words: str) -> bool:
        """Whether a quantity may be the thing's own, and not what it carries or stands."""
        start = max((text.rfind(mark, 0, one.start) for mark in ".;—!?"), default=0)
        ends = [end for mark in ".;—!?" if (end := text.find(mark, one.end)) >= 0]
        return _OF_ANOTHER.search(text[start + 1 : min(ends, default=len(text))]) is None or bool(words in _OF_ANOTHER_TOO)

    def _sides(self, text: str) -> StatedAmount | None:
        """A size of two lengths or three: 20" x 32", "40 x 28 x 202 cm"."""
        lengths = list(self._measured(text, "length"))
        for one, other in pairwise(lengths):
            is_run = one.start == other.start or _TIMES.fullmatch(text[one.end : other.start])
            if is_run:
                second = convert(other.amount, other.unit, one.unit, self.index.measured.table)
                return StatedAmount(one.amount * second, f"{one.unit}²", text[one.start : other.end].strip(), "description")
        return None

    def _measured(self, text: str, dimension: str) -> Iterator[Measure]:
        table = self.index.measured.table
        for measure in self._reader.measures(text):
            unit = table.get(measure.unit)
            if unit is not None and unit.dimension == dimension:
                yield measure

    @cached_property
    def _reader(self) -> QuantityReader:
        return QuantityReader(SYMBOLS | ENGLISH | unit_names())

    def in_unit(self, one: StatedAmount, unit: str) -> float | None:
        """An amount in another unit; None where it does not convert."""
        table = self.index.measured.table
        if one.unit == unit:
            return one.amount
        return convert(one.amount, one.unit, unit, table) if same_dimension(one.unit, unit, table) else None


_SIDES = ("length", "width", "height", "depth", "thickness", "diameter")
_OF_ANOTHER_TOO = ("capacity", "volume")
# Of these a text that says one amount says the thing's own; a length may be of any part.
_OF_THE_WHOLE = ("mass", "loudness", "light")


def _is_beside(text: str, one: Measure, words: str) -> bool:
    """Whether a word for the quantity stands next to it: "weighs 2 kg", "a weight of 2 kg", "45 cm wide"."""
    before, after = _WITH.findall(text[: one.start])[-3:], _WITH.findall(text[one.end :])[:1]
    return bool(words) and bool(stem_set([words]) & stem_set([*before, *after]))
