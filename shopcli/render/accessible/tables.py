"""What is a table elsewhere, as lines of ``name: value``: products compared, what goes with one, and text set in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shopcli.render import words
from shopcli.render.comparison import HEADINGS, by_state, rows_of
from shopcli.text.safe import safe, shorten
from shopcli.types import Complement, Fact, Product

_NOT_SAID = "not said"
_GAP = re.compile(r" {2,}")
_COUNT = re.compile(r"[\d,.]+\Z")


def spoken_comparison(products: Sequence[Product], facts: Sequence[Sequence[Fact]] | None = None) -> Iterator[str]:
    """The titles by number, then each field once for each product, or once for all that say the same."""
    for rank, product in enumerate(products, start=1):
        yield f"{rank}. {shorten(product.title, 200)}"
    for state, rows in by_state(rows_of(products, facts)):
        yield f"{HEADINGS[state]}:"
        for row in rows:
            if state == "same":
                yield f"{row.label}: {row.cells[0]}"
                continue
            yield from (f"{row.label} of {rank}: {cell or _NOT_SAID}" for rank, cell in enumerate(row.cells, start=1))


def spoken_complements(heading: str, told: Sequence[tuple[Complement, str]]) -> Iterator[str]:
    """What goes with a product: title, price, id and why."""
    yield safe(heading)
    for number, (complement, why) in enumerate(told, start=1):
        yield f"{number}. {safe(complement.product.title)}"
        yield f"Price: {words.price_of(complement.product)}"
        yield f"Why: {safe(why)}"
        yield f"Id: {safe(complement.product.id)}"


def spoken_lines(text: str) -> Iterator[str]:
    """Text that may be set in columns, without them: the first of a line's cells is its name, or what a count counts."""
    for line in text.split("\n"):
        name, *rest = _GAP.split(line.strip())
        if len(rest) == 1 and _COUNT.match(name):
            yield f"{rest[0]}: {name}"
        elif rest:
            yield f"{name.rstrip(':')}: {', '.join(rest)}"
        elif name:
            yield name
