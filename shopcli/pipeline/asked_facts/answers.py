"""A question of fact about a product that it names, from the question to its reply; all that is told stands in the record."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.variants import record_as
from shopcli.need.dialogue.dialogue_state import CatalogLookup
from shopcli.need.dialogue.fact_questions import (
    NAME,
    AskedByName,
    FactQuestion,
    difference_of,
    fact_question,
    may_be_of_fact,
    of_it,
    wants_other_things,
    wants_yes_or_no,
    without_references,
)
from shopcli.need.dialogue.followup import degree_in
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_of
from shopcli.pipeline.asked_facts.named_products import NamedProducts, ProductNames
from shopcli.types import Answer, Fact, Hit, Need, Product, Sentence
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from shopcli.pipeline.asked_facts.found_facts import Encode, FactFinder, FoundFact

_MOST_NAMED = 3  # products of one name that are told of


@dataclass(frozen=True)
class FactAnswers:
    """What answers questions of fact over one index.

    Attributes:
        index: the open index.
        encode: texts to L2-normalised vectors.
        translated: words in the catalog's own language; None for what is in it already.
        facts_of: a product's facts.
        compared: how products compare.
    """

    index: Index
    encode: Encode
    translated: Callable[[str], str | None]
    facts_of: Callable[[Product], Sequence[Fact]]
    compared: CatalogLookup

    def asked(self, query: str) -> AskedByName | None:
        """The question of fact that a request is; None where it asks for anything else, or names no product."""
        language = language_of(query)
        if not may_be_of_fact(query):
            return None
        named = self._names.in_question(query, language)
        if named is None:
            return None
        rest = f"{query[: named.start]}{NAME}{query[named.end :]}"
        if (of := difference_of(rest, language)) is not None:
            both = self._both(query, named, language)
            return AskedByName(both[:1], language, query, other=both[1], difference=of) if both else None
        question = None if wants_other_things(rest, language) else fact_question(rest, language)
        is_whether = wants_yes_or_no(rest, language)
        compares = question is None and degree_in(rest.replace(NAME, " "), language) is not None
        if compares and (both := self._both(query, named, language)):  # "which is lighter, the Fox or the Owl"
            return AskedByName(both, language, query, wants_verdict=is_whether, is_which=not is_whether)
        if is_whether:
            is_one = len(named.rows) == 1 and not wants_other_things(rest, language)
            return AskedByName(named.rows, language, of_it(rest, language), wants_verdict=True) if is_one else None
        return AskedByName(named.rows, language, query, question) if question else None

    def _both(self, query: str, named: NamedProducts, language: LanguagePack) -> tuple[int, ...]:
        """The rows of two products that a question names, in its order; empty where it names no other than the first."""
        blank = " " * (named.end - named.start)
        other = self._names.in_question(f"{query[: named.start]}{blank}{query[named.end :]}", language)
        return tuple(one.rows[0] for one in sorted((named, other), key=lambda one: one.start)) if other else ()

    def reply(self, query: str, asked: AskedByName) -> Answer:
        """The answer to a question of fact: the products that it is about, and what their records tell."""
        started = time.perf_counter()
        language = asked.language
        products, reply = self._difference(asked) if asked.other is not None else self._told(asked)
        lines = language.lines
        need, hits = Need(query, language=language.code), tuple(Hit(product, 0.0, variant=product.form) for product in products)
        timings = {"understand": time.perf_counter() - started}
        return Answer(need, hits, len(hits), timings_s=timings, reply=reply, lines=lines)

    def is_known(self, asked: AskedByName) -> bool:
        """Whether any record has an answer."""
        products = self.index.records.some(asked.rows)
        return asked.question is None or any(self.found(asked.question, product) for product in products)

    def about(self, said: str, product: Product, language: LanguagePack) -> tuple[Sentence, ...]:
        """What the record of a product that is shown tells to a question; nothing where it has no answer.

        Args:
            said: the question; what it is about may be told by its place on the screen, or as "it".
            product: whom.
            language: of the question.
        """
        from shopcli.pipeline.asked_facts.telling import told

        rest = without_references(said, language)
        question = None if wants_other_things(rest, language) else fact_question(rest, language)
        found = self.found(question, product, by_meaning=False) if question else ()
        return (
            (Sentence(told(product, found, question, self.facts_of), (product.id,), "template"),) if question and found else ()
        )

    def _told(self, asked: AskedByName) -> tuple[Sequence[Product], str]:
        from shopcli.pipeline.asked_facts.telling import told, told_of_several

        assert asked.question is not None
        products = [self._form_meant(product, asked) for product in self.index.records.some(asked.rows)]
        found = [(product, self.found(asked.question, product)) for product in products]
        known = [(product, facts) for product, facts in found if facts]
        if not known:
            return products[:1], told(products[0], (), asked.question, self.facts_of)
        if len(products) == 1:
            return products, told(*known[0], asked.question, self.facts_of)
        return [product for product, _ in known[:_MOST_NAMED]], told_of_several(
            known, len(products), asked.question, self.facts_of
        )

    def _form_meant(self, product: Product, asked: AskedByName) -> Product:
        """The record as it holds for the variant whose option the question names: "the 12 kg bag"."""
        said = _closed_up(asked.said)
        named = [form for form in product.variants if any(_closed_up(value) in said for value in form.options.values())]
        return record_as(product, named[0]) if len(named) == 1 else product

    def _difference(self, asked: AskedByName) -> tuple[Sequence[Product], str]:
        """What two products are apart in."""
        from shopcli.pipeline.asked_facts.telling import told_apart_by

        rows = (asked.rows[0], asked.other if asked.other is not None else asked.rows[0])
        products = self.index.records.some(rows)
        return products, told_apart_by(products, asked.difference, self.compared, asked.language.code)

    def found(self, asked: FactQuestion, product: Product, *, by_meaning: bool = True) -> tuple[FoundFact, ...]:
        """What a product's record says to a question; each of it stands in the record."""
        facts = self.facts_of(product)
        return tuple(one for one in self._finder.found(asked, facts, by_meaning=by_meaning) if stands_in(one, facts))

    @cached_property
    def _names(self) -> ProductNames:
        return ProductNames(self.index)

    @cached_property
    def _finder(self) -> FactFinder:
        from shopcli.pipeline.asked_facts.found_facts import FactFinder

        return FactFinder(self.index, self.encode, self.translated)


_PIECE = pattern(r"[^\W_]+(?:[.,]\d+)?")
_BEFORE_UNIT = pattern(r"(?<=\d)\s+(?=[^\W\d_])")


def _closed_up(text: str) -> str:
    """A text between blanks, with those between numbers and their units closed: "12 kg" is "12kg"."""
    words = " ".join(_PIECE.findall(text.casefold()))
    return f" {_BEFORE_UNIT.sub('', words)} "


def stands_in(one: FoundFact, facts: Sequence[Fact]) -> bool:
    """Whether what is told stands in a record: the fact is one of it, and the words are its own."""
    return one.fact in facts and one.words in str(one.fact.value)
