"""The columns while a catalog is read: every value as a number, eight bytes each, and the different texts once."""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.index.arrays import ArrayWriter
from shopcli.index.columns import AS_NUMBER, COLOUR, OWN_FIELDS, VALUES, Column, Columns, Kind
from shopcli.types import Product, Value, show_number

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index.kept import Kept

_BARE = re.compile(r"\s*-?\d{1,12}(?:\.\d{1,6})?\s*")
_CHOICE_REPEATS = 3.0  # a text field is a choice where a value stands this often on average, or
_CHOICE_AT_MOST = 12  # where there are only so many
_FEW_VALUES, _SHORT_VALUE = 40, 30
_NUMBER, _TRUTH, _TEXT = range(3)


class _Draft:
    """One field while the catalog is read: rows ascending, and for each a number, a truth value or the number of a text."""

    __slots__ = ("kinds", "numbers", "rows", "texts")

    def __init__(self) -> None:
        self.rows, self.numbers, self.kinds = array("i"), array("d"), bytearray()
        self.texts: dict[str, int] = {}

    @classmethod
    def going_on(cls, column: Column, bare: Sequence[int], number: np.ndarray) -> _Draft:
        """From a column of the index before; ``bare`` are the codes that stand for numbers among texts."""
        import numpy as np

        rows = number[column.rows]
        rows, values = rows[rows >= 0], column.values[rows >= 0]
        draft = cls()
        if bare:
            for row, code in zip(rows.tolist(), values.astype(np.int64).tolist(), strict=True):
                draft.add(row, _from_text(column.choices[code]) if code in bare else column.choices[code])
            return draft
        if column.choices:
            used, values = np.unique(values, return_inverse=True)
            draft.texts = {column.choices[int(code)]: number for number, code in enumerate(used)}
        draft.rows = array("i", rows.astype(np.int32).tobytes())
        draft.numbers = array("d", values.astype(np.float64).tobytes())
        draft.kinds = bytearray((_TEXT if column.choices else _TRUTH if column.kind == "yes/no" else _NUMBER,)) * len(values)
        return draft

    def add(self, row: int, value: Value) -> None:
        self.rows.append(row)
        if isinstance(value, str):
            self.kinds.append(_TEXT)
            self.numbers.append(self.texts.setdefault(value, len(self.texts)))
        else:
            self.kinds.append(_TRUTH if isinstance(value, bool) else _NUMBER)
            self.numbers.append(value)

    @property
    def has_texts(self) -> bool:
        return bool(self.texts)

    @property
    def are_truths(self) -> bool:
        return self.kinds.count(_TRUTH) == len(self.kinds)

    def values(self) -> Iterator[Value]:
        """The values as they came."""
        texts = list(self.texts)
        for kind, number in zip(self.kinds, self.numbers, strict=True):
            yield texts[int(number)] if kind == _TEXT else bool(number) if kind == _TRUTH else number

    def encoded(self) -> tuple[np.ndarray, list[str], list[int]]:
        """Values as (n,) float64; where any is text, the distinct texts that they are codes of; and those that are no texts."""
        import numpy as np

        if not self.has_texts:
            return np.frombuffer(self.numbers, np.float64), [], []
        if self.kinds.count(_TEXT) == len(self.kinds):
            return np.frombuffer(self.numbers, np.float64), list(self.texts), []
        codes: dict[str, int] = {}
        encoded = [codes.setdefault(_as_text(value), len(codes)) for value in self.values()]
        bare = {code for kind, code in zip(self.kinds, encoded, strict=True) if kind != _TEXT}
        return np.asarray(encoded, np.float64), list(codes), sorted(bare)


class ColumnWriter:
    """Collects the fields of products and writes them as columns."""

    def __init__(self) -> None:
        self._drafts: dict[str, _Draft] = {}

    def keep(self, kept: Kept) -> None:
        """Begin with the fields of the products of the index before that go on."""
        columns = Columns(kept.data, kept.size)
        for column in columns.all():
            if not column.name.endswith(AS_NUMBER):
                draft = _Draft.going_on(column, columns.bare(column.name), kept.number)
                if draft.rows:
                    self._drafts[column.name] = draft

    def __contains__(self, name: object) -> bool:
        return name in self._drafts

    @property
    def names(self) -> tuple[str, ...]:
        """The catalog's own fields."""
        return tuple(
            name for name in self._drafts if name != COLOUR and name not in OWN_FIELDS and not name.endswith(AS_NUMBER)
        )

    def is_switch(self, name: str) -> bool:
        """Whether all values of a field are yes or no."""
        return self._drafts[name].are_truths

    def texts(self, name: str) -> Counter[str]:
        """The different texts of a field, each with how often it stands there, as they came; none where it has none."""
        import numpy as np

        draft = self._drafts.get(name)
        if draft is None or not draft.has_texts:
            return Counter()
        are_texts = np.frombuffer(draft.kinds, np.uint8) == _TEXT
        codes = np.frombuffer(draft.numbers, np.float64)[are_texts].astype(np.int64)
        return Counter(dict(zip(draft.texts, np.bincount(codes, minlength=len(draft.texts)).tolist(), strict=True)))

    def is_text(self, name: str) -> bool:
        """Whether all values of a field are texts."""
        return self._drafts[name].kinds.count(_TEXT) == len(self._drafts[name].kinds)

    def add(self, row: int, product: Product, colours: str) -> None:
        """Take in one product; ``colours`` are its colour words, joined by commas."""
        own = {name: getattr(product, name) for name in OWN_FIELDS}
        for name, value in (*own.items(), (COLOUR, colours), *product.attributes.items()):
            if value is not None and value != "":
                draft = self._drafts.get(name)
                if draft is None:
                    draft = self._drafts[name] = _Draft()
                draft.add(row, value)

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
        if not draft.has_texts:
            return
        is_bare = lru_cache(maxsize=1 << 16)(lambda text: _BARE.fullmatch(text) is not None)
        bare = bytearray(isinstance(value, float) or is_bare(str(value)) for value in draft.values())
        mostly = sum(bare) * 2 > len(bare)
        read = lru_cache(maxsize=1 << 16)(number_of)
        for row, value, is_number in zip(draft.rows, draft.values(), bare, strict=True):
            of_bare = said_of if is_number and not mostly else None
            number = of_bare(row, float(value)) if of_bare else float(value) if is_number else read(_as_text(value))
            if number is not None:
                numbers.add(row, number)
        if numbers.rows:
            self._drafts[name + AS_NUMBER] = numbers

    def fill_numbers(self, name: str, kin: str, converted: Callable[[float], float]) -> None:
        """Let a number field have the numbers of another where a product has only that one."""
        own, other = (self._drafts.get(field + AS_NUMBER) or self._drafts[field] for field in (name, kin))
        numbers = {row: converted(float(value)) for row, value in zip(other.rows, other.values(), strict=True)}
        numbers |= zip(own.rows, map(float, own.values()), strict=True)
        filled = self._drafts[name + AS_NUMBER] = _Draft()
        for row in sorted(numbers):
            filled.add(row, numbers[row])

    def save(self, folder: Path) -> None:
        """Write ``fields.json``, ``rows.npy``, ``values.npy`` and ``choices.jsonl``; the writer is empty afterwards."""
        import numpy as np

        fields: list[dict[str, object]] = []
        start = 0
        said_by: dict[str, list[str]] = {}
        with (
            (folder / "choices.jsonl").open("wb") as choices_file,
            ArrayWriter(folder / "rows.npy", "int32") as rows,
            ArrayWriter(folder / "values.npy", "float64") as values,
        ):
            for name in list(self._drafts):
                draft = self._drafts.pop(name)
                numbers, choices, bare = draft.encoded()
                at = choices_file.tell()
                choices_file.write(
                    json.dumps(choices, ensure_ascii=False).encode("utf-8", "replace") + b"\n" if choices else b""
                )
                rows.write(np.frombuffer(draft.rows, np.int32))
                values.write(numbers)
                kind = _kind(draft, len(choices))
                for value in _telling(name, kind, choices):
                    said_by.setdefault(value, []).append(name)
                fields.append({"name": name, "kind": kind, "start": start, "end": start + len(numbers), "choices_at": at})
                fields[-1] |= {"bare": bare} if bare else {}
                start += len(numbers)
        (folder / "fields.json").write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
        (folder / VALUES).write_text(json.dumps(said_by, ensure_ascii=False), encoding="utf-8")


def _telling(name: str, kind: Kind, choices: list[str]) -> Iterator[str]:
    """The short values of a field with few of them, lower case: where a record gives one, it is not another."""
    if kind == "choice" and len(choices) <= _FEW_VALUES and name not in OWN_FIELDS and name != COLOUR:
        short = (choice.casefold() for choice in choices if len(choice) <= _SHORT_VALUE and not choice.isdigit())
        yield from dict.fromkeys(short)


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else show_number(value)


def _from_text(text: str) -> Value:
    """The number or truth value that `_as_text` wrote."""
    return text == "yes" if text in ("yes", "no") else float(text)


def _kind(draft: _Draft, distinct: int) -> Kind:
    if draft.are_truths:
        return "yes/no"
    if not draft.has_texts:
        return "number"
    return "choice" if distinct <= _CHOICE_AT_MOST or len(draft.rows) / distinct >= _CHOICE_REPEATS else "text"
