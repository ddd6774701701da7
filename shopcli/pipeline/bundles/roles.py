"""Roles: which of the things that a request joins are things of their own in this catalog, and what is asked of each.

They are where each part names a kind that the catalog has by itself and no product is of two of them; else the request is one
thing, "salt and pepper mill", and is read as it always was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.request_grammar import compiled
from shopcli.pipeline.bundles.coordination import Conjunct, Coordination
from shopcli.pipeline.names.own_names import whole_name
from shopcli.text.scripts import has_han
from shopcli.types import BundleRole, Clause, Need

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index import Index

_SHARED = 0.1  # of the smaller of two kinds may be of both: "tent and sleeping bag" as one package
_NAMES = ("brand", "colour")  # what a request names of a thing, whatever the thing is
_LONGEST_NAME, _LONGEST_HAN_NAME = 6, 8  # words, and characters where no blanks part them
_SAYS = 0.1  # of a kind's records say a word, for what goes by it to be a part of that kind: a watch with a compass


@dataclass(frozen=True, slots=True)
class Reading:
    """What is asked of one thing, and the products of its kind, (n_products,) bool; None where the catalog has no such name."""

    need: Need
    kind: np.ndarray | None

    @property
    def topic(self) -> Clause | None:
        return next((clause for clause in self.need.clauses if clause.kind == "topic" and clause.op is None), None)


@dataclass(frozen=True, slots=True)
class _Thing:
    said: Conjunct
    text: str
    quantity: int
    reading: Reading


class Roles:
    """The roles of requests over one catalog.

    Args:
        index: the open index.
        understand: what is asked of one thing, in words.
        kind: the products of the kind that a need asks for, (n_products,) bool; None where the catalog has no name for it.
        called: whether a product goes by the name of what a need asks for, by its row.
        language: the request's, which has a grammar for this.
    """

    def __init__(
        self,
        index: Index,
        understand: Callable[[str], Need],
        kind: Callable[[Need], np.ndarray | None],
        called: Callable[[Need], Callable[[int], bool]],
        language: LanguagePack,
    ) -> None:
        assert language.bundles is not None
        self._index, self._called, self._grammar, self._comma = index, called, language.bundles, language.lines.comma

        def reading(text: str) -> Reading:
            need = understand(text)
            return Reading(need, kind(need) if any(clause.kind == "topic" for clause in need.clauses) else None)

        self._reading = cache(reading)

    def of(self, asked: Coordination) -> tuple[tuple[BundleRole, ...], tuple[str, ...]]:
        """The roles of a request, none where it asks for one thing, and what is said of each of them."""
        if not asked.may_be_several:
            return (), ()
        asked = self._with_what_closes(asked)
        things = self._things(asked.conjuncts)
        told_first = asked.conjuncts[0] is not (things[0].said if things else None) and not asked.conjuncts[1].is_new
        if (told_first and not asked.is_together) or not self._are_several(things, asked):
            return (), ()
        return tuple(self._role(thing, asked.for_each) for thing in things), asked.for_each

    def _with_what_closes(self, asked: Coordination) -> Coordination:
        """With a brand or a colour that closes a list as what holds for each: "dress, shoes and a bag, black"."""
        *before, last = asked.conjuncts
        if len(before) < 2 or last.is_determined or last.is_new:
            return asked
        clauses = self._reading(last.text).need.clauses
        names = [clause for clause in clauses if clause.field in _NAMES]
        if not names or len(names) < len(clauses):
            return asked
        return replace(asked, conjuncts=tuple(before), for_each=(*asked.for_each, last.text))

    def more(self, asked: Coordination) -> tuple[BundleRole, ...]:
        """The roles of what is asked for beside others that are in force."""
        things = [
            thing for thing in self._things(asked.conjuncts) if thing.said.is_determined or thing.reading.kind is not None
        ]
        return tuple(self._role(thing, asked.for_each) for thing in things if thing.reading.topic is not None)

    def again(self, role: BundleRole, for_each: Sequence[str]) -> BundleRole:
        """A role with what is now said of each."""
        need = self._reading(self._comma.join((role.said, *for_each))).need
        kept = (clause for clause in role.need.clauses if clause.source == "refinement" and clause not in need.clauses)
        return replace(role, need=need.having(*kept), missing="", relaxed=())

    def _things(self, conjuncts: Sequence[Conjunct]) -> list[_Thing]:
        """The things; what names none is said of the one before it, unless a sentence begins with it."""
        things: list[_Thing] = []
        for one in conjuncts:
            text, quantity, reading = self._counted(one)
            # What a list begins with is one of it, sold or not, where nothing but its name is said.
            opens = one is conjuncts[0] and reading.topic is not None and _is_all(reading.topic.text, one.text, reading.need)
            is_thing = reading.kind is not None or ((one.is_determined or opens) and reading.topic is not None)
            if is_thing and not one.goes_on:
                things.append(_Thing(one, text, quantity, reading))
            elif things and not one.is_new:
                text = f"{things[-1].text}{self._comma}{text}"
                things[-1] = replace(things[-1], text=text, reading=replace(self._reading(text), kind=things[-1].reading.kind))
        return things

    def _counted(self, one: Conjunct) -> tuple[str, int, Reading]:
        """What is said of one, and how many of it: none are counted where the number measures something, "two person tent"."""
        if one.numbered != one.text:
            reading, (number, *_) = self._reading(one.numbered), one.numbered.split()
            if any(
                clause.kind == "limit" and clause.field != "price" and number in clause.text for clause in reading.need.clauses
            ):
                return one.numbered, 1, reading
        return one.text, one.count, self._reading(one.text)

    def _are_several(self, things: Sequence[_Thing], asked: Coordination) -> bool:
        of_kinds = [thing.reading for thing in things if thing.reading.kind is not None]
        if len(of_kinds) < 2 or any(self._share(one, other) for at, one in enumerate(of_kinds) for other in of_kinds[:at]):
            return False
        if asked.is_together:
            return True
        further = things[1:]
        if any(compiled(self._grammar.refers).search(thing.said.text) for thing in further):
            return False
        bare = [thing for thing in further if thing.said.is_bare]
        if bare and (len(things) == 2 or not further[-1].said.is_last):
            return False
        if not all(_is_a_name(thing.reading.need, thing.text) for thing in things if thing.said.is_bare):
            return False
        if further[-1] in bare and self._describes(things[:-1], things[-1]):
            return False
        return not self._is_within(things)

    def _share(self, one: Reading, other: Reading) -> bool:
        """Whether products are of both kinds and go by both names, but for a few packages."""
        import numpy as np

        assert one.kind is not None and other.kind is not None
        both = np.flatnonzero(one.kind & other.kind).tolist()
        fewest = min(int(one.kind.sum()), int(other.kind.sum()))
        if not both or len(both) < _SHARED * fewest:
            return False
        is_one, is_other = self._called(one.need), self._called(other.need)
        return sum(is_one(row) and is_other(row) for row in both) >= max(_SHARED * fewest, 1)

    def _describes(self, before: Sequence[_Thing], last: _Thing) -> bool:
        """Whether words in front may say which of the last thing is wanted: the salt of a "salt and pepper mill"."""
        bare = [thing for thing in before if not thing.said.is_determined]
        return any(self._share_saying(last.reading.kind, thing.reading, in_titles=True) > 0 for thing in bare)

    def _is_within(self, things: Sequence[_Thing]) -> bool:
        """Whether what follows may be joined to something within the first thing: "a bag for a laptop and a tablet"."""
        first, text = things[0], things[0].said.text
        tie = compiled(self._grammar.tied).search(text)
        tied = text[tie.end() :].strip() if tie else ""
        if not tied:
            return False
        opened = compiled(self._grammar.determiners).match(tied)
        if (opened and len(things) == 2) or self._reading(tied[opened.end() :] if opened else tied).kind is not None:
            return True
        if any(thing.reading.kind is None for thing in things):
            return True
        return any(self._share_saying(first.reading.kind, thing.reading) >= _SAYS for thing in things[1:])

    def _share_saying(self, kind: np.ndarray | None, other: Reading, *, in_titles: bool = False) -> float:
        """What share of a kind's records say all words of another thing."""
        import numpy as np

        words = self._index.words
        stems = words.tokens(other.topic.says) if other.topic else []
        rows = np.flatnonzero(kind) if kind is not None else np.zeros(0, int)
        if not stems or not len(rows):
            return 0.0
        says = np.ones(len(rows), bool)
        for stem in stems:
            says &= np.isin(rows, words.rows(stem))
        found = rows[says]
        if in_titles:
            titles = (words.tokens(self._index.records.title(int(row))) for row in found)
            return sum(set(stems) <= set(title) for title in titles) / len(rows)
        return len(found) / len(rows)

    def _role(self, thing: _Thing, for_each: Sequence[str]) -> BundleRole:
        reading = self._reading(self._comma.join((thing.text, *for_each))) if for_each else thing.reading
        topic = reading.topic
        name = whole_name(topic, reading.need) if topic else thing.text
        return BundleRole(name, thing.text, reading.need, thing.quantity)


def _is_all(name: str, said: str, need: Need) -> bool:
    """Whether a name is all that is said, but for small words."""
    silent = language_named(need.language).requests.silent
    rest = said.replace(name, " ") if name else said
    return all(word.lower() in silent for word in rest.split())


def _is_a_name(need: Need, said: str) -> bool:
    """Whether what is said is a thing with a word or two of it, and tells nothing else."""
    grammar, rest = language_named(need.language).requests, said.split(",")[0].split("，")[0]
    if not grammar.pronouns.isdisjoint(rest.lower().split()):
        return False
    size = len(rest) if has_han(rest) else len(rest.split())
    for clause in need.clauses:
        rest = rest.replace(clause.text, " ")
    return size <= (_LONGEST_HAN_NAME if has_han(said) else _LONGEST_NAME) and _is_all("", rest, need)
