"""Pagination: the results of one need, page by page, so that pages never overlap and none of what matches is missed.

Candidates are found to a depth, and a greater depth ranks what was seen before in another order. So a deeper look only adds
behind what was listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np

from shopcli.pipeline.assortment import Assortment
from shopcli.pipeline.ranking import Ranker, Ranking
from shopcli.pipeline.search import Search
from shopcli.retrieve import Candidates
from shopcli.types import Hit, Need


class _Level(NamedTuple):
    """The candidates to one depth, ranked, and those of their positions that no lesser depth listed."""

    candidates: Candidates
    ranking: Ranking
    listed: np.ndarray

    @property
    def met(self) -> np.ndarray:
        """Which of those listed match, (n,) bool."""
        return _meet(self.candidates)[self.listed]


class LookedUp(NamedTuple):
    """A need as it was looked up, and what was found."""

    need: Need
    search: Search
    pages: ResultPages


def looked_up(
    need: Need,
    searched: Callable[[Need], Search],
    ranker: Callable[[Search], Ranker],
    assortment: Assortment,
    *,
    first: int,
    attentive: bool,
) -> LookedUp:
    """The results of a need; where the first of them is not the thing and other products are, those of a second look.

    Args:
        need: the request, understood.
        searched: what looks a need up.
        ranker: what ranks its candidates.
        assortment: what tells whether a product is the thing.
        first: how many results the first page shows.
        attentive: whether attention may change the order.
    """
    search = searched(need)
    pages = ResultPages(need, search, ranker(search), first=first, attentive=attentive)
    if assortment.verdict(need) is None:  # which is known of what is looked up again
        best = next(iter(pages.hits(0, 1)), None)
        again = need if search.is_of_the_trade else assortment.verified(need, best, search.of_the_thing)
        if assortment.verdict(again) is not None:
            return looked_up(again, searched, ranker, assortment, first=first, attentive=attentive)
    return LookedUp(need, search, pages)


class ResultPages:
    """The results of a need in one fixed order, of which pages are slices.

    Args:
        need: the request, understood.
        search: it, looked up.
        ranker: what ranks its candidates.
        first: how many results the first page shows, which sets the least depth; the same for every page of one need.
        attentive: whether attention may change the order.
    """

    def __init__(self, need: Need, search: Search, ranker: Ranker, *, first: int, attentive: bool) -> None:
        self._need, self._search, self._ranker = need, search, ranker
        self._first, self._attentive, self._size = first, attentive, search.size
        self._found: list[_Level] = []
        self._rest = self._levels()

    @cached_property
    def candidates(self) -> Candidates:
        """The candidates of the least depth."""
        return self._search.candidates(self._first)

    @cached_property
    def ranking(self) -> Ranking:
        """The order of these."""
        return self._search.ranked(self._ranker, self.candidates, attentive=self._attentive)

    def hits(self, start: int, end: int) -> tuple[Hit, ...]:
        """The results from place ``start`` to before ``end``, counted from 0; fewer where there are no more."""
        found: list[Hit] = []
        before = 0
        for level in self._listed_to(end):
            wanted = level.listed[max(0, start - before) : max(0, end - before)]
            if len(wanted):
                found += self._ranker.hits(self._need, level.candidates, level.ranking, wanted)
            before += len(level.listed)
        return tuple(found)

    def is_more(self, end: int) -> bool:
        """Whether any that matches stands at place ``end`` or behind it, counted from 0."""
        met = np.concatenate([level.met for level in self._listed_to(end)])
        return int(met[:end].sum()) < self.candidates.matching

    def _listed_to(self, end: int) -> Iterator[_Level]:
        """The levels that list the places before ``end``, each found once."""
        before = 0
        for level in chain(self._found, self._further()):
            yield level
            before += len(level.listed)
            if before >= end:
                return

    def _further(self) -> Iterator[_Level]:
        """The levels that were not looked at yet."""
        for level in self._rest:
            self._found.append(level)
            yield level

    def _levels(self) -> Iterator[_Level]:
        """Level after level, each deeper; what only fills up stands behind all that matches, at whatever depth that is."""
        candidates, ranking, depth = self.candidates, self.ranking, self._first
        seen: np.ndarray = np.empty(0, np.int64)
        while True:
            met = _meet(candidates)[ranking.positions]
            is_whole = int(met.sum()) >= candidates.matching or len(candidates.rows) >= self._size
            positions = ranking.positions if is_whole else self._not_buried(candidates, ranking.positions[: _behind_last(met)])
            listed = positions[~np.isin(candidates.rows[positions], seen)]
            yield _Level(candidates, ranking, listed)
            seen = np.concatenate([seen, candidates.rows[listed]])
            if len(seen) >= self._size or depth >= self._size:
                return
            depth = min(2 * max(depth, len(candidates.rows)), self._size)
            candidates = self._search.candidates(depth)
            ranking = self._search.ranked(self._ranker, candidates, attentive=self._attentive)

    def _not_buried(self, candidates: Candidates, positions: np.ndarray) -> np.ndarray:
        """Positions without what the shop's rules put last, as long as more that matches may come."""
        moves = self._search.moves
        n = moves.n_held_back(self._need, candidates.rows[positions]) if moves else 0
        return positions[: len(positions) - n]


def _meet(candidates: Candidates) -> np.ndarray:
    """Which candidates meet every hard clause and are of the kind, (n,) bool."""
    clear = [not (unmet or unknown) for unmet, unknown in zip(candidates.unmet, candidates.unknown, strict=True)]
    return np.asarray(clear, bool) & ~candidates.off_topic


def _behind_last(met: np.ndarray) -> int:
    """The place behind the last that is met; 0 where none is."""
    return int(met.nonzero()[0][-1]) + 1 if met.any() else 0
