"""What a refinement may refer to: the need in force, what was shown, the catalog behind both, and the language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from shopcli.need.languages.refinement_grammar import RefinementGrammar
from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.types import CatalogQuestion, Clause, Hit, Need, Product


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field by which products are compared.

    Attributes:
        field: its name.
        unit: its unit, where it has one.
        values: each product's, None where its record does not say, or says no number.
    """

    field: str
    unit: str | None
    values: tuple[float | None, ...]


class Understand(Protocol):
    """Turns words into a need; ``topic`` is what is being looked for, where the words only add to it."""

    def __call__(self, query: str, *, topic: str = "") -> Need: ...


class CatalogLookup(Protocol):
    """What the catalog is asked about what is shown and what is looked for."""

    def choice_field(self, words: str) -> str | None:
        """The field of few values that goes by a name, such as "sizes"; None where none does."""

    def compared(self, of: str, context: str, products: Sequence[Product], *, said: str = "") -> ComparedField | None:
        """The field by which products compare; None where they have none, or the words mean none of theirs.

        Args:
            of: a dimension (of `shopcli.text.units`), ``price``, ``date``, ``rating`` or ``size``; empty for any.
            context: words that say more of the field.
            products: those to compare.
            said: what the shopper called it; with it the field must be what that means.
        """

    def numbers(self, field: str, products: Sequence[Product]) -> ComparedField | None:
        """What products say in one field of numbers; None where it is none."""

    def field(self, of: str, said: str, topic: str) -> str | None:
        """The field that words name among the products of a kind; ``of`` as for `compared`."""

    def holding(self, clause: Clause, products: Sequence[Product]) -> tuple[bool, ...]:
        """Which of the products hold a hard clause."""

    def called(self, words: str, topic: str) -> float:
        """Of the products that say these words, the share that is called so and is no thing of the topic's kind.

        It is large for "keyboard", small for "wireless", and 0 for what names no kind of thing.
        """

    def entitled(self, words: str) -> bool:
        """Whether most that say these words have them in their titles, as a name and not as a part: no "perfume" of creams."""

    def names_colour(self, words: str) -> bool:
        """Whether words name a colour, be it one that the catalog has or not."""

    def means(self, words: str, field: str) -> bool:
        """Whether words name a field of quantities: "size" of a screen's diagonal."""

    def says(self, words: str, topic: str) -> bool:
        """Whether some of the products of a kind say all these words."""

    def same(self, words: str, topic: str) -> bool:
        """Whether both name the same kind of thing."""


@dataclass(frozen=True, slots=True)
class DialogueState:
    """One turn of a conversation.

    Attributes:
        said: what the shopper said, on one line.
        need: the need in force.
        shown: the hits on the screen, in the order of their numbers.
        understand: turns words into clauses.
        catalog: what is looked up of the products.
        phrases: the language of this turn.
        focus: the result that was looked at last, if any was since the last search.
        recent: the products that the turns just before were about, the latest first.
        instead: whether a new topic takes the old one's place.
        question: what is asked about the catalog, where that is the form of it.
    """

    said: str
    need: Need
    shown: Sequence[Hit]
    understand: Understand
    catalog: CatalogLookup
    phrases: RefinementGrammar = field(repr=False)
    focus: Product | None = None
    recent: Sequence[Product] = ()
    instead: bool = False
    question: CatalogQuestion | None = None

    @property
    def topic(self) -> str:
        """What is being looked for, in the catalog's words; empty where nothing names it."""
        topics = (clause.says for clause in self.need.clauses if clause.kind == "topic" and clause.op is None)
        return next(topics, "")

    @property
    def products(self) -> list[Product]:
        """What is on the screen."""
        return [hit.product for hit in self.shown]

    def read(self, words: str) -> Need:
        """The words as a request; what names a thing in them is a topic."""
        return self.understand(words, topic=self.topic)

    def features(self, words: str) -> Need:
        """The words as what is said of the topic in force: none of them is a topic."""
        return self.understand(f"{SEPARATOR}{words}", topic=self.topic)
