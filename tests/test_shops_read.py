"""Catalogs as shops hand them out, each with a fault that many share, and what is read of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shopcli.catalog import Catalog, open_catalog
from shopcli.catalog.cells.mojibake import unbroken
from shopcli.catalog.cells.typed import column_kind, typed_value
from shopcli.catalog.columns.makers import find_makers
from shopcli.catalog.report import ReadReport
from shopcli.index.parts.column_writer import ColumnWriter
from shopcli.index.parts.columns import FieldColumns
from shopcli.index.storage.manifest import LEARNED
from shopcli.index.text import lexical_parts
from shopcli.index.units.learner import QuantityLearner
from shopcli.text.units import unit_table
from shopcli.types import Product, opening_truth


def catalog(folder: Path, text: str | bytes, name: str = "catalog.csv") -> Catalog:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_catalog([path])


def products(folder: Path, text: str | bytes, name: str = "catalog.csv") -> list[Product]:
    return list(catalog(folder, text, name).products())


def as_json(folder: Path, document: Any) -> list[Product]:
    return products(folder, json.dumps(document), "catalog.json")


# Numbers


@pytest.mark.parametrize(
    ("texts", "kind", "numbers"),
    [
        (["450.46", "1,571.96", "89"], "grouped number", [450.46, 1571.96, 89.0]),
        (["1,200", "950", "2,050"], "grouped number", [1200.0, 950.0, 2050.0]),
        (["12 390", "990", "11 790"], "grouped number", [12390.0, 990.0, 11790.0]),
        (["1.299,95", "12,50"], "point-grouped number", [1299.95, 12.5]),
        (["1.200", "850", "640", "1.450", "900", "2.000"], "point-grouped number", [1200, 850, 640, 1450, 900, 2000]),
    ],
    ids=["a point behind", "a group of noughts", "blanks", "a comma behind", "points"],
)
def test_thousands_that_are_parted_are_read(texts: list[str], kind: str, numbers: list[float]) -> None:
    assert column_kind("range", texts) == kind
    assert [typed_value(text, kind) for text in texts] == numbers


@pytest.mark.parametrize(
    "texts",
    [["250,500", "100", "100,250"], ["1,250", "3", "2,500"], ["1,200", "2500"]],
    ids=["two volumes each", "decimals of three digits", "a thousand that is not parted"],
)
def test_what_may_as_well_be_lists_or_decimals_stays_text(texts: list[str]) -> None:
    assert column_kind("volumes", texts) == "text"


def test_decimals_of_three_digits_stay_decimals() -> None:
    assert column_kind("weight", ["1.250", "2", "3.500"]) == "number"


def test_a_few_texts_leave_a_column_one_of_numbers() -> None:
    texts = [str(number) for number in range(200, 240)]
    kind = column_kind("diameter", [*texts, "290, 270"])
    assert (kind, typed_value("210", kind), typed_value("290, 270", kind)) == ("number", 210.0, "290, 270")
    assert column_kind("diameter", [*texts, *["290, 270"] * 5]) == "text"


def test_a_field_of_numbers_leaves_out_the_few_that_are_texts(tmp_path: Path) -> None:
    (tmp_path / LEARNED).mkdir()
    writer = ColumnWriter()
    for row in range(30):
        value: float | str = "290, 270" if row == 7 else 200.0 + row
        writer.add(row, Product(str(row), "Disc", attributes={"diameter": value}), "")
    writer.save(tmp_path)
    column = FieldColumns(tmp_path, 30).get("diameter")
    assert (column.kind, column.rows.tolist()) == ("number", [row for row in range(30) if row != 7])


def test_false_among_numbers_is_none() -> None:
    kind = column_kind("range", ["20", "30", "false", "40"])
    assert (kind, typed_value("false", kind)) == ("number\nfalse", None)


def test_an_exponent_is_written_out() -> None:
    assert [typed_value(text, "text") for text in ("2E+1 Inches", "SKU-2E+1")] == ["20 Inches", "SKU-2E+1"]


# Yes and no


def test_yes_with_details_is_yes_and_the_details(tmp_path: Path) -> None:
    text = 'name,price,stabilised\nNova,500,No\nPulse,700,"Yes (5-axis, 8 stops)"\nOne,900,Yes - optical\n'
    assert [product.attributes for product in products(tmp_path, text)] == [
        {"stabilised": False},
        {"stabilised": True, "stabilised details": "5-axis, 8 stops"},
        {"stabilised": True, "stabilised details": "optical"},
    ]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Nao possui (aprox.)", (False, "aprox.")),
        ("No-show socks", (None, "")),
        ("Non-stick", (None, "")),
        ("No. 5", (None, "")),
        ("Norwegian", (None, "")),
        (True, (True, "")),
    ],
)
def test_a_value_opens_with_yes_or_no_only_where_that_is_all_of_a_word(text: object, opening: tuple[bool | None, str]) -> None:
    assert opening_truth(text) == opening


@pytest.mark.parametrize("texts", [["sim", "não"], ["да", "нет"], ["Y", "N"], ["tak", "nie"], ["支持", "不支持"], ["✓", "✗"]])
def test_a_column_of_yes_and_no_is_one_in_any_language(texts: list[str]) -> None:
    kind = column_kind("gps", texts)
    assert [typed_value(text, kind) for text in texts] == [True, False]


def test_one_word_of_a_pair_is_a_word() -> None:
    assert column_kind("colour", ["nu", "nu"]) == "text"


def test_what_a_record_says_no_to_is_none_of_its_words() -> None:
    product = Product("1", "Nova", attributes={"wifi": "No (cable only)", "gps": "Yes"})
    assert lexical_parts(product) == ["Nova", "gps Yes"]


# Titles, makers, prices


def test_a_thing_that_titles_open_with_is_no_maker() -> None:
    words = "Tubo Llave Cinta Clavo Codo Perfil Disco Broca Cable Foco".split()
    assert find_makers([f"{word} de {metal} {n}" for word in words for metal in ("Cobre", "Acero") for n in (1, 2)]) == {}
    things = "Торшер Ролик Клапан Кресло Шкаф Стол Лампа Полка Диван Комод".split()
    assert find_makers([f"{thing} Nova {n}" for thing in things for n in range(4)]) == {}


def test_the_common_name_goes_before_a_longer_one(tmp_path: Path) -> None:
    text = "scientific_name,common_name,height\nMicrosorum pteropus,Java Fern,12\nEgeria densa,Waterweed,20\n"
    assert [product.title for product in products(tmp_path, text)] == ["Java Fern", "Waterweed"]


def test_addresses_spell_names_where_nothing_else_says_them(tmp_path: Path) -> None:
    text = "".join(f"/watch/collection/sgw-{n}h-1a/;{n}\n" for n in range(300, 312))
    assert [product.title for product in products(tmp_path, text)][:2] == ["sgw 300h 1a", "sgw 301h 1a"]


def test_codes_of_variants_are_no_names_where_texts_are(tmp_path: Path) -> None:
    rows = "".join(f"{n},A{n}2,Base coat number {n},12.5\n" for n in range(12))
    assert products(tmp_path, f"id,variante,descripcion,precio\n{rows}")[3].title == "Base coat number 3"


def test_a_model_names_a_product_though_it_looks_like_a_code(tmp_path: Path) -> None:
    records = [{"Бренд": "Varnholm", "Модель": f"GA-7{n}SKE-7A", "Ціна": f" {n} 390"} for n in range(12, 18)]
    found = as_json(tmp_path, records)
    assert (found[0].title, found[0].price, found[0].attributes.get("content")) == ("Varnholm GA-712SKE-7A", 12390.0, None)


def test_a_first_row_with_an_amount_is_no_header(tmp_path: Path) -> None:
    found = products(tmp_path, "Stand Deepcool W1,479 Сом\nMonitor Philips 193,4908 Сом\nMonitor Aronde 27,9945 Сом\n")
    assert [(product.title, product.price, product.currency) for product in found] == [
        ("Stand Deepcool W1", 479.0, "KGS"),
        ("Monitor Philips 193", 4908.0, "KGS"),
        ("Monitor Aronde 27", 9945.0, "KGS"),
    ]


def test_lengths_in_feet_are_no_forints(tmp_path: Path) -> None:
    text = "name,long\n" + "".join(f"Rope {n},{n} ft\n" for n in range(5, 20))
    assert products(tmp_path, text)[0].price is None


def test_central_european_letters_are_read(tmp_path: Path) -> None:
    rows = "".join(f"Smartfon brązowy {n};{n}99,50 zł\n" for n in range(10, 22))
    found = products(tmp_path, f"nazwa;cena\n{rows}".encode("cp1250"))
    assert (found[0].title, found[0].price, found[0].currency) == ("Smartfon brązowy 10", 1099.5, "PLN")


def test_yes_in_a_column_of_stock_is_in_stock(tmp_path: Path) -> None:
    found = products(tmp_path, "Nombre,Precio,Stock\nNova,10,SI\nPulse,12,NO\nMax,14,SI\n")
    assert [product.availability for product in found] == ["in stock", "out of stock", "in stock"]


# Texts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("VinhosÃ£o, Jack Danielâ€™s", "Vinhosão, Jack Daniel’s"),
        ("Ð¢Ð¾Ñ€ÑˆÐµÑ€", "Торшер"),
        ("LANÇAR À MÃO «X»", "LANÇAR À MÃO «X»"),
        ("CAFÉ« ok", "CAFÉ« ok"),
    ],
)
def test_mojibake_is_read_as_what_it_was_and_nothing_else(text: str, read: str) -> None:
    assert unbroken(text) == read


def test_a_text_that_is_fields_by_name_becomes_these(tmp_path: Path) -> None:
    rows = "".join(f"Nova {n},Marketed: 20{n};Lens Mount: {'RF' if n % 2 else 'EF'};Megapixels: {n}\n" for n in range(10, 16))
    found = products(tmp_path, f"name,details\n{rows}")
    assert found[0].attributes == {"Marketed": 2010.0, "Lens Mount": "EF", "Megapixels": 10.0}


def test_a_shop_systems_own_names_are_left_out(tmp_path: Path) -> None:
    text = (
        "Title,Price,Fabric (product.metafields.shopify.fabric)\n"
        "Tee,20,fabric__cotton; fabric__merino-wool\nCap,12,fabric__cotton\n"
    )
    assert [product.attributes for product in products(tmp_path, text)] == [
        {"Fabric": "cotton, merino wool"},
        {"Fabric": "cotton"},
    ]


# Tables


def test_what_is_told_of_a_table_in_comments_is_none_of_its_rows(tmp_path: Path) -> None:
    text = "# Strings\n# gauges: 16 | 17\nname,price,feel\n# Polyesters\nAlu,20,crisp\nHex,18,soft\n# Multis\nNrg,22,soft\n"
    assert [product.title for product in products(tmp_path, text)] == ["Alu", "Hex", "Nrg"]


def test_rows_that_were_put_into_quotes_as_a_whole_are_read(tmp_path: Path) -> None:
    text = 'id,name,price\n"1,""Tractor, green"",500"\n"2,Plough,80"\n'
    found = products(tmp_path, text)
    assert [(product.title, product.price) for product in found] == [("Tractor, green", 500.0), ("Plough", 80.0)]


def test_a_text_with_a_comma_and_no_quotes_is_put_together_again(tmp_path: Path) -> None:
    rows = "".join(f"Herb {n},{n}.98,2030{n}_EA,Brand\n" for n in range(12))
    report = ReadReport()
    found = list(catalog(tmp_path, f"name,price,code,brand\n{rows}Dill, fresh,1.50,20399_EA,Brand\n").products(report=report))
    assert (found[-1].title, found[-1].price, report.skipped_count) == ("Dill, fresh", 1.5, 0)


def test_a_list_of_variants_in_a_cell_is_one(tmp_path: Path) -> None:
    text = (
        "id,name,variants\n"
        """1,Linen shirt,"[{'size': 'S', 'price': 20, 'sku': 'L-S'}, {'size': 'M', 'price': 22, 'sku': 'L-M'}]"\n"""
        """2,Wool shirt,"[{'size': 'S', 'price': 30, 'sku': 'W-S'}, {'size': 'L', 'price': 33, 'sku': 'W-L'}]"\n"""
    )
    assert [[variant.options for variant in product.variants] for product in products(tmp_path, text)] == [
        [{"size": "S"}, {"size": "M"}],
        [{"size": "S"}, {"size": "L"}],
    ]


# Documents and feeds


def test_the_lists_in_groups_are_the_products(tmp_path: Path) -> None:
    menu = [
        {"course": "Pizza", "items": [{"name": "Margherita", "text": "tomato"}, {"name": "Diavola", "text": "hot"}]},
        {"course": "Pasta", "items": [{"name": "Carbonara", "text": "egg"}, {"name": "Pesto", "text": "basil"}]},
    ]
    assert [(product.title, product.category) for product in as_json(tmp_path, menu)] == [
        ("Margherita", "Pizza"),
        ("Diavola", "Pizza"),
        ("Carbonara", "Pasta"),
        ("Pesto", "Pasta"),
    ]


def test_products_with_variants_are_no_groups(tmp_path: Path) -> None:
    sizes = [{"title": "S", "price": 8}, {"title": "M", "price": 9}]
    shirts = [{"title": name, "variants": sizes} for name in ("Shirt", "Tee")]
    assert [product.title for product in as_json(tmp_path, shirts)] == ["Shirt", "Tee"]


def test_records_under_their_names_are_called_so(tmp_path: Path) -> None:
    basic, silk = {"type": "PLA", "speed": 21, "notes": "plain"}, {"type": "PLA", "speed": 18, "notes": "shiny"}
    varnholm, tarn = {"models": {"Basic": basic, "Silk": silk}}, {"models": {"Eco": basic, "Max": silk}}
    document = {"brands": {"Varnholm": varnholm, "Tarn": tarn}}
    assert [(product.title, product.brand) for product in as_json(tmp_path, document)] == [
        ("Basic", "Varnholm"),
        ("Silk", "Varnholm"),
        ("Eco", "Tarn"),
        ("Max", "Tarn"),
    ]


def test_lists_in_a_row_are_one(tmp_path: Path) -> None:
    found = products(tmp_path, '[\n {"name": "Nova", "price": 5}\n][\n {"name": "Pulse", "price": 6}\n]', "catalog.json")
    assert [product.title for product in found] == ["Nova", "Pulse"]


def test_the_categories_that_a_feed_lists_by_keys_are_named(tmp_path: Path) -> None:
    text = (
        '<yml_catalog><shop><categories><category id="1">Shoes</category><category id="7" parentId="1">Boots</category>'
        '</categories><offers><offer id="a"><name>Nova</name><price>5</price><categoryId>7</categoryId></offer>'
        '<offer id="b"><name>Pulse</name><price>6</price><categoryId>1</categoryId></offer></offers></shop></yml_catalog>'
    )
    assert [product.category for product in products(tmp_path, text, "feed.xml")] == ["Shoes > Boots", "Shoes"]


# Units in names


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("weightStrungG", "g"),
        ("stringTensionMinLbs", None),
        ("headSizeSqIn", "in²"),
        ("focal_min_mm", "mm"),
        ("temp_max_f", "°F"),
        ("heat_resistance_c", "°C"),
        ("MP", "MP"),
        ("vitamin_c", None),
        ("usbC", None),
        ("lensMountF", None),
    ],
)
def test_a_unit_that_closes_a_name_in_camel_case_is_known(name: str, unit: str | None) -> None:
    learner = QuantityLearner(unit_table())
    for number in range(12):
        learner.add(Product(str(number), "Thing", attributes={name: 100.5 + number}))
    found = learner.learned().get(name)
    assert (found.unit if found else None) == unit


def test_a_price_told_for_people_names_the_currency(tmp_path: Path) -> None:
    text = "titulo,precio,precio_texto\nTractor,311046.00,u$s 311.046\nPlough,1200.00,u$s 1.200\nDrill,NULL,$ Consultar\n"
    assert [(product.price, product.currency) for product in products(tmp_path, text)] == [
        (311046.0, "USD"),
        (1200.0, "USD"),
        (None, None),
    ]


def test_a_name_that_a_program_wrote_is_told_in_words(tmp_path: Path) -> None:
    found = as_json(tmp_path, [{"name": "Alu", "armFriendly": True, "maxRAM": 16}, {"name": "Hex", "armFriendly": False}])
    assert found[0].attributes == {"arm friendly": True, "max RAM": 16.0}


def test_a_header_in_two_rows_is_one(tmp_path: Path) -> None:
    text = "No,Name,Price EUR,,\n,,retail,small trade,trade\n1,Meadow tea,80,60,42\n2,Mint tea,90,70,50\n"
    found = catalog(tmp_path, text)
    names = [column.name for column in found.columns if not column.name.startswith("=")]
    assert names == ["No", "Name", "Price EUR retail", "Price EUR small trade", "Price EUR trade"]
    assert [(product.title, product.price, product.currency) for product in found.products()] == [
        ("Meadow tea", 80.0, "EUR"),
        ("Mint tea", 90.0, "EUR"),
    ]


def test_a_path_of_categories_is_one(tmp_path: Path) -> None:
    records = [{"name": "Nova", "breadcrumbs": ["Tools", "Saws"]}, {"name": "Pulse", "breadcrumbs": ["Tools", "Drills"]}]
    assert [product.category for product in as_json(tmp_path, records)] == ["Tools > Saws", "Tools > Drills"]


def test_a_code_that_comes_again_is_no_id_beside_one_that_never_does(tmp_path: Path) -> None:
    rows = "".join(f"{at},Varo {at},{('A1', 'B2', 'C3')[at % 3]},{90 + at}.00\n" for at in range(12))
    found = products(tmp_path, f"watch_id,name,reference,price\n{rows}")
    assert [product.id for product in found] == [str(at) for at in range(12)]  # none is lost


def test_rows_of_one_product_keep_its_id_beside_that_of_each(tmp_path: Path) -> None:
    rows = "".join(f"{at},P{at // 2},Varo {at // 2},{'SM'[at % 2]},90.00\n" for at in range(12))
    found = products(tmp_path, f"variant_id,product_id,name,size,price\n{rows}")
    assert [product.id for product in found] == [f"P{at}" for at in range(6)]
