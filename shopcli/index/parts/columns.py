"""The columns: every field of the catalog as sparse arrays, so that limits hold over the whole catalog in milliseconds.

A field's values stand together: the rows that have it, and for each a number (numbers and yes/no) or a code into the
field's list of distinct texts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shopcli.index.storage.arrays import Opener
from shopcli.text.lists import are_lists, parts
from shopcli.types import FieldStats, show_number

if TYPE_CHECKING:
    import numpy as np

Kind = Literal["number", "yes/no", "choice", "text"]
COLOUR = "@colour"  # the colours of a product, wherever it says them (`shopcli.index.parts.vocabulary.colours_of`)
AS_NUMBER = "@number"  # behind a text field's name: its quantities as numbers, such as 15.6 for "15.6 inch"
TITLED = "@"  # before a dimension: what titles say of it (`shopcli.index.units.titles`); no field of the catalog begins so
OWN_FIELDS = ("brand", "category", "price", "currency", "list_price", "reduction", "availability", "shop")
_TOP_VALUES = 5
_MOST_VALUES = 2000  # of a field that says of most products which of these they are
_LONGEST_LISTS = 200_000  # bytes of the different cells of a multi-valued field
VALUES = "values.json"
_LOCAL = Opener()


class FieldColumn:
    """One field, each part of which is read when it is asked for.

    Args:
        name: the field's.
        kind: of its values.
        rows: reads the rows that have it.
        values: reads what each of them says.
        choices: reads the distinct texts.
    """

    def __init__(
        self,
        name: str,
        kind: Kind,
        *,
        rows: Callable[[], np.ndarray],
        values: Callable[[], np.ndarray],
        choices: Callable[[], tuple[str, ...]],
    ) -> None:
        self.name, self.kind = name, kind
        self._read_rows, self._read_values, self._read_choices = rows, values, choices

    @cached_property
    def rows(self) -> np.ndarray:
        """(n,) int32, ascending."""
        return self._read_rows()

    @cached_property
    def values(self) -> np.ndarray:
        """(n,) float64: numbers, or codes of the distinct texts."""
        return self._read_values()

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The distinct texts; empty for numbers and yes/no."""
        return self._read_choices()


class FieldColumns:
    """The columns of an index, each read when it is asked for.

    Args:
        folder: where they are.
        size: how many products there are.
        opener: opens the files, of which a request reads some columns.

    Attributes:
        get: one field by its name; the last ones read are kept.
    """

    def __init__(self, folder: Path, size: int, opener: Opener = _LOCAL) -> None:
        self.size = size
        self._rows, self._values = (opener.array(folder / f"{name}.npy") for name in ("rows", "values"))
        entries = json.loads((folder / "fields.json").read_text(encoding="utf-8"))
        self._fields = {entry["name"]: entry for entry in entries}
        self._choices = opener.text(folder / "choices.jsonl")
        self._said_by = folder / VALUES
        self.get = lru_cache(maxsize=256)(self._column)
        self._parts = lru_cache(maxsize=1024)(self._parts_of)

    def __contains__(self, name: object) -> bool:
        return name in self._fields

    @cached_property
    def said_by(self) -> dict[str, list[str]]:
        """The fields with few values that have a value, by the value in lower case."""
        fields_by_value: dict[str, list[str]] = json.loads(self._said_by.read_text(encoding="utf-8"))
        return fields_by_value

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The fields' names, as the catalog has them."""
        return tuple(name for name in self._fields if not name.startswith(TITLED) and not name.endswith(AS_NUMBER))

    @cached_property
    def titled(self) -> tuple[str, ...]:
        """The columns of what titles say (`TITLED`), but for the colours."""
        return tuple(name for name in self._fields if name.startswith(TITLED) and name != COLOUR)

    @cached_property
    def dense_choices(self) -> tuple[str, ...]:
        """The fields in which most products choose one of a number of values, besides those that every shop has."""
        named = (name for name in self.names if self.kind(name) in ("choice", "text") and name not in (*OWN_FIELDS, COLOUR))
        filled = (name for name in named if 2 * self._filled(name) >= self.size)
        chosen = (name for name in filled if self.kind(name) == "choice" or self.is_list(name))
        return tuple(name for name in chosen if len(self.values_of(name)) <= _MOST_VALUES)

    def is_list(self, name: str) -> bool:
        """Whether a field is multi-valued: its cells list several values (`shopcli.text.lists.are_lists`)."""
        return bool(self._parts(name))

    def values_of(self, name: str) -> tuple[str, ...]:
        """The values that a field of texts chooses from; of a multi-valued one each of those that its cells list."""
        return self._parts(name) or self.get(name).choices

    def rows_with(self, name: str, values: Iterable[str]) -> np.ndarray:
        """The rows, ascending, that have one of some values, among others where the field is multi-valued."""
        import numpy as np

        column, wanted, is_list = self.get(name), {value.casefold() for value in values}, self.is_list(name)
        codes = [
            code
            for code, choice in enumerate(map(str.casefold, column.choices))
            if choice in wanted or (is_list and not wanted.isdisjoint(parts(choice)))
        ]
        return column.rows[np.isin(column.values, codes)]

    def _parts_of(self, name: str) -> tuple[str, ...]:
        """The values that the cells of a multi-valued field list, as first written; none where it is no such field."""
        is_own = name in OWN_FIELDS or name.startswith(TITLED)
        if is_own or name not in self._fields or self.kind(name) not in ("choice", "text") or self._is_long(name):
            return ()
        is_list = self._fields[name].get("is_list")  # not known of an index made before this was kept
        choices = self.get(name).choices if is_list is not False else ()
        if not (is_list or are_lists(choices)):
            return ()
        written: dict[str, str] = {}
        for choice in choices:
            for part in parts(choice):
                written.setdefault(part.casefold(), part)
        return tuple(written.values())

    def _is_long(self, name: str) -> bool:
        """Whether a field's different texts are so long that no few values make them up, and to read them takes long."""
        start = self._fields[name]["choices_at"]
        return self._choices.find(b"\n", start) - start > _LONGEST_LISTS

    def _filled(self, name: str) -> int:
        """How many products say it."""
        return int(self._fields[name]["end"]) - int(self._fields[name]["start"])

    def share_filled(self, name: str) -> float:
        """The share of the products that say it."""
        return self._filled(name) / max(self.size, 1)

    def rows(self, name: str) -> np.ndarray:
        """The rows that have a field, (n,) ascending, without reading its texts."""
        entry = self._fields[name]
        return self._rows[entry["start"] : entry["end"]]

    def kind(self, name: str) -> Kind:
        """The kind of a field, without reading its values."""
        return self._fields[name]["kind"]

    def all(self) -> Iterator[FieldColumn]:
        """Every column, those that stand beside a field too."""
        return map(self._column, self._fields)

    def _column(self, name: str) -> FieldColumn:
        entry = self._fields[name]
        rows, values = (partial(array.__getitem__, slice(entry["start"], entry["end"])) for array in (self._rows, self._values))
        return FieldColumn(name, entry["kind"], rows=rows, values=values, choices=partial(self._choices_of, name))

    def _choices_of(self, name: str) -> tuple[str, ...]:
        entry = self._fields[name]
        if entry["kind"] not in ("choice", "text"):
            return ()
        start = entry["choices_at"]
        return tuple(json.loads(self._choices[start : self._choices.find(b"\n", start)]))

    def dense(self, name: str) -> np.ndarray:
        """A number field over the whole catalog, (n_products,) float64, NaN where a record does not say."""
        import numpy as np

        numbers = np.full(self.size, np.nan)
        name = name + AS_NUMBER if name + AS_NUMBER in self._fields else name
        if name in self._fields and self.kind(name) in ("number", "yes/no"):
            column = self.get(name)
            numbers[column.rows] = column.values
        return numbers

    def ranks(self, name: str) -> np.ndarray:
        """A text field by the order of its texts, (n_products,) float64, NaN where a record does not say: for ISO dates."""
        import numpy as np

        ranks_by_row = np.full(self.size, np.nan)
        column = self.get(name)
        order = {code: rank for rank, code in enumerate(sorted(range(len(column.choices)), key=column.choices.__getitem__))}
        ranks_by_row[column.rows] = [order[int(code)] for code in column.values]
        return ranks_by_row

    def codes(self, name: str) -> np.ndarray:
        """A text field over the whole catalog, (n_products,) int64 codes, -1 where a record does not say."""
        import numpy as np

        codes_by_row = np.full(self.size, -1)
        if name in self._fields and self.kind(name) in ("choice", "text"):
            column = self.get(name)
            codes_by_row[column.rows] = column.values
        return codes_by_row

    def stats(self) -> Iterator[FieldStats]:
        """Each field at a glance, in the order of the catalog."""
        return (_stats(self._column(name)) for name in self.names)


def _stats(column: FieldColumn) -> FieldStats:
    counts = Counter(column.values.tolist())
    shown = tuple((_show(column, value), count) for value, count in counts.most_common(_TOP_VALUES))
    numbers = column.kind == "number" and len(column.values) > 0
    return FieldStats(
        column.name,
        column.kind,
        filled=len(column.rows),
        distinct=len(counts),
        top_values=shown,
        minimum=float(column.values.min()) if numbers else None,
        maximum=float(column.values.max()) if numbers else None,
    )


def _show(column: FieldColumn, value: float) -> str:
    if column.choices:
        return column.choices[int(value)]
    return ("yes" if value else "no") if column.kind == "yes/no" else show_number(value)
