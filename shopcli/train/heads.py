"""What ``shopcli train heads`` does: which heads of a language model attend to the product that answers a request.

Requests come from facts of the catalog's own products, each among products that are like it and do not hold these facts;
or from searches that people graded. Half of them find the heads, the other half says what the heads are worth.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.catalog.facts import facts_of
from shopcli.errors import ProductNotFound, UsageError
from shopcli.index import Index
from shopcli.pipeline.lm_ranker import open_reader, readable, reading_text
from shopcli.rerank.heads import Head, Heads, candidate_heads, middle_heads, store_heads
from shopcli.rerank.in_context import margins, masses
from shopcli.rerank.lm import Reader, shape_of
from shopcli.types import Fact, Product

if TYPE_CHECKING:
    import numpy as np

    from shopcli.write import LanguageModel

KEPT_HEADS = 16  # QRHead keeps 16 of the 1024 heads of an 8B model, 8 of smaller ones
AMONG = 8  # products of a trial
_NEAR = 24  # distractors that are like the right product come from so many nearest
_VALUE_CHARACTERS = 30  # a longer value is prose, which nobody types
_FEWEST = 4  # trials: two halves of two


@dataclass(frozen=True, slots=True)
class Trial:
    """One request, the texts of some products, and how right each of them is; higher is better."""

    request: str
    texts: tuple[str, ...]
    worth: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Merit:
    """What a choice of heads is worth on requests that did not choose it.

    Attributes:
        name: the choice.
        first: how often the product that draws most is one of the best, 0 to 1.
        ndcg: normalised discounted cumulative gain over all products of a trial, 0 to 1.
    """

    name: str
    first: float
    ndcg: float


@dataclass(frozen=True, slots=True)
class FoundHeads:
    """What was found: the heads, how many trials chose them and judged them, their merit beside others', the file."""

    heads: Heads
    n_choosing: int
    n_judging: int
    merits: tuple[Merit, ...]
    file: Path


def train_heads(
    model: LanguageModel,
    trials: Sequence[Trial],
    *,
    keep: int = KEPT_HEADS,
    on_trial: Callable[[int], None] = lambda done: None,
) -> FoundHeads:
    """Find a model's heads and store them for it.

    Args:
        model: whose heads.
        trials: in random order; the first half chooses.
        keep: how many heads.
        on_trial: called with the number of trials done.

    Raises:
        UsageError: too few trials, or a model on a server.
        ModelError: the model's attention cannot be read.
    """
    if len(trials) < _FEWEST:
        hint = "Name an index with more products and short attributes, or more graded searches."
        raise UsageError(f"{len(trials)} requests are too few to find heads.", hint=hint)
    known = readable(model)
    n_layers, n_heads, _ = shape_of(known)
    candidates = candidate_heads(n_layers, n_heads)
    reader = open_reader(model, heads=candidates)
    gains = []
    for number, trial in enumerate(trials, start=1):
        gains.append(_gains(reader, trial))
        on_trial(number)
    half = (len(trials) + 1) // 2
    best = _choose(candidates, gains[:half], trials[:half], keep)
    heads = Heads(best, f"found on {half} requests")
    choices = {
        f"the best {len(best)}": heads,
        "the middle third": middle_heads(n_layers, n_heads),
        "all that were tried": candidates,
    }
    merits = tuple(_merit(name, choice, candidates, gains[half:], trials[half:]) for name, choice in choices.items())
    file = store_heads(heads, digest=known.digest, model=model.name, n_layers=n_layers, n_heads=n_heads)
    return FoundHeads(heads, half, len(trials) - half, merits, file)


def found_summary(found: FoundHeads) -> str:
    """What was found, as lines of a table."""
    rows = [f"{head.layer:5}  {head.head:4}  {head.score:8.5f}" for head in found.heads.chosen]
    judged = [f"{merit.name:24} {merit.first:12.3f} {merit.ndcg:6.3f}" for merit in found.merits]
    return "\n".join(
        [
            f"The best {len(rows)} heads on {found.n_choosing} requests, by the attention to what is right over the rest:",
            "layer  head     score",
            *rows,
            "",
            f"On the {found.n_judging} other requests:",
            f"{'heads':24} {'best first':>12} {'nDCG':>6}",
            *judged,
            "",
            f"Stored in {found.file}; `shopcli ask --reranker lm` reads these heads now.",
        ]
    )


def _gains(reader: Reader, trial: Trial) -> np.ndarray:
    """The calibrated attention that each head gives each product, (n_heads, n_products)."""
    reading = reader.read(trial.request, trial.texts)
    assert reading is not None  # there is no budget
    return masses(reading.asked - reading.blank, reading.spans)


def _choose(candidates: Heads, gains: Sequence[np.ndarray], trials: Sequence[Trial], keep: int) -> tuple[Head, ...]:
    """The heads with the largest mean margin, best first."""
    import numpy as np

    scores = np.mean([margins(gain, np.asarray(trial.worth)) for gain, trial in zip(gains, trials, strict=True)], axis=0)
    best = np.argsort(-scores, kind="stable")[:keep]
    return tuple(Head(candidates.chosen[i].layer, candidates.chosen[i].head, float(scores[i])) for i in best)


def _merit(name: str, choice: Heads, candidates: Heads, gains: Sequence[np.ndarray], trials: Sequence[Trial]) -> Merit:
    import numpy as np

    chosen = {(head.layer, head.head) for head in choice.chosen}
    rows = [row for row, head in enumerate(candidates.chosen) if (head.layer, head.head) in chosen]
    first, ndcg = [], []
    for gain, trial in zip(gains, trials, strict=True):
        worth = np.asarray(trial.worth)
        ranked = worth[np.argsort(-gain[rows].sum(axis=0), kind="stable")]
        discounts = 1 / np.log2(np.arange(2, len(worth) + 2))
        first.append(ranked[0] == worth.max())
        ndcg.append(((2**ranked - 1) @ discounts) / ((2 ** np.sort(worth)[::-1] - 1) @ discounts))
    return Merit(name, float(np.mean(first)), float(np.mean(ndcg)))


# --- requests -----------------------------------------------------------------------------------------------------------------


def trials_from_facts(indexes: Sequence[Index], n: int, seed: int) -> list[Trial]:
    """Requests for random products by two or three of their facts, among products that lack one of these at least."""
    drawn = random.Random(seed)
    rows = [(index, row) for index in indexes for row in range(len(index))]
    drawn.shuffle(rows)
    trials: list[Trial] = []
    for index, row in rows:
        if len(trials) == n:
            break
        if trial := _trial_from_facts(index, row, drawn):
            trials.append(trial)
    return trials


def _trial_from_facts(index: Index, row: int, drawn: random.Random) -> Trial | None:
    product = index.records[row]
    sayable = [fact for fact in facts_of(product) if _is_sayable(fact)]
    if len(sayable) < 2:
        return None
    wanted = drawn.sample(sayable, min(len(sayable), drawn.choice((2, 3))))
    others = [other for other in _others(index, row, drawn) if not set(wanted) <= set(facts_of(other))]
    if len(others) < AMONG - 1:
        return None
    products = [(product, 1.0), *((other, 0.0) for other in others[: AMONG - 1])]
    drawn.shuffle(products)
    request = ", ".join([*_thing(product), *(_said(fact) for fact in wanted)])
    return Trial(request, tuple(reading_text(one) for one, _ in products), tuple(worth for _, worth in products))


def _others(index: Index, row: int, drawn: random.Random) -> Iterator[Product]:
    """Distractors: products like the one in ``row`` and any others, in turn."""
    import numpy as np

    near = index.vectors.search(index.vectors.rows(np.asarray([row]))[0], _NEAR)[0].tolist()
    far = [drawn.randrange(len(index)) for _ in near]
    pairs = [other for pair in zip(drawn.sample(near, len(near)), far, strict=True) for other in pair]
    yield from (index.records[other] for other in dict.fromkeys(pairs) if other != row)


def _is_sayable(fact: Fact) -> bool:
    """Whether a shopper might say it: a short value or a plain yes, and no number of the shop's own."""
    if fact.field in ("title", "description", "price", "category"):
        return False
    return fact.value is True or (isinstance(fact.value, str) and 1 < len(fact.value) <= _VALUE_CHARACTERS)


def _said(fact: Fact) -> str:
    return fact.label if fact.value is True else str(fact.value)


def _thing(product: Product) -> Iterator[str]:
    """What the catalog calls the kind: the last part of the category."""
    if product.category:
        yield product.category.replace("/", ">").split(">")[-1].strip().lower()


def trials_from_searches(path: Path, indexes: Sequence[Index], n: int, seed: int) -> list[Trial]:
    """Searches that people graded: a CSV of query, product id and grade, higher is better.

    Raises:
        UsageError: the file cannot be read, or names no product of these indexes.
    """
    drawn = random.Random(seed)
    graded = _graded(path)
    trials = []
    for query, grades in drawn.sample(sorted(graded.items()), len(graded)):
        products = [(found, grade) for product_id, grade in grades if (found := _find(indexes, product_id))]
        drawn.shuffle(products)
        products.sort(key=lambda one: -one[1])
        middle = AMONG // 2  # the best and the worst, so that there is something to tell apart
        picked = products if len(products) <= AMONG else products[:middle] + products[-middle:]
        drawn.shuffle(picked)
        if len({grade for _, grade in picked}) > 1:
            trials.append(Trial(query, tuple(reading_text(one) for one, _ in picked), tuple(grade for _, grade in picked)))
    if not trials:
        raise UsageError(f"{path} grades no two products of the index differently.", hint="It holds query,product id,grade.")
    return trials[:n]


def _graded(path: Path) -> dict[str, list[tuple[str, float]]]:
    """Products and grades by search; a first row that holds no grade names the columns."""
    graded: dict[str, list[tuple[str, float]]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for number, row in enumerate(csv.reader(stream)):
                if len(row) >= 3 and (number or _is_number(row[2])):
                    graded.setdefault(row[0], []).append((row[1], float(row[2])))
    except (OSError, UnicodeDecodeError, ValueError, csv.Error) as error:
        raise UsageError(
            f"Cannot read the searches in {path}: {error}", hint="It is a CSV of query,product id,grade."
        ) from None
    return graded


def _is_number(text: str) -> bool:
    return text.strip().replace(".", "", 1).isdigit()


def _find(indexes: Sequence[Index], product_id: str) -> Product | None:
    for index in indexes:
        try:
            return index.product(product_id)
        except ProductNotFound:
            continue
    return None
