"""From candidates to hits: attention adds to the retrieval score, and leaves the reasons behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopcli.rerank.attention import attend, attend_spans, expected_similarity
from shopcli.types import Clause, Evidence, Fact, Need

if TYPE_CHECKING:
    import numpy as np

# FINDINGS.md: .05 and a half were the best of those tried on clauses cut from needs.
TEMPERATURE = 0.05
ATTENTION_WEIGHT = 0.5
# A fact that says a clause's very words is nearer to it by this than its vector tells.
WORDS_WEIGHT = 0.5
# The share that retrieval keeps on a one-clause search, where the request's vector already is the clause.
ONE_CLAUSE = 0.8
# A thing and its accessory share words, but a shop puts them on different shelves.
CATEGORY_WEIGHT = 0.75
DISTANCE_WEIGHT = 0.4
# The head of "book about watches" stands before these.
_AFTER_HEAD = re.compile(r"\s(?:about|for|with|without|of|in|from|to|by|on|that|which|or|and)\s.*", re.IGNORECASE)


def attended(need: Need) -> tuple[Clause, ...]:
    """The clauses that attend over facts to rank: what is wanted and cannot be decided by a field."""
    return tuple(clause for clause in need.clauses if clause.kind in ("topic", "feature") and clause.op in (None, "has"))


def share_of_attention(n_clauses: int) -> float:
    """How much attention weighs: little for one clause, more as a request grows clauses, below 1."""
    return 1.0 - ONE_CLAUSE / n_clauses if n_clauses else 0.0


def attention_scores(
    queries: np.ndarray, keys: np.ndarray, signs: np.ndarray, spans: np.ndarray, words: np.ndarray | None = None
) -> np.ndarray:
    """How well each product's facts answer the clauses together, to be added to the retrieval score.

    This is softmax(QKᵀ/t)V with the similarity as the value, its sign turned where a fact says no: "GPS: no" draws the
    attention of "with GPS" as "GPS: yes" does, and speaks against the product.

    Args:
        queries: (n_clauses, dim), from the clauses of `attended`.
        keys: (n_facts, dim), the facts of all candidates.
        signs: (n_facts,), -1 for a fact that says no and 1 for any other.
        spans: (n_products, 2), half open.
        words: (n_clauses, n_facts), what share of the clause's words each fact says; None where that is not to count.

    Returns:
        (n_products,); higher is better.
    """
    import numpy as np

    if not len(queries):
        return np.zeros(len(spans))
    bias = None if words is None else WORDS_WEIGHT * share_of_attention(len(queries)) * words
    weights, similarities = attend_spans(queries, keys, spans, temperature=TEMPERATURE, bias=bias)
    answered = expected_similarity(weights, similarities * signs, spans)
    return ATTENTION_WEIGHT * share_of_attention(len(queries)) * answered.sum(axis=0)


def head_of(need: Need) -> str:
    """The word that names the kind of thing asked for: the last one of the topic's noun phrase; empty without a topic."""
    topics = [clause.says for clause in attended(need) if clause.kind == "topic"]
    return _AFTER_HEAD.sub("", topics[0]).split()[-1] if topics else ""


def category_scores(topic: np.ndarray, categories: np.ndarray) -> np.ndarray:
    """How near each product's shelf is to what is asked for, to be added to the retrieval score.

    Args:
        topic: (dim,), the head of what is asked for ("watch" of "outdoor sports watch"), L2-normalised.
        categories: (n_products, dim), zeros where a record names no category.

    Returns:
        (n_products,); 0 on average over those that have a category, and for those that have none. Higher is better.
    """
    import numpy as np

    near = categories @ topic
    known = categories.any(axis=1)
    centre = near[known].mean() if known.any() else 0.0
    return CATEGORY_WEIGHT * np.where(known, near - centre, 0.0)


def distance_costs(prices: np.ndarray, limits: np.ndarray) -> np.ndarray:
    """What it costs a product to miss a price limit, more the further it is off.

    Args:
        prices: (n,), NaN where a record has none.
        limits: (n,), the limit that each misses, NaN where it misses none.

    Returns:
        (n,), 0 where nothing is missed; a price of ten times the limit, or a tenth, costs `DISTANCE_WEIGHT`.
    """
    import numpy as np

    usable = (prices > 0) & (limits > 0)
    ratios = np.where(usable, prices, 1.0) / np.where(usable, limits, 1.0)
    return DISTANCE_WEIGHT * np.abs(np.log10(ratios))


def explain(clauses: Sequence[Clause], queries: np.ndarray, facts: Sequence[Fact], keys: np.ndarray) -> tuple[Evidence, ...]:
    """For each clause the fact that it attends to most; a clause about a field attends to the facts of that field only.

    Args:
        clauses: what was asked.
        queries: (n_clauses, dim), L2-normalised.
        facts: what one product's record states.
        keys: (n_facts, dim), L2-normalised, in the order of ``facts``.
    """
    evidence: list[Evidence] = []
    for clause, query in zip(clauses, queries, strict=True):
        eligible = [i for i, fact in enumerate(facts) if _may_answer(clause, fact)]
        if clause.field is not None and not eligible:
            eligible = [i for i, fact in enumerate(facts) if _names_value(clause, fact)]
        if eligible:
            weights = attend(query[None, :], keys[eligible], temperature=TEMPERATURE)[0]
            best = int(weights.argmax())
            evidence.append(Evidence(clause, facts[eligible[best]], float(weights[best])))
    return tuple(evidence)


def _may_answer(clause: Clause, fact: Fact) -> bool:
    if clause.field is None:
        return fact.field not in ("price", "currency")
    field = str(clause.field).replace("_", " ").casefold()
    return field == fact.label.casefold() or (field == "colour" and re.search(r"colou?r|颜色", fact.label, re.I) is not None)


def _names_value(clause: Clause, fact: Fact) -> bool:
    return re.search(rf"(?<!\w){re.escape(str(clause.value))}(?!\w)", str(fact.value), re.IGNORECASE) is not None
