"""The reviews of a record, and each cut into statements: sentences, and the parts of one that take something back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from shopcli.need.languages.registry import language_of, languages
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.review_grammar import ReviewGrammar
from shopcli.text.scripts import has_cjk
from shopcli.types import Product
from shopcli.util.lazy_regex import pattern

FIELD = "reviews"
MOST_REVIEWS = 200
_BETWEEN = pattern(r"\s*\|\s*|[\r\n]+")
_SENTENCE = pattern(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[^\sa-z])|(?<=[。！？])")
_WORD = pattern(r"\w")
_MARKS = " ,;:，；、–—-"
_FEWEST_WORDS, _FEWEST_CHARACTERS = 2, 3  # of a part that is a statement by itself


def reviews_of(product: Product) -> list[str]:
    """The reviews of a product's record, in the catalog's order, at most `MOST_REVIEWS`; none where it has none."""
    told = product.attributes.get(FIELD)
    if not isinstance(told, str):
        return []
    return [text.strip() for text in _BETWEEN.split(told) if _WORD.search(text)][:MOST_REVIEWS]


def statements_of(review: str) -> Iterator[str]:
    """The statements of a review, word for word: "Nice, but loud" makes two."""
    for sentence in sentences_of(review):
        yield from _parts(sentence)


def sentences_of(review: str) -> Iterator[str]:
    """The sentences of a review, word for word."""
    return (sentence.strip() for sentence in _SENTENCE.split(review) if _WORD.search(sentence))


def grammar_of(text: str) -> ReviewGrammar:
    """How reviews are written in the language of a text; as in the last language where nothing is known of its own."""
    grammar = language_of(text).reviews or languages()[-1].reviews
    assert grammar is not None  # the last language has it
    return grammar


def _parts(sentence: str) -> Iterator[str]:
    """A sentence in its parts, if each of them can stand alone, else whole; one word alone can where a mark parts it."""
    joints = list(compiled(grammar_of(sentence).contrast).finditer(sentence))
    bounds = pairwise([0, *(at for joint in joints for at in joint.span()), len(sentence)])
    parts = [sentence[start:end].strip(_MARKS) for start, end in bounds][::2]
    fewest = 1 if all(joint[0].strip()[:1] in _MARKS for joint in joints) else _FEWEST_WORDS
    if joints and all(len(part) >= _FEWEST_CHARACTERS and (has_cjk(part) or len(part.split()) >= fewest) for part in parts):
        yield from parts
    else:
        yield sentence
