"""Phrases of a catalog that say most nearly what Chinese words do, where no translation is in the catalog's words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from shopcli.index import Index
from shopcli.pipeline.names.titles.catalog_phrases import (
    CatalogPhrases,
    NearPhrase,
    shares_a_sense,
    with_catalog_phrases,
)
from shopcli.types import Clause, Need, Product
from tests.conftest import WordEncoder, build

TITLES = (
    "Firefly Semi-Hollow Guitar",
    "Firefly Solid Guitar",
    "Thick Strap, soft",
    "Cream for Sensitive Skin (50 ml)",
    "Low Sugar Syrup",
)
# What an encoder of both languages would take for nearly the same, and how nearly.
NEAR = {"半空心": ("semi-hollow", 0.7), "薄款": ("thick", 0.7), "敏感肌": ("sensitive skin", 0.86), "低糖": ("sugar", 0.9)}


class BothLanguages(WordEncoder):
    """Reads some Chinese words as what `NEAR` has for them, and something of their own besides."""

    dim = 512

    def _vector(self, text: str) -> np.ndarray:
        own = super()._vector(text)
        if text not in NEAR:
            return own
        phrase, cosine = NEAR[text]
        other = super()._vector(phrase)
        apart = own - (own @ other) * other
        return (cosine * other + (1 - cosine**2) ** 0.5 * apart / np.linalg.norm(apart)).astype(np.float32)


class Words:
    def __init__(self, index: Index, encoder: WordEncoder) -> None:
        self._index = index
        self.phrases: CatalogPhrases | None = CatalogPhrases(index, encoder.encode)

    def word_count(self, word: str) -> int:
        return sum(word.lower() in title.lower() for title in TITLES)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    folder: Path = tmp_path_factory.mktemp("phrases")
    encoder = BothLanguages()
    build(folder, [Product(str(number), title, price=9.0) for number, title in enumerate(TITLES)], encoder)
    return Words(Index(folder), encoder)


def read(words: Words, clauses: Sequence[Clause]) -> list[str | None]:
    return [clause.meaning for clause in with_catalog_phrases(Need("", clauses=tuple(clauses), language="zh"), words).clauses]


def test_the_nearest_phrase_is_one_of_the_titles(words: Words):
    assert words.phrases is not None
    found = words.phrases.nearest("敏感肌")
    assert found == NearPhrase("sensitive skin", pytest.approx(0.86, abs=0.01))


def test_a_wish_whose_translation_nothing_says_is_read_as_the_nearest_phrase(words: Words):
    wishes = [Clause("半空心", "feature", meaning="midair heart"), Clause("敏感肌", "feature", meaning="sensitive muscle")]
    assert read(words, wishes) == ["semi-hollow", "sensitive skin"]


def test_what_the_dictionary_gives_in_the_catalogs_words_stays(words: Words):
    assert read(words, [Clause("半空心", "feature", meaning="solid")]) == ["solid"]


def test_what_shares_no_sense_or_is_denied_is_no_such_phrase(words: Words):
    thin, less = Clause("薄款", "feature", meaning="thin"), Clause("低糖", "feature", meaning="hypoglycemia")
    assert read(words, [thin, less]) == ["thin", "hypoglycemia"]
    assert shares_a_sense("半空心", "semi-hollow") and not shares_a_sense("薄款", "thick")


def test_things_and_exclusions_are_never_read_so(words: Words):
    clauses = [Clause("敏感肌", "topic", meaning="sensitive muscle"), Clause("敏感肌", "exclude", meaning="sensitive muscle")]
    assert read(words, clauses) == ["sensitive muscle", "sensitive muscle"]


def test_without_an_encoder_of_both_languages_nothing_changes(words: Words):
    phrases, words.phrases = words.phrases, None
    assert read(words, [Clause("敏感肌", "feature", meaning="sensitive muscle")]) == ["sensitive muscle"]
    words.phrases = phrases
