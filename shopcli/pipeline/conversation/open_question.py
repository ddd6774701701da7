"""A question about a product in any words: a field that it names, what buyers or the maker say of it, or what comes near."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from shopcli.need.dialogue.fact_questions import NAME, wants_yes_or_no, without_references
from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.thesaurus import Wish, open_thesaurus
from shopcli.pipeline.asked_facts.found_facts import own_terms
from shopcli.pipeline.conversation.replies import acts_of, replies_of
from shopcli.pipeline.conversation.semantic_match import SemanticMatch
from shopcli.pipeline.product_answers import ProductAnswers
from shopcli.text.scripts import has_han
from shopcli.text.sizes import is_size
from shopcli.text.tokens import FUNCTION_STEMS, stem_set, stems_of
from shopcli.text.words import regular_singular
from shopcli.types import Fact, Need, Product, Sentence
from shopcli.write.moves.telling import buyers_words, makers_beginning, words_of, words_on
from shopcli.write.wording.phrases import own_label

OF_ITSELF = ("title", "brand", "category", "id", "reviews")  # what is no property of a product, or told as a buyer's
ASKING = stem_set(
    """how what where who when which why much many can could will would do does is are tell me there one made make
    i my myself we us our ourselves you your he him his she her they them their""".split()
)
_SLIP = 0.85  # of a word to the name of a field that is meant
_NEAR_WORDS = 0.45  # of a buyer's words to a question
_SIZES = stem_set(["size", "sizes", "尺码"])
_MARKS = " ?.!,;:？。，“”\"'"


@dataclass(frozen=True)
class OpenQuestion:
    """One question about one product.

    Attributes:
        answers: answers from single records.
        understand: words as a need.
        said: the question, without the product's name.
        product: whom it is about.
        language: of the answer.
        translated: words in the catalog's own language; None for what is in it already.
        text: the whole question, where ``said`` is but what it asks.
    """

    answers: ProductAnswers
    understand: Callable[..., Need]
    said: str
    product: Product
    language: str
    translated: Callable[[str], str | None] = lambda _words: None
    text: str = ""

    def direct(self) -> tuple[Sentence, ...]:
        """The field that is named, else what is said in the words of the question; or nothing."""
        content, asked = " ".join(self._words), stem_set(self._words) - FUNCTION_STEMS
        if is_size(content) and (sizes := next((f.label for f in self._fields if stem_set([f.label]) & _SIZES), "")):
            return self._value(sizes)
        named = self._named(asked) or self._spelled(content)
        amount = self._amount() if not named or (self._asks_how and not own_terms(named) <= asked) else ()
        if amount:
            return amount  # "how big can it print" is no print speed
        if named:
            return self._value(named)
        if fact := self.answers.fact_of(self.said, self.product):
            return fact
        if meant := self.by_meaning():
            return meant
        # Of "how long is the warranty" no length tells.
        rest = " ".join(self._words[1:]) if self._asks_how and len(self._words) > 1 and not has_han(content) else content
        told = tuple(words_on(self.product, f"{rest} {self._measures}", self.answers.facts, replies_of(self.language)))
        label = next((fact.label for fact in self._fields if asked and asked <= stem_set([fact.text])), "")
        return told or (self._value(label) if label else self._translated()) or self._granted()

    def by_meaning(self) -> tuple[Sentence, ...]:
        """The field that is meant by a question that wants no yes or no; nothing where none surely is."""
        if not self._whole or wants_yes_or_no(self._whole, language_named(self.language)):
            return ()
        meant = self._match.meant(self._whole, self.product)
        return self._value(meant.label) if meant else ()

    def stated(self, names: Sequence[str]) -> tuple[Sentence, ...]:
        """The sentence of the maker's that states an amount under one of some names: "Dimensions: Width: 34 cm"; or nothing."""
        fact = self._match.stating(list(names), self.product) if self._whole else None
        return tuple(words_of(self.product, fact, replies_of(self.language))) if fact else ()

    def _named(self, asked: frozenset[str]) -> str:
        """The field that a word of the question names; a "heart rate" is no rating. Empty where none is named."""
        words = {regular_singular(word.casefold()) for word in self._words}
        shared = [(len(asked & (label := own_terms(fact.label))), -len(label), fact) for fact in self._fields]
        for count, size, fact in sorted(shared, key=lambda one: one[:2], reverse=True):
            if count and (size < -1 or len(asked) == 1 or regular_singular(fact.label.casefold()) in words):
                return fact.label
        return ""

    def _granted(self, *, loosely: bool = False) -> tuple[Sentence, ...]:
        """What is said in other words of the wish that is asked about: "5 ATM" of swimming; or nothing.

        With ``loosely`` one word is enough, such as "padded" of what is to be warm: that comes near, and is no answer.
        """
        for match in open_thesaurus().wishes(self.said):
            entry = match.entry
            for meant in (*entry.grants, *entry.denials) if isinstance(entry, Wish) else ():
                asked = stem_set([meant])
                # What is wireless may lack Bluetooth.
                values = [fact for fact in self._fields if loosely or fact.truth is None]
                if label := next((fact.label for fact in values if asked and asked <= stem_set([fact.text])), ""):
                    return self._value(label)
                told = words_on(self.product, meant, self.answers.facts, replies_of(self.language), whole=True)
                if (len(asked) > 1 or loosely) and (sentences := tuple(told)):
                    return sentences
        return ()

    def _translated(self) -> tuple[Sentence, ...]:
        """The same of the words in the catalog's own language, where all that one of them means is said."""
        for meant in self._meant:
            terms = stem_set([meant])
            if label := next((fact.label for fact in self._fields if terms == stem_set([fact.label])), ""):
                return self._value(label)
            told = words_on(self.product, meant, self.answers.facts, replies_of(self.language), whole=True)
            if sentences := tuple(told):
                return sentences
        return ()

    def nearby(self) -> tuple[Sentence, ...]:
        """What comes near to a question of which the record says nothing: a field of a like name, or a buyer's words."""
        content, whether = " ".join(self._words), wants_yes_or_no(self._whole, language_named(self.language))
        if not content:
            return () if whether or not self._whole else self._beginning()
        if granted := self._granted(loosely=True):
            return granted
        if listed := self._match.listed(content, self.product) if whether and self._whole else None:
            return self._value(listed.label)
        label = begins_alike(self._words, self._fields) or self._understood(content)
        near = None if label else self.answers.called_otherwise(content, self.answers.facts(self.product))
        label = label or (near.facts[0].label if near else "")
        return self._value(label) if label else self._nearest_words(content) or self._near(whether=whether)

    @cached_property
    def _match(self) -> SemanticMatch:
        return SemanticMatch(self.answers.index, self.answers.encode, self.answers.facts)

    @cached_property
    def _whole(self) -> str:
        """The whole question without the words of the product's name; empty of Chinese, which was not measured."""
        if has_han(self.text or self.said):
            return ""
        language = language_named(self.language)
        said = without_references(self.text or self.said, language).replace(NAME, "it")
        own = stem_set([self.product.title, self.product.brand or ""]) - FUNCTION_STEMS
        return " ".join(word for word in said.split() if not (stem_set([word]) and stem_set([word]) <= own))

    def _near(self, *, whether: bool) -> tuple[Sentence, ...]:
        """What the record says that comes near in meaning: a field, or a sentence as it stands."""
        content = " ".join(self._words)
        fact = self._match.near([self._whole, content], self.product, whether=whether) if self._whole else None
        if fact is None:
            return ()
        told = words_of(self.product, fact, replies_of(self.language)) if fact.is_text else self._value(fact.label)
        return tuple(told)

    def said_nearby(self) -> tuple[Sentence, ...]:
        """The sentence of the maker's that comes near in meaning to what was asked, where no field comes nearer."""
        content = " ".join(self._words)
        fact = self._match.near([self._whole, content], self.product, whether=False) if self._whole and content else None
        return tuple(words_of(self.product, fact, replies_of(self.language))) if fact and fact.is_text else ()

    def telling(self) -> tuple[Sentence, ...]:
        """The sentence of the maker's that comes nearest to what decides; of Chinese, which was not measured, its own words."""
        if has_han(self.said):
            return self.direct()[:1]
        fact = self._match.telling(self.said, self.product)
        return tuple(words_of(self.product, fact, replies_of(self.language))) if fact else ()

    def _beginning(self) -> tuple[Sentence, ...]:
        """How the maker begins to tell of it, which answers "what is it about"."""
        return tuple(makers_beginning(self.product, self.answers.facts, replies_of(self.language)))

    @cached_property
    def _words(self) -> Sequence[str]:
        """The words of the question that say what is asked."""
        said = compiled(acts_of(self.language).empty).sub(" ", self.said)
        words = [word.strip(_MARKS) for word in said.split()]
        return [word for word in words if word.isdecimal() or set(stems_of(word)) - FUNCTION_STEMS - ASKING]

    @property
    def content(self) -> str:
        """The words of the question that say what is asked, as one text."""
        return " ".join(self._words)

    @cached_property
    def _meant(self) -> Sequence[str]:
        """The words of the question in the catalog's own language, where they are in another."""
        return [meant for word in self._words if has_han(word) and (meant := self.translated(word))]

    def _spelled(self, content: str) -> str:
        """The field whose name in the question's language is said in it; empty where none is."""
        if not has_han(content):
            return ""
        asks_how = self._asks_how
        fields = [fact for fact in self._fields if not (asks_how and fact.truth is not None)]
        names = sorted(((fact.label, own_label(fact, self.language)) for fact in fields), key=lambda pair: -len(pair[1]))
        return next((label for label, name in names if len(name) > 1 and name in content.replace(" ", "")), "")

    @cached_property
    def _fields(self) -> Sequence[Fact]:
        return [fact for fact in self.answers.facts(self.product) if not fact.is_text and fact.field not in OF_ITSELF]

    @property
    def _measures(self) -> str:
        """What the answer to "how hot" is measured in."""
        measures = acts_of(self.language).measures if self._asks_how else {}
        words = [word.casefold() for word in self._words]
        meant = " ".join(meant for word, meant in measures.items() if word in words or (has_han(word) and word in self.said))
        return f"{meant} {self._amounts_in_han(meant)}" if has_han(meant) else meant

    def _amounts_in_han(self, measures: str) -> str:
        """The amounts that a record in Chinese says in some measures, as they stand there: 八十度."""
        units = [re.escape(measure) for measure in measures.split() if has_han(measure)]
        amounts = re.compile(rf"[\d一二两三四五六七八九十百半]+(?:{'|'.join(units)})")
        told = (fact.words for fact in self.answers.facts(self.product) if fact.is_text)
        return " ".join(amount for words in told for amount in amounts.findall(words))

    @property
    def _asks_how(self) -> bool:
        return compiled(acts_of(self.language).how).match(self.said) is not None

    def _value(self, label: str) -> tuple[Sentence, ...]:
        return self.answers.answer(ProductQuestion("value", label, (self.product,), self.language, said=label))

    def _amount(self) -> tuple[Sentence, ...]:
        """How much of something it is, where a word asks for that: "is it long" of a book's pages."""
        amounts = language_named(self.language).follow_ups.amounts
        asked = [word.casefold() for word in self._words if not self._describes_another(word)]
        asked += [word for word in amounts if has_han(word) and f"多{word}" in self.said]
        amount = next((amounts[word] for word in asked if word in amounts), None)
        if amount is None:
            return ()
        wanted, names = amount
        question = ProductQuestion("amount", names[0], (self.product,), self.language, names[1:], wanted.of, said=names[0])
        return self.answers.answer(question) if self.answers.finding(question, self.product) else ()

    def _describes_another(self, word: str) -> bool:
        """Whether a word is said of the one behind it and not of the product: "is it too complicated for an old man"."""
        behind = re.search(rf"(?<!\w){re.escape(word)}\s+(\w+)", self.said)
        return behind is not None and not self._asks_how and behind[1] in self._words

    def _understood(self, content: str) -> str:
        """The field that words are about, read as a request; empty where they are of none."""
        named = {clause.field for clause in self.understand(content).clauses if clause.field}
        return next((fact.label for fact in self._fields if fact.field in named), "")

    def _nearest_words(self, content: str) -> tuple[Sentence, ...]:
        """What a buyer says that comes near to a question, though not in its words."""
        said = [fact for fact in self.answers.facts(self.product) if fact.field == "reviews"]
        told = buyers_words(self.product, lambda _product: said, replies_of(self.language), most=6) if said else ()
        pieces = tuple(piece for piece in told if "“" in piece.text)
        if not pieces:
            return ()
        near = self.answers.encode([piece.text.partition("“")[2] for piece in pieces]) @ self.answers.encode([content])[0]
        return (pieces[int(near.argmax())],) if float(near.max()) >= _NEAR_WORDS else ()


def begins_alike(words: Sequence[str], fields: Sequence[Fact]) -> str:
    """The field whose name begins as a word does, "waterproof" and "water resistance", or nearly is one; empty for none."""
    firsts = ((fact.label, fact.label.casefold().split()[0]) for fact in fields)
    labels = [label for label, first in firsts if len(first) > 3 and any(w.casefold().startswith(first) for w in words)]
    alike = (get_close_matches(word.casefold(), [fact.label for fact in fields], n=1, cutoff=_SLIP) for word in words)
    return next(iter(labels), "") or next((near[0] for near in alike if near), "")
