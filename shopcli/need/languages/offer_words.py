"""How a language speaks of an offer: whether it can be had, is reduced, is new or used, for whom it is, and what scales say.

A phrase means something in every shop; whether the catalog has the field that decides it is asked when a request is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from shopcli.types import Op, Value
from shopcli.util.lazy_regex import NEVER


@dataclass(frozen=True, slots=True)
class OfferState:
    """A phrase that asks for one state of an offer: "in stock", "second hand", "on sale".

    Attributes:
        phrases: the pattern.
        field: the agreed name of the field that decides it.
        op: how the field must compare with ``value``.
        value: the word or the number.
        else_silent: whether the phrase says nothing where the catalog has no such field ("available"), or stays what it is
            ("new"); else that is said to the shopper.
        opens_a_name: whether the catalog may use it before another word as a part of a name: "reduced fat".
    """

    phrases: re.Pattern[str]
    field: str
    op: Op
    value: Value
    else_silent: bool = False
    opens_a_name: bool = False


@dataclass(frozen=True, slots=True)
class OfferWords:
    """What one language says of offers.

    Attributes:
        states: the first that fits is meant.
        audience: a phrase that says for whom, the word for them in group ``who``.
        audiences: the audience, as `shopcli.text.offer_values` names it, by that word in lower case.
        age: a phrase that says how old somebody is, the number in group ``age``; with ``least``, what no younger one is for.
        also: what joins two audiences of which either will do.
        before: words for the fields of scales that stand before a limit, to the field: "rating".
        behind: the same behind a number: "stars", "% off".
        links: what may stand between such a word and the limit: "of", "is".
        shares: words for shares of a price, in percent: "half".
        percent: a percent sign, or words for it.
        parts_off: reductions that are said as a part of the price: 7折. Each as its stretch, the comparison and the percent.
    """

    states: tuple[OfferState, ...] = ()
    audience: re.Pattern[str] = NEVER
    audiences: Mapping[str, str] = field(default_factory=dict)
    age: re.Pattern[str] = NEVER
    also: re.Pattern[str] = NEVER
    before: Mapping[str, str] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)
    links: re.Pattern[str] = NEVER
    shares: Mapping[str, float] = field(default_factory=dict)
    percent: re.Pattern[str] = NEVER
    parts_off: Callable[[str], Iterator[tuple[int, int, Op, float]]] = lambda _text: iter(())
