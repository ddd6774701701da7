"""Why a product ranks where it does: the attention that ranked it, clause by clause and fact by fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.rerank.attention import attend_spans
from shopcli.rerank.bearing import DENIES, GRANTS, MENTIONS, RULES_OUT
from shopcli.rerank.weights import RankWeights, shipped_weights
from shopcli.types import Attention, Clause, Evidence, Fact

if TYPE_CHECKING:
    import numpy as np

# From this similarity on a clause counts as answered: where as many products that state a fact are missed as others are
# falsely found, .085 of each on 1,400 clauses made from facts (benchmarks/unanswered.py; the electronics by themselves .058
# at .41, the outdoor shop .091 at .53). Where a fact that says all the words is enough too, .02 and 0 are missed there.
NEAR_ENOUGH = 0.48
_ROUNDING = 1e-3


def explain(
    clauses: Sequence[Clause],
    queries: np.ndarray,
    facts: Sequence[Fact],
    keys: np.ndarray,
    *,
    signs: np.ndarray | None = None,
    words: np.ndarray | None = None,
    whole: Sequence[float] | None = None,
    n_attended: int = 0,
    weights: RankWeights | None = None,
    bearings: np.ndarray | None = None,
) -> Attention:
    """The attention of each clause over the facts of one product.

    A clause about a field attends to the facts of that field only, or, where the record has no such field, to facts that
    name the value; any other attends as it does to rank, but to no price.

    Args:
        clauses: what was asked.
        queries: (n_clauses, dim), L2-normalised.
        facts: what the product's record states.
        keys: (n_facts, dim), L2-normalised, in the order of ``facts``.
        signs: (n_facts,) or (n_clauses, n_facts), -1 for a fact that says no and 1 for any other; None for all 1.
        words: (n_clauses, n_facts), what share of the clause's words each fact says; None where that is not to count.
        whole: for each clause the share at which all its words are said; None for 1.
        n_attended: how many clauses attend to rank, on which the weight of words depends.
        weights: those that ranked; None for those that come with shopcli.
        bearings: (n_clauses, n_facts), what each fact says to each clause (`bearing`), by which a fact is cited or not; None
            where nearness alone is to tell.
    """
    import numpy as np

    weights = weights or shipped_weights()
    signs = np.broadcast_to(1.0 if signs is None else signs, (len(clauses), len(facts)))
    shares = np.zeros((len(clauses), len(facts))) if words is None else words
    rows: list[tuple[float, ...]] = []
    answers: list[float | None] = []
    unanswered: list[Clause] = []
    partly: list[Clause] = []
    enough_of = whole or [1.0] * len(clauses)
    for clause, query, share, sign, enough in zip(clauses, queries, shares, signs, enough_of, strict=True):
        may = _eligible(clause, facts)
        bias = None if clause.field is not None else weights.words.at(n_attended) * share[None, may]
        near_to = query[None] @ keys[may].T
        attention = attend_spans(near_to, np.asarray([[0, len(may)]]), temperature=weights.temperature, bias=bias)
        row = np.zeros(len(facts))
        row[may] = attention[0][0]
        rows.append(tuple(row.tolist()))
        # Without the bias, which grows with the request, so that one mark holds for every request.
        near = float((row[may] * (keys[may] @ query) * sign[may]).sum())
        answers.append(None if clause.is_hard else near)
        may_be_silent = not clause.is_hard and not clause.is_background
        if may_be_silent and near < NEAR_ENOUGH and not (share[may] * sign[may] > enough - _ROUNDING).any():
            unanswered.append(clause)
            if may and share[row.argmax()] * sign[row.argmax()] > 0:
                partly.append(clause)
    found = Attention(tuple(clauses), tuple(facts), tuple(rows), tuple(answers), tuple(unanswered), tuple(partly))
    return found if bearings is None else _by_bearing(found, bearings)


def _by_bearing(attention: Attention, bearings: np.ndarray) -> Attention:
    """The same, where a clause that only ranks is answered by what says it, and denied by what denies it.

    What comes near to a wish and does not say it is no answer. Nor is the record silent then, nor where it holds the words.
    """
    cited: list[int | None] = []
    unanswered: list[Clause] = []
    denied: list[Evidence] = []
    for clause, row, bearing in zip(attention.clauses, attention.weights, bearings.tolist(), strict=True):
        ruled_out, granted = _heaviest(row, bearing, RULES_OUT), _heaviest(row, bearing, GRANTS)
        against = ruled_out if ruled_out is not None else _heaviest(row, bearing, DENIES)
        if clause.is_hard and clause.op != "lacks":
            cited.append(_heaviest(row, [GRANTS] * len(row), GRANTS) if any(row) else None)
            continue
        is_granted = granted is not None and (ruled_out is None or clause.op == "lacks")
        cited.append(granted if is_granted else against if clause.op == "lacks" else None)
        if against is not None and not is_granted and not clause.is_hard and clause.kind != "topic":
            denied.append(Evidence(clause, attention.facts[against], row[against]))
        elif clause in attention.unanswered and not is_granted and MENTIONS not in bearing:
            unanswered.append(clause)
    partly = tuple(clause for clause in attention.partly if clause in unanswered)
    return replace(attention, unanswered=tuple(unanswered), partly=partly, cited=tuple(cited), denied=tuple(denied))


def _heaviest(row: Sequence[float], bearing: Sequence[int], wanted: int) -> int | None:
    """The number of the fact of some bearing that drew most; None where there is none."""
    return max((n for n, one in enumerate(bearing) if one == wanted), key=row.__getitem__, default=None)


def _eligible(clause: Clause, facts: Sequence[Fact]) -> list[int]:
    """The numbers of the facts that may answer a clause."""
    eligible = [number for number, fact in enumerate(facts) if _may_answer(clause, fact)]
    if clause.field is not None and not eligible:
        eligible = [number for number, fact in enumerate(facts) if _names_value(clause, fact)]
    return eligible


def _may_answer(clause: Clause, fact: Fact) -> bool:
    if clause.field is None:
        return fact.field not in ("price", "currency")
    field = str(clause.field).replace("_", " ").casefold()
    return field == fact.label.casefold() or (field == "colour" and re.search(r"colou?r|颜色", fact.label, re.I) is not None)


def _names_value(clause: Clause, fact: Fact) -> bool:
    return re.search(rf"(?<!\w){re.escape(str(clause.value))}(?!\w)", str(fact.value), re.IGNORECASE) is not None
