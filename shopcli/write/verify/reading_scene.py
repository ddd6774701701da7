"""What a licensed reading stands on: where it is, what it has said, and what the records license at a place of the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from shopcli.text.tokens import stems_of
from shopcli.types import Fact, Need, Product
from shopcli.write.verify.canonical import NUMBER, amount, canonical
from shopcli.write.verify.claim_forms import NAME
from shopcli.write.verify.computed_differences import differences, price_differences
from shopcli.write.verify.licensed_wordings import Place, Tokens, Wordings, wordings_of

# Where the reading stands: at the start of a clause, behind a subject, "is", "has", "has no", "is not", an article and its
# adjectives, or behind a wording.
Stand = Literal["start", "clause", "subject", "is", "has", "lacks", "is not", "kind", "said"]
BOTH = -1

_RATING_ENDS = (("of", f"{NUMBER}5"), ("out", "of", f"{NUMBER}5"), ())


@dataclass(frozen=True, slots=True)
class State:
    """Where a reading stands.

    Attributes:
        at: the next token.
        stand: what may follow.
        subject: the product spoken of, by its place, or BOTH.
        last: the product named last.
        spoken: the fields that the running clause has said, for "the other is not".
        span: the tokens of the last wording, for "as you asked".
        mode: where that wording stood.
    """

    at: int
    stand: Stand
    subject: int = 0
    last: int = 0
    spoken: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)
    mode: Place | None = None


@dataclass(frozen=True)
class ReadScene:
    """The products, their facts and the request."""

    products: Sequence[Product]
    facts: Sequence[Sequence[Fact]]
    need: Need
    quotes: Sequence[str] = ()
    tokens: Tokens = ()
    unlike: list[int] = field(default_factory=list)

    @cached_property
    def wordings(self) -> Sequence[Wordings]:
        return [wordings_of(facts) for facts in self.facts]

    @cached_property
    def asked(self) -> frozenset[str]:
        """What the request says, by its canonical tokens and stems."""
        tokens = canonical(self.need.query)
        return frozenset(tokens) | {stem for token in tokens for stem in stems_of(token)}


class LicensedTokens:
    """A sentence's tokens, and what the records license where they stand."""

    def __init__(self, scene: ReadScene) -> None:
        self._scene = scene
        self._tokens = scene.tokens

    # -------------------------------------------------------------- tokens

    def _is(self, at: int, words: Sequence[str]) -> bool:
        return self._tokens[at : at + len(words)] == tuple(words)

    def _behind(self, at: int, forms: Sequence[Sequence[str]]) -> Iterator[int]:
        """Where each of some forms of words that stand at ``at`` ends."""
        return (at + len(words) for words in forms if self._is(at, words))

    def _named(self, at: int) -> int | None:
        """The product that is named at ``at``."""
        mark = self._tokens[at] if at < len(self._tokens) else ""
        index = ord(mark) - ord(NAME) if len(mark) == 1 else -1
        return index if 0 <= index < len(self._scene.products) else None

    # -------------------------------------------------------------- what the records license

    def _wordings(self, place: Place, subject: int, at: int) -> Iterator[tuple[int, str]]:
        """Where the wordings that hold of a subject end; of both products, those that hold of each."""
        every = self._scene.wordings
        if subject != BOTH:
            yield from every[subject].at(place, self._tokens, at)
        elif len(every) > 1:
            first, *others = (set(wordings.at(place, self._tokens, at)) for wordings in every[:2])
            yield from first.intersection(*others)

    def _said(self, state: State, place: Place) -> Iterator[State]:
        """Behind each wording of a place that stands here."""
        for end, name in self._wordings(place, state.subject, state.at):
            if self._differs(name, state.subject):
                ends = _RATING_ENDS if name == "rating" else ((),)
                for behind in self._behind(end, ends):
                    yield self._on(state, behind, name, place)

    def _differs(self, name: str, subject: int) -> bool:
        """Whether "unlike the other", where it was said, holds for a field."""
        for other in self._scene.unlike:
            mine = self._scene.wordings[subject].facts.get(name) if subject != BOTH else None
            theirs = self._scene.wordings[other].facts.get(name)
            if other == subject or mine is None or theirs is None or mine.fact.value == theirs.fact.value:
                return False
        return True

    def _on(self, state: State, end: int, name: str, place: Place) -> State:
        spoken = (*state.spoken, name)[-4:]
        return replace(state, at=end, stand="said", spoken=spoken, span=(state.at, end), mode=place)

    def _compared(self, state: State, place: Place) -> Iterator[State]:
        """Behind each difference that stands here, and behind "than the other"."""
        products, subject = self._scene.products, state.subject
        if subject == BOTH:
            return
        for other in range(len(products)):
            if other == subject:
                continue
            found = differences(self._scene.wordings[subject], self._scene.wordings[other])
            priced = [(where, said, "price") for where, said in price_differences(products[subject], products[other])]
            for where, said, name in (*priced, *found):
                if where == place and self._is(state.at, said):
                    yield from self._than(self._on(state, state.at + len(said), name, place), other)

    def _than(self, state: State, other: int) -> Iterator[State]:
        """With the product compared with; of two products the other need not be named."""
        if len(self._scene.products) == 2:
            yield state
        for end in self._behind(state.at, (("than",), ("as",), ("than", "that", "of"))):
            if self._named(end) == other:
                yield replace(state, at=end + 1, last=other)

    def _priced(self, at: int, subject: int) -> bool:
        """Whether the price of a product stands at ``at``."""
        product = self._scene.products[subject] if subject != BOTH else None
        if product is None or product.price is None or product.price_range or product.currency is None:
            return False
        return self._is(at, (f"{NUMBER}{amount(product.price, product.currency)}",))
