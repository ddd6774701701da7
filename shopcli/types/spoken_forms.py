"""How one language is read aloud: its voices, its units and money in words, and what is said instead of a layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SpokenForms:
    """What a voice is given in place of signs, for `str.format` where braces stand.

    Attributes:
        tag: the language and its country after BCP 47, by which the systems' own voices are chosen.
        voice: what espeak-ng calls the voice of it.
        units: each unit's symbol to its name behind one and behind several.
        money: each currency's code to its name behind one and behind several; others are said by their code.
        sum_whole, sum_parts: a sum without, and with parts of a hundred (whole, name, parts).
        points: what parts thousands and what parts fractions in a written number.
        signs: what is said for a sign by itself.
        share: a number of percent (amount).
        span: two numbers with a dash between them (low, high).
        sides: two numbers with a times sign between them (one, other).
        result: a result (rank, title, price, reasons).
        joint: between what is said one after the other.
        stop: ends a sentence.
        on_screen: that what is left is to be read.
        numeral: a whole number in words; None where recognisers need none.
        requests: how things are asked for (thing, brand, sum, amount): what a recogniser is told to listen for.
    """

    tag: str = "en-US"
    voice: str = "en-us"
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    money: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sum_whole: str = "{whole} {name}"
    sum_parts: str = "{whole} {name} {parts}"
    points: str = ",."
    signs: Mapping[str, str] = field(default_factory=dict)
    share: str = "{amount} percent"
    span: str = "{low} to {high}"
    sides: str = "{one} by {other}"
    result: str = "{rank}: {title}, {price}."
    joint: str = " "
    stop: str = "."
    on_screen: str = "The rest is on the screen."
    numeral: Callable[[int], str] | None = None
    requests: tuple[str, ...] = ()
