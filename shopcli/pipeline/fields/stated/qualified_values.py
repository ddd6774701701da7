"""Values that a request names beside their field: "brown switches", "backlight in green", "vanilla flavoured".

A word for a field says which field the word beside it is a value of: the red of "silent red switches" is no colour of the
thing. Which fields there are, and what they say, only the catalog knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from shopcli.index import Index
from shopcli.index.parts.columns import OWN_FIELDS
from shopcli.need.languages.pack import LanguagePack
from shopcli.pipeline.fields.chosen_values import said_by
from shopcli.pipeline.fields.named_orders import Stretch, apart
from shopcli.pipeline.fields.stated.label_words import LabelWords
from shopcli.retrieve.limits import listed
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Clause, Need, Op
from shopcli.util.lazy_regex import pattern

_WORD = pattern(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_LONGEST = 3  # words of a value
_BETWEEN = 2  # words between a field and its value: "backlight in plain green"
_MOST_VALUES, _LONGEST_VALUE = 2000, 60  # of a field; characters
_FILLED = 0.2  # of the products, which a field must be of
_MOSTLY = 0.9  # of them, which a value tells from no other
_GENERIC = frozenset(("name", "title", "description", "type", "kind", "model", "series", "url", "link", "id", "text"))

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch of the request, half open, that says values of a field beside its name."""

    start: int
    end: int
    field: str
    values: tuple[str, ...]


class QualifiedValues:
    """The values of one index's fields, known by the word for the field that stands beside them.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._parts = lru_cache(maxsize=256)(self._parts_of)

    def decided(self, need: Need, language: LanguagePack) -> Need:
        """The need with each value that stands beside its field decided by that field.

        Args:
            need: the request, understood.
            language: its words.
        """
        if has_han(need.query):
            return need
        for said in self._said(need.query, language):
            need = self._with(need, said)
        return need

    def _said(self, query: str, language: LanguagePack) -> Iterator[_Said]:
        """The stretches that say a value beside its field, those of the most words for each field first."""
        words = [(word.start(), word.end()) for word in _WORD.finditer(query)]
        taken = 0
        for at, (start, end) in enumerate(words):
            if start < taken or len(query[start:end]) < _LONGEST:
                continue
            for field in self._labels.named_by(query[start:end]):
                if said := self._beside(query, words, at, field, language):
                    yield from self._before(query, words, said, language)
                    yield said
                    taken = said.end
                    break

    def _before(self, query: str, words: Sequence[tuple[int, int]], said: _Said, language: LanguagePack) -> Iterator[_Said]:
        """The values before one of a field that lists several: the "dry" of "dry, sensitive skin" is of the skin as well."""
        if not any(len(listed(choice)) > 1 for choice in said.values):
            return
        behind = said.start
        for start, end in reversed([span for span in words if span[1] <= said.start]):
            joined = query[end:behind].strip(" ,/&-")
            if joined and joined.casefold() not in language.degrees.joints:
                return
            if query[start:end].casefold() in language.degrees.joints:
                continue
            if not (values := self._saying(said.field, query[start:end], language)):
                return
            yield _Said(start, end, said.field, values)
            behind = start

    def _beside(
        self, query: str, words: Sequence[tuple[int, int]], at: int, field: str, language: LanguagePack
    ) -> _Said | None:
        start, end = words[at]
        for length in range(min(_LONGEST, at), 0, -1):
            first, last = words[at - length][0], words[at - 1][1]
            if _is_apart(query[first:start]):
                continue
            if values := self._saying(field, query[first:last], language):
                return _Said(first, end, field, values)
        for skipped in range(1, _BETWEEN + 1):
            for length in range(_LONGEST, 0, -1):
                if at + skipped + length >= len(words):
                    continue
                first, last = words[at + skipped + 1][0], words[at + skipped + length][1]
                between = query[end:first]
                joins = stem_set([between]) & FUNCTION_STEMS
                if not joins or _is_apart(query[end:last]):
                    continue
                if values := self._saying(field, query[first:last], language):
                    return _Said(start, last, field, values)
        return None

    def _saying(self, field: str, words: str, language: LanguagePack) -> tuple[str, ...]:
        """The values of a field that say some words, where these tell products apart."""
        key = said_by(words)
        if not key or not language.degrees.without_vague(words) or stem_set([words]) <= FUNCTION_STEMS:
            return ()
        if all(part.isdigit() for part in key):
            return ()
        wanted, of_one_word = set(key), len(self._labels.stems[field]) == 1
        found = tuple(
            value for value, said in self._parts(field) if any(wanted == one or (of_one_word and wanted < one) for one in said)
        )
        return found if found and self._tell_apart(field, found) else ()

    def _tell_apart(self, field: str, values: Sequence[str]) -> bool:
        """Whether some values are of some of the products of a field, and not of nearly all of them."""
        import numpy as np

        column = self._index.columns.get(field)
        wanted = [n for n, choice in enumerate(column.choices) if choice in set(values)]
        return int(np.isin(column.values, wanted).sum()) < _MOSTLY * max(1, len(column.rows))

    def _with(self, need: Need, said: _Said) -> Need:
        """The need where the field decides a stretch, in place of what its words were taken for."""
        text = need.query[said.start : said.end]
        several = len(said.values) > 1
        value = "|".join(said.values).casefold() if several else said.values[0]
        kept: list[Clause] = []
        is_denied = False
        for clause in need.clauses:
            start = need.query.find(clause.text)
            end = start + len(clause.text)
            if start < 0 or end <= said.start or said.end <= start:
                kept.append(clause)
            elif clause.field == said.field or clause.kind == "limit":
                return need
            elif clause.kind == "exclude":
                is_denied, text = True, clause.text if len(clause.text) > len(text) else text
            elif clause.is_hard and not (said.start <= start and end <= said.end):
                return need
            elif not clause.is_hard or clause.op == "has":
                kept += apart(clause, need.query, Stretch(said.start, said.end))
        op: Op = "!=" if is_denied else "in" if several else "is"
        decided = Clause(text, "exclude" if is_denied else "feature", said.field, op, value)
        return replace(need, clauses=(*kept, decided))

    @cached_property
    def _labels(self) -> LabelWords:
        columns = self._index.columns
        texts = (name for name in columns.names if name not in OWN_FIELDS and columns.kind(name) in ("choice", "text"))
        filled = (name for name in texts if columns.share_filled(name) >= _FILLED and name.lower() not in _GENERIC)
        return LabelWords(list(filled), self._index.words.tokens)

    def _parts_of(self, field: str) -> list[tuple[str, list[set[str]]]]:
        """The values of a field of few short ones, each with what its parts say; none of another field.

        Only a field that the request names is read: to read them all takes a tenth of a request.
        """
        choices = self._index.columns.get(field).choices
        short = [choice for choice in choices if len(choice) <= _LONGEST_VALUE]
        if len(choices) > _MOST_VALUES or 2 * len(short) <= len(choices):
            return []
        return [(choice, [set(said_by(part)) for part in (choice, *listed(choice))]) for choice in short]


def _is_apart(text: str) -> bool:
    """Whether more than blanks and hyphens stands between the words of a text."""
    return bool(set("".join(_WORD.split(text))) - set(" -"))
