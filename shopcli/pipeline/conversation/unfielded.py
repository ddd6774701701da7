"""What sets products apart outside their fields: the numbers and words of their titles, and what their makers say.

Titles are aligned: what stands in the one and not in the other is a difference. Makers' words are quoted as theirs, the
sentence that bears most on the need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from shopcli.need.languages.registry import language_named
from shopcli.need.languages.wording import Wording
from shopcli.pipeline.conversation.stated_amounts import StatedAmounts
from shopcli.text.scripts import HAN, has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Fact, Hit, Need, Product
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.quotes import Quote
from shopcli.write.moves.reasons import Reasons
from shopcli.write.plan import is_tellable
from shopcli.write.wording.languages import wording_of

_PROMOTED = re.compile(r"[【\[（(][^】\])）]*[】\])）]")  # what a shop puts around a name: "【11-11预售】"
_PIECE = re.compile(rf"\d+(?:[.,]\d+)?\s?(?:[A-Za-z]+\+?|[{HAN}])(?:[*×]\d+)?装?|[A-Za-z]{{2,}}\d+\+*|[{HAN}]{{2,}}")
_SHARED = 0.5  # of the pairs of characters of a piece, that stand in the other's title: then it says the same
_MOST_PIECES, _SHORTEST_PIECE, _LONGEST_PIECE = 2, 2, 12
_LEAST_QUOTE = 0.35
_LONGEST_LINE = 9  # words
_NUMBER = re.compile(r"\d+")
# How instructions begin, which tell nothing apart that one chooses by.
_CARE = re.compile(
    r"(?:hand |machine |spot )?(?:wash|dry|tumble|iron|clean|store|wipe|rinse|keep|avoid|do not|use|shake|fold)\b", re.I
)
_ALIKE_IN_WORDS, _LONGEST_QUOTE = 0.4, 120  # of two makers' sentences that speak of one thing; characters
_ALIKE = 0.7  # of the words of one maker's sentence, that are in the other's
_AMOUNT = re.compile(r"\d|[一二两三四五六七八九十]\w?装")
_MEASURED = re.compile(r"\d")  # at the beginning of a part of a title: an amount with its unit


@dataclass(frozen=True)
class Unfielded:
    """What titles and texts tell of some products beside each other.

    Attributes:
        need: the request; its language is that of the sentences.
        hits: the products, as answers to it.
        records: the facts of each, in their order.
        told_of: of each product's id the facts that come near to the request, and how much.
        amounts: the quantities that titles state.
    """

    need: Need
    hits: Sequence[Hit]
    records: Sequence[Sequence[Fact]]
    told_of: Callable[[], Mapping[str, Mapping[Fact, float]]]
    amounts: StatedAmounts

    def statements(self, names: Sequence[str]) -> Iterator[str]:
        """The differences, under what each product is called, likeliest to help first."""
        numbers = list(self._numbers(names))
        yield from numbers
        yield from self._titles(names, with_amounts=not numbers)
        yield from self._aligned(names) or self._makers(names)

    def lines(self, names: Sequence[str]) -> Iterator[str]:
        """What each is described as, where that is a line and no more: "two-seat sofa-bed"."""
        lines = [_line(product.description) for product in self._products]
        if all(lines) and len({_NUMBER.sub("", line.casefold()) for line in lines}) > 1:  # numbers are told by their fields
            yield self._wording.described_beside(names, lines)

    @property
    def _wording(self) -> Wording:
        return wording_of(self.need.language)

    @property
    def _products(self) -> Sequence[Product]:
        return [hit.product for hit in self.hits]

    def _numbers(self, names: Sequence[str]) -> Iterator[str]:
        """Quantities of one dimension that the titles say, where those differ."""
        for dimension in self.amounts.titled_dimensions:
            stated = [self.amounts.titled(product, dimension) for product in self._products]
            told = [one for one in stated if one]
            if len(told) == len(stated) and len({one.amount for one in told}) > 1 and len({one.unit for one in told}) == 1:
                yield self._wording.named_beside(names, [self._shown(one.words) for one in told])

    def _shown(self, words: str) -> str:
        lexicon = language_named(self.need.language).lexicon
        return lexicon.value(words, "") if lexicon else words

    def _titles(self, names: Sequence[str], *, with_amounts: bool) -> Iterator[str]:
        """What stands in the title of each alone, of titles whose words no blanks part: a sentence cuts those short."""
        titles = [_PROMOTED.sub(" ", product.title) for product in self._products]
        if len(titles) != 2 or not all(map(has_han, titles)) or not language_named(self.need.language).lexicon:
            return
        own = [
            sorted(
                (
                    piece
                    for piece in _pieces(title, product)
                    if not _stands_in(piece, other) and (with_amounts or not _MEASURED.match(piece))
                ),
                key=_is_in_words,
            )[:_MOST_PIECES]
            for title, other, product in zip(titles, reversed(titles), self._products, strict=True)
        ]
        if all(own):
            yield self._wording.titled_beside(names, own)

    def _aligned(self, names: Sequence[str]) -> list[str]:
        """What the makers of two say in like words with other numbers: "22,000 total BTUs" and "20,000 total BTUs"."""
        if len(self.records) != 2:
            return []
        told = [
            [
                text
                for fact in record
                if fact.field == "description" and (text := fact.words.strip(" .…")) and _NUMBER.search(text)
            ]
            for record in self.records
        ]
        pairs = [
            (_likeness(one, other), one, other) for one in told[0] for other in told[1] if _numbers(one) != _numbers(other)
        ]
        near = [pair for pair in pairs if pair[0] >= _ALIKE_IN_WORDS and all(map(_can_be_quoted, pair[1:]))]
        if not near:
            return []
        _, *texts = max(near)
        said = (self._wording.stated_by(name, text, "description") for name, text in zip(names, texts, strict=True))
        return ["; ".join(said)]

    def _makers(self, names: Sequence[str]) -> Iterator[str]:
        """The maker's words of each that bear most on the need, none of which the other's maker says too."""
        reasons = Reasons(self.need, self.hits, lambda product: self._record(product), Knowledge(told_of=self.told_of()))
        quotes = [self._best(reasons.quotes(hit, "description")) for hit in self.hits]
        if any(quotes) and not _say_the_same([quote.text for quote in quotes if quote]):
            pairs = zip(names, quotes, strict=True)
            yield "; ".join(self._wording.stated_by(name, quote.text, "description") for name, quote in pairs if quote)

    def _record(self, product: Product) -> Sequence[Fact]:
        return next(record for hit, record in zip(self.hits, self.records, strict=True) if hit.product.id == product.id)

    @staticmethod
    def _best(quotes: Sequence[Quote]) -> Quote | None:
        return next((quote for quote in quotes if not quote.is_against and quote.worth >= _LEAST_QUOTE), None)


def _line(text: str) -> str:
    """A description of a few words that only names the thing; empty for any other."""
    text = text.strip()
    is_line = bool(text) and len(text.split()) <= _LONGEST_LINE and text[-1] not in ".!?。！？" and is_tellable(text)
    return text if is_line else ""


def _pieces(title: str, product: Product) -> Iterator[str]:
    """The parts of a title that may be told: amounts and runs of characters, without the brand."""
    for brand in filter(None, re.split(r"[/\s]", product.brand or "")):
        title = title.replace(brand, " ")
    yield from (piece.strip() for piece in _PIECE.findall(title) if _is_long_enough(piece) and is_tellable(piece))


def _is_long_enough(piece: str) -> bool:
    return (1 if _AMOUNT.search(piece) else _SHORTEST_PIECE) < len(piece) <= _LONGEST_PIECE


def _is_in_words(piece: str) -> bool:
    """Whether a part of a title tells no amount."""
    return _AMOUNT.search(piece) is None


def _stands_in(piece: str, title: str) -> bool:
    """Whether most of a piece stands in a title."""
    if not has_han(piece) or re.search(r"\d", piece):
        return piece.casefold() in title.casefold()
    pairs = {piece[at : at + 2] for at in range(len(piece) - 1)}
    return len([pair for pair in pairs if pair in title]) >= _SHARED * len(pairs)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text.replace(",", "")))


def _likeness(one: str, other: str) -> float:
    """The share of the words of two sentences that both have, 0 to 1 (Jaccard)."""
    words, others = (stem_set([text]) - FUNCTION_STEMS for text in (one, other))
    return len(words & others) / len(words | others) if words | others else 0.0


def _can_be_quoted(text: str) -> bool:
    return len(text) <= _LONGEST_QUOTE and is_tellable(text) and _CARE.match(text) is None


def _say_the_same(texts: Sequence[str]) -> bool:
    """Whether most words of one sentence stand in another."""
    words = [stem_set([text]) - FUNCTION_STEMS for text in texts]
    return any(len(one & other) >= _ALIKE * min(len(one), len(other)) for one, other in combinations(words, 2))
