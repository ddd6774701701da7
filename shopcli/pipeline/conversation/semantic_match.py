"""Semantic matching (of a question against one record, by dense vectors): the field or the sentence that a question means.

"What do you eat with it" is "food pairing: …", whatever words it has. A field is matched by its name with its value, and by its
name alone. What comes merely near is no answer, and the caller says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shopcli.index import Index
from shopcli.pipeline.asked_facts.found_facts import CODES, Encode, own_terms
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Fact, Product
from shopcli.write.plan import is_speakable

_SURE, _APART = 0.44, 0.04  # of cosines: of what is meant, and how much nearer that is than the next field
_NEAR, _NEAR_TO_WHETHER = 0.25, 0.4  # of what a question how or what comes near to, and one that wants a yes or a no
_NEAR_TO_WHAT_DECIDES = 0.3
_LONGEST = 240  # characters of a value that are read
_OF_THE_OFFER = ("price", "currency", "release date", "released", "rating")
_NO_ANSWERS = frozenset(("id", "title", "brand", "reviews"))
_LOOKED_AT, _SEVERAL = 30, 3  # records that say what is asked; those whose field says it, for that to be the field

_AMOUNT = re.compile(r"\d")

Facts = Callable[[Product], Sequence[Fact]]


@dataclass(frozen=True)
class SemanticMatch:
    """What a question means in a record.

    Attributes:
        index: the open index.
        encode: texts to L2-normalised vectors.
        facts_of: a product's facts.
    """

    index: Index
    encode: Encode
    facts_of: Facts

    def meant(self, said: str, product: Product) -> Fact | None:
        """The field that is surely asked for; None where none is, or two are as near."""
        fields = [fact for fact in self._tellable(product) if not fact.is_text and fact.field != "category"]
        if len(fields) < 2 or not said.strip():
            return None
        scores = self._scores(said, fields)
        order = sorted(range(len(fields)), key=lambda place: -scores[place])
        best, rest = fields[order[0]], [place for place in order[1:] if not _alike(fields[order[0]], fields[place])]
        is_apart = not rest or scores[order[0]] - scores[rest[0]] >= _APART
        return best if scores[order[0]] >= _SURE and is_apart else None

    def near(self, asked: Sequence[str], product: Product, *, whether: bool) -> Fact | None:
        """What comes nearest to a question: a field, else a sentence of the text; None where nothing comes near.

        Args:
            asked: the question, and what it asks, without the product's name.
            product: whom it is about.
            whether: it wants a yes or a no, to which little is an answer.
        """
        facts = [fact for fact in self._tellable(product) if fact.truth is None and _can_be_told(fact)]
        facts = [fact for fact in facts if fact.field not in _OF_THE_OFFER]  # a price is near to whatever is asked of a shop
        asked = [words for words in asked if words.strip()]
        if not facts or not asked:
            return None
        each = [self._scores(words, facts) for words in asked]
        scores = {fact: max(of_one) for fact, *of_one in zip(facts, *each, strict=True)}
        # A number alone comes near to any question how much.
        least = {fact: _NEAR_TO_WHETHER if whether or fact.is_text or not fact.words else _NEAR for fact in facts}
        near = [fact for fact in facts if scores[fact] >= least[fact]]
        return max(near, key=lambda fact: scores[fact] - (_APART if fact.is_text else 0.0), default=None)

    def telling(self, words: str, product: Product) -> Fact | None:
        """The sentence of a record's text that comes nearest to some words; no slogan that names the product.

        Among what is set side by side little nearness tells: of tents "if it rains" is .34 from a rain fly, at most .25 else.
        """
        named = stem_set([product.title]) - FUNCTION_STEMS
        texts = [fact for fact in self._tellable(product) if fact.is_text and not 2 * len(named & _said(fact)) > len(named)]
        scores = self._scores(words, texts) if texts else []
        best = max(range(len(texts)), key=lambda place: scores[place], default=0)
        return texts[best] if texts and scores[best] >= _NEAR_TO_WHAT_DECIDES else None

    def stating(self, asked: Sequence[str], product: Product) -> Fact | None:
        """The sentence of a record's text that states an amount of what is asked for, by the names that it may have there."""
        facts = [fact for fact in self._tellable(product) if fact.field == "description" and _AMOUNT.search(fact.words)]
        if not facts:
            return None
        scores = [max(each) for each in zip(*(self._scores(words, facts) for words in asked), strict=True)]
        best = max(range(len(facts)), key=lambda place: scores[place])
        return facts[best] if scores[best] >= _SURE else None

    def listed(self, words: str, product: Product) -> Fact | None:
        """The field of a record in which others have what is asked, and this one has other things: its notes, of bergamot."""
        asked = stem_set([words]) - FUNCTION_STEMS
        if not asked:
            return None
        scores = self.index.words.scores(words)
        rows = [int(row) for row in scores.argsort()[::-1][:_LOOKED_AT] if scores[row] > 0]
        said = Counter(
            field for row in rows for field in {f.field for f in self._values(self.index.records[row]) if asked <= _said(f)}
        )
        field, count = said.most_common(1)[0] if said else ("", 0)
        return next((fact for fact in self._values(product) if fact.field == field), None) if count >= _SEVERAL else None

    def _values(self, product: Product) -> list[Fact]:
        """The fields whose values are words."""
        return [fact for fact in self._tellable(product) if not fact.is_text and fact.words and fact.field != "category"]

    def _tellable(self, product: Product) -> list[Fact]:
        facts = self.facts_of(product)
        return [fact for fact in facts if fact.field not in _NO_ANSWERS and not own_terms(fact.label) & CODES]

    def _scores(self, said: str, facts: Sequence[Fact]) -> list[float]:
        """How near each fact is to a question, as a cosine, a field also by its name alone: (n_facts,)."""
        asked = self.encode([said])[0]
        whole = self.encode([fact.text[:_LONGEST] for fact in facts]) @ asked
        names = self.encode([fact.label for fact in facts]) @ asked
        return [float(text if fact.is_text else max(text, name)) for fact, text, name in zip(facts, whole, names, strict=True)]


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two fields are of one thing: the weights of the men's and of the women's."""
    return bool(own_terms(one.label) & own_terms(other.label))


def _can_be_told(fact: Fact) -> bool:
    """Whether a fact's words can be told as they stand; of running text the teller decides."""
    return fact.is_text or not fact.words or is_speakable(fact, asked=True)


def _said(fact: Fact) -> frozenset[str]:
    return stem_set([fact.words])
