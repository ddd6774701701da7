"""More catalogs as shops hand them out: dumps, feeds of price comparers, price lists, and what is read of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shopcli.catalog import Catalog, open_catalog
from shopcli.catalog.cells.availability import read_stock
from shopcli.catalog.cells.clean import clean_text
from shopcli.catalog.cells.flatten import flatten
from shopcli.catalog.columns.makers import find_makers, maker_of
from shopcli.catalog.columns.names import meaning_of, misspelt_role, price_hints
from shopcli.catalog.columns.title_ends import common_end, without_number
from shopcli.catalog.forms.dumps.sql_text import tables_of
from shopcli.catalog.report import ReadReport
from shopcli.types import Product


def catalog(folder: Path, text: str | bytes, name: str = "catalog.csv") -> Catalog:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_catalog([path])


def products(folder: Path, text: str | bytes, name: str = "catalog.csv") -> list[Product]:
    return list(catalog(folder, text, name).products())


def roles(opened: Catalog) -> dict[str, str]:
    return {column.name: column.role for column in opened.columns if column.role != "attribute"}


# SQL dumps

SHOP = r"""-- MySQL dump 10.13
CREATE TABLE `oc_product` (
  `product_id` int NOT NULL,
  `model` varchar(64) DEFAULT 'a, b',
  `manufacturer_id` int NOT NULL,
  `price` decimal(15,4) NOT NULL,
  PRIMARY KEY (`product_id`),
  KEY `model` (`model`)
);
INSERT INTO `oc_product` VALUES (1,'L-1',7,'19.5000'),(2,'D-1',8,'99.0000'),
(3,'M-1',7,'4.0000');
CREATE TABLE `oc_product_description` (
  `product_id` int NOT NULL,
  `language_id` int NOT NULL,
  `name` varchar(255),
  `description` text
);
INSERT INTO `oc_product_description` VALUES (1,1,'Reading lamp','It\'s warm; INSERT INTO `x` VALUES (1);'),
(1,2,'Leselampe','warm'),(2,1,'Oak desk','Solid (oak)'),(3,1,'Tea mug',NULL);
INSERT INTO `oc_manufacturer` (`manufacturer_id`, `name`) VALUES (7,'Varn'),(8,'Tarn');
INSERT INTO `oc_category_description` (`category_id`, `language_id`, `name`) VALUES (4,1,'Light'),(4,2,'Licht'),(5,1,'Home');
INSERT INTO `oc_product_to_category` (`product_id`, `category_id`) VALUES (1,4),(1,5),(2,5),(3,5);
INSERT INTO `oc_order_product` (`order_product_id`, `order_id`, `product_id`, `name`, `price`, `total`)
VALUES (1,1,1,'Reading lamp (sold)',1.0,1.0);
"""


def test_a_dump_of_a_shop_is_read_with_what_stands_under_its_keys(tmp_path: Path) -> None:
    lamp, desk, mug = products(tmp_path, SHOP, "shop.sql")
    assert (lamp.id, lamp.title, lamp.price, lamp.brand, lamp.category) == ("1", "Reading lamp", 19.5, "Varn", "Light | Home")
    assert lamp.description == "It's warm; INSERT INTO `x` VALUES (1);"
    assert (desk.title, desk.brand, desk.category, mug.title, mug.price) == ("Oak desk", "Tarn", "Home", "Tea mug", 4.0)


def test_another_table_of_a_dump_is_read_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "shop.sql").write_text(SHOP)
    opened = open_catalog([tmp_path / "shop.sql"], table="oc_manufacturer")
    assert [product.title for product in opened.products()] == ["Varn", "Tarn"]


def test_rows_that_postgresql_copies_are_read() -> None:
    text = "-- PostgreSQL database dump\nCOPY public.goods (id, title) FROM stdin;\n1\tLamp\\tred\n2\t\\N\n\\.\n\nSELECT 1;\n"
    table = tables_of(text)["goods"]
    assert (table.columns, [values for _, values in table.rows]) == (("id", "title"), [("1", "Lamp\tred"), ("2", None)])


def test_values_of_every_kind_are_read_from_a_dump() -> None:
    text = "INSERT INTO goods (a, b, c, d, e) VALUES (-1.5, NULL, 'it''s', TRUE, '2'::int),\n"
    text += "(12345678901234567890,1,'a\\nb',now(),'');"
    (_, first), (line, second) = tables_of(text)["goods"].rows
    assert first == (-1.5, None, "it's", "TRUE", "2")
    assert (line, second) == (2, ("12345678901234567890", 1, "a\nb", "now", ""))


def test_a_row_of_a_dump_that_has_other_values_than_columns_is_told(tmp_path: Path) -> None:
    text = "INSERT INTO goods (id, title, price) VALUES (1,'Lamp',5),(2,'Desk'),(3,'Mug',7);\n"
    report = ReadReport()
    read = list(catalog(tmp_path, text, "shop.sql").products(report=report))
    assert [product.title for product in read] == ["Lamp", "Mug"]
    assert [row.reason for row in report.skipped] == ["2 values for 3 columns"]


# Excel's XML


def test_excels_xml_of_2003_is_a_workbook(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<Row>{''.join(cells)}</Row>"

    def cell(text: str, kind: str = "String", more: str = "") -> str:
        return f'<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'

    rows = row(cell("sku"), cell("name"), cell("colour"), cell("price"))
    rows += row(cell("A1"), cell("Lamp"), cell("5.50", "Number", ' ss:Index="4"'))
    rows += row(cell("A2"), cell("Desk &amp; chair"), cell("red"), cell("120", "Number"))
    text = (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Goods"><Table>{rows}</Table></Worksheet></Workbook>'
    )
    lamp, desk = products(tmp_path, text, "goods.xls")
    assert (lamp.id, lamp.title, lamp.price, lamp.attributes) == ("A1", "Lamp", 5.5, {})
    assert (desk.title, desk.price, desk.attributes["colour"]) == ("Desk & chair", 120, "red")


# Feeds


def test_a_feed_of_heureka_is_read(tmp_path: Path) -> None:
    item = (
        "<SHOPITEM><ITEM_ID>{0}</ITEM_ID><PRODUCTNAME>Lamp {0}</PRODUCTNAME><PRODUCT>Lamp {0}</PRODUCT>"
        "<PRICE_VAT>{1}</PRICE_VAT><CATEGORYTEXT>Home | Light</CATEGORYTEXT><MANUFACTURER>Varn</MANUFACTURER>"
        "<HEUREKA_CPC>0.15</HEUREKA_CPC><DELIVERY><DELIVERY_ID>PPL</DELIVERY_ID></DELIVERY></SHOPITEM>"
    )
    text = f"<SHOP>{''.join(item.format(n, 100 + n) for n in range(4))}</SHOP>"
    first = products(tmp_path, text, "feed.xml")[0]
    assert (first.title, first.price, first.category, first.brand) == ("Lamp 0", 100, "Home | Light", "Varn")
    assert first.attributes == {}


def test_elements_of_any_name_that_have_a_name_are_attributes(tmp_path: Path) -> None:
    offer = '<o id="{0}" price="{1}"><name>Lamp {0}</name><attrs><a name="Power">{0} W</a><a name="Maker">Varn</a></attrs></o>'
    text = f"<offers>{''.join(offer.format(n, n + 5) for n in range(1, 5))}</offers>"
    first = products(tmp_path, text, "ceneo.xml")[0]
    assert (first.id, first.price, first.brand, first.attributes["Power"]) == ("1", 6, "Varn", "1 W")


def test_googles_category_sorts_where_the_shop_has_none(tmp_path: Path) -> None:
    kinds = ("Hardware > Cables", "Hardware > Lamps")
    rows = "".join(f"{n},Thing {n},{n}.50,{kinds[n % 2]}\n" for n in range(1, 9))
    opened = catalog(tmp_path, f"id,title,price,google_product_category\n{rows}")
    assert roles(opened)["google_product_category"] == "category"


def test_pictures_whose_addresses_have_commas_are_plumbing(tmp_path: Path) -> None:
    row = '{0},Lamp {0},{0}.5,"https://a.example/w_1,q_2/{0}.jpg, https://a.example/w_1,q_2/{0}b.jpg"\n'
    text = "id,title,price,additional_image_link\n" + "".join(row.format(n) for n in range(1, 6))
    assert all(product.attributes == {} for product in products(tmp_path, text))


# JSON


def test_references_of_sanity_are_what_they_refer_to(tmp_path: Path) -> None:
    def lamp(number: int) -> dict[str, Any]:
        return {
            "_id": f"p{number}",
            "_type": "product",
            "name": f"Lamp {number}",
            "slug": {"_type": "slug", "current": f"lamp-{number}"},
            "category": {"_type": "reference", "_ref": "cat-oil-lamps"},
            "brand": {"_type": "reference", "_ref": "brand-varn"},
            "price": 5 + number,
        }

    text = "\n".join(json.dumps(lamp(number)) for number in range(4))
    first = products(tmp_path, text, "goods.ndjson")[0]
    assert (first.category, first.brand, first.attributes, first.codes) == ("oil lamps", "varn", {}, {})


def test_a_record_that_wraps_its_product_is_the_product() -> None:
    record = {"product": {"name": "Fern", "height": "30 cm"}, "similar": ["Palm"]}
    assert flatten(record) == {"name": "Fern", "height": "30 cm", "similar": "Palm"}
    assert flatten({"name": "Set", "product": {"name": "Fern"}}) == {"name": "Set", "product name": "Fern"}


def test_pairs_as_python_writes_them_are_attributes() -> None:
    cell = "[('Sensor', '1/3'), ('Weight', '0.9kg'), ('Power', 'PoE')]"
    assert flatten({"spec": cell}, cells=True) == {"Power": "PoE", "Weight": "0.9kg", "Sensor": "1/3"}
    assert flatten({"category": [["Home", "Light"], ["Sale", "Light"], ["New", "Oil"]]}) == {
        "category": "Home > Light | Sale > Light | New > Oil"
    }


# Names of columns


@pytest.mark.parametrize(
    ("name", "role", "currency"),
    [
        ("EUR", "price", "EUR"),
        ("€ без ПДВ", "net_price", "EUR"),
        ("USD/Сум", "price", None),
        ("PRICE_VAT", "gross_price", None),
        ("CATEGORYTEXT", "category", None),
        ("AR", "", None),
        ("479 Сом", "", None),
    ],
)
def test_a_currency_is_what_a_price_may_be_called(name: str, role: str, currency: str | None) -> None:
    assert meaning_of(name)[0] == role
    assert not role.endswith("price") or price_hints(name)[0] == currency


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("catagory", "category"),
        ("Desciption", "description"),
        ("catgeory", "category"),
        ("category", ""),
        ("allegory", ""),
        ("decryption", ""),
    ],
)
def test_a_name_with_one_slip_is_read(name: str, role: str) -> None:
    assert misspelt_role(name) == role


def test_the_key_of_a_maker_is_no_part_number(tmp_path: Path) -> None:
    rows = "".join(f"{n},Lamp {n},{n % 2 + 11},{n}.5\n" for n in range(12))
    first = products(tmp_path, f"id,title,manufacturer_id,price\n{rows}")[0]
    assert (first.codes, first.attributes) == ({}, {})


def test_the_id_of_a_website_groups_nothing(tmp_path: Path) -> None:
    rows = "".join(f"K{n},Lamp {n},1,{n}.5\n" for n in range(6))
    assert len(products(tmp_path, f"sku,name,website_id,price\n{rows}")) == 6


def test_numbers_that_begin_anew_in_each_section_are_no_ids(tmp_path: Path) -> None:
    rows = "".join(f"{n % 3 + 1},Ham {n},{n}.5\n" for n in range(12))
    read = products(tmp_path, f"No,Name,Price\n{rows}")
    assert (len(read), {len(product.attributes) for product in read}) == (12, {0})


def test_a_quantity_that_is_left_open_is_the_stock(tmp_path: Path) -> None:
    rows = "".join(f"K{n},Oil {n},{n}.5,{'>10 pcs' if n == 3 else f'{n} pcs'}\n" for n in range(1, 7))
    read = products(tmp_path, f"sku,name,price,quantity\n{rows}")
    assert [product.attributes.get("stock") for product in read] == [1, 2, 10, 4, 5, 6]
    packs = "".join(f"K{n},Oil {n},{n}.5,{n} pcs\n" for n in range(1, 7))
    assert "stock" not in products(tmp_path, f"sku,name,price,quantity\n{packs}")[0].attributes


def test_what_says_whether_a_thing_can_be_had_goes_before_the_days_it_takes(tmp_path: Path) -> None:
    text = "id,name,price,availability,instock\n1,Lamp,5,1-3,Y\n2,Desk,9,4-10,N\n3,Mug,2,1-3,Y\n"
    assert [product.availability for product in products(tmp_path, text)] == ["in stock", "out of stock", "in stock"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("в наявності", "in stock"),
        ("немає в наявності", "out of stock"),
        ("Skladem", "in stock"),
        ("Není skladem", "out of stock"),
        ("Άμεσα διαθέσιμο", "in stock"),
        ("Μη διαθέσιμο", "out of stock"),
        ("Raktáron", "in stock"),
        ("Slut i lager", "out of stock"),
        ("I lager", "in stock"),
        ("품절", "out of stock"),
        ("Còn hàng", "in stock"),
        ("غير متوفر", "out of stock"),
    ],
)
def test_whether_a_thing_can_be_had_is_read_in_the_languages_of_names(text: str, said: str) -> None:
    assert read_stock(text)[0] == said


def test_rows_of_what_buyers_say_are_of_one_product(tmp_path: Path) -> None:
    rows = "".join(
        f"Cream bun {n % 3},{n % 3 + 4}.50,{n % 5 + 1},Buyer {chr(65 + n)} liked it,https://shop.example/p/{n % 3}\n"
        for n in range(30)
    )
    read = products(tmp_path, f"name,price,rating,review,url\n{rows}")
    assert [(product.title, product.price, product.attributes["rating"]) for product in read] == [
        ("Cream bun 0", 4.5, 3.0),
        ("Cream bun 1", 5.5, 3.0),
        ("Cream bun 2", 6.5, 3.0),
    ]
    assert str(read[0].attributes["reviews"]).startswith("Buyer A liked it | Buyer D liked it")
    assert read[0].url == "https://shop.example/p/0"


def test_rows_that_differ_in_price_are_not_what_buyers_say(tmp_path: Path) -> None:
    rows = "".join(f"Bun {n % 3},{n}.50,Buyer {chr(65 + n)} liked it,https://shop.example/p/{n % 3}\n" for n in range(30))
    assert len(products(tmp_path, f"name,price,review,url\n{rows}")) == 30


# Titles


def test_what_all_titles_end_in_is_the_shops(tmp_path: Path) -> None:
    names = [f"{colour} lamp {n}" for n in range(6) for colour in ("Red", "Blue", "Green", "White")]
    rows = "".join(f"{n},{name} - pay in six parts of equal size,5\n" for n, name in enumerate(names))
    assert [product.title for product in products(tmp_path, f"id,title,price\n{rows}")] == names
    assert common_end([f"{name} - 250 g" for name in names]) == ""


def test_the_number_a_thing_is_kept_under_is_not_said_in_its_title(tmp_path: Path) -> None:
    rows = "".join(f"0000{n + 10000},Syrup {n} ml - 0000{n + 10000},5\n" for n in range(24))
    assert products(tmp_path, f"code,name,price\n{rows}")[3].title == "Syrup 3 ml"
    assert without_number("Drill GSB-120", "GSB-120") == "Drill GSB-120"


def test_a_maker_of_two_words_is_called_by_both() -> None:
    makers = ("Varn", "Tarn", "Osk", "Bel", "Kor", "Lum", "Nod", "Pex")
    titles = [f"{maker} {word} food" for maker in makers for word in ("Dry", "Wet", "Raw", "Soft")]
    titles += [f"Royal Canin {word}" for word in ("Adult", "Puppy", "Senior", "Light", "Mini", "Maxi") for _ in range(2)]
    found = find_makers(titles)
    assert (maker_of("Royal Canin Adult", found), maker_of("Varn Dry food", found)) == ("Royal Canin", "Varn")


def test_what_sources_are_called_is_no_title(tmp_path: Path) -> None:
    records = [
        {"source": {"name": "Finder", "url": f"https://finder.example/tool/lamp-maker-{word}"}, "content": {"model": "FREE"}}
        for word in (f"{a}{b}" for a in "abcdefg" for b in "pqrstu")
    ]
    read = products(tmp_path, json.dumps(records), "goods.json")
    assert read[0].title == "lamp maker ap"


def test_what_differs_in_each_row_is_the_name_where_no_column_is_called_one(tmp_path: Path) -> None:
    text = "type,price\n" + "".join(f"{name},5\n" for name in ("Fern", "Palm", "Ivy", "Moss", "Aloe", "Agave"))
    assert [product.title for product in products(tmp_path, text)][:2] == ["Fern", "Palm"]


def test_a_brand_that_is_none_is_not_in_the_title(tmp_path: Path) -> None:
    rows = "".join(f"K{n},Массажер {n},Без бренда,{n}00\n" for n in range(6))
    read = products(tmp_path, f"SKU,model,brand,price\n{rows}")[1]
    assert (read.title, read.brand) == ("Массажер 1", None)


# Tables


def test_a_header_in_two_rows_is_read_with_its_upper_half(tmp_path: Path) -> None:
    text = ",Amber Farm,,,\n,,,,\n,Goods,per,Price,Sum:\ngroup,Name of goods,,Euro,0.00 EUR\n,,,,\n" + "".join(
        f"{n % 3},Carrots {n},kg,{n},50,0.00 EUR\n".replace(f"{n},50", f'"{n},50"') for n in range(1, 9)
    )
    first = products(tmp_path, text)[0]
    assert (first.title, first.price, first.currency, first.attributes["per"]) == ("Carrots 1", 1.5, "EUR", "kg")


def test_sums_and_numbers_in_addresses_are_price_and_id_where_no_column_has_a_name(tmp_path: Path) -> None:
    row = '"Honey mask {0} for dry skin",{0}00+,{1}.00,https://item.shop.example/10000{0}.html,10000{0}\n'
    read = products(tmp_path, "".join(row.format(n, 2 * n) for n in range(10, 18)))
    assert (read[0].id, read[0].title, read[0].price) == ("1000010", "Honey mask 10 for dry skin", 20)


def test_a_tag_whose_blanks_were_lost_is_no_text() -> None:
    assert clean_text("red &lt;spanclass=H&gt;hat&lt;/span&gt; for 5 <a=b") == "red hat for 5 <a=b"


def test_a_feed_that_begins_with_remarks_is_no_page(tmp_path: Path) -> None:
    item = "<item><title>Lamp {0}</title><price>{0}.50</price><text><![CDATA[<!-- x --> <div>warm</div>]]></text></item>"
    text = f"<!-- an export -->\n<rss><channel>{''.join(item.format(n) for n in range(3))}</channel></rss>"
    assert [product.title for product in products(tmp_path, text, "export.xml")] == ["Lamp 0", "Lamp 1", "Lamp 2"]


# What a fresh set of catalogs showed


def test_a_code_that_is_hardly_ever_another_is_no_id(tmp_path: Path) -> None:
    records = [{"title": f"Shirt {n}", "sku": "SKU", "price": n + 5.5, "url": f"https://s.example/p/{n}"} for n in range(50)]
    assert len(products(tmp_path, json.dumps(records), "goods.json")) == 50


@pytest.mark.parametrize(
    ("cell", "price", "before"),
    [
        ("2.890,00RSD2.023,00RSD", 2023.0, 2890.0),
        ("$19.99 $14.99", 14.99, 19.99),
        ("$14.99 $19.99", 14.99, None),
        ("$19.99 - $24.99", 19.99, None),
    ],
)
def test_a_struck_price_before_the_charged_one_is_what_it_was(
    tmp_path: Path, cell: str, price: float, before: float | None
) -> None:
    read = products(tmp_path, json.dumps([{"title": f"Shirt {n}", "price": cell} for n in range(3)]), "goods.json")[0]
    assert (read.price, read.list_price) == (price, before)


def test_a_field_that_a_shop_system_keeps_as_text_is_opened() -> None:
    fields = {"length": '{"value":250.0,"unit":"cm"}', "use": '["ski","tour"]', "note": "{plain}"}
    assert flatten({"name": "Board", "metafields": fields}) == {
        "name": "Board",
        "length": "250.0 cm",
        "use": "ski, tour",
        "note": "{plain}",
    }


def test_a_model_that_another_column_spells_out_is_not_the_title(tmp_path: Path) -> None:
    rows = "".join(f"IPC-{n}K,Dahua IPC-{n}K dome camera / {n} megapixels,{n}.5 USD\n" for n in range(12))
    read = products(tmp_path, f"Model,Model/Detail,Price\n{rows}")[3]
    assert (read.title, read.attributes["Model"]) == ("Dahua IPC-3K dome camera / 3 megapixels", "IPC-3K")
