"""Reading purchases from files: which column is what, what is no purchase, and which day a date is."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shopcli.catalog.cells.dates import day_order, read_moment
from shopcli.errors import CatalogError, UsageError
from shopcli.pipeline.personal.history import Purchase
from shopcli.pipeline.personal.history_file import read_purchases


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def columns_of(path: Path, **options: object) -> dict[str, str]:
    return read_purchases([path], **options).columns[str(path)]


def test_an_export_of_invoices_is_read_with_its_month_first_dates_its_returns_and_its_guests(tmp_path):
    path = tmp_path / "retail.csv.gz"
    rows = [
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
        "536365,85123A,HANGING HEART,6,12/1/2010 8:26,2.55,17850,United Kingdom",
        "536366,71053,LANTERN,2,12/1/2010 8:28,3.39,,United Kingdom",
        "C536367,85123A,HANGING HEART,-6,12/2/2010 9:00,2.55,17850,United Kingdom",
        "536368,22752,NESTING BOXES,1,12/3/2010 10:30,7.65,13047,United Kingdom",
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join(rows))
    read = read_purchases([path])
    roles = {"customer": "CustomerID", "product": "StockCode", "time": "InvoiceDate"}
    assert read.columns[str(path)] == {**roles, "quantity": "Quantity", "basket": "InvoiceNo"}
    assert read.purchases == [
        Purchase("17850", "85123A", at("2010-12-01T08:26"), 6.0, "536365"),
        Purchase("", "71053", at("2010-12-01T08:28"), 2.0, "536366"),
        Purchase("13047", "22752", at("2010-12-03T10:30"), 1.0, "536368"),
    ]
    assert sorted(read.report.counts.values()) == [1, 1]


def test_a_chinese_file_of_lines_is_read(tmp_path):
    path = tmp_path / "orders.jsonl"
    line = '{"会员编号": "张三", "商品编号": "A1", "下单时间": "2026-03-01 10:00:05", "数量": 2, "订单号": 77}'
    path.write_text(line + "\n" + line.replace("A1", "A2"), encoding="utf-8")
    assert read_purchases([path]).purchases[1] == Purchase("张三", "A2", at("2026-03-01T10:00:05"), 2.0, "77")


def test_without_a_basket_what_is_bought_at_one_moment_is_one(tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text("user_id,parent_asin,timestamp\nu1,B01,1588687728000\nu1,B02,1588687728000\nu2,B01,1588687729000\n")
    assert [line.basket for line in read_purchases([path]).purchases] == ["u1 1588687728", "u1 1588687728", "u2 1588687729"]


def test_names_that_nobody_knows_are_found_out_by_the_catalog_and_by_what_repeats(tmp_path):
    path = tmp_path / "who.csv"
    path.write_text("who,what,when\n" + "\n".join(f"p{n % 3},W-{n % 5},2026-01-{n + 1:02}" for n in range(20)))
    assert columns_of(path, is_product=lambda value: value.startswith("W-")) == {
        "customer": "who", "product": "what", "time": "when",
    }  # fmt: skip
    with pytest.raises(CatalogError, match="no column says the customer or the product") as failure:
        columns_of(path)
    assert failure.value.hint == "Say which one does: --map customer=COLUMN"
    assert columns_of(path, mapping={"customer": "who", "product": "what"})["time"] == "when"


def test_a_mapping_of_what_is_not_there_is_told(tmp_path):
    path = tmp_path / "who.csv"
    path.write_text("customer,product,date\nann,cup,2026-01-01\nbea,tea,2026-01-02\n")
    with pytest.raises(UsageError, match="has no column 'buyer' for customer"):
        columns_of(path, mapping={"customer": "buyer"})
    with pytest.raises(UsageError, match="'colour' is no column of a history"):
        columns_of(path, mapping={"colour": "customer"})


def test_bad_rows_are_counted_and_named_and_cost_no_other(tmp_path):
    path = tmp_path / "rows.csv"
    rows = ["ann,cup,2026-01-01,1"] * 9 + [
        "bea,,2026-01-01,1",
        "bea,cup,soon,1",
        "bea,cup,2026-01-01,many",
        ",cup,2026-01-01,1",
    ]
    path.write_text("\n".join(["customer,product,date,quantity", *rows, "bea,tea,2026-02-01,1e300", "bea,tea,2026-02-01,2"]))
    read = read_purchases([path])
    assert [(row.line, row.reason) for row in read.report.skipped] == [
        (11, "it names no product"),
        (12, "'soon' is no time that can be told"),
        (13, "'many' is no quantity"),
        (14, "it names neither a customer nor a basket"),
        (15, "'1e300' is no quantity"),
    ]
    assert read.purchases[-1] == Purchase("bea", "tea", at("2026-02-01"), 2.0, f"bea {at('2026-02-01')}")
    assert list(read.says())[1:3] == ["5 of 15 rows skipped:", f"  {path}:11: it names no product"]


def test_what_could_act_on_a_terminal_does_not_get_into_a_history(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("customer,product,date\n\x1b[31mann\x1b[0m,cup\x07,2026-01-01\nbea,tea,2026-01-02\n")
    assert read_purchases([path]).purchases[0][:2] == ("ann", "cup")


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["13/01/2026", "02/02/2026"], "day"),
        (["01/13/2026", "02/02/2026"], "month"),
        (["03/01/2026", "04/01/2026", "05/01/2026"], "day"),
        (["1/3/2026", "1/4/2026", "1/5/2026"], "month"),
        (["2026-01-03"], None),
        (["03/03/2026"], None),
    ],
)
def test_which_stands_first_in_a_date_is_told_by_all_of_a_column(values, order):
    assert day_order(values) == order


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-03-04T05:06:07Z", "2026-03-04T05:06:07"),
        ("04.03.2026 5:06 pm", "2026-03-04T17:06"),
        ("20260304", "2026-03-04"),
        (1_772_582_400, "2026-03-04"),
        ("1772582400000", "2026-03-04"),
    ],
)
def test_a_moment_is_read_as_it_is_written(value, moment):
    assert read_moment(value) == at(moment)


@pytest.mark.parametrize("value", ["", "soon", "03/04/2026", True, None, 1e300, float("nan"), "2026-13-45", "2026-01-01 99:99"])
def test_what_is_no_moment_is_none(value):
    assert read_moment(value) is None
