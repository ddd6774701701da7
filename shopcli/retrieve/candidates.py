"""Candidates: dense and lexical retrieval, fused, with limits held before anything is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from shopcli.retrieve.limits import Columns, Verdict, judge
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

# The best BM25 score adds this much to a cosine: enough to let a model number win, little enough to leave the
# ranking of short searches alone (docs/log.md has the sweep).
LEXICAL_WEIGHT = 0.1
_FEWEST = 100  # candidates at the least, so that the re-ranking has something to choose from
# What holds every limit and yet is much less near to the topic than the catalog's nearest product is another
# kind of thing: red pasta is no answer to "red shoes".
OFF_TOPIC_BELOW = 0.5
_JUDGED_UP_TO = 50_000  # with more matches than this some are on topic, and judging each would take too long


class Vectors(Protocol):
    """Nearest neighbours and the vectors themselves."""

    def rows(self, rows: np.ndarray) -> np.ndarray: ...

    def search(self, query: np.ndarray, k: int, *, allowed: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]: ...


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may answer a need, best first by ``fused``.

    Attributes:
        rows: (n,) the products' rows.
        dense: (n,) cosine of request and product.
        lexical: (n,) BM25 as a share of the best one, 0 to 1.
        fused: (n,) what ranks them so far; higher is better.
        off_topic: (n,) bool, another kind of thing than asked for, as far as vectors tell; only where limits filter.
        unmet: for each candidate the clauses that its record contradicts.
        unknown: for each candidate the clauses that its record is silent on.
        matching: how many products of the whole catalog meet every hard clause.
        relaxed: the clauses given up, where none does.
    """

    rows: np.ndarray
    dense: np.ndarray
    lexical: np.ndarray
    fused: np.ndarray
    off_topic: np.ndarray
    unmet: tuple[tuple[Clause, ...], ...]
    unknown: tuple[tuple[Clause, ...], ...]
    matching: int
    relaxed: tuple[Clause, ...]


def retrieve(
    need: Need,
    query: np.ndarray,
    *,
    wanted: int,
    columns: Columns,
    vectors: Vectors,
    lexical: np.ndarray,
    topic: np.ndarray | None = None,
    instead: np.ndarray | None = None,
) -> Candidates:
    """The candidates for a need: those that meet every hard clause, then, where they are too few, the nearest others.

    Args:
        need: the request, understood.
        query: (dim,) float32, the request's vector, L2-normalised.
        wanted: how many results are to be shown.
        columns: the catalog's fields, for the limits.
        vectors: the products' vectors.
        lexical: (n_products,) BM25 of the request.
        topic: (dim,) the vector of the kind of thing asked for, where the request names one.
        instead: (n_products,) what ranks the catalog in place of meaning and words, NaN last; for "the cheapest".
    """
    import numpy as np

    verdicts = [judge(clause, columns) for clause in need.hard]
    holds = _all_hold(verdicts, columns.size)
    meets = _on_topic(holds, vectors, topic) if verdicts else holds
    matching = int(meets.sum())
    relaxed = () if matching else _to_relax(verdicts, columns.size, vectors, topic)
    ranked = _Ranking(query, vectors, lexical, instead)
    breadth = max(_FEWEST, wanted)
    # Each tier is searched only where the ones before it left room.
    found = [ranked.best(breadth, meets if verdicts else None)]
    if len(found[0]) < wanted:
        kept = [verdict for verdict in verdicts if verdict.clause not in relaxed]
        nearly = _all_hold(kept, columns.size) & ~holds if matching == 0 else np.zeros(columns.size, bool)
        found.append(ranked.best(breadth, nearly))
        if sum(map(len, found)) < wanted:
            found.append(ranked.best(breadth - sum(map(len, found)), ~holds & ~nearly))
    rows = np.concatenate(found)
    dense, share, fused = ranked.scores(rows)
    off_topic = _off_topic(rows, vectors, topic if verdicts else None)
    return Candidates(rows, dense, share, fused, off_topic, *_misses(verdicts, rows), matching, relaxed)


class _Ranking:
    """Dense and lexical scores of any rows, and the best rows by both."""

    def __init__(self, query: np.ndarray, vectors: Vectors, lexical: np.ndarray, instead: np.ndarray | None) -> None:
        self._query, self._vectors, self._lexical, self._instead = query, vectors, lexical, instead
        self._top = float(lexical.max()) if len(lexical) else 0.0

    def scores(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        dense = self._vectors.rows(rows) @ self._query
        share = self._lexical[rows] / self._top if self._top > 0 else self._lexical[rows]
        return dense, share, dense + LEXICAL_WEIGHT * share

    def best(self, k: int, mask: np.ndarray | None) -> np.ndarray:
        """The rows of the best ``k`` under ``mask``, by the fused score, best first."""
        import numpy as np

        allowed = None if mask is None else np.flatnonzero(mask)
        if k <= 0 or (allowed is not None and not len(allowed)):
            return np.zeros(0, np.int64)
        if self._instead is not None:
            rows = np.arange(len(self._instead)) if allowed is None else allowed
            return rows[np.argsort(-self._instead[rows], kind="stable")][:k]  # NaN sorts last
        by_meaning, _ = self._vectors.search(self._query, k, allowed=allowed)
        rows = np.union1d(by_meaning, self._by_words(k, allowed))
        return rows[(-self.scores(rows)[2]).argsort(kind="stable")][:k]

    def _by_words(self, k: int, allowed: np.ndarray | None) -> np.ndarray:
        import numpy as np

        scores = self._lexical if allowed is None else self._lexical[allowed]
        k = min(k, len(scores))
        top = np.argpartition(-scores, k - 1)[:k]
        top = top[scores[top] > 0]
        return top if allowed is None else allowed[top]


def _all_hold(verdicts: Sequence[Verdict], size: int) -> np.ndarray:
    import numpy as np

    meets = np.ones(size, bool)
    for verdict in verdicts:
        meets &= verdict.holds
    return meets


def _on_topic(holds: np.ndarray, vectors: Vectors, topic: np.ndarray | None) -> np.ndarray:
    """``holds`` without what is another kind of thing than the topic."""
    import numpy as np

    rows = np.flatnonzero(holds)
    if topic is None or not 0 < len(rows) <= _JUDGED_UP_TO:
        return holds
    kept = np.zeros(len(holds), bool)
    kept[rows[~_off_topic(rows, vectors, topic)]] = True
    return kept


def _off_topic(rows: np.ndarray, vectors: Vectors, topic: np.ndarray | None) -> np.ndarray:
    import numpy as np

    if topic is None or not len(rows):
        return np.zeros(len(rows), bool)
    _, best = vectors.search(topic, 1)
    return vectors.rows(rows) @ topic < OFF_TOPIC_BELOW * float(best[0])


def _to_relax(verdicts: Sequence[Verdict], size: int, vectors: Vectors, topic: np.ndarray | None) -> tuple[Clause, ...]:
    """The clauses to give up so that something is left: the fewest, and among these the one that leaves most."""

    def left(kept: Sequence[Verdict]) -> int:
        return int(_on_topic(_all_hold(kept, size), vectors, topic).sum())

    kept, dropped = list(verdicts), []
    while kept and not left(kept):
        gains = [left(kept[:i] + kept[i + 1 :]) for i in range(len(kept))]
        if max(gains):
            # A limit is sooner given up than a brand or a colour, and among equals the one that leaves most.
            worst = max(range(len(kept)), key=lambda i: (gains[i] > 0, kept[i].clause.kind == "limit", gains[i]))
        else:  # where no single clause helps, the one that the fewest records hold
            worst = min(range(len(kept)), key=lambda i: int(kept[i].holds.sum()))
        dropped.append(kept.pop(worst).clause)
    return tuple(dropped)


def _misses(
    verdicts: Sequence[Verdict], rows: np.ndarray
) -> tuple[tuple[tuple[Clause, ...], ...], tuple[tuple[Clause, ...], ...]]:
    unmet = tuple(tuple(v.clause for v in verdicts if v.contradicts[row]) for row in rows)
    unknown = tuple(tuple(v.clause for v in verdicts if not v.contradicts[row] and not v.holds[row]) for row in rows)
    return unmet, unknown
