"""Comparisons with what is shown: "cheaper", "lighter than the second", "a bigger screen", "too heavy"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shopcli.need.dialogue.dialogue_state import ComparedField, DialogueState
from shopcli.need.dialogue.references import named
from shopcli.need.dialogue.refinement_actions import NothingToChange
from shopcli.need.dialogue.state_update import LOWER, UPPER, StateUpdate, is_limit, limit_on, number_of
from shopcli.need.languages.refinement_grammar import MatchedPhrase, Wanted
from shopcli.text.words import regular_singular
from shopcli.types import Clause, Product, Sort, show_value

_OF_THE_WHOLE = frozenset(("rating", "date", "reviews"))


def compare(draft: StateUpdate, part: MatchedPhrase, talk: DialogueState) -> StateUpdate | None:
    """Better, in what a degree is of, than everything shown that meets the need, or than the one named.

    Never looser than the limit in force. None where the words compare with an amount ("cheaper than 100"), or with
    nothing that the shown products have.
    """
    wanted = _wanted(part, talk)
    which = part["which"]
    others = [named(which, talk)] if which else _shown(draft, talk)
    if part["too"] and wanted and wanted.of == "price" and not any(hit.meets_all for hit in talk.shown):
        others = others[:1]  # of what only comes near, that is too dear which was told of first
    if wanted is None or None in others:
        return None
    products = [product for product in others if product]
    compared = _measured(wanted, part, products, talk)
    if compared is None:
        return None
    words = part["words"] or part[0]
    # What no limit compares: the days since which products are sold are put in order instead.
    if wanted.of == "date" and not any(value is not None for value in compared.values):
        return draft.sorted(Sort(compared.field, wanted.order, words), words)
    limit = _limit(words, wanted, compared, talk)
    if part["too"]:
        limit = told_as_bound(limit, talk)
    turned = [old for old in draft.need.clauses if _turned_back(limit, old)]
    return (draft.without(turned) if turned else draft).having([limit])


def told_as_bound(clause: Clause, talk: DialogueState) -> Clause:
    """A limit told by its amount, and not by the complaint that it came from: "too big" is wanted by nobody."""
    if clause.field is None or not is_limit(clause):
        return clause
    side = "below" if clause.op in UPPER else "above"
    limit = show_value(number_of(clause), clause.unit)
    return replace(clause, text=talk.phrases.messages[side].format(limit=limit))


def _wanted(part: MatchedPhrase, talk: DialogueState) -> Wanted | None:
    """What the degree wants; of a word that "too" stands before, the opposite."""
    degree = next(filter(None, map(part.low, ("degree", "too", "more", "lacking", "than"))), "")
    wanted = talk.phrases.degrees.get(degree)
    if wanted and part["too"]:
        wanted = replace(wanted, order="desc" if wanted.order == "asc" else "asc")
    nothing = wanted is not None and not wanted.of and not wanted.context and not part["what"]
    return None if nothing else wanted


def _is_thing(what: str, talk: DialogueState) -> bool:
    """Whether the word behind a degree merely names what is looked for: "a lighter tent"."""
    topic, low = talk.topic.lower(), what.lower()
    return bool(topic) and (
        regular_singular(low) == regular_singular(topic) or low in topic.split() or talk.catalog.same(what, talk.topic)
    )


def _measured(wanted: Wanted, part: MatchedPhrase, products: Sequence[Product], talk: DialogueState) -> ComparedField | None:
    """The field that is compared.

    Raises:
        UsageError: the shown products do not say it.
    """
    what = part["what"].strip()
    of_thing = not what or _is_thing(what, talk)
    if wanted.of == "price":
        compared = _prices(products) if of_thing else None
    elif of_thing:
        compared = _in_force(wanted, products, talk) or talk.catalog.compared(wanted.of, wanted.context, products)
    elif (own := talk.phrases.names.get(what.lower())) in ("price", "rating"):
        compared = _prices(products) if own == "price" else talk.catalog.compared("rating", "", products)
    else:
        of = "" if wanted.of in _OF_THE_WHOLE else wanted.of  # "better sound" is no better rating
        fields = (talk.catalog.compared(one, "", products, said=what) for one in dict.fromkeys((of, "")))
        compared = _by_meaning(part, products, talk) or next(filter(None, fields), None)
    if compared is None and not of_thing:
        return None  # "more comfortable" is no matter of numbers
    if compared is None or (wanted.of != "date" and all(value is None for value in compared.values)):
        is_told = wanted.of not in ("price", *_OF_THE_WHOLE)
        if is_told and any(talk.catalog.says(word, talk.topic) for word in talk.phrases.positives(part.low("degree"))):
            return None  # "sweeter", of what is called sweet; "lighter", of novels
        told = talk.phrases.error("no_price" if wanted.of == "price" else "not_said", words=part["words"] or part[0])
        raise NothingToChange(str(told), hint=told.hint)
    return compared


def _by_meaning(part: MatchedPhrase, products: Sequence[Product], talk: DialogueState) -> ComparedField | None:
    """The field that most of the same would be an order by: "better mileage" by that of "the best mileage"."""
    degree = next(filter(None, map(part.low, ("degree", "more"))), "")
    what, most = part["what"].strip(), talk.phrases.most.get(degree)
    if most is None or not talk.phrases.most_of:
        return None
    said = talk.phrases.most_of.format(most=most, what=what)
    order = talk.understand(said).sort
    if order is None or what.casefold() not in order.text.casefold() or order.field in ("price", "rating"):
        return None
    return talk.catalog.numbers(order.field, products)


def _in_force(wanted: Wanted, products: Sequence[Product], talk: DialogueState) -> ComparedField | None:
    """By the size that was asked for already: a laptop bigger than 17 inches is no wider one."""
    limited = [str(clause.field) for clause in talk.need.clauses if clause.field not in (None, "price") and clause.unit]
    asked = next((name for name in limited if talk.catalog.means("size", name)), None) if wanted.of == "size" else None
    compared = talk.catalog.compared("", "", products, said=asked.replace("_", " ")) if asked else None
    return compared if compared and any(value is not None for value in compared.values) else None


def _prices(products: Sequence[Product]) -> ComparedField | None:
    """The prices in the first one's currency."""
    currency = next((product.currency for product in products if product.price is not None), None)
    values = tuple(product.price if product.currency == currency else None for product in products)
    return ComparedField("price", currency, values) if any(value is not None for value in values) else None


def _limit(words: str, wanted: Wanted, compared: ComparedField, talk: DialogueState) -> Clause:
    """The clause that all products compared fail.

    Raises:
        UsageError: the limit in force is nearer already, and what is shown does not meet it.
    """
    values = [value for value in compared.values if value is not None]
    low = wanted.order == "asc"
    clause = Clause(words, "limit", compared.field, "<" if low else ">", min(values) if low else max(values), compared.unit)
    asked = limit_on(talk.need, compared.field, UPPER if low else LOWER, compared.unit)
    if asked is not None and not _nearer(clause, asked):
        limit = show_value(number_of(asked), asked.unit)
        wording = "costs_otherwise" if compared.field == "price" else "is_otherwise"
        more = talk.phrases.messages["more" if low else "less"]
        raise talk.phrases.error(wording, words=asked.text, op=asked.op, limit=limit, more=more)
    return clause


def _turned_back(new: Clause, old: Clause) -> bool:
    """Whether a comparison takes back an earlier one: "more expensive" after "cheaper"; a limit that was said stays."""
    is_opposite = (old.op, new.op) in (("<", ">"), (">", "<"))
    return is_opposite and old.field == new.field and not any(map(str.isdecimal, old.text))


def _nearer(new: Clause, asked: Clause) -> bool:
    """Whether a strict limit is nearer than the one in force on the same side."""
    value, limit = number_of(new), number_of(asked)
    return (value < limit if new.op == "<" else value > limit) or (value == limit and asked.op not in ("<", ">"))


def _shown(draft: StateUpdate, talk: DialogueState) -> list[Product]:
    """What a comparison is with: what was just named or looked at, else what met the need, else all that is shown."""
    liked = {clause.value for clause in draft.need.clauses if clause.op == "like" and clause not in talk.need.clauses}
    just_named = [product for product in talk.products if product.id in liked]
    looked_at = [product for product in talk.products if talk.focus and product.id == talk.focus.id]
    return just_named or looked_at or [hit.product for hit in talk.shown if hit.meets_all] or talk.products
