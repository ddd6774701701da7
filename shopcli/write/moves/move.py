"""Rhetorical moves: what the advice does, one sentence each, with all that the sentence may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shopcli.types import Fact, Product
from shopcli.write.wording.phrases import Phrases

MoveKind = Literal[
    "pick", "reason", "only", "limit", "gift", "drawback", "buyer", "complaint", "maker", "rating", "low_rating",
    "cheaper", "dearer", "same_price", "alternative", "difference", "rated_above", "rated_below", "misses", "unsure", "gains",
    "warning", "free", "nearest", "covered", "cheapest", "dearest", "best_rated", "silent",
    "unknown", "short", "shortfall", "aside", "not_sold", "instead", "unavailable", "question",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """One sentence to be written.

    Attributes:
        kind: what it does, which is also the section of the frame bank.
        products: whom it speaks of, the subject first.
        facts: by slot ("a1", "b1" ...) the fact in all its wordings; ``a`` is the product recommended, ``b`` an alternative,
            ``c`` one that is warned of, ``d`` how the alternative differs.
        words: by slot ("A", "A.price", "use" ...) what stands there.
        worth: how much it helps, 0 to 1, higher is more; what is worth too little is left out where words are many.
        quotes: facts whose words it may say as they stand, a buyer's or the maker's.
        why: the slots of facts that answer a wish; only behind these may a sentence say "because".
    """

    kind: MoveKind
    products: tuple[Product, ...]
    facts: Mapping[str, Phrases] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    worth: float = 1.0
    quotes: tuple[Fact, ...] = ()
    why: frozenset[str] = frozenset()

    @property
    def cites(self) -> tuple[str, ...]:
        """The ids of the products that it speaks of."""
        return tuple(product.id for product in self.products)

    @property
    def roles(self) -> Mapping[str, Product]:
        """The products by the letters of the slots that speak of them."""
        return dict(zip(_LETTERS.get(self.kind, "A"), self.products, strict=False))


# Whose slots a move's products fill, in their order, where it is not about what is recommended alone.
_LETTERS: Mapping[str, str] = {
    **dict.fromkeys(("cheaper", "dearer", "same_price", "alternative", "difference"), "BA"),
    **dict.fromkeys(("rated_above", "rated_below", "misses", "unsure", "gains"), "BA"),
    "warning": "CA",
}
