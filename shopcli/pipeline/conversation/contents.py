"""What is in a product and how much of it: the size of a pack, and the list of ingredients that a field or a text has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.need.languages.registry import languages
from shopcli.need.languages.request_grammar import compiled
from shopcli.pipeline.conversation.replies import acts_of, replies_of
from shopcli.pipeline.product_answers import ProductAnswers
from shopcli.text.scripts import set_apart
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Fact, Product, Sentence
from shopcli.write.decency import decency
from shopcli.write.moves.telling import makers_beginning
from shopcli.write.product_names import short_name
from shopcli.write.wording.frames import worded

_FIELD = "ingredients"
_OF_A_PACK = ("mass", "volume")  # what a pack is sold by
_LONGEST = 240  # characters of a list that are quoted
_MOST_NAMED = 3  # items that are told to be named
_MARKS = " .,;:*-–()"


@dataclass(frozen=True)
class Contents:
    """What answers about contents over one index.

    Attributes:
        answers: answers from single records.
    """

    answers: ProductAnswers

    def how_much(self, product: Product, language: str) -> tuple[Sentence, ...]:
        """How much is in a pack: the field that says it, else the title; or nothing."""
        facts, stated = self.answers.facts(product), self.answers.stated
        for dimension in _OF_A_PACK:
            if fact := stated.contents(facts, dimension):
                return (_told(product, language, "in a pack", amount=worded(fact).value),)
            if amount := stated.titled(product, dimension):
                return (_told(product, language, "in a pack", amount=amount.words),)
        return ()

    def listed(self, product: Product, language: str) -> tuple[Sentence, ...]:
        """The list of ingredients, word for word, else what a field says of them; nothing where the record has none."""
        if text := _whole(self._list(product)):
            return (_told(product, language, "ingredients", words=text),)
        asked = ProductQuestion("value", _FIELD, (product,), language, said=_FIELD)
        return self.answers.answer(asked) if self.answers.finding(asked, product) else ()

    def unlisted(self, product: Product, language: str) -> tuple[Sentence, ...]:
        """That a record has no such list, and how the maker begins to tell of the product."""
        return (_told(product, language, "no ingredients"), *self.beginning(product, language))

    def beginning(self, product: Product, language: str) -> tuple[Sentence, ...]:
        """How the maker begins to tell of a product."""
        return tuple(makers_beginning(product, self.answers.facts, replies_of(language)))

    def names(self, words: str, product: Product, language: str) -> tuple[Sentence, ...]:
        """That the list of ingredients names what was asked for; nothing where it does not, or there is none."""
        asked = _meant(words, language)
        found = [item for item in self._list(product) if asked and asked <= stem_set([item])]
        if not found:
            return ()
        return (_told(product, language, "lists it", words=_joined(found, language)),)

    def does_not_name(self, words: str, product: Product, language: str) -> tuple[Sentence, ...]:
        """That the list of ingredients does not name what was asked for, and how it reads; nothing where there is none."""
        text = _whole(self._list(product))
        if not text or not _meant(words, language):
            return ()
        return (_told(product, language, "does not list it", asked=_bare(words, language), words=text),)

    def besides(self, words: str, product: Product, language: str) -> tuple[Sentence, ...]:
        """What the list of ingredients names beside some things, or that it names nothing else; or nothing."""
        items, own = self._list(product), stem_set([words]) - FUNCTION_STEMS
        if not items or not own:
            return ()
        others = [item for item in items if not own & stem_set([item])]
        if not others:
            return (_told(product, language, "lists nothing else", words=_whole(items)),)
        told = _whole(others)
        return (_told(product, language, "lists beside it", asked=words, words=told),) if told else ()

    def _list(self, product: Product) -> Sequence[str]:
        """The items of the list of ingredients."""
        for fact in self.answers.facts(product):
            for items in _lists(fact):
                if items and not decency().found(", ".join(items)):
                    return items
        return ()


def _lists(fact: Fact) -> Iterator[Sequence[str]]:
    """The lists of ingredients that a fact holds: one of that name whole, in a text what stands under such a heading."""
    for pack in languages():
        grammar = pack.speech_acts.contents if pack.speech_acts else None
        if grammar is None:
            continue
        if not fact.is_text and isinstance(fact.value, str) and compiled(grammar.heading).fullmatch(fact.label):
            yield _items(fact.value)
        elif fact.is_text and fact.field != "reviews":
            # Where a heading lost its line it stands at the beginning of a sentence in a text of small letters.
            headings = list(re.finditer(rf"(?:{grammar.titled})", fact.words))
            lists = [_items(_until_next(fact.words[heading.end() :], grammar.behind)) for heading in headings]
            yield from sorted(lists, key=lambda items: len(items) < 2)


def _until_next(text: str, behind: str) -> str:
    """A text up to where the next heading, or the next sentence, begins."""
    line = text.partition("\n")[0].lstrip(_MARKS)
    end = re.search(rf"(?:{behind})", line)
    return line[: end.start()] if end else line


def _items(text: str) -> Sequence[str]:
    """The items of a list, those in brackets with what they belong to."""
    items, depth, item = list[str](), 0, ""
    for sign in text:
        depth += (sign in "([{（") - (sign in ")]}）")
        if sign in ",;、，；" and depth <= 0:
            items.append(item)
            item = ""
        else:
            item += sign
    return tuple(bare for one in (*items, item) if (bare := one.strip().strip(".。").strip()))


def _whole(items: Sequence[str]) -> str:
    """As many items as can be quoted, in one line."""
    told = ", ".join(items)
    if len(told) <= _LONGEST:
        return told
    cut = told[:_LONGEST].rpartition(",")[0]
    return f"{cut} …" if cut else ""


def _joined(items: Sequence[str], language: str) -> str:
    return replies_of(language)["comma"].join(items[:_MOST_NAMED])


def _bare(words: str, language: str) -> str:
    """What is asked for, without what only says that there is to be some of it: of "any added sugar" the sugar."""
    return compiled(rf"\A(?:(?:{acts_of(language).contents.some})\s*)+").sub("", words.strip(_MARKS + "?？")).strip()


def _meant(words: str, language: str) -> frozenset[str]:
    return frozenset(stem_set([_bare(words, language)]) - FUNCTION_STEMS)


def _told(product: Product, language: str, reply: str, **words: str) -> Sentence:
    text = set_apart(replies_of(language)[reply], name=short_name(product), **words)
    return Sentence(text, (product.id,), "template")
