"""Kinds told from their parts by what things cost, in a shop of kettles and what belongs to them."""

from __future__ import annotations

from math import inf, nan
from pathlib import Path

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.index.kinds.price_floors import NO_FLOOR, above_floors, are_priced_apart, cost_a_fraction, log_prices, price_floor
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel


def test_prices_that_are_none_have_no_logarithm() -> None:
    assert np.isnan(log_prices([None, 0.0, -1.0])).all()
    assert log_prices([1.0, np.e]).tolist() == pytest.approx([0.0, 1.0])


def test_a_fraction_of_the_price_by_three_of_four_is_apart() -> None:
    lids, kettles = log_prices([2, 3, 4, 5]), log_prices([40, 50, 60, 45])
    assert are_priced_apart(lids, kettles)
    assert are_priced_apart(kettles, lids)


def test_what_costs_several_times_as_much_is_no_part_of_a_thing() -> None:
    lids, kettles = log_prices([2, 3, 4, 5]), log_prices([40, 50, 60, 45])
    assert (cost_a_fraction(lids, kettles), cost_a_fraction(kettles, lids)) == (True, False)


def test_prices_that_overlap_or_are_few_tell_nothing() -> None:
    assert not are_priced_apart(log_prices([2, 30, 45, 50]), log_prices([40, 50, 60, 45]))
    assert not are_priced_apart(log_prices([2, 3]), log_prices([40, 50, 60]))


def test_twice_the_price_is_not_apart() -> None:
    assert not are_priced_apart(log_prices([60, 65, 70]), log_prices([30, 32, 35]))


def test_below_its_floor_nothing_is_of_a_kind_and_what_has_no_price_is() -> None:
    floors = np.asarray([price_floor(log_prices([80, 90, 100, 120])), NO_FLOOR])
    prices = log_prices([2.0, 85.0, None, 2.0])
    assert above_floors(prices, [0, 0, 0, 1], floors).tolist() == [False, True, True, True]


def test_few_prices_make_no_floor() -> None:
    assert price_floor(np.asarray([nan, 1.0, 2.0])) == -inf


def _shop() -> list[Product]:
    things = [("copper kettle", 90.0), ("copper kettle lid", 4.0)]
    shop = [
        Product(f"{name[-3:]}{at}", f"Brandt {at} {name}", f"For tea: {name}.", "Brandt", None, price + at, "EUR")
        for name, price in things
        for at in range(12)
    ]
    pots = [
        Product(f"lid-of-a-pot{at}", f"Brandt {at} iron pot lid", "A lid.", "Brandt", None, 5.0 + at, "EUR") for at in range(12)
    ]
    return [*shop, *pots]


def test_lids_for_kettles_are_no_kettles(tmp_path: Path) -> None:
    encoder = WordEncoder()
    build(tmp_path / "index", _shop(), encoder)
    advisor = Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder, model=FakeModel())
    answer = advisor.ask("a copper kettle", text=False)
    assert {hit.product.id[:3] for hit in answer.results} == {"tle"}
    assert advisor.ask("the cheapest kettle", text=False).results[0].product.id == "tle0"
