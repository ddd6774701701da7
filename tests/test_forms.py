"""Forms: one catalog reads alike whatever it is written in, and what is no catalog is refused by what it is."""

from __future__ import annotations

import io
import json
import pickle
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import pytest

from shopcli.catalog import ReadReport, open_catalog
from shopcli.errors import CatalogError, UsageError
from shopcli.types import Product
from tests.feeds import FORMS, as_json, as_lines, as_sqlite, as_table, as_xlsx, goods, zipped

GOODS = goods()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(path: Path, report: ReadReport | None = None, **options: str) -> list[Product]:
    return list(open_catalog([path], **options).products(report=report))


def refusal(path: Path) -> CatalogError:
    with pytest.raises(CatalogError) as refused:
        read(path)
    return refused.value


def said(product: Product) -> tuple[object, ...]:
    return product.id, product.title, product.brand, product.price, product.description


# The same in every form


@pytest.mark.parametrize("name", FORMS)
def test_a_catalog_reads_alike_in_every_form(tmp_path, name):
    report = ReadReport()
    products = read(write(tmp_path, name, FORMS[name](GOODS)), report)
    assert [said(product) for product in products] == [
        (record["id"], record["title"], record["brand"], float(record["price"]), record["description"]) for record in GOODS
    ]
    assert (report.rows, report.products, report.skipped) == (3, 3, [])


@pytest.mark.parametrize("name", FORMS)
def test_the_name_of_a_file_does_not_matter(tmp_path, name):
    assert len(read(write(tmp_path, "catalog", FORMS[name](GOODS)))) == 3


def test_a_forms_reader_is_imported_only_when_its_form_is_met(tmp_path):
    import subprocess
    import sys

    path = write(tmp_path, "a.csv", as_table(GOODS))
    code = (
        "import sys; from pathlib import Path; from shopcli.catalog import open_catalog\n"
        f"list(open_catalog([Path({str(path)!r})]).products())\n"
        "print([name for name in ('sqlite3', 'python_calamine', 'defusedxml', 'pyarrow', 'zstandard') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# Archives and folders


def test_an_archive_of_several_files_is_read_like_a_folder(tmp_path):
    members = {
        "shop/a.csv": as_table(GOODS[:1]),
        "shop/b.jsonl": as_lines(GOODS[1:]),
        "shop/c.yaml": "a: 1\nb: 2\n",
        "__MACOSX/x": "x",
    }
    path = write(tmp_path, "export.zip", zipped(members))
    report = ReadReport()
    assert [product.id for product in read(path, report)] == ["K0", "K1", "K2"]
    assert report.notes == (f"No catalog: {path}/shop/c.yaml is YAML, which is no catalog.",)


def test_a_folder_is_read_at_once_and_what_is_no_catalog_is_named_with_its_reason(tmp_path):
    write(tmp_path, "a.xlsx", as_xlsx(GOODS[:1]))
    write(tmp_path, "b/b.zip", zipped({"b.csv": as_table(GOODS[1:2])}))
    write(tmp_path, "c.db", as_sqlite(GOODS[2:]))
    write(tmp_path, "broken.json", '[{"id": 1, "title"')
    write(tmp_path, "dump.sql", "CREATE TABLE goods (id int);\nINSERT INTO goods VALUES (1);\n")
    write(tmp_path, "months.csv", "month,sales\n2024-01,5\n2024-02,7\n")
    write(tmp_path, "photo.png", b"\x89PNG")
    write(tmp_path, ".git/config.json", as_json(GOODS))
    catalog = open_catalog([tmp_path])
    report = ReadReport()
    assert sorted(product.id for product in catalog.products(report=report)) == ["K0", "K1", "K2"]
    assert [path.name for path in catalog.files] == ["a.xlsx", "b.zip", "c.db"]
    assert [remark.replace(str(tmp_path), "") for remark in catalog.remarks] == [
        "No catalog: /broken.json is not valid JSON: Expecting ':' delimiter at column 19.",
        "No catalog: /dump.sql: no column holds the products' names. Columns: id.",
        "No catalog: /months.csv: no column holds the products' names. Columns: month, sales.",
        "/c.db: not read: the table orders (--table NAME reads another)",
    ]
    assert report.notes == catalog.remarks


def test_customers_and_orders_beside_the_products_of_a_folder_are_left_out(tmp_path):
    write(tmp_path, "goods.csv", as_table(GOODS))
    people = write(tmp_path, "people.csv", "nr,street\n" + "".join(f"{n},{n} Long Street by the River\n" for n in range(9)))
    assert len(read(people)) == 9
    catalog = open_catalog([tmp_path])
    assert [product.id for product in catalog.products()] == ["K0", "K1", "K2"]
    told = f"No catalog: {people}: no column is named as one of products' names, as in other files here."
    assert catalog.remarks == (told,)


def test_a_folder_in_which_nothing_is_a_catalog_is_refused_with_the_reasons(tmp_path):
    write(tmp_path, "a.yaml", "a: 1\nb: 2\n")
    write(tmp_path, "b.pdf", b"%PDF-1.7")
    error = refusal(tmp_path)
    assert str(error).replace(str(tmp_path), "") == (
        "None of the 2 files is a catalog: /a.yaml is YAML, which is no catalog; /b.pdf is a PDF document, which is no catalog."
    )


def test_what_unpacks_beyond_reason_is_refused(tmp_path):
    head = b"id,title,price\n" + b"1,Lamp,5\n" * 40_000_000
    path = write(tmp_path, "bomb.zip", zipped({"a.csv": head}))
    assert path.stat().st_size < 1_000_000
    assert str(refusal(path)) == f"{path}/a.csv unpacks to more than 300 times its size."


def test_a_locked_an_empty_and_a_broken_archive_are_refused(tmp_path):
    assert str(refusal(write(tmp_path, "e.zip", zipped({})))) == f"{tmp_path}/e.zip is an empty archive."
    cut = zipped({"a.csv": as_table(goods(500))})[:-30]
    assert "cannot be read: " in str(refusal(write(tmp_path, "c.zip", cut)))
    damaged = bytearray(zipped({"a.csv": as_table(goods(500))}))
    damaged[400:420] = b"\xff" * 20
    assert "cannot be read: " in str(refusal(write(tmp_path, "d.zip", bytes(damaged))))


# Databases and workbooks


def test_the_table_that_was_asked_for_is_read(tmp_path):
    path = write(tmp_path, "shop.db", as_sqlite(GOODS))
    assert [p.title for p in read(path, table="ORDERS", mapping={"title": "customer"})][:2] == ["customer 0", "customer 1"]
    with pytest.raises(UsageError, match="has no table 'wares'") as failed:
        open_catalog([path], table="wares")
    assert failed.value.hint == "It has: orders, goods."


def test_a_database_is_not_written_to_and_leaves_nothing_beside_it(tmp_path):
    path = write(tmp_path, "shop.db", as_sqlite(GOODS))
    before = path.read_bytes()
    path.chmod(0o444)
    read(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["shop.db"]


def test_what_a_database_holds_that_json_does_not_is_read_as_text_or_left_out(tmp_path):
    path = tmp_path / "shop.db"
    connection = sqlite3.connect(path)
    connection.execute('CREATE TABLE "my ""goods" (id, title, price, photo, note)')
    connection.execute('INSERT INTO "my ""goods" VALUES (1, ?, 5.0, ?, ?)', ("Lamp", b"\xff\xd8\xff", b"warm"))
    connection.commit()
    connection.close()
    assert read(path) == [Product("1", "Lamp", price=5.0, attributes={"note": "warm"})]


# XML


def feed(items: str, opening: str = "") -> str:
    return f'<?xml version="1.0"?>{opening}<shop><goods>{items}</goods></shop>'


LAMP_AND_DESK = "<ware><title>Lamp</title><price>5.50</price></ware>\n<ware><title>Desk</title><price>99</price></ware>"


def test_googles_own_element_counts_where_a_feed_has_a_general_one_of_the_same_name(tmp_path):
    items = "".join(
        f"<item><title>Page {n}</title><g:title>Lamp {n}</g:title><link>https://x.test/{n}</link><g:id>{n}</g:id>"
        "<g:additional_image_link>a.jpg</g:additional_image_link><g:additional_image_link>b.jpg</g:additional_image_link></item>"
        for n in range(2)
    )
    text = f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>{items}</channel></rss>'
    products = read(write(tmp_path, "a.xml", text))
    assert [(p.id, p.title, p.url) for p in products] == [
        ("0", "Lamp 0", "https://x.test/0"),
        ("1", "Lamp 1", "https://x.test/1"),
    ]


def test_parameters_units_and_lists_of_an_xml_export_are_read(tmp_path):
    text = """<yml_catalog><shop><name>Amber</name>
    <categories><category id="1">Lamps</category><category id="2">Desks</category></categories>
    <offers><offer id="7" available="true"><name>Lamp</name><price currency="EUR">5.50</price><param name="Colour">red</param>
    <param name="Weight" unit="kg">2</param><PARAM><PARAM_NAME>Socket</PARAM_NAME><VAL>E27</VAL></PARAM></offer>
    <offer id="8" available="true"><name>Desk</name><price currency="EUR">99</price><param name="Wood">oak</param></offer>
    </offers></shop></yml_catalog>"""
    lamp, desk = read(write(tmp_path, "a.xml", text), mapping={"id": "id"})
    assert (lamp.id, lamp.title, lamp.price, lamp.currency) == ("7", "Lamp", 5.5, "EUR")
    assert {name.lower(): value for name, value in lamp.attributes.items()}.items() >= {
        "colour": "red",
        "weight": "2 kg",
    }.items()
    assert desk.attributes["Wood"] == "oak"
    assert lamp.attributes["Socket"] == "E27"


def test_what_xml_forbids_and_feeds_hold_is_mended(tmp_path):
    title = "Salt & Pepper&nbsp;Mill\x08 &amp; <![CDATA[<b>Set</b> & Tray]]>"
    text = feed(f"<ware><title>{title}</title><price>5</price></ware>{LAMP_AND_DESK}")
    assert read(write(tmp_path, "a.xml", text))[0].title == "Salt & Pepper Mill & Set & Tray"


def test_the_mending_does_not_depend_on_where_a_piece_of_the_file_ends(tmp_path, monkeypatch):
    monkeypatch.setattr("shopcli.catalog.forms.xml_feed._CHUNK", 7)
    title = "Salt & Pepper &eacute; <![CDATA[<b>Set</b> & ]] Tray]]> &lt;5"
    text = feed(f"<ware><title>{title}</title><price>5</price></ware>{LAMP_AND_DESK}")
    assert [p.title for p in read(write(tmp_path, "a.xml", text))] == ["Salt & Pepper é Set & ]] Tray <5", "Lamp", "Desk"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "gb2312", "shift_jis", "windows-1251"])
def test_xml_is_read_in_the_encoding_that_it_declares(tmp_path, encoding):
    title = {"gb2312": "台灯", "shift_jis": "ランプ", "windows-1251": "Лампа"}.get(encoding, "Möbel")
    text = f'<?xml version="1.0" encoding="{encoding}"?><shop>{LAMP_AND_DESK.replace("Lamp", title)}</shop>'
    assert read(write(tmp_path, "a.xml", text.encode(encoding)))[0].title == title


def test_a_feed_that_breaks_off_gives_what_stands_before_and_says_where(tmp_path):
    text = feed(LAMP_AND_DESK + "\n<ware><title>Chair</title>")[:-20]
    report = ReadReport()
    assert [p.title for p in read(write(tmp_path, "a.xml", text), report)] == ["Lamp", "Desk"]
    assert [(row.line, row.reason) for row in report.skipped] == [(3, "broken XML: unclosed token; what follows is not read")]


@pytest.mark.parametrize(
    "opening",
    [
        '<!DOCTYPE shop [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE shop [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE shop [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>',
    ],
)
def test_entities_are_neither_expanded_nor_fetched(tmp_path, opening):
    path = write(tmp_path, "a.xml", feed(LAMP_AND_DESK.replace("Lamp", "&c;"), opening))
    assert str(refusal(path)) == f"{path} is XML that declares entities, which are not read."


def test_a_document_type_without_entities_does_no_harm(tmp_path):
    path = write(tmp_path, "a.xml", feed(LAMP_AND_DESK, '<!DOCTYPE shop SYSTEM "shops.dtd">'))
    assert [p.title for p in read(path)] == ["Lamp", "Desk"]


def test_xml_nested_beyond_reason_is_refused(tmp_path):
    path = write(tmp_path, "a.xml", feed("<a>" * 100_000))
    assert str(refusal(path)) == f"{path} is XML nested deeper than 100 elements."


# JSON


def test_lists_of_products_under_several_keys_are_read_with_their_section(tmp_path):
    document = {"shop": "Amber", "menu": [{"name": "Soups", "items": GOODS[:1]}, {"name": "Salads", "items": GOODS[1:]}]}
    products = read(write(tmp_path, "a.json", json.dumps(document)))
    assert [(p.id, p.category) for p in products] == [("K0", "Soups"), ("K1", "Salads"), ("K2", "Salads")]


def test_a_document_with_a_name_of_its_own_that_holds_products_is_a_shop(tmp_path):
    document = {"name": "Amber Shop", "updated": "today", "stock": {"rooms": [{"floor": 1}] * 9, "wares": GOODS}}
    assert [p.id for p in read(write(tmp_path, "a.json", json.dumps(document)))] == ["K0", "K1", "K2"]


def test_variants_of_a_few_products_are_not_taken_for_the_products(tmp_path):
    variants = [{"title": size, "price": "5.00", "sku": size} for size in "SML"]
    document = {"products": [{"id": n, "title": f"Tee {n}", "variants": variants} for n in (1, 2)]}
    assert [p.title for p in read(write(tmp_path, "a.json", json.dumps(document)))] == ["Tee 1", "Tee 2"]


def test_search_hits_and_edges_of_a_graph_are_opened(tmp_path):
    hits = {"hits": {"total": 3, "hits": [{"_id": record["id"], "_source": {**record, "id": None}} for record in GOODS]}}
    edges = {"data": {"products": {"edges": [{"cursor": "x", "node": record} for record in GOODS]}}}
    assert [p.title for p in read(write(tmp_path, "a.json", json.dumps(hits)))] == [record["title"] for record in GOODS]
    assert [p.id for p in read(write(tmp_path, "b.json", json.dumps(edges)))] == ["K0", "K1", "K2"]


def test_what_a_database_wrapped_is_read_as_what_it_is(tmp_path):
    record = {
        "_id": {"$oid": "5e1a"},
        "name": "Lamp",
        "price": {"$numberDecimal": "5.50"},
        "watts": {"$numberInt": "40"},
        "added": {"$date": {"$numberLong": "1580774400000"}},
    }
    expected = Product("5e1a", "Lamp", price=5.5, attributes={"watts": 40})
    assert (
        read(write(tmp_path, "a.json", json.dumps([record, {**record, "name": "Desk", "_id": {"$oid": "5e1b"}}])))[0]
        == expected
    )
    assert read(write(tmp_path, "b.jsonl", json.dumps(record)))[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1, "title": "Lamp"}{"id": 2, "title": "Desk, //x ,]"}',
        '{\n "id": 1,\n "title": "Lamp"\n}\n{\n "id": 2,\n "title": "Desk, //x ,]"\n}\n',
        '// goods\n[{"id": 1, "title": "Lamp",}, /* and */ {"id": 2, "title": "Desk, //x ,]"},]',
        '{"Goods": {"Good": [{"Id": 1, "Title": "Lamp"}, {"Id": 2, "Title": "Desk, //x ,]"}]}}',
    ],
)
def test_json_as_people_and_programs_write_it_is_read(tmp_path, text):
    assert [(p.id, p.title) for p in read(write(tmp_path, "a.json", text))] == [("1", "Lamp"), ("2", "Desk, //x ,]")]


@pytest.mark.parametrize(
    "document",
    [
        {"id": {"0": "1", "1": "2"}, "title": {"0": "Lamp", "1": "Desk"}, "price": {"0": 5, "1": None}},
        {"id": ["1", "2"], "title": ["Lamp", "Desk"], "price": [5, None]},
        {"columns": ["id", "title", "price"], "index": [0, 1], "data": [["1", "Lamp", 5], ["2", "Desk", None]]},
        [["id", "title", "price"], ["1", "Lamp", 5], ["2", "Desk", None]],
    ],
)
def test_a_table_in_json_is_read_by_rows_and_by_columns(tmp_path, document):
    assert read(write(tmp_path, "a.json", json.dumps(document))) == [Product("1", "Lamp", price=5.0), Product("2", "Desk")]


def test_the_only_product_of_a_document_is_found_below_what_wraps_it(tmp_path):
    document = {"Goods": {"Good": {"Id": "1", "Name": "Lamp", "Price": "5"}}}
    assert read(write(tmp_path, "a.json", json.dumps(document))) == [Product("1", "Lamp", price=5.0)]


def test_what_mongos_shell_prints_is_read(tmp_path):
    line = '{"_id": ObjectId("5e1a"), "name": "Lamp", "price": NumberDecimal("5.50"), "watts": NumberInt(40)}'
    assert read(write(tmp_path, "a.json", f"{line}\n{line.replace('5e1a', '5e1b')}"))[0] == Product(
        "5e1a", "Lamp", price=5.5, attributes={"watts": 40}
    )


def test_connections_within_a_record_are_lists(tmp_path):
    node = {
        "id": "1",
        "title": "Lamp",
        "variants": {"edges": [{"node": {"price": "5.50"}}]},
        "tags": {"nodes": ["warm", "small"]},
    }
    document = {"data": {"products": {"edges": [{"node": node}, {"node": {**node, "id": "2"}}]}}}
    expected = Product("1", "Lamp", price=5.5, attributes={"tags": "warm, small"})
    assert read(write(tmp_path, "a.json", json.dumps(document)))[0] == expected


@pytest.mark.parametrize(
    "offers",
    [
        {"@type": "AggregateOffer", "lowPrice": "5.50", "highPrice": "9", "priceCurrency": "EUR", "offerCount": 2},
        [
            {
                "@type": "Offer",
                "priceSpecification": [{"@type": "UnitPriceSpecification", "price": "5.50", "priceCurrency": "EUR"}],
            }
        ],
        {
            "@type": "Offer",
            "priceSpecification": [
                {"priceType": "https://schema.org/ListPrice", "price": "9.00", "priceCurrency": "EUR"},
                {"price": 5.5, "priceCurrency": "EUR"},
            ],
        },
    ],
)
def test_a_price_of_schema_org_is_found_wherever_an_offer_may_say_it(tmp_path, offers):
    product = {"@type": "Product", "name": "Lamp", "sku": "1", "offers": offers}
    lamp = read(write(tmp_path, "a.json", json.dumps([product, {**product, "sku": "2"}])))[0]
    assert (lamp.id, lamp.price, lamp.currency) == ("1", 5.5, "EUR")


def test_a_text_that_is_written_in_several_ways_is_one(tmp_path):
    record = {"id": 1, "title": "Lamp", "description": {"html": "<p>Warm.</p>", "plain": "Warm."}, "price": 5}
    assert read(write(tmp_path, "a.json", json.dumps([record])))[0].description == "Warm."


def test_names_with_options_are_attributes(tmp_path):
    def attribute(name: str, *options: str) -> dict[str, object]:
        return {"id": 6, "name": name, "options": list(options)}

    record = {
        "id": 1,
        "name": "Hoodie",
        "price": "45",
        "attributes": [attribute("Weave", "Twill", "Jersey"), attribute("Cut", "Wide")],
    }
    assert read(write(tmp_path, "a.json", json.dumps([record])))[0].attributes == {"Weave": "Twill, Jersey", "Cut": "Wide"}


def test_a_list_of_paths_keeps_them(tmp_path):
    record = {"id": 1, "title": "Lamp", "price": 5, "shelves": [["Home", "Lamps"], ["Sale"]]}
    assert read(write(tmp_path, "a.json", json.dumps([record])))[0].attributes == {"shelves": "Home > Lamps | Sale"}


def test_python_literals_are_read_and_never_run(tmp_path):
    mark = tmp_path / "ran"
    lines = [
        "{'id': 1, 'title': 'Lamp', 'price': nan, 'new': True, 'kinds': ('a', 'b')}",
        f"{{'id': 2, 'title': __import__('pathlib').Path({str(mark)!r}).touch()}}",
        "{'id': 3, 'title': 'Desk', 'price': None}",
        "{'id': 4, 'title': " + "[" * 5000,
    ]
    report = ReadReport()
    products = read(write(tmp_path, "a.json", "\n".join(lines)), report)
    assert products == [Product("1", "Lamp", attributes={"new": True, "kinds": "a, b"}), Product("3", "Desk")]
    assert [(row.line, row.reason.partition(":")[0]) for row in report.skipped] == [
        (2, "broken Python dictionary"),
        (4, "broken Python dictionary"),
    ]
    assert not mark.exists()


# Tables


def test_a_table_without_a_header_keeps_its_first_row(tmp_path):
    path = write(tmp_path, "a.csv", "1,Lamp,5\n2,Desk,99\n3,Chair,45\n")
    assert [p.title for p in read(path, mapping={"title": "column 2"})] == ["Lamp", "Desk", "Chair"]


def test_the_rule_under_the_header_of_a_table_in_markdown_is_no_row(tmp_path):
    path = write(tmp_path, "a.md", "| id | name | price |\n|----|:----:|------:|\n| 1 | Lamp | 5 |\n")
    assert read(path) == [Product("1", "Lamp", price=5.0)]


def test_lines_above_the_header_are_skipped_and_rows_keep_their_line(tmp_path):
    path = write(
        tmp_path, "a.csv", "Price list of Amber\nas of 3 May; no guarantee\n\nSKU;Name;Price\n7;Lamp;5\n8;Desk;9;10\n9;Mug;3\n"
    )
    report = ReadReport()
    assert [(p.id, p.title) for p in read(path, report)] == [("7", "Lamp"), ("9", "Mug")]
    assert [(row.line, row.reason) for row in report.skipped] == [(6, "4 cells for 3 columns")]


def test_rows_with_one_cell_alone_name_the_section_of_the_rows_below(tmp_path):
    text = "No,Name,Price\n,RICE:,\n1,Basmati,5\n2,Red,4\n,MILLETS,\nNo,Name,Price\n3,Finger,2\n,,\n"
    products = read(write(tmp_path, "a.csv", text))
    assert [(p.title, p.category) for p in products] == [
        ("Basmati", "RICE"),
        ("Red", "RICE"),
        ("Finger", "MILLETS"),
    ]


def test_a_product_of_which_only_the_name_is_known_is_no_section(tmp_path):
    path = write(tmp_path, "a.csv", "title,brand,price\nLamp,Amberly,5\nDesk,,\nChair,Fernhold,45\nMug,,\nTray,Marlow,4\n")
    assert [p.title for p in read(path)] == ["Lamp", "Desk", "Chair", "Mug", "Tray"]


# Refused


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("- id: 1\n  title: Lamp\n- id: 2\n  title: Desk\n", "YAML"),
        ("%YAML 1.2\n---\ngoods:\n  - title: Lamp\n", "YAML"),
        ("goods:\n- {id: 1, title: Lamp}\n- {id: 2, title: Desk}\n", "YAML"),
        ("shop:\n  name: Amber\n  goods:\n    - Lamp\n    - Desk\n", "YAML"),
        ("-- MySQL dump 10.13\nDROP TABLE IF EXISTS goods;\n", "an SQL dump without rows"),
        ("CREATE TABLE goods (id int, title text);\n", "an SQL dump without rows"),
        ("<!DOCTYPE html><html><body><h1>Lamps</h1><p>Lamp, 5.00</p></body></html>", "an HTML page without product data"),
        ("# Amber Shop\n\nWe sell lamps, desks and more.\n\n## Lamps\n", "Markdown"),
        ("export const goods = [\n  {id: 1, title: 'Lamp'},\n]\n", "a program's text"),
        ("import json\nprint(json)\n", "a program's text"),
        ("[shop]\nname = Amber\nprice = 5\n", "a file of settings (INI, TOML)"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n", "a Git LFS pointer"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0"/><path d="M1"/></svg>', "an image (SVG)"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "an image (PNG)"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image (JPEG)"),
        (b"MZ\x90\x00\x03\x00", "an executable"),
        (b"\x7fELF\x02\x01\x01\x00", "an executable"),
        (pickle.dumps([{"id": 1}]), "a Python pickle, which can run any program when it is opened"),
        (zipped({"[Content_Types].xml": "x", "word/document.xml": "x"}), "a Word document"),
        (tarred(), "a tar archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a 7-Zip archive"),
    ],
)
def test_what_is_no_catalog_is_refused_by_what_it_is(tmp_path, content, what):
    path = write(tmp_path, "a.csv", content)
    error = refusal(path)
    assert str(error) == f"{path} is {what}, which is no catalog."
    assert error.hint


def test_lines_of_text_are_not_products(tmp_path):
    path = write(tmp_path, "a.txt", "We have sold lamps since 1950.\nCome and see them.\nThe shop is open on Mondays.\n")
    assert str(refusal(path)) == f"{path} is no table: it has one column, which no line names."


def test_running_text_with_commas_is_no_table(tmp_path):
    lines = [
        "Lamps, desks and chairs, all by hand.",
        "Come in, look around.",
        "On Mondays, Tuesdays, and Fridays, we are open.",
    ]
    path = write(tmp_path, "a.txt", "\n".join(lines * 3))
    assert str(refusal(path)) == f"{path} is no table: its lines have different numbers of cells, and none names them."


def test_where_no_row_can_be_read_the_first_one_says_why(tmp_path):
    path = write(tmp_path, "a.jsonl", "{id: 1, title: Lamp}\n{id: 2, title: Desk}\n")
    reason = "broken JSON: Expecting property name enclosed in double quotes at column 2"
    assert str(refusal(path)) == f"{path} has no rows that can be read (line 1: {reason})."


def test_a_spreadsheet_that_is_damaged_is_refused(tmp_path):
    whole = as_xlsx(GOODS)
    assert "cannot be read" in str(refusal(write(tmp_path, "a.xlsx", whole[:-40])))
    assert "cannot be read as a spreadsheet" in str(
        refusal(write(tmp_path, "b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600))
    )


@pytest.mark.parametrize(
    ("name", "part", "before", "after", "fault"),
    [
        ("a.ods", "content.xml", b"</table:table>", b"le:table>", "content.xml is broken: mismatched tag"),
        (
            "a.ods",
            "content.xml",
            b"<table:table-cell",
            b'<table:table-cell table:number-columns-repeated="99999999"',
            "it has more than",
        ),
        (
            "a.xlsx",
            "xl/worksheets/sheet1.xml",
            b'r="E4"',
            b'r="XFD1048576"',
            "its cells span 1,048,576 rows and 16,384 columns",
        ),
    ],
)
def test_a_workbook_that_would_hang_or_fill_the_memory_is_refused(tmp_path, name, part, before, after, fault):
    with zipfile.ZipFile(io.BytesIO(FORMS[name](GOODS))) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    assert before in members[part]
    members[part] = members[part].replace(before, after, 1)
    path = write(tmp_path, name, zipped(members))
    assert str(refusal(path)).startswith(f"{path} cannot be read as a spreadsheet: {fault}")
