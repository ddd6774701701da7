"""What sets products apart, in at most three sentences: prices, who has what, numbers, and what was asked. No praise.

All of it is computed from the records. The sentences on prices and features pass `check_sentence`; those that put a number
of one product beside another's, and those on what was asked, are forms of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from shopcli.text.words import truth_of
from shopcli.types import Fact, Hit, Need, Product, Sentence, show_number, show_value
from shopcli.write.check import FactsOf, check_sentence
from shopcli.write.frames import is_adjective, label_of
from shopcli.write.names import names_of
from shopcli.write.neutral import FUNCTION
from shopcli.write.plan import difference_of, is_speakable
from shopcli.write.wording import deed
from shopcli.write.words import stem_set, stems_of, tokenise

_MOST = 3  # sentences
_ROUNDING = 9  # decimals kept of a difference


@dataclass(frozen=True, slots=True)
class _Compared:
    products: Sequence[Product]
    names: Mapping[str, str]
    facts: Sequence[Sequence[Fact]]
    asked: frozenset[str]  # stems of the request
    hits: Sequence[Hit]
    is_chinese: bool

    def name(self, at: int) -> str:
        return self.names[self.products[at].id]

    def the(self, at: int) -> str:
        return self.name(at) if self.is_chinese else f"the {self.name(at)}"


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
    asked = stem_set([need.query, *(clause.says for clause in need.clauses)]) - stem_set(FUNCTION) if need else frozenset()
    compared = _Compared(
        products,
        names_of(products),
        [facts_of(product) for product in products],
        asked,
        hits,
        bool(need and need.language == "zh"),
    )
    makers = (_price, _features, _asked, _numbers) if hits else (_price, _features, _numbers)
    told = (
        sentence for make in makers for sentence in _checked(make(compared), compared, facts_of, by_checker=make in _BY_CHECKER)
    )
    return tuple(islice(told, _MOST))


def _checked(told: Iterator[Sequence[str]], compared: _Compared, facts_of: FactsOf, *, by_checker: bool) -> Iterator[Sentence]:
    """Statements as sentences, each of those made for the checker alone before it: names said again are no repetition."""
    cites = tuple(product.id for product in compared.products)
    stop, seam = ("。", "；") if compared.is_chinese else (".", "; ")
    for statements in told:
        passing = [text for text in statements if not by_checker or _passes(f"{_capital(text)}{stop}", compared, facts_of)]
        if passing:
            yield Sentence(f"{_capital(seam.join(passing))}{stop}", cites, "template")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _passes(text: str, compared: _Compared, facts_of: FactsOf) -> bool:
    orders = _orders(compared.products)
    return any(not check_sentence(text, products=order, facts_of=facts_of, need=Need("")) for order in orders)


def _orders(products: Sequence[Product]) -> Iterator[Sequence[Product]]:
    """The products with each of them first: a sentence may speak of any of them first."""
    for at in range(len(products)):
        yield [products[at], *products[:at], *products[at + 1 :]]


# --- prices -----------------------------------------------------------------------------------------------------------


def _price(compared: _Compared) -> Iterator[Sequence[str]]:
    """The cheapest beside the dearest; nothing where a price is missing or in another currency."""
    products = compared.products
    if any(difference_of(product, products[0]) is None for product in products):
        return
    order = sorted(range(len(products)), key=lambda at: float(products[at].price or 0))
    low, high = order[0], order[-1]
    gap = difference_of(products[high], products[low])
    currency = products[low].currency
    if compared.is_chinese:
        yield [f"{compared.name(low)} 比 {compared.name(high)} 便宜 {gap:.2f} {currency}"] if gap else []
    elif gap:
        yield [f"{compared.the(low)} costs {gap:.2f} {currency} less than {compared.the(high)}"]
    elif len(products) == 2:
        yield [f"{compared.the(low)} costs the same as {compared.the(high)}"]


# --- features ---------------------------------------------------------------------------------------------------------


def _features(compared: _Compared) -> Iterator[Sequence[str]]:
    """A feature that only some have, and one for each that only the others have."""
    told: list[str] = []
    for at in range(len(compared.products)):
        fact = max(_own(compared, at), key=lambda fact: _interest(fact, compared), default=None)
        if fact is None or any(label_of(fact) in text for text in told):
            continue
        told.append(_who_has(compared, fact))
    yield told[:2]


def _own(compared: _Compared, at: int) -> Iterator[Fact]:
    """What one product has and another denies, or does not speak of at all."""
    for fact in compared.facts[at]:
        if truth_of(fact.value) is True and is_speakable(fact):
            states = [_state(compared, other, fact) for other in range(len(compared.products))]
            if None not in states and not all(state == "has" for state in states):
                yield fact


def _state(compared: _Compared, at: int, fact: Fact) -> str | None:
    """``has``, ``no`` or ``silent``; None where a record speaks of it otherwise than by yes or no."""
    wanted = set(stems_of(fact.label))
    for other in compared.facts[at]:
        if other.field == fact.field:
            truth = truth_of(other.value)
            return None if truth is None else "has" if truth else "no"
    said = stem_set([f"{other.label} {other.value if isinstance(other.value, str) else ''}" for other in compared.facts[at]])
    return None if wanted <= said else "silent"


def _interest(fact: Fact, compared: _Compared) -> tuple[bool, int]:
    """What was asked first, then what a record denies outright."""
    denied = sum(_state(compared, at, fact) == "no" for at in range(len(compared.products)))
    return bool(stem_set([fact.label]) & compared.asked), denied


def _who_has(compared: _Compared, fact: Fact) -> str:
    """ "the A has GPS, while the B has no GPS": those that have it come first."""
    states = {at: _state(compared, at, fact) for at in range(len(compared.products))}
    order = sorted(states, key=lambda at: states[at] != "has")
    said = [f"{compared.the(at)} {_has(compared, fact, str(states[at]))}" for at in order]
    if compared.is_chinese:
        return "，而 ".join(said) if len(said) == 2 else "；".join(said)
    return ", while ".join(said) if len(said) == 2 else "; ".join(said)


def _has(compared: _Compared, fact: Fact, state: str) -> str:
    label = label_of(fact)
    if compared.is_chinese:
        return {"has": f"具备 {label}", "no": f"没有 {label}", "silent": f"资料未说明是否有 {label}"}[state]
    if state == "silent":
        return f"is not listed as {label}" if is_adjective(label) else f"does not list {label}"
    return deed(fact, denied=state == "no") or ""


# --- numbers ----------------------------------------------------------------------------------------------------------


def _numbers(compared: _Compared) -> Iterator[Sequence[str]]:
    """Numbers of the same field in the same unit that differ, most asked for first."""
    fields = [fact for fact in compared.facts[0] if measure_of(fact) and is_sayable(fact)]
    for fact in sorted(fields, key=lambda fact: not stem_set([fact.label]) & compared.asked):
        same = [next((other for other in facts if other.label == fact.label), None) for facts in compared.facts]
        measures = [measure_of(other) if other else None for other in same]
        if None in measures or len({unit for _, unit in filter(None, measures)}) > 1:
            continue
        values = [value for value, _ in filter(None, measures)]
        if len(set(values)) > 1:
            yield [_beside(compared, label_of(fact), values, str(next(filter(None, measures))[1]))]


def is_sayable(fact: Fact) -> bool:
    """`is_speakable`, also for a measure that the record writes as text: "54 g"."""
    measure = measure_of(fact)
    return is_speakable(Fact(fact.field, *measure) if measure else fact)


def measure_of(fact: Fact) -> tuple[float, str] | None:
    """A number with a unit, whether the record keeps them apart or writes "190 g"."""
    if isinstance(fact.value, bool) or fact.field == "price":
        return None
    tokens = tokenise(fact.value if isinstance(fact.value, str) else show_value(fact.value, fact.unit))
    one = tokens[0] if len(tokens) == 1 and tokens[0].kind == "number" and len(tokens[0].values) == 1 else None
    if one is not None and one.unit:
        return next(iter(one.values)), one.unit
    return (float(fact.value), fact.unit) if fact.unit and not isinstance(fact.value, str) else None


def _beside(compared: _Compared, label: str, values: Sequence[float], unit: str) -> str:
    said = [f"{show_number(value)} {unit}" for value in values]
    if compared.is_chinese:
        return "，".join(f"{compared.name(at)} 的 {label} 为 {text}" for at, text in enumerate(said))
    if len(values) == 2:
        gap = show_number(round(abs(values[0] - values[1]), _ROUNDING))
        way = "less" if values[0] < values[1] else "more"
        return f"the {label} of {compared.the(0)} is {said[0]}, {gap} {unit} {way} than that of {compared.the(1)}"
    rest = [f"of {compared.the(at)} {text}" for at, text in enumerate(said) if at]
    return f"the {label} of {compared.the(0)} is {said[0]}, {', '.join(rest[:-1])} and {rest[-1]}"


# --- what was asked ---------------------------------------------------------------------------------------------------


def _asked(compared: _Compared) -> Iterator[Sequence[str]]:
    """What each misses of the request, or is silent on; nothing where all do as well."""
    told = [_missed(hit, compared.is_chinese) for hit in compared.hits]
    if len(set(told)) < 2:
        return
    if compared.is_chinese:
        yield ["按您的要求：" + "；".join(f"{compared.name(at)} {text}" for at, text in enumerate(told))]
    else:
        yield ["Of what you asked for, " + "; ".join(f"{compared.the(at)} {text}" for at, text in enumerate(told))]


def _missed(hit: Hit, is_chinese: bool) -> str:
    unmet = "、".join(f"“{clause.text}”" for clause in hit.unmet) if is_chinese else _quotes([c.text for c in hit.unmet])
    unknown = "、".join(f"“{c.text}”" for c in hit.unknown) if is_chinese else _quotes([c.text for c in hit.unknown])
    if is_chinese:
        said = [f"不符合{unmet}"] * bool(unmet) + [f"未说明{unknown}"] * bool(unknown)
        return "，".join(said) or "各项限制都符合"
    said = [f"misses {unmet}"] * bool(unmet) + [f"does not say {unknown}"] * bool(unknown)
    return " and ".join(said) or "holds every limit"


def _quotes(texts: Sequence[str]) -> str:
    said = [f"“{text}”" for text in dict.fromkeys(texts)]
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


_BY_CHECKER: frozenset[Callable[[_Compared], Iterator[Sequence[str]]]] = frozenset({_price, _features})
