"""Values of the catalog that a request says in passing, where no grammar finds a wish."""

from __future__ import annotations

import pytest

from shopcli.need.languages.registry import language_named
from shopcli.pipeline.fields.stated.unclaimed_values import with_unclaimed_values
from shopcli.types import Clause, Need

VALUES = {
    "treadmill": ("terrain", "Treadmill"),
    "road": ("terrain", "Road"),
    "new zealand": ("country", "New Zealand"),
    "sauvignon blanc": ("grape", "Sauvignon Blanc"),
    "rolling dice": ("mechanic", "Dice Rolling"),
    "gym": ("terrain", "Gym floor|Treadmill"),  # a part of one value, and no whole
}


def stated(words: str) -> tuple[str, str] | None:
    return VALUES.get(words.casefold())


def read(query: str, *clauses: Clause) -> list[tuple[str, str]]:
    need = with_unclaimed_values(Need(query, clauses), stated, language_named("en").requests)
    return [(clause.kind, clause.text) for clause in need.clauses]


BUDGET = Clause("under 90", "limit", field="price", op="<=", value=90.0)


@pytest.mark.parametrize(
    ("query", "clauses", "expected"),
    [
        (
            "she only ever runs on the treadmill at her gym, under 90",
            (BUDGET,),
            [("feature", "treadmill"), ("limit", "under 90")],
        ),
        ("my group hates rolling dice, under 90", (BUDGET,), [("exclude", "rolling dice"), ("limit", "under 90")]),
        ("under 90, not one from New Zealand", (BUDGET,), [("limit", "under 90"), ("exclude", "New Zealand")]),
        (
            "a shoe for the road, under 90",
            (Clause("for the road", "feature"), BUDGET),
            [("feature", "for the road"), ("limit", "under 90")],
        ),
        (
            "I like Sauvignon Blanc, under 90",
            (Clause("Blanc", "topic"), BUDGET),
            [("topic", "Sauvignon Blanc"), ("limit", "under 90")],
        ),
    ],
)
def test_what_records_say_whole_and_no_clause_has_is_wished_or_refused(query, clauses, expected):
    assert read(query, *clauses) == expected


def test_a_request_in_which_nothing_was_read_stays_as_it_is():
    assert read("treadmill") == []


def test_a_decided_clause_is_not_widened():
    decided = Clause("Blanc", "feature", field="colour", op="is", value="blanc")
    assert read("I like Sauvignon Blanc", decided) == [("feature", "Blanc")]
