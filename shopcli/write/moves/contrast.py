"""Contrastive content selection: what an alternative has over what is recommended, and what it costs to take it.

A difference counts where it matters for this need; which of two amounts most shoppers would have is in a field's licence, and
which this one wants in the request.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shopcli.need.languages.registry import language_named
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Fact, FactsOf, Hit, Need, Product, difference_of
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.moves.reasons import Reason
from shopcli.write.wording.licences import licence_of
from shopcli.write.wording.value_tests import amount_of

# An amount and the word before it, between which "only" may stand.
_AMOUNT = re.compile(r"(?<![\w-])(?<!up )(?P<before>(?!(?:an?|the|up|than|least|most|every|this|only)\b)[a-z]+) (?P<amount>\d)")
_TAKES_IN_ALL = re.compile(
    r"\b(?:both|all|any|every|unisex|universal|either|multi\w*|ambidextrous|adjustable|mixed|various)\b", re.I
)
_NO_NEWS = 0.2  # of the larger amount: what lies nearer is neither better nor worse
_YEARS = (1800, 2100)
_FAR = 1.5  # times: what is so far apart matters whatever was wished
_TAKES_IN_ALL = re.compile(
    r"\b(?:both|all|any|every|unisex|universal|either|multi\w*|ambidextrous|adjustable|mixed|various)\b", re.I
)
LOW_RATING = 3.8  # of five stars: what is rated lower is rated ill
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


def is_of_another_name(hit: Hit, pick: Hit, shown: Sequence[Hit]) -> bool:
    """Whether titles alone tell that a product is no such thing: the pick's has words in common with another, but none with it.

    That is asked where neither a category nor what was asked for tells of what kind products are.
    """
    if _is_the_thing(pick) or (hit.product.category and pick.product.category):
        return False
    own = _words_of_name(pick)
    is_shared = any(own & _words_of_name(other) for other in shown if other is not pick and other is not hit)
    return is_shared and not own & _words_of_name(hit)


def is_named_alike(hit: Hit, pick: Hit) -> bool:
    """Whether a category or what was asked for tells of what kind both are, or else their titles have a word in common."""
    is_told = _is_the_thing(pick) or bool(hit.product.category and pick.product.category)
    return is_told or bool(_words_of_name(pick) & _words_of_name(hit))


def _words_of_name(hit: Hit) -> frozenset[str]:
    stems = stem_set([hit.product.title]) - stem_set([hit.product.brand or ""]) - FUNCTION_STEMS
    return frozenset(stem for stem in stems if stem.isalpha())


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


def is_dearest(product: Product, shown: Sequence[Product]) -> bool:
    """Whether a product costs more than every other that is shown, where all have prices in one currency."""
    others = [other for other in shown if other.id != product.id]
    gaps = [difference_of(other, product) for other in others]
    return bool(gaps) and all(gap is not None and gap < 0 for gap in gaps)


def is_best_rated(product: Product, shown: Sequence[Product], facts_of: FactsOf) -> bool:
    """Whether buyers rate a product higher than every other that is shown, where all are rated."""
    ratings = {one.id: rating_in(facts_of(one)) for one in shown}
    own = ratings.pop(product.id, None)
    return own is not None and bool(ratings) and all(rating is not None and rating < own for rating in ratings.values())


def rating_in(facts: Sequence[Fact]) -> float | None:
    """The stars of a record; None where it has none."""
    rating = next((fact.value for fact in facts if fact.field == "rating"), None)
    return rating if isinstance(rating, float) else None


def as_a_catch(reason: Reason, other: Fact | None = None, need: Need | None = None) -> Reason:
    """What is worse, in words to stand behind "but"; what is too little of ``other``'s amount is "only" so much."""
    forms = reason.phrases.forms
    verbs = forms.get("lack") or forms.get("verb", ())
    if need and other and is_less(reason.fact, other, need):
        verbs = tuple(only(text) for text in verbs)
    return replace(reason, phrases=replace(reason.phrases, forms={"lack": verbs} if verbs else {}))


def is_less(fact: Fact, other: Fact, need: Need) -> bool:
    """Whether a fact has less than another of what is wanted more of, so that a language with "only" says so."""
    mine, others = amount_of(fact), amount_of(other)
    is_said = language_named(need.language).lexicon is None and mine is not None and others is not None
    if not (is_said and mine and others and mine[1] == others[1]) or (mine[1] is None and _YEARS[0] < mine[0] < _YEARS[1]):
        return False  # a year is not little of anything
    return mine[0] < others[0] and _wanted(fact, need) == "more"


def only(text: str) -> str:
    """A phrase with an amount as one that is too little: "lasts only 10 days"; as it is where "only" would not stand.

    >>> only("is rated 5 ATM"), only("has a 5 h battery")
    ('is rated only 5 ATM', 'has a 5 h battery')
    """
    return _AMOUNT.sub(lambda found: f"{found['before']} only {found['amount']}", text, count=1)


def sorted_out(reasons: Sequence[Reason], own: dict[str, Fact], need: Need) -> tuple[list[Reason], list[Reason], list[Reason]]:
    """Reasons for an alternative as they stand to what is recommended: what is better, what is merely other, what is worse."""
    better: list[Reason] = []
    other: list[Reason] = []
    worse: list[Reason] = []
    for reason in reasons:
        told = is_better(reason.fact, own.get(reason.fact.field), need)
        if told is not None and reason.clause is None and is_nearly(reason.fact, own[reason.fact.field]):
            continue
        (other if told is None else better if told else worse).append(reason)
    return better, other, worse


def is_far(fact: Fact, other: Fact | None) -> bool:
    """Whether two amounts in one unit are so far apart that anybody would notice: 8 GB and 16 GB."""
    mine, others = amount_of(fact), amount_of(other) if other else None
    if fact.truth is not None or mine is None or others is None or mine[1] is None or mine[1] != others[1]:
        return False
    low, high = sorted((abs(mine[0]), abs(others[0])))
    return high >= _FAR * low > 0


def is_nearly(fact: Fact, other: Fact) -> bool:
    """Whether two amounts are so near to each other that nobody chooses by them."""
    mine, others = amount_of(fact), amount_of(other)
    if fact.truth is not None or mine is None or others is None:
        return False
    return abs(mine[0] - others[0]) < _NO_NEWS * max(abs(mine[0]), abs(others[0]))


def is_another_choice(fact: Fact, own: Fact) -> bool:
    """Whether a field says one thing of few and another record says another, neither of which takes in the rest."""
    are_words = not any(re.search(r"\d", one.words) or one.truth is not None for one in (fact, own))
    is_other = not stem_set([fact.words]) & stem_set([own.words])
    return are_words and bool(fact.words) and is_other and not _TAKES_IN_ALL.search(fact.words)
