"""A catalog: files and folders understood as one, and streamed as products."""

from __future__ import annotations

import marshal
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from shopcli.catalog.cells.clean import NAME_LIMIT, clean_text
from shopcli.catalog.cells.money import find_decimal
from shopcli.catalog.cells.offers import MONEY
from shopcli.catalog.cells.typed import Kind, column_kind
from shopcli.catalog.columns.findings import findings
from shopcli.catalog.columns.mapping import Binding, parse_mapping
from shopcli.catalog.columns.names import MONEY_ROLES, price_hints
from shopcli.catalog.columns.plumbing import find_plumbing
from shopcli.catalog.columns.roles import Chosen, choose_roles
from shopcli.catalog.columns.sample import SAMPLE_ROWS, Sample, take_sample
from shopcli.catalog.duplicates import Admission
from shopcli.catalog.forms.files import find_places
from shopcli.catalog.forms.places import Place
from shopcli.catalog.forms.rows import STREAMED_FROM, Source, find_sources, read_rows
from shopcli.catalog.forms.tables import Row
from shopcli.catalog.manner import manner_of
from shopcli.catalog.products import Plan, ProductMaker
from shopcli.catalog.report import ReadReport
from shopcli.catalog.variants.combine import ProductReader
from shopcli.catalog.variants.forms import Grouping, find_grouping
from shopcli.catalog.variants.gather import adjacent, gathered
from shopcli.catalog.variants.nested import with_variants
from shopcli.errors import CatalogError, UsageError
from shopcli.types import BadRow, Column, Entry, Product, Seen

Roles = dict[str, Chosen]
_EXAMPLE_CHARACTERS = 60
_NAMED = 20  # files that are no catalog, each with its reason
_NAMED_REASONS = 3
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

    def first_products(self, number: int, *, strict: bool = False) -> list[Product]:
        """The first products, of which no more is read than it takes: rows of theirs that stand elsewhere are left out."""
        admission = Admission(ReadReport(), None)
        products: list[Product] = []
        for source, plan in zip(self.sources, self.plans, strict=True):
            groups = gathered(partial(_first_rows, source), plan.grouping.keys)
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
            groups = gathered(partial(_rows, source), keys) if scattered else adjacent(_rows(source), keys)
            for entry in _file_entries(source, plan, groups, admission, before, strict=strict):
                report.products += 1
                yield entry


def open_catalog(
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    shops: Sequence[str] = (),
    streamed_from: int = STREAMED_FROM,
    table: str | None = None,
) -> Catalog:
    """Find the files, read a sample of each, and decide what every column is.

    What is no catalog among the files of a folder or an archive is left out with a remark; a file given by name must be one.

    Args:
        paths: files, archives and folders of any form in `shopcli.catalog.forms`; the content decides, not the suffix.
        mapping: role to ``COLUMN``, ``COLUMN/number``, ``COLUMN*number`` or ``=CONSTANT``; it overrides what is recognised.
        shops: the names of the shops that the paths are the catalogs of, in their order; one name stands for all.
        streamed_from: characters from which on a JSON document is read as a stream.
        table: the table of a database or the sheet of a workbook that is to be read.

    Raises:
        CatalogError: nothing to read, a file that is damaged or no table of products, or no column with the products' names.
        UsageError: a mapping that names an unknown role or column, a table that is not there, or fewer or more shops than
            paths.
    """
    found = _Found()
    for place in find_places(paths):
        with found.leaving_out(place):
            for source in find_sources(place, streamed_from=streamed_from, table=table):
                found.take(source, take_sample(source))
    catalog = _understood(found, mapping or {}, _shops_of(paths, shops))
    if not catalog.sources:
        raise found.failure()
    return replace(catalog, remarks=found.remarks, table=table)


class _Found:
    """The sources of a catalog with a sample of each, and what was left out and why."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.samples: list[Sample] = []
        self._left_out: list[tuple[Place, CatalogError]] = []

    def take(self, source: Source, sample: Sample) -> None:
        """One more source."""
        self.sources.append(source)
        self.samples.append(sample)

    def leave_out(self, place: Place, error: CatalogError) -> None:
        """A place that is no catalog, which must not cost the rest.

        Raises:
            CatalogError: the error, where the place was given by name.
        """
        if not place.found:
            raise error
        self._left_out.append((place, error))

    @contextmanager
    def leaving_out(self, place: Place) -> Iterator[None]:
        """What fails within leaves out the place."""
        try:
            yield
        except CatalogError as error:
            self.leave_out(place, error)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is not read, a line each."""
        lines = [f"No catalog: {str(error).rstrip('.')}." for _, error in self._left_out[:_NAMED]]
        unnamed = len(self._left_out) - _NAMED
        more = (f"No catalog: {unnamed} more files.",) if unnamed > 0 else ()
        return (*lines, *more, *(note for source in self.sources for note in source.notes))

    def failure(self) -> CatalogError:
        """Why there is no source at all."""
        (_, first), *others = self._left_out
        if not others:
            return first
        reasons = "; ".join(str(error).rstrip(".") for _, error in self._left_out[:_NAMED_REASONS])
        return CatalogError(f"None of the {len(self._left_out)} files is a catalog: {reasons}.", hint=first.hint)


def _understood(found: _Found, mapping: Mapping[str, str], shop_of: Mapping[Path, str]) -> Catalog:
    """The catalog that the sources make, those left out of which nothing says which column holds the products' names."""
    while True:
        catalog, failed = _planned(found.sources, found.samples, mapping, shop_of)
        if not failed:
            return catalog
        for source, error in failed:
            found.leave_out(source.place, error)
        bad = {id(source) for source, _ in failed}
        kept = [(source, sample) for source, sample in zip(found.sources, found.samples, strict=True) if id(source) not in bad]
        found.sources, found.samples = [source for source, _ in kept], [sample for _, sample in kept]


def _planned(
    sources: Sequence[Source], samples: Sequence[Sample], mapping: Mapping[str, str], shop_of: Mapping[Path, str]
) -> tuple[Catalog, list[tuple[Source, CatalogError]]]:
    """The catalog of ``sources``, and those of them that are none."""
    whole = Sample()
    for sample in samples:
        whole.merge(sample)
    bindings = parse_mapping(mapping, whole.values) if sources else {}
    kinds = {name: column_kind(name, whole.texts(name), of=len(values)) for name, values in whole.values.items()}
    layouts = _layouts(samples)
    layout_roles = {columns: _roles_of(layout, bindings) for columns, layout in layouts.items()}
    chosen = [layout_roles[frozenset(sample.own)] for sample in samples]
    failed = [
        (source, error)
        for source, sample, roles in zip(sources, samples, chosen, strict=True)
        if (error := _fault(source, sample, roles)) is not None
    ]
    failed = failed or _others(sources, chosen)
    chinese = whole.is_chinese
    plumbing = {columns: _plumbing_of(layout, layout_roles[columns]) for columns, layout in layouts.items()}
    plans = []
    for source, sample, roles in zip(sources, samples, chosen, strict=True):
        layout = layouts[frozenset(sample.own)]
        plan = _plan(sample, layout, roles, _bound(roles, bindings), chinese=chinese, kinds=kinds)
        plans.append(replace(plan, shop=shop_of.get(source.path), plumbing=plumbing[frozenset(sample.own)]))
    files = tuple(dict.fromkeys(source.path for source in sources))
    columns = _columns(whole, list(layout_roles.values()), bindings, frozenset().union(*plumbing.values()))
    found = _findings_of(whole, layout_roles.values(), plumbing.values(), bindings)
    return Catalog(files, columns, tuple(sources), tuple(plans), findings=found), failed


def _plan(
    sample: Sample, layout: Sample, roles: Roles, bound: Mapping[str, Binding], *, chinese: bool, kinds: Mapping[str, Kind]
) -> Plan:
    """How the rows of one file become products: by all files of its layout."""
    money = [bound[role].column for role in MONEY if role in bound]
    decimal = next((sign for of in (sample, layout) if (sign := _decimal_of(of, money))), None)
    return Plan(
        bound,
        decimal,
        _currency_of(money),
        chinese,
        kinds,
        manner=manner_of(layout, bound),
        grouping=find_grouping(sample, bound, sample.pairs),
    )


def _shops_of(paths: Sequence[Path], shops: Sequence[str]) -> dict[Path, str]:
    """The shop of each file.

    Raises:
        UsageError: fewer or more names than paths, but for one name, which stands for all.
    """
    if len(shops) not in (0, 1, len(paths)):
        raise UsageError(
            f"{len(shops)} shops are named for {len(paths)} catalogs.", hint="Give --shop NAME once for each, in their order."
        )
    names = list(shops) * len(paths) if len(shops) == 1 else list(shops)
    return {place.path: name for path, name in zip(paths, names, strict=False) for place in find_places([path])}


def _layouts(samples: Sequence[Sample]) -> dict[frozenset[str], Sample]:
    """The samples of files with the same columns as one each: a file of a single record shows little."""
    layouts: dict[frozenset[str], Sample] = {}
    for sample in samples:
        layouts.setdefault(frozenset(sample.own), Sample()).merge(sample)
    return layouts


def _roles_of(layout: Sample, bindings: Mapping[str, Binding]) -> Roles:
    taken = {role: binding.column for role, binding in bindings.items() if binding.column in layout.values}
    constant = {role for role, binding in bindings.items() if binding.constant}
    return {role: column for role, column in choose_roles(layout, taken).items() if role not in constant}


def _decimal_of(sample: Sample, prices: Sequence[str]) -> str | None:
    """The decimal sign of the first column of prices whose values tell."""
    return next((sign for price in prices if (sign := find_decimal(sample.values.get(price, ())))), None)


def _currency_of(prices: Sequence[str]) -> str | None:
    """The currency that the first column of prices that names one has in its name."""
    return next((code for price in prices if (code := price_hints(price)[0])), None)


def _plumbing_of(layout: Sample, roles: Roles) -> frozenset[str]:
    title = roles.get("title")
    taken = {column for chosen in roles.values() for column in (chosen.column, *chosen.columns)}
    return find_plumbing(layout, taken, layout.texts(title.column) if title else ())


def _findings_of(
    whole: Sample, layouts: Iterable[Roles], plumbing: Iterable[frozenset[str]], bindings: Mapping[str, Binding]
) -> tuple[str, ...]:
    roles: Roles = {}
    for layout in layouts:
        roles = {**layout, **roles}
    constants = [role for role, binding in bindings.items() if binding.constant]
    return findings(whole, roles, frozenset().union(*plumbing), constants)


def _fault(source: Source, sample: Sample, roles: Roles) -> CatalogError | None:
    """Why a source is no catalog, or None."""
    name = source.name
    if not sample.rows and (sample.first_bad or not sample.values or (source.table and not source.table.known)):
        hint = (
            "Mend that row, or give a file of another form." if sample.first_bad else "Give a file with at least one product."
        )
        return CatalogError(
            f"{name} has no rows that can be read{f' ({sample.first_bad})' if sample.first_bad else ''}.", hint=hint
        )
    if not sample.rows:
        return None
    names = [clean_text(column, limit=40) for column in sample.values]
    if _is_text(source, roles):
        alone = "it has one column, which no line names"
        fault = alone if len(names) == 1 else "its lines have different numbers of cells, and none names them"
        given = names[0] if len(names) == 1 else "COLUMN"
        hint = f"If it is one, say which column holds the products' names: --map title={given}"
        return CatalogError(f"{name} is no table: {fault}.", hint=hint)
    if "title" in roles:
        return None
    listed = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
    return CatalogError(
        f"{name}: no column holds the products' names. Columns: {listed}.",
        hint=f"Say which one does: --map title={names[0] if len(names) == 1 else 'COLUMN'}",
    )


def _others(sources: Sequence[Source], chosen: Sequence[Roles]) -> list[tuple[Source, CatalogError]]:
    """The files of a folder that are no catalog beside one that is: customers, orders, branches.

    Where one file names the column of its products' names, one without prices that merely seems to have such is something else.
    """
    titles = [roles.get("title", ("", ""))[1] for roles in chosen]
    if not any(why not in ("", "content") for why in titles):
        return []
    hint = "Give the file by its own name to have it read."
    return [
        (
            source,
            CatalogError(f"{source.name}: no column is named as one of products' names, as in other files here.", hint=hint),
        )
        for source, roles, why in zip(sources, chosen, titles, strict=True)
        if source.place.found and why == "content" and "price" not in roles
    ]


def _is_text(source: Source, roles: Roles) -> bool:
    """Whether lines are running text: only their look, if anything, says that a column holds names, and they are no table's."""
    table = source.table
    if source.form != "table" or table is None or table.known or ("title" in roles and roles["title"].why != "content"):
        return False
    return len(table.header) == 1 or not table.even


def _bound(roles: Roles, bindings: Mapping[str, Binding]) -> dict[str, Binding]:
    """Where each role's value comes from; a price column whose name says cents is divided."""
    bound = {
        role: bindings[role] if chosen.why == "--map" else Binding(chosen.column, columns=chosen.columns)
        for role, chosen in roles.items()
    }
    bound |= {role: binding for role, binding in bindings.items() if binding.constant}
    for role in MONEY_ROLES:
        factor = price_hints(roles[role].column)[1] if role in roles and roles[role].why != "--map" else 1.0
        if factor != 1.0:
            bound[role] = replace(bound[role], divisor=round(1 / factor))
    return bound


def _columns(
    whole: Sample, layouts: Sequence[Roles], bindings: Mapping[str, Binding], plumbing: frozenset[str]
) -> tuple[Column, ...]:
    role_of: dict[str, tuple[str, str]] = {}
    several: dict[tuple[str, ...], tuple[str, str]] = {}
    for roles in layouts:
        for role, chosen in roles.items():
            if chosen.columns:
                several[chosen.columns] = (role, chosen.why)
            else:
                role_of.setdefault(chosen.column, (role, chosen.why))
    role_of |= {name: ("plumbing", "the shop's own") for name in plumbing if name not in role_of}
    columns = []
    for name, values in whole.values.items():
        role, why = role_of.get(name, ("attribute", "unrecognised"))
        example = clean_text(str(values[0]), limit=_EXAMPLE_CHARACTERS) if values else ""
        columns.append(Column(clean_text(name), role, why, whole.filled(name), example))
    roles_of_all = {role: chosen for roles in layouts for role, chosen in roles.items()}
    stated = _currency_of([roles_of_all[role].column for role in MONEY_ROLES if role in roles_of_all])
    if stated and "currency" not in roles_of_all and "currency" not in bindings:
        columns.append(Column(f"={stated}", "currency", "the name of a price", 1.0, stated))
    for names, (role, why) in several.items():
        example = clean_text(" ".join(str(whole.values[name][0]) for name in names), limit=_EXAMPLE_CHARACTERS)
        columns.append(Column(clean_text(" + ".join(names)), role, why, min(map(whole.filled, names)), example))
    for role, binding in bindings.items():
        if binding.constant:
            example = clean_text(binding.constant, limit=_EXAMPLE_CHARACTERS)
            columns.append(Column(f"={binding.constant}", role, "--map", 1.0, example))
    return tuple(columns)


def _rows(source: Source) -> Iterator[Row]:
    """The rows of a file, variants that are nested in one under one name."""
    for row in read_rows(source):
        yield row if row.record is None else row._replace(record=with_variants(row.record))


def _first_rows(source: Source) -> Iterator[Row]:
    return islice(_rows(source), SAMPLE_ROWS)


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
    key = _reading_key(source, plan)
    for group in groups:
        for rows in _parts(group, plan.grouping):
            origin = _origin(rows, key)
            known_id = before.id_of(origin) if before and origin else None
            repaired = any(row.repaired for row in rows)
            if known_id is not None and not repaired and admission.admit_again(known_id, file):
                report.rows += len(rows)
                yield Seen(known_id, origin)
                continue
            notes_before = report.counts.total()
            filled = _told(rows, report, file)
            if not filled:
                continue
            product, reason = (reader.read(filled), "no title") if filled[0].record is not None else (None, filled[0].reason)
            if product:
                product, reason = admission.admit(product, file, filled[0].line)
            if product:
                yield Entry(product, origin if report.counts.total() == notes_before else b"")
            elif reason:
                for row in filled:
                    report.skip(BadRow(file, row.line, reason))
                if strict:
                    hint = "Mend the row, or leave --strict out to skip rows like it."
                    raise CatalogError(f"{file}, line {filled[0].line}: {reason}.", hint=hint)


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
