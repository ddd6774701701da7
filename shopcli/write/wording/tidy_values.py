"""Text normalisation of values: what a data sheet writes, as a person would say it."""

from __future__ import annotations

import re

from shopcli.text.tokens import stem_set, unit_of
from shopcli.text.worded_fact import WordedFact
from shopcli.types import Fact, show_value
from shopcli.write.wording.frames import worded

_AMONG = re.compile(r"\s*[|,]\s*")
_HEADED = re.compile(r"(?P<head>[^\W\d][^:|]{0,24}):\s+(?P<rest>\S.*)")
_MEASURED = re.compile(r"(?P<number>\d[\d.,]*) (?P<unit>[A-Z][a-z]{2,})")
_ROUNDED = (None, "hour", "minute")  # units in which nobody wants a hundredth
_MOST_CHOICES = 4
_CODED = re.compile(r"\d|\b[^\Waeiouy\d]{2,}\b")  # "origin 2", "pwr", of a label in lower case


def tidied(fact: WordedFact) -> WordedFact:
    """A fact with its value as it would be said; its fact stays the record's.

    >>> tidied(worded(Fact("width", "Normal | Wide | Normal"))).value
    'Normal or Wide'
    >>> tidied(worded(Fact("weight_men", "Men: 4.8oz"))).value
    '4.8oz'
    >>> tidied(worded(Fact("content", "357 Grams"))).value
    '357 grams'
    """
    value = fact.fact.value
    if isinstance(value, float) and fact.fact.unit in _ROUNDED and round(value, 2) != value:
        return _said(fact, show_value(round(value, 1), fact.fact.unit))
    if not isinstance(value, str):
        return fact
    text = _without_echo(value.strip(), fact.label)
    if "|" in text:
        choices = list(dict.fromkeys(filter(None, (_without_echo(one, fact.label) for one in _AMONG.split(text)))))
        text = " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1]))) if len(choices) <= _MOST_CHOICES else text
    if (measure := _MEASURED.fullmatch(text)) and unit_of(measure["unit"].casefold()):
        text = text.casefold()
    return _said(fact, text) if text != value.strip() else fact


def is_said_name(label: str) -> bool:
    """Whether the name of a field is in words that people say, and no remains of a table: "origin 2", "pwr"."""
    return not _CODED.search(label) and len(label.split()) <= 2


def _said(fact: WordedFact, text: str) -> WordedFact:
    return worded(Fact(fact.fact.field, text))


def _without_echo(text: str, label: str) -> str:
    """A value without what repeats its field's name: "Men: 4.8oz" of a "weight men", "ABV 8.5%" of an "ABV"."""
    named = re.match(rf"{re.escape(label)} +(?=\d)", text, re.IGNORECASE) if label else None
    text = text[named.end() :] if named else text
    headed = _HEADED.fullmatch(text)
    is_echo = headed is not None and stem_set([headed["head"]]) <= stem_set([label]) and bool(stem_set([headed["head"]]))
    return headed["rest"] if headed and is_echo else text
