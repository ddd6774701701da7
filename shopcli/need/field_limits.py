"""Limits on a field that the request itself names, beside a number without a unit: "rating over 4", "at least 30 % off"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from shopcli.need.languages.quantity_words import Comparison, Grammar, folded, grammar_of
from shopcli.need.offers import opens_a_name
from shopcli.need.prices import TURNED, is_sum, turned_from
from shopcli.need.request import Found, Request
from shopcli.text.units import read_number
from shopcli.types import Clause, Op
from shopcli.util.lazy_regex import pattern

_BEFORE, _BEHIND = 48, 32  # characters that a field's name may take
_NUMBER = pattern(r"(?<![A-Za-z0-9_$€£¥-])(?<!\d[.,])\d{1,6}(?:[.,]\d{1,3})?(?![\d]|[.,]\d)")
_OF_BYTES = pattern(r"\d\s?[kmgt]b\s(?:of\s)?\Z", re.IGNORECASE)
_PLUS = pattern(r"\s?\+")
_WORDS = pattern(r"[^\W_]+(?:[\s_-][^\W_]+){0,3}\Z")
_WORD, _NAME_WORDS = pattern(r"[^\W\d_]+"), 3
_BLANKS = pattern(r"\s{0,2}-?")
_AGREED = frozenset(("rating", "reviews", "reduction"))  # of these more is better, so that a bare number is the least


@dataclass(frozen=True, slots=True)
class _Limited:
    """A number with what compares it, half open; ``compares`` where anything does, ``number`` where the number begins."""

    start: int
    number: int
    end: int
    op: Comparison
    value: float
    compares: bool
    is_percent: bool = False
    strict: bool = False
    is_spelled: bool = False
    is_than: bool = False


def field_limits(request: Request) -> Iterator[Found]:
    """Every number whose field stands right before its comparison or right behind it."""
    if request.quantities is None:
        return
    grammar = grammar_of(request.quantities)
    for start, end, op, value in request.language.offers.parts_off(request.text):
        yield _found(request, start, end, "reduction", op, value)
    for limited in _numbers(request, grammar):
        yield from _behind(request, grammar, limited)
        yield from _before(request, limited)


def _numbers(request: Request, grammar: Grammar) -> Iterator[_Limited]:
    """The numbers and shares of a request with the comparisons beside them."""
    text, words = request.text, request.language.offers
    spans = [(match.start(), match.end(), read_number(match[0]), False) for match in _NUMBER.finditer(text)]
    for share, value in words.shares.items():
        spans += [(at.start(), at.end(), value, True) for at in re.finditer(rf"(?<!\w){re.escape(share)}(?!\w)", text, re.I)]
    for start, end, number, is_share in spans:
        if number is None:
            continue
        if percent := words.percent.match(text, end):
            end = percent.end()
        yield _compared(text, grammar, start, end, number, is_percent=is_share or percent is not None)
    for at in grammar.spelled.finditer(text):
        if (spelled := request.language.number(at[0])) is not None:
            limited = _compared(text, grammar, at.start(), at.end(), spelled, is_percent=False)
            yield replace(limited, is_spelled=True)


def _compared(text: str, grammar: Grammar, start: int, end: int, value: float, *, is_percent: bool) -> _Limited:
    for match in grammar.before.finditer(text, max(0, start - _BEFORE), start):
        if grammar.filler.fullmatch(text, match.end(), start):
            op, strict = grammar.words.before[folded(match[0])]
            is_than = strict and match[0].endswith("than")
            return _Limited(match.start(), start, end, op, value, True, is_percent, strict, is_than=is_than)
    if plus := _PLUS.match(text, end):
        return _Limited(start, start, plus.end(), ">=", value, True, is_percent)
    return _Limited(start, start, end, ">=", value, False, is_percent)


def _behind(request: Request, grammar: Grammar, limited: _Limited) -> Iterator[Found]:
    """The field behind the number: "4 stars and up", "four or more stars", "at least 30 % off"."""
    text, names = request.text, request.language.offers.behind
    if between := grammar.after.match(text, limited.end):
        op = grammar.words.after[folded(between["said"])][0]
        limited = replace(limited, end=between.end(), op=op, compares=True)
    at = _BLANKS.match(text, limited.end)
    start = at.end() if at else limited.end
    low = text[start : start + _BEHIND].lower()
    fitting = [name for name in names if low.startswith(name) and not _goes_on(low, name)]
    if not fitting:
        yield from _behind_by_its_name(request, limited, start)
        return
    name = max(fitting, key=len)
    units = request.quantities.units if request.quantities else ()
    if any(len(unit) > len(name) and low.startswith(unit) for unit in units):
        return  # 30分 is a rating, and 30分钟 is half an hour
    field, end = names[name], start + len(name)
    if after := grammar.after.match(text, end):
        limited = replace(limited, end=end, op=grammar.words.after[folded(after["said"])][0], compares=True)
        end = after.end()
    if not limited.compares and (field == "stock" or limited.is_spelled):
        return
    if field == "reduction" and opens_a_name(request, start, end):
        return
    if _may_be(field, limited):
        before = _named_before(request, limited.start)  # "scoring 95 points"
        start = before[0] if before and before[1] == field else limited.start
        yield from _limit(request, start, end, field, limited)


def _behind_by_its_name(request: Request, limited: _Limited, start: int) -> Iterator[Found]:
    """A field of numbers by the catalog's own name for it: "fewer than 200 kcal"."""
    if not limited.compares or limited.is_percent:
        return
    words = [match.end() for match in _WORD.finditer(request.text, start, start + _BEHIND)][:_NAME_WORDS]
    for end in reversed(words):
        if field := request.number_field(request.text[start:end].strip().lower()):
            yield from _limit(request, limited.start, end, field, limited)
            return


def _goes_on(low: str, name: str) -> bool:
    """Whether a name is the beginning of a longer word: "star" of "starter", "left" of "left-handed"."""
    return name[-1].isascii() and low[len(name) :].removeprefix("-")[:1].isalpha()


def _before(request: Request, limited: _Limited) -> Iterator[Found]:
    """The field before the comparison: "rating over 4", "height at most 40", "rated 4.5 or higher"."""
    text, words = request.text, request.language.offers
    grammar = grammar_of(request.quantities) if request.quantities else None
    assert grammar
    if not limited.is_percent and (grammar.unit.match(text, limited.end) or is_sum(request, limited.number, limited.end)):
        return  # what a quantity with a unit is of is found by its dimension, too, and a sum is a price
    if after := grammar.after.match(text, limited.end):
        op = grammar.words.after[folded(after["said"])][0]
        limited = replace(limited, end=after.end(), op=op, compares=True)
    if not (named := _named_before(request, limited.start)):
        return
    start, field = named
    if limited.compares and _OF_BYTES.search(text, max(0, start - _BEFORE), start):
        return  # the "RAM" of "16 GB RAM under 900" is what 16 GB are of
    if (limited.compares or field in _AGREED) and _may_be(field, limited):
        behind = _BLANKS.match(text, limited.end)
        low, offset = text[behind.end() if behind else limited.end :].lower(), behind.end() if behind else limited.end
        name = max((n for n in words.behind if words.behind[n] == field and low.startswith(n)), key=len, default="")
        yield from _limit(request, start, offset + len(name) if name else limited.end, field, limited)


def _named_before(request: Request, end: int) -> tuple[int, str] | None:
    """Where the name of a field begins that ends there, links left out, and the field."""
    text, words = request.text, request.language.offers
    for stop in range(end, max(-1, end - 20), -1):
        if not words.links.fullmatch(text, stop, end):
            continue
        window = text[max(0, stop - _BEFORE) : stop]
        for at in range(len(window)):
            name = window[at:].lower()
            starts_a_word = at == 0 or not (window[at - 1].isalnum() and window[at - 1].isascii())
            field = request.number_field(name) or words.before.get(name) if starts_a_word and name.strip() == name else None
            if field and name:
                return stop - len(window) + at, field
    return None


def _may_be(field: str, limited: _Limited) -> bool:
    """A reduction is said in percent, and nothing else is."""
    return limited.is_percent == (field == "reduction")


def _limit(request: Request, start: int, end: int, field: str, limited: _Limited) -> Iterator[Found]:
    if limited.op == "about":
        return
    is_strict = limited.is_than if field == "rating" else limited.strict  # "over 4" of a mean that is rounded
    ops: dict[Comparison, Op] = {"<=": "<", ">=": ">"} if is_strict else {"<=": "<=", ">=": ">=", "==": "=="}
    op = ops[limited.op]
    if limited.compares and (negation := turned_from(request, start)) is not None:
        start, op = negation, TURNED.get(op, op)
    yield _found(request, start, end, field, op, limited.value)


def _found(request: Request, start: int, end: int, field: str, op: Op, value: float) -> Found:
    """The limit, where the catalog has the field; else a note says that it counts by its meaning only."""
    words = request.query[start:end]
    known = request.field_values(field) or ((field, ()) if request.number_field(field) == field else None)
    if known is None:
        return Found(
            start, end, (Clause(words, "feature"),), note=request.language.messages["by_meaning_only"].format(words=words)
        )
    unit = "%" if field == "reduction" else None
    return Found(start, end, (Clause(words, "limit", known[0], op, value, unit),))
