"""Wishes of several words that records say apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.index import Index
from shopcli.pipeline.fields.stated.parted_wishes import PartedWishes
from shopcli.types import Clause, Need, Product
from tests.conftest import WordEncoder, build

BOOTS = [
    *(Product(f"w{n}", f"Trelk waterproof boot {n}", price=90.0 + n) for n in range(12)),
    *(Product(f"l{n}", f"Ombra lace up boot {n}", price=90.0 + n) for n in range(12)),
    *(Product(f"s{n}", f"Ombra snow white boot {n}", price=90.0 + n) for n in range(12)),
]


@pytest.mark.parametrize(
    ("said", "wishes"),
    [
        ("waterproof lace up", ["waterproof", "lace up"]),
        ("snow white", ["snow white"]),  # what is said together stays together
        ("waterproof rarity", ["waterproof rarity"]),  # of what nothing says no part is cut off
        ("Lace Waterproof", ["Lace Waterproof"]),  # a name
    ],
)
def test_a_wish_that_hardly_anything_says_whole_is_two_that_many_say(tmp_path: Path, said: str, wishes: list[str]) -> None:
    build(tmp_path, BOOTS, WordEncoder())
    need = Need(f"{said} boots", (Clause(said, "feature", op="has", value=said), Clause("boots", "topic")))
    parted = PartedWishes(Index(tmp_path)).decided(need, lambda need: None)
    assert [clause.text for clause in parted.clauses] == [*wishes, "boots"]
    assert [clause.value for clause in parted.clauses[:-1]] == wishes
