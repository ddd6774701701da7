"""Files are found, formats told apart, columns understood, records flattened, and facts read off products."""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from shopcli.catalog import ReadReport, file_digest, open_catalog
from shopcli.catalog.columns.names import fold_name, role_by_name
from shopcli.errors import CatalogError, UsageError
from shopcli.types import Column, Product

LAMP = {"id": "1", "title": "Lamp", "price": 5.5}
DESK = {"id": "2", "title": "Desk", "price": 99}
READ = [Product("1", "Lamp", price=5.5), Product("2", "Desk", price=99.0)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(*paths: Path, **mapping: str) -> list[Product]:
    report = ReadReport()
    products = list(open_catalog(paths, mapping=mapping).products(report=report))
    assert report.skipped == []
    return products


def records(folder: Path, *rows: dict[str, object], **mapping: str) -> list[Product]:
    return read(write(folder, "records.json", json.dumps(rows)), **mapping)


def roles(folder: Path, text: str) -> dict[str, tuple[str, str]]:
    columns = open_catalog([write(folder, "roles.csv", text)]).columns
    return {column.role: (column.name, column.why) for column in columns if column.role != "attribute"}


# Formats


@pytest.mark.parametrize(
    "document",
    [
        [LAMP, DESK],
        {"products": [LAMP, DESK]},
        {"status": "ok", "data": {"count": 2, "items": [LAMP, DESK]}},
        {"1": {"title": "Lamp", "price": 5.5}, "2": {"title": "Desk", "price": 99}},
        {"catalog": {"1": {"title": "Lamp", "price": 5.5}, "2": {"title": "Desk", "price": 99}}},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_list_is_found_wherever_a_document_holds_it(tmp_path: Path, document: object, indent: int | None) -> None:
    assert read(write(tmp_path, "a.json", json.dumps(document, indent=indent))) == READ


def test_a_single_object_is_one_product_even_where_it_holds_a_list(tmp_path: Path) -> None:
    record = {**LAMP, "reviews": [{"text": "Bright."}, {"text": "Warm light."}]}
    assert read(write(tmp_path, "a.json", json.dumps(record))) == [
        Product("1", "Lamp", price=5.5, attributes={"reviews": "Bright. | Warm light."})
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.csv"])
def test_json_lines_are_known_by_their_content(tmp_path: Path, name: str) -> None:
    assert read(write(tmp_path, name, f"{json.dumps(LAMP)}\n\n{json.dumps(DESK)}\n")) == READ


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_table_is_known_by_its_content(tmp_path: Path, name: str, delimiter: str) -> None:
    text = "\n".join(delimiter.join(cells) for cells in [("id", "title", "price"), ("1", "Lamp", "5.50"), ("2", "Desk", "99")])
    assert read(write(tmp_path, name, text)) == READ


@pytest.mark.parametrize("name", ["a.csv.gz", "a.json.gz", "a.csv"])
def test_gzip_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    text = json.dumps([LAMP, DESK]) if "json" in name else "id,title,price\n1,Lamp,5.5\n2,Desk,99\n"
    assert read(write(tmp_path, name, gzip.compress(text.encode()))) == READ


def test_several_files_and_folders_are_one_catalog(tmp_path: Path) -> None:
    one = write(tmp_path, "z.jsonl", json.dumps(LAMP))
    two = write(tmp_path, "shop/b/two.tsv.gz", gzip.compress(b"sku\tname\tcost\n2\tDesk\t99\n"))
    three = write(tmp_path, "shop/a.csv", "Artikelnummer;Bezeichnung;Preis\n3;Stuhl;12,50\n")
    write(tmp_path, "shop/readme.txt", "no catalog")
    write(tmp_path, "shop/.hidden.csv", "no catalog")
    catalog = open_catalog([one, tmp_path / "shop", one])
    assert catalog.files == (one, three, two)
    assert list(catalog.products()) == [READ[0], Product("3", "Stuhl", price=12.5), READ[1]]


def test_a_product_that_another_file_describes_too_is_read_once(tmp_path: Path) -> None:
    first = write(tmp_path, "a.csv", "sku,name,cost,shade\n1,Lamp,5.5,red\n")
    second = write(tmp_path, "b.json", json.dumps([{**LAMP, "colour": "red"}, DESK]))
    report = ReadReport()
    assert [p.id for p in open_catalog([first, second]).products(report=report)] == ["1", "2"]
    assert report.notes == (f"1 products that another file has already dropped ({second}:1)",)
    assert report.skipped == []


def test_files_of_one_record_each_are_understood_together(tmp_path: Path) -> None:
    for number in range(6):
        write(
            tmp_path,
            f"{number}.json",
            json.dumps({"k": f"X-{number}", "v": f"Oak table number {number}", "w": f"{number}.50 €"}),
        )
    products = read(tmp_path)
    assert products[5] == Product("X-5", "Oak table number 5", price=5.5, currency="EUR")


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"There is no file .*nowhere\.csv"):
        open_catalog([tmp_path / "nowhere.csv"])
    with pytest.raises(CatalogError, match="No catalog file found"):
        open_catalog([tmp_path])
    with pytest.raises(CatalogError, match="is empty"):
        open_catalog([write(tmp_path, "a.csv", "\n \n")])
    with pytest.raises(CatalogError, match="holds no list of products"):
        open_catalog([write(tmp_path, "a.json", "[1, 2, 3]")])


def test_the_digest_is_of_the_contents_in_order(tmp_path: Path) -> None:
    a, b = write(tmp_path, "a.csv", "one"), write(tmp_path, "b.csv", "two")
    inner = hashlib.sha256(b"one").digest() + hashlib.sha256(b"two").digest()
    assert file_digest([a, b]) == file_digest([tmp_path]) == hashlib.sha256(inner).hexdigest()
    assert file_digest([b, a]) != file_digest([a, b])


# Columns


@pytest.mark.parametrize("name", ["productName", "Product_Name", "PRODUCT-NAME", " product  name ", "ProductName"])
def test_spellings_of_a_column_are_one(name: str) -> None:
    assert fold_name(name) == "product name"


@pytest.mark.parametrize(
    "name, role",
    [
        ("item_name", "title"),
        ("商品名", "title"),
        ("标题", "title"),
        ("Bezeichnung", "title"),
        ("Libellé", "title"),
        ("título", "title"),
        ("售价", "price"),
        ("价格（元）", "price"),
        ("Prix TTC", "gross_price"),
        ("Vendor", "brand"),
        ("品牌", "brand"),
        ("详情", "description"),
        ("Body (HTML)", "description"),
        ("Währung", "currency"),
        ("货币", "currency"),
        ("Kategorie", "category"),
        ("分类", "category"),
        ("color", "colour"),
        ("颜色", "colour"),
        ("product_colour", ""),
        ("评分", "rating"),
        ("product_rating", "rating"),
        ("链接", "url"),
        ("Image URL", "image"),
        ("图片", "image"),
        ("ASIN", "id"),
        ("编号", "id"),
        ("weight", ""),
        ("", ""),
    ],
)
def test_a_columns_name_tells_its_role(name: str, role: str) -> None:
    assert role_by_name(name)[0] == role


def test_chinese_columns_make_products(tmp_path: Path) -> None:
    text = "编号,名称,品牌,分类,售价,颜色,评分,描述,链接,图片,是否防水\n"
    text += "A1,运动手表,华为,手表,1299元,黑色,4.8,适合户外。续航长。,https://x.example/a1,https://x.example/a1.jpg,是\n"
    assert read(write(tmp_path, "a.csv", text)) == [
        Product(
            "A1", "运动手表", "适合户外。续航长。", "华为", "手表", 1299.0, "CNY", "https://x.example/a1", "https://x.example/a1.jpg",
            {"colour": "黑色", "rating": 4.8, "是否防水": True},
        )
    ]  # fmt: skip


def test_yen_are_yuan_in_a_chinese_catalog_only(tmp_path: Path) -> None:
    assert [p.currency for p in read(write(tmp_path, "a.csv", "商品名,价格\n手表,¥299\n"))] == ["CNY"]
    assert [p.currency for p in read(write(tmp_path, "a.csv", "name,price\nウォッチ腕時計,¥299\n"))] == ["JPY"]
    assert [p.currency for p in read(write(tmp_path, "a.csv", "name,price\nWatch,¥299\n"))] == ["JPY"]


def test_of_two_columns_the_better_named_takes_the_role_and_the_other_is_an_attribute(tmp_path: Path) -> None:
    row = {
        "sku": "S-1",
        "id": 7,
        "name": "Lux",
        "title": "Lux desk lamp",
        "list_price": 20,
        "price": 15,
        "vendor": "V",
        "brand": "B",
    }
    (product,) = records(tmp_path, row)
    assert (product.id, product.title, product.brand, product.price) == ("7", "Lux desk lamp", "B", 15.0)
    assert product.attributes == {"name": "Lux", "vendor": "V"}
    assert roles(tmp_path, "sku,id,title,list_price,price\nS-1,7,Lux,20,15\n")["list_price"] == ("list_price", "name")


def test_of_two_columns_a_well_filled_one_beats_a_better_name(tmp_path: Path) -> None:
    rows = [{"title": "Big lamp" if number == 0 else "", "name": f"Lamp {number}", "id": number} for number in range(5)]
    products = records(tmp_path, *rows)
    assert [p.title for p in products] == [f"Lamp {number}" for number in range(5)]
    assert products[0].attributes == {"other title": "Big lamp"}


def test_values_that_belie_a_columns_name_keep_it_from_the_role(tmp_path: Path) -> None:
    text = "id,title,price,image,rating\n1,Lamp,ask us,shiny,very good\n2,Desk,in store,matt,fair\n"
    assert set(roles(tmp_path, text)) == {"id", "title"}
    assert read(tmp_path / "roles.csv")[0].attributes == {
        "other price": "ask us",
        "other image": "shiny",
        "rating": "very good",
    }


def test_columns_without_telling_names_are_known_by_their_content(tmp_path: Path) -> None:
    text = "c1,c2,c3,c4,c5,c6,c7\n" + "".join(
        f"X-{n},Oak table number {n},{n}.00 €,https://x.example/p/{n},https://x.example/p/{n}.jpg,"
        f"{'A long text that goes on about the wood and the making of table ' * 2}{n},{n % 3}\n"
        for n in range(1, 9)
    )
    assert roles(tmp_path, text) == {
        "id": ("c1", "content"),
        "title": ("c2", "content"),
        "price": ("c3", "content"),
        "url": ("c4", "content"),
        "image": ("c5", "content"),
        "description": ("c6", "content"),
    }
    product = read(tmp_path / "roles.csv")[0]
    assert (product.id, product.price, product.currency, product.attributes) == ("X-1", 1.0, "EUR", {"c7": 1.0})


def test_a_table_without_a_header_has_numbered_columns(tmp_path: Path) -> None:
    products = read(write(tmp_path, "a.csv", "A-1,Desk lamp,5.50\nA-2,Oak desk,99.00\n"), price="column 3", id="column 1")
    assert products == [Product("A-1", "Desk lamp", price=5.5), Product("A-2", "Oak desk", price=99.0)]


def test_columns_say_how_they_were_understood(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "sku,name,weight,\n1,<b>Lamp</b>,,x\n2,Desk,12 kg,y\n")
    assert open_catalog([path], mapping={"currency": "=EUR"}).columns == (
        Column("sku", "id", "name", 1.0, "1"),
        Column("name", "title", "name", 1.0, "Lamp"),
        Column("weight", "attribute", "unrecognised", 0.5, "12 kg"),
        Column("column 4", "attribute", "unrecognised", 1.0, "x"),
        Column("=EUR", "currency", "--map", 1.0, "EUR"),
    )


def test_without_a_title_the_columns_are_listed_with_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(CatalogError) as failure:
        open_catalog([write(tmp_path, "a.csv", "sku,weight\n1,12\n2,13\n")])
    assert str(failure.value).endswith("a.csv: no column holds the products' names. Columns: sku, weight.")
    assert failure.value.hint == "Say which one does: --map title=COLUMN"


def test_a_rating_in_words_is_its_number(tmp_path: Path) -> None:
    rows = [{"title": title, "stars": stars} for title, stars in (("A1", "4.5 out of 5 stars"), ("B2", "3,9/5"), ("C3", 4))]
    assert [p.attributes for p in records(tmp_path, *rows)] == [{"rating": 4.5}, {"rating": 3.9}, {"rating": 4.0}]


# --map


def test_the_map_overrides_what_was_recognised(tmp_path: Path) -> None:
    row = {"title": "ignored", "Real Name": "Lamp", "gross": 200, "shade": "red", "id": 1}
    mapped = records(tmp_path, row, title="real_name", price="gross * 1.5", currency="=EUR", color="shade")
    assert mapped == [Product("1", "Lamp", price=300.0, currency="EUR", attributes={"other title": "ignored", "colour": "red"})]


@pytest.mark.parametrize(
    "role, expression, message, hint",
    [
        ("pricce", "cost", "there is no role 'pricce'.", "Did you mean price? Roles: "),
        ("title", "nam", "no column is called 'nam'.", "Did you mean name?"),
        ("title", "xyzzy", "no column is called 'xyzzy'.", "Columns: id, name, cost."),
        ("price", "costs/100", "no column is called 'costs'.", "Did you mean cost?"),
        ("price", "cost/0", "cannot divide or multiply by 0.", "Write --map price=cost/100."),
        ("title", "name/2", "a title is not a number.", "Write --map title=name."),
        ("title", "=Lamp", "the title cannot be the same for every product.", "Name a column: --map title=COLUMN."),
        ("brand", "=", "a constant needs a value.", "Name a column: --map brand=COLUMN."),
    ],
)
def test_a_map_that_makes_no_sense_is_refused(tmp_path: Path, role: str, expression: str, message: str, hint: str) -> None:
    path = write(tmp_path, "a.csv", "id,name,cost\n1,Lamp,5\n")
    with pytest.raises(UsageError) as failure:
        open_catalog([path], mapping={role: expression})
    assert str(failure.value) == f"--map {role}={expression}: {message}"
    assert failure.value.hint.startswith(hint)


def test_the_catalog_room_imports_nothing_heavy() -> None:
    code = "import sys, shopcli.catalog; print(sorted(m for m in sys.modules if m.split('.')[0] in "
    code += "('torch', 'clevercsv', 'charset_normalizer', 'price_parser', 'numpy', 'rich', 'typer')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
