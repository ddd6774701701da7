"""What a shop's rules do with the products of one request: pinned first, buried last, or left out.

Pins and burials move products only among those that meet the request as well, so that nothing is shown as what it is not; where
an order is asked for ("the cheapest"), that order stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.pipeline.shop_rules.phrases import Phrases
from shopcli.types import Need
from shopcli.types.rules import MoveRule, RuleMove

if TYPE_CHECKING:
    import numpy as np

    from shopcli.pipeline.shop_rules.selections import Selections
    from shopcli.retrieve import Candidates

_MOST_PINNED = 40  # that move up for one request
_NEARLY_AS_WELL = 0.8  # of a score, for others to stand before what is buried, as before what cannot be had


@dataclass(frozen=True)
class Moves:
    """What the rules say of one request.

    Attributes:
        pinned: the rules by the rows of products.
        places: in which order these are shown; of two in one place the better one comes first.
        buried: the same, in no order.
        hidden: rows that are left out for this request.
        size: how many products there are.
    """

    pinned: Mapping[int, MoveRule]
    places: Mapping[int, int]
    buried: Mapping[int, MoveRule]
    hidden: Mapping[int, MoveRule]
    size: int

    @cached_property
    def shown(self) -> np.ndarray | None:
        """(n_products,) bool, what may be shown; None for all."""
        if not self.hidden:
            return None
        import numpy as np

        shown = np.ones(self.size, bool)
        shown[list(self.hidden)] = False
        return shown

    def ordered(
        self,
        need: Need,
        positions: np.ndarray,
        misses: np.ndarray,
        scores: np.ndarray,
        candidates: Candidates,
        denying: Callable[[Sequence[int]], Sequence[bool]],
    ) -> tuple[np.ndarray, Mapping[int, RuleMove]]:
        """The order of candidates with pins and burials done, and by row what a rule did.

        Args:
            need: the request, understood.
            positions: (n,) of the candidates, in order without them.
            misses: (n,) how badly each candidate misses hard clauses.
            scores: (n,) how well each answers; higher is better.
            candidates: that are ranked.
            denying: which products, by their rows, a fact of theirs says to deny a wish: these no pin moves up.
        """
        if need.sort is not None or not (self.pinned or self.buried):
            return positions, {}
        import numpy as np

        rows = candidates.rows[positions]
        fits = (_fits(candidates) & (misses == 0))[positions]
        behind, classes = len(self.pinned), (2 * misses + candidates.off_topic)[positions]
        alike = candidates.by_name and all(clause.kind == "topic" or clause in need.hard for clause in need.clauses)
        answering = np.zeros(len(positions)) if alike else scores[positions]
        first = np.asarray([self.places.get(int(row), behind) for row in rows], np.int64)
        first[~fits] = behind
        lifted = np.lexsort((np.arange(len(rows)), first))[: min(_MOST_PINNED, int((first < behind).sum()))]
        denies = np.asarray(denying(rows[lifted].tolist()), bool)
        kept = lifted[~denies] if len(lifted) else lifted
        first[np.setdiff1d(np.arange(len(rows)), kept)] = behind
        ranks = np.arange(len(rows), dtype=float)
        for place in np.flatnonzero([int(row) in self.buried for row in rows]).tolist():
            as_well = (classes == classes[place]) & (answering >= _NEARLY_AS_WELL * answering[place])
            ranks[place] = np.flatnonzero(as_well)[-1] + 0.5  # behind all that meets as much
        order = np.lexsort((np.arange(len(rows)), ranks, first))
        return positions[order], self._moves(rows, order, first < behind)

    def _moves(self, rows: np.ndarray, order: np.ndarray, is_pinned: np.ndarray) -> dict[int, RuleMove]:
        """What a rule did, by row: a pin moves up, and a burial down."""
        moves: dict[int, RuleMove] = {}
        for after, before in enumerate(order.tolist()):
            row = int(rows[before])
            rule = self.pinned.get(row) if is_pinned[before] else self.buried.get(row)
            if rule is not None and (after < before if is_pinned[before] else after > before):
                moves[row] = RuleMove(rule.name, rule.called, rule.line, rule.kind, before + 1, after + 1)
        return moves

    def n_held_back(self, need: Need, rows: np.ndarray) -> int:
        """How many rows at the end wait, since more that meets the request may come, which they stand behind."""
        import numpy as np

        others = np.flatnonzero(~np.isin(rows, list(self.buried)))
        last = int(others[-1]) if len(others) else -1
        return 0 if need.sort is not None else len(rows) - 1 - last


def _fits(candidates: Candidates) -> np.ndarray:
    """Which candidates meet every limit, are of the kind and can be had, (n,) bool: what may be pinned."""
    import numpy as np

    clear = [not (unmet or unknown) for unmet, unknown in zip(candidates.unmet, candidates.unknown, strict=True)]
    return np.asarray(clear, bool) & ~candidates.off_topic & ~candidates.unavailable


class MoveRules:
    """The rules of one index that move products.

    Args:
        index: the open index, without what is always hidden.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._rules = [rule for rule in index.rules.moves if rule.kind != "hide" or rule.when]

    @cached_property
    def _selections(self) -> Selections:
        from shopcli.pipeline.shop_rules.selections import Selections

        return Selections(self._index)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases((phrase for rule in self._rules for phrase in rule.when), self._index.words.stem)

    def of(self, need: Need) -> Moves | None:
        """What the rules say of a request; None where none speaks of it."""
        active = self.active(need)
        if not active:
            return None
        active = sorted(active, key=lambda rule: not rule.when)  # what is said of few requests goes before what always holds
        by_kind: dict[str, dict[int, MoveRule]] = {"pin": {}, "bury": {}, "hide": {}}
        for rule in active:
            for row in self._selections.rows(rule):
                by_kind[rule.kind].setdefault(row, rule)
        pinned, buried = by_kind["pin"], by_kind["bury"]
        for row in pinned.keys() & buried.keys():
            del (pinned if buried[row].when and not pinned[row].when else buried)[row]
        places: dict[int, int] = {}
        for rule in (rule for rule in active if rule.kind == "pin"):
            start, n_named = len(places), len(rule.ids)
            for number, row in enumerate(
                self._selections.rows(rule)
            ):  # what fields tell stands in one place, by what answers best
                places.setdefault(row, start + min(number, n_named))
        return Moves(pinned, {row: places[row] for row in pinned}, buried, by_kind["hide"], len(self._index))

    def active(self, need: Need) -> Sequence[MoveRule]:
        """The rules that speak of a request: those that always hold, and those of whose words it says one."""
        if not self._rules:
            return ()
        texts = (need.query, *(clause.text for clause in need.clauses), *(clause.says for clause in need.clauses))
        said = {found.phrase for text in dict.fromkeys(texts) for found in self._phrases.found(text)}
        return [rule for rule in self._rules if not rule.when or not said.isdisjoint(rule.when)]
