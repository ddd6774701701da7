"""Learning what is kept, and forgetting somebody: out of the history, and out of all that was learned of it.

What was learned of a history hangs on it alone. So whoever is taken out is forgotten by learning anew from what is left, and
the files are then, byte for byte, those of a shop where they have never been.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from shopcli.index import Index
from shopcli.pipeline.personal.history import History, history_path
from shopcli.pipeline.personal.learned import Learned, learned_path
from shopcli.pipeline.personal.learning import learn_from
from shopcli.pipeline.personal.profile import Profile
from shopcli.pipeline.personal.recommenders.blend import Examples
from shopcli.pipeline.personal.recommenders.content import vectors_of
from shopcli.pipeline.personal.recommenders.interactions import Interactions
from shopcli.pipeline.personal.recommenders.item_to_item import import_implicit
from shopcli.pipeline.personal.recommenders.sequence_model import SequenceSettings
from shopcli.util.threads import one_thread

__all__ = ["Forgotten", "OnProgress", "forget", "learn_and_keep", "learned_from"]

OnProgress = Callable[[str, int, int], None]


class Forgotten(NamedTuple):
    """How many lines are gone, and what else is to be said."""

    purchases: int
    says: str


def learn_and_keep(
    history: History,
    index: Index | None,
    on_progress: OnProgress = lambda what, done, total: None,
    settings: SequenceSettings | None = None,
) -> str:
    """Learn from a history that lies in its file, and keep what was learned; what was learned before is gone at once.

    Args:
        history: as it was written.
        index: by which texts of products are compared; None does without.
        on_progress: told (what is being learned, steps done, of how many).
        settings: of the sequence model.

    Returns:
        What was learned, in a sentence.

    Raises:
        ShopcliError: the package implicit is missing.
    """
    learned_path().unlink(missing_ok=True)
    learned, examples = learned_from(history, index, on_progress, settings)
    learned.write()
    n_customers = int(examples.bought.any(1).sum()) if len(examples.bought) else 0
    if not learned.blend.is_learned:
        return f"Learned: item to item alone, since too few customers ({n_customers}) came back for something new lately."
    return f"Learned: ten recommenders, and how they add up, by what {n_customers:,} returning customers bought next."


def learned_from(
    history: History, index: Index | None, on_progress: OnProgress, settings: SequenceSettings | None
) -> tuple[Learned, Examples]:
    """What is learned of a history, the same whenever and wherever, and the examples that it is blended by.

    Raises:
        ShopcliError: the package implicit is missing.
    """
    import_implicit()
    vectors = None if index is None else vectors_of(index, history.products)
    with one_thread():  # so that sums are added up in one order
        return learn_from(Interactions.at(history), vectors, settings, on_progress)


def forget(
    customer: str,
    index: Index | None,
    on_progress: OnProgress = lambda what, done, total: None,
    settings: SequenceSettings | None = None,
) -> Forgotten:
    """Take a customer out of the history, and learn anew where something was learned.

    Raises:
        UsageError: nobody of that name is in the history.
    """
    before = History.open()
    after = before.without(customer)
    was_learned = learned_path().is_file()
    learned_path().unlink(missing_ok=True)
    if len(after):
        after.write()
    else:
        history_path().unlink()
    says = learn_and_keep(after, index, on_progress, settings) if was_learned and len(after) else ""
    if Profile.is_kept(customer):
        says = f"{says} A profile of that name is still there: shopcli privacy forget {customer} removes both.".strip()
    return Forgotten(len(before) - len(after), says)
