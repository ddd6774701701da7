"""What goes with a product, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shopcli.types.products import Product

Relation = Literal[
    "together",  # in baskets, more often than by chance
    "named",  # its record names the product
    "named back",  # the product's record names it
    "series",  # both bear one name of a series
    "for such",  # its record names the sort of thing that the product is
    "sort for such",  # what is called as it is, is for that sort of thing
]


@dataclass(frozen=True, slots=True)
class Complement:
    """A product that goes with another.

    Attributes:
        product: what goes with it.
        relation: how that is known.
        words: of the record that says so; the name of the series; the sort of thing that such products are for.
        both: how many baskets have both; of what is called so, how many say that they are for such a thing.
        all: how many baskets have the other product; how many are called so.
        lift: how many times as often both were bought together as they would be by chance; 0 where no baskets were counted.
        confidence: the share of the baskets with the other product that have this one too; 0 likewise.
        agrees: whether a measure that its record names is that of the other product.
    """

    product: Product
    relation: Relation
    words: str = ""
    both: int = 0
    all: int = 0
    lift: float = 0.0
    confidence: float = 0.0
    agrees: bool = False

    @property
    def source(self) -> Literal["baskets", "records"]:
        """What it is known by."""
        return "baskets" if self.relation == "together" else "records"
