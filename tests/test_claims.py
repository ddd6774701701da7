"""Sentences with verdicts: what the claim checker lets pass, and what it does not, over four kinds of shop.

The sentences stand in claims_en.txt and claims_zh.txt, which say how they are written.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.catalog import facts_of
from shopcli.write import check_sentence
from tests.claims_shop import NEED, PRODUCTS

FOLDER = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str, bool]]:
    """The products, the sentence and the verdict of each line."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [(products, sentence, {"true": True, "false": False}[verdict]) for products, sentence, verdict, _ in cells]


ENGLISH, CHINESE = rows("claims_en.txt"), rows("claims_zh.txt")


@pytest.mark.parametrize(("products", "sentence", "verdict"), [*ENGLISH, *CHINESE])
def test_a_sentence_is_shown_only_where_it_is_true(products, sentence, verdict):
    chosen = [PRODUCTS[name] for name in products.split()]
    reasons = check_sentence(sentence, products=chosen, facts_of=facts_of, need=NEED)
    assert (not reasons) is verdict, reasons


def test_the_tables_hold_enough_of_each():
    assert len({row[:2] for row in (*ENGLISH, *CHINESE)}) == len(ENGLISH) + len(CHINESE) >= 260
    assert len(CHINESE) >= 40
    assert min(sum(verdict for *_, verdict in ENGLISH), sum(not verdict for *_, verdict in ENGLISH)) >= 100
