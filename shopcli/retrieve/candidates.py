"""Candidates: dense and lexical retrieval, fused, with limits held before anything is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from shopcli.retrieve.limits import FilterAssertions, FilterColumns, Verdict, nearest_value
from shopcli.retrieve.predicates import predicates_of
from shopcli.retrieve.variants import BestVariants, VariantSpace, all_hold, best_values, judge, out_of_stock, variants_hold
from shopcli.types import Clause, Need, Predicate

if TYPE_CHECKING:
    import numpy as np

# The best BM25 score adds this much to a cosine: enough to let a model number win, little enough to leave the
# ranking of short searches alone (docs/log.md has the sweep).
LEXICAL_WEIGHT = 0.1
_FEWEST = 100  # candidates at the least, so that the re-ranking has something to choose from
_OF_A_WISH = 40  # of these, those that come nearest to one wish alone, which the whole of a long request may drown
# What holds every limit and yet is much less near to the topic than the catalog's nearest product is another
# kind of thing: red pasta is no answer to "red shoes".
OFF_TOPIC_BELOW = 0.5
_FAR = 2.0  # times a limit in money
_MOSTLY = 0.5  # where more of a catalog cannot be had, it is that of another branch or day, and what answers best stands first
_CONFIRMED_UP_TO = 500  # records whose very words are looked at
_JUDGED_UP_TO = 50_000  # with more matches than this some are on topic, and judging each would take too long


class Vectors(Protocol):
    """Nearest neighbours and the vectors themselves."""

    def rows(self, rows: np.ndarray) -> np.ndarray: ...

    def search(
        self, query: np.ndarray, k: int, *, allowed: np.ndarray | None = None, limits: Sequence[Predicate] = ()
    ) -> tuple[np.ndarray, np.ndarray]: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that is wished and excludes nothing.

    Attributes:
        clause: it.
        vector: (dim,), L2-normalised.
        lexical: (n_products,) BM25 of its words.
    """

    clause: Clause
    vector: np.ndarray
    lexical: np.ndarray


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may answer a need, best first by ``fused``.

    Attributes:
        rows: (n,) the products' rows.
        dense: (n,) cosine of request and product.
        lexical: (n,) BM25 as a share of the best one, 0 to 1.
        fused: (n,) what ranks them so far; higher is better.
        off_topic: (n,) bool, another kind of thing than asked for, as far as names or, where there are none, vectors tell.
        unmet: for each candidate the clauses that its record contradicts.
        unknown: for each candidate the clauses that its record is silent on.
        matching: how many products of the whole catalog meet every hard clause.
        relaxed: the clauses given up, where none does.
        loosened: the limits among these, each with the value at which a product would meet all the rest.
        variants: (n,) int64, of each the row of the variant that answers best, which ``unmet`` and ``unknown`` are of; -1 where
            a product has none.
        unavailable: (n,) bool, what cannot be had.
        told_apart: (n,) bool, whether other variants of it answer worse.
        guests: how many of ``rows``, the last ones, were not found but named, to be looked at beside the others.
        by_name: whether the catalog has a name for the kind asked for, so that ``off_topic`` is by names.
        grants: (n,) bool, whether a record says the words of each wish whose words any of the kind says: an order is among
            these.
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
    variants: np.ndarray
    unavailable: np.ndarray
    told_apart: np.ndarray
    grants: np.ndarray
    loosened: tuple[Clause, ...] = ()
    guests: int = 0
    by_name: bool = False

    @property
    def own(self) -> int:
        """How many were found."""
        return len(self.rows) - self.guests

    @property
    def loosened_from(self) -> tuple[Clause, ...]:
        """The clauses of ``loosened`` as they were asked."""
        fields = {(clause.field, clause.op) for clause in self.loosened}
        return tuple(clause for clause in self.relaxed if (clause.field, clause.op) in fields)


def retrieve(
    need: Need,
    query: np.ndarray,
    *,
    wanted: int,
    columns: FilterColumns,
    vectors: Vectors,
    lexical: np.ndarray,
    sayings: FilterAssertions | None = None,
    topic: np.ndarray | None = None,
    kind: np.ndarray | None = None,
    wishes: Sequence[Wish] = (),
    instead: np.ndarray | None = None,
    instead_of_variants: np.ndarray | None = None,
    also: int | None = None,
    all_alike: bool = False,
    variants: VariantSpace | None = None,
    besides: Sequence[int] = (),
    shown: np.ndarray | None = None,
) -> Candidates:
    """The candidates for a need: those that meet every hard clause, then, where they are too few, the nearest others.

    A product with variants meets them where one of its variants meets them all.

    Args:
        need: the request, understood.
        query: (dim,) float32, the request's vector, L2-normalised.
        wanted: how many results are to be shown.
        columns: the catalog's fields, for the limits.
        vectors: the products' vectors.
        lexical: (n_products,) BM25 of the request.
        sayings: the words of the records, for clauses that ask for words.
        topic: (dim,) the vector of the kind of thing asked for, where the request names one.
        kind: (n_products,) bool, the products of that kind, where the catalog has a name for it.
        wishes: what ranks and excludes nothing; for each alone the nearest are among the candidates.
        instead: (n_products,) what ranks the catalog in place of meaning and words, NaN last; for "the cheapest".
        instead_of_variants: (n_variants,) the same of variants, where they differ in it; the best of a product is chosen by it
            even where ``instead`` is None.
        variants: of the catalog; None where no product has any.
        all_alike: whether what cannot be had is looked for as everything else is; so it is where that is most of the catalog.
        also: a row to be looked at whether or not it may answer.
        besides: rows that are candidates wherever they meet every hard clause.
        shown: (n_products,) bool, what may be found at all; None for everything.
    """
    import numpy as np

    verdicts = [judge(clause, columns, sayings, variants) for clause in need.hard]
    subject = _Subject(vectors, topic, kind, shown)
    meets = subject.among(all_hold(verdicts, columns.size, variants))
    matching = int(meets.sum())
    relaxed = () if matching else _to_relax(verdicts, columns, subject, variants)
    if instead is not None and instead_of_variants is not None and variants is not None:
        instead = best_values(instead, instead_of_variants, variants_hold(verdicts, variants), variants)
    ranked = _Ranking(query, vectors, lexical, instead, shown)
    breadth = max(_FEWEST, wanted)
    not_relaxed = [verdict for verdict in verdicts if verdict.clause not in relaxed]
    nearly = subject.among(all_hold(not_relaxed, columns.size, variants)) if relaxed else meets
    unavailable = out_of_stock(columns)
    all_alike = all_alike or unavailable.mean() > _MOSTLY
    unavailable = np.zeros(columns.size, bool) if all_alike else unavailable
    grants = _granting(wishes, nearly, columns, sayings, variants)
    limits, limits_left = predicates_of(verdicts, columns), predicates_of(not_relaxed, columns)
    if only_describes(need):
        rows = np.union1d(ranked.best(breadth, meets), ranked.best(breadth, None))
    else:
        tiers = (
            (meets & ~unavailable & grants if instead is not None else None, limits),
            (meets & ~unavailable, limits), (meets, limits), (nearly & ~_unwanted(verdicts), limits_left),
            (nearly, limits_left), (kind, ()), (np.ones(len(meets), bool), ()),
        )  # fmt: skip
        rows = np.concatenate(list(_by_tiers(ranked, wanted, breadth, tiers)))
    if instead is None:
        of_wishes = [
            _Ranking(wish.vector, vectors, wish.lexical, None, shown).best(_OF_A_WISH, nearly, limits_left) for wish in wishes
        ]
        rows = np.unique(np.concatenate([rows, *of_wishes, [row for row in besides if meets[row]]])).astype(np.int64)
        rows = rows[(-ranked.scores(rows)[2]).argsort(kind="stable")]
    guests = [] if also is None or also in rows else [also]
    rows = np.append(rows, guests).astype(np.int64)
    dense, share, fused = ranked.scores(rows)
    off_topic = subject.is_not(rows)
    of_variants = (variants, variants_hold(not_relaxed, variants)) if variants is not None and relaxed else None
    nearest = ((clause, nearest_value(clause, columns, nearly, of_variants)) for clause in relaxed)
    loosened = tuple(replace(clause, value=value) for clause, value in nearest if value is not None)
    best, told_apart = np.full(len(rows), -1, np.int64), np.zeros(len(rows), bool)
    if variants is not None:
        order = None if instead_of_variants is None else -instead_of_variants
        # A form that says what is wished stands for its product: "large" excludes none, and of a tee it is the large one.
        wished = [judge(clause, columns, sayings, variants) for clause in need.clauses if clause.op == "has"]
        of_forms = [*verdicts, *wished]
        readiness = [_readiness(verdict.clause) for verdict in of_forms]
        best, told_apart = BestVariants(of_forms, readiness, variants, order).of(rows)
    said = [
        [what_is_said(verdict, row, own) for verdict in verdicts] for row, own in zip(rows.tolist(), best.tolist(), strict=True)
    ]
    return Candidates(
        rows,
        dense,
        share,
        fused,
        off_topic,
        unmet=tuple(tuple(v.clause for v, said_of in zip(verdicts, row, strict=True) if said_of is False) for row in said),
        unknown=tuple(tuple(v.clause for v, said_of in zip(verdicts, row, strict=True) if said_of is None) for row in said),
        matching=matching,
        relaxed=relaxed,
        variants=best,
        unavailable=_cannot_be_had(unavailable[rows], best, None if all_alike else variants),
        told_apart=told_apart,
        grants=grants[rows],
        loosened=loosened,
        guests=len(guests),
        by_name=kind is not None,
    )


def _granting(
    wishes: Sequence[Wish],
    among: np.ndarray,
    columns: FilterColumns,
    sayings: FilterAssertions | None,
    variants: VariantSpace | None,
) -> np.ndarray:
    """Which records say the words of every wish that some of those ``among`` all say, (n_products,) bool."""
    import numpy as np

    grants = np.ones(columns.size, bool)
    for wish in wishes:
        if wish.clause.op == "has":
            says = judge(wish.clause, columns, sayings, variants, among).holds
            if (grants & says & among).any():
                grants &= says
    return grants


def _unwanted(verdicts: Sequence[Verdict]) -> np.ndarray:
    """Which products are said to be what an exclusion names, (n_products,) bool; those that do not say stand before them."""
    import numpy as np

    excluded = [verdict.contradicts for verdict in verdicts if verdict.clause.kind == "exclude"]
    return np.any(excluded, axis=0) if excluded else np.zeros(1, bool)


def what_is_said(verdict: Verdict, row: int, variant: int) -> bool | None:
    """What a record says to a clause, or the variant of its that answers best; None where it is silent."""
    if variant >= 0 and verdict.variants is not None:
        holds, contradicts = (bool(values[variant]) for values in verdict.variants)
        holds = holds and bool(verdict.holds[row])
    else:
        holds, contradicts = bool(verdict.holds[row]), bool(verdict.contradicts[row])
    return False if contradicts else True if holds else None


def _cannot_be_had(unavailable: np.ndarray, best: np.ndarray, variants: VariantSpace | None) -> np.ndarray:
    """Which candidates cannot be had in the variant that answers best, (n,) bool."""
    if variants is None:
        return unavailable
    import numpy as np

    return np.where(best >= 0, out_of_stock(variants.columns)[best], unavailable)


def held(
    need: Need,
    columns: FilterColumns,
    sayings: FilterAssertions | None,
    among: np.ndarray | None,
    variants: VariantSpace | None = None,
) -> np.ndarray:
    """Which products hold every clause that can be counted by, (n_products,) bool; ``among`` leaves some to be looked at."""
    verdicts = [judge(clause, columns, sayings, variants) for clause in need.countable]
    meets = all_hold(verdicts, columns.size, variants)
    meets = meets if among is None else meets & among
    if _confirm(verdicts, meets, sayings):
        meets &= all_hold(verdicts, columns.size, variants)
    return meets


_Tier = tuple["np.ndarray | None", Sequence[Predicate]]


def _by_tiers(ranked: _Ranking, wanted: int, breadth: int, tiers: Sequence[_Tier]) -> Iterator[np.ndarray]:
    """The best rows of each tier, no row twice; a tier is searched only where the ones before it left room.

    A tier is which rows it has, and what all of these say in single columns.
    """
    import numpy as np

    count = 0
    taken: np.ndarray = np.zeros(1, bool)
    for tier, limits in tiers:
        if tier is None:
            continue
        rows = ranked.best(breadth - count, tier & ~taken, limits)
        yield rows
        count, taken = count + len(rows), taken | tier
        if count >= wanted:
            return


def meeting(
    verdicts: Sequence[Verdict],
    size: int,
    *,
    vectors: Vectors,
    topic: np.ndarray | None = None,
    kind: np.ndarray | None = None,
    variants: VariantSpace | None = None,
    shown: np.ndarray | None = None,
) -> np.ndarray:
    """Which products meet every hard clause and are of the kind, (n_products,) bool: those that ``matching`` counts.

    Args:
        verdicts: what records say to each of the clauses.
        size: how many products there are.
        vectors, topic, kind, variants, shown: as in `retrieve`.
    """
    return _Subject(vectors, topic, kind, shown).among(all_hold(verdicts, size, variants))


def only_describes(need: Need) -> bool:
    """Whether a need sets no limit and no order, so that nearness decides: "gaming mouse"."""
    return need.sort is None and not need.hard


class _Ranking:
    """Dense and lexical scores of any rows, and the best rows by both."""

    def __init__(
        self,
        query: np.ndarray,
        vectors: Vectors,
        lexical: np.ndarray,
        instead: np.ndarray | None,
        shown: np.ndarray | None = None,
    ) -> None:
        self._query, self._vectors, self._lexical, self._instead, self._shown = query, vectors, lexical, instead, shown
        self._top = float(lexical.max()) if len(lexical) else 0.0

    def scores(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        dense = self._vectors.rows(rows) @ self._query
        share = self._lexical[rows] / self._top if self._top > 0 else self._lexical[rows]
        return dense, share, dense + LEXICAL_WEIGHT * share

    def best(self, k: int, mask: np.ndarray | None, limits: Sequence[Predicate] = ()) -> np.ndarray:
        """The rows of the best ``k`` under ``mask``, by the fused score, best first; ``limits`` hold of all under it."""
        import numpy as np

        mask = self._shown if mask is None else mask if self._shown is None else mask & self._shown
        allowed = None if mask is None else np.flatnonzero(mask)
        if k <= 0 or (allowed is not None and not len(allowed)):
            return np.zeros(0, np.int64)
        if self._instead is not None:
            rows = np.arange(len(self._instead)) if allowed is None else allowed
            return rows[np.argsort(-self._instead[rows], kind="stable")][:k]  # NaN sorts last
        by_meaning, _ = self._vectors.search(self._query, k, allowed=allowed, limits=limits)
        rows = np.union1d(by_meaning, self._by_words(k, allowed))
        return rows[(-self.scores(rows)[2]).argsort(kind="stable")][:k]

    def _by_words(self, k: int, allowed: np.ndarray | None) -> np.ndarray:
        import numpy as np

        scores = self._lexical if allowed is None else self._lexical[allowed]
        k = min(k, len(scores))
        top = np.argpartition(-scores, k - 1)[:k]
        top = top[scores[top] > 0]
        return top if allowed is None else allowed[top]


def _confirm(verdicts: Sequence[Verdict], meets: np.ndarray, sayings: FilterAssertions | None) -> bool:
    """Look closer at the words of the records that seem to meet everything; says whether any verdict changed."""
    import numpy as np

    rows = np.flatnonzero(meets)
    of_words = [verdict for verdict in verdicts if verdict.clause.op == "has"]
    if sayings is None or not of_words or not 0 < len(rows) <= _CONFIRMED_UP_TO:
        return False
    for verdict in of_words:
        verdict.holds[rows[~sayings.confirmed(str(verdict.clause.value), rows)]] = False
    return True


class _Subject:
    """What kind of thing is asked for: by name where the catalog has one, else by nearness to the topic."""

    def __init__(
        self, vectors: Vectors, topic: np.ndarray | None, kind: np.ndarray | None, shown: np.ndarray | None = None
    ) -> None:
        self._vectors, self._topic, self._kind, self._shown = vectors, topic, kind, shown

    def among(self, holds: np.ndarray) -> np.ndarray:
        """``holds`` without what is another kind of thing, and what may not be found."""
        import numpy as np

        holds = holds if self._shown is None else holds & self._shown
        if self._kind is not None:
            return holds & self._kind
        rows = np.flatnonzero(holds)
        if self._topic is None or not 0 < len(rows) <= _JUDGED_UP_TO:
            return holds
        on_topic = np.zeros(len(holds), bool)
        on_topic[rows[~self.is_not(rows)]] = True
        return on_topic

    def is_not(self, rows: np.ndarray) -> np.ndarray:
        """Which of ``rows`` are another kind of thing, (len(rows),) bool."""
        import numpy as np

        if self._kind is not None:
            return ~self._kind[rows]
        if self._topic is None or not len(rows):
            return np.zeros(len(rows), bool)
        _, best = self._vectors.search(self._topic, 1)
        return self._vectors.rows(rows) @ self._topic < OFF_TOPIC_BELOW * float(best[0])


def _readiness(clause: Clause) -> int:
    """How readily a clause is given up: a price before a size, and a size before a brand or a colour."""
    if clause.kind == "limit":
        return 2 if clause.field == "price" else 1
    return 0


def _is_count(clause: Clause) -> bool:
    return clause.kind == "limit" and clause.op == "=="


def _is_far(clause: Clause, columns: FilterColumns, left: np.ndarray) -> bool:
    """Whether all that is left without a limit in money is far from it: at more than `_FAR` times as much, nothing is near."""
    if clause.kind != "limit" or clause.field != "price" or clause.op not in ("<", "<="):
        return False
    nearest = nearest_value(clause, columns, left)
    return nearest is not None and nearest > _FAR * float(clause.value or 0)


def _to_relax(
    verdicts: Sequence[Verdict], columns: FilterColumns, subject: _Subject, variants: VariantSpace | None
) -> tuple[Clause, ...]:
    """The clauses to give up so that something is left: the fewest, and among these the one that leaves most.

    A price goes first, but not where what is left then costs far more: who has 900 to spend on a Dell with 32 GB is served
    better by one with 16 than by one for 2,639. A tent for four is none for two, whatever it costs.
    """

    def without(place: int) -> np.ndarray:
        return subject.among(all_hold(kept[:place] + kept[place + 1 :], columns.size, variants))

    def left(kept: Sequence[Verdict]) -> int:
        return int(subject.among(all_hold(kept, columns.size, variants)).sum())

    kept, dropped = list(verdicts), list[Verdict]()
    while kept and not left(kept):
        # What was turned down when it was shown is not shown again while anything else can be given up.
        lasting = [verdict.clause.is_rejection and bool(verdict.holds.any()) for verdict in kept]
        places = [i for i, lasts in enumerate(lasting) if not lasts] or list(range(len(kept)))
        remaining = {i: without(i) for i in places}
        gains = {i: int(rows.sum()) for i, rows in remaining.items()}
        if max(gains.values()):
            far = {i: _is_far(kept[i].clause, columns, remaining[i]) for i in places}
            helping = [i for i in places if gains[i]]
            places = [i for i in helping if not far[i] and not (any(far.values()) and _is_count(kept[i].clause))] or helping
            worst = max(places, key=lambda i: (_readiness(kept[i].clause), gains[i]))
        else:  # where no single clause helps, the one that the fewest records hold
            worst = min(places, key=lambda i: int(kept[i].holds.sum()))
        dropped.append(kept.pop(worst))
    for verdict in dropped[:-1]:  # what was given up in vain before the last
        if left([*kept, verdict]):
            kept.append(verdict)
    return tuple(verdict.clause for verdict in dropped if not any(verdict is one for one in kept))
