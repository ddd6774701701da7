"""Whether a catalog sells a kind of thing at all: by its names and titles, and by how near meaning comes to its products.

What goes by a name that the thesaurus has for the thing is sold. What goes by none is not, unless it comes nearer to kinds and
products of the catalog than things do that are of another trade (`NearThings`), in whatever language either is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Key
from shopcli.index.parts.assertions import in_all
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named, language_of
from shopcli.need.persons import is_of_a_person
from shopcli.need.thesaurus import Ring, is_of_doing, open_thesaurus
from shopcli.need.thesaurus.entries import LEADS
from shopcli.pipeline.granted import is_granted
from shopcli.pipeline.names.compound_names import CompoundNames
from shopcli.pipeline.names.near_things import NearThings
from shopcli.pipeline.names.nothing_fits import ThingAskedFor, asks_whether
from shopcli.pipeline.names.own_names import OwnNames, is_quality, known_name, named_whole, whole_name
from shopcli.pipeline.names.sold_evidence import SoldEvidence
from shopcli.pipeline.names.titles.thing_odds import ThingOdds
from shopcli.pipeline.names.titles.title_heads import is_headed, what_it_is
from shopcli.pipeline.stated_kinds import StatedKinds
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION
from shopcli.text.words import head_phrase
from shopcli.types import NAME, Clause, Hit, Need
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_LOOKED_AT = 300  # kinds whose names tell how near a name comes to what it names
_FEWEST = 2
_TRUSTED = 0.5  # a name that titles use for other things more often than not is near to much by chance
_MOST_WORDS, _MOST_HAN_WORDS = 5, 2  # what is longer is a sentence, and may ask for anything in other words
# In spreads of what comes near by chance (`NearThings`). Where the catalog is not in English, which both encoders read best,
# and nothing is named after a thing that the thesaurus knows: of 9 such things that three shops sell all come nearer, of 108
# that they do not .24. Of what the thesaurus does not know at all: .16 of what is sold and .83 of what is not come no nearer
# asked in English, .03 and .59 asked in Chinese, in 29 catalogs.
_NEAR_WITHOUT_A_NAME = 2.0
_TITLES_READ = 200  # of a maker's
_WORD_BEFORE = pattern(r"([\w'’-]+)\s+\Z")
_LIKELY_ENOUGH = -1.5  # as the logarithm of odds (`SoldEvidence`), where it is in English
_LIKELY_AS_A_SORT = -2.0  # the same where something is called by the end of its name: a "paper shredder" is no cheese shredder
_NEAR_BY_CHANCE, _NEAR_ABROAD = 1.0, 0.0  # "abroad": where the catalog is in another language than the request
_OPENING_WORDS, _STOP = 4, pattern(r"[,.;:!?，。；：！？]")
_MOST_KEPT = 256  # needs of which it is known whether what is found first is the thing
_MOST_ASKED_FOR = 10  # names of a thing, that records are verified by
_MOST_NAMES = 4  # of a thing, that are held against those of the catalog's kinds
_SEVERAL, _OF_THOSE_THAT_SAY = 5, 0.2  # titles that call their things so, for it to be no chance
_TITLES_READ = 200  # of those that say a word
_RECORDS_READ, _CHARACTERS_READ, _OPENINGS_READ = 200, 300, 30
_WORKS = 0.15  # the share of titles that begin with an article where they name works; of wares hardly any does
_OPENS_A_WORK = pattern(r"(?:the|an?)\s", re.IGNORECASE)
_EITHER = pattern(r"(?:,\s|\s)(?:or|oder|and|und)\s|或者?|还是", re.IGNORECASE)
_OTHER_BEFORE = pattern(r"([\w'’-]+)(?:,\s|\s)(?:or|oder|and|und)\s+\Z", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OPENING = pattern(r"(?:[^,.;:(\n]{0,40}(?=[,.;:(\n]|\Z))?")  # the first phrase of a description, where it is a short one


class Assortment:
    """What one catalog sells, as far as it can be told of what it does not.

    Args:
        index: the open index.
        encode: texts to the vectors of what is looked for.
    """

    def __init__(self, index: Index, encode: Callable[[Sequence[str]], np.ndarray]) -> None:
        self._index, self._encode = index, encode
        self._verdicts: dict[Need, np.ndarray | None] = {}

    def lacks(self, topic: Clause, query: str, *, has_kind: bool = False) -> bool:
        """Whether neither names nor words of the records nor meaning speak for any product as ``topic``.

        What may be said in other words is not taken for missing.

        Args:
            topic: the thing that is asked for.
            query: the whole request.
            has_kind: whether the catalog has kinds that the words may name; then only synonyms tell that they do not.
        """
        if self._is_a_makers_model(topic, query):
            return False
        is_sold = self._goes_by_a_synonym(topic, query)
        if is_sold is not None or has_kind:
            return is_sold is False
        if self._is_of_works or not self._may_be_missing(topic, query):
            return False
        names = [topic.text] if has_han(topic.text) else []
        is_at_home = not names and not self._is_in_han and language_of(topic.says) is self._language
        far = _NEAR_BY_CHANCE if is_at_home else _NEAR_ABROAD
        return self._near.standard_score([*names, _in_one_language(topic)[1]]) < far

    def verified(self, need: Need, first: Hit | None, kind: np.ndarray | None) -> Need:
        """The need as it is looked up again, where what was found first is not the thing and other products are; else itself.

        What was found out is kept for `verdict`: of a need that is looked up again, the products that are the thing.

        Args:
            need: the request, understood.
            first: what was found first; None where nothing was.
            kind: (n_products,) bool, the products of the kind that was looked for; None where the catalog has no name for it.
        """
        from shopcli.need.thesaurus.needed_things import shipped_needed_things

        thing = self.thing(need)
        if need in self._verdicts or thing is None or first is None or not self._can_be_verified(thing, need, kind):
            return need
        if has_han(first.product.title):  # whose words say nothing of English names
            return self._with_verdict(need, None)
        name = whole_name(thing, need)
        asked = _each_of(thing.text, name, need.query)
        known = [ring for one in asked for ring in open_thesaurus().rings(one)]
        synonyms = (one for ring in known for one in self._names_of(ring) if not has_han(one))
        classes = (one for name in asked for one in shipped_needed_things().synonyms(name))
        names = tuple(dict.fromkeys((*asked, *synonyms, *classes)))[:_MOST_ASKED_FOR]
        is_known, row = bool(known), self._index.row(first.product.id)
        is_learned = kind is not None and bool(kind[row]) and self._is_established(names)
        if is_learned or self._odds.is_the_thing(row, names, is_known=is_known):
            return self._with_verdict(need, None)
        rows = self._odds.rows(names, is_known=is_known)
        if len(rows) and len(asked) == 1 and thing in need.clauses and thing.text in name and thing.text != name:
            need = named_whole(need, thing, name)
        return self._with_verdict(need, rows)

    def _with_verdict(self, need: Need, rows: np.ndarray | None) -> Need:
        if len(self._verdicts) >= _MOST_KEPT:
            self._verdicts.clear()
        self._verdicts[need] = rows
        return need

    def _is_established(self, names: Sequence[str]) -> bool:
        """Whether several products were found to go by one of some names, so that what else is one was learned from them."""
        kinds = self._index.kinds
        keys = (tuple(self._index.words.tokens(name)) for name in names)
        return any(key in kinds and len(kinds.members(key)) >= _SEVERAL for key in keys)

    def verdict(self, need: Need) -> np.ndarray | None:
        """The rows of the products that are the thing, ascending, of a need that is to be looked up again; None of another."""
        return rows if (rows := self._verdicts.get(need)) is not None and len(rows) else None

    def _can_be_verified(self, thing: Clause, need: Need, kind: np.ndarray | None) -> bool:
        """Whether a request names a thing of which records may tell that they are one."""
        is_said = thing.kind == "topic" and thing.op is None and thing.source in ("request", "refinement")
        if not is_said or has_han(thing.text) or thing.meaning or any(clause.op == "like" for clause in need.clauses):
            return False
        if need.question and (need.question.kind != "any" or need.question.anything):
            return False
        if not language_named(need.language).is_read_in_context:  # the odds were learned from requests in English
            return False
        is_of_all = kind is not None and bool(kind.all())
        return self._names_things and not (
            self._is_in_han or is_of_all or self._is_of_works or self._is_a_makers_model(thing, need.query)
        )

    @cached_property
    def _names_things(self) -> bool:
        """Whether titles, categories or what texts open with say any thing, as names of models do not."""
        rows = range(0, len(self._index), max(1, len(self._index) // _OPENINGS_READ))
        records = (self._index.records[row] for row in rows)
        openings = ((one.title, one.category or "", _OPENING.match(one.description)[0]) for one in records)  # type: ignore[index]
        saying = (texts for texts in openings if open_thesaurus().named(". ".join(texts)))
        return len(list(islice(saying, _FEWEST))) == _FEWEST

    @cached_property
    def _odds(self) -> ThingOdds:
        return ThingOdds(self._index, self._encode, self._own_names)

    def not_sold(self, need: Need, *, kind: np.ndarray | None, met: np.ndarray) -> Clause | None:
        """The thing that a need asks for, by its whole name, where nothing in the catalog is one; None where something may be.

        Args:
            need: the request, understood.
            kind: (n_products,) bool, the products of the kind that is asked for; None where the catalog has no name for it.
            met: (n_products,) bool, those that meet every hard clause.
        """
        thing = self.thing(need)
        if thing is None or is_quality(thing.text) or not self._is_not_sold(thing, need, kind, met):
            return None
        name = whole_name(thing, need)
        end = known_name(name)  # the "rug" of "soft washable rug", unless other rugs are sold
        return replace(thing, text=name if not end or self._own_names.named([end]) else end)

    def _is_not_sold(self, thing: Clause, need: Need, kind: np.ndarray | None, met: np.ndarray) -> bool:
        if kind is not None and kind.all():  # what all are goes without saying
            return False
        if (rows := self._verdicts.get(need)) is not None and not len(rows):
            return True
        is_missing = self.lacks(thing, need.query, has_kind=kind is not None)
        is_told = kind is not None or (need.question is not None and need.question.anything)  # "anything waterproof"
        if not is_missing and (is_told or self._is_of_works or self._is_titled(thing, need)):
            return False
        if kind is None and need.question and need.question.kind != "any" and not is_missing:
            return True  # of what has no name here nothing can be counted
        return self._asked_for(thing, need, met, is_missing=is_missing).is_not_sold

    def _is_titled(self, thing: Clause, need: Need) -> bool:
        """Whether a title says all words of a thing, or goes by one of its names."""
        words = self._index.words
        stems = set(words.tokens(thing.says))
        rows = in_all([*map(words.rows, stems)])[:_TITLES_READ].tolist() if stems else []
        is_said = any(stems <= set(words.tokens(self._index.records.title(row))) for row in rows)
        return is_said or bool(self.named(thing, need))

    def _asked_for(self, thing: Clause, need: Need, met: np.ndarray, *, is_missing: bool) -> ThingAskedFor:
        """What tells whether a thing that no kind goes by is not sold."""
        thesaurus, words, start = open_thesaurus(), self._index.words, max(0, need.query.find(thing.text))
        before, stems = need.query[:start], words.tokens(thing.says)
        weight = 2.0 if has_han(thing.text) else 1.0  # a character of Chinese says as much as two letters
        n_before = len(before) / weight if has_han(thing.text) else len(before.split())
        decided = (clause for clause in need.clauses if clause.field not in (None, NAME) and clause.op not in ("has", "lacks"))
        return ThingAskedFor(
            is_asked=asks_whether(need.query),
            is_limited=any(clause.op not in (None, "like") for clause in decided),
            is_known=any(thing.text in name and thesaurus.rings(name) for name in self._wordings(thing, need.query)),
            is_missing=is_missing,
            is_granted=any(is_granted(clause, self._index, met) for clause in need.clauses if clause.kind == "feature"),
            opens=n_before <= _OPENING_WORDS and not _STOP.search(before),
            cover=weight * len(thing.text) / max(1, len(need.query)),
            share=len(in_all([*map(words.rows, stems)])) / len(self._index) if stems else 0.0,
        )

    def thing(self, need: Need) -> Clause | None:
        """The thing that a need asks for: its topic, or the one clause that the thesaurus has for a thing.

        "Chopsticks for my home" are no home; and where no thing was found in a request, a wish or its words may be one. What
        somebody loves of whom it tells is none.
        """
        topic = next((clause for clause in need.clauses if clause.kind == "topic" and clause.op is None), None)
        wishes = (clause for clause in need.clauses if clause.kind == "feature" and clause.op is None)
        silent = language_named(need.language).requests.silent  # a thing "that I can recharge" is no can
        named = [c for c in wishes if c.text.casefold() not in silent and open_thesaurus().rings(c.text)]
        said = () if need.clauses else open_thesaurus().named(need.query)
        if said:
            named = [Clause(need.query[said[0].start : said[0].end], "topic")]
        if topic is None and not named and need.clauses and all(map(self._says_nothing_known, need.clauses)):
            named = [replace(need.clauses[0], kind="topic")]
        is_the_thing = len(named) == 1 and (topic is None or _is_for(named[0], topic, need.query))
        return named[0] if is_the_thing and not _is_loved(named[0], need) else topic

    def _says_nothing_known(self, wish: Clause) -> bool:
        """Whether a wish is of no ordinary words and of none that any record says: "asdf"."""
        language = language_of(wish.says)
        if wish.op is not None or has_han(wish.text) or language.spelling is None:
            return False
        ordinary, rows = language.spelling.word_list(), self._index.words.rows
        is_ordinary = any(word in ordinary for word in _WORD.findall(wish.says.lower()))
        return not is_ordinary and not any(len(rows(stem)) for stem in self._index.words.tokens(wish.says))

    def called_so(self, topic: Clause, need: Need) -> Callable[[int], bool]:
        """Whether a record itself, by its row, goes by a name of the thing asked for, that of its head at the least."""
        names = self._names_asked_for(topic, need.query)
        return lambda row: self._own_names.goes_by(row, names)

    def by_name(self, hits: Iterable[Hit], topic: Clause, need: Need, *, is_all: bool) -> tuple[Hit, ...]:
        """Results with whether each goes by a name of the thing asked for; ``is_all`` where all that is sold is one."""
        goes_by = self.called_so(topic, need)
        return tuple(replace(hit, goes_by_name=is_all or goes_by(self._index.row(hit.product.id))) for hit in hits)

    def says_name(self, topic: Clause, need: Need) -> Callable[[int], bool]:
        """Whether a product's title says the head of a name of the thing asked for, by its row."""
        names = self._names_asked_for(topic, need.query)
        return lambda row: self._own_names.says(row, names)

    def named(self, topic: Clause, need: Need) -> list[int]:
        """The rows of the products whose titles say the whole name of the thing asked for, and that go by it."""
        return self._own_names.named(self._names_asked_for(topic, need.query))

    def _names_asked_for(self, topic: Clause, query: str) -> tuple[str, ...]:
        """What the thing asked for may be called here: as it was asked for, in its meaning, by its synonyms."""
        phrase = _in_one_language(topic)[1]
        own = [name for one in _EITHER.split(head_phrase(phrase)) for name in (one, topic.text)]
        synonyms = next((names for _, names in self._synonyms_of(topic, query)), [])
        heads = (self._compounds.head(name.split()[-1]) for name in own) if self._compounds.are_there else ()
        return tuple(dict.fromkeys((*own, *topic.alternatives, *synonyms, *filter(None, heads))))

    def _is_a_makers_model(self, topic: Clause, query: str) -> bool:
        """Whether the word before is a maker's and some title of his has the topic: "Dart" of "Hare Dart" is no game."""
        before = _WORD_BEFORE.search(query[: max(0, query.find(topic.text))])
        maker, stems = self._index.words.tokens(before[1]) if before else (), self._index.words.tokens(topic.text)
        if not maker or not stems:
            return False
        rows = in_all([*map(self._index.words.rows, (*maker, *stems))])[:_TITLES_READ]
        self._index.records.fetch(rows)
        records = (self._index.records[row] for row in rows)
        made_by = (record for record in records if set(maker) <= set(self._index.words.tokens(record.brand or "")))
        return any(set(stems) <= set(self._index.words.tokens(record.title)) for record in made_by)

    def _is_a_choice(self, words: str) -> bool:
        """Whether some field has words among the few values that it takes."""
        columns = self._index.columns
        fields = (columns.get(name) for name in columns.names if columns.kind(name) == "choice")
        return bool(words) and any(words in map(str.casefold, field.choices) for field in fields)

    @cached_property
    def _own_names(self) -> OwnNames:
        return OwnNames(self._index)

    def _may_be_missing(self, topic: Clause, query: str) -> bool:
        """Whether words are the name of a thing, of whose head no title says that it is sold."""
        if has_han(topic.text):
            *_, head = (stem for stem, _ in self._index.words.spans(topic.text))
            if not self._is_short_in_han(topic.text) or (self._is_in_han and len(head) < _FEWEST):
                return False
            return not (self._is_in_han and len(self._index.words.rows(head)))
        language, phrase = language_of(topic.says), head_phrase(topic.says)
        words = _WORD.findall(phrase.lower())
        before = _WORD.findall(query.partition(topic.text)[0].lower())[-1:]
        if not words or len(words) > _MOST_WORDS or not language.degrees.indefinite.isdisjoint((*before, *words)):
            return False  # "something warm" names nothing
        if not self._is_name(phrase, language) or language.spelling is None:
            return False
        ordinary, stems = language.spelling.word_list(), [stem for stem, _ in self._index.words.spans(phrase)]
        if not any(word in ordinary for word in words):  # nonsense
            return bool(stems) and not self._is_in_han and not any(len(self._index.words.rows(stem)) for stem in stems)
        # A head that is no ordinary word is a slip or somebody's name for a model.
        return bool(stems) and words[-1] in ordinary and self._titles_headed_by(words[-1], stems) == 0

    def _goes_by_a_synonym(self, topic: Clause, query: str) -> bool | None:
        """Whether anything is called by a name that the thesaurus has for a thing; None where it has none, or cannot tell.

        Nearly every thing that a catalog sells is called by one of its names somewhere; "Kayak Paddle" is no kayak.
        """
        ends = self._synonyms_of(topic, query)
        headed = [any(map(self._is_headed_by, names)) for _, names in ends]
        if not ends or headed[0]:
            return bool(ends) or None
        asked, names = ends[0]
        if has_han(asked) and asked != topic.text and self._is_headed_by(_in_one_language(topic)[1]):
            return True  # 午餐包 is a lunch bag, and no bread roll
        sorts = [end for (end, _), sold in zip(ends, headed, strict=True) if sold and asked.endswith(end)]
        is_a_sort = bool(sorts)
        if any(self._is_a_choice(asked.removesuffix(end).strip()) for end in sorts):
            return None  # a "crime novel" is a novel where a field has "crime" to choose from
        is_compound = self._compounds.are_there and self._compounds.head(asked.split()[-1]) is not None
        if self._is_of_works or is_compound or (is_a_sort and not self._is_english):
            return None
        nearest = list(dict.fromkeys(map(self._telling_part, [asked, *names[:_MOST_NAMES]])))
        if self._is_english:
            # Of what only an end of the words names there is something: a "massage chair" is a chair.
            enough = _LIKELY_AS_A_SORT if is_a_sort else _LIKELY_ENOUGH
            is_likely = self._evidence.log_odds([asked, *names], nearest) >= enough
        else:
            is_likely = self._near.standard_score(nearest) >= _NEAR_WITHOUT_A_NAME
        return None if is_likely else False

    def _synonyms_of(self, topic: Clause, query: str) -> list[tuple[str, list[str]]]:
        """The things that ends of some words name, the longest first: their words, and their names in the catalog's script.

        The words may be more than what was taken for the thing: the "watering can" of which that was "watering".
        """
        thesaurus = open_thesaurus()
        ends: list[tuple[str, list[str]]] = []
        for words in self._wordings(topic, query):
            names = dict.fromkeys(name for ring in thesaurus.rings(words) for name in self._names_of(ring))
            if own := [name for name in names if has_han(name) == self._is_in_han]:
                ends.append((words, own))
        return ends

    def _names_of(self, ring: Ring) -> Iterator[str]:
        """Those that may mean the thing in the catalog's language: in English a stem of the German "Rad" is of other words."""
        english = set(ring.english)
        return (name for name in open_thesaurus().names(ring) if not self._is_english or name in english)

    def _wordings(self, topic: Clause, query: str) -> Iterator[str]:
        """What may be the name of the thing: what of the request takes the end of the topic in, and the ends of that."""
        phrase = topic.text if has_han(topic.text) else head_phrase(topic.says)
        said = phrase if phrase in query else topic.text  # which may mean something else here, as what serves yoga
        start = query.find(said)
        end = start + len(said)
        if start >= 0:
            for match in open_thesaurus().named(query):
                if match.start < end <= match.end and (match.start < start or end < match.end):
                    yield query[match.start : match.end]
        for one in _EITHER.split(phrase):  # of a "bottle or jug" either will do
            starts = range(max(1, len(one) - 1)) if has_han(one) else [match.start() for match in _WORD.finditer(one)]
            yield from (one[start:] for start in starts)

    def _telling_part(self, name: str) -> str:
        """What of a name is to come near: of a "desk lamp" a desk is near, which says nothing of lamps."""
        rows, words = self._index.words.rows, self._index.words.spans(name)
        if has_han(name) or len(words) < _FEWEST or len(rows(words[-1][0])):
            return name
        return name[words[-1][1] :] if any(len(rows(stem)) for stem, _ in words[:-1]) else name

    @cached_property
    def _near(self) -> NearThings:
        return NearThings(self._index, self._encode, self._telling, in_han=self._is_in_han)

    @cached_property
    def _evidence(self) -> SoldEvidence:
        return SoldEvidence(self._index, self._near)

    def _is_headed_by(self, name: str) -> bool:
        """Whether anything is called so: by the end of a title or category; in Chinese, whose titles are lists, by any word."""
        stems = self._index.words.tokens(name)
        if self._is_in_han:
            return bool(stems) and len(in_all([self._index.words.rows(stem) for stem in stems])) > 0
        if not stems or self._is_named(tuple(stems)) or self._is_called_so(name, stems):
            return bool(stems)
        longer = self._index.words.compounds(*stems) if len(stems) == 1 else ()  # a smartwatch is a watch
        is_longer_called = any(self._is_named((one,)) or self._is_called_so(one, [one]) for one in longer)
        return is_longer_called or self._compounds.kind(name) is not None

    def _is_named(self, key: Key) -> bool:
        """Whether a field states things of a name, or titles were found to name several so, wherever in them it stands."""
        kinds = self._index.kinds
        return self._stated.rows(key) is not None or (kinds.trust(key) >= _TRUSTED and len(kinds.members(key)) >= _FEWEST)

    def _is_called_so(self, name: str, stems: Sequence[str]) -> bool:
        """Whether titles or categories call things by a name: some of those that say it; of many one is a list of words."""
        words, of_doing = self._index.words, is_of_doing(name)
        rows = in_all([*map(words.rows, stems)])[:_TITLES_READ].tolist()
        said = called = 0
        for row, record in zip(rows, self._index.records.some(rows), strict=True):
            names = (record.title, record.category or "", _OPENING.match(record.description)[0])  # type: ignore[index]
            saying = [text for text in names if {*stems} <= {*words.tokens(text)}]
            said += bool(saying)
            is_called = any(is_headed(words, what_it_is(text), stems[-1], of_doing=of_doing) for text in saying)
            called += is_called or self._own_names.is_said_whole(row, stems)
        return called > 0 and called >= min(_SEVERAL, _OF_THOSE_THAT_SAY * said)

    @cached_property
    def _compounds(self) -> CompoundNames:
        return CompoundNames(self._index)

    @cached_property
    def _stated(self) -> StatedKinds:
        return StatedKinds(self._index)

    @cached_property
    def _telling(self) -> np.ndarray:
        """The numbers of the kinds whose names tell what things are."""
        import numpy as np

        table = self._index.kinds.table
        several = np.asarray([len(rows) >= _FEWEST for rows in table.members], bool)
        return np.flatnonzero(several & (table.certain | (table.trust >= _TRUSTED)))

    def _titles_headed_by(self, name: str, stems: Sequence[str]) -> int:
        """How many of a name's words, at the most, a title says that the last of them heads: "Kayak Paddle" is no kayak."""
        words, most, of_doing = self._index.words, 0, is_of_doing(name)  # "Cycling" names no cycle
        self._index.records.fetch(rows := words.rows(stems[-1])[:_TITLES_READ])
        for row in rows:
            record = self._index.records[int(row)]
            for text in (record.title, (record.category or ""), _OPENING.match(record.description)[0]):  # type: ignore[index]
                if is_headed(words, text, stems[-1], of_doing=of_doing):
                    most = max(most, len({*stems}.intersection(words.tokens(text))))
            if most == len(stems):
                break
        return most

    def _is_short_in_han(self, text: str) -> bool:
        """Whether Chinese words are few enough for a name of a thing; more of them are a sentence."""
        return len(self._index.words.spans(text)) <= _MOST_HAN_WORDS

    @cached_property
    def _language(self) -> LanguagePack:
        """What the catalog is in, or most catalogs are where that is not sure."""
        return language_named(self._index.manifest.language)

    @property
    def _is_english(self) -> bool:
        """Whether both encoders read the catalog."""
        return self._language is language_named("") and not self._is_in_han

    @cached_property
    def _is_in_han(self) -> bool:
        """Whether the catalog's names are Chinese."""
        names = [self._index.kinds.table.names[number] for number in self._sample]
        return 2 * sum(map(has_han, names)) > len(names)

    def _is_name(self, phrase: str, language: LanguagePack) -> bool:
        """Whether words can be a name of things: no sentence, and more than praise and purpose."""
        degrees = language.degrees
        words, core = _WORD.findall(phrase.lower()), _WORD.findall(degrees.without_vague(phrase).lower())
        silent = FUNCTION | degrees.joints
        names = degrees.spaced and silent.isdisjoint(words) and degrees.vague.isdisjoint(core)
        return names and bool(core) and not any(map(_is_short, core))

    @cached_property
    def _is_of_works(self) -> bool:
        """Whether titles are names of works, as of books and films: many begin with an article, as no name of a ware does.

        They say nothing of what the things are, so that nothing says either what is not among them.
        """
        rows = range(0, len(self._index), max(1, len(self._index) // _RECORDS_READ))
        opened = sum(_OPENS_A_WORK.match(self._index.records.title(row)) is not None for row in rows)
        return opened >= max(_FEWEST, _WORKS * len(rows))

    @cached_property
    def _sample(self) -> list[int]:
        """The numbers of some kinds, spread evenly."""
        count = len(self._index.kinds.table.names)
        return list(range(0, count, max(1, count // _LOOKED_AT)))

    @staticmethod
    def without_thing(missing: Clause, hit: Hit) -> Hit:
        """A hit as another thing than the one that is not sold; what is wished of that one is nothing to say of this."""
        unmet, unknown = ([one for one in clauses if one.kind != "topic"] for clauses in (hit.unmet, hit.unknown))
        evidence = tuple(why for why in hit.evidence if why.clause.is_hard)
        wishes = (*(why.clause for why in (*hit.evidence, *hit.denied) if not why.clause.is_hard), *hit.undecided)
        return replace(
            hit,
            unmet=(missing, *unmet),
            unknown=tuple(unknown),
            evidence=evidence,
            denied=(),
            undecided=tuple(dict.fromkeys(wishes)),
        )


def _in_one_language(topic: Clause) -> tuple[LanguagePack, str]:
    """The words of a topic and their language: where they are translated, what they mean."""
    if topic.meaning and has_han(topic.text):
        meaning = re.sub(rf"[{HAN}]+", " ", topic.meaning).strip()
        return language_of(meaning), meaning
    return language_of(topic.says), topic.says


def _each_of(text: str, name: str, query: str) -> list[str]:
    """The things that a name with an "or" is of: the coffee table and the side table of "a coffee or side table"."""
    if len(several := _EITHER.split(text)) > 1:
        return several
    before = _OTHER_BEFORE.search(query[: max(0, query.find(name))])
    return [f"{before[1]} {name.split()[-1]}", name] if before and " " in name else [name]


def _is_loved(clause: Clause, need: Need) -> bool:
    """Whether words stand behind a person of whom a request tells: "my nephew is mad about football"."""
    return is_of_a_person(need.query.partition(clause.text)[0], language_named(need.language).requests)


def _is_for(thing: Clause, other: Clause, query: str) -> bool:
    """Whether a preposition leads from a thing to another one, which it is for."""
    start = query.find(thing.text)
    end = query.find(other.text, start + len(thing.text))
    return start >= 0 <= end and not LEADS.isdisjoint(_WORD.findall(query[start + len(thing.text) : end].lower()))


def _is_short(word: str) -> bool:
    """Whether a word is a contraction, which stands in sentences alone: "I'm"."""
    return "'" in word.removesuffix("'s") or "’" in word.removesuffix("’s")
