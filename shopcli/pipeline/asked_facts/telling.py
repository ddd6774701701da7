"""What a record says to a question of fact, in sentences: a value with its unit, or the record's own words as they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shopcli.need.dialogue.dialogue_state import CatalogLookup
from shopcli.need.dialogue.fact_questions import FactQuestion
from shopcli.need.languages.lexicon import NAME_ENDS, NAME_STARTS
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.need.languages.registry import language_named, languages
from shopcli.pipeline.asked_facts.found_facts import FoundFact, own_terms
from shopcli.text.safe import plain
from shopcli.text.scripts import set_apart
from shopcli.types import Fact, FactsOf, Need, Product
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.decency import decency
from shopcli.write.offer import in_words, price_in_advice
from shopcli.write.product_names import names_of, short_name, without_article
from shopcli.write.verify.check import check_sentence
from shopcli.write.wording.english import the
from shopcli.write.wording.frames import worded
from shopcli.write.wording.languages import as_checked, wording_of
from shopcli.write.wording.phrases import own_label, phrases_of

_MOST_TOLD, _MOST_VALUES = 3, 6  # products, and values of things of one name, that are told one by one
_LONGEST = 240  # characters of the record's that are quoted
_MARKED = re.compile(r"([^\W\d_]+)\s*[:：]\s*(?=\S)")


def told(product: Product, found: Sequence[FoundFact], asked: FactQuestion, facts_of: FactsOf) -> str:
    """What is told of one product; that its record does not say, where nothing was found."""
    language, name = asked.language.code, short_name(product)
    if not found:
        return set_apart(_replies(language)["silent"], name=without_article(name), asked=asked.asked)
    if len(found) == 1 and (said := _licensed(name, product, found[0], language, facts_of)):
        return said
    listed = [one for one in found if _is_listed(one)]
    rest = [one for one in found if one not in listed]
    texts = [_listed(name, product, listed, language)] if listed else []
    return " ".join(dict.fromkeys((*texts, *(_sentence(name, product, one, language) for one in rest))))


def told_of_several(
    known: Sequence[tuple[Product, Sequence[FoundFact]]], count: int, asked: FactQuestion, facts_of: FactsOf
) -> str:
    """What is told of products that go by one name: each value once where they have few, else the first ones by their names.

    Args:
        known: the products whose records answer, with what they say.
        count: how many go by the name.
        asked: the question.
        facts_of: reads a product's facts.
    """
    language = asked.language.code
    replies = _replies(language)
    values = {product.id: _said(product, facts[0], language) for product, facts in known}
    different = list(dict.fromkeys(values.values()))
    if len(different) == 1 and len(known) == count:
        return told(*known[0], asked, facts_of)
    first, facts = known[0]
    if len({product.title.casefold() for product, _ in known}) == 1 and len(different) <= _MOST_VALUES and _is_listed(facts[0]):
        name, label = short_name(first), _label(facts[0].fact, language)
        return set_apart(replies["alike"], name=name, count=str(count), label=label, values=replies["or"].join(different))
    apart = {(product.title.casefold(), values[product.id]): (product, facts) for product, facts in reversed(known)}
    few = list(reversed(apart.values()))[:_MOST_TOLD]
    names = names_of([product for product, _ in few])
    texts = [
        _listed(names[product.id], product, facts, language)
        if all(map(_is_listed, facts))
        else _sentence(names[product.id], product, facts[0], language)
        for product, facts in few
    ]
    more = [replies["more"].format(count=count - len(few))] if count > len(few) else []
    return " ".join((*texts, *more))


def told_apart_by(products: Sequence[Product], words: str, compared: CatalogLookup, language: str) -> str:
    """What two products are apart in, in price where ``words`` are empty; that one record is silent, where it is."""
    grammar, wording = language_named(language).follow_ups, wording_of(language)
    wanted, meant = grammar.amounts.get(words, (Wanted("" if words else "price", "desc"), (words,)))
    name = _in_own_word(words or "price", language)
    is_price = not words or language_named(language).refinement.names.get(words, words) == "price" or wanted.of == "price"
    found = (
        compared.compared("price", "", products) if is_price else compared.compared(wanted.of, meant[0], products, said=words)
    )
    names = names_of(products)
    one, other = products
    silent = [product for product, value in zip(products, found.values, strict=True) if value is None] if found else [*products]
    if found is None or silent:
        reply = _replies(language)["silent"]
        return " ".join(set_apart(reply, name=without_article(names[product.id]), asked=name) for product in silent)
    facts = [Fact(found.field, float(value or 0.0), found.unit) for value in found.values]
    amounts = [(float(fact.value), worded(fact).value) for fact in facts]
    gap = worded(Fact(found.field, round(abs(amounts[0][0] - amounts[1][0]), 6), found.unit)).value
    label = own_label(Fact(found.field.removesuffix(f"_{found.unit}"), 0.0, found.unit), language)
    return wording.two_numbers((names[one.id], names[other.id]), (amounts[0], amounts[1]), label=label, wanted=None, gap=gap)


def _in_own_word(words: str, language: str) -> str:
    """What is asked for in the language's own word for it, where it has one."""
    lexicon = language_named(language).lexicon
    return (lexicon.label(words) if lexicon else None) or words


def _sentence(name: str, product: Product, one: FoundFact, language: str) -> str:
    replies, wording, fact = _replies(language), wording_of(language), one.fact
    if fact.field == "price":
        return next(iter(wording.fact_sentences(without_article(name), in_words(fact, product), quality=False)))
    said = _said(product, one, language)
    if decency().found(said):
        return wording.unrepeated(name)
    if one.where == "title":
        return set_apart(replies["titled"], name=name, words=said)
    return set_apart(replies["says"], name=name, words=said)


def _licensed(name: str, product: Product, one: FoundFact, language: str, facts_of: FactsOf) -> str:
    """A field as its licence words it, "weighs 522 g", where that says the value and passes the check; else empty."""
    fact, lexicon, wording = one.fact, language_named(language).lexicon, wording_of(language)
    phrases = phrases_of(worded(fact), language) if _is_listed(one) and fact.truth is None else None
    verbs = phrases.forms.get("verb", ())[:1] if phrases and phrases.licence else ()
    said = _said(product, one, language)
    if not verbs or said not in verbs[0] or said.casefold().startswith(f"{fact.label.casefold()} "):
        return ""
    called = the(name)
    text = f"{called[0].upper()}{called[1:]} {verbs[0]}."
    if lexicon:
        text = lexicon.spaced(f"{NAME_STARTS}{name}{NAME_ENDS}{verbs[0]}。")
    elif language != DEFAULT_LANGUAGE:
        return ""
    is_true = not check_sentence(as_checked(text, wording), products=[product], facts_of=facts_of, need=Need(""))
    return text if is_true else ""


def _listed(name: str, product: Product, found: Sequence[FoundFact], language: str) -> str:
    """Fields beside each other, each as its name and its value: "min players 3, max players 4"."""
    replies, wording = _replies(language), wording_of(language)
    said = [(_label(one.fact, language), _said(product, one, language)) for one in found]
    if any(decency().found(value) for _, value in said):
        return wording.unrepeated(name)
    said = [(label, value.removeprefix(f"{label} ")) for label, value in said]  # "ABV 14 %" under "ABV"
    pairs = [f"{label}{_between(label, value, replies['field'])}{value}" for label, value in dict.fromkeys(said)]
    return set_apart(replies["field"], name=name, label="", value=replies["and"].join(pairs)).replace("  ", " ")


def _between(label: str, value: str, field: str) -> str:
    """The blank between a name and a value, where the language or the letters need one."""
    return " " if "{label} " in field or (label[-1:].isascii() and value[:1].isascii()) else ""


def _is_listed(one: FoundFact) -> bool:
    """Whether a fact is told as a name with its value, and not in words of the record that stand by themselves."""
    return one.where == "field" and one.fact.field != "price" and not _tells_by_itself(one.fact)


def _said(product: Product, one: FoundFact, language: str) -> str:
    """What a fact says, as the record has it; in a language with words of its own for values, in those."""
    if one.words:
        return one.words if len(one.words) <= _LONGEST else f"{one.words[: _LONGEST - 1].rstrip()}…"
    fact = one.fact
    if fact.field == "price":
        return price_in_advice(in_words(fact, product).value, language)
    value = plain(in_words(fact, product).value)
    marked = _MARKED.match(value)  # "Men: 10oz" of a field "weight men"
    if marked and own_terms(marked[1]) <= own_terms(fact.label):
        value = value[marked.end() :]
    lexicon = language_named(language).lexicon
    own = lexicon.value(value, fact.label) if lexicon else value
    return own if lexicon and lexicon.is_own(own) else value


def _label(fact: Fact, language: str) -> str:
    return own_label(fact, language) or worded(fact).label


def _tells_by_itself(fact: Fact) -> bool:
    """Whether a value is a sentence, before which the field's name says nothing more."""
    return fact.words.rstrip().endswith((".", "!", "。")) and len(fact.words.split()) > 3


def _replies(language: str) -> Mapping[str, str]:
    grammar = language_named(language).fact_questions or languages()[-1].fact_questions
    assert grammar is not None  # the last language has them
    return grammar.replies
