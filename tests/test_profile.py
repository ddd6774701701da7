"""Profiles: what is remembered, what it wishes of a request, and how purchases rank and are told."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import ShopcliError, UsageError
from shopcli.index import Index
from shopcli.pipeline.personal.forgetting import learn_and_keep
from shopcli.pipeline.personal.history import DAY, History, Purchase
from shopcli.pipeline.personal.profile import Profile, facts_in
from shopcli.render import dumps
from shopcli.render.answer import plain_answer
from shopcli.render.as_json import answer_to_dict
from shopcli.types import Answer
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.here import run_here
from tests.outdoor import PRODUCTS
from tests.purchases import START, TINY


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    build(folder, PRODUCTS, WordEncoder())
    return folder


@pytest.fixture
def shop(data: Path, shelf: Path):
    """An advisor for whoever's profile is named."""

    def opened(profile: str) -> Advisor:
        return Advisor(Index(shelf), settings=Settings(profile=profile), encoder=WordEncoder(), model=FakeModel())

    return opened


# --- the file -----------------------------------------------------------------------------------------------------------------


def test_facts_are_told_apart_by_commas_of_any_script_and_not_by_those_of_numbers():
    assert facts_in("shoe size 43, no nuts; budget 1,000") == ("shoe size 43", "no nuts", "budget 1,000")
    assert facts_in("鞋码43，不要坚果、预算100元。") == ("鞋码43", "不要坚果", "预算100元")
    with pytest.raises(UsageError, match="nothing to remember"):
        facts_in(" , ")


def test_a_profile_is_one_readable_file_that_its_owner_alone_may_read(data):
    Profile.open("anna").knowing(facts_in('no nuts, a "quoted\\ size"'), customer="17850").write()
    path = data / "profiles" / "anna.toml"
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        'customer = "17850"',
        "facts = [",
        '    "no nuts",',
        '    "a \\"quoted\\\\ size\\"",',
        "]",
    ]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Profile.open("anna").facts == ("no nuts", 'a "quoted\\ size"')
    assert Profile.open("anna").in_history == "17850"


def test_what_is_said_again_counts_once_as_the_newest(data):
    assert Profile("anna").knowing(["size 43", "no nuts"]).knowing(["size 43"]).facts == ("no nuts", "size 43")


@pytest.mark.parametrize("name", ["", "../anna", "a/b", ".hidden", "a\nb", "x" * 65])
def test_a_name_that_no_file_may_have_is_refused(data, name):
    with pytest.raises(UsageError, match="cannot be a profile's name"):
        Profile.open(name)


@pytest.mark.parametrize("text", ["facts = [", "facts = 3", 'facts = ["a", 3]', "customer = []", "\udcff"])
def test_a_file_that_is_no_profile_is_named(data, text):
    Profile("anna").write()
    Profile("anna").path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ShopcliError, match=r"anna\.toml cannot be read"):
        Profile.open("anna")


def test_one_fact_or_all_can_be_forgotten(data):
    Profile("anna").knowing(["size 43", "no nuts"]).write()
    assert Profile.open("anna").forget(1) == "Forgotten: size 43."
    with pytest.raises(UsageError, match="no fact 2"):
        Profile.open("anna").forget(2)
    assert Profile.open("anna").forget() == "The profile anna is forgotten."
    with pytest.raises(UsageError, match="no profile 'anna'"):
        Profile.open("anna").forget()


# --- what it wishes -----------------------------------------------------------------------------------------------------------


def assumed_by(advisor: Advisor, query: str) -> list[str]:
    return [wish.says for wish in advisor.understand(query).assumed]


def place(answer: Answer, product_id: str) -> int:
    return [hit.product.id for hit in answer.results].index(product_id)


def test_a_fact_is_assumed_of_such_a_thing_and_of_no_other(shop):
    Profile("anna").knowing(facts_in("black smartphone, waterproof shoes")).write()
    assert assumed_by(shop("anna"), "shoes under 200 euros") == ["waterproof"]
    assert assumed_by(shop("anna"), "smartphone") == ["black"]
    assert assumed_by(shop("anna"), "tent") == []


def test_a_quality_by_itself_is_assumed_where_a_record_of_the_kind_says_it(shop):
    Profile("anna").knowing(facts_in("green, vegan, size 43")).write()
    assert assumed_by(shop("anna"), "tent") == ["green"]
    assert "size 43" not in assumed_by(shop("anna"), "shoes")


def test_what_the_request_says_goes_before_what_is_remembered(shop):
    Profile("anna").knowing(facts_in("budget 150")).write()
    advisor = shop("anna")
    assert assumed_by(advisor, "tent") == ["budget 150"]
    assert assumed_by(advisor, "tent under 400 euros") == []
    assert assumed_by(advisor, "the cheapest tent") == []


def test_the_newest_of_two_facts_on_one_field_counts(shop):
    Profile("anna").knowing(facts_in("budget 150, budget 300")).write()
    assert assumed_by(shop("anna"), "tent") == ["budget 300"]


def test_a_remembered_wish_ranks_and_is_told_as_an_assumption_and_excludes_nothing(shop):
    Profile("anna").knowing(facts_in("budget 150")).write()
    answer, anybody = (shop(name).ask("tent", text=False, top=5) for name in ("anna", ""))
    assert place(answer, "T3") < place(anybody, "T3")  # 149 euros, the one within
    assert len(answer.results) == 5 and all(hit.meets_all for hit in answer.results)
    assert answer.took_it_that == "I took it that: [2] budget 150 (your profile anna)"
    assert answer_to_dict(answer)["assumed"][0]["from"] == "your profile anna"
    assert answer.looked_for == "I looked for: tent"


def test_a_remembered_wish_can_be_struck_out_by_its_number(shop):
    Profile("anna").knowing(facts_in("budget 150")).write()
    advisor = shop("anna")
    assert advisor.without(advisor.understand("tent"), [2]).assumed == ()


def test_what_is_not_wanted_is_ranked_last_where_records_say_it(shop):
    Profile("anna").knowing(facts_in("no green")).write()
    answer, anybody = (shop(name).ask("tent", text=False, top=5) for name in ("anna", ""))
    green = ("T1", "T3")
    assert sum(place(answer, tent) for tent in green) > sum(place(anybody, tent) for tent in green)
    assert len(answer.results) == 5


def test_without_a_profile_nothing_of_it_is_loaded_and_the_answer_is_as_ever(shop):
    Profile("anna").knowing(facts_in("budget 150")).write()
    before = {name for name in sys.modules if name.startswith("shopcli.pipeline.personal")}
    answer = shop("").ask("tent", text=False)
    assert (answer.took_it_that, answer.need.notes) == ("", ())
    assert {name for name in sys.modules if name.startswith("shopcli.pipeline.personal")} == before


def test_a_profile_that_is_not_there_is_told_with_how_to_make_one(shop):
    with pytest.raises(UsageError, match="no profile 'bob'") as failure:
        shop("bob").ask("tent", text=False)
    assert failure.value.hint == 'Make one with: shopcli remember "shoe size 43" --profile bob'


# --- by what was bought -------------------------------------------------------------------------------------------------------


@pytest.fixture
def bought(data: Path) -> None:
    """Customers who buy the Tarn tent with the Salomon shoes, others who buy the Norrland dome with the Brooks."""
    pytest.importorskip("implicit")
    pairs = {"a": ("S5", "T5"), "b": ("S1", "T1")}
    lines = [
        Purchase(f"{kind}{number}", product, START + (3 * number + place) * DAY, 1.0, f"{kind}{number}")
        for kind, products in pairs.items()
        for number in range(12)
        for place, product in enumerate(products)
    ]
    history = History.of(
        [*lines, Purchase("anna", "S5", START + 40 * DAY, 1.0, "x"), Purchase("anna", "GONE", START, 1.0, "y")]
    )
    history.write()
    learn_and_keep(history, None, settings=TINY)


def test_what_goes_with_what_was_bought_is_ranked_first_and_why_is_said(shop, bought):
    answer, anybody = (shop(name).ask("tent", text=False, top=5) for name in ("anna", ""))
    assert place(answer, "T5") < place(anybody, "T5")
    first = place(answer, "T5")
    assert answer.results[first].bought == ("S5", "Salomon Peak shoes")
    assert sorted(hit.product.id for hit in answer.results) == sorted(hit.product.id for hit in anybody.results)
    assert answer.need.notes == ("Ranked with your purchases in mind (profile anna; --no-profile leaves them out).",)
    said = list(plain_answer(answer))
    assert "You bought Salomon Peak shoes." in said[2 + first]
    found = json.loads(dumps(answer_to_dict(answer)))["results"]
    assert found[first]["bought"] == {"id": "S5", "title": "Salomon Peak shoes"}
    assert all("bought" not in hit for hit in answer_to_dict(anybody)["results"])


def test_in_chinese_the_reason_is_said_in_chinese(shop, bought):
    answer = shop("anna").ask("帐篷 tent", text=False)
    assert any("您买过Salomon Peak shoes" in line for line in plain_answer(answer))


def test_what_was_bought_before_is_said_to_have_been(shop, bought):
    hits = {hit.product.id: hit for hit in shop("anna").ask("shoes", text=False, top=5).results}
    assert hits["S5"].bought == ("S5", "Salomon Peak shoes")


def test_purchases_lift_nothing_over_a_limit(shop, bought):
    answer = shop("anna").ask("tent under 200 euros", text=False, top=3)
    assert [hit.product.id for hit in answer.results if hit.meets_all] == [
        hit.product.id for hit in answer.results if hit.product.price and hit.product.price <= 200
    ]
    assert answer.results[0].product.id != "T5"


def test_a_profile_may_name_another_customer_of_the_history(shop, bought):
    Profile("me").knowing(["no nuts"], customer="anna").write()
    orders = [[hit.product.id for hit in shop(name).ask("tent", text=False, top=5).results] for name in ("me", "anna")]
    assert orders[0] == orders[1]


def test_who_is_forgotten_has_no_taste_any_more(shop, bought):
    from shopcli.pipeline.personal.forgetting import forget

    advisor = shop("anna")
    advisor.ask("tent", text=False)
    forget("anna", None, settings=TINY)
    with pytest.raises(UsageError, match="no profile 'anna'"):
        advisor.ask("tent", text=False)


def test_what_was_asked_to_be_sorted_is_and_no_note_says_otherwise(shop, bought):
    answer = shop("anna").ask("the cheapest tent", text=False, top=5)
    assert [hit.product.id for hit in answer.results] == ["T3", "T1", "T5", "T2", "T4"]
    assert answer.need.notes == ()


def test_an_explanation_counts_ranks_as_the_results_do(shop, bought):
    advisor = shop("anna")
    answer = advisor.ask("tent", text=False, top=5)
    explained = [advisor.explain(advisor.understand("tent"), rank=rank).hit.product.id for rank in range(1, 6)]
    assert explained == [hit.product.id for hit in answer.results]


def test_a_history_of_another_shop_ranks_nothing(shop):
    pytest.importorskip("implicit")
    History.of([Purchase("anna", "elsewhere", START, 1.0, "x")]).write()
    learn_and_keep(History.open(), None, settings=TINY)
    Profile("anna").write()
    assert shop("anna").ask("tent", text=False).need.notes == ()


def test_a_history_that_was_not_learned_from_is_told_to_its_customers_alone(shop):
    History.of([Purchase("anna", "S5", START, 1.0, "x")]).write()
    with pytest.raises(ShopcliError, match="Nothing has been learned"):
        shop("anna").ask("tent", text=False)
    Profile("me").knowing(facts_in("budget 150")).write()
    assert shop("me").ask("tent", text=False).took_it_that


# --- the commands -------------------------------------------------------------------------------------------------------------


def test_the_commands_remember_show_export_and_forget(data, tmp_path):
    def say(*words: str) -> str:
        done = run_here(*words, environment={"SHOPCLI_CONFIG": str(tmp_path / "none.toml")})
        assert done.returncode == 0, done.stderr
        return done.stdout

    purchases = tmp_path / "purchases.csv"
    purchases.write_text("customer,product,date\nanna,S5,2026-01-02\nbob,T5,2026-01-03\n", encoding="utf-8")
    assert "2 purchases read, 2 lines new." in say("history", "import", str(purchases), "--no-learn")
    assert "2 purchases read, 0 lines new." in say("history", "import", str(purchases), "--no-learn")
    assert say("history", "show", "anna") == "2026-01-02  1 × S5\n"
    assert json.loads(say("history", "show", "--json"))["customers"] == 2
    said = "Remembered for anna: no nuts; budget 100. Used under: shopcli ask --profile anna\n"
    assert say("remember", "no nuts, budget 100", "--profile", "anna") == said
    assert say("profile", "show", "--profile", "anna").splitlines()[1:] == [" 1. no nuts", " 2. budget 100"]
    exported = json.loads(say("profile", "export", "--profile", "anna"))
    assert (exported["facts"], [line["product"] for line in exported["purchases"]]) == (["no nuts", "budget 100"], ["S5"])
    assert say("history", "forget", "anna").startswith("Forgotten: anna, with 1 line.")
    assert say("profile", "forget", "--profile", "anna") == "The profile anna is forgotten.\n"
    assert say("profile", "show", "--profile", "anna") == "Nothing is remembered for anna.\n"


def test_in_a_conversation_remembering_counts_from_then_on(shop):
    advisor = shop("")
    assert advisor.remember("budget 150") == "Remembered for me: budget 150. It counts from the next request on."
    assert assumed_by(advisor, "tent") == ["budget 150"]
