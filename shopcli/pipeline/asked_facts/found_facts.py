"""What one record says to a question of fact: the fields that are asked for, else the sentence of its text that tells it.

A field is found by its name: the shopper's words for it, what records call such a measure, its name in the question's language;
the dimension of its amounts decides among those. Of running text a sentence answers that holds such an amount, as many of the
things named, a person's or a place's name, beside the words of the question. What comes merely near is no answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from shopcli.index import Index
from shopcli.need.dialogue.fact_grammar import AskedMeasure
from shopcli.need.dialogue.fact_questions import FactQuestion
from shopcli.need.languages.registry import languages, unit_names
from shopcli.need.languages.request_grammar import compiled
from shopcli.text.scripts import has_han
from shopcli.text.tokens import COUNTING, FUNCTION_STEMS, stem_set, stems_of
from shopcli.text.unit_words import ENGLISH
from shopcli.text.units import COUNT, SYMBOLS, QuantityReader, Unit, UnitNames, dimension_of
from shopcli.types import Fact
from shopcli.util.lazy_regex import pattern
from shopcli.write.wording.phrases import own_label

_ENOUGH = 1.9  # of a field's score: it bears a name that was asked for, or all of the shopper's words
_LEVEL = 0.3  # what scores less than the best by this is told with it: the weights of the men's and of the women's
_BESIDE = 0.5  # what words beside a measure add to a field's score, or lack by themselves
_MOST = 3  # facts that are told of one product
_SAME_FIELD, _APART = 0.6, 0.05  # how near words must be to a field's name, and how much nearer than to the next, to be it
_MANY = 4  # fields whose names say a word that tells none of them from the others
_SENTENCE = 3  # words of a value that is more than a bare amount
_HUMP = pattern(r"(?<=[a-z])(?=[A-Z])|_")
_COUNT = pattern(r"\d[\d,.]*[\s-]+((?:[^\W\d_]+[\s-]+)?[^\W\d_]+)")
_RANGE = pattern(r"(?<=\d)[-–](?=\d)")  # "3-5 minutes" are minutes
_LEAST = pattern(r"\d[\d.,]*[-–]\Z")
_PERSON = pattern(
    r"\b(?:by|from|author|writer|writes|written by|wrote)\s+(?:[A-Z][\w.'’-]+\s+){1,3}[A-Z][\w'’-]+"
    r"|\b[A-Z][\w.'’-]+ [A-Z][\w'’-]+\s+(?:wrote|writes|designed)\b"
)
_PLACE = pattern(r"\b(?:from|in|of)\s+(?:the\s+)?[A-Z][a-z]+")
_NO_NAMES = frozenset(("title", "description", "reviews", "id"))
CODES = stem_set(["id", "url", "sku", "gtin", "ean", "upc", "link", "image"])
_COUNTED_WORDS = stem_set(COUNTING.split("|")) | {"no"}
_BOUNDS = stem_set(["max", "maximum", "min", "minimum"])

Encode = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact that answers.

    Attributes:
        fact: as the record has it.
        words: of running text or a title the words that tell it, as they stand; empty for a field's value.
        where: in a field, in a sentence, or in the title.
    """

    fact: Fact
    words: str = ""
    where: Literal["field", "text", "title"] = "field"


@dataclass(frozen=True)
class FactFinder:
    """What finds facts in records of one index.

    Attributes:
        index: the open index.
        encode: texts to L2-normalised vectors.
        translated: words in the catalog's own language; None for what is in it already.
    """

    index: Index
    encode: Encode
    translated: Callable[[str], str | None]

    def found(self, asked: FactQuestion, facts: Sequence[Fact], *, by_meaning: bool = True) -> tuple[FoundFact, ...]:
        """The facts that answer a question, most to the point first; empty where the record is silent.

        Args:
            asked: the question.
            facts: the record's.
            by_meaning: whether a field may be found by what its name means, where no name is that of what was asked for.
        """
        fields = [fact for fact in facts if fact.field not in _NO_NAMES and not own_terms(fact.label) & CODES]
        bounds = [measure for measure in asked.measures if measure.names and stem_set(measure.names) <= _BOUNDS]
        wanted = [measure for measure in asked.measures if measure not in bounds] or [AskedMeasure("")]
        if len(wanted) > 1:  # "how many" beside "hours" says nothing more
            wanted = [measure for measure in wanted if measure.names] or wanted[:1]
        own = _Words.of(self._without_amounts(asked.words), self.translated)
        wanted, own = self._by_units(wanted, own, fields, asked)
        own = own.beside(_common(fields))
        answers = [self._of_one(measure, bounds, own, fields, facts, asked) for measure in wanted]
        if by_meaning:
            answers = [answer or self._near(measure, own, fields) for measure, answer in zip(wanted, answers, strict=True)]
        whole = [set(answer) for answer in answers if answer]
        both = set.intersection(*whole) if len(whole) > 1 else set()
        told = [fact for answer in answers for fact in answer if not both or fact in both]
        return tuple(dict.fromkeys(told))[:_MOST]

    def _of_one(
        self,
        measure: AskedMeasure,
        bounds: Sequence[AskedMeasure],
        own: _Words,
        fields: Sequence[Fact],
        facts: Sequence[Fact],
        asked: FactQuestion,
    ) -> tuple[FoundFact, ...]:
        scores = [self._score(measure, bounds, own, fact, asked.language.code) for fact in fields]
        best = max(scores, default=0.0)
        if best >= _ENOUGH:
            return tuple(FoundFact(fact) for fact, score in zip(fields, scores, strict=True) if score >= best - _LEVEL)
        return self._only_amount(measure, fields) or self._in_title(measure, own, facts) or self._in_text(measure, own, facts)

    def _without_amounts(self, said: str) -> str:
        """Words without the amounts in them, which tell a form apart and are not asked for: "the 12 kg bag"."""
        for one in reversed(list(self._reader.measures(said))):
            said = f"{said[: one.start]} {said[one.end :]}"
        return said

    def _by_units(
        self, wanted: Sequence[AskedMeasure], own: _Words, fields: Sequence[Fact], asked: FactQuestion
    ) -> tuple[list[AskedMeasure], _Words]:
        """The measures with the dimension of a unit that is named, "how many ml", and the words without it."""
        named = {stem for fact in fields for stem in own_terms(fact.label)}
        units = {word: unit for word in own.text.split() if not own_terms(word) & named and (unit := self._unit_called(word))}
        if not units:
            return [*wanted], own
        dimensions = tuple(dict.fromkeys(unit.dimension for unit in units.values()))
        grammar = asked.language.fact_questions
        known = [one for one in (grammar.measures if grammar else ()) if {*dimensions} & {*one.dimensions}]
        dates = {name for one in (grammar.measures if grammar else ()) if not one.dimensions for name in one.names}
        names = tuple(dict.fromkeys(name for one in known for name in one.names if name not in dates))
        contents = tuple(dict.fromkeys(name for one in known for name in one.contents))
        of_units = AskedMeasure("", names, dimensions, contents=contents)
        told = [replace(one, dimensions=one.dimensions or dimensions) if one.names else of_units for one in wanted]
        return told, own.without(units)

    # --- fields -------------------------------------------------------------------------------------------------------

    def _score(self, measure: AskedMeasure, bounds: Sequence[AskedMeasure], own: _Words, fact: Fact, language: str) -> float:
        """How surely a field is what was asked for: 2 for its name, 1 for all of it, 1 for the dimension of its amounts."""
        label = own_terms(fact.label)
        said = label - _COUNTED_WORDS or label
        bounded = 0.5 * any(stem_set([name]) & label for bound in bounds for name in bound.names)
        named = 0.0
        for rank, name in enumerate(measure.names):
            terms = stem_set([name]) or frozenset([name])
            if terms <= label:
                whole = len(terms | (own.stems & label)) / len(said | terms)
                is_all = terms == label and rank == 0
                named = max(named, 2.0 + min(whole, 1.0) - 0.02 * rank + (_BESIDE if is_all else 0.0))
        dimensions = self._dimensions(fact) if measure.dimensions else frozenset()
        if dimensions & set(measure.dimensions) and any(
            stem_set([name]) == said - self._unit_stems(fact) for name in measure.contents
        ):
            named = max(named, 2.0)
        share = len(own.stems & label) / len(own.stems) if own.stems else 0.0
        of_agent = measure.sort != "person" or _is_of_an_agent(fact, language)
        if own.stems & label and of_agent:
            whole = len(own.stems & label) / len(said)
            is_all = share == 1 and whole == 1
            by_words = share * (2 * share + whole) + (_BESIDE if is_all else -_BESIDE if measure.names else 0.0)
            named = max(named + _BESIDE * share if named else 0.0, by_words)
        if own.han and of_agent:
            called = own_label(fact, language)
            named = max(named, 3.0 if len(called) > 1 and called in own.han else 2.0 if _alike(called, own.han) else 0.0)
        if dimensions:
            named += 1.0 if dimensions & set(measure.dimensions) and named else 0.0
            named -= 1.5 if not dimensions & set(measure.dimensions) else 0.0
        return named + bounded if named else 0.0

    def _dimensions(self, fact: Fact) -> frozenset[str]:
        """What a field's amounts measure: by its unit, what the index knows of it, or what its value says."""
        if fact.unit and (known := dimension_of(fact.unit)):
            return frozenset([known])
        if fact.words:
            return frozenset(self._measured(fact.words))
        if named := [unit.dimension for word in _HUMP.sub(" ", fact.label).split() if (unit := self._unit_called(word))]:
            return frozenset(named)
        field_unit = self.index.measured.unit(fact.field)
        is_sure = field_unit is not None and field_unit.sure and not field_unit.dimension.startswith(COUNT)
        return frozenset([field_unit.dimension]) if field_unit and is_sure else frozenset()

    def _unit_stems(self, fact: Fact) -> frozenset[str]:
        words = [word for word in _HUMP.sub(" ", fact.label).split() if self._unit_called(word)]
        return own_terms(" ".join(words))

    def _unit_called(self, word: str) -> Unit | None:
        """The unit that a word names, if it is no mere number of things."""
        if stem_set([word]) & _BOUNDS:
            return None  # "min" before a time is the least
        symbol = self._names.symbol(word.strip("().,")) or self._names.symbol(word.strip("().,").casefold())
        unit = self.index.measured.table.get(symbol) if symbol else None
        return unit if unit and not unit.dimension.startswith(COUNT) else None

    def _only_amount(self, measure: AskedMeasure, fields: Sequence[Fact]) -> tuple[FoundFact, ...]:
        """The one value that is a phrase of its own and holds such an amount: "Steep at 170° for 2 minutes."."""
        if not measure.dimensions:
            return ()
        phrases = [fact for fact in fields if len(fact.words.split()) >= _SENTENCE]
        found = [fact for fact in phrases if set(self._measured(fact.words)) & set(measure.dimensions)]
        return (FoundFact(found[0]),) if len(found) == 1 and _is_sentence(found[0].words) else ()

    def _near(self, measure: AskedMeasure, own: _Words, fields: Sequence[Fact]) -> tuple[FoundFact, ...]:
        """The field whose name means what was asked for: "screen" is "display"."""
        words = own.english or ("" if own.han else own.text)
        fields = [fact for fact in fields if fact.truth is None]
        if not words or measure.names or len(fields) < 2:
            return ()
        near = self.encode([fact.label for fact in fields]) @ self.encode([words])[0]
        order = near.argsort()[::-1]
        is_apart = near[order[0]] - near[order[1]] >= _APART or own_terms(fields[order[0]].label) & own_terms(
            fields[order[1]].label
        )
        if near[order[0]] < _SAME_FIELD or not is_apart:
            return ()
        return tuple(FoundFact(fields[place]) for place in order[:2] if near[order[0]] - near[place] < _APART)

    # --- running text -------------------------------------------------------------------------------------------------

    def _in_text(self, measure: AskedMeasure, own: _Words, facts: Sequence[Fact]) -> tuple[FoundFact, ...]:
        """The sentence that tells it, where one does so more surely than every other."""
        told = [fact for fact in facts if fact.field == "description" or (not fact.is_text and _is_sentence(fact.words))]
        scores = [self._tells(measure, own, fact.words) for fact in told]
        best = max(scores, default=0.0)
        return (FoundFact(told[scores.index(best)], told[scores.index(best)].words, "text"),) if best else ()

    def _tells(self, measure: AskedMeasure, own: _Words, text: str) -> float:
        """How surely a sentence answers; 0 where it does not."""
        stems = own_terms(text)
        beside = len(own.stems & stems)
        share = beside / len(own.stems) if own.stems else 0.0
        is_named = any(stem_set([name]) <= stems for name in measure.names if " " not in name)
        if measure.sort == "count" and not measure.names:
            return 1.0 + share if _counts(text, own.stems) else 0.0
        if measure.dimensions:
            amounts = set(self._measured(text)) & set(measure.dimensions)
            return 1.0 + share if amounts and (beside or is_named) else 0.0
        if measure.sort == "person":
            return 1.0 + share if _PERSON.search(text) else 0.0
        if measure.sort == "place":
            return 1.0 + share if _PLACE.search(text) and (beside or is_named) else 0.0
        return share if share == 1.0 and len(own.stems) > 1 else 0.0

    def _in_title(self, measure: AskedMeasure, own: _Words, facts: Sequence[Fact]) -> tuple[FoundFact, ...]:
        """The amount that the title says, where it says one of that dimension, and of what was asked."""
        title = next((fact for fact in facts if fact.field == "title"), None)
        if title and own.stems and not own.stems & own_terms(title.words):
            return ()  # how long it plays tells not how long it takes to charge
        found = [
            words
            for words, dimension in (self._amounts(title.words) if title and measure.dimensions else ())
            if dimension in measure.dimensions
        ]
        return (FoundFact(title, found[0], "title"),) if title and len(set(found)) == 1 else ()

    def _measured(self, text: str) -> Iterator[str]:
        return (dimension for _, dimension in self._amounts(text))

    def _amounts(self, text: str) -> Iterator[tuple[str, str]]:
        for one in self._reader.measures(_RANGE.sub(" ", text)):
            unit = self.index.measured.table.get(one.unit)
            if unit is not None:
                least = _LEAST.search(text[: one.start])
                yield text[least.start() if least else one.start : one.end].strip(), unit.dimension

    @cached_property
    def _reader(self) -> QuantityReader:
        return QuantityReader(SYMBOLS | ENGLISH | unit_names())

    @cached_property
    def _names(self) -> UnitNames:
        return UnitNames(SYMBOLS | ENGLISH | unit_names())


@dataclass(frozen=True, slots=True)
class _Words:
    """The shopper's own words for what is asked.

    Attributes:
        text: as they were said.
        stems: their stems, and those of what they mean in the catalog's language.
        han: those in Chinese, without blanks.
        english: what the Chinese ones mean.
    """

    text: str
    stems: frozenset[str]
    han: str = ""
    english: str = ""

    @classmethod
    def of(cls, said: str, translated: Callable[[str], str | None]) -> _Words:
        han = "".join(word for word in said.split() if has_han(word))
        meant = (translated(han) or "") if han else ""
        english = meant if meant != han and not has_han(meant) else ""
        latin = " ".join(word for word in said.split() if not has_han(word))
        return cls(said, own_terms(f"{latin} {english}"), han, english)

    def beside(self, common: Collection[str]) -> _Words:
        """The same without stems that tell no field from the others."""
        return replace(self, stems=self.stems - set(common))

    def without(self, words: Collection[str]) -> _Words:
        """The same without some words."""
        text = " ".join(word for word in self.text.split() if word not in words)
        han = "".join(word for word in text.split() if has_han(word))
        return replace(self, text=text, stems=self.stems - {stem for word in words for stem in own_terms(word)}, han=han)


def _common(fields: Sequence[Fact]) -> frozenset[str]:
    """The words that stand in the names of many fields of a record: the "plant attributes" of all that a list tells."""
    counts = Counter(stem for label in {fact.label for fact in fields} for stem in own_terms(label))
    return frozenset(stem for stem, count in counts.items() if count > _MANY)


def own_terms(text: str) -> frozenset[str]:
    """The stems of a text, with the words of a name written in humps apart: "PlayLength"."""
    return frozenset(stems_of(_HUMP.sub(" ", text))) - FUNCTION_STEMS


def _is_of_an_agent(fact: Fact, language: str) -> bool:
    """Whether the name of a field, as records or the language have it, says who did something."""
    names = (fact.label.casefold(), own_label(fact, language))
    agents = [pack.fact_questions.agents for pack in languages() if pack.fact_questions]
    return any(compiled(ending).search(name) for ending in agents for name in names)


def _alike(called: str, said: str) -> bool:
    """Whether a field's name in Chinese begins with two characters that were said: 设计师 of 设计."""
    return has_han(called) and len(called) > 1 and called[:2] in said


def _counts(text: str, stems: frozenset[str]) -> bool:
    """Whether a text tells the number of what was named: "12 cans"."""
    return any(own_terms(match[1]) & stems for match in _COUNT.finditer(text))


def _is_sentence(text: str) -> bool:
    """Whether a value is running text: several words that end, or go on, as a sentence does."""
    return len(text.split()) >= _SENTENCE and (text.rstrip().endswith((".", "!", "。")) or len(text.split()) > 12)
