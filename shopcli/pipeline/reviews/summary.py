"""Opinion summary (Hu and Liu 2004): a product's reviews as remarks with feelings, counted by review and by aspect."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from shopcli.index import Index
from shopcli.pipeline.linking import EntityLinker
from shopcli.pipeline.reviews.aspects import AspectTerms
from shopcli.pipeline.reviews.feelings import FeelingClassifier, shipped_feelings
from shopcli.pipeline.reviews.opinions import is_opinion, is_quotable
from shopcli.pipeline.reviews.statements import reviews_of, statements_of
from shopcli.types import Aspect, Product, Remark, ReviewSummary

_MOST_STARS = 5.0


@dataclass
class ReviewReader:
    """What reads the reviews of one index.

    Attributes:
        index: the open index.
        linker: what its words mean.
        classifier: opens what tells feelings apart.
    """

    index: Index
    linker: EntityLinker
    classifier: Callable[[], FeelingClassifier] = shipped_feelings
    _read: dict[str, ReviewSummary] = field(default_factory=dict, repr=False)
    _terms: AspectTerms | None = field(default=None, repr=False)

    def summary(self, product: Product) -> ReviewSummary:
        """What the reviews of a product say; of the same product the same again."""
        if product.id not in self._read:
            self._read[product.id] = self._summarised(product)
        return self._read[product.id]

    def is_whole(self, product: Product) -> bool:
        """Whether the encoders that read a product's reviews are at hand."""
        return self.classifier().is_whole(reviews_of(product))

    def _summarised(self, product: Product) -> ReviewSummary:
        reviews = reviews_of(product)
        rating = product.attributes.get("rating")
        stars = rating if isinstance(rating, float) and 0 < rating <= _MOST_STARS else None
        if not reviews:
            return ReviewSummary(product, 0, (), (), stars)
        said = [(number, text) for number, review in enumerate(reviews, start=1) for text in statements_of(review)]
        feelings = self.classifier().feelings([text for _, text in said])
        terms = self._aspect_terms()
        remarks, words = [], defaultdict[str, Counter[str]](Counter)
        for (number, text), feeling in zip(said, feelings, strict=True):
            if not is_opinion(text):
                feeling = "neither"
            found = terms.of(text, product)
            for key, word in found.items():
                words[key][word] += 1
            remarks.append(Remark(number, text if is_quotable(text) else "", feeling, frozenset(found)))
        aspects = [
            Aspect(counts.most_common(1)[0][0], tuple(remark for remark in remarks if key in remark.aspects))
            for key, counts in words.items()
        ]
        aspects.sort(key=lambda aspect: -len({remark.review for remark in aspect.remarks}))
        return ReviewSummary(product, len(reviews), tuple(remarks), tuple(aspects), stars)

    def _aspect_terms(self) -> AspectTerms:
        if self._terms is None:
            self._terms = AspectTerms(self.index, self.linker)
        return self._terms
