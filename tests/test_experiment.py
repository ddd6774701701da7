"""Two settings compared on sessions: the test that may be looked at, interleaving, halves, and who takes part."""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shopcli.advisor import Advisor
from shopcli.cli.commands import app
from shopcli.config import Settings
from shopcli.errors import UsageError
from shopcli.pipeline.personal.collected import OPEN_S, Collected, CollectedRequest, CollectedSession, ShownProduct, switch
from shopcli.train.evaluation import experiment
from shopcli.train.evaluation.interleaving import InterleavedAdvisor, team_draft
from shopcli.train.evaluation.participation import Participation, keep_opened
from shopcli.train.evaluation.sequential import SequentialTest, log_ratio
from shopcli.types import Answer, Hit, Need, Product
from tests.outdoor import open_shop


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "data"


# --- the test -----------------------------------------------------------------------------------------------------------------


def test_the_likelihood_ratio_is_that_of_the_mixture():
    from scipy.integrate import quad
    from scipy.stats import beta

    for wins, losses in ((0, 0), (3, 1), (12, 4), (20, 31)):
        mixed = quad(lambda p, w=wins, n=losses: beta.pdf(p, 10, 10) * p**w * (1 - p) ** n, 0, 1)[0]
        assert log_ratio(wins, losses) == pytest.approx(math.log(mixed / 0.5 ** (wins + losses)), abs=1e-6)


def test_the_likelihood_ratio_is_a_martingale_where_the_coin_is_fair():
    for wins, losses in ((0, 0), (5, 2), (30, 17)):
        after = [math.exp(log_ratio(wins + 1, losses)), math.exp(log_ratio(wins, losses + 1))]
        assert sum(after) / 2 == pytest.approx(math.exp(log_ratio(wins, losses)))


def test_peeking_after_every_session_cries_wolf_no_oftener_than_it_says():
    coin = random.Random(3)
    false_alarms, naive = 0, 0
    for _ in range(300):
        test, z = SequentialTest(), False
        for _ in range(300):
            test = test.after(coin.choice((-1, 0, 1)))
            decided = test.wins + test.losses
            z = z or (decided >= 10 and abs(test.wins - test.losses) > 1.96 * math.sqrt(decided))
        false_alarms, naive = false_alarms + test.is_decided, naive + z
    assert false_alarms <= 15  # 5 %
    assert naive > 60  # which a test for one look does not hold


def test_the_p_value_never_rises_and_the_interval_holds_the_share_that_is():
    coin, covered = random.Random(8), 0
    for _ in range(60):
        test, held, least = SequentialTest(), True, 1.0
        for _ in range(120):
            test = test.after(1 if coin.random() < 0.65 else -1)
            low, high = test.interval
            held = held and low <= 0.65 <= high
            assert test.p_value <= least
            least = test.p_value
        covered += held
    assert covered >= 54  # 95 % at all times together


def test_a_difference_that_is_there_is_found_and_its_interval_leaves_a_half_out():
    test = SequentialTest.of([1] * 40 + [-1] * 10)
    assert test.is_decided and test.interval[0] > 0.5 and test.more_outcomes() == 0
    assert not SequentialTest.of([1, -1] * 50).is_decided
    assert SequentialTest.of([0] * 9) == SequentialTest(ties=9)


def test_how_many_more_it_takes_is_when_the_test_decides_if_it_goes_on_so():
    test = SequentialTest.of([1, 1, -1, 0] * 5)  # 10 wins, 5 losses, 5 ties
    more = test.more_outcomes()
    assert more is not None and more > 10
    share, decisive = (10 + 1) / (15 + 2), more * 15 / 20
    assert log_ratio(10 + share * decisive, 5 + (1 - share) * decisive) == pytest.approx(math.log(20), abs=0.2)
    assert SequentialTest().more_outcomes() is None
    assert SequentialTest.of([1, -1] * 3000).more_outcomes() is None


def test_nothing_decisive_leaves_every_share_open():
    assert (SequentialTest().interval, SequentialTest().p_value) == ((0.0, 1.0), 1.0)
    low, high = SequentialTest.of([1] * 60).interval
    assert high == 1.0 and 0.7 < low < 1.0


# --- interleaving -------------------------------------------------------------------------------------------------------------


def test_teams_pick_in_turn_the_best_that_nobody_has():
    heads = iter([True, False])
    assert list(team_draft("abcd", "bdae", 4, lambda: next(heads))) == [("a", "A"), ("b", "B"), ("d", "B"), ("c", "A")]


def test_one_list_twice_is_that_list_with_teams_of_equal_size_and_by_coin():
    coin, firsts = random.Random(0), Counter()
    for _ in range(400):
        drafted = list(team_draft("abcd", "abcd", 4, lambda: coin.random() < 0.5))
        assert [one for one, _ in drafted] == list("abcd")
        assert Counter(team for _, team in drafted) == {"A": 2, "B": 2}
        firsts[drafted[0][1]] += 1
    assert 160 < firsts["A"] < 240


def test_where_one_ranking_ends_the_rest_is_on_no_team():
    drafted = list(team_draft("a", "bc", 5, lambda: True))
    assert drafted == [("a", "A"), ("b", "B"), ("c", "")]
    assert next(team_draft("", "bc", 1, lambda: False)) == ("b", "B")


def test_an_interleaved_advisor_shows_what_both_find_and_says_whose_it_is(tmp_path):
    advisor = open_shop(tmp_path)
    both = InterleavedAdvisor(advisor, Settings(top=3), seed="s")
    need = advisor.understand("a tent under 300 euros")
    shown, again = both.search(need, top=3), both.search(need, top=3)
    alone = {hit.product.id for hit in advisor.search(need, top=3).results}
    assert {hit.product.id for hit in shown.results} == alone == set(both.teams(shown))
    assert set(both.teams(shown).values()) == {"A", "B"}
    assert [hit.product.id for hit in shown.results] == [hit.product.id for hit in again.results]
    meets = [hit.meets_all for hit in both.search(need, top=5).results]
    assert meets == sorted(meets, reverse=True)
    first, rest = both.search(need, top=2), both.search(need, top=2, offset=2)
    assert not {hit.product.id for hit in first.results} & {hit.product.id for hit in rest.results}


def test_a_question_that_is_answered_in_words_is_not_interleaved(tmp_path):
    both = InterleavedAdvisor(open_shop(tmp_path), Settings(top=3), seed="s")
    answered = both.ask("how many tents do you have?", text=False)
    assert answered.reply and both.teams(answered) == {}


# --- outcomes -----------------------------------------------------------------------------------------------------------------


def request(teams: dict[str, str], *feedback: tuple[str, str]) -> CollectedRequest:
    shown = tuple(ShownProduct(place, one, team=team) for place, (one, team) in enumerate(teams.items(), start=1))
    return CollectedRequest(0, "q", "en", (), 1, False, False, shown, tuple(feedback))


def session(*requests: CollectedRequest, last: float = 0, ended: bool = True, arm: str = "", block: int | None = None):
    return CollectedSession("s", "chat", "", "", last, last, ended, 1, arm, block, requests)


TEAMS = {"a": "A", "b": "B", "c": "B", "n": ""}


@pytest.mark.parametrize(
    ("feedback", "credit"),
    [
        ((), 0), ((("b", "chosen"),), 1), ((("a", "good"),), -1), ((("a", "bad"),), 1), ((("n", "chosen"),), 0),
        ((("b", "chosen"), ("b", "good")), 1), ((("a", "chosen"), ("b", "good")), 0), ((("b", "chosen"), ("b", "bad")), -1),
        ((("b", "good"), ("c", "good")), 2),
    ],
)  # fmt: skip
def test_what_is_liked_counts_for_the_setting_that_it_was_taken_from(feedback, credit):
    assert experiment.credit(session(request(TEAMS, *feedback))) == credit


def test_halves_are_compared_block_by_block_in_the_order_in_which_they_are_over():
    liked = request({"a": ""}, ("a", "chosen"))
    left = request({"a": ""}, ("a", "bad"))
    sessions = [
        session(liked, last=9, arm="A", block=0), session(left, last=2, arm="B", block=0),
        session(left, last=1, arm="A", block=1), session(liked, last=3, arm="B", block=1),
        session(liked, last=4, arm="A", block=2), session(liked, last=5, arm="B", block=2),
        session(liked, last=4, arm="A", block=3),
    ]  # fmt: skip
    assert list(experiment._of_blocks(sessions)) == [1, 0, -1]


def test_a_session_counts_once_nothing_more_can_come_of_it():
    assert experiment.finish_of(session(last=100)) == 100
    assert experiment.finish_of(session(last=100, ended=False)) == 100 + OPEN_S


# --- taking part --------------------------------------------------------------------------------------------------------------


def begun(method: str, folder: str, **settings: str) -> experiment.Experiment:
    switch(True)
    return experiment.begin(Collected(), method, settings, index_folder=folder)  # type: ignore[arg-type]


def kept(part: Participation, *ids: str, query: str = "q") -> None:
    part.collector.answer(Answer(Need(query), tuple(Hit(Product(one, one), 1.0) for one in ids), 1))


def test_of_every_two_sessions_one_has_either_setting(tmp_path):
    settings = Settings(index=str(tmp_path / "index"))
    running = begun("halves", str(tmp_path / "index"), top="7")
    for number in range(10):
        part = Participation(settings, "chat", print)
        kept(part, "p")
        if part.settings.top == 7 and number < 8:
            part.collector.rate("p", good=True)
        part.collector.end()
    sessions = Collected().sessions(experiment=running.number)
    assert [one.block for one in sessions] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert all({sessions[at].arm, sessions[at + 1].arm} == {"A", "B"} for at in range(0, 10, 2))
    result = experiment.result_of(Collected(), running)
    assert (result.sessions, result.finished, result.test.wins, result.test.losses, result.test.ties) == (10, 10, 4, 0, 1)
    assert result.more_sessions is not None and result.more_sessions % 2 == 0


def test_an_interleaved_session_keeps_the_teams_of_what_it_showed(tmp_path):
    advisor = open_shop(tmp_path)
    folder = str(advisor.index.folder.resolve())
    running = begun("interleaving", folder, top="4")
    part = Participation(Settings(index=folder), "chat", print)
    taking = part.advisor(advisor)
    found = taking.ask("a tent", text=False)
    part.collector.answer(found)
    assert part.is_interleaved and part.settings.top == 3
    (one,) = Collected().sessions(experiment=running.number)
    assert Counter(shown.team for shown in one.requests[0].shown) == Counter(taking.teams(found).values())
    winner = next(shown for shown in one.requests[0].shown if shown.team == "B")
    part.collector.rate(winner.product, good=True)
    part.collector.end()
    assert experiment.result_of(Collected(), running).test.wins == 1


def test_a_batch_another_index_and_a_session_that_is_not_collected_take_no_part(tmp_path):
    begun("halves", str(tmp_path / "index"), top="7")
    settings = Settings(index=str(tmp_path / "index"))
    for part in (
        Participation(settings, "ask", print, takes_part=False),
        Participation(Settings(index=str(tmp_path / "other")), "ask", print),
    ):
        assert part.settings.top == 3 and not part.is_interleaved
    switch(False)
    Participation(settings, "ask", print)
    assert Collected().sessions() == []


def test_a_store_that_fails_takes_no_part_and_costs_nothing(tmp_path):
    begun("halves", str(tmp_path / "index"), top="7")
    from shopcli.pipeline.personal.collected import collected_path

    collected_path().write_bytes(b"no database " * 100)
    said: list[str] = []
    part = Participation(Settings(index=str(tmp_path / "index")), "ask", said.append)
    assert part.settings.top == 3 and said[0].startswith("This session takes no part in the experiment: ")
    keep_opened("p", tmp_path, said.append)
    assert said[1].startswith("That it was opened is not kept: ")


@pytest.mark.parametrize(
    ("method", "settings", "says"),
    [
        ("halves", {}, "What is to be compared"),
        ("halves", {"index": "x"}, "index cannot differ"),
        ("interleaving", {"drafts": "4", "seed": "2"}, "drafts, seed makes sentences and no order"),
    ],
)
def test_what_cannot_be_compared_is_refused(method, settings, says):
    with pytest.raises(UsageError, match=says):
        begun(method, "/shop", **settings)


def test_one_experiment_runs_at_a_time():
    begun("halves", "/shop", top="7")
    with pytest.raises(UsageError, match="Experiment 1 runs already"):
        begun("halves", "/shop", top="8")
    experiment.end(Collected(), "/shop")
    assert begun("halves", "/shop", top="8").number == 2
    with pytest.raises(UsageError, match="No experiment runs"):
        experiment.end(Collected(), "/other")


# --- the commands -------------------------------------------------------------------------------------------------------------


def command(*words: str, folder: Path) -> str:
    done = CliRunner().invoke(app, ["experiment", *words, "--index", str(folder)])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_commands_begin_it_show_it_and_end_it(tmp_path):
    nothing = CliRunner().invoke(app, ["experiment", "show", "--index", str(tmp_path)])
    assert nothing.exit_code == 1 and str(nothing.exception) == "There is no experiment."
    said = command("start", "top=7", "--by", "halves", folder=tmp_path)
    assert said.startswith("Experiment 1 runs, by halves.") and said.endswith("yet: shopcli collect on\n")
    switch(True)
    for liked in (True, False) * 2:
        part = Participation(Settings(index=str(tmp_path)), "chat", print)
        kept(part, "p")
        if liked:
            part.collector.rate("p", good=True)
        part.collector.end()
    lines = command("show", folder=tmp_path).splitlines()
    assert lines[0] == "Experiment 1, by halves, runs. A: the settings as they are. B: top=7."
    assert lines[1] == "4 sessions took part, 4 are over."
    assert re.fullmatch(r"B was better in [012], A in [012]; 0 were level\.", lines[2])
    told = json.loads(command("stop", "--json", folder=tmp_path))
    assert (told["running"], told["wins"] + told["losses"], told["decided"], told["better"]) == (False, 2, False, None)
    assert 0 < told["p_value"] <= 1 and told["interval"][0] < 0.5 < told["interval"][1]


def test_the_other_setting_has_to_be_another(tmp_path):
    done = CliRunner().invoke(app, ["experiment", "start", "top=3", "--by", "halves", "--index", str(tmp_path)])
    assert done.exit_code == 1 and "is the one in force" in str(done.exception)


@pytest.mark.parametrize(("setting", "says"), [("rank_weights=/nowhere", "holds no weights"), ("top=0", "cannot be shown")])
def test_a_setting_under_which_nobody_could_be_answered_is_refused(tmp_path, setting, says):
    done = CliRunner().invoke(app, ["experiment", "start", setting, "--index", str(tmp_path)])
    assert done.exit_code != 0 and says in str(done.exception)


def test_weights_that_go_missing_later_cost_no_answer(tmp_path):
    begun("halves", str(tmp_path), rank_weights=str(tmp_path / "gone.safetensors"))
    said: list[str] = []
    part = Participation(Settings(index=str(tmp_path)), "ask", said.append)
    assert part.settings == Settings(index=str(tmp_path)) and "gone.safetensors holds no weights" in said[0]


def test_the_words_say_how_it_stands():
    one = experiment.Experiment(3, 0.0, None, "interleaving", "/shop", {"rank_weights": "w.safetensors"})

    def verdict(outcomes: list[int]) -> str:
        result = experiment.ExperimentResult(one, len(outcomes), len(outcomes), SequentialTest.of(outcomes))
        return list(experiment.lines_of(result))[-1]

    assert verdict([1] * 30) == "B is better."
    assert verdict([-1] * 30) == "A is better."
    assert verdict([0, 0]) == "Undecided: nothing has been chosen or rated yet that tells them apart."
    assert verdict([1, -1] * 3000).startswith("Undecided. If it goes on like this, no number")
    assert verdict([1, 1, -1] * 4).startswith("Undecided. If it goes on like this, about ")


def test_ask_in_an_experiment_answers_as_ever(tmp_path):
    advisor: Advisor = open_shop(tmp_path)
    folder = str(advisor.index.folder.resolve())
    begun("interleaving", folder, top="4")
    part = Participation(Settings(index=folder), "ask", print)
    answered = part.advisor(advisor).ask("headphones under 100")
    assert answered.advice is not None and len(answered.results) == 3
