"""schema.org's JSON-LD: the products in a graph, in a list of items, and in the scripts of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_PRODUCTS = frozenset(
    (
        "Product",
        "ProductGroup",
        "ProductModel",
        "IndividualProduct",
        "SomeProducts",
        "Vehicle",
        "Car",
        "Motorcycle",
        "Book",
        "MenuItem",
    )
)
_ITEM_KEYS = frozenset(("position", "item", "name", "url", "image"))
_WITHIN = (
    "@graph",
    "itemListElement",
    "item",
    "mainEntity",
    "mainEntityOfPage",
    "hasOfferCatalog",
    "itemOffered",
    "dataFeedElement",
)
_DEEPEST = 8
_SCRIPT = re.compile(r"<script\b[^>]{0,500}?application/ld\+json[^>]{0,500}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script\s*+>", re.IGNORECASE)
_COMMENTS = re.compile(r"^\s*(?:<!--|/\*<!\[CDATA\[\*/|//<!\[CDATA\[)|(?:-->|/\*\]\]>\*/|//\]\]>)\s*$")


def is_product(record: Any) -> bool:
    """Whether a node's type is a product's."""
    kind = record.get("@type") if isinstance(record, dict) else None
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and re.split(r"[/#:]", name)[-1] in _PRODUCTS for name in kinds)


def open_item(record: Any) -> Any:
    """What a list's item, a search hit or an edge of a graph wraps; any other record as it is."""
    for _ in range(3):
        if not isinstance(record, dict):
            break
        inner = record.get("item")
        if isinstance(inner, dict) and (record.get("@type") == "ListItem" or _keys(record) <= _ITEM_KEYS):
            record = inner
        elif isinstance(record.get("_source"), dict):
            record = with_id(record["_source"], record.get("_id"))
        elif isinstance(record.get("node"), dict) and record.keys() <= {"node", "cursor", "__typename"}:
            record = record["node"]
        elif isinstance(record.get("itemOffered"), dict) and is_product(record["itemOffered"]):
            record = {**record["itemOffered"], "offers": {key: value for key, value in record.items() if key != "itemOffered"}}
        else:
            break
    return with_prices(record) if isinstance(record, dict) and ("offers" in record or "hasVariant" in record) else record


def with_prices(record: dict[str, Any]) -> dict[str, Any]:
    """A product whose offers say their price as such; schema.org may have it in a specification, or as the lowest."""
    priced = dict(record)
    if isinstance(offers := record.get("offers"), (dict, list)):
        priced["offers"] = [_priced(offer) for offer in offers] if isinstance(offers, list) else _priced(offers)
    if isinstance(variants := record.get("hasVariant"), list):
        priced["hasVariant"] = [with_prices(variant) if isinstance(variant, dict) else variant for variant in variants]
    return priced


def _priced(offer: Any) -> Any:
    if not isinstance(offer, dict) or offer.get("price") not in (None, ""):
        return offer
    specified = offer.get("priceSpecification")
    for price in specified if isinstance(specified, list) else [specified]:
        if isinstance(price, dict) and "price" in price and not re.search("List|Strike|SRP", str(price.get("priceType", ""))):
            currency = {"priceCurrency": price["priceCurrency"]} if "priceCurrency" in price else {}
            return {
                **{key: value for key, value in offer.items() if key != "priceSpecification"},
                "price": price["price"],
                **currency,
            }
    return {**offer, "price": offer["lowPrice"]} if "lowPrice" in offer else offer


def with_id(record: dict[str, Any], given: Any) -> dict[str, Any]:
    """The record with the id that stood beside it, where it has none of its own."""
    if given is None or any(key.lower() in ("id", "_id", "sku") for key in record):
        return record
    return {"_id": given, **record}


def _keys(record: dict[str, Any]) -> set[str]:
    return {key for key in record if not key.startswith("@")}


def products_within(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The products in a node of JSON-LD, wherever a graph, a list or a page's main entity holds them."""
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for inner in node:
            yield from products_within(inner, depth + 1)
    elif is_product(node):
        yield node
    elif isinstance(node, dict):
        for key in _WITHIN:
            if isinstance(node.get(key), (dict, list)):
                yield from products_within(node[key], depth + 1)


def scripts(page: str) -> Iterator[tuple[int, str]]:
    """The texts of JSON-LD in an HTML page, each with the line that it begins on."""
    line, counted, at = 1, 0, 0
    while (start := _SCRIPT.search(page, at)) and (end := _SCRIPT_END.search(page, start.end())):
        line += page.count("\n", counted, start.start())
        counted, at = start.start(), end.end()
        text = page[start.end() : end.start()]
        yield line, _COMMENTS.sub("", _COMMENTS.sub("", text)).strip().rstrip(";")
