"""Contrastive content selection between records: in which fields products differ, and for which of them a difference speaks.

A difference is two or more facts of one field; that a record is silent is none. What it is worth telling, for a need and among
things of a kind, is given by whoever knows the catalog (`shopcli.pipeline.conversation.contrasts`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shopcli.text.tokens import stem_set
from shopcli.text.unit_price import UNIT_PRICES
from shopcli.types import Fact, Need
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.moves.contrast import is_better
from shopcli.write.plan import is_of_the_books, is_speakable
from shopcli.write.wording.frames import worded
from shopcli.write.wording.licences import licence_of
from shopcli.write.wording.phrases import phrases_of, without_echo
from shopcli.write.wording.value_tests import amount_of

Worth = Callable[[Sequence[Fact]], float]

_SAID_OF_ALL = frozenset(("title", "description", "brand", "category", "price", "currency", "id", "reviews"))
_COLOUR = stem_set(["colour color colours colors 颜色"])
_DATE = re.compile(r"\d{4}-\d\d|\d\d?[./]\d\d?[./]\d{2,4}")
# What a shop keeps of its records and its sales, and by which no shopper chooses.
_OF_THE_SHOP = re.compile(
    r"\b(?:ids?|no|nr|row|sku|codes?|tags?|vendor|sellers?|suppliers?|collections?|sold|sales?|views|votes|counts?|stock|rank"
    r"|boost\w*|added|updated|created|other categor(?:y|ies)|breadcrumbs?|other colou?rs?|designer|certifications?)$"
    r"|[.(]|销量|评论|编号|库存",
    re.I,
)
_RATING_APART = 0.3  # stars: what lies nearer is no difference
_A_RATING = 0.2  # what a difference of stars is worth of what its field would be
_FRACTION = re.compile(r"\.\d{4,}")  # a number that a machine worked out
_LONGEST_LABEL = 2  # words of a number that no licence words
_SPEAKABLE_LENGTH, _MOST_WORDS = 60, 8  # characters and words of a value


@dataclass(frozen=True, slots=True)
class Difference:
    """What one field says of each of some products.

    Attributes:
        facts: of the field, one of each product, in their order.
        worth: how much it helps to tell it, 0 and more; higher is more.
        favours: the place of the product for which it speaks; None where that is a matter of taste.
    """

    facts: tuple[Fact, ...]
    worth: float
    favours: int | None = None

    @property
    def truths(self) -> tuple[bool, ...]:
        """Of each whether it is so; empty of what is no yes or no."""
        return tuple(fact.truth for fact in self.facts if fact.truth is not None) if self._is_truth else ()

    @property
    def _is_truth(self) -> bool:
        return all(fact.truth is not None for fact in self.facts)


def differences_of(records: Sequence[Sequence[Fact]], need: Need, worth: Worth, *, colours: bool = False) -> list[Difference]:
    """The fields in which some records differ, what is worth most to be told first.

    Args:
        records: the facts of two products or more, each number with its unit.
        need: the request; which way an amount is wanted, and whether colours and dates matter.
        worth: of the facts of one field how much they help; 0 for what is not to be told.
        colours: whether they are told unasked, since products of one title may differ in nothing else.
    """
    found = [
        Difference(facts, told, _favoured(facts, need))
        for facts in _apart(records)
        if (told := _worth(facts, need, worth, colours=colours))
    ]
    return sorted(found, key=lambda one: -one.worth)


def _apart(records: Sequence[Sequence[Fact]]) -> Iterator[tuple[Fact, ...]]:
    """The facts of each field that all records have and that says no one thing of all."""
    by_field = [{fact.field: fact for fact in reversed(facts) if fact.field not in _SAID_OF_ALL} for facts in records]
    for fact in records[0]:
        facts = tuple(fields[fact.field] for fields in by_field if fact.field in fields)
        is_first = by_field[0].get(fact.field) is fact
        if is_first and len(facts) == len(records) and len({_said(fact) for fact in facts}) > 1:
            yield facts


def _said(fact: Fact) -> object:
    """What a fact says, alike for what is written otherwise."""
    if fact.truth is not None:
        return fact.truth
    return amount_of(fact) or " ".join(fact.words.casefold().split())


def _worth(facts: Sequence[Fact], need: Need, worth: Worth, *, colours: bool) -> float:
    is_asked = (colours and bool(stem_set([facts[0].label]) & _COLOUR)) or bool(
        stem_set([facts[0].label]) & stem_set([need.query])
    )
    if not all(_is_sayable(fact, is_asked=is_asked) for fact in facts):
        return 0.0
    if facts[0].field == "rating":
        stars = [float(fact.value) for fact in facts if not isinstance(fact.value, str)]
        return _A_RATING if len(stars) == len(facts) and max(stars) - min(stars) >= _RATING_APART else 0.0
    return worth(facts)


def _is_sayable(fact: Fact, *, is_asked: bool) -> bool:
    if fact.field == "rating" or fact.field in UNIT_PRICES:
        return True
    if _OF_THE_SHOP.search(worded(fact).label) and not is_asked:
        return False
    if not is_asked and (stem_set([fact.label]) & _COLOUR or _DATE.search(fact.words)):
        return False
    if is_of_the_books(fact) and not is_asked:
        return False
    amount = amount_of(fact)
    if amount and _FRACTION.search(fact.words or f"{fact.value}"):
        return False
    speakable = is_speakable(Fact(fact.field, amount[0], fact.unit) if amount else fact, asked=True)
    is_short = len(fact.words) <= _SPEAKABLE_LENGTH and len(fact.words.split()) <= _MOST_WORDS and fact.words.count(",") < 2
    return speakable and is_short and _reads(fact)


def _reads(fact: Fact) -> bool:
    """Whether a person would say it at all: a measure, a number, or words that some wording has a place for."""
    said = worded(fact)
    if amount_of(fact) is not None and fact.truth is None and not licence_of(fact, DEFAULT_LANGUAGE):
        return len(said.label.split()) <= _LONGEST_LABEL
    return amount_of(fact) is not None or bool(without_echo(phrases_of(said)).forms)


def _favoured(facts: Sequence[Fact], need: Need) -> int | None:
    """The place of the fact that is better than each other; None where one is as good, or nobody can say."""
    if facts[0].field in UNIT_PRICES:
        amounts = [amount_of(fact) for fact in facts]
        return min(range(len(facts)), key=lambda place: (amounts[place] or (0.0, None))[0])
    for place, fact in enumerate(facts):
        if all(is_better(fact, other, need) for other in facts if other is not fact):
            return place
    return None
