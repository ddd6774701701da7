"""Fields of places: which of a catalog's fields say where things are from, read from their values, and which values are meant.

"Not American" is about a field that holds "United States", "USA" or "US"; "European" about one of countries, or of continents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.index.parts.columns import OWN_FIELDS
from shopcli.index.units.fields import label
from shopcli.need.places import Gazetteer, open_gazetteer
from shopcli.text.lists import parts

_MOST_VALUES = 400  # different cells of a field
_FEWEST_FILLED = 0.02  # of all products have a field that is looked at
_PLACES, _OF_CELLS = 0.7, 0.85  # of a field's different values, and of its cells, are places
_NAMED = 0.5  # of these are names or codes: a field of languages has none
_FEWEST = 2  # different places, for a field to tell things apart
_OFTEN, _FAR_MORE = 10, 3  # records that say a place, and times as many as a field has of it, for that field not to be meant


class PlaceFields:
    """The fields of one index that hold countries, their parts, or regions of the world.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def stated(self, words: str, speaks: Callable[[str], bool]) -> tuple[str, tuple[str, ...]] | None:
        """The field that decides about a place which some words name, and its values that are of that place.

        Where the field has none of them, the place itself, which nothing then is of; None where no field can decide, as one of
        continents cannot about a country.

        Args:
            words: of a request, or their translation.
            speaks: whether a field speaks for what is looked for.
        """
        place = open_gazetteer().named(words)
        if place is None:
            return None
        fields = (name for name in self._codes if speaks(name))
        found = [(name, values) for name in fields if (values := self._of(place, self._codes[name]))]
        best = max(found, key=lambda one: len(self._index.columns.rows_with(*one)), default=None)
        return None if best and self._is_said_elsewhere(place, len(self._index.columns.rows_with(*best))) else best

    def _is_said_elsewhere(self, place: str, n_of_it: int) -> bool:
        """Whether far more records say a place than a field has it: where beans grow, beside a field of who roasts them."""
        words = self._index.words
        stems = words.tokens(open_gazetteer().name(place))
        said = in_all([words.rows(stem) for stem in stems]) if stems else ()
        return len(said) >= max(_OFTEN, _FAR_MORE * n_of_it)

    def holds(self, name: str) -> bool:
        """Whether a field is one of places."""
        return name in self._codes

    def _of(self, place: str, codes: dict[str, str]) -> tuple[str, ...]:
        """The values of a field that are of a place."""
        places = open_gazetteer()
        of_it = tuple(value for value, code in codes.items() if places.holds(place, code))
        if not of_it and any(places.holds(code, place) and code != place for code in codes.values()):
            whole = places.whole_of(place)
            return tuple(value for value, code in codes.items() if code == whole)
        return of_it or (places.name(place),)

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        """By each field of places the code of every value that is one."""
        columns = self._index.columns
        named = (name for name in columns.names if name not in OWN_FIELDS and "@" not in name)
        texts = (name for name in named if columns.kind(name) in ("choice", "text"))
        filled = [name for name in texts if columns.share_filled(name) >= _FEWEST_FILLED]
        codes = {name: self._places_of(name) for name in filled if not open_gazetteer().is_elsewhere(label(name))}
        return {name: of_values for name, of_values in codes.items() if of_values}

    def _places_of(self, name: str) -> dict[str, str]:
        """The codes of a field's values; empty where it is no field of places."""
        column = self._index.columns.get(name)
        if not 0 < len(column.choices) <= _MOST_VALUES:
            return {}
        places = open_gazetteer()
        if not any(places.in_cell(value) for choice in column.choices for value in _values(places, choice)):
            return {}  # as of most fields, whose cells need not be read then
        cells = Counter(column.values.tolist())
        values = {code: _values(places, column.choices[int(code)]) for code in cells}
        all_of = dict.fromkeys(value for code in sorted(values) for value in values[code])
        found = {value: place for value in all_of if (place := places.in_cell(value))}
        n_cells = sum(count for code, count in cells.items() if any(value in found for value in values[code]))
        is_of_places = (
            len({code for code, _ in found.values()}) >= _FEWEST
            and len(found) >= _PLACES * len(all_of)
            and n_cells >= _OF_CELLS * len(column.values)
            and sum(is_name for _, is_name in found.values()) >= _NAMED * len(found)
        )
        return {value: code for value, (code, _) in found.items()} if is_of_places else {}


def _values(places: Gazetteer, cell: str) -> Sequence[str]:
    return (cell,) if places.in_cell(cell) else parts(cell)
