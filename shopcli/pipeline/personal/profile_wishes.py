"""Wishes of a profile: what somebody asked to be remembered, as far as it bears on what they look for now.

They rank, as what is assumed does, and never exclude; what the request itself speaks of is as the request has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.pipeline.personal.profile import Profile
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

    from shopcli.pipeline.linking import EntityLinker

__all__ = ["Catalog", "with_profile"]

_NEAR = 0.55  # the cosine from which on two names are of such things: "shoe" and "hiking boots", not "tent"


@dataclass(frozen=True)
class Catalog:
    """What the catalog says to a profile's facts.

    Attributes:
        linker: what it decides.
        index: the open index.
        encode: texts to vectors, in any language that it reads.
    """

    linker: EntityLinker
    index: Index
    encode: Callable[[Sequence[str]], np.ndarray]


def with_profile(need: Need, profile: Profile, catalog: Catalog, topic: str = "") -> Need:
    """The need with what the profile's facts wish of such a thing; the newest fact goes before older ones on the same field.

    Args:
        need: the request, understood.
        profile: what is remembered.
        catalog: what the facts are held against.
        topic: what is being looked for, where the request itself names no thing.
    """
    named = next((clause.says for clause in need.clauses if clause.kind == "topic"), topic)
    source = language_named(need.language).requests.messages["from_profile"].format(name=profile.name)
    wishes: list[Clause] = []
    for fact in reversed(profile.facts):
        for wish in _wishes_of(fact, named, catalog):
            is_new = not _is_said(wish, need, catalog.index.words.tokens) and not _is_known(wish, (*need.assumed, *wishes))
            if is_new and _is_stated(wish, named, catalog):
                wishes.append(replace(wish, text=source, source="profile"))
    return replace(need, assumed=(*need.assumed, *reversed(wishes)))


def _wishes_of(fact: str, topic: str, catalog: Catalog) -> Iterator[Clause]:
    """What a fact wishes of a kind of thing; nothing where it speaks of another kind, or of what the catalog nowhere states."""
    linker = catalog.linker
    alone = linker.understood(fact).clauses
    topics = [clause.says for clause in alone if clause.kind == "topic"]
    things = topics if len(alone) > len(topics) else []  # "vegan" by itself is no thing, whatever is called so
    meant = linker.understood(SEPARATOR + fact, topic)
    others = [clause for clause in meant.clauses if clause.says not in things]
    if things and not (topic and any(_is_such(thing, topic, catalog) for thing in things)):
        return
    for clause in others:
        if clause.kind == "exclude" and clause.op in ("lacks", "!=") and isinstance(clause.value, str):
            yield replace(clause, op="lacks", field=None, meaning=fact)
        elif clause.kind != "exclude" and clause.op not in ("!=", "like", "outside", "lacks"):
            measured = clause.field is not None and isinstance(clause.value, (int, float))
            wish = replace(clause, kind="feature", meaning=clause.says)
            yield wish if measured else replace(wish, field=None, op=None, value=None, unit=None)


def _is_such(thing: str, topic: str, catalog: Catalog) -> bool:
    """Whether what is looked for is such a thing: products of both kinds are the same, or their names mean nearly the same."""
    import numpy as np

    kinds = [meant.kind.rows for name in (thing, topic) if (meant := catalog.linker.kind(name))]
    if len(kinds) == 2 and len(np.intersect1d(kinds[0], kinds[1])):
        return True
    one, other = catalog.encode([thing, topic])
    return float(one @ other) >= _NEAR * float(np.linalg.norm(one) * np.linalg.norm(other))


def _is_stated(wish: Clause, topic: str, catalog: Catalog) -> bool:
    """Whether a record of the kind that is looked for says the words of a wish; of no other can it tell any apart."""
    import numpy as np

    if wish.field is not None:
        return True
    words, meant = catalog.index.words, catalog.linker.kind(topic) if topic else None
    says = np.arange(len(catalog.index)) if meant is None else meant.kind.rows
    for stem in words.tokens(_words_of(wish)):
        says = np.intersect1d(says, words.rows(stem))
    return len(says) > 0


def _words_of(wish: Clause) -> str:
    """The words that a record may say: what is not wanted, or what is."""
    return str(wish.value) if wish.op == "lacks" else wish.says


def _is_said(wish: Clause, need: Need, stems: Callable[[str], Sequence[str]]) -> bool:
    """Whether the request itself speaks of what a wish is about."""
    fields = {clause.field for clause in need.clauses} | {need.sort.field if need.sort else None}
    if wish.field is not None and wish.field in fields:
        return True
    said = {stem for text in (need.query, *(clause.says for clause in need.clauses)) for stem in stems(text)}
    return bool(said & set(stems(_words_of(wish))))


def _is_known(wish: Clause, others: Sequence[Clause]) -> bool:
    """Whether another wish is about the same field, or says the same."""
    return any(wish.says == other.says or (wish.field is not None and wish.field == other.field) for other in others)
