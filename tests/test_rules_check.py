"""What each rule of a shop changes, dead rules and contradictions, and the process that keeps a shop warm."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.pipeline.shop_rules.checking import RulesCheck
from shopcli.pipeline.shop_rules.opening import with_rules
from shopcli.pipeline.shop_rules.reading import RulesError, read_rules
from shopcli.render.upkeep.rules import report_lines, report_to_dict, rules_lines
from shopcli.serve.loaded import Models
from shopcli.types import Answer
from shopcli.types.rules_report import RulesReport
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.here import run_here
from tests.outdoor import PRODUCTS

Report = Callable[..., RulesReport]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(cache))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("check") / "index"
    build(made, PRODUCTS, WordEncoder())
    return made


def asking(index: Index) -> Callable[[str], Answer]:
    advisor = Advisor(index, settings=Settings(), encoder=WordEncoder(), model=FakeModel())
    return lambda query: advisor.ask(query, top=3, text=False)


@pytest.fixture
def report(folder: Path, tmp_path: Path) -> Report:
    """What the rules of a text change on some requests."""

    def made(text: str, *queries: str) -> RulesReport:
        path = tmp_path / "rules.toml"
        path.write_text(text, encoding="utf-8")
        rules, whole = read_rules(path), Index(folder)
        check = RulesCheck(whole, with_rules(folder, rules), rules)
        return check.report(queries or check.own_requests(), asking(whole), asking(check.shop))

    return made


PIN = '[[pin]]\nname = "autumn"\nids = ["T5"]\nwhen = ["tent"]\n'
HIDE = '[[hide]]\nids = ["T3"]\n'


# --- requests -----------------------------------------------------------------------------------------------------------------


def test_each_request_is_told_before_and_after_with_the_rule_that_did_it(report):
    told = report(PIN + HIDE, "tent", "shoes", "   ")
    tents, shoes, empty = told.checked
    assert tents.after[0] == "T5" and tents.is_changed
    assert {(place.id, place.after): (place.rule, place.line) for place in tents.places if place.rule} == {
        ("T5", 1): ("autumn", 1), **({("T3", None): ("hide in line 5", 5)} if "T3" in tents.before else {}),
    }  # fmt: skip
    assert (shoes.is_changed, shoes.places, shoes.rules) == (False, (), ())
    assert empty.error == "The request is empty."
    pin, _ = told.uses
    assert (pin.products, pin.requests, pin.changed, pin.dead) == (1, 1, 1, "")
    assert told.is_sound


def test_words_that_are_read_otherwise_are_told(report):
    told = report('leave_aside = ["dear shop"]\n[[synonym]]\nfrom = "bivvy"\nto = "tent"\n', "dear shop, a bivvy")
    (one,) = told.checked
    assert (one.rules, one.read_as) == ((2, 1), ("“bivvy” was read as “tent”.",))
    assert [(use.kind, use.requests) for use in told.uses] == [("leave aside", 1), ("synonym", 1)]


def test_without_a_file_the_words_of_the_rules_are_asked(folder, tmp_path):
    (tmp_path / "rules.toml").write_text(PIN + HIDE + '[[synonym]]\nfrom = "bivvy"\nto = "tent"\n', encoding="utf-8")
    rules = read_rules(tmp_path / "rules.toml")
    assert RulesCheck(Index(folder), with_rules(folder, rules), rules).own_requests() == ["bivvy", "tent", "Alpkit Solo tent"]


# --- dead rules ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ('[[pin]]\nids = ["T55"]\n', "no product has the id 'T55'; near: T5"),
        ('[[hide]]\nwhere = { brand = "Sonny" }\n', "no product has brand = 'Sonny'"),
        ('[[hide]]\nwhere = { brnd = "Sony" }\n', "This catalog has no field 'brnd'. Did you mean: brand?"),
        ('[[bury]]\nwhere = { brand = "Sony", colour = "red" }\n', "no product has all of these fields"),
        ('[[synonym]]\nfrom = "bivvy"\nto = ["yurt", "wigwam"]\n', "no product says “yurt”, “wigwam”"),
    ],
)
def test_a_rule_that_can_do_nothing_here_is_dead(report, rule, why):
    told = report(rule, "tent")
    assert [use.dead for use in told.uses] == [why]
    assert not told.is_sound
    assert any(line.startswith("1. Dead: ") and why in line for line in report_lines(told))


def test_a_part_of_a_rule_that_speaks_of_nothing_is_told(report):
    (use,) = report('[[pin]]\nids = ["T5", "T99"]\n', "tent").uses
    assert (use.dead, use.products, len(use.faults)) == ("", 1, 1)
    assert use.faults[0].startswith("no product has the id 'T99'")


# --- contradictions -----------------------------------------------------------------------------------------------------------

BURY = '[[bury]]\nwhere = { brand = "Tarn" }\n'


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ('[[pin]]\nids = ["T5"]\n' + BURY, "one pins, one buries. The pin holds."),
        (PIN + BURY + 'when = ["light tent"]\n', "one pins, one buries. The pin holds."),
        (PIN + '[[hide]]\nids = ["T5"]\n', "what is hidden cannot be moved. The hiding holds."),
        (HIDE + HIDE + 'when = ["tent"]\n', "it is always hidden, so the rule with “when” does nothing."),
        ('leave_aside = ["bivvy"]\n[[synonym]]\nfrom = "bivvy"\nto = "tent"\n', "its synonym does nothing."),
        ('[[synonym]]\nfrom = "a"\nto = "tent"\n[[synonym]]\nfrom = "tent"\nto = "a"\n', "write it as words = […]."),
    ],
)  # fmt: skip
def test_rules_that_contradict_each_other_are_told(report, rules, said):
    told = report(rules, "tent")
    assert len(told.contradictions) == 1 and told.contradictions[0].endswith(said)
    assert not told.is_sound


@pytest.mark.parametrize(
    "rules",
    [
        PIN + BURY,  # an exception
        PIN + BURY + 'when = ["shoes"]\n',
        '[[pin]]\nids = ["T5"]\n[[hide]]\nids = ["T5"]\nwhen = ["shoes"]\n',
        '[[pin]]\nids = ["T5"]\n[[pin]]\nids = ["T5"]\n',
        PIN + HIDE,
    ],
)
def test_exceptions_and_rules_that_never_meet_contradict_nothing(report, rules):
    assert report(rules, "tent").contradictions == ()


# --- the commands -------------------------------------------------------------------------------------------------------------


def test_rules_are_shown_by_number_with_their_lines(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(PIN + HIDE + 'when = ["shoes"]\n[[synonym]]\nwords = ["tent", "bivvy"]\n', encoding="utf-8")
    assert list(rules_lines(read_rules(path)))[1:] == [
        "1. Pin “autumn”: T5, for tent (line 1)",
        "2. Hide: T3, for shoes (line 5)",
        "3. Each means each: tent, bivvy (line 8)",
    ]
    done = run_here("rules", "show", "--rules", path, "--json")
    assert [one["kind"] for one in json.loads(done.stdout)["moves"]] == ["pin", "hide"]


def test_all_faults_of_a_file_are_listed(tmp_path):
    (tmp_path / "rules.toml").write_text("[[pin]]\n[[hide]]\nids = 3\n", encoding="utf-8")
    done = run_here("rules", "show", "--rules", tmp_path / "rules.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "line 3: ids is a number, not a list of words." in done.stderr
    assert "line 1: this pin names no product." in done.stderr


def test_where_there_are_no_rules_it_is_said_where_they_go(folder):
    done = run_here("rules", "show", "--index", folder)
    assert done.returncode == 2
    assert f"hint: Write {folder / 'rules.toml'}, or name a file with --rules FILE" in done.stderr


def test_the_check_runs_as_a_command_and_its_code_says_whether_all_is_well(tmp_path, tiny_encoder, monkeypatch):
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tiny_encoder.parent / "cache"))
    rows = [{"id": one.id, "title": one.title, "brand": one.brand, "category": one.category, "price": one.price}
            for one in PRODUCTS]  # fmt: skip
    (tmp_path / "shop.json").write_text(json.dumps(rows), encoding="utf-8")
    index = tmp_path / "index"
    assert run_here("index", tmp_path / "shop.json", "--index", index, "--embedder", tiny_encoder).returncode == 0
    (tmp_path / "requests.txt").write_text("a tent\n", encoding="utf-8")
    (index / "rules.toml").write_text(PIN, encoding="utf-8")
    done = run_here("rules", "check", "--index", index, "--requests", tmp_path / "requests.txt", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["sound"], told["requests"][0]["after"][0]) == (True, "T5")
    (index / "rules.toml").write_text(PIN + '[[hide]]\nids = ["T99"]\n', encoding="utf-8")
    done = run_here("rules", "check", "--index", index, "--plain")
    assert done.returncode == 1
    assert "Dead: hide “hide in line 5” (line 5): no product has the id 'T99'" in done.stdout


def test_a_report_for_programs_has_all_that_people_are_told(report):
    told = report_to_dict(report(PIN + BURY + "[[hide]]\nids = ['T99']\n", "tent"))
    assert [(rule["line"], rule["kind"], rule["dead"] is None) for rule in told["rules"]] == [
        (1, "pin", True), (5, "bury", True), (7, "hide", False),
    ]  # fmt: skip
    (one,) = told["requests"]
    assert one["places"][0] | {"before": 0} == {
        "id": "T5", "title": "Tarn Ridge tent", "before": 0, "after": 1, "rule": "autumn", "hidden": False,
    }  # fmt: skip


# --- the warm process ---------------------------------------------------------------------------------------------------------


def test_the_warm_process_reads_the_rules_anew_when_the_file_changes(tmp_path, tiny_encoder, monkeypatch):
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tiny_encoder.parent / "cache"))
    from shopcli.catalog import facts_of
    from shopcli.index import CatalogSource, build_index
    from shopcli.models.embedder.encoder import load_encoder
    from shopcli.types import Entry

    index, rules = tmp_path / "index", tmp_path / "index" / "rules.toml"
    build_index(
        map(Entry, PRODUCTS), index, encoder=load_encoder(str(tiny_encoder)), embedder=str(tiny_encoder), facts_of=facts_of,
        source=CatalogSource(("shop.json",), "", {}),
    )  # fmt: skip
    models = Models(Settings(index=str(index)))

    def size() -> int:
        return len(models.advisor(Settings(index=str(index)), text=False).index)

    def write(text: str, at: int) -> None:
        rules.write_text(text, encoding="utf-8")
        os.utime(rules, ns=(at, at))

    assert size() == len(PRODUCTS)
    write(HIDE, 1)
    assert size() == len(PRODUCTS) - 1
    write('[[hide]]\nids = ["T4"]\nwhere = { brand = "Sony" }\n', 2)
    hidden = size()
    assert hidden == len([one for one in PRODUCTS if one.id != "T4" and one.brand != "Sony"])
    write("[[hide]]\n", 3)
    with pytest.raises(RulesError, match="line 1: this hide names no product"):
        size()
    rules.unlink()
    assert size() == len(PRODUCTS)


@pytest.mark.skipif(sys.platform == "win32", reason="Python on Windows has no sockets that are files")
def test_a_process_with_other_rules_goes_by_another_socket(tmp_path):
    from shopcli.serve.sockets import socket_path

    both = {socket_path(Settings(rules=name)) for name in ("", str(tmp_path / "rules.toml"))}
    assert len(both) == 2
