"""What the catalog answers when a request is being understood: kinds, words, fields of quantities, shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Key, Kind
from shopcli.index.parts.assertions import EITHER, in_all
from shopcli.index.parts.halves import has_halves
from shopcli.index.units.fields import label
from shopcli.need import understand
from shopcli.need.grounding.alternatives import with_alternatives
from shopcli.need.grounding.assortment_words import without_assortment_words
from shopcli.need.grounding.ground import ground
from shopcli.need.grounding.protocols import Measured, NamedKind
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_beside, language_named, language_of
from shopcli.need.spell_corrected import understood_as_meant
from shopcli.need.translation.gloss import Gloss
from shopcli.need.translation.translated import own_words
from shopcli.pipeline.fields.asked_values import AskedValues
from shopcli.pipeline.fields.named_orders import NamedOrders
from shopcli.pipeline.fields.request_spelling import RequestSpelling
from shopcli.pipeline.fields.request_words import RequestWords
from shopcli.pipeline.fields.schema_linking import DIMENSION_WORDS, SchemaLinker, row_mask
from shopcli.pipeline.fields.stated.stated_fields import StatedFields
from shopcli.pipeline.fields.stated.unclaimed_values import with_unclaimed_values
from shopcli.pipeline.fields.stated.whole_values import with_whole_values
from shopcli.pipeline.names.acted_on import ActedOn
from shopcli.pipeline.names.called_so import CalledSo
from shopcli.pipeline.names.compound_names import CompoundNames
from shopcli.pipeline.names.line_names import LineNames
from shopcli.pipeline.names.meant_kind import MeantKind, described_by_either, either_of
from shopcli.pipeline.names.outliers import alike, without_outliers
from shopcli.pipeline.names.own_names import with_whole_topic
from shopcli.pipeline.names.priced_names import head_by_price, is_part_of, without_its_parts
from shopcli.pipeline.names.titles.catalog_phrases import with_catalog_phrases
from shopcli.pipeline.names.titles.categories_abroad import CategoriesAbroad
from shopcli.pipeline.names.titles.title_heads import is_for_another, says_together
from shopcli.pipeline.names.titles.titled_names import TitledNames
from shopcli.pipeline.names.titles.titles_abroad import TitlesAbroad
from shopcli.pipeline.names.trade import Trade
from shopcli.pipeline.names.unsold_names import UnsoldNames
from shopcli.pipeline.names.valued_names import with_valued_names
from shopcli.pipeline.names.whole_catalog import WholeCatalog
from shopcli.pipeline.offer_fields import OfferFields
from shopcli.pipeline.purposes.served_purposes import ServedPurposes
from shopcli.pipeline.shop_rules.moves import MoveRules
from shopcli.pipeline.shop_rules.words import ShopWords
from shopcli.pipeline.stated_kinds import StatedKinds
from shopcli.pipeline.synonyms import mostly_called, united, written_as_one
from shopcli.text.scripts import HAN, has_han
from shopcli.text.sizes import is_sized
from shopcli.text.units import Table
from shopcli.text.words import COLLECTIVES, are_doer_and_deed, head_phrase
from shopcli.types import Clause, Need
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

Encode = Callable[[Sequence[str]], "np.ndarray"]

_READ_CHARACTERS, _NEAREST = 2000, 200  # products to look at where the catalog has no name for what is asked
_FITTING, _MUCH_THE_SAME = 0.85, 0.75
_HARDLY_CHANGED, _SAME_MEANING = 0.76, 0.72  # "sleeping bag warm" and "sleeping bag"; "tent pegs" and "tent" are .69
_THE_SAME_SORT = 0.85  # two names with one last word: "eye cream" and "eye creme"
_NEARLY_THE_NEAREST = 0.85  # of two names for what a Chinese word means, that which a dictionary has need not be the nearer
_TELLS_NOTHING = 0.5  # of the products of a kind say some of the words of a wish, which then are no evidence for the whole
_OR = pattern(r",?\s+or\s+", re.IGNORECASE)
CODE = pattern(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{4,}|\d{4,}")  # a model's number, such as "p1102", and no "12v"
_KEPT_CHINESE = pattern(rf"(?:[^\s{HAN}]*[{HAN}]\S*\s+)+")  # "T恤 T-shirt" as well


class EntityLinker(SchemaLinker):
    """The catalog of one index, asked in words: for its fields, as `SchemaLinker`, and for its kinds of things.

    Args:
        index: the open index.
        encode: texts to L2-normalised vectors.
        encode_wanted: the same by every encoder that can read a text.
        encode_abroad: the same by the encoder that reads all languages alike; None where there is none.
    """

    def __init__(
        self, index: Index, encode: Encode, encode_wanted: Encode | None = None, encode_abroad: Encode | None = None
    ) -> None:
        super().__init__(index, self._embedded)
        self._encode_abroad = encode_abroad
        self._encode_wanted = encode_wanted
        self._encode_all = encode
        self._vector = lru_cache(maxsize=4096)(lambda text: encode([text])[0])
        self._fixed = lru_cache(maxsize=None)(lambda text: encode([text])[0])  # words of ours, a few dozens
        self._measures = set(DIMENSION_WORDS.values())  # what fields of quantities are called by, in the languages asked in
        self._spelling = RequestSpelling(index, lambda: self._vocabulary)
        self.shop_words, self.move_rules = ShopWords(index), MoveRules(index)
        self.kind = lru_cache(maxsize=256)(self._kind_or_synonym)
        self.offer_fields, self._titled, self._lines = OfferFields(index), TitledNames(index), LineNames(index)
        self._categories_abroad, self._compounds = CategoriesAbroad(index, encode, encode_abroad), CompoundNames(index)
        self._unsold_names = UnsoldNames(index, self.translated)

    def understood(self, query: str, topic: str = "", *, asked_in: str = "", said_in: str = "") -> Need:
        """A request as clauses, with every one that this catalog can decide decided by it.

        Args:
            query: the shopper's words.
            topic: what is being looked for, where the words only add to it.
            asked_in: the code of the language in which something is asked of what they name, which then is no purpose.
            said_in: that of the language that the words are in; empty where they tell it.
        """
        return self.shop_words.understood(query, lambda words: self._understood(words, topic, asked_in, said_in))

    def _understood(self, query: str, topic: str, asked_in: str, said_in: str) -> Need:
        read, code = query[:_READ_CHARACTERS], asked_in or said_in
        language = language_named(code) if code else language_beside(read, self._index.manifest.language)
        rules = (language if said_in else language_of(read)).spelling  # unsure: by the catalog's words
        corrections = self._unsold_names.kept(read, self._spelling.corrections(read, rules), language)
        return understood_as_meant(
            query, corrections, lambda words: self._grounded(words, language, topic, is_asked=bool(asked_in))
        )

    def _grounded(self, query: str, language: LanguagePack, topic: str, *, is_asked: bool) -> Need:
        query = without_assortment_words(query, language, self._is_called_so) if is_asked else query
        need = with_catalog_phrases(understand(query, self._vocabulary, language), self._vocabulary)
        need = with_whole_values(need, self.whole_value, self.translated, language.requests)
        stated, told = (partial(says, rows=self.named("").rows) for says in (self.stated, self.stated_or_switched))
        if not (topic or is_asked):
            need = with_unclaimed_values(need, told, language.requests, self.translated, self._place_fields.holds)
        self._measures |= set(language.degrees.measures.values())
        need = ground(need, self, quantities=language.quantities, degrees=language.degrees, topic=topic)
        if not (topic or is_asked):
            need = with_whole_topic(need, language, self.kind)
            called = self._n_called, partial(self._n_called, whole=True)
            need = with_valued_names(need, stated, self._holding, called, self._index.columns.is_list, self._place_fields.holds)
        need = self._stated_fields.decided(need, language, self._rows_of_topic)
        need = self._lines.decided(with_alternatives(need, language, self._value_of), language)
        if not topic:
            need = self._unsold_names.apart(need, language)
            need = self._named_orders.read(need, language, self._rows_of_topic)
        if not topic and (is_asked or need.sort):
            need = self._asked_values.decided(need, is_counted=is_asked)
        return need if topic or (is_asked and not need.sort) else self._with_the_thesaurus(need, is_asked=is_asked)

    def _n_called(self, topic: Clause, *, whole: bool = False) -> int:
        """How many go by a topic, or by the ``whole`` of it: nothing by "hard cheese", where "cheese" alone is a name."""
        meant = self.kind(topic.says, own_words(topic))
        return len(meant.kind.rows) if meant and not (whole and meant.start) else 0

    def _is_called_so(self, word: str) -> bool:
        """Whether things are called by a word in this catalog."""
        key = tuple(self._index.words.tokens(word))
        return key in self._index.kinds or self._stated.rows(key) is not None

    def _with_the_thesaurus(self, need: Need, *, is_asked: bool) -> Need:
        """The need with what its words mean by the thesaurus: things that serve its purpose, records' words for its wishes."""
        if not is_asked:
            need = self.synonyms.for_a_purpose(need, self._topic_kind(need), self.acted_on(need))
        return self.synonyms.with_wishes(need, self._rows_of_topic(need))

    def acted_on(self, need: Need) -> Kind | None:
        """What the catalog calls the thing that something is to be done with: the coffee of "keep my coffee hot"."""
        return ActedOn(self._index, self.kind, self.translated).kind(need)

    def _topic_kind(self, need: Need) -> Kind | None:
        topic = next((clause for clause in need.clauses if clause.kind == "topic" and clause.op is None), None)
        meant = self.kind(topic.says, own_words(topic)) if topic else None
        return meant.kind if meant else None

    @cached_property
    def _asked_values(self) -> AskedValues:
        def kind(words: str, own: str) -> Kind | None:
            meant = self.kind(words, own)
            return replace(meant.kind, rows=self.counted_rows(meant.kind, words[meant.start : meant.end])) if meant else None

        return AskedValues(self._index, kind, self._senses)

    def _value_of(self, words: str, field: str) -> str | None:
        """The maker that some words name, which others beside it were known by their field to be."""
        return self._vocabulary.brands.get(words.lower()) if field == "brand" else None

    @cached_property
    def _stated_fields(self) -> StatedFields:
        return StatedFields(self._index, self._senses)

    @cached_property
    def _named_orders(self) -> NamedOrders:
        return NamedOrders(self._index, self._senses, self._encode_wanted, self.measured)

    def _senses(self, word: str) -> Sequence[str]:
        return tuple(dict.fromkeys((*self._gloss.senses(word), *self._gloss.listed(word))))

    def _rows_of_topic(self, need: Need) -> np.ndarray | None:
        return kind.rows if (kind := self._topic_kind(need)) else None

    @cached_property
    def synonyms(self) -> ServedPurposes:
        return ServedPurposes(self._index, self._stated, self._compounds, self._vector, self._encode_all, self._encode_abroad)

    def _embedded(self, text: str) -> np.ndarray:
        text = text.strip()
        return self._fixed(text) if text in self._measures else self._vector(text)

    @property
    def table(self) -> Table:
        """Every unit by its symbol."""
        return self._index.measured.table

    def currency(self) -> str | None:
        """The currency of most prices."""
        return next(iter(self._index.vocabulary.currencies), None)

    def _kind_or_synonym(self, words: str, own: str = "") -> MeantKind | None:
        return self.shop_words.kind(words, self._kind_or_all(words, own), self._kind_or_all)

    def _kind_or_all(self, words: str, own: str = "") -> MeantKind | None:
        """`_kind`, or all products where its name is one for what they all are: hardly any title of a book says "book"."""
        if sort := self.trade.sort(words, self._kind):
            return MeantKind(0, None, sort)
        meant = self._kind(words, own) if own else self._titled.rather(self._kind_or_what_is_described(words), words)
        name = words[meant.start : meant.end] if meant else ""
        if meant is None:
            alone = self._abroad.alone(own) or self._categories_abroad.with_those(None, words)
            alone = alone or self.trade.unnamed(words, is_translation=bool(own))
            return MeantKind(0, None, alone) if alone else None
        called = self._categories_abroad.with_those(self._called_so.with_all_called_so(meant.kind, name), name)
        kind, start = self.trade.as_all(called or meant.kind, words[: meant.start], name)
        return replace(meant, start=start, kind=self._abroad.with_those(kind, name, own))

    def _kind_or_what_is_described(self, words: str) -> MeantKind | None:
        """`_kind`, or that of the thing behind qualities, where nothing is called by the whole: "windproof umbrella"."""
        if (meant := self._kind(words)) or not (at := self.synonyms.thing_behind_qualities(words)):
            return meant
        return (own := self._kind(words[at:])) and replace(own, start=own.start + at, end=own.end and own.end + at)

    @cached_property
    def _abroad(self) -> TitlesAbroad:
        return TitlesAbroad(self._index, self._index.words.tokens)

    @cached_property
    def trade(self) -> Trade:
        return Trade(self._index, self._encode, self._encode_all, self._values_in_words)

    def _kind(self, words: str, own: str = "") -> MeantKind | None:
        """What the name of a kind in ``words`` means; None where the catalog has no such thing.

        "waterproof jacket for women size 42" is a jacket: what stands behind the head of a phrase describes it.

        Args:
            words: of a topic, in the catalog's language.
            own: the shopper's own, where ``words`` are their translation.
        """
        if len(others := _OR.split(words)) > 1:
            if not own and (described := described_by_either(words, others, self._kind_by_words)):
                return described
            head = others[-1].split()[-1]  # "cooking or salad oil" is oil both times
            named = (lambda name: self._kind_by_either(name, own)) if own else self.kind
            if either := [kind for other in others if (kind := named(other) or named(f"{other} {head}"))]:
                return either_of(either)
        meant = self._kind_by_either(words, own)
        called = self.synonyms.by_own_name(own or words) if len(self._abroad.rows) and (own or meant is None) else None
        return MeantKind(0, None, called) if called and not (meant and called.is_mostly(meant.kind)) else meant

    def _kind_by_either(self, words: str, own: str) -> MeantKind | None:
        if (named := self._named_in_any_language(own)) and not self._is_sibling(words, named.kind.names[0]):
            return self._by_its_translation(words, own, named) or named
        return self._titled.in_own_words(self._kind_by_words(words, bool(own)), own)

    def _kind_by_words(self, words: str, translated: bool = False) -> MeantKind | None:
        phrase = head_phrase(words)
        spans = self._spans(phrase)
        if translated and (kept := _KEPT_CHINESE.match(phrase)):  # "帐篷 tent": the catalog's own word, then its meaning
            kept_stems = tuple(stem for stem, at in spans if at < kept.end())
            spans = [span for span in spans if span[1] >= kept.end()]
            if called_here := self._called_here(kept_stems, tuple(stem for stem, _ in spans)):
                return called_here
        if self._ends_in_a_collective(phrase, spans):
            return self._of_a_collective(words, phrase, spans, translated)
        named = self._kind_in(words, phrase, spans, translated) if spans else None
        return named and replace(named, kind=without_its_parts(without_outliers(named.kind, self._index), self._index))

    def _ends_in_a_collective(self, phrase: str, spans: Sequence[tuple[str, int]]) -> bool:
        """Whether a phrase is one of several things together that the catalog has no name for: "Star Wars sets"."""
        if not spans or phrase[spans[-1][1] :].strip().lower() not in COLLECTIVES:
            return False
        kinds, key = self._index.kinds, tuple(stem for stem, _ in spans)
        return not kinds.is_certain(key[-1:]) and not any(key[start:] in kinds for start in range(len(key) - 1))

    def _of_a_collective(self, words: str, phrase: str, spans: Sequence[tuple[str, int]], translated: bool) -> MeantKind | None:
        """What stands before a collective noun names; everything where nothing does."""
        at = spans[-1][1]
        if len(spans) == 1:
            return self._everything(words, at, len(phrase))
        named = self._kind_in(words, phrase[:at].rstrip(), spans[:-1], translated)
        return named and replace(named, end=len(phrase) if len(phrase) < len(words) else None)

    def _kind_in(self, words: str, phrase: str, spans: Sequence[tuple[str, int]], translated: bool) -> MeantKind | None:
        """The same of the phrase in which what is asked for is named, by its stems with where each begins."""
        key = tuple(stem for stem, _ in spans)
        same = self._index.kinds.synonym(key, self._encode(phrase)) if len(key) > 1 and key not in self._index.kinds else None
        if same and self._index.kinds.head(same) == same:
            return self._meant(words, 0, len(phrase), same, False)
        if self._whole.is_named(key[-1], phrase[spans[-1][1] :]):
            return self._everything(words, spans[-1][1], len(phrase))
        if named := self.synonyms.named(phrase, spans):
            return MeantKind(named[0], len(phrase) if len(phrase) < len(words) else None, named[1])
        head = head_by_price(self._index, key, self._index.kinds.head(key))
        if stated := self._stated_kind(words, len(phrase), spans, head):
            return stated
        if head:
            start = spans[len(key) - len(head)][1]
            meant = self._meant(words, start, len(phrase), head, translated)
            own = self._compounds.instead(phrase[start:], meant.kind) if meant else None
            return replace(meant, kind=own) if meant and own else None
        if compound := self._of_a_compound(words, phrase, spans):
            return compound
        for end in range(len(key) - 1, 0, -1):
            if self._describes(phrase, spans[end][1]) and (head := self._index.kinds.head(key[:end])):
                return self._meant(words, spans[end - len(head)][1], spans[end][1], head, translated)
        return self._meant(words, 0, len(phrase), key, translated) or self._meant(
            words, spans[-1][1], len(phrase), key[-1:], False
        )

    def _of_a_compound(self, words: str, phrase: str, spans: Sequence[tuple[str, int]]) -> MeantKind | None:
        """What the head of a compound names, in a language that has them: "Einmalhandschuhe" are "Handschuhe"."""
        start = spans[-1][1]
        head = self._compounds.head(phrase[start:]) if self._compounds.are_there else None
        kind = self._compounds.kind(head) if head else None
        return MeantKind(start, len(phrase) if len(phrase) < len(words) else None, kind) if kind else None

    def _named_in_any_language(self, words: str, *, several: bool = False) -> MeantKind | None:
        """The kind whose name says the same as a shopper's own words, where an encoder of that language is at hand.

        Args:
            words: the shopper's.
            several: whether names that say nearly the same are meant as well.
        """
        if not has_han(words) or not has_halves(
            self._index.manifest.dim
        ):  # elsewhere names are translated before they are embedded
            return None
        keys = self._index.kinds.same_in_any_language(self._encode(words))[: None if several else 1]
        kind = united([kind for key in keys if (kind := self._index.kinds.meant_by(key, lambda: self._encode(words)))])
        return MeantKind(0, None, without_its_parts(kind, self._index)) if kind else None

    def _by_its_translation(self, words: str, own: str, named: MeantKind) -> MeantKind | None:
        """What a translation as a whole names, where that takes in what the nearest name does, or is as near a name itself.

        连帽衫 is .77 to "shirt" and .70 to "hoodie", which the dictionary has for it; 运动鞋 are all that sneakers are.
        """
        import numpy as np

        meant, kinds = self._kind_by_words(words, translated=True), self._index.kinds
        if meant is None:
            return self._named_in_any_language(own, several=True)
        if is_part_of(named.kind, meant.kind, self._index):
            return meant
        if meant.end is not None:
            return None
        shared = len(np.intersect1d(meant.kind.rows, named.kind.rows))
        if meant.start:  # a few are "ladies boots", and women's ones are among all of the boots
            return meant if 2 * shared >= len(named.kind.rows) and len(meant.kind.rows) > len(named.kind.rows) else None
        if 2 * shared >= len(named.kind.rows):
            return meant if len(meant.kind.rows) > len(named.kind.rows) else None
        key, vector = tuple(stem for stem, _ in self._spans(words)), self._encode(own)
        return meant if kinds.nearness(key, vector) >= _NEARLY_THE_NEAREST * kinds.nearest_of_all(vector) else None

    def _is_sibling(self, words: str, name: str) -> bool:
        """Whether a name is that of another sort of what a translation names: a "dressing table" is no "dining table"."""
        said, other = (tuple(stem for stem, _ in self._spans(some)) for some in (words, name))
        if len(said) < 2 or len(other) < 2 or said[-1] != other[-1] or set(other) <= set(said):
            return False
        return float(self._encode(words) @ self._encode(name)) < _THE_SAME_SORT

    def _called_here(self, own: Key, translation: Key) -> MeantKind | None:
        """What the asker's own word names, where the catalog has a kind of that name, and calls no more by its translation.

        Args:
            own: the stems of the word.
            translation: those of its translation.
        """
        kinds = self._index.kinds
        called = kinds.called(kinds.head(own) or own[-1:]) if own else None
        other = (translation and kinds.head(translation)) or ()
        if called is None or (other in kinds and len(kinds.members(other)) > len(called.rows)):
            return None
        return MeantKind(0, None, called)

    def counted_rows(self, kind: Kind, name: str, *, is_number: bool = True) -> np.ndarray:
        """The rows of a kind that are counted by a name (`shopcli.pipeline.names.called_so`)."""
        return self._abroad.beside(kind, lambda own: self._called_so.rows(own, head_phrase(name), is_number=is_number))

    @cached_property
    def _called_so(self) -> CalledSo:
        return CalledSo(self._index, self._stated, self._encode)

    def _stated_kind(self, words: str, end: int, spans: Sequence[tuple[str, int]], head: Key | None) -> MeantKind | None:
        """The kind that a field states, where titles and categories have no name of their own for it, or hardly any."""
        key = tuple(stem for stem, _ in spans)
        for length in range(len(key), 0, -1):
            rows = self._stated.rows_of_a_value(key[-length:])
            if rows is None:
                continue
            if head and (len(head) > length or self._index.kinds.is_established(head[-1])):
                return None
            if self._index.kinds.n_ending(key[-length:]) > len(
                rows
            ):  # one of many pots is typed "pot", the others "concrete pot"
                return None
            start = spans[len(key) - length][1]
            if self._stated.is_loose(key[-length:]):
                rows = self._with_others_of_that_name(key[-length:], words[start:end], rows)
            return MeantKind(start, end if end < len(words) else None, Kind((words[start:end],), rows, rows))
        return None

    def _with_others_of_that_name(self, key: Key, name: str, rows: np.ndarray) -> np.ndarray:
        """``rows`` with the kind that goes by another name here and has most of them: one sofa of three is tagged "couch"."""
        import numpy as np

        other = self._index.kinds.meant_by(key, lambda: self._encode(name))
        is_same = other is not None and 2 * len(np.intersect1d(rows, other.rows)) > len(rows)
        return np.union1d(rows, other.rows) if other is not None and is_same else rows

    @cached_property
    def _stated(self) -> StatedKinds:
        return StatedKinds(self._index)

    @cached_property
    def _whole(self) -> WholeCatalog:
        return WholeCatalog(self._index, self._stated, self._encode, self._embedded)

    def _everything(self, words: str, start: int, end: int) -> MeantKind:
        """All products, by a name for what they all are."""
        import numpy as np

        rows = np.arange(len(self._index))
        return MeantKind(start, end if end < len(words) else None, Kind((words[start:end],), rows, rows))

    def _spans(self, phrase: str) -> list[tuple[str, int]]:
        """The stems of a phrase with where each begins; a "t shirt" is a t-shirt where the catalog has a kind of that name."""
        spans: list[tuple[str, int]] = []
        for stem, start in self._index.words.spans(phrase):
            letter, at = spans[-1] if spans else ("", 0)
            if len(letter) == 1 and letter.isalpha() and (letter + stem,) in self._index.kinds:
                spans[-1] = (letter + stem, at)
            else:
                spans.append((stem, start))
        return spans

    def _describes(self, phrase: str, start: int) -> bool:
        """Whether what begins there describes what stands before it ("trainers size 42"); "boot laces" are another thing."""
        word = phrase[start:].split()[0]
        if any(map(str.isdigit, word)) or word.lower() in self.field_names:
            return True
        # One word alone may be half of another name: a "USB stick" is near to "USB".
        return (
            len(phrase[:start].split()) > 1
            and float(self._encode(phrase) @ self._encode(phrase[:start].rstrip())) >= _HARDLY_CHANGED
        )

    @cached_property
    def field_names(self) -> frozenset[str]:
        """What the fields are called, in lower case."""
        return frozenset(label(name).lower() for name in self._index.columns.names)

    def _meant(self, words: str, start: int, end: int, key: Key, translated: bool) -> MeantKind | None:
        import numpy as np

        kind, name = self._index.kinds.meant_by(key, lambda: self._encode(words[start:end])), words[start:end]
        if kind and all(are_doer_and_deed(name, other) for other in kind.names):
            kind = None  # a "next generation" is no generator
        kind = self.synonyms.without_other_things(kind, name)
        if translated and start and (renamed := self._renamed(words[:end], kind)):
            start, kind = 0, renamed
        if kind is None:
            return None
        rows = np.union1d(alike(np.setdiff1d(kind.rows, kind.certain), self._index), kind.certain)
        if (said := self._stated.rows(key)) is not None:  # of "Sony MDR-Q68LW" its type says what it is
            rows = np.union1d(rows, np.setdiff1d(said, self._index.kinds.categorised))
        is_part = bool(start) and not self.trade.is_of_all(kind, name)
        if not len(rows) or (is_part and not self._fits(words[:end], key, rows)):
            return None
        start = 0 if _KEPT_CHINESE.fullmatch(words[:start]) else start
        return MeantKind(start, end if end < len(words) else None, replace(kind, rows=rows))

    def _fits(self, words: str, key: Key, rows: np.ndarray) -> bool:
        """Whether the whole of the words can mean things of this kind: a "nintendo switch" is none of the network's."""
        vector = self._encode(words)
        if self._index.kinds.nearness(key, vector) >= _MUCH_THE_SAME:
            return True
        best = self._nearest_of_its_own(vector, key, {*self._index.words.tokens(words)})
        return float((self._index.vectors.rows(rows) @ vector).max()) >= _FITTING * best

    def _nearest_of_its_own(self, vector: np.ndarray, key: Key, stems: Collection[str]) -> float:
        """How near the nearest product comes that is not merely for things of a kind: a watch band is none of the watches'."""
        words, records = self._index.words, self._index.records
        found, near = self._index.vectors.search(vector, min(_NEAREST, len(self._index)))
        for row, nearness in zip(found.tolist(), near.tolist(), strict=True):
            title = records.title(row)
            if not is_for_another(words, title, key[-1]) or says_together(words.tokens(title), stems):
                return float(nearness)
        return float(near[0])

    def _renamed(self, words: str, kind: Kind | None) -> Kind | None:
        """What a translation means where the catalog calls it otherwise: "network wire" is "network cable" here."""
        vector, key = self._encode(words), tuple(stem for stem, _ in self._index.words.spans(words))
        if self._index.kinds.nearest(vector, key) < _SAME_MEANING:
            return None
        other = self._index.kinds.meant_by(key, lambda: vector)
        if other is None or (kind is not None and len(set(kind.rows) & set(other.rows)) * 2 >= len(other.rows)):
            return None
        return other

    def named(self, words: str, *, own: str = "") -> NamedKind:
        """What the words of a topic name; the nearest products where the catalog has no name for it."""
        import numpy as np

        if meant := self.kind(words, own) if words else None:
            name = words[meant.start : meant.end]
            return NamedKind(meant.start, meant.kind.rows, end=meant.end, is_own=self._is_own(words), name=name)
        if (unsaid := self.trade.where_it_goes_without_saying(words)) is not None:
            return NamedKind(unsaid, np.arange(len(self._index)), is_kind=False)
        nearest, _ = self._index.vectors.search(self._encode(words), min(_NEAREST, len(self._index)))
        return NamedKind(0, np.sort(nearest), is_kind=False)

    def translated(self, words: str) -> str | None:
        """Words of another language in the catalog's own; None where they are in it already."""
        named = self.synonyms.named(words, self._spans(words)) if has_han(words) else None
        is_own = named and not named[0] and has_han(named[1].names[0])  # another Chinese name for what is called in Chinese
        return None if is_own else self._gloss.translate(words)

    def word_by_word(self, words: str) -> list[tuple[int, int, str]]:
        """Each of the words of another language, where it stands, half open, and what it means in the catalog's."""
        return self._gloss.word_by_word(words) if has_han(words) else []

    def _is_own(self, words: str) -> bool:
        """Whether the catalog uses the whole of the words as the name of a kind or of a category."""
        key = tuple(stem for stem, _ in self._index.words.spans(words))
        return key in self._index.kinds or key in self._categories or self._titled.is_whole(words)

    @cached_property
    def _categories(self) -> frozenset[Key]:
        """The names of the categories, with the colours that names of kinds go without: "Red Wine"."""
        if "category" not in self._index.columns:
            return frozenset()
        leaves = (re.split("[>/|;»]", name.rstrip(" >/|;»"))[-1] for name in self._index.columns.get("category").choices)
        return frozenset(tuple(stem for stem, _ in self._index.words.spans(leaf)) for leaf in leaves)

    def said(self, words: str, named: NamedKind) -> str:
        """Those of the words that some products of the kind say, all together; empty where none does.

        Where the words name a kind that goes by another name here, that will do as well: "laptop|notebook".
        """
        chinese = self._vocabulary.said_by(self._gloss.chinese(words), named.rows) if self.synonyms.has_han else ()
        if chinese and not self._vocabulary.word_count(words):
            return EITHER.join(chinese)  # 珐琅 for "enamel"
        spans = self._index.words.spans(words, stop=True)
        saying_all, said_stems = row_mask(named.rows, len(self._index)), set()
        saying_all[self.calling_themselves(named.name, words)] = True
        for stem, _ in sorted(spans, key=lambda span: len(self._index.words.rows(span[0]))):
            rows = self._index.words.rows(stem)
            if saying_all[rows].any():
                saying_all &= row_mask(rows, len(self._index))
                said_stems.add(stem)
        if len(said_stems) < len(spans) and not is_sized(words) and saying_all[named.rows].mean() > _TELLS_NOTHING:
            return EITHER.join(chinese)  # of "summer wear" most trousers say that somebody is wearing them
        said_words = " ".join(self._index.words.surface(words, stem) for stem, _ in spans if stem in said_stems)
        other = mostly_called(said_words, self._index, self._encode) if len(said_stems) == len(spans) else ""
        return EITHER.join(filter(None, (said_words, other, written_as_one(said_words, self._index), *chinese)))

    def calling_themselves(self, name: str, words: str) -> np.ndarray:
        """The rows of products that state the codes in some words, and say the name of a kind, if not in their titles.

        A cartridge that is for a "P1102", and is called a toner in its description only, is what a toner for that one is.
        """
        import numpy as np

        codes = [stem for stem in self._index.words.tokens(words) if CODE.fullmatch(stem)]
        stems = self._index.words.tokens(name)
        return in_all([*map(self._index.words.rows, (*codes, *stems))]) if codes and stems else np.zeros(0, np.int64)

    def measured(self, dimension: str, unit: str, context: str, rows: np.ndarray) -> Measured | None:
        """The field that a quantity limits for these products; ``context`` are the words around it."""
        return super().measured(dimension, unit, self._gloss.meanings(context) or context, rows)

    def counted(self, word: str, before: str) -> str | None:
        """The unit of a number of what ``word`` names, where some field counts it; ``before`` stands before the number."""
        return self.counted_unit(self._gloss.senses(word) or (word,), before)

    @cached_property
    def _gloss(self) -> Gloss:
        return Gloss(self._vocabulary.word_count, self._vocabulary.nearness)

    @cached_property
    def _vocabulary(self) -> RequestWords:
        return RequestWords(self._index, self.offer_fields, self._encode_abroad)
