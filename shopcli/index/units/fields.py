"""The catalog's fields of quantities: in which unit each is, and what its name means."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.index.storage.arrays import save_array
from shopcli.text.units import Table, table_from_json, table_to_json

if TYPE_CHECKING:
    import numpy as np

_FILE, _VECTORS = "units.json", "unit_vectors.npy"


@dataclass(frozen=True, slots=True)
class FieldUnit:
    """The unit of one field's numbers.

    Attributes:
        field: the field.
        unit: its symbol in the table of units.
        dimension: what it measures.
        sure: whether limits may rely on it; an inference that is not sure must be said to be one.
        share: of the products whose text mentions this dimension, how many mention the field's own value in this unit;
            for text fields, how many values are quantities of it; 1 where the name says it.
        parsed: whether the values are texts such as "3 m", which `shopcli.index.units.learner.number_of` reads.
        within: whether they say more than that one quantity: "5000 mAh battery with 67 W fast charging".
        examples: what was seen: the field's value and the text's words beside it.
    """

    field: str
    unit: str
    dimension: str
    sure: bool
    share: float
    parsed: bool = False
    examples: tuple[str, ...] = ()
    within: bool = False


@dataclass(frozen=True, slots=True)
class MeasuredFields:
    """Fields with units.

    Attributes:
        table: every unit by its symbol.
        fields: the fields, in the order of ``vectors``.
        vectors: (n, dim) of the fields' names, L2-normalised.
    """

    table: Table
    fields: tuple[FieldUnit, ...]
    vectors: np.ndarray

    @classmethod
    def named(
        cls, table: Table, fields: Mapping[str, FieldUnit], encode: Callable[[Sequence[str]], np.ndarray], dim: int
    ) -> MeasuredFields:
        """With the vectors of the fields' names."""
        import numpy as np

        labels = [label(name) for name in fields]
        vectors = encode(labels) if labels else np.zeros((0, dim), np.float32)
        return cls(table, tuple(fields.values()), vectors)

    def save(self, folder: Path) -> None:
        """Write ``units.json`` and ``unit_vectors.npy``."""
        import numpy as np

        stored = {"table": table_to_json(self.table), "fields": [asdict(field) for field in self.fields]}
        (folder / _FILE).write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
        save_array(folder / _VECTORS, self.vectors.astype(np.float16))

    @classmethod
    def open(cls, folder: Path) -> MeasuredFields:
        """Read what `save` wrote."""
        import numpy as np

        stored = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        fields = tuple(FieldUnit(**{**row, "examples": tuple(row["examples"])}) for row in stored["fields"])
        return cls(table_from_json(stored["table"]), fields, np.load(folder / _VECTORS).astype(np.float32))

    def unit(self, name: str) -> FieldUnit | None:
        """The unit of one field, where it has one."""
        return next((field for field in self.fields if field.field == name), None)


def label(name: str) -> str:
    """A field's name as words."""
    return name.replace("_", " ").lstrip("@").strip()
