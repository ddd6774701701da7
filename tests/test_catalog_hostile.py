"""What a catalog that means harm, or is merely odd, must not do: run a program, hang, end in a traceback, or forge a screen."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import shopcli
from shopcli.catalog import ReadReport, manner, open_catalog
from shopcli.catalog.columns import sample
from shopcli.catalog.forms.json_ld import scripts
from shopcli.catalog.forms.json_text import parse_document, parse_json
from shopcli.config import load_settings
from shopcli.errors import CatalogError
from shopcli.indexer import index_catalog
from shopcli.types import Product
from tests.conftest import WordEncoder

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(path: Path, report: ReadReport | None = None) -> list[Product]:
    return list(open_catalog([path]).products(report=report))


def records(folder: Path, *rows: dict[str, Any]) -> list[Product]:
    return read(write(folder, "a.jsonl", "\n".join(map(json.dumps, rows))))


# Programs


def test_a_workbook_is_read_by_no_module_of_the_current_folder(tmp_path):
    write(tmp_path, "json.py", "open('ran', 'w').close()\n")
    workbook = write(tmp_path, "goods.xls", OLE + bytes(4096))
    code = (
        "import sys; from pathlib import Path; from shopcli.catalog.forms.sheet_process import sheets_of; "
        "sheets_of(Path(sys.argv[1]))"
    )
    package = str(Path(shopcli.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(workbook)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": package},
        capture_output=True,
        check=False,
    )
    assert b"ProcessFailed" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["goods.xls", "json.py"]


# Texts that take for ever, or all memory


def test_comments_in_a_row_before_what_is_no_json_are_read_once(tmp_path):
    with pytest.raises(CatalogError, match="no rows that can be read"):
        read(write(tmp_path, "a.csv", "/**/" * 60 + "x,y\n"))


@pytest.mark.parametrize("text", ['{"a": "' + '\\"' * 300_000, '{"a": ' + "/*a" * 100_000])
def test_a_text_or_a_comment_that_never_ends_is_looked_through_once(text):
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        parse_document(text)


def test_comments_and_trailing_commas_are_still_taken_out_of_json():
    text = '{"a": 1, /* x */ "b": [1, 2,], // y\n "c": "//z /* */ ,]"}'
    assert parse_document(text) == {"a": 1, "b": [1, 2], "c": "//z /* */ ,]"}


def test_scripts_that_never_end_are_looked_through_once():
    opened = '<script type="application/ld+json">'
    assert list(scripts(opened * 200_000)) == []
    assert list(scripts(f"\n{opened}[1];</script >\n{opened}[2]</SCRIPT>{opened}[3]")) == [(2, "[1]"), (3, "[2]")]


def test_what_mongos_shell_wraps_is_unwrapped_a_few_times_only():
    assert parse_json('{"a": Date(NumberLong("17"))}') == {"a": "17"}
    with pytest.raises(ValueError, match="wrapped too deeply"):
        parse_json("ObjectId(" * 3000 + '"a"' + ")" * 3000)


def test_a_column_that_a_database_computes_beyond_any_length_is_refused(tmp_path):
    database = sqlite3.connect(tmp_path / "a.db")
    database.execute("CREATE TABLE products (title, price, bomb AS (hex(zeroblob(400000000))))")
    database.execute("INSERT INTO products VALUES ('Lamp', 5)")
    database.commit()
    database.close()
    with pytest.raises(CatalogError, match="too big"):
        read(tmp_path / "a.db")


def test_of_columns_without_number_only_the_first_are_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(sample, "MOST_COLUMNS", 20)
    path = write(tmp_path, "a.jsonl", "\n".join(json.dumps({"title": f"Lamp {n}", f"kind {n}": "1"}) for n in range(40)))
    catalog = open_catalog([path])
    assert len(catalog.columns) == 20
    assert [product.attributes for product in catalog.products()][-1] == {"kind 39": "1"}


# Values that no program expects


def test_counts_and_days_beyond_reason_are_none(tmp_path):
    rows = [{"id": n, "title": f"Lamp {n}", "price": 5, "sale_price": 4, "stock": 3, "sale_start": 1.7e9} for n in range(5)]
    odd = [{"stock": 10**400}, {"stock": float("1e999")}, {"sale_start": 10**400}, {"stock": "9" * 190}]
    products = records(tmp_path, *rows, *(rows[0] | {"id": 10 + n} | changed for n, changed in enumerate(odd)))
    assert [(p.attributes.get("stock"), p.availability, p.price) for p in products[4:]] == [
        (3.0, "in stock", 4.0),
        (None, None, 4.0),
        (None, None, 4.0),
        (3.0, "in stock", 4.0),
        (None, None, 4.0),
    ]


def test_thousands_in_groups_of_three_are_no_count(tmp_path):
    path = write(tmp_path, "a.csv", 'id,title,price,review count\n1,A,5,1 234k\n2,B,5,"1,234,567k"\n3,C,5,1.2k\n4,D,5,12\n')
    assert [product.attributes.get("reviews") for product in read(path)] == [None, None, 1200.0, 12.0]


def test_signs_that_stand_for_several_digits_make_no_endless_number(tmp_path):
    path = write(tmp_path, "a.csv", f"id,title,price\n1,A,5\n2,B,{'⑳' * 190} 5\n3,C,⑳\n")
    assert [product.price for product in read(path)] == [5.0, None, 20.0]


def test_rows_of_a_product_that_stand_apart_in_googles_feed_are_brought_together(tmp_path):
    items = "".join(
        f"<item><g:id>{n}{size}</g:id><g:item_group_id>G{n}</g:item_group_id><g:title>Shirt {n}</g:title>"
        f"<g:size>{size}</g:size><g:price>5 EUR</g:price><g:shipping><g:price>1 EUR</g:price></g:shipping>"
        f"<g:additional_image_link>http://a.b/{n}1.jpg</g:additional_image_link>"
        f"<g:additional_image_link>http://a.b/{n}2.jpg</g:additional_image_link></item>"
        for size in "SM"
        for n in range(2)
    )
    feed = f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>x</title>{items}</channel></rss>'
    catalog = open_catalog([write(tmp_path, "a.xml", feed)])
    entries = list(catalog.entries())
    assert [(e.product.id, [v.id for v in e.product.variants]) for e in entries] == [("G0", ["0S", "0M"]), ("G1", ["1S", "1M"])]
    assert all(entry.origin for entry in entries)  # so that an index is brought up to date by what changed


# What reaches a screen or a browser


def test_options_ids_and_pictures_of_variants_are_plain(tmp_path):
    rows = "".join(
        f"{size}\x1b[31m,G\x1b[31m,Shirt,{size}\x1b[31m\u202e,5,https://a.b/x.jpg,javascript:alert(1)\n" for size in "SM"
    )
    path = write(tmp_path, "a.csv", f"id,item_group_id,title,size,price,image,variant image\n{rows}")
    (product,) = read(path)
    assert [product.id, product.attributes["size"]] == ["G", "S, M"]
    assert [(v.id, v.options, v.image) for v in product.variants] == [("S", {"size": "S"}, None), ("M", {"size": "M"}, None)]


def test_options_and_ids_of_nested_variants_are_plain(tmp_path):
    both = [{"id": f"v\x1b[31m{size}", "option1": f"{size}\x1b[31m\u202e", "price": 5} for size in "SM"]
    several, single = records(
        tmp_path,
        {"id": 1, "title": "Shirt", "options": ["Size"], "variants": both},
        {"id": 2, "title": "Sock", "options": ["Size"], "variants": both[:1]},
    )
    assert [(v.id, v.options) for v in several.variants] == [("vS", {"size": "S"}), ("vM", {"size": "M"})]
    assert (single.attributes, single.codes) == ({"size": "S"}, {"sku": "vS"})


# What is a catalog after all


@pytest.mark.parametrize(
    "opening",
    ["# Products of our shop\n", "Preisliste\x0bHerbst,,\n\n", "Preise\u2028Herbst,,\n"],
)
def test_what_stands_above_the_header_costs_no_row(tmp_path, opening):
    products = read(write(tmp_path, "a.csv", f"{opening}name,price,brand\nLamp,5,Ax\nSofa,7,Bx\n"))
    assert [(product.title, product.price) for product in products] == [("Lamp", 5.0), ("Sofa", 7.0)]


@pytest.mark.parametrize("word", ["ORCA", "ID3", "OggSea", "FEA1"])
def test_a_table_that_begins_like_a_file_of_bytes_is_read(tmp_path, word):
    products = read(write(tmp_path, "a.csv", f"{word} Dive Watch,49.00,black\nSeal Watch,39.00,red\nCrab Watch,29.00,blue\n"))
    assert products[0].title == f"{word} Dive Watch"


def test_a_header_that_begins_like_a_programs_line_is_read(tmp_path):
    products = read(write(tmp_path, "a.csv", "from price,name,brand\n5,Lamp,Ax\n7,Sofa,Bx\n"))
    assert [(product.title, product.price) for product in products] == [("Lamp", 5.0), ("Sofa", 7.0)]


def test_changes_in_a_log_beside_a_database_are_told_of(tmp_path):
    path = tmp_path / "a.db"
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE products (title, price)")
    database.execute("INSERT INTO products VALUES ('Lamp', 5)")
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert open_catalog([path]).remarks == ()
    database.execute("INSERT INTO products VALUES ('Sofa', 7)")
    database.commit()
    catalog = open_catalog([path])
    database.close()
    said = f"{path}: not read: the changes in a.db-wal (sqlite3 a.db 'PRAGMA wal_checkpoint' writes them)"
    assert catalog.remarks == (said,)


# What would be said wrongly


def test_a_variant_in_another_currency_has_no_price_in_its_products(tmp_path):
    path = write(tmp_path, "a.csv", "id,item_group_id,title,size,price\n1,G,Shirt,S,10 USD\n2,G,Shirt,M,9 EUR\n")
    report = ReadReport()
    (product,) = read(path, report)
    assert (product.price, product.currency, [v.price for v in product.variants]) == (10.0, "USD", [10.0, None])
    assert report.counts == {"prices of variants left out: not in the money of their product": 1}


def test_rows_that_differ_in_their_offer_alone_are_not_identical(tmp_path):
    rows = ({"title": "Lamp", "price": 5, "availability": said} for said in ("in stock", "out of stock", "in stock"))
    products = records(tmp_path, *rows, {"title": "Sofa", "price": 6, "availability": "in stock"})
    assert [(product.title, product.availability) for product in products] == [
        ("Lamp", "in stock"),
        ("Lamp", "out of stock"),
        ("Sofa", "in stock"),
    ]


def test_of_columns_that_name_languages_the_first_counts(tmp_path):
    names = ("website", "store", "locale", "lang", "idioma", "sprache", "langue", "lingua", "store view")
    path = write(tmp_path, "a.csv", f"id,title,price,{','.join(names)}\n" + f"1,Lamp,5,{','.join('abcdefghi')}\n" * 2)
    assert open_catalog([path]).plans[0].grouping.language == "website"


def test_a_sale_price_that_every_row_has_ends_with_its_days_too(tmp_path):
    row = {"price": 9, "sale_price": 5, "sale_start": "2020-01-01", "sale_end": "2020-01-31"}
    products = records(tmp_path, *(row | {"id": n, "title": f"Lamp {n}"} for n in range(5)))
    assert {(product.price, product.list_price) for product in products} == {(9.0, None)}


def test_an_index_is_built_anew_on_a_day_on_which_other_prices_are_charged(tmp_path, monkeypatch):
    row = {"title": "Lamp", "price": 9, "sale_price": 5, "sale_start": "2026-01-01", "sale_end": "2026-01-31"}
    path = write(tmp_path, "a.jsonl", "\n".join(json.dumps(row | {"id": n, "title": f"Lamp {n}"}) for n in range(5)))
    prices = []
    for day in (date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 1)):

        class Day(date):
            now = day

            @classmethod
            def today(cls) -> date:
                return cls.now

        monkeypatch.setattr(manner, "date", Day)
        catalog = open_catalog([path])
        built = index_catalog(catalog, tmp_path / "index", settings=load_settings(), encoder=WordEncoder())
        prices.append((built.unchanged, next(catalog.products()).price))
    assert prices == [(False, 5.0), (True, 5.0), (False, 9.0)]
