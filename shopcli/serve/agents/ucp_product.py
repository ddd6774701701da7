"""Products as the Universal Commerce Protocol (2026-08-25) has them: money in minor units, variants, options, availability.

Nothing is invented for what a record does not say: what it is silent on is left out. A product without a price has no form
here, since the protocol demands one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from shopcli.text.money import currencies
from shopcli.text.safe import safe, safe_lines
from shopcli.types import Availability, Product, Value, Variant

VERSION = "2026-08-25"
NO_CURRENCY = "XXX"  # ISO 4217's own code for it
_USUAL_DIGITS = 2
_LONGEST = 2_000  # characters of a description: an agent reads all that it is given
_STATUSES: Mapping[Availability, str] = {
    "in stock": "in_stock",
    "preorder": "preorder",
    "backorder": "backorder",
    "out of stock": "out_of_stock",
    "discontinued": "discontinued",
}
_BARCODES = {"gtin": "GTIN", "ean": "EAN", "upc": "UPC", "isbn": "ISBN"}


def minor_units(amount: float, currency: str | None) -> int:
    """An amount of money as a whole number of the currency's minor unit (ISO 4217)."""
    known = currencies().get(currency or "")
    return round(amount * 10 ** (known.digits if known else _USUAL_DIGITS))


def major_units(amount: int, currency: str | None) -> float:
    """What a whole number of minor units comes to."""
    known = currencies().get(currency or "")
    return amount / 10 ** (known.digits if known else _USUAL_DIGITS)


def forms_of(product: Product) -> tuple[Variant, ...]:
    """The variants of a product that have a price; itself where it is sold in one form alone."""
    sole = Variant(
        product.id, {}, product.price, product.list_price, product.availability, codes=product.codes, image=product.image
    )
    return tuple(form for form in product.variants or (sole,) if form.price is not None and math.isfinite(form.price))


def product_to_ucp(product: Product, forms: Sequence[Variant], *, rating_scale: float | None = None) -> dict[str, Any]:
    """One product with some of its forms, the featured one first.

    Args:
        product: the record.
        forms: of `forms_of`, one at least.
        rating_scale: the best rating that can be had in this catalog; None where it has none.
    """
    all_forms = forms_of(product)
    shown: dict[str, Any] = {
        "id": product.id,
        "title": safe(product.title) or product.id,
        "description": _description(product),
        "price_range": _range((form.price for form in all_forms), product.currency),
        "variants": [_variant_to_ucp(product, form) for form in forms],
    }
    if _is_address(product.url):
        shown["url"] = product.url
    if product.category:
        shown["categories"] = [{"value": safe(product.category), "taxonomy": "merchant"}]
    if any(form.reduction for form in all_forms):
        shown["list_price_range"] = _range((form.list_price or form.price for form in all_forms), product.currency)
    if _is_address(product.image):
        shown["media"] = [{"type": "image", "url": product.image, "alt_text": safe(product.title)}]
    if options := options_of(product):
        shown["options"] = [{"name": safe(name), "values": [{"label": safe(v)} for v in values]} for name, values in options]
    rating = product.attributes.get("rating")
    if rating_scale and isinstance(rating, (int, float)) and not isinstance(rating, bool) and 0 < rating <= rating_scale:
        shown["rating"] = {"value": float(rating), "scale_max": rating_scale} | _count(product.attributes.get("reviews"))
    if metadata := _metadata(product):
        shown["metadata"] = metadata
    return shown


def options_of(product: Product) -> list[tuple[str, list[str]]]:
    """What tells the variants of a product apart: each option with its values, in the record's order."""
    options: dict[str, dict[str, None]] = {}
    for form in product.variants:
        for name, value in form.options.items():
            options.setdefault(name, {})[value] = None
    return [(name, list(values)) for name, values in options.items()]


def _variant_to_ucp(product: Product, form: Variant) -> dict[str, Any]:
    title = " / ".join(safe(value) for value in form.options.values()) or safe(product.title) or form.id
    shown: dict[str, Any] = {
        "id": form.id,
        "title": title,
        "description": {"plain": title},
        "price": _price(form.price or 0.0, product.currency),
    }
    if form.reduction and form.list_price is not None:
        shown["list_price"] = _price(form.list_price, product.currency)
    if form.availability:
        shown["availability"] = {"available": bool(form.available), "status": _STATUSES[form.availability]}
    if form.options:
        shown["options"] = [{"name": safe(name), "label": safe(value)} for name, value in form.options.items()]
    if sku := form.codes.get("sku"):
        shown["sku"] = safe(sku)
    if barcodes := [{"type": _BARCODES[n], "value": safe(code)} for n, code in form.codes.items() if n in _BARCODES]:
        shown["barcodes"] = barcodes
    if form.image != product.image and _is_address(form.image):
        shown["media"] = [{"type": "image", "url": form.image, "alt_text": title}]
    if product.shop:
        shown["seller"] = {"name": safe(product.shop)}
    return shown


def _description(product: Product) -> dict[str, str]:
    text = safe_lines(product.description).strip()
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3].rstrip()}..."
    return {"plain": short or safe(product.title) or product.id}


def _price(amount: float, currency: str | None) -> dict[str, Any]:
    return {"amount": minor_units(amount, currency), "currency": currency or NO_CURRENCY}


def _range(amounts: Iterable[float | None], currency: str | None) -> dict[str, Any]:
    known = [amount for amount in amounts if amount is not None]
    return {"min": _price(min(known), currency), "max": _price(max(known), currency)}


def _metadata(product: Product) -> dict[str, Any]:
    attributes = {safe(name): _plain(value) for name, value in product.attributes.items() if name not in ("rating", "reviews")}
    brand = {"brand": safe(product.brand)} if product.brand else {}
    return brand | ({"attributes": attributes} if attributes else {})


def _plain(value: Value) -> Value | None:
    if isinstance(value, str):
        return safe(value)
    return value if isinstance(value, bool) or math.isfinite(value) else None


def _count(reviews: object) -> dict[str, int]:
    is_count = isinstance(reviews, (int, float)) and not isinstance(reviews, bool) and 0 <= reviews < 1e12
    return {"count": int(reviews)} if is_count else {}  # type: ignore[call-overload]


def _is_address(text: str | None) -> bool:
    """Whether a text is an address of the web, which alone may be handed on as one."""
    if not text or not text.isascii() or any(character.isspace() for character in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
