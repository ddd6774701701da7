"""What changed between two indexings: product by product, over one run or several, as people and programs read it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from shopcli.cli.upkeep.changes import moment_of
from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.index.history import runs
from shopcli.index.history.differences import difference
from shopcli.index.history.net import net_changes
from shopcli.index.history.runs import History, Run
from shopcli.render.upkeep.changes import change_lines, changes_to_dict, price_said
from shopcli.types import Product, Variant
from shopcli.types.changes import CatalogChanges, FieldChange, ProductChange, counts_of, sorts_of
from tests.conftest import DRESS, FIVE, KEYBOARD, RIDGE, STRAP, WordEncoder, build
from tests.here import run_here


def indexed(folder: Path, *catalogs: tuple[Product, ...]) -> Index:
    """The index after each of some catalogs was indexed into the folder."""
    for products in catalogs:
        build(folder, products, WordEncoder())
    return Index(folder)


def last(index: Index) -> CatalogChanges:
    return index.history.since(None, len(index))


SOLD_OUT = replace(DRESS, availability="out of stock")
CHEAPER = replace(RIDGE, price=149.0)


# --- one product --------------------------------------------------------------------------------------------------------------


def test_a_price_that_fell_has_its_amount_and_its_share():
    change = difference(RIDGE, CHEAPER)
    assert (change.price, change.currency, list(sorts_of(change))) == ((189.0, 149.0), "EUR", ["price_drop"])
    assert price_said(189.0, 149.0, "EUR") == "189.00 to 149.00 EUR, 40.00 less (21.2%)"
    assert price_said(1980.0, 2178.0, "JPY") == "1,980 to 2,178 JPY, 198 more (10.0%)"


def test_prices_in_two_currencies_are_not_compared():
    change = difference(RIDGE, replace(CHEAPER, currency="USD"))
    assert (change.price, list(sorts_of(change))) == (None, ["other"])
    assert change.fields["currency"] == FieldChange("EUR", "USD")


def test_what_can_be_had_no_more_and_again_is_told_apart_from_other_fields():
    assert list(sorts_of(difference(DRESS, SOLD_OUT))) == ["out_of_stock"]
    assert list(sorts_of(difference(SOLD_OUT, replace(DRESS, availability="in stock")))) == ["in_stock"]
    assert list(sorts_of(difference(SOLD_OUT, replace(DRESS, availability="discontinued")))) == ["other"]


def test_of_a_long_text_what_stands_around_the_first_difference_is_kept():
    text = "A rugged watch for long days in the hills. " * 5
    change = difference(replace(RIDGE, description=text + "Red."), replace(RIDGE, description=text + "Green."))
    assert change.fields["description"] == FieldChange("… days in the hills. Red.", "… days in the hills. Green.")


def test_a_picture_is_no_change():
    assert difference(RIDGE, replace(RIDGE, image="https://example.com/new.jpg")).fields == {}


def test_variants_are_told_by_their_ids():
    small, large = Variant("W1-S", {"size": "S"}, 100.0), Variant("W1-L", {"size": "L"}, 120.0)
    before, after = replace(RIDGE, variants=(small, large)), replace(RIDGE, variants=(small, replace(large, price=110.0)))
    assert difference(before, after).variants == {"W1-L": {"price": FieldChange(120.0, 110.0)}}
    assert difference(before, replace(RIDGE, variants=(small,))).variants["W1-L"]["sold"] == FieldChange(True, False)


# --- several runs -------------------------------------------------------------------------------------------------------------


def changed(**fields: tuple[object, object]) -> ProductChange:
    return ProductChange("W1", "Ridge", "changed", "EUR", {name: FieldChange(*both) for name, both in fields.items()})


NEW = ProductChange("W1", "Ridge", "new", "EUR", {"price": FieldChange(None, 9.0)}, was_there=False)
GONE = ProductChange("W1", "Ridge", "gone", "EUR", {"price": FieldChange(9.0, None)})


@pytest.mark.parametrize(
    ("steps", "coming", "price"),
    [
        ([changed(price=(9.0, 8.0)), changed(price=(8.0, 7.0))], "changed", FieldChange(9.0, 7.0)),
        ([changed(price=(9.0, 8.0)), GONE], "gone", FieldChange(9.0, None)),
        ([GONE, replace(NEW, coming="back", was_there=True)], "back", None),
        ([NEW, changed(price=(9.0, 8.0))], "new", FieldChange(None, 8.0)),
    ],
)
def test_changes_of_one_product_add_up(steps, coming, price):
    (told,) = net_changes([[step] for step in steps])
    assert (told.coming, told.fields.get("price")) == (coming, price)


@pytest.mark.parametrize("steps", [[changed(price=(9.0, 8.0)), changed(price=(8.0, 9.0))], [NEW, GONE]])
def test_what_is_as_it_was_at_first_is_no_change(steps):
    assert net_changes([[step] for step in steps]) == []


# --- an index -----------------------------------------------------------------------------------------------------------------


def test_each_run_keeps_what_it_changed(tmp_path):
    index = indexed(
        tmp_path / "index", FIVE, (CHEAPER, SOLD_OUT, STRAP, replace(KEYBOARD, price=84.95), replace(STRAP, id="A2"))
    )
    told = last(index)
    assert [(change.id, list(sorts_of(change))) for change in told.changes] == [
        ("W1", ["price_drop"]),
        ("K1", ["price_rise"]),
        ("W3", ["out_of_stock"]),
        ("A2", ["new"]),
        ("W2", ["gone"]),
    ]
    assert (told.runs, told.products, told.left_out) == (1, 5, 0)


def test_an_update_and_a_build_from_nothing_keep_the_same(tmp_path):
    """What goes on is compared as well as what is read anew."""
    both = [last(indexed(tmp_path / name, FIVE, (CHEAPER, *FIVE[1:]))).changes for name in ("one", "other")]
    assert both[0] == both[1] and [change.id for change in both[0]] == ["W1"]


def test_what_was_gone_is_told_as_back(tmp_path):
    index = indexed(tmp_path / "index", FIVE, FIVE[1:], FIVE)
    assert [(change.id, change.coming) for change in last(index).changes] == [("W1", "back")]


def test_a_build_that_fails_leaves_the_history_as_it_was(tmp_path):
    indexed(tmp_path / "index", FIVE, FIVE[1:])

    def broken():
        yield from FIVE[:2]
        raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError, match="went away"):
        build(tmp_path / "index", broken(), WordEncoder())
    index = Index(tmp_path / "index")
    assert [(change.id, change.coming) for change in last(index).changes] == [("W1", "gone")]


def test_an_index_without_a_history_says_so(tmp_path):
    index = indexed(tmp_path / "index", FIVE)
    assert index.history.runs == ()
    assert list(change_lines(last(index), 10)) == [
        "No changes are known yet: this index has no index before it to compare with.",
        "From the next run of shopcli index on they are kept.",
    ]
    assert changes_to_dict(last(index))["runs"] == 0


def test_the_history_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "MOST_CHANGES", 2)
    index = indexed(tmp_path / "index", FIVE, tuple(replace(one, price=one.price + 1) for one in FIVE))
    told = last(index)
    assert (len(told.changes), told.left_out) == (2, 3)
    assert [change.id for change in told.changes] == ["A1", "K1"]  # by the largest share of the price
    assert "3 more changes in these runs: too many to keep, so they are only counted." in list(change_lines(told, 10))
    many = History()
    for number in range(runs.MOST_RUNS + 5):
        many = many.carried_on(Run(f"2026-01-01T00:00:{number:02}Z", "", 5, 0, ()))
    assert (len(many.runs), many.runs[0].at[-3:]) == (runs.MOST_RUNS, "05Z")
    monkeypatch.setattr(runs, "_MOST_BYTES", 1)
    many.save(tmp_path)
    assert [run.at for run in History.open(tmp_path).runs] == [many.runs[-1].at]


def test_a_run_reads_as_it_was_written(tmp_path):
    index = indexed(tmp_path / "index", FIVE, (CHEAPER, SOLD_OUT))
    assert History.open(tmp_path / "index" / index.manifest.data).runs == index.history.runs
    with pytest.raises(ValueError, match="cannot be read"):
        (tmp_path / "history.jsonl").write_text('{"at": 1}\n', encoding="utf-8")
        History.open(tmp_path)


def test_runs_since_a_moment_are_taken_together():
    day = timedelta(days=1)
    start = datetime(2026, 11, 1, tzinfo=UTC)
    history = History([
        Run((start + day * at).strftime("%Y-%m-%dT%H:%M:%SZ"), (start + day * (at - 1)).strftime("%Y-%m-%dT%H:%M:%SZ"), 5, 0,
            (changed(price=(10.0 - at, 9.0 - at)),))
        for at in range(3)
    ])  # fmt: skip
    told = history.since(start + day, 5)
    assert (told.runs, told.since, told.changes[0].price) == (2, "2026-11-01T00:00:00Z", (9.0, 7.0))
    assert history.since(start + 9 * day, 5).runs == 0
    assert counts_of(history.since(start - day, 5).changes) == {"price_drop": 1}


def test_a_moment_is_a_day_or_a_time_ago():
    now = datetime(2026, 11, 29, 18, tzinfo=timezone(timedelta(hours=1)))
    assert moment_of("7d", now) == now - timedelta(days=7)
    assert moment_of(" 12H ", now) == now - timedelta(hours=12)
    assert moment_of("2026-11-01", now) == datetime(2026, 11, 1, tzinfo=now.tzinfo)
    for said in ("yesterday", "", "99999w", "-3d"):
        with pytest.raises(UsageError, match="is no time"):
            moment_of(said, now)


# --- what is shown ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    hostile = replace(STRAP, title="Strap \x1b[31mred [bold]", price=9.0)
    indexed(
        tmp_path / "index", FIVE, (CHEAPER, SOLD_OUT, hostile, KEYBOARD, replace(STRAP, id="A2", title="Strap, long " * 20))
    )
    return tmp_path / "index"


def test_changes_are_told_sort_by_sort_within_80_columns(shop):
    done = run_here("changes", "--index", shop, "--plain")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[1] == "2 fell in price, 1 out of stock now, 1 new, 1 gone, 1 with other changes."
    assert lines[3:8] == [
        "Prices that fell:",
        "1. Strap red [bold] (A1):",
        "   19.00 to 9.00 EUR, 10.00 less (52.6%)",
        "2. Varnholm Ridge GPS watch (W1):",
        "   189.00 to 149.00 EUR, 40.00 less (21.2%)",
    ]
    assert "\x1b" not in done.stdout
    assert max(map(len, lines)) <= 80
    assert run_here("changes", "--index", shop, "--plain", "--top", "1").stdout.count("And 1 more;") == 1


def test_changes_for_programs_have_amounts_and_percents(shop):
    told = json.loads(run_here("changes", "--index", shop, "--json", "--since", "1d").stdout)
    assert told["counts"] == {
        "price_drop": 2, "price_rise": 0, "in_stock": 0, "out_of_stock": 1, "back": 0, "new": 1, "gone": 1, "other": 1,
    }  # fmt: skip
    assert told["changes"][1]["price"] == {
        "before": 189.0, "after": 149.0, "currency": "EUR", "difference": -40.0, "percent": -21.2,
    }  # fmt: skip
    assert {one["id"]: one["change"] for one in told["changes"]} == {
        "A1": "changed", "W1": "changed", "W3": "changed", "A2": "new", "W2": "gone",
    }  # fmt: skip


def test_a_time_that_is_none_is_refused(shop):
    done = run_here("changes", "--index", shop, "--since", "soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: --since 'soon' is no time." in done.stderr
