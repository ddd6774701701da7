"""The recommenders over a history, the blend that is learned on purchases that none had seen, and forgetting somebody."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from shopcli.errors import ShopcliError, UsageError
from shopcli.pipeline.personal.forgetting import forget, learn_and_keep
from shopcli.pipeline.personal.history import DAY, History, Purchase, history_path
from shopcli.pipeline.personal.learned import Learned, learned_path
from shopcli.pipeline.personal.learning import learn_from
from shopcli.pipeline.personal.recommenders import blend
from shopcli.pipeline.personal.recommenders.blend import Examples, bought_next, learn_blend
from shopcli.pipeline.personal.recommenders.content import text_neighbours
from shopcli.pipeline.personal.recommenders.interactions import Interactions
from shopcli.pipeline.personal.recommenders.item_to_item import basket_cosine, ease
from shopcli.pipeline.personal.recommenders.sequence_model import Sequences, learn_sequence_model
from shopcli.pipeline.personal.recommenders.signals import NAMES, RECOMMENDERS
from tests.purchases import LAND, START, TINY, made_purchases

pytest.importorskip("implicit")


@pytest.fixture(scope="module")
def history() -> History:
    return History.of(made_purchases())


@pytest.fixture(scope="module")
def learned(history: History) -> Learned:
    return learn_from(Interactions.at(history), None, TINY)[0]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path))
    return tmp_path


def is_of_land(product: str) -> bool:
    return product in LAND


@pytest.mark.parametrize(
    "name", [name for name in RECOMMENDERS if name not in ("popular", "popular_lately", "text", "sequence")]
)
def test_each_recommender_tells_what_sort_of_customer_it_is(learned, history, name):
    on_land = np.array([is_of_land(product) for product in history.products])
    for customer, wanted in ((1, on_land), (0, ~on_land)):
        scores = learned.recommenders.scores(name, np.array([customer]))[0]
        assert scores[wanted].mean() > scores[~wanted].mean()


def test_what_was_bought_is_no_candidate_and_what_was_never_sold_neither(learned, history):
    allowed = learned.recommenders.allowed(np.array([1]))[0]
    bought = {line.product for line in history.of_customer(history.customers[1])}
    assert {history.products[number] for number in np.flatnonzero(~allowed)} == bought


def test_ease_goes_by_what_was_bought_together_of_late():
    old = [Purchase(f"a{n}", product, START, 1.0, f"a{n}") for n in range(9) for product in ("cup", "tea")]
    late = [Purchase(f"b{n}", product, START + 90 * DAY, 1.0, f"b{n}") for n in range(9) for product in ("cup", "milk")]
    now = Interactions.at(History.of([*old, *late]), pace_days=10.0)
    nearest = ease(now, 1.0, 1.0).toarray()
    cup, milk, tea = 0, 1, 2
    assert nearest[cup, milk] > 50 * nearest[cup, tea]
    assert np.diag(nearest).tolist() == [0.0, 0.0, 0.0]
    baskets = basket_cosine(now, 1.0).toarray()
    assert baskets[cup, milk] > 5 * baskets[cup, tea] >= 0


def test_texts_that_say_nearly_the_same_are_neighbours():
    vectors = np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]], np.float32)
    near = [[0.0, 0.64, 0.0], [0.64, 0.0, 0.36], [0.0, 0.36, 0.0]]
    assert text_neighbours(vectors, 3).toarray().tolist() == [pytest.approx(row) for row in near]
    assert text_neighbours(None, 3).nnz == 0


def test_the_sequence_model_learns_what_follows_what_and_is_the_same_each_time():
    items = [np.array([start, 4 + start]) for start in range(4) for _ in range(12)]
    sequences = Sequences(items, [np.array([0.0, 1.0])] * len(items))
    settings = replace(TINY, epochs=60, width=16, rate=0.01, dropout=0.0)
    first = Sequences([np.array([start]) for start in range(4)], [np.array([0.0])] * 4)
    both = Sequences([*items, *first.items], [*sequences.days, *first.days])
    customers, products = learn_sequence_model(both, 8, settings)
    assert (customers[-4:] @ products.T).argmax(1).tolist() == [4, 5, 6, 7]
    again, _ = learn_sequence_model(both, 8, settings)
    assert np.array_equal(customers, again)


def test_a_customer_without_purchases_has_a_place_in_the_sequence_model():
    customers, products = learn_sequence_model(Sequences([np.zeros(0, np.int64)], [np.zeros(0)]), 3, TINY)
    assert np.isfinite(customers @ products.T).all()


def test_the_blend_finds_the_signal_that_tells_and_leaves_the_others():
    random = np.random.default_rng(0)
    signals = random.standard_normal((200, 20, len(NAMES))).astype(np.float32)
    told = NAMES.index("baskets_score")
    bought = signals[..., told] >= np.sort(signals[..., told], axis=1)[:, -3][:, None]
    weights = learn_blend(Examples(signals, bought)).weights
    others = np.delete(np.abs(weights), told)
    assert weights[told] > 10 * others.max()


def test_of_too_few_customers_no_blend_is_learned():
    few = Examples(np.ones((3, 5, len(NAMES)), np.float32), np.eye(3, 5, dtype=bool))
    found = learn_blend(few)
    assert not found.is_learned
    assert {NAMES[number] for number in np.flatnonzero(found.weights)} == {"ease_score"}
    assert blend.joined([]).signals.shape == (0, 0, len(NAMES))


def test_what_comes_next_is_what_is_new_to_a_customer_who_was_there_before():
    lines = [
        Purchase("ann", "cup", 0, 1.0, "1"), Purchase("bea", "tea", 0, 1.0, "2"),
        Purchase("ann", "cup", 10, 1.0, "3"), Purchase("ann", "tea", 10, 1.0, "3"), Purchase("ann", "new", 10, 1.0, "3"),
        Purchase("cid", "tea", 10, 1.0, "4"), Purchase("", "tea", 10, 1.0, "5"), Purchase("bea", "cup", 20, 1.0, "6"),
    ]  # fmt: skip
    history = History.of(lines)
    customers, bought = bought_next(history, Interactions.at(history, 10), 20)
    assert [history.customers[number] for number in customers] == ["ann"]
    assert [history.products[number] for number in np.flatnonzero(bought[0])] == ["tea"]


def test_nothing_of_what_comes_after_a_moment_is_looked_at(history):
    moment = START + 80 * DAY
    early = History.of(line for line in history.purchases() if line.time < moment)
    of_all, of_early = (learn_from(Interactions.at(one, moment), None, TINY)[0] for one in (history, early))
    assert np.array_equal(of_all.blend.weights, of_early.blend.weights)
    customers = np.arange(10)
    for name in RECOMMENDERS:
        assert np.array_equal(of_all.recommenders.scores(name, customers), of_early.recommenders.scores(name, customers))


def test_what_was_learned_comes_back_from_its_file(data, history, learned):
    history.write()
    learned.write()
    again = Learned.open()
    assert np.array_equal(again.scores_of("c01"), learned.scores_of("c01"))
    assert again.because_of("c01").tolist() == learned.because_of("c01").tolist()
    if sys.platform != "win32":
        assert stat.S_IMODE(learned_path().stat().st_mode) == 0o600


def test_what_speaks_for_a_product_is_something_that_was_bought(learned, history):
    bought = {history.products.index(line.product) for line in history.of_customer("c01")}
    because = learned.because_of("c01")
    assert set(because.tolist()) <= {*bought, -1}
    assert all(is_of_land(history.products[number]) for number in np.flatnonzero(because >= 0))


def test_what_was_learned_of_another_history_is_not_used(data, history, learned):
    history.write()
    learned.write()
    history.without("c01").write()
    with pytest.raises(ShopcliError, match="has changed since it was learned") as failure:
        Learned.open()
    assert failure.value.hint == "Learn it again: shopcli history learn"


def test_what_was_learned_and_is_damaged_is_named(data, history, learned):
    history.write()
    learned_path().write_bytes(b"broken")
    with pytest.raises(ShopcliError, match="cannot be read"):
        Learned.open()


def test_forgetting_leaves_the_files_of_a_shop_where_that_customer_has_never_been(data, history, monkeypatch, tmp_path):
    history.write()
    learn_and_keep(history, None, settings=TINY)
    assert forget("c01", None, settings=TINY).purchases == sum(line.customer == "c01" for line in history.purchases())
    left = [path.read_bytes() for path in (history_path(), learned_path())]
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "never"))
    never = History.of(line for line in made_purchases() if line.customer != "c01")
    never.write()
    learn_and_keep(never, None, settings=TINY)
    assert left == [path.read_bytes() for path in (history_path(), learned_path())]


def test_forgetting_the_last_customer_leaves_no_file(data):
    History.of([Purchase("ann", "cup", 0, 1.0, "1")]).write()
    forget("ann", None)
    assert not history_path().exists()
    with pytest.raises(UsageError, match="No history"):
        History.open()


def test_forgetting_says_that_a_profile_of_that_name_is_there(data):
    from shopcli.pipeline.personal.profile import Profile

    History.of([Purchase("ann", "cup", 0, 1.0, "1")]).write()
    Profile("ann").knowing(["no nuts"]).write()
    assert forget("ann", None).says == "A profile of that name is still there: shopcli privacy forget ann removes both."
