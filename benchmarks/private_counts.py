"""How far the counts of a private report are off, against what it may cost.

    python benchmarks/private_counts.py [--sessions 1000] [--releases 100] [--seed 0] [--svg docs/pictures/private-counts.svg]

A made-up demand: every session is silent-met on up to six of thirty fields, looks for up to five of two hundred words that the
catalog lacks, and is shown up to fifteen of 1,500 products, all by Zipf's law. Its report is released again and again at each
epsilon. "error" is the mean distance of a count from the true one; "bounding" the part of it that comes from leaving out what
one session says too much; "words told" the share of the words of at least 50 sessions that pass the threshold.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from shopcli.train.evaluation import private_counts
from shopcli.train.evaluation.demand import Contribution

EPSILONS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
FIELDS, WORDS, PRODUCTS = 30, 200, 1500
_OFTEN = 50


def drawn(rng: np.random.Generator, kinds: int, most: int, name: str) -> tuple[str, ...]:
    """Up to ``most`` different things, the first ones oftener."""
    weights = 1 / np.arange(1, kinds + 1)
    chosen = rng.choice(kinds, rng.integers(0, most + 1), replace=False, p=weights / weights.sum())
    return tuple(f"{name}{number}" for number in chosen)


def demand(sessions: int, seed: int) -> list[Contribution]:
    rng = np.random.default_rng(seed)
    return [
        Contribution(
            ("nothing",) if rng.random() < 0.2 else (),
            drawn(rng, WORDS, 5, "word"),
            drawn(rng, FIELDS, 6, "field"),
            drawn(rng, PRODUCTS, 15, "product"),
        )
        for _ in range(sessions)
    ]


def counted(groups: Sequence[Sequence[str]], most: int) -> Counter[str]:
    return Counter(key for group in groups for key in group[:most])


def errors(told: Sequence[Contribution], epsilon: float, releases: int) -> dict[str, float]:
    """Mean absolute errors of releases at one epsilon."""
    part = epsilon / 4
    fields = [f"field{number}" for number in range(FIELDS)]
    true = counted([one.fields for one in told], 99)
    words = counted([one.words for one in told], 99)
    often = {word for word, count in words.items() if count >= _OFTEN}
    sums: Counter[str] = Counter()
    for _ in range(releases):
        said = [field for one in told for field in one.fields[: private_counts.MOST_FIELDS]]
        noisy = private_counts.counts_by_key(said, fields, bound=private_counts.MOST_FIELDS, epsilon=part)
        sums["fields"] += sum(abs(noisy[field] - true[field]) for field in fields) / FIELDS  # type: ignore[assignment]
        total = private_counts.counts_by_key(["s"] * len(told), ("s", "v"), bound=2, epsilon=part)["s"]
        sums["sessions"] += abs(total - len(told))
        groups = [one.words[: private_counts.MOST_WORDS] for one in told]
        passed, threshold = private_counts.counts_past_threshold(
            groups, bound=private_counts.MOST_WORDS, epsilon=part, delta=private_counts.DELTA
        )
        sums["words told"] += len(often & passed.keys()) / len(often)  # type: ignore[assignment]
        sums["threshold"] += threshold
    return {name: value / releases for name, value in sums.items()}


def bounding(told: Sequence[Contribution]) -> float:
    """The mean distance of the fields' counts from the true ones before any noise."""
    true, kept = (counted([one.fields for one in told], most) for most in (99, private_counts.MOST_FIELDS))
    return sum(true[field] - kept[field] for field in true) / FIELDS


def svg(rows: dict[float, dict[str, float]], path: Path) -> None:
    """Errors against epsilon, both as powers, as a picture made by code."""
    left, right, top, low = 60, 600, 20, 270
    names = {"sessions": "#2166ac", "fields": "#b2182b"}
    largest = max(row[name] for row in rows.values() for name in names)

    def x(epsilon: float) -> float:
        first, last = math.log(min(rows)), math.log(max(rows))
        return left + (right - left) * (math.log(epsilon) - first) / (last - first)

    def y(error: float) -> float:
        return low - (low - top) * math.log(max(error, 0.1) / 0.1) / math.log(largest / 0.1)

    parts = []
    for number, (name, colour) in enumerate(names.items()):
        points = " ".join(f"{x(epsilon):.1f},{y(row[name]):.1f}" for epsilon, row in rows.items())
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{points}"/>')
        label = f'<text x="{right}" y="{top + 14 + 16 * number}" text-anchor="end" fill="{colour}">{name}: mean error</text>'
        parts.append(label)
    parts += [f'<text x="{x(epsilon):.1f}" y="{low + 18}" text-anchor="middle">{epsilon:g}</text>' for epsilon in rows]
    ticks = [error for error in (0.1, 1, 10, 100, 1000) if error <= largest]
    parts += [f'<text x="{left - 6}" y="{y(error) + 4:.1f}" text-anchor="end">{error:g}</text>' for error in ticks]
    parts.append(f'<text x="{(left + right) / 2}" y="{low + 38}" text-anchor="middle">epsilon of the whole report</text>')
    frame = f'<rect x="{left}" y="{top}" width="{right - left}" height="{low - top}" fill="none" stroke="#ccc"/>'
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320" font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="#fff"/>{frame}{"".join(parts)}</svg>\n',
        encoding="utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--releases", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--svg", type=Path)
    arguments = parser.parse_args()
    told = demand(arguments.sessions, arguments.seed)
    print(f"{arguments.sessions:,} sessions, {arguments.releases} releases; bounding alone: fields off by {bounding(told):.1f}")
    print(f"{'epsilon':>8} {'sessions':>9} {'expected':>9} {'fields':>8} {'words from':>11} {'words told':>11}")
    rows = {}
    for epsilon in EPSILONS:
        rows[epsilon] = row = errors(told, epsilon, arguments.releases)
        expected = 2 / (epsilon / 4)  # the mean of |Laplace|, its scale
        told_words = f"{row['threshold']:>11.0f} {row['words told']:>11.0%}"
        print(f"{epsilon:>8g} {row['sessions']:>9.2f} {expected:>9.2f} {row['fields']:>8.2f} {told_words}", flush=True)
    if arguments.svg:
        svg(rows, arguments.svg)


if __name__ == "__main__":
    main()
