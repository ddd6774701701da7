"""Attention against values worked out on paper."""

import math
from dataclasses import replace

import numpy as np
import pytest

from shopcli.rerank import (
    Grown,
    KindEvidence,
    RankWeights,
    Signals,
    attend,
    attend_spans,
    attended,
    category_nearness,
    distance_costs,
    expected_similarity,
    head_of,
    order,
    scores_of,
    stated_of,
)
from shopcli.types import Clause, Need

E1, E2 = np.eye(2, dtype=np.float32)
DIAGONAL = np.asarray([0.6, 0.8], np.float32)


def signals(queries, keys, signs, spans, words=None, *, wishes=False):
    """Signals of attention alone; each clause names the thing, or is a wish."""
    none = np.zeros(len(spans))
    words = np.zeros((len(queries), len(keys))) if words is None else words
    is_wish = np.full(len(queries), wishes)
    return Signals(none, np.asarray(queries) @ np.asarray(keys).T, signs, spans, words, is_wish, *[none] * 5)


def attention_scores(queries, keys, signs, spans, words=None):
    """What attention to the name of the thing alone adds, by a weight that grows from .1 to .5."""
    return scores_of(signals(queries, keys, signs, spans, words), RankWeights(attention=Grown(0.1, 0.4)))


def test_attention_of_two_clauses_over_three_facts_is_the_softmax_worked_out_on_paper():
    weights = attend(np.stack([E1, E2]), np.stack([E1, E2, DIAGONAL]), temperature=1.0)
    # The dot products are [1, 0, .6] and [0, 1, .8].
    first = [math.e, 1.0, math.exp(0.6)]
    second = [1.0, math.e, math.exp(0.8)]
    np.testing.assert_allclose(weights, [np.divide(first, sum(first)), np.divide(second, sum(second))], rtol=1e-6)


def test_a_low_temperature_sharpens_attention():
    weights = attend(E1[None], np.stack([E1, E2]), temperature=0.1)
    np.testing.assert_allclose(weights, [[1 / (1 + math.exp(-10)), 1 / (1 + math.exp(10))]], rtol=1e-6)


def test_attention_names_both_shapes_where_the_dimensions_differ():
    with pytest.raises(ValueError, match=r"queries \(1, 2\) and keys \(1, 3\)"):
        attend(np.ones((1, 2)), np.ones((1, 3)), temperature=1.0)


def test_attention_over_no_facts_has_no_columns():
    assert attend(E1[None], np.zeros((0, 2), np.float32), temperature=1.0).shape == (1, 0)


def test_each_product_is_attended_to_by_itself():
    keys = np.stack([E1, E2, DIAGONAL])
    weights, _ = attend_spans(E1[None] @ keys.T, np.asarray([[0, 2], [2, 2], [2, 3]]), temperature=1.0)
    np.testing.assert_allclose(weights, [[math.e / (math.e + 1), 1 / (math.e + 1), 1.0]], rtol=1e-6)


def test_the_similarity_that_attention_expects_is_the_weighted_mean_and_0_without_facts():
    keys, spans = np.stack([E1, E2, DIAGONAL]), np.asarray([[0, 2], [2, 2], [2, 3]])
    expected = expected_similarity(*attend_spans(E1[None] @ keys.T, spans, temperature=1.0), spans)
    np.testing.assert_allclose(expected, [[math.e / (math.e + 1), 0.0, 0.6]], rtol=1e-6)


def test_the_order_of_products_does_not_change_their_attention_scores():
    rng = np.random.default_rng(0)
    keys, queries = rng.standard_normal((6, 8)).astype(np.float32), rng.standard_normal((2, 8)).astype(np.float32)
    forward = attention_scores(queries, keys, np.ones(6), np.asarray([[0, 2], [2, 6]]))
    backward = attention_scores(queries, np.concatenate([keys[2:], keys[:2]]), np.ones(6), np.asarray([[0, 4], [4, 6]]))
    np.testing.assert_allclose(forward, backward[::-1], rtol=1e-5)


def test_attention_weighs_more_as_a_request_grows_clauses():
    keys, spans = np.stack([E1]), np.asarray([[0, 1]])
    one, two = (attention_scores(np.stack([E1] * n), keys, np.ones(1), spans)[0] for n in (1, 2))
    # Half of the share 1 - .8/n of the summed similarities, which are 1 each.
    assert (one, two) == (pytest.approx(0.5 * 0.2 * 1), pytest.approx(0.5 * 0.6 * 2))


def test_a_bias_is_added_to_the_dot_products_before_the_softmax():
    keys, spans = np.stack([E1, E2]), np.asarray([[0, 2]])
    weights, similarities = attend_spans(E1[None] @ keys.T, spans, temperature=1.0, bias=np.asarray([[0.0, 1.0]]))
    # By hand: 1 and 0 + 1 are equal, so each fact has half of the attention.
    np.testing.assert_allclose((weights, similarities), ([[0.5, 0.5]], [[1.0, 1.0]]))


def test_a_fact_that_says_the_words_is_nearer_and_the_more_so_the_more_clauses_there_are():
    spans = np.asarray([[0, 1], [1, 2]])
    for n, share in ((1, 0.2), (2, 0.6)):
        queries, words = np.stack([E1] * n), np.asarray([[0.0, 1.0]] * n)
        without, with_words = attention_scores(queries, np.stack([E1, E1]), np.ones(2), spans, words)
        assert with_words - without == pytest.approx(0.5 * share * n * RankWeights().words.at(n))


def test_a_fact_that_says_no_speaks_against_its_product():
    spans = np.asarray([[0, 1], [1, 2]])
    scores = attention_scores(np.stack([E1, E1]), np.stack([E1, E1]), np.asarray([1, -1]), spans)
    assert scores.tolist() == [pytest.approx(0.6), pytest.approx(-0.6)]


def test_a_wish_that_a_fact_denies_puts_its_product_behind_one_that_is_silent():
    spans = np.asarray([[0, 1], [1, 2], [2, 3]])
    facts, signs = np.stack([E1, E1, E2]), np.asarray([1, -1, 1])
    scores = scores_of(signals(E1[None], facts, signs, spans, wishes=True), RankWeights())
    np.testing.assert_allclose(scores, [0.3, -0.3, 0.0], atol=1e-9)


def test_a_wish_is_stated_where_a_fact_says_all_its_words_and_denied_where_the_only_such_facts_do():
    spans = np.asarray([[0, 2], [2, 3], [3, 3], [3, 4]])
    words = np.asarray([[1.0, 1.0, 1.0, 0.5], [0.0, 0.0, 0.0, 1.0]])
    signs = np.asarray([[1, -1, -1, 1], [1, -1, -1, 1]])
    found = stated_of(signals(np.stack([E1, E1]), np.stack([E2] * 4), signs, spans, words, wishes=True))
    assert found.tolist() == [[1.0, -1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]


def test_what_states_a_wish_and_covers_the_words_scores_by_both_weights():
    spans, words = np.asarray([[0, 1], [1, 2]]), np.asarray([[1.0, 0.0]])
    both = replace(
        signals(E1[None], np.stack([E2, E2]), np.ones(2), spans, words, wishes=True), coverage=np.asarray([1.0, 0.5])
    )
    none = Grown(0.0)
    weights = RankWeights(wish=none, stated=Grown(0.25), coverage=Grown(0.5))
    assert scores_of(both, weights).tolist() == [0.75, 0.25]
    assert scores_of(both, weights, attentive=False).tolist() == [0.0, 0.0]


def test_the_whole_request_speaks_for_what_its_facts_and_its_text_answer():
    quiet = signals(E1[None], np.stack([E2, E2]), np.ones(2), np.asarray([[0, 1], [1, 2]]), wishes=True)
    whole = replace(quiet, whole=np.asarray([0.5, 0.25]), text=np.asarray([0.0, 0.5]))
    weights = RankWeights(whole=Grown(0.5), text=Grown(0.25))
    assert (scores_of(whole, weights) - scores_of(quiet, weights)).tolist() == [0.25, 0.25]
    assert (scores_of(whole, weights, attentive=False) - quiet.fused).tolist() == [0.0, 0.0]


def test_the_shelf_tells_a_thing_from_its_accessory():
    scores = category_nearness(E1, np.stack([E1, E2, np.zeros(2, np.float32)]))
    np.testing.assert_allclose(scores, [0.5, -0.5, 0.0])


def test_the_head_of_a_topic_is_the_last_word_of_its_noun_phrase():
    assert head_of(Need("x", (Clause("book about watches", "topic"),))) == "book"
    assert head_of(Need("x", (Clause("outdoor sports watch", "topic"),))) == "watch"
    assert head_of(Need("x", (Clause("under 5", "limit", "price", "<=", 5.0),))) == ""


def test_only_wanted_meaning_attends_to_rank():
    clauses = (
        Clause("watch", "topic"),
        Clause("GPS", "feature"),
        Clause("under 200", "limit", "price", "<=", 200.0),
        Clause("not loud", "exclude"),
    )
    assert attended(Need("…", clauses)) == clauses[:2]


def test_what_meets_everything_comes_before_what_scores_higher():
    assert order(np.asarray([0.9, 0.2, 0.5]), np.asarray([1, 0, 0])).tolist() == [2, 1, 0]


def kinds(categories: list[int], mentions: list[bool]) -> KindEvidence:
    return KindEvidence(np.asarray(categories), np.asarray(mentions))


def test_the_cheapest_is_sought_among_what_scores_near_the_best_where_nothing_else_tells():
    scores, prices = np.asarray([0.70, 0.68, 0.30, 0.65]), np.asarray([30.0, 20.0, 1.0, np.nan])
    unknown = kinds([-1] * 4, [False] * 4)
    assert order(scores, np.zeros(4), prices, "asc", unknown).tolist() == [1, 0, 3, 2]
    assert order(scores, np.zeros(4), prices, "desc", unknown).tolist() == [0, 1, 3, 2]


def test_the_cheapest_is_sought_on_the_shelf_of_the_best_hit():
    scores, prices = np.asarray([0.70, 0.68, 0.30]), np.asarray([30.0, 20.0, 10.0])
    assert order(scores, np.zeros(3), prices, "asc", kinds([4, 7, 4], [False] * 3)).tolist() == [2, 0, 1]


def test_the_cheapest_tent_is_no_torch_from_the_same_shelf():
    scores, prices = np.asarray([0.70, 0.30, 0.40]), np.asarray([99.0, 149.0, 9.9])
    assert order(scores, np.zeros(3), prices, "asc", kinds([4, 4, 4], [True, True, False])).tolist() == [0, 1, 2]


def test_the_further_a_price_is_from_the_limit_it_misses_the_more_it_costs():
    prices, limits = np.asarray([20.0, 500.0, 5.0, np.nan, 30.0]), np.asarray([50.0, 50.0, 50.0, 50.0, np.nan])
    costs = distance_costs(prices, limits)
    np.testing.assert_allclose(costs, [0.4 * math.log10(2.5), 0.4, 0.4, 0.0, 0.0])


def test_the_cheapest_is_sought_among_what_says_what_is_wished_where_any_does():
    scores, prices = np.asarray([0.9, 0.8, 0.7]), np.asarray([30.0, 20.0, 10.0])
    saying, none = np.asarray([True, True, False]), np.zeros(3, bool)
    assert order(scores, np.zeros(3), prices, "asc", among=saying).tolist() == [1, 0, 2]
    assert order(scores, np.zeros(3), prices, "asc", among=none).tolist() == [2, 1, 0]


def test_the_cheapest_of_everything_is_the_cheapest():
    scores, prices = np.asarray([0.9, 0.1]), np.asarray([99.0, 9.9])
    assert order(scores, np.zeros(2), prices, "asc").tolist() == [1, 0]
