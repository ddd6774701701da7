"""A purchase history: as arrays, in its file, and without one of its customers."""

from __future__ import annotations

import stat
import sys

import numpy as np
import pytest

from shopcli.errors import ShopcliError, UsageError
from shopcli.pipeline.personal.history import DAY, GUEST, History, Purchase
from shopcli.pipeline.personal.recommenders.interactions import Interactions

LINES = [
    Purchase("bea", "tea", 200, 1.0, "o2"),
    Purchase("ann", "cup", 100, 2.0, "o1"),
    Purchase("ann", "tea", 100, 1.0, "o1"),
    Purchase("", "cup", 300, 1.0, "o3"),
    Purchase("ann", "cup", 100, 3.0, "o1"),
]


def test_a_history_is_arrays_by_time_whose_numbers_are_places_among_sorted_names():
    history = History.of(LINES)
    assert (history.customers, history.products, history.baskets) == (("ann", "bea"), ("cup", "tea"), ("o1", "o2", "o3"))
    assert history.customer.tolist() == [0, 0, 1, GUEST]
    assert history.product.tolist() == [0, 1, 1, 0]
    assert history.time.tolist() == [100, 100, 200, 300]
    assert history.quantity.tolist() == [5.0, 1.0, 1.0, 1.0]  # one product twice in a basket is one line
    assert history.basket.tolist() == [0, 0, 1, 2]


def test_a_history_comes_back_from_its_file_which_its_owner_alone_may_read(tmp_path):
    path = tmp_path / "personal" / "history.safetensors"
    History.of(LINES).write(path)
    assert History.open(path).purchases() == History.of(LINES).purchases()
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_who_is_taken_out_leaves_the_file_of_a_shop_where_they_have_never_been(tmp_path):
    History.of(LINES).without("ann").write(tmp_path / "forgotten")
    History.of(line for line in LINES if line.customer != "ann").write(tmp_path / "never")
    assert (tmp_path / "forgotten").read_bytes() == (tmp_path / "never").read_bytes()
    assert b"ann" not in (tmp_path / "forgotten").read_bytes()


def test_a_file_that_is_read_twice_changes_nothing():
    history = History.of(LINES)
    assert history.with_more(LINES).purchases() == history.purchases()
    assert len(history.with_more([Purchase("bea", "cup", 400, 1.0, "o4")])) == 5


def test_an_unknown_customer_is_told_with_the_nearest():
    with pytest.raises(UsageError, match="No customer 'anne'") as failure:
        History.of(LINES).of_customer("anne")
    assert failure.value.hint == "Did you mean: ann?"


@pytest.mark.parametrize("content", [b"", b"no tensors", b"\xff" * 64])
def test_a_damaged_file_is_named_and_nothing_else_happens(tmp_path, content):
    path = tmp_path / "history.safetensors"
    path.write_bytes(content)
    with pytest.raises(ShopcliError, match="cannot be read"):
        History.open(path)


def test_a_file_whose_numbers_name_nobody_is_damaged(tmp_path):
    history = History.of(LINES)
    broken = History(**{**vars(history), "customer": np.full(4, 7, np.int32)})
    broken.write(tmp_path / "history.safetensors")
    with pytest.raises(ShopcliError, match="is broken, or of some other version"):
        History.open(tmp_path / "history.safetensors")


def test_no_history_is_told_with_the_command_that_brings_one_in(tmp_path):
    with pytest.raises(UsageError) as failure:
        History.open(tmp_path / "history.safetensors")
    assert failure.value.hint == "Bring one in with: shopcli history import FILE"


def test_an_empty_history_is_one(tmp_path):
    History.of(()).write(tmp_path / "history.safetensors")
    assert len(History.open(tmp_path / "history.safetensors")) == 0


def test_what_lies_before_a_moment_keeps_its_numbers_and_counts_less_the_older_it_is():
    history = History.of([Purchase("ann", "cup", 0, 1.0, "o1"), Purchase("bea", "tea", 10 * DAY, 1.0, "o2")])
    before = Interactions.at(history, 10 * DAY, pace_days=10.0)
    assert before.recent(1.0).toarray().tolist() == [[0.5, 0.0], [0.0, 0.0]]
    assert before.buyers().tolist() == [1.0, 0.0]
    assert before.sold.tolist() == [True, False]
    assert Interactions.at(history, 20 * DAY, pace_days=10.0).recent(1.0).toarray().tolist() == [[0.25, 0.0], [0.0, 0.5]]


def test_guests_count_for_baskets_alone():
    now = Interactions.at(History.of(LINES), pace_days=10.0)
    assert now.baskets(1.0).toarray()[2].round(3).tolist() == [1.0, 0.0]
    assert now.bought.toarray().tolist() == [[1.0, 1.0], [0.0, 1.0]]
