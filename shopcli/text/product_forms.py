"""What the forms of a product have between them: the values of their options, and whether all are reduced alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopcli.types import Product


def option_values(product: Product, *, every: bool = False) -> Mapping[str, Sequence[str]]:
    """The values of each option, each once: of the forms that can be had, or of ``every`` one."""
    values: dict[str, dict[str, None]] = {}
    for variant in product.variants if every else product.forms:
        for name, value in variant.options.items():
            values.setdefault(name, {})[value] = None
    return {name: list(listed) for name, listed in values.items()}


def is_reduced(product: Product) -> bool:
    """Whether the reduction is one of the record as a whole: of the form that it speaks of, or the same for all."""
    offers = set() if product.form else {(variant.price, variant.list_price) for variant in product.forms}
    return product.reduction is not None and len(offers) < 2
