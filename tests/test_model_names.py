"""Which words behind a brand are its own names for models."""

from __future__ import annotations

from pathlib import Path

from shopcli.index import Index
from shopcli.pipeline.names.model_names import OwnWords
from shopcli.types import Product
from tests.conftest import WordEncoder, build

SOUNDS = [
    *(
        Product(str(n), f"Brolt Audio {name} Earbuds", brand="Brolt")
        for n, name in enumerate(("Xpods", "Gearpods", "Truebuds", "Yfit"))
    ),
    Product("9", "Skelly Jib Earbuds", brand="Skelly"),
]


def test_a_word_that_most_of_a_brands_titles_say_is_no_name_of_a_model(tmp_path: Path) -> None:
    build(tmp_path, SOUNDS, WordEncoder())
    is_own = OwnWords(Index(tmp_path))
    assert [is_own(SOUNDS[0], word) for word in ("Audio", "Xpods", "Earbuds")] == [False, True, False]
    assert is_own(SOUNDS[-1], "Jib")
