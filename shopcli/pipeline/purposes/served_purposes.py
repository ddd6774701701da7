"""Query expansion by purposes: what serves a need that names no thing is looked for among what the catalog sells.

What the thesaurus has a purpose for in the need's own words comes first, then what the encoder of needs finds likely, then what
one of the thesaurus's phrases is near to.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from shopcli.index.kinds.table import Key, Kind
from shopcli.index.parts.assertions import in_all
from shopcli.index.parts.halves import compared, reads_chinese, second
from shopcli.need.languages.registry import language_named
from shopcli.need.persons import is_of_a_person, without_persons
from shopcli.need.tagging.deeds import Deed, deeds_of
from shopcli.need.thesaurus import CHINESE, NearPhrases, Purpose, Ring
from shopcli.need.thesaurus.needed_things import shipped_needed_things
from shopcli.pipeline.fields.story_facts import told_in
from shopcli.pipeline.purposes.needed_kinds import NeededKind, NeededKinds, are_likeliest_of_all, as_likely
from shopcli.pipeline.synonyms import SURELY, SURELY_MEANT, Synonyms, is_most, is_open, united
from shopcli.text.scripts import has_han
from shopcli.text.words import head_phrase
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

_NEAR = 0.68  # a request in other words than an entry's: of 40 written to say the same, 30 are found, all rightly
_NEAR_ABROAD = 0.77  # the same of Chinese: of 22 purposes in other words 5 are found, one of them half rightly
_MOST_THINGS, _NAMES_OF_EACH = 3, 2
_MOST_PURPOSES = 2  # of a story, the things for any of which will do
_COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
# What is told of a person says in more words what he needs; in Chinese, which another encoder reads, all is nearer.
_NEAR_OF_A_PERSON, _NEAR_IN_CHINESE = 0.6, 0.75
# Probabilities of what serves: for a need that names nothing sold, for one that does, and of what is named being meant.
_LIKELY, _SURELY_ANOTHER, _UNLIKELY = 0.4, 0.65, 0.1
# The nearest products of a thing are .56 and more from its name (robot vacuum, baby monitor, child carrier), others .46 at most
# (of a dog bed, ski helmet, drone or cat food that are not sold).
_NEAR_TO_A_NAME = 0.52
_STORY = 6  # words of a request that tells more than a name
_NARROW = 0.5  # of the products of a kind, for some of them to be a sort by itself
_SOME_OF_THE_NEAREST = 8  # among which one is whose things are sold


class ServedPurposes(Synonyms):
    """The thesaurus asked for one catalog, with what serves a purpose there."""

    def for_a_purpose(self, need: Need, topic_kind: Kind | None, acted_on: Kind | None = None) -> Need:
        """The need with the things that serve its purpose as what is looked for, where it names no thing that is sold here.

        A need that names one is left as it is, unless the thing is a part of the trouble: "what makes bread dough rise?"

        Args:
            need: the request, understood.
            topic_kind: what its topic names here; None where it names nothing.
            acted_on: what something is to be done with; what serves is none of it.
        """
        if need.question or any(clause.op == "like" for clause in need.clauses):
            return need
        topic = next((clause for clause in need.clauses if clause.kind == "topic" and clause.op is None), None)
        if topic and not topic_kind and (self._is_a_thing(topic) or self._names_a_thing(topic.text)):
            return need  # what else would serve is not what was asked for: who wants a toaster wants no jam
        is_said = topic is not None and topic.source == "request" and self._ends_in_a_thing(topic)
        sold_topic = topic if topic_kind else None
        told = self._serving(need, self._said_purposes(need, sold_topic), topic, topic_kind, acted_on)
        least = _LIKELY if topic_kind is None else _SURELY_ANOTHER
        if not told and (needed := self._needed(need, topic, least, topic_kind)):
            return needed
        if not told and not is_said and (sold_topic is None or need.query.strip() != sold_topic.text):
            told = self._serving(need, self._near_purposes(need, sold_topic), topic, topic_kind, acted_on)
        names = dict.fromkeys(name for some in told.values() for name in some)
        return _looking_for(need, next(iter(told)), list(names)) if told else need

    def _serving(
        self,
        need: Need,
        purposes: Iterator[tuple[Purpose, str]],
        topic: Clause | None,
        topic_kind: Kind | None,
        acted_on: Kind | None,
    ) -> dict[str, list[str]]:
        """The names of what is sold for the first purposes, by the words that say each."""
        told: dict[str, list[str]] = {}
        for purpose, text in purposes:
            if any(text in other or other in text for other in told):
                continue  # the same in other words
            if topic and not any(text in clause.text or clause.text in text for clause in need.clauses):
                continue  # what only stands in the story around a thing that is named
            sold = self._sold(purpose, need)
            kinds = [kind for some in sold for _, _, kind in some]
            if acted_on and any(kind.is_mostly(acted_on) for kind in kinds):
                continue  # who is to keep coffee hot needs none
            if kinds and not (topic_kind and _is_part(topic_kind, kinds)):
                told[text] = [name for some in sold for name in _distinct(some)[:_NAMES_OF_EACH]]
            if len(told) == (1 if topic_kind else _MOST_PURPOSES):
                break
        return told

    def _needed(self, need: Need, topic: Clause | None, least: float, topic_kind: Kind | None = None) -> Need | None:
        """The need with the kinds that most likely serve all that it tells; None where that is not likely enough.

        Where something is named that is sold, what serves must be surely another thing, or a narrow sort of it.
        """
        words = [clause.text for clause in need.clauses if is_open(clause)]
        is_bare = topic is not None and len(need.clauses) == 1
        is_bare = is_bare or (topic_kind is not None and len(need.query.split()) < _STORY)  # a "rain cover" is no raincoat
        if not language_named(need.language).is_read_in_context or not words or is_bare:
            return None
        kinds = [one for one in self._needed_kinds.of(need.query) if self._is_possible(one, need)]
        is_likely = bool(kinds) and kinds[0].probability >= least
        if not is_likely and (topic or not are_likeliest_of_all(kinds, lambda one: self._is_said(one, need.query))):
            return None
        said = need.query if topic_kind else topic.text if topic else ""
        if self._is_said(kinds[0], said) or (topic_kind and not _is_another(kinds, topic_kind)):
            return None
        names = list(dict.fromkeys(one.name for one in as_likely(kinds)))[:_MOST_THINGS]
        text = " ".join(words)
        return _looking_for(need, text if text in need.query else topic.text if topic else max(words, key=len), names)

    def _is_said(self, needed: NeededKind, text: str) -> bool:
        """Whether words say what is likeliest, so that there is nothing to guess: "a frying pan for induction"."""
        return set(self._index.words.tokens(needed.name)) <= set(self._index.words.tokens(text))

    def _is_possible(self, needed: NeededKind, need: Need) -> bool:
        """Whether a kind has a product within the limits, and no exclusion names it: "a present for a collector, no watch"."""
        words, excluded = self._index.words, [clause.text for clause in need.clauses if clause.kind == "exclude"]
        denied = {stem for text in excluded for stem in words.tokens(text)}
        return self._within_limits(needed.kind, need) and denied.isdisjoint(words.tokens(needed.name)[-1:])

    @cached_property
    def _needed_kinds(self) -> NeededKinds:
        return NeededKinds(shipped_needed_things, lambda name: self.sold([name]), self._nearest_to)

    def sold(self, things: Sequence[str]) -> Kind | None:
        """What some names of things mean here, that of few titles too: the one "Baby Monitor" among the monitors of a shop."""
        all_names = [self._names(thing) for thing in things]
        called = [one for names in all_names for one in (list(self._called(names)) or self._titled_by(names))]
        return united([kind for _, _, kind in called])

    def _nearest_to(self, name: str) -> Kind | None:
        """The products nearest to a name that nothing goes by, called by what of it the nearest title says: half at least."""
        words, title = self._index.words, self._index.records.title
        (row, *_), (near, *_) = (found.tolist() for found in self._index.vectors.search(self._encode(name), 1))
        titled = set(words.tokens(title(row)))
        said = [word for word in name.split() if titled.intersection(words.tokens(word))]
        if near < _NEAR_TO_A_NAME or 2 * len(said) < len(name.split()):
            return None
        key = set(words.tokens(" ".join(said)))
        rows = in_all([*map(words.rows, key)])
        return Kind((" ".join(said),), rows, rows[:0])

    def _sold(self, purpose: Purpose, need: Need) -> list[list[tuple[Key, str, Kind]]]:
        """The first things for a purpose that are sold here within the need's limits, each by what it is called."""
        called = (list(self._called(names)) or self._titled_by(names) for names in map(self._names, purpose.things))
        sold = (some for some in called if any(self._within_limits(kind, need) for _, _, kind in some))
        return list(islice(sold, _MOST_THINGS))

    def _within_limits(self, kind: Kind, need: Need) -> bool:
        """Whether a kind has a product within each limit: the thing that is assumed gives way to what is said."""
        limits = (clause for clause in need.clauses if clause.kind == "limit" and clause.field in self._index.columns)
        return all(self._holds(kind, clause) for clause in limits)

    def _holds(self, kind: Kind, limit: Clause) -> bool:
        compare, amount = _COMPARISONS.get(str(limit.op)), limit.value
        if compare is None or not isinstance(amount, float):
            return True
        return bool(compare(self._index.columns.dense(str(limit.field))[kind.rows], amount).any())

    def _is_a_thing(self, topic: Clause) -> bool:
        """Whether a topic is the name of a thing, whatever is said of it behind: "toaster for four slices"."""
        return topic.source == "request" and not has_han(topic.text) and bool(self._thesaurus.rings(head_phrase(topic.text)))

    def _ends_in_a_thing(self, topic: Clause) -> bool:
        """Whether a topic ends in a name of several words: the "espresso machine" of "Italian espresso machine"."""
        words = head_phrase(topic.text).split()
        return any(self._thesaurus.rings(" ".join(words[at:])) for at in range(1, len(words) - 1))

    def _ends_in_what_is_sold(self, text: str) -> bool:
        """Whether a stretch of a story ends in a thing of its own that is sold here: "he loves smoky whisky" names it."""
        last = text.split()[-1]
        return " " in text and bool(self._thesaurus.rings(last)) and any(True for _ in self._called(self._names(last)))

    def _names_a_thing(self, text: str) -> bool:
        """Whether words hold the name of a thing that is sold here: the one that is looked for, if it was not seen."""
        rings = (match.entry for match in self._thesaurus.named(text) if match.end - match.start > 1)
        return any(isinstance(ring, Ring) and any(True for _ in self._called(self._thesaurus.names(ring))) for ring in rings)

    def _said_purposes(self, need: Need, topic: Clause | None) -> Iterator[tuple[Purpose, str]]:
        """The purposes that a need says in the thesaurus's own words, the longest first; those that take in a topic."""
        for match in self._thesaurus.purposes(need.query):
            text = need.query[match.start : match.end]
            is_short = len(text) < SURELY_MEANT if has_han(text) else topic is None and " " not in text
            is_little = is_short and _is_little(text, need)
            if isinstance(match.entry, Purpose) and not is_little and (topic is None or topic.text in text != topic.text):
                yield match.entry, text

    def _near_purposes(self, need: Need, topic: Clause | None) -> Iterator[tuple[Purpose, str]]:
        """The same of what a need says in other words: as a whole, and where it names no thing, in any stretch of its story."""
        if topic is None and (deed := next(deeds_of(need.query, language_named(need.language).requests), None)):
            yield from self._of_a_deed(deed, need)
            if not has_han(deed.text):
                return
        words = [clause.text for clause in need.clauses if is_open(clause)]
        text = " ".join(words) if len(words) < len(need.clauses) else need.query
        if words and need.query.isascii() and not (topic and text == topic.text):
            entry, near = self._near.nearest(compared(self._encode(text)))
            if isinstance(entry, Purpose) and near >= (_NEAR if topic is None else SURELY):
                yield entry, text if text in need.query else words[0]
        elif self._encode_abroad and topic is None and words and has_han(text):
            for said in dict.fromkeys((*words, text)):
                entry, near = self._abroad("purposes").nearest(self._encode_abroad([said])[0])
                if isinstance(entry, Purpose) and near >= _NEAR_ABROAD:
                    yield entry, said if said in need.query else words[0]
        if topic is None and (need.query.isascii() or has_han(need.query)):
            yield from self._told(need)

    def _of_a_deed(self, deed: Deed, need: Need) -> Iterator[tuple[Purpose, str]]:
        """The purposes that say the same as what is to be done with something."""
        said = next((clause.text for clause in need.clauses if deed.text in clause.text), deed.text)
        if not has_han(deed.text):
            nearest, enough = self._near.some(compared(self._encode(deed.text)), _SOME_OF_THE_NEAREST), _NEAR
        elif self._encode_abroad:
            vector = self._encode_abroad([deed.text])[0]
            nearest, enough = self._abroad("purposes").some(vector, _SOME_OF_THE_NEAREST), _NEAR_ABROAD
        else:
            return
        for entry, near in nearest:
            if isinstance(entry, Purpose) and near >= enough:
                yield entry, said

    def _told(self, need: Need) -> Iterator[tuple[Purpose, str]]:
        """The purposes of which a need tells in one of its stretches, the surest first."""
        language = language_named(need.language).requests
        stretches = [text for text in told_in(need, language) if not self._ends_in_what_is_sold(text)]
        said = [without_persons(text, language) for text in stretches]
        if not said:
            return
        vectors, is_chinese = self._encode_all(said), has_han(need.query)
        if is_chinese and not reads_chinese(vectors.shape[1]):
            return
        phrases, vectors = (self._near_in_chinese, second(vectors)) if is_chinese else (self._near, compared(vectors))
        nearest = [
            (near, text, entry)
            for text, vector in zip(stretches, vectors, strict=True)
            for entry, near in phrases.some(vector, _SOME_OF_THE_NEAREST)
            if near >= (_NEAR_IN_CHINESE if is_chinese else _NEAR_OF_A_PERSON if is_of_a_person(text, language) else _NEAR)
        ]
        for _, text, entry in sorted(nearest, key=lambda one: -one[0]):
            if isinstance(entry, Purpose):
                yield entry, text

    @cached_property
    def _near(self) -> NearPhrases:
        def encode(texts: Sequence[str]) -> np.ndarray:
            return compared(self._encode_all(texts))

        return NearPhrases(self._thesaurus, "purposes", encode, self._index.manifest.embedder_digest)

    @cached_property
    def _near_in_chinese(self) -> NearPhrases:
        def encode(texts: Sequence[str]) -> np.ndarray:
            return second(self._encode_all(texts))

        return NearPhrases(self._thesaurus, "purposes", encode, self._index.manifest.embedder_digest, languages=(CHINESE,))


def _distinct(called: Sequence[tuple[Key, str, Kind]]) -> tuple[str, ...]:
    """One name for each of the kinds, in their order."""
    names: dict[bytes, str] = {}
    for _, name, kind in called:
        names.setdefault(kind.rows.tobytes(), name)
    return tuple(names.values())


def _is_little(text: str, need: Need) -> bool:
    """Whether a phrase is less than half of the words that it stands in: 露营 of 去露营过夜."""
    return any(text in clause.text and not is_most(text, clause.text) for clause in need.clauses)


def _is_part(topic: Kind, kinds: Sequence[Kind]) -> bool:
    """Whether what is named is itself among what would serve."""
    import numpy as np

    return any(len(np.intersect1d(topic.rows, kind.rows)) for kind in kinds)


def _is_another(kinds: Sequence[NeededKind], topic: Kind) -> bool:
    """Whether the likeliest kind is no such thing as is named or a narrow sort of it, and no other that is named is likely."""
    import numpy as np

    first, *others = (np.intersect1d(topic.rows, one.kind.rows) for one in kinds if one.probability > _UNLIKELY)
    is_narrow = len(first) == len(kinds[0].kind.rows) < _NARROW * len(topic.rows)
    return (is_narrow or not len(first)) and not any(map(len, others))


def _looking_for(need: Need, text: str, names: Sequence[str]) -> Need:
    """The need with the names of things, any of which will do, for the words that said what they are for."""
    found = Clause(text, "topic", meaning=" or ".join(names), source="assumption")
    others = (clause for clause in need.clauses if not (is_open(clause) and clause.text in text))
    return replace(need, clauses=(found, *(replace(c, kind="feature") if c.kind == "topic" else c for c in others)))
