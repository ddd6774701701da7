"""Limits over columns, and candidates that hold them before anything is cut."""

import numpy as np
import pytest

from shopcli.errors import UsageError
from shopcli.retrieve import judge, retrieve
from shopcli.types import Clause, Need

UNDER_100 = Clause("under 100", "limit", "price", "<=", 100.0, "EUR")
GPS = Clause("--where GPS=yes", "feature", "GPS", "is", "yes")


def held(index, clause: Clause) -> dict[str, str]:
    """What each record says to a clause: yes, no or silence, by id."""
    verdict = judge(clause, index.columns)
    words = {(True, False): "yes", (False, True): "no", (False, False): "silent"}
    return {index.records[row].id: words[bool(verdict.holds[row]), bool(verdict.contradicts[row])] for row in range(len(index))}


def candidates(index, encoder, need: Need, *, wanted: int):
    query = encoder.encode([need.query])[0]
    words = index.words.scores(need.query)
    return retrieve(need, query, wanted=wanted, columns=index.columns, vectors=index.vectors, lexical=words)


def ids(index, found) -> list[str]:
    return [index.records[int(row)].id for row in found.rows]


def test_a_price_limit_is_held_contradicted_or_met_with_silence(index):
    assert held(index, UNDER_100) == {"W1": "no", "W2": "no", "W3": "yes", "A1": "yes", "K1": "yes"}


def test_a_yes_no_field_is_silent_where_the_record_is(index):
    assert held(index, GPS) == {"W1": "yes", "W2": "yes", "W3": "no", "A1": "silent", "K1": "silent"}


def test_a_brand_matches_whatever_its_case(index):
    assert held(index, Clause("x", "feature", "brand", "is", "varnholm")) == {
        "W1": "yes",
        "W2": "yes",
        "W3": "no",
        "A1": "silent",
        "K1": "no",
    }


def test_an_exclusion_holds_where_the_record_says_something_else(index):
    assert held(index, Clause("not black", "exclude", "colour", "!=", "black")) == {
        "W1": "no",
        "W2": "yes",
        "W3": "yes",
        "A1": "no",
        "K1": "yes",
    }


def test_one_of_several_colours_is_enough(index):
    assert held(index, Clause("brown", "feature", "colour", "is", "brown"))["A1"] == "yes"


def test_a_number_field_is_filtered_by_equality(index):
    assert held(index, Clause("x", "feature", "weight g", "is", "40"))["W3"] == "yes"


def test_a_field_is_found_whatever_its_case_and_underscores(index):
    assert held(index, Clause("x", "feature", "Battery_Life", "is", "18 days"))["W1"] == "yes"


def test_a_sum_in_another_currency_is_not_compared(index):
    assert set(held(index, Clause("x", "limit", "price", "<=", 100.0, "USD")).values()) == {"silent"}


def test_an_unknown_field_names_the_nearest(index):
    with pytest.raises(UsageError) as failure:
        judge(Clause("x", "feature", "colur", "is", "black"), index.columns)
    assert (str(failure.value), failure.value.hint) == ("This catalog has no field 'colur'.", "Did you mean: colour?")


def test_a_word_for_a_number_field_is_explained(index):
    with pytest.raises(UsageError, match="weight g holds a number"):
        judge(Clause("--where", "feature", "weight g", "is", "light"), index.columns)


def test_what_holds_every_limit_but_is_another_kind_of_thing_does_not_match(index, encoder):
    need = Need("quiet keyboard", (Clause("quiet keyboard", "topic"), Clause("black", "feature", "colour", "is", "black")))
    words = index.words.scores("quiet keyboard")
    topic = encoder.encode(["quiet keyboard"])[0]
    found = retrieve(need, topic, wanted=2, columns=index.columns, vectors=index.vectors, lexical=words, topic=topic)
    assert (found.matching, found.relaxed, ids(index, found)[0]) == (0, need.clauses[1:], "K1")


def test_limits_hold_before_the_cut(index, encoder):
    found = candidates(index, encoder, Need("ridge gps watch", (Clause("watch", "topic"), UNDER_100)), wanted=1)
    assert (set(ids(index, found)), found.matching, found.relaxed) == ({"W3", "A1", "K1"}, 3, ())


def test_where_too_few_match_the_nearest_follow_marked_with_what_they_miss(index, encoder):
    need = Need("watch", (Clause("watch", "topic"), UNDER_100, GPS))
    found = candidates(index, encoder, need, wanted=5)
    assert found.matching == 0
    assert found.relaxed == (UNDER_100,) or found.relaxed == (GPS,)
    unmet = dict(zip(ids(index, found), found.unmet, strict=True))
    unknown = dict(zip(ids(index, found), found.unknown, strict=True))
    assert (unmet["W1"], unmet["W3"], unknown["K1"]) == ((UNDER_100,), (GPS,), (GPS,))


def test_the_clause_given_up_is_the_one_that_leaves_most(index, encoder):
    cheap = Clause("under 5", "limit", "price", "<=", 5.0, "EUR")
    black = Clause("black", "feature", "colour", "is", "black")
    found = candidates(index, encoder, Need("watch", (cheap, black)), wanted=2)
    assert (found.relaxed, set(ids(index, found)[:2])) == ((cheap,), {"W1", "A1"})


def test_words_and_meaning_are_fused(index, encoder):
    found = candidates(index, encoder, Need("quiet keyboard"), wanted=5)
    assert ids(index, found)[0] == "K1"
    np.testing.assert_allclose(found.fused, found.dense + 0.1 * found.lexical, rtol=1e-6)
    assert found.lexical[0] == 1.0


def test_without_limits_everything_is_a_candidate(index, encoder):
    found = candidates(index, encoder, Need("watch"), wanted=5)
    assert (sorted(ids(index, found)), found.matching) == (["A1", "K1", "W1", "W2", "W3"], 5)
