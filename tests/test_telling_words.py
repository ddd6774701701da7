"""What of a translated wish records must state for it to count as granted."""

from __future__ import annotations

import pytest

from shopcli.need.grounding.clause_splitting import ClausePart
from shopcli.need.grounding.telling_words import telling


@pytest.mark.parametrize(
    ("text", "meaning", "stated", "kept"),
    [
        ("插type-c手机", "inserting type-c mobile", ["type mobile"], ["type c"]),  # of "type-c" a part is none
        ("带Bigsby摇把", "Bigsby rock", [], ["bigsby"]),
        ("USB充电", "USB recharge", ["usb recharge"], ["usb recharge"]),
        ("T恤衫", "T-shirt", ["shirt"], ["shirt"]),  # a single letter is no name
    ],
)
def test_a_latin_name_among_chinese_words_must_be_stated(text: str, meaning: str, stated: list[str], kept: list[str]):
    said = {"type-c": ["type c"], "Bigsby": ["bigsby"]}
    assert telling(ClausePart(text, meaning=meaning), stated, lambda _: [], lambda words: said.get(words, [])) == kept
