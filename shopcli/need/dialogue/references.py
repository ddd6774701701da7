"""Which of the shown results words name: "the second", "that", "the black one", "the cheaper one", "the Garmin"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shopcli.errors import UsageError
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.languages.refinement_grammar import MatchedPhrase, RefinementGrammar, Wanted
from shopcli.text.scripts import HAN
from shopcli.text.words import regular_singular
from shopcli.types import Clause, Product

_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
LONGEST_NAME = 80  # characters; what is longer describes a need and names no result


def named(which: str, talk: DialogueState) -> Product | None:
    """The result that ``which`` names; None where its form is no name of a result.

    Raises:
        UsageError: what it names was not shown, or is several of the shown.
    """
    return by_place(which, talk) or _by_description(which, talk, strict=True)


def pointed_at(said: str, talk: DialogueState) -> Product | None:
    """The result that a whole turn asks to see: "the second", "tell me more about the black one"; else None.

    Raises:
        UsageError: it can be meant as nothing but a name, and names none or several of the shown.
    """
    if not talk.shown or len(said) > 2 * LONGEST_NAME:
        return None
    normal = talk.phrases.normal(said)
    start, end = 0, len(said)
    if asked := talk.phrases.asks_for.match(normal):
        start = asked.end()
    if behind := talk.phrases.asked_behind.search(normal, start):
        end = behind.start()
    which = said[start:end].strip()
    if which.isdecimal():
        return talk.products[int(which) - 1] if len(which) < 4 and 1 <= int(which) <= len(talk.shown) else None
    certain = end != len(said) or (asked is not None and MatchedPhrase(said, asked)["certain"] != "")
    return by_place(which, talk) or _by_description(which, talk, strict=certain)


# --- by place ---------------------------------------------------------------------------------------------------------


def by_place(which: str, talk: DialogueState) -> Product | None:
    """The result that ``which`` names by its place or as the one looked at; None where it is no such name.

    Raises:
        UsageError: fewer are shown.
    """
    normal = " ".join(talk.phrases.normal(which).lower().split())
    if normal in talk.phrases.here:
        return looked_at(talk)
    if talk.phrases.other.fullmatch(normal):
        return other_than(looked_at(talk), talk) if talk.shown else None
    match = talk.phrases.place.fullmatch(normal)
    if not match:
        return None
    digits = _DIGITS.search(normal)
    place = int(digits[0][:6]) if digits else talk.phrases.ordinals[next(filter(None, match.groups()))]
    place = len(talk.shown) if place == -1 else place
    if not 1 <= place <= len(talk.shown):
        raise talk.phrases.error("no_result", place=place, count=len(talk.shown))
    return talk.shown[place - 1].product


def other_than(product: Product, talk: DialogueState) -> Product | None:
    """The other of two: what was spoken of before a product, else the first of the shown that is another."""
    return next((one for one in (*talk.recent, *talk.products) if one.id != product.id), None)


def looked_at(talk: DialogueState) -> Product:
    """The result that was looked at last, else the first."""
    if talk.focus is None and not talk.shown:
        raise talk.phrases.error("no_result", place=1, count=0)
    return talk.focus or talk.shown[0].product


# --- by what it is ----------------------------------------------------------------------------------------------------


def _by_description(which: str, talk: DialogueState, *, strict: bool) -> Product | None:
    """The one shown that the words fit.

    Where the form leaves open whether they name a result ("the laptop"), fitting none or all of the shown says that they
    do not; with ``strict``, and for "the black one", that is an error.
    """
    if len(which) > LONGEST_NAME or talk.phrases.cut.search(talk.phrases.normal(which).strip()):
        return None
    match = talk.phrases.described.fullmatch(talk.phrases.normal(which))
    if not match:
        return None
    part = MatchedPhrase(which, match)
    words = part["words"] or part["after"]
    strict = strict or bool(part["one"]) or bool(part["after"])
    fitting = _fitting(words, talk)
    if fitting is None:
        return None
    if len(fitting) == 1:
        return talk.shown[fitting[0]].product
    if not strict and len(fitting) in (0, len(talk.shown)):
        return None
    if fitting:
        raise unclear(words, fitting, talk.phrases)
    all_places = talk.phrases.place_words(list(range(1, len(talk.shown) + 1)))
    raise talk.phrases.error("none_fits", words=words, places=all_places)


def is_called(which: str, product: Product, phrases: RefinementGrammar) -> bool:
    """Whether words are a product's id, or of its name: its brand, several words of its title, or one that is a name's."""
    if which.strip().casefold() == product.id.casefold():
        return True
    match = phrases.described.fullmatch(phrases.normal(which))
    name = MatchedPhrase(which, match)["words"] if match else which
    tokens = _tokens(name)
    if not tokens or not _names(product).issuperset(tokens):
        return False
    if tokens & _tokens(product.brand or "") or any(map(str.isdigit, name)) or len(tokens) > 1:
        return True
    return name[0].isupper() and name in product.title.split()


def unclear(words: str, positions: Sequence[int], phrases: RefinementGrammar) -> UsageError:
    """The error of words that fit several of the shown, by their positions from 0."""
    places = phrases.place_words([position + 1 for position in positions])
    count = phrases.counts[len(positions)] if len(positions) < len(phrases.counts) else len(positions)
    return phrases.error("several_fit", words=words, count=count, places=places)


def _fitting(words: str, talk: DialogueState) -> list[int] | None:
    """The positions of the shown results that fit the words; None where they ask for an order over all there is."""
    wanted = talk.phrases.degrees.get(" ".join(talk.phrases.normal(words).lower().split()))
    if wanted:
        return _extreme(wanted, talk)
    meant = talk.features(words)
    if meant.sort:
        return None
    positions = list(range(len(talk.shown)))
    for clause in meant.clauses:
        positions = _holding(clause, positions, talk)
    return positions if meant.clauses else []


def _extreme(wanted: Wanted, talk: DialogueState) -> list[int]:
    """The cheapest of the shown, the lightest of them; several where they tie."""
    compared = talk.catalog.compared(wanted.of, wanted.context, talk.products)
    values = compared.values if compared else ()
    best = (min if wanted.order == "asc" else max)((value for value in values if value is not None), default=None)
    return [position for position, value in enumerate(values) if value is not None and value == best]


def _holding(clause: Clause, positions: list[int], talk: DialogueState) -> list[int]:
    """Those of the shown that hold a clause. Mere words are looked for in titles first: a record says a lot."""
    products = [talk.shown[position].product for position in positions]
    excluded = clause.field is None and clause.kind == "exclude"
    if clause.field is None:
        words = str(clause.value) if clause.op in ("has", "lacks") else clause.says
        titled = [position for position, product in zip(positions, products, strict=True) if _says(product, words)]
        if titled and not excluded:
            return titled
        clause = replace(clause, kind="feature", op="has", value=words)
    states = talk.catalog.holding(clause, products)
    return [position for position, holds in zip(positions, states, strict=True) if holds != excluded]


def _says(product: Product, words: str) -> bool:
    """Whether a title or a brand has all the words."""
    return any(_names(product).issuperset(_tokens(group)) for group in words.split("|"))


def _names(product: Product) -> set[str]:
    return _tokens(f"{product.title} {product.brand or ''}")


def _tokens(text: str) -> set[str]:
    return {regular_singular(token) for token in _TOKEN.findall(text.lower())}
