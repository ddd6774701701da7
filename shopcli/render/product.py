"""One product's page: what the record says, all of it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from shopcli.render import words
from shopcli.render.answer import MARK, QUIET
from shopcli.render.layout import MEASURE, hang, joined, table, wrap
from shopcli.text.safe import safe
from shopcli.types import Fact, Product, show_value

_SHOWN_ABOVE = ("title", "description", "price", "brand", "category")


def plain_product(product: Product, facts: Sequence[Fact]) -> Iterator[str]:
    """One line for each thing that the record says."""
    yield words.full_stop(safe(product.title))
    yield f"Price: {words.price_of(product)}"
    for label, value in _names(product):
        yield f"{label}: {value}"
    if product.description:
        yield f"Description: {safe(product.description)}"
    details, having, lacking = _grouped(facts)
    yield from (f"{label}: {value}" for label, value in details)
    if having:
        yield f"Yes: {', '.join(having)}"
    if lacking:
        yield f"No: {', '.join(lacking)}"
    for variant in product.variants:
        said = "; ".join(filter(None, words.variant_line(variant, product.currency)))
        yield words.full_stop(f"Variant {safe(variant.id)}: {said}")


def rich_product(product: Product, facts: Sequence[Fact], width: int) -> Iterator[RenderableType]:
    """Title and price, the description, then the facts: details in two columns, yes and no as lists."""
    measure = min(width, MEASURE)
    yield from wrap(Text(safe(product.title), style="bold"), measure)
    yield Text(words.price_of(product), style=MARK if product.price is not None else QUIET)
    if product.description:
        yield Text()
        yield from wrap(Text(safe(product.description)), measure)
    details, having, lacking = _grouped(facts)
    yield Text()
    grid = table("", "")
    for label, value in [*_names(product), *details]:
        grid.add_row(Text(label, style=QUIET), Text(value))
    yield grid
    for glyph, style, named in (("✓", "green", having), ("✗", "red", lacking)):
        if named:
            yield Text()
            yield from hang(Text(f"{glyph} ", style=style), joined(named), measure)
    if product.variants:
        yield Text()
        listed = table("variant", "price", "stock", "id")
        for variant in product.variants:
            listed.add_row(*map(Text, words.variant_line(variant, product.currency)), Text(safe(variant.id), style=QUIET))
        yield listed


def _names(product: Product) -> list[tuple[str, str]]:
    named = [("Brand", product.brand), ("Category", product.category), ("Id", product.id), ("Shop", product.shop)]
    named += [("Link", product.url), ("Picture", product.image)]
    return [(label, safe(value)) for label, value in named if value]


def _grouped(facts: Sequence[Fact]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """What has a value, what is so, and what is not."""
    below = [fact for fact in facts if fact.field not in _SHOWN_ABOVE]
    valued = [fact for fact in below if not isinstance(fact.value, bool)]
    details = [(safe(fact.label), safe(show_value(fact.value, fact.unit))) for fact in valued]
    having, lacking = ([safe(fact.label) for fact in below if fact.value is truth] for truth in (True, False))
    return details, having, lacking
