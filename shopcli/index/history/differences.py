"""Differences: two records of one product, field by field, and those of a whole catalog."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from shopcli.index.parts.records import Records
from shopcli.types import Product, Variant
from shopcli.types.changes import FieldChange, ProductChange

_VALUE_CHARACTERS, _BEFORE_IT = 100, 20  # of a long text, what stands around the first difference
_PLAIN = ("title", "description", "brand", "category", "price", "currency", "list_price", "availability", "shop", "url")
_OF_A_VARIANT = ("price", "list_price", "availability")
_OF_THE_GONE = ("price", "availability")


def catalog_differences(before: Records, after: Records, gone_before: Collection[str] = ()) -> Iterator[ProductChange]:
    """What became of each product that is not as it was, in no order to rely on.

    Args:
        before: the records of the index before.
        after: those of the one that takes its place.
        gone_before: ids that were sold once and were not in the index before.
    """
    old, new = before.ids, after.ids
    for product_id, row in new.items():
        if product_id not in old:
            product = after[row]
            coming = "back" if product_id in gone_before else "new"
            yield _one_sided(product, coming, was_there=coming == "back")
        elif before.raw(old[product_id]) != after.raw(row):
            change = difference(before[old[product_id]], after[row])
            if change.fields or change.variants:
                yield change
    for product_id, row in old.items():
        if product_id not in new:
            yield _one_sided(before[row], "gone", was_there=True)


def difference(before: Product, after: Product) -> ProductChange:
    """What differs between two records of one product; fields that are no shopper's concern, such as pictures, do not count."""
    same_money = before.currency == after.currency and after.currency is not None
    changed = dict(_changed(_fields(before), _fields(after)))
    variants = dict(_variants(before, after))
    return ProductChange(after.id, after.title, "changed", (after.currency or "") if same_money else "", changed, variants)


def _one_sided(product: Product, coming: Any, *, was_there: bool) -> ProductChange:
    values = {name: value for name in _OF_THE_GONE if (value := getattr(product, name)) is not None}
    fields = {
        name: FieldChange(value, None) if coming == "gone" else FieldChange(None, value) for name, value in values.items()
    }
    return ProductChange(product.id, product.title, coming, product.currency or "", fields, {}, was_there)


def _fields(product: Product) -> dict[str, Any]:
    own = {name: value for name in _PLAIN if (value := getattr(product, name)) not in (None, "")}
    return own | {name: value for name, value in product.attributes.items() if name not in own}


def _variants(before: Product, after: Product) -> Iterator[tuple[str, dict[str, FieldChange]]]:
    old = {variant.id: variant for variant in before.variants}
    new = {variant.id: variant for variant in after.variants}
    for variant_id in (*new, *(one for one in old if one not in new)):
        changed = dict(_changed(_of_variant(old.get(variant_id)), _of_variant(new.get(variant_id))))
        if (variant_id in old) != (variant_id in new):
            changed["sold"] = FieldChange(variant_id in old, variant_id in new)
        if changed:
            yield variant_id, changed


def _of_variant(variant: Variant | None) -> dict[str, Any]:
    if variant is None:
        return {}
    return {name: value for name in _OF_A_VARIANT if (value := getattr(variant, name)) is not None}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, FieldChange]]:
    for name in (*after, *(name for name in before if name not in after)):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield name, FieldChange(*_shortened(_plain(old), _plain(new)))


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _shortened(before: Any, after: Any) -> tuple[Any, Any]:
    """Both values, of long texts what stands around the first difference."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return _cut(before), _cut(after)
    if max(len(before), len(after)) <= _VALUE_CHARACTERS:
        return before, after
    alike = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    start = max(0, alike - _BEFORE_IT)
    return tuple(("…" if start else "") + str(_cut(value[start:])) for value in (before, after))  # type: ignore[return-value]


def _cut(value: Any) -> Any:
    is_long = isinstance(value, str) and len(value) > _VALUE_CHARACTERS
    return f"{value[: _VALUE_CHARACTERS - 1]}…" if is_long else value
