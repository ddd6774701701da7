"""Learning from a history: the recommenders as they would have stood at moments past, the blend by what came then, all anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopcli.pipeline.personal.learned import Learned
from shopcli.pipeline.personal.recommenders.blend import Examples, examples_of, joined, learn_blend, windows_before
from shopcli.pipeline.personal.recommenders.interactions import Interactions
from shopcli.pipeline.personal.recommenders.sequence_model import SequenceSettings
from shopcli.pipeline.personal.recommenders.signals import learn_recommenders

if TYPE_CHECKING:
    import numpy as np

__all__ = ["learn_from"]

OnProgress = Callable[[str, int, int], None]


def learn_from(
    interactions: Interactions,
    vectors: np.ndarray | None,
    settings: SequenceSettings | None = None,
    on_progress: OnProgress = lambda what, done, total: None,
) -> tuple[Learned, Examples]:
    """Learn from a history all that recommends.

    Args:
        interactions: what lies before the moment; nothing of what comes after it is looked at.
        vectors: (products, dim) the products' texts as unit vectors; None where there is no index.
        settings: of the sequence model.
        on_progress: told (what is being learned, steps done, of how many).

    Returns:
        What was learned, and the examples that the blend was learned from.
    """
    settings, history = settings or SequenceSettings(), interactions.history
    windows = windows_before(interactions.now, interactions.pace_days)
    total, examples = (len(windows) + 1) * settings.epochs, []
    for number, (start, end) in enumerate(windows):
        past = Interactions.at(history, start, interactions.pace_days)
        if not len(past.history):
            continue
        recommenders = learn_recommenders(past, vectors, settings, _told(on_progress, number * settings.epochs, total))
        examples.append(examples_of(recommenders, history, end))
    now = learn_recommenders(interactions, vectors, settings, _told(on_progress, len(windows) * settings.epochs, total))
    together = joined([one for one in examples if len(one.bought)])
    return Learned(now, learn_blend(together)), together


def _told(on_progress: OnProgress, before: int, total: int) -> Callable[[int, int], None]:
    return lambda done, _: on_progress("history", before + done, total)
