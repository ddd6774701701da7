"""What the thesaurus says of one catalog: its kinds that a synonym names or that serve a purpose, and its words for wishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Key, Kind
from shopcli.index.parts.assertions import EITHER, in_all
from shopcli.index.parts.halves import compared
from shopcli.need.languages.registry import language_named
from shopcli.need.thesaurus import Match, NearPhrases, Purpose, Ring, Thesaurus, Wish, normal_form, open_thesaurus, stems
from shopcli.pipeline.names.compound_names import CompoundNames
from shopcli.pipeline.stated_kinds import StatedKinds
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

_FEW = 5  # products called by a name: with fewer, what goes by its synonyms is meant as well
_NEAR = 0.68  # a request in other words than an entry's: of 40 written to say the same, 30 are found, all rightly
# Characters of a Chinese purpose, whatever else stands beside them; of others it is two words.
_SURELY_MEANT = 3
_SURELY = 0.8  # so near that what it says is the trouble even where the catalog sells a thing that is named in it
_NEARLY_ALL = 0.9  # of the products of a kind say some words, which tell none from another
_MOST_THINGS, _NAMES_OF_EACH = 3, 2


class Synonyms:
    """The thesaurus, asked for one catalog.

    Args:
        index: the open index.
        stated: the kinds that its fields state.
        compounds: the things that it calls by compounds.
        encode: a text to its L2-normalised vector (dim,).
        encode_all: texts to theirs, (n, dim).
    """

    def __init__(
        self,
        index: Index,
        stated: StatedKinds,
        compounds: CompoundNames,
        encode: Callable[[str], np.ndarray],
        encode_all: Callable[[Sequence[str]], np.ndarray],
    ) -> None:
        self._index, self._stated, self._compounds = index, stated, compounds
        self._encode, self._encode_all = encode, encode_all
        self.kind = lru_cache(maxsize=1024)(self._kind)
        self._narrower = lru_cache(maxsize=256)(self._narrower_than)

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
            if kind := self._by_rings(phrase[start:], key[at:]):
                return start, kind
        return None

    def _calls(self, key: Key) -> bool:
        """Whether the catalog itself calls more than a few products, or a category, by a name."""
        kinds = self._index.kinds
        if self._stated.rows(key) is not None or kinds.is_certain(key):
            return True
        return key in kinds and len(kinds.members(key)) >= _FEW

    def _by_rings(self, phrase: str, asked: Key) -> Kind | None:
        """What the catalog calls by the names of a phrase's rings; None where it says no other than an end of it."""
        names = [name for ring in self._thesaurus.rings(phrase) for name in self._thesaurus.names(ring)]
        called = [(key, kind) for key, _, kind in self._called(names) if key != asked]
        if not called and asked not in self._index.kinds:
            called = [(key, kind) for key, _, kind in self._called(self._narrower(tuple(names)))]
        if all(key == asked[-len(key) :] for key, _ in called):  # "potato chips" are chips, and which ones says "potato"
            return None
        if asked in self._index.kinds:
            called.append((asked, self._of_the_name(asked)))
        elif own := self._compounds.kind(phrase):
            called.append((asked, own))
        return self._with_the_nearest(united([kind for _, kind in called]), asked)

    def _narrower_than(self, names: tuple[str, ...]) -> list[str]:
        """The names of things that are of a sort with one of some names: "smart watch", so that a smartwatch is a watch.

        What several things are called, as a notebook is, says nothing of its sort.
        """
        words = self._index.words
        asked = {key for name in names if not has_han(name) and len(key := tuple(words.tokens(name))) == 1}
        sorts: list[str] = []
        places = {place for key in (*asked, ()) for place in self._by_last_stem.get(key, ())} if asked else set()
        for ring in map(self._thesaurus.ring_at, sorted(places)):
            if any(" " in name and tuple(words.tokens(name)[-1:]) in asked for name in ring.english):
                sorts += (name for name in self._thesaurus.names(ring) if len(self._thesaurus.rings(name)) == 1)
        return sorts

    @cached_property
    def _by_last_stem(self) -> dict[Key, list[int]]:
        """The places of the rings by the stem that a name of several words ends in; by none where it ends in a stop word."""
        by_stem: dict[Key, list[int]] = {}
        for word, places in self._thesaurus.last_words.items():
            by_stem.setdefault(tuple(self._index.words.tokens(word)[-1:]), []).extend(places)
        return by_stem

    def _with_the_nearest(self, kind: Kind | None, asked: Key) -> Kind | None:
        """A kind with what is nearest to the name that was asked for, where that is most of it and more: a whole category."""
        import numpy as np

        if kind is None or any(map(has_han, kind.names)):
            return kind
        nearest = self._index.kinds.meant_by(asked, lambda: self._encode(" ".join(asked)))
        if nearest is None or 2 * len(np.intersect1d(kind.rows, nearest.rows)) < len(kind.rows):
            return kind
        return united([kind, nearest])

    def _called(self, names: Sequence[str]) -> Iterator[tuple[Key, str, Kind]]:
        """The kinds of the catalog that go by one of some names, with the name."""
        for name in dict.fromkeys(names):
            if has_han(name) and not self._has_han:
                continue
            key = tuple(stem for stem, _ in self._index.words.spans(name))
            kind = self.kind(key, name) if key else None
            if kind := self._compounds.instead(name, kind):
                yield key, name, kind

    @cached_property
    def _has_han(self) -> bool:
        """Whether any name of a kind is Chinese; where none is, no dictionary is opened for what the thesaurus has besides."""
        return any(map(has_han, self._index.kinds.table.names)) or self._stated.is_chinese

    def _kind(self, key: Key, name: str) -> Kind | None:
        """The kind that goes by a very name here; None where none does."""
        kinds, rows = self._index.kinds, self._stated.rows(key)
        if has_han(name):  # whose nearness the encoder of another script knows nothing of
            called = kinds.called(key) if len(name) > 1 else None
            if called or key not in kinds:
                return called
        if key in kinds:
            return self._of_the_name(key)
        return Kind((name,), rows, rows) if rows is not None and len(rows) else None

    def _of_the_name(self, key: Key) -> Kind:
        kind = self._index.kinds.meant_by(key, lambda: self._encode(" ".join(key)))
        assert kind is not None  # a name of the catalog's own
        return kind

    # --- wishes

    def with_wishes(self, need: Need, rows: np.ndarray | None) -> Need:
        """The need with other words for its wishes: those by which products of the kind grant them, and those that deny them.

        Args:
            need: the request, understood.
            rows: the products of the kind that is asked for; None where that is unknown.
        """
        if need.question:
            return need
        clauses = list(need.clauses)
        for match in _apart(self._wishes(need)):
            assert isinstance(match.entry, Wish)
            grants, denials = (self._said(words, rows) for words in (match.entry.grants, match.entry.denials))
            if grants and not self._denies(need, match):
                _reword(clauses, match, need.query, grants, denials)
        return replace(need, clauses=tuple(clauses))

    def _denies(self, need: Need, match: Match) -> bool:
        """Whether a phrase is what a need denies, without its "no": the "glass" of "no glass", and not "no glass" itself."""
        excludes = language_named(need.language).requests.excludes
        denied = [(need.query.find(clause.text), clause.text) for clause in need.clauses if clause.kind == "exclude"]
        within = any(0 <= start <= match.start < start + len(text) for start, text in denied)
        return within and not excludes.match(need.query, match.start)

    def _wishes(self, need: Need) -> list[Match]:
        """The wishes that a request says, the longest first; of one phrase's several that which says most of what it means."""
        meant = set(normal_form(" ".join(clause.meaning or "" for clause in need.clauses)).split())

        def shared(match: Match) -> int:
            assert isinstance(match.entry, Wish)
            return len(meant & {stem for words in (*match.entry.phrases, *match.entry.grants) for stem, _, _ in stems(words)})

        matches = self._thesaurus.wishes(need.query)
        return sorted(matches, key=lambda match: (match.start - match.end, -shared(match))) if meant else matches

    def _said(self, phrases: Sequence[str], rows: np.ndarray | None) -> tuple[str, ...]:
        """Those of some phrases of which some product of the kind says all words, and not nearly every one does."""
        import numpy as np

        words, size = self._index.words, len(self._index) if rows is None else len(rows)
        said: list[str] = []
        for phrase in phrases:
            stems = words.tokens(phrase)
            saying = in_all([*map(words.rows, stems)]) if stems else np.zeros(0, np.int64)
            count = len(saying if rows is None else np.intersect1d(saying, rows))
            if 0 < count <= _NEARLY_ALL * size:
                said.append(phrase)
        return tuple(said)

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
        if topic and not topic_kind and self._names_a_thing(topic.text):
            return need
        for purpose, text in self._purposes(need, topic if topic_kind else None):
            if topic and not any(text in clause.text or clause.text in text for clause in need.clauses):
                continue  # what only stands in the story around a thing that is named
            sold = [called for thing in purpose.things if (called := list(self._called(self._names(thing))))][:_MOST_THINGS]
            kinds = [kind for called in sold for _, _, kind in called]
            if kinds and not (topic_kind and _is_part(topic_kind, kinds)):
                return _looking_for(need, text, [name for called in sold for name in _distinct(called)[:_NAMES_OF_EACH]])
        return need

    def _names_a_thing(self, text: str) -> bool:
        """Whether words hold the name of a thing that is sold here: the one that is looked for, if it was not seen."""
        rings = (match.entry for match in self._thesaurus.named(text) if match.end - match.start > 1)
        return any(isinstance(ring, Ring) and any(True for _ in self._called(self._thesaurus.names(ring))) for ring in rings)

    def _names(self, thing: str) -> tuple[str, ...]:
        """A thing's name, and its synonyms."""
        return (thing, *(name for ring in self._thesaurus.rings(thing) for name in self._thesaurus.names(ring)))

    def _purposes(self, need: Need, topic: Clause | None) -> Iterator[tuple[Purpose, str]]:
        """The purposes that a need says, the surest first, each in its words; with a topic, those that take it in."""
        for match in self._thesaurus.purposes(need.query):
            text = need.query[match.start : match.end]
            is_short = len(text) < _SURELY_MEANT if has_han(text) else topic is None and " " not in text
            is_little = is_short and _is_little(text, need)
            if isinstance(match.entry, Purpose) and not is_little and (topic is None or topic.text in text != topic.text):
                yield match.entry, text
        words = [clause.text for clause in need.clauses if is_open(clause)]
        text = " ".join(words) if len(words) < len(need.clauses) else need.query
        is_name = topic is not None and need.query.strip() == topic.text
        if words and need.query.isascii() and not is_name:
            entry, near = self._near.nearest(compared(self._encode(text)))
            if isinstance(entry, Purpose) and near >= (_NEAR if topic is None else _SURELY):
                yield entry, text if text in need.query else words[0]

    @cached_property
    def _near(self) -> NearPhrases:
        def encode(texts: Sequence[str]) -> np.ndarray:
            return compared(self._encode_all(texts))

        return NearPhrases(self._thesaurus, "purposes", encode, self._index.manifest.embedder_digest)


def united(kinds: Sequence[Kind]) -> Kind | None:
    """Several kinds of which any will do, as one; None of none."""
    import numpy as np

    if not kinds:
        return None
    names = tuple(dict.fromkeys(name for kind in kinds for name in kind.names))
    rows, certain = (np.unique(np.concatenate(arrays)) for arrays in zip(*((k.rows, k.certain) for k in kinds), strict=True))
    return Kind(names, rows, certain)


def _reword(clauses: list[Clause], match: Match, query: str, grants: tuple[str, ...], denials: tuple[str, ...]) -> None:
    """Give the wish among clauses that stands where a phrase was found the other words for it; add it where none does."""
    there = [n for n, clause in enumerate(clauses) if _overlaps(clause, match, query)]
    if any(clauses[n].kind == "limit" or (clauses[n].field and clauses[n].kind != "exclude") for n in there):
        return  # a field decides it
    text = query[match.start : match.end]
    wishes = [n for n in there if clauses[n].kind == "feature"]
    if not wishes and not any(clauses[n].kind == "exclude" for n in there):
        return  # it is the thing, a part of its name, or an order
    if wishes and not _is_most(text, clauses[wishes[0]].text):
        return
    wish = clauses[wishes[0]] if wishes else Clause(text, "feature")
    words = dict.fromkeys([*filter(None, [str(wish.value or "")]), *grants])
    wish = replace(wish, op="has", value=EITHER.join(words), alternatives=grants, denials=denials)
    if wishes:
        clauses[wishes[0]] = wish
        for n in reversed(wishes[1:]):
            if clauses[n].text in text:  # the rest of the same phrase
                del clauses[n]
    else:
        clauses.append(wish)


def _is_most(phrase: str, text: str) -> bool:
    """Whether a phrase is at least half of what some words say: "winter" is little of "hauling winter kit"."""
    if has_han(text):
        return 2 * len(phrase) >= len(text)
    return 2 * len(list(stems(phrase))) >= len(list(stems(text)))


def _distinct(called: Sequence[tuple[Key, str, Kind]]) -> tuple[str, ...]:
    """One name for each of the kinds, in their order."""
    names: dict[bytes, str] = {}
    for _, name, kind in called:
        names.setdefault(kind.rows.tobytes(), name)
    return tuple(names.values())


def _is_little(text: str, need: Need) -> bool:
    """Whether a phrase is less than half of the words that it stands in: 露营 of 去露营过夜."""
    return any(text in clause.text and not _is_most(text, clause.text) for clause in need.clauses)


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
    others = (clause for clause in need.clauses if not (is_open(clause) and clause.text in text))
    return replace(need, clauses=(found, *(replace(c, kind="feature") if c.kind == "topic" else c for c in others)))


def _overlaps(clause: Clause, match: Match, query: str) -> bool:
    """Whether a clause's words stand, in part at least, where a phrase was found."""
    start = query.find(clause.text)
    return start >= 0 and start < match.end and match.start < start + len(clause.text)


def _apart(matches: Sequence[Match]) -> Iterator[Match]:
    """The matches, without those that a longer one before them overlaps."""
    taken: list[Match] = []
    for match in matches:
        if not any(match.start < other.end and other.start < match.end for other in taken):
            taken.append(match)
            yield match
