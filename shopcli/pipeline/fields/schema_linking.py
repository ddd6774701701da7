"""Which of a catalog's fields a request speaks of: quantities, counts, yes and no, dates and ratings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, reduce
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.assertions import EITHER
from shopcli.index.parts.columns import OWN_FIELDS, TITLED
from shopcli.index.units.counts import numbered_words
from shopcli.index.units.fields import FieldUnit, label
from shopcli.index.units.titles import titled
from shopcli.need.grounding.protocols import Measured
from shopcli.need.residual import folded
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.pipeline.fields.chosen_values import ChosenValues, levels_said_by, said_by
from shopcli.pipeline.fields.contents import content_field
from shopcli.pipeline.fields.fact_units import says_yes_by_one
from shopcli.pipeline.fields.listed_quantities import HOLDS, ListedQuantities
from shopcli.pipeline.fields.place_fields import PlaceFields
from shopcli.pipeline.stated_kinds import names_a_sort
from shopcli.text.lists import listed
from shopcli.text.sizes import are_sizes, is_size, is_sure_size, says_size
from shopcli.text.unit_price import CONTENT
from shopcli.text.units import COUNT, convert, same_dimension
from shopcli.text.words import IRREGULAR_SINGULARS
from shopcli.types import Op
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_LISTS = pattern(r"[,，、](?!\d)")  # between things that are wished one by one, and no decimal comma
SPEAKS = 0.5  # the share of products whose yes/no field is filled, for it to decide
_LETTERS = 3  # no more than these make a size of letters, "XXL"
_FEW = 3  # products that a share or a field can be read off, at the least
_LOOKED_AT = 60  # fields of one dimension whose filling is counted
_FAR_MORE = 3
_FEWEST_SAYING, _SAME = 3, 0.7  # products that say a part of a value, and the share of them that must have that value
_SALIENT = 0.05  # a field that fewer of a kind's products have does not speak for them
_SALIENT_SIZE = 0.3  # nor is what fewer of them have what they are called small by: a mouse is not, by its cable
# Of the candidates' scores: how full the field is, how near its name to the words, whether the unit is its own.
_SAME_UNIT, _SURE, _SAID, _PER_WORD = 0.25, 0.1, 0.5, 0.04
# A small laptop is no laptop with a small disk, while a big memory card is one that holds much.
_PARSED_SAID, _SIZE_NAMED, _BYTES = 0.3, 0.2, 0.9
# What each dimension is called where a request says only a number and a unit: "under 1 kg" is a weight.
DIMENSION_WORDS = {
    "length": "length size", "mass": "weight", "information": "memory storage capacity", "volume": "volume capacity",
    "time": "duration time", "charge": "battery capacity", "power": "power", "temperature": "temperature", "count": "quantity",
    "pixels": "pixels resolution", "frequency": "frequency refresh clock",
}  # fmt: skip
_NO_QUANTITIES = ("list_price", "reduction", "rating", "reviews", "stock")
_TINY = 100.0  # times the largest value of a field is still less than one of what was asked for: it is no such unit's
_SIZES = ("length", "volume", "area", "information")
_PERSONS = frozenset(
    "person persons people player players friend friends adult adults guest guests user users passenger passengers us".split()
)


class SchemaLinker:
    """The fields of one index, asked for the products of one kind.

    Args:
        index: the open index.
        encode: a text to its L2-normalised vector.
    """

    def __init__(self, index: Index, encode: Callable[[str], np.ndarray]) -> None:
        self._index, self._encode = index, encode
        self._holds_sizes = cache(self._is_of_sizes)

    def measured(self, dimension: str, unit: str, context: str, rows: np.ndarray) -> Measured | None:
        """The field that a quantity limits for these products; None where no field of that dimension speaks for them.

        How much there is of a thing is of the dimension "content".

        A field of numbers that the words name, whose unit the catalog nowhere says, comes before one that they do not name.
        """
        if dimension == CONTENT:
            name = content_field(self._index, rows)
            return Measured(name, name.rpartition(" ")[2]) if name else None
        known, named = self._of_dimension(dimension, unit, context, rows), self._without_unit(unit, context, rows)
        if known is None and named is None:
            return self._in_titles(dimension, rows) or self._called_after(dimension, unit, rows)
        if named and known and set(self._index.words.tokens(context)) & set(self._index.words.tokens(label(known.field))):
            named = None
        return named or (self._in_what_was_said(known, unit, rows) if known else None)

    def _in_what_was_said(self, measured: Measured, unit: str, rows: np.ndarray) -> Measured:
        """A field in the multiple of its unit that is asked for, where no other makes sense of its values: "pixels: 8"."""
        table = self._index.measured.table
        if not (unit and measured.unit) or unit == measured.unit or not same_dimension(unit, measured.unit, table):
            return measured
        multiple, most = convert(1.0, unit, measured.unit, table), self.share(measured.field, 1.0, rows)
        is_tiny = most is not None and 0 < most * _TINY < multiple
        return replace(measured, unit=unit, sure=False) if is_tiny else measured

    def _called_after(self, dimension: str, unit: str, rows: np.ndarray) -> Measured | None:
        """The one field of bare numbers that is called after a dimension, whatever else its name says: "weight (packed)"."""
        of = set(self._index.words.tokens(DIMENSION_WORDS.get(dimension, "")))
        called = [name for stems, name in self._unitless if stems & of and self._speaks_for(name, rows, SPEAKS)]
        return Measured(called[0], unit, sure=not unit) if len(called) == 1 else None  # an order needs no unit

    def _in_titles(self, dimension: str, rows: np.ndarray) -> Measured | None:
        """What titles say of a dimension, where no field speaks of it and the titles of these products do."""
        name = titled(dimension)
        field = self._index.measured.unit(name)
        return Measured(name, field.unit) if field and self._speaks_for(name, rows, SPEAKS) else None

    def _without_unit(self, unit: str, context: str, rows: np.ndarray) -> Measured | None:
        """The field of bare numbers that some words name, read in the unit that is asked for: "4 GB RAM" of "RAM: 4"."""
        said = set(self._index.words.tokens(context)) if context else set()
        names = (name for stems, name in self._unitless if stems <= said and self._speaks_for(name, rows, SPEAKS))
        name = next(names, None)
        return Measured(name, unit, sure=False) if name and unit and not unit.startswith(COUNT) else None

    @cached_property
    def _unitless(self) -> list[tuple[frozenset[str], str]]:
        """The fields of numbers that are no quantities of a known unit, by the stems of their names, the longest first."""
        columns, fields = self._index.columns, self._index.measured.fields
        known = {*OWN_FIELDS, *_NO_QUANTITIES, *(field.field for field in fields)}
        names = (name for name in columns.names if name not in known and columns.kind(name) == "number" and "@" not in name)
        stems = ((frozenset(self._index.words.tokens(label(name))), name) for name in names)
        return sorted((pair for pair in stems if pair[0]), key=lambda pair: -len(pair[0]))

    def _of_dimension(self, dimension: str, unit: str, context: str, rows: np.ndarray) -> Measured | None:
        import numpy as np

        fields = self._index.measured
        wanted = _SIZES if dimension == "size" else (dimension,)
        numbers = [
            n
            for n, field in enumerate(fields.fields)
            if (dimension == "" or field.dimension in wanted) and not field.field.startswith(TITLED)
        ]
        if dimension.startswith(COUNT) and context:  # "2 usb ports" are no ports of HDMI
            of = set(self._index.words.tokens(context))
            named = [n for n in numbers if of <= set(self._index.words.tokens(label(fields.fields[n].field)))]
            numbers = named or numbers
        if not numbers or not len(rows):
            return None
        if context and dimension.startswith(COUNT):
            context = f"{context} {unit}"  # "usb" of "2 usb ports"
        meaning = self._encode(context or DIMENSION_WORDS.get(dimension, dimension))
        near = fields.vectors[numbers] @ meaning
        scores = near.copy()
        for at, number in enumerate(numbers):
            field = fields.fields[number]
            # What titles say too is what shoppers ask about.
            scores[at] += _SAME_UNIT * (field.unit == unit) + _SURE * field.sure + _SAID * field.share * (not field.parsed)
            scores[at] -= _PER_WORD * len(label(field.field).split())
        looked_at = np.argsort(-scores)[:_LOOKED_AT]
        mask = row_mask(rows, len(self._index))
        filled = {
            int(at): float(mask[self._index.columns.get(fields.fields[numbers[at]].field).rows].sum()) / len(rows)
            for at in looked_at
        }
        if dimension == "size":
            best = max(filled, key=lambda at: filled[at] * _fits_as_size(fields.fields[numbers[at]], float(near[at])))
        else:
            best = max(filled, key=lambda at: filled[at] + float(scores[at]))
        field = fields.fields[numbers[best]]
        least = _SALIENT_SIZE if dimension == "size" and not context else _SALIENT
        return Measured(field.field, field.unit, field.sure, float(near[best])) if filled[best] >= least else None

    def as_said_beside(self, measured: Measured, request: str) -> Measured:
        """The same, or of two fields that differ in one word the one whose word the request says: the weight of women's."""
        said, own = set(self._index.words.tokens(request)), self._stems_of(measured.field)
        for field in self._index.measured.fields:
            other = self._stems_of(field.field)
            is_twin = field.unit == measured.unit and len(own - other) == len(other - own) == 1
            if is_twin and other - own <= said and not own - other <= said:
                return replace(measured, field=field.field)
        return measured

    def _stems_of(self, name: str) -> set[str]:
        return set(self._index.words.tokens(label(name)))

    def listed(
        self, bounds: Sequence[tuple[Op, float]], unit: str, words: str, measured: Measured | None, rows: np.ndarray
    ) -> tuple[str, list[str]] | None:
        """The field whose texts state such a quantity beside the words: the SSD of a "512GB SSD + 1TB HDD" is no RAM.

        None where the words are those of the field that is ``measured``, or it alone has such quantities.
        """
        named = set(self._index.words.tokens(label(measured.field))) if measured else set()
        if not len(rows) or (words and named & set(self._index.words.tokens(words))):
            return None
        has_any = measured is not None and self._has_any(measured, bounds, unit, rows)
        if has_any and not words:
            return None
        return self._quantities.stating(bounds, unit, words, rows, anyhow=not has_any)

    def _has_any(self, measured: Measured, bounds: Sequence[tuple[Op, float]], unit: str, rows: np.ndarray) -> bool:
        """Whether any of some products holds bounds on a field."""
        import numpy as np

        values, table = self._index.columns.dense(measured.field)[rows], self._index.measured.table
        holds = ~np.isnan(values)
        for op, bound in bounds:
            holds &= HOLDS[op](values, convert(bound, unit, measured.unit, table) if measured.unit else bound)
        return bool(holds.any())

    @cached_property
    def _quantities(self) -> ListedQuantities:
        return ListedQuantities(self._index, SPEAKS)

    def counted_unit(self, words: Sequence[str], before: str) -> str | None:
        """The unit of a number of what one of ``words`` names, where some field counts it.

        Args:
            words: a word, or what it may mean.
            before: what stands before the number; behind "usb" it is a version.
        """
        if not self._counted or before in self._numbered:
            return None
        forms = [form for word in words for form in (word, IRREGULAR_SINGULARS.get(word, word))]
        named = next((unit for form in forms if (unit := self._counted.get(self._index.words.stem(form)))), None)
        return named or (self._persons_unit if not _PERSONS.isdisjoint(forms) else None)

    @cached_property
    def _persons_unit(self) -> str | None:
        """The unit of the fields that count persons, where that is one: for six people are the players of a game."""
        units = {unit for unit in self._counted.values() if unit.removeprefix("max").removeprefix("min") in _PERSONS}
        return units.pop() if len(units) == 1 else None

    def says_none(self, name: str, rows: np.ndarray) -> bool:
        """Whether a field says nought of some of these products; where it never does, silence may well mean none."""
        return bool((self._index.columns.dense(name)[rows] == 0).any())

    @cached_property
    def _counted(self) -> dict[str, str]:
        """What fields count, by its stem."""
        units = {field.unit for field in self._index.measured.fields if field.dimension.startswith(f"{COUNT} of")}
        return {self._index.words.stem(unit): unit for unit in sorted(units)}

    @cached_property
    def _numbered(self) -> frozenset[str]:
        return numbered_words(self._index.columns.names)

    def switch(self, words: str, rows: np.ndarray, speaks: float = SPEAKS) -> str | None:
        """The yes/no field that the words name, where it speaks for this share of these products."""
        key = folded(words)
        name = self._switches.get(key) or self._of_ones_and_noughts(key) or self._inflected_switch(words)
        return name if name is not None and self._speaks_for(name, rows, speaks) else None

    def _inflected_switch(self, words: str) -> str | None:
        """The yes/no field whose name the words are in another inflection: "wasserdichte" of ``wasserdicht``."""
        stems = tuple(self._index.words.tokens(words))
        return self._switches_by_stems.get(stems) if stems else None

    @cached_property
    def _switches_by_stems(self) -> dict[tuple[str, ...], str]:
        tokens = self._index.words.tokens
        return {tuple(tokens(name.replace("_", " "))): name for name in self._index.vocabulary.switches}

    def _of_ones_and_noughts(self, key: str) -> str | None:
        """The field of that folded name that says 1 of some products and 0 of all others: yes and no."""
        name = self._numbers.get(key)
        return name if name is not None and says_yes_by_one(name, self._index) else None

    @cached_property
    def _numbers(self) -> dict[str, str]:
        """The fields of numbers by their folded names."""
        columns = self._index.columns
        return {folded(name): name for name in columns.names if columns.kind(name) == "number" and name not in OWN_FIELDS}

    def _speaks_for(self, name: str, rows: np.ndarray, share: float) -> bool:
        """Whether this share of some products have a field."""
        filled = row_mask(rows, len(self._index))[self._index.columns.get(name).rows].sum()
        return len(rows) > 0 and bool(filled >= share * len(rows))

    def stated_or_switched(self, words: str, rows: np.ndarray) -> tuple[str, str] | None:
        """The same, or the yes/no field that is called by the words, and these."""
        stated = self.stated(words, rows)
        return stated or ((field, words) if (field := self.switch(words, rows)) else None)

    def stated(self, words: str, rows: np.ndarray) -> tuple[str, str] | None:
        """The field that the words name beside one of its values, and the value, where it speaks for these products."""
        pieces = words.split()
        for at in range(1, len(pieces)):
            for field, value in ((pieces[:at], pieces[at:]), (pieces[at:], pieces[:at])):
                named, wanted = folded("".join(field).rstrip(":=：")), " ".join(value)
                name = self._choices.get(named)
                written = (self._values(name).get(wanted.casefold()) or self._said(name, wanted)) if name else None
                if name and written and self._speaks_for(name, rows, SPEAKS):
                    return name, written
                if sized := self._sized(field, wanted, rows):
                    return sized, wanted
        return self._in_letters(words.strip(), rows) or self._from_there(words, rows) or self._chosen(words, rows)

    def _from_there(self, words: str, rows: np.ndarray) -> tuple[str, str] | None:
        """The field that says where things are from, and its values that are of the place which the words name."""
        found = self._place_fields.stated(words, lambda name: self._speaks_for(name, rows, SPEAKS))
        return (found[0], EITHER.join(found[1])) if found else None

    @cached_property
    def _place_fields(self) -> PlaceFields:
        return PlaceFields(self._index)

    def _chosen(self, words: str, rows: np.ndarray) -> tuple[str, str] | None:
        """The field that has a value saying these words, and all its values that do, joined by `EITHER`."""
        fields = self._values_in_words.named(words) or self._named_in_part(words)
        name = self._mostly([name for name in fields if self._speaks_for(name, rows, SPEAKS)], fields)
        if name is None or (self._holds_sizes(name) and not self._is_a_size(words, name)):
            return None
        return name, EITHER.join(fields[name])

    def _named_in_part(self, words: str) -> Mapping[str, tuple[str, ...]]:
        """The fields that have one value with these words among others, where what says the words mostly has that value.

        "Wii" is the console "Nintendo Wii", since what says it is for that one; "gold" is no "rose gold" where other
        things say it as well.
        """
        import numpy as np

        stems = self._index.words.tokens(words)
        if len(stems) == 1 and open_dictionary().casing(words) == "common":
            return {}  # one plays, and means no "Co-operative Play"
        saying = reduce(np.intersect1d, map(self._index.words.rows, stems)) if stems else np.zeros(0, int)
        fields = self._values_in_words.partly(words) if len(saying) >= _FEWEST_SAYING else {}
        return {name: values for name, values in fields.items() if self._share(name, values[0], saying) >= _SAME}

    def _share(self, name: str, value: str, rows: np.ndarray) -> float:
        """Which share of some rows has a value of a field."""
        import numpy as np

        return float(np.isin(rows, self._index.columns.rows_with(name, (value,))).mean())

    def _mostly(self, names: Sequence[str], values: Mapping[str, Sequence[str]]) -> str | None:
        """The field by which far more products have its values than by any other: a theme, which hardly any subtheme is."""
        counts = sorted(((self._holding(name, values[name]), name) for name in names), reverse=True)
        if not counts or len(counts) == 1 or counts[0][0] >= _FAR_MORE * counts[1][0]:
            return counts[0][1] if counts else None
        if self._are_of_the_same(counts[0][1], counts[1][1], values):
            return counts[0][1]
        sorts = [name for name in names if names_a_sort(name)]  # a "soft" type and a "soft" texture
        return sorts[0] if sorts == [counts[0][1]] and self._index.columns.is_list(sorts[0]) else None

    def _are_of_the_same(self, name: str, other: str, values: Mapping[str, Sequence[str]]) -> bool:
        """Whether two fields have their values of nearly the same products: a category, and the path to it."""
        import numpy as np

        rows, others = (self._index.columns.rows_with(one, values[one]) for one in (name, other))
        return len(np.intersect1d(rows, others)) >= _SAME * max(len(rows), len(others))

    def _holding(self, name: str, values: Sequence[str]) -> int:
        return len(self._index.columns.rows_with(name, values))

    def _is_a_size(self, words: str, name: str) -> bool:
        """Whether a field of sizes says these very words, which are no letter or number that may mean anything: "large"."""
        return words.isalpha() and len(words) > _LETTERS and words.casefold() in self._values(name)

    @cached_property
    def _values_in_words(self) -> ChosenValues:
        return ChosenValues(self._index.columns)

    def sorted_as(self, words: str, rows: np.ndarray) -> tuple[str, str] | None:
        """The field of categories and those of them that the words are, where these products are all that is sold."""
        columns, said = self._index.columns, said_by(words)
        if not said or len(rows) < len(self._index) or "category" not in columns:
            return None
        values = [one for one in columns.get("category").choices if said in levels_said_by(one)]
        return ("category", EITHER.join(values)) if values else None

    def whole_value(self, words: str) -> tuple[str, str] | None:
        """The field that has words, as a whole, as a value to choose from, or the one of categories, and that value."""
        import numpy as np

        said = said_by(words)
        if _LISTS.search(words) or not said:
            return None
        everything = np.arange(len(self._index))
        stated = self._chosen(words, everything) if self._values_in_words.is_one(said) else None
        return stated or self.sorted_as(words, everything)

    def _sized(self, field: Sequence[str], wanted: str, rows: np.ndarray) -> str | None:
        """The field of sizes that some words name, whether or not any product has the size that is wanted."""
        if not is_size(wanted):
            return None
        stems = set(self._index.words.tokens(" ".join(field)))
        named = (name for name, of_name in self._label_stems.items() if stems and stems <= of_name)
        return next((name for name in named if self._holds_sizes(name) and self._speaks_for(name, rows, SPEAKS)), None)

    def _in_letters(self, wanted: str, rows: np.ndarray) -> tuple[str, str] | None:
        """The one field of sizes that says a size in letters, whose letters alone are no word: "XL", and no "m"."""
        if not (is_sure_size(wanted) or (len(wanted) == 1 and wanted in "SML")):
            return None
        saying = [
            name
            for name in self._label_stems
            if self._speaks_for(name, rows, SPEAKS)
            and self._holds_sizes(name)
            and any(says_size(choice, wanted) for choice in self._index.columns.get(name).choices)
        ]
        return (saying[0], wanted) if len(saying) == 1 else None

    @cached_property
    def _label_stems(self) -> dict[str, set[str]]:
        """The fields of texts, each with the stems of its name."""
        columns = self._index.columns
        names = (name for name in columns.names if columns.kind(name) in ("choice", "text") and name not in OWN_FIELDS)
        return {name: set(self._index.words.tokens(label(name))) for name in names}

    def _is_of_sizes(self, name: str) -> bool:
        """Whether a field holds sizes; few of thousands are ever asked about."""
        return name in self._label_stems and are_sizes(self._index.columns.get(name).choices[:_LOOKED_AT])

    @cached_property
    def _choices(self) -> dict[str, str]:
        """The fields of which many products share a value, by their folded names."""
        columns = self._index.columns
        return {folded(name): name for name in columns.names if columns.kind(name) == "choice"}

    def _values(self, name: str) -> dict[str, str]:
        """What a field says, and the parts of what lists several, as written, by their lower case."""
        choices = self._index.columns.get(name).choices
        return {part.casefold(): part for choice in choices for part in (choice, *listed(choice))}

    def _said(self, name: str, wanted: str) -> str | None:
        """The value of a multi-valued field in another inflection: the "goat" of "goat's milk"."""
        key = said_by(wanted) if self._index.columns.is_list(name) else ()
        return next((value for value in self._index.columns.values_of(name) if key and said_by(value) == key), None)

    @cached_property
    def _switches(self) -> dict[str, str]:
        return {folded(name): name for name in self._index.vocabulary.switches}

    def dated(self, rows: np.ndarray) -> str | None:
        """The field that says since when a product is sold."""
        return self._best_filled(self._index.vocabulary.dates, rows)

    def scored(self, of: str, rows: np.ndarray) -> str | None:
        """The field that holds ratings, or counts of reviews."""
        return self._best_filled(self._scores.get(of, ()), rows)

    @cached_property
    def _scores(self) -> dict[str, list[str]]:
        """The fields of numbers that go by the names agreed on for ratings and for counts of reviews."""
        columns, scores = self._index.columns, dict[str, list[str]]()
        for name in columns.names:
            if name.lower() in ("rating", "reviews") and columns.kind(name) == "number":
                scores.setdefault(name.lower(), []).append(name)
        return scores

    def _best_filled(self, names: Sequence[str], rows: np.ndarray) -> str | None:
        mask = row_mask(rows, len(self._index))
        filled = {name: int(mask[self._index.columns.get(name).rows].sum()) for name in names}
        best = max(filled, key=filled.__getitem__, default=None)
        few = min(_FEW, (len(rows) + 1) // 2)  # of a handful half
        return best if best is not None and filled[best] >= few else None

    def share(self, name: str, share: float, rows: np.ndarray) -> float | None:
        """The value below which this share of the products lies; None for too few."""
        import numpy as np

        values = self._index.columns.dense(name)[rows]
        values = values[~np.isnan(values)]
        return float(np.quantile(values, share, method="nearest")) if len(values) >= _FEW else None


def _fits_as_size(field: FieldUnit, near: float) -> float:
    """How likely things are called big by a field: titles say what a kind of thing is sold by, whatever it is called."""
    said = field.share if not field.parsed else _PARSED_SAID
    return (1 + said + _SIZE_NAMED * near) * (_BYTES if field.dimension == "information" else 1.0)


def row_mask(rows: np.ndarray, size: int) -> np.ndarray:
    """Which of a catalog's rows are among some, (size,) bool."""
    import numpy as np

    mask = np.zeros(size, bool)
    mask[rows] = True
    return mask
