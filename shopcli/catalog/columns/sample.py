"""The first rows of each file, column by column: what every decision about a catalog is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from shopcli.catalog.cells.clean import is_nothing
from shopcli.catalog.cells.flatten import is_hidden
from shopcli.catalog.forms.rows import Source, read_rows
from shopcli.catalog.variants.listed import VariantList
from shopcli.catalog.variants.nested import find_listed, flat_sample, with_variants
from shopcli.catalog.variants.options import Pair, PairJoiner, find_pairs
from shopcli.catalog.variants.packed import find_packed, unpacked
from shopcli.text.scripts import is_mostly_chinese

SAMPLE_ROWS = 1000
MOST_COLUMNS = 10_000  # where each row has names of its own, those beyond are attributes that nothing is decided about


@dataclass
class Sample:
    """Values of one or more files by column, missing ones left out.

    Attributes:
        rows: rows that held anything.
        values: column to its values, in row order.
        own: the columns that records have themselves; the others came out of nested objects.
        first_bad: why the first bad row is one, with its line; "" where there is none.
        records: the rows as they were read.
        pairs: the columns that are attributes two by two.
        told_apart: the names of those attributes.
        packed: the columns whose cells hold attributes by name.
        nested: the list of variants that records have under a name of their own.
    """

    rows: int = 0
    values: dict[str, list[Any]] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    first_bad: str = ""
    records: list[Mapping[str, Any]] = field(default_factory=list)
    pairs: tuple[Pair, ...] = ()
    told_apart: set[str] = field(default_factory=set)
    packed: tuple[str, ...] = ()
    nested: VariantList | None = None

    def add(self, flat: Mapping[str, Any], own: Iterable[str]) -> None:
        """Take in one flattened record."""
        filled = {name: value for name, value in flat.items() if not is_nothing(value)}
        self.own.update(name for name in own if self._column(name) is not None)
        for name, value in filled.items():
            if (values := self._column(name)) is not None:
                values.append(value)
        self.rows += bool(filled)

    def merge(self, other: Sample) -> None:
        """Take in another file's sample."""
        self.rows += other.rows
        self.told_apart |= other.told_apart
        self.nested = self.nested or other.nested
        for name, values in other.values.items():
            if (own := self._column(name)) is not None:
                own.extend(values)
        self.own |= other.own & self.values.keys()

    def _column(self, name: str) -> list[Any] | None:
        """The values of a column, a new one too; None where there are more columns than a catalog has."""
        if name not in self.values and len(self.values) >= MOST_COLUMNS:
            return None
        return self.values.setdefault(name, [])

    def filled(self, name: str) -> float:
        """The share of rows that have the column, 0 to 1."""
        return len(self.values.get(name, ())) / self.rows if self.rows else 0.0

    def is_own(self, name: str) -> bool:
        """Whether a column is the records' own, or a price of the variants that they list."""
        return name in self.own or (self.nested is not None and name in self.nested.prices)

    def texts(self, name: str) -> list[str]:
        """The column's values that are text, trimmed."""
        return [value.strip() for value in self.values.get(name, ()) if isinstance(value, str)]

    @property
    def is_chinese(self) -> bool:
        """Whether it is written in Chinese."""
        columns = islice(self.values.items(), 200)
        return is_mostly_chinese(
            " ".join(f"{name} {' '.join(str(value)[:80] for value in values[:20])}" for name, values in columns)
        )


def take_sample(source: Source, listed: VariantList | None = None) -> Sample:
    """The first `SAMPLE_ROWS` rows of one file.

    Args:
        source: the file.
        listed: the list of variants that its records are known to have; None where they show themselves.

    Raises:
        CatalogError: the file cannot be read as what it is.
    """
    sample = Sample()
    if source.table:
        sample.values = {name: [] for name in source.table.header}
        sample.own.update(source.table.header)
    rows = list(islice(read_rows(source), SAMPLE_ROWS))
    bad = next((row for row in rows if row.record is None), None)
    sample.first_bad = f"line {bad.line}: {bad.reason}" if bad else ""
    read = [row.record for row in rows if row.record]
    sample.nested = listed or find_listed(read)
    sample.records = [with_variants(record, sample.nested) for record in read]
    flats = [flat_sample(record, cells=source.cells) for record in sample.records]
    plain = [set(flat) for flat in flats]
    if source.cells and (packed := find_packed(flats)):
        sample.packed = packed
        flats = [unpacked(flat, packed) for flat in flats]
        sample.values = {name: values for name, values in sample.values.items() if name not in packed}
        sample.own -= set(packed)
    sample.pairs = find_pairs(dict.fromkeys(name for flat in flats for name in flat))
    joiner = PairJoiner(sample.pairs)
    halves = {column for pair in sample.pairs for column in (pair.name, pair.value, *pair.beside)}
    sample.values = {name: values for name, values in sample.values.items() if name not in halves}
    sample.own -= halves
    for record, flat, before in zip(sample.records, flats, plain, strict=True):
        own = [
            name for name, value in record.items() if name in flat or not (isinstance(value, (dict, list)) or is_hidden(name))
        ]
        own = [name for name in own if name not in sample.packed] + [name for name in flat if name not in before]
        joined, options = joiner.join(flat) if sample.pairs else (flat, {})
        sample.told_apart.update(options)
        sample.add(joined, [*(name for name in own if name not in halves), *options])
    return sample
