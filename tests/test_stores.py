"""One index in each store: what is found, limited, updated and answered is the same, whatever it lies in."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import grpc
import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import IndexNotFound, ShopcliError, UsageError
from shopcli.index import Index
from shopcli.index.stores import opening
from shopcli.index.stores.address import StoreAddress
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.milvus import connection as milvus
from shopcli.index.stores.milvus.collections import VersionNames
from shopcli.index.stores.milvus.expressions import expression_of
from shopcli.index.stores.milvus.features import ServerFeatures
from shopcli.index.stores.milvus.vectors import MilvusVectors
from shopcli.index.stores.milvus.versions import drop, stored_versions, switch_to
from shopcli.index.stores.opening import open_index, publish
from shopcli.render import answer_to_dict
from shopcli.retrieve.limits import judge
from shopcli.retrieve.predicates import predicates_of
from shopcli.types import Clause, Need, Predicate, Product
from tests.conftest import FIVE, WordEncoder, build
from tests.fake_model import FakeModel
from tests.here import run_here
from tests.outdoor import PRODUCTS
from tests.test_variant_answers import SHOP

Open = Callable[[str], Index]
LONG = Product("L1", "Atlas of tents", "tent " * 20_000, "Vista", "Books", 30.0, "EUR")
CATALOGS = {"outdoor": (*PRODUCTS, LONG), "hoodies": SHOP}
REQUESTS = (
    "a light tent under 300 euros", "cheapest phone", "black headphones without a microphone", "running shoes, no Nike",
    "smartphone with GPS and at least 6 inch", "how many tents do you have?", "which brands of phones are there?",
    "a kayak", "something like the Koss Porta", "红色 帐篷", "an atlas",
)  # fmt: skip


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Index]]:
    """Each catalog by its name, opened from each store."""
    folder = tmp_path_factory.mktemp("stores")
    opened: dict[str, dict[str, Index]] = {"folder": {}, "milvus": {}}
    for name, products in CATALOGS.items():
        build(folder / name, products, WordEncoder())
        opened["folder"][name] = Index(folder / name)
        opened["milvus"][name] = _published(folder, name)
    return opened


@pytest.fixture(params=["folder", "milvus"])
def open_shop(request: pytest.FixtureRequest, shops: dict[str, dict[str, Index]]) -> Open:
    """Opens a catalog by its name from one store, then from the other."""
    return shops[request.param].__getitem__


@pytest.fixture(autouse=True, scope="module")
def mirrors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where documents are copied to; what else is in the cache takes long to make."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shopcli.index.stores.opening.cache_dir", lambda: folder)
        yield folder / "stores"


def _settings(folder: Path, name: str) -> Settings:
    return Settings(index=str(folder / name), store=f"milvus:{folder / 'shops.db'}#{name}")


def _published(folder: Path, name: str) -> Index:
    publish(_settings(folder, name))
    return open_index(_settings(folder, name))


def _advisor(index: Index) -> Advisor:
    return Advisor(index, settings=Settings(), encoder=WordEncoder(), model=FakeModel())


def _answer(index: Index, request: str) -> dict[str, Any]:
    answer = answer_to_dict(_advisor(index).ask(request, text=False))
    return {name: value for name, value in answer.items() if name != "timings_s"}


def _exact(index: Index, query: np.ndarray, k: int, allowed: np.ndarray) -> list[int]:
    cosines = index.vectors.rows(allowed) @ query
    return allowed[np.lexsort((allowed, -cosines))][:k].tolist()


# --- the same in each store ---------------------------------------------------------------------------------------------------


def test_the_nearest_are_found_among_all_and_among_some(open_shop):
    index = open_shop("outdoor")
    query = WordEncoder().encode(["light blue tent"])[0]
    every = np.arange(len(index))
    for allowed in (None, every, every[3:4], every[::3], every[5:]):
        rows, cosines = index.vectors.search(query, 4, allowed=allowed)
        assert rows.tolist() == _exact(index, query, 4, every if allowed is None else allowed)
        assert np.allclose(cosines, index.vectors.rows(rows) @ query, atol=1e-5)
    assert [len(part) for part in index.vectors.search(query, 4, allowed=every[:0])] == [0, 0]


def test_records_titles_and_facts_are_those_of_the_catalog(open_shop):
    index = open_shop("outdoor")
    assert list(index.records) == [*CATALOGS["outdoor"]]
    assert index.records[len(index) - 1] == LONG == index.product("L1"), "a record may be longer than a text of the store"
    assert [index.records.title(row) for row in range(len(index))] == [product.title for product in CATALOGS["outdoor"]]
    assert index.records.some([2, 0]) == [PRODUCTS[2], PRODUCTS[0]] and index.records[1:3] == [*PRODUCTS[1:3]]
    keys, signs, spans = index.facts.of([0, 2])
    assert keys.shape == (spans[-1][1], WordEncoder.dim) and set(signs.tolist()) <= {-1, 1}


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("tent under 200 euros", {"T1", "T3"}),
        ("black headphones under 60 euros", {"H5"}),
        ("tent lighter than 2 kg", {"T3", "T5"}),
    ],
)
def test_limits_hold_of_what_is_found(open_shop, request_, expected):
    answer = _advisor(open_shop("outdoor")).ask(request_, text=False, top=10)
    met = {hit.product.id for hit in answer.results if not (hit.unmet or hit.unknown)}
    assert met == expected and answer.matching == len(expected)


def test_one_variant_must_hold_all_limits(open_shop):
    sizes, navy = Clause("in M", "feature", "size", "is", "M"), Clause("navy", "feature", "colour", "is", "navy")
    clauses = (Clause("hoodie", "topic"), sizes, navy)
    answer = _advisor(open_shop("hoodies")).search(Need("navy hoodie in M", clauses), top=3)
    assert answer.matching == 0
    clauses = (Clause("hoodie", "topic"), sizes, Clause("under 70", "limit", "price", "<=", 70.0, "EUR"))
    answer = _advisor(open_shop("hoodies")).search(Need("hoodie in M under 70", clauses), top=3)
    assert (answer.matching, answer.results[0].variant.id) == (2, "H-WM")


@pytest.mark.parametrize("request_", REQUESTS)
def test_answers_are_the_same_from_every_store(shops, request_):
    assert _answer(shops["milvus"]["outdoor"], request_) == _answer(shops["folder"]["outdoor"], request_)


def test_a_variants_answer_is_the_same_from_every_store(shops):
    for request in ("white hoodie in M", "hoodie in stock under 61 euros", "cheapest cap"):
        assert _answer(shops["milvus"]["hoodies"], request) == _answer(shops["folder"]["hoodies"], request)


# --- limits as expressions ----------------------------------------------------------------------------------------------------

LIMITS = (
    Clause("under 300", "limit", "price", "<=", 300.0, "EUR"), Clause("over 100", "limit", "price", ">", 100.0, "EUR"),
    Clause("black", "feature", "colour", "is", "black"), Clause("no Koss", "exclude", "brand", "!=", "Koss"),
    Clause("GPS", "feature", "GPS", "is", True), Clause("6 inch", "limit", "screen", ">=", 6.0, "inch"),
    Clause("a few", "feature", "brand", "in", "garmin|jabra"), Clause("light", "feature", None, "has", "tent"),
    Clause("not 6 to 7", "exclude", "screen", "outside", 6.0, "inch", upper=7.0),
)  # fmt: skip


@pytest.mark.parametrize("clause", LIMITS, ids=[clause.text for clause in LIMITS])
def test_what_holds_a_clause_meets_its_predicates(shops, clause):
    columns = shops["folder"]["outdoor"].columns
    verdict = judge(clause, columns, shops["folder"]["outdoor"].sayings)
    for predicate in predicates_of([verdict], columns):
        column = columns.get(predicate.column)
        meets = {"in": np.isin, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal}[predicate.op]
        values = predicate.values if predicate.op == "in" else predicate.values[0]
        assert set(np.flatnonzero(verdict.holds)) <= set(column.rows[meets(column.values, values)].tolist())
    assert bool(predicates_of([verdict], columns)) == (clause.op not in ("has", "outside"))


def test_limits_are_said_so_that_milvus_understands_them(shops):
    fields = {"price": "c0", "brand": "c1"}
    limits = [Predicate("price", "<=", (300.0,)), Predicate("brand", "in", (1.0, 2.0)), Predicate("height", ">", (3.0,))]
    assert expression_of(limits, fields) == "c0 <= 300.0 and c1 in [1.0,2.0]"
    assert expression_of([Predicate("brand", "in", tuple(map(float, range(2000))))], fields) == ""


def test_among_many_rows_the_limits_are_held_by_the_store_and_the_rest_here(shops):
    index = shops["milvus"]["outdoor"]
    local, asked = index.vectors, []
    assert isinstance(local, MilvusVectors)
    vectors = MilvusVectors(local._connection, local._names, size=len(index), dim=64, fields=local._fields, few=0)
    nearest = vectors._nearest
    vectors._nearest = lambda query, k, expression: (asked.append((k, expression)), nearest(query, k, expression))[1]
    verdict = judge(LIMITS[0], index.columns)
    held, query = np.flatnonzero(verdict.holds), WordEncoder().encode(["garmin phone"])[0]
    for allowed in (held, held[1::2]):
        rows, _ = vectors.search(query, 3, allowed=allowed, limits=predicates_of([verdict], index.columns))
        assert rows.tolist() == _exact(index, query, 3, allowed)
    assert {expression for _, expression in asked} == {f"{local._fields['price']} <= 300.0"}
    assert max(k for k, _ in asked) > 3, "what the expression does not say is left out here, and more is asked for"


def test_a_server_whose_fields_may_not_be_empty_holds_the_same_limits(tmp_path, shops, monkeypatch):
    for module in ("collections", "writer"):
        monkeypatch.setattr(f"shopcli.index.stores.milvus.{module}.features_of", lambda _: ServerFeatures(False, False))
    shutil.copytree(shops["folder"]["outdoor"].folder, tmp_path / "outdoor")
    index = _published(tmp_path, "outdoor")
    local, query = index.vectors, WordEncoder().encode(["garmin phone"])[0]
    assert isinstance(local, MilvusVectors) and local._nothing is not None
    local._few, nearest, found = 0, local._nearest, []
    local._nearest = lambda query, k, expression: (
        found.append(nearest(query, k, expression)[0]),
        nearest(query, k, expression),
    )[1]
    for clause in (LIMITS[0], LIMITS[1], LIMITS[4], LIMITS[5]):
        verdict = judge(clause, index.columns)
        held, predicates = np.flatnonzero(verdict.holds), predicates_of([verdict], index.columns)
        rows, _ = local.search(query, len(held), allowed=held, limits=predicates)
        assert rows.tolist() == _exact(index, query, len(held), held)
        assert predicates and not set(found.pop().tolist()) & _silent(index, predicates[0].column)


def _silent(index: Index, column: str) -> set[int]:
    return set(range(len(index))) - set(index.columns.rows(column).tolist())


# --- versions -----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The five products, published."""
    folder = tmp_path_factory.mktemp("five")
    build(folder / "five", FIVE, WordEncoder())
    publish(_settings(folder, "five"))
    return _settings(folder, "five")


def _titles(index: Index) -> list[str]:
    return [product.title for product in index.records]


def test_an_update_is_seen_when_it_is_whole_and_can_be_taken_back(tmp_path, monkeypatch):
    five = _settings(tmp_path, "five")
    build(five.index_path, FIVE, WordEncoder())
    publish(five)
    connection, before = milvus.connected(StoreAddress.parse(five.store), five.store_timeout_s), open_index(five)
    assert publish(five) == before.manifest.data[5:], "nothing is written where nothing has changed"
    build(five.index_path, (*FIVE[1:], replace(FIVE[0], title="Varnholm Peak GPS watch")), WordEncoder())
    with monkeypatch.context() as patched:
        patched.setattr("shopcli.index.stores.milvus.writer.write_document", _fails)
        with pytest.raises(StoreError, match="full"):
            publish(five)
    assert [one.is_whole for one in stored_versions(connection, "five")] == [True], "nothing half-written stays"
    version = publish(five)
    after = open_index(five)
    assert _titles(after)[-1] == "Varnholm Peak GPS watch" and _titles(before)[0] == "Varnholm Ridge GPS watch"
    assert [(one.version, one.is_current) for one in stored_versions(connection, "five")] == [
        (before.manifest.data[5:], False),
        (version, True),
    ]
    with pytest.raises(UsageError, match="is the one that is asked"):
        drop(connection, "five", version[:6])
    switch_to(connection, "five", before.manifest.data[5:])
    assert _titles(open_index(five)) == _titles(before)
    assert drop(connection, "five", version).version == version
    with pytest.raises(UsageError, match="no version"):
        switch_to(connection, "five", version)


def _fails(*_: object, **__: object) -> None:
    raise StoreError("The disk is full.", hint="Free some.")


def test_the_commands_show_and_change_versions(five, monkeypatch):
    monkeypatch.setenv("SHOPCLI_STORE", five.store)
    monkeypatch.delenv("SHOPCLI_INDEX", raising=False)
    told = json.loads(run_here("store", "status", "--json").stdout)
    assert (told["versions"], told["current"]["products"], told["server"][:11]) == (1, 5, "milvus_lite")
    version = told["current"]["version"]
    assert run_here("store", "list", "--plain").stdout.startswith(f"{version}: 5 products, ")
    assert run_here("store", "switch", version[:4], "--json").returncode == 0
    refused = run_here("store", "drop", version)
    assert refused.returncode == 2 and "is the one that is asked" in refused.stderr
    shown = run_here("show", "K1", "--json")
    assert json.loads(shown.stdout)["title"] == "Hushwick quiet keyboard"


def test_a_piece_of_the_document_that_was_changed_is_noticed(five, mirrors):
    connection = milvus.connected(StoreAddress.parse(five.store), five.store_timeout_s)
    version = stored_versions(connection, "five")[0].version
    names = VersionNames("five", version)
    (piece,) = connection.call("query", names.document, filter='piece in ["kinds.json#0"]', output_fields=["piece", "text"])
    (other,) = connection.call("query", names.document, filter='piece in ["units.json#0"]', output_fields=["text"])
    connection.call("upsert", names.document, [{"piece": piece["piece"], "text": other["text"], "vector": [0.0, 0.0]}])
    shutil.rmtree(mirror := mirrors / StoreAddress.parse(five.store).key, ignore_errors=True)
    try:
        with pytest.raises(StoreError, match=r"kinds.json in .* holds other bytes"):
            open_index(five)
        assert not list(mirror.rglob("kinds.json")), "no half of a mirror is kept"
    finally:
        connection.call("upsert", names.document, [{**piece, "vector": [0.0, 0.0]}])
    assert len(open_index(five)) == len(FIVE)


def _copies(settings: Settings) -> Iterator[Path]:
    """The files of the documents that were copied."""
    return (opening.cache_dir() / "stores" / StoreAddress.parse(settings.store).key).rglob("*")


def test_words_and_columns_are_copied_as_they_are_asked_for(five):
    shutil.rmtree(opening.cache_dir() / "stores" / StoreAddress.parse(five.store).key, ignore_errors=True)
    index, local = open_index(five), Index(five.index_path)
    (values,) = (path for path in _copies(five) if path.name == "values.npy" and path.parent.name.startswith("data-"))
    written = next(five.index_path.glob("data-*/values.npy")).read_bytes()
    assert values.read_bytes() == bytes(len(written)), "as long, and empty"
    assert index.words.scores("watch").tolist() == local.words.scores("watch").tolist() != [0.0] * 5
    assert values.read_bytes() == bytes(len(written)), "no column was asked for"
    assert index.columns.dense("price").tolist() == local.columns.dense("price").tolist()
    assert values.read_bytes() == written


def test_a_copy_of_the_document_that_was_damaged_is_made_again(five):
    open_index(five)
    (copied,) = (path for path in _copies(five) if path.name == "kinds.json")
    whole = copied.read_bytes()
    copied.write_bytes(whole[:-1])
    open_index(five)
    assert copied.read_bytes() == whole


# --- what goes wrong ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("store", "said"),
    [
        ("shop.db#shop", "names no store"),
        ("milvus:shop.db", "names no store"),
        ("milvus:#shop", "names no store"),
        ("milvus:shop.db#1 shop", "no name of a collection"),
        ("milvus:shop.txt#shop", "neither a URL nor a file"),
        ("milvus:ftp://me:secret@host#shop", "'ftp://host' is neither"),
    ],
)
def test_a_store_that_is_named_in_another_way_is_told(store, said):
    with pytest.raises(UsageError, match=said) as told:
        StoreAddress.parse(store)
    assert "secret" not in f"{told.value} {told.value.hint}" and "milvus:" in told.value.hint + str(told.value)


def test_names_and_passwords_are_not_shown():
    address = StoreAddress.parse("milvus:https://me:secret@host:19530#shop")
    assert (str(address), address.is_file) == ("milvus:https://host:19530#shop", False)
    assert address.key == StoreAddress.parse("milvus:https://host:19530#shop").key


def test_a_store_that_is_away_is_told_in_words_and_soon():
    settings = Settings(store="milvus:http://127.0.0.1:9#shop", store_timeout_s=0.6)
    with pytest.raises(StoreError, match=r"milvus:http://127.0.0.1:9#shop does not answer") as told:
        open_index(settings)
    assert told.value.exit_code == 4 and "See that it runs" in told.value.hint


def test_a_store_without_an_index_says_how_to_build_one(five):
    empty = replace(five, store=five.store.replace("#five", "#six"))
    with pytest.raises(IndexNotFound, match=r"No index in milvus:.*#six") as told:
        open_index(empty)
    assert "shopcli index CATALOG --store milvus:" in told.value.hint


def test_a_missing_package_names_the_extra(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(ShopcliError, match="needs the package pymilvus") as told:
        open_index(Settings(store=f"milvus:{tmp_path / 'new.db'}#shop"))
    assert told.value.hint == "pip install 'shopcli[cluster]'"


def test_a_call_is_tried_again_only_where_that_may_help(monkeypatch, five):
    from pymilvus.exceptions import MilvusException

    connection, waits, said = milvus.connected(StoreAddress.parse(five.store), five.store_timeout_s), [], []

    def fail(*_: object, **__: object) -> None:
        raise MilvusException(message=said[-1])

    monkeypatch.setattr(milvus.time, "sleep", waits.append)
    client = SimpleNamespace(list_collections=fail)
    monkeypatch.setattr(connection, "_client", client)
    monkeypatch.setattr(connection, "_open", lambda timeout: client)
    for text, tries in (("UNAVAILABLE: connection refused", 3), ("field c9 does not exist", 1)):
        said.append(text)
        waits.clear()
        with pytest.raises(StoreError, match=text.split()[-1]):
            connection.call("list_collections")
        assert len(waits) == tries - 1
    assert not waits


class _TooLate(grpc.RpcError):
    """What pymilvus lets through where a call took too long."""

    def code(self) -> grpc.StatusCode:
        return grpc.StatusCode.DEADLINE_EXCEEDED

    def details(self) -> str:
        return "Deadline Exceeded"


def test_a_call_that_takes_too_long_is_told_in_words(monkeypatch, five):
    connection, asked = milvus.connected(StoreAddress.parse(five.store), five.store_timeout_s), []

    def late(*_: object, **__: object) -> None:
        asked.append(1)
        raise _TooLate

    monkeypatch.setattr(milvus.time, "sleep", lambda _: None)
    client = SimpleNamespace(list_collections=late)
    monkeypatch.setattr(connection, "_client", client)
    monkeypatch.setattr(connection, "_open", lambda timeout: client)
    with pytest.raises(StoreError, match=r"#five does not answer: DEADLINE_EXCEEDED: Deadline Exceeded"):
        connection.call("list_collections")
    assert len(asked) == 3


def test_a_store_and_a_folder_are_not_asked_at_once(monkeypatch):
    told = run_here("stats", "--index", "somewhere", "--store", "milvus:a.db#a")
    assert told.returncode == 2 and "Both --index and --store are given" in told.stderr
    told = run_here("stats", "--store")
    assert told.returncode == 2 and "--store names no store" in told.stderr


def test_the_commands_that_go_on_name_the_store_without_its_password(monkeypatch, five):
    monkeypatch.setenv("SHOPCLI_STORE", five.store)  # both are set by --store, and set back here
    monkeypatch.setenv("_SHOPCLI_STORE_TYPED", "")
    told = run_here("browse", "--json", "--top", "2", "--store", five.store)
    onward = json.loads(told.stdout)["next"]
    assert onward["show"].startswith(f"shopcli show --store '{five.store}' --json ")
    assert onward["page"].startswith(f"shopcli browse --store '{five.store}' --top 2 --cursor ")


def test_an_index_in_a_folder_loads_nothing_of_milvus(five):
    code = (
        "import sys; from shopcli.__main__ import main\n"
        f"sys.argv = ['shopcli', 'show', 'K1', '--json', '--index', {str(five.index_path)!r}]\n"
        "try: main()\nexcept SystemExit as stop: assert not stop.code, stop.code\n"
        "print('LOADED', sorted({name.partition('.')[0] for name in sys.modules} & {'pymilvus', 'milvus_lite', 'grpc', 'ray'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "LOADED []", done.stderr
