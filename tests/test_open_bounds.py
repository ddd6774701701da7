"""What costs just as much as a limit names, which its words leave out."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.types import Product
from tests.conftest import WordEncoder, build

LAMPS = [Product(str(n), "Lamp", "a lamp", category="Lamps", price=price) for n, price in enumerate([80.0, 80.0, 79.0], 1)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder: Path = tmp_path_factory.mktemp("bounds")
    encoder = WordEncoder()
    build(folder, LAMPS, encoder)
    return Advisor(Index(folder), encoder=encoder)


@pytest.mark.parametrize("query", ["lamp under 80", "lamp for less than 80", "a lamp below 80"])
def test_what_costs_less_comes_before_what_costs_just_as_much_as_under_names(shop: Advisor, query: str) -> None:
    hits = shop.ask(query, text=False).results
    assert hits[0].product.id == "3"
    assert len(hits) == len(LAMPS)
    assert all(hit.meets_all for hit in hits)


@pytest.mark.parametrize("query", ["lamp, 80 at most", "lamp up to 80"])
def test_a_sum_that_may_be_paid_is_as_good_as_less(shop: Advisor, query: str) -> None:
    assert [hit.product.id for hit in shop.ask(query, text=False).results] == ["1", "2", "3"]
