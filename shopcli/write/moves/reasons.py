"""Content selection: which facts of a product matter for a need, and which words of its maker and buyers are worth telling.

What a wish attends to comes first, then what a field licenses to be said well, then what sets the product apart from what is
shown beside it. Running text is never taken apart: it is quoted, as the maker's or a buyer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from shopcli.text.tokens import stem_set
from shopcli.types import Attention, Clause, Fact, FactsOf, Hit, Need
from shopcli.write.knowledge import Knowledge
from shopcli.write.plan import is_speakable
from shopcli.write.wording.frames import worded
from shopcli.write.wording.licences import licences
from shopcli.write.wording.phrases import Phrases, phrases_of

_BEARS = 0.15  # of what the best fact draws: what draws less has no bearing on a wish
_BEARING, _SURE = 0.6, 0.5
_LICENSED, _FEATURE, _LEADS, _TELLING = 0.1, 0.05, 0.2, 0.25  # worth, beside what a wish gives
_OF_ITSELF = frozenset(("title", "category", "brand", "id", "price", "currency", "reviews", "rating"))
_NEGATIVE = re.compile(
    r"\b(?:not?|never|n[o']t|cannot|can't|too|but|though|although|however|unfortunately|broke|broken|weak|poor|slow|noisy|loud"
    r"|heavy|stiff|fiddly|leak\w*|tear\w*|tore|difficult|hard to|wish(?:ed)?|disappoint\w*|small for"
    r"|runs? (?:small|large|narrow|wide))\b",
    re.I,
)
_NO_VERBS = frozenset("is has was does".split())  # what begins with these is no whole statement
_LONGEST_QUOTE, _SHORTEST_QUOTE = 20, 3  # words


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact and what it is worth telling, 0 to 1; ``clause`` is the wish that it answers, None where it merely informs."""

    phrases: Phrases
    worth: float
    clause: Clause | None = None

    @property
    def fact(self) -> Fact:
        """What the record says."""
        return self.phrases.worded.fact


@dataclass(frozen=True, slots=True)
class Quote:
    """A buyer's or the maker's words, and what they are worth telling; ``is_against`` where they speak against the product."""

    fact: Fact
    text: str
    worth: float
    is_against: bool = False


class Reasons:
    """What speaks for and against the products that are shown.

    Args:
        need: the request.
        hits: what is shown, best first.
        facts_of: reads a product's facts.
        knowledge: what is known of the products beside their records.
    """

    def __init__(self, need: Need, hits: Sequence[Hit], facts_of: FactsOf, knowledge: Knowledge) -> None:
        self._need, self._hits, self._language = need, hits, need.language
        self._facts = {hit.product.id: list(facts_of(hit.product)) for hit in hits}
        self._attentions, self._telling = knowledge.attentions, knowledge.telling
        self._borne: dict[str, dict[Fact, tuple[Clause, float]]] = {}

    def facts(self, hit: Hit) -> Sequence[Fact]:
        """All that the record says."""
        return self._facts[hit.product.id]

    def of(self, hit: Hit) -> list[Reason]:
        """The reasons for a product, best first: its fields, and what its description says it does."""
        return sorted((*self._of_fields(hit), *self._of_text(hit)), key=lambda reason: -reason.worth)

    def _of_fields(self, hit: Hit) -> Iterator[Reason]:
        for fact in self.facts(hit):
            if fact.is_text or fact.field in _OF_ITSELF or fact.truth is False:
                continue
            clause, bearing = self._bearing(hit).get(fact, (None, 0.0))
            if not is_speakable(fact, asked=clause is not None):
                continue
            phrases = phrases_of(worded(fact), self._language)
            if phrases.forms and (phrases.licence or self._reads_unlicensed(fact, bearing)):
                yield Reason(phrases, min(1.0, _BEARING * bearing + self._general(phrases)), clause)

    def _reads_unlicensed(self, fact: Fact, bearing: float) -> bool:
        """Whether what is said by its field's name alone is worth it: a yes, or words that bear on a wish; no bare number."""
        if fact.truth is not None:
            return fact.truth
        return bearing >= _SURE and re.search(r"[^\W\d_]{2}", fact.words) is not None

    def _of_text(self, hit: Hit) -> Iterator[Reason]:
        for fact in self.facts(hit):
            clause, bearing = self._bearing(hit).get(fact, (None, 0.0))
            if fact.field == "description" and clause is not None and (deed := deed_in(fact.words, self._language)):
                yield Reason(Phrases(worded(fact), {"verb": (deed,)}), min(1.0, _BEARING * bearing + _LICENSED), clause)

    def _bearing(self, hit: Hit) -> Mapping[Fact, tuple[Clause, float]]:
        """The facts that bear on a wish, with the wish and how much, 0 to 1: what a field decides is sure.

        The name and the category of a product draw much attention and are said anyway; of the rest the best is whole.
        """
        if (known := self._borne.get(hit.product.id)) is None:
            found: dict[Fact, tuple[Clause, float]] = {}
            for fact, clause, weight in self._attended(hit):
                if weight > found.get(fact, (clause, 0.0))[1]:
                    found[fact] = (clause, weight)
            known = self._borne[hit.product.id] = found
        return known

    def _attended(self, hit: Hit) -> Iterator[tuple[Fact, Clause, float]]:
        for why in hit.evidence:
            if why.clause.is_hard and why.clause.kind != "exclude" and why.fact.field not in _OF_ITSELF:
                yield why.fact, why.clause, 1.0
        attention = self._attentions.get(hit.product.id)
        if attention is None:
            return
        for clause, row in zip(attention.clauses, attention.weights, strict=True):
            if clause.kind in ("topic", "exclude", "limit") or clause in (*hit.unmet, *hit.unknown) or clause.is_hard:
                continue
            cells = [(fact, weight) for fact, weight in zip(attention.facts, row, strict=True) if fact.field not in _OF_ITSELF]
            most = max((weight for _, weight in cells), default=0.0)
            if most > 0:
                yield from ((fact, clause, weight / most) for fact, weight in cells if weight >= _BEARS * most)

    def _general(self, phrases: Phrases) -> float:
        """What a fact is worth whatever was wished."""
        fact = phrases.worded.fact
        worth = _LICENSED * (phrases.licence is not None) + _FEATURE * (fact.truth is True)
        shared = stem_set([fact.label]) & stem_set([self._need.query])
        return worth + _LEADS * bool(shared) + _TELLING * self._telling.get(fact.field, 0.0)

    def _value(self, hit: Hit, field: str) -> object:
        return next((fact.value for fact in self.facts(hit) if fact.field == field), None)

    def lacks(self, hit: Hit) -> list[Reason]:
        """What a record denies of what was wished for, and what it denies that another shown product has."""
        wanted = stem_set([self._need.query])
        found = []
        for fact in self.facts(hit):
            if fact.truth is not False or not is_speakable(fact, asked=True):
                continue
            phrases = phrases_of(worded(fact), self._language)
            is_wished = bool(stem_set([fact.label]) & wanted) or any(fact == why.fact for why in hit.evidence)
            elsewhere = phrases.licence and any(self._value(other, fact.field) is True for other in self._hits[:3])
            if phrases.forms and (is_wished or elsewhere):
                found.append(Reason(phrases, 0.6 if is_wished else 0.3))
        return sorted(found, key=lambda reason: -reason.worth)

    def quotes(self, hit: Hit, field: str) -> list[Quote]:
        """What buyers (``reviews``) or the maker (``description``) say that can be quoted, best first."""
        wanted = stem_set([self._need.query])
        attention = self._attentions.get(hit.product.id)
        found = []
        for fact in self.facts(hit):
            if fact.field != field:
                continue
            weight = self._bearing(hit).get(fact, (None, 0.0))[1] if field == "description" else _drawn(fact, attention)
            for text in re.split(r"\s*\|\s*", fact.words) if field == "reviews" else [fact.words]:
                if quotable := quote_of(text):
                    shared = len(stem_set([text]) & wanted)
                    against = bool(_NEGATIVE.search(text))
                    found.append(Quote(fact, quotable, min(1.0, 0.35 + 0.4 * weight + 0.15 * min(shared, 2)), against))
        return sorted(found, key=lambda quote: -quote.worth)


def _drawn(fact: Fact, attention: Attention | None) -> float:
    """The most attention that a wish pays to a fact."""
    if attention is None or fact not in attention.facts:
        return 0.0
    place = attention.facts.index(fact)
    return max(
        (row[place] for c, row in zip(attention.clauses, attention.weights, strict=True) if c.kind != "topic"), default=0.0
    )


def is_against(text: str) -> bool:
    """Whether a buyer's or a maker's words speak against the product, as far as their words tell."""
    return _NEGATIVE.search(text) is not None


def quote_of(text: str) -> str:
    """What can be told of a buyer's or a maker's sentence, word for word: all of it, its beginning up to a comma, or nothing.

    Short, whole, decent, and no order to anybody. Of a sentence that takes something back, all or nothing.
    """
    text = text.strip().rstrip(".!。！")
    pieces = [text] if _NEGATIVE.search(text) else [text, *_beginnings(text)]
    for piece in pieces:
        if _SHORTEST_QUOTE <= len(piece.split()) <= _LONGEST_QUOTE and is_speakable(Fact("description", piece), asked=True):
            return piece
    return ""


def _beginnings(text: str) -> list[str]:
    """The beginnings of a sentence up to a comma, a dash or a semicolon, the longest first."""
    return [text[: joint.start()] for joint in re.finditer(r", |; | [-–—] |，|；", text)][::-1]


def deed_in(text: str, language: str) -> str:
    """The verb phrase that a sentence of a description begins with, "counts lengths in the pool"; empty where there is none."""
    first, _, rest = text.partition(" ")
    piece = quote_of(text)
    if not rest or not piece or first.casefold() not in verbs(language) or not first[:1].isupper():
        return ""
    return f"{piece[:1].lower()}{piece[1:]}"


@cache
def verbs(language: str) -> frozenset[str]:
    """The verbs, third person singular, with which licences let something be said of a product."""
    every = (wording.text for licence in licences(language).values() for wording in licence.wordings.get("verb", ()))
    return frozenset(text.split()[0].casefold() for text in every) - _NO_VERBS
