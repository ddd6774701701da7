"""What is in it: the replies to "how much is in a pack?", "what are the ingredients?", "anything besides almonds?"."""

from __future__ import annotations

from dataclasses import dataclass

from shopcli.chat.spoken_turn import Reply, SpokenTurn
from shopcli.types import Product, Sentence


@dataclass(frozen=True)
class ContentsReplies(SpokenTurn):
    """Replies in one turn of a conversation about what is in a product."""

    def _pack(self) -> Reply | None:
        """How much is in a pack, or that no record says it."""
        product = self._asked_of()
        if product is None:
            return None
        told = self.shop.talk.contents.how_much(product, self._code)
        return self._about(product, told or (self.shop.talk.unsaid(product, self._code, is_near=False),))

    def _ingredients(self) -> Reply | None:
        """The list of ingredients; that there is none, and what the maker begins with, where there is none."""
        product = self._asked_of()
        if product is None:
            return None
        contents = self.shop.talk.contents
        return self._about(product, contents.listed(product, self._code) or contents.unlisted(product, self._code))

    def _besides(self) -> Reply | None:
        """What else is in it than what is named."""
        product = self._asked_of()
        words = self.act.parts.get("words", "")
        return self._about(product, self.shop.talk.contents.besides(words, product, self._code)) if product else None

    def _about_it(self) -> Reply | None:
        """What the maker tells of it first; None where no text does."""
        product = self._asked_of()
        return self._about(product, self.shop.talk.contents.beginning(product, self._code)) if product else None

    def _asked_of(self) -> Product | None:
        ref = self._part("ref", "ref2")
        return self._named(ref) if ref else self._it()

    def _about(self, product: Product, told: tuple[Sentence, ...]) -> Reply | None:
        return Reply("about", told, (product,)) if told else None
