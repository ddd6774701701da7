"""A catalog: files and folders understood as one, and streamed as products."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shopcli.catalog.clean import clean_text
from shopcli.catalog.duplicates import Admission
from shopcli.catalog.files import expand_paths
from shopcli.catalog.flatten import flatten
from shopcli.catalog.mapping import Binding, parse_mapping
from shopcli.catalog.money import find_decimal
from shopcli.catalog.names import price_hints
from shopcli.catalog.products import Plan, ProductMaker
from shopcli.catalog.report import ReadReport
from shopcli.catalog.roles import choose_roles
from shopcli.catalog.rows import Source, find_source, read_rows
from shopcli.catalog.sample import Sample, take_sample
from shopcli.catalog.values import Kind, column_kind
from shopcli.errors import CatalogError
from shopcli.types import BadRow, Column, Product

_EXAMPLE_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Catalog:
    """Files that were found, and how their columns were understood; nothing but a sample has been read.

    Attributes:
        files: every file, folders expanded.
        columns: every column of all files, in order of appearance, with its role.
        sources: how each file is read.
        plans: how the rows of each become products.
    """

    files: tuple[Path, ...]
    columns: tuple[Column, ...]
    sources: tuple[Source, ...]
    plans: tuple[Plan, ...]

    def products(self, *, strict: bool = False, report: ReadReport | None = None) -> Iterator[Product]:
        """Every product once, streamed in the files' order.

        Bad rows are skipped and told to ``report``: broken JSON, cells that do not fit the header, no title, an id that another
        product has. A JSON document has no lines of its own; there the record's ordinal stands for the line.

        Raises:
            CatalogError: the first bad row, where ``strict``; or a file that changed into something unreadable.
        """
        report = report if report is not None else ReadReport()
        report.total_bytes = sum(path.stat().st_size for path in self.files)
        admission = Admission(report)
        done = 0
        for source, plan in zip(self.sources, self.plans, strict=True):
            for product in _file_products(source, plan, admission, strict=strict, done=done):
                report.products += 1
                yield product
            done += source.path.stat().st_size
            report.bytes_read = done


def open_catalog(paths: Sequence[Path], *, mapping: Mapping[str, str] | None = None) -> Catalog:
    """Find the files, read a sample of each, and decide what every column is.

    Args:
        paths: files and folders: JSON, JSON Lines, CSV, TSV, each also gzipped; the content decides, not the suffix.
        mapping: role to ``COLUMN``, ``COLUMN/number``, ``COLUMN*number`` or ``=CONSTANT``; it overrides what is recognised.

    Raises:
        CatalogError: nothing to read, a file that is damaged or no table of products, or no column with the products' names.
        UsageError: a mapping that names an unknown role or column.
    """
    files = expand_paths(paths)
    sources = tuple(find_source(path) for path in files)
    samples = [take_sample(source) for source in sources]
    whole = Sample()
    for sample in samples:
        whole.merge(sample)
    bindings = parse_mapping(mapping or {}, whole.values)
    kinds = {name: column_kind(name, whole.texts(name)) for name in whole.values}
    chosen = [_roles_of(path, sample, whole, bindings) for path, sample in zip(files, samples, strict=True)]
    chinese = whole.is_chinese
    plans = tuple(_plan(sample, roles, bindings, kinds, chinese) for sample, roles in zip(samples, chosen, strict=True))
    return Catalog(files, _columns(whole, chosen, bindings), sources, plans)


Roles = dict[str, tuple[str, str]]


def _roles_of(path: Path, sample: Sample, whole: Sample, bindings: Mapping[str, Binding]) -> Roles:
    taken = {role: binding.column for role, binding in bindings.items() if binding.column in sample.values}
    roles = choose_roles(_informed(sample, whole), taken)
    roles = {role: found for role, found in roles.items() if not (role in bindings and bindings[role].constant)}
    if "title" not in roles and sample.rows:
        names = list(sample.values)
        listed = ", ".join(clean_text(name, limit=40) for name in names[:20]) + (", …" if len(names) > 20 else "")
        raise CatalogError(
            f"{path}: no column holds the products' names. Columns: {listed}.",
            hint=f"Say which one does: --map title={clean_text(names[0], limit=40) if len(names) == 1 else 'COLUMN'}",
        )
    if not sample.rows and not any(sample.values):
        raise CatalogError(f"{path} has no rows that can be read.", hint="Give a file with at least one product.")
    return roles


def _informed(sample: Sample, whole: Sample) -> Sample:
    """A file's columns with the values of all files, where its own rows are too few to show what they are."""
    if sample.rows >= 20 or sample.rows == whole.rows:
        return sample
    return Sample(whole.rows, {name: whole.values[name] for name in sample.values}, sample.own)


def _plan(sample: Sample, roles: Roles, bindings: Mapping[str, Binding], kinds: Mapping[str, Kind], chinese: bool) -> Plan:
    bound = {role: bindings[role] if why == "--map" else Binding(column) for role, (column, why) in roles.items()}
    bound |= {role: binding for role, binding in bindings.items() if binding.constant}
    price, why = roles.get("price", ("", ""))
    currency, factor = price_hints(price) if price else (None, 1.0)
    if price and why != "--map" and factor != 1.0:
        bound["price"] = replace(bound["price"], divisor=round(1 / factor))
    return Plan(bound, find_decimal(sample.values.get(price, ())), currency, chinese, kinds)


def _columns(whole: Sample, chosen: Sequence[Roles], bindings: Mapping[str, Binding]) -> tuple[Column, ...]:
    known: dict[str, tuple[str, str]] = {}
    for roles in chosen:
        for role, (column, why) in roles.items():
            known.setdefault(column, (role, why))
    columns = []
    for name, values in whole.values.items():
        role, why = known.get(name, ("attribute", "unrecognised"))
        example = clean_text(str(values[0]), limit=_EXAMPLE_CHARACTERS) if values else ""
        columns.append(Column(clean_text(name), role, why, whole.filled(name), example))
    for role, binding in bindings.items():
        if binding.constant:
            columns.append(
                Column(f"={binding.constant}", role, "--map", 1.0, clean_text(binding.constant, limit=_EXAMPLE_CHARACTERS))
            )
    return tuple(columns)


def _file_products(source: Source, plan: Plan, admission: Admission, *, strict: bool, done: int) -> Iterator[Product]:
    file, report = str(source.path), admission.report
    maker = ProductMaker(plan, report, file)
    for row in read_rows(source):
        report.bytes_read = done + row.position
        if row.repaired:
            report.note("bytes of another encoding read as Windows-1252", file, row.line, times=row.repaired)
        if row.record is not None and _is_empty(row.record):
            report.empty_rows += 1
            continue
        report.rows += 1
        product, reason = None, row.reason
        if row.record is not None:
            product = maker.make(flatten(row.record, cells=source.form == "table"), row.line)
            product, reason = admission.admit(product, file, row.line) if product else (None, "no title")
        if product:
            yield product
        elif reason:
            _refuse(BadRow(file, row.line, reason), report, strict)


def _is_empty(record: Mapping[str, object]) -> bool:
    return all(value in (None, [], {}) or (isinstance(value, str) and not value.strip()) for value in record.values())


def _refuse(row: BadRow, report: ReadReport, strict: bool) -> None:
    report.skip(row)
    if strict:
        raise CatalogError(
            f"{row.file}, line {row.line}: {row.reason}.", hint="Mend the row, or leave --strict out to skip rows like it."
        )
