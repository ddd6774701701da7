"""What the re-ranking learns from needs whose right products people have named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.train.evaluation.matching import read_needs
from shopcli.train.examples import CANDIDATES, Example, subset


def from_needs(advisor: Advisor, path: Path) -> Iterator[Example]:
    """Examples of needs whose right products are known, judged among what misses as little as the best of these does.

    What is ordered, asked of the catalog, or answered by nothing teaches no order.

    Raises:
        UsageError: the file cannot be read, or no line of it is a need.
    """
    import numpy as np

    ids = list(advisor.index.records.ids)
    for judged in read_needs(path)[0]:
        need = advisor.understand(judged.query)
        if judged.none or judged.answer is not None or need.sort is not None:
            continue
        candidates, signals = advisor.signals(need, wanted=CANDIDATES)
        is_right = np.asarray([ids[int(row)] in judged.right for row in candidates.rows], bool)
        misses = np.asarray([2 * len(missed) for missed in candidates.unmet], int) + candidates.off_topic
        is_maybe = np.asarray([ids[int(row)] in judged.maybe for row in candidates.rows], bool)
        kept = ~is_maybe & (misses == min(misses[is_right], default=-1))
        if is_right[kept].any() and not is_right[kept].all():
            name = f"{advisor.index.folder.name}, needs"
            yield Example(name, judged.query, subset(signals, kept), is_right[kept].astype(np.float32), graded=True)
