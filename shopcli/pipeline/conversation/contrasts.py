"""What a difference between products is worth: how near it is to the need, and how far things of the kind differ by it.

The first is the encoder's nearness and the request's own fields; the second a statistic of the catalog: the share of the kind
that has the field, and how far its values go with the price (the rank correlation of numbers, the correlation ratio of words).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.pipeline.fields.story_facts import facts_told_of
from shopcli.pipeline.fields.telling_fields import telling_weight
from shopcli.pipeline.linking import EntityLinker
from shopcli.types import Attention, Fact, Need, Product

if TYPE_CHECKING:
    import numpy as np

_NEAR, _WITH_PRICE, _TELLING = 1.0, 0.6, 0.3  # what each counts
_LEAST, _YES_OR_NO = 0.03, 0.2  # of what is told: that it differs, and that one has what another has not
_FEWEST = 8  # products of a kind with a price, for a statistic of it
_NEIGHBOURS = 200  # products that stand for the kind where nothing names it
_MOST = 4000  # products that are looked at: more tell no more
_KNOWN, _FEWEST_ALIKE, _CLEARLY, _GRADES = 0.4, 2, 1.05, 8  # for a value to be a better grade of the same
_DRAWN = 0.25  # of the attention of a wish: less is no nearness


@dataclass(frozen=True)
class Contrasts:
    """What differences between some products are worth.

    Attributes:
        index: the open index.
        linker: what it knows of kinds.
        encode: vectors of what is looked for, (n, dim).
        attention: what the clauses of a need find among the facts of the product of an id.
        need: the request.
        products: those that are compared.
    """

    index: Index
    linker: EntityLinker
    encode: Callable[[Sequence[str]], np.ndarray]
    attention: Callable[[Need, str], Attention]
    need: Need
    products: Sequence[Product]
    _associations: dict[str, float] = field(default_factory=dict, repr=False)

    def worth(self, facts: Sequence[Fact]) -> float:
        """How much it helps to tell what one field says of each product; 0 and more."""
        name = facts[0].field
        if all(str(fact.value).removesuffix(".0") == product.id for product, fact in self._of_each(facts)):
            return 0.0  # a product's own number tells it from others, and says nothing of it
        telling = telling_weight(self.index, self.products, name) if self._stands_alone(name) else 0.0
        plain = _YES_OR_NO if all(fact.truth is not None for fact in facts) else _LEAST
        return plain + _NEAR * self.nearness(facts) + _WITH_PRICE * self.goes_with_price(name) + _TELLING * telling

    def nearness(self, facts: Sequence[Fact]) -> float:
        """How near a field is to what was asked for, 0 to 1: a wish is about it, attends to it, or was told near it."""
        wished = {clause.field for clause in (*self.need.clauses, *self.need.assumed) if clause.field}
        if facts[0].field in wished or (self.need.sort and self.need.sort.field == facts[0].field):
            return 1.0
        told = max((self.told_of.get(product.id, {}).get(fact, 0.0) for product, fact in self._of_each(facts)), default=0.0)
        drawn = max((self._drawn(product.id, fact) for product, fact in self._of_each(facts)), default=0.0)
        return max(told, drawn)

    def _of_each(self, facts: Sequence[Fact]) -> list[tuple[Product, Fact]]:
        return list(zip(self.products, facts, strict=True))

    @cached_property
    def told_of(self) -> Mapping[str, Mapping[Fact, float]]:
        """Of each product's id the facts that a stretch of the request comes near to, and how much."""
        return facts_told_of(self.index, self.need, self.products, self.encode)

    @cached_property
    def _attentions(self) -> Mapping[str, Attention]:
        return {product.id: self.attention(self.need, product.id) for product in self.products}

    def _drawn(self, product_id: str, fact: Fact) -> float:
        """The most attention that an answered wish pays to a fact."""
        attention = self._attentions[product_id]
        place = next((n for n, one in enumerate(attention.facts) if (one.field, one.value) == (fact.field, fact.value)), None)
        if place is None:
            return 0.0
        rows = zip(attention.clauses, attention.weights, strict=True)
        drawn = max((row[place] for clause, row in rows if clause.kind not in ("topic", "exclude")), default=0.0)
        return drawn if drawn >= _DRAWN else 0.0

    # --- the kind

    @cached_property
    def _rows(self) -> np.ndarray:
        """The products of the kind of those compared, ascending: of the thing asked for, else of their category, else all."""
        import numpy as np

        topic = next((clause.says for clause in self.need.clauses if clause.kind == "topic" and clause.op is None), "")
        own = [self.index.row(product.id) for product in self.products]
        rows = self.linker.named(topic).rows if topic else np.zeros(0, np.int64)
        if len(rows) < _FEWEST or not np.isin(own, rows).all():
            rows = self._of_category(own)
        return rows[:: -(-len(rows) // _MOST)]

    def _of_category(self, own: Sequence[int]) -> np.ndarray:
        """The products of their one category; else those whose meaning is nearest to theirs."""
        import numpy as np

        codes = self.index.columns.codes("category")
        of_own = set(codes[own].tolist())
        rows = np.flatnonzero(np.isin(codes, list(of_own))) if len(of_own) == 1 and -1 not in of_own else np.zeros(0, np.int64)
        if len(rows) >= _FEWEST:
            return rows
        vectors = self.index.vectors.rows(np.arange(len(self.index)))
        near = vectors @ vectors[list(own)].sum(axis=0)
        return np.sort(np.argsort(-near)[:_NEIGHBOURS])

    def _stands_alone(self, name: str) -> bool:
        return name in self.index.columns and self.index.columns.kind(name) != "text"

    def goes_with_price(self, name: str) -> float:
        """How far a field's values go with the price among things of the kind, 0 to 1, times the share that has it."""
        if name not in self._associations:
            self._associations[name] = self._association(name)
        return self._associations[name]

    def leaning(self, facts: Sequence[Fact]) -> int | None:
        """The place of the value whose like costs clearly more among things of the kind; None where that is not known."""
        import numpy as np

        name = facts[0].field
        if self.goes_with_price(name) < _KNOWN or any(fact.truth is not None for fact in facts):
            return None
        rows, column = self._rows, self.index.columns.get(name)
        graded = np.unique(self.index.columns.codes(name)[rows]) if column.choices else ()
        if len(graded) < _GRADES:  # of a few sorts the dearer is another sort, and no better one
            return None
        codes, prices = self.index.columns.codes(name)[rows], self.index.columns.dense("price")[rows]
        own = [self.index.columns.codes(name)[self.index.row(product.id)] for product in self.products]
        of_each = [prices[(codes == code) & np.isfinite(prices)] for code in own]
        if any(len(some) < _FEWEST_ALIKE for some in of_each):
            return None
        typical = [float(np.median(some)) for some in of_each]
        best = int(np.argmax(typical))
        return best if typical[best] > _CLEARLY * sorted(typical)[-2] else None

    def _association(self, name: str) -> float:
        import numpy as np

        if name not in self.index.columns:
            return 0.0
        rows, prices = self._rows, self.index.columns.dense("price")[self._rows]
        numbers = self.index.columns.dense(name)[rows]
        codes = self.index.columns.codes(name)[rows]
        has_numbers = np.isfinite(numbers).sum() >= max(_FEWEST, np.sum(codes >= 0) // 2)
        said = (np.isfinite(numbers) if has_numbers else codes >= 0) & np.isfinite(prices)
        if said.sum() < _FEWEST:
            return 0.0
        filled = float(said.sum()) / len(rows)
        ranks = _ranks(prices[said])
        if has_numbers:
            return filled * abs(_correlation(_ranks(numbers[said]), ranks))
        return filled * _correlation_ratio(codes[said], ranks)


def _ranks(values: np.ndarray) -> np.ndarray:
    """The place of each value in the order of all, those alike at the mean of their places, (n,)."""
    import numpy as np

    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2.0)[inverse]


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson's of two of length n; 0 where one is the same throughout."""
    one, other = one - one.mean(), other - other.mean()
    scale = float((one @ one) * (other @ other)) ** 0.5
    return float(one @ other) / scale if scale else 0.0


def _correlation_ratio(codes: np.ndarray, ranks: np.ndarray) -> float:
    """The root of the share of the ranks' variance that lies between the groups of a code (epsilon squared, which groups of
    one cannot raise), 0 to 1."""
    import numpy as np

    groups, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    free = len(ranks) - len(groups)
    whole = float(((ranks - ranks.mean()) ** 2).sum())
    if free < 1 or len(groups) < 2 or not whole:
        return 0.0
    means = np.bincount(inverse, ranks) / counts
    within = float(((ranks - means[inverse]) ** 2).sum())
    share = 1 - (within / free) / (whole / (len(ranks) - 1))
    return max(0.0, share) ** 0.5
