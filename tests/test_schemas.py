"""The JSON that commands print, each held against its schema, which says no more and no less than is printed."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer.main

from shopcli.cli.commands import app
from shopcli.cli.programs.documents import DOCUMENTS
from shopcli.cli.speech.listen import heard_to_dict
from shopcli.pipeline.speech.listener import Heard
from shopcli.render.as_json import answer_to_dict
from shopcli.render.programs.schema import document_names, schema_of
from shopcli.render.upkeep.rules import report_to_dict
from shopcli.types import Answer, Clause, Hit, Need, Sort
from shopcli.types.rules import RuleMove, ShopRules
from shopcli.types.rules_report import CheckedRequest, RulesReport
from tests.render_values import ANSWER, CHEAP, FELL
from tests.shop_home import CATALOG, ShopHome

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# An answer in each of its forms.
REQUESTS = (
    ("watch with GPS under 200, not black",),
    ("headphones", "--max-price", "1", "--explain", "--timings"),  # nothing fits
    ("a grand piano",),  # not sold
    ("how many watches are there",),
    ("is W-1003 waterproof?",),
    ("compare W-1003 and W-1007",),
    ("which is lighter, W-1003 or W-1007?",),
    ("W-1003",),
    ("a gift under 10",),  # asked back
    ("the second cheapest watch",),
    ("a tent and a sleeping bag for under 300 together",),
    ("a tent and a sleeping bag for under 3 together",),
    ("a gift for my grandmother who can hardly see, under $30",),
    ("wireless mouse, not 15 inch",),
    ("a watch with a round dial without GPS",),
    ("户外运动手表，200欧元以下",),
    ("wasserdichte Uhr unter 200 Euro",),
    ("tent", "--brand", "Varnholm", "--max-price", "500", "--where", "colour=green", "--no-rerank"),
)
# Rules of each sort: some that move, some that are dead, some at odds.
RULES = """
leave_aside = ["dear shop"]
[[synonym]]
words = ["notebook", "laptop"]
[[synonym]]
from = "bivvy"
to = ["tent", "wigwam"]
[[pin]]
name = "first"
ids = ["W-1022", "W-9999"]
when = ["watch"]
[[bury]]
where = { brand = "Varnholm", price = 189.0 }
[[hide]]
ids = ["W-1022"]
"""
LINES = "tent\n\nwatch under 100\n\xff\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> ShopHome:
    return ShopHome(tmp_path_factory.mktemp("schemas"), tiny_encoder)


def strict(schema: Any) -> Any:
    """The schema without room for what it does not name."""
    if isinstance(schema, dict):
        closed = {name: strict(value) for name, value in schema.items()}
        return {"additionalProperties": False} | closed if "properties" in schema and "required" in schema else closed
    return [strict(one) for one in schema] if isinstance(schema, list) else schema


def check(document: Any, name: str) -> None:
    """Raise where a document is not what its schema says."""
    jsonschema.Draft202012Validator(strict(schema_of(name))).validate(document)


# --- the schemas --------------------------------------------------------------------------------------------------------------


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that describes something."""
    if isinstance(schema, dict):
        yield from (one for one in schema.get("properties", {}).values())
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


@pytest.mark.parametrize("name", document_names())
def test_a_schema_is_one_of_2020_12_has_a_version_and_describes_each_of_its_fields(name: str) -> None:
    schema = schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["$schema"], schema["$id"]) == (DIALECT, f"urn:shopcli:schema:{name}:1")
    assert schema["title"] and schema["description"]
    assert [one for one in objects(schema) if not (one.get("description") or "$ref" in one)] == []


def test_every_document_has_a_command_and_every_command_with_json_a_document() -> None:
    def below(command: Any, path: str) -> Iterator[tuple[str, set[str]]]:
        yield path, {option for one in command.params for option in one.opts}
        for name, one in getattr(command, "commands", {}).items():
            yield from below(one, f"{path} {name}".strip())

    options = dict(below(typer.main.get_command(app), ""))
    assert {path for path, names in options.items() if {"--json", "--schema"} & names} == set(DOCUMENTS)
    assert all("--schema" in options[path] for path in DOCUMENTS)
    assert {path for path in DOCUMENTS if "--view" not in options[path]} == {"chat"}  # which prints no JSON but by /save
    assert sorted(set(DOCUMENTS.values())) == document_names()


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_command_prints_its_schema_whole_whatever_else_it_would_want(home: ShopHome, path: str) -> None:
    assert json.loads(home.printed(*path.split(), "--schema")) == schema_of(DOCUMENTS[path])


def test_a_schema_leaves_room_for_new_fields_and_none_for_a_field_of_another_kind() -> None:
    validator = jsonschema.Draft202012Validator(schema_of("answer"))
    answer = answer_to_dict(ANSWER)
    assert validator.is_valid(answer | {"new": 1})
    assert not validator.is_valid(answer | {"matching": "seven"})
    assert not validator.is_valid({name: value for name, value in answer.items() if name != "results"})


# --- what is printed ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def answers(home: ShopHome) -> list[Any]:
    """Answers in all their forms, with advice and without."""
    asked = [home.documents("ask", *request, "--json", *(() if at % 3 else ("--no-text",)))
             for at, request in enumerate(REQUESTS)]  # fmt: skip
    return [document for documents in asked for document in documents]


def test_every_answer_is_as_its_schema_says(answers: list[Any]) -> None:
    for answer in answers:
        check(answer, "answer")
    assert any(answer["no_exact_match"] and answer["loosened"] for answer in answers)
    assert any(answer["bundle"] and answer["bundle"]["within_limits"] for answer in answers)
    assert any(answer["bundle"] and not answer["bundle"]["within_limits"] for answer in answers)
    for name in ("reply", "question", "assumed", "advice", "explain"):
        assert any(answer.get(name) for answer in answers), name


def test_lines_of_a_batch_are_answers_or_failures(home: ShopHome) -> None:
    batch = home.folder / "batch.txt"
    batch.write_bytes(LINES.encode("latin-1"))
    done = home.run("ask", "--batch", batch, "--no-text")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, len(lines), lines[2]["error"]["message"]) == (2, 3, "This line is not UTF-8.")
    for line in lines:
        check(line, "answer")


def test_rare_fields_of_an_answer_are_as_its_schema_says() -> None:
    mended = Clause("not 15 inch", "limit", "screen size", "outside", 15.0, "inch", meaning="15 inch", upper=16.0)
    need = Need("q", (mended, CHEAP), Sort("price", "asc", "the second", 2), notes=("A note.",), left_aside=("please",))
    hit = Hit(FELL, 0.5, bought=("x1", "A coat"), rule=RuleMove("autumn", "autumn", 1, "pin", 3, 1))
    check(answer_to_dict(Answer(need, (hit,), 0, not_sold=True)), "answer")


def test_what_is_said_of_products_is_as_its_schemas_say(home: ShopHome) -> None:
    for *arguments, document in (
        ("show", "W-1003", "--json", "product"),
        ("compare", "W-1003", "W-1007", "K-2001", "--json", "comparison"),
        ("compare", "W-1003", "W-1007", "--json", "--no-text", "comparison"),
        ("describe", "W-1003", "--by-code", "--json", "description"),
        ("reviews", "W-1003", "--json", "reviews"),
        ("goes-with", "W-1003", "--json", "complements"),
        ("goes-with", "BK-9002", "--json", "complements"),
    ):
        check(*home.documents(*arguments), document)


def test_what_is_said_of_persons_is_as_its_schemas_say(home: ShopHome) -> None:
    purchases = home.folder / "purchases.csv"
    bought = [f"c{n % 7},W-10{10 + n % 9:02},2026-05-{1 + n % 28:02},o{n}" for n in range(60)]
    purchases.write_text("\n".join(["customer,product,date,order", *bought]), encoding="utf-8")
    home.printed("history", "import", purchases, "--no-learn")
    home.printed("remember", "shoe size 43, no nuts", "--customer", "c1")
    for *arguments, document in (
        ("history", "show", "--json", "history"),
        ("history", "show", "c1", "--json", "history"),
        ("profile", "show", "--json", "profile"),
        ("profile", "export", "profile_export"),
        ("privacy", "--json", "kept"),
        ("privacy", "forget", "c2", "--json", "forgotten"),
        ("privacy", "forget", "me", "--json", "forgotten"),
    ):
        check(*home.documents(*arguments), document)


def test_what_is_said_of_sessions_is_as_its_schemas_say(home: ShopHome) -> None:
    home.printed("collect", "on")
    home.printed("experiment", "start", "top=4", "--by", "halves")
    home.printed("ask", "a grand piano", "--no-text")
    home.printed("chat", "--no-text", stdin="watch under 100\n/good 1\n/bad 2\n")
    for *arguments, document in (
        ("collect", "show", "--json", "session"),
        ("experiment", "show", "--json", "experiment"),
        ("experiment", "stop", "--json", "experiment"),
        ("report", "--json", "report"),
        ("report", "--private", "1", "--budget", "3", "--json", "report"),
    ):
        documents = home.documents(*arguments)
        assert documents
        for one in documents:
            check(one, document)
    home.printed("collect", "forget", "--all")
    home.printed("collect", "off")


def test_figures_are_as_their_schema_says(home: ShopHome) -> None:
    needs = home.folder / "needs.jsonl"
    needs.write_text('{"query": "a tent", "right": ["T-4501"]}\n{"query": "a watch", "right": ["W-1003"]}\n', encoding="utf-8")
    for more in ((), ("--against", "top=5")):
        check(*home.documents("evaluate", home.index, "--needs", needs, "--no-text", "--json", *more), "evaluation")


def test_a_conversation_that_is_saved_is_as_its_schema_says(home: ShopHome) -> None:
    path = home.folder / "talk.json"
    said = "watch under 200\nis the first one waterproof?\n/show 1\nnot black\n/more\nwhat goes with it?\nthanks\n"
    home.printed("chat", "--no-text", stdin=f"{said}/save {path}\n")
    saved = json.loads(path.read_text(encoding="utf-8"))
    check(saved, "conversation")
    assert len(saved["turns"]) >= 6
    optional = {name for turn in saved["turns"] for name in turn} - {"said", "kind", "changes", "answer"}
    assert optional >= {"about", "looked_at", "told"}


def test_variants_are_as_the_schema_says(tmp_path: Path, tiny_encoder: Path) -> None:
    rows = [
        {
            "id": f"T-{size}",
            "group": "T",
            "title": "Fjell wool tee",
            "colour": "red",
            "size": size,
            "price": price,
            "currency": "EUR",
        }
        for size, price in (("S", 20.0), ("M", 21.0), ("L", 25.0))
    ]
    catalog = tmp_path / "tees.json"
    catalog.write_text(json.dumps([*rows, {"id": "P", "title": "Pen", "price": 2.0, "currency": "EUR"}]), encoding="utf-8")
    shop = ShopHome(tmp_path, tiny_encoder, catalog)
    (answer,) = shop.documents("ask", "wool tee, size M", "--json", "--no-text")
    check(answer, "answer")
    assert answer["results"][0]["variant"]["options"]["size"] == "M"
    check(*shop.documents("show", answer["results"][0]["id"], "--json"), "product")


def test_what_is_said_of_changes_and_of_what_is_watched_is_as_its_schemas_say(tmp_path: Path, tiny_encoder: Path) -> None:
    products = json.loads(CATALOG.read_text(encoding="utf-8"))[:12]
    sizes = [{"id": f"T-{size}", "group": "T", "title": "Fjell tee", "size": size, "price": 20.0, "currency": "EUR",
              "availability": "in stock"} for size in "SML"]  # fmt: skip
    catalog = tmp_path / "products.json"

    def index(rows: list[dict[str, Any]]) -> None:
        catalog.write_text(json.dumps(rows), encoding="utf-8")
        shop.printed("index", catalog, "--embedder", tiny_encoder)

    catalog.write_text(json.dumps([*products, *sizes]), encoding="utf-8")
    shop = ShopHome(tmp_path, tiny_encoder, catalog)
    (none,) = shop.documents("changes", "--json")
    check(none, "changes")
    assert (none["since"], none["kept_since"], none["runs"]) == (None, None, 0)
    check(*shop.documents("watch", "list", "--json"), "watches")
    ids = [product["id"] for product in products]
    for product, *below in ((ids[0], "--below", "150"), (ids[1],), (ids[2],), (ids[4],), ("T-L",)):
        shop.printed("watch", "add", product, *below)
    cheaper, dearer, _, renamed, foreign, *rest = products
    changed = (
        cheaper | {"price": 149.0}, dearer | {"price": 999.0}, renamed | {"title": "Another", "availability": "out of stock"},
        foreign | {"currency": "USD"}, *rest, cheaper | {"id": "N-1"}, *sizes[:1], sizes[1] | {"price": 18.0},
    )  # fmt: skip
    index(list(changed))
    (told,) = shop.documents("changes", "--json")
    check(told, "changes")
    kinds = {change["change"] for change in told["changes"]}
    assert kinds == {"changed", "new", "gone"}
    assert all(told["counts"][sort] for sort in ("price_drop", "price_rise", "out_of_stock", "new", "gone", "other"))
    assert any(change["variants"] for change in told["changes"])
    (listed,), (met,) = shop.documents("watch", "list", "--json"), shop.documents("watch", "check", "--json")
    for document in (listed, met):
        check(document, "watches")
    assert {one["state"] for one in listed["watches"]} == {"met", "waiting", "gone", "other currency"}
    assert shop.documents("watch", "check", "--view", "watches[].id") == [[ids[0]]]
    index([*products, *sizes])
    for since in ((), ("--since", "1d"), ("--since", "2999-01-01")):
        check(*shop.documents("changes", "--json", *since), "changes")
    assert shop.documents("changes", "--view", "counts.back") == [1]  # the variant that came back is no product


def test_what_is_said_of_rules_is_as_its_schemas_say(home: ShopHome) -> None:
    rules, requests = home.folder / "shop_rules.toml", home.folder / "requests.txt"
    rules.write_text(RULES, encoding="utf-8")
    requests.write_text("dear shop, a watch\na bivvy\n", encoding="utf-8")
    check(*home.documents("rules", "show", "--rules", rules, "--json"), "rules")
    assert home.documents("rules", "show", "--rules", rules, "--view", "moves[].kind") == [["pin", "bury", "hide"]]
    done = home.run("rules", "check", "--rules", rules, "--requests", requests, "--json")
    told = json.loads(done.stdout)
    check(told, "rules_check")
    assert (done.returncode, told["sound"], len(told["rules"])) == (1, False, 6)
    assert told["contradictions"] and told["requests"][0]["places"] and told["requests"][1]["read_as"]
    failed = RulesReport(ShopRules(), checked=(CheckedRequest("", error="The request is empty."),))
    check(report_to_dict(failed), "rules_check")


def test_what_was_heard_is_as_its_schema_says() -> None:
    heard = Heard("green tea", ("green team",), "pocketsphinx", 1.23456)
    for answer in (None, answer_to_dict(ANSWER)):
        check(heard_to_dict(heard, answer), "heard")
        assert heard_to_dict(heard, answer)["duration_s"] == 1.235


# --- views --------------------------------------------------------------------------------------------------------------------


def test_a_view_prints_that_part_of_the_json_alone(home: ShopHome) -> None:
    (answer,) = home.documents("ask", "watch under 100", "--no-text", "--json")
    assert home.documents("ask", "watch under 100", "--no-text", "--view", "results[].id") == [
        [result["id"] for result in answer["results"]]
    ]
    assert home.documents("ask", "watch under 100", "--no-text", "--view", "{n: matching, first: results[0].title}") == [
        {"n": answer["matching"], "first": answer["results"][0]["title"]}
    ]
    assert home.printed("show", "W-1003", "--view", "nothing.there") == "null\n"
    lines = home.printed("ask", "--batch", "-", "--no-text", "--view", "query", stdin="tent\nwatch\n")
    assert lines == '"tent"\n"watch"\n'


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("results[?", "The view breaks off behind its last character: results[?"),
        ("results[].id]", "The view is wrong from character 13 on: results[].id >>> ]"),
        ("results | | id", "The view is wrong from character 11 on: results |  >>> | id"),
        ("  ", "The view is empty."),
        ("results[0].lower(title)", "The view calls 'lower' at character 12, and there is no such function."),
        ("(" * 5000, "The view is nested too deep."),
        ("a" * 10_001, "The view has more than 10,000 characters."),
    ],
)
def test_a_view_that_cannot_be_read_fails_before_any_work_and_shows_where(
    home: ShopHome, expression: str, message: str
) -> None:
    done = home.run("ask", "watch", "--index", "nowhere", "--view", expression)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == f"error: {message}"
    assert done.stderr.splitlines()[1].startswith("hint: ")


def test_a_view_that_cannot_be_made_of_the_document_says_why(home: ShopHome) -> None:
    done = home.run("show", "W-1003", "--view", "length(price)")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: The view cannot be made: In function length(), invalid type for value: ")


def test_the_strict_form_of_a_schema_refuses_what_it_does_not_name() -> None:
    """Else the tests above would let anything by."""
    answer = copy.deepcopy(answer_to_dict(ANSWER))
    answer["results"][0]["colour"] = "green"
    with pytest.raises(jsonschema.ValidationError):
        check(answer, "answer")
