"""Invented goods of ten trades, with facts whose natural wording is known: what the writer is trained on.

No product of a real catalog is in here, so that every catalog is new to what was learned.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from shopcli.types import Fact, Product

Texts = tuple[str, ...]
Form = Literal["thing", "deed", "quality", "choice", "noun", "quantity", "substance"]


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact and how a person says it.

    Attributes:
        fact: as a catalog has it.
        form: thing ("has a hood"), deed ("requires a driver"), quality ("is waterproof"), choice ("a fleece lining"),
            noun ("its origin is Peru"), quantity ("a capacity of 1.7 l"), or substance ("16 GB of memory").
        spoken: a thing with its article, a deed in full, else the name as it is said.
        value: the value as it is said.
    """

    fact: Fact
    form: Form
    spoken: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Trade:
    """What a kind of shop sells, as the sections of goods.txt have it."""

    nouns: Texts
    things: Texts
    qualities: Texts
    choices: Texts = ()  # the value stands before the name: "a fleece lining"
    values: Texts = ()  # the value stands behind the name: "its origin is Peru"
    quantities: Texts = ()
    substances: Texts = ()


@dataclass(frozen=True, slots=True)
class Invented:
    """The trades, and the fields that any trade's goods may have: values, and quantities without or with a unit."""

    trades: tuple[Trade, ...]
    anywhere: Texts
    counted: Texts


def read_sections(name: str) -> list[tuple[str, Texts]]:
    """The sections of a text file beside this one, in order."""
    return sections_of(Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines())


def sections_of(lines: Iterable[str]) -> list[tuple[str, Texts]]:
    """Headings in brackets, each with the entries below it; empty lines and those that begin with # say nothing.

    Raises:
        ValueError: an entry before the first heading.
    """
    sections: list[tuple[str, list[str]]] = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            sections.append((line[1:-1], []))
        elif sections:
            sections[-1][1].append(line)
        else:
            raise ValueError(f"{line!r} stands before the first heading")
    return [(heading, tuple(entries)) for heading, entries in sections]


@cache
def invented() -> Invented:
    """What goods.txt says, read once, when it is first needed."""
    trades: list[dict[str, Texts]] = []
    common: dict[str, Texts] = {}
    for heading, entries in read_sections("goods.txt"):
        if heading in ("anywhere", "counted"):
            common[heading] = entries
            continue
        if heading == "nouns":
            trades.append({})
        trades[-1][heading] = entries
    return Invented(tuple(Trade(**trade) for trade in trades), **common)


_SYLLABLES = "al bo cer dan el fin gar hol in ka lun mer nor os per quin ris sol tar ul ver wen yor zan".split()
_CURRENCIES = ("EUR", "EUR", "EUR", "USD", "GBP", "CHF")
PREFIXES = ("product ", "main ", "item ")


def make_goods(rng: random.Random, *, facts: int) -> tuple[Product, list[ToldFact]]:
    """An invented product and ``facts`` facts of it with their wording, each of another field."""
    trade = rng.choice(invented().trades)
    brand = "".join(rng.sample(_SYLLABLES, rng.choice((2, 2, 3)))).title()
    code = rng.choice(("", f"{rng.choice('ABGKMSTX')}{rng.randrange(2, 990)}", f"{rng.randrange(10, 900)}", "Pro", "Mini"))
    title = " ".join(f"{brand} {code} {rng.choice(trade.nouns)}".split())
    price = round(rng.choice((rng.uniform(1, 20), rng.uniform(10, 200), rng.uniform(100, 2500))), 2)
    product = Product(str(rng.randrange(10**9)), title, brand=brand, price=price, currency=rng.choice(_CURRENCIES))
    by_label: dict[str, ToldFact] = {}
    for told_fact in _drawn(trade, rng):
        by_label.setdefault(told_fact.fact.label, told_fact)
    return product, list(by_label.values())[:facts]


def _drawn(trade: Trade, rng: random.Random) -> list[ToldFact]:
    """Facts of a trade in a random order, things and qualities as often as fields with values."""
    told_facts = [_thing(text, rng) for text in rng.sample(trade.things, 4)]
    told_facts += [ToldFact(_fact(text, True, rng), "quality", text) for text in rng.sample(trade.qualities, 2)]
    fields: tuple[tuple[Callable[[str, Form, random.Random], ToldFact], Form, Texts, int], ...] = (
        (_choice, "choice", trade.choices, 2),
        (_choice, "noun", trade.values, 2),
        (_quantity, "quantity", trade.quantities, 2),
        (_quantity, "substance", trade.substances, 2),
        (_choice, "noun", invented().anywhere, 1),
        (_quantity, "quantity", invented().counted, 1),
    )
    for make, form, texts, most in fields:
        told_facts += [make(text, form, rng) for text in rng.sample(texts, min(most, len(texts)))]
    rng.shuffle(told_facts)
    return told_facts


def _thing(text: str, rng: random.Random) -> ToldFact:
    if deed := re.fullmatch(r"(require|include|support)s (?:an? )?(.+)", text):
        return ToldFact(_fact(f"{deed[2]} {deed[1].rstrip('e')}ed", True, rng), "deed", text)
    label = text.removeprefix("a ").removeprefix("an ")
    return ToldFact(_fact(label, True, rng), "thing", text)


def _fact(label: str, value: str | float | bool, rng: random.Random, unit: str | None = None) -> Fact:
    """A fact under a field's name as one or another catalog writes it."""
    style = rng.randrange(4)
    name = (label, label.replace(" ", "_"), label[:1].upper() + label[1:], label)[style]
    return Fact(name, rng.choice((True, "Yes", "yes")) if value is True else value, unit)


def _choice(text: str, form: Form, rng: random.Random) -> ToldFact:
    label, _, values = text.partition("=")
    value = rng.choice(_values(values))
    prefix = rng.choice(PREFIXES) if " " not in label and rng.random() < 0.2 else ""
    return ToldFact(_fact(prefix + label, value, rng), form, label, _spoken(value))


def _values(text: str) -> list[str]:
    """The values of a field; a slash without capitals or digits around it ("PC/server", "10/100Base") is part of one."""
    values: list[str] = []
    for piece in text.split("/"):
        if values and (piece[:1].islower() or values[-1] in ("10", "PS", "AC")):
            values[-1] += f"/{piece}"
        else:
            values.append(piece)
    return values


_NAMES = frozenset(
    """Portugal Italy Vietnam Peru Greece Japan Kenya English Spanish German French China Mexico Malaysia Android Linux
    France Spain Merino Arabica Robusta""".split()
)


def _spoken(value: str) -> str:
    """A value as it is said: plain words in lower case, names and codes as they stand."""
    words = value.split()
    plain = all(word[:1].isupper() and word[1:].islower() and word.isalpha() for word in words[:1])
    named = bool(_NAMES & set(words)) or any(
        word[:1].isupper() for word in words[1:] if words[0] not in ("Rose", "Dark", "Memory")
    )
    return value.lower() if plain and not named else value


def _quantity(text: str, form: Form, rng: random.Random) -> ToldFact:
    label, _, rest = text.partition("=")
    *unit, low, high = rest.split(" ") if rest[0] != " " else rest.split()
    number = rng.uniform(float(low), float(high))
    whole = float(low) >= 20 or not unit or rng.random() < 0.5
    value = float(round(number)) if whole else round(number, rng.choice((1, 2)))
    fact = _fact(label, value, rng, unit[0] if unit else None)
    return ToldFact(fact, form, label, Fact("x", value, fact.unit).text.removeprefix("x: "))
