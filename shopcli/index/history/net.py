"""Net changes: several runs as one, in which what is no other than it was at first is no change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from shopcli.types.changes import Coming, FieldChange, ProductChange


def net_changes(runs: Iterable[Iterable[ProductChange]]) -> list[ProductChange]:
    """What became of each product over some runs, the earliest first."""
    found: dict[str, ProductChange] = {}
    for changes in runs:
        for change in changes:
            before = found.get(change.id)
            found[change.id] = change if before is None else _after(before, change)
    return [change for change in found.values() if _is_any(change)]


def _after(first: ProductChange, then: ProductChange) -> ProductChange:
    """Two changes of one product as one."""
    is_there = then.coming != "gone"
    coming: Coming
    if first.was_there:
        coming = "back" if is_there and "gone" in (first.coming, then.coming) else "changed" if is_there else "gone"
        coming = "back" if is_there and first.coming == "back" else coming
    else:
        coming = "new" if is_there else "gone"
    fields = _joined(first.fields, then.fields)
    if coming in ("gone", "new", "back"):
        fields = {name: change for name, change in fields.items() if name in ("price", "availability")}
    variants = {
        variant: joined
        for variant in dict.fromkeys((*first.variants, *then.variants))
        if (joined := _joined(first.variants.get(variant, {}), then.variants.get(variant, {})))
    }
    currency = then.currency if then.currency == first.currency else ""
    return replace(then, coming=coming, fields=fields, variants=variants, currency=currency, was_there=first.was_there)


def _joined(first: Mapping[str, FieldChange], then: Mapping[str, FieldChange]) -> dict[str, FieldChange]:
    joined = dict(first)
    for name, change in then.items():
        joined[name] = FieldChange(first[name].before if name in first else change.before, change.after)
    return {name: change for name, change in joined.items() if change.before != change.after}


def _is_any(change: ProductChange) -> bool:
    """Whether anything is another than at first; what came and went in between is nothing."""
    if change.coming == "changed":
        return bool(change.fields or change.variants)
    return change.was_there or change.coming != "gone"
