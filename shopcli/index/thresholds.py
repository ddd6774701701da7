"""The sizes at which a build does otherwise than for a small catalog."""

from __future__ import annotations

from dataclasses import dataclass

from shopcli.index.kinds.learner import LEARNED_FROM
from shopcli.index.parts.postings import POSTINGS_AT_ONCE
from shopcli.index.parts.vectors import EXACT_UP_TO
from shopcli.index.storage.vector_cache import TEXTS_AT_ONCE


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a build changes its ways.

    Attributes:
        worth_updating: products from which on an index is brought up to date. A smaller one is built anew in seconds, and a few
            products change what it teaches.
        most_changed: the share of the products that taught an index its kinds, units and words that may change before all is
            learned anew.
        learned_from: products that kinds are learned from, at the most.
        texts_at_once: texts that are embedded before they are put on disk.
        postings_at_once: postings that are sorted, or merged, at once.
        exact_up_to: products beyond which a search looks at the likely vectors only.
    """

    worth_updating: int = 2000
    most_changed: float = 0.1
    learned_from: int = LEARNED_FROM
    texts_at_once: int = TEXTS_AT_ONCE
    postings_at_once: int = POSTINGS_AT_ONCE
    exact_up_to: int = EXACT_UP_TO


THRESHOLDS = Thresholds()
