"""What the thesaurus says of one catalog: its kinds that a synonym names or that serve a purpose, and its words for wishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Key, Kind
from shopcli.index.parts.assertions import EITHER, in_all
from shopcli.need.languages.registry import language_named
from shopcli.need.thesaurus import (
    Match,
    NearPhrases,
    Ring,
    Thesaurus,
    Wish,
    normal_form,
    open_thesaurus,
    stems,
)
from shopcli.pipeline.names.compound_names import CompoundNames
from shopcli.pipeline.names.titles.title_heads import is_for_another, says_together
from shopcli.pipeline.stated_kinds import StatedKinds
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

_TITLES_READ = 500
_MOSTLY_CALLED = 20  # products by which another name for a thing is known to be what it is mostly called
_FEW = 5  # products called by a name: with fewer, what goes by its synonyms is meant as well
# Characters of a Chinese purpose, whatever else stands beside them; of others it is two words.
SURELY_MEANT = 3
SURELY = 0.8  # so near that what it says is the trouble even where the catalog sells a thing that is named in it
_NEARLY_ALL = 0.9  # of the products of a kind say some words, which tell none from another


class Synonyms:
    """The thesaurus, asked for one catalog.

    Args:
        index: the open index.
        stated: the kinds that its fields state.
        compounds: the things that it calls by compounds.
        encode: a text to its L2-normalised vector (dim,).
        encode_all: texts to theirs, (n, dim).
        encode_abroad: the same by an encoder that reads all languages alike; None where there is none.
    """

    def __init__(
        self,
        index: Index,
        stated: StatedKinds,
        compounds: CompoundNames,
        encode: Callable[[str], np.ndarray],
        encode_all: Callable[[Sequence[str]], np.ndarray],
        encode_abroad: Callable[[Sequence[str]], np.ndarray] | None = None,
    ) -> None:
        self._index, self._stated, self._compounds = index, stated, compounds
        self._encode, self._encode_all, self._encode_abroad = encode, encode_all, encode_abroad
        self.kind = lru_cache(maxsize=1024)(self._kind)
        self._of_files: dict[str, NearPhrases] = {}
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

    def by_own_name(self, words: str) -> Kind | None:
        """The kind that the thesaurus's other names for a Chinese word name here: 头灯 is a headlamp; None where none does."""
        names = [name for ring in self._thesaurus.rings(words) for name in self._thesaurus.names(ring)]
        names = [name for name in names if not has_han(name)]
        called = united([kind for _, _, kind in self._called(names)])
        return called or united([kind for name in names if (kind := self._titled(name))])

    def thing_behind_qualities(self, words: str) -> int:
        """Where the name of a thing begins behind words that are all wishes by the thesaurus; 0 where that is not how it is."""
        starts = [at for at in range(1, len(words)) if words[at - 1] == " "]
        for at in starts:
            told = self._thesaurus.wishes(words[:at].rstrip())
            is_all = sum(match.end - match.start for match in told) >= len(words[:at].rstrip()) - words[:at].count(" ") + 1
            if told and is_all and self._thesaurus.rings(words[at:]):
                return at
        return 0

    def _titled(self, name: str, *, among_others: bool = False) -> Kind | None:
        """The few things that titles alone call so, too few to be a kind by themselves; None where none do.

        Args:
            name: what they are called.
            among_others: whether more things may go by its last word, which are no such thing: teas beside the herbal one.
        """
        import numpy as np

        words, title = self._index.words, self._index.records.title
        key = words.tokens(name)
        rows = in_all([*map(words.rows, set(key))]) if key else np.zeros(0, np.int64)
        said = [row for row in rows[:_TITLES_READ].tolist() if says_together(words.tokens(title(row)), key)]
        headed = np.asarray([row for row in said if not is_for_another(words, title(row), key[-1])], np.int64)
        is_one = len(headed) and (among_others or not self._has_others(headed, key[-1]))
        return Kind((name,), headed, headed) if is_one else None

    def _titled_by(self, names: Sequence[str]) -> list[tuple[Key, str, Kind]]:
        """The few things that titles call by the first of some names of several words: the one "vacuum flask" of a shop."""
        spoken = (name for name in names if " " in name and not has_han(name))
        titled = ((tuple(self._index.words.tokens(name)), name, self._titled(name, among_others=True)) for name in spoken)
        return list(islice(((key, name, kind) for key, name, kind in titled if kind), 1))

    def _has_others(self, rows: np.ndarray, stem: str) -> bool:
        """Whether more things beside some in their categories go by a word: of frying pans titles call most a "pan"."""
        import numpy as np

        words, title = self._index.words, self._index.records.title
        others = np.setdiff1d(words.rows(stem)[:_TITLES_READ], rows)
        if "category" in self._index.columns:
            codes = self._index.columns.codes("category")
            others = others[np.isin(codes[others], codes[rows])]
        return any(stem in words.tokens(title(row)) and not is_for_another(words, title(row), stem) for row in others.tolist())

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
            if has_han(name) and not self.has_han:
                continue
            key = tuple(stem for stem, _ in self._index.words.spans(name))
            kind = self.kind(key, name) if key else None
            if kind := self._compounds.instead(name, kind):
                yield key, name, kind

    @cached_property
    def has_han(self) -> bool:
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
        return self.without_other_things(kind, " ".join(key)) or kind

    def without_other_things(self, kind: Kind | None, asked: str) -> Kind | None:
        """A kind that a name comes near to, without what are other things by the thesaurus: a backpack is no sleeping bag.

        Of a name that is near, such as "bag", those sorts are left out that have a name of their own there.
        """
        import numpy as np

        rings, kinds, tokens = self._thesaurus.rings(asked), self._index.kinds, self._index.words.tokens
        if kind is None or not rings or has_han(asked):
            return kind
        own = {tuple(tokens(name)) for ring in rings for name in (asked, *ring.english)} - {()}
        near = [key for name in kind.names if (key := tuple(tokens(name))) and not any(_ends_in(key, one) for one in own)]
        names = dict(zip(kinds.table.keys, kinds.table.names, strict=True))
        others = [sort for key in near for sort in kinds.sorts(key) if self._is_another(names[sort], rings)]
        if not others:
            return kind
        called = np.unique(
            np.concatenate(
                [kinds.members(key) for key in kinds.table.keys if any(_ends_in(key, o) for o in own)] or [kind.rows[:0]]
            )
        )
        out = np.setdiff1d(np.concatenate([kinds.members(sort) for sort in others]), called)
        rows, certain = np.setdiff1d(kind.rows, out), np.setdiff1d(kind.certain, out)
        return replace(kind, rows=rows, certain=certain) if len(rows) else None

    def _is_another(self, name: str, rings: Sequence[Ring]) -> bool:
        """Whether the thesaurus has a name for another thing than some rings do."""
        own = self._thesaurus.rings(name)
        return bool(own) and set(own).isdisjoint(rings)

    def _names(self, thing: str) -> tuple[str, ...]:
        """A thing's name, and its synonyms."""
        return (thing, *(name for ring in self._thesaurus.rings(thing) for name in self._thesaurus.names(ring)))

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
        said = list(_apart(self._wishes(need)))
        for match in (*said, *self._near_wishes(need, said)):
            assert isinstance(match.entry, Wish)
            in_chinese = tuple(filter(has_han, match.entry.phrases)) if self.has_han else ()  # how such a catalog says it
            grants, denials = (self._said(w, rows) for w in ((*match.entry.grants, *in_chinese), match.entry.denials))
            if (grants or denials) and not self._denies(need, match):
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

    def _near_wishes(self, need: Need, said: Sequence[Match]) -> Iterator[Match]:
        """The wishes that a request says in other Chinese words than an entry's, which are short and vary: 不怕摔, 摔不碎."""
        if self._encode_abroad is None:
            return
        spans = [
            (start, start + len(clause.text))
            for clause in need.clauses
            if clause.kind == "feature" and not clause.field and has_han(clause.text) and len(clause.text) >= SURELY_MEANT
            if (start := need.query.find(clause.text)) >= 0 and not any(_overlaps(clause, match, need.query) for match in said)
        ]
        vectors = self._encode_abroad([need.query[start:end] for start, end in spans]) if spans else ()
        for (start, end), vector in zip(spans, vectors, strict=True):
            entry, near = self._abroad("wishes").nearest(vector)
            if near >= SURELY:
                yield Match(start, end, entry)

    def _abroad(self, file: str) -> NearPhrases:
        """The English and Chinese phrases of a file, for what is asked in Chinese."""
        if file not in self._of_files:
            assert self._encode_abroad is not None
            digest = self._index.manifest.embedder_digest
            self._of_files[file] = NearPhrases(self._thesaurus, file, self._encode_abroad, digest, languages=(0, 1))
        return self._of_files[file]

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


def _ends_in(key: Key, end: Key) -> bool:
    return key[-len(end) :] == end


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
    if wishes and not is_most(text, clauses[wishes[0]].text):
        return
    wish = clauses[wishes[0]] if wishes else Clause(text, "feature")
    words = dict.fromkeys([*filter(None, [str(wish.value or "")]), *grants])
    wish = replace(wish, alternatives=grants, denials=denials)
    if words:
        wish = replace(wish, op="has", value=EITHER.join(words))
    if wishes:
        clauses[wishes[0]] = wish
        for n in reversed(wishes[1:]):
            if clauses[n].text in text:  # the rest of the same phrase
                del clauses[n]
    else:
        clauses.append(wish)


def is_most(phrase: str, text: str) -> bool:
    """Whether a phrase is at least half of what some words say: "winter" is little of "hauling winter kit"."""
    if has_han(text):
        return 2 * len(phrase) >= len(text)
    return 2 * len(list(stems(phrase))) >= len(list(stems(text)))


def is_open(clause: Clause) -> bool:
    """Whether no field decides what is wanted: words at most."""
    return clause.kind in ("topic", "feature") and clause.op in (None, "has")


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


def written_as_one(words: str, index: Index) -> str:
    """Two words as one where the catalog writes them so too: "micro SD" and "MicroSD"; empty where it does not."""
    joined = words.replace(" ", "")
    is_one = words.count(" ") == 1 and words.isascii()
    return joined if is_one and len(index.words.rows(index.words.stem(joined))) else ""


def mostly_called(words: str, index: Index, encode: Callable[[str], np.ndarray]) -> str:
    """What the catalog mostly calls the kind that ``words`` name; empty where that is what they say.

    Args:
        words: a name.
        index: the open index.
        encode: a text to its L2-normalised vector, (dim,).
    """
    key = tuple(stem for stem, _ in index.words.spans(words))
    kind = index.kinds.meant_by(key, lambda: encode(words)) if key in index.kinds else None
    name = kind.names[0] if kind and len(kind.rows) >= _MOSTLY_CALLED else ""
    return name if kind and index.words.tokens(name) != index.words.tokens(words) and " " not in name else ""
