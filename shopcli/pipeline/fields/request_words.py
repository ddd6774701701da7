"""What a request may name in one catalog, how many products use a word, and what words of two languages have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.assertions import in_all
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.makers import in_latin
from shopcli.need.translation.nearness import Nearnesses
from shopcli.need.translation.word_senses import senses
from shopcli.pipeline.names.titles.catalog_phrases import CatalogPhrases
from shopcli.pipeline.offer_fields import OfferFields
from shopcli.text.scripts import has_han

if TYPE_CHECKING:
    import numpy as np

_SHORTEST_NAME = 2  # characters of a field's name: 高 and 重 measure, and name none


class RequestWords:
    """What a request may name, and how many products use a word."""

    def __init__(
        self, index: Index, offer_fields: OfferFields, encode_abroad: Callable[[Sequence[str]], np.ndarray] | None
    ) -> None:
        self._index, vocabulary = index, index.vocabulary
        self.nearness = None if encode_abroad is None else Nearnesses(encode_abroad).of
        self.phrases = None if encode_abroad is None else CatalogPhrases(index, encode_abroad)
        self.field_values, self._number_field = offer_fields.field_values, offer_fields.number_field
        self.brands, self.common_words = vocabulary.brands | in_latin(vocabulary.brands), vocabulary.common_words
        self.colours, self.colour_words = vocabulary.colours, vocabulary.colour_words
        self.currencies, self.switches = vocabulary.currencies, vocabulary.switches
        self.table = index.measured.table

    def number_field(self, name: str) -> str | None:
        """See `shopcli.need.request.Request.number_field`; by what a Chinese name means where the catalog has it in English."""
        own = self._number_field(name)
        if own or len(name) < _SHORTEST_NAME or not all(map(has_han, name)):
            return own
        terms = senses(open_dictionary().glosses(open_dictionary().simplified(name)))
        return next(filter(None, (self._number_field(term.text.lower()) for term in terms if not term.is_verb)), None)

    def word_count(self, word: str) -> int:
        """How many products say all the words of ``word``."""
        rows = [self._index.words.rows(stem) for stem, _ in self._index.words.spans(word)]
        return len(in_all(rows)) if rows else 0

    def is_one_word(self, word: str) -> bool:
        """Whether any product says ``word``, and says it as one word."""
        stems = self._index.words.spans(word)
        return len(stems) == 1 and len(self._index.words.rows(stems[0][0])) > 0

    def calls_a_kind(self, term: str) -> bool:
        """Whether ``term`` is what a kind of things is called."""
        return tuple(stem for stem, _ in self._index.words.spans(term)) in self._index.kinds

    def said_by(self, words: Sequence[str], rows: np.ndarray) -> list[str]:
        """Those of some words that any of some products says."""
        import numpy as np

        stems = {word: [stem for stem, _ in self._index.words.spans(word)] for word in words}
        saying = {word: in_all([*map(self._index.words.rows, of_word)]) for word, of_word in stems.items() if of_word}
        return [word for word, of_word in saying.items() if len(np.intersect1d(of_word, rows))]
