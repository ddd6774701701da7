"""What sets products apart, in at most three sentences: prices, who has what, numbers, and what was asked. No praise.

All of it is computed from the records. The sentences on prices and features pass `check_sentence`; those that put a number
of one product beside another's, and those on what was asked, are forms of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from shopcli.need.languages.wording import Wording
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.text.worded_fact import WordedFact, measure_of
from shopcli.types import Fact, FactsOf, Hit, Need, Product, Sentence, difference_of
from shopcli.write.offer import offer_of, price_of
from shopcli.write.plan import is_speakable, stated_stems
from shopcli.write.product_names import names_of
from shopcli.write.verify.check import check_sentence
from shopcli.write.wording.frames import worded
from shopcli.write.wording.languages import as_checked, wording_of
from shopcli.write.wording.phrases import own_label

_MOST = 3  # sentences


@dataclass(frozen=True, slots=True)
class _Compared:
    products: Sequence[Product]
    names: Sequence[str]
    facts: Sequence[Sequence[Fact]]
    asked: frozenset[str]  # stems of the request
    hits: Sequence[Hit]
    wording: Wording
    language: str


def verdict(
    products: Sequence[Product], facts_of: FactsOf, *, need: Need | None = None, hits: Sequence[Hit] = ()
) -> tuple[Sentence, ...]:
    """What sets the products apart; empty where their records differ in nothing that can be said.

    Args:
        products: two or more, each once.
        facts_of: reads a product's facts.
        need: the request in force; its language is the verdict's, and what it asks is compared first.
        hits: the products as answers to it, in their order.
    """
    asked = _asked_for(need) if need else frozenset()
    names, facts = names_of(products), [facts_of(product) for product in products]
    language = (need or Need("")).language
    compared = _Compared(
        products, [names[product.id] for product in products], facts, asked, hits, wording_of(language), language
    )
    makers = (_price, _offers, _features, _asked, _numbers) if hits else (_price, _offers, _features, _numbers)
    sentences = (
        sentence for make in makers for sentence in _checked(make(compared), compared, facts_of, by_checker=make in _BY_CHECKER)
    )
    return tuple(islice(sentences, _MOST))


def _asked_for(need: Need) -> frozenset[str]:
    """The stems of what is asked of the thing, which its own name is not."""
    thing = stem_set(clause.says for clause in need.clauses if clause.kind == "topic")
    return stem_set([need.query, *(clause.says for clause in need.clauses)]) - FUNCTION_STEMS - thing


def _checked(made: Iterator[Sequence[str]], compared: _Compared, facts_of: FactsOf, *, by_checker: bool) -> Iterator[Sentence]:
    """Statements as sentences, each of those made for the checker alone before it: names said again are no repetition."""
    cites = tuple(product.id for product in compared.products)
    joined = compared.wording.joined
    for statements in made:
        passing = [text for text in statements if not by_checker or _passes(joined([text]), compared, facts_of)]
        if passing:
            yield Sentence(joined(passing), cites, "template")


def _passes(text: str, compared: _Compared, facts_of: FactsOf) -> bool:
    """Whether it holds with any of the products first: a sentence may speak of each of them first."""
    products = compared.products
    orders = ([product, *products[:at], *products[at + 1 :]] for at, product in enumerate(products))
    known = as_checked(text, compared.wording)
    return any(not check_sentence(known, products=order, facts_of=facts_of, need=Need("")) for order in orders)


# --- prices -----------------------------------------------------------------------------------------------------------


def _price(compared: _Compared) -> Iterator[Sequence[str]]:
    """The cheapest beside the dearest; nothing where a price is missing or in another currency."""
    products = compared.products
    if any(product.price_range for product in products):
        yield compared.wording.offers([(name, price_of(product)) for name, product in _named(compared) if price_of(product)])
        return
    if any(difference_of(product, products[0]) is None for product in products):
        return
    order = sorted(range(len(products)), key=lambda number: float(products[number].price or 0))
    low, high = order[0], order[-1]
    if len(products) == 2 or difference_of(products[high], products[low]):
        gap = compared.wording.price_gap((compared.names[low], compared.names[high]), (products[low], products[high]))
        yield [gap] if gap else []


def _offers(compared: _Compared) -> Iterator[Sequence[str]]:
    """What each is reduced by and whether it can be had, where that is told of any and is not the same for all."""
    offers = [(name, offer_of(product, Need(""))) for name, product in _named(compared)]
    if len({tuple(fact.deed for fact in offer) for _, offer in offers}) > 1:
        yield compared.wording.offers([(name, offer) for name, offer in offers if offer])


def _named(compared: _Compared) -> Iterator[tuple[str, Product]]:
    return zip(compared.names, compared.products, strict=True)


# --- features ---------------------------------------------------------------------------------------------------------


def _features(compared: _Compared) -> Iterator[Sequence[str]]:
    """A feature that only some have, and one for each that only the others have; those that have it come first.

    What a record merely does not list tells nothing apart: it counts where it was asked for.
    """
    statements: list[str] = []
    for facts in compared.facts:
        fact = max(_lacked(compared, facts), key=lambda fact: _interest(fact, compared), default=None)
        if fact is None or any(own_label(fact, compared.language) in text for text in statements):
            continue
        states = [(name, str(_state(compared, other, fact))) for other, name in enumerate(compared.names)]
        statements.append(
            compared.wording.who_has(_called(fact, compared), sorted(states, key=lambda state: state[1] != "has"))
        )
    yield statements[:2]


def _called(fact: Fact, compared: _Compared) -> WordedFact:
    """A fact under the name that its field has in the answer's language."""
    return replace(worded(fact), label=own_label(fact, compared.language))


def _lacked(compared: _Compared, facts: Sequence[Fact]) -> Iterator[Fact]:
    """What one product has, of ``facts``, and another denies; or does not speak of, where it was asked for."""
    for fact in facts:
        if fact.truth is True and is_speakable(fact) and not fact.label.casefold().startswith(("is ", "has ")):
            states = [_state(compared, other, fact) for other in range(len(compared.products))]
            if None in states or ("silent" in states and not _is_asked(fact, compared)):
                continue
            if not all(state == "has" for state in states):
                yield fact


def _state(compared: _Compared, number: int, fact: Fact) -> str | None:
    """``has``, ``no`` or ``silent``; None where a record speaks of it otherwise than by yes or no."""
    for other in compared.facts[number]:
        if other.field == fact.field:
            return None if other.truth is None else "has" if other.truth else "no"
    return None if stem_set([fact.label]) <= stated_stems(compared.facts[number]) else "silent"


def _interest(fact: Fact, compared: _Compared) -> tuple[bool, int]:
    """What was asked first, then what a record denies outright."""
    denied = sum(_state(compared, number, fact) == "no" for number in range(len(compared.products)))
    return _is_asked(fact, compared), denied


def _is_asked(fact: Fact, compared: _Compared) -> bool:
    return bool(stem_set([fact.label]) & compared.asked)


# --- numbers ----------------------------------------------------------------------------------------------------------


def _numbers(compared: _Compared) -> Iterator[Sequence[str]]:
    """Numbers of the same field in the same unit that differ, most asked for first."""
    fields = [fact for fact in compared.facts[0] if measure_of(fact) and is_sayable(fact)]
    for fact in sorted(fields, key=lambda fact: not _is_asked(fact, compared)):
        same = (next((other for other in facts if other.label == fact.label), None) for facts in compared.facts)
        measures = [measure for other in same if other and (measure := measure_of(other))]
        values, units = [value for value, _ in measures], {unit for _, unit in measures}
        if len(measures) == len(compared.facts) and len(units) == 1 and len(set(values)) > 1:
            yield [compared.wording.numbers_beside(compared.names, own_label(fact, compared.language), values, *units)]


def is_sayable(fact: Fact) -> bool:
    """`is_speakable`, also for a measure that the record writes as text: "54 g"."""
    measure = measure_of(fact)
    return is_speakable(Fact(fact.field, *measure) if measure else fact)


# --- what was asked ---------------------------------------------------------------------------------------------------


def _asked(compared: _Compared) -> Iterator[Sequence[str]]:
    """What each misses of the request, or is silent on; nothing where all do as well."""
    missed = [compared.wording.missed(hit) for hit in compared.hits]
    if len(set(missed)) > 1:
        yield [compared.wording.as_asked(compared.names, missed)]


_BY_CHECKER: frozenset[Callable[[_Compared], Iterator[Sequence[str]]]] = frozenset({_price, _offers, _features})
