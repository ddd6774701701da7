"""What ``shopcli train rerank`` does: weights of the re-ranking, learned from any catalogs, and what they are worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.errors import UsageError
from shopcli.rerank import RankWeights
from shopcli.train.examples import Example, from_facts, from_searches, near_synonyms
from shopcli.train.fit import fit
from shopcli.train.judged_needs import from_needs
from shopcli.train.requests import RequestMaker
from shopcli.train.validate import FOLDS, by_retrieval, cross_validated, interval, judged, unseen_source


@dataclass(frozen=True, slots=True)
class Worth:
    """What learning is worth on the examples of one source; each number is a mean quality, 0 to 1, higher is better.

    Attributes:
        source: a catalog, or a file of graded searches.
        n: how many examples.
        retrieval: in the order of retrieval.
        start: under the weights that learning began with.
        held_out: under weights found without the example's fold.
        interval: the 95 % interval of ``held_out`` less ``start``, by the paired bootstrap.
        unseen: under weights found on the other sources only; None where there is no other.
    """

    source: str
    n: int
    retrieval: float
    start: float
    held_out: float
    interval: tuple[float, float]
    unseen: float | None


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights, found on all examples, and what learning them is worth on examples held out."""

    weights: RankWeights
    worth: tuple[Worth, ...]


def examples_of(advisor: Advisor, searches: Sequence[Path], n: int, seed: int, needs: Path | None = None) -> Iterator[Example]:
    """Requests made from an index's facts, its graded searches, and needs whose right products are known.

    Raises:
        UsageError: a file of searches, or of needs, that cannot be read.
    """
    if needs is not None:
        yield from from_needs(advisor, needs)
    for path in searches:
        yield from from_searches(advisor, path)
    if n == 0:
        return
    encode = advisor.encoder().encode
    maker = RequestMaker(advisor.index, advisor.index.kinds.table, lambda word: near_synonyms(advisor, word), encode, seed=seed)
    yield from from_facts(advisor, advisor.index.folder.name, maker.make(n))


def learn(examples: Sequence[Example], *, on_fit: Callable[[int, int], None] = lambda done, total: None) -> Learned:
    """Weights for examples, with what they are worth on examples held out.

    Args:
        examples: of one source or more.
        on_fit: called with how many of the fits are done, and of how many.

    Raises:
        UsageError: there is nothing to learn from.
    """
    import numpy as np

    if not examples:
        raise UsageError(
            "There is nothing to learn from.", hint="A catalog needs kinds of things and fields that several products share."
        )
    start = RankWeights()  # the weights chosen by hand
    sources = list(dict.fromkeys(example.source for example in examples))
    total, done = FOLDS + len(sources) + 1, 0

    def fitted(some: Sequence[Example]) -> RankWeights:
        nonlocal done
        done += 1
        on_fit(done, total)
        return fit(some, start)

    weights, held_out = fitted(examples), cross_validated(examples, fitted)
    before, retrieval = judged(examples, start), by_retrieval(examples)
    worth = []
    for source in sources:
        of = np.asarray([example.source == source for example in examples], bool)
        unseen = unseen_source(examples, source, fitted) if len(sources) > 1 else None
        worth.append(
            Worth(
                source,
                int(of.sum()),
                float(retrieval[of].mean()),
                float(before[of].mean()),
                float(held_out[of].mean()),
                interval(held_out[of] - before[of]),
                None if unseen is None else float(unseen.mean()),
            )
        )
    return Learned(weights, tuple(worth))


def worth_lines(learned: Learned) -> Iterator[str]:
    """What learning is worth, as lines of text."""
    for one in learned.worth:
        low, high = one.interval
        unseen = "" if one.unseen is None else f", by other sources alone {one.unseen:.3f}"
        yield (
            f"{one.source}, {one.n} requests: retrieval {one.retrieval:.3f}, before {one.start:.3f}, learned and held out "
            f"{one.held_out:.3f} ({low:+.3f} to {high:+.3f}){unseen}."
        )
    yield "Higher is better: nDCG@10 of graded searches, else how many of the first three hold all that was asked."
    if any(one.interval[1] < 0 for one in learned.worth):
        yield "At least one source loses by more than noise."
