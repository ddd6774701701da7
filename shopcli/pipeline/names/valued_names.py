"""A topic that is no name of a kind but a field's value: the "City" of "City sets" is a theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from shopcli.index.parts.assertions import EITHER
from shopcli.types import Clause, Need, Op

Stated = Callable[[str], tuple[str, str] | None]
Holding = Callable[[str, Sequence[str]], int]
_OTHERS = ("brand", "category", "type", "colour")  # found elsewhere
_MORE = 1.5  # times as many products have the value as go by the name, for the value to be meant


def with_valued_names(need: Need, stated: Stated, holding: Holding, called: Callable[[Clause], int]) -> Need:
    """The need, where a field decides a topic, or one half of it, that hardly anything is called by.

    Args:
        need: the request, grounded.
        stated: words to the field that has a value saying them, and that value.
        holding: how many products have one of some values of a field.
        called: how many go by the name of a topic.
    """
    for at, clause in enumerate(need.clauses):
        if clause.kind == "topic" and clause.op is None:
            parts = _parts(clause, stated, holding, _MORE * called(clause))
            return replace(need, clauses=(*need.clauses[:at], *parts, *need.clauses[at + 1 :])) if parts else need
    return need


def _parts(clause: Clause, stated: Stated, holding: Holding, more_than: float) -> list[Clause]:
    for half, rest in _halves(clause):
        said = stated(clause.meaning if clause.meaning else half)
        if said and said[0] not in _OTHERS and holding(said[0], said[1].split(EITHER)) > more_than:
            op: Op = "in" if EITHER in said[1] else "is"
            value = said[1].casefold() if op == "in" else said[1]
            decided = replace(clause, text=half, kind="feature", field=said[0], op=op, value=value)
            return [decided, *([replace(clause, text=rest)] if rest else [])]
    return []


def _halves(clause: Clause) -> Iterator[tuple[str, str]]:
    """A topic whole, and then in two at each blank, first with a half that is written as a name."""
    if clause.meaning or clause.text[:1].isupper():
        yield clause.text, ""
    words = clause.text.split() if not clause.meaning else []
    for length in range(len(words) - 1, 0, -1):
        for half, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            if half[0][:1].isupper():
                yield " ".join(half), " ".join(rest)
