"""Records as programs read them: one product whole, and products field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from shopcli.render.as_json import sentence_to_dict, variant_to_dict
from shopcli.render.comparison import by_state, rows_of
from shopcli.types import Fact, Product, Sentence, show_value


def product_to_dict(product: Product, facts: Sequence[Fact]) -> dict[str, Any]:
    """All that the catalog says of one product.

    Args:
        product: the record.
        facts: all that may be said of it.
    """
    return {
        "id": product.id,
        "title": product.title,
        "description": product.description,
        "brand": product.brand,
        "category": product.category,
        "price": product.price,
        "currency": product.currency,
        "list_price": product.list_price,
        "reduction": product.reduction,
        "available": product.available,
        "availability": product.availability,
        "shop": product.shop,
        "url": product.url,
        "image": product.image,
        "codes": dict(product.codes),
        "attributes": dict(product.attributes),
        "variants": [variant_to_dict(variant) for variant in product.variants],
        "facts": [
            {"field": fact.field, "text": show_value(fact.value, fact.unit), "value": fact.value, "unit": fact.unit}
            for fact in facts
        ],
    }


def comparison_to_dict(
    products: Sequence[Product], facts: Sequence[Sequence[Fact]], verdict: Iterable[Sentence]
) -> dict[str, Any]:
    """Products field by field, what differs first.

    Args:
        products: two or more.
        facts: of each.
        verdict: what sets them apart.
    """
    return {
        "products": [product_to_dict(product, said) for product, said in zip(products, facts, strict=True)],
        "fields": [
            {"field": row.label, "values": list(row.cells), "verdict": state}
            for state, rows in by_state(rows_of(products, facts))
            for row in rows
        ],
        "verdict": [sentence_to_dict(sentence) for sentence in verdict],
    }
