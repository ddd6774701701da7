"""Learning how to rank: requests made from facts, the scores in torch, what is learned and what it is worth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.errors import ModelError, UsageError
from shopcli.need.thesaurus import Wish
from shopcli.rerank import Grown, RankWeights, Signals, scores_of, shipped_weights
from shopcli.train.batch import LINEAR, batched
from shopcli.train.examples import Example, from_facts, from_searches, subset
from shopcli.train.fit import _parameters, _scores, fit
from shopcli.train.judged_needs import from_needs
from shopcli.train.requests import RequestMaker
from shopcli.train.rerank import examples_of, learn, worth_lines
from shopcli.train.validate import cross_validated, dcg, interval, quality
from tests.outdoor import PRODUCTS, open_shop

SYNONYMS = {"waterproof": ("watertight",)}


def signals_of(seed: int, n_clauses: int, facts: tuple[int, ...] = (2, 0, 3)) -> Signals:
    """Random signals of as many candidates as there are numbers of facts."""
    rng = np.random.default_rng(seed)
    vectors = rng.standard_normal((n_clauses + sum(facts), 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ends, n = np.cumsum(facts), len(facts)
    return Signals(
        fused=rng.random(n),
        similarities=vectors[:n_clauses] @ vectors[n_clauses:].T,
        signs=rng.choice([-1, 1], sum(facts)),
        spans=np.stack([ends - facts, ends], axis=1),
        words=rng.random((n_clauses, sum(facts))).astype(np.float32),
        wishes=np.arange(n_clauses) > 0,
        thing=rng.standard_normal(n),
        other_kind=rng.integers(0, 2, n).astype(float),
        coverage=rng.random(n),
        whole=rng.random(n),
        text=rng.random(n),
    )


def example(seed: int, n_clauses: int = 2, *, graded: bool = False, source: str = "shop") -> Example:
    return Example(source, "…", signals_of(seed, n_clauses), np.asarray([1.0, 0.0, 0.0], np.float32), graded)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return open_shop(tmp_path_factory.mktemp("shop"))


# --- weights ------------------------------------------------------------------------------------------------------------------


def test_a_weight_grows_from_one_clause_towards_many():
    weight = Grown(0.1, 0.4)
    assert [weight.at(n) for n in (0, 1, 2, 4)] == [0.0, 0.1, pytest.approx(0.3), pytest.approx(0.4)]


def test_the_weights_that_come_with_shopcli_are_small_and_sane():
    weights = shipped_weights()
    assert 0.01 < weights.temperature < 0.2
    assert weights.attention.at(3) > weights.attention.at(1) > 0


def test_weights_are_read_as_they_were_written(tmp_path):
    halves = (Grown(number / 2, -number / 4) for number in range(9))
    weights = RankWeights(0.25, *halves)
    weights.save(tmp_path / "w.safetensors", notes="a test")
    assert RankWeights.open(tmp_path / "w.safetensors") == weights


@pytest.mark.parametrize("content", [b"", b"no weights at all", b"\x08\x00\x00\x00\x00\x00\x00\x00{}      "])
def test_a_file_that_holds_no_weights_is_named(tmp_path, content):
    path = tmp_path / "w.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"w\.safetensors holds no weights") as error:
        RankWeights.open(path)
    assert "train rerank" in error.value.hint


def test_without_attention_the_shelf_and_the_kind_count_by_their_weights():
    signals = replace(signals_of(0, 1), thing=np.asarray([0.0, 0.5, 1.0]), other_kind=np.asarray([0.0, 1.0, 0.0]))
    weights = RankWeights(thing=Grown(0.5), other_kind=Grown(0.125))
    added = scores_of(signals, weights, attentive=False) - signals.fused
    assert added.tolist() == pytest.approx([0.0, 0.125, 0.5])


# --- torch --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n_clauses", [1, 2, 5])
def test_torch_scores_as_numpy_does(n_clauses):
    weights = RankWeights(temperature=0.2, words=Grown(0.2, 0.1))
    one = example(3, n_clauses)
    found = _scores(batched([one], weights), _parameters(weights)).detach().numpy()
    np.testing.assert_allclose(found[0], scores_of(one.signals, weights), atol=1e-6)


def test_an_example_with_fewer_candidates_scores_as_it_does_alone():
    few, many = (
        example(3),
        replace(example(4), signals=signals_of(4, 2, (1, 1, 1, 2)), gains=np.asarray([1, 0, 0, 0], np.float32)),
    )
    found = _scores(batched([few, many], RankWeights()), _parameters(RankWeights())).detach().numpy()
    np.testing.assert_allclose(found[0, :3], scores_of(few.signals, RankWeights()), atol=1e-6)
    assert found[0, 3] < -1e8


def test_no_weight_falls_below_zero_and_what_explains_is_left_as_it_was():
    found = fit([example(seed) for seed in range(12)], RankWeights(), pull=0.0)
    assert min(getattr(found, name).at(n) for name in LINEAR for n in (1, 100)) >= -1e-4
    assert (found.temperature, found.words) == (RankWeights().temperature, RankWeights().words)


def test_a_subset_scores_as_the_whole_does():
    signals = signals_of(5, 2)
    kept = np.asarray([True, False, True])
    np.testing.assert_allclose(scores_of(subset(signals, kept), RankWeights()), scores_of(signals, RankWeights())[kept])


def test_learning_lifts_the_signal_that_tells_and_the_same_examples_give_the_same_weights():
    def tells(seed: int) -> Example:
        """Only the shelf tells the right candidate; retrieval prefers another."""
        signals = replace(signals_of(seed, 2), fused=np.asarray([0.4, 0.5, 0.45]), thing=np.asarray([0.2, 0.0, 0.0]))
        return Example("shop", "…", signals, np.asarray([1.0, 0.0, 0.0], np.float32))

    start = RankWeights(thing=Grown(0.0), attention=Grown(0.0), wish=Grown(0.0))
    examples = [tells(seed) for seed in range(12)]
    found = fit(examples, start, pull=0.0)
    assert found == fit(examples, start, pull=0.0)
    assert found.thing.more > 0.3
    assert [quality(one, scores_of(one.signals, found)) for one in examples] == [1.0] * 12


def test_what_a_single_clause_weighs_is_learned_from_judged_searches_only():
    start = RankWeights()
    made = fit([example(seed) for seed in range(8)], start, pull=0.0)
    assert made.attention.one == pytest.approx(start.attention.one)
    assert made.attention.more != pytest.approx(start.attention.more)
    judged = fit([example(seed, 1, graded=True) for seed in range(8)], start, pull=0.0)
    assert judged.attention.one != pytest.approx(start.attention.one)


# --- validation ---------------------------------------------------------------------------------------------------------------


def test_quality_is_ndcg_of_graded_searches_and_the_first_three_of_made_requests():
    made = Example("a", "…", signals_of(0, 1, (1, 1, 1, 1)), np.asarray([1, 1, 0, 0], np.float32))
    assert quality(made, np.asarray([4.0, 1.0, 3.0, 2.0])) == 0.5
    graded = replace(made, gains=np.asarray([2, 0, 0, 1], np.float32), graded=True)
    # By hand: gains 3 and 1; best 3/1 + 1/log2(3); the order puts the 3 second and the 1 first.
    wanted = (1 + 3 / np.log2(3)) / (3 + 1 / np.log2(3))
    assert quality(graded, np.asarray([3.0, 1.0, 2.0, 4.0])) == pytest.approx(wanted)
    assert dcg(np.asarray([2.0, 1.0])) == pytest.approx(3 + 1 / np.log2(3))


def test_each_example_is_judged_by_weights_found_without_it():
    examples = [example(seed) for seed in range(7)]
    seen = []

    def fitted(some):
        seen.append({id(one) for one in some})
        return RankWeights()

    cross_validated(examples, fitted)
    assert sorted(7 - len(some) for some in seen) == [1, 1, 1, 2, 2]
    assert set.union(*({id(one) for one in examples} - some for some in seen)) == {id(one) for one in examples}


def test_an_interval_holds_the_mean_and_no_difference_has_none():
    low, high = interval(np.asarray([0.1, 0.2, 0.3, 0.2]))
    assert low < 0.2 < high
    assert interval(np.zeros(5)) == (0.0, 0.0)


# --- requests -----------------------------------------------------------------------------------------------------------------


def test_every_made_request_is_held_by_the_products_it_names(shop):
    maker = RequestMaker(shop.index, shop.index.kinds.table, lambda word: SYNONYMS.get(word, ()), seed=1)
    requests = list(maker.make(40))
    assert len(requests) == 40
    for request in requests:
        assert len(request.rows)
        assert len(request.text.split()) >= 2
    again = RequestMaker(shop.index, shop.index.kinds.table, lambda word: SYNONYMS.get(word, ()), seed=1)
    assert [request.text for request in again.make(40)] == [request.text for request in requests]


class _OneWish:
    """A thesaurus of one wish, granted by a word that it does not say."""

    def all_of(self, file):
        return iter((Wish(("no cables",), ("wireless",), ()),))

    def english_phrases(self, file):
        return [("no cables",)]

    def rings(self, name):
        return ()


def test_half_of_the_made_requests_wish_what_records_grant_in_other_words(shop, monkeypatch):
    monkeypatch.setattr("shopcli.train.requests.open_thesaurus", _OneWish)
    maker = RequestMaker(shop.index, shop.index.kinds.table, lambda word: (), shop.encoder().encode, seed=1)
    requests = list(maker.make(40))
    wished = [request for request in requests if request.is_wish]
    assert len(requests) == 40
    assert wished
    for request in wished:
        assert "no cables" in request.text
        assert set(request.rows.tolist()) < set(request.kind.tolist())
        assert set(request.rows.tolist()) <= set(shop.index.words.rows(shop.index.words.stem("wireless")).tolist())


def test_made_requests_become_examples_that_some_candidates_hold_and_some_do_not(shop):
    maker = RequestMaker(shop.index, shop.index.kinds.table, lambda word: (), seed=2)
    examples = list(from_facts(shop, "outdoor", maker.make(30)))
    assert examples
    for one in examples:
        assert set(one.gains.tolist()) == {0.0, 1.0}
        assert len(one.gains) == len(one.signals.fused)


def test_graded_searches_become_examples_of_what_was_judged(shop, tmp_path):
    path = tmp_path / "graded.csv"
    path.write_text("query,docid,rating\nshoes,S1,3\nshoes,T1,0\ntent,T2,1\n", encoding="utf-8")
    (one,) = from_searches(shop, path)  # "tent" has one grade only, so no order of it is better than another
    assert (one.text, sorted(one.gains.tolist()), one.graded) == ("shoes", [0.0, 3.0], True)


def test_needs_whose_right_products_are_known_become_examples_without_what_is_no_order(shop, tmp_path):
    path = tmp_path / "needs.jsonl"
    lines = (
        '{"query": "shoes for running", "right": ["S1"], "maybe": ["S2"]}',
        '{"query": "the cheapest shoes", "right": ["S1"], "best": ["S1"]}',
        '{"query": "shoes for a horse", "right": [], "none": true}',
        '{"query": "how many shoes are there?", "right": ["S1"], "answer": 3}',
        '{"query": "shoes from nowhere", "right": ["X9"]}',
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    (one,) = from_needs(shop, path)
    others = sum(product.id.startswith("S") for product in PRODUCTS) - 2  # neither the right one nor the maybe
    assert (one.text, one.graded, one.gains.sum()) == ("shoes for running", True, 1.0)
    assert len(one.gains) >= 1 + others


def test_needs_alone_teach_where_no_request_is_made(shop, tmp_path):
    path = tmp_path / "needs.jsonl"
    path.write_text('{"query": "shoes for running", "right": ["S1"]}', encoding="utf-8")
    assert [one.text for one in examples_of(shop, [], 0, 0, path)] == ["shoes for running"]


@pytest.mark.parametrize("text", ["query,rating\nshoes,1\n", "query,docid,rating\nshoes,S1,good\n"])
def test_a_file_that_is_no_graded_searches_is_named(shop, tmp_path, text):
    path = tmp_path / "graded.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"graded\.csv is no file of graded searches"):
        list(from_searches(shop, path))


# --- the whole way ------------------------------------------------------------------------------------------------------------


def test_learning_says_what_it_is_worth_by_source():
    examples = [example(seed, source="a") for seed in range(6)] + [example(seed, source="b") for seed in range(6, 12)]
    learned = learn(examples)
    assert [(one.source, one.n) for one in learned.worth] == [("a", 6), ("b", 6)]
    assert all(one.unseen is not None for one in learned.worth)
    lines = list(worth_lines(learned))
    assert lines[0].startswith("a, 6 requests: retrieval ")
    assert "by other sources alone" in lines[0]


def test_nothing_to_learn_from_is_said():
    with pytest.raises(UsageError, match="nothing to learn from"):
        learn([])


def test_weights_of_ones_own_are_used(shop, tmp_path):
    learned = learn(list(examples_of(shop, [], 10, 0)))
    replace(learned.weights, attention=Grown(5.0)).save(tmp_path / "mine.safetensors", notes="a test")
    settings = replace(shop.settings, rank_weights=str(tmp_path / "mine.safetensors"))
    need = shop.understand("a tent with a microphone")
    mine = Advisor(shop.index, settings=settings, encoder=shop.encoder()).search(need, top=1)
    (theirs,) = shop.search(need, top=1).results
    assert mine.results[0].score > theirs.score + 2
