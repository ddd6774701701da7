"""Answers to questions about what is shown, each from one record: "is the second one waterproof?", "how heavy is it".

The form is `shopcli.need.dialogue.followup`'s, the finding and the words are `shopcli.write.product_qa`'s; what the catalog
taught (units, limits, nearness of meaning) comes from here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.index.parts.columns import TITLED
from shopcli.index.parts.vocabulary import is_colour_field
from shopcli.index.units.fields import label as field_label
from shopcli.need.dialogue.dialogue_state import CatalogLookup, ComparedField, Understand
from shopcli.need.dialogue.fact_questions import AskedByName
from shopcli.need.dialogue.followup import ProductQuestion, asked_about, degree_in
from shopcli.need.dialogue.refine import talk_about
from shopcli.need.languages.registry import language_named, language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.utterance import Utterance
from shopcli.pipeline.asked_facts.answers import FactAnswers
from shopcli.pipeline.asked_facts.found_facts import own_terms
from shopcli.pipeline.conversation.amount_answers import AmountAnswers
from shopcli.pipeline.conversation.contrasts import Contrasts
from shopcli.pipeline.conversation.stated_amounts import StatedAmounts
from shopcli.pipeline.conversation.unfielded import Unfielded
from shopcli.pipeline.fields.fact_units import united_facts, with_unit
from shopcli.pipeline.linking import Encode, EntityLinker
from shopcli.pipeline.shown_catalog import SIZE_WORDS
from shopcli.retrieve.limits import judge
from shopcli.text.negation import negates
from shopcli.text.sizes import are_sizes, bare_size, says_size
from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, stem_set, tokenise
from shopcli.text.units import dimension_of
from shopcli.types import Answer, Attention, Clause, Fact, Hit, Need, Product, Sentence
from shopcli.util.threads import one_thread
from shopcli.write.comparison import WITH_PLURAL, Compared, told_apart
from shopcli.write.product_names import names_of
from shopcli.write.product_qa import Finding, answer_sentences, silence, valued, whether
from shopcli.write.wording.frames import worded
from shopcli.write.wording.languages import wording_of
from shopcli.write.wording.phrases import own_label

if TYPE_CHECKING:
    import numpy as np

_SAME_FIELD = 0.6  # how near what was asked for must be to a field's name, for that to be it
_SIZE_STEMS = stem_set(["size", "sizes", "尺码"])
_OF_THE_WHOLE = ("loudness", "light")  # what is measured of nothing but the whole thing
_MOST_OF_AN_AMOUNT = 4  # a size is told by as many facts


@dataclass(frozen=True)
class ProductAnswers:
    """What answers about products of one index.

    Attributes:
        index: the open index.
        linker: what it knows of fields and translations.
        shown_catalog: how products compare.
        encode: texts to L2-normalised vectors.
        understand: turns words into clauses.
        attention: what a need's clauses find among the facts of one product.
        encode_wanted: the same as ``encode`` by all encoders that can read what is looked for; None for that one alone.
    """

    index: Index
    linker: EntityLinker
    shown_catalog: CatalogLookup
    encode: Callable[[Sequence[str]], np.ndarray]
    understand: Understand
    attention: Callable[[Need, str], Attention]
    encode_wanted: Encode | None = None

    def answer(self, asked: ProductQuestion) -> tuple[Sentence, ...]:
        """The answer; for each product that is asked about at least one sentence."""
        with one_thread():
            if asked.kind in ("comparison", "most"):
                return self._compared(asked)
            return tuple(sentence for product in asked.products for sentence in self._one(asked, product))

    def asked_by_name(self, query: str, rows: Sequence[int]) -> ProductQuestion | None:
        """The question about the products in ``rows`` that ``query`` is, which names them; None where it asks for others."""
        hits = tuple(Hit(self.index.records[row], 0.0) for row in rows)
        try:
            asked = asked_about(talk_about(Need(query), query, hits, self.understand, self.shown_catalog))
        except UsageError:  # several go by the name
            return None
        return asked if asked and asked.kind != "most" and len(asked.products) <= len(rows) else None

    @cached_property
    def fact_answers(self) -> FactAnswers:
        """What answers questions of fact about products that they name by a part of their titles."""
        return FactAnswers(self.index, self.encode, self.linker.translated, self.facts, self.shown_catalog)

    def asked_of_fact(self, utterance: Utterance) -> Utterance | None:
        """The words as a question of fact about a product that they name; None where they are none, or name no product."""
        asked = self.fact_answers.asked(utterance.text)
        if asked and len(asked.rows) == 2 and asked.question is None:
            compared = self._comparison(asked)
            return replace(utterance, act="product question", question=None, asked=compared) if compared else None
        if asked and not asked.wants_verdict:
            return replace(utterance, act="product question", question=None, of_fact=asked)
        if asked is None or utterance.question is not None:
            return None
        about_it = self.asked_by_name(asked.said, asked.rows)
        return replace(utterance, act="product question", asked=about_it) if about_it else utterance

    def _comparison(self, asked: AskedByName) -> ProductQuestion | None:
        """The question whether a product is more or less of something than another, or which of the two is."""
        degree = degree_in(asked.said, asked.language)
        if degree is None or degree[1].of == "rating":  # which is better is a matter of judgement
            return None
        (words, wanted, meant), (one, other) = degree, self.index.records.some(asked.rows)
        compared = self.shown_catalog.compared(wanted.of, meant[0] if meant else "", (one, other))
        if compared is None or None in compared.values:
            return None
        order, code = wanted.order, asked.language.code
        return ProductQuestion("comparison", words, (one,), code, meant, wanted.of, order, other, is_which=asked.is_which)

    def fact_by_name(self, said: str, *, known: bool) -> Answer | None:
        """The answer to a question of fact about products that it names; None where it is none.

        Args:
            said: the question.
            known: whether it is answered only where a record has the answer.
        """
        asked = self.fact_answers.asked(said)
        if asked is None or asked.wants_verdict or asked.is_which or (known and not self.fact_answers.is_known(asked)):
            return None
        return self.fact_answers.reply(said, asked)

    def fact_of(self, said: str, product: Product) -> tuple[Sentence, ...]:
        """What the record of a product that is shown tells to a question of fact; nothing where it has no answer."""
        with one_thread():
            return self.fact_answers.about(said, product, language_of(said))

    def reply(self, query: str, asked: ProductQuestion | AskedByName) -> Answer:
        """The answer to a question about products that it names."""
        if isinstance(asked, AskedByName):
            return self.fact_answers.reply(query, asked)
        started = time.perf_counter()
        hits = tuple(Hit(product, 0.0) for product in (*asked.products, asked.other) if product)
        reply = " ".join(sentence.text for sentence in self.answer(asked))
        timings = {"understand": time.perf_counter() - started}
        need, lines = Need(query, language=asked.language), language_named(asked.language).lines
        return Answer(need, hits, len(hits), timings_s=timings, reply=reply, lines=lines)

    def verdict(self, need: Need, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
        """What sets results apart, and which of two to take, in a few computed sentences, in the need's language."""
        return told_apart(self.compared(need, hits), self.facts)

    def compared(self, need: Need, hits: Sequence[Hit]) -> Compared:
        """Results beside each other, with what their differences are worth for a need and among things of their kind."""
        products = [hit.product for hit in hits]
        records = [self.facts(product) for product in products]
        contrasts = Contrasts(self.index, self.linker, self.encode_wanted or self.encode, self.attention, need, products)
        apart = Unfielded(need, hits, records, lambda: contrasts.told_of, self.stated)
        weights = (contrasts.worth, contrasts.nearness, contrasts.leaning)
        return Compared(products, records, need, hits, *weights, apart.lines, apart.statements)

    @cached_property
    def amounts(self) -> AmountAnswers:
        """What answers about amounts that no field has."""
        return AmountAnswers(self.stated, self.facts)

    @cached_property
    def stated(self) -> StatedAmounts:
        """The quantities that titles and texts state."""
        return StatedAmounts(self.index)

    def facts(self, product: Product) -> tuple[Fact, ...]:
        """All of a product's facts, with the units that the index learned where the record has bare numbers."""
        return united_facts(product, self.index, whole=True)

    def finding(self, asked: ProductQuestion, product: Product) -> Finding | None:
        """What the record says to a question about one product; None where it is silent."""
        find = self._whether if asked.kind in ("is", "has", "does") else self._valued
        return find(asked, product, self.facts(product))

    def _one(self, asked: ProductQuestion, product: Product) -> Iterator[Sentence]:
        lexicon = language_named(asked.language).lexicon
        said = (lexicon.label(asked.said) if lexicon else None) or asked.said
        finding, silent = self.finding(asked, product), silence(said, asked.kind, asked.language)
        quality, of_value = asked.kind == "is", asked.kind in ("value", "amount")
        if finding is None and of_value and (told := self.fact_of(asked.text, product)):
            return iter(told)
        return answer_sentences(
            product, finding, silent, facts_of=self.facts, language=asked.language, quality=quality, of_value=of_value
        )

    # --- whether ------------------------------------------------------------------------------------------------------

    def _whether(self, asked: ProductQuestion, product: Product, facts: Sequence[Fact]) -> Finding | None:
        words = self._translated(asked.words)
        if sized := _of_sizes(asked.words, facts):
            return sized
        decided = self._decided(asked, product, facts)
        if decided and any(isinstance(clause.value, float) for clause, _ in decided):
            return self._by_limits(decided)
        said = [_beside_its_title(fact, product) for fact in facts]
        findings = (whether(either, said, having=asked.kind == "has") for either in dict.fromkeys((words, asked.words)))
        finding = next(filter(None, findings), None)
        finding = finding or self._one_of_alternatives(asked, product, facts) or _of_its_head(asked, facts)
        if decided and (finding is None or finding.verdict is None):
            return self._by_limits(decided)
        return finding or _of_named_field(words, facts) or self._nearest(words, product, facts)

    def _one_of_alternatives(self, asked: ProductQuestion, product: Product, facts: Sequence[Fact]) -> Finding | None:
        """What it is of several that are asked for, "a paperback or a hardback", which is told without a yes; or None."""
        parts = compiled(rf"(?:{language_named(asked.language).follow_ups.either})").split(asked.words)
        for part in parts if len(parts) > 1 else ():
            finding = self._whether(replace(asked, words=part.strip(), said=part.strip()), product, facts)
            if finding and finding.exact and (finding.verdict or finding.facts[0].is_text):
                return replace(finding, verdict=None)  # of "a groundsheet or footprint" the maker's word on the footprint
        return None

    def _decided(self, asked: ProductQuestion, product: Product, facts: Sequence[Fact]) -> list[tuple[Clause, Finding]]:
        """What the record decides of the question read as a request; empty unless it decides all of it."""
        words = compiled(rf"\A(?:{language_named(asked.language).follow_ups.suiting})").sub("", asked.words)
        need = self.understand(words)
        row, findings = self.index.row(product.id), []
        verb = words.split()[:1] if asked.kind == "does" else []
        hard = [clause.text for clause in need.clauses if clause.is_hard]
        for clause in need.clauses:
            if not clause.is_hard and (clause.text.split() == verb or _ends_one(clause.text, hard, words)):
                continue  # "work with 5 players"; of "for dry skin" the skin
            fact = self._fact_for(clause, facts) if clause.is_hard and clause.field else None
            if fact is None or need.sort:
                return []
            verdict = judge(clause, self.index.columns, self.index.sayings)
            if not (verdict.holds[row] or verdict.contradicts[row]):
                return []
            findings.append((clause, Finding((fact,), bool(verdict.holds[row]) or _says_whole(fact, words))))
        return findings

    def _by_limits(self, decided: Sequence[tuple[Clause, Finding]]) -> Finding:
        """All of several limits, or the first that is missed."""
        missed = [finding for _, finding in decided if not finding.verdict]
        facts = dict.fromkeys(fact for _, finding in decided for fact in finding.facts)
        return missed[0] if missed else Finding(tuple(facts), True)

    def _fact_for(self, clause: Clause, facts: Sequence[Fact]) -> Fact | None:
        """The fact that decides a clause about a field."""
        wanted = str(clause.field).casefold()
        for fact in facts:
            if fact.field.casefold() == wanted or (wanted == "colour" and is_colour_field(fact.field)):
                return fact
        field_unit = self.index.measured.unit(str(clause.field))
        name = field_label(wanted.removesuffix(field_unit.unit) if field_unit else wanted)
        return next((fact for fact in facts if fact.label.casefold() == name.casefold()), None)

    def _nearest(self, words: str, product: Product, facts: Sequence[Fact]) -> Finding | None:
        """The fact that the words attend to most, where attention counts them as answered; it is no yes and no no."""
        content = " ".join(word for word in words.split() if word.casefold() not in FUNCTION)
        clause = Clause(content or words, "feature")
        attention = self.attention(Need(clause.text, (clause,)), product.id)
        if clause in attention.unanswered or attention.denied or not attention.nearest:
            return None
        near = with_unit(attention.nearest[0].fact, product, self.index)
        return Finding((near,), exact=False) if near in facts and near.field not in ("title", "category", "brand") else None

    # --- values -------------------------------------------------------------------------------------------------------

    def _valued(self, asked: ProductQuestion, product: Product, facts: Sequence[Fact]) -> Finding | None:
        language = language_named(asked.language)
        # What every catalog has goes by one name: the maker is the brand.
        words = language.refinement.names.get(asked.words.casefold(), asked.words)
        measured = language.degrees.measures.get(words.casefold(), "").split()
        called = (words, *measured, *asked.meant, asked.words)  # a record may have a field of the very name, such as "age"
        names = [name for asked_for in called for name in (self._translated(asked_for), asked_for)]
        amount = asked.kind == "amount"
        if finding := valued(list(dict.fromkeys(names)), facts, strict=amount, most=_MOST_OF_AN_AMOUNT if amount else 2):
            return finding
        if amount and (named := self._of_dimension(asked.of, facts)):
            return named
        if any(is_colour_field(name) for name in names):
            colours = tuple(fact for fact in facts if is_colour_field(fact.field))
            return Finding(colours[:2]) if colours else None
        if SIZE_WORDS & set(names[0].casefold().split()):
            return self._size(product, facts)
        return self.called_otherwise(names[0], facts) if not amount else None

    def _of_dimension(self, dimension: str, facts: Sequence[Fact]) -> Finding | None:
        """The fields in units of one dimension, where those tell of the thing as a whole: decibels, lumens."""
        if dimension not in _OF_THE_WHOLE:
            return None
        found = [fact for fact in facts if self._dimension_of(fact) == dimension]
        return Finding(tuple(found[:2])) if found else None

    def _dimension_of(self, fact: Fact) -> str | None:
        """What a fact's number measures, by the unit that it has or that its field is known to be in."""
        known = self.index.measured.unit(fact.field)
        return dimension_of(fact.unit) if fact.unit else known.dimension if known and known.sure else None

    def _size(self, product: Product, facts: Sequence[Fact]) -> Finding | None:
        """What things of its kind are sold by the size of: a monitor's diagonal, a rucksack's volume."""
        sold_by = self.shown_catalog.compared("size", "", [product])
        field_unit = self.index.measured.unit(sold_by.field) if sold_by else None
        if sold_by is None or field_unit is None:
            return None
        names = (sold_by.field, sold_by.field.removesuffix(f"_{field_unit.unit}"))
        fact = next((fact for fact in facts if field_label(fact.field) in map(field_label, names)), None)
        return Finding((fact,), exact=False) if fact else None

    def called_otherwise(self, words: str, facts: Sequence[Fact]) -> Finding | None:
        """The field whose name means what was asked for: "screen size" is "display diagonal"."""
        fields = [f for f in facts if not f.is_text and f.truth is None]
        if not fields or not words.strip():
            return None
        near = self.encode([fact.label for fact in fields]) @ self.encode([words])[0]
        best = int(near.argmax())
        return Finding((fields[best],), exact=False) if near[best] >= _SAME_FIELD else None

    def _translated(self, words: str) -> str:
        """Words in the catalog's own, where they are in another language."""
        return self.linker.translated(words) or words

    # --- comparisons --------------------------------------------------------------------------------------------------

    def _compared(self, asked: ProductQuestion) -> tuple[Sentence, ...]:
        products = (*asked.products, *([asked.other] if asked.other else []))
        names = names_of(products)
        compared = self.shown_catalog.compared(asked.of, asked.meant[0] if asked.meant else "", products)
        is_silent = compared is None or (asked.kind == "comparison" and None in compared.values)
        if compared is None or is_silent or asked.is_which or compared.field.startswith(TITLED):
            return self.amounts.more(products, asked, compared)
        values = compared.values
        if asked.kind == "comparison" and len(products) == 2:
            one, other = ((float(value or 0), _in_words(compared, float(value or 0), asked.language)) for value in values)
            text = wording_of(asked.language).two_numbers(
                (names[products[0].id], names[products[1].id]),
                (one, other),
                label=_label(compared, asked.language),
                wanted=None if asked.is_which else asked.order == "desc",
                gap=_in_words(compared, round(abs(one[0] - other[0]), 6), asked.language),
            )
            return (Sentence(text, tuple(product.id for product in products), "template"),)
        if any(value is not None for value in values):
            return tuple(_most(asked, products, compared))
        return self.amounts.more(products, asked, compared)


def _says_whole(fact: Fact, words: str) -> bool:
    """Whether a field's value says all that is asked, and something beside: "Full HD 1920x1080" of a "full HD screen"."""
    asked, said = stem_set([words]) - FUNCTION_STEMS, stem_set([fact.words])
    if not asked & said or any(map(str.isdigit, words)) or any(map(negates, tokenise(fact.words))):
        return False  # an amount is judged as one
    return asked <= said | stem_set([fact.label])


def _beside_its_title(fact: Fact, product: Product) -> Fact:
    """A text without the product's title, which says no more in it than by itself."""
    title = product.title.strip(" .")
    if not (fact.is_text and isinstance(fact.value, str) and fact.field != "title" and title in fact.value):
        return fact
    return replace(fact, value=fact.value.replace(title, " ").strip())


def _of_sizes(words: str, facts: Sequence[Fact]) -> Finding | None:
    """Whether a size is one of those that a record lists, or within their range: 43 of "40-48"."""
    size = bare_size(words)
    if not size:
        return None
    for fact in facts:
        if isinstance(fact.value, str) and own_terms(fact.label) & _SIZE_STEMS and are_sizes([fact.value]):
            return Finding((fact,), says_size(fact.value, size))
    return None


def _of_its_head(asked: ProductQuestion, facts: Sequence[Fact]) -> Finding | None:
    """That it is what is asked for, where that is described in words of taste: of "a nice big hardback" the hardback."""
    *described, head = asked.words.split() or [""]
    pack = language_named(asked.language)
    taste = pack.requests.vague | pack.degrees.relative.keys() | pack.follow_ups.taste
    is_taste = any(word.casefold() in taste for word in described)
    finding = whether(head, facts, having=asked.kind == "has") if is_taste else None
    return replace(finding, verdict=None) if finding and finding.verdict and not finding.facts[0].is_text else None


def _ends_one(words: str, decided: Sequence[str], said: str) -> bool:
    """Whether words only end what a field decides: "skin" behind "for dry"."""
    return any(f"{text} {words}".casefold() in said.casefold() for text in decided)


def _of_named_field(words: str, facts: Sequence[Fact]) -> Finding | None:
    """The value of a field whose whole name of several words was said, which tells "a high refresh rate"."""
    asked = stem_set([words]) - FUNCTION_STEMS
    named = (fact for fact in facts if not fact.is_text and fact.truth is None and len(own_terms(fact.label)) > 1)
    found = next((fact for fact in named if own_terms(fact.label) <= asked), None)
    return Finding((found,)) if found else None


def _most(asked: ProductQuestion, products: Sequence[Product], compared: ComparedField) -> Iterator[Sentence]:
    """The first of the shown in an order, and every other that is level with it."""
    known = [value for value in compared.values if value is not None]
    best, silent = (min if asked.order == "asc" else max)(known), len(compared.values) - len(known)
    names, wording = names_of(products), wording_of(asked.language)
    for product, value in zip(products, compared.values, strict=True):
        if value == best:
            text = wording.most(
                names[product.id],
                _in_words(compared, value, asked.language),
                label=_label(compared, asked.language),
                silent=silent,
            )
            yield Sentence(text, (product.id,), "template")


def _label(compared: ComparedField, language: str) -> str:
    return own_label(Fact(compared.field.removesuffix(f"_{compared.unit}"), 0.0, compared.unit), language)


def _in_words(compared: ComparedField, value: float, language: str) -> str:
    text = worded(Fact(compared.field, value, compared.unit)).value
    return text if language_named(language).lexicon or compared.unit not in WITH_PLURAL or value == 1 else f"{text}s"
