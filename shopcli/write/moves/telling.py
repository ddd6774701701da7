"""What is told of one product when a shopper asks on: a buyer's words, the maker's, and what stands against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from shopcli.need.languages.registry import language_describing
from shopcli.text.scripts import HAN, set_apart
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Fact, FactsOf, Product, Sentence, show_number
from shopcli.write.decency import decency
from shopcli.write.moves.quotes import is_against, quote_of
from shopcli.write.product_names import short_name

_MOST_STARS, _POOR = 5.0, 3.5  # of stars; what is rated lower is complained of, whatever the words
_COMPLAINT = re.compile(
    r"\b(?:rust\w*|silent|stopp\w*|died|dead|sent (?:it|them) back|return(?:ed|ing)|thin|wobbl\w*|smell\w*|scratch\w*|crack\w*"
    r"|fell|faulty|lasted only|only lasted|after an? (?:day|week|month)|dries? up|tries|replac\w+|rough|tight|thirsty|bend\w*"
    r"|bent|sulk\w*)\b",
    re.IGNORECASE,
)
_HAN_RUN = re.compile(f"[{HAN}]+")
_FEW = 4  # words of a piece that tells nothing: "Ages 8 and up."
_LONGEST = 180  # characters of a sentence that is quoted whole
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\s*\|\s*|(?<=[。！？])")


def buyers_words(product: Product, facts_of: FactsOf, replies: Mapping[str, str], *, most: int = 2) -> Iterator[Sentence]:
    """What buyers say of a product, word for word; that its record has no such words, where it has none."""
    quotes = [text for fact in facts_of(product) if fact.field == "reviews" for text in _quotable(fact)]
    rating = _rating(product, facts_of)
    if rating:
        yield _sentence(product, replies["rated"], rating=rating)
    for quote in quotes[:most]:
        yield _sentence(product, replies["buyer"], words=quote)
    if not quotes and not rating:
        yield _sentence(product, replies["no reviews"])


def words_against(product: Product, facts_of: FactsOf, replies: Mapping[str, str], *, most: int = 2) -> Iterator[Sentence]:
    """What buyers, or its maker, say against a product; that nobody does, where nobody does."""
    facts, stars = facts_of(product), _stars(product, facts_of)
    is_poor = stars is not None and stars < _POOR
    said = [text for fact in facts if fact.field == "reviews" for text in _quotable(fact)]
    against = [text for text in said if is_poor or _complains(text)]
    owned = [text for fact in facts if fact.field == "description" for text in _quotable(fact) if is_against(text)]
    for quote in against[:most]:
        yield _sentence(product, replies["buyer"], words=quote)
    for quote in owned[: most - len(against[:most])]:
        yield _sentence(product, replies["maker"], words=quote)
    if not against and not owned:
        yield _sentence(product, replies["no faults"])


def words_on(
    product: Product, words: str, facts_of: FactsOf, replies: Mapping[str, str], *, whole: bool = False
) -> Iterator[Sentence]:
    """What buyers or the maker say that speaks of what was asked, the nearest first, at most one of each; or nothing.

    With ``whole`` it must speak of all that was asked.
    """
    asked = _said_of(words) - FUNCTION_STEMS - _said_of(product.title)
    for field, reply in (("description", "maker"), ("reviews", "buyer")):
        said = [text for fact in facts_of(product) if fact.field == field for text in _quotable(fact)]
        best = max(said, key=lambda text: len(_said_of(text) & asked), default="")
        common = _said_of(best) & asked
        if common and (not whole or common == asked):
            yield _sentence(product, replies[reply], words=best)


def words_of(product: Product, fact: Fact, replies: Mapping[str, str]) -> Iterator[Sentence]:
    """One piece of the maker's text, word for word, as far as it can be told."""
    for quote in _quotable(fact)[:1]:
        yield _sentence(product, replies["maker"], words=quote)


def makers_beginning(product: Product, facts_of: FactsOf, replies: Mapping[str, str]) -> Iterator[Sentence]:
    """The first sentence of the maker's text that tells more than a few words."""
    said = [text for fact in facts_of(product) if fact.field == "description" for text in _quotable(fact)]
    for quote in [text for text in said if len(text.split()) > _FEW][:1]:
        yield _sentence(product, replies["maker"], words=quote)


def _said_of(text: str) -> frozenset[str]:
    """What a text speaks of: stems, and of Chinese, which no blanks part, each two characters that stand together."""
    runs = _HAN_RUN.findall(text)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return frozenset((stem_set([text]) - set(runs)) | pairs)


def _quotable(fact: Fact) -> Sequence[str]:
    pieces = [piece.strip() for piece in _SENTENCE.split(fact.words) if piece.strip() and piece.strip()[-1] not in "?？"]
    return [quote for piece in pieces if (quote := _whole(piece) or quote_of(piece))]


def _whole(piece: str) -> str:
    """A sentence that can be told word for word, since it is decent and not long."""
    piece = piece.rstrip(".。")
    return piece if len(piece) <= _LONGEST and not decency().found(piece) else ""


def _complains(text: str) -> bool:
    """Whether a buyer's words speak against a product."""
    return _is_against(text) or _COMPLAINT.search(text) is not None


def _is_against(text: str) -> bool:
    """The same by the words of the language that they are in."""
    return is_against(text, language_describing(text).lexicon)


def _rating(product: Product, facts_of: FactsOf) -> str:
    stars = _stars(product, facts_of)
    return "" if stars is None else show_number(stars)


def _stars(product: Product, facts_of: FactsOf) -> float | None:
    """How buyers rate a product of five stars; None where its record does not say."""
    rating = next((fact.value for fact in facts_of(product) if fact.field == "rating"), None)
    return rating if isinstance(rating, float) and 0 < rating <= _MOST_STARS else None


def _sentence(product: Product, reply: str, **words: str) -> Sentence:
    return Sentence(set_apart(reply, name=short_name(product), **words), (product.id,), "template")
