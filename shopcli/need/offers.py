"""Offers in a request: whether a thing can be had, is reduced, is new or used, and for whom it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from shopcli.need.languages.offer_words import OfferState
from shopcli.need.languages.registry import numerals
from shopcli.need.request import Found, Request
from shopcli.text.offer_values import audience_of, fits
from shopcli.text.unit_words import UNIT_PRICES
from shopcli.types import Clause, Op

_OPPOSITE: dict[Op, Op] = {"is": "!=", "in": "!=", ">": "<=", ">=": "<", "<=": ">", "<": ">="}
_BEFORE = 40  # no phrase that excludes what follows is longer
_NEXT_WORD = re.compile(r"\s{1,2}([^\W\d_]{2,20})")


def offer_states(request: Request) -> Iterator[Found]:
    """Phrases that ask for a state of the offer, where the catalog knows it; else a note says that it sets no limit."""
    for state in request.language.offers.states:
        for match in state.phrases.finditer(request.text):
            if not _is_name(request, state, match):
                yield from _decided(request, state, match)


def _decided(request: Request, state: OfferState, match: re.Match[str]) -> Iterator[Found]:
    start, end = _with_exclusion(request, match.start()), match.end()
    words = request.query[start:end].rstrip()
    if known := request.field_values(state.field, str(state.value)):
        field, values = known
        excluded = start < match.start()
        op: Op = "in" if len(values) > 1 and state.op == "is" else state.op
        value = "|".join(values) if state.op == "is" else state.value
        op = _OPPOSITE[op] if excluded else op
        unit = "%" if isinstance(value, float) else None
        yield Found(start, end, (Clause(words, "exclude" if excluded else "limit", field, op, value, unit),))
    elif state.field == "condition":
        return  # its words may be of the products
    elif state.field == "reduction":
        note = request.language.messages["by_meaning_only"].format(words=words)
        yield Found(start, end, (Clause(words, "feature"),), note=note)
    elif state.else_silent:
        yield Found(start, end)
    else:
        note = request.language.messages["not_known"].format(words=words)
        yield Found(start, end, note=note, is_aside=True)  # so that no reply says "5 discontinued tents"


def _with_exclusion(request: Request, start: int) -> int:
    """Where a phrase begins with the "not" before it."""
    window = max(0, start - _BEFORE)
    for match in request.language.excludes.finditer(request.text, window, start):
        if not request.text[match.end() : start].strip():
            return match.start()
    return start


def _is_name(request: Request, state: OfferState, match: re.Match[str]) -> bool:
    """Whether the catalog says the phrase of what stands behind it: "reduced fat"; "new" may open a brand's name."""
    low = request.text.lower()
    if any(low.startswith(name, match.start()) and " " in name for name in request.vocabulary.brands):
        return True
    return state.opens_a_name and opens_a_name(request, *match.span())


def opens_a_name(request: Request, start: int, end: int) -> bool:
    """Whether the catalog says what stands between two places before the word that follows: "reduced fat"."""
    following = _NEXT_WORD.match(request.text, end)
    return following is not None and request.uses(f"{request.text[start:end]} {following[1]}") > 0


def audiences(request: Request) -> Iterator[Found]:
    """For whom a thing is to be, where the catalog has a field that says so; of two joined ones either will do."""
    words = request.language.offers
    matches = list(words.audience.finditer(request.text))
    position = 0
    while position < len(matches):
        first = last = matches[position]
        whom = [_audience(request, first)]
        while position + 1 < len(matches) and words.also.fullmatch(request.text, last.end(), matches[position + 1].start()):
            position, last = position + 1, matches[position + 1]
            whom.append(_audience(request, last))
        position += 1
        wanted = dict.fromkeys(value for audience in whom if audience for value in fits(audience))
        known = request.field_values("gender", *wanted) if wanted else None
        if known:
            start = _with_exclusion(request, first.start())
            kind, op = ("exclude", "!=") if start < first.start() else ("feature", "in")
            if kind == "exclude":  # what is for both is not what is unwanted
                known = request.field_values("gender", *filter(None, whom)) or known
            clause = Clause(request.query[start : last.end()], kind, known[0], op, "|".join(known[1]))  # type: ignore[arg-type]
            yield Found(start, last.end(), (clause,))


def ages(request: Request) -> Iterator[Found]:
    """How old the one is whom a thing is for, where the catalog has a field of ages."""
    for match in request.language.offers.age.finditer(request.text):
        said = next(number for number in match.groupdict().items() if number[1] is not None and number[0].startswith("age"))[1]
        age = numerals().get(said.lower()) or request.language.number(said)
        is_least = any(name.startswith("least") and part for name, part in match.groupdict().items())
        known = request.field_values("age", f"{age:g}{'+' if is_least else ''}") if age is not None else None
        if known:
            start, end = match.span()
            yield Found(start, end, (Clause(request.query[start:end], "feature", known[0], "in", "|".join(known[1])),))


def _audience(request: Request, match: re.Match[str]) -> str | None:
    word = next(part for part in match.groupdict().values() if part is not None)
    return request.language.offers.audiences.get(word.lower()) or audience_of(word.split()[-1])


def known_order(request: Request, found: Found) -> Found:
    """An order by a field that the catalog has; else its words count by their meaning, which a note says."""
    sort = found.sort
    if sort is None or sort.field == "price" or request.field_values(sort.field):
        return found
    if sort.field in UNIT_PRICES:
        note = request.language.messages["no_unit_price"].format(words=sort.text)
        return replace(found, sort=replace(sort, field="price"), note=note)
    note = request.language.messages["by_meaning_only"].format(words=sort.text)
    return replace(found, sort=None, clauses=(Clause(sort.text, "feature"),), note=note)
