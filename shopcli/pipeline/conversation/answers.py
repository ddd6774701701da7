"""What a conversation asks of the catalog beside a search: names, what goes with a product, questions that no field answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from shopcli.index import Index
from shopcli.need.dialogue.dialogue_state import ComparedField
from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.request_grammar import compiled
from shopcli.pipeline.complements.complements import Complements, open_baskets, reason
from shopcli.pipeline.conversation.contents import Contents
from shopcli.pipeline.conversation.open_question import ASKING, OpenQuestion, begins_alike
from shopcli.pipeline.conversation.replies import replies_of
from shopcli.pipeline.conversation.side_by_side import SideBySide
from shopcli.pipeline.conversation.standing import Standing
from shopcli.pipeline.conversation.which_of_these import WhichOfThese
from shopcli.pipeline.linking import EntityLinker
from shopcli.pipeline.product_answers import ProductAnswers
from shopcli.pipeline.reviews.summary import ReviewReader
from shopcli.pipeline.reviews.telling import fewest_complaints, told
from shopcli.text.scripts import has_han, set_apart
from shopcli.text.sizes import is_size
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.text.words import regular_singular
from shopcli.types import Answer, Complement, Hit, Need, Product, Sentence
from shopcli.write.moves.telling import buyers_words, words_against
from shopcli.write.offer import price_of
from shopcli.write.product_names import short_name
from shopcli.write.product_qa import Finding

_SHORTEST_STEM, _ENDING = 4, 2  # letters of a stem, and of what may be added to it
_FEW = 4  # products of a name: what more are called names a kind of thing
_LIKELY = 40
_BESIDE = 3  # products that are shown to go with another


@dataclass(frozen=True)
class ConversationAnswers:
    """What answers in a conversation over one index.

    Attributes:
        index: the open index.
        linker: what it knows of kinds.
        answers: answers from single records.
        search: the products for a need.
        understand: words as a need.
        reviews: what buyers say.
    """

    index: Index
    linker: EntityLinker
    answers: ProductAnswers
    search: Callable[..., Answer]
    understand: Callable[..., Need]
    reviews: ReviewReader

    @cached_property
    def side_by_side(self) -> SideBySide:
        """What is said of two products or more beside each other."""
        return SideBySide(self.answers, self.search)

    # --- names

    def titled(self, words: str) -> Sequence[Product]:
        """The few products whose title has all these words; none where many have."""
        tokens, scores = _tokens(words), self.index.words.scores(words)
        likely = (int(row) for row in scores.argsort()[::-1][:_LIKELY] if scores[row] > 0)
        rows = [row for row in likely if _has_all(tokens, self.index.records.title(row))]
        named_just_so = [row for row in rows if _tokens(self.index.records.title(row)) == tokens]
        rows = named_just_so if len(rows) > _FEW else rows
        if len(rows) > _FEW:
            return []
        return sorted((self.index.records[row] for row in rows), key=lambda product: _where(tokens, product.title))

    def speaks_of(self, words: str, product: Product) -> bool:
        """Whether a product's record has a field that is called so."""
        asked = stem_set([words])
        return any(asked <= stem_set([fact.label]) for fact in self.answers.facts(product) if not fact.is_text)

    def is_known(self, word: str) -> bool:
        """Whether a record says a word."""
        return bool(self.index.sayings.judge(word)[0].any())

    def is_kind(self, words: str) -> bool:
        """Whether words name a kind of thing that the catalog has."""
        return self.linker.named(words).is_kind

    def is_sold(self, words: str) -> bool:
        """Whether some product's title or category has all these words."""
        scores, tokens = self.index.words.scores(words), _tokens(words)
        likely = (int(row) for row in scores.argsort()[::-1][:_LIKELY] if scores[row] > 0)
        return any(
            _has_all(tokens, f"{self.index.records.title(row)} {self.index.records[row].category or ''}") for row in likely
        )

    def kinds(self) -> Sequence[str]:
        """What the catalog's sections are called, the largest first; empty where it has none."""
        columns = self.index.columns
        if "category" not in columns:
            return ()
        column = columns.get("category")
        counts = Counter(_WITHIN.split(column.choices[int(value)])[0].strip() for value in column.values)
        return [name for name, _ in counts.most_common(_MOST_KINDS)]

    def examples(self) -> Sequence[str]:
        """Names of a few products from all over the catalog."""
        step = max(1, len(self.index) // _EXAMPLES)
        rows = range(step // 2, len(self.index), step)
        return [short_name(self.index.records[row]) for row in rows][:_EXAMPLES]

    # --- one product

    def buyers(self, product: Product, language: str, *, against: bool = False) -> tuple[Sentence, ...]:
        """What buyers say of a product, summed up; with ``against`` what they and its maker own against it."""
        if against:
            return tuple(words_against(product, self.answers.facts, replies_of(language)))
        summed_up = tuple(told(self.reviews.summary(product), language))
        return (*buyers_words(product, self.answers.facts, replies_of(language), most=0 if summed_up else 2), *summed_up)

    def fewest_complaints(self, products: Sequence[Product], language: str) -> tuple[Sentence, ...]:
        """Of which of some products the smallest share of reviews complain."""
        return fewest_complaints([self.reviews.summary(product) for product in products], language)

    def answer(self, asked: ProductQuestion) -> tuple[Sentence, ...]:
        """The answer from the record, or what buyers and the maker say of what was asked, or that the record is silent."""
        told = self._answer(asked)
        if len(asked.products) != 1 or asked.kind not in ("is", "amount"):
            return told
        return (*told, *self._standing.told(asked.words, asked.products[0], asked.language))

    @cached_property
    def contents(self) -> Contents:
        """What is in products, and how much of it."""
        return Contents(self.answers)

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self.index, self.linker)

    def _answer(self, asked: ProductQuestion) -> tuple[Sentence, ...]:
        if len(asked.products) > 1 and is_size(asked.words.strip()):
            return tuple(sentence for one in asked.products for sentence in self.answer(replace(asked, products=(one,))))
        if len(asked.products) > 1 and asked.kind in ("is", "has", "does"):
            return WhichOfThese(asked, self.answers.finding, self.answers.facts).told()
        told = self.answers.answer(asked)
        if len(asked.products) != 1 or asked.kind in ("comparison", "most"):
            return told
        product = asked.products[0]
        finding = self.answers.finding(asked, product)
        is_mere_yes = finding is None or all(fact.truth is not None for fact in finding.facts)
        if asked.kind == "value" and is_mere_yes and (measured := self._measured(asked, product)):
            return measured  # 防水指数多少 asks for more than a yes
        if listed := self._listed(asked, product, finding):
            return listed
        if finding is not None:
            return _by_its_words(told, asked)
        if asked.kind == "amount" and (fact := self.answers.fact_of(asked.text, product)):
            return fact  # "Women: 9 oz" under "weight women"
        otherwise = replace(self._open(asked.said or asked.words, product, asked.language), text=asked.text)
        if asked.kind == "amount" and asked.of in _MEASURED:
            told = self.answers.amounts.how_much(asked, product)  # what weighs less says nothing of how much it weighs
            is_silent = not any(_NUMBER.search(sentence.text.replace(short_name(product), "")) for sentence in told)
            return (otherwise.stated((asked.words, *asked.meant)) if is_silent else ()) or told
        direct = otherwise.direct()
        if asked.kind == "amount" and not any(_NUMBER.search(sentence.text) for sentence in direct):
            direct = ()
        # Of a warranty the battery's life says nothing.
        nearby = otherwise.said_nearby() if asked.kind == "value" else otherwise.nearby()
        if nearby and asked.kind in ("is", "has", "does") and not has_han(asked.words):
            told = (self.unsaid(product, asked.language, is_near=True),)  # what comes near may well be what was meant
        return direct or _by_its_words((*told, *nearby), asked)

    def _listed(self, asked: ProductQuestion, product: Product, finding: Finding | None) -> tuple[Sentence, ...]:
        """What a list of ingredients tells of what a product is to have, where nothing else in its record decides it."""
        if asked.kind != "has" or (finding is not None and finding.verdict is not None):
            return ()
        named = self.contents.names(asked.words, product, asked.language)
        return named or (() if finding else self.contents.does_not_name(asked.words, product, asked.language))

    def _measured(self, asked: ProductQuestion, product: Product) -> tuple[Sentence, ...]:
        """The quantity of a product whose name begins as the words asked do, in the catalog's own language; or nothing."""
        meant = (self.linker.translated(asked.words) or "").split()
        numbers = [fact for fact in self.answers.facts(product) if isinstance(fact.value, float)]
        label = begins_alike(meant, [fact for fact in numbers if fact.field not in ("price", "rating")])
        return self.answers.answer(replace(asked, words=label, said=label)) if label else ()

    def open_answer(self, said: str, product: Product, language: str) -> tuple[Sentence, ...]:
        """The answer to a question of no known form: a field that it names, what is said of it, or that nothing is."""
        asked = self._open(said, product, language)
        if compiled(language_named(language).follow_ups.trail).search(said.rstrip(" ?.!？。！")):  # "is there sugar in it?"
            words = asked.content
            listed = self.contents.names(words, product, language) or self.contents.does_not_name(words, product, language)
            if listed:
                return listed
        if told := asked.direct():
            return (*told, *self._standing.told(said, product, language))
        nearby = asked.nearby()
        return (self.unsaid(product, language, is_near=bool(nearby)), *nearby)

    def said_on(self, words: str, product: Product, language: str) -> tuple[Sentence, ...]:
        """What a record says on what decides between products, "if it rains", in its own words; or nothing."""
        return self._open(words, product, language).telling()

    def unsaid(self, product: Product, language: str, *, is_near: bool) -> Sentence:
        """That a record does not say what was asked, or not in these words, where what comes near is told behind it."""
        text = set_apart(replies_of(language)["not said so" if is_near else "not said"], name=short_name(product))
        return Sentence(text, (product.id,), "template")

    def field_meant(self, said: str, product: Product, language: str) -> tuple[Sentence, ...]:
        """The field of a product's record that a question surely means; nothing where none is."""
        return self._open(said, product, language).by_meaning()

    def _open(self, said: str, product: Product, language: str) -> OpenQuestion:
        return OpenQuestion(self.answers, self.understand, said, product, language, self.linker.translated)

    def measured_alike(self, word: str, products: Sequence[Product]) -> ComparedField | None:
        """The quantity of products whose name begins as a word does: the water column for "waterproof"; None where none has."""
        for product in products:
            numbers = [fact for fact in self.answers.facts(product) if isinstance(fact.value, float)]
            label = begins_alike(
                [word, *(self.linker.translated(word) or "").split()],
                [fact for fact in numbers if fact.field not in ("price", "rating")],
            )
            fact = next((fact for fact in numbers if fact.label == label), None) if label else None
            if fact and fact.field in self.index.columns:
                rows = [self.index.row(one.id) for one in products]
                values = [float(value) for value in self.index.columns.dense(fact.field)[rows]]
                return ComparedField(fact.field, fact.unit, tuple(None if value != value else value for value in values))
        return None

    def has_value(self, field: str, words: str) -> str:
        """The value of a field that words are, as the catalog writes it; empty where they are none."""
        if field not in self.index.columns:
            return ""
        choices = (*self.index.columns.get(field).choices, *self.index.columns.values_of(field))
        return next((choice for choice in choices if choice.casefold() == words.casefold()), "")

    def name_of(self, product: Product) -> str:
        """What a product is called in an answer."""
        return short_name(product)

    def bearing(self, said: str, product: Product) -> int:
        """How many of the words of a question a product's record says."""
        asked = stem_set([said]) - FUNCTION_STEMS - ASKING
        said_of_it = stem_set([f"{fact.label} {fact.words}" for fact in self.answers.facts(product)])
        return sum(stem in said_of_it or any(_is_nearly(stem, other) for other in said_of_it) for stem in asked)

    # --- what goes with it

    def prices(self, products: Sequence[Product], language: str) -> tuple[Sentence, ...]:
        """What each of some products costs; nothing where the record of one does not say."""
        priced = [(product, price_of(product)) for product in products]
        if not all(price for _, price in priced):
            return ()
        reply, together = replies_of(language)["price"], replies_of(language)["together"]
        names = [short_name(product) for product in products]
        told = [
            Sentence(set_apart(reply, name=name, price=self._price_told(price[0].value, language)), (product.id,), "template")
            for name, (product, price) in zip(names, priced, strict=True)
        ]
        if len(products) == 2 and (total := _sum_of(products)):
            text = set_apart(together, name=names[0], other=names[1], sum=self._price_told(total, language))
            told.append(Sentence(text, tuple(product.id for product in products), "template"))
        return tuple(told)

    def sibling(self, product: Product) -> Product | None:
        """Another product of the same title; None where there is none."""
        alike = (other for other in self.titled(product.title) if other.id != product.id)
        return next(alike, None)

    @cached_property
    def complements(self) -> Complements:
        """What goes with what: by the history that was imported, else by the records."""
        return Complements(self.index, open_baskets())

    def served_by(self, product: Product, among: Sequence[Product]) -> Product:
        """The one of some products that a product's record names as what it is for, the watch of a strap; else itself."""
        verdicts = ((other, self.complements.records.fit(product, other)) for other in among if other.id != product.id)
        named = (other for other, verdict in verdicts if isinstance(verdict, Complement) and verdict.relation == "named")
        return next(named, product)

    def beside(self, thing: str, product: Product, language: str) -> tuple[tuple[Hit, ...], tuple[Sentence, ...]]:
        """What goes with a product, of a kind or of any; and how that is told, with how it is known.

        What is known to go with it comes first. What says that it does not, or names another model, is out; whether any other
        fits is left open.
        """
        replies = replies_of(language)
        if language_named(language).complements.anything.fullmatch(thing):
            found = self.complements.of(product, top=_BESIDE)
            nothing = Sentence(self.complements.none_said(product, language), (product.id,), "template")
            told = tuple(self._told_beside(product, found, found, language)) or (nothing,)
            return tuple(Hit(one.product, 0.0) for one in found), told
        need = self.understand(thing)
        answer = self.search(need, top=_LIKELY)
        name = short_name(product)
        if answer.not_sold or not answer.results:
            return (), (Sentence(set_apart(replies["none beside"], thing=thing, name=name), (product.id,), "template"),)
        hits = [hit for hit in answer.results if hit.product.id != product.id and not _misses_thing(hit)]
        hits = hits or [hit for hit in answer.results if hit.product.id != product.id]
        if product.category and not self.is_kind(thing):  # no guitars where strings are asked for
            hits = [hit for hit in hits if hit.product.category != product.category]
        hits += [Hit(one, 0.0) for one in self.complements.called(thing, product, besides=[hit.product.id for hit in hits])]
        fitting, open_ones = self.complements.among([hit.product for hit in hits], product)
        shown = ([one.product for one in fitting] or open_ones)[:_BESIDE]
        if not shown:
            reply = language_named(language).complements.replies["names another"]
            return (), (Sentence(set_apart(reply, thing=thing, name=name), (product.id,), "template"),)
        by_id = {hit.product.id: hit for hit in hits}
        return tuple(by_id[one.id] for one in shown), tuple(self._told_beside(product, fitting, shown, language))

    def _told_beside(
        self, product: Product, fitting: Sequence[Complement], shown: Sequence[Product] | Sequence[Complement], language: str
    ) -> Iterator[Sentence]:
        """What goes with a product, the first two, and why the first does; that it is open where no record says it."""
        name, replies = short_name(product), replies_of(language)
        others = [one.product if isinstance(one, Complement) else one for one in shown]
        for number, one in enumerate(others[:2]):
            other, price = short_name(one), price_of(one)
            reply = replies[f"{'or ' if number else ''}beside{'' if price else ' without price'}"]
            text = set_apart(reply, name=name, other=other, price=self._price_told(price[0].value, language) if price else "")
            cites = (product.id, one.id)
            yield Sentence(text, cites, "template")
            if fitting:
                yield Sentence(reason(fitting[number], product, language), cites, "template")
            elif number == 0:
                yield Sentence(set_apart(replies["not named there"], name=name), cites, "template")

    def _price_told(self, shown: str, language: str) -> str:
        lexicon = language_named(language).lexicon
        return lexicon.money(shown) if lexicon else shown


def _by_its_words(told: tuple[Sentence, ...], asked: ProductQuestion) -> tuple[Sentence, ...]:
    """An answer from the sentence on that says the very words of a Chinese question: it breaks the silence before it."""
    first = next((at for at, sentence in enumerate(told) if at and asked.words in sentence.text), 0)
    return told[first:] if has_han(asked.words) else told


def _where(tokens: set[str], title: str) -> tuple[bool, int]:
    """How late in a title its words stand: what is for a thing is named behind it."""
    words = title.casefold().replace("-", " ").split()
    at = min((place for place, word in enumerate(words) if regular_singular(word) in tokens), default=0)
    return "for" in words[:at], at


def _has_all(tokens: set[str], title: str) -> bool:
    """Whether a title has all the words, those that no blanks part within longer ones."""
    own = _tokens(title)
    return all(token in own or (has_han(token) and token in title) for token in tokens)


def _misses_thing(hit: Hit) -> bool:
    return any(clause.kind == "topic" for clause in (*hit.unmet, *hit.unknown))


def _tokens(text: str) -> set[str]:
    return {regular_singular(word.strip("\"'“”‘’?.!,;:()|")) for word in text.casefold().replace("-", " ").split()}


_MEASURED = ("mass", "size", "length", "loudness", "light", "temperature", "volume", "power", "speed")  # by words of amounts
_WITHIN = re.compile(r"\s*(?:[>/|,]|::)\s*")  # between the parts of a section's path
_EXAMPLES = 4
_MOST_KINDS = 20
_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百半]")


def _is_nearly(stem: str, other: str) -> bool:
    """Whether two stems are of one word and of what is full of it: "rain" and "rainy"."""
    short, long = sorted((stem, other), key=len)
    return len(short) >= _SHORTEST_STEM and len(long) - len(short) <= _ENDING and long.startswith(short)


def _sum_of(products: Sequence[Product]) -> str:
    """What products cost in all; empty where a price is missing or in other money."""
    prices = [product.price for product in products if product.price is not None]
    if len(prices) < len(products) or len({product.currency for product in products}) > 1:
        return ""
    return f"{sum(prices):.2f} {products[0].currency or ''}".strip()
