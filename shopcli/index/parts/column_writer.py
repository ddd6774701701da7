"""The columns while a catalog is read: every value as a number, eight bytes each, and the different texts once."""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopcli.index.parts.columns import AS_NUMBER, COLOUR, OWN_FIELDS, TITLED, VALUES, FieldColumn, FieldColumns, Kind
from shopcli.index.storage.arrays import ArrayWriter, save_array
from shopcli.index.storage.manifest import LEARNED
from shopcli.text.lists import are_lists, parts
from shopcli.text.unit_price import unit_price_of
from shopcli.types import Product, Value, show_number

if TYPE_CHECKING:
    from shopcli.index.storage.carried_over import CarriedOver

_BARE = re.compile(r"\s*-?\d{1,12}(?:\.\d{1,6})?\s*")
_CHOICE_REPEATS = 3.0  # a text field is a choice where a value stands this often on average, or
_CHOICE_AT_MOST = 12  # where there are only so many
_FEW_VALUES, _SHORT_VALUE = 40, 30
_NUMBER, _TRUTH, _TEXT = range(3)
_FEWEST_AMOUNTS, _STEPS_AWAY, _OF_THE_USUAL = 10, 10, 0.05  # of a field whose noughts may be no amounts
_ODD = 0.1  # of a field's values may be texts, and the others so many numbers, and different ones: it is one of numbers
_MANY_NUMBERS, _DIFFERENT_NUMBERS = 20, 8
_MIXED = "mixed.json"
_MIXED_ARRAYS = {"rows": "int32", "kinds": "uint8", "numbers": "float64"}

Mixed = tuple[np.ndarray | None, np.ndarray, np.ndarray, Sequence[str]]
"""The rows, (n,) int32, or None where they are the column's, the kind of each value, (n,) uint8, the numbers or the codes of
texts, (n,) float64, and the texts."""


class _ColumnDraft:
    """One field while the catalog is read: rows ascending, and for each a number, a truth value or the number of a text."""

    __slots__ = ("kinds", "numbers", "rows", "texts")

    def __init__(self) -> None:
        self.rows, self.numbers, self.kinds = array("i"), array("d"), bytearray()
        self.texts: dict[str, int] = {}

    @classmethod
    def going_on(cls, column: FieldColumn, mixed: Mixed | None, number: np.ndarray) -> _ColumnDraft:
        """From a column of the index before, and what it was made of where its values are of several kinds."""
        kind = _TEXT if column.choices else _TRUTH if column.kind == "yes/no" else _NUMBER
        alike = (column.rows, np.full(len(column.rows), kind, np.uint8), column.values, column.choices)
        told, kinds, numbers, texts = mixed or alike
        rows = number[column.rows if told is None else told]
        kinds, numbers = kinds[rows >= 0], np.array(numbers[rows >= 0], np.float64)
        are_texts = kinds == _TEXT
        used, numbers[are_texts] = np.unique(numbers[are_texts], return_inverse=True)
        draft = cls()
        draft.texts = {texts[int(code)]: number for number, code in enumerate(used)}
        draft.rows = array("i", rows[rows >= 0].astype(np.int32).tobytes())
        draft.numbers = array("d", numbers.tobytes())
        draft.kinds = bytearray(kinds.tobytes())
        return draft

    def add(self, row: int, value: Value) -> None:
        self.rows.append(row)
        if isinstance(value, str):
            self.kinds.append(_TEXT)
            self.numbers.append(self.texts.setdefault(value, len(self.texts)))
        else:
            self.kinds.append(_TRUTH if isinstance(value, bool) else _NUMBER)
            self.numbers.append(value)

    def are_all(self, kind: int) -> bool:
        """Whether all values are of one kind."""
        return self.kinds.count(kind) == len(self.kinds)

    def values(self) -> Iterator[Value]:
        """The values as they came."""
        texts = list(self.texts)
        for kind, number in zip(self.kinds, self.numbers, strict=True):
            yield texts[int(number)] if kind == _TEXT else bool(number) if kind == _TRUTH else number

    def drop_fillers(self) -> None:
        """Leave out noughts that stand for an unknown number, as in the weights of a catalog of cameras."""
        numbers = np.frombuffer(self.numbers, np.float64)
        if not are_fillers(numbers):
            return
        rows = np.frombuffer(self.rows, np.int32)[numbers != 0]
        kept = numbers[numbers != 0]
        self.rows, self.numbers = array("i", rows.tobytes()), array("d", kept.tobytes())
        self.kinds = bytearray(len(kept))

    def drop_odd_texts(self) -> None:
        """Leave out the few texts among numbers, "290, 270" among diameters: of these products the number is not known."""
        kinds = np.frombuffer(self.kinds, np.uint8)
        are_numbers = kinds == _NUMBER
        count = int(are_numbers.sum())
        if not self.texts or _TRUTH in self.kinds or count < max(_MANY_NUMBERS, (1 - _ODD) * len(kinds)):
            return
        numbers = np.frombuffer(self.numbers, np.float64)[are_numbers]
        if len(np.unique(numbers)) < _DIFFERENT_NUMBERS:
            return
        rows = np.frombuffer(self.rows, np.int32)[are_numbers]
        self.rows, self.numbers = array("i", rows.tobytes()), array("d", numbers.tobytes())
        self.kinds, self.texts = bytearray(count), {}

    @property
    def is_mixed(self) -> bool:
        """Whether its values are of several kinds."""
        return not any(map(self.are_all, (_NUMBER, _TRUTH, _TEXT)))

    def encoded(self) -> tuple[np.ndarray, list[str]]:
        """Values as (n,) float64 and, where any is text, the distinct texts that they are codes of."""
        if not self.texts or not self.is_mixed:
            return np.frombuffer(self.numbers, np.float64), list(self.texts)
        codes: dict[str, int] = {}
        encoded = [codes.setdefault(_as_text(value), len(codes)) for value in self.values()]
        return np.asarray(encoded, np.float64), list(codes)


def are_fillers(numbers: np.ndarray) -> bool:
    """Whether the noughts among a field's numbers, (n,) float64, are no amounts: nothing lies between them and the least.

    The least is many steps away from nought, a step being how finely the field is told, and not far below what is usual. A
    count or a share has ones and twos; of a weight in grams the least is a hundred.
    """
    amounts = np.unique(numbers[numbers != 0])
    are_noughts = numbers == 0
    if not are_noughts.any() or len(amounts) < _FEWEST_AMOUNTS or amounts[0] < 0 or 2 * are_noughts.sum() > len(numbers):
        return False
    least, step = amounts[0], float(np.diff(amounts).min())
    return bool(least >= _STEPS_AWAY * step and least >= _OF_THE_USUAL * np.median(numbers[~are_noughts]))


def _save_mixed(data: Path, drafts: Mapping[str, _ColumnDraft]) -> None:
    """Write for the next update what the columns whose values are of several kinds are made of, which they do not show."""
    mixed = {name: draft for name, draft in drafts.items() if draft.is_mixed}
    bounds = pairwise(accumulate((len(draft.kinds) for draft in mixed.values()), initial=0))
    fields = [
        {"name": name, "start": start, "end": end, "texts": list(draft.texts)}
        for (name, draft), (start, end) in zip(mixed.items(), bounds, strict=True)
    ]
    text = json.dumps(fields, ensure_ascii=False)
    (data / LEARNED / _MIXED).write_text(text, encoding="utf-8", errors="replace")
    for part, kind in _MIXED_ARRAYS.items():
        together = b"".join(getattr(draft, part) for draft in mixed.values())
        save_array(data / LEARNED / f"mixed_{part}.npy", np.frombuffer(together, kind))


def _read_mixed(data: Path) -> dict[str, Mixed]:
    """What `_save_mixed` wrote, by field."""
    fields = json.loads((data / LEARNED / _MIXED).read_text(encoding="utf-8"))
    files = {part: data / LEARNED / f"mixed_{part}.npy" for part in _MIXED_ARRAYS}
    arrays = {part: np.load(path) for part, path in files.items() if path.exists()}
    spans = ((field, slice(field["start"], field["end"])) for field in fields)
    return {
        field["name"]: (
            arrays["rows"][span] if "rows" in arrays else None,  # as an older index has it: those of the column
            arrays["kinds"][span],
            arrays["numbers"][span],
            field["texts"],
        )
        for field, span in spans
    }


class ColumnWriter:
    """Collects the fields of products and writes them as columns."""

    def __init__(self) -> None:
        self._drafts: dict[str, _ColumnDraft] = defaultdict(_ColumnDraft)

    def keep(self, kept: CarriedOver) -> None:
        """Begin with the fields of the products of the index before that go on."""
        columns, mixed = FieldColumns(kept.data, kept.size), _read_mixed(kept.data)
        for column in columns.all():
            base = column.name.removesuffix(AS_NUMBER)
            if column.name.startswith(TITLED) and column.name != COLOUR:
                continue  # titles are read again
            if base == column.name or base not in columns:  # the numbers of a field of texts are read from them again
                draft = _ColumnDraft.going_on(column, mixed.get(column.name), kept.number)
                if draft.rows:
                    self._drafts[column.name] = draft

    def __contains__(self, name: object) -> bool:
        return name in self._drafts

    @property
    def names(self) -> tuple[str, ...]:
        """The catalog's own fields."""
        return tuple(
            name
            for name in self._drafts
            if not name.startswith(TITLED) and name not in OWN_FIELDS and not name.endswith(AS_NUMBER)
        )

    def is_switch(self, name: str) -> bool:
        """Whether all values of a field are yes or no."""
        return self._drafts[name].are_all(_TRUTH)

    def texts(self, name: str) -> Counter[str]:
        """The different texts of a field, each with how often it stands there, as they came; none where it has none."""
        draft = self._drafts.get(name)
        if draft is None or not draft.texts:
            return Counter()
        are_texts = np.frombuffer(draft.kinds, np.uint8) == _TEXT
        codes = np.frombuffer(draft.numbers, np.float64)[are_texts].astype(np.int64)
        return Counter(dict(zip(draft.texts, np.bincount(codes, minlength=len(draft.texts)).tolist(), strict=True)))

    def is_text(self, name: str) -> bool:
        """Whether all values of a field are texts."""
        return self._drafts[name].are_all(_TEXT)

    def add(self, row: int, product: Product, colours: str) -> None:
        """Take in one product; ``colours`` are its colour words, joined by commas."""
        own_values = {name: getattr(product, name) for name in OWN_FIELDS}
        if product.reduction is not None:
            own_values["reduction"] = round(100 * product.reduction, 1)  # in percent, as its fact says it
        own_values |= dict(filter(None, [unit_price_of(product)]))
        for name, value in (*own_values.items(), (COLOUR, colours), *product.attributes.items()):
            if value is not None and value != "":
                self._drafts[name].add(row, value)

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
        draft, numbers = self._drafts[name], _ColumnDraft()
        if not draft.texts:
            return
        is_bare = lru_cache(maxsize=1 << 16)(lambda text: _BARE.fullmatch(text) is not None)
        is_bare_value = bytearray(isinstance(value, float) or is_bare(str(value)) for value in draft.values())
        mostly_bare = sum(is_bare_value) * 2 > len(is_bare_value)
        quantity_of = lru_cache(maxsize=1 << 16)(number_of)
        for row, value, value_is_bare in zip(draft.rows, draft.values(), is_bare_value, strict=True):
            if value_is_bare:
                number = float(value) if mostly_bare else said_of(row, float(value))
            else:
                number = quantity_of(_as_text(value))
            if number is not None:
                numbers.add(row, number)
        if numbers.rows:
            self._drafts[name + AS_NUMBER] = numbers

    def set_numbers(self, name: str, numbers: Mapping[int, float]) -> None:
        """Let a field have these numbers, by row, ascending, and no others."""
        draft = self._drafts[name] = _ColumnDraft()
        for row, number in numbers.items():
            draft.add(row, number)

    def fill_numbers(self, name: str, kin: str, converted: Callable[[float], float]) -> None:
        """Let a number field have the numbers of another where a product has only that one."""
        draft, kin_draft = (self._drafts.get(field + AS_NUMBER) or self._drafts[field] for field in (name, kin))
        numbers = {row: converted(float(value)) for row, value in zip(kin_draft.rows, kin_draft.values(), strict=True)}
        numbers |= zip(draft.rows, map(float, draft.values()), strict=True)
        filled = self._drafts[name + AS_NUMBER] = _ColumnDraft()
        for row in sorted(numbers):
            filled.add(row, numbers[row])

    def save(self, folder: Path) -> None:
        """Write ``fields.json``, ``rows.npy``, ``values.npy`` and ``choices.jsonl``; the writer is empty afterwards."""
        _save_mixed(folder, self._drafts)
        fields: list[dict[str, object]] = []
        start = 0
        said_by: dict[str, list[str]] = defaultdict(list)
        with (
            (folder / "choices.jsonl").open("wb") as choices_file,
            ArrayWriter(folder / "rows.npy", "int32") as rows,
            ArrayWriter(folder / "values.npy", "float64") as values,
        ):
            for name in list(self._drafts):
                draft = self._drafts.pop(name)
                if name not in OWN_FIELDS:
                    draft.drop_odd_texts()
                if name not in OWN_FIELDS and draft.are_all(_NUMBER):
                    draft.drop_fillers()
                numbers, choices = draft.encoded()
                choices_start = choices_file.tell()
                if choices:
                    choices_file.write(json.dumps(choices, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
                rows.write(np.frombuffer(draft.rows, np.int32))
                values.write(numbers)
                kind = _kind(draft, len(choices))
                is_list = _is_of_texts(name, kind) and are_lists(choices)
                for value in _telling(name, kind, choices, is_list):
                    said_by[value].append(name)
                end = start + len(numbers)
                place = {"start": start, "end": end, "choices_at": choices_start}
                fields.append({"name": name, "kind": kind, "is_list": is_list, **place})
                start = end
        (folder / "fields.json").write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
        (folder / VALUES).write_text(json.dumps(said_by, ensure_ascii=False), encoding="utf-8")


def _is_of_texts(name: str, kind: Kind) -> bool:
    """Whether a field of the catalog's own, besides those that every shop has, says texts."""
    return name not in OWN_FIELDS and not name.startswith(TITLED) and kind in ("choice", "text")


def _telling(name: str, kind: Kind, choices: list[str], is_list: bool) -> Iterator[str]:
    """The short values of a field with few of them, lower case: where a record gives one, it is not another.

    Of a multi-valued field they are those that its cells list.
    """
    if not _is_of_texts(name, kind):
        return
    values = list(dict.fromkeys(part for choice in choices for part in parts(choice))) if is_list else choices
    if len(values) <= _FEW_VALUES and (kind == "choice" or values is not choices):
        short = (value.casefold() for value in values if len(value) <= _SHORT_VALUE and not value.isdigit())
        yield from dict.fromkeys(short)


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else show_number(value)


def _kind(draft: _ColumnDraft, distinct: int) -> Kind:
    if draft.are_all(_TRUTH):
        return "yes/no"
    if not draft.texts:
        return "number"
    return "choice" if distinct <= _CHOICE_AT_MOST or len(draft.rows) / distinct >= _CHOICE_REPEATS else "text"
