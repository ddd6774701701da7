"""The plans of a catalog: what the samples of its files show of their columns, and so how their rows become products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote

from shopcli.catalog.cells.clean import clean_text
from shopcli.catalog.cells.money import find_decimal
from shopcli.catalog.cells.offers import MONEY
from shopcli.catalog.cells.typed import Kind, column_kind
from shopcli.catalog.columns.addresses import maker_in_address
from shopcli.catalog.columns.findings import findings
from shopcli.catalog.columns.makers import maker_of
from shopcli.catalog.columns.mapping import Binding, parse_mapping
from shopcli.catalog.columns.names import MONEY_ROLES, price_hints
from shopcli.catalog.columns.plumbing import find_plumbing
from shopcli.catalog.columns.prices import currency_beside
from shopcli.catalog.columns.roles import Chosen, choose_roles
from shopcli.catalog.columns.sample import Sample
from shopcli.catalog.forms.rows import Source
from shopcli.catalog.manner import manner_of
from shopcli.catalog.products import Plan
from shopcli.catalog.reader import Catalog
from shopcli.catalog.variants.forms import find_grouping
from shopcli.errors import CatalogError
from shopcli.types import Column

Roles = dict[str, Chosen]
_EXAMPLE_CHARACTERS = 60


def planned(
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
    minor = next((plan.bindings["price"].column for plan in plans if plan.manner.minor and "price" in plan.bindings), "")
    if minor and "price" not in bindings:
        found += (
            f"Amounts are read as minor units: 1299 is 12.99. If they are whole, say so: --map {quote(f'price={minor}*100')}",
        )
    columns += _makers_told(whole, plans)
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
        _currency_of(money) or currency_beside(layout, money),
        chinese,
        kinds,
        manner=manner_of(layout, bound),
        grouping=find_grouping(sample, bound, sample.pairs),
    )


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


def _makers_told(whole: Sample, plans: Sequence[Plan]) -> tuple[Column, ...]:
    """The brands that titles open with or addresses hold, where a plan takes them from there."""
    plan = next((plan for plan in plans if plan.manner.makers or plan.manner.in_addresses), None)
    if plan is None:
        return ()
    title, url = (plan.bindings[role].column if role in plan.bindings else "" for role in ("title", "url"))
    column, why, told = title, "how titles open", [maker_of(text, plan.manner.makers) for text in whole.texts(title)]
    if plan.manner.in_addresses:
        column, why = url, "what addresses say before the title"
        told = list(map(maker_in_address, whole.texts(title), whole.texts(url)))
    makers = [maker for maker in told if maker]
    return (Column(f"={clean_text(column)}", "brand", why, len(makers) / max(1, whole.rows), makers[0] if makers else ""),)


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
    money = [roles_of_all[role].column for role in MONEY_ROLES if role in roles_of_all]
    named, beside = _currency_of(money), currency_beside(whole, money)
    if (stated := named or beside) and "currency" not in roles_of_all and "currency" not in bindings:
        why = "the name of a price" if named else "the other prices"
        columns.append(Column(f"={stated}", "currency", why, 1.0, stated))
    for names, (role, why) in several.items():
        example = clean_text(" ".join(str(whole.values[name][0]) for name in names), limit=_EXAMPLE_CHARACTERS)
        columns.append(Column(clean_text(" + ".join(names)), role, why, min(map(whole.filled, names)), example))
    for role, binding in bindings.items():
        if binding.constant:
            example = clean_text(binding.constant, limit=_EXAMPLE_CHARACTERS)
            columns.append(Column(f"={binding.constant}", role, "--map", 1.0, example))
    return tuple(columns)
