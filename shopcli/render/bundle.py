"""Several things, one budget: what the set costs, its products one by one, the cheapest set, and what cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rich.text import Text

from shopcli.render import words
from shopcli.render.answer import MARK, QUIET, HitLines, plain_hit, rich_hit
from shopcli.render.layout import MEASURE, wrap
from shopcli.text.safe import safe
from shopcli.types import Answer, Bundle, Hit

_SEPARATOR = " · "  # between what was looked for; those who listen hear a semicolon
_INDENT = "    "


def plain_bundle(answer: Answer, bundle: Bundle, *, of_hit: HitLines = plain_hit) -> Iterator[str]:
    """One line for each thing, no marks; ``of_hit`` puts a result on several, where that is wanted."""
    lines = answer.lines
    yield words.full_stop(safe(answer.looked_for.replace(_SEPARATOR, lines.semicolon)), lines)
    yield from map(safe, (*answer.need.notes, *bundle.lines.above))
    for rank, (at, hit) in enumerate(_picked(bundle), start=1):
        named, cost = _said(bundle.lines.names[at]), safe(bundle.lines.costs[at])
        yield from of_hit(rank, hit, _alone(answer, at, hit), (), before=named, after=cost)
    if bundle.lines.cheapest:
        yield safe(bundle.lines.cheapest)


def rich_bundle(answer: Answer, bundle: Bundle, width: int) -> Iterator[Text]:
    """What was understood, what the set costs, then a card for each of its products, and the cheapest set below."""
    measure = min(width, MEASURE)
    yield from wrap(Text(safe(answer.looked_for), style=QUIET), measure)
    for note in answer.need.notes:
        yield from wrap(Text(safe(note)), measure)
    for line in bundle.lines.above:
        yield from wrap(Text(safe(line), style="bold"), measure)
    for rank, (at, hit) in enumerate(_picked(bundle), start=1):
        yield Text()
        yield from rich_hit(rank, hit, _alone(answer, at, hit), width, (), before=_said(bundle.lines.names[at]))
        if cost := bundle.lines.costs[at]:
            yield Text(f"{_INDENT}{safe(cost)}", style=MARK)
    if bundle.lines.cheapest:
        yield Text()
        yield from wrap(Text(safe(bundle.lines.cheapest), style=QUIET), measure)


def _picked(bundle: Bundle) -> Iterator[tuple[int, Hit]]:
    """What is picked, each with the number of its role."""
    picks = bundle.shown.picks if bundle.shown else ()
    return ((at, hit) for at, hit in enumerate(picks) if hit is not None)


def _said(name: str) -> str:
    """What stands before a title, with the blank behind it."""
    return safe(name) + " " * name.endswith(" ")


def _alone(answer: Answer, at: int, hit: Hit) -> Answer:
    """One pick as the answer to what was asked of it alone."""
    role = answer.bundle.roles[at] if answer.bundle else None
    return replace(answer, need=role.need if role else answer.need, results=(hit,), bundle=None)
