"""Anaphora resolution: which product words mean, of those shown, those shown before, and those that the catalog calls so.

`shopcli.need.dialogue.references` knows the names that a result has on the screen; here "the upright one" may be told by a
word of its title, "the gooseneck" may have been shown a while ago, and "the headlamp" never.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from shopcli.errors import UsageError
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.references import by_place, looked_at, named
from shopcli.need.languages.registry import language_describing
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.text.scripts import HAN, has_han
from shopcli.text.words import regular_singular
from shopcli.types import Product

_TOKEN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
# A word begins and ends at a blank or a mark, and at any Chinese character.
_STARTS, _ENDS = rf"(?<![^\W{HAN}])", rf"(?![^\W{HAN}])"
_LONGEST_NAME = 5  # words of a name within a question
_SURE_NAME = 2  # words with capitals by which few titles are called, and none that is shown; of others one more
_TAKEN = "\N{MIDDLE DOT}"  # stands for each character of a name that was read
_MOST_NAMED = 4  # products in one sentence


class Titles(Protocol):
    """What the catalog is asked about names."""

    def titled(self, words: str) -> Sequence[Product]:
        """The few products whose title has all these words; none where many have."""

    def speaks_of(self, words: str, product: Product) -> bool:
        """Whether a product's record has a field of that name, so that the words name no other product."""


@dataclass(frozen=True)
class Anaphora:
    """What words may refer to.

    Attributes:
        talk: what is shown and was looked at.
        earlier: the products that were shown before, the latest first.
        titles: the names in the catalog.
        grammar: of the turn's language.
    """

    talk: DialogueState
    earlier: Sequence[Product]
    titles: Titles
    grammar: SpeechActGrammar

    def meant(self, name: str) -> Product | None:
        """The product that a name means: "the second", "it", "the upright one", "the headlamp"; None where it means none."""
        words = self._without_marks(name)
        if not words:
            return None
        tokens = self._tokens(words)
        if not tokens or compiled(rf"(?:{self.grammar.pronouns})(?:\s+(?:{self.grammar.ones}))?").fullmatch(words):
            return self.spoken_of()
        by_name = self._placed(words) or self._by_name(words, tokens) or self._priced(words)
        return by_name or self._described(words) or self._titled(words, tokens)

    def _by_name(self, words: str, tokens: Sequence[str]) -> Product | None:
        """Of what is or was shown by its name, the "one" of which may be part of it."""
        return self._called(words, tokens) or self._called(words, self._tokens(words, whole=True))

    def _titled(self, words: str, tokens: Sequence[str]) -> Product | None:
        return self._sold(words, tokens) or self._sold(words, self._tokens(words, whole=True))

    def within(self, said: str) -> tuple[Product, str] | None:
        """The product that is named somewhere in a sentence, and the name as it stands there; None where none is."""
        if self.grammar.names:
            return self._within_unparted(said)
        if placed := self._placed_within(said):
            return placed
        for words in self._names(said):
            tokens = self._tokens(words)
            product = (self._placed(words) or self._by_name(words, tokens) or self._priced(words)) if tokens else None
            if product is None and self._is_sure(words, tokens):
                product = self._sold(words, tokens)  # "the Sony Gold Wireless Headset" is no other Sony that is shown
            if product:
                return product, words
        for words in self._names(said):
            tokens = self._tokens(words)
            if len(tokens) == 1 and words.islower() and not compiled(rf"\bthe\s+{re.escape(words)}").search(said):
                continue  # "has that got …" names no "I've Got Your Number"
            if len(tokens) == 1 and words.islower() and self._is_part(words, said):
                continue  # "can I change the strap" names no strap that was never shown
            ends_in_one = compiled(rf".*\b(?:{self.grammar.ones})").fullmatch(words) is not None
            product = (self._described(words) if ends_in_one else None) or (self._titled(words, tokens) if tokens else None)
            if product is None and ends_in_one and tokens and words[:1].isupper():
                product = self._of_topic(" ".join(tokens))  # "the Amul one", of the paneers
            if product:
                return product, words
        return None

    def _is_sure(self, words: str, tokens: Sequence[str]) -> bool:
        """Whether words are enough for a name of what was never shown: three of them, or two with capitals."""
        is_in_capitals = all(word[:1].isupper() for word in words.split())
        return len(tokens) > _SURE_NAME or (len(tokens) == _SURE_NAME and is_in_capitals)

    def all_within(self, said: str) -> tuple[Product, ...]:
        """The products that a sentence names, in its order, and what was just spoken of where a pronoun stands before them."""
        if self.grammar.names:
            return ()
        found: dict[int, Product] = {}
        left = said
        while (named := self.within(left)) and len(found) < _MOST_NAMED:
            at = left.find(named[1])
            if at < 0:
                break
            if self._is_name(*named, beside=found.values()):
                found[at] = named[0]
            left = f"{left[:at]}{_TAKEN * len(named[1])}{left[at + len(named[1]) :]}"
        it = self.spoken_of() if found and self.refers(said[: min(found)]) else None  # "does the second have sugar in it"
        named_ones = [found[at] for at in sorted(found)]
        return tuple({one.id: one for one in (*([it] if it else []), *named_ones)}.values())

    def _is_name(self, product: Product, words: str, beside: Collection[Product]) -> bool:
        """Whether words are more than one that others have as well: of "that Core M" the "Core" names nothing never shown."""
        known = (*self.talk.products, *self.earlier)
        tokens = self._tokens(words)
        if len(tokens) > 1 or words.casefold().endswith(" one") or self._placed(words):
            return True
        is_shared = bool(beside) and sum(self._fits(tokens, one, None) for one in self.talk.products) > 1
        return any(one.id == product.id for one in known) and not is_shared  # "the desk part of the second"

    def _is_part(self, word: str, said: str) -> bool:
        """Whether a question only has a word behind what is done with it, or where: "change the strap", "in the machine"."""
        before = compiled(rf"(\w+)\s+(?:{self.grammar.naming})\s+{re.escape(word)}(?!\w)").search(said)
        return before is not None and compiled(self.grammar.handling).fullmatch(before[1]) is not None

    def _placed_within(self, said: str) -> tuple[Product, str] | None:
        """The product that is named by its place, which outranks any name: of "the top of the second" the second."""
        words = [word.strip("\"'“”‘’?.!,;:()") for word in said.split()]
        pairs = [f"{one} {two}" for one, two in pairwise(words) if two.isdecimal() and not one.isdecimal()]
        numbered = [word for word in words if word.startswith("#")]
        for name in (*[one for one in self._names(said) if not one.isdecimal()], *pairs, *numbered):
            if product := self._placed(name):
                return product, name
        return None

    def _within_unparted(self, said: str) -> tuple[Product, str] | None:
        """The product that is named in a sentence whose words no blanks part, and all that names it there."""
        for source in self.grammar.names:
            for match in compiled(source).finditer(said):
                words = match["name"].removesuffix("的")
                is_pointed = match[0] != match["name"]
                product = self._at_its_place(words) or self._ending_in_a_name(words)
                if product is None and is_pointed:
                    product = self._described(words) or self._of_topic(words)
                if product:
                    return product, match[0].removesuffix("的") if not words.isascii() else words
        return None

    def _ending_in_a_name(self, words: str) -> Product | None:
        """What the longest end of words is the name of: of 就要欧莱雅那个 the 欧莱雅 that is shown."""
        ends = (words[at:] for at in range(max(1, len(words) - 1))) if has_han(words) else (words,)
        return next((product for end in ends if (product := self._by_name(end, self._tokens(end)))), None)

    def _at_its_place(self, words: str) -> Product | None:
        """By its place on the screen, where what was just spoken of is there too, and stands not beside it."""
        it = self.spoken_of()
        return self._placed(words) if it and any(it.id == product.id for product in self.talk.products) else None

    def _of_topic(self, words: str) -> Product | None:
        """A product of the kind that is looked for, shown or not, whose title has the words as well."""
        called = (self.titles.titled(f"{words} {kind}") for kind in self.talk.topic.split())
        return next((product for products in called for product in products), None)

    def spoken_of(self) -> Product | None:
        """What "it" means: what was looked at last, else the first shown."""
        return looked_at(self.talk) if self.talk.focus or self.talk.shown else None

    def refers(self, said: str) -> bool:
        """Whether a sentence has a word for what was just spoken of."""
        return compiled(rf"{_STARTS}(?:{self.grammar.pronouns}){_ENDS}").search(said) is not None

    def is_placed(self, name: str) -> bool:
        """Whether a name is a place on the screen: "third"."""
        return self._placed(self._without_marks(name)) is not None

    # --- names in a sentence

    def _names(self, said: str) -> Iterator[str]:
        """Stretches that could be a name, the longest first: behind an article, or beginning with a capital."""
        words = [word.strip("\"'“”‘’?.!,;:()") for word in said.split()]
        starts = [at for at, word in enumerate(words) if compiled(self.grammar.naming).fullmatch(word)]
        capitals = [at for at, word in enumerate(words) if at and word[:1].isupper() and len(word) > 1]
        for length in range(_LONGEST_NAME, 0, -1):
            for at in dict.fromkeys((*(start + 1 for start in starts), *capitals)):
                if at + length <= len(words) and not any(_TAKEN in word for word in words[at : at + length]):
                    yield " ".join(words[at : at + length])

    def _without_marks(self, name: str) -> str:
        words = name.strip(" \"'“”‘’?.!,;:()")
        return re.sub(rf"\A(?:(?:{self.grammar.naming})\s+)", "", words, flags=re.IGNORECASE) if " " in words else words

    def _tokens(self, words: str, *, whole: bool = False) -> list[str]:
        ones = compiled(self.grammar.ones)
        return [regular_singular(token) for token in _TOKEN.findall(words.casefold()) if whole or not ones.fullmatch(token)]

    # --- the ways of naming

    def _placed(self, words: str) -> Product | None:
        """By its place; a number that is no place may be of a name."""
        try:
            return by_place(words, self.talk) or by_place(f"the {words}", self.talk) or self._placed_of_kind(words)
        except UsageError:
            return None

    def _placed_of_kind(self, words: str) -> Product | None:
        """By its place among those that a word fits: "the second Acme"."""
        ordinal, _, kind = words.casefold().partition(" ")
        place, tokens = self.talk.phrases.ordinals.get(ordinal, 0), self._tokens(kind)
        fitting = [product for product in self.talk.products if tokens and self._fits(tokens, product, None)]
        return fitting[place - 1] if 1 <= place <= len(fitting) else None

    def _priced(self, words: str) -> Product | None:
        """By its price, whole or as far as it is said: "the 149 one", of 149.99; None where two cost so."""
        match = compiled(rf"[^\w\s]?\s*(?P<amount>\d[\d,]*(?:\.\d+)?)\s*[^\W\d]*\s+(?:{self.grammar.ones})").fullmatch(words)
        if match is None:
            return None
        said = float(match["amount"].replace(",", ""))
        priced = [one for one in self.talk.products if one.price is not None and said in (one.price, float(int(one.price)))]
        return priced[0] if len({one.price for one in priced}) == 1 else None

    def _called(self, words: str, tokens: Sequence[str]) -> Product | None:
        """By words of its title, its brand or its colour; of several the first, those on the screen first."""
        code = self.grammar.languages.get(tokens[0]) if len(tokens) == 1 else None
        fitting = [[p for p in products if self._fits(tokens, p, code)] for products in (self.talk.products, self.earlier)]
        sought = [[product for product in products if self._is_sought(product)] for products in fitting]
        of_kind = [self._of_topic(" ".join(tokens))] if any(fitting) and not any(sought) else []
        for products in (*sought, [product for product in of_kind if product], *fitting):
            if products:  # a name that all of them have is of what was just spoken of, or the whole of one's title
                whole = next((product for product in products if self._is_all_of(tokens, product)), products[0])
                return next((product for product in products if product is self.talk.focus), whole)
        return None

    def _is_all_of(self, tokens: Sequence[str], product: Product) -> bool:
        """Whether words are the whole of a title, but for its maker: of a dairy cream and a dairy whipping cream the first."""
        maker = {regular_singular(token) for token in _TOKEN.findall((product.brand or "").casefold())}
        return {regular_singular(token) for token in _TOKEN.findall(product.title.casefold())} - maker <= {*tokens}

    def is_of_topic(self, name: str) -> bool:
        """Whether a name is that of what is looked for."""
        words = {regular_singular(word) for word in self._without_marks(name).casefold().split()}
        return words <= {regular_singular(word) for word in self.talk.topic.casefold().split()}

    def _is_sought(self, product: Product) -> bool:
        """Whether a title says what is looked for: of a press and a kettle that is the kettle."""
        title = {regular_singular(token) for token in _TOKEN.findall(product.title.casefold())}
        return any(regular_singular(word.casefold()) in title for word in self.talk.topic.split()[-1:])

    def _fits(self, tokens: Sequence[str], product: Product, code: str | None) -> bool:
        if code and language_describing(product.title).code == code:
            return True
        name = _name_of(product).casefold()
        own = {regular_singular(token) for token in _TOKEN.findall(name)}
        return all(token in own or (has_han(token) and len(token) > 1 and token in name) for token in tokens)

    def _described(self, words: str) -> Product | None:
        """By what its record says: "the black one", "the cheaper one"."""
        for name in self.grammar.called:
            try:
                if product := named(name.format(words), self.talk):
                    return product
            except UsageError:
                continue
        return None

    def _sold(self, words: str, tokens: Sequence[str]) -> Product | None:
        """By its title in the catalog, where that is no part or property of what is spoken of."""
        spoken_of = self.spoken_of()
        if any(len(token) < 3 and not token.isdecimal() for token in tokens) or (
            spoken_of and self.titles.speaks_of(words, spoken_of)
        ):
            return None
        titled = sorted(self.titles.titled(" ".join(tokens)), key=lambda product: not self._is_sought(product))
        return next(iter(titled), None)


def _name_of(product: Product) -> str:
    colours = (str(value) for name, value in product.attributes.items() if "colo" in name.casefold())
    return " ".join((product.title, product.brand or "", *colours))
