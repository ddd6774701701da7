"""How a product is offered: its price or the span of prices, what it is reduced by, whether it can be had, its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shopcli.need.languages.registry import language_named
from shopcli.text.product_forms import is_reduced, option_values
from shopcli.text.safe import plain
from shopcli.text.tokens import SPELLED
from shopcli.text.unit_price import UNIT_PRICES, unit_price_of
from shopcli.text.worded_fact import Phrase, WordedFact
from shopcli.text.words import ends_as_plural, regular_plural
from shopcli.types import Fact, Need, Product, show_money, show_number
from shopcli.write.wording.frames import worded

# Fields that a sentence of their own speaks of, see `offer_of`.
OFFER = frozenset(("price", "list_price", "reduction", "availability", *UNIT_PRICES))
_SUM, _LONG_SUM = re.compile(r"\d[\d,]*(?:\.\d+)?"), len("99,999")
_MOST_NAMED = 4  # forms that are named; more are counted
_NUMBERS = {int(number): word for word, number in SPELLED.items()}


def price_of(product: Product) -> tuple[WordedFact, ...]:
    """The price, where the record has one; of a product whose forms differ in price, from the lowest to the highest."""
    if product.price is None:
        return ()
    price = worded(Fact("price", product.price, product.currency))
    if product.price_range:
        low, high = (show_money(amount, product.currency) for amount in product.price_range)
        low = low.removesuffix(f" {product.currency}")
        price = replace(price, value=f"from {low} to {high}")
    return (price,)


def money_word(need: Need) -> str:
    """The shopper's own word for the money of a catalog that names none, in a language that words it; empty where none fell."""
    lexicon = language_named(need.language).lexicon
    told = (lexicon.money_word(clause.text) for clause in need.clauses if clause.field == "price") if lexicon else ()
    return next(filter(None, told), "")


def money_in_advice(shown: str, language: str, word: str = "") -> str:
    """A sum as a sentence of the advice has it: in the words of a language that has its own, else as people write it.

    A thousand and more has no cents where there are none, and marks of thousands where nobody reads a sum without them: whoever
    reads sentences by machine, a screen reader or a judge, takes "1,199.95" for two numbers. A sum of no known currency is told
    in the shopper's ``word`` for one, where he used one.

    >>> money_in_advice("from 1,199.95 to 1,300.00 EUR", "en"), money_in_advice("1,550,000", "en")
    ('from 1199.95 to 1300 EUR', '1,550,000')
    """
    lexicon = language_named(language).lexicon
    if lexicon:
        said = lexicon.money(shown)
        return f"{said}{word}" if word and lexicon.priced(shown) != said else said
    whole = re.sub(r"(?<=,\d{3})\.00(?!\d)", "", shown)
    return _SUM.sub(lambda told: told[0] if len(told[0].partition(".")[0]) > _LONG_SUM else told[0].replace(",", ""), whole)


def price_in_advice(shown: str, language: str, word: str = "") -> str:
    """A price as a sentence of the advice has it."""
    lexicon = language_named(language).lexicon
    return lexicon.priced(shown, word) if lexicon else money_in_advice(shown, language)


def stars_said(stars: float) -> str:
    """A mark of buyers as people say it, with one decimal: 4.1 of 4.1364."""
    return show_number(round(stars, 1))


def in_words(fact: Fact, product: Product) -> WordedFact:
    """`worded`, but of an option that the product's forms differ in each value for itself: "comes in sizes S, M and L"."""
    values = option_values(product).get(fact.field)
    if fact.field == "price" and product.price is not None:
        return price_of(product)[0]
    if values is None or fact.value != ", ".join(option_values(product, every=True)[fact.field]):
        return worded(fact)
    return replace(worded(fact), phrase=Phrase("comes in {}", listed_forms(fact.field, values)))


def listed_forms(option: str, values: Sequence[str]) -> str:
    """ "sizes S, M and L", "Blue and Red", "seven sizes"; "size M" where there is one."""
    label = worded(Fact(option, "")).label
    names = label if ends_as_plural(label) else regular_plural(label)
    if len(values) > _MOST_NAMED:
        return f"{_NUMBERS.get(len(values), str(len(values)))} {names}"
    *first, last = map(plain, values)
    listed = f"{', '.join(first)} and {last}" if first else last
    if re.fullmatch(r"colou?rs?|materials?", label):
        return listed
    return f"{names if first else label} {listed}"


def offer_of(product: Product, need: Need, *, briefly: bool = False) -> tuple[WordedFact, ...]:
    """What is said of the offer beside the price, as far as it matters: what was asked, and what is out of the ordinary.

    Args:
        product: the record.
        need: the request.
        briefly: only what a shopper must know, of a product that is merely named beside the pick.
    """
    asked = {clause.field for clause in need.clauses} | ({need.sort.field} if need.sort else set())
    return tuple(_offer(product, asked, briefly=briefly))


def _offer(product: Product, asked: set[str | None], *, briefly: bool) -> Iterator[WordedFact]:
    if is_reduced(product) and (not briefly or "reduction" in asked):
        yield _reduction(product)
    if product.availability and (product.availability != "in stock" or "availability" in asked):
        yield availability_of(product)
    condition = product.attributes.get("condition")
    if condition in ("used", "refurbished"):
        yield worded(Fact("condition", condition))
    unit_price = unit_price_of(product) if not product.price_range else None
    if unit_price and unit_price[0] in asked:
        yield worded(Fact(*unit_price, product.currency))
    if not briefly and (others := other_forms(product)):
        yield others


def availability_of(product: Product) -> WordedFact:
    """ "is out of stock"; of a form whose siblings can be had, "is out of stock in size M"."""
    fact = worded(Fact("availability", product.availability or ""))
    form, every = product.form, option_values(product, every=True)
    if form is None or product.available is not False or not _can_be_had(product) or fact.phrase is None:
        return fact
    told = [f"{worded(Fact(name, '')).label} {plain(value)}" for name, value in form.options.items() if len(every[name]) > 1]
    return replace(fact, phrase=Phrase("is {}", f"{fact.phrase.core} in {' and '.join(told)}")) if told else fact


def _can_be_had(product: Product) -> bool:
    """Whether any form can."""
    return any(form.available is not False for form in product.variants)


def _reduction(product: Product) -> WordedFact:
    """ "is reduced by 25 % from 52.00 EUR"."""
    share = worded(Fact("reduction", round(100 * (product.reduction or 0.0), 1), "%"))
    if product.list_price is None:
        return share
    before = show_money(product.list_price, product.currency)
    return replace(share, phrase=Phrase("is reduced by {}", f"{share.value} from {before}"))


def other_forms(product: Product) -> WordedFact | None:
    """In what else a form that answers can be had, of the first option that has more: "also comes in sizes S and M"."""
    form = product.form if _can_be_had(product) else None
    for name, values in option_values(product).items() if form else ():
        others = [value for value in values if form and value != form.options.get(name)]
        if others:
            fact = worded(Fact(name, ", ".join(others)))
            return replace(fact, phrase=Phrase("also comes in {}", listed_forms(name, others)))
    return None
