"""How near words of a request come to the facts of a record, beside what comes near to these by chance.

Some facts are near to nearly everything, a bare price or a weight, and others to hardly anything. So nearness is told as a
standard score: in spreads of what the fact reaches with wishes of any trade (cohort normalisation, as in telling speakers).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shopcli.config import cache_dir
from shopcli.index import Index
from shopcli.need.thesaurus import open_thesaurus
from shopcli.util.kept_array import kept_array

if TYPE_CHECKING:
    import numpy as np

_COHORT = 60  # entries of a file of the thesaurus, spread evenly over it
_OF_THE_TRADE = 0.5  # of what the facts of a record come to in the median, off each
_LEAST_SPREAD = 0.02  # of cosines: what differs by less than that says nothing by it


def standard_scores(
    index: Index, asked: np.ndarray, keys: np.ndarray, encode: Callable[[Sequence[str]], np.ndarray]
) -> np.ndarray:
    """How near each text comes to each fact, (n_asked, n_facts), in spreads of what comes near by chance, whose mean is 0.

    Args:
        index: the open index, whose encoder made all vectors.
        asked: of what is looked for, (n_asked, dim).
        keys: of facts, (n_facts, dim).
        encode: vectors of what is looked for, (n, dim).
    """
    import numpy as np

    by_chance = _cohort_vectors(index, encode) @ keys.T
    spread = np.maximum(by_chance.std(axis=0), _LEAST_SPREAD)
    scores = np.asarray((asked @ keys.T - by_chance.mean(axis=0)) / spread)
    # What most facts of a record come to, a stretch has in common with its trade.
    return scores - _OF_THE_TRADE * np.maximum(np.median(scores, axis=1, keepdims=True), 0.0)


def _cohort_vectors(index: Index, encode: Callable[[Sequence[str]], np.ndarray]) -> np.ndarray:
    """The vectors of wishes of any trade, from the user's cache."""
    manifest, digest = index.manifest, open_thesaurus().digest
    path = cache_dir() / f"thesaurus-{digest}-wishes-{manifest.embedder_digest[:16]}-{manifest.dim}.npy"
    return kept_array(path, lambda: encode(_cohort()), precision="float16")


def _cohort() -> list[str]:
    """Purposes and wishes of any trade, in English."""
    found: list[str] = []
    for file in ("purposes", "wishes"):
        phrases = [phrases[0] for phrases in open_thesaurus().english_phrases(file) if phrases]
        found += phrases[:: max(1, len(phrases) // _COHORT)]
    return found
