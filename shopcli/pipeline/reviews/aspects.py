"""Aspect terms: what reviews of a catalog's things speak of, learned from the catalog's own words (Hu and Liu 2004).

A word is an aspect where a field is called so, or where it stands as a noun in several records and several reviews say it.
Times, persons and what the thing itself is called are none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from shopcli.index import Index
from shopcli.need.languages.registry import language_of
from shopcli.need.persons import is_of_a_person, says_nothing
from shopcli.pipeline.linking import EntityLinker
from shopcli.pipeline.reviews.statements import grammar_of, reviews_of
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION, stem_set
from shopcli.text.unit_words import ENGLISH
from shopcli.types import Product
from shopcli.util.lazy_regex import pattern

_MOST_READ = 2_000  # records that are read to learn from, spread over the catalog
_RECURRING = 2  # reviews that say a noun, and records in which it stands as one
_NOUN_SHARE = 0.16  # of the records that say a word, those in which it stands as a noun
_NAME_WORD = pattern(r"[^\W\d_]{3,}")
_OF_NO_PART = frozenset(("reviews", "rating", "id", "url", "image", "description", "title", "brand", "category", "currency"))


class AspectTerms:
    """The aspects of the things of one index.

    Args:
        index: the open index.
        linker: what its words mean; of another language's, too.
    """

    def __init__(self, index: Index, linker: EntityLinker) -> None:
        self._index, self._linker = index, linker
        self._keys: dict[str, str] = {}

    def of(self, text: str, product: Product) -> dict[str, str]:
        """The aspects that a statement about a product speaks of: the word that it says, by the aspect's key."""
        own = stem_set([product.title])
        found: dict[str, str] = {}
        for word in grammar_of(text).words(text):
            key = self._key(word)
            if key in self._terms and key not in own and _is_of_a_thing(word):
                found.setdefault(key, word)
        return found

    @cached_property
    def _terms(self) -> frozenset[str]:
        """The keys of all aspects."""
        as_noun, at_all, reviews = Counter[str](), Counter[str](), Counter[str]()
        for product in self._read():
            told = reviews_of(product)
            texts = [text for text in (product.description, *told) if text]
            as_noun.update({self._key(noun) for text in texts for noun in grammar_of(text).nouns(text)})
            at_all.update({self._key(word) for text in texts for word in grammar_of(text).words(text)})
            for review in told:
                reviews.update({self._key(word) for word in grammar_of(review).words(review)})
        recurring = {key for key, n in reviews.items() if n >= _RECURRING and as_noun[key] >= _RECURRING}
        named = {key for key, is_sure in self._named_by_fields().items() if as_noun[key] or (is_sure and not at_all[key])}
        nouns = {key for key in recurring | named if as_noun[key] >= _NOUN_SHARE * at_all[key]}
        return frozenset(nouns - FUNCTION - _MEASURED - {""})

    def _read(self) -> Iterator[Product]:
        step = max(1, len(self._index) // _MOST_READ)
        return iter(self._index.records[::step])

    def _named_by_fields(self) -> Mapping[str, bool]:
        """What fields are called: by its key whether several fields are, or one that holds quantities."""
        names, quantities = defaultdict[str, set[str]](set), set[str]()
        columns = self._index.columns
        for field in columns.names:
            if field in _OF_NO_PART:
                continue
            for word in _NAME_WORD.findall(field.replace("_", " ")):
                key = self._key(word.lower())
                names[key].add(field)
                if columns.kind(field) == "number":
                    quantities.add(key)
        return {key: key in quantities or len(fields) > 1 for key, fields in names.items()}

    def _key(self, word: str) -> str:
        """A word's stem in the language of the catalog."""
        if word not in self._keys:
            meant = (self._linker.translated(word) or word) if has_han(word) else word
            self._keys[word] = min(stem_set([meant.split()[-1]]) or {word}) if meant.split() else word
        return self._keys[word]


_MEASURED = frozenset(min(stem_set([word]) or {word}) for word in ENGLISH if word.isalpha() and len(word) > 2)


def _is_of_a_thing(word: str) -> bool:
    """Whether a word is none of the small ones, and names no person."""
    requests = language_of(word).requests
    return not is_of_a_person(word, requests) and not says_nothing(word, requests)
