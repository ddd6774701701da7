"""Which of a catalog's fields say what every shop says: for whom, in what condition, to be had, reduced, rated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property

from shopcli.index import Index
from shopcli.index.parts.columns import COLOUR
from shopcli.need.languages.registry import language_of
from shopcli.need.residual import all_folded, folded
from shopcli.text.ages import FIELD_WORDS, Ages, age_range
from shopcli.text.offer_values import AUDIENCES, CONDITIONS, audience_of, condition_of
from shopcli.text.words import regular_singular
from shopcli.util.lazy_regex import pattern

_MOSTLY = 0.5  # a field whose products say so much of one sort of thing is a field of that
_OWN_CHOICES = ("category", "availability", "shop")
_FEW_VALUES = 40
_IN_BRACKETS = pattern(r"\s*\([^)]*\)\s*\Z")
_STEP = pattern(r"\s*[>/»;]\s*")
_WORD = pattern(r"[^\W\d_]+")
_OWN_NUMBERS = frozenset(("price", "list_price", "reduction"))

ReadValue = Callable[[str], str | None]


class OfferFields:
    """The fields of one index, by the names agreed on.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def field_values(self, field: str, *values: str) -> tuple[str, tuple[str, ...]] | None:
        """See `shopcli.need.request.Request.field_values`."""
        columns = self._index.columns
        if field == "gender":
            return _written(self._audience, values)
        if field == "age":
            return self._for_ages(values)
        if field == "condition":
            return _written(self._condition, values)
        if field == COLOUR:
            return (field, values) if self._colours.issuperset(values) else None
        return (field, values) if field in columns else None

    def number_field(self, name: str) -> str | None:
        """See `shopcli.need.request.Request.number_field`."""
        key = folded(name)
        fields = zip(self._folded, self._index.columns.names, strict=True) if key else ()
        return next((name for known, name in fields if known.startswith(key) and key in self._number_names(name)), None)

    def choice_field(self, words: str) -> str | None:
        """The field of few values that goes by a name, in one or in several: "sizes"; None where none does."""
        low = words.casefold().strip()
        called = language_of(words).questions.fields.get(low, "").split("|")
        names = (self._names.get(folded(name)) for name in (*called, low, regular_singular(low)) if name)
        return next((name for name in names if name and self._has_few_values(name)), None)

    @cached_property
    def _names(self) -> dict[str, str]:
        """The fields by their folded names, without opening their columns, which most questions do not need."""
        names = (*_OWN_CHOICES, *self._index.vocabulary.fields)
        return dict(zip(all_folded(names), names, strict=True))

    def _has_few_values(self, name: str) -> bool:
        columns = self._index.columns
        if name not in columns:
            return False
        if columns.kind(name) == "text" and name != "category":
            return name in self._options or len(columns.get(name).choices) <= _FEW_VALUES
        return columns.kind(name) in ("choice", "text")

    @cached_property
    def _options(self) -> frozenset[str]:
        """What variants are told apart by: products list these, in ever other combinations."""
        return frozenset(self._index.variants.options if self._index.variants else ())

    @cached_property
    def _folded(self) -> list[str]:
        """The folded name of every column."""
        return all_folded(self._index.columns.names)

    @cached_property
    def _units(self) -> dict[str, str]:
        return {field.field: field.unit for field in self._index.measured.fields}

    def _number_names(self, name: str) -> tuple[str, ...]:
        """The folded names of a field of numbers, also without the unit at the end of it; of any other none."""
        from shopcli.index.units.fields import label

        columns = self._index.columns
        if name in _OWN_NUMBERS or not (columns.kind(name) == "number" or f"{name}@number" in columns):
            return ()
        unit = self._units.get(name, "")
        bare = _IN_BRACKETS.sub("", name)  # "water column (mm)"
        return tuple(map(folded, (name, *((label(name).removesuffix(unit),) if unit else ()), *((bare,) if bare else ()))))

    @cached_property
    def _colours(self) -> frozenset[str]:
        """The colours that any record states."""
        choices = self._index.columns.get(COLOUR).choices if COLOUR in self._index.columns else ()
        return frozenset(colour for choice in choices for colour in choice.split(", "))

    @cached_property
    def _audience(self) -> tuple[str, Mapping[str, tuple[str, ...]]] | None:
        return self._field_of("gender", audience_of, AUDIENCES)

    def _for_ages(self, values: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
        """The field of ages and its values for somebody of an age in years, or, "16+", for nobody younger."""
        field, ranges = self._ages
        wanted = [(float(value.rstrip("+")), value.endswith("+")) for value in values]
        held = [
            choice
            for choice, (low, high) in ranges.items()
            if any(low >= age if is_least else low <= age <= high for age, is_least in wanted)
        ]
        return (field, tuple(choice.casefold() for choice in held)) if held else None

    @cached_property
    def _ages(self) -> tuple[str, Mapping[str, Ages]]:
        """The field that says for what ages most things are, and its ranges; empty where there is none."""
        columns = self._index.columns
        for name in columns.names:
            if FIELD_WORDS.isdisjoint(_WORD.findall(name.casefold())) or columns.kind(name) not in ("choice", "text"):
                continue
            column = columns.get(name)
            ranges = {choice: ages for choice in column.choices if (ages := age_range(choice))}
            told = sum(column.choices[int(code)] in ranges for code in column.values)
            if told >= _MOSTLY * max(len(column.values), len(self._index)):
                return name, ranges
        return "", {}

    @cached_property
    def _condition(self) -> tuple[str, Mapping[str, tuple[str, ...]]] | None:
        return self._field_of("condition", condition_of, CONDITIONS)

    def _field_of(
        self, name: str, read: ReadValue, words: Mapping[str, str]
    ) -> tuple[str, Mapping[str, tuple[str, ...]]] | None:
        """The field that mostly says these things, that of the agreed name first, and what it writes for each."""
        columns = self._index.columns
        said_by = columns.said_by
        known = (word for name, others in words.items() for word in (name, *others.split()))
        likely = dict.fromkeys(field for word in known for field in said_by.get(word, ()))
        best: tuple[int, str, Mapping[str, tuple[str, ...]]] | None = None
        for field in (name, *likely, "category"):
            if field not in columns or columns.kind(field) not in ("choice", "text"):
                continue
            column = columns.get(field)
            counts = Counter(int(code) for code in column.values)
            readings = {choice: _reading(choice, read, is_path=field == "category") for choice in column.choices}
            told = sum(count for code, count in counts.items() if readings[column.choices[code]])
            if not told or told < _MOSTLY * counts.total():
                continue
            written: dict[str, list[str]] = {}
            for choice, reading in readings.items():
                if reading:
                    written.setdefault(reading, []).append(choice.casefold())
            found = (told, field, {reading: tuple(choices) for reading, choices in written.items()})
            if field == name:
                return found[1:]
            best = max(best, found, key=lambda one: one[0]) if best else found
        return best[1:] if best else None


def _reading(choice: str, read: ReadValue, *, is_path: bool) -> str | None:
    """What a value says of these things; that of a path is said by one of its parts: ``Women/Shoes``."""
    if (said := read(choice)) or not is_path:
        return said
    parts = {part for step in _STEP.split(choice) if (part := read(step))}
    return parts.pop() if len(parts) == 1 and "|" not in choice else None


def _written(
    known: tuple[str, Mapping[str, tuple[str, ...]]] | None, values: tuple[str, ...]
) -> tuple[str, tuple[str, ...]] | None:
    """A field and what it writes for some values; the values themselves where it writes none of them."""
    if known is None:
        return None
    field, by_value = known
    return field, tuple(choice for value in values for choice in by_value.get(value, ())) or values
