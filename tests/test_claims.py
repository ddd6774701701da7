"""Sentences with verdicts: what the claim checker lets pass, and what it does not, over a dozen kinds of shop.

The sentences stand in claims_en.txt, claims_zh.txt, claims_natural.txt, claims_chinese.txt, claims_chinese_more.txt and
claims_chinese_new.txt, which say how they are written.
No false one passes. True ones that the checker cannot prove stand in claims_refused_en.txt and claims_refused_zh.txt, by name,
and only get fewer.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from shopcli.catalog import facts_of
from shopcli.write import check_sentence
from tests.claims_chinese_more_shop import CHINESE_MORE_NEEDS, CHINESE_MORE_PRODUCTS
from tests.claims_chinese_new_shop import CHINESE_NEW_NEEDS, CHINESE_NEW_PRODUCTS
from tests.claims_chinese_shop import CHINESE_NEEDS, CHINESE_PRODUCTS
from tests.claims_more_shop import MORE_PRODUCTS, NEEDS
from tests.claims_shop import NEED, PRODUCTS

FOLDER = Path(__file__).parent
EVERY = {**PRODUCTS, **MORE_PRODUCTS, **CHINESE_PRODUCTS, **CHINESE_MORE_PRODUCTS, **CHINESE_NEW_PRODUCTS}


def lines(name: str) -> list[str]:
    """The lines of a table that are no comments."""
    return [line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def rows(name: str) -> list[tuple[str, str, bool]]:
    """The products, the sentence and the verdict of each line."""
    cells = [line.split(" | ") for line in lines(name)]
    return [(products, sentence, {"true": True, "false": False}[verdict]) for products, sentence, verdict, *_ in cells]


ENGLISH, CHINESE, NATURAL = rows("claims_en.txt"), rows("claims_zh.txt"), rows("claims_natural.txt")
NATURAL_CHINESE = [*rows("claims_chinese.txt"), *rows("claims_chinese_more.txt"), *rows("claims_chinese_new.txt")]
TABLE = [*ENGLISH, *CHINESE, *NATURAL, *NATURAL_CHINESE]
REFUSED = {language: lines(f"claims_refused_{language}.txt") for language in ("en", "zh")}


def is_chinese(sentence: str) -> bool:
    return re.search("[。，]", sentence) is not None


@cache
def faults(products: str, sentence: str) -> tuple[str, ...]:
    """What the checker holds against a sentence."""
    first, *_ = products.split()
    need = {**NEEDS, **CHINESE_NEEDS, **CHINESE_MORE_NEEDS, **CHINESE_NEW_NEEDS}.get(first, NEED)
    chosen = [EVERY[name] for name in products.split()]
    return tuple(check_sentence(sentence, products=chosen, facts_of=facts_of, need=need))


@pytest.mark.parametrize(("products", "sentence"), [(row[0], row[1]) for row in TABLE if not row[2]])
def test_no_false_sentence_is_shown(products, sentence):
    assert faults(products, sentence)


@pytest.mark.parametrize("language", REFUSED)
def test_a_true_sentence_is_shown_but_for_those_named(language):
    """One that is shown at last is taken out of the list, so that it gets shorter and never longer."""
    of_language = [row for row in TABLE if is_chinese(row[1]) == (language == "zh") and row[2]]
    assert [f"{products} | {sentence}" for products, sentence, _ in of_language if faults(products, sentence)] == REFUSED[
        language
    ]


def test_of_the_true_english_sentences_no_more_than_a_tenth_is_refused():
    natural = [row for row in NATURAL if row[2] and not is_chinese(row[1])]
    assert len(REFUSED["en"]) * 10 <= len(natural)


def test_of_the_true_chinese_sentences_no_more_than_a_tenth_is_refused():
    true = [row for row in TABLE if row[2] and is_chinese(row[1])]
    assert len(REFUSED["zh"]) * 10 <= len(true)


def test_the_tables_hold_enough_of_each():
    assert len({row[:2] for row in TABLE}) == len(TABLE) >= 900
    assert sum(is_chinese(sentence) for _, sentence, _ in TABLE) >= 160
    natural = [verdict for *_, verdict in NATURAL]
    assert len(natural) >= 590 and abs(2 * sum(natural) - len(natural)) <= len(natural) // 10
