"""Real files are dirty: encodings, dialects, money, markup, ids, and rows that are no good."""

import codecs
import gzip
from pathlib import Path

import pytest

from shopcli.catalog import ReadReport, open_catalog
from shopcli.errors import CatalogError
from shopcli.types import BadRow, Product

GERMAN = "id;Bezeichnung;Preis\n1;Kühlschrank groß;1.299,95 €\n2;Töpfe, 3 Stück;12,00 €\n"
CHINESE = "编号,商品名,价格\nA1,智能手表,￥299\nA2,无线鼠标,￥59\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(*paths: Path, strict: bool = False, **mapping: str) -> tuple[list[Product], ReadReport]:
    report = ReadReport()
    return list(open_catalog(paths, mapping=mapping).products(strict=strict, report=report)), report


def one(folder: Path, name: str, content: str | bytes, **mapping: str) -> Product:
    products, report = read(write(folder, name, content), **mapping)
    assert [report.skipped_count, len(products)] == [0, 1]
    return products[0]


def prices(folder: Path, *texts: str, header: str = "price") -> list[tuple[float | None, str | None]]:
    rows = "".join(f'{number};Thing {number};"{text}"\n' for number, text in enumerate(texts))
    products, _ = read(write(folder, "prices.csv", f"id;title;{header}\n{rows}"))
    return [(product.price, product.currency) for product in products]


# Encodings


@pytest.mark.parametrize(
    "mark, encoding", [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
)
def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path, mark: bytes, encoding: str) -> None:
    products, _ = read(write(tmp_path, "a.csv", mark + GERMAN.encode(encoding)))
    assert [(p.id, p.title) for p in products] == [("1", "Kühlschrank groß"), ("2", "Töpfe, 3 Stück")]


def test_a_byte_order_mark_before_json_lines_is_skipped(tmp_path: Path) -> None:
    assert one(tmp_path, "a.jsonl", codecs.BOM_UTF8 + b'{"id": "7", "title": "Mug"}\n').title == "Mug"


def test_utf_16_without_a_mark_is_read(tmp_path: Path) -> None:
    assert [p.title for p in read(write(tmp_path, "a.csv", GERMAN.encode("utf-16-le")))[0]] == [
        "Kühlschrank groß",
        "Töpfe, 3 Stück",
    ]


def test_cp1252_is_read_with_its_euro_sign(tmp_path: Path) -> None:
    products, report = read(write(tmp_path, "a.csv", GERMAN.encode("cp1252")))
    assert [(p.title, p.price, p.currency) for p in products] == [
        ("Kühlschrank groß", 1299.95, "EUR"),
        ("Töpfe, 3 Stück", 12.0, "EUR"),
    ]
    assert report.notes == ()


def test_one_accented_letter_is_enough_for_cp1252(tmp_path: Path) -> None:
    assert one(tmp_path, "a.csv", "id,name\n1,Käse\n".encode("cp1252")).title == "Käse"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_chinese_columns_are_read_in_gbk_as_in_utf_8(tmp_path: Path, encoding: str) -> None:
    products, _ = read(write(tmp_path, "a.csv", CHINESE.encode(encoding)))
    assert products == [
        Product("A1", "智能手表", price=299.0, currency="CNY"),
        Product("A2", "无线鼠标", price=59.0, currency="CNY"),
    ]


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("商品名稱,價格\n智慧手錶,299\n無線滑鼠,59\n", "big5"),
        ("name,price\nスマートウォッチ,299\nワイヤレスマウス,59\n", "cp932"),
        ("name,price\n스마트 시계,299\n무선 마우스,59\n", "cp949"),
        ("name,price\nУмные часы,299\nБеспроводная мышь,59\n", "cp1251"),
    ],
)
def test_other_legacy_encodings_are_told_apart(tmp_path: Path, text: str, encoding: str) -> None:
    products, _ = read(write(tmp_path, "a.csv", text.encode(encoding)), title=text.split(",")[0])
    assert [p.title for p in products] == [line.split(",")[0] for line in text.splitlines()[1:]]


def test_a_stray_cp1252_byte_in_a_utf_8_file_is_mended_and_counted(tmp_path: Path) -> None:
    lines = ["id,title", *(f"{number},Théière {number}" for number in range(40))]
    path = write(tmp_path, "a.csv", "\n".join(lines).encode() + b"\n99,Caf\xe9\n")
    products, report = read(path)
    assert [products[0].title, products[-1].title] == ["Théière 0", "Café"]
    assert report.notes == (f"1 bytes of another encoding read as Windows-1252 ({path}:42)",)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="is not a text file"):
        open_catalog([write(tmp_path, "a.csv", bytes(range(256)) * 20)])


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(GERMAN.encode() * 50)
    with pytest.raises(CatalogError, match="cannot be read"):
        open_catalog([write(tmp_path, "a.csv.gz", whole[: len(whole) // 2])])


# Dialects


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(cells) for cells in [("sku", "name", "price"), ("a", "Watch", "12.50"), ("b", "Mouse", "5.00")]
    )
    assert [(p.id, p.title, p.price) for p in read(write(tmp_path, "a.csv", text))[0]] == [
        ("a", "Watch", 12.5),
        ("b", "Mouse", 5.0),
    ]


def test_quoted_line_breaks_stay_in_their_cell_and_lines_are_counted_from_the_rows_start(tmp_path: Path) -> None:
    text = 'id,title,price\n1,"Watch,\r\nblack ""Pro""",12\n2,,5\n"3","Mouse\n\n\nred",7\n4,a,b,c,d\n'
    products, report = read(path := write(tmp_path, "a.csv", text))
    assert [p.title for p in products] == ['Watch, black "Pro"', "Mouse red"]
    assert report.skipped == [BadRow(str(path), 4, "no title"), BadRow(str(path), 9, "5 cells for 3 columns")]


def test_a_quote_that_never_closes_costs_one_line_only(tmp_path: Path) -> None:
    text = 'id,title\n1,Lamp\n2,"Desk\n3,Chair\n4,Table\n'
    products, report = read(path := write(tmp_path, "a.csv", text))
    assert [p.title for p in products] == ["Lamp", "Chair", "Table"]
    assert report.skipped == [BadRow(str(path), 3, "a quote opens here and never closes")]


def test_a_quote_that_never_closes_in_a_long_file_costs_one_line_only(tmp_path: Path) -> None:
    lines = ["id,title", '0,"Desk', *(f"{number},Chair {number}" for number in range(1, 900))]
    products, report = read(path := write(tmp_path, "a.csv", "\n".join(lines)))
    assert [len(products), products[0].title, products[-1].title] == [899, "Chair 1", "Chair 899"]
    assert report.skipped == [BadRow(str(path), 2, "a quote opens here and does not close within 200 lines")]


def test_inches_within_a_cell_are_no_quotes(tmp_path: Path) -> None:
    products, _ = read(write(tmp_path, "a.csv", 'id,title,price\n1,TV 43" black,12\n2,TV 55" white,5\n'))
    assert [p.title for p in products] == ['TV 43" black', 'TV 55" white']


def test_backslash_escapes_are_read_where_quotes_are_not_doubled(tmp_path: Path) -> None:
    products, _ = read(write(tmp_path, "a.csv", 'id,title,price\n1,"TV 43\\", black",12\n2,"Mouse",5\n'))
    assert [p.title for p in products] == ['TV 43", black', "Mouse"]


def test_missing_cells_are_missing_values_and_empty_extra_ones_do_no_harm(tmp_path: Path) -> None:
    products, report = read(write(tmp_path, "a.csv", "id,title,brand\n1,Lamp\n2,Desk,Oak,,\n"))
    assert [(p.title, p.brand) for p in products] == [("Lamp", None), ("Desk", "Oak")]
    assert report.skipped == []


def test_excels_separator_line_and_blank_lines_before_the_header_are_skipped(tmp_path: Path) -> None:
    products, report = read(path := write(tmp_path, "a.csv", "sep=;\n\nid;title\n1;Lamp, red\n2;\n"))
    assert [p.title for p in products] == ["Lamp, red"]
    assert report.skipped == [BadRow(str(path), 5, "no title")]


def test_empty_rows_are_no_fault_and_no_rows(tmp_path: Path) -> None:
    products, report = read(write(tmp_path, "a.csv", "id,title\n\n1,Lamp\n,\n  ,\n2,Desk\n\n"))
    assert [p.title for p in products] == ["Lamp", "Desk"]
    assert [report.rows, report.skipped] == [2, []]


# Money


@pytest.mark.parametrize(
    "text, price, currency",
    [
        ("1.299,95 €", 1299.95, "EUR"),
        ("$1,299.00", 1299.0, "USD"),
        ("¥299", 299.0, "JPY"),
        ("299元", 299.0, "CNY"),
        ("EUR 12", 12.0, "EUR"),
        ("12,95", 12.95, None),
        ("from 12.00", 12.0, None),
        ("1 299,95 €", 1299.95, "EUR"),
        ("1'299.00 CHF", 1299.0, "CHF"),
        ("£0.99", 0.99, "GBP"),
        ("CA$ 20", 20.0, "CAD"),
        ("199 kr", 199.0, None),
        ("Free", 0.0, None),
        ("1.5e3", 1500.0, None),
    ],
)
def test_a_price_is_read_with_its_currency(tmp_path: Path, text: str, price: float, currency: str | None) -> None:
    assert prices(tmp_path, text) == [(price, currency)]


def test_the_column_decides_what_a_lone_comma_means(tmp_path: Path) -> None:
    assert prices(tmp_path, "12,500", "3,99", "7,00") == [(12.5, None), (3.99, None), (7.0, None)]
    assert prices(tmp_path, "12,500", "3.99", "7.00") == [(12500.0, None), (3.99, None), (7.0, None)]


def test_the_column_decides_what_a_lone_dot_means(tmp_path: Path) -> None:
    assert prices(tmp_path, "1.299", "3,99", "12") == [(1299.0, None), (3.99, None), (12.0, None)]
    assert prices(tmp_path, "1.299", "3.9") == [(1.299, None), (3.9, None)]
    assert prices(tmp_path, "1.299", "2.499") == [(1299.0, None), (2499.0, None)]


def test_prices_in_cents_are_divided_where_the_map_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,title,price\n1,Lamp,1995\n2,Desk,12000\n")
    assert [p.price for p in read(path, price="price/100")[0]] == [19.95, 120.0]


def test_a_column_that_is_called_cents_is_divided_and_one_that_names_a_currency_gives_it(tmp_path: Path) -> None:
    assert prices(tmp_path, "1995", header="price_in_cents") == [(19.95, None)]
    assert prices(tmp_path, "19.95", header="Preis (EUR)") == [(19.95, "EUR")]
    assert prices(tmp_path, "19.95", header="价格（元）") == [(19.95, "CNY")]


def test_a_currency_column_wins_over_the_symbol(tmp_path: Path) -> None:
    product = one(tmp_path, "a.csv", "id,title,price,currency\n1,Lamp,$5.00,cad\n")
    assert (product.price, product.currency) == (5.0, "CAD")


def test_negative_absurd_and_wordy_prices_are_left_out_and_noted_while_their_products_stay(tmp_path: Path) -> None:
    text = "id,title,price\n1,A1,-5\n2,B2,1e12\n3,C3,on request\n4,D4,9.99\n5,E5,N/A\n6,F6,3\n7,G7,4\n8,H8,5\n"
    products, report = read(path := write(tmp_path, "a.csv", text))
    assert [p.price for p in products] == [None, None, None, 9.99, None, 3.0, 4.0, 5.0]
    assert report.notes == (f"3 prices left out: no amount, negative or absurd ({path}:2, {path}:3, {path}:4)",)


# Values


def test_nan_infinity_and_null_are_missing(tmp_path: Path) -> None:
    text = '{"id": 1, "title": "Lamp", "price": NaN, "brand": null, "weight": Infinity, "depth": -Infinity, '
    text += '"width": "nan", "height": 3}\n'
    product = one(tmp_path, "a.jsonl", text)
    assert (product.price, product.brand, product.attributes) == (None, None, {"height": 3.0})


def test_absurd_numbers_are_left_out_and_counted(tmp_path: Path) -> None:
    huge = "9" * 400
    text = f'[{{"id": 1, "title": "Lamp", "weight": 1e15, "depth": 1e999, "width": {huge}, "price": {huge}, "height": 999999}},'
    text += '{"id": 2, "title": "Desk", "price": 5}]'
    products, report = read(path := write(tmp_path, "a.json", text))
    assert (products[0].price, products[0].attributes) == (None, {"height": 999999.0})
    assert report.notes == (
        f"3 absurd numbers left out ({path}:1, {path}:1, {path}:1)",
        f"1 prices left out: no amount, negative or absurd ({path}:1)",
    )


@pytest.mark.parametrize("word", ["", " ", "N/A", "n/a", "null", "NaN", "None", "-", "\\N", "{{item.name}}", "${brand}"])
def test_words_for_nothing_are_missing(tmp_path: Path, word: str) -> None:
    product = one(tmp_path, "a.csv", f"id,title,brand,material\n1,Lamp,{word},{word}\n")
    assert (product.brand, product.attributes) == (None, {})


def test_na_is_missing_in_each_column_but_one_of_codes_as_short(tmp_path: Path) -> None:
    text = "id,title,brand,vegan,weight,rind,region\n1,Brie,NA,TRUE,NA,washed,NA\n2,Feta,Dodoni,NA,1.5,NA,EU\n"
    products, _ = read(write(tmp_path, "a.csv", text + "3,Gouda,NA,FALSE,2,waxed,APAC\n"))
    assert [product.brand for product in products] == [None, "Dodoni", None]
    assert [product.attributes for product in products] == [
        {"vegan": True, "rind": "washed", "region": "NA"},
        {"weight": 1.5, "region": "EU"},
        {"vegan": False, "weight": 2.0, "rind": "waxed", "region": "APAC"},
    ]


def test_text_becomes_truth_or_a_number_only_where_the_whole_column_does(tmp_path: Path) -> None:
    text = "id,title,gps,warranty,weight,size,length\n1,A1,yes,yes,1.5,10,3.5 m\n2,B2,No,on request,20,XL,4 m\n"
    products, _ = read(write(tmp_path, "a.csv", text))
    assert products[0].attributes == {"gps": True, "warranty": "yes", "weight": 1.5, "size": "10", "length": "3.5 m"}
    assert products[1].attributes == {"gps": False, "warranty": "on request", "weight": 20.0, "size": "XL", "length": "4 m"}


def test_codes_stay_text(tmp_path: Path) -> None:
    text = "id,title,batch,gtin,tare,model,bluetooth version\n"
    text += "007,A1,0012,4006381333931,4006381333931,12,5.0\n008,B2,0400,4006381333948,4006381333948,13,4.2\n"
    products, _ = read(write(tmp_path, "a.csv", text))
    assert products[0].id == "007"
    assert products[0].attributes == {
        "batch": "0012",
        "tare": "4006381333931",
        "model": "12",
        "bluetooth version": "5.0",
    }


def test_decimal_commas_of_a_column_are_read(tmp_path: Path) -> None:
    products, _ = read(write(tmp_path, "a.csv", "id;title;gewicht\n1;A1;1,5\n2;B2;12\n"))
    assert [p.attributes for p in products] == [{"gewicht": 1.5}, {"gewicht": 12.0}]


# Text and links


def test_every_string_of_a_product_is_cleaned_and_cuts_are_noted(tmp_path: Path) -> None:
    bad = "\\u001b[31m\\u202e"
    text = (
        f'{{"id": "{bad}1", "title": "{bad}Lamp", "description": "{"d" * 9000}", "brand": "{bad}Oak", '
        f'"{bad}wood": "{bad}pine", "url": "javascript:alert(1)", "image": "https://x.example/a.jpg"}}\n'
    )
    products, report = read(path := write(tmp_path, "a.jsonl", text), url="url")
    assert products == [
        Product("1", "Lamp", "d" * 7999 + "…", "Oak", image="https://x.example/a.jpg", attributes={"wood": "pine"})
    ]
    assert report.notes == (f"1 texts cut for length ({path}:1)", f"1 urls left out: not a web address ({path}:1)")


# Ids


def test_whole_numbers_are_ids_without_a_decimal_point(tmp_path: Path) -> None:
    products, _ = read(
        write(
            tmp_path,
            "a.jsonl",
            '{"id": 12345.0, "title": "Lamp"}\n{"id": 7, "title": "Desk"}\n{"id": "8.0", "title": "Chair"}\n',
        )
    )
    assert [p.id for p in products] == ["12345", "7", "8"]


def test_missing_ids_are_made_and_do_not_depend_on_the_row(tmp_path: Path) -> None:
    first, report = read(path := write(tmp_path, "a.csv", "id,title,shape\n,Lamp,red\n,Lamp,blue\n5,Desk,\n"))
    again, _ = read(write(tmp_path, "b.csv", "id,title,shape\n5,Desk,\n,Lamp,red\n"))
    assert [p.id for p in first] == ["made-ccbcc24aab97", "made-ccbcc24aab97-e56b72", "5"]
    assert [p.id for p in again] == ["5", "made-ccbcc24aab97"]
    assert report.notes == (f"2 ids made from title, brand and price ({path}:2, {path}:3)",)


def test_an_identical_row_is_dropped_and_another_product_under_the_same_id_is_a_bad_row(tmp_path: Path) -> None:
    products, report = read(path := write(tmp_path, "a.csv", "id,title\n1,Lamp\n1,Lamp\n1,Desk\n2,Desk\n"))
    assert [(p.id, p.title) for p in products] == [("1", "Lamp"), ("2", "Desk")]
    assert report.skipped == [BadRow(str(path), 4, "the id 1 is taken by another product")]
    assert report.notes == (f"1 identical rows dropped ({path}:3)",)


# Broken rows


def test_broken_json_lines_are_skipped_with_their_line_and_reason(tmp_path: Path) -> None:
    deep = "[" * 100_000
    text = '{"id": 1, "title": "Lamp"\n\n{"id": 2, "title": "Desk"}\n[1]\n{"id": 3}\n'
    text += f'{{"title": {deep}\n{{"id": 4, "title": "Mug"}}\n'
    products, report = read(path := write(tmp_path, "a.jsonl", text))
    assert [p.title for p in products] == ["Desk", "Mug"]
    assert report.skipped == [
        BadRow(str(path), 1, "broken JSON: Expecting ',' delimiter at column 26"),
        BadRow(str(path), 4, "not an object but a list"),
        BadRow(str(path), 5, "no title"),
        BadRow(str(path), 6, "broken JSON: nested too deeply"),
    ]
    assert [report.rows, report.products, report.skipped_count] == [6, 2, 4]


def test_strict_stops_at_the_first_bad_row_and_names_it(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"id": 1, "title": "Lamp"}\n{"id": 2, "title": \n{"id": 3, "title": "Mug"}\n')
    products = open_catalog([path]).products(strict=True)
    assert next(products).title == "Lamp"
    with pytest.raises(CatalogError) as failure:
        next(products)
    assert str(failure.value) == f"{path}, line 2: broken JSON: Expecting value at column 19."
    assert failure.value.hint == "Mend the row, or leave --strict out to skip rows like it."


def test_a_json_document_that_is_cut_off_is_refused_with_the_place(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"is not valid JSON: .* at line 3 column 1\.$"):
        open_catalog([write(tmp_path, "a.json", '[{"id": 1, "title": "Lamp"},\n{"id": 2, "title": "Desk"},\n')])


@pytest.mark.parametrize("mark", ["~", ";", "|", " | ", ";;", " "])
def test_of_several_pictures_in_one_cell_the_first_counts(tmp_path: Path, mark: str) -> None:
    pictures = mark.join(f"https://x.example/w_600,f_auto/{n}.jpg" for n in range(400))
    products, report = read(write(tmp_path, "a.csv", f'id,title,image\n1,Lamp,"{pictures}"\n'))
    assert ([product.image for product in products], report.notes) == (["https://x.example/w_600,f_auto/0.jpg"], ())
