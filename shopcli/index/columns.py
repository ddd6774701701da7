"""The columns: every field of the catalog as sparse arrays, so that limits hold over the whole catalog in milliseconds.

A field's values stand together: the rows that have it, and for each a number (numbers and yes/no) or a code into the
field's list of distinct texts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shopcli.patterns import compiled
from shopcli.types import FieldStats, Product, Value, show_number

if TYPE_CHECKING:
    import numpy as np

Kind = Literal["number", "yes/no", "choice", "text"]
COLOUR = "@colour"  # the colours of a product, wherever it says them (`shopcli.index.vocabulary.colours_of`)
AS_NUMBER = "@number"  # behind a text field's name: its quantities as numbers, such as 15.6 for "15.6 inch"
OWN_FIELDS = ("brand", "category", "price", "currency")
_BARE = compiled(r"\s*-?\d{1,12}(?:\.\d{1,6})?\s*")
_CHOICE_REPEATS = 3.0  # a text field is a choice where a value stands this often on average, or
_CHOICE_AT_MOST = 12  # where there are only so many
_TOP_VALUES = 5
_FEW_VALUES, _SHORT_VALUE = 40, 30
_VALUES = "values.json"


@dataclass(slots=True)
class _Draft:
    """One field while the catalog is read."""

    rows: list[int] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)


class ColumnWriter:
    """Collects the fields of products and writes them as columns."""

    def __init__(self) -> None:
        self._drafts: dict[str, _Draft] = {}

    def add(self, row: int, product: Product, colours: str) -> None:
        """Take in one product; ``colours`` are its colour words, joined by commas."""
        own = {name: getattr(product, name) for name in OWN_FIELDS}
        for name, value in (*own.items(), (COLOUR, colours), *product.attributes.items()):
            if value is not None and value != "":
                draft = self._drafts.setdefault(name, _Draft())
                draft.rows.append(row)
                draft.values.append(value)

    def add_numbers(
        self, name: str, number_of: Callable[[str], float | None], said_of: Callable[[int, float], float | None]
    ) -> None:
        """Keep the quantities of a field that holds texts as numbers beside it.

        Args:
            name: the field.
            number_of: a text to a number in the field's unit.
            said_of: a row and the bare number there, to what it is in the field's unit by the record's own words. Where
                most of the field's values are bare, they are in its unit.
        """
        draft, numbers = self._drafts[name], _Draft()
        if not any(isinstance(value, str) for value in draft.values):
            return
        bare = [isinstance(value, float) or _BARE.fullmatch(str(value)) is not None for value in draft.values]
        mostly = sum(bare) * 2 > len(bare)
        read = lru_cache(maxsize=1 << 16)(number_of)
        for row, value, is_bare in zip(draft.rows, draft.values, bare, strict=True):
            of_bare = said_of if is_bare and not mostly else None
            number = of_bare(row, float(value)) if of_bare else float(value) if is_bare else read(_as_text(value))
            if number is not None:
                numbers.rows.append(row)
                numbers.values.append(number)
        if numbers.rows:
            self._drafts[name + AS_NUMBER] = numbers

    def fill_numbers(self, name: str, kin: str, converted: Callable[[float], float]) -> None:
        """Let a number field have the numbers of another where a product has only that one."""
        own, other = (self._drafts.get(field + AS_NUMBER) or self._drafts[field] for field in (name, kin))
        has = set(own.rows)
        extra = {row: converted(float(value)) for row, value in zip(other.rows, other.values, strict=True) if row not in has}
        numbers = dict(zip(own.rows, map(float, own.values), strict=True)) | extra
        self._drafts[name + AS_NUMBER] = _Draft(sorted(numbers), [numbers[row] for row in sorted(numbers)])

    def save(self, folder: Path) -> None:
        """Write ``fields.json``, ``rows.npy``, ``values.npy`` and ``choices.jsonl`` into ``folder``."""
        import numpy as np

        rows: list[np.ndarray] = []
        values: list[np.ndarray] = []
        fields: list[dict[str, object]] = []
        start = 0
        said_by: dict[str, list[str]] = {}
        with (folder / "choices.jsonl").open("wb") as choices_file:
            for name, draft in self._drafts.items():
                numbers, choices = _encode(draft.values)
                at = choices_file.tell()
                choices_file.write(
                    json.dumps(choices, ensure_ascii=False).encode("utf-8", "replace") + b"\n" if choices else b""
                )
                rows.append(np.asarray(draft.rows, np.int32))
                values.append(numbers)
                kind = _kind(draft.values, len(choices))
                for value in _telling(name, kind, choices):
                    said_by.setdefault(value, []).append(name)
                fields.append({"name": name, "kind": kind, "start": start, "end": start + len(numbers), "choices_at": at})
                start += len(numbers)
        np.save(folder / "rows.npy", np.concatenate(rows) if rows else np.zeros(0, np.int32))
        np.save(folder / "values.npy", np.concatenate(values) if values else np.zeros(0, np.float64))
        (folder / "fields.json").write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
        (folder / _VALUES).write_text(json.dumps(said_by, ensure_ascii=False), encoding="utf-8")


def _telling(name: str, kind: Kind, choices: list[str]) -> Iterator[str]:
    """The short values of a field with few of them, lower case: where a record gives one, it is not another."""
    if kind == "choice" and len(choices) <= _FEW_VALUES and name not in OWN_FIELDS and name != COLOUR:
        yield from {choice.casefold() for choice in choices if len(choice) <= _SHORT_VALUE and not choice.isdigit()}


def _encode(values: list[Value]) -> tuple[np.ndarray, list[str]]:
    """Values as (n,) float64 and, where any is text, the distinct texts that they are codes of."""
    import numpy as np

    if not any(isinstance(value, str) for value in values):
        return np.asarray(values, np.float64), []
    codes: dict[str, int] = {}
    encoded = [codes.setdefault(_as_text(value), len(codes)) for value in values]
    return np.asarray(encoded, np.float64), list(codes)


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else show_number(value)


def _kind(values: list[Value], distinct: int) -> Kind:
    if all(isinstance(value, bool) for value in values):
        return "yes/no"
    if not any(isinstance(value, str) for value in values):
        return "number"
    return "choice" if distinct <= _CHOICE_AT_MOST or len(values) / distinct >= _CHOICE_REPEATS else "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One field: ``rows`` (n,) int32 ascending, ``values`` (n,) float64, ``choices`` empty for numbers and yes/no."""

    name: str
    kind: Kind
    rows: np.ndarray
    values: np.ndarray
    choices: tuple[str, ...]


class Columns:
    """The columns of an index, each read when it is asked for."""

    def __init__(self, folder: Path, size: int) -> None:
        import numpy as np

        self.size = size
        self._rows = np.load(folder / "rows.npy", mmap_mode="r")
        self._values = np.load(folder / "values.npy", mmap_mode="r")
        entries = json.loads((folder / "fields.json").read_text(encoding="utf-8"))
        self._fields = {entry["name"]: entry for entry in entries}
        self._choices = (folder / "choices.jsonl").open("rb")  # open from now on, whatever a later build removes
        self._said_by = folder / _VALUES
        self._read = lru_cache(maxsize=64)(self._column)

    def __contains__(self, name: object) -> bool:
        return name in self._fields

    @cached_property
    def said_by(self) -> dict[str, list[str]]:
        """The fields with few values that have a value, by the value in lower case."""
        found: dict[str, list[str]] = json.loads(self._said_by.read_text(encoding="utf-8"))
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The fields' names, as the catalog has them."""
        return tuple(name for name in self._fields if name != COLOUR and not name.endswith(AS_NUMBER))

    def kind(self, name: str) -> Kind:
        """The kind of a field, without reading its values."""
        return self._fields[name]["kind"]

    def get(self, name: str) -> Column:
        """One field; the last ones read are kept."""
        return self._read(name)

    def _column(self, name: str) -> Column:
        entry = self._fields[name]
        rows, values = (array[entry["start"] : entry["end"]] for array in (self._rows, self._values))
        choices: tuple[str, ...] = ()
        if entry["kind"] in ("choice", "text"):
            self._choices.seek(entry["choices_at"])
            choices = tuple(json.loads(self._choices.readline()))
        return Column(name, entry["kind"], rows, values, choices)

    def dense(self, name: str) -> np.ndarray:
        """A number field over the whole catalog, (n_products,) float64, NaN where a record does not say."""
        import numpy as np

        found = np.full(self.size, np.nan)
        name = name + AS_NUMBER if name + AS_NUMBER in self._fields else name
        if name in self._fields and self.kind(name) in ("number", "yes/no"):
            column = self.get(name)
            found[column.rows] = column.values
        return found

    def ranks(self, name: str) -> np.ndarray:
        """A text field by the order of its texts, (n_products,) float64, NaN where a record does not say: for ISO dates."""
        import numpy as np

        found = np.full(self.size, np.nan)
        column = self.get(name)
        order = {code: rank for rank, code in enumerate(sorted(range(len(column.choices)), key=column.choices.__getitem__))}
        found[column.rows] = [order[int(code)] for code in column.values]
        return found

    def codes(self, name: str) -> np.ndarray:
        """A text field over the whole catalog, (n_products,) int64 codes, -1 where a record does not say."""
        import numpy as np

        found = np.full(self.size, -1)
        if name in self._fields and self.kind(name) in ("choice", "text"):
            column = self.get(name)
            found[column.rows] = column.values
        return found

    def stats(self) -> Iterator[FieldStats]:
        """Each field at a glance, in the order of the catalog."""
        return (_stats(self._column(name)) for name in self.names)


def _stats(column: Column) -> FieldStats:
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


def _show(column: Column, value: float) -> str:
    if column.choices:
        return column.choices[int(value)]
    return ("yes" if value else "no") if column.kind == "yes/no" else show_number(value)
