"""What sets products apart, in a few sentences: prices, what each misses of the need, the fields that matter, which to take.

All of it is computed from the records, and none of it praises. The sentences on prices and on who has what pass
`check_sentence`; those that put a value of one product beside another's are forms of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from shopcli.need.languages.registry import language_named
from shopcli.need.languages.wording import Wording
from shopcli.text.tokens import FUNCTION_STEMS, stem_set, unit_of
from shopcli.text.unit_price import UNIT_PRICES
from shopcli.text.worded_fact import WordedFact, measure_of
from shopcli.text.words import is_plural
from shopcli.types import Fact, FactsOf, Hit, Need, Product, Sentence, difference_of, show_money, show_number
from shopcli.write.differences import Difference, Worth, differences_of
from shopcli.write.moves.wish_words import use_of
from shopcli.write.offer import offer_of, price_of
from shopcli.write.plan import is_speakable, stated_stems
from shopcli.write.product_names import names_of
from shopcli.write.verify.check import check_sentence
from shopcli.write.wording.articles import with_article
from shopcli.write.wording.frames import is_adjective, worded
from shopcli.write.wording.languages import as_checked, wording_of
from shopcli.write.wording.licences import licence_of
from shopcli.write.wording.phrases import marked, own_label, phrases_of, without_echo
from shopcli.write.wording.value_tests import amount_of

_MOST = 5  # sentences
_MOST_DIFFERENCES, _FEWEST_DIFFERENCES = 3, 2  # what titles and texts tell fills up to the fewest
_DECIDES = 0.5  # of a difference's nearness to the need, for it to decide
_MUCH_OF_THE_PRICE = 0.03  # what lies nearer is no saving
_OF_ITS_KIND = re.compile(r"\b(?:type|kind|sort)\Z")  # how a field's name ends that tells what the thing is
_COMMON_NOUN = re.compile(r"[a-z][a-z -]+")
WITH_PLURAL = frozenset("year month week day hour minute piece person point".split())

Leaning = Callable[[Sequence[Fact]], int | None]
Statements = Callable[[Sequence[str]], Iterator[str]]  # what is said of products that are called so


def by_its_label(facts: Sequence[Fact]) -> float:
    """What a difference is worth where nobody knows the catalog: who has what, then numbers, then words."""
    if all(fact.truth is not None for fact in facts):
        return 0.5
    return 0.4 if all(amount_of(fact) for fact in facts) else 0.3


@dataclass(frozen=True)
class Compared:
    """Some products beside each other.

    Attributes:
        products: two or more, each once.
        records: the facts of each.
        need: the request in force; what it asks is compared first.
        hits: the products as answers to it, in their order; empty where nothing was asked.
        worth: what a difference helps.
        nearness: how near a difference is to the need, 0 to 1.
        leaning: the place of the fact whose like is sold for more among things of the kind; None where nobody knows.
        ahead: what they are described as, ready to be said before all differences.
        apart: more in which they differ, ready to be said, where their fields tell too little.
        named: the stems of the question, whose fields are told first: "how do they differ in weight and storage?".
    """

    products: Sequence[Product]
    records: Sequence[Sequence[Fact]]
    need: Need = field(default_factory=lambda: Need(""))
    hits: Sequence[Hit] = ()
    worth: Worth = by_its_label
    nearness: Worth = lambda _facts: 0.0
    leaning: Leaning = lambda _facts: None
    ahead: Statements = lambda _names: iter(())
    apart: Statements = lambda _names: iter(())
    named: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """That the sentences are in."""
        return self.need.language

    @property
    def wording(self) -> Wording:
        """How that language says them."""
        return wording_of(self.language)

    @cached_property
    def names(self) -> Sequence[str]:
        """What each is called at first."""
        names = names_of(self.products)
        return [_PROMOTED.sub("", names[product.id]).strip() or names[product.id] for product in self.products]

    @cached_property
    def brief(self) -> Sequence[str]:
        """What each is called from then on: by its brand in a language that cuts titles short, else without common words."""
        brands = [product.brand or "" for product in self.products]
        if language_named(self.language).lexicon and all(brands) and len(set(brands)) == len(brands):
            return brands
        return brief_names(self.names)

    @cached_property
    def differences(self) -> Sequence[Difference]:
        """In which fields they differ, what helps most first."""
        is_one_title = len({product.title.casefold() for product in self.products}) == 1
        found = differences_of(self.records, self.need, self.worth, colours=is_one_title)
        told = [one for one in found if not self._is_named(one)]
        return sorted(told, key=lambda one: self.named.isdisjoint(stem_set(map(_of_what, one.facts))))

    def _is_named(self, difference: Difference) -> bool:
        """Whether their names tell a difference already: "128GB SSD Vellum 14"."""
        values = [fact.words.casefold() for fact in difference.facts]
        return all(value and value in name.casefold() for value, name in zip(values, self.names, strict=True))

    @property
    def lower(self) -> int:
        """The place of what costs least, of which is told first where nothing else decides."""
        prices = [product.price for product in self.products]
        return 0 if None in prices else prices.index(min(price for price in prices if price is not None))

    @property
    def turned(self) -> Compared:
        """The same with the second first."""
        order = (*range(1, len(self.products)), 0)

        def back(place: int | None) -> int | None:
            return None if place is None else order.index(place)

        def own(facts: Sequence[Fact]) -> Sequence[Fact]:
            return [facts[order.index(place)] for place in range(len(facts))]

        return replace(
            self,
            products=[self.products[place] for place in order],
            records=[self.records[place] for place in order],
            hits=[self.hits[place] for place in order] if self.hits else (),
            worth=lambda facts: self.worth(own(facts)),
            nearness=lambda facts: self.nearness(own(facts)),
            leaning=lambda facts: back(self.leaning(own(facts))),
            ahead=lambda names: self.ahead([names[order.index(place)] for place in range(len(names))]),
            apart=lambda names: self.apart([names[order.index(place)] for place in range(len(names))]),
        )

    @property
    def price_gap(self) -> float | None:
        """What the first of two costs more than the second, be it in no known currency; None where one has no one price."""
        one, two = self.products
        if one.price_range or two.price_range or one.price is None or two.price is None or one.currency != two.currency:
            return None
        return round(one.price - two.price, 2)

    @property
    def gap(self) -> float | None:
        """What the first costs more than the second; None where the prices cannot be compared."""
        return difference_of(self.products[0], self.products[1])


def _of_what(fact: Fact) -> str:
    """What a fact is about, as a question may call it: its field, and what is said in words."""
    return f"{fact.label} {fact.words}"


_PROMOTED = re.compile(r"【[^】]*】")  # what a shop puts before a name


def brief_names(names: Sequence[str]) -> Sequence[str]:
    """Names without the words at their ends that all have: "Sofya" of "Sofya White Hand Towel" beside another white one.

    >>> brief_names(["Marathon Running Watch", "Marathon Music Running Watch"])
    ['Marathon', 'Marathon Music']
    """
    words = [name.split() for name in names]
    ends = min(map(len, words)) - 1
    common = next((n for n in range(ends) if len({tuple(w[len(w) - n - 1 :]) for w in words}) > 1), ends)
    cut = [" ".join(own[: len(own) - common]) for own in words]
    if common and unit_of(words[0][len(words[0]) - common]):  # half of an amount
        return names
    are_names = all(any(word[:1].isupper() for word in name.split()) for name in cut)
    return cut if common and are_names and len(set(cut)) == len(cut) else names


def verdict(
    products: Sequence[Product], facts_of: FactsOf, *, need: Need | None = None, hits: Sequence[Hit] = ()
) -> tuple[Sentence, ...]:
    """What sets products apart by their records alone; empty where they differ in nothing that can be said.

    Args:
        products: two or more, each once.
        facts_of: reads a product's facts.
        need: the request in force; its language is the verdict's, and what it asks is compared first.
        hits: the products as answers to it, in their order.
    """
    return told_apart(Compared(products, [facts_of(one) for one in products], need or Need(""), hits), facts_of)


def told_apart(compared: Compared, facts_of: FactsOf) -> tuple[Sentence, ...]:
    """What sets products apart, at most five sentences: prices, what was asked, the differences, and which to take."""
    said = list(_bare_price(compared)) or [text for text in _price(compared) if _passes(text, compared, facts_of)]
    said += [text for text in _offers(compared) if _passes(text, compared, facts_of)]
    said += list(_asked(compared)) if compared.hits else []
    differences = list(differences_told(compared, compared.brief if said else compared.names))
    if compared.hits and not differences:
        said += [compared.wording.nothing_else_apart()] if said else []
    said = [*said, *differences][: _MOST - 1]
    said += list(_closing(compared))[:1] if compared.hits and differences else []
    cites = tuple(product.id for product in compared.products)
    return tuple(Sentence(compared.wording.joined([text]), cites, "template") for text in said)


def _passes(text: str, compared: Compared, facts_of: FactsOf) -> bool:
    """Whether it holds with any of the products first: a sentence may speak of each of them first."""
    products, known = compared.products, as_checked(compared.wording.joined([text]), compared.wording)
    orders = ([product, *products[:at], *products[at + 1 :]] for at, product in enumerate(products))
    return any(not check_sentence(known, products=order, facts_of=facts_of, need=Need("")) for order in orders)


# --- prices -----------------------------------------------------------------------------------------------------------


def _price(compared: Compared) -> Iterator[str]:
    """The cheapest beside the dearest; nothing where a price is missing or in another currency."""
    products = compared.products
    if any(product.price_range for product in products):
        told = [(name, price_of(product)) for name, product in _named(compared) if price_of(product)]
        yield "; ".join(compared.wording.offers(told))
        return
    if any(product.price is None or product.currency != products[0].currency for product in products):
        return
    low, high = _cheapest(products), _dearest(products)
    if difference_of(products[high], products[low]) or (len(products) == 2 and products[0].currency):
        pair = (low, high) if low != high else (0, 1)
        yield compared.wording.price_gap(
            (compared.names[pair[0]], compared.names[pair[1]]), (products[pair[0]], products[pair[1]])
        )


def prices_told(compared: Compared) -> list[str]:
    """What the cheaper costs beside the dearer, whether their numbers have a currency or not."""
    return [*_price(compared), *_bare_price(compared)][:1]


def _bare_price(compared: Compared) -> Iterator[str]:
    """The same of numbers without a currency, which no sentence of the checker's speaks of."""
    products = compared.products
    if any(product.price is None or product.currency or product.price_range for product in products):
        return
    low, high = _cheapest(products), _dearest(products)
    one, other = (float(products[place].price or 0) for place in (low, high))
    if one == other:
        yield "; ".join(compared.wording.offers([(name, price_of(product)) for name, product in _named(compared)]))
    else:
        names = (compared.names[low], compared.names[high])
        yield compared.wording.price_beside(names, show_money(one, None), show_money(round(other - one, 2), None))


def _cheapest(products: Sequence[Product]) -> int:
    return min(range(len(products)), key=lambda number: float(products[number].price or 0))


def _dearest(products: Sequence[Product]) -> int:
    return max(range(len(products)), key=lambda number: float(products[number].price or 0))


def _offers(compared: Compared) -> Iterator[str]:
    """Who can be had and who not, where that is told of any and is not the same for all."""
    offers = [
        (name, [fact for fact in offer_of(product, Need("")) if fact.field != "reduction"])
        for name, product in _named(compared)
    ]
    if len({tuple(fact.deed for fact in offer) for _, offer in offers}) > 1:
        yield "; ".join(compared.wording.offers([(name, offer) for name, offer in offers if offer]))


def _named(compared: Compared) -> Iterator[tuple[str, Product]]:
    return zip(compared.names, compared.products, strict=True)


# --- fields -----------------------------------------------------------------------------------------------------------


def differences_told(compared: Compared, names: Sequence[str]) -> Iterator[str]:
    """The differences that help most, one clause each; where fields tell too little, what titles and texts do."""
    told = [*compared.ahead(names), *list(_unlisted(compared, names))[:1], *list(_named_alone(compared, names))[:1]]
    told += [text for one in compared.differences if (text := difference_said(one, compared, names))]
    yield from told[:_MOST_DIFFERENCES]
    if len(told) < _FEWEST_DIFFERENCES:
        yield from islice(compared.apart(names), _FEWEST_DIFFERENCES - len(told))


def _unlisted(compared: Compared, names: Sequence[str]) -> Iterator[str]:
    """What was asked for, one has, and another's record merely does not list."""
    asked = stems_of_need(compared.need)
    for facts in compared.records:
        for fact in facts:
            if fact.truth is True and is_speakable(fact) and stem_set([fact.label]) & asked:
                states = [_state(other, fact) for other in compared.records]
                if "silent" in states and None not in states:
                    pairs = sorted(zip(names, map(str, states), strict=True), key=lambda pair: pair[1] != "has")
                    yield compared.wording.who_has(_called(fact, compared), pairs)


def _named_alone(compared: Compared, names: Sequence[str]) -> Iterator[str]:
    """What one product has that its name tells and no other's: the music storage of the "Marathon Music"."""
    own = [stem_set([name]) for name in compared.names]
    for place, record in enumerate(compared.records):
        alone = own[place] - frozenset[str]().union(*(own[:place] + own[place + 1 :])) - FUNCTION_STEMS
        for fact in record:
            is_told = fact.truth is True and is_speakable(fact) and bool(stem_set([fact.label]) & alone)
            others = (other.field for one in compared.records for other in one if one is not record)
            if is_told and fact.field not in others and (deed := deed_of(fact, compared.language)):
                yield compared.wording.each([names[place]], [deed])


def _state(record: Sequence[Fact], fact: Fact) -> str | None:
    """``has``, ``no`` or ``silent``; None where a record speaks of it otherwise than by yes or no."""
    for other in record:
        if other.field == fact.field:
            return None if other.truth is None else "has" if other.truth else "no"
    return None if stem_set([fact.label]) <= stated_stems(record) else "silent"


def difference_said(difference: Difference, compared: Compared, names: Sequence[str]) -> str:
    """One difference as a clause of what is so ``names``; empty where there are no words for it."""
    facts, wording, language = difference.facts, compared.wording, compared.language
    first = compared.lower if difference.favours is None else difference.favours
    deeds = [deed_of(fact, language) for fact in facts]
    if len(facts) == 2 and (apart := gap_said(facts[first], facts[1 - first], language)):
        if _shown_amount(facts[first]) in deeds[first].replace(" ", ""):
            return wording.beside((names[first], names[1 - first]), deeds[first], apart)
        if not deeds[first] and (numbers := _in_one_unit(facts)):
            return wording.numbers_beside(names, own_label(facts[0], language), *numbers)
    if all(deeds):
        order = sorted(range(len(facts)), key=lambda place: facts[place].truth is False)
        return wording.each([names[place] for place in order], [deeds[place] for place in order])
    if difference.truths:
        states = [(name, "has" if truth else "no") for name, truth in zip(names, difference.truths, strict=True)]
        return wording.who_has(_called(facts[0], compared), sorted(states, key=lambda state: state[1] != "has"))
    values = [value_said(fact, language) for fact in facts]
    return wording.values_beside(names, own_label(facts[0], language), values)


def _in_one_unit(facts: Sequence[Fact]) -> tuple[list[float], str] | None:
    """Numbers with the one unit that all have; None where they have none, or several."""
    numbers = [_number_of(fact) for fact in facts]
    units = {unit for _, unit in numbers}
    return ([value for value, _ in numbers], str(unit)) if len(units) == 1 and (unit := units.pop()) else None


def _called(fact: Fact, compared: Compared) -> WordedFact:
    """A fact under the name that its field has in the answer's language."""
    return replace(worded(replace(fact, value=True)), label=own_label(fact, compared.language))


def deed_beside(difference: Difference, place: int, compared: Compared) -> str:
    """What one product's fact says of it, and how that stands to the other's: "runs for 12 days (4 days more)"."""
    fact, other, language = difference.facts[place], difference.facts[1 - place], compared.language
    deed = deed_of(fact, language)
    if not deed and fact.truth is None:
        deed = compared.wording.having(own_label(fact, language), value_said(fact, language))
    if not deed or fact.truth is not None:
        return deed
    apart = gap_said(fact, other, language)
    return compared.wording.in_brackets(deed, apart, "" if apart else value_said(other, language))


def deed_of(fact: Fact, language: str) -> str:
    """What a fact says of a product as a verb phrase, by its field's licence; empty where there is none."""
    said, has_lexicon = worded(fact), language_named(language).lexicon is not None
    if fact.truth is not None and not has_lexicon and not licence_of(fact, language) and " " not in said.label:
        return next(iter(marked(said).forms.get("verb" if fact.truth else "lack", ())), "")
    if not has_lexicon and said.deed and (fact.field in UNIT_PRICES or (amount_of(fact) and not licence_of(fact, language))):
        return said.deed
    forms = without_echo(phrases_of(said, language)).forms
    verbs = forms.get("lack" if fact.truth is False else "verb", ())
    if verbs or has_lexicon or fact.truth is not None:
        return next(iter(verbs), "")
    if is_of_its_kind(fact):
        return f"is {with_article(said.value)[0]}"
    noun = next(iter(forms.get("noun", ())), "")
    return f"has {noun}" if noun else ""


def is_of_its_kind(fact: Fact) -> bool:
    """Whether a field tells what sort of thing a product is: "watch type"."""
    is_named_so = _OF_ITS_KIND.search(worded(fact).label) is not None
    return fact.truth is None and is_named_so and _COMMON_NOUN.fullmatch(fact.words) is not None


def value_said(fact: Fact, language: str) -> str:
    """A fact's value alone, in the language's words where it has them."""
    said, lexicon = worded(fact), language_named(language).lexicon
    return lexicon.value(said.value, said.label) if lexicon else said.value


def gap_said(fact: Fact, other: Fact, language: str) -> str:
    """What lies between two numbers of one dimension: "0.2 kg less"; empty where they cannot be compared."""
    one, two = amount_of(fact), amount_of(other)
    if one is None or two is None or one[1] != two[1] or one[0] == two[0]:
        return ""
    own = _number_of(fact)
    scale = own[0] / one[0] if one[0] else 1.0
    gap, licence = abs(one[0] - two[0]) * scale, licence_of(fact, language)
    ways = licence.comparative if licence else None
    return wording_of(language).apart(
        quantity_said(gap, own[1], fact, language),
        ways,
        is_more=one[0] > two[0],
        is_counted=_is_counted(fact, own),
    )


def _is_counted(fact: Fact, number: tuple[float, str | None]) -> bool:
    return not number[1] and number[0].is_integer() and is_plural(fact.label.split()[-1].casefold())


def _number_of(fact: Fact) -> tuple[float, str | None]:
    """A number as the record writes it, and its unit."""
    measured = measure_of(fact)
    if measured:
        return measured
    amount = amount_of(fact)
    return (amount[0] if amount else 0.0), None


def _shown_amount(fact: Fact) -> str:
    return show_number(_number_of(fact)[0])


def quantity_said(amount: float, unit: str | None, fact: Fact, language: str) -> str:
    """An amount of what a fact tells of: "4 days", "0.2 kg", of money as a sum."""
    amount = round(amount, 6 if amount < 1 else 2)
    lexicon = language_named(language).lexicon
    if fact.unit and fact.unit.isupper() and len(fact.unit) == 3:
        shown = show_money(amount, fact.unit)
        return lexicon.money(shown) if lexicon else shown
    shown = " ".join(filter(None, (show_number(amount), unit)))
    if lexicon:
        return lexicon.value(shown, fact.label)
    return f"{shown}s" if unit in WITH_PLURAL and amount != 1 else shown


def is_sayable(fact: Fact) -> bool:
    """`is_speakable`, also for a measure that the record writes as text: "54 g"."""
    measure = measure_of(fact)
    return is_speakable(Fact(fact.field, *measure) if measure else fact)


# --- what was asked ---------------------------------------------------------------------------------------------------


def without_thing(hit: Hit) -> Hit:
    """A product as an answer to all but what the thing is, which whoever compares has settled."""
    unmet, unknown = (tuple(clause for clause in some if clause.kind != "topic") for some in (hit.unmet, hit.unknown))
    return replace(hit, unmet=unmet, unknown=unknown)


def _asked(compared: Compared) -> Iterator[str]:
    """What each misses of the request, or is silent on; nothing where all do as well."""
    missed = [compared.wording.missed(without_thing(hit)) for hit in compared.hits]
    if len(set(missed)) > 1:
        yield compared.wording.as_asked(compared.names, missed)


# --- which to take ----------------------------------------------------------------------------------------------------


def _closing(compared: Compared) -> Iterator[str]:
    _, said = closing_of(compared)
    yield from [said] if said else ()


def closing_of(compared: Compared) -> tuple[int | None, str]:
    """The place of the one of two that serves the need, None where it hangs on what matters, and how that is told.

    What is missed decides, then what is near to the need, then the price; it is not told where all is open.
    """
    if len(compared.products) != 2:
        return None, ""
    wording, names, use = compared.wording, compared.brief, use_of(compared.need)
    missed = [len(without_thing(hit).unmet) + len(hit.denied) for hit in compared.hits]
    if missed and missed[0] != missed[1]:
        place = 0 if missed[0] < missed[1] else 1
        return place, wording.would_take(names[place], use, "")
    told = [one for one in compared.differences if difference_said(one, compared, names)][:_MOST_DIFFERENCES]
    near = [one for one in told if one.favours is not None and compared.nearness(one.facts) >= _DECIDES]
    if near and len({one.favours for one in near}) == 1 and (found := near[0].favours) is not None:
        return found, wording.would_take(names[found], use, deed_of(near[0].facts[found], compared.language))
    return _by_the_price(compared, told)


def _by_the_price(compared: Compared, told: Sequence[Difference]) -> tuple[int | None, str]:
    """The cheaper, or the dearer for what it has more of."""
    gap, wording, names, language = compared.price_gap, compared.wording, compared.brief, compared.language
    highest = max(float(product.price or 0) for product in compared.products)
    if gap is None or not highest or abs(gap) / highest < _MUCH_OF_THE_PRICE:
        return None, ""
    low, high = (0, 1) if gap < 0 else (1, 0)
    if for_high := _labels([one for one in told if one.favours == high], language):
        return None, wording.either_way((names[low], names[high]), for_high)
    if for_low := [one for one in told if one.favours == low and one.facts[0].field != "rating"]:
        return low, wording.would_take(names[low], use_of(compared.need), deed_of(for_low[0].facts[low], language))
    if dearer := _labels([one for one in told if compared.leaning(one.facts) == high], language):
        shown, lexicon = show_money(abs(gap), compared.products[high].currency), language_named(language).lexicon
        return None, wording.worth_its_price((names[low], names[high]), lexicon.money(shown) if lexicon else shown, dearer)
    if told and any(compared.leaning(one.facts) == low for one in told):
        return low, wording.would_take(names[low], use_of(compared.need), "")
    return None, ""


def _labels(differences: Sequence[Difference], language: str) -> list[str]:
    """What the first two differences are called, of those that are a matter of more than a mark in a list."""
    facts = [one.facts[0] for one in differences if not one.truths or _is_thing(one.facts[0], language)]
    return [own_label(fact, language) for fact in facts][:2]


def _is_thing(fact: Fact, language: str) -> bool:
    """Whether a yes or no is of a thing that one may want, a hood, and not of how a product is: "electric"."""
    return licence_of(fact, language) is not None and not is_adjective(worded(fact).label)


def stems_of_need(need: Need) -> frozenset[str]:
    """The stems of what is asked of the thing, which its own name is not."""
    thing = stem_set(clause.says for clause in need.clauses if clause.kind == "topic")
    return stem_set([need.query, *(clause.says for clause in need.clauses)]) - FUNCTION_STEMS - thing
