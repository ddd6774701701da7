"""Measuring an index: figures that agree with the judge's and with textbooks, intervals, comparisons, and text."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from shopcli.advisor import Advisor
from shopcli.cli.commands import app
from shopcli.config import Settings
from shopcli.errors import UsageError
from shopcli.render.as_json import answer_to_dict
from shopcli.train.evaluation.bootstrap import difference, estimate, ratio, ratio_difference
from shopcli.train.evaluation.evaluate import as_dict, ask_all, lines_of, rival_of, rows_of, satisfaction_rows
from shopcli.train.evaluation.matching import JudgedNeed, by_language, depth_of, is_told_by, measures_of, ndcg, read_needs
from shopcli.train.evaluation.readability import flesch_reading_ease, syllables
from shopcli.train.evaluation.text_quality import distinct, measured_text, words_of
from shopcli.types import Advice, Answer, Clause, Hit, Need, Product, Sentence
from tests.outdoor import open_shop
from tests.shop_judge import judge

NEEDS = [
    {"query": "a phone with wireless charging", "lang": "en", "kind": "feature", "right": ["P1", "P5", "P6"], "maybe": []},
    {"query": "black headphones under 100", "lang": "en", "kind": "limit", "right": ["H2", "H5"], "maybe": ["H4"]},
    {"query": "the lightest tent", "lang": "en", "kind": "superlative", "right": ["T3", "T5"], "best": ["T3"]},
    {"query": "a tent under 10 euros", "lang": "en", "kind": "none", "right": [], "none": True},
    {"query": "a grand piano", "lang": "en", "kind": "none", "right": [], "none": True},
    {"query": "how many tents do you have?", "lang": "en", "kind": "question", "right": [], "answer": 5},
    {"query": "which brands of shoes are there?", "lang": "en", "kind": "question", "right": [], "answer": "Hoka Salomon"},
    {"query": "防水的鞋", "lang": "zh", "kind": "feature", "right": ["S2", "S4", "S5"], "maybe": ["S1"]},
    {"query": "red shoes", "lang": "en", "kind": "attribute", "right": ["S5", "H1", "H2"]},  # which nobody would accept
    {"query": "a green tent", "lang": "en", "kind": "attribute", "right": ["T1"], "maybe": ["T3"]},
]  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    return open_shop(tmp_path_factory.mktemp("evaluation"))


@pytest.fixture
def needs_file(tmp_path: Path) -> Path:
    path = tmp_path / "needs.jsonl"
    path.write_text("".join(json.dumps(need, ensure_ascii=False) + "\n" for need in NEEDS), encoding="utf-8")
    return path


def judged_means(needs: list[JudgedNeed], found: list[dict[str, float]]) -> dict[str, float]:
    means = {f"{lang} {name}": sum(values) / len(values) for lang, name, values in by_language(needs, found)}
    return {name: value for name, value in means.items() if not name.endswith("ndcg@10")}


# --- matching -----------------------------------------------------------------------------------------------------------------


def test_the_figures_of_a_shop_are_the_judges_to_the_last_digit(shop, needs_file):
    needs, bad = read_needs(needs_file)
    answered = ask_all(shop, needs, text=False, on_need=lambda n: None)
    printed = [answer_to_dict(shop.ask(need["query"], text=False)) for need in NEEDS]
    judged = {name: value for name, value in judge(NEEDS, printed).items() if not name.startswith("kind ")}
    assert (bad, answered.errors) == ([], ())
    assert judged_means(needs, list(answered.measures)) == judged
    assert judged["en none"] == judged["en answer"] == 1.0
    assert 0 < judged["en sat@3"] < 1  # so that agreeing says something


def test_any_answer_is_judged_as_the_judge_does():
    coin = random.Random(1)
    seen = set()
    for _ in range(3000):
        products = [f"p{number}" for number in range(7)]
        right, maybe, best, shown = (coin.sample(products, coin.randint(0, 6)) for _ in range(4))
        row = {"query": "q", "lang": "xx", "kind": coin.choice(["question", "limit"]), "right": right, "best": best}
        row |= {"maybe": [one for one in maybe if one not in right], "none": coin.random() < 0.2}
        row["answer"] = coin.choice([None, None, None, 1200, "1200.0", "ren", "Ren Fjell", 7])
        reply = coin.choice([None, "There are 1,200.", "Ren and Fjell"])
        met, matching = coin.random() < 0.5, coin.randint(0, 1)
        hits = tuple(Hit(Product(one, one), 1.0, unmet=() if met else (Clause("x", "limit"),)) for one in shown)
        printed = {"query": "q", "no_exact_match": matching == 0, "reply": reply}
        printed["results"] = [{"id": one, "meets_all": met} for one in shown]
        (need,) = parsed([row])
        ours = judged_means([need], [measures_of(need, Answer(Need("q"), hits, matching, reply=reply))])
        assert ours == {name: value for name, value in judge([row], [printed]).items() if not name.startswith("kind ")}
        seen.add(tuple(ours.values()))
    assert len(seen) > 10


def parsed(rows: list[dict[str, object]]) -> list[JudgedNeed]:
    from shopcli.train.evaluation.matching import _need

    return [_need(json.loads(json.dumps(row))) for row in rows]


def test_a_need_that_cannot_be_asked_is_judged_as_unanswered_and_told(shop):
    needs = parsed([{"query": "x" * 10, "lang": "en", "kind": "limit", "right": ["P1"]}])
    broken = Advisor(shop.index, settings=Settings(top=0), encoder=shop.encoder())
    answered = ask_all(broken, needs, text=True, on_need=lambda n: None)
    assert answered.measures == ({"sat@1": 0.0, "sat@3": 0.0, "score": 0.0, "ndcg@10": 0.0},)
    assert answered.errors == (("x" * 10, "0 results cannot be shown."),)
    assert answered.texts == (None,)


def test_ndcg_is_that_of_scikit_learn():
    from sklearn.metrics import ndcg_score

    coin = random.Random(4)
    for _ in range(50):
        products = [f"p{number}" for number in range(30)]
        right = frozenset(coin.sample(products, coin.randint(1, 15)))
        ranked = coin.sample(products, 30)
        truth = [[float(one in right) for one in ranked]]
        theirs = ndcg_score(truth, [[-float(place) for place in range(30)]], k=10)
        assert ndcg(JudgedNeed("", "", "", right), ranked) == pytest.approx(theirs, abs=1e-12)


def test_ndcg_leaves_out_what_is_maybe_and_counts_no_product_twice():
    need = JudgedNeed("", "", "", frozenset("ab"), frozenset("m"))
    assert ndcg(need, ["m", "a", "a", "x", "b"]) == pytest.approx((1 + 1 / 2) / (1 + 1 / np.log2(3)))
    assert (depth_of(need), depth_of(JudgedNeed("", "", "", frozenset("a"), none=True))) == (11, 0)
    with pytest.raises(ValueError, match="nothing is right"):
        ndcg(JudgedNeed("", "", "", frozenset()), ["a"])


def test_a_reply_tells_a_number_in_any_writing_and_a_text_by_its_words():
    assert (
        is_told_by(1200, "There are 1,200.") and is_told_by("12.5", "From 12.50 EUR") and is_told_by("Ren Fjell", "fjell, REN")
    )
    assert not is_told_by(12, "There are 1,200.") and not is_told_by("Ren", None)


def test_bad_lines_of_needs_are_passed_over_and_named(tmp_path):
    path = tmp_path / "needs.jsonl"
    path.write_text('{"query": "a", "right": [1]}\n\n{"right": []}\nnot json\n[1]\n{"query": "b", "answer": []}\n', "utf-8")
    needs, bad = read_needs(path)
    assert [(need.query, need.right) for need in needs] == [("a", frozenset({"1"}))]
    assert [line.partition(":")[0] for line in bad] == ["line 3", "line 4", "line 5", "line 6"]
    assert bad[0] == "line 3: it has no query"


@pytest.mark.parametrize("content", [None, b"", b"{}\n", b"\xff\xfe{"])
def test_a_file_without_a_need_is_refused(tmp_path, content):
    path = tmp_path / "needs.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        read_needs(path)
    assert str(path) in str(refused.value)
    assert "JSON" in refused.value.hint or '"query"' in refused.value.hint


# --- intervals ----------------------------------------------------------------------------------------------------------------


def test_a_bootstrap_interval_covers_the_true_mean_about_as_often_as_it_says():
    rng = np.random.default_rng(7)
    samples = rng.random((120, 40)) < 0.6
    inside = sum(one.low <= 0.6 <= one.high for one in (estimate(list(map(float, sample))) for sample in samples))
    assert 106 <= inside <= 120  # 95 % of 120 is 114


def test_equal_values_have_no_spread_and_the_same_seed_gives_the_same_interval():
    assert (estimate([0.5] * 9).low, estimate([0.5] * 9).high) == (0.5, 0.5)
    values = [0.0, 1.0, 0.9, 0.5, 0.25, 0.37, 0.81, 0.13]
    assert estimate(values, seed=3) == estimate(values, seed=3) != estimate(values, seed=4)


def test_a_paired_difference_sees_what_unpaired_intervals_hide():
    rng = np.random.default_rng(0)
    before = rng.random(60)
    after = before + 0.02 + 0.01 * rng.standard_normal(60)
    gain = difference(list(before), list(after))
    assert estimate(list(before)).high > estimate(list(after)).low  # they overlap by far
    assert gain.low > 0 and gain.p == 0.0
    assert gain.mean == pytest.approx(float((after - before).mean()))
    assert difference([1.0, 0.0], [1.0, 0.0]).p == 1.0
    with pytest.raises(ValueError):
        difference([1.0], [1.0, 2.0])


def test_a_share_of_clusters_is_the_share_of_all_and_its_difference_is_paired():
    one, two = [(1, 4), (3, 4), (0, 0)], [(2, 4), (4, 4), (0, 0)]
    assert ratio(one).mean == 0.5 and 0.25 <= ratio(one).low <= ratio(one).high <= 0.75
    gain = ratio_difference(one, two)
    assert (gain.mean, gain.low, gain.high) == pytest.approx((0.25, 0.25, 0.25))


# --- text ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "count"),  # as CMUdict has them
    [
        ("cat", 1), ("the", 1), ("water", 2), ("bottle", 2), ("bottles", 2), ("price", 1), ("prices", 2), ("waterproof", 3),
        ("battery", 3), ("charged", 1), ("rated", 2), ("weighs", 1), ("table", 2), ("whole", 1), ("likes", 1), ("mixes", 2),
        ("radio", 3), ("station", 2), ("being", 2), ("EUR", 1), ("costs", 1), ("it's", 1), ("apple", 2),
    ],
)  # fmt: skip
def test_syllables_are_those_of_the_dictionary(word, count):
    assert syllables(word) == count


def test_reading_ease_is_fleschs_formula():
    assert flesch_reading_ease("The cat sat on the mat.") == pytest.approx(206.835 - 1.015 * 6 - 84.6)
    two = "The cat sat on the mat. It weighs 2.5 kg."
    assert flesch_reading_ease(two) == pytest.approx(206.835 - 1.015 * 9 / 2 - 84.6)
    assert flesch_reading_ease("防水的鞋") is None


def test_words_are_cut_in_every_script_and_diversity_is_over_all_texts():
    assert words_of("It's a 3.5 mm wi-fi plug.") == ("it's", "a", "3", "5", "mm", "wi-fi", "plug")
    assert words_of("我要帐篷") == ("我要", "帐篷") or words_of("我要帐篷") == ("我", "要", "帐篷")
    said = [text_of("a b a b"), text_of("a c")]
    assert (distinct(said, 1), distinct(said, 2), distinct([], 1)) == (3 / 6, 3 / 4, None)


def test_repetition_is_the_share_of_runs_of_four_that_came_before():
    assert text_of("a b c d e").repetition == 0.0
    assert text_of("a b c d a b c d").repetition == pytest.approx(1 - 4 / 5)
    assert text_of("a b").repetition == 0.0


def text_of(text: str):
    return measured_text(Advice((Sentence(text, (), "ranked"),), "fake"), {"checked": 4, "refused": 1}, "en")


# --- the whole ----------------------------------------------------------------------------------------------------------------


def test_the_text_of_every_need_is_measured_with_what_the_checker_refused(shop):
    needs = parsed(NEEDS[:2])
    answered = ask_all(shop, needs, text=True, on_need=lambda n: None)
    rows = {(row.part, row.name): row for row in rows_of(needs, answered)}
    shares = [rows["text", f"sentences {how}"].own.mean for how in ("by lm", "ranked", "by template")]
    assert sum(shares) == pytest.approx(1.0)
    assert shares[2] == 1.0  # a model without likelihoods or words ranks nothing
    checked = sum(text.checked for text in answered.texts)
    assert (
        checked > len(needs)
        and rows["text", "candidates refused"].own.mean == sum(text.refused for text in answered.texts) / checked
    )
    assert rows["text", "words"].own.mean > 5 and 0 < rows["text", "distinct-1"].own.mean <= 1


def test_two_settings_are_compared_need_by_need(shop):
    needs = parsed(NEEDS)
    other = rival_of(shop, {"top": "1"})
    assert (other.index, other.settings.top, shop.settings.top) == (shop.index, 1, 3)
    answers = [ask_all(one, needs, text=False, on_need=lambda n: None) for one in (shop, other)]
    rows = list(rows_of(needs, *answers))
    by_name = {(row.part, row.name): row for row in rows}
    at3 = by_name["all", "sat@3"]
    assert at3.gain.mean == pytest.approx(at3.other.mean - at3.own.mean) and at3.gain.mean < 0 and at3.gain.n == 6
    assert by_name["all", "sat@1"].gain.mean == 0.0 and by_name["all", "sat@1"].gain.p == 1.0
    lines = list(lines_of(rows))
    assert max(map(len, lines)) <= 80 and lines[1].split() == ["all", "n", "A", "B", "B", "-", "A", "95%", "p"]
    assert as_dict(rows)["figures"][0]["difference"]["n"] == len(NEEDS)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"plain": "true"}, "plain makes no difference"),
        ({"top": "3"}, "the settings in force"),
        ({"topp": "3"}, "unknown setting 'topp'"),
        ({"top": "three"}, "top must be int"),
    ],
)
def test_a_comparison_that_is_none_is_refused(shop, changes, says):
    with pytest.raises(UsageError, match=says):
        rival_of(shop, changes)


def test_nothing_collected_adds_nothing():
    assert list(satisfaction_rows([])) == []


def test_the_command_prints_the_figures_as_a_table_and_as_json(shop, needs_file, tmp_path, monkeypatch):
    monkeypatch.setattr("shopcli.cli.evaluate.open_advisor", lambda settings, text: (shop, _console()))
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    command = ["evaluate", str(shop.index.folder), "--needs", str(needs_file), "--no-text"]
    table = CliRunner().invoke(app, command)
    assert table.exit_code == 0, table.output
    told = json.loads(CliRunner().invoke(app, [*command, "--json"]).stdout)
    assert told["needs"] == len(NEEDS) and told["against"] is None
    score = next(row for row in told["figures"] if (row["part"], row["name"]) == ("all", "score"))
    assert f"  {'score':21} {len(NEEDS):>4} {score['a']['mean']:>6.3f}" in table.output
    assert not (tmp_path / "data").exists()


def _console():
    from shopcli.render.console import Console

    return Console.from_environment(plain=True)
