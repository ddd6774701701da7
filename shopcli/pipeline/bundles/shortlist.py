"""The candidates of one role: what holds all that is asked of it alone, with what each scores and costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from shopcli.types import Clause, Hit, Need, Sort

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index import Index
    from shopcli.pipeline.ranking import Ranker, Ranking
    from shopcli.pipeline.search import Search
    from shopcli.rerank import RankWeights
    from shopcli.retrieve import Candidates

_MOST_RANKED = 400  # of a kind; of more the cheapest are looked up beside them
_CHEAPEST = 50
_FEWEST = 3
_LOOKED_AT, _MOSTLY = 20, 0.6  # of the best candidates, whose names tell what such things are called
_STEP = 1e-6  # by which scores of candidates differ at the least, in the order in which they would be shown


@dataclass(frozen=True, slots=True)
class Candidate:
    """One product that may be picked for a role.

    Attributes:
        row: of the product.
        score: higher is better; what would be shown before another never has less.
        price: of one, None where the record has none.
        currency: ISO 4217, None where the catalog names none.
        grants: whether its record says all that is wished, as far as any of the kind does.
        source: which retrieval found it, and its position there.
    """

    row: int
    score: float
    price: float | None
    currency: str | None
    grants: bool
    source: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Found:
    need: Need
    candidates: Candidates
    ranking: Ranking
    ranker: Ranker


class Shortlist:
    """What may be picked for one role, best first.

    Args:
        index: the open index.
        need: what is asked of the role.
        search: looks a need up.
        called: whether a product goes by the name of what is asked for, by its row; None where the need names nothing.
        says: whether what names it says that name.
        weights: of the ranking.
    """

    def __init__(
        self,
        index: Index,
        need: Need,
        search: Callable[[Need], Search],
        called: Callable[[int], bool] | None,
        says: Callable[[int], bool] | None,
        weights: RankWeights | None,
    ) -> None:
        self._index, self._need, self._search = index, need, search
        self._is_called, self._says = called, says
        self._weights = weights
        self._called: dict[int, bool] = {}
        self._found: list[_Found] = []
        self._of_kind: list[int] = []  # the best of the kind, whether or not they hold what else is asked
        self.relaxed: tuple[Clause, ...] = ()

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """All that hold what is asked, best first; where nothing does, those that hold all but what is given up (`relaxed`)."""
        import numpy as np

        found = self._look(self._need)
        if found is None:
            return ()
        holding, self.relaxed = _holding(found.candidates)
        of_kind = (at for at in found.ranking.positions if not found.candidates.off_topic[at])
        self._of_kind = [int(found.candidates.rows[at]) for at in islice(of_kind, _LOOKED_AT)]
        rows = found.candidates.rows
        if not any(holding[at] and self._is_one(int(rows[at])) for at in range(len(rows))):
            holding, self.relaxed = _nearest(found.candidates, [self._is_one(int(row)) for row in rows])
        order = [int(at) for at in found.ranking.positions if holding[at]]
        if any(not found.candidates.unavailable[at] for at in order):
            order = [at for at in order if not found.candidates.unavailable[at]]
        standing = np.minimum.accumulate(found.ranking.scores[order]) if order else np.zeros(0)
        listed = self._listed(0, order, standing.tolist())
        if found.candidates.matching > len(order) and not self.relaxed and self._need.sort is None:
            listed += self._cheapest({one.row for one in listed}, float(standing[-1]) if len(order) else 0.0)
        if self._need.sort is not None:  # an order that was asked for leaves no choice but to follow it
            listed = listed[:_FEWEST]
        return tuple(replace(one, score=one.score - _STEP * place) for place, one in enumerate(listed))

    def is_called(self, one: Candidate) -> bool:
        """Whether a product goes by the name of what is asked for, where any of the best does; else whatever is of the kind."""
        return self._is_one(one.row)

    def _is_one(self, row: int) -> bool:
        if not self._names_any:
            return True
        return self._goes_by_name(row) and (not self._is_mostly_said or self._says is None or self._says(row))

    def cheapest(self, currency: str | None, count: int, *, granting: bool = False) -> list[Candidate]:
        """The cheapest that are priced in a currency.

        Args:
            currency: theirs.
            count: how many at most.
            granting: those that grant what is wished, where any does, as "the cheapest" of a single thing would.
        """
        priced = [one for one in self.candidates if one.price is not None and one.currency == currency]
        cheapest: dict[bool, list[Candidate]] = {True: [], False: []}
        for one in sorted(priced, key=lambda one: (one.price or 0.0, -one.score)):
            grants = one.grants and granting
            if len(cheapest[grants]) < count and self.is_called(one):
                cheapest[grants].append(one)
        return cheapest[True] or cheapest[False]

    @property
    def is_sold(self) -> bool:
        """Whether the catalog has any such thing: a kind of that name, or products that go by it."""
        return bool(self.candidates) and (self._has_kind or self._names_any)

    def hit(self, one: Candidate) -> Hit:
        """The product as an answer to what is asked of the role."""
        import numpy as np

        number, position = one.source
        found = self._found[number]
        (hit,) = found.ranker.hits(found.need, found.candidates, found.ranking, np.asarray([position]))
        return hit

    @property
    def _has_kind(self) -> bool:
        return bool(self._found) and self._found[0].candidates.by_name

    @cached_property
    def _names_any(self) -> bool:
        return self._is_called is not None and any(map(self._goes_by_name, self._of_kind))

    @cached_property
    def _is_mostly_said(self) -> bool:
        """Whether what goes by the name mostly says it, so that what does not may be what belongs to it: a tent's footprint."""
        called = [row for row in self._of_kind if self._goes_by_name(row)]
        return self._says is not None and bool(called) and sum(map(self._says, called)) >= _MOSTLY * len(called)

    def _goes_by_name(self, row: int) -> bool:
        if row not in self._called:
            self._called[row] = self._is_called is None or self._is_called(row)
        return self._called[row]

    def _look(self, need: Need, *, ranked: Need | None = None) -> _Found | None:
        search = self._search(need)
        of_kind = _MOST_RANKED if search.kind is None else int(search.kind.sum())
        wanted = _CHEAPEST if ranked else min(max(of_kind, _FEWEST), _MOST_RANKED)
        candidates = search.candidates(wanted)
        if not len(candidates.rows):
            return None
        ranker = (self._search(ranked) if ranked else search).ranker(self._weights)
        found = _Found(ranked or need, candidates, ranker.rank(ranked or need, candidates, attentive=True), ranker)
        self._found.append(found)
        return found

    def _cheapest(self, known: set[int], lowest: float) -> list[Candidate]:
        """The cheapest that hold all, of a kind that is too large for each of it to be ranked."""
        found = self._look(replace(self._need, sort=Sort("price", "asc")), ranked=self._need)
        if found is None:
            return []
        holding, _ = _holding(found.candidates)
        order = [at for at in range(len(found.candidates.rows)) if holding[at] and not found.candidates.unavailable[at]]
        scores = [min(lowest, float(found.ranking.scores[at])) for at in order]
        return [one for one in self._listed(1, order, scores) if one.row not in known]

    def _listed(self, number: int, order: Sequence[int], scores: Sequence[float]) -> list[Candidate]:
        found = self._found[number]
        rows = found.candidates.rows
        prices = found.ranker.values("price", found.candidates, self._index.columns.dense("price"))
        currencies = self._currencies(rows)
        return [
            Candidate(
                int(rows[at]),
                score,
                float(prices[at]) if prices[at] == prices[at] else None,
                currencies[at],
                bool(found.candidates.grants[at]),
                (number, at),
            )
            for at, score in zip(order, scores, strict=True)
        ]

    def _currencies(self, rows: np.ndarray) -> list[str | None]:
        known = tuple(self._index.vocabulary.currencies)
        if len(known) <= 1 or "currency" not in self._index.columns:
            return [next(iter(known), None)] * len(rows)
        codes, choices = self._index.columns.codes("currency")[rows], self._index.columns.get("currency").choices
        return [choices[code] if code >= 0 else None for code in codes.tolist()]


def _holding(candidates: Candidates) -> tuple[list[bool], tuple[Clause, ...]]:
    """Which candidates hold all that is asked, as far as it is not given up; and what is."""
    missed = [{*unmet, *unknown} for unmet, unknown in zip(candidates.unmet, candidates.unknown, strict=True)]
    on_topic = (~candidates.off_topic).tolist()
    for given_up in ((), candidates.relaxed):
        holding = [on and said <= set(given_up) for on, said in zip(on_topic, missed, strict=True)]
        if any(holding):
            return holding, tuple(given_up)
    return _nearest(candidates, on_topic)


def _nearest(candidates: Candidates, among: Sequence[bool]) -> tuple[list[bool], tuple[Clause, ...]]:
    """Which of some candidates miss the fewest clauses, and what these are."""
    missed = [{*unmet, *unknown} for unmet, unknown in zip(candidates.unmet, candidates.unknown, strict=True)]
    on_topic = [one and not off for one, off in zip(among, candidates.off_topic.tolist(), strict=True)]
    fewest = min((len(said) for on, said in zip(on_topic, missed, strict=True) if on), default=0)
    nearest = [on and len(said) == fewest for on, said in zip(on_topic, missed, strict=True)]
    return nearest, tuple(dict.fromkeys(clause for near, said in zip(nearest, missed, strict=True) if near for clause in said))
