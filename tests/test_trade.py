"""Names for what a whole shop sells, and for what it calls by longer names."""

from __future__ import annotations

from dataclasses import replace
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
    assert len(trade.as_all(Kind((name,), one, one[:0]))[0].rows) == count


def half_saying(description: str) -> list[Product]:
    """The novels, every other of them with a text that tells nothing."""
    return [replace(novel, description=description if n % 2 else "to read") for n, novel in enumerate(NOVELS)]


def test_what_a_category_vouches_for_is_no_name_for_all(tmp_path: Path) -> None:
    encoder = WordEncoder()
    build(tmp_path, half_saying("a book to read"), encoder)
    trade = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode)
    sure = Kind(("book",), np.asarray([0]), np.asarray([0]))
    assert trade.as_all(sure)[0] is sure


def test_products_are_counted_that_are_of_kinds_whose_names_end_in_a_name(tmp_path: Path) -> None:
    goods = [("Amazon", "Concrete Pots"), ("Kathy", "Concrete Pots"), ("Jessica", "Clay Pots"), ("Drip", "Pot Trays")]
    products = [Product(str(n), title, category=category, price=float(n)) for n, (title, category) in enumerate(goods)]
    build(tmp_path, products, WordEncoder())
    assert [Index(tmp_path).kinds.n_ending(key) for key in (("pot",), ("clay", "pot"), ("oak",))] == [3, 1, 0]


def test_what_most_records_say_is_what_all_are_whatever_a_few_of_them_are_called(tmp_path: Path) -> None:
    encoder = WordEncoder()
    build(tmp_path, NOVELS, encoder)
    trade, one = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode), np.asarray([0])
    assert len(trade.as_all(Kind(("book",), one, one))[0].rows) == len(NOVELS)
    assert trade.is_of_all(Kind(("book",), one, one), "books")
    assert trade.as_all(Kind(("harbour",), one, one))[0].rows.tolist() == [0]  # no common noun


SORTS = {"Red": 30, "White": 30, "Rosé": 20}
WINES = [
    Product(f"{sort} {n}", f"{place} Estate {n}{' Wine' if n % 2 else ''}", "a wine to drink", category=sort, price=float(n))
    for sort, count in SORTS.items()
    for n, (place, _) in zip(range(1, count + 1), WORKS, strict=False)
]


@pytest.mark.parametrize(
    ("before", "count", "start"), [("", 80, 0), ("red ", 30, 0), ("Chilean red ", 30, 8), ("chilled ", 80, 8), ("rosé ", 20, 0)]
)
def test_a_name_borne_in_every_category_alike_is_all_and_the_category_before_it_some(
    tmp_path: Path, before: str, count: int, start: int
) -> None:
    encoder = WordEncoder()
    build(tmp_path, WINES, encoder)
    trade = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode)
    named = np.asarray([row for row, product in enumerate(WINES) if product.title.endswith("Wine")])
    kind, begins = trade.as_all(Kind(("wine",), named, named[:0]), before)
    assert (len(kind.rows), begins) == (count, start)


def test_a_name_that_one_category_bears_is_not_that_of_all(tmp_path: Path) -> None:
    encoder = WordEncoder()
    build(tmp_path, WINES, encoder)
    trade = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode)
    reds = Kind(("wine",), np.arange(30), np.arange(0))
    assert trade.as_all(reds)[0] is reds


@pytest.mark.parametrize(("name", "is_all"), [("book", True), ("lamp", False), ("harbour", False)])
def test_a_name_that_texts_alone_have_is_of_all_where_it_is_near_to_all(tmp_path: Path, name: str, is_all: bool) -> None:
    encoder = WordEncoder()
    build(tmp_path, NOVELS, encoder)
    named = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode).unnamed(name)
    assert (named is not None and len(named.rows) == len(NOVELS)) is is_all


def test_what_a_field_is_called_is_no_name_for_all(tmp_path: Path) -> None:
    encoder, book = WordEncoder(), {"book": "a book"}
    build(
        tmp_path, [Product(novel.id, novel.title, novel.description, price=1.0, attributes=book) for novel in NOVELS], encoder
    )
    assert Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode).unnamed("book") is None


@pytest.mark.parametrize(("name", "count"), [("book", 320), ("lamp", 30)])
def test_what_is_nearer_to_its_name_than_all_else_is_not_all(tmp_path: Path, name: str, count: int) -> None:
    encoder = WordEncoder()
    titles = [f"{'Lamp' if n < 30 else WORKS[n % 56][0]} {WORKS[n % 55][1]}" for n in range(320)]
    build(tmp_path, [Product(str(n), title, "book, lamp") for n, title in enumerate(titles)], encoder)
    trade, rows = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode), np.arange(30)
    assert len(trade.as_all(Kind((name,), rows, rows[:0]))[0].rows) == count


def test_a_name_of_many_things_that_sets_them_apart_is_not_all(tmp_path: Path) -> None:
    encoder = WordEncoder()
    goods = [
        Product(str(n), f"{first} {second} {'mug' if n % 2 else 'plate'}", price=1.0) for n, (first, second) in enumerate(WORKS)
    ]
    build(tmp_path, goods, encoder)
    trade = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode)
    mugs = np.arange(1, len(goods), 2)
    assert len(trade.as_all(Kind(("mug",), mugs, mugs[:0]))[0].rows) == len(mugs)


@pytest.mark.parametrize(("name", "count"), [("book", 56), ("lamp", 5)])
def test_a_name_that_few_titles_and_no_category_have_is_of_all_that_it_is_near_to(
    tmp_path: Path, name: str, count: int
) -> None:
    encoder, shelves, goods = WordEncoder(), ("Travel", "Poetry", "Fantasy"), []
    for n, (first, second) in enumerate(WORKS):
        title = f"{first} {second} {('Book', 'Lamp')[n // 6] if n < 12 else ''}"
        goods.append(Product(str(n), title, f"A {'thing' if n < 6 else 'book'} to read.", None, shelves[n % 3]))
    build(tmp_path, goods, encoder)
    trade = Trade(Index(tmp_path), lambda text: encoder.encode([text])[0], encoder.encode)
    rows = np.arange(5) + 6 * (name == "lamp")
    assert len(trade.as_all(Kind((name,), rows, rows[:0]))[0].rows) == count
