"""A topic that is no name of a kind but a field's value: the "City" of "City sets" is a theme; "goat cheese" is of a milk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from shopcli.index.parts.assertions import EITHER
from shopcli.types import Clause, Need, Op

Stated = Callable[[str], tuple[str, str] | None]
Holding = Callable[[str, Sequence[str]], int]
Called = Callable[[Clause], int]
IsField = Callable[[str], bool]
_OF_THE_SHOP = ("brand", "category", "colour")
_OTHERS = (*_OF_THE_SHOP, "type")  # found elsewhere
_MORE = 1.5  # times as many products have the value as go by the name, for the value to be meant


def with_valued_names(
    need: Need, stated: Stated, holding: Holding, called: tuple[Called, Called], is_list: IsField, is_of_places: IsField
) -> Need:
    """The need, where a field decides a topic, or one half of it, that hardly anything is called by.

    Args:
        need: the request, grounded.
        stated: words to the field that has a value saying them, and that value.
        holding: how many products have one of some values of a field.
        called: how many go by the name in a topic, and how many by the whole of it.
        is_list: whether a field is multi-valued: what it does not list of a product is not of it.
        is_of_places: whether a field says where things are from.
    """
    topic = next((clause for clause in need.clauses if clause.kind == "topic" and clause.op is None), None)
    if topic is None:
        return need

    def by_first_words(clause: Clause) -> list[Clause]:
        return _by_first_words(clause, stated, holding, called[1], is_list, is_of_places)

    wish, whole = _glued(need, topic)
    parts = _parts(topic, stated, holding, _MORE * called[0](topic)) or (wish and by_first_words(whole)) or [topic]
    wish = wish if wish and parts[0].text.startswith(wish.text) else None
    while parts[-1].kind == "topic" and (more := by_first_words(parts[-1])):
        parts = [*parts[:-1], *more]
    kept = [parts if clause is topic else [clause] for clause in need.clauses if clause is not wish]
    return replace(need, clauses=tuple(clause for some in kept for clause in some))


def _glued(need: Need, topic: Clause) -> tuple[Clause | None, Clause]:
    """The wish that a hyphen ties to a topic, and both as one topic: "semi" and "soft cheese" of "semi-soft cheese"."""
    at = need.query.find(topic.text)
    for clause in need.clauses:
        is_wish = clause.kind == "feature" and clause.op in (None, "has") and topic.meaning is None
        if is_wish and at > 0 and need.query.endswith(f"{clause.text}-", 0, at):
            return clause, replace(topic, text=f"{clause.text}-{topic.text}")
    return None, topic


def _parts(clause: Clause, stated: Stated, holding: Holding, more_than: float) -> list[Clause]:
    for half, rest in _halves(clause):
        said = stated(clause.meaning if clause.meaning else half)
        if said and said[0] not in _OTHERS and holding(said[0], said[1].split(EITHER)) > more_than:
            decided = _decided(replace(clause, text=half), said)
            return [decided, *([replace(clause, text=rest)] if rest else [])]
    return []


def _by_first_words(
    clause: Clause, stated: Stated, holding: Holding, called: Called, is_list: IsField, is_of_places: IsField
) -> list[Clause]:
    """The first words of a topic, or all, as a value of a field that decides, before the name of a kind: "goat cheese".

    Of a place only where nothing goes by the whole: a "French press" need not be from there.
    """
    words, n_called = clause.says.split(), called(clause)
    for at in range(len(words), 0, -1):
        half, rest = " ".join(words[:at]), " ".join(words[at:])
        said = stated(half)
        if not said or said[0] in _OF_THE_SHOP or holding(said[0], said[1].split(EITHER)) <= _MORE * n_called:
            continue
        if not (is_list(said[0]) or (n_called == 0 and is_of_places(said[0]))):
            continue
        first = replace(clause, meaning=half) if clause.meaning else replace(clause, text=half)
        thing = replace(clause, meaning=rest) if clause.meaning else replace(clause, text=rest)
        if not rest or called(thing) or not n_called:
            return [_decided(first, said), *([thing] if rest else [])]
    return []


def _decided(clause: Clause, said: tuple[str, str]) -> Clause:
    op: Op = "in" if EITHER in said[1] else "is"
    return replace(clause, kind="feature", field=said[0], op=op, value=said[1].casefold() if op == "in" else said[1])


def _halves(clause: Clause) -> Iterator[tuple[str, str]]:
    """A topic whole, and then in two at each blank, first with a half that is written as a name."""
    if clause.meaning or clause.text[:1].isupper():
        yield clause.text, ""
    words = clause.text.split() if not clause.meaning else []
    for length in range(len(words) - 1, 0, -1):
        for half, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            if half[0][:1].isupper():
                yield " ".join(half), " ".join(rest)
