"""The matrix of clauses against facts, worked out on paper, and one product explained from a whole index."""

from __future__ import annotations

import math

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import ProductNotFound, UsageError
from shopcli.rerank import RankWeights, Signals, answers_of, explain
from shopcli.types import Attention, Clause, Evidence, Fact
from tests.fake_model import FakeModel

E1, E2 = np.eye(2, dtype=np.float32)
DIAGONAL = np.asarray([0.6, 0.8], np.float32)
WATCH, GPS = Clause("watch", "topic"), Clause("with GPS", "feature")
FACTS = (Fact("title", "Ridge watch"), Fact("GPS", True), Fact("band", "leather"))
WARM = RankWeights(temperature=1.0)


@pytest.fixture
def advisor(index, encoder) -> Advisor:
    return Advisor(index, settings=Settings(), encoder=encoder, model=FakeModel())


# --- on paper -----------------------------------------------------------------------------------------------------------------


def test_two_clauses_over_three_facts_are_the_softmax_worked_out_on_paper():
    found = explain((WATCH, GPS), np.stack([E1, E2]), FACTS, np.stack([E1, E2, DIAGONAL]), weights=WARM)
    # The dot products are [1, 0, .6] and [0, 1, .8].
    first, second = [math.e, 1.0, math.exp(0.6)], [1.0, math.e, math.exp(0.8)]
    np.testing.assert_allclose(found.weights, [np.divide(first, sum(first)), np.divide(second, sum(second))], rtol=1e-6)
    # The answers are the dot products' means under these weights: (e + .6 exp .6) / sum and (e + .8 exp .8) / sum.
    expected = [(math.e + 0.6 * math.exp(0.6)) / sum(first), (math.e + 0.8 * math.exp(0.8)) / sum(second)]
    np.testing.assert_allclose(found.answers, expected, rtol=1e-6)
    assert [(why.clause, why.fact) for why in found.evidence] == [(WATCH, FACTS[0]), (GPS, FACTS[1])]


def test_a_fact_that_says_the_words_draws_more_and_the_answer_stays_the_similarity():
    words = np.asarray([[0.0, 0.0, 1.0]])
    found = explain((WATCH,), E1[None], FACTS, np.stack([E1, E2, E1]), words=words, n_attended=2, weights=WARM)
    # Two clauses attend, so words weigh .1 + .1 (1 - 1/2) = .15: the logits are 1, 0 and 1.15.
    row = np.exp([1.0, 0.0, 1.15])
    np.testing.assert_allclose(found.weights, [row / row.sum()], rtol=1e-6)
    np.testing.assert_allclose(found.answers, [(row[0] + row[2]) / row.sum()], rtol=1e-6)


def test_a_fact_that_says_no_turns_the_answer():
    facts = (Fact("GPS", False),)
    found = explain((GPS,), E1[None], facts, E1[None], signs=np.asarray([-1]), words=np.ones((1, 1)))
    assert (found.answers, found.unanswered, found.partly) == ((-1.0,), (GPS,), ())


def test_what_no_fact_comes_near_is_unanswered_unless_one_says_all_its_words():
    keys, queries = np.stack([E2, E2, E2]), np.stack([E1, E1, E1])
    words = np.asarray([[0.0, 0.0, 0.0], [0.6, 0.0, 0.0], [1.0, 0.0, 0.0]])
    clauses = (WATCH, GPS, Clause("Ridge", "feature"))
    found = explain(clauses, queries, FACTS, keys, words=words, n_attended=3)
    assert found.answers == (0.0, 0.0, 0.0)
    assert (found.unanswered, found.partly) == ((WATCH, GPS), (GPS,))


def test_of_a_translation_beside_its_original_one_is_enough():
    clause = Clause("外套", "topic", meaning="外套 jacket")
    found = explain((clause,), E1[None], FACTS, np.stack([E2] * 3), words=np.asarray([[0.4, 0.0, 0.0]]), whole=[0.4])
    assert found.unanswered == ()


def test_a_record_without_facts_has_rows_without_cells():
    found = explain((WATCH,), E1[None], (), np.zeros((0, 2), np.float32))
    assert (found.weights, found.answers, found.unanswered, found.evidence) == (((),), (0.0,), (WATCH,), ())


def test_a_clause_that_no_fact_may_answer_has_a_row_of_zeros_and_no_evidence():
    clause = Clause("under 5", "limit", "price", "<=", 5.0)
    found = explain((clause,), E1[None], FACTS, np.stack([E1, E2, DIAGONAL]))
    assert (found.weights, found.answers, found.evidence) == (((0.0, 0.0, 0.0),), (None,), ())


def test_a_clause_about_a_field_attends_to_the_facts_of_that_field_only():
    facts = (Fact("title", "watch"), Fact("price", 189.0, "EUR"), Fact("GPS", True))
    clauses = (Clause("under 200", "limit", "price", "<=", 200.0, "EUR"), Clause("GPS", "feature"))
    evidence = explain(clauses, np.stack([E1, E2]), facts, np.stack([E1, DIAGONAL, E2])).evidence
    assert [(why.clause.text, why.fact.text) for why in evidence] == [("under 200", "price: 189.00 EUR"), ("GPS", "GPS: yes")]
    assert evidence[0].weight == 1.0


def test_a_colour_is_explained_by_whatever_field_holds_colours():
    facts = (Fact("title", "watch"), Fact("product_colour", "Black"))
    evidence = explain((Clause("black", "feature", "colour", "is", "black"),), E1[None], facts, np.stack([E1, E2])).evidence
    assert [why.fact.text for why in evidence] == ["product colour: Black"]


def test_a_field_that_no_fact_has_is_explained_by_a_fact_that_names_the_value():
    facts = (Fact("title", "black watch"), Fact("weight", 54.0))
    evidence = explain((Clause("black", "feature", "colour", "is", "black"),), E1[None], facts, np.stack([E2, E1])).evidence
    assert [why.fact.text for why in evidence] == ["title: black watch"]


def test_evidence_is_the_largest_cell_of_each_row():
    found = Attention((WATCH, GPS), FACTS, ((0.2, 0.3, 0.5), (0.0, 0.0, 0.0)), (0.4, 0.0))
    assert found.evidence == (Evidence(WATCH, FACTS[2], 0.5),)


# --- from an index ------------------------------------------------------------------------------------------------------------


def test_every_row_sums_to_one_and_its_largest_cell_is_the_evidence(advisor):
    answer = advisor.ask("outdoor watch with GPS under 180, not black", text=False)
    for hit in answer.results:
        found = advisor.attention(answer.need, hit.product.id)
        assert found.facts == advisor.facts(hit.product)
        assert [sum(row) for row in found.weights] == pytest.approx([1.0] * len(found.clauses))
        assert hit.evidence == tuple(why for why in found.evidence if why.clause not in (*hit.unknown, *found.unanswered))


def test_the_matrix_that_explains_is_the_one_that_ranks(advisor):
    need = advisor.understand("rugged GPS watch strap")
    ranker, row = advisor._retrieval(need).ranker(), advisor.index.row("W1")
    found = ranker.attentions(need, [row])[0]
    facts = advisor.index.facts
    keys, signs, spans = facts.of([row])
    words = facts.overlaps([row], [ranker._weighed(clause.says) for clause in found.clauses])
    queries, none = advisor.encoder().encode([clause.says for clause in found.clauses]), np.zeros(1)
    wishes = np.zeros(len(queries), bool)
    near = queries @ keys.T
    ranked = answers_of(Signals(none, near, signs, spans, words, wishes, *[none] * 5), ranker._weights)
    bias = ranker._weights.words.at(len(found.clauses)) * words
    explained = (np.asarray(found.weights) * (queries @ keys.T + bias) * signs).sum(axis=1)
    # To rank, the price is attended to as well; little falls on it.
    np.testing.assert_allclose(explained, ranked[:, 0], atol=5e-3)


def test_the_first_product_is_explained_as_ask_ranks_it(advisor):
    need = advisor.understand("watch with GPS under 180")
    explained, answer = advisor.explain(need), advisor.search(need)
    assert (explained.hit, explained.rank, explained.first) == (answer.results[0], 1, None)
    assert explained.candidates == 3


def test_another_product_is_explained_by_rank_or_by_id_beside_the_first(advisor):
    need = advisor.understand("watch with GPS under 180")
    first, second, *_ = advisor.search(need).results
    by_rank, by_id = advisor.explain(need, rank=2), advisor.explain(need, product_id=second.product.id.lower())
    assert by_rank == by_id
    assert (by_rank.hit, by_rank.rank, by_rank.first) == (second, 2, first)


def test_a_product_that_is_no_candidate_is_explained_with_what_it_misses_and_leaves_the_ranks_alone(advisor):
    need = advisor.understand("watch with GPS under 180")
    explained = advisor.explain(need, product_id="K1")
    assert (explained.rank, explained.candidates) == (None, 3)
    assert [clause.text for clause in explained.hit.unknown] == ["GPS"]
    assert explained.first.product == advisor.search(need).results[0].product
    assert explained.hit.scores["fused"] == pytest.approx(
        explained.hit.scores["dense"] + 0.1 * explained.hit.scores["lexical"], abs=1e-6
    )


@pytest.mark.parametrize(("rank", "message"), [(0, "There is no rank 0."), (6, "There is no rank 6: 5 products were ranked.")])
def test_a_rank_that_is_not_there_is_explained(rank, message, advisor):
    with pytest.raises(UsageError, match=message):
        advisor.explain(advisor.understand("watch"), rank=rank)


def test_explaining_needs_a_request_and_a_product_that_is_there(advisor):
    with pytest.raises(UsageError, match="The request is empty"):
        advisor.explain(advisor.understand(" "))
    with pytest.raises(ProductNotFound):
        advisor.explain(advisor.understand("watch"), product_id="W9")
    with pytest.raises(ProductNotFound):
        advisor.attention(advisor.understand("watch"), "W9")


def test_a_wish_that_no_fact_answers_gives_no_reason_and_is_said_to_be_unknown(advisor):
    from shopcli.render.reasons import reasons

    answer = advisor.ask("watch with sapphire", text=False, top=1)
    (hit,) = answer.results
    wish = next(clause for clause in answer.need.clauses if "sapphire" in clause.text)
    assert wish not in [why.clause for why in hit.evidence]
    assert ("unknown", wish.text, "") in [(r.verdict, r.clause, r.fact) for r in reasons(hit, answer.need)]
