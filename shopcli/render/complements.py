"""What goes with a product: each with its price and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from shopcli.render import words
from shopcli.render.answer import MARK, QUIET
from shopcli.render.layout import MEASURE, hang, wrap
from shopcli.text.safe import safe
from shopcli.types import Complement, Product

Told = Sequence[tuple[Complement, str]]  # each with the sentence that says why


def plain_complements(heading: str, told: Told) -> Iterator[str]:
    """One line for each, with what it costs, its id and why."""
    yield safe(heading)
    for number, (complement, why) in enumerate(told, start=1):
        product = complement.product
        named = f"{number}. {safe(product.title)}, {words.price_of(product)} (id {safe(product.id)})"
        yield f"{named}. {safe(why)}"


def rich_complements(heading: str, told: Told, width: int) -> Iterator[RenderableType]:
    """The titles with prices; below each, quietly, why and its id."""
    measure = min(width, MEASURE)
    yield from wrap(Text(safe(heading)), measure)
    for number, (complement, why) in enumerate(told, start=1):
        product = complement.product
        yield Text()
        price = Text(words.price_of(product), style=MARK if product.price is not None else QUIET)
        title = Text.assemble((safe(product.title), "bold"), "  ", price)
        yield from hang(Text(f"{number} "), title, measure)
        yield from hang(Text("  "), Text(f"{safe(why)} ({safe(product.id)})", style=QUIET), measure)


def complements_to_dict(product: Product, told: Told) -> dict[str, Any]:
    """What goes with a product, as programs read it."""
    return {
        "id": product.id,
        "title": product.title,
        "by": told[0][0].source if told else None,
        "results": [_to_dict(rank, complement, why) for rank, (complement, why) in enumerate(told, start=1)],
    }


def _to_dict(rank: int, complement: Complement, why: str) -> dict[str, Any]:
    product = complement.product
    counted = {"lift": round(complement.lift, 2), "confidence": round(complement.confidence, 4)}
    return {
        "rank": rank,
        "id": product.id,
        "title": product.title,
        "brand": product.brand,
        "price": product.price,
        "currency": product.currency,
        "available": product.available,
        "by": complement.source,
        "relation": complement.relation,
        "words": complement.words or None,
        "support": complement.both if complement.all else None,
        "of": complement.all or None,
        **(counted if complement.source == "baskets" else dict.fromkeys(counted)),
        "why": why,
    }
