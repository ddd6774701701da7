"""Names for what a whole shop sells, and for what it calls by longer names."""

from __future__ import annotations

from itertools import product as pairs
from pathlib import Path

import numpy as np
import pytest

from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.pipeline.names.trade import Trade
from shopcli.types import Product
from tests.conftest import WordEncoder, build

WORKS = list(
    pairs(
        "Harbour Amber Quiet Lost Silver Winter Hollow Golden".split(), "Roads Years Lights Letters Rivers Houses Birds".split()
    )
)


CHINESE_DESKS = ["实木圆桌", "折叠圆桌", "电脑书桌", "白色台灯"]


def test_a_chinese_noun_with_its_ending_names_what_ends_in_it_without(tmp_path: Path) -> None:
    encoder = WordEncoder()
    build(tmp_path, [Product(str(n), title, price=float(n)) for n, title in enumerate(CHINESE_DESKS, 1)], encoder)
    table = Index(tmp_path).kinds
    named = table.called(("桌子",))
    assert named is not None and named.rows.tolist() == [0, 1, 2]


NOVELS = [Product(str(n), f"{first} {second}", "a book to read", price=float(n)) for n, (first, second) in enumerate(WORKS)]


@pytest.mark.parametrize(("name", "count"), [("book", len(NOVELS)), ("harbour", 1)])
def test_a_name_that_hardly_any_title_says_names_all_that_it_is_near_to(tmp_path: Path, name: str, count: int) -> None:
    encoder = WordEncoder()
    build(tmp_path, NOVELS, encoder)
    trade = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode)
    one = np.asarray([0])
    assert len(trade.as_all(Kind((name,), one, one[:0])).rows) == count


def test_what_a_category_vouches_for_is_no_name_for_all(tmp_path: Path) -> None:
    encoder = WordEncoder()
    build(tmp_path, NOVELS, encoder)
    trade = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode)
    sure = Kind(("book",), np.asarray([0]), np.asarray([0]))
    assert trade.as_all(sure) is sure


def test_products_are_counted_that_are_of_kinds_whose_names_end_in_a_name(tmp_path: Path) -> None:
    goods = [("Amazon", "Concrete Pots"), ("Kathy", "Concrete Pots"), ("Jessica", "Clay Pots"), ("Drip", "Pot Trays")]
    products = [Product(str(n), title, category=category, price=float(n)) for n, (title, category) in enumerate(goods)]
    build(tmp_path, products, WordEncoder())
    assert [Index(tmp_path).kinds.n_ending(key) for key in (("pot",), ("clay", "pot"), ("oak",))] == [3, 1, 0]
