"""Gradable amounts of a named field: "high in protein", "low ABV", "lots of RAM", 高蛋白, "mit wenig Zucker".

Much is more than two thirds of the kind have, and little less, as "light" is (Kennedy 2007, on relative gradable adjectives).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.columns import AS_NUMBER, OWN_FIELDS
from shopcli.index.units.fields import label
from shopcli.need.clarification import in_own_words
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.fields.named_orders import Stretch
from shopcli.pipeline.fields.stated.limited_stretch import with_limits
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need, Op, show_value
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

Translations = Callable[[str], Sequence[str]]
_IN_BRACKETS = pattern(r"\s*[(\[][^()\[\]]*[)\]]")
_LONGEST_NAME, _LONGEST_IN_HAN = 4, 6  # words and characters of a field's name
_LONGEST = 60  # characters behind a grade that are looked at
_FEW, _SPEAKS = 12, 0.4  # products, and their share, that must have an amount for much and little to be told apart
_MUCH = 0.4  # of the products have as much, or as little, at the most: a third, where no amount is that of many
_NEXT_WORD = pattern(r"[\s-]?([^\W\d_][\w'-]*)")
_RATINGS = frozenset(("price", "rating", "reviews"))  # which have words of their own


@dataclass(frozen=True, slots=True)
class _Graded:
    start: int
    end: int
    field: str
    low: bool

    @property
    def op(self) -> Op:
        return "<=" if self.low else ">="


class GradedAmounts:
    """The fields of numbers of one index of which much or little is wished.

    Args:
        index: the open index.
        translations: what a word may mean in the catalog's language.
    """

    def __init__(self, index: Index, translations: Translations) -> None:
        self._index, self._translations = index, translations

    def decided(self, need: Need, language: LanguagePack, rows: Callable[[Need], np.ndarray | None]) -> Need:
        """The need with a limit for each amount that it wishes to be high or low.

        Args:
            need: the request, understood.
            language: how it says much and little.
            rows: the products of the kind that a need asks for; None where no kind is.
        """
        for one in self._graded(need, language):
            need = self._limited(need, one, language, rows(need))
        return need

    def _graded(self, need: Need, language: LanguagePack) -> Iterator[_Graded]:
        taken = 0
        for match in language.degrees.graded.finditer(need.query):
            if match.start() < taken or self._is_decided(need, match):
                continue
            said = {name.removesuffix("_behind") for name, words in match.groupdict().items() if words}
            found = self._named_within(match) if "of" in said else self._named_behind(need.query, match)
            if found:
                start, end, field = found
                taken = end
                yield _Graded(start, end, field, low=("low" in said) != ("not" in said))

    def _named_behind(self, query: str, match: re.Match[str]) -> tuple[int, int, str] | None:
        """Where a grade begins and the longest name of a field ends that stands behind it, and the field."""
        ends, at = list[int](), match.end()
        while at - match.end() < _LONGEST and len(ends) < _LONGEST_NAME and (word := _NEXT_WORD.match(query, at)):
            at = word.end()
            ends += [at] if self._index.words.tokens(word[1]) else []  # no name ends in "and"
        if has_han(query[match.end() : at]):
            ends = list(range(match.end() + 2, min(at, match.end() + _LONGEST_IN_HAN) + 1))
        named = ((end, self._field(query[match.end() : end].strip(" -"))) for end in reversed(ends))
        start = min(match.start(group) for group, said in match.groupdict().items() if said)
        return next(((start, end, name) for end, name in named if name), None)

    def _named_within(self, match: re.Match[str]) -> tuple[int, int, str] | None:
        """The same of a name that stands before its grade: 蛋白质含量高."""
        for start in range(match.start("of"), match.end("of") - 1):
            if name := self._field(match.string[start : match.end("of")]):
                return start, match.end(), name
        return None

    def _field(self, words: str) -> str | None:
        """The field of numbers whose name says these words, and beside them only that it is an amount: "protein content"."""
        if not words or (any(map(str.isdigit, words))):
            return None
        tokens = self._index.words.tokens
        for said in (words, *(self._translations(words) if has_han(words) else ())):
            stems = set(tokens(said)) - self._measures
            names = self._names.items() if stems else ()
            fitting = [(len(own), name) for name, own in names if stems <= own and own - stems <= self._measures]
            if fitting:
                return min(fitting)[1]
        return None

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """The stems of the names of the fields of numbers, without their units."""
        columns, names = self._index.columns, dict[str, set[str]]()
        units = {field.field: field.unit for field in self._index.measured.fields}
        for name in columns.names:
            is_number = columns.kind(name) == "number" or f"{name}{AS_NUMBER}" in columns
            if not is_number or name in _RATINGS or name in OWN_FIELDS or name.startswith("@"):
                continue
            bare = _IN_BRACKETS.sub("", label(name)).removesuffix(units.get(name, "") or "\0")
            if stems := set(self._index.words.tokens(bare)):
                names[name] = stems
        return names

    @cached_property
    def _measures(self) -> frozenset[str]:
        """The stems of words that only say that a name is of an amount, in the language of the catalog's names."""
        words = language_named(self._index.manifest.language).degrees.amounts
        return frozenset(stem for word in words for stem in self._index.words.tokens(word))

    def _is_decided(self, need: Need, match: re.Match[str]) -> bool:
        """Whether a limit or an order has the words already."""
        stretches = [clause.text for clause in need.clauses if clause.is_hard and clause.op != "has"]
        stretches += [need.sort.text] if need.sort else []
        at = ((place, place + len(text)) for text in stretches if text and (place := need.query.find(text)) >= 0)
        return any(start < match.end() and match.start() < end for start, end in at)

    def _limited(self, need: Need, one: _Graded, language: LanguagePack, rows: np.ndarray | None) -> Need:
        bound = self._bound(one, rows)
        if bound is None or any(clause.field == one.field for clause in need.clauses):
            return need
        text = need.query[one.start : one.end].strip()
        unit = next((field.unit for field in self._index.measured.fields if field.field == one.field), "") or None
        limited = with_limits(need, Stretch(one.start, one.end), [Clause(text, "limit", one.field, one.op, bound, unit)])
        messages = language.degrees.messages
        name, amount = in_own_words(label(one.field).lower(), show_value(bound, unit), language.code)
        meaning = messages["up_to" if one.low else "from"].format(field=name, value=amount)
        return replace(limited, notes=(*limited.notes, messages["relative"].format(words=text, meaning=meaning)))

    def _bound(self, one: _Graded, rows: np.ndarray | None) -> float | None:
        """The amount that few enough of the kind reach, or stay below; None where too few have one, or all have the same."""
        import numpy as np

        values = self._index.columns.dense(one.field)
        values = values if rows is None else values[rows]
        known = values[~np.isnan(values)]
        if len(known) < max(_FEW, _SPEAKS * len(values)) or known.min() == known.max():
            return None
        best = -known if one.low else known
        steps = np.unique(best)
        many = next((step for step in steps if (best >= step).mean() <= _MUCH), steps[-1])
        return float(-many if one.low else many)
