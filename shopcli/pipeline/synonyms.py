"""What the thesaurus says of one catalog: which of its kinds a synonym names, and which serve a purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Key, Kind
from shopcli.need.thesaurus import NearPhrases, Purpose, Ring, Thesaurus, open_thesaurus
from shopcli.pipeline.stated_kinds import StatedKinds
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

_FEW = 3  # products called by a name: with fewer, what goes by its synonyms is meant as well
_NEAR = 0.68  # a request in other words than an entry's: of 40 written to say the same, 30 are found, all rightly
_SURELY = 0.8  # so near that what it says is the trouble even where the catalog sells a thing that is named in it
_MOST_KINDS = 4


class Synonyms:
    """The thesaurus, asked for one catalog.

    Args:
        index: the open index.
        stated: the kinds that its fields state.
        encode: a text to its L2-normalised vector (dim,).
    """

    def __init__(self, index: Index, stated: StatedKinds, encode: Callable[[str], np.ndarray]) -> None:
        self._index, self._stated, self._encode = index, stated, encode
        self.kind = lru_cache(maxsize=1024)(self._kind)

    @cached_property
    def _thesaurus(self) -> Thesaurus:
        return open_thesaurus()

    # --- things

    def named(self, phrase: str, spans: Sequence[tuple[str, int]]) -> tuple[int, Kind] | None:
        """The kind that the longest end of a phrase names by a synonym, and where that end begins: "salted crisps".

        None where the catalog calls a thing by that very name.

        Args:
            phrase: the noun phrase of a request.
            spans: its stems with where each begins.
        """
        key = tuple(stem for stem, _ in spans)
        for at in range(len(key)):
            if self._calls(key[at:]):
                return None
            start = spans[at][1]
            if kind := self._by_rings(self._thesaurus.rings(phrase[start:]), key[at:]):
                return start, kind
        return None

    def _calls(self, key: Key) -> bool:
        """Whether the catalog itself calls more than a few products, or a category, by a name."""
        kinds = self._index.kinds
        if self._stated.rows(key) is not None or kinds.is_certain(key):
            return True
        return key in kinds and len(kinds.members(key)) >= _FEW

    def _by_rings(self, rings: Sequence[Ring], asked: Key) -> Kind | None:
        """What the catalog calls by the names of some rings; None where it says no other than an end of what was asked."""
        names = [name for ring in rings for name in ring.names]
        called = [(key, kind) for key, kind in self._called(names) if key != asked]
        if all(key == asked[-len(key) :] for key, _ in called):  # "potato chips" are chips, and which ones says "potato"
            return None
        if asked in self._index.kinds:
            called.append((asked, self._of_the_name(asked)))
        return united([kind for _, kind in called])

    def _called(self, names: Sequence[str]) -> Iterator[tuple[Key, Kind]]:
        """The kinds of the catalog that go by one of some names."""
        for name in dict.fromkeys(names):
            key = tuple(stem for stem, _ in self._index.words.spans(name))
            if key and (kind := self.kind(key, name)):
                yield key, kind

    def _kind(self, key: Key, name: str) -> Kind | None:
        """The kind that goes by a very name here; None where none does."""
        kinds, rows = self._index.kinds, self._stated.rows(key)
        if key in kinds:
            return self._of_the_name(key)
        if rows is not None and len(rows):
            return Kind((name,), rows, rows)
        return kinds.called(key) if has_han(name) and len(name) > 1 else None

    def _of_the_name(self, key: Key) -> Kind:
        kind = self._index.kinds.meant_by(key, lambda: self._encode(" ".join(key)))
        assert kind is not None  # a name of the catalog's own
        return kind

    # --- purposes

    def for_a_purpose(self, need: Need, topic_kind: Kind | None) -> Need:
        """The need with the things that serve its purpose as what is looked for, where it names no thing that is sold here.

        A need that names one is left as it is, unless the thing is a part of the trouble: "what makes bread dough rise?"

        Args:
            need: the request, understood.
            topic_kind: what its topic names here; None where it names nothing.
        """
        if need.question or any(clause.op == "like" for clause in need.clauses):
            return need
        topic = next((clause for clause in need.clauses if clause.kind == "topic" and clause.op is None), None)
        for purpose, text in self._purposes(need, topic if topic_kind else None):
            called = list(self._called([name for thing in purpose.things for name in self._names(thing)]))[:_MOST_KINDS]
            kinds = [kind for _, kind in called]
            if kinds and not (topic_kind and _is_part(topic_kind, kinds)):
                return _looking_for(need, text, tuple(dict.fromkeys(kind.names[0] for kind in kinds)))
        return need

    def _names(self, thing: str) -> tuple[str, ...]:
        """A thing's name, and its synonyms."""
        return (thing, *(name for ring in self._thesaurus.rings(thing) for name in ring.names))

    def _purposes(self, need: Need, topic: Clause | None) -> Iterator[tuple[Purpose, str]]:
        """The purposes that a need says, the surest first, each in its words; with a topic, those that take it in."""
        for match in self._thesaurus.purposes(need.query):
            text = need.query[match.start : match.end]
            if isinstance(match.entry, Purpose) and (topic is None or topic.text in text != topic.text):
                yield match.entry, text
        words = [clause.text for clause in need.clauses if is_open(clause)]
        text = " ".join(words) if len(words) < len(need.clauses) else need.query
        if words and need.query.isascii():
            entry, near = self._near.nearest(self._encode(text))
            if isinstance(entry, Purpose) and near >= (_NEAR if topic is None else _SURELY):
                yield entry, text if text in need.query else words[0]

    @cached_property
    def _near(self) -> NearPhrases:
        def encode(texts: Sequence[str]) -> np.ndarray:
            import numpy as np

            return np.stack([self._encode(text) for text in texts])

        return NearPhrases(self._thesaurus, "purposes", encode, self._index.manifest.embedder_digest)


def united(kinds: Sequence[Kind]) -> Kind | None:
    """Several kinds of which any will do, as one; None of none."""
    import numpy as np

    if not kinds:
        return None
    names = tuple(dict.fromkeys(name for kind in kinds for name in kind.names))
    rows, certain = (np.unique(np.concatenate(arrays)) for arrays in zip(*((k.rows, k.certain) for k in kinds), strict=True))
    return Kind(names, rows, certain)


def is_open(clause: Clause) -> bool:
    """Whether no field decides what is wanted: words at most."""
    return clause.kind in ("topic", "feature") and clause.op in (None, "has")


def _is_part(topic: Kind, kinds: Sequence[Kind]) -> bool:
    """Whether what is named is itself among what would serve."""
    import numpy as np

    return any(len(np.intersect1d(topic.rows, kind.rows)) for kind in kinds)


def _looking_for(need: Need, text: str, names: Sequence[str]) -> Need:
    """The need with the names of things, any of which will do, for the words that said what they are for."""
    found = Clause(text, "topic", meaning=" or ".join(names), source="assumption")
    others = tuple(clause for clause in need.clauses if not (is_open(clause) and (clause.text in text or clause.kind == "topic")))
    return replace(need, clauses=(found, *others))
