"""Several things, one budget: the set that is chosen against brute force over all candidates, and how long it takes.

    python benchmarks/bundles.py INDEXES [--runs 3] [--verbose]

INDEXES is a folder with the indexes of ``benchmarks/bundles.txt`` by name (sample, outdoor, furniture, groceries). Counted is
of how many requests the things, how many of each, their own limits and the limits on the total were understood as labelled;
how many limits of one thing stand with another; and whether the set has the highest sum of scores that any choice of
candidates within the limits has, and the cheapest set the lowest cost, by trying them all. Printed too: the time, warm,
without advice.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shopcli.advisor import Advisor
from shopcli.pipeline.bundles.choice import Budget
from shopcli.pipeline.bundles.programme import thousandths
from shopcli.pipeline.bundles.shortlist import Candidate
from shopcli.types import Answer, Bundle, Clause, ProductSet

REQUESTS = Path(__file__).with_name("bundles.txt")
_LIMIT = re.compile(r"(<=|>=|<|>)(\d+(?:\.\d+)?)")
_MILLION = 1_000_000


@dataclass(frozen=True)
class Labelled:
    """One request as it is to be understood: of each thing how many, its name and own limits; and the limits on the total."""

    catalog: str
    request: str
    things: tuple[tuple[int, str, frozenset[tuple[str, float]]], ...]
    limits: frozenset[tuple[str, float]]


def labelled() -> Iterator[Labelled]:
    """The requests by hand."""
    for line in REQUESTS.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            catalog, request, things, limits = (part.strip() for part in line.split(" | "))
            yield Labelled(catalog, request, tuple(map(_thing, things.split(";"))), _limits(limits))


def _thing(said: str) -> tuple[int, str, frozenset[tuple[str, float]]]:
    name = _LIMIT.sub("", said).strip()
    count = re.match(r"(\d+) ", name)
    return int(count[1]) if count else 1, name[count.end() :] if count else name, _limits(said)


def _limits(said: str) -> frozenset[tuple[str, float]]:
    return frozenset((op, float(value)) for op, value in _LIMIT.findall(said))


def prices(clauses: Sequence[Clause]) -> frozenset[tuple[str, float]]:
    """The limits on the price among clauses."""
    return frozenset((str(one.op), float(one.value or 0)) for one in clauses if one.field == "price")


def is_understood(answer: Answer, wanted: Labelled) -> bool:
    """Whether things, quantities, their own limits and the limits on the total are as labelled."""
    bundle = answer.bundle
    if bundle is None or len(bundle.roles) != len(wanted.things) or prices(bundle.limits) != wanted.limits:
        return False
    pairs = zip(bundle.roles, wanted.things, strict=True)
    return all(
        role.quantity == count and name in role.said and prices(role.need.clauses) == own for role, (count, name, own) in pairs
    )


def crossed(bundle: Bundle, wanted: Labelled) -> int:
    """How many limits stand with a thing that has none such of its own, or on the total though they are a thing's own."""
    pairs = zip(bundle.roles, wanted.things, strict=False)
    return sum(len(prices(role.need.clauses) - own) for role, (_, _, own) in pairs) + len(prices(bundle.limits) - wanted.limits)


def candidates_of(advisor: Advisor, bundle: Bundle, currency: str | None) -> list[list[Candidate]]:
    """All candidates of each role that something is picked for, none left out."""
    lists = [advisor.bundles._shortlist(role.need) for role in bundle.roles if not role.missing]
    return [
        [one for one in some.candidates if one.price is not None and one.currency == currency and some.is_called(one)]
        for some in lists
    ]


def brute_force(
    lists: Sequence[Sequence[Candidate]], quantities: Sequence[int], budget: Budget
) -> tuple[int | None, int | None]:
    """The highest sum of scores, in millionths, of any choice within the budget, and the lowest cost of any, in thousandths."""
    best: int | None = None
    lowest: int | None = None
    first, *others = lists
    scores = [np.asarray([round(one.score * _MILLION) for one in some], np.int64) for some in others]
    costs = [
        np.asarray([thousandths(one.price or 0) * n for one in some], np.int64)
        for some, n in zip(others, quantities[1:], strict=True)
    ]
    rows = [np.asarray([one.row for one in some], np.int64) for some in others]
    shape = [len(some) for some in others]
    all_scores, all_costs = _outer(scores, shape), _outer(costs, shape)
    all_rows = [_along(part, at, shape) for at, part in enumerate(rows)]
    apart = np.ones(shape or (1,), bool)
    for at, some in enumerate(all_rows):
        for other in all_rows[:at]:
            apart &= some != other
    for one in first:
        cost = all_costs + thousandths(one.price or 0) * quantities[0]
        fits = apart.copy()
        for some in all_rows:
            fits &= some != one.row
        if not fits.any():
            continue
        low = int(cost[fits].min())
        lowest = low if lowest is None else min(lowest, low)
        if budget.most is not None:
            fits &= cost <= budget.most
        if budget.least is not None:
            fits &= cost >= budget.least
        if fits.any():
            high = int(all_scores[fits].max()) + round(one.score * _MILLION)
            best = high if best is None else max(best, high)
    return best, lowest


def _along(part: np.ndarray, at: int, shape: Sequence[int]) -> np.ndarray:
    return np.broadcast_to(part.reshape([-1 if axis == at else 1 for axis in range(len(shape))]), shape)


def _outer(parts: Sequence[np.ndarray], shape: Sequence[int]) -> np.ndarray:
    total = np.zeros(shape or (1,), np.int64)
    for at, part in enumerate(parts):
        total = total + _along(part, at, shape)
    return total


def is_optimal(advisor: Advisor, bundle: Bundle) -> tuple[bool, bool]:
    """Whether the best set and the cheapest one are what trying all choices finds."""
    shown = bundle.shown
    currency = shown.currency if shown else None
    lists = candidates_of(advisor, bundle, currency)
    quantities = [role.quantity for role in bundle.roles if not role.missing]
    best, lowest = brute_force(lists, quantities, Budget.of(bundle.limits))
    if bundle.best is None:
        return best is None, bundle.cheapest is not None and lowest == thousandths(bundle.cheapest.total or 0)
    granting = [[one for one in some if one.grants] or some for some in lists]
    _, lowest_granting = brute_force(granting, quantities, Budget())
    assert bundle.cheapest is not None
    cheap = thousandths(bundle.cheapest.total or 0)
    is_best = best == _score_of(advisor, lists, bundle.best) and _fits(bundle.best, Budget.of(bundle.limits))
    return is_best, cheap == min(lowest_granting if lowest_granting is not None else cheap, thousandths(bundle.best.total or 0))


def _score_of(advisor: Advisor, lists: Sequence[Sequence[Candidate]], chosen: ProductSet) -> int:
    """The sum of the scores of what was chosen, each in millionths as the programme counts them."""
    rows = [advisor.index.row(hit.product.id) for hit in chosen.picks if hit is not None]
    by_row = [{one.row: round(one.score * _MILLION) for one in some} for some in lists]
    return sum(scores[row] for scores, row in zip(by_row, rows, strict=True))


def _fits(chosen: ProductSet, budget: Budget) -> bool:
    total = thousandths(chosen.total or 0)
    return (budget.most is None or total <= budget.most) and (budget.least is None or total >= budget.least)


def holds_own_limits(bundle: Bundle) -> bool:
    """Whether every product picked holds the limits of its own role, where none was given up."""
    return all(not hit.unmet for role, hit in bundle.picked if not role.relaxed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("indexes", type=Path)
    parser.add_argument("--runs", type=int, default=3, help="how often each request is timed, warm")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    advisors: dict[str, Advisor] = {}
    counts = dict.fromkeys(
        ("requests", "understood", "crossed", "own limits held", "best optimal", "cheapest optimal", "no set"), 0
    )
    seconds, of_processor = list[float](), list[float]()
    for wanted in labelled():
        if wanted.catalog not in advisors:
            advisors[wanted.catalog] = Advisor.open(options.indexes / wanted.catalog)
            advisors[wanted.catalog].warm_up(text=False)
        advisor = advisors[wanted.catalog]
        answer = advisor.ask(wanted.request, text=False)
        timed = []
        for _ in range(options.runs):
            start, processor = time.perf_counter(), time.process_time()
            advisor.ask(wanted.request, text=False)
            timed.append((time.perf_counter() - start, time.process_time() - processor))
        for kept, taken in zip((seconds, of_processor), zip(*timed, strict=True), strict=True):
            kept.append(statistics.median(taken))
        counts["requests"] += 1
        bundle = answer.bundle
        if bundle is None:
            print(f"ONE THING  {wanted.catalog}: {wanted.request}")
            continue
        understood, (best, cheapest) = is_understood(answer, wanted), is_optimal(advisor, bundle)
        counts["understood"] += understood
        counts["crossed"] += crossed(bundle, wanted)
        counts["own limits held"] += holds_own_limits(bundle)
        counts["best optimal"] += best
        counts["cheapest optimal"] += cheapest
        counts["no set"] += bundle.best is None
        if options.verbose or not (understood and best and cheapest):
            things = [(role.quantity, role.said, sorted(prices(role.need.clauses)), role.missing) for role in bundle.roles]
            fault = ("" if understood else "MISREAD ") + ("" if best and cheapest else "NOT OPTIMAL ")
            print(f"{fault}{wanted.catalog}: {wanted.request}\n   {things}")
            for name, some in (("best", bundle.best), ("cheapest", bundle.cheapest)):
                if some:
                    print(f"   {name} {some.total} {some.currency}: {[hit and hit.product.title[:40] for hit in some.picks]}")
    print(counts)
    for name, some in (("wall clock", seconds), ("processor", of_processor)):
        print(
            f"warm, without advice, {name}: median {1000 * statistics.median(some):.0f} ms, highest {1000 * max(some):.0f} ms"
        )


if __name__ == "__main__":
    main()
