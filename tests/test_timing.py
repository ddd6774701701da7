"""Where the time goes: each stage once, and none of it in another."""

from __future__ import annotations

import time

import pytest

from shopcli.render.words import timings
from shopcli.util.timing import Start, collected, stage, together


class Clock:
    """A clock that goes on as it is told to."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "perf_counter", made)
    return made


def test_a_stage_inside_another_is_no_part_of_it(clock):
    with collected() as spent:
        with stage("understand"):
            clock.now_s += 2
            with stage("load"):
                clock.now_s += 10
            clock.now_s += 1
        with stage("retrieve"):
            clock.now_s += 4
    assert list(spent.items()) == [("understand", 3), ("load", 10), ("retrieve", 4)]


def test_a_stage_that_is_gone_through_twice_is_added_up(clock):
    with collected() as spent:
        for _ in range(2):
            with stage("rerank"), stage("load"):
                clock.now_s += 3
    assert spent == {"rerank": 0, "load": 6}


def test_a_stage_that_fails_is_timed_all_the_same(clock):
    with collected() as spent:
        with pytest.raises(ValueError), stage("outer"), stage("inner"):
            clock.now_s += 3
            raise ValueError
        with stage("after"):
            clock.now_s += 1
    assert spent == {"outer": 0, "inner": 3, "after": 1}


def test_a_collection_inside_another_is_its_own(clock):
    with collected() as outer, stage("write"):
        with collected() as inner, stage("write"):
            clock.now_s += 5
        clock.now_s += 1
    assert (inner, outer) == ({"write": 5}, {"write": 6})


def test_without_a_collection_nothing_is_timed():
    with stage("alone"):
        pass
    with collected() as spent:
        pass
    assert spent == {}


def test_timings_add_up_in_the_order_in_which_they_came():
    assert list(together({"understand": 1.0, "load": 2.0}, {"load": 0.5, "write": 3.0}).items()) == [
        ("understand", 1.0), ("load", 2.5), ("write", 3.0),
    ]  # fmt: skip


def test_the_start_is_told_of_the_first_request_only(clock):
    process = Start()
    clock.now_s += 1
    assert (process.since_start(), process.since_start()) == ({"start": 1.0}, {})
    assert process.elapsed_s() == 1.0


def test_timings_are_said_by_the_names_that_the_json_has():
    assert timings({"start": 0.21, "retrieve": 0.0114, "write\x1b[31m": 2.1}, 2.5) == (
        "Time: start 210 ms, retrieve 11 ms, write 2.1 s; 2.5 s in all."
    )
