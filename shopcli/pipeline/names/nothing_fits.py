"""The odds that nothing fits: that a thing is not sold of which no name is known here, or that no product grants a wish.

Two logistic regressions on the requests of 28 shops. What tells most is how somebody asks: who asks whether a thing is sold
doubts it, while who states an amount takes the trade of the shop for granted, so that what was taken for the thing is another
word of the request ("it's going on a flimsy plasterboard wall, under 7 kilos").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log1p

from shopcli.need.questions import LONGEST_QUESTION, find_question
from shopcli.util.lazy_regex import pattern

_SENTENCE_END = pattern(r"(?<=[.?!。？！])\s*")
_PART_END = pattern(r"[,;:，；：]\s*")
_OF_A_THOUSAND = 1000
# Of 26 requests for what is not sold, each shop's told by what was learned of the others, 24 are recognised, and 12 to 14 for
# what is sold are denied, out of those whose thing no kind goes by; by names and nearness alone 18 and 15. Of 69 requests asked
# of a shop of another trade, which count .3 each, 58 to 63 are recognised, and 66.
_THING_AT_FIRST, _THING_ENOUGH = -2.5, -0.6
_WISH_AT_FIRST, _WISH_ENOUGH = -4.6, -0.2


@dataclass(frozen=True, slots=True)
class ThingAskedFor:
    """What tells whether a thing that no kind of a catalog goes by is not sold there.

    Attributes:
        is_asked: whether the request asks whether something is sold.
        is_limited: whether it says something that a field decides.
        is_known: whether the thesaurus has the thing.
        is_missing: whether names and meaning speak against it.
        is_granted: whether a product grants one of the wishes beside it.
        opens: whether the request begins with it, in four words and without a comma before.
        cover: the share of the request that it takes.
        share: the share of the products that say it.
    """

    is_asked: bool
    is_limited: bool
    is_known: bool
    is_missing: bool
    is_granted: bool
    opens: bool
    cover: float
    share: float

    @property
    def is_not_sold(self) -> bool:
        """Whether it is told that nothing goes by its name."""
        odds = (
            _THING_AT_FIRST
            + 2.2 * self.is_asked
            - 0.7 * self.is_limited
            + 1.75 * self.is_known
            + 2.2 * self.is_missing
            - 1.05 * self.is_granted
            + 0.6 * self.opens
            + 1.75 * self.cover
            - 0.27 * log1p(_OF_A_THOUSAND * self.share)
        )
        return odds >= _THING_ENOUGH


def is_never_granted(*, is_asked: bool, is_of_nothing: bool, is_long: bool, is_situation: bool, stands_before: bool) -> bool:
    """Whether a wish that no product of the kind says is told to be granted by none.

    Of 31 requests that nothing fits, and whose wishes records could tell, 15 are recognised, each shop's by what was learned of
    the others, and 3 of 344 that have answers are denied.

    Args:
        is_asked: whether the request asks whether something is sold.
        is_of_nothing: whether no product of the whole catalog has one of its words.
        is_long: whether it is a sentence.
        is_situation: whether it names a person, an occasion or a place.
        stands_before: whether it stands right before the thing.
    """
    odds = _WISH_AT_FIRST + 3.4 * is_asked + 0.95 + 0.95 * is_of_nothing - 1.05 * is_long - 0.45 * is_situation
    return odds + 0.5 * stands_before >= _WISH_ENOUGH


@lru_cache(maxsize=64)
def asks_whether(query: str) -> bool:
    """Whether a request asks, in any of its sentences, whether something is sold: "hi, do you sell lamps? I moved in"."""
    parts = [query, *_SENTENCE_END.split(query[:LONGEST_QUESTION])]
    parts += [part[match.end() :] for part in parts[1:] for match in _PART_END.finditer(part)]
    found = (find_question(part.strip()) for part in dict.fromkeys(parts) if part.strip())
    return any(question is not None and question.kind == "any" for question in found)
