"""Answers, comparisons and lists as Markdown, CSV, ids and plain tables: exact text, whatever a catalog tries."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.catalog import facts_of
from shopcli.render.programs.markdown import escaped, markdown_answer, markdown_comparison, markdown_list
from shopcli.render.programs.tables import ANSWER_COLUMNS, aligned, answer_rows, answer_table, csv_text, ids_text
from shopcli.types import Answer, Hit, Need, Product
from tests.conftest import DRESS, RIDGE
from tests.render_values import ANSWER
from tests.shop_home import ShopHome

FORMULAS = ("=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "|calc", "%0A=1")
HOSTILE = Product(
    "<b>1`2</b>",
    "**Buy** [me](http://evil.example) <script>\n# Now\x1b[31m ![x](y)",
    brand="=HYPERLINK()",
    price=1.0,
    currency="EUR",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> ShopHome:
    return ShopHome(tmp_path_factory.mktemp("formats"), tiny_encoder)


def answer_of(*products: Product) -> Answer:
    return Answer(Need("a thing"), tuple(Hit(product, 0.5) for product in products), len(products))


# --- Markdown -----------------------------------------------------------------------------------------------------------------


def test_an_answer_in_markdown_says_what_the_plain_one_says() -> None:
    lines = list(markdown_answer(replace(ANSWER, looked_for="I looked for: rain jacket · under 120 euros")))
    assert lines[:7] == [
        "I looked for: rain jacket; under 120 euros.", "", "1 product meets every limit.", "",
        "1. **Norvik Storm Rain Jacket**, 99.50 EUR, Norvik, id `j1`", "   - Meets: with a hood; under 120 euros; not Fell",
        "   - Closest: for cold days (lining: fleece)",
    ]  # fmt: skip
    assert lines[8:11] == [
        "   - Misses: under 120 euros; not Fell", "   - Does not say: with a hood",
        "   - Closest: for cold days (lining: down)",
    ]  # fmt: skip
    advice = "> The Norvik Storm has a hood, costs 99.50 EUR and is lined with fleece. (1) "
    assert lines[12].startswith(advice) and lines[12].endswith(" (2, 1)")


def test_no_text_of_a_catalog_is_a_mark_a_link_or_html_in_markdown() -> None:
    (line,) = (line for line in markdown_answer(answer_of(HOSTILE)) if line.startswith("1. "))
    assert line == (
        "1. **\\*\\*Buy\\*\\* \\[me\\](http\\://evil.example) \\<script\\> \\# Now \\!\\[x\\](y)**, 1.00 EUR, \\=HYPERLINK(), "
        "id `` <b>1`2</b> ``"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. not a list", "1\\. not a list"),
        ("- nor this", "\\- nor this"),
        ("> a quotation", "\\> a quotation"),
        ("| a | table", "\\| a \\| table"),
        ("see www.evil.example", "see www\\.evil.example"),
        ("5 - 6 = -1", "5 - 6 = -1"),
        ("2.5 l", "2.5 l"),
        ("a\nb", "a b"),
    ],
)
def test_text_is_shown_as_it_stands(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_a_comparison_in_markdown_is_a_table() -> None:
    lines = list(markdown_comparison((RIDGE, DRESS), [facts_of(RIDGE), facts_of(DRESS)], ["It is cheaper."]))
    assert lines[:4] == [
        "|  | Varnholm Ridge GPS watch | Orrelane dress watch |", "| --- | --- | --- |", "| id | `W1` | `W3` |",
        "| price | 189.00 EUR | 89.00 EUR |",
    ]  # fmt: skip
    assert lines[-2:] == ["", "It is cheaper."]
    assert all(line.count("|") == 4 for line in lines[:-2])


def test_a_list_in_markdown_says_why() -> None:
    assert list(markdown_list([(RIDGE, "It fits."), (DRESS, "")])) == [
        "1. **Varnholm Ridge GPS watch**, 189.00 EUR, id `W1`. It fits.", "2. **Orrelane dress watch**, 89.00 EUR, id `W3`",
    ]  # fmt: skip


# --- CSV ----------------------------------------------------------------------------------------------------------------------


def test_an_answer_in_csv_has_a_heading_and_a_row_a_result() -> None:
    heading, first, second, *_ = list(csv.reader(io.StringIO(csv_text(ANSWER_COLUMNS, answer_rows(ANSWER)))))
    assert tuple(heading) == ANSWER_COLUMNS
    assert first[:8] == ["1", "j1", "Norvik Storm Rain Jacket", "Norvik", "99.5", "EUR", "", ""]
    assert (first[11], second[11]) == ("true", "false")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula_for_a_spreadsheet(formula: str) -> None:
    product = Product(f"{formula}id", formula, brand=formula, price=-1.5, currency="EUR")
    rows = list(csv.reader(io.StringIO(csv_text(ANSWER_COLUMNS, answer_rows(answer_of(product))))))
    cells = dict(zip(*rows, strict=True))
    assert all(cells[name].startswith("'") for name in ("id", "title", "brand"))
    assert cells["price"] == "-1.5"  # a number is one, whatever its sign


def test_what_breaks_cells_and_terminals_stays_within_its_cell() -> None:
    product = Product('a"b', "One, two;\nthree\x1b[31m \u202ered\x00", price=float("nan"))
    rows = list(csv.reader(io.StringIO(csv_text(ANSWER_COLUMNS, answer_rows(answer_of(product))))))
    assert rows[1][1:5] == ['a"b', "One, two;\nthree red", "", ""]


# --- ids and tables -----------------------------------------------------------------------------------------------------------


def test_ids_stand_one_a_line_and_one_that_would_be_two_is_left_out() -> None:
    products = [Product(one, "Mug") for one in ("A 1", "B\nC", "\x1b[31mD", "茶")]
    assert ids_text(products) == "A 1\n茶\n"


def test_a_table_is_aligned_by_cells_and_long_titles_are_cut() -> None:
    products = [
        Product("茶-1", "正山小种红茶", brand="武夷", price=88.0, currency="CNY"),
        Product("B", "A very long title " * 5),
    ]
    table = answer_table(answer_of(*products))
    assert table.text.splitlines() == [
        "   title                                         price  brand  meets  id",
        "1  正山小种红茶                              88.00 CNY  武夷   all    茶-1",
        "2  A very long title A very long title A...                    all    B",
    ]


def test_a_table_is_listened_to_by_the_names_of_its_columns() -> None:
    assert answer_table(answer_of(RIDGE)).spoken.splitlines() == [
        "1. Varnholm Ridge GPS watch", "price: 189.00 EUR", "brand: Varnholm", "meets: all", "id: W1",
    ]  # fmt: skip


def test_a_row_ends_with_its_last_word() -> None:
    assert list(aligned(("a", "b"), [("1", ""), ("22", "x")], right=(0,))) == [" a  b", " 1", "22  x"]


# --- the commands -------------------------------------------------------------------------------------------------------------


def test_json_by_its_format_is_the_json_of_old(home: ShopHome) -> None:
    (old,), (new,) = (home.documents("ask", "tent", "--no-text", *flag) for flag in (("--json",), ("--format", "json")))
    for one in (old, new):
        del one["timings_s"]
    assert old == new


def test_the_forms_name_the_same_products(home: ShopHome) -> None:
    ids = home.printed("ask", "tent", "--format", "ids", "--top", "5").split()
    assert len(ids) == 5
    rows = list(csv.DictReader(io.StringIO(home.printed("ask", "tent", "--format", "csv", "--top", "5"))))
    assert [row["id"] for row in rows] == ids
    assert [line.split()[-1] for line in home.printed("ask", "tent", "--format", "table", "--top", "5").splitlines()[1:]] == ids
    markdown = home.printed("ask", "tent", "--format", "md", "--top", "5")
    assert [line.split("`")[1] for line in markdown.splitlines() if line[:1].isdigit()] == ids
    assert "\n> " in markdown
    assert "\n> " not in home.printed("ask", "tent", "--format", "md", "--no-text")


def test_comparisons_and_what_goes_with_a_product_have_the_forms_too(home: ShopHome) -> None:
    two = ("compare", "W-1003", "W-1007")
    assert home.printed(*two, "--format", "ids") == "W-1003\nW-1007\n"
    assert home.printed(*two, "--format", "csv").splitlines()[:2] == ["field,W-1003,W-1007", "price,329.00 EUR,39.90 EUR"]
    assert home.printed(*two, "--format", "table").splitlines()[1].split() == ["price", "329.00", "EUR", "39.90", "EUR"]
    assert home.printed(*two, "--format", "md").startswith("|  | Varnholm Ridge Solar Expedition Watch | ")
    (document,) = home.documents(*two, "--format", "json")
    assert document["fields"][0] == {"field": "price", "values": ["329.00 EUR", "39.90 EUR"], "verdict": "differs"}
    goes = [row["id"] for row in home.documents("goes-with", "W-1003", "--json")[0]["results"]]
    assert home.printed("goes-with", "W-1003", "--format", "ids").split() == goes
    assert [row["id"] for row in csv.DictReader(io.StringIO(home.printed("goes-with", "W-1003", "--format", "csv")))] == goes


@pytest.mark.parametrize(
    ("flags", "error"),
    [
        (("tent", "--format", "xml"), "There is no format 'xml'."),
        (("tent", "--format", "md", "--json"), "--format md and JSON cannot both be had."),
        (("tent", "--format", "csv", "--view", "results"), "--format csv and JSON cannot both be had."),
        (("--batch", "-", "--format", "ids"), "--batch prints JSON Lines, not ids."),
        (("--batch", "-", "--cursor", "x"), "--cursor names a page of one request."),
    ],
)
def test_a_form_that_cannot_be_had_is_told(home: ShopHome, flags: tuple[str, ...], error: str) -> None:
    done = home.run("ask", *flags)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {error}\nhint: ")


def test_facets_stand_below_the_results_for_people(home: ShopHome) -> None:
    shown = home.printed("ask", "watch under 200", "--no-text", "--facets").splitlines()
    at = shown.index("Narrow it down by:")
    assert {"price", "brand"} <= {line.partition(":")[0] for line in shown[at + 1 :]}
    assert home.printed("ask", "watch", "--max-price", "1", "--no-text", "--facets").endswith(
        "There is nothing to narrow down.\n"
    )
