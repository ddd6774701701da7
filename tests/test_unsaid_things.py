"""Catalogs whose titles leave unsaid what things are, and traditional Chinese read as simplified."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.index.parts.words import Tokenizer
from shopcli.index.storage.manifest import SIMPLIFIED, STEMMER
from shopcli.pipeline.names.titles.unsaid_things import UnsaidThings
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

MODELS = [f"{maker} {name} {at}" for maker in ("Trelk", "Ombra", "Kestrit") for name in ("Varo", "Lume") for at in range(10)]


def _index(folder: Path, titles: Sequence[str]) -> Index:
    products = [Product(str(at), title, price=500.0 + at) for at, title in enumerate(titles)]
    build(folder, products, WordEncoder())
    return Index(folder)


def test_what_no_title_says_goes_without_saying(tmp_path: Path) -> None:
    things = ("kettle", "toaster", "lamp", "chair")
    assert UnsaidThings(_index(tmp_path / "models", MODELS)).go_without_saying
    named = [f"{title} {things[at % len(things)]}" for at, title in enumerate(MODELS)]
    assert not UnsaidThings(_index(tmp_path / "things", named)).go_without_saying


@pytest.mark.parametrize(("name", "mainly"), [("boot", True), ("zip", False), ("kettle", False)])
def test_what_most_titles_call_a_thing_is_mainly_what_is_sold(tmp_path: Path, name: str, mainly: bool) -> None:
    titles = [f"{title} {'zip' if at % 20 == 0 else 'boots'}" for at, title in enumerate(MODELS)]
    assert UnsaidThings(_index(tmp_path, titles)).are_mainly(name) is mainly


def test_no_name_of_many_is_mainly_said(tmp_path: Path) -> None:
    titles = [f"{title} {('kettle', 'toaster', 'lamp', 'chair')[at % 4]}" for at, title in enumerate(MODELS)]
    assert not UnsaidThings(_index(tmp_path, titles)).are_mainly("kettle")


def test_an_order_over_what_goes_unsaid_is_of_all_that_is_sold(tmp_path: Path) -> None:
    advisor = Advisor(_index(tmp_path, MODELS), settings=Settings(), encoder=WordEncoder(), model=FakeModel())
    assert advisor.ask("the cheapest bicycle").results[0].product.id == "0"
    assert advisor.ask("the most expensive bicycle").results[0].product.id == str(len(MODELS) - 1)


@pytest.mark.parametrize("title", ["萬代 海賊王 航海王", "万代 海贼王 航海王"])
def test_traditional_chinese_has_the_words_of_simplified(title: str) -> None:
    words = Tokenizer(f"{STEMMER}{SIMPLIFIED}")
    assert words.tokens(title) == ["万代", "海贼", "海贼王", "航海", "海王", "航海王"]
    assert [at for _, at in words.spans(title)] == [0, 3, 7]


def test_an_index_of_before_keeps_its_words() -> None:
    assert "海賊" in Tokenizer(STEMMER).tokens("海賊王")
