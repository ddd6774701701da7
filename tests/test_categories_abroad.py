"""Categories in another language than the request's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.pipeline.names.titles.categories_abroad import CategoriesAbroad
from shopcli.types import Product
from tests.conftest import WordEncoder, build

# Near by the encoder that reads all languages, and by the one that reads English: (catamaran, sail, motor)
ABROAD = {
    "Catamarano": (1.0, 0.0, 0.0),
    "Barca a vela": (0.0, 1.0, 0.0),
    "Yacht a motore": (0.0, 0.0, 1.0),
    "Barca a motore": (0.0, 0.1, 0.99),
    "catamaran": (0.9, 0.1, 0.1),
    "sailing boat": (0.1, 0.9, 0.3),
    "motorboat": (0.1, 0.1, 0.9),
    "mattress": (0.3, 0.3, 0.3),
}
HERE = ABROAD | {"Catamarano": (0.5, 0.0, 0.0), "Barca a vela": (0.0, 0.1, 0.0), "Barca a motore": (0.0, 0.0, 0.2)}
CATEGORIES = ("Catamarano", "Catamarano", "Barca a vela", "Yacht a motore", "Barca a motore")


@pytest.fixture(scope="module")
def categories(tmp_path_factory: pytest.TempPathFactory) -> CategoriesAbroad:
    folder = tmp_path_factory.mktemp("harbour") / "index"
    build(folder, [Product(str(n), f"Luna {n}", category=name) for n, name in enumerate(CATEGORIES)], WordEncoder())

    def encoder(vectors):
        return lambda texts: np.asarray([vectors[text] for text in texts], np.float32)

    return CategoriesAbroad(Index(folder), encoder(HERE), encoder(ABROAD))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("catamaran", [0, 1]),
        ("sailing boat", [2]),
        ("motorboat", [4]),  # the yacht is as near by the encoder of English: a name tells it, or nothing
        ("mattress", None),
    ],
)
def test_a_category_that_says_the_same_in_another_language_is_the_kind(categories, name, rows):
    kind = categories.with_those(None, name)
    assert (None if kind is None else kind.rows.tolist()) == rows


def test_the_few_that_titles_call_so_are_joined_by_those_of_the_category(categories):
    called = Kind(("catamaran",), np.asarray([3]), np.asarray([], np.int64))
    kind = categories.with_those(called, "catamaran")
    assert (kind.names, kind.rows.tolist(), kind.certain.tolist()) == (("catamaran",), [0, 1, 3], [0, 1])


def test_what_the_thesaurus_knows_is_left_to_it(tmp_path: Path):
    build(tmp_path / "index", [Product("1", "Luna", category="Coffee")], WordEncoder())
    same = CategoriesAbroad(
        Index(tmp_path / "index"), lambda texts: np.zeros((len(texts), 2)), lambda texts: np.ones((len(texts), 2))
    )
    assert same.with_those(None, "tea") is None
