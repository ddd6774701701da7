"""Baskets: what is bought together more often than by chance."""

from __future__ import annotations

import pytest

from shopcli.pipeline.personal.baskets import Baskets, Rule
from shopcli.pipeline.personal.history import History, Purchase

DAY = 86_400


def history(*baskets: str, customer: str = "c", named: bool = True, start: int = 0) -> History:
    """A basket a day: its letters are products."""
    return History.of(
        Purchase(customer, product, (start + day) * DAY, 1.0, f"b{day}" if named else "")
        for day, basket in enumerate(baskets)
        for product in basket
    )


def together(baskets: Baskets, product: str, top: int = 9) -> list[str]:
    return [rule.product for rule in baskets.with_product(product, top=top)]


TEA_AND_CUPS = ("tc", "tc", "tc", "tcx", *"xyzxyzxyzxyz")


def test_support_confidence_and_lift_are_those_of_the_counts() -> None:
    (rule,) = Baskets(history(*TEA_AND_CUPS)).with_product("t", top=5)
    assert rule == Rule("c", 4, 4, 1.0, 4.0, pytest.approx(1.0))  # 4 of 16 baskets have a cup


def test_what_is_in_one_basket_with_it_alone_is_no_rule() -> None:
    assert "x" not in together(Baskets(history(*TEA_AND_CUPS)), "t")


def test_what_is_in_most_baskets_goes_with_nothing() -> None:
    bags = ("tcb", "tcb", "tcb", "tcb", *["b"] * 12)
    assert together(Baskets(history(*bags)), "t") == ["c"]


def test_what_was_bought_lately_stands_before_what_was_bought_long_ago() -> None:
    old = [Purchase("a", product, 0, 1.0, f"o{n}") for n in range(3) for product in "ts"]
    new = [Purchase("a", product, 300 * DAY, 1.0, f"n{n}") for n in range(3) for product in "tc"]
    others = [Purchase("a", "x", 300 * DAY, 1.0, f"x{n}") for n in range(20)]
    baskets = Baskets(History.of([*old, *new, *others]))
    first, second = baskets.with_product("t", top=2)
    assert (first.product, second.product) == ("c", "s")
    assert (first.both, second.both, first.lift) == (3, 3, second.lift)  # what is told of them are plain counts


def test_a_product_counts_once_in_a_basket() -> None:
    twice = [Purchase("a", "t", time, 1.0, "b1") for time in (1, 2)] + [Purchase("a", "c", 3, 1.0, "b1")]
    more = [Purchase("a", product, 9, 1.0, "b2") for product in "tc"] + [Purchase("a", "x", 9, 1.0, f"x{n}") for n in range(9)]
    (rule,) = Baskets(History.of([*twice, *more])).with_product("t", top=3)
    assert (rule.product, rule.both, rule.with_it) == ("c", 2, 2)


def test_lines_without_a_basket_are_of_their_customers_day() -> None:
    baskets = Baskets(history(*TEA_AND_CUPS, named=False))
    assert (baskets.n_baskets, together(baskets, "t")) == (16, ["c"])


def test_lines_of_nobody_in_no_basket_are_left_out() -> None:
    assert Baskets(history(*TEA_AND_CUPS, named=False, customer="")).n_baskets == 0


def test_a_product_that_nobody_bought_goes_with_nothing() -> None:
    assert Baskets(history(*TEA_AND_CUPS)).with_product("unknown", top=5) == ()
    assert Baskets(History.of([])).with_product("t", top=5) == ()
