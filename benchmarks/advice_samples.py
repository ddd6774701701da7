"""Answers picked at random, with their plans, to be read and marked by hand: docs/advice-samples.md.

    python benchmarks/advice_samples.py INDEX REQUESTS.txt INDEX REQUESTS.txt … --n 30 > docs/advice-samples.md

Each sentence has an empty box: a reader holds it against the facts below it and marks it true or not.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from shopcli import Advisor
from shopcli.catalog.facts import facts_of
from shopcli.types import Answer
from shopcli.write.plan import make_plan


def sample(pairs: list[tuple[Path, Path]], n: int, seed: int) -> list[tuple[Path, str]]:
    """``n`` requests, as many of each file as it has of all."""
    whole = [
        (index, line.strip()) for index, file in pairs for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    return random.Random(seed).sample(whole, n)


def page(answer: Answer) -> Iterator[str]:
    """One answer: its plan, its sentences, and what the record of each product states."""
    yield f"### {answer.need.query}\n"
    if answer.reply is not None:
        yield f"Computed reply: {answer.reply}\n"
        return
    yield "Plan: " + "; ".join(
        f"{part.kind} [{part.product.id}] " + ", ".join(fact.fact.text for fact in part.facts)
        for part in make_plan(answer.need, answer.results, facts_of)
    ) + "\n"  # fmt: skip
    for sentence in answer.advice.sentences if answer.advice else ():
        yield f"- [ ] ({sentence.by}) {sentence.text}"
    yield ""
    cited = {product_id for sentence in answer.advice.sentences for product_id in sentence.cites} if answer.advice else set()
    for hit in answer.results:
        if hit.product.id in cited:
            yield f"  - {hit.product.id}: " + "; ".join(fact.text for fact in facts_of(hit.product))
    yield ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", type=Path, metavar="INDEX REQUESTS.txt")
    parser.add_argument("--n", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    advisors: dict[Path, Advisor] = {}
    pairs = list(zip(args.pairs[::2], args.pairs[1::2], strict=True))
    for index, request in sample(pairs, args.n, args.seed):
        advisor = advisors.setdefault(index, Advisor.open(index))
        print("\n".join(page(advisor.ask(request))))


if __name__ == "__main__":
    main()
