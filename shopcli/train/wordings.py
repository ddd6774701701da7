"""Sentences that word a plan, made by hand-written patterns over invented goods: what `shopcli train writer` learns from.

Every sentence has passed the checks that a draft must pass, so what is learned is what can be shown.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from shopcli.need.languages.wording import Part
from shopcli.train.goods import PREFIXES, ToldFact, make_goods, read_sections
from shopcli.types import Fact, Need, Product, difference_of
from shopcli.write.drafts import faults_of
from shopcli.write.plan import is_speakable
from shopcli.write.product_names import names_of
from shopcli.write.prompts import FIRST, messages_for, opening_for
from shopcli.write.wording.frames import denied, is_adjective, worded

_HAS = ("has", "has", "has", "comes with", "comes with", "offers", "includes", "features", "is equipped with")


@cache
def frames() -> Mapping[str, tuple[str, ...]]:
    """The frames of wordings.txt by what they word, read once, when they are first needed."""
    read = dict(read_sections("wordings.txt"))
    return read | {"measure": read["value"] + read["measure"]}


# No "a" before plurals, activities and what comes without number.
_UNCOUNTED = re.compile(r"(?:s|ing|ion|ity|ance|ence|ment|ology|ship|ware|support|control|power|storage|play|included|ready)$")


@dataclass(frozen=True, slots=True)
class Pair:
    """What is asked of the writer, and what it should say: ``opening`` is given to it, ``text`` holds the opening."""

    messages: Sequence[Mapping[str, str]]
    opening: str
    text: str


def make_pairs(count: int, *, seed: int) -> list[Pair]:
    """``count`` pairs over invented goods; the same seed makes the same ones."""
    rng = random.Random(seed)
    return _collected((part_text for _ in itertools.count() for part_text in _invented(rng)), count)


def pairs_of(goods: Iterable[tuple[Product, Sequence[Fact]]], count: int, *, seed: int) -> list[Pair]:
    """At most ``count`` pairs over a catalog's products, each beside the one before it; what nobody says is left out."""
    rng = random.Random(seed)
    wordings = ((product, [_told(f) for f in facts if not f.is_text and is_speakable(f)]) for product, facts in goods)
    neighbours = itertools.pairwise((product, told_facts) for product, told_facts in wordings if told_facts)
    parts = (part for (other, _), (one, told_facts) in neighbours for part in _worded(one, told_facts, other, rng))
    return _collected(parts, count)


def _collected(worded: Iterable[tuple[Part, str]], count: int) -> list[Pair]:
    """The first ``count`` that ask different things."""
    pairs: dict[str, Pair] = {}
    for part, text in worded:
        pair = Pair(messages_for(part, tuned=True), opening_for(part), text)
        pairs.setdefault(str(pair.messages[-1]["content"]), pair)
        if len(pairs) == count:
            break
    return list(pairs.values())


def _told(fact: Fact) -> ToldFact:
    """A catalog's own fact with the plainest wording; "a" stands before what is no plural, no name and no activity."""
    label = worded(fact).label
    if fact.truth is not None:
        countable = label.islower() and not _UNCOUNTED.search(label)
        spoken = f"{_article(label)} {label}" if countable else label
        return ToldFact(fact, "quality" if is_adjective(label) else "thing", label if is_adjective(label) else spoken)
    return ToldFact(fact, "noun" if isinstance(fact.value, str) else "quantity", label, worded(fact).value)


def _invented(rng: random.Random) -> Iterator[tuple[Part, str]]:
    product, told_facts = make_goods(rng, facts=5)
    other, _ = make_goods(rng, facts=0)
    price = product.price if rng.random() < 0.06 else other.price
    yield from _worded(product, told_facts, replace(other, currency=product.currency, price=price), rng)


def _worded(product: Product, told_facts: Sequence[ToldFact], other: Product, rng: random.Random) -> Iterator[tuple[Part, str]]:
    """A part of each kind over two products, each with a sentence that passes."""
    name = names_of([product])[product.id]
    counts = {"pick": rng.choice((0, 1, 2, 2, 2)), "alternative": rng.choice((1, 1, 2)), "more": rng.choice((1, 2, 2, 2))}
    facts = [*(one.fact for one in told_facts), Fact("title", product.title)]
    if product.price is not None:
        facts.append(Fact("price", product.price, product.currency))
    for kind, count in counts.items():
        chosen = [one for one in rng.sample(told_facts, min(count, len(told_facts))) if one.fact.truth is not False]
        price = [Fact("price", product.price, product.currency)] if kind != "more" and product.price else []
        part = Part(kind, product, name, tuple(map(worded, (*price, *(one.fact for one in chosen)))))  # type: ignore[arg-type]
        yield from _passing(part, partial(_sentence, part, chosen, rng), lambda _: facts)
    yield from _tradeoff(product, other, name, rng.choice(told_facts), rng)


def _passing(
    part: Part, draw: Callable[[], str | None], facts_of: Callable[[Product], Sequence[Fact]]
) -> Iterator[tuple[Part, str]]:
    """The first sentence of a few that passes what every draft must pass."""
    for _ in range(20):
        text = draw()
        if text and not faults_of(text, part, Need(""), facts_of):
            yield part, text
            return


def _sentence(part: Part, chosen: Sequence[ToldFact], rng: random.Random) -> str | None:
    """One frame filled; None where the frame asks for forms that the facts do not have."""
    opening = opening_for(part)
    frame = rng.choice(frames()["priced" if part.kind != "more" else "its" if opening == "Its" else "it"])
    if opening.endswith("which") and (frame[0] == "," or ", {its}" in frame or ", and {" in frame.replace(", and {also}", "")):
        return None  # ", which, at 5.00 EUR," and ", which costs ..., and its" are no English
    places = {name for name in ("does", "also", "with", "with2", "and", "its", "too") if f"{{{name}}}" in frame}
    if len(places) != len(chosen):
        return None
    filled = {"price": part.facts[0].value} if part.facts and part.facts[0].field == "price" else {}
    order = ("does", "its", "with", "also", "with2", "and", "too")
    for place, one in zip(sorted(places, key=order.index), chosen, strict=True):
        phrase = _placed(place, one, rng)
        if phrase is None:
            return None
        filled[place] = phrase
    body = _smoothed(frame.format(**filled))
    if opening == "Its":
        return "Its" + body.removeprefix("its")
    return opening + ("" if body[0] == "," else " ") + body


def _smoothed(body: str) -> str:
    """Like verbs said once ("is vegan and organic"), "also" where it belongs, and no long verb behind an "and"."""
    body = body.replace("and is equipped with", "and comes with").replace("also is ", "is also ")
    for verb in ("is", "has", "comes with", "includes", "offers"):
        first, joint, second = body.partition(f" and {verb} ")
        if joint and "," not in first and first.startswith((f"{verb} ", f"also {verb} ")) and "priced" not in body:
            return f"{first} and {second}"
    return body


def _placed(place: str, one: ToldFact, rng: random.Random) -> str | None:
    """A fact as the place in a frame wants it."""
    if place in ("with", "with2", "and"):
        return _noun_phrase(one, rng)
    if place in ("its", "too"):
        return _clause(one)
    return _verb_phrase(one, rng)


_KINDS_OF = re.compile(r"\b(?:type|style|version|format|material|factor|layout)$")  # nobody has "a tin box type"


def _noun_phrase(one: ToldFact, rng: random.Random, *, had: bool = False) -> str | None:
    """A fact as a thing that a product comes with, or (``had``) that it has."""
    if framed := _value_frame(one):
        verb, _, counted = framed.partition(" {} ")  # "5 buttons" is a thing to have; "12 cm tall" is none
        return f"{one.value} {counted}" if verb == "has" else None
    label = _shortened(one, rng)
    if one.form == "thing":
        return one.spoken
    if one.form == "choice" and not _KINDS_OF.search(label):
        return f"{_article(one.value)} {one.value} {label}" if not label.endswith("s") else f"{one.value} {label}"
    if one.form == "substance":
        return f"{one.value} of {label}"
    if one.form == "quantity" and (had or rng.random() < 0.3) and "number of" not in label and "weight" not in label:
        return f"{_article(label)} {label} of {one.value}"
    return None


def _clause(one: ToldFact) -> str | None:
    if one.form in ("thing", "quality", "deed") or _value_frame(one):
        return None
    return f"its {one.spoken} is {one.value}"


def _value_frame(one: ToldFact) -> str | None:
    """The phrase that English has for a field with a value: "weighs {}"."""
    phrase = worded(one.fact).phrase
    return phrase.frame if phrase and one.fact.truth is None else None


def _verb_phrase(one: ToldFact, rng: random.Random) -> str | None:
    if one.form == "quality":
        return f"is {one.spoken}"
    if one.form == "deed":
        return one.spoken
    if framed := _value_frame(one):
        return framed.replace("{}", one.value)
    phrase = _noun_phrase(one, rng, had=True)
    return phrase and f"{rng.choice(_HAS) if one.form == 'thing' else 'has'} {phrase}"


def _shortened(one: ToldFact, rng: random.Random) -> str:
    """A field's name, now and then without the "product" that some catalogs write before each."""
    label = worded(one.fact).label if one.form in ("choice", "noun") else one.spoken
    for prefix in PREFIXES:
        if label.startswith(prefix) and rng.random() < 0.8:
            return label.removeprefix(prefix)
    return label


def _article(text: str) -> str:
    spelt = re.match(r"[A-Z]{2}", text) and text[0] in "FHLMNRSX"  # "an LCD"
    return "an" if text[:1].lower() in "aeio" or spelt else "a"


def _tradeoff(product: Product, other: Product, name: str, one: ToldFact, rng: random.Random) -> Iterator[tuple[Part, str]]:
    """What an alternative costs beside the pick, and what the pick lacks or has instead."""
    if difference_of(product, other) is None or one.fact.truth is False:
        return
    truthful = one.form in ("thing", "quality", "deed")
    silent = truthful and rng.random() < 0.6
    lacking = one.fact if silent or not truthful else Fact(one.fact.field, rng.choice((False, "no")))
    lacks = (lacking,) if rng.random() < 0.85 else ()
    price = (Fact("price", product.price or 0.0, product.currency),)
    worded_price, lacked = tuple(map(worded, price)), tuple(map(worded, lacks))
    part = Part("tradeoff", product, name, worded_price, other, names_of([other])[other.id], lacked, silent=silent)
    record = {product.id: price, other.id: () if silent else lacks}
    yield from _passing(part, partial(_tradeoff_text, part, one, rng), lambda asked: record[asked.id])


def _tradeoff_text(part: Part, one: ToldFact, rng: random.Random) -> str:
    amount = difference_of(part.product, part.other) if part.other else None
    ways = ("more", rng.choice(("dearer", "more expensive"))) if amount and amount > 0 else ("less", "cheaper")
    money = f"{abs(amount or 0):.2f} {part.product.currency}"
    difference = rng.choice(frames()["difference" if amount else "same"]).format(amount=money, way=ways[0], dear=ways[1])
    if not part.other_facts:
        return f"It {difference} {FIRST}."
    if one.form in ("thing", "quality", "deed"):
        quality = is_adjective(worded(one.fact).label)
        pattern = ("silent_not" if quality else "silent") if part.silent else ("not" if quality else "lack")
        phrase = worded(one.fact).phrase
        if phrase and one.form == "deed" and not part.silent:
            pattern, spoken = "done", denied(phrase).text
        else:
            spoken = worded(one.fact).label if not part.silent or quality or rng.random() < 0.6 else one.spoken
        lack = rng.choice(frames()[pattern]).format(thing=spoken)
    else:
        framed = _value_frame(one)
        pattern = "framed" if framed else "measure" if one.form == "quantity" else "value"
        words = {"label": worded(one.fact).label, "value": one.value, "an": _article(worded(one.fact).label)}
        lack = rng.choice(frames()[pattern]).format(**words, deed=framed and framed.replace("{}", one.value))
    return f"It {difference} {FIRST}{lack}."
