"""Orders by a field that the request names: "the most pieces", "highest resolution", 人仔最多, "largest by number of pieces".

Which fields there are only the catalog knows; a language brings the words for most and least.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from shopcli.index import Index
from shopcli.index.parts.columns import AS_NUMBER, OWN_FIELDS
from shopcli.index.units.fields import label
from shopcli.index.units.titles import titled
from shopcli.need.grounding.protocols import Measured
from shopcli.need.languages.degree_words import Degrees, Sense
from shopcli.need.languages.pack import LanguagePack
from shopcli.pipeline.fields.orders.meant_orders import MeantOrder, MeantOrders, is_decided
from shopcli.pipeline.fields.schema_linking import DIMENSION_WORDS
from shopcli.pipeline.fields.years import year_field
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION
from shopcli.types import Clause, Need, Sort
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_WORD = pattern(r"[^\W\d_]+")
_MOST_WORDS, _SKIPPED = 3, 2  # of a field's name, and before it: "the highest number of pieces"
_MOST_FIELDS = 100  # whose names are compared
_NEAR = 0.45  # a field further than this from the words that say what is ordered by is none of theirs
_FEW = 2  # products of the kind that must say so
_HAN_BEFORE = pattern(rf"[{HAN}]{{1,6}}\Z")
_LONGEST_NAME = 6  # characters
_HAN_BEHIND = pattern(rf"的?([{HAN}]{{1,6}})")
_COUNTED = pattern(r"(?:的|数量|个数|数|量)+\Z")  # which says of what is named before it that it is counted
_NUMBER_BEHIND = pattern(r"\W{0,3}(?:(?:of|is|von|为|是)\s?)?\d", re.IGNORECASE)
_MEASURED_IN = {
    word: tuple(dimension for dimension, words in DIMENSION_WORDS.items() if word in words.split())
    for word in " ".join(DIMENSION_WORDS.values()).split()
}
_PER_CHARACTER = 0.015  # that 冲泡时间 says more than 时间 alone
_SAME_ABROAD = 0.3  # half a cosine: 容量 is .61 to "volume", 零件 .71 to "pieces"; 泡时间 is .56 to "temp", which it is not


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a request, half open."""

    start: int
    end: int


class NamedOrders:
    """The fields of numbers of one index, by their names in orders.

    Args:
        index: the open index.
        translations: what a word may mean in the catalog's language; none where it is of that language.
        encode_wanted: texts to vectors by every encoder that reads them, (n, dim); without it no words of another script name
            a field.
        measured: the field of a dimension, in a unit, that words speak of for some products.
    """

    def __init__(
        self,
        index: Index,
        translations: Callable[[str], Sequence[str]],
        encode_wanted: Callable[[Sequence[str]], np.ndarray] | None = None,
        measured: Callable[[str, str, str, np.ndarray], Measured | None] | None = None,
    ) -> None:
        self._index, self._translations, self._encode_wanted = index, translations, encode_wanted
        self._measured = measured
        self._meant = MeantOrders(index, encode_wanted, self._senses) if encode_wanted else None

    def read(self, need: Need, language: LanguagePack, rows_of: Callable[[Need], np.ndarray | None]) -> Need:
        """The need in the order that its words name, without these words; as it is where they name none.

        Args:
            need: the request, understood.
            language: how it says most and least.
            rows_of: the products of the kind that a need asks for; None for all.
        """
        named = self._read(need, language, rows_of)
        if self._meant is None:
            return named
        if named.sort is None:
            ordered = self._by_meaning(named, self._meant, language, rows_of(named))
            return ordered if language.degrees.spaced else self._without_its_name(ordered)
        is_new = need.sort is None or named.sort.text != need.sort.text
        is_named = is_new and not language.degrees.spaced  # 排量最大 says of what, and no more is to be found
        found = None if is_named else self._meant.beside(named, language, rows_of(named))
        ordered = _in_order(named, found) if found else named
        return ordered if language.degrees.spaced else self._without_its_name(ordered)

    def _without_its_name(self, need: Need) -> Need:
        """The need without the name of the field that orders it, where that stands right before: 响应时间 of 响应时间最快."""
        at = need.query.find(need.sort.text) if need.sort and need.sort.text else -1
        before = _HAN_BEFORE.search(need.query, max(0, at - _LONGEST_NAME), at) if at > 0 else None
        for start in range(before.start(), at - 1) if before and need.sort else ():
            if need.sort and self._field(need.query[start:at], None, in_titles=False) == need.sort.field:
                stretch = Stretch(start, at + len(need.sort.text))
                kept = tuple(rest for one in need.clauses for rest in apart(one, need.query, stretch))
                return replace(need, clauses=kept)
        return need

    @staticmethod
    def _by_meaning(need: Need, meant: MeantOrders, language: LanguagePack, rows: np.ndarray | None) -> Need:
        """The need in the order, or with the limit, that its words mean by what the catalog measures."""
        found = meant.read(need, language, rows)
        if found:
            return _in_order(need, found)
        thrifty = meant.thrifty(need, language, rows)
        if thrifty is None:
            return need
        start, end, limit, note = thrifty
        kept = tuple(rest for one in need.clauses for rest in apart(one, need.query, Stretch(start, end)))
        return replace(need, clauses=(*kept, limit), notes=(*need.notes, note))

    def _read(self, need: Need, language: LanguagePack, rows_of: Callable[[Need], np.ndarray | None]) -> Need:
        signs = (language.degrees.says_most, language.questions.ordered_by)
        if not any(sign.search(need.query) for sign in signs):
            return need if need.sort else self._by_dimension(need, language, rows_of)
        rows = rows_of(need)
        found = next(self._orders(need, language.degrees, rows), None)
        if found is None:
            ordered = self._ordered_by(need, language, rows)
            return ordered if ordered.sort else self._by_dimension(ordered, language, rows_of)
        stretch, sort = found
        if need.sort is not None and need.sort.field == sort.field and language.degrees.spaced:
            return need
        return replace(need, sort=sort, clauses=tuple(rest for one in need.clauses for rest in apart(one, need.query, stretch)))

    def _ordered_by(self, need: Need, language: LanguagePack, rows: np.ndarray | None) -> Need:
        """What a superlative is told to be by: "the largest set by number of pieces"."""
        degree = language.degrees.find(need.query, 0, len(need.query), alone=False)
        order = need.sort.order if need.sort else degree.order if degree else None
        for match in language.questions.ordered_by.finditer(need.query) if order else ():
            if order and (found := self._behind(need.query, match.end(), rows)):
                field, end = found
                text = need.sort.text if need.sort else need.query[degree.start : degree.end] if degree else ""
                kept = (rest for one in need.clauses for rest in apart(one, need.query, Stretch(match.start(), end)))
                return replace(need, sort=Sort(field, order, text, need.sort.rank if need.sort else 1), clauses=tuple(kept))
        return need

    def _by_dimension(self, need: Need, language: LanguagePack, rows_of: Callable[[Need], np.ndarray | None]) -> Need:
        """The order by the field without units that goes by what a superlative measures: "lightest" by "weight".

        "Oldest" is by the field that says years.
        """
        degree = language.degrees.find(need.query, 0, len(need.query), alone=False)
        if degree is None or degree.order is None or not (degree.of or degree.context):
            return need
        rows, stretch = rows_of(need), Stretch(degree.start, degree.end)
        text = need.query[degree.start : degree.end]
        first: Sense = (degree.of, degree.order, degree.context)
        named, order = self._of_a_sense((first, *language.degrees.senses.get(" ".join(text.lower().split()), ())), rows)
        if named is None or is_decided(need, stretch.start, stretch.end):
            return need
        sort = Sort(named, order, text, degree.rank)
        return replace(need, sort=sort, clauses=tuple(rest for one in need.clauses for rest in apart(one, need.query, stretch)))

    def _of_a_sense(self, senses: Sequence[Sense], rows: np.ndarray | None) -> tuple[str | None, Literal["asc", "desc"]]:
        """The field of the first sense of a superlative that most of the products say, and the order."""
        for at, (of, order, context) in enumerate(senses):
            if of == "date":
                named = self.years
            else:
                measure = "" if of == "length" else of  # what a length is of, its context says
                words = (*context.split(), *DIMENSION_WORDS.get(measure, "").split())
                named = next(filter(None, (self._field(word, rows, in_titles=not at) for word in words)), None)
                if at and named is None and of:  # the first was held against the catalog before
                    named = self._measured_mostly(of, context, rows)
            if named:
                return named, order
        return None, "asc"

    def _measured_mostly(self, of: str, context: str, rows: np.ndarray | None) -> str | None:
        """The field of a dimension that goes by some words and that most of the products say."""
        import numpy as np

        among = np.arange(len(self._index)) if rows is None else rows
        found = self._measured(of, "", context, among) if self._measured else None
        if found is None or found.near < _NEAR:
            return None
        return found.field if 2 * len(np.intersect1d(self._index.columns.get(found.field).rows, among)) >= len(among) else None

    @cached_property
    def years(self) -> str | None:
        """The field that most products have and that says years of our time."""
        return year_field(self._index)

    def _orders(self, need: Need, degrees: Degrees, rows: np.ndarray | None) -> Iterator[tuple[Stretch, Sort]]:
        query = need.query
        things = {stem for one in need.clauses if one.kind == "topic" for stem in self._index.words.tokens(one.says)}
        for match in degrees.says_most.finditer(query):
            order: Literal["asc", "desc"] = (degrees.of_fields or degrees.most)[" ".join(match[0].lower().split())]
            found = self._before(query, match.start(), rows) if not degrees.spaced else None
            start, end = match.start(), match.end()
            if found:
                field, start = found
            elif behind := self._behind(query, match.end(), rows, _SKIPPED if match[0].lower() in degrees.most else 0):
                field, end = behind
            elif begun := self._begins(query, match.end(), rows, things):
                field, end = begun
            else:
                continue
            if not _NUMBER_BEHIND.match(query, end):  # "maximum weight 5 kg" limits
                yield Stretch(start, end), Sort(field, order, query[start:end])

    def _before(self, query: str, end: int, rows: np.ndarray | None) -> tuple[str, int] | None:
        """The field that Chinese names before "most", with where its name begins: 人仔 of 人仔数量最多.

        By its meaning alone only what titles say is meant here; of fields it is for `MeantOrders`.
        """
        before = _HAN_BEFORE.search(query, 0, end) if end else None
        stretch = before[0] if before and before.end() == end else query[max(0, end - 6) : end]
        whole = [(stretch[-length:], end - length) for length in range(min(6, len(stretch)), 1, -1)]
        endings = [(words, at) for said, at in whole for words in dict.fromkeys((said, _COUNTED.sub("", said)))]
        if exact := next(((field, at) for words, at in endings if (field := self._field(words, rows, abroad=False))), None):
            return exact
        near = [(*found, at) for words, at in endings if (found := self._abroad(words)) and found[0] in self._titled]
        field, _, at = max(near, key=lambda one: one[1] - _PER_CHARACTER * one[2], default=("", 0.0, 0))
        return (field, at) if field and self._is_said(field, rows) else None

    def _begins(self, query: str, start: int, rows: np.ndarray | None, things: set[str]) -> tuple[str, int] | None:
        """The one field whose name begins with the word right behind a place: the "battery" of "battery capacity"."""
        word = _WORD.match(query, start + 1) if query[start : start + 1].isspace() else None
        stems = tuple(self._index.words.tokens(word[0])) if word else ()
        if word is None or len(stems) != 1 or stems[0] in things:
            return None
        named = {name for key, name in self._numbers.items() if key[0] == stems[0] and len(key) <= _MOST_WORDS}
        field = named.pop() if len(named) == 1 else None
        return (field, word.end()) if field and self._is_said(field, rows) else None

    def _behind(self, query: str, start: int, rows: np.ndarray | None, most_skipped: int = _SKIPPED) -> tuple[str, int] | None:
        """The field that is named behind a place, with where its name ends."""
        if han := _HAN_BEHIND.match(query, start):
            for length in range(len(han[1]), 1, -1):
                if field := self._field(han[1][:length], rows):
                    return field, han.start(1) + length
        words = [word.span() for word in _WORD.finditer(query, start, start + 60)]
        for skipped in range(min(most_skipped, len(words) - 1) + 1) if words else ():
            for length in range(min(_MOST_WORDS, len(words) - skipped), 0, -1):
                first, last = words[skipped], words[skipped + length - 1]
                if re.search(r"[,.;!?\d]", query[start : last[1]]):
                    continue
                field = self._field(query[first[0] : last[1]], rows)
                if field and (not skipped or self._meant is None or self._meant.means(query[words[0][0] : last[1]], field)):
                    return field, last[1]
        return None

    def _field(self, words: str, rows: np.ndarray | None, *, in_titles: bool = True, abroad: bool = True) -> str | None:
        """The field of numbers that goes by some words, in the catalog's language or by what they mean in it."""
        said = (words, *self._senses(words))
        ways = [self._of_stems(one) or (self._in_titles(one) if in_titles else None) for one in said]
        near = self._abroad(words) if abroad and not any(ways) else None
        for name in dict.fromkeys([*ways, near[0] if near else None]):
            if name and self._is_said(name, rows):
                return name
        return None

    def _is_said(self, name: str, rows: np.ndarray | None) -> bool:
        """Whether some of the products state a field."""
        import numpy as np

        return rows is None or len(np.intersect1d(self._index.columns.get(name).rows, rows)) >= min(len(rows), _FEW)

    def _senses(self, words: str) -> Sequence[str]:
        return self._translations(words) if has_han(words) else ()

    def _of_stems(self, words: str) -> str | None:
        stems = tuple(self._index.words.tokens(words))
        if not stems:
            return None
        if name := self._numbers.get(stems):
            return name
        return next(
            (name for key, name in self._numbers.items() if len(stems) == len(key) == 1 and _much_alike(*stems, *key)), None
        )

    def _in_titles(self, words: str) -> str | None:
        """What titles say of a dimension that goes by a word: "volume", "weight"."""
        names = map(titled, _MEASURED_IN.get(words.lower(), ()))
        return next((name for name in names if name in self._index.columns), None)

    def _abroad(self, words: str) -> tuple[str, float] | None:
        """The field whose name is nearest to words of another script, and how near."""
        names = [*self._fields_of_labels, *self._titled]
        if self._encode_wanted is None or not names or not has_han(words):
            return None
        near = self._labels @ self._encode_wanted([words])[0]
        best = int(near.argmax())
        return (names[best], float(near[best])) if near[best] >= _SAME_ABROAD else None

    @cached_property
    def _labels(self) -> np.ndarray:
        """(n, dim) the names of the fields of numbers, and what titles measure."""
        assert self._encode_wanted is not None
        return self._encode_wanted([*map(label, self._fields_of_labels), *(label(name) for name in self._titled)])

    @cached_property
    def _fields_of_labels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in self._numbers.values() if name.isascii()))[:_MOST_FIELDS]

    @cached_property
    def _titled(self) -> tuple[str, ...]:
        return tuple(name for name in map(titled, DIMENSION_WORDS) if name in self._index.columns)

    @cached_property
    def _numbers(self) -> dict[tuple[str, ...], str]:
        """The fields of numbers by the stems of their names, also without the unit at the end of it."""
        columns, units = self._index.columns, {field.field: field.unit for field in self._index.measured.fields}
        numbers: dict[tuple[str, ...], str] = {}
        for name in columns.names:
            if name in OWN_FIELDS or name.startswith("price per") or not self._is_number(name):
                continue
            said = label(name)
            for text in (said.removesuffix(units.get(name, "")) if units.get(name) else said, said):
                if stems := tuple(self._index.words.tokens(text)):
                    numbers.setdefault(stems, name)
        return numbers

    def _is_number(self, name: str) -> bool:
        columns = self._index.columns
        return columns.kind(name) == "number" or f"{name}{AS_NUMBER}" in columns


def _in_order(need: Need, found: MeantOrder) -> Need:
    """A need in an order, without the words that ask for it."""
    stretch = Stretch(found.start, found.end)
    return replace(
        need, sort=found.sort, clauses=tuple(rest for one in need.clauses for rest in apart(one, need.query, stretch))
    )


def _much_alike(one: str, other: str) -> bool:
    """Whether two words begin alike for most of their length: "minifigure" and "minifig"."""
    shorter = min(len(one), len(other))
    return shorter >= 6 and one[:shorter] == other[:shorter]


def apart(clause: Clause, query: str, stretch: Stretch) -> Iterator[Clause]:
    """What a clause that nothing decides says before and behind a stretch; a topic stays one at its end."""
    at = query.find(clause.text)
    end = at + len(clause.text)
    if at < 0 or stretch.end <= at or end <= stretch.start or clause.op not in (None, "has"):
        yield clause
        return
    before, behind = query[at : max(at, stretch.start)].strip(" ,-的"), query[stretch.end : end].strip(" ,-的")
    left = [text for text in (before, behind) if text and not set(text.casefold().split()) <= FUNCTION]
    for text in left:
        yield Clause(text, clause.kind if text is left[-1] else "feature", source=clause.source)
