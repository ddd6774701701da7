"""What the reviews of a product say: each remark with its feeling, counted by review and by aspect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from shopcli.types.products import Product

Feeling = Literal["praise", "complaint", "neither"]
FEELINGS: tuple[Feeling, ...] = get_args(Feeling)


@dataclass(frozen=True, slots=True)
class Remark:
    """A statement of a review.

    Attributes:
        review: the number of the review that makes it, from 1, in the catalog's order.
        text: its words as they stand; empty where they are not to be quoted.
        feeling: what it comes to.
        aspects: keys of the aspects that it speaks of.
    """

    review: int
    text: str
    feeling: Feeling
    aspects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Aspect:
    """A part or a property of a product that reviews speak of, as they call it, with what they say of it."""

    name: str
    remarks: tuple[Remark, ...]

    def reviews(self, feeling: Feeling) -> tuple[int, ...]:
        """The numbers of the reviews that feel so about it."""
        return reviews_that(feeling, self.remarks)


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """All reviews of a product.

    Attributes:
        product: whose.
        size: how many reviews its record has.
        remarks: what they say, in order.
        aspects: what they speak of, what most reviews speak of first.
        stars: how buyers rate it, of five; None where the record does not say.
    """

    product: Product
    size: int
    remarks: tuple[Remark, ...]
    aspects: tuple[Aspect, ...] = ()
    stars: float | None = None

    def reviews(self, feeling: Feeling) -> tuple[int, ...]:
        """The numbers of the reviews that feel so, at least in one remark; ``neither`` of those that feel nothing at all."""
        if feeling == "neither":
            felt = {*self.reviews("praise"), *self.reviews("complaint")}
            return tuple(number for number in range(1, self.size + 1) if number not in felt)
        return reviews_that(feeling, self.remarks)


def reviews_that(feeling: Feeling, remarks: Iterable[Remark]) -> tuple[int, ...]:
    """The numbers of the reviews of which a remark feels so, each once, in order."""
    return tuple(sorted({remark.review for remark in remarks if remark.feeling == feeling}))
