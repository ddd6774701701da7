"""Contrastive content selection: what an alternative has over what is recommended, and what it costs to take it.

A difference counts where it matters for this need; which of two amounts most shoppers would have is in a field's licence, and
which this one wants in the request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shopcli.types import Fact, FactsOf, Hit, Need, Product, difference_of
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.moves.reasons import Reason
from shopcli.write.wording.licences import licence_of
from shopcli.write.wording.value_tests import amount_of

_LESS, _MORE = frozenset(("<", "<=", "asc")), frozenset((">", ">=", "desc"))


def is_better(fact: Fact, other: Fact | None, need: Need) -> bool | None:
    """Whether a fact is better for the shopper than another product's of the same field; None where that is left open.

    That a record is silent is no difference.
    """
    if other is None or fact.value == other.value:
        return None
    if fact.truth is not None and other.truth is not None:
        return fact.truth
    mine, others, wanted = amount_of(fact), amount_of(other), _wanted(fact, need)
    if mine is None or others is None or mine[1] != others[1] or mine[0] == others[0] or wanted is None:
        return None
    return (mine[0] > others[0]) == (wanted == "more")


def _wanted(fact: Fact, need: Need) -> str | None:
    """Which way an amount is wanted: by the request's order or limit, else by most shoppers."""
    asked: list[str] = [need.sort.order] if need.sort and need.sort.field == fact.field else []
    asked += [clause.op for clause in need.clauses if clause.field == fact.field and clause.op]
    if asked:
        return "less" if asked[0] in _LESS else "more" if asked[0] in _MORE else None
    licence = licence_of(fact, need.language) or licence_of(fact, DEFAULT_LANGUAGE)
    return licence.better if licence else None


def is_of_its_kind(hit: Hit, pick: Hit) -> bool:
    """Whether two products are of one kind, as far as the thing that was asked for or their category tells."""
    if _is_the_thing(pick):
        return _is_the_thing(hit)
    mine, others = hit.product.category, pick.product.category
    return not (mine and others) or mine.split("/")[-1] == others.split("/")[-1]


def _is_the_thing(hit: Hit) -> bool:
    return any(why.clause.kind == "topic" for why in hit.evidence)


def meets_as_much(hit: Hit, pick: Hit, need: Need) -> bool:
    """Whether a product's record grants all the wishes of a request that another's does; what is merely assumed is none."""
    met = {why.clause for why in pick.evidence} & set(need.clauses)
    return met <= {why.clause for why in hit.evidence} and not hit.denied


def is_cheapest(product: Product, shown: Sequence[Product]) -> bool:
    """Whether a product costs less than every other that is shown, where all have prices in one currency."""
    others = [other for other in shown if other.id != product.id]
    gaps = [difference_of(other, product) for other in others]
    return bool(gaps) and all(gap is not None and gap > 0 for gap in gaps)


def is_best_rated(product: Product, shown: Sequence[Product], facts_of: FactsOf) -> bool:
    """Whether buyers rate a product higher than every other that is shown, where all are rated."""
    ratings = {one.id: rating_in(facts_of(one)) for one in shown}
    own = ratings.pop(product.id, None)
    return own is not None and bool(ratings) and all(rating is not None and rating < own for rating in ratings.values())


def rating_in(facts: Sequence[Fact]) -> float | None:
    """The stars of a record; None where it has none."""
    rating = next((fact.value for fact in facts if fact.field == "rating"), None)
    return rating if isinstance(rating, float) else None


def as_a_catch(reason: Reason) -> Reason:
    """What is worse, in words to stand behind "but"."""
    forms = reason.phrases.forms
    verbs = forms.get("lack") or forms.get("verb", ())
    return replace(reason, phrases=replace(reason.phrases, forms={"lack": verbs} if verbs else {}))


def sorted_out(reasons: Sequence[Reason], own: dict[str, Fact], need: Need) -> tuple[list[Reason], list[Reason], list[Reason]]:
    """Reasons for an alternative as they stand to what is recommended: what is better, what is merely other, what is worse."""
    better: list[Reason] = []
    other: list[Reason] = []
    worse: list[Reason] = []
    for reason in reasons:
        told = is_better(reason.fact, own.get(reason.fact.field), need)
        (other if told is None else better if told else worse).append(reason)
    return better, other, worse
