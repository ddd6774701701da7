"""A watch list: prices that somebody waits for, checked when the index is updated, in one file of their own."""

from __future__ import annotations

import json
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.errors import ProductNotFound, UsageError
from shopcli.index import Index
from shopcli.pipeline.personal.watch_list import WatchList, met_lines, standing_of, watch_path
from shopcli.types import Product, Variant
from tests.conftest import DRESS, FIVE, RIDGE, WordEncoder, build
from tests.here import run_here

DAY = "2026-11-29"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path / "index", FIVE, WordEncoder())
    return tmp_path / "index"


def sold(folder: Path, *products: Product) -> Index:
    """The index once these are sold."""
    build(folder, products, WordEncoder())
    return Index(folder)


def watching(folder: Path, product: str, below: float | None = None) -> WatchList:
    watches, _ = WatchList.open().adding(product, Index(folder), below, DAY)
    watches.write()
    return watches


# --- the file -----------------------------------------------------------------------------------------------------------------


def test_a_watch_list_is_one_readable_file_that_its_owner_alone_may_read(folder, data):
    watching(folder, "W1", 150.0)
    path = data / "watches" / "me.toml"
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        "",
        "[[watch]]",
        'id = "W1"',
        f"index = {json.dumps(str(folder.resolve()))}",
        'title = "Varnholm Ridge GPS watch"',
        "below = 150.0",
        'currency = "EUR"',
        "price = 189.0",
        'added = "2026-11-29"',
    ]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert WatchList.open().watches == watching(folder, "W1", 150.0).watches


def test_what_is_watched_again_is_watched_for_the_new_price(folder):
    watching(folder, "W1", 150.0)
    watching(folder, "W3")
    assert [(watch.id, watch.below) for watch in watching(folder, "w1", 140.0).watches] == [("W3", None), ("W1", 140.0)]


def test_an_empty_list_leaves_no_file(folder, data):
    watches = watching(folder, "W1", 150.0)
    with pytest.raises(UsageError, match="'W3' is not watched"):
        watches.removing("W3", folder)
    watches.removing("w1", folder).write()
    assert not (data / "watches" / "me.toml").exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[watch]]\nid = 3\nindex = 'x'\n", "watch 1: id cannot be '3'"),
        ("[[watch]]\nid = 'W1'\n", "watch 1: index is missing"),
        ("[[watch]]\nid = 'W1'\nindex = 'x'\nbelow = true\n", "watch 1: below cannot be 'True'"),
        ("[[watch]]\nid = 'W1'\nindex = 'x'\nwhen = 1\n", "watch 1: when cannot be '1'"),
        ("watch = [1]\n", "watch 1 is no table"),
        ("watch = [", "cannot be read"),
    ],
)
def test_a_file_that_was_broken_says_what_is_wrong_with_it(data, text, why):
    watch_path("me").parent.mkdir(parents=True)
    watch_path("me").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=why):
        WatchList.open()


def test_what_no_price_can_be_and_what_is_not_sold_is_refused(folder):
    for below in (0.0, -5.0, float("inf"), float("nan")):
        with pytest.raises(UsageError, match="is no price to wait for"):
            watching(folder, "W1", below)
    with pytest.raises(ProductNotFound):
        watching(folder, "W9")


# --- how it stands ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("below", "now", "state", "says"),
    [
        (150.0, {}, "waiting", "costs 189.00 EUR, above your 150.00 EUR."),
        (150.0, {"price": 150.0}, "met", "costs 150.00 EUR, within your 150.00 EUR."),
        (150.0, {"price": 99.0, "availability": "out of stock"}, "sold out", "within your 150.00 EUR, but cannot be had now."),
        (150.0, {"price": 99.0, "currency": "USD"}, "other currency", "which is another currency than before."),
        (150.0, {"price": None}, "unpriced", "has no price now."),
        (None, {}, "waiting", "costs 189.00 EUR, as when you added it."),
        (None, {"price": 180.0}, "met", "less than the 189.00 EUR of when you added it."),
        (None, {"price": 199.0}, "waiting", "more than the 189.00 EUR of when you added it."),
    ],
)
def test_a_target_is_met_or_the_reason_is_told(folder, below, now, state, says):
    watches = watching(folder, "W1", below)
    standing = standing_of(watches.watches[0], sold(folder, replace(RIDGE, **now), *FIVE[1:]))
    assert standing.state == state
    assert standing.says.startswith("Varnholm Ridge GPS watch (W1) ") and standing.says.endswith(says)


def test_what_left_the_catalog_is_said_to_be_gone(folder):
    watches = watching(folder, "W1", 150.0)
    assert standing_of(watches.watches[0], sold(folder, *FIVE[1:])).says.endswith("(W1) is no longer in the catalog.")


def test_what_could_not_be_had_is_met_once_it_can(folder):
    sold(folder, replace(DRESS, availability="out of stock"), *FIVE[:2])
    watches = watching(folder, "W3")
    assert standing_of(watches.watches[0], Index(folder)).state == "waiting"
    told = standing_of(watches.watches[0], sold(folder, replace(DRESS, availability="in stock"), *FIVE[:2]))
    assert (told.state, told.says) == ("met", "Orrelane dress watch (W3) costs 89.00 EUR, and can be had again.")


def test_a_variant_is_watched_by_its_own_price(folder):
    small, large = Variant("W1-S", {"size": "S"}, 100.0), Variant("W1-L", {"size": "L"}, 120.0)
    forms = replace(RIDGE, price=100.0, attributes={"size": "S, L"}, variants=(small, large))
    sold(folder, forms, *FIVE[1:])
    watches = watching(folder, "W1-L", 110.0)
    assert standing_of(watches.watches[0], Index(folder)).price == 120.0
    cheaper = replace(forms, variants=(small, replace(large, price=105.0)))
    assert standing_of(watches.watches[0], sold(folder, cheaper, *FIVE[1:])).state == "met"


def test_lists_are_checked_for_their_own_index_and_one_that_is_broken_is_told_of(folder, data, tmp_path):
    watching(folder, "W1", 200.0)
    build(tmp_path / "other", FIVE, WordEncoder())
    assert met_lines(Index(tmp_path / "other")) == []
    assert met_lines(Index(folder)) == [
        "Watched: Varnholm Ridge GPS watch (W1) costs 189.00 EUR, within your 200.00 EUR.",
    ]
    (data / "watches" / "zoe.toml").write_text("watch = [", encoding="utf-8")
    assert "zoe.toml cannot be read" in met_lines(Index(folder))[-1]


# --- the commands -------------------------------------------------------------------------------------------------------------


def test_the_commands_add_list_check_and_remove(folder):
    here = ("--index", folder, "--plain")
    assert run_here("watch", "check", *here).returncode == 1
    assert run_here("watch", "add", "W1", "--below", "200", *here).stdout == (
        "Watched. Varnholm Ridge GPS watch (W1) costs 189.00 EUR, within your 200.00 EUR.\n"
    )
    run_here("watch", "add", "W3", *here)
    listed = run_here("watch", "list", *here).stdout.splitlines()
    assert listed == [
        " 1. Met. Varnholm Ridge GPS watch (W1) costs 189.00 EUR, within your 200.00 EUR.",
        " 2. Orrelane dress watch (W3) costs 89.00 EUR, as when you added it.",
    ]
    checked = run_here("watch", "check", "--json", *here)
    assert checked.returncode == 0
    (one,) = json.loads(checked.stdout)["watches"]
    assert (one["id"], one["state"], one["met"], one["below"], one["price_now"]) == ("W1", "met", True, 200.0, 189.0)
    assert run_here("watch", "remove", "W1", *here).stdout == "W1 is watched no more.\n"
    done = run_here("watch", "check", *here)
    assert (done.returncode, done.stdout) == (1, "No target is met.\n")
    assert run_here("watch", "check", "--index", folder.parent / "nowhere").returncode == 3


def test_everything_is_watched_no_more_at_one_word(folder, data):
    run_here("watch", "add", "W1", "--index", folder, "--profile", "anna")
    assert run_here("watch", "remove", "--index", folder).returncode == 2
    assert run_here("watch", "remove", "--all", "--profile", "anna").stdout == "Everything is watched no more.\n"
    assert list((data / "watches").iterdir()) == []


def test_privacy_names_the_list_and_forgets_it_with_the_person(folder, data):
    run_here("watch", "add", "W1", "--index", folder, "--profile", "anna")
    kept = json.loads(run_here("privacy", "--json", "--index", folder).stdout)["kept"]
    (one,) = [one for one in kept if one["name"] == "watch list"]
    assert (one["path"], one["personal"]) == (str(data / "watches" / "anna.toml"), True)
    assert one["remove"] == "shopcli watch remove --all --profile anna"
    told = json.loads(run_here("privacy", "forget", "anna", "--json", "--index", folder).stdout)
    assert [gone["name"] for gone in told["gone"]] == ["watch list"]
    assert not (data / "watches" / "anna.toml").exists()
