"""How often an experiment cries wolf when it is looked at after every session, and how soon it sees a difference that is there.

    python benchmarks/experiment.py [--runs 1000] [--sessions 1000] [--seed 0] [--svg FILE]

Shoppers are simulated: of ten products each fits with a probability of its own, a ranking sorts them by that and noise, a place
is looked at with a probability of 1 / place (a position-based model of clicks), and what is looked at and fits is chosen. Two
rankings are interleaved by `team_draft` and told apart by `credit` and `SequentialTest`, all as shopcli does it; by halves,
each session sees one of them. Beside it stands the z-test at 5 %, looked at as often (from ten decided sessions on).
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shopcli.pipeline.personal.collected import CollectedRequest, CollectedSession, ShownProduct
from shopcli.train.evaluation.experiment import credit
from shopcli.train.evaluation.interleaving import team_draft
from shopcli.train.evaluation.sequential import SequentialTest

PRODUCTS, SHOWN = 10, 3
_LEAST = 10  # decided sessions before the z-test is looked at
Outcomes = Callable[[random.Random], Iterator[int]]


@dataclass
class Tally:
    """What came of the runs of one way: the session at which each test decided, and for whom."""

    sequential: list[int]
    naive: list[int]
    wrong: int = 0
    predicted: list[float] | None = None


def fits(coin: random.Random) -> list[float]:
    """How likely each product is what this shopper wants."""
    return [1 - math.sqrt(coin.random()) for _ in range(PRODUCTS)]  # Beta(1, 2)


def ranking(chances: list[float], noise: float, coin: random.Random) -> list[int]:
    return sorted(range(PRODUCTS), key=lambda one: -(chances[one] + coin.gauss(0, noise)))


def chosen(shown: list[int], chances: list[float], coin: random.Random) -> list[int]:
    return [one for place, one in enumerate(shown, start=1) if coin.random() < 1 / place and coin.random() < chances[one]]


def interleaved(noise_a: float, noise_b: float, *, same: bool = False) -> Outcomes:
    """Sessions that see both rankings as one list; the same list twice where ``same``."""

    def outcomes(coin: random.Random) -> Iterator[int]:
        while True:
            chances = fits(coin)
            first = ranking(chances, noise_a, coin)
            second = first if same else ranking(chances, noise_b, coin)
            picks = list(team_draft(first[:SHOWN], second[:SHOWN], SHOWN, lambda: coin.random() < 0.5))
            took = chosen([one for one, _ in picks], chances, coin)
            shown = tuple(ShownProduct(place, str(one), team=team) for place, (one, team) in enumerate(picks, start=1))
            request = CollectedRequest(0, "", "", (), 1, False, False, shown, tuple((str(one), "chosen") for one in took))
            yield credit(CollectedSession("", "chat", "", "", 0, 0, True, requests=(request,)))

    return outcomes


def halved(noise_a: float, noise_b: float) -> Outcomes:
    """Blocks of two sessions, one of either ranking; an outcome a block."""

    def liked(noise: float, coin: random.Random) -> bool:
        chances = fits(coin)
        return bool(chosen(ranking(chances, noise, coin)[:SHOWN], chances, coin))

    def outcomes(coin: random.Random) -> Iterator[int]:
        while True:
            yield int(liked(noise_b, coin)) - int(liked(noise_a, coin))

    return outcomes


def run(outcomes: Outcomes, runs: int, looks: int, seed: int) -> Tally:
    """Look after every outcome; the first look at which a test decides is kept, 0 where it never does."""
    tally = Tally([], [], predicted=[])
    for number in range(runs):
        test, naive, predicted = SequentialTest(), 0, None
        sequential, n = 0, 0
        for outcome in outcomes(random.Random(f"{seed} {number}")):
            test, n = test.after(outcome), n + 1
            decided = test.wins + test.losses
            if not naive and decided >= _LEAST and abs(test.wins - test.losses) / math.sqrt(decided) > 1.959964:
                naive = n
            if not sequential and test.is_decided:
                sequential = n
                tally.wrong += test.losses > test.wins
            if n == looks // 10 and not sequential:
                more = test.more_outcomes()
                predicted = None if more is None else n + more
            if n == looks or (sequential and naive):
                break
        tally.sequential.append(sequential)
        tally.naive.append(naive)
        if predicted and sequential:
            tally.predicted.append(predicted / sequential)  # type: ignore[union-attr]
    return tally


def upper(count: int, runs: int) -> float:
    """The 95% upper bound of a share (Clopper and Pearson 1934)."""
    from scipy.stats import beta

    return float(beta.ppf(0.95, count + 1, runs - count)) if count < runs else 1.0


def by_session(decided: list[int], looks: int) -> list[float]:
    """The share of runs that had decided by each look."""
    counts = [0] * (looks + 1)
    for at in decided:
        counts[at] += at > 0
    total, shares = 0, []
    for count in counts[1:]:
        total += count
        shares.append(total / len(decided))
    return shares


def svg(curves: dict[str, list[float]], path: Path) -> None:
    """The share of A/A runs that had cried wolf by each look, as a picture made by code."""
    width, height, left, low = 640, 320, 50, 280
    longest = max(map(len, curves.values()))
    colours = ("#b2182b", "#2166ac", "#e08214", "#4393c3", "#d6604d", "#92c5de")
    parts = []
    for number, (name, curve) in enumerate(curves.items()):
        every = list(enumerate(curve, start=1))[9::10]
        points = " ".join(f"{left + 560 * i / longest:.1f},{low - 250 * s:.1f}" for i, s in every)
        parts.append(f'<polyline fill="none" stroke="{colours[number]}" stroke-width="1.5" points="{points}"/>')
        parts.append(f'<text x="{left + 10}" y="{22 + 15 * number}" fill="{colours[number]}">{name}: {curve[-1]:.1%}</text>')
    five = low - 250 * 0.05
    parts.append(f'<line x1="{left}" x2="610" y1="{five}" y2="{five}" stroke="#555" stroke-dasharray="4 3"/>')
    shares = (0, 0.25, 0.5, 0.75, 1)
    parts += [f'<text x="{left - 6}" y="{low - 250 * share + 4}" text-anchor="end">{share:.0%}</text>' for share in shares]
    parts.append(
        f'<text x="{left}" y="{low + 18}">0</text><text x="610" y="{low + 18}" text-anchor="end">{longest} looks</text>'
    )
    frame = f'<rect x="{left}" y="30" width="560" height="250" fill="none" stroke="#ccc"/>'
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="#fff"/>{frame}{"".join(parts)}</svg>\n'
    )
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--svg", type=Path)
    arguments = parser.parse_args()
    runs, looks = arguments.runs, arguments.sessions
    ways: dict[str, tuple[Outcomes, int, bool]] = {
        "A/A, one list twice, interleaved": (interleaved(0.3, 0.3, same=True), looks, False),
        "A/A, equally good, interleaved": (interleaved(0.3, 0.3), looks, False),
        "A/A, equally good, halves": (halved(0.3, 0.3), looks // 2, False),
        "B better, interleaved": (interleaved(0.3, 0.15), looks, True),
        "B better, halves": (halved(0.3, 0.15), looks // 2, True),
    }
    print(f"{runs:,} runs of {looks:,} sessions, looked at after each; alpha = .05, seed {arguments.seed}")
    curves: dict[str, list[float]] = {}
    for name, (outcomes, n, differs) in ways.items():
        began = time.perf_counter()
        tally = run(outcomes, runs, n, arguments.seed)
        spent = time.perf_counter() - began
        each = 2 if "halves" in name else 1
        for which, decided in (("sequential", tally.sequential), ("z, repeated", tally.naive)):
            count = sum(at > 0 for at in decided)
            told = f"{name:34} {which:12} decided {count / runs:6.1%}"
            if differs:
                times = [each * at for at in decided if at]
                told += f", median after {statistics.median(times):.0f} sessions" if times else ""
            else:
                told += f", at most {upper(count, runs):.1%} (95%)"
                curves[f"{name.removeprefix('A/A, ')}, {which}"] = by_session(decided, n)
            print(told, flush=True)
        if differs:
            shares = by_session(tally.sequential, n)
            steps = [looks // 10, looks // 4, looks // 2, looks]
            told = ", ".join(f"{shares[step // each - 1]:.0%} by {step}" for step in steps)
            print(f"{'':34} sequential   {told}; for A by mistake: {tally.wrong}")
            if tally.predicted:
                low, middle, high = statistics.quantiles(tally.predicted, n=4)
                ratios = f"{middle:.2f} of the true one (middle half {low:.2f} to {high:.2f})"
                print(f"{'':34} predicted length at {looks // 10} sessions: {ratios}")
        print(f"{'':34} {spent:.0f} s", flush=True)
    if arguments.svg:
        svg(curves, arguments.svg)


if __name__ == "__main__":
    main()
