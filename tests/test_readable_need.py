"""What was understood, as a person would say it: the request's own phrases, without words that ask for nothing."""

from __future__ import annotations

import pytest

from shopcli.need.paraphrase import beside, looked_for, readable_parts
from shopcli.types import Clause, Need, Sort


def need(query: str, topic: str = "", *wishes: str, language: str = "en", sort: Sort | None = None) -> Need:
    """A need with clauses as slices of ``query``: a topic, where there is one, then wishes; those with "under" are limits."""
    clauses = [Clause(topic, "topic")] if topic else []
    for wish in wishes:
        is_limit = wish.startswith("under")
        clauses.append(Clause(wish, "limit", "price", "<=", 30.0) if is_limit else Clause(wish, "feature"))
    return Need(query, tuple(clauses), sort, language)


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        (need("wireless mouse for the left hand under 30", "mouse", "wireless", "for the left hand", "under 30"),
         ("wireless mouse", "for the left hand", "under 30")),
        (need("organic olive oil", "oil", "organic", "olive"), ("organic olive oil",)),
        (need("face cream for dry skin", "face cream", "for dry", "skin"), ("face cream", "for dry skin")),
        (need("something waterproof for hiking", "", "waterproof", "for hiking"), ("something waterproof for hiking",)),
        (need("who runs", "", "who", "runs"), ("who runs",)),
        (need("a watch, who knows", "watch", "who"), ("watch",)),
        (need("a lamp for my room", "lamp", "room"), ("lamp", "for my room")),
        (need("the cheapest lamp", "lamp", sort=Sort("price", "asc", "cheapest")), ("lamp", "cheapest")),
        (need("有机牛奶", "牛奶", "有机", language="zh"), ("有机牛奶",)),
        (need("牛奶，有机", "牛奶", "有机", language="zh"), ("牛奶", "有机")),
    ],
)  # fmt: skip
def test_the_request_is_told_back_in_its_own_phrases(asked: Need, parts: tuple[str, ...]) -> None:
    assert readable_parts(asked) == parts


def test_whom_it_is_for_stands_with_its_small_words_and_no_thing_is_said_where_none_was_named() -> None:
    men = Clause("father", "feature", meaning="men", source="assumption")
    asked = need("a present for my father who runs", "", "present", "who", "runs")
    asked = Need(asked.query, asked.clauses, assumed=(men,))
    assert looked_for(asked) == "I looked for: present · for my father who runs"
    assert [clause.text for clause in beside(asked)] == ["present", "who"]


def test_a_record_is_expected_to_speak_of_wishes_and_not_of_persons() -> None:
    asked = need("a quiet lamp for my mother", "lamp", "quiet", "for my mother")
    assert [clause.text for clause in beside(asked)] == ["for my mother"]


def test_nothing_is_told_where_nothing_was_asked_for() -> None:
    assert looked_for(need("who", "", "who")) == ""
