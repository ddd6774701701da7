"""Where a clause counts as answered: the similarity that best tells products that state a fact from those that do not.

    python benchmarks/unanswered.py INDEX [INDEX …]

Clauses are made from facts: a switch ("with GPS"), a value ("leather"), a phrase out of a description, and the name of a
shelf. Each is held against the product that it was made from and against another one of the same shelf (for the name of a
shelf: of another shelf) that neither states the fact nor says all its words in one fact. Printed: the error where as many are
missed as are falsely found, the similarity at which that is, and both errors at the mark in use.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from shopcli.advisor import Advisor
from shopcli.catalog import facts_of
from shopcli.pipeline.ranking import Ranker
from shopcli.rerank.explain import NEAR_ENOUGH
from shopcli.types import Attention, Clause, Fact, Need, Product

EACH = 200
_SMALL = frozenset("the a an of and or for with in on to is are be it its this that your you from by as at".split())


def clause_of(fact: Fact, rng: random.Random) -> tuple[str, str] | None:
    """The sort of a clause and its words, as a shopper might ask for the fact; None where it gives none."""
    if fact.value is True:
        return "switch", f"with {fact.label}"
    if fact.field == "category":
        return "shelf", re.split("[>/]", str(fact.value))[-1].strip().lower()
    if fact.field in ("title", "price", "brand") or not isinstance(fact.value, str):
        return None
    words = re.findall("[A-Za-z-]{3,}", fact.value.lower())
    if fact.field != "description":
        short = 3 <= len(fact.value) <= 30 and words and not re.search(r"\d", fact.value)
        return ("value", fact.value.split(",")[0].strip().lower()) if short else None
    start, length = rng.randrange(max(1, len(words) - 2)), rng.choice((2, 3))
    phrase = words[start : start + length]
    return ("phrase", " ".join(phrase)) if len(words) >= 6 and not {phrase[0], phrase[-1]} & _SMALL else None


def cases(advisor: Advisor, rng: random.Random) -> Iterator[tuple[str, Product, Product]]:
    """A clause's words, a product that states it, and one that does not."""
    products = [advisor.index.records[row] for row in range(len(advisor.index))]
    tokens, left = advisor.index.words.tokens, dict.fromkeys(("switch", "value", "phrase", "shelf"), EACH)
    for _ in range(20_000):
        product = rng.choice(products)
        fact = rng.choice(facts_of(product))
        sort, text = clause_of(fact, rng) or ("", "")
        if not left.get(sort) or not (wanted := set(tokens(text))):
            continue
        for other in rng.sample(products, min(len(products), 400)):
            apart = (other.category == product.category) == (sort == "shelf")
            stated = [each for each in facts_of(other) if each.value is not False]
            if not apart and fact not in stated and not any(wanted <= set(tokens(each.text)) for each in stated):
                left[sort] -= 1
                yield text, product, other
                break


def attention(advisor: Advisor, ranker: Ranker, text: str, product: Product) -> Attention:
    """As one of two clauses, the commonest case."""
    need = Need(text, (Clause(text, "feature"), Clause(text, "feature")))
    return ranker.attentions(need, [advisor.index.row(product.id)])[0]


def equal_error(stated: np.ndarray, silent: np.ndarray) -> tuple[float, float]:
    """The error where as many are missed as falsely found, and the mark at which that is."""
    marks = np.unique(np.concatenate([stated, silent]))
    missed, found = ([(stated < mark).mean() for mark in marks], [(silent >= mark).mean() for mark in marks])
    at = int(np.abs(np.subtract(missed, found)).argmin())
    return (missed[at] + found[at]) / 2, float(marks[at])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, nargs="+")
    pooled: list[np.ndarray] = []
    for path in parser.parse_args().index:
        advisor = Advisor.open(path)
        found = list(cases(advisor, random.Random(7)))
        texts = list(dict.fromkeys(text for text, _, _ in found))
        ranker = Ranker(advisor.index, dict(zip(texts, advisor._encode(texts), strict=True)))
        both = [[attention(advisor, ranker, text, product) for product in two] for text, *two in found]
        pooled.append(np.asarray([[each.answers[0] for each in two] for two in both]))
        said = [np.mean([bool(two[at].unanswered) for two in both]) for at in (0, 1)]
        report(str(path), pooled[-1])
        print(f"  and where saying all the words is enough too: missed {said[0]:.3f}, falsely found {1 - said[1]:.3f}")
    report("all", np.concatenate(pooled))


def report(name: str, answers: np.ndarray) -> None:
    error, mark = equal_error(*answers.T)
    missed, found = (answers[:, 0] < NEAR_ENOUGH).mean(), (answers[:, 1] >= NEAR_ENOUGH).mean()
    print(f"{name}: {len(answers)} clauses, equal error {error:.3f} at {mark:.2f}; ", end="")
    print(f"at {NEAR_ENOUGH} missed {missed:.3f}, falsely found {found:.3f}")


if __name__ == "__main__":
    main()
