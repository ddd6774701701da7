"""Reading the best candidates anew: what their records state of the wishes, one by one, decides which of them comes first.

What ranks adds nearness up over all that was said. An amount that is enough, or a wish that a record grants in so many words,
is worth more than that; both take reading record by record, so that only the first are read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from shopcli.catalog.facts import facts_of
from shopcli.index import Index
from shopcli.pipeline.fields.wished_amounts import Amounts, wished_amounts
from shopcli.retrieve import Candidates
from shopcli.types import Attention, Clause, Need

if TYPE_CHECKING:
    import numpy as np

_READ_FOR_AMOUNTS = 30  # of the best candidates
_COMPARED = 10  # of them, whose answers are held against those of the first
_FARTHER = 0.15  # what is so much farther from the whole request, by the cosine, is another thing that says the same words
_LOOKED_THROUGH, _FEW = 200, 3  # among how many others the words of a wish are looked for, and how many of them are read

_Answers = tuple[frozenset[Clause], frozenset[Clause]]  # what a record grants, and what it denies


class SecondLook:
    """A second look at the candidates of one need.

    Args:
        index: the open index.
        need: the request.
        candidates: its candidates.
        classes: (n,) what misses as much is of one class; nothing comes before what misses less.
        attentions: what the clauses of a need find in each of some rows.
        near: (n,) how near the candidates' texts are to the whole request.
    """

    def __init__(
        self,
        index: Index,
        need: Need,
        candidates: Candidates,
        classes: np.ndarray,
        attentions: Callable[[Need, Sequence[int]], list[Attention]],
        near: np.ndarray,
    ) -> None:
        self._index, self._need, self._candidates = index, need, candidates
        self._classes, self._attentions, self._near = classes, attentions, near

    def order(self, positions: np.ndarray) -> np.ndarray:
        """The candidates, (n,) best first, in the order that their records tell."""
        return self._by_wishes(self._by_amounts(positions))

    def _by_amounts(self, positions: np.ndarray) -> np.ndarray:
        """Of the first that miss as much those come first whose records state enough of what is wished."""
        amounts = Amounts(self._index, wished_amounts(self._need, self._index))
        if not amounts:
            return positions
        import numpy as np

        first = positions[:_READ_FOR_AMOUNTS]
        rows = self._candidates.rows[first].tolist()
        merits = [amounts.merit(row, facts_of(self._index.records[row])) for row in rows]
        is_far = self._near[first] < self._near[first[0]] - _FARTHER
        ranks = sorted(range(len(first)), key=lambda n: (self._classes[first[n]], bool(is_far[n]), *merits[n]))
        return np.concatenate([first[ranks], positions[_READ_FOR_AMOUNTS:]])

    def _by_wishes(self, positions: np.ndarray) -> np.ndarray:
        """In front stands one, of those that miss as much, that grants all that the first does and more."""
        need, candidates = self._need, self._candidates
        wishes = frozenset(clause for clause in need.clauses if clause.kind == "feature" and clause.op in (None, "has"))
        is_named = candidates.by_name or not any(clause.kind == "topic" for clause in need.clauses)
        if not wishes or not is_named or len(positions) < 2 or candidates.off_topic[positions[0]]:
            return positions
        import numpy as np

        found = self._read(positions[:_LOOKED_THROUGH].tolist(), wishes)
        best = self._best(found, wishes)
        if best == positions[0]:
            return positions
        return np.asarray([best, *(n for n in positions.tolist() if n != best)], positions.dtype)

    def _read(self, positions: Sequence[int], wishes: frozenset[Clause]) -> dict[int, _Answers]:
        """What records say: of the first, and of others that have the words of a wish that the first does not grant."""
        candidates, first = self._candidates, positions[0]
        alike = [n for n in positions if self._classes[n] == self._classes[first]]
        found = self._answers(alike[:_COMPARED])
        others = alike[_COMPARED:]
        if wishes.difference(*(granted for granted, _ in found.values())):
            # What a title calls by another name beside, "filter and purifier bottle", is one where nothing else grants a wish.
            others += [n for n in positions if candidates.off_topic[n] and not candidates.unmet[n]]
        return found | self._answers(self._saying(wishes - found[first][0], others))

    def _best(self, found: Mapping[int, _Answers], wishes: frozenset[Clause]) -> int:
        things = frozenset(clause for clause in self._need.clauses if clause.kind == "topic")
        of_its_kind = {n: answers for n, answers in found.items() if not self._candidates.off_topic[n]}
        ungranted = wishes.difference(*(granted for granted, _ in of_its_kind.values()))
        first, (own, against) = next(iter(found.items()))
        best = first
        for n, (granted, denied) in found.items():
            is_one = n in of_its_kind or (things <= granted and bool(granted & ungranted))
            more = granted & wishes > own & wishes or (granted & wishes == own & wishes and denied < against)
            is_near = self._near[n] >= self._near[first] - _FARTHER
            if is_one and is_near and more and denied & wishes <= against:
                best, own, against = n, granted, denied
        return best

    def _answers(self, positions: Sequence[int]) -> dict[int, _Answers]:
        found = self._attentions(self._need, [int(self._candidates.rows[n]) for n in positions])
        return {
            n: (frozenset(why.clause for why in one.evidence), frozenset(why.clause for why in one.denied))
            for n, one in zip(positions, found, strict=True)
        }

    def _saying(self, wishes: Collection[Clause], positions: Sequence[int]) -> list[int]:
        """The best of some candidates whose records have all words of a wish, few for each of the wishes."""
        import numpy as np

        words, rows, saying = self._index.words, self._candidates.rows[np.asarray(positions, int)], list[int]()
        for wish in wishes:
            stems = set(words.tokens(wish.says))
            has_all = np.full(len(positions), bool(stems))
            for stem in stems:
                has_all &= np.isin(rows, words.rows(stem))
            saying += [positions[at] for at in np.flatnonzero(has_all)[:_FEW].tolist()]
        return list(dict.fromkeys(saying))
