"""What of a request a record leaves open, in one indirect question, and what it grants."""

from __future__ import annotations

import pytest

from shopcli.types import Clause, Fact, Need
from shopcli.write.moves.open_questions import (
    is_question_of,
    open_questions,
    predicate_in,
    question_of,
    without_echoes,
)
from shopcli.write.moves.typed_words import open_words

RECORD = (Fact("title", "Moor Lamp"), Fact("weight", 420.0, "g"))


def need_of(query: str, topic: str, *wishes: str, exclude: str = "", language: str = "en") -> Need:
    clauses = [Clause(topic, "topic"), *(Clause(wish, "feature") for wish in wishes)]
    return Need(
        query, (*clauses, *([Clause(exclude, "exclude", op="lacks", value=exclude)] if exclude else [])), language=language
    )


def opened(need: Need, *answered: str) -> list[str]:
    known = [one for one in need.clauses if one.text in answered]
    silent = [one for one in need.clauses if one.kind != "topic" and one.text not in answered]
    return open_questions(need, silent, RECORD, known)


@pytest.mark.parametrize(
    ("query", "wishes", "asked"),
    [
        ("a quiet lamp", ("quiet",), ["is quiet"]),
        ("a goat lamp", ("goat",), ["is a goat lamp"]),
        ("an oak lamp", ("oak",), ["is an oak lamp"]),
        ("lamp with a good battery", ("good battery",), ["has a good battery"]),
        ("lamp, white if possible", ("white if possible",), ["is white"]),
        ("a lamp, it should last a day of lectures", ("day of lectures",), ["will last a day of lectures"]),
        ("a lamp that is easy to put up", ("easy to put up",), ["is easy to put up"]),
        ("a lamp, a large pack", ("large pack",), ["comes as a large pack"]),
        ("lamp for a puppy with itchy skin", ("for a puppy", "itchy", "skin"), ["suits a puppy with itchy skin"]),
        ("a nice lamp", ("nice",), []),
        ("a lamp for the garden", ("for the garden",), []),
    ],
)
def test_a_wish_is_asked_by_what_joins_it_to_its_thing(query, wishes, asked):
    answered = ("for a puppy",) if "for a puppy" in wishes else ()
    assert opened(need_of(query, "lamp", *wishes), *answered) == asked


def test_of_a_phrase_that_is_answered_in_part_nothing_is_asked():
    assert opened(need_of("lamp for sensitive skin", "lamp", "for sensitive", "skin"), "for sensitive") == []


def test_what_the_record_says_is_not_open():
    need = need_of("a moor lamp", "lamp", "moor")
    assert opened(need) == []


def test_what_is_not_wanted_comes_first():
    assert opened(need_of("a quiet lamp, no sugar", "lamp", "quiet", exclude="no sugar")) == ["is free of sugar", "is quiet"]


def test_what_a_thing_must_not_do_is_asked_as_a_deed():
    assert opened(need_of("lamp that does not jam in the printer", "lamp", exclude="not jam")) == ["will jam in the printer"]


def test_one_question_asks_for_all_of_it_and_for_nothing_else():
    asked = question_of(["is quiet", "has a lid", "is white"])
    assert asked == "whether it is quiet, has a lid or is white"
    assert is_question_of(asked, ["is quiet", "has a lid", "is warm", "is white"])
    assert not is_question_of(asked, ["is quiet", "has a lid"])
    assert question_of(["is quick", "is light"]) == "whether it is quick or light"
    assert (predicate_in("whether it is quiet"), predicate_in("how heavy it is")) == ("is quiet", "")


def test_one_thing_is_not_asked_twice():
    assert without_echoes(["is meant for a flat", "suits a flat", "is white"]) == ["is meant for a flat", "is white"]


def test_in_chinese_open_wishes_stand_in_the_shoppers_words():
    need = need_of("一台安静的灯，白色，给六岁的孩子", "灯", "安静", "白色", "一台", "孩子", language="zh")
    assert open_words(need, need.clauses[1:], RECORD) == ["安静", "白色"]
    assert open_words(need, need.clauses[1:], RECORD, [need.clauses[1]]) == ["白色"]
    assert open_words(need_of("a quiet lamp", "lamp", "quiet"), (Clause("quiet", "feature"),), RECORD) == []
