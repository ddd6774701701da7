"""Who is of a kind: those that a title names so and that look so, and those that no title names and that look like them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from shopcli.index.kinds.phrases import JOINED, is_empty, other_heads, phrases, settled
from shopcli.index.kinds.price_floors import NO_FLOOR, above_floors, cost_a_fraction, log_prices, price_floor
from shopcli.index.kinds.rules import LIKE_THE_KIND, NAMES, PART, Adoption, KindNames, Status, is_of_the_kind, read_title
from shopcli.index.kinds.table import Key
from shopcli.index.kinds.titles import KindCandidates, Titles

_STRONG_NAME = 0.5
_ADOPTING_KIND = 5  # rows at least for a kind to take in products that nothing names
_MOSTLY, _STRAY = 0.5, 0.15
_PAIRS_TO_JUDGE = 3
_KNOWN_BY_NAME = 20  # products of that very name, for its parts to say nothing against it
MOST_ROWS = 2000  # enough to know a kind by


class MembershipReader:
    """Reads each phrase of each title: does it name the kind there?"""

    def __init__(self, titles: Titles, candidates: KindCandidates, looks: np.ndarray, heads: frozenset[str]) -> None:
        self._titles, self._candidates, self._looks = titles, candidates, looks
        self._others = other_heads(titles.runs, candidates.stem)
        self._ending: dict[Key, list[int]] = defaultdict(list)
        self._before: dict[tuple[Key, str], list[int]] = defaultdict(list)
        self._all: dict[Key, list[int]] = defaultdict(list)
        self._no_centre = np.zeros(looks.shape[1], np.float32)
        self.centres: list[np.ndarray] = []  # of the candidates, once `members` has read them; zeros where none is called so
        self.floors: list[float] = []  # of what they cost, likewise
        self._collect()
        self._prices = log_prices(titles.prices)
        self._with_parts: set[Key] = set()  # the names that stand in those of what costs a fraction
        judgements = {
            (key, behind): self._judge(key, behind, is_head=behind in heads)
            for (key, behind), rows in self._before.items()
            if len(rows) >= _PAIRS_TO_JUDGE
        }
        self.names = KindNames(candidates.number, heads, judgements, candidates.stem, candidates.key, self._others)

    def _collect(self) -> None:
        for row, row_runs in enumerate(self._titles.runs):
            for run in settled(row_runs, self._others, self._candidates.stem):
                for phrase, behind in phrases(run):
                    key = self._candidates.key(phrase)
                    if key not in self._candidates.number:
                        continue
                    self._all[key].append(row)
                    if not behind or is_empty(behind):
                        self._ending[key].append(row)
                    elif behind != JOINED:
                        self._before[key, self._candidates.stem(behind)].append(row)

    def members(self) -> tuple[list[np.ndarray], np.ndarray]:
        """The rows of each candidate's products, and how often it names the kind where it stands."""
        statuses: dict[Key, dict[int, Status]] = defaultdict(dict)
        for row, row_runs in enumerate(self._titles.runs):
            for key, status in read_title(self.names, row_runs, self._titles.values[row]).items():
                statuses[key][row] = status
        members, trust = [], []
        for key in self._candidates.keys:
            members.append(self._of_the_kind(statuses[key]))
            read = list(statuses[key].values())
            # However many covers a shop has, a washing machine is what goes by that name alone.
            named = sum(status == NAMES for status in read)
            has_parts = key in self._with_parts and named >= _KNOWN_BY_NAME
            trust.append(named / max(1, sum(status != PART for status in read) if has_parts else len(read)))
        return members, np.asarray(trust, np.float32)

    def _judge(self, key: Key, stem: str, *, is_head: bool) -> Status:
        """Whether products whose phrase goes on with ``stem`` are still like those whose phrase ends there.

        Words alone may not tell: all that is said of a cover for a washing machine is said of washing machines. What it costs
        does, where things are called by what stands behind.
        """
        continued_rows = self._before[key, stem]
        continued = set(continued_rows)
        plain_rows = [row for row in self._ending[key] if row not in continued]
        if len(plain_rows) < _PAIRS_TO_JUDGE:
            plain_rows = [row for row in self._all[key] if row not in continued]
        if not plain_rows:
            return NAMES
        if is_head and cost_a_fraction(self._prices[continued_rows], self._prices[plain_rows]):
            self._with_parts.add(key)
            return PART
        centre = self._looks[plain_rows[:MOST_ROWS]].mean(axis=0)
        likeness = float(self._looks[continued_rows[:MOST_ROWS]].mean(axis=0) @ centre / (centre @ centre))
        return NAMES if likeness >= LIKE_THE_KIND else PART

    def _of_the_kind(self, read: Mapping[int, Status]) -> np.ndarray:
        """The rows that are of the kind: those that are named so and look so."""
        rows = np.fromiter(read, np.int64, len(read))
        statuses = np.fromiter(read.values(), np.int64, len(read))
        named = rows[statuses == NAMES]
        if not len(named):
            self.centres.append(self._no_centre)
            self.floors.append(NO_FLOOR)
            return named
        floor = price_floor(self._prices[named])
        centre = self._centre(named[~(self._prices[named] < floor)])
        self.centres.append(centre)
        self.floors.append(floor)
        is_member = is_of_the_kind(statuses, self._looks[rows] @ centre / float(centre @ centre))
        return np.sort(rows[is_member & ~(self._prices[rows] < floor)])

    def _centre(self, named: np.ndarray) -> np.ndarray:
        """The centre of the products that are called so; strangers among them are left out step by step."""
        weights = np.ones(len(named))
        for _ in range(3):
            centre = (self._looks[named] * weights[:, None]).sum(axis=0) / weights.sum()
            square = float(centre @ centre)
            weights = np.clip((self._looks[named] @ centre / square - 0.5) / 0.3, 0, 1)
            if not weights.any():
                weights = np.ones(len(named))
        return centre


def adoption(members: Sequence[np.ndarray], strength: np.ndarray, looks: np.ndarray) -> Adoption:
    """Which kinds take in what nothing names.

    Args:
        members: the rows of each candidate.
        strength: (n,) how near each name is to its products.
        looks: of the products.
    """
    strong = [number for number, rows in enumerate(members) if strength[number] >= _STRONG_NAME]
    large = [number for number in strong if len(members[number]) >= _ADOPTING_KIND]
    centres = [looks[members[number][:MOST_ROWS]].mean(axis=0) for number in large]
    return Adoption(strong, large, np.stack(centres) if centres else looks[:0])


def adopt(members: list[np.ndarray], adopting: Adoption, looks: np.ndarray, prices: np.ndarray, floors: np.ndarray) -> None:
    """Give orphans to their kinds, those that cost as much as these do.

    Args:
        members: the rows of each candidate, to be added to.
        adopting: which of them take in what nothing names.
        looks: of the products.
        prices: of the products, their logarithms.
        floors: of the candidates.
    """
    named = np.zeros(len(looks), bool)
    for number in adopting.strong:
        named[members[number]] = True
    orphans = np.flatnonzero(~named)
    rows, numbers = adopting.of(orphans, looks[orphans])
    are_dear_enough = above_floors(prices[rows], numbers, floors)
    for row, number in zip(rows[are_dear_enough], numbers[are_dear_enough], strict=True):
        members[number] = np.sort(np.append(members[number], row))


def in_its_categories(rows: np.ndarray, places: Sequence[str] | np.ndarray) -> np.ndarray:
    """Without the few that the shop keeps elsewhere than most of the kind: a novel called "The Tent" among tents."""
    known_places = [places[row] for row in rows if places[row]]
    counts = Counter(known_places)
    if not known_places or counts.most_common(1)[0][1] < _MOSTLY * len(known_places):
        return rows
    return rows[[not (place := places[row]) or counts[place] >= _STRAY * len(known_places) for row in rows]]
