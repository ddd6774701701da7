"""Variants inside a record: lists that shop systems nest, each item a row of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shopcli.catalog.cells.flatten import flatten, opened
from shopcli.catalog.columns.names import role_by_name
from shopcli.catalog.variants.listed import LIST, VariantList, find_list
from shopcli.catalog.variants.options import is_option

# As they are written; a record that has none of them is not looked at.
_SPELLINGS = frozenset(
    "variants Variants variant hasVariant has_variant skus SKUs Skus sku_list skuList variations productVariants "
    "product_variants children childProducts child_products simples items_variants productVariations "
    "product_variations".split()
)
_PAIRED = ("options", "selectedOptions", "selected_options", "attributes", "variant_options", "variantOptions", "option_values",
           "optionValues", "properties", "additionalProperty")  # fmt: skip
_NAMES = ("name", "option_display_name", "optionName", "option_name", "attribute_name", "key", "label", "id")
_VALUES = ("value", "label", "option", "values", "text", "val", "name")
_OFFERS = ("offers", "offer")
_LISTED = ("[{", "[ {")
_TITLES = ("title", "name", "label")
_IDS = ("id", "sku", "variant_id", "variantId", "sku_id", "skuId", "gtin", "ean", "@id")


def with_variants(record: dict[str, Any], listed: VariantList | None = None) -> dict[str, Any]:
    """The record with its list of variants under `LIST`, where it has one; else as it came.

    Args:
        record: as it was read.
        listed: where records of this file have theirs, where it is no name that shop systems use.
    """
    if listed and (items := _items(record.get(listed.name))):
        others = {key: value for key, value in record.items() if key not in (LIST, listed.name)}
        return others | {LIST: [listed.entry(item) for item in items]}
    if _SPELLINGS.isdisjoint(record):
        return record
    name = next((name for name in record if name in _SPELLINGS and _items(record[name])), None)
    if name is None:
        return record
    return {LIST if key == name else key: _items(value) if key == name else value for key, value in record.items()}


def find_listed(records: Iterable[dict[str, Any]]) -> VariantList | None:
    """The list of variants that the records of a file have under a name of their own; None where shop systems name it."""
    lists: dict[str, list[list[dict[str, Any]]]] = {}
    number = 0
    for record in records:
        number += 1
        if not _SPELLINGS.isdisjoint(record) and any(_items(record[name]) for name in record if name in _SPELLINGS):
            return None
        for name, value in record.items():
            if name not in _OFFERS and (items := _items(value)):
                lists.setdefault(name, []).append(items)
    return find_list(lists, number)


def _items(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, as GraphQL wraps it and as a table's cell has it written too."""
    if isinstance(value, str):
        value = opened(value) if value.startswith(_LISTED) else None
    if isinstance(value, dict):
        inner = value.get("edges") or value.get("nodes")
        value = (
            [edge.get("node", edge) if isinstance(edge, dict) else edge for edge in inner] if isinstance(inner, list) else []
        )
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        return []
    return [_lifted(item) for item in value]


def _lifted(item: dict[str, Any]) -> dict[str, Any]:
    """A variant with what its offer says as its own, as schema.org nests it."""
    name = next((name for name in _OFFERS if name in item), "")
    offer = item.get(name)
    offer = offer[0] if isinstance(offer, list) and offer else offer
    return {**offer, **{key: value for key, value in item.items() if key != name}} if isinstance(offer, dict) else item


def rows_of(
    record: Mapping[str, Any], columns: Mapping[str, str], *, cells: bool
) -> Iterator[tuple[dict[str, Any], dict[str, str], str]]:
    """The record alone, then each variant: (flat row, what it is told apart by, its own id).

    Args:
        record: as `with_variants` gave it.
        columns: role to the column that holds it in this file; a variant's own price goes where the product's would.
        cells: see `flatten`.
    """
    alone = _alone(record, cells)
    yield alone, {}, ""
    items = record[LIST]
    labels = _labels(record)
    for item in items:
        nested = _nested(item, cells)
        flat = alone | {name: value for name, value in nested.items() if name in columns.values()}
        for name, value in nested.items():
            role = role_by_name(name)[0]
            if role in columns and role not in ("title", "id", "description", "category", "brand", "url"):
                flat[columns[role]] = value
        yield (
            flat,
            _options(item, labels, len(items)),
            next((str(item[key]) for key in _IDS if item.get(key) not in (None, "")), ""),
        )


def flat_sample(record: Mapping[str, Any], *, cells: bool) -> dict[str, Any]:
    """The record as a flat row, with the first of its variants where it has any."""
    return _alone(record, cells) | _nested(record[LIST][0], cells) if has_list(record) else flatten(record, cells=cells)


def has_list(record: Mapping[str, Any]) -> bool:
    """Whether a record lists its variants."""
    items = record.get(LIST)
    return isinstance(items, list) and bool(items) and all(isinstance(item, dict) for item in items)


def _alone(record: Mapping[str, Any], cells: bool) -> dict[str, Any]:
    """The record without its variants and without the list of what these are told apart by."""
    return flatten({name: value for name, value in record.items() if name not in (LIST, "options")}, cells=cells)


def _nested(item: Mapping[str, Any], cells: bool) -> dict[str, Any]:
    return {f"{LIST} {name}": value for name, value in flatten(item, cells=cells).items()}


def _labels(record: Mapping[str, Any]) -> list[str]:
    """The names of a Shopify product's options, in their order."""
    listed = record.get("options")
    if not isinstance(listed, list):
        return []
    return [str(option.get("name", "")) if isinstance(option, dict) else str(option) for option in listed]


def _options(item: Mapping[str, Any], labels: list[str], siblings: int) -> dict[str, str]:
    """What one variant is told apart by: its named options, its fields that are options by their name, else its title."""
    found: dict[str, str] = {}
    for number, label in enumerate(labels, start=1):
        value = item.get(f"option{number}")
        if value not in (None, "") and label:
            found[label] = _text(value)
    for name in _PAIRED:
        found |= {key: text for key, text in _pairs(item.get(name)).items() if key not in found}
    if not found:
        found = {key: _text(value) for key, value in item.items() if is_option(key) and _text(value)}
    if not found and siblings > 1:
        title = next((_text(item[key]) for key in _TITLES if _text(item.get(key))), "")
        found = {"variant": title} if title else {}
    return {} if {key.casefold(): text.casefold() for key, text in found.items()} == {"title": "default title"} else found


def _pairs(value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return {key: _text(inner) for key, inner in value.items() if _text(inner)}
    found = {}
    for pair in value if isinstance(value, list) else ():
        if isinstance(pair, dict):
            name = next((_text(pair[key]) for key in _NAMES if _text(pair.get(key))), "")
            text = next((_text(pair[key]) for key in _VALUES if _text(pair.get(key)) and _text(pair[key]) != name), "")
            if name and text:
                found[name] = text
    return found


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return next((_text(value[key]) for key in ("name", "value", "label") if _text(value.get(key))), "")
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_text, value)))
    if value is None or isinstance(value, bool):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
