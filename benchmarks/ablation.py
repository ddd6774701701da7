"""What each part of the re-ranking is worth: the same requests and searches with one thing changed at a time.

    python benchmarks/ablation.py SHARED_INDEX SECOND_INDEX --shared ../shared/bench --second benchmarks/second

Filters off, sat@3 of the requests less their limits on both catalogs (see benchmarks/rerank.py), by the number of clauses
too; and condensed nDCG@10 of the graded searches. Each difference to the first row has its 95 % interval by the paired
bootstrap over requests and searches.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from harness import Request, interval, judged, requests_of, second_holds, shared_holds

from shopcli import Advisor
from shopcli.rerank import Grown, RankWeights, Signals, scores_of, shipped_weights
from shopcli.train.examples import Example, from_searches
from shopcli.train.validate import quality

AMONG = 100
Change = Callable[[Signals, RankWeights], np.ndarray]


def weighed(**changes: object) -> Change:
    """The scores with other weights."""
    return lambda signals, weights: scores_of(signals, replace(weights, **changes))


def whole_text(signals: Signals, weights: RankWeights) -> np.ndarray:
    """Each product as one fact, the mean of its facts: clauses against the whole text."""
    lengths = np.diff(signals.spans, axis=1)[:, 0]
    owner = np.repeat(np.arange(len(lengths)), lengths)
    near, words = (np.zeros((len(signals.wishes), len(lengths)), np.float32) for _ in range(2))
    for clause in range(len(signals.wishes)):
        np.add.at(near[clause], owner, signals.similarities[clause])
        np.maximum.at(words[clause], owner, signals.words[clause])
    near /= np.maximum(1, lengths)
    spans = np.stack([np.arange(len(lengths)), np.arange(len(lengths)) + 1], axis=1)
    return scores_of(replace(signals, similarities=near, words=words, spans=spans, signs=np.ones(len(lengths))), weights)


def one_clause(signals: Signals, weights: RankWeights) -> np.ndarray:
    """The request as a single clause: the mean of its clauses."""
    if not len(signals.wishes):
        return scores_of(signals, weights)
    near, words = (array.mean(axis=0, keepdims=True) for array in (signals.similarities, signals.words))
    return scores_of(replace(signals, similarities=near, words=words, wishes=signals.wishes[-1:]), weights)


def unsigned(signals: Signals, weights: RankWeights) -> np.ndarray:
    """A fact that says no attracts as one that says yes."""
    return scores_of(replace(signals, signs=np.ones_like(signals.signs)), weights)


def rows_of() -> dict[str, Change]:
    """What is changed, by name."""
    hand = RankWeights()
    return {
        "as shipped": lambda signals, weights: scores_of(signals, weights),
        "weights chosen by hand": lambda signals, weights: scores_of(signals, hand),
        "retrieval alone": lambda signals, weights: scores_of(signals, weights, attentive=False),
        "no attention": weighed(attention=Grown(0.0), wish=Grown(0.0)),
        "no words' bias": weighed(words=Grown(0.0)),
        "no attention to wishes": weighed(wish=Grown(0.0)),
        "no shelf": weighed(thing=Grown(0.0)),
        "no cost of another kind": weighed(other_kind=Grown(0.0)),
        "no sign on facts that say no": unsigned,
        "whole text in place of facts": whole_text,
        "the request as one clause": one_clause,
        "attention does not grow": weighed(attention=Grown(0.3)),
        "wishes twice": weighed(wish=Grown(0.12)),
        "wishes half": weighed(wish=Grown(0.03)),
        "temperature .02": weighed(temperature=0.02),
        "temperature .2": weighed(temperature=0.2),
        "sqrt(dim), Vaswani's": weighed(temperature=384**0.5),
    }


def looked_up(advisor: Advisor, requests: list[Request]) -> list[tuple[Request, np.ndarray, Signals]]:
    known = ((request, advisor.signals(request.need, wanted=AMONG)) for request in requests)
    return [(request, candidates.rows, signals) for request, (candidates, signals) in known]


def sat3(found: list[tuple[Request, np.ndarray, Signals]], change: Change, weights: RankWeights) -> np.ndarray:
    """sat@3 of each request, (n_requests,)."""
    return np.asarray(
        [judged(request, rows[np.argsort(-change(signals, weights), kind="stable")])[1] for request, rows, signals in found]
    )


def ndcg(searches: list[Example], change: Change, weights: RankWeights) -> np.ndarray:
    return np.asarray([quality(search, change(search.signals, weights)) for search in searches])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared_index", type=Path)
    parser.add_argument("second_index", type=Path)
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the shared bench")
    parser.add_argument("--second", type=Path, required=True, help="a folder as benchmarks/second")
    args = parser.parse_args()
    first, second = Advisor.open(args.shared_index), Advisor.open(args.second_index)
    both = looked_up(first, requests_of(first, shared_holds(args.shared, list(first.index.records.ids))))
    both += looked_up(second, requests_of(second, second_holds(args.second, list(second.index.records.ids))))
    searches = list(from_searches(first, args.shared / "qrels_dev.csv"))
    clauses = np.asarray([len(signals.wishes) for _, _, signals in both])
    print(f"{len(both)} requests ({(clauses == 1).sum()} of one clause, {(clauses == 2).sum()} of two, "
          f"{(clauses > 2).sum()} of more), {len(searches)} graded searches")  # fmt: skip
    print(f"{'':32} {'sat@3':23} one   two   more   nDCG@10")
    weights, start = shipped_weights(), None
    for name, change in rows_of().items():
        fits, gains = sat3(both, change, weights), ndcg(searches, change, weights)
        start = start or (fits, gains)
        groups = "  ".join(f"{fits[of].mean():.3f}" for of in (clauses == 1, clauses == 2, clauses > 2))
        print(f"{name:32} {shown(fits, start[0])}  {groups}  {shown(gains, start[1])}")


def shown(values: np.ndarray, start: np.ndarray) -> str:
    low, high = interval(values - start)
    return f"{values.mean():.3f} [{low:+.3f}, {high:+.3f}]"


if __name__ == "__main__":
    main()
