"""What a language must be able to say: a module with the functions of `Wording`, one for each sentence that code writes.

A language without one is answered in the writer's own English (`shopcli.write.wording.english`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from shopcli.text.worded_fact import Number, WordedFact
from shopcli.types import Clause, Hit, Need, Product, difference_of

Kind = Literal["unavailable", "shortfall", "pick", "offer", "more", "alternative", "tradeoff", "nearest"]


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence to be written.

    Attributes:
        kind: unavailable (what answers best but cannot be had), shortfall (nothing meets it all), pick, offer (how what was
            just named is to be had), more (of the pick), alternative, tradeoff (it against the pick), or nearest (to what is
            not sold).
        product: whom it speaks of.
        name: what that product is called.
        facts: what is to be said of it; the price, where it is to be said, comes first.
        other: for a trade-off, the product that it is compared with, and under ``other_name`` what that is called.
        other_facts: what is to be said of the other; a yes/no fact that it lacks comes as the fact's negation or as silence.
        clauses: for a shortfall, what is missed.
        silent: the record of ``other`` says nothing of ``other_facts``.
        beside: for a shortfall, what cannot be had meets more.
        joint: for a shortfall, each clause is met by something, but not all by one.
    """

    kind: Kind
    product: Product
    name: str
    facts: tuple[WordedFact, ...] = ()
    other: Product | None = None
    other_name: str = ""
    other_facts: tuple[WordedFact, ...] = ()
    clauses: tuple[Clause, ...] = ()
    silent: bool = False
    joint: bool = False
    beside: bool = False

    @property
    def by_model(self) -> bool:
        """Whether a model may word it: fields of one product, or a difference that code has worked out.

        Running text, which may hold orders, is quoted by code.
        """
        if self.kind == "tradeoff":
            return self.other is not None and difference_of(self.product, self.other) is not None
        is_quoted = any(fact.fact.is_text for fact in self.facts)
        return self.kind in ("pick", "more", "alternative") and bool(self.facts) and not is_quoted


class Wording(Protocol):
    """Sentence by sentence what code says; `shopcli.write.wording.english` tells what each is for."""

    ADVISES: str  # how the advice opens; a product text advises nobody
    FRAMES: Mapping[str, tuple[tuple[str, ...], ...]]  # of a product text by tone, see `shopcli.write.describe`

    READ_BACK: Sequence[tuple[str, str]]  # patterns of its sentences, and what the checker knows in their place

    # advice
    def nothing_found(self) -> str: ...
    def part_sentence(self, part: Part, need: Need) -> str: ...

    # a comparison
    def joined(self, statements: Sequence[str]) -> str: ...
    def offers(self, statements: Sequence[tuple[str, Sequence[WordedFact]]]) -> Sequence[str]: ...
    def price_gap(self, names: tuple[str, str], products: tuple[Product, Product]) -> str: ...
    def who_has(self, fact: WordedFact, states: Sequence[tuple[str, str]]) -> str: ...
    def numbers_beside(self, names: Sequence[str], label: str, values: Sequence[float], unit: str) -> str: ...
    def missed(self, hit: Hit) -> str: ...
    def as_asked(self, names: Sequence[str], said: Sequence[str]) -> str: ...

    # an answer about a product
    def verdict_before(self, text: str, verdict: bool | None) -> str: ...
    def fact_sentences(self, name: str, fact: WordedFact, *, quality: bool) -> Iterator[str]: ...
    def quoted(self, name: str, fact: WordedFact) -> str: ...
    def unrepeated(self, name: str) -> str: ...
    def silence(self, words: str, kind: str) -> str: ...
    def silent(self, name: str, asked: str) -> str: ...
    def two_numbers(
        self, names: tuple[str, str], values: tuple[Number, Number], *, label: str, wanted: bool | None, gap: str
    ) -> str: ...
    def most(self, name: str, said: str, *, label: str, silent: int) -> str: ...
