"""A shop of five products and a screen that writes down what it was asked to show: real objects, no models, no files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from shopcli.chat.session import Session
from shopcli.errors import ShopcliError
from shopcli.need import understand
from shopcli.need.dialogue.dialogue_state import ComparedField
from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.need.tagging.dialogue_acts import ActSegment
from shopcli.need.utterance import Utterance
from shopcli.render.explain import plain_why
from shopcli.types import (
    Advice,
    Answer,
    Attention,
    Clause,
    Evidence,
    Explanation,
    Fact,
    Hit,
    Need,
    Product,
    Sentence,
    Value,
    show_value,
)

COLOURS = ("black", "white", "grey")
PRODUCTS = (
    Product(
        "w1", "Norvik Trail Watch", brand="Norvik", price=168.95, currency="EUR", attributes={"colour": "black", "gps": True}
    ),
    Product("w2", "Tessel Bip Watch", brand="Tessel", price=79.9, currency="EUR", attributes={"colour": "black", "gps": True}),
    Product(
        "w3", "Aurelo Pacer Watch", brand="Aurelo", price=149.0, currency="EUR", attributes={"colour": "white", "gps": True}
    ),
    Product("w4", "Kibo Classic Watch", brand="Kibo", price=19.9, currency="EUR", attributes={"colour": "black", "gps": False}),
    Product(
        "m1",
        "Norvik Wireless Mouse",
        brand="Norvik",
        price=29.5,
        currency="EUR",
        attributes={"colour": "grey", "wireless": True},
    ),
)


@dataclass(frozen=True)
class ShopWords:
    """The names of the shop of five."""

    brands: dict[str, str] = field(default_factory=lambda: {p.brand.lower(): p.brand for p in PRODUCTS if p.brand})
    common_words: tuple[str, ...] = ()
    colours: tuple[str, ...] = COLOURS
    colour_words: dict[str, str] = field(default_factory=lambda: {colour: colour for colour in COLOURS})
    currencies: tuple[str, ...] = ("EUR",)
    fields: tuple[str, ...] = ("colour", "gps", "wireless", "battery_life")
    switches: tuple[str, ...] = ()


class FakeShop:
    """An advisor over the shop of five: it filters for truth and ranks by shared words.

    Args:
        interrupted_after: Ctrl-C arrives after so many sentences.
        cannot_load: what ``warm_up`` raises.
        cannot_search: what ``search`` raises.
    """

    writer_name = "fake-writer"

    def __init__(
        self,
        *,
        interrupted_after: int | None = None,
        cannot_load: BaseException | None = None,
        cannot_search: ShopcliError | None = None,
    ) -> None:
        self.vocabulary = ShopWords()
        self.warmed_up = 0
        self._interrupted_after = interrupted_after
        self._cannot_load, self._cannot_search = cannot_load, cannot_search

    def warm_up(self, *, text: bool = True) -> None:
        self.warmed_up += 1
        if self._cannot_load:
            raise self._cannot_load

    @property
    def shown_catalog(self) -> FakeCatalogLookup:
        return FakeCatalogLookup()

    @property
    def follow_ups(self) -> FakeShop:
        return self

    @property
    def talk(self) -> FakeShop:
        return self

    @property
    def bundles(self) -> FakeShop:
        return self

    def fact_by_name(self, said: str, *, known: bool) -> Answer | None:
        return None

    def fact_of(self, said: str, product: Product) -> tuple[Sentence, ...]:
        return ()

    def asked(self, query: str) -> None:
        """It takes every request for one of a single thing."""

    def titled(self, words: str) -> Sequence[Product]:
        return [product for product in PRODUCTS if _words(words) <= _words(product.title)]

    def name_of(self, product: Product) -> str:
        return product.title

    def speaks_of(self, words: str, product: Product) -> bool:
        return words in product.attributes

    def is_known(self, word: str) -> bool:
        return True

    def is_kind(self, words: str) -> bool:
        return words.rstrip("s") in ("watch", "mouse")

    def is_sold(self, words: str) -> bool:
        return self.is_kind(words)

    def kinds(self) -> Sequence[str]:
        return ("watches", "mice")

    @property
    def side_by_side(self) -> FakeShop:
        return self

    def differences(self, need: Need, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
        return self.verdict(need, hits)

    def which(self, need: Need, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
        return (Sentence(f"One of {len(hits)} for {need.query}.", tuple(hit.product.id for hit in hits), "template"),)

    def compare(self, said: str, need: Need, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
        return self.verdict(need, hits)

    def states(self, asked: ProductQuestion) -> bool:
        return False

    def stating(self, said: str, need: Need, shown: Sequence[Product]) -> tuple[tuple[Hit, ...], tuple[Sentence, ...]]:
        return (), ()

    def why_over(self, need: Need, hit: Hit, other: Hit) -> tuple[Sentence, ...]:
        return (Sentence(f"{hit.product.title} over {other.product.title}.", (hit.product.id, other.product.id), "template"),)

    def why_not(self, need: Need, hit: Hit, taken: Hit) -> tuple[Sentence, ...]:
        return (Sentence(f"{taken.product.title}, not {hit.product.title}.", (hit.product.id, taken.product.id), "template"),)

    def sibling(self, product: Product) -> Product | None:
        return None

    def measured_alike(self, word: str, products: Sequence[Product]) -> ComparedField | None:
        return None

    def has_value(self, field: str, words: str) -> str:
        return words if words in COLOURS else ""

    def bearing(self, said: str, product: Product) -> int:
        return len(_words(said) & _words(_said(product)))

    def buyers(self, product: Product, language: str, *, against: bool = False) -> tuple[Sentence, ...]:
        return (Sentence(f"{product.title}: {'against' if against else 'buyers'}", (product.id,), "template"),)

    def open_answer(self, said: str, product: Product, language: str) -> tuple[Sentence, ...]:
        return (Sentence(f"{product.title}: open {said}", (product.id,), "template"),)

    def served_by(self, product: Product, among: Sequence[Product]) -> Product:
        return product

    def beside(self, thing: str, product: Product, language: str) -> tuple[tuple[Hit, ...], tuple[Sentence, ...]]:
        return (), (Sentence(f"{product.title}: with {thing}", (product.id,), "template"),)

    def answer(self, asked: ProductQuestion) -> tuple[Sentence, ...]:
        """Whom it was asked of, and what."""
        said = f"{asked.kind} {asked.words}"
        return tuple(Sentence(f"{product.title}: {said}", (product.id,), "template") for product in asked.products)

    def verdict(self, need: Need, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
        return (Sentence(f"{len(hits)} compared for {need.query}.", tuple(hit.product.id for hit in hits), "template"),)

    def acts(self, text: str) -> tuple[ActSegment, ...]:
        return ()

    def understand(self, query: str | Utterance, *, topic: str = "") -> Need:
        said = Utterance.opening(query) if isinstance(query, str) else query
        return replace(understand(said.text, self.vocabulary), question=said.question)

    def facts(self, product: Product) -> tuple[Fact, ...]:
        price = Fact("price", product.price or 0.0, product.currency)
        return (price, *(Fact(name, value) for name, value in product.attributes.items()))

    def attention(self, need: Need, product_id: str) -> Attention:
        """Half on the title and the rest evenly, where words are shared; a field's clause is all on its fact."""
        product = next(product for product in PRODUCTS if product.id == product_id)
        facts = (Fact("title", product.title), *self.facts(product))
        clauses = tuple(clause for clause in need.clauses if clause.is_hard or clause.kind != "exclude")
        rows = tuple(tuple(_weight(clause, fact, facts) for fact in facts) for clause in clauses)
        silent = tuple(c for c in clauses if not c.is_hard and not _words(c.text) & _words(product.title))
        return Attention(clauses, facts, rows, tuple(None if c.is_hard else 0.5 for c in clauses), silent)

    def search(self, need: Need, *, top: int = 3, offset: int = 0, asked: Collection[str] = ()) -> Answer:
        if self._cannot_search:
            raise self._cannot_search
        hits = sorted((_hit(product, need) for product in PRODUCTS), key=lambda hit: -hit.score)
        if need.sort:
            name, sign = need.sort.field, 1 if need.sort.order == "asc" else -1
            hits.sort(key=lambda hit: sign * float(_value(hit.product, name) or 0))
        hits.sort(key=lambda hit: len(hit.unmet) + len(hit.unknown))
        matching = sum(hit.meets_all for hit in hits)
        return Answer(need, tuple(hits[offset : offset + top]), matching, () if matching else hits[0].unmet)

    def advise(self, answer: Answer) -> Iterator[Sentence]:
        for number, hit in enumerate(answer.results[:2]):
            if number == self._interrupted_after:
                raise KeyboardInterrupt
            price = show_value(hit.product.price or 0.0, hit.product.currency)
            yield Sentence(f"The {hit.product.title} costs {price}.", (hit.product.id,), "lm")
        if self._interrupted_after == 2:
            raise KeyboardInterrupt


class FakeCatalogLookup:
    """What the shop of five says of what is shown: everything that a title names is a kind of thing here."""

    def compared(self, of: str, context: str, products: Sequence[Product], *, said: str = "") -> ComparedField | None:
        return ComparedField("price", "EUR", tuple(product.price for product in products)) if of == "price" else None

    def numbers(self, field: str, products: Sequence[Product]) -> ComparedField | None:
        return self.compared(field, "", products)

    def field(self, of: str, said: str, topic: str) -> str | None:
        return "price" if of == "price" else None

    def choice_field(self, words: str) -> str | None:
        return None

    def holding(self, clause: Clause, products: Sequence[Product]) -> tuple[bool, ...]:
        if clause.op == "has":
            return tuple(_words(str(clause.value)) <= _words(_said(product)) for product in products)
        return tuple(_holds(product, clause) is True for product in products)

    def called(self, words: str, topic: str) -> float:
        return 1.0

    def entitled(self, words: str) -> bool:
        return any(_words(words) <= _words(product.title) for product in PRODUCTS)

    def names_colour(self, words: str) -> bool:
        return words in ("black", "blue", "red")

    def means(self, words: str, field: str) -> bool:
        return words == field.replace("_", " ")

    def says(self, words: str, topic: str) -> bool:
        return any(_words(words) <= _words(_said(product)) for product in PRODUCTS)

    def same(self, words: str, topic: str) -> bool:
        return words.lower().rstrip("s") == topic.lower().rstrip("s")


def _weight(clause: Clause, fact: Fact, facts: Sequence[Fact]) -> float:
    if clause.field:
        return float(fact.field == clause.field)
    return 0.5 if fact.field == "title" else 0.5 / (len(facts) - 1)


def _said(product: Product) -> str:
    return " ".join([product.title, *(name for name, value in product.attributes.items() if value is True)])


def _hit(product: Product, need: Need) -> Hit:
    unmet = tuple(clause for clause in need.hard if _holds(product, clause) is False)
    unknown = tuple(clause for clause in need.hard if _holds(product, clause) is None)
    soft = [clause for clause in need.clauses if not clause.is_hard and clause.kind != "exclude"]
    evidence = tuple(
        Evidence(clause, Fact("title", product.title), 0.5) for clause in soft if _words(clause.text) & _words(product.title)
    )
    return Hit(product, _score(product, soft), unmet, unknown, evidence)


def _score(product: Product, soft: Sequence[Clause]) -> float:
    said = _said(product)
    liked = {p.id: p.title for p in PRODUCTS}
    wanted = " ".join(liked[str(clause.value)] if clause.op == "like" else clause.text for clause in soft)
    return len(_words(wanted) & _words(said)) + (0.5 if wanted == product.title else 0.0)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _value(product: Product, name: str) -> Value | None:
    return {"price": product.price, "brand": product.brand}.get(name, product.attributes.get(name))


def _holds(product: Product, clause: Clause) -> bool | None:
    value, wanted = _value(product, clause.field or ""), clause.value
    if value is None or wanted is None:
        return None
    if clause.op in ("is", "==", "!="):
        return (value == wanted) == (clause.op != "!=")
    number, limit = float(value), float(wanted)
    return {"<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit}[str(clause.op)]


class FakeScreen:
    """A console that keeps a line for each thing it was asked to show."""

    plain = True
    ask_line = None

    def __init__(self) -> None:
        self.log: list[str] = []

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.log) + "\n"

    def show_answer(self, answer: Answer) -> None:
        order = [f"by {answer.need.sort.field} {answer.need.sort.order}"] if answer.need.sort else []
        self.log.append(f"I looked for: {' · '.join([*(clause.text for clause in answer.need.clauses), *order])}")
        for rank, hit in enumerate(answer.results, start=1):
            misses = "".join(f", misses {clause.text}" for clause in (*hit.unmet, *hit.unknown))
            self.log.append(f"{rank}. {hit.product.title}, {hit.product.price:.2f}{misses}")

    def show_sentence(self, sentence: Sentence, answer: Answer) -> None:
        self.log.append(f"« {sentence.text}")

    def end_advice(self, answer: Answer, advice: Advice) -> None:
        self.log.append(f"« {len(advice.sentences)} by {advice.model}")

    def show_need(self, need: Need) -> None:
        self.log += [f"need {number}: {clause.text}" for number, clause in enumerate(need.clauses, start=1)]

    def show_why(self, explanation: Explanation) -> None:
        self.log += plain_why(explanation)

    def show_product(self, product: Product, facts: Sequence[Fact]) -> None:
        self.log.append(f"{product.title}: {', '.join(fact.text for fact in facts)}")

    def show_comparison(self, products: Sequence[Product], facts: Sequence[Sequence[Fact]]) -> None:
        self.log.append(" | ".join(f"{p.title} ({len(said)} facts)" for p, said in zip(products, facts, strict=True)))

    def show_verdict(self, sentences: Sequence[Sentence]) -> None:
        self.log += [sentence.text for sentence in sentences]

    def message(self, text: str) -> None:
        self.log += text.split("\n")

    def note(self, text: str) -> None:
        self.log.append(f"({text})")

    def hint(self, text: str) -> None:
        self.note(text)

    def error(self, error: ShopcliError) -> None:
        self.log += [f"error: {error}", f"hint: {error.hint}"]


def say(session: Session, text: str) -> Answer:
    """What a conversation finds for what is said."""
    return session.search(session.classify(text))


def tell(session: Session, text: str) -> tuple[Sentence, ...]:
    """What a conversation answers of the shown; nothing where that was not asked."""
    asked = session.classify(text).asked
    return session.answer(text, asked) if asked else ()
