"""What shoppers looked for in vain: counts for the house, private counts that can leave it, and the budget that they spend."""

from __future__ import annotations

import importlib.util
import json
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shopcli.advisor import Advisor
from shopcli.cli.commands import app
from shopcli.errors import UsageError
from shopcli.pipeline.personal.collected import Collected, collected_path, switch
from shopcli.pipeline.personal.collector import Collector
from shopcli.pipeline.personal.privacy_budget import BudgetSpent, budget_of, set_budget, spend
from shopcli.train.evaluation import private_counts
from shopcli.train.evaluation.demand import Contribution, contributions, demand_of, lines_of
from tests.outdoor import PRODUCTS, open_shop
from tests.test_cli import Shell

needs_opendp = pytest.mark.skipif(importlib.util.find_spec("opendp") is None, reason="opendp is not installed")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    return open_shop(tmp_path_factory.mktemp("report"))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))
    switch(True)
    return tmp_path / "data"


def collect(shop: Advisor, *requests: str, profile: str = "") -> None:
    """One session of ``ask`` for each request, or one conversation under a profile."""
    keeper = Collector("chat", print, profile=profile, index_folder=str(shop.index.folder.resolve()))
    for request in requests:
        keeper.answer(shop.ask(request, text=False))
        if not profile:
            keeper.anew()


# --- the report ---------------------------------------------------------------------------------------------------------------


def test_the_report_counts_sessions_of_what_was_looked_for_in_vain(shop):
    collect(shop, "a purple tent under 20 euros", "a  Purple tent under 20 EUROS", "a waterproof phone", "a zorblig tent")
    demand = demand_of(Collected().sessions(), shop.index)
    assert demand.sessions == 4
    assert demand.found_nothing["a purple tent under 20 euros"] == 2
    assert demand.words["zorblig"] == 1 and not {"tent", "tents", "phone", "under", "a"} & demand.words.keys()
    shown = {one.product for session in Collected().sessions() for request in session.requests for one in request.shown}
    assert set(demand.never_found) == {product.id for product in PRODUCTS} - shown
    assert demand.products == len(PRODUCTS) and shown


def test_fields_on_which_what_was_shown_is_silent_are_counted_with_how_full_they_are(shop):
    collect(shop, "shoes with a rating above 4", "shoes with a rating of at least 4", "vegan shoes")
    demand = demand_of(Collected().sessions(), shop.index)
    assert demand.fields == {"rating": 2}  # which no record of shoes has
    assert demand.filled["rating"] == pytest.approx(11 / 21)
    line = next(line for line in lines_of(demand, shop.index) if "rating," in line)
    assert line.split() == ["2", "rating,", "52%"]


def test_several_sessions_under_one_profile_count_once(shop):
    for _ in range(3):
        collect(shop, "a purple tent under 20 euros", profile="anna")
    demand = demand_of(Collected().sessions(), shop.index)
    assert (demand.sessions, set(demand.found_nothing.values())) == (1, {1})


def test_a_question_answered_in_words_has_found_something(shop):
    collect(shop, "how many watches do you have?", "how many tents do you have?")
    assert not demand_of(Collected().sessions(), shop.index).found_nothing


def test_of_long_lists_the_first_are_shown_and_the_rest_are_counted(shop):
    lines = list(lines_of(demand_of([], shop.index), shop.index, most=3))
    assert lines[0].startswith("0 sessions collected for ")
    assert lines[-5] == f"Products never found: {len(PRODUCTS)} of {len(PRODUCTS)}"
    assert lines[-1].strip() == f"and {len(PRODUCTS) - 3} more"


# --- private counts -----------------------------------------------------------------------------------------------------------


def told(n: int) -> list[Contribution]:
    often = Contribution(("x",), ("lamp", "gnome", "piano", "fourth"), ("vegan", "GPS", "rating", "height"), ("P1", "P2"))
    return [often] * n


@needs_opendp
def test_counts_are_near_the_true_ones_as_epsilon_says_and_far_for_a_small_one():
    keys = ["a"] * 50 + ["b"] * 20 + ["hidden"] * 9
    near = private_counts.counts_by_key(keys, ["a", "b", "c"], bound=1, epsilon=1e6)
    assert near == {"a": 50, "b": 20, "c": 0}  # what is no public key is never told
    errors = [abs(private_counts.counts_by_key(keys, ["a"], bound=3, epsilon=1.0)["a"] - 50) for _ in range(400)]
    assert sum(errors) / 400 == pytest.approx(3.0, rel=0.25)  # the mean of |Laplace| is its scale: bound / epsilon
    assert private_counts.counts_by_key(keys, [], bound=1, epsilon=1.0) == {}


@needs_opendp
def test_opendp_reckons_no_more_than_the_epsilon_that_was_asked():
    opendp = private_counts.need_opendp()
    space = opendp.vector_domain(opendp.atom_domain(T=str)), opendp.symmetric_distance()

    def make(scale: float):
        return space >> opendp.t.then_count() >> opendp.m.then_laplace(scale)

    for epsilon in (0.1, 0.25, 1 / 3, 1.0, 2.7):
        cost = make(private_counts._scale(make, 3, 3, epsilon)).map(3)
        assert epsilon * (1 - 1e-9) < cost <= epsilon


@needs_opendp
def test_a_word_that_one_session_said_is_never_told_and_one_that_many_said_is():
    groups = [["everybody"]] * 500 + [["only me"]]
    for _ in range(20):
        words, threshold = private_counts.counts_past_threshold(groups, bound=3, epsilon=1.0, delta=1e-6)
        assert words.keys() == {"everybody"} and abs(words["everybody"] - 500) < 100
    assert 20 < threshold < 60  # 1 + 3 ln(1 / (2 · 1e-6 / 3)) is 43.9
    opendp = private_counts.need_opendp()
    domain = opendp.map_domain(opendp.atom_domain(T=str), opendp.atom_domain(T="i32"))
    metric = opendp.l01inf_distance(opendp.absolute_distance(T="i32"))
    costs = [opendp.m.make_laplace_threshold(domain, metric, 3.0, at).map((3, 3, 1)) for at in (threshold, threshold - 1)]
    assert costs[0][0] == pytest.approx(1.0) and costs[0][1] <= 1e-6 < costs[1][1]


@needs_opendp
def test_a_private_report_bounds_what_one_session_says():
    fields = ["vegan", "GPS", "rating", "height"]
    demand = private_counts.private_demand(told(4000), fields, products=21, epsilon=8.0)
    assert {name: round(count, -2) for name, count in demand.fields.items()} == {"vegan": 4000, "GPS": 4000, "rating": 4000}
    assert demand.words.keys() == {"lamp", "gnome", "piano"}
    assert abs(demand.sessions - 4000) < 50 and abs(demand.vain - 4000) < 50
    assert demand.errors["totals"] == pytest.approx(2 / 2.0 * math.log(20))


@needs_opendp
def test_a_private_report_on_nothing_tells_nothing():
    demand = private_counts.private_demand([], ["vegan", "GPS"], products=21, epsilon=1.0)
    assert demand.words == {} and 0 <= demand.found <= 21 and demand.sessions >= 0


# --- the budget ---------------------------------------------------------------------------------------------------------------


def test_the_budget_is_spent_refused_and_kept_over_restarts():
    assert budget_of(Collected()).left == 3.0
    for left in (2.0, 1.0, 0.0):
        assert spend(Collected(), 1.0, 1e-6).left == pytest.approx(left)  # each a store that is opened anew
    with pytest.raises(BudgetSpent, match=r"ε = 0\.001 is refused: ε = 3 of 3 is spent, 0 is left"):
        spend(Collected(), 0.001, 1e-6)
    assert budget_of(Collected()).spent_epsilon == 3.0
    assert set_budget(Collected(), 3.5).left == pytest.approx(0.5)
    assert spend(Collected(), 0.5, 1e-6).left == 0.0


def test_tenths_add_up_to_the_whole_and_no_further():
    store = Collected()
    for _ in range(30):
        spend(store, 0.1, 0.0)
    with pytest.raises(BudgetSpent):
        spend(store, 1e-6, 0.0)


def test_delta_is_a_budget_too():
    for _ in range(10):
        spend(Collected(), 0.01, 1e-6)
    with pytest.raises(BudgetSpent, match="δ = 1e-06 is refused"):
        spend(Collected(), 0.01, 1e-6)


def test_forgetting_everything_gives_no_budget_back():
    spend(Collected(), 2.5, 1e-6)
    Collected().forget()
    assert budget_of(Collected()).left == 0.5


@pytest.mark.parametrize("epsilon", [0.0, -1.0, math.nan, math.inf])
def test_no_number_above_zero_is_no_epsilon(epsilon):
    with pytest.raises(UsageError):
        spend(Collected(), epsilon, 1e-6)
    with pytest.raises(UsageError):
        set_budget(Collected(), epsilon)


# --- the command --------------------------------------------------------------------------------------------------------------


@needs_opendp
def test_the_command_reports_in_processes_of_its_own_until_the_budget_is_spent(shop, tmp_path, monkeypatch):
    collect(shop, "a purple tent under 20 euros", "a zorblig tent")
    shell = Shell(tmp_path)  # whose data folder is that of this test
    here = ("--index", shop.index.folder, "--plain")
    house = shell.run("report", *here)
    assert house.returncode == 0 and "     1  a purple tent under 20 euros\n" in house.stdout
    assert "budget" not in house.stdout
    first = shell.run("report", *here, "--private", "2")
    assert first.returncode == 0, first.stderr
    assert first.stdout.endswith("Privacy budget: ε = 2 of 3 is spent, 1 is left.\n")
    assert "zorblig" not in first.stdout and "purple" not in first.stdout
    second = shell.run("report", *here, "--private", "2")
    assert (second.returncode, second.stdout) == (8, "")
    assert second.stderr.startswith("error: ε = 2 is refused: ε = 2 of 3 is spent, 1 is left")
    third = json.loads(shell.run("report", *here, "--private", "1", "--json").stdout)
    assert third["epsilon"] == 1.0 and third["budget"] == {"epsilon": 3.0, "delta": 1e-5, "spent_epsilon": 3.0, "left": 0.0}


def test_without_opendp_nothing_is_spent_and_its_pip_line_is_said(shop, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "opendp.prelude", None)
    done = CliRunner().invoke(app, ["report", "--index", str(shop.index.folder), "--private", "1"])
    assert done.exit_code == 1 and "shopcli[private]" in done.exception.hint
    assert budget_of(Collected()).left == 3.0


def test_where_nothing_was_collected_the_report_says_so_and_leaves_no_file(shop):
    switch(False)
    done = CliRunner().invoke(app, ["report", "--index", str(shop.index.folder)])
    assert done.exit_code == 1 and str(done.exception) == "Nothing was collected."
    assert not collected_path().exists()


def test_what_was_asked_of_another_index_is_not_told(shop):
    Collector("ask", print, index_folder="/other").answer(shop.ask("a zorblig tent", text=False))
    sessions = Collected().sessions(index_folder=str(shop.index.folder.resolve()))
    assert contributions(sessions, shop.index) == []
