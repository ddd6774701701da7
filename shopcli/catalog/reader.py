"""A catalog: files and folders understood as one, and streamed as products."""

from __future__ import annotations

import marshal
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from shopcli.catalog.cells.clean import NAME_LIMIT, clean_text
from shopcli.catalog.cells.typed import Kind
from shopcli.catalog.columns.sample import SAMPLE_ROWS
from shopcli.catalog.duplicates import Admission
from shopcli.catalog.forms.rows import Source, read_rows
from shopcli.catalog.forms.tables import Row
from shopcli.catalog.products import Plan, ProductMaker
from shopcli.catalog.report import ReadReport
from shopcli.catalog.variants.combine import ProductReader
from shopcli.catalog.variants.forms import Grouping
from shopcli.catalog.variants.gather import adjacent, gathered
from shopcli.catalog.variants.nested import with_variants
from shopcli.errors import CatalogError
from shopcli.types import BadRow, Column, Entry, Product, Seen

_MARSHAL = 2  # the last version whose bytes depend on nothing but the values
_KEY_BYTES, _ORIGIN_BYTES = 32, 16


class ProductsBefore(Protocol):
    """The products that were made of a catalog when it was read before."""

    def id_of(self, origin: bytes) -> str | None:
        """The id of the product that was made of a row; None where that row was not there."""

    def product(self, product_id: str) -> Product:
        """The product with an id."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Files that were found, and how their columns were understood; nothing but a sample has been read.

    Attributes:
        files: every file, folders expanded.
        columns: every column of all files, in order of appearance, with its role.
        sources: how each file is read.
        plans: how the rows of each become products.
        remarks: what is not read, a line each: files of a folder that are no catalog, other tables of a database.
        table: the table or sheet that was asked for.
        findings: a sentence for each thing that was not found, and for each that is poor in it.
    """

    files: tuple[Path, ...]
    columns: tuple[Column, ...]
    sources: tuple[Source, ...]
    plans: tuple[Plan, ...]
    remarks: tuple[str, ...] = ()
    table: str | None = None
    findings: tuple[str, ...] = ()

    @property
    def shops(self) -> tuple[str | None, ...]:
        """Of each file the shop that it was said to be of."""
        return tuple(plan.shop for plan in self.plans)

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """What the texts of each column are; those of a column that is not named are texts."""
        return self.plans[0].kinds if self.plans else {}

    def read_as_before(self, kinds: Mapping[str, Kind], fields: Container[str]) -> Catalog:
        """This catalog, where columns that were there before are of the kind that they were.

        Their sample may show another now, be it only that the rows have another order, and then all their values would change.

        Args:
            kinds: of the columns that the sample showed then.
            fields: all that the products had then.
        """
        new = {name: kind for name, kind in self.kinds.items() if clean_text(name, limit=NAME_LIMIT) not in fields}
        return replace(self, plans=tuple(replace(plan, kinds={**new, **kinds}) for plan in self.plans))

    def products(self, *, strict: bool = False, report: ReadReport | None = None) -> Iterator[Product]:
        """Every product once; see `entries`."""
        return (entry.product for entry in self.entries(strict=strict, report=report))

    def entries(self, *, strict: bool = False, report: ReadReport | None = None) -> Iterator[Entry]:
        """Every product once, streamed in the files' order, each with its rows' origin.

        Rows that are forms of one product are one, in the place of the first. Bad rows are skipped and told to ``report``:
        broken JSON, cells that do not fit the header, no title, an id that another product has. A JSON document has no lines
        of its own; there the record's ordinal stands for the line.

        Raises:
            CatalogError: the first bad row, where ``strict``; or a file that changed into something unreadable.
        """
        return (entry for entry in self.changes(None, strict=strict, report=report) if isinstance(entry, Entry))

    def entries_made(
        self, made: Iterable[tuple[int, list[Made], ReadReport]], *, strict: bool = False, report: ReadReport | None = None
    ) -> Iterator[Entry]:
        """The same entries, of products that were made elsewhere.

        Args:
            made: by `products_made`, in the order of the files and of their products, each with its file's number.
            strict: stop at the first bad row.
            report: filled with what was read and what was skipped.
        """
        report = report if report is not None else ReadReport()
        report.remarks[:] = self.remarks
        admission = Admission(report, None)
        for number, products, told in made:
            report.take(told)
            for each in products:
                for entry in _admitted(each, admission, self.sources[number].name, strict=strict):
                    report.products += 1
                    yield entry

    def first_products(self, number: int, *, strict: bool = False) -> list[Product]:
        """The first products, of which no more is read than it takes: rows of theirs that stand elsewhere are left out."""
        admission = Admission(ReadReport(), None)
        products: list[Product] = []
        for source, plan in zip(self.sources, self.plans, strict=True):
            groups = gathered(partial(_first_rows, source, plan), plan.grouping.keys)
            for entry in _file_entries(source, plan, groups, admission, None, strict=strict):
                if isinstance(entry, Entry):
                    products.append(entry.product)
                if len(products) == number:
                    return products
        return products

    def changes(
        self,
        before: ProductsBefore | None,
        *,
        strict: bool = False,
        report: ReadReport | None = None,
        scattered: bool = True,
    ) -> Iterator[Entry | Seen]:
        """The same, where rows that were read before as they are need not be made into products again.

        Args:
            before: the products that were made of a catalog then.
            strict: stop at the first bad row.
            report: filled with what was read and what was skipped.
            scattered: whether rows of one product may stand anywhere, for which a file is read twice or thrice.

        Raises:
            ScatteredRows: they do not stand together, where ``scattered`` says that they must.
        """
        report = report if report is not None else ReadReport()
        report.remarks[:] = self.remarks
        admission = Admission(report, before.product if before else None)
        for source, plan in zip(self.sources, self.plans, strict=True):
            keys = plan.grouping.keys
            groups = gathered(partial(_rows, source, plan), keys) if scattered else adjacent(_rows(source, plan), keys)
            for entry in _file_entries(source, plan, groups, admission, before, strict=strict):
                report.products += 1
                yield entry


def _rows(source: Source, plan: Plan) -> Iterator[Row]:
    """The rows of a file, variants that are nested in one under one name."""
    listed = plan.grouping.nested
    for row in read_rows(source):
        yield row if row.record is None else row._replace(record=with_variants(row.record, listed))


def _first_rows(source: Source, plan: Plan) -> Iterator[Row]:
    return islice(_rows(source, plan), SAMPLE_ROWS)


def _file_entries(
    source: Source,
    plan: Plan,
    groups: Iterator[list[Row]],
    admission: Admission,
    before: ProductsBefore | None,
    *,
    strict: bool,
) -> Iterator[Entry | Seen]:
    file, report = source.name, admission.report
    reader = ProductReader(ProductMaker(plan, report, file), cells=source.cells)
    for rows, origin in _rows_of_products(source, plan, groups):
        known_id = before.id_of(origin) if before and origin else None
        repaired = any(row.repaired for row in rows)
        if known_id is not None and not repaired and admission.admit_again(known_id, file):
            report.rows += len(rows)
            yield Seen(known_id, origin)
        elif made := _made(rows, origin, reader, report, file):
            yield from _admitted(made, admission, file, strict=strict)


class Made(NamedTuple):
    """What the rows of one product were made into, before it is known what else the catalog holds.

    Attributes:
        product: None of bad rows.
        reason: why they are bad.
        lines: where they stand.
        origin: see `shopcli.types.Entry`; empty where there is something to tell of them.
    """

    product: Product | None
    reason: str
    lines: tuple[int, ...]
    origin: bytes


def products_made(source: Source, plan: Plan, first: int, last: int | None) -> tuple[list[Made], ReadReport]:
    """What the products of a file numbered ``first`` to ``last`` (half open, all where None) are made into, and its report."""
    report, file = ReadReport(), source.name
    reader = ProductReader(ProductMaker(plan, report, file), cells=source.cells)
    groups = islice(gathered(partial(_rows, source, plan), plan.grouping.keys), first, last)
    found = (_made(rows, origin, reader, report, file) for rows, origin in _rows_of_products(source, plan, groups))
    return [made for made in found if made], report


def count_groups(source: Source, plan: Plan) -> int:
    """How many groups of rows, each of one product or of several, `products_made` numbers in a file."""
    return sum(1 for _ in gathered(partial(_rows, source, plan), plan.grouping.keys))


def _rows_of_products(source: Source, plan: Plan, groups: Iterator[list[Row]]) -> Iterator[tuple[list[Row], bytes]]:
    """The rows of each product with their origin."""
    key = _reading_key(source, plan)
    return ((rows, _origin(rows, key)) for group in groups for rows in _parts(group, plan.grouping))


def _made(rows: list[Row], origin: bytes, reader: ProductReader, report: ReadReport, file: str) -> Made | None:
    """What the rows of one product are made into; None of empty ones."""
    notes_before = report.counts.total()
    filled = _told(rows, report, file)
    if not filled:
        return None
    product, reason = (reader.read(filled), "no title") if filled[0].record is not None else (None, filled[0].reason)
    lines = tuple(row.line for row in filled)
    return Made(product, reason, lines, origin if report.counts.total() == notes_before else b"")


def _admitted(made: Made, admission: Admission, file: str, *, strict: bool) -> Iterator[Entry]:
    """The entry of a product that is let in; bad rows are told to the report."""
    product, reason, notes_before = made.product, made.reason, admission.report.counts.total()
    if product:
        product, reason = admission.admit(product, file, made.lines[0])
    if product:
        yield Entry(product, made.origin if admission.report.counts.total() == notes_before else b"")
    elif reason:
        for line in made.lines:
            admission.report.skip(BadRow(file, line, reason))
        if strict:
            hint = "Mend the row, or leave --strict out to skip rows like it."
            raise CatalogError(f"{file}, line {made.lines[0]}: {reason}.", hint=hint)


def _parts(group: list[Row], grouping: Grouping) -> Iterator[list[Row]]:
    """The rows of each product among those that stand together; a bad row comes alone."""
    if len(group) == 1:
        yield group
        return
    good = [row for row in group if row.record is not None]
    yield from ([row] for row in group if row.record is None)
    for places in grouping.parts([row.record or {} for row in good]):
        yield [good[place] for place in places]


def _told(rows: Sequence[Row], report: ReadReport, file: str) -> list[Row]:
    """The rows that hold anything, counted, and what was mended in all of them told."""
    for row in rows:
        if row.repaired:
            report.note("bytes of another encoding read as Windows-1252", file, row.line, times=row.repaired)
    filled = [row for row in rows if row.record is None or not _is_empty(row.record)]
    report.rows += len(filled)
    return filled


def _reading_key(source: Source, plan: Plan) -> bytes:
    """A hash of what decides what a row of a file is made into, all but the kinds of the columns (`Catalog.read_as_before`)."""
    bindings = sorted((role, repr(binding)) for role, binding in plan.bindings.items())
    written = (plan.decimal, plan.currency, plan.chinese, plan.manner, plan.shop, sorted(plan.plumbing))
    decisive = (source.form, bindings, written, plan.grouping)
    return blake2b(repr(decisive).encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()


def _origin(rows: Sequence[Row], key: bytes) -> bytes:
    """A hash of what the rows of one product hold; empty where it cannot be had."""
    origins = [origin_of(row.record, key) if row.record is not None else b"" for row in rows]
    if len(origins) == 1 or not all(origins):
        return origins[0] if len(origins) == 1 else b""
    return blake2b(b"".join(origins), digest_size=_ORIGIN_BYTES).digest()


def origin_of(record: dict[str, Any], key: bytes) -> bytes:
    """A hash of what a row holds, under the key of how it is read; empty where it cannot be had."""
    try:
        return blake2b(marshal.dumps(record, _MARSHAL), digest_size=_ORIGIN_BYTES, key=key).digest()
    except ValueError:  # nested too deeply
        return b""


def _is_empty(record: Mapping[str, object]) -> bool:
    return all(value in (None, [], {}) or (isinstance(value, str) and not value.strip()) for value in record.values())
