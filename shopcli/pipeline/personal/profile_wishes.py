"""Wishes of a profile: what somebody asked to be remembered, as far as it bears on what they look for now.

They rank, as what is assumed does, and never exclude; what the request itself speaks of is as the request has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.pipeline.personal.profile import Profile
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    from shopcli.pipeline.linking import EntityLinker

__all__ = ["with_profile"]


def with_profile(need: Need, profile: Profile, linker: EntityLinker, index: Index, topic: str = "") -> Need:
    """The need with what the profile's facts wish of such a thing; the newest fact goes before older ones on the same field.

    Args:
        need: the request, understood.
        profile: what is remembered.
        linker: what the catalog decides.
        index: the open index.
        topic: what is being looked for, where the request itself names no thing.
    """
    named = next((clause.says for clause in need.clauses if clause.kind == "topic"), topic)
    source = language_named(need.language).requests.messages["from_profile"].format(name=profile.name)
    wishes: list[Clause] = []
    for fact in reversed(profile.facts):
        for wish in _wishes_of(fact, named, linker):
            if not _is_said(wish, need, index.words.tokens) and not _is_known(wish, (*need.assumed, *wishes)):
                wishes.append(replace(wish, text=source, source="profile"))
    return replace(need, assumed=(*need.assumed, *reversed(wishes)))


def _wishes_of(fact: str, topic: str, linker: EntityLinker) -> Iterator[Clause]:
    """What a fact wishes of a kind of thing; nothing where it speaks of another kind, or of what the catalog nowhere states."""
    meant = linker.understood(SEPARATOR + fact, topic)
    things = [clause for clause in meant.clauses if clause.kind == "topic"]
    kinds = [kind for thing in things if (kind := linker.kind(thing.says))]
    if kinds and not _meets(kinds, topic, linker):
        return
    for clause in meant.clauses:
        if clause.kind == "topic" and not kinds:  # words that name nothing sold are a wish
            yield replace(clause, kind="feature", field=None, op=None, value=None, meaning=clause.says)
        elif clause.kind == "exclude" and clause.op == "lacks":
            yield replace(clause, field=None, meaning=fact)
        elif clause.kind in ("feature", "limit") and clause.op not in ("!=", "like", "outside", "lacks"):
            measured = clause.field is not None and isinstance(clause.value, (int, float))
            wish = replace(clause, kind="feature", meaning=clause.says)
            yield wish if measured else replace(wish, field=None, op=None, value=None, unit=None)


def _meets(kinds: Sequence[Any], topic: str, linker: EntityLinker) -> bool:
    """Whether what is looked for is among the things that a fact names."""
    import numpy as np

    wanted = linker.kind(topic) if topic else None
    return wanted is not None and any(len(np.intersect1d(kind.kind.rows, wanted.kind.rows)) > 0 for kind in kinds)


def _is_said(wish: Clause, need: Need, stems: Callable[[str], Sequence[str]]) -> bool:
    """Whether the request itself speaks of what a wish is about."""
    fields = {clause.field for clause in need.clauses} | {need.sort.field if need.sort else None}
    if wish.field is not None and wish.field in fields:
        return True
    words = str(wish.value) if wish.op == "lacks" else wish.says
    said = {stem for text in (need.query, *(clause.says for clause in need.clauses)) for stem in stems(text)}
    return bool(said & set(stems(words)))


def _is_known(wish: Clause, others: Sequence[Clause]) -> bool:
    """Whether another wish is about the same field, or says the same."""
    return any(wish.says == other.says or (wish.field is not None and wish.field == other.field) for other in others)
