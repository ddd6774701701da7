"""A shop's own rules: how they are read, what they do to a request, and that what is hidden is nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import ProductNotFound
from shopcli.index import Index
from shopcli.need.languages.zh.lines import LINES
from shopcli.pipeline.shop_rules.opening import open_shop, rules_path, with_rules
from shopcli.pipeline.shop_rules.phrases import Phrases
from shopcli.pipeline.shop_rules.reading import RulesError, read_rules
from shopcli.render.answer import plain_answer
from shopcli.render.as_json import answer_to_dict
from shopcli.render.explain import plain_explanation
from shopcli.types import Product
from shopcli.types.rules import MoveRule, SynonymRule
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.here import run_here
from tests.outdoor import PRODUCTS

Opened = Callable[[str], Advisor]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(cache))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("rules") / "index"
    build(made, PRODUCTS, WordEncoder())
    return made


@pytest.fixture
def shop(folder: Path, tmp_path: Path) -> Opened:
    """An advisor over the shop under the rules of a text."""

    def opened(text: str) -> Advisor:
        path = tmp_path / "rules.toml"
        path.write_text(text, encoding="utf-8")
        index = with_rules(folder, read_rules(path))
        return Advisor(index, settings=Settings(), encoder=WordEncoder(), model=FakeModel())

    return opened


def ids(advisor: Advisor, request: str, top: int = 20) -> list[str]:
    return [hit.product.id for hit in advisor.ask(request, top=top, text=False).results]


# --- reading ------------------------------------------------------------------------------------------------------------------

EXAMPLE = """
leave_aside = ["dear shop"]

[[synonym]]
words = ["phone", "handset"]

[[synonym]]
from = "bivvy"
to = ["tent"]

[[pin]]
name = "autumn"
ids = ["T3"]
where = { brand = ["Norrland", "Tarn"], freestanding = true }
when = ["tent"]

[[hide]]
where = { price = 349 }
"""


def test_a_file_is_read_with_the_line_of_each_rule(tmp_path):
    (tmp_path / "rules.toml").write_text(EXAMPLE, encoding="utf-8")
    rules = read_rules(tmp_path / "rules.toml")
    assert rules.synonyms == (
        SynonymRule(("phone", "handset"), ("phone", "handset"), True, 4),
        SynonymRule(("bivvy",), ("tent",), False, 7),
    )
    assert rules.moves == (
        MoveRule("pin", ("T3",), (("brand", ("Norrland", "Tarn")), ("freestanding", (True,))), ("tent",), "autumn", 11),
        MoveRule("hide", (), (("price", (349.0,)),), (), "", 17),
    )
    assert (rules.leave_aside, rules.leave_aside_line) == (("dear shop",), 2)
    assert [rule.name for rule in rules.moves] == ["autumn", "hide in line 17"]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[[pin]]\nids = [W-1003]\n", 2, "this is not TOML: Invalid value."),
        ("leave_aside = 3\n", 1, "leave_aside is a number, not a list of words."),
        ('[[pin]]\nids = ["W1"]\n\n[[hide]]\nids = ["W1", 3]\n', 5, "ids holds a number, not text."),
        ('[[pin]]\nwhen = ["tent"]\n', 1, "this pin names no product."),
        ('[[pin]]\nids = ["T1"]\nwhen = []\n', 3, "when holds no words."),
        ('[[pin]]\nids = ["T1"]\nwhan = ["x"]\n', 3, "a pin has no 'whan'."),
        ('[[synonym]]\nwords = ["tent"]\n', 2, "one word alone has no synonym."),
        ('[[synonym]]\nfrom = "tent"\n', 1, "to is missing in this synonym."),
        ('[[synonym]]\nfrom = "Tent"\nto = "tent"\n', 1, "'tent' stands in both from and to."),
        ('[[synonym]]\nfrom = "a"\nto = "b"\nwords = ["c", "d"]\n', 1, "a synonym takes words, or from and to."),
        ('[[bury]]\nwhere = "brand"\n', 2, "where is text, not a table of fields."),
        ("[[bury]]\nwhere = { brand = [] }\n", 2, "'brand' in where is a list, not text, a number or yes and no."),
        ('[pin]\nids = ["T1"]\n', 0, "pin is no list of tables."),
        ('# fine\n[[pins]]\nids = ["T1"]\n', 2, "'pins' is no rule."),
        ('[[hide]]\nids = [""]\n', 2, "an entry of ids is empty."),
        ('name = 2026-01-01\n', 1, "'name' is no rule."),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_its_line(tmp_path, text, line, what):
    (tmp_path / "rules.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as told:
        read_rules(tmp_path / "rules.toml")
    assert (told.value.faults[0].line, told.value.faults[0].what) == (line, what)
    assert str(told.value).startswith(str(tmp_path / "rules.toml")) and (f", line {line}: " in str(told.value)) == bool(line)
    assert told.value.hint and told.value.exit_code == 2


def test_all_faults_are_found_at_once_in_their_order(tmp_path):
    (tmp_path / "rules.toml").write_text('[[hide]]\nids = [""]\n\n[[pin]]\nid = "T1"\n\n[[synonym]]\n', encoding="utf-8")
    with pytest.raises(RulesError, match="line 2") as told:
        read_rules(tmp_path / "rules.toml")
    assert [fault.line for fault in told.value.faults] == [2, 4, 5, 7]
    assert "3 more: shopcli rules show lists all faults." in told.value.hint


def test_what_is_no_text_too_large_or_not_there_is_told(tmp_path):
    path = tmp_path / "rules.toml"
    with pytest.raises(RulesError, match=r"it cannot be read: No such file"):
        read_rules(path)
    path.write_bytes(b"# one\nleave_aside = ['\xff']\n")
    with pytest.raises(RulesError, match=r"line 2: this line is not UTF-8"):
        read_rules(path)
    path.write_bytes(b"#" * (1 << 21))
    with pytest.raises(RulesError, match="larger than 1 MiB"):
        read_rules(path)
    path.write_text(f"x = {'[' * 5000}{']' * 5000}", encoding="utf-8")
    with pytest.raises(RulesError):
        read_rules(path)


def test_rules_lie_in_the_index_folder_or_where_the_settings_say(folder, tmp_path):
    assert rules_path(tmp_path, Settings()) is None
    (tmp_path / "rules.toml").write_text("", encoding="utf-8")
    assert rules_path(tmp_path, Settings()) == tmp_path / "rules.toml"
    assert rules_path(tmp_path, Settings(rules="other.toml")) == Path("other.toml")
    assert open_shop(folder, Settings()).rules.path == ""


def test_an_index_is_built_into_a_folder_that_has_rules_already(tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "rules.toml").write_text('[[hide]]\nids = ["T1"]\n', encoding="utf-8")
    build(tmp_path / "index", PRODUCTS, WordEncoder())
    build(tmp_path / "index", PRODUCTS[:9], WordEncoder())
    assert len(Advisor.open(tmp_path / "index").index) == 8


# --- words --------------------------------------------------------------------------------------------------------------------


def test_phrases_are_found_by_their_stems_the_longest_first():
    phrases = Phrases(("sports watch", "watch", "please", "手表", "运动手表"), lambda word: word.rstrip("es"))
    assert [tuple(one) for one in phrases.found("Sports watches, please: a watch!")] == [
        (0, 14, "sports watch"), (16, 22, "please"), (26, 31, "watch"),
    ]  # fmt: skip
    assert [tuple(one) for one in phrases.found("要运动手表和手表")] == [(1, 5, "运动手表"), (6, 8, "手表")]
    assert phrases.found("swatches and İstanbul please手表")[0].phrase == "please"


ONE_WAY = '[[synonym]]\nfrom = "bivvy"\nto = ["tent"]\n'
BOTH_WAYS = '[[synonym]]\nwords = ["bivvy", "tent"]\n'


@pytest.mark.parametrize("rule", [ONE_WAY, BOTH_WAYS])
def test_a_word_that_the_catalog_does_not_know_is_read_as_its_synonym(shop, rule):
    plain, ruled = shop(""), shop(rule)
    assert ids(ruled, "bivvy under 200") == ids(plain, "tent under 200")
    need = ruled.understand("bivvy under 200")
    assert [(clause.text, clause.says) for clause in need.clauses if clause.kind == "topic"] == [("bivvy", "tent")]
    assert need.notes == ("“bivvy” was read as “tent”.",)
    replies = (
        one.ask(f"how many {name} do you have", text=False).reply for one, name in ((plain, "tents"), (ruled, "bivvies"))
    )
    assert next(replies).replace("tents", "bivvies") == next(replies)


def test_a_synonym_one_way_leaves_the_other_way_alone(shop):
    rule = '[[synonym]]\nfrom = "tent"\nto = "headphones"\n'
    assert {one[0] for one in ids(shop(rule), "tent", 9)} == {"T", "H"}
    assert ids(shop(rule), "headphones", 4) == ids(shop(""), "headphones", 4)


def test_two_kinds_that_are_the_same_to_the_shop_are_found_by_either_name(shop):
    ruled = shop('[[synonym]]\nwords = ["shoes", "headphones"]\n')
    for name in ("shoes", "headphones"):
        answer = ruled.ask(name, top=9, text=False)
        assert {hit.product.id[0] for hit in answer.results} == {"S", "H"}
        assert all(hit.meets_all for hit in answer.results)


def test_a_makers_other_name_sets_the_limit_that_his_name_sets(shop):
    ruled = shop('[[synonym]]\nfrom = "big bear"\nto = "Norrland"\n')
    need = ruled.understand("a big bear tent, not alpkit")
    assert [(clause.text, clause.field, clause.op, clause.value) for clause in need.hard if clause.kind != "exclude"] == [
        ("big bear", "brand", "is", "Norrland"),
    ]
    assert ids(ruled, "a big bear tent", 2) == ids(shop(""), "a Norrland tent", 2)


def test_values_that_mean_the_same_will_both_do(shop):
    plain, ruled = shop(""), shop('[[synonym]]\nwords = ["green", "grey"]\n')
    assert plain.ask("green tent", text=False).matching == 2
    answer = ruled.ask("green tent", top=3, text=False)
    assert answer.matching == 3
    assert {hit.product.attributes["colour"] for hit in answer.results} == {"green", "grey"}


def test_words_are_left_aside_and_said_to_be(shop):
    plain, ruled = shop(""), shop('leave_aside = ["dear shop", "老板"]\n')
    answer = ruled.ask("Dear shop, a tent under 200", text=False)
    assert [hit.product.id for hit in answer.results] == ids(plain, "a tent under 200", 3)
    assert answer.left_aside_says == "Left aside: Dear shop"
    assert ruled.understand("dear shop").query == "dear shop"  # where nothing else is said it is the request


def test_without_rules_a_request_is_read_as_ever(shop):
    plain = shop("")
    assert not plain.linker.shop_words
    assert plain.linker.move_rules.of(plain.understand("tent")) is None


# --- pins and burials ---------------------------------------------------------------------------------------------------------

PIN = '[[pin]]\nname = "autumn"\nids = ["T5", "T1"]\nwhen = ["tent"]\n'


def test_pinned_products_come_first_in_the_order_of_the_rule_and_the_rest_as_before(shop):
    before, after = ids(shop(""), "tent", 5), ids(shop(PIN), "tent", 5)
    assert after == ["T5", "T1", *(one for one in before if one not in ("T5", "T1"))]


def test_a_pinned_product_that_does_not_meet_a_limit_stays_where_it_is(shop):
    before, after = (shop(rules).ask("tent under 250", top=5, text=False) for rules in ("", PIN))
    assert after.results[0].product.id == "T1"
    assert [hit.product.id for hit in after.results].index("T5") == [hit.product.id for hit in before.results].index("T5")
    assert not next(hit for hit in after.results if hit.product.id == "T5").meets_all


def test_a_pinned_product_that_denies_a_wish_stays_where_it_is(shop):
    assert ids(shop(PIN), "freestanding tent", 5)[0] == "T1"


def test_a_pinned_product_of_another_kind_is_not_shown_for_it(shop):
    always = '[[pin]]\nids = ["H1"]\n'
    assert ids(shop(always), "tent", 5) == ids(shop(""), "tent", 5)
    assert ids(shop(always), "headphones", 1) == ["H1"]


def test_what_cannot_be_had_is_not_moved_up(tmp_path):
    sold_out = [replace(one, availability="out of stock" if one.id == "T5" else "in stock") for one in PRODUCTS]
    build(tmp_path / "index", sold_out, WordEncoder())
    (tmp_path / "index" / "rules.toml").write_text(PIN, encoding="utf-8")
    advisor = Advisor(open_shop(tmp_path / "index", Settings()), settings=Settings(), encoder=WordEncoder(), model=FakeModel())
    listed = ids(advisor, "tent", 5)
    assert (listed[0], listed[-1]) == ("T1", "T5")


def test_an_order_that_is_asked_for_stands(shop):
    for rules in (PIN, '[[bury]]\nids = ["T3"]\n'):
        assert ids(shop(rules), "the cheapest tent", 5) == ids(shop(""), "the cheapest tent", 5)


def test_buried_products_come_behind_all_that_meets_as_much(shop):
    before, after = (ids(shop(rules), "tent under 300", 5) for rules in ("", '[[bury]]\nwhere = { brand = "Norrland" }\n'))
    meeting = [one for one in before if one in ("T1", "T3", "T5")]
    assert after[:3] == [*(one for one in meeting if one != "T1"), "T1"]
    assert after[3:] == [*(one for one in before[3:] if one != "T2"), "T2"]


def test_what_is_asked_for_by_its_name_is_found_though_it_is_buried(shop):
    rules = '[[bury]]\nids = ["T3"]\n'
    assert ids(shop(rules), "Solo tent", 1) == ids(shop(""), "Solo tent", 1) == ["T3"]
    assert ids(shop(rules), "tent", 5)[-1] == "T3"


def test_a_rule_for_few_requests_is_an_exception_to_one_that_always_holds(shop):
    always, few = '[[bury]]\nids = ["T5"]\n', '[[pin]]\nids = ["T5"]\nwhen = ["nice tent"]\n'
    ruled = shop(always + few)
    assert (ids(ruled, "nice tent", 1), ids(ruled, "tent", 5)[-1]) == (["T5"], "T5")
    ruled = shop('[[pin]]\nids = ["T5"]\n[[bury]]\nids = ["T5"]\nwhen = ["nice tent"]\n')
    assert (ids(ruled, "tent", 1), ids(ruled, "nice tent", 5)[-1]) == (["T5"], "T5")


def test_a_rule_goes_by_what_a_synonym_means(shop):
    assert ids(shop(PIN + ONE_WAY), "bivvy", 1) == ["T5"]


def test_answers_explanations_and_json_name_the_rule(shop):
    advisor = shop(PIN + '[[bury]]\nids = ["T3"]\n')
    answer = advisor.ask("tent", top=5, text=False)
    moved = {one["id"]: one["rule"] for one in answer_to_dict(answer)["results"] if "rule" in one}
    before = ids(shop(""), "tent", 5)
    assert moved["T5"] == {"name": "autumn", "kind": "pin", "rank_before": before.index("T5") + 1, "rank_after": 1}
    assert moved["T3"]["name"] == "bury in line 5"
    lines = "\n".join(plain_answer(answer))
    assert "Moved up by the shop (autumn)." in lines and "Moved down by the shop." in lines
    need = advisor.understand("tent")
    explained = "\n".join(plain_explanation(advisor.explain(need, rank=1)))
    assert f"The shop's rule “autumn” moved it up, from {before.index('T5') + 1} to 1." in explained
    assert "由店家提前（autumn）。" in "\n".join(plain_answer(replace(answer, lines=LINES)))


MANY = tuple(
    Product(f"M{at}", f"Hale {at} mug", f"A mug, number {at}.", "Hale" if at % 3 else "Oak", "mugs", 5.0 + at % 9, "EUR")
    for at in range(360)
)


def test_pages_hold_each_product_once_with_what_is_buried_last(tmp_path):
    build(tmp_path / "index", MANY, WordEncoder())
    (tmp_path / "index" / "rules.toml").write_text(
        '[[bury]]\nwhere = { brand = "Oak" }\n[[pin]]\nids = ["M358", "M7"]\n', encoding="utf-8"
    )
    index = open_shop(tmp_path / "index", Settings())
    advisor = Advisor(index, settings=Settings(), encoder=WordEncoder(), model=FakeModel())
    need, listed = advisor.understand("mug"), list[str]()
    for _ in range(0, 360, 40):
        listed += [hit.product.id for hit in advisor.search(need, top=40, offset=len(listed)).results]
    assert (len(listed), len(set(listed)), listed[:2]) == (360, 360, ["M358", "M7"])
    assert {MANY[int(one[1:])].brand for one in listed[240:]} == {"Oak"}


# --- what is hidden -----------------------------------------------------------------------------------------------------------

HIDE = '[[hide]]\nids = ["T3"]\n\n[[hide]]\nwhere = { brand = "Sony" }\n'
LEFT = [product for product in PRODUCTS if product.id != "T3" and product.brand != "Sony"]


def test_an_index_without_what_is_hidden_says_what_one_of_the_rest_says(shop, tmp_path):
    hidden = shop(HIDE).index
    build(tmp_path / "rest", LEFT, WordEncoder())
    rest = Index(tmp_path / "rest")
    assert set(hidden.records.ids) == {product.id for product in LEFT} == set(rest.records.ids)
    assert hidden.vocabulary.brands == rest.vocabulary.brands
    assert {column.name: sorted(column.choices) for column in hidden.columns.all() if column.kind == "choice"} == {
        column.name: sorted(column.choices) for column in rest.columns.all() if column.kind == "choice"
    }
    assert hidden.stats().brands == rest.stats().brands
    assert len(hidden.words.rows(hidden.words.stem("sony"))) == 0


def test_what_is_hidden_is_in_no_answer_and_in_no_count(shop):
    plain, ruled = shop(""), shop(HIDE)
    assert plain.ask("how many tents do you have", text=False).reply.startswith("There are 5 tents")
    assert ruled.ask("how many tents do you have", text=False).reply.startswith("There are 4 tents")
    assert "T3" in ids(plain, "tent under 200") and "T3" not in ids(ruled, "tent under 200")
    assert ruled.ask("tent under 200", text=False).matching == 1
    assert "Sony" not in ruled.ask("what brands do you have", text=False).reply
    assert not any(one.startswith("H1") for one in ids(ruled, "a tent and headphones for under 600 together"))
    with pytest.raises(ProductNotFound):
        ruled.product("T3")
    with pytest.raises(ProductNotFound):
        ruled.explain(ruled.understand("tent"), product_id="T3")


def test_what_is_hidden_for_some_requests_is_there_for_others(shop):
    ruled = shop('[[hide]]\nids = ["T3"]\nwhen = ["under 200"]\n')
    assert "T3" not in ids(ruled, "tent under 200", 20) and "T3" in ids(ruled, "tent", 20)
    assert ruled.ask("tent under 200", text=False).matching == 1
    assert ruled.ask("how many tents under 200 do you have", text=False).reply.startswith("There is one")
    assert ruled.product("T3").id == "T3"


def test_commands_do_not_find_what_is_hidden(folder, tmp_path):
    (tmp_path / "hide.toml").write_text(HIDE, encoding="utf-8")
    here = {"environment": {"SHOPCLI_RULES": str(tmp_path / "hide.toml")}}
    assert run_here("show", "T3", "--index", folder, **here).returncode == 7
    assert run_here("compare", "T3", "T1", "--index", folder, **here).returncode == 7
    assert run_here("goes-with", "T3", "--index", folder, **here).returncode == 7
    told = run_here("stats", "--index", folder, "--plain", **here).stdout
    assert f"{len(LEFT)} products" in told and "Sony" not in told


def test_agents_do_not_find_what_is_hidden(shop):
    pytest.importorskip("mcp")
    from shopcli.serve.agents.mcp_server import McpServer
    from tests.test_mcp_server import tool

    advisor, server = shop(HIDE + PIN), McpServer(Settings())
    server._models.advisor = lambda settings, *, text: advisor  # type: ignore[method-assign, assignment]
    found = tool(server, "search_catalog", catalog={"query": "tent", "pagination": {"limit": 50}}).structured_content
    assert {one["id"] for one in found["products"]} == {product.id for product in LEFT}
    looked_up = tool(server, "lookup_catalog", catalog={"ids": ["T3", "T5"]}).structured_content
    assert [one["id"] for one in looked_up["products"]] == ["T5"]
    assert "Alpkit Solo" not in json.dumps(tool(server, "get_product", catalog={"id": "T3"}).structured_content)
    answer = tool(server, "ask", request="tent under 300", advice=False).structured_content
    assert "T3" not in [one["id"] for one in answer["results"]]
    assert answer["results"][0]["rule"]["name"] == "autumn"
    assert tool(server, "explain", request="tent", id="T3").is_error


def test_a_shelf_is_made_once_and_goes_with_its_index(tmp_path, monkeypatch):
    build(tmp_path / "index", PRODUCTS, WordEncoder())
    rules = tmp_path / "rules.toml"
    rules.write_text(HIDE, encoding="utf-8")
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path / "cache"))
    shelves = tmp_path / "cache" / "shelves"

    def made() -> list[str]:
        index = with_rules(tmp_path / "index", read_rules(rules))
        assert index.folder == tmp_path / "index"
        return sorted(str(path) for path in shelves.glob("*/*/manifest.json"))

    first = made()
    assert (len(first), made()) == (1, first)
    rules.write_text('[[hide]]\nids = ["T1"]\n', encoding="utf-8")
    assert len(made()) == 1 and made() != first
    build(tmp_path / "index", PRODUCTS[1:], WordEncoder())
    index = with_rules(tmp_path / "index", read_rules(rules))
    assert "T1" not in index.records.ids and len(index) == len(PRODUCTS) - 2


def test_rules_that_leave_nothing_are_refused(shop):
    with pytest.raises(RulesError, match="line 1: these rules hide every product"):
        shop('[[hide]]\nwhere = { currency = "EUR" }\n')


def test_rules_of_no_product_here_cost_nothing(shop):
    ruled = shop(
        '[[hide]]\nids = ["X9"]\n[[pin]]\nwhere = { nofield = "x", brand = "Sony" }\n[[bury]]\nwhere = { price = "dear" }\n'
    )
    assert ids(ruled, "tent", 5) == ids(shop(""), "tent", 5)
    assert len(ruled.index) == len(PRODUCTS)


def test_a_file_with_a_fault_is_told_and_nothing_is_answered_by_half_of_it(folder, tmp_path):
    (tmp_path / "bad.toml").write_text('[[hide]]\nids = ["T3"]\n[[pin]]\n', encoding="utf-8")
    done = run_here("stats", "--index", folder, environment={"SHOPCLI_RULES": str(tmp_path / "bad.toml")})
    assert (done.returncode, done.stdout) == (2, "")
    assert "bad.toml, line 3: this pin names no product." in done.stderr
