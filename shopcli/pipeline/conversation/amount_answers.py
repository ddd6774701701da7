"""How much of something products are, by all that their records state: fields, titles, and the makers' own words.

Which of some is more of it is said where what they state decides it; whose record is silent is told by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import nan
from typing import Literal

from shopcli.need.dialogue.dialogue_state import ComparedField
from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.wording import Wording
from shopcli.pipeline.conversation.stated_amounts import StatedAmount, StatedAmounts
from shopcli.text.worded_fact import measure_of
from shopcli.types import Fact, Hit, Product, Sentence
from shopcli.write.comparison import WITH_PLURAL
from shopcli.write.product_names import names_of, short_name
from shopcli.write.wording.frames import worded
from shopcli.write.wording.languages import wording_of
from shopcli.write.wording.phrases import own_label
from shopcli.write.wording.value_tests import amount_of

_MOST_SHOWN = 3
_GLUED = re.compile(r"(?<![\w.])(\d+(?:[.,]\d+)?)([A-Za-z]{1,3})\Z")
_INCH = re.compile(r"(?<=\d)[”″]")


@dataclass(frozen=True, slots=True)
class KnownAmount:
    """An amount of one product.

    Attributes:
        product: whose.
        value: the number, in the unit that all are compared in.
        words: as it is told.
        unit: the symbol of the unit that all are compared in.
        where: what states it.
        bound: whether the true amount is below ("<") or above (">") it; empty where it is the amount.
    """

    product: Product
    value: float
    words: str
    unit: str | None
    where: Literal["field", "title", "description"]
    bound: Literal["", "<", ">"] = ""

    def is_surely(self, other: KnownAmount, order: Literal["asc", "desc"]) -> bool:
        """Whether it is less ("asc") or more than another for sure."""
        less = self.bound in ("", "<") and other.bound in ("", ">") and self.value <= other.value
        more = self.bound in ("", ">") and other.bound in ("", "<") and self.value >= other.value
        return (less if order == "asc" else more) and (self.value != other.value or self.bound != other.bound)


@dataclass(frozen=True)
class AmountAnswers:
    """Answers about amounts over one index.

    Attributes:
        stated: the quantities that titles and texts state.
        facts: reads a product's facts, each number with its unit.
    """

    stated: StatedAmounts
    facts: Callable[[Product], Sequence[Fact]]

    def known(self, products: Sequence[Product], asked: ProductQuestion, compared: ComparedField | None) -> list[KnownAmount]:
        """The amounts of those products whose records state one, all in one unit; ``compared`` is the field that has it."""
        wanted, found = Wanted(asked.of, asked.order), list[KnownAmount]()
        is_field = compared is not None and not compared.field.startswith("@")
        unit = compared.unit if compared else None
        for place, product in enumerate(products):
            own = compared.values[place] if compared and is_field else None
            if isinstance(own, (int, float)) and compared:
                words = self._as_written(product, compared, float(own), asked.language)
                found.append(KnownAmount(product, float(own), words, compared.unit, "field"))
                continue
            one = self.stated.of(product, wanted, self.facts(product), _names(asked)[0])
            unit = unit or (one.unit if one else None)
            if one and unit:  # what is in a unit of another dimension is told, and is neither more nor less
                amount = self.stated.in_unit(one, unit)
                value = nan if amount is None else amount
                found.append(KnownAmount(product, value, self._told(one, asked.language), unit, one.where, one.bound))
        return found

    def _as_written(self, product: Product, compared: ComparedField, value: float, language: str) -> str:
        """An amount as the record has it: 30 hours, whatever the unit that all are compared in."""
        names = (compared.field, compared.field.removesuffix(f"_{compared.unit}"))
        fact = next((fact for fact in self.facts(product) if fact.field in names), None)
        if fact is None or amount_of(fact) is None or compared.field == "price":
            return _in_words(compared, value, language)
        lexicon, said = language_named(language).lexicon, worded(fact)
        return lexicon.value(said.value, said.label) if lexicon else _spaced(said.value)

    def more(self, products: Sequence[Product], asked: ProductQuestion, compared: ComparedField | None) -> tuple[Sentence, ...]:
        """Which of some products is more of something, by what each states; and whose records do not say."""
        names, wording = names_of(products), wording_of(asked.language)
        known = self.known(products, asked, compared)
        texts = list(self._compared(known, names, asked, compared, wording))
        told = {one.product.id for one in known}
        if silent := [names[product.id] for product in products if product.id not in told]:
            texts.append(wording.not_stated(silent, label_of(asked)))
        cites = tuple(product.id for product in products)
        return tuple(Sentence(wording.joined([text]), cites, "template") for text in texts)

    def _compared(
        self,
        known: Sequence[KnownAmount],
        names: dict[str, str],
        asked: ProductQuestion,
        compared: ComparedField | None,
        wording: Wording,
    ) -> Iterator[str]:
        if not known:
            return
        told = _each_told(known, names, asked, wording)
        if (
            len(known) == 2
            and not any(one.bound or _is_area(one) for one in known)
            and (gap := abs(known[0].value - known[1].value)) > 0
        ):
            of = compared.field if compared else ""
            amount, unit = self._gap(gap, known, of)
            told = wording.apart_by(told, _in_words(ComparedField(of, unit, ()), amount, asked.language))
        best = next(
            (one for one in known if all(one.is_surely(other, asked.order) for other in known if other is not one)), None
        )
        is_level = len(known) > 1 and len({(one.value, one.bound) for one in known}) == 1 and not known[0].bound
        if is_level and len(known) > 1:
            yield wording.level(told)
        elif best is None or len(known) < 2:
            yield told
        else:
            yield wording.is_more(names[best.product.id], asked.words, told)

    def _gap(self, gap: float, known: Sequence[KnownAmount], field: str) -> tuple[float, str | None]:
        """What lies between two amounts, in the unit that both records write it in, where that is one."""
        facts = [next((fact for fact in self.facts(one.product) if fact.field == field), None) for one in known]
        measures = [measure_of(fact) if fact and one.where == "field" else None for fact, one in zip(facts, known, strict=True)]
        if None not in measures and len({measure[1] for measure in measures if measure}) == 1:
            (one, unit), (other, _) = [measure for measure in measures if measure]
            return round(abs(one - other), 6), unit
        return round(gap, 2 if gap >= 1 else 6), known[0].unit

    def how_much(self, asked: ProductQuestion, product: Product) -> tuple[Sentence, ...]:
        """How much of something one product is, as its title or its maker says; else that its record does not say."""
        wording, name = wording_of(asked.language), short_name(product)
        one = self.stated.of(product, Wanted(asked.of, asked.order), self.facts(product), _names(asked)[0])
        if one:
            text = wording.stated_by(name, self._told(one, asked.language), one.where)
        else:
            text = wording.not_stated([name], label_of(asked))
        return (Sentence(wording.joined([text]), (product.id,), "template"),)

    def better(
        self,
        hits: Sequence[Hit],
        shown: Sequence[Product],
        asked: ProductQuestion,
        compared: ComparedField | None,
    ) -> tuple[tuple[Hit, ...], tuple[Sentence, ...]]:
        """Of what fits a need, what states an amount outside any field and is not known to be worse than all that is shown.

        Args:
            hits: what fits best.
            shown: what is to be bettered.
            asked: of what, and whether less or more of it.
            compared: the field of those products that has it; None where none does.

        Returns:
            The products, the best of it first, and how that is told; nothing where none states an amount.
        """
        products = [hit.product for hit in hits]
        known = self.known(products, asked, compared)
        own = {product.id for product in shown}
        limit = [one for one in known if one.product.id in own]
        better = [one for one in known if not limit or all(one.is_surely(other, asked.order) for other in limit)]
        is_best = not better and bool(limit)
        better = better or limit
        if not better:
            return (), ()
        order = sorted(better, key=lambda one: one.value if asked.order == "asc" else -one.value)[:_MOST_SHOWN]
        wording = wording_of(asked.language)
        names = names_of([one.product for one in order])
        texts = [_each_told([one], names, asked, wording) for one in order]
        if is_best:
            texts = [wording.none_more(asked.words, text) for text in texts[:1]]
        if silent := len(hits) - len(known):
            texts.append(wording.silent_of(silent, len(hits), label_of(asked)))
        by_id = {hit.product.id: hit for hit in hits}
        cites = tuple(one.product.id for one in order)
        told = tuple(Sentence(wording.joined([text]), cites, "template") for text in texts)
        return tuple(by_id[one.product.id] for one in order), told

    @staticmethod
    def _told(one: StatedAmount, language: str) -> str:
        lexicon = language_named(language).lexicon
        words = _INCH.sub('"', one.words)  # no mark that closes a quotation
        return lexicon.value(words, "") if lexicon and one.where == "title" else words


def _is_area(one: KnownAmount) -> bool:
    """Whether it is two sides multiplied, of which what lies between says nothing to anybody."""
    return one.where == "description" and (one.unit or "").endswith("²")


def _each_told(known: Sequence[KnownAmount], names: dict[str, str], asked: ProductQuestion, wording: Wording) -> str:
    """What each states, as what it states it in."""
    own, places = [names[one.product.id] for one in known], {one.where for one in known}
    if places == {"title"} and len(known) > 1:
        return wording.named_beside(own, [one.words for one in known])
    if places == {"field"} and len(known) > 1:
        return wording.values_beside(own, label_of(asked), [one.words for one in known])
    pairs = zip(own, known, strict=True)
    return "; ".join(
        wording.values_beside([name], label_of(asked), [one.words])
        if one.where == "field"
        else wording.stated_by(name, one.words, one.where)
        for name, one in pairs
    )


def _names(asked: ProductQuestion) -> Sequence[str]:
    """What records may call it, likeliest first."""
    amounts = language_named(asked.language).follow_ups.amounts.values()
    of_dimension = (names for wanted, names in amounts if wanted.of == asked.of and asked.of)
    own = tuple(filter(None, asked.meant if asked.kind in ("comparison", "most") else (asked.words,)))
    return own or next(of_dimension, ()) or (asked.words,)


def label_of(asked: ProductQuestion) -> str:
    """What it is called in the language of the question."""
    name, lexicon = _names(asked)[0], language_named(asked.language).lexicon
    return (lexicon.label(name) if lexicon else None) or own_label(Fact(name, 0.0), asked.language)


def _spaced(words: str) -> str:
    """An amount with a blank before its unit: "2.3 kg" of 2.3kg."""
    return _GLUED.sub(r"\1 \2", words)


def _in_words(compared: ComparedField, value: float, language: str) -> str:
    text = worded(Fact(compared.field, value, compared.unit)).value
    lexicon = language_named(language).lexicon
    if lexicon:
        money = lexicon.money(text)
        return money if money != text else lexicon.value(text, "")
    return f"{text}s" if compared.unit in WITH_PLURAL and value != 1 else text
